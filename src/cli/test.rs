//! `fenliu test`.

mod point;
mod coverage;
mod propose;
mod report;
mod text;
mod json;
#[cfg(test)]
mod tests;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::Status;
use super::failure::Failure;
use super::output::{print, say};
use super::rules::{Rules, date};
use super::setting::Setting;
use crate::model::Example;
use crate::ruleset::Ruleset;
use crate::verdict::affair::ReadOptions;
use crate::verdict::example::Trial;
use crate::verdict::{Affair, Outcomes};
use crate::words::Words;
use coverage::{Coverage, measure};
use propose::propose;
use report::Report;

/// Run a ruleset's own examples
///
/// Decides the affair of every `example` and compares what comes out with what the example expects:
/// the value, and the rules that must or must not win.
///
/// With `--coverage` it also says what the examples leave untried: the rules that win in none of them,
/// and the regions, the separate cases of a rule's condition, that the affair of none lies in. For
/// each it proposes an example. What should follow there stands as `?`: it is for the person who knows
/// the document to fill in, and the ruleset does not compile until that is done.
///
/// Exit status: 0 every example passes; 1 one fails, or there is none to run, or less is covered than
/// `--min-coverage` asks; 2 the ruleset does not compile.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu test rulesets/jiangjin\n  fenliu test rulesets/jiangjin --filter parking\n  \
    fenliu test rulesets/jiangjin --coverage --min-coverage 80"
)]
pub(crate) struct Test {
    #[command(flatten)]
    rules: Rules,
    /// Only examples whose title contains this, in any language, whatever its case
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Say what the examples do not cover, and propose examples for it
    #[arg(long)]
    coverage: bool,
    /// Fail if a smaller share of the rules, or of the regions, is covered; implies `--coverage`
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min_coverage: Option<u8>,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The day whose version of the ruleset is meant, as 2024-05-07; otherwise the latest
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Lines for people
    Text,
    /// One JSON object, `fenliu/test/1`
    Json,
}

impl Test {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let ruleset = self.rules.on(self.as_of, setting)?;
        let trials: Vec<Trial> = ruleset
            .trials()
            .into_iter()
            .filter(|trial| self.wants(trial.example))
            .collect();
        if trials.is_empty() {
            let nothing = self.nothing_to_run(&ruleset);
            say(&format!("{}\n", nothing.get(setting.lang)));
        }
        let coverage = (self.coverage || self.min_coverage.is_some()).then(|| {
            let coverage = measure(&ruleset, &tried(&ruleset, &trials));
            let proposals = propose(&ruleset, &coverage);
            (coverage, proposals)
        });
        let report = Report {
            ruleset: &ruleset,
            trials: &trials,
            coverage,
        };
        print(&match self.format {
            Format::Text => text::text(&report, setting.lang),
            Format::Json => json::json(&report, setting.lang),
        })?;
        let enough = report
            .coverage
            .as_ref()
            .is_none_or(|(coverage, _)| self.is_enough(coverage));
        Ok(if !trials.is_empty() && report.failed() == 0 && enough {
            Status::Clean
        } else {
            Status::Found
        })
    }

    fn is_enough(&self, coverage: &Coverage) -> bool {
        self.min_coverage.is_none_or(|percent| {
            coverage.rules.reaches(percent) && coverage.regions.reaches(percent)
        })
    }

    fn wants(&self, example: &Example) -> bool {
        let Some(filter) = &self.filter else {
            return true;
        };
        let filter = filter.to_lowercase();
        example
            .title
            .iter()
            .any(|title| title.to_lowercase().contains(&filter))
    }

    fn nothing_to_run(&self, ruleset: &Ruleset) -> Words {
        let all = ruleset.0.model.examples.len();
        match &self.filter {
            Some(filter) if all > 0 => Words::new(
                format!(
                    "none of the {all} examples has `{filter}` in its title, so nothing was tested"
                ),
                format!("{all} 个案例的标题都不含 `{filter}`，因此没有测试任何案例"),
            ),
            _ => Words::new(
                "the ruleset has no examples, so nothing was tested; write one with `example`",
                "规则集没有案例，因此没有测试；请用“案例”写一个",
            ),
        }
    }
}

/// The affairs of the examples, as decided, with their outcomes. One that is no affair covers nothing.
fn tried<'t>(ruleset: &Ruleset, trials: &'t [Trial]) -> Vec<(Affair, &'t Outcomes)> {
    let options = ReadOptions::default();
    let affair = |example: &Example| ruleset.admit(ruleset.reader(&options).given(example));
    trials
        .iter()
        .filter_map(|trial| Some((affair(trial.example).ok()?, trial.outcomes.as_ref().ok()?)))
        .collect()
}
