//! Literals as values of a type: conclusions, `otherwise`, examples, and the right side of `is`.

use rust_decimal::Decimal;

use super::domains::{LARGEST, bad_number, mismatch};
use super::labels::nfc;
use super::reports::Reports;
use super::scope::Scope;
use super::show;
use super::suggest::{nearest, some};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::check::{self, agree};
use crate::model::{DECIMAL_DIGITS, Datum, Kind, KindId, NodeId, Type};
use crate::source::Span;
use crate::syntax::tree::{DurationUnit, Literal, Name, Spanned};
use crate::words::Words;

/// A value of a kind, an inner one too.
pub(super) fn node(
    name: &Name,
    id: KindId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<NodeId> {
    let head = &scope.kinds[id.index()];
    let found = head.values.get(name.text.as_str()).copied();
    if found.is_none() && head.whole {
        reports.unknown(&id.0.to_string(), name, || unknown(name, id, scope));
    }
    found
}

/// A name that is no value of a kind.
pub(super) fn unknown(name: &Name, id: KindId, scope: &Scope) -> Diagnostic {
    let (text, kind) = (&name.text, &scope.kinds[id.index()].kind);
    let of = &kind.name;
    let message = Words::new(
        format!("`{text}` is no value of `{of}`"),
        format!("`{text}` 不是 `{of}` 的值"),
    );
    let diagnostic = Diagnostic::error(Code::UnknownName, name.span, message);
    let labelled = kind
        .nodes
        .iter()
        .find(|node| node.label.iter().any(|label| label == text));
    let near = labelled
        .map(|node| node.name.as_str())
        .or_else(|| nearest(text, kind.nodes.iter().map(|node| node.name.as_str())));
    if let Some(near) = near {
        return diagnostic.help(Words::new(
            format!("did you mean `{near}`?"),
            format!("是否想写 `{near}`？"),
        ));
    }
    if let Some(other) = scope
        .kinds
        .iter()
        .find(|other| other.values.contains_key(text.as_str()))
    {
        let other = &other.kind.name;
        return diagnostic.help(Words::new(
            format!("`{text}` is a value of `{other}`: test or conclude that instead"),
            format!("`{text}` 是 `{other}` 的值，请改用与之相应的事实或决定"),
        ));
    }
    let values = some(kind.nodes.iter().map(|node| node.name.as_str()), 12);
    diagnostic.help(Words::new(
        format!("its values are {values}"),
        format!("它的值有：{values}"),
    ))
}

/// An inner value where a single one must stand.
pub(super) fn not_a_leaf(span: Span, name: &str, kind: &Kind, node: NodeId) -> Diagnostic {
    let node = &kind.nodes[node.index()];
    let leaves = some(
        (node.first..node.end).map(|leaf| kind.leaf(leaf).name.as_str()),
        8,
    );
    Diagnostic::error(
        Code::NotALeaf,
        span,
        Words::new(
            format!("`{name}` stands for several values of `{}`", kind.name),
            format!("`{name}` 代表 `{}` 的多个值", kind.name),
        ),
    )
    .help(Words::new(
        format!("choose one of {leaves}"),
        format!("请从中选一个：{leaves}"),
    ))
}

/// The leaf of a kind that a name is.
pub(super) fn leaf(name: &Name, id: KindId, scope: &Scope, reports: &mut Reports) -> Option<u32> {
    let node = node(name, id, scope, reports)?;
    let kind = &scope.kinds[id.index()].kind;
    let found = &kind.nodes[node.index()];
    if !found.leaf {
        reports.push(not_a_leaf(name.span, &name.text, kind, node));
    }
    found.leaf.then_some(found.first)
}

/// The value that a literal is of the type of `owner`: one leaf, within the domain.
pub(super) fn datum(
    literal: &Spanned<Literal>,
    ty: &Type,
    owner: &str,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<Datum> {
    let datum = match (&literal.node, ty) {
        (Literal::Name(name), Type::Kind(kind)) => Datum::Leaf(leaf(name, *kind, scope, reports)?),
        (Literal::YesNo(yes), Type::YesNo) => Datum::YesNo(*yes),
        (
            Literal::Number(number, unit),
            Type::Integer { unit: own, .. } | Type::Decimal { unit: own, .. },
        ) => {
            let written = unit
                .as_ref()
                .map_or(Some(None), |unit| Some(check::of(Some(&unit.text))))?;
            if agree(&written, &check::of(own.as_ref())).is_none() {
                reports.push(other_unit(literal.span, owner, own.as_ref(), scope));
                return None;
            }
            Datum::Number(number_of(*number, literal.span, reports)?)
        }
        (Literal::Date(date), Type::Date { .. }) => Datum::Date(*date),
        (Literal::Duration(days, DurationUnit::Days), Type::Duration { .. }) => {
            Datum::Duration(*days)
        }
        (Literal::Duration(..), Type::Duration { .. }) => {
            reports.push(months(literal.span));
            return None;
        }
        (Literal::Text(text), Type::Text) => Datum::Text(nfc(text)),
        _ => {
            reports.push(wrong_type(literal, ty, owner, scope));
            return None;
        }
    };
    if !contains(ty, &datum) {
        reports.push(outside(literal.span, ty, owner, scope));
        return None;
    }
    Some(datum)
}

/// A number with no more digits than are exact, without trailing zeros.
pub(super) fn number_of(number: Decimal, span: Span, reports: &mut Reports) -> Option<Decimal> {
    let number = number.normalize();
    if number.scale() > DECIMAL_DIGITS || number.abs() > Decimal::from(LARGEST) {
        reports.push(bad_number(span));
        return None;
    }
    Some(number)
}

/// Whether a value of the right sort lies in the domain of a type.
pub(super) fn contains(ty: &Type, datum: &Datum) -> bool {
    match (ty, datum) {
        (Type::Integer { low, high, .. }, Datum::Number(number)) => {
            number.scale() == 0 && Decimal::from(*low) <= *number && *number <= Decimal::from(*high)
        }
        (Type::Decimal { low, high, .. }, Datum::Number(number)) => low <= number && number <= high,
        (Type::Date { low, high }, Datum::Date(date)) => low <= date && date <= high,
        (Type::Duration { low, high }, Datum::Duration(days)) => low <= days && days <= high,
        _ => true,
    }
}

/// A literal that the type does not have at all.
pub(super) fn wrong_type(
    literal: &Spanned<Literal>,
    ty: &Type,
    owner: &str,
    scope: &Scope,
) -> Diagnostic {
    let (what, found) = (show::ty(ty, scope), show::literal(&literal.node));
    let words = Words::new(
        format!("`{owner}` is {}, not {}", what.en, found.en),
        format!("`{owner}` 是{}，不是{}", what.zh, found.zh),
    );
    let diagnostic = declared(mismatch(literal.span, words), owner, scope);
    match show::how(ty, scope) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// With the place where a fact or decision is declared.
pub(super) fn declared(diagnostic: Diagnostic, owner: &str, scope: &Scope) -> Diagnostic {
    match scope.items.get(owner) {
        Some(found) => diagnostic.and(found.span, Words::new("declared here", "声明在这里")),
        None => diagnostic,
    }
}

/// A value that the fact or decision never has.
pub(super) fn outside(span: Span, ty: &Type, owner: &str, scope: &Scope) -> Diagnostic {
    let domain = show::domain(ty, scope);
    let message = Words::new(
        format!("`{owner}` can never be this"),
        format!("`{owner}` 不可能取这个值"),
    );
    declared(
        Diagnostic::error(Code::OutsideDomain, span, message),
        owner,
        scope,
    )
    .help(Words::new(
        format!("it is {}", domain.en),
        format!("它的取值为{}", domain.zh),
    ))
}

/// A number in a unit that is not the owner's.
fn other_unit(span: Span, owner: &str, unit: Option<&String>, scope: &Scope) -> Diagnostic {
    let (message, help) = match unit {
        Some(unit) => (
            Words::new(
                format!("`{owner}` is counted in {unit}"),
                format!("`{owner}` 的单位是{unit}"),
            ),
            Words::new(
                format!("write the number in {unit}, or without a unit"),
                format!("请用{unit}为单位，或不写单位"),
            ),
        ),
        None => (
            Words::new(
                format!("`{owner}` has no unit"),
                format!("`{owner}` 没有单位"),
            ),
            Words::new("write the number without a unit", "数字请不要带单位"),
        ),
    };
    declared(
        Diagnostic::error(Code::UnitMismatch, span, message),
        owner,
        scope,
    )
    .help(help)
}

/// Months or years where only days count.
pub(super) fn months(span: Span) -> Diagnostic {
    mismatch(
        span,
        Words::new(
            "months and years have no fixed number of days",
            "月和年的天数不固定",
        ),
    )
    .help(Words::new(
        "write days, or add the months to a date",
        "请写天数，或把月数加在某个日期上",
    ))
}

/// A type without its range, for sums.
pub(super) fn unbounded(ty: &Type) -> Type {
    match ty {
        Type::Integer { unit, .. } => Type::Integer {
            low: i64::MIN,
            high: i64::MAX,
            unit: unit.clone(),
        },
        Type::Decimal { unit, .. } => Type::Decimal {
            low: Decimal::MIN,
            high: Decimal::MAX,
            unit: unit.clone(),
        },
        Type::Duration { .. } => Type::Duration {
            low: i64::MIN,
            high: i64::MAX,
        },
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::added;

    fn concluded(text: &str) -> Vec<String> {
        added(&format!("rule A when planning then {text}"))
    }

    #[test]
    fn conclusions_are_leaves_of_their_kind() {
        assert_eq!(
            concluded("lead is stret"),
            ["FL0201 stret: `stret` is no value of `body`"]
        );
        assert_eq!(
            added("decision about : matter\nrule A when planning then about is service"),
            ["FL0304 service: `service` stands for several values of `matter`"]
        );
        assert_eq!(
            concluded("lead is yes"),
            ["FL0301 yes: `lead` is a value of `body`, not yes or no"]
        );
    }

    #[test]
    fn units_and_domains_hold() {
        assert_eq!(
            concluded("fee adds 3 USD"),
            ["FL0302 3 USD: `fee` is counted in CNY"]
        );
        assert_eq!(
            concluded("within is 2 months"),
            ["FL0301 2 months: months and years have no fixed number of days"]
        );
        assert_eq!(
            added("decision n : integer 1..5\nrule A when planning then n is 6"),
            ["FL0303 6: `n` can never be this"]
        );
    }
}
