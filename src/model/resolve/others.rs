//! Shifts, guarantees and known overlaps.

use super::conclusions::decision;
use super::expectations::{concludes, one_rule};
use super::labels::label;
use super::names;
use super::reports::Reports;
use super::scope::{Place, Scope, Site};
use super::written::Written;
use super::{bodies, clauses, conditions, values};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Claim, Guarantee, LevelId, Overlap, Rule, Shift};
use crate::syntax::tree;
use crate::words::Words;

/// The shifts, by name.
pub(super) fn shifts(written: &Written, scope: &Scope, reports: &mut Reports) -> Vec<Shift> {
    let declared: Vec<_> = written
        .shifts
        .iter()
        .map(|(level, it)| (*level, &it.name, *it))
        .collect();
    let all = names::once(declared, reports);
    all.into_iter()
        .filter_map(|(_, it)| shift(it.what, it.level, scope, reports))
        .collect()
}

fn shift(
    written: &tree::Shift,
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Shift> {
    let title = label(written.title.as_ref());
    let because = label(written.because.as_ref());
    let citations = clauses::citations(&written.citations, from, scope, reports);
    let when = conditions::whole(
        &written.when,
        &mut Site::new(scope, from, Place::Rule, reports),
    );
    let decision = decision(&written.decision, from, scope, reports)?;
    let head = &scope.decisions[decision.index()];
    if head.collect.is_some() {
        let name = head.name;
        reports.push(
            Diagnostic::error(
                Code::WrongSort,
                written.decision.span,
                Words::new(
                    format!("`{name}` is collected, and has no value to shift"),
                    format!("`{name}` 是汇总的决定，没有可转办的值"),
                ),
            )
            .help(Words::new(
                "shift a decision that has one value",
                "只能转办只有一个值的决定",
            )),
        );
        return None;
    }
    let ty = head.ty.as_ref()?;
    let first = values::datum(&written.from, ty, head.name, scope, reports);
    let to = values::datum(&written.to, ty, head.name, scope, reports);
    Some(Shift {
        name: written.name.text.clone(),
        title,
        decision,
        from: first?,
        to: to?,
        when: when?,
        because,
        citations,
        span: written.name.span,
    })
}

/// The guarantees, by name.
pub(super) fn guarantees(
    written: &Written,
    scope: &Scope,
    reports: &mut Reports,
) -> Vec<Guarantee> {
    let declared: Vec<_> = written
        .guarantees
        .iter()
        .map(|(level, it)| (*level, &it.name, *it))
        .collect();
    let all = names::once(declared, reports);
    all.into_iter()
        .filter_map(|(_, it)| guarantee(it.what, it.level, scope, reports))
        .collect()
}

fn guarantee(
    written: &tree::Guarantee,
    from: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Guarantee> {
    let title = label(written.title.as_ref());
    let because = label(written.because.as_ref());
    let mut site = Site::new(scope, from, Place::Guarantee, reports);
    let claim = match &written.claim {
        tree::Claim::Never(condition) => Claim::Never(conditions::whole(condition, &mut site)?),
        tree::Claim::Always(condition) => Claim::Always(conditions::whole(condition, &mut site)?),
        tree::Claim::Whenever(condition, then) => {
            let (condition, then) = (
                conditions::whole(condition, &mut site),
                conditions::whole(then, &mut site),
            );
            Claim::Whenever(condition?, then?)
        }
    };
    Some(Guarantee {
        name: written.name.text.clone(),
        title,
        claim,
        because,
        span: written.name.span,
    })
}

/// The known overlaps, in the order of the files.
pub(super) fn overlaps(
    written: &Written,
    rules: &[Option<Rule>],
    scope: &Scope,
    reports: &mut Reports,
) -> Vec<Overlap> {
    written
        .overlaps
        .iter()
        .filter_map(|(level, it)| overlap(it, *level, rules, scope, reports))
        .collect()
}

fn overlap(
    written: &tree::Overlap,
    from: LevelId,
    rules: &[Option<Rule>],
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Overlap> {
    let because = label(written.because.as_ref());
    let decided_by = written
        .decided_by
        .as_ref()
        .and_then(|body| bodies::leaf(body, from, scope, reports));
    let named: Vec<_> = written
        .rules
        .iter()
        .map(|name| (name, one_rule(name, from, scope, reports)))
        .collect();
    let decision = decision(&written.decision, from, scope, reports)?;
    let head = &scope.decisions[decision.index()];
    let mut sound = true;
    let mut claiming = Vec::with_capacity(named.len());
    for (name, id) in named {
        match id {
            Some(id) if claiming.contains(&id) => {
                let text = &name.text;
                let words = Words::new(
                    format!("`{text}` stands twice"),
                    format!("`{text}` 写了两次"),
                );
                let help = Words::new("name each rule once", "每条规则只写一次");
                reports.push(Diagnostic::error(Code::DuplicateClause, name.span, words).help(help));
                sound = false;
            }
            Some(id) => {
                sound &= concludes(name, id, (decision, head.name), rules, reports);
                claiming.push(id);
            }
            None => sound = false,
        }
    }
    if sound && claiming.len() < 2 {
        let words = Words::new(
            "an overlap is between two rules or more",
            "重叠至少涉及两条规则",
        );
        let help = Words::new(
            "name every rule that claims the affair",
            "请写出所有主张此事的规则",
        );
        reports.push(Diagnostic::error(Code::MissingClause, written.span, words).help(help));
        return None;
    }
    claiming.sort_unstable();
    let until = written.until.as_ref().map(|date| date.node);
    Some(Overlap {
        rules: claiming,
        decision,
        until,
        decided_by,
        because,
        span: written.span,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::added;

    #[test]
    fn shifts_guarantees_and_overlaps_are_checked() {
        assert_eq!(
            added("shift s from assist street to town when planning"),
            ["FL0205 assist: `assist` is collected, and has no value to shift"]
        );
        assert_eq!(
            added("shift s from tier common to parking when planning"),
            ["FL0201 parking: `parking` is no value of `tier`"]
        );
        assert_eq!(
            added("guarantee G always planning\nguarantee G never planning"),
            ["FL0202 G: `G` is declared twice"]
        );
        let rules =
            "rule A when planning then lead is street\nrule B when planning then lead is town\n";
        let overlap = |text: &str| added(&format!("{rules}overlap {text}"));
        assert_eq!(
            overlap("A on lead"),
            ["FL0108 overlap A on lead: an overlap is between two rules or more"]
        );
        assert_eq!(overlap("A, B, A on lead"), ["FL0107 A: `A` stands twice"]);
        assert_eq!(
            overlap("A, B on tier"),
            [
                "FL0205 A: rule `A` concludes nothing about `tier`",
                "FL0205 B: rule `B` concludes nothing about `tier`"
            ]
        );
        assert_eq!(
            overlap("A, B on lead decided by nobody"),
            ["FL0201 nobody: `nobody` is no value of `body`"]
        );
    }
}
