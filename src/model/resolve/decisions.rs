//! Decisions: their types, what holds when no rule is met, how conflicts are settled.

use super::bodies;
use super::domains::{self, mismatch};
use super::items::AS_OF;
use super::labels::label;
use super::names::reserved;
use super::reports::Reports;
use super::scope::{DecisionHead, Scope};
use super::{show, values};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Collect, Decision, DecisionId, Ground, LevelId, Otherwise, RuleId, Type};
use crate::source::Span;
use crate::syntax::tree;
use crate::words::Words;

/// A decision with the ruleset that declares it.
pub(super) type WrittenDecision<'t> = (LevelId, &'t tree::Decision);

/// What others see of a decision: its type, if it may have it.
pub(super) fn head<'t>(
    level: LevelId,
    decision: &'t tree::Decision,
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> DecisionHead<'t> {
    let name = &decision.name;
    if name.text == "id" || name.text == AS_OF {
        let why = Words::new("this name has a meaning of its own", "此名称另有含义");
        reports.push(reserved(name, why));
    }
    let collect = decision.collect.as_ref().map(|collect| collect.node);
    let ty = domains::read(&decision.ty, name, level, scope, reports).filter(|ty| {
        let wrong = unfit(ty, collect, decision, scope);
        let fits = wrong.is_none();
        if let Some(wrong) = wrong {
            reports.push(wrong);
        }
        fits
    });
    DecisionHead {
        name: &name.text,
        ty,
        collect,
        span: name.span,
        rules: 0,
    }
}

/// A type that a decision cannot have.
fn unfit(
    ty: &Type,
    collect: Option<Collect>,
    decision: &tree::Decision,
    scope: &Scope,
) -> Option<Diagnostic> {
    let name = &decision.name.text;
    let span = decision.ty.span;
    if matches!(ty, Type::Text | Type::Set(_)) {
        let what = show::ty(ty, scope);
        let words = Words::new(
            format!("a decision cannot be {}", what.en),
            format!("决定不能是{}", what.zh),
        );
        let help = match ty {
            Type::Set(_) => Words::new(
                format!("write `decision {name} : collect KIND`"),
                format!("请写 `决定 {name} : 汇总 种类`"),
            ),
            _ => Words::new(
                "list the possible answers in a kind",
                "请把可能的结论列成一个种类",
            ),
        };
        return Some(mismatch(span, words).help(help));
    }
    let (message, help) = match collect? {
        Collect::List | Collect::Count if !matches!(ty, Type::Kind(_)) => (
            Words::new(
                "only values of a kind are collected or counted",
                "只有种类的值可以汇总或计数",
            ),
            Words::new(
                "name a kind, or write `collect sum`, `min` or `max`",
                "请写种类，或改用 `合计`、`最小`、`最大`",
            ),
        ),
        Collect::Sum
            if !matches!(
                ty,
                Type::Integer { .. } | Type::Decimal { .. } | Type::Duration { .. }
            ) =>
        {
            (
                Words::new(
                    "only numbers and durations can be summed",
                    "只有数字和时长可以合计",
                ),
                Words::new(
                    "write `collect` or `collect count`",
                    "请写 `汇总` 或 `汇总 计数`",
                ),
            )
        }
        Collect::Min | Collect::Max if !ordered(ty, scope) => {
            let words = Words::new(
                format!("`{name}` has no order, so no least or greatest value"),
                format!("`{name}` 没有高低，谈不上最小最大"),
            );
            let help = Words::new(
                "name an ordered kind, a number, a date or a duration",
                "请写有序的种类、数字、日期或时长",
            );
            return Some(Diagnostic::error(Code::NotOrdered, span, words).help(help));
        }
        _ => return None,
    };
    Some(mismatch(span, message).help(help))
}

fn ordered(ty: &Type, scope: &Scope) -> bool {
    match ty {
        Type::Kind(kind) => scope.kinds[kind.index()].kind.ordered,
        Type::Integer { .. } | Type::Decimal { .. } | Type::Date { .. } | Type::Duration { .. } => {
            true
        }
        Type::Set(_) | Type::YesNo | Type::Text => false,
    }
}

/// The decisions themselves, with what they read; their rules are filled in later.
pub(super) fn resolve(
    decisions: &[WrittenDecision],
    reads: Vec<Vec<DecisionId>>,
    scope: &Scope,
    reports: &mut Reports,
) -> Vec<Decision> {
    let mut resolved = Vec::with_capacity(decisions.len());
    for (((level, decision), head), reads) in decisions.iter().zip(&scope.decisions).zip(reads) {
        let label = label(decision.label.as_ref());
        let otherwise = otherwise(decision, head, scope, reports);
        let resolve_by = grounds(decision, head, scope, reports);
        let determined_by = decision
            .determined_by
            .as_ref()
            .and_then(|body| bodies::leaf(body, *level, scope, reports));
        let Some(ty) = head.ty.clone() else { continue };
        resolved.push(Decision {
            name: head.name.to_owned(),
            label,
            ty,
            collect: head.collect,
            otherwise: otherwise.unwrap_or_default(),
            resolve_by,
            determined_by,
            reads,
            rules: Vec::<RuleId>::new(),
            span: head.span,
        });
    }
    resolved
}

