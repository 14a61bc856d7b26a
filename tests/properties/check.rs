//! Runs a law on many cases, and shows the smallest that breaks it as texts that can be tried.

use fenliu::{Lang, Ruleset};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use super::ast;
use super::print::{files, sources};
use super::raw::{Openness, RawAffair, RawRuleset};
use super::style::Style;
use super::{build, json, raw};

/// A ruleset and an affair.
pub struct Case {
    pub ruleset: ast::Ruleset,
    pub affair: ast::Affair,
}

pub fn case(openness: Openness) -> impl Strategy<Value = (RawRuleset, RawAffair)> {
    (raw::ruleset(), raw::affair(openness))
}

impl From<&(RawRuleset, RawAffair)> for Case {
    fn from((ruleset, affair): &(RawRuleset, RawAffair)) -> Self {
        let ruleset = build::ruleset(ruleset);
        let affair = build::affair(&ruleset, affair);
        Self { ruleset, affair }
    }
}

/// Tries a law on `cases` inputs, or on `PROPTEST_CASES`; the same ones every time, unless
/// `PROPTEST_RNG_SEED` says others.
pub fn law<T: std::fmt::Debug>(
    cases: u32,
    inputs: impl Strategy<Value = T>,
    law: impl Fn(&T) -> Result<(), String>,
) {
    tried(0, 20_000, cases, inputs, law);
}

/// The same; each number has inputs of its own, and what breaks it is made smaller in at most so many
/// steps.
pub fn tried<T: std::fmt::Debug>(
    number: u64,
    max_shrink_iters: u32,
    cases: u32,
    inputs: impl Strategy<Value = T>,
    law: impl Fn(&T) -> Result<(), String>,
) {
    let set = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|value| value.parse::<u64>().ok())
    };
    let config = Config {
        cases: set("PROPTEST_CASES")
            .map_or(cases, |cases| u32::try_from(cases).unwrap_or(u32::MAX)),
        failure_persistence: None,
        max_shrink_iters,
        rng_seed: RngSeed::Fixed(set("PROPTEST_RNG_SEED").unwrap_or(20_230_801) + number),
        ..Config::default()
    };
    match TestRunner::new(config).run(&inputs, |input| law(&input).map_err(TestCaseError::fail)) {
        Ok(()) => {}
        Err(TestError::Fail(reason, _)) => panic!("{reason}"),
        Err(TestError::Abort(reason)) => panic!("given up: {reason}"),
    }
}

/// Compiles a ruleset written in a style.
pub fn compile(ruleset: &ast::Ruleset, style: Style) -> Result<Ruleset, String> {
    let files = files(ruleset, style);
    Ruleset::compile(sources(&files)).map_err(|problems| {
        let problems: Vec<String> = problems.lines(Lang::En).collect();
        format!(
            "{}does not compile:\n{}",
            shown(&files),
            problems.join("\n")
        )
    })
}

/// Files as a reader sees them.
pub fn shown(files: &[(String, String)]) -> String {
    files
        .iter()
        .map(|(name, text)| format!("# {name}\n{}\n", text.trim_end()))
        .collect()
}

impl Case {
    /// The affair as the library takes it; none if it is rejected.
    pub fn taken(&self, ruleset: &Ruleset, affair: &ast::Affair) -> Option<fenliu::Affair> {
        let read = ruleset
            .affair_from_json(&json::record(&self.ruleset, affair))
            .ok()?;
        match affair.as_of {
            Some(day) => ruleset.as_of(read, day).ok(),
            None => Some(read),
        }
    }

    /// What is wrong, where it is wrong.
    pub fn fails(&self, what: &str) -> String {
        let as_of = self
            .affair
            .as_of
            .map_or(String::new(), |day| format!(" as of {day}"));
        let record = json::record(&self.ruleset, &self.affair);
        format!(
            "{}# affair{as_of}\n{record}\n\n{what}\n",
            shown(&files(&self.ruleset, Style::default()))
        )
    }
}
