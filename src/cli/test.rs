//! `fenliu test`.

use clap::Args;

use super::Status;
use super::examples::{actual, expected, title};
use super::failure::Failure;
use super::output::{print, say};
use super::rules::Rules;
use super::setting::Setting;
use crate::model::Example;
use crate::ruleset::Ruleset;
use crate::verdict::example::Trial;
use crate::words::{Lang, Words};

/// Run a ruleset's own examples
///
/// Decides the affair of every `example` and compares what comes out with what the example expects:
/// the value, and the rules that must or must not win.
///
/// Exit status: 0 every example passes; 1 one fails, or there is none to run; 2 the ruleset does not
/// compile.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu test rulesets/jiangjin\n  fenliu test rulesets/jiangjin --filter parking"
)]
pub(crate) struct Test {
    #[command(flatten)]
    rules: Rules,
    /// Only examples whose title contains this, in any language, whatever its case
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
}

impl Test {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let ruleset = self.rules.load(setting)?;
        let wanted: Vec<Trial> = ruleset
            .trials()
            .into_iter()
            .filter(|trial| self.wants(trial.example))
            .collect();
        if wanted.is_empty() {
            say(&format!(
                "{}\n",
                self.nothing_to_run(&ruleset).get(setting.lang)
            ));
            return Ok(Status::Found);
        }
        let mut report = String::new();
        let mut failed = 0;
        for trial in &wanted {
            failed += usize::from(!trial.passes());
            let word = match (setting.lang, trial.passes()) {
                (Lang::En, true) => "ok    ",
                (Lang::En, false) => "FAIL  ",
                (Lang::Zh, true) => "通过  ",
                (Lang::Zh, false) => "不符  ",
            };
            report.push_str(&format!("{word}{}\n", title(trial.example, setting.lang)));
            for line in failures(&ruleset, trial, setting.lang) {
                report.push_str(&format!("      {line}\n"));
            }
        }
        let passed = wanted.len() - failed;
        let words = Words::new(
            format!("\n{passed} passed, {failed} failed\n"),
            format!("\n通过 {passed}，不符 {failed}\n"),
        );
        report.push_str(words.get(setting.lang));
        print(&report)?;
        Ok(if failed == 0 {
            Status::Clean
        } else {
            Status::Found
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

/// What is wrong with an example, a line each: where, expected, actual.
fn failures(ruleset: &Ruleset, trial: &Trial, lang: Lang) -> Vec<String> {
    let model = &ruleset.0.model;
    let place = |span| match ruleset.warnings().sources().locate(span) {
        Some((file, start, _)) => format!("{file}:{}:{}", start.line, start.column),
        None => String::new(),
    };
    let outcomes = match &trial.outcomes {
        Ok(outcomes) => outcomes,
        Err(rejection) => {
            let words = Words::new(
                format!(
                    "its facts are no affair of this ruleset: {}",
                    rejection.message.en
                ),
                format!("所给事实不是本规则集的事项：{}", rejection.message.zh),
            );
            return vec![place(trial.example.span), words.get(lang).to_owned()];
        }
    };
    let mut lines = Vec::new();
    for expectation in &trial.unmet {
        let decision = expectation.decision;
        let name = &model.decisions[decision.index()].name;
        let (wanted, came) = (
            expected(model, expectation),
            actual(model, decision, &outcomes.decisions[decision.index()]),
        );
        lines.push(place(expectation.span));
        match lang {
            Lang::En => {
                lines.push(format!("expected  {name}: {}", wanted.en));
                lines.push(format!("actual    {name}: {}", came.en));
            }
            Lang::Zh => {
                lines.push(format!("预期  {name}：{}", wanted.zh));
                lines.push(format!("实际  {name}：{}", came.zh));
            }
        }
    }
    lines
}
