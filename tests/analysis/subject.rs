//! A ruleset, what was found of it, and all its situations.

use fenliu::analysis::{Analysis, Finding, Findings, Kind, Options};
use fenliu::model::{DecisionId, RuleId};
use fenliu::table::DecisionTable;
use jiff::civil::Date;

use crate::properties::ast::Ruleset;
use crate::properties::check::{compile, shown};
use crate::properties::print::files;
use crate::properties::style::Style;

use super::expected::agree;
use super::situations::{Set, Situations, set};
use super::told;
use super::truth::Law;

pub struct Subject<'a> {
    pub ruleset: fenliu::Ruleset,
    pub findings: Findings,
    /// The columns that regions are over.
    pub table: DecisionTable,
    pub situations: Situations<'a>,
    /// The day asked about.
    pub as_of: Option<Date>,
    /// As its author wrote it.
    pub text: String,
}

impl<'a> Subject<'a> {
    /// A ruleset of the generator, analysed.
    pub fn printed(ast: &'a Ruleset, as_of: Option<Date>) -> Result<Self, String> {
        let ruleset = compile(ast, Style::default())?;
        let text = shown(&files(ast, Style::default()));
        Ok(Self::analysed(ast, ruleset, text, as_of))
    }

    pub fn analysed(
        ast: &'a Ruleset,
        ruleset: fenliu::Ruleset,
        text: String,
        as_of: Option<Date>,
    ) -> Self {
        let options = Options {
            as_of,
            inherited: true,
            ..Options::default()
        };
        let Analysis { table, findings } = ruleset.analyse(&options);
        Self {
            situations: Situations::of(ast),
            ruleset,
            findings,
            table,
            as_of,
            text,
        }
    }

    /// Whether what was found is what there is to find.
    pub fn holds(&self, law: &Law) -> Result<(), String> {
        let expected = (law.expected)(&self.situations);
        let about = || {
            self.findings
                .findings
                .iter()
                .filter(|one| (law.about)(&one.kind))
        };
        agree(&expected, &self.lines(law.about)).map_err(|why| self.fails(law.name, &why))?;
        for finding in about() {
            (law.sound)(self, finding).map_err(|why| {
                let line = told::line(self.ruleset.model(), finding).unwrap_or_default();
                self.fails(law.name, &format!("{line}: {why}\n{finding:?}"))
            })?;
        }
        Ok(())
    }

    /// What was told, a line a finding. A rule with several conclusions may be told redundant once
    /// for each.
    pub fn lines(&self, about: impl Fn(&Kind) -> bool) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for finding in self.findings.findings.iter().filter(|one| about(&one.kind)) {
            let again = matches!(finding.kind, Kind::Redundant { .. });
            let line = told::line(self.ruleset.model(), finding);
            lines.extend(line.filter(|line| !(again && lines.contains(line))));
        }
        lines
    }

    /// What is wrong, below the ruleset where it is wrong.
    pub fn fails(&self, law: &str, why: &str) -> String {
        format!("{}\n# {law}\n{why}\n", self.text.trim_end())
    }

    /// A rule by its number in the enumeration.
    pub fn index(&self, rule: RuleId) -> usize {
        let id = &self.ruleset.model().rules[rule.index()].id;
        let mut rules = self.situations.rules.list.iter();
        rules
            .position(|rule| rule.id == *id)
            .expect("a rule of the ruleset")
    }

    pub fn set(&self, rules: &[RuleId]) -> Set {
        set(rules.iter().map(|&rule| self.index(rule)))
    }

    pub fn decision_of(&self, decision: DecisionId) -> usize {
        let name = told::decision(self.ruleset.model(), decision);
        let mut decisions = self.situations.ruleset.decisions.iter();
        decisions
            .position(|it| it.name == name)
            .expect("a decision of the ruleset")
    }

    /// The decision that a finding names.
    pub fn decision(&self, finding: &Finding) -> Result<usize, String> {
        let decision = finding.decision.ok_or("it names no decision")?;
        Ok(self.decision_of(decision))
    }

    /// The one rule that a finding names.
    pub fn rule(&self, finding: &Finding) -> Result<usize, String> {
        match finding.rules[..] {
            [rule] => Ok(self.index(rule)),
            _ => Err("it names not one rule".to_owned()),
        }
    }
}
