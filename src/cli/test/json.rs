//! `fenliu/test/1`: a run of examples for programs.

use serde_json::{Map, Value, json};

use super::coverage::{Coverage, Open, Part};
use super::propose::Proposals;
use super::report::Report;
use super::text::filled;
use crate::cli::table::conditions;
use crate::explanation::RulesetName;
use crate::source::Span;
use crate::words::Lang;

/// The run, one JSON object.
pub(super) fn json(report: &Report, lang: Lang) -> String {
    let examples: Vec<Value> = report
        .trials
        .iter()
        .map(|trial| {
            let unmet: Vec<Value> = report
                .unmet(trial)
                .into_iter()
                .map(|unmet| {
                    json!({"decision": unmet.decision, "expected": unmet.expected.get(lang),
                        "actual": unmet.actual.get(lang), "place": place(report, unmet.span)})
                })
                .collect();
            let mut example = json!({"title": trial.example.title, "passed": trial.passes(),
                "place": place(report, trial.example.span)});
            if !unmet.is_empty() {
                example["unmet"] = unmet.into();
            }
            if let Err(rejection) = &trial.outcomes {
                example["rejected"] = rejection.message.get(lang).into();
            }
            example
        })
        .collect();
    let failed = report.failed();
    let mut all = json!({
        "schema": "fenliu/test/1",
        "ruleset": RulesetName::of(report.ruleset.model()),
        "passed": report.trials.len() - failed,
        "failed": failed,
        "examples": examples,
    });
    if let Some((coverage, proposals)) = &report.coverage {
        all["coverage"] = covered(report, coverage, proposals, lang);
    }
    format!("{all:#}\n")
}

fn place(report: &Report, span: Span) -> Value {
    report.locate(span).map_or(
        Value::Null,
        |(file, start)| json!({"file": file, "line": start.line, "column": start.column}),
    )
}

fn part(part: Part) -> Value {
    json!({"covered": part.covered, "all": part.all})
}

fn covered(report: &Report, coverage: &Coverage, proposals: &Proposals, lang: Lang) -> Value {
    let decisions: Vec<Value> = (report.model().decisions.iter())
        .zip(&coverage.decisions)
        .map(|(decision, (rules, regions))| {
            json!({"decision": decision.name, "rules": part(*rules), "regions": part(*regions)})
        })
        .collect();
    let uncovered: Vec<Value> = coverage
        .open
        .iter()
        .map(|open| uncovered(report, open))
        .collect();
    let proposed: Vec<Value> = proposals
        .found
        .iter()
        .map(|proposal| {
            let rules: Vec<&str> = proposal
                .rules
                .iter()
                .map(|rule| report.rule(*rule))
                .collect();
            json!({"rules": rules, "example": filled(report, proposal, lang)})
        })
        .collect();
    json!({"rules": part(coverage.rules), "regions": part(coverage.regions), "decisions": decisions,
        "uncovered": uncovered, "proposed": proposed, "not_proposed": proposals.not_found + proposals.not_sought})
}

fn uncovered(report: &Report, open: &Open) -> Value {
    let (model, table) = (report.model(), &report.ruleset.0.table);
    let rule = &model.rules[open.rule.index()];
    let status = match (open.never_wins(model), open.met) {
        (true, true) => "met",
        (true, false) => "not_met",
        (false, _) => "wins",
    };
    let lost: Vec<&str> = open
        .lost
        .iter()
        .map(|decision| report.decision(*decision))
        .collect();
    let regions: Vec<Value> = open
        .regions
        .iter()
        .map(|number| {
            let region = &table.rules[open.rule.index()][*number];
            let when: Map<String, Value> = conditions(model, table, region, None)
                .into_iter()
                .map(|(heading, words)| (heading, words.into()))
                .collect();
            when.into()
        })
        .collect();
    json!({"rule": rule.id, "place": place(report, rule.span), "status": status,
        "never_wins_on": lost, "regions": regions})
}
