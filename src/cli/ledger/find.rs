//! Which entry is meant: by the name of its affair, or by its number.

use clap::Args;

use crate::cli::failure::Failure;
use crate::ledger::entry::ID;
use crate::ledger::{Problem, Reading};

/// One entry of a ledger.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// The affair, by the `id` it was recorded with
    #[arg(value_name = "ID", required_unless_present = "entry")]
    pub(super) id: Option<String>,
    /// The entry by its number, as `fenliu ledger show DIR` lists them
    #[arg(long, value_name = "N", conflicts_with = "id")]
    pub(super) entry: Option<u64>,
}

impl Which {
    /// The one entry meant. Error: there is none, or there are several.
    pub(super) fn one(&self, reading: &Reading) -> Result<u64, Failure> {
        match (self.entry, &self.id) {
            (Some(entry), _) => Ok(entry),
            (None, Some(id)) => match find(reading, id)?.as_slice() {
                [entry] => Ok(*entry),
                [] => Err(none(id)),
                several => Err(many(id, several)),
            },
            (None, None) => Err(none("")),
        }
    }
}

/// The entries about an affair.
pub(super) fn find(reading: &Reading, id: &str) -> Result<Vec<u64>, Problem> {
    let value = serde_json::to_string(id).unwrap_or_default();
    let mut found = Vec::new();
    for (entry, line) in (0..).zip(reading.lines()) {
        let line = line?;
        // most lines need not be parsed
        if line.contains(&value) && reading.record(entry, &line)?.value(ID) == Some(&value) {
            found.push(entry);
        }
    }
    Ok(found)
}

pub(super) fn none(id: &str) -> Failure {
    Failure::new(
        format!("the ledger has no entry about `{id}`"),
        format!("台账中没有关于 `{id}` 的条目"),
    )
    .help(
        "`fenliu ledger show DIR` lists the entries; `--entry N` names one by its number",
        "`fenliu ledger show DIR` 列出各条目；`--entry N` 按编号指定",
    )
}

fn many(id: &str, several: &[u64]) -> Failure {
    let numbers: Vec<String> = several.iter().map(u64::to_string).collect();
    Failure::new(
        format!(
            "the ledger has {} entries about `{id}`: {}",
            several.len(),
            numbers.join(", ")
        ),
        format!(
            "台账中关于 `{id}` 的条目有 {} 条：{}",
            several.len(),
            numbers.join("、")
        ),
    )
    .help(
        "say which with `--entry N`",
        "请用 `--entry N` 指明是哪一条",
    )
}
