//! Which decision reads which: circles are reported, and the order that remains.

use std::collections::HashMap;

use super::decisions::WrittenDecision;
use super::defines::WrittenDefine;
use super::labels::nfc;
use super::reports::Reports;
use super::scope::{Item, Scope};
use super::uses;
use super::written::Written;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::check;
use crate::model::{CsvFiles, DecisionId, LevelId};
use crate::source::Span;
use crate::syntax::tree::{Expression, TableBody};
use crate::words::Words;

/// For each decision, the decisions that its rules read, and where.
pub(super) type Reading = Vec<HashMap<usize, Span>>;

/// What each decision reads through its rules and tables, decisions numbered as in the scope.
/// Counts the rules that may conclude about each, too.
pub(super) fn gather<'t>(
    written: &Written<'t>,
    defines: &[WrittenDefine<'t>],
    csv: &CsvFiles,
    scope: &mut Scope<'t>,
) -> Reading {
    let through = through_defines(defines, scope);
    let read = |expression: &Expression, level: LevelId, scope: &Scope| -> Vec<(usize, Span)> {
        let mut found = Vec::new();
        for (item, span) in uses::of(expression, level, scope) {
            match item {
                Item::Decision(id) => found.push((id.index(), span)),
                Item::Define(id) => {
                    found.extend(through[id.index()].iter().map(|&decision| (decision, span)));
                }
                Item::Fact(_) => {}
            }
        }
        found
    };
    let mut reading: Reading = vec![HashMap::new(); scope.decisions.len()];
    let mut note =
        |concluded: &[usize], reads: &[(usize, Span)], rules: usize, scope: &mut Scope| {
            for &decision in concluded {
                scope.decisions[decision].rules += rules;
                for &(other, span) in reads {
                    reading[decision].entry(other).or_insert(span);
                }
            }
        };
    for (level, rule) in &written.rules {
        let reads: Vec<_> = rule
            .when
            .iter()
            .chain(&rule.unless)
            .flat_map(|part| read(part, *level, scope))
            .collect();
        let concluded: Vec<usize> = rule
            .then
            .iter()
            .filter_map(|it| decision(&it.decision.text, scope))
            .collect();
        note(&concluded, &reads, 1, scope);
    }
    for (_, table) in &written.tables {
        let given: Vec<&str> = table.given.iter().map(|name| name.text.as_str()).collect();
        let reads: Vec<_> = table
            .given
            .iter()
            .filter_map(|name| Some((decision(&name.text, scope)?, name.span)))
            .collect();
        let (header, rows) = match &table.body {
            TableBody::Rows { header, rows } => (header.as_slice(), rows.len()),
            TableBody::FromCsv(path) => csv
                .get(&path.span.start)
                .map_or((&[][..], 0), |csv| (csv.header.as_slice(), csv.rows.len())),
        };
        let columns = header
            .iter()
            .map(|cell| nfc(cell.node.trim().trim_matches('`')));
        let concluded: Vec<usize> = columns
            .filter(|name| !given.contains(&name.as_str()))
            .filter_map(|name| decision(&name, scope))
            .collect();
        note(&concluded, &reads, rows, scope);
    }
    reading
}

fn decision(name: &str, scope: &Scope) -> Option<usize> {
    match scope.items.get(name)?.what {
        Item::Decision(id) => Some(id.index()),
        Item::Fact(_) | Item::Define(_) => None,
    }
}

/// The decisions that each definition reads, through others too.
fn through_defines(defines: &[WrittenDefine], scope: &Scope) -> Vec<Vec<usize>> {
    let mut through: Vec<Vec<usize>> = Vec::with_capacity(defines.len());
    for (level, define) in defines {
        let mut found = Vec::new();
        for (item, _) in uses::of(&define.body, *level, scope) {
            match item {
                Item::Decision(id) => found.push(id.index()),
                Item::Define(id) => found.extend(through.get(id.index()).into_iter().flatten()),
                Item::Fact(_) => {}
            }
        }
        found.sort_unstable();
        found.dedup();
        through.push(found);
    }
    through
}

