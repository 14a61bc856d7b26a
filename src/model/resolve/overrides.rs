//! Which rule beats which: circles and overridden mandatory rules are reported.

use super::clauses;
use super::ids::{Numbered, Origin};
use super::reports::Reports;
use super::scope::Scope;
use super::tables::Sheet;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::check::Places;
use crate::model::{LevelId, OverrideTarget, Priority, TableId};
use crate::source::Span;
use crate::syntax::tree::Clauses;
use crate::words::Words;

/// A thing that overrides or is overridden.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Rule(usize),
    Table(usize),
}

/// An `overrides` from one thing to another.
struct Pair {
    winner: End,
    loser: End,
    span: Span,
}

/// The relation `overrides`; empty if it goes round in a circle.
pub(super) fn resolve(
    numbered: &[Numbered],
    sheets: &[Sheet],
    scope: &Scope,
    reports: &mut Reports,
) -> Priority {
    let pairs = pairs(numbered, sheets, scope);
    for pair in &pairs {
        against_mandatory(pair, numbered, sheets, reports);
    }
    let mut places = Places::new(numbered.iter().map(|it| match it.origin {
        Origin::Rule(_) => None,
        Origin::Row(table, _) => Some(table),
    }));
    let ends: Vec<(u32, u32)> = pairs
        .iter()
        .map(|pair| {
            (
                place(pair.winner, &mut places),
                place(pair.loser, &mut places),
            )
        })
        .collect();
    let circles = places.circles(&ends);
    for circle in &circles {
        reports.push(circular(circle, &pairs, numbered, sheets));
    }
    if circles.is_empty() {
        places.close(&ends)
    } else {
        Priority::default()
    }
}

fn place(end: End, places: &mut Places) -> u32 {
    match end {
        End::Rule(rule) => places.of_rule(rule),
        End::Table(table) => places.of_table(table),
    }
}

/// Every pair that is stated; names that mean nothing were reported with the rule.
fn pairs(numbered: &[Numbered], sheets: &[Sheet], scope: &Scope) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut state = |winner: End, clauses: &Clauses, from: LevelId| {
        for name in clauses.overrides.iter().flat_map(|written| &written.rules) {
            let loser = match clauses::target(name, from, scope) {
                Some(OverrideTarget::Rule(id)) => End::Rule(id.index()),
                Some(OverrideTarget::Table(id)) => End::Table(id.index()),
                None => continue,
            };
            pairs.push(Pair {
                winner,
                loser,
                span: name.span,
            });
        }
    };
    for (at, it) in numbered.iter().enumerate() {
        if let Origin::Rule(rule) = it.origin {
            state(End::Rule(at), &rule.clauses, it.level);
        }
    }
    for (at, sheet) in sheets.iter().enumerate() {
        state(End::Table(at), &sheet.table.clauses, sheet.level);
    }
    pairs
}

/// Level, `mandatory`, place and name of an end.
fn describe<'s>(
    end: End,
    numbered: &'s [Numbered],
    sheets: &'s [Sheet],
) -> (LevelId, bool, Span, &'s str) {
    let of_table = |at: usize| {
        (
            sheets[at].level,
            sheets[at].table.mandatory.is_some(),
            sheets[at].table.name.span,
        )
    };
    match end {
        End::Table(at) => {
            let (level, mandatory, span) = of_table(at);
            (level, mandatory, span, &sheets[at].table.name.text)
        }
        End::Rule(at) => {
            let it = &numbered[at];
            let mandatory = match it.origin {
                Origin::Rule(rule) => rule.mandatory.is_some(),
                Origin::Row(TableId(table), _) => of_table(table as usize).1,
            };
            (it.level, mandatory, it.span, &it.id)
        }
    }
}

fn against_mandatory(pair: &Pair, numbered: &[Numbered], sheets: &[Sheet], reports: &mut Reports) {
    let (below, _, winner, name) = describe(pair.winner, numbered, sheets);
    let (above, mandatory, loser, beaten) = describe(pair.loser, numbered, sheets);
    if !mandatory || above >= below {
        return;
    }
    reports.push(
        Diagnostic::error(
            Code::OverridesMandatory,
            pair.span,
            Words::new(
                format!("`{name}` overrides `{beaten}`, a mandatory rule of a ruleset above"),
                format!("`{name}` 优先于上级规则集的强制规则 `{beaten}`"),
            ),
        )
        .and(loser, Words::new("mandatory here", "在这里声明为强制"))
        .and(winner, Words::new("the rule below", "下级的规则"))
        .help(Words::new(
            "no rule below may beat it: remove this, or have the ruleset above changed",
            "下级规则不得优先于它：请删去，或请上级修改其规则集",
        )),
    );
}

