//! Affairs from a file or standard input, for the commands that take them.

pub(crate) mod given;
mod input;
mod reading;
mod records;

use std::path::Path;

use indicatif::ProgressBar;
use serde_json::value::RawValue;
use unicode_normalization::UnicodeNormalization;

use super::failure::Failure;
use super::files::unreadable;
use super::setting::Setting;
use crate::ruleset::Ruleset;
use crate::verdict::affair::{ReadOptions, Rejection};
use crate::versions::Versions;

pub(crate) use input::Form;
pub(crate) use reading::Reading;
use reading::{Columns, Planned};
pub(crate) use records::{Body, Record, Records};

/// An opened input.
pub(crate) struct Affairs<'r> {
    /// How its records are read.
    pub(crate) reading: Reading<'r>,
    pub(crate) records: Records,
    pub(crate) progress: ProgressBar,
}

/// What may stand in a record besides facts. Error: something to be ignored is a fact.
pub(crate) fn options(
    versions: impl Into<Versions>,
    id: &str,
    ignore: &[String],
    ignore_unknown: bool,
) -> Result<ReadOptions, Failure> {
    let ignored: Vec<String> = ignore
        .iter()
        .map(|name| nfc(name))
        .filter(|name| !name.is_empty())
        .collect();
    let versions = versions.into();
    let mut facts = versions.all().iter().flat_map(|it| &it.0.model.facts);
    match facts.find(|fact| ignored.contains(&fact.name)) {
        Some(fact) => Err(Failure::new(
            format!(
                "`{}` is a fact of the ruleset and cannot be ignored",
                fact.name
            ),
            format!("`{}` 是规则集的事实，不能略过", fact.name),
        )),
        None => Ok(ReadOptions {
            ignored,
            ignore_unknown,
            id: nfc(id),
        }),
    }
}

/// Opens an input; of CSV the header is read. `bar` asks for a progress bar.
pub(crate) fn open<'r>(
    path: &Path,
    form: Option<Form>,
    versions: impl Into<Versions>,
    options: &'r ReadOptions,
    bar: bool,
    setting: Setting,
) -> Result<Affairs<'r>, Failure> {
    let opened = input::open(path, form, bar, setting)?;
    let is_csv = opened.form == Form::Csv;
    let mut records = Records::new(opened.form, opened.bytes);
    let mut reading = Reading {
        versions: versions.into(),
        options,
        as_of: None,
        columns: None,
    };
    if is_csv {
        let first = records.next().map_err(|error| unreadable(path, &error))?;
        reading.columns = first
            .map(|header| columns(&reading.versions, options, header.body))
            .transpose()?;
    }
    Ok(Affairs {
        reading,
        records,
        progress: opened.progress,
    })
}

/// How another ruleset reads the records of an input whose header, if it has one, was read before.
pub(crate) fn reading<'r>(
    versions: impl Into<Versions>,
    options: &'r ReadOptions,
    header: Option<&[String]>,
) -> Result<Reading<'r>, Failure> {
    let versions = versions.into();
    let body = |names: &[String]| Body::Cells(csv::StringRecord::from(names.to_vec()));
    let read = header.map(|names| columns(&versions, options, body(names)));
    Ok(Reading {
        columns: read.transpose()?,
        versions,
        options,
        as_of: None,
    })
}

/// What the columns of a CSV file stand for, and their names. Everything wrong with them is said at
/// once. A column has to be a fact of one version at least.
fn columns(versions: &Versions, options: &ReadOptions, header: Body) -> Result<Columns, Failure> {
    let refused = |rejection: &Rejection| {
        let words = &rejection.message;
        let failure = Failure::new(
            format!("the header cannot be read: {}", words.en),
            format!("表头无法读取：{}", words.zh),
        );
        match &rejection.help {
            Some(help) => failure.help(help.en.clone(), help.zh.clone()),
            None => failure,
        }
    };
    let header = match header {
        Body::Cells(cells) => cells,
        Body::Bad(rejection) => return Err(refused(&rejection)),
        Body::Json(_) => csv::StringRecord::new(),
    };
    let names: Vec<String> = header.iter().map(nfc).collect();
    let knows =
        |ruleset: &Ruleset, name: &String| ruleset.reader(options).plan([name.as_str()]).is_ok();
    let unknown: Vec<&String> = names
        .iter()
        .filter(|name| !versions.all().iter().any(|ruleset| knows(ruleset, name)))
        .collect();
    if unknown.len() > 1 {
        let (list, ignored): (Vec<String>, Vec<&str>) = unknown
            .iter()
            .map(|name| (format!("`{name}`"), name.as_str()))
            .unzip();
        let ignored = ignored.join(",");
        return Err(Failure::new(
            format!("the input has columns that are no facts of the ruleset: {}", list.join(", ")),
            format!("输入中有不是规则集事实的列：{}", list.join("、")),
        )
        .help(
            format!("pass over them with `--ignore {ignored}`, or over all such columns with `--ignore-unknown`; `--id` names the column that names a record"),
            format!("用 `--ignore {ignored}` 略过这些列，或用 `--ignore-unknown` 略过所有此类列；记录编号的列用 `--id` 指定"),
        ));
    }
    let mut plans = Vec::with_capacity(versions.all().len());
    for ruleset in versions.all() {
        let foreign: Vec<usize> = (0..names.len())
            .filter(|&at| unknown.is_empty() && !knows(ruleset, &names[at]))
            .collect();
        let mut options = options.clone();
        options
            .ignored
            .extend(foreign.iter().map(|&at| names[at].clone()));
        let plan = ruleset.reader(&options).plan(header.iter());
        plans.push(Planned {
            plan: plan.map_err(|rejection| refused(&rejection))?,
            foreign,
        });
    }
    Ok(Columns { names, plans })
}

/// A JSON value as a cell of CSV holds it.
pub(crate) fn cell(raw: &RawValue) -> String {
    let text = raw.get();
    match text.bytes().next() {
        Some(b'"') => serde_json::from_str(text).unwrap_or_default(),
        Some(b'n') => String::new(),
        Some(b'[') => match serde_json::from_str::<Vec<&RawValue>>(text) {
            Ok(items) if items.is_empty() => ";".to_owned(),
            Ok(items) => items.into_iter().map(cell).collect::<Vec<_>>().join(";"),
            Err(_) => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

/// A name as facts are named: NFC, without blanks around it.
pub(crate) fn nfc(text: &str) -> String {
    text.trim().nfc().collect()
}
