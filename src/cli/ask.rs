//! `fenliu ask`.

mod again;
mod lines;
mod talk;
mod words;

use std::io::Write;

use clap::Args;
use jiff::civil::Date;

use super::Status;
use super::affairs::given::facts;
use super::explain::{Format, refuse, written};
use super::failure::Failure;
use super::output::stdout;
use super::rules::{Rules, date, decision};
use super::setting::Setting;
use crate::verdict::Affair;
use crate::verdict::affair::ReadOptions;
use lines::Lines;
use talk::Talk;

/// Ask for the facts that can still matter, then explain
///
/// One question at a time, the one that narrows the outcome most; what cannot change the outcome any
/// more is not asked for. After each answer it is said what is decided now, and what is left open. At
/// the end comes the explanation that `fenliu explain` gives, and the command that gives it again.
///
/// An answer is a number of the list, a name or label in either language, a synonym, or the beginning
/// of one; a group where no more is known; for numbers and dates the value. Where it is offered, a
/// sentence in one's own words does, and what is recognised in it has to be confirmed. An empty line or
/// "don't know" sets a question aside; `back` takes the last answer back; `?` says why it is asked;
/// `quit`, or the end of the input, ends with what is known. In Chinese: 不知道, 返回, 退出.
///
/// The conversation is on standard error, the explanation alone on standard output. Where standard
/// input is no terminal, answers are read from it a line each and repeated.
///
/// Exit status: 0 explained; 1 the facts given are no affair of the ruleset; 2 it could not be done.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu ask rulesets/jiangjin\n  fenliu ask rulesets/jiangjin --decision tier --fact settlement=street --lang zh\n  \
    printf 'elevator\\nstreet\\n' | fenliu ask rulesets/jiangjin --decision lead\n  \
    printf '3\\n' | fenliu ask rulesets/jiangjin --decision step --format json"
)]
pub(crate) struct Ask {
    #[command(flatten)]
    rules: Rules,
    /// A fact known at the start, as `matter=parking`; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    fact: Vec<String>,
    /// A decision to come to; may be given several times, all if none is named
    #[arg(long, value_name = "NAME")]
    decision: Vec<String>,
    /// How to write the explanation
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The day to decide by, as 2024-05-07; otherwise the ruleset's own latest date
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
}

impl Ask {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let ruleset = self.rules.on(self.as_of, setting)?;
        for name in &self.decision {
            decision(&ruleset, name)?;
        }
        let facts = facts(&ruleset, &ReadOptions::default(), &self.fact)?;
        let affair = Affair::unknown(&ruleset.0.model).with(facts);
        let begun = match self.as_of {
            Some(day) => ruleset.as_of(affair, day),
            None => ruleset.admit(affair),
        };
        let affair = match begun {
            Ok(affair) => affair,
            Err(rejection) => {
                let mut out = stdout();
                refuse(&mut out, self.format, setting, (None, None), &rejection)?;
                out.flush()?;
                return Ok(Status::Found);
            }
        };
        let lines = Lines::open()?;
        let affair = Talk::new(&ruleset, &self.decision, setting, affair, lines).hold();
        let mut explanation = ruleset.explain(&affair);
        if !self.decision.is_empty() {
            explanation = explanation.only_these(&self.decision);
        }
        let mut out = stdout();
        writeln!(out, "{}", written(&explanation, self.format, setting)?)?;
        out.flush()?;
        self.say_again(&ruleset, &affair, setting);
        Ok(Status::Clean)
    }
}
