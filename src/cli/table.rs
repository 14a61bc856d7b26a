//! `fenliu table`: the compiled decision table, a row a rule.

mod sheet;
mod findings;
mod notes;
mod text;
mod html;
mod machine;
#[cfg(test)]
mod tests;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Status;
use super::failure::Failure;
use super::output::print;
use super::rules::{Rules, date, decision};
use super::setting::Setting;
use crate::analysis::Options;
use crate::model::DecisionId;
use crate::words::Lang;
pub(super) use notes::listed;
use sheet::Sheet;
pub(super) use sheet::conditions;

/// Show the rules as a decision table
///
/// A table for each decision: a row for each rule, a column for each fact that rules look at. A cell
/// says what the fact must be; an empty one, that it does not matter. A rule whose condition falls
/// into separate cases has a row for each.
///
/// Rules are not tried in order. Where several are met and differ, stated priority and the grounds of
/// the decision settle it; where nothing does, the decision is contested.
///
/// Rules that conflict, that never win or are never met, and that change nothing are marked with `!`, a
/// word and a number; what the number stands for, and the affairs that no rule takes, are told under
/// the table.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu table rulesets/jiangjin --decision tier\n  \
    fenliu table rulesets/jiangjin --format html --lang zh > table.html"
)]
pub(crate) struct Table {
    #[command(flatten)]
    rules: Rules,
    /// Only this decision
    #[arg(long, value_name = "NAME")]
    decision: Option<String>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The day whose version of the ruleset is meant, as 2024-05-07; otherwise the latest
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Only the rules: look for no conflicts, gaps or rules without effect
    #[arg(long)]
    no_findings: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Aligned columns
    Text,
    /// Markdown tables
    Markdown,
    /// One table with a column `decision`
    Csv,
    /// One page that needs no other file
    Html,
    /// One JSON object, `fenliu/table/1`
    Json,
}

impl Table {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let ruleset = self.rules.on(self.as_of, setting)?;
        let count = u32::try_from(ruleset.0.model.decisions.len()).unwrap_or(u32::MAX);
        let wanted: Vec<DecisionId> = match &self.decision {
            Some(name) => vec![decision(&ruleset, name)?.0],
            None => (0..count).map(DecisionId).collect(),
        };
        // people read labels, programs names
        let lang: Option<Lang> = match self.format {
            Format::Text | Format::Markdown | Format::Html => Some(setting.lang),
            Format::Csv | Format::Json => None,
        };
        let analysis = (!self.no_findings).then(|| ruleset.analyse(&Options::default()));
        let sheets: Vec<Sheet> = wanted
            .into_iter()
            .map(|decision| Sheet::new(&ruleset, decision, analysis.as_ref(), lang))
            .collect();
        print(&match self.format {
            Format::Text => text::plain(&ruleset, &sheets, setting),
            Format::Markdown => text::markdown(&ruleset, &sheets, setting.lang),
            Format::Html => html::page(&ruleset, &sheets, setting.lang),
            Format::Csv => machine::csv(&sheets)?,
            Format::Json => machine::json(&ruleset, &sheets),
        })?;
        Ok(Status::Clean)
    }
}