/// Decisions after those they read, and what each reads, both in the new numbers. Circles are
/// reported.
pub(super) fn order<'t>(
    decisions: &[WrittenDecision<'t>],
    reading: &Reading,
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> (Vec<WrittenDecision<'t>>, Vec<Vec<DecisionId>>) {
    let mut needs: Vec<Vec<usize>> = reading
        .iter()
        .map(|reads| reads.keys().copied().collect())
        .collect();
    for reads in &mut needs {
        reads.sort_unstable();
    }
    for circle in check::circles(&needs) {
        reports.push(circular(&circle, reading, scope));
    }
    let order = check::order(&needs);
    let mut place = vec![DecisionId(0); order.len()];
    for (new, &old) in (0..).zip(&order) {
        place[old] = DecisionId(new);
    }
    let mut heads: Vec<_> = std::mem::take(&mut scope.decisions)
        .into_iter()
        .map(Some)
        .collect();
    scope.decisions = order.iter().filter_map(|&old| heads[old].take()).collect();
    for declared in scope.items.values_mut() {
        if let Item::Decision(id) = &mut declared.what {
            *id = place[id.index()];
        }
    }
    let sorted = order
        .iter()
        .filter_map(|&old| decisions.get(old).copied())
        .collect();
    let reads = order.iter().map(|&old| {
        let mut reads: Vec<DecisionId> = needs[old].iter().map(|&other| place[other]).collect();
        reads.sort_unstable();
        reads
    });
    (sorted, reads.collect())
}

fn circular(circle: &[usize], reading: &Reading, scope: &Scope) -> Diagnostic {
    let name = |at: usize| scope.decisions[at].name;
    let path: Vec<String> = circle
        .iter()
        .chain(circle.first())
        .map(|&at| format!("`{}`", name(at)))
        .collect();
    let path = path.join(" → ");
    let steps: Vec<(usize, usize)> = circle
        .iter()
        .copied()
        .zip(circle.iter().copied().cycle().skip(1))
        .collect();
    let place = |(reader, read): (usize, usize)| {
        reading[reader]
            .get(&read)
            .copied()
            .unwrap_or(scope.decisions[reader].span)
    };
    let says = |(reader, read): (usize, usize)| {
        Words::new(
            format!("`{}` reads `{}` here", name(reader), name(read)),
            format!("`{}` 在这里读取 `{}`", name(reader), name(read)),
        )
    };
    let message = Words::new(
        format!("decisions read each other in a circle: {path}"),
        format!("决定循环读取：{path}"),
    );
    let first = steps.first().copied().unwrap_or_default();
    let mut diagnostic =
        Diagnostic::error(Code::CyclicDecisions, place(first), message).here(says(first));
    for &step in steps.iter().skip(1) {
        diagnostic = diagnostic.and(place(step), says(step));
    }
    diagnostic.help(Words::new(
        "let one of these rules look at facts instead",
        "请让其中一条规则改为依据事实",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};

    #[test]
    fn decisions_stand_after_those_they_read() {
        let rules = "define urgent = tier is official
            rule A when urgent then assist includes street
            rule B when assist includes street then fee adds 3
            table t given tier
              | tier | lead |
              | family | town |";
        let model = model(&format!("{BASE}{rules}\n"));
        let names: Vec<&str> = model
            .decisions
            .iter()
            .map(|decision| decision.name.as_str())
            .collect();
        assert_eq!(names, ["tier", "assist", "fee", "lead", "within"]);
        let reads = |at: usize| {
            model.decisions[at]
                .reads
                .iter()
                .map(|id| names[id.index()])
                .collect::<Vec<_>>()
        };
        assert_eq!(
            (reads(1), reads(2), reads(3)),
            (vec!["tier"], vec!["assist"], vec!["tier"])
        );
    }

    #[test]
    fn circles_are_shown() {
        assert_eq!(
            added(
                "rule A when tier is official then lead is street\ndefine led = lead is street\nrule B when led then tier is official"
            ),
            ["FL0401 tier: decisions read each other in a circle: `lead` → `tier` → `lead`"]
        );
    }
}
