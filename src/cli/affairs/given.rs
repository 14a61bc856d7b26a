//! An affair as it is given on the command line: facts one by one, and which record of a file.

use clap::Args;

use super::{nfc, options};
use crate::cli::failure::Failure;
use crate::diagnostic::Code;
use crate::model::FactId;
use crate::ruleset::Ruleset;
use crate::verdict::Knowledge;
use crate::verdict::affair::ReadOptions;
use crate::versions::Versions;
use crate::words::Words;

/// Which record of a file, and which of its columns.
#[derive(Debug, Args)]
pub(crate) struct Chosen {
    /// Only the affair whose `id` is this, or whose named column is, as `request_id=17`
    #[arg(long, value_name = "ID", requires = "affair")]
    pub(crate) id: Option<String>,
    /// Columns of the file to pass over, separated by commas
    #[arg(
        long,
        value_name = "COLUMN,…",
        value_delimiter = ',',
        requires = "affair"
    )]
    ignore: Vec<String>,
    /// Pass over every column of the file that is no fact of the ruleset
    #[arg(long, requires = "affair")]
    ignore_unknown: bool,
}

impl Chosen {
    /// How the file is read, and what its column of ids must hold, if anything.
    pub(crate) fn options(
        &self,
        versions: &Versions,
    ) -> Result<(ReadOptions, Option<&str>), Failure> {
        let (column, wanted) = match self.id.as_deref() {
            Some(id) => {
                let (column, value) = id.split_once('=').unwrap_or(("id", id));
                (nfc(column), Some(value))
            }
            None => ("id".to_owned(), None),
        };
        let options = options(versions, &column, &self.ignore, self.ignore_unknown)?;
        Ok((options, wanted))
    }
}

/// The facts of `--fact NAME=VALUE`.
pub(crate) fn facts(
    ruleset: &Ruleset,
    options: &ReadOptions,
    given: &[String],
) -> Result<Vec<(FactId, Knowledge)>, Failure> {
    let reader = ruleset.reader(options);
    let read = |text: &String| {
        reader.assignment(text).map_err(|rejection| {
            let words = &rejection.message;
            let failure = Failure::new(
                format!("`--fact {text}`: {}", words.en),
                format!("`--fact {text}`：{}", words.zh),
            );
            match &rejection.help {
                // a file has columns to ignore, an option has none
                _ if rejection.code == Code::UnknownField => {
                    let known = known(ruleset);
                    failure.help(known.en, known.zh)
                }
                Some(help) => failure.help(help.en.clone(), help.zh.clone()),
                None => failure,
            }
        })
    };
    given.iter().map(read).collect()
}

/// The facts there are.
fn known(ruleset: &Ruleset) -> Words {
    let mut facts: Vec<(u32, &str)> = ruleset
        .0
        .model
        .facts
        .iter()
        .map(|fact| (fact.declared, fact.name.as_str()))
        .collect();
    facts.sort_unstable();
    let names: Vec<String> = facts
        .into_iter()
        .map(|(_, name)| format!("`{name}`"))
        .collect();
    Words::new(
        format!("the facts are {}", names.join(", ")),
        format!("事实有 {}", names.join("、")),
    )
}

/// That a file holds no affair, or none of that name.
pub(crate) fn nothing(file: &str, id: Option<&str>) -> Failure {
    match id {
        Some(id) => Failure::new(
            format!("no affair of `{file}` is named `{id}`"),
            format!("`{file}` 中没有编号为 `{id}` 的事项"),
        ),
        None => Failure::new(
            format!("`{file}` holds no affair"),
            format!("`{file}` 中没有事项"),
        ),
    }
}