fn otherwise(
    decision: &tree::Decision,
    head: &DecisionHead,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Otherwise> {
    let written = decision.otherwise.as_ref()?;
    let span = match written {
        tree::Otherwise::Value(value) => value.span,
        tree::Otherwise::Unclassified { span, .. } => *span,
    };
    if let Some(Collect::List | Collect::Sum | Collect::Count) = head.collect {
        let name = head.name;
        let words = Words::new(
            format!("`{name}` needs no `otherwise`"),
            format!("`{name}` 不需要 `否则`"),
        );
        let help = Words::new(
            "with no rule met a collected list is empty, and a sum or count is 0",
            "没有规则成立时，汇总为空，合计与计数为 0",
        );
        reports.push(mismatch(span, words).help(help));
        return None;
    }
    match written {
        tree::Otherwise::Value(value) => {
            values::datum(value, head.ty.as_ref()?, head.name, scope, reports).map(Otherwise::Value)
        }
        tree::Otherwise::Unclassified { because, .. } => {
            Some(Otherwise::Unclassified(label(because.as_ref())))
        }
    }
}

fn grounds(
    decision: &tree::Decision,
    head: &DecisionHead,
    scope: &Scope,
    reports: &mut Reports,
) -> Vec<Ground> {
    let mut grounds: Vec<Ground> = Vec::new();
    for ground in &decision.resolve_by {
        let wrong = if head.collect.is_some() {
            Some(settles_nothing(ground.span, head.name))
        } else if grounds.contains(&ground.node) {
            Some(twice(ground.span))
        } else {
            match (ground.node, &head.ty) {
                (Ground::Highest | Ground::Lowest, Some(ty)) if !ordered(ty, scope) => {
                    Some(no_order(ground.span, head.name))
                }
                _ => None,
            }
        };
        match wrong {
            Some(wrong) => reports.push(wrong),
            None => grounds.push(ground.node),
        }
    }
    grounds
}

fn settles_nothing(span: Span, name: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{name}` collects what rules conclude, so they never disagree"),
        format!("`{name}` 汇总各规则的结论，不存在冲突"),
    );
    let help = Words::new(
        "remove `resolve by`; `overrides` still takes a rule's conclusion away",
        "请删去 `裁断依`；`优先于` 仍可排除某条规则的结论",
    );
    Diagnostic::error(Code::UnavailableGround, span, words).help(help)
}

fn no_order(span: Span, name: &str) -> Diagnostic {
    let words = Words::new(
        format!("`{name}` has no highest or lowest value"),
        format!("`{name}` 的值没有高低之分"),
    );
    let help = Words::new(
        "declare its kind `ordered`, or remove this ground",
        "请将其种类声明为 `有序`，或删去这一依据",
    );
    Diagnostic::error(Code::NotOrdered, span, words).help(help)
}

fn twice(span: Span) -> Diagnostic {
    let words = Words::new("this ground stands twice", "同一依据写了两次");
    Diagnostic::error(Code::DuplicateClause, span, words)
        .help(Words::new("remove one of them", "请删去其中一个"))
}

#[cfg(test)]
mod tests {
    use super::super::testing::added;

    #[test]
    fn types_and_grounds_fit() {
        assert_eq!(
            added("decision d : text"),
            ["FL0301 text: a decision cannot be text"]
        );
        assert_eq!(
            added("decision d : set of body"),
            ["FL0301 set of body: a decision cannot be a set of values of `body`"]
        );
        assert_eq!(
            added("decision d : collect yes/no"),
            ["FL0301 yes/no: only values of a kind are collected or counted"]
        );
        assert_eq!(
            added("decision d : collect min matter"),
            ["FL0307 matter: `d` has no order, so no least or greatest value"]
        );
        assert_eq!(
            added("decision d : matter resolve by highest"),
            ["FL0307 highest: `d` has no highest or lowest value"]
        );
        assert_eq!(
            added("decision d : collect body resolve by superior"),
            ["FL0410 superior: `d` collects what rules conclude, so they never disagree"]
        );
        assert_eq!(
            added("decision d : collect tier otherwise family"),
            ["FL0301 family: `d` needs no `otherwise`"]
        );
        assert_eq!(
            added("decision d : tier determined by streets"),
            ["FL0201 streets: `streets` is no value of `body`"]
        );
    }
}
