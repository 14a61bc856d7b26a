//! Values as people read them: the one place that prints a value or a domain.

use rust_decimal::Decimal;

use super::{Datum, Kind, Model, NUMBER_LIMIT, Type};
use crate::words::{Lang, Words};

/// How many values of a kind a message lists before it counts the others.
const LISTED: usize = 8;

/// A value of a type.
///
/// Without a language it is printed as rules and records write it: a leaf by its name, `yes`,
/// `12.5 CNY`, `30 days`, `2023-08-01`, a set as `(a, b)`. With one it is printed for people: a leaf
/// by its label, `是`, `30 天`, a set as `a、b`. Text stands without quotes.
pub fn show(model: &Model, ty: &Type, datum: &Datum, lang: Option<Lang>) -> String {
    match (ty, datum) {
        (Type::Kind(kind) | Type::Set(kind), Datum::Leaf(leaf)) => {
            leaf_text(&model.kinds[kind.index()], *leaf, lang)
        }
        (Type::Kind(kind) | Type::Set(kind), Datum::Set(leaves)) => {
            set(&model.kinds[kind.index()], leaves, lang)
        }
        (Type::Integer { unit, .. } | Type::Decimal { unit, .. }, Datum::Number(number)) => {
            match unit {
                Some(unit) => format!("{} {unit}", number.normalize()),
                None => number.normalize().to_string(),
            }
        }
        (_, Datum::Number(number)) => number.normalize().to_string(),
        (_, Datum::YesNo(yes)) => yes_no(*yes, lang).to_owned(),
        (_, Datum::Date(date)) => date.to_string(),
        (_, Datum::Duration(number)) => days(*number, lang),
        (_, Datum::Text(text)) => text.clone(),
        // a leaf needs its kind to have a name; a checked model has no leaf without one
        (_, Datum::Leaf(leaf)) => leaf.to_string(),
        (_, Datum::Set(leaves)) => format!("{leaves:?}"),
    }
}

/// What a fact or decision of this type may be, for messages: `one of `a`, `b` or 12 others`,
/// `a whole number from 1 to 30`.
pub fn domain(model: &Model, ty: &Type) -> Words {
    match ty {
        Type::Kind(kind) => {
            let (en, zh) = listed(&model.kinds[kind.index()]);
            Words::new(format!("one of {en}"), format!("{zh}之一"))
        }
        Type::Set(kind) => {
            let (en, zh) = listed(&model.kinds[kind.index()]);
            Words::new(format!("any of {en}"), format!("{zh}中的若干个"))
        }
        Type::YesNo => Words::new("`yes` or `no`", "`yes`（是）或 `no`（否）"),
        Type::Integer { low, high, unit } => range(
            &Words::new("a whole number", "整数"),
            bound(Decimal::from(*low), unit.as_deref()),
            bound(Decimal::from(*high), unit.as_deref()),
            ("不小于", "不大于"),
        ),
        Type::Decimal { low, high, unit } => range(
            &Words::new("a number", "数"),
            bound(*low, unit.as_deref()),
            bound(*high, unit.as_deref()),
            ("不小于", "不大于"),
        ),
        Type::Date { low, high } => range(
            &Words::new("a date", "日期"),
            (low.year() > 1 || low.day_of_year() > 1).then(|| low.to_string()),
            (*high != jiff::civil::Date::MAX).then(|| high.to_string()),
            ("不早于", "不晚于"),
        ),
        Type::Duration { low, high } => range(
            &Words::new("a number of days", "天数"),
            bound(Decimal::from(*low), None),
            bound(Decimal::from(*high), None),
            ("不小于", "不大于"),
        ),
        Type::Text => Words::new("a text", "文本"),
    }
}

fn leaf_text(kind: &Kind, leaf: u32, lang: Option<Lang>) -> String {
    let node = kind.leaf(leaf);
    lang.and_then(|lang| node.label.get(lang))
        .unwrap_or(&node.name)
        .to_owned()
}

fn set(kind: &Kind, leaves: &[u32], lang: Option<Lang>) -> String {
    let members: Vec<String> = leaves
        .iter()
        .map(|&leaf| leaf_text(kind, leaf, lang))
        .collect();
    match lang {
        None => format!("({})", members.join(", ")),
        Some(Lang::En) if members.is_empty() => "none".to_owned(),
        Some(Lang::En) => members.join(", "),
        Some(Lang::Zh) if members.is_empty() => "无".to_owned(),
        Some(Lang::Zh) => members.join("、"),
    }
}

fn yes_no(yes: bool, lang: Option<Lang>) -> &'static str {
    match (lang, yes) {
        (Some(Lang::Zh), true) => "是",
        (Some(Lang::Zh), false) => "否",
        (_, true) => "yes",
        (_, false) => "no",
    }
}

fn days(number: i64, lang: Option<Lang>) -> String {
    match lang {
        Some(Lang::Zh) => format!("{number} 天"),
        Some(Lang::En) if number == 1 => "1 day".to_owned(),
        _ => format!("{number} days"),
    }
}

/// The first values of a kind in backticks, and how many more there are.
fn listed(kind: &Kind) -> (String, String) {
    let names: Vec<String> = kind
        .leaves
        .iter()
        .take(LISTED)
        .map(|&node| format!("`{}`", kind.nodes[node.index()].name))
        .collect();
    match kind.leaves.len().saturating_sub(LISTED) {
        0 => (names.join(", "), names.join("、")),
        1 => (
            format!("{} or 1 other", names.join(", ")),
            format!("{}等 {} 个值", names.join("、"), LISTED + 1),
        ),
        more => (
            format!("{} or {more} others", names.join(", ")),
            format!("{}等 {} 个值", names.join("、"), LISTED + more),
        ),
    }
}

/// An end of a range of numbers; `None` where it is open.
fn bound(end: Decimal, unit: Option<&str>) -> Option<String> {
    (end.abs() < Decimal::from(NUMBER_LIMIT)).then(|| match unit {
        Some(unit) => format!("{} {unit}", end.normalize()),
        None => end.normalize().to_string(),
    })
}

/// A domain with ends; `least` and `most` are how Chinese says one end alone.
fn range(
    what: &Words,
    low: Option<String>,
    high: Option<String>,
    (least, most): (&str, &str),
) -> Words {
    let Words { en, zh } = what;
    match (low, high) {
        (Some(low), Some(high)) => Words::new(
            format!("{en} from {low} to {high}"),
            format!("{low} 到 {high} 之间的{zh}"),
        ),
        (Some(low), None) => Words::new(
            format!("{en} from {low} up"),
            format!("{least} {low} 的{zh}"),
        ),
        (None, Some(high)) => Words::new(
            format!("{en} up to {high}"),
            format!("{most} {high} 的{zh}"),
        ),
        (None, None) => what.clone(),
    }
}
