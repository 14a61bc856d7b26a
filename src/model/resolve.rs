//! From what was written to what it means: every name resolved, every type checked.
//!
//! In: the syntax trees of a ruleset and its ancestors, and the CSV files they name. Out: one
//! [`Model`], or every problem of every declaration. A problem is told once, where its cause is: what
//! was declared but is broken counts as declared, and is passed over in silence where it is named.
//!
//! The order of the steps is that of need: kinds; the names and types of facts and decisions; which
//! decision reads which, from the syntax alone, so that ids are final before anything refers to
//! them; definitions; the ids of rules and rows; then conditions and conclusions.

mod written;
mod reports;
mod suggest;
mod labels;
mod dates;
mod names;
mod scope;
mod show;
mod header;
mod kinds;
mod csv_kinds;
mod domains;
mod declare;
mod facts;
mod bodies;
mod values;
mod items;
mod sense;
mod depth;
mod uses;
mod expressions;
mod arithmetic;
mod conditions;
mod predicates;
mod comparisons;
mod defines;
mod decisions;
mod reading;
mod clauses;
mod conclusions;
mod tables;
mod cells;
mod rows;
mod ids;
mod rules;
mod overrides;
mod expectations;
mod examples;
mod others;
#[cfg(test)]
mod testing;

use self::reports::Reports;
use self::scope::Scope;
use self::written::Written;
use super::{CsvFiles, Model, Rule, RuleId, Unit};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The model of a ruleset and its ancestors, or what is wrong with them.
///
/// There is a model if no diagnostic is an error. Its `digest` is left empty.
pub fn resolve(units: &[Unit], csv: &CsvFiles) -> (Option<Model>, Vec<Diagnostic>) {
    let mut reports = Reports::new(units);
    let written = Written::gather(units);
    let model = build(&written, units, csv, &mut reports);
    let (sound, diagnostics) = reports.finish();
    (model.filter(|_| sound), diagnostics)
}

fn build<'t>(
    written: &Written<'t>,
    units: &'t [Unit],
    csv: &'t CsvFiles,
    reports: &mut Reports,
) -> Option<Model> {
    let mut scope = Scope::default();
    let levels = header::levels(written, units, reports);
    let citables = header::citables(written, &mut scope, reports);
    kinds::declare(written, csv, &mut scope, reports);
    let (facts, defines, decisions) = declare::declare(written, &mut scope, reports);
    let defines = defines::declare(&defines, &mut scope, reports);
    let reading = reading::gather(written, &defines, csv, &mut scope);
    let (decisions, reads) = reading::order(&decisions, &reading, &mut scope, reports);
    let defines = defines::resolve(&defines, &mut scope, reports);

    let sheets = tables::sheets(written, csv, &mut scope, reports);
    let numbered = ids::declare(written, &sheets, &mut scope, reports);
    let rules = rules::resolve(&numbered, &sheets, &levels, &scope, reports);
    let tables = rules::tables(&sheets, &rules, reports);
    let priority = overrides::resolve(&numbered, &sheets, &scope, reports);
    let mut decisions = decisions::resolve(&decisions, reads, &scope, reports);

    let facts = facts::resolve(&facts, &scope, reports);
    let impossible = facts::impossible(written, &scope, reports);
    let shifts = others::shifts(written, &scope, reports);
    let guarantees = others::guarantees(written, &scope, reports);
    let overlaps = others::overlaps(written, &rules, &scope, reports);
    let mut examples = examples::resolve(written, &rules, &scope, reports);
    // an ancestor's say what it comes to by itself
    let above = above(units);
    examples.retain(|example| !above.iter().any(|text| text.to(example.span) == *text));

    // whatever is broken was reported; what follows holds of sound rulesets only
    let rules = rules.into_iter().collect::<Option<Vec<Rule>>>();
    let sound = decisions.len() == scope.decisions.len()
        && facts.len() == scope.facts.len()
        && defines.len() == scope.defines.len();
    let Some(rules) = rules.filter(|_| sound) else {
        reports.incomplete();
        return None;
    };
    for (id, rule) in (0..).zip(&rules) {
        for conclusion in &rule.conclusions {
            decisions[conclusion.decision.index()]
                .rules
                .push(RuleId(id));
        }
    }
    Some(Model {
        levels,
        bodies: bodies::kind(&scope),
        kinds: scope.kinds.into_iter().map(|head| head.kind).collect(),
        facts,
        defines,
        decisions,
        rules,
        tables,
        citables,
        impossible,
        priority,
        shifts,
        guarantees,
        overlaps,
        examples,
        digest: String::new(),
        above,
        as_known_on: None,
    })
}

/// Where the texts of the ancestors stand.
fn above(units: &[Unit]) -> Vec<Span> {
    let own = units.iter().map(|unit| unit.level).max().unwrap_or(0);
    let inherited = units.iter().filter(|unit| unit.level < own);
    inherited
        .filter_map(|unit| {
            let places = unit.tree.declarations.iter().map(written::place);
            places.reduce(Span::to)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::testing::{BASE, added, levels, lines, model};

    #[test]
    fn the_rulesets_of_the_repository_are_sound() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
        let text = |path: PathBuf| fs::read_to_string(path).unwrap();
        let catalogue = text(root.join("nyc311/catalogue.csv"));
        let folders = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap());
        for folder in folders.map(|entry| entry.path()).filter(|it| it.is_dir()) {
            let rules = text(folder.join("rules.fenliu"));
            // a street stands under its district
            let above = rules.contains("under \"../jiangjin\"");
            let above = above.then(|| text(root.join("jiangjin/rules.fenliu")));
            let texts: Vec<&str> = above.iter().chain([&rules]).map(String::as_str).collect();
            let (model, found, sources) = levels(&texts, &[("catalogue.csv", &catalogue)]);
            assert_eq!(lines(&found, &sources), Vec::<String>::new());
            assert!(model.is_some(), "{}", folder.display());
        }
    }

    #[test]
    fn order_comes_from_names_not_from_places() {
        let rules = [
            "rule O.10 when planning then tier is official",
            "rule O.2 when not planning then tier is common",
        ];
        let one = model(&format!("{BASE}{}\n{}\n", rules[0], rules[1]));
        let other = model(&format!("{BASE}{}\n{}\n", rules[1], rules[0]));
        let ids = |model: &crate::model::Model| {
            model
                .rules
                .iter()
                .map(|rule| rule.id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(ids(&one), ["O.2", "O.10"]);
        assert_eq!(ids(&one), ids(&other));
    }

    #[test]
    fn a_broken_declaration_is_told_once() {
        let problems = added(
            "facts { place : plaec }
             define there = place is street and matter is parking
             rule A when there then lead is street
             rule B when place is town and there then lead is nobody
             table t given place
               | place | lead |
               | street | town |
             example \"e\" given place is street expect lead is street by B not by A",
        );
        assert_eq!(
            problems,
            [
                "FL0201 plaec: no kind is named `plaec`",
                "FL0201 nobody: `nobody` is no value of `body`"
            ]
        );
    }
}