fn circular(
    circle: &[usize],
    pairs: &[Pair],
    numbered: &[Numbered],
    sheets: &[Sheet],
) -> Diagnostic {
    // the pairs of the circle, in order
    let steps: Vec<&Pair> = circle.iter().filter_map(|&at| pairs.get(at)).collect();
    let name = |end: End| describe(end, numbered, sheets).3;
    let first = steps.first().map(|pair| pair.span).unwrap_or_default();
    if let [only] = steps.as_slice() {
        let (winner, loser) = (name(only.winner), name(only.loser));
        let message = if winner == loser {
            Words::new(
                format!("`{winner}` overrides itself"),
                format!("`{winner}` 优先于自己"),
            )
        } else {
            Words::new(
                format!("`{winner}` overrides `{loser}`, of which it is a part"),
                format!("`{winner}` 优先于 `{loser}`，而它与之本属一体"),
            )
        };
        return Diagnostic::error(Code::CyclicOverrides, first, message).help(Words::new(
            "name the rules that it beats",
            "请写明它优先于哪些规则",
        ));
    }
    let path: Vec<String> = steps
        .iter()
        .map(|pair| format!("`{}`", name(pair.winner)))
        .collect();
    let closing = path.first().cloned().unwrap_or_default();
    let path = format!("{} → {closing}", path.join(" → "));
    let message = Words::new(
        format!("rules override each other in a circle: {path}"),
        format!("规则之间的优先形成循环：{path}"),
    );
    let says = |pair: &Pair| {
        let (winner, loser) = (name(pair.winner), name(pair.loser));
        Words::new(
            format!("`{winner}` overrides `{loser}`"),
            format!("`{winner}` 优先于 `{loser}`"),
        )
    };
    let mut diagnostic = Diagnostic::error(Code::CyclicOverrides, first, message);
    for (at, pair) in steps.iter().enumerate() {
        diagnostic = if at == 0 {
            diagnostic.here(says(pair))
        } else {
            diagnostic.and(pair.span, says(pair))
        };
    }
    diagnostic.help(Words::new(
        "remove one of these `overrides`",
        "请删去其中一处 `优先于`",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, levels, lines, model};
    use crate::model::RuleId;

    #[test]
    fn circles_are_shown() {
        let rules = "rule A when planning then lead is street overrides B
            rule B when planning then lead is town overrides t
            table t given planning overrides A
              | planning | lead |
              | yes      | town |";
        assert_eq!(
            added(rules),
            ["FL0402 B: rules override each other in a circle: `A` → `B` → `t`"]
                .map(|line| format!("{line} → `A`"))
        );
        assert_eq!(
            added("rule A when planning then lead is street overrides A"),
            ["FL0402 A: `A` overrides itself"]
        );
    }

    #[test]
    fn mandatory_rules_of_ancestors_stand() {
        let above = format!(
            "{BASE}mandatory rule M when planning then lead is street\nrule N when planning then lead is street overrides M\n"
        );
        let below =
            "ruleset below rule L when planning then lead is town overrides M because \"x\"";
        let (_, found, sources) = levels(&[&above, below], &[]);
        assert_eq!(
            lines(&found, &sources),
            ["FL0404 M: `L` overrides `M`, a mandatory rule of a ruleset above"]
        );
        assert_eq!(found[0].notes.len(), 3);
    }

    #[test]
    fn what_is_stated_is_closed() {
        let rules = "rule A when planning then lead is street overrides t
            table t given planning overrides B
              | planning | lead |
              | yes      | town |
            rule B when planning then lead is town";
        let model = model(&format!("{BASE}{rules}\n"));
        let id = |name: &str| {
            RuleId(
                u32::try_from(model.rules.iter().position(|rule| rule.id == name).unwrap())
                    .unwrap(),
            )
        };
        assert!(
            model.priority.overrides(id("A"), id("t.1"))
                && model.priority.overrides(id("A"), id("B"))
        );
        assert!(!model.priority.overrides(id("B"), id("A")));
    }
}
