//! Affairs from a file or standard input, for the commands that take them.

pub(crate) mod given;
mod input;
mod records;

use std::collections::HashMap;
use std::path::Path;

use indicatif::ProgressBar;
use serde_json::value::RawValue;
use unicode_normalization::UnicodeNormalization;

use super::failure::Failure;
use super::files::unreadable;
use super::setting::Setting;
use crate::ruleset::Ruleset;
use crate::verdict::Affair;
use crate::verdict::affair::{Plan, ReadOptions, Rejection};

pub(crate) use input::Form;
pub(crate) use records::{Body, Record, Records};

/// An opened input.
pub(crate) struct Affairs<'r> {
    /// How its records are read.
    pub(crate) reading: Reading<'r>,
    pub(crate) records: Records,
    pub(crate) progress: ProgressBar,
}

/// How the records of one input are read.
pub(crate) struct Reading<'r> {
    pub(crate) ruleset: &'r Ruleset,
    options: &'r ReadOptions,
    /// For CSV: what its columns stand for, and their names.
    columns: Option<(Plan, Vec<String>)>,
}

/// What may stand in a record besides facts. Error: something to be ignored is a fact.
pub(crate) fn options(
    ruleset: &Ruleset,
    id: &str,
    ignore: &[String],
    ignore_unknown: bool,
) -> Result<ReadOptions, Failure> {
    let ignored: Vec<String> = ignore
        .iter()
        .map(|name| nfc(name))
        .filter(|name| !name.is_empty())
        .collect();
    match ruleset
        .0
        .model
        .facts
        .iter()
        .find(|fact| ignored.contains(&fact.name))
    {
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
    ruleset: &'r Ruleset,
    options: &'r ReadOptions,
    bar: bool,
    setting: Setting,
) -> Result<Affairs<'r>, Failure> {
    let opened = input::open(path, form, bar, setting)?;
    let is_csv = opened.form == Form::Csv;
    let mut records = Records::new(opened.form, opened.bytes);
    let mut reading = Reading {
        ruleset,
        options,
        columns: None,
    };
    if is_csv {
        let first = records.next().map_err(|error| unreadable(path, &error))?;
        reading.columns = first
            .map(|header| columns(ruleset, options, header.body))
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
    ruleset: &'r Ruleset,
    options: &'r ReadOptions,
    header: Option<&[String]>,
) -> Result<Reading<'r>, Failure> {
    let body = |names: &[String]| Body::Cells(csv::StringRecord::from(names.to_vec()));
    let read = header.map(|names| columns(ruleset, options, body(names)));
    Ok(Reading {
        ruleset,
        options,
        columns: read.transpose()?,
    })
}

/// What the columns of a CSV file stand for, and their names. Everything wrong with them is said at
/// once.
fn columns(
    ruleset: &Ruleset,
    options: &ReadOptions,
    header: Body,
) -> Result<(Plan, Vec<String>), Failure> {
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
    let reader = ruleset.reader(options);
    let unknown: Vec<&String> = names
        .iter()
        .filter(|name| reader.plan([name.as_str()]).is_err())
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
    let plan = reader
        .plan(header.iter())
        .map_err(|rejection| refused(&rejection))?;
    Ok((plan, names))
}

impl Reading<'_> {
    /// The columns of CSV.
    pub(crate) fn header(&self) -> Option<&[String]> {
        self.columns.as_ref().map(|(_, names)| names.as_slice())
    }

    /// The affair of a record, as it is written.
    pub(crate) fn affair(&self, body: &Body) -> Result<Affair, Rejection> {
        let reader = self.ruleset.reader(self.options);
        match (body, &self.columns) {
            (Body::Json(text), _) => reader.json(text),
            (Body::Cells(cells), Some((plan, _))) => reader.cells(plan, cells.iter()),
            (Body::Cells(cells), None) => reader.cells(&reader.plan([])?, cells.iter()),
            (Body::Bad(rejection), _) => Err(rejection.clone()),
        }
    }

    /// The name of a record, even of one that is refused.
    pub(crate) fn id(&self, body: &Body) -> Option<String> {
        self.field(body, &self.options.id)
    }

    /// A field of a record as a cell would hold it; nothing if it is absent or unknown.
    pub(crate) fn field(&self, body: &Body, name: &str) -> Option<String> {
        let text = match body {
            Body::Json(text) => cell(
                serde_json::from_str::<HashMap<String, &RawValue>>(text)
                    .ok()?
                    .get(name)?,
            ),
            Body::Cells(cells) => cells
                .get(self.header()?.iter().position(|other| other == name)?)?
                .to_owned(),
            Body::Bad(_) => return None,
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }
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
