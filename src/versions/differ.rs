//! Versions that follow each other and do not make the same decisions.
//!
//! In: two versions and where their texts are now. Out: a note where a decision is dropped or added,
//! a warning where one name stands for two things.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::check::versions::Header;
use crate::model::{Collect, Decision, Model, Type};
use crate::ruleset::Ruleset;
use crate::source::{Moved, Span};
use crate::words::Words;

/// A version among the texts of all.
pub(super) struct Placed<'r> {
    pub(super) ruleset: &'r Ruleset,
    /// Where its `ruleset` stands.
    pub(super) place: Span,
    pub(super) moved: &'r Moved,
}

impl Placed<'_> {
    /// It and its ancestors, the highest first.
    pub(super) fn chain(&self) -> Vec<Header> {
        let levels = self.model().levels.iter();
        levels
            .map(|level| super::of_level(self.ruleset, level, self.moved))
            .collect()
    }

    fn model(&self) -> &Model {
        &self.ruleset.0.model
    }

    fn decision(&self, name: &str) -> Option<&Decision> {
        let mut decisions = self.model().decisions.iter();
        decisions.find(|decision| decision.name == name)
    }

    fn at(&self, decision: &Decision) -> Span {
        self.moved.place(decision.span)
    }
}

/// How a version and the next one differ in what they decide.
pub(super) fn differences(old: &Placed, new: &Placed) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for before in &old.model().decisions {
        match new.decision(&before.name) {
            None => found.push(dropped(before, old, new)),
            Some(after) => found.extend(another_form((before, old), (after, new))),
        }
    }
    let added = new.model().decisions.iter();
    let added = added.filter(|after| old.decision(&after.name).is_none());
    found.extend(added.map(|after| self::added(after, old, new)));
    found
}

fn another_form(
    (before, old): (&Decision, &Placed),
    (after, new): (&Decision, &Placed),
) -> Option<Diagnostic> {
    let (was, is) = (form(old.model(), before), form(new.model(), after));
    let name = &after.name;
    (was != is).then(|| {
        Diagnostic::warning(
            Code::VersionsDiffer,
            new.at(after),
            Words::new(
                format!(
                    "`{name}` is {} in this version; in the one before, {}",
                    is.en, was.en
                ),
                format!("`{name}` 在此版本中是{}，在前一版本中是{}", is.zh, was.zh),
            ),
        )
        .and(old.at(before), Words::new("before", "前一版本"))
        .help(Words::new(
            "give the new decision a name of its own, or the old form",
            "请给新的决定另起名称，或沿用原来的形式",
        ))
    })
}

fn dropped(before: &Decision, old: &Placed, new: &Placed) -> Diagnostic {
    let name = &before.name;
    note(
        old.at(before),
        Words::new(
            format!("the next version does not decide `{name}`"),
            format!("后一版本没有决定 `{name}`"),
        ),
    )
    .and(new.place, Words::new("the next version", "后一版本"))
}

fn added(after: &Decision, old: &Placed, new: &Placed) -> Diagnostic {
    let name = &after.name;
    note(
        new.at(after),
        Words::new(
            format!("the version before does not decide `{name}`"),
            format!("前一版本没有决定 `{name}`"),
        ),
    )
    .and(old.place, Words::new("the version before", "前一版本"))
}

fn note(place: Span, message: Words) -> Diagnostic {
    Diagnostic {
        severity: Severity::Note,
        ..Diagnostic::warning(Code::VersionsDiffer, place, message)
    }
    .help(Words::new(
        "an affair has the decisions of the version of its date; nothing need be done if that is meant",
        "事项只有其日期所属版本的决定；如果本意如此，无须处理",
    ))
}

/// What a decision comes to, in words: not which values there are, for those may change.
fn form(model: &Model, decision: &Decision) -> Words {
    let unit = |unit: &Option<String>| match unit {
        Some(unit) => (format!(" in `{unit}`"), format!("（单位 `{unit}`）")),
        None => (String::new(), String::new()),
    };
    let one = match &decision.ty {
        Type::Kind(kind) | Type::Set(kind) if model.kinds[kind.index()].anonymous => {
            Words::new("one of its own values", "自列值之一")
        }
        Type::Kind(kind) | Type::Set(kind) => {
            let kind = &model.kinds[kind.index()].name;
            Words::new(format!("a `{kind}`"), format!("一个 `{kind}`"))
        }
        Type::YesNo => Words::new("yes or no", "是或否"),
        Type::Integer { unit: of, .. } | Type::Decimal { unit: of, .. } => {
            let (en, zh) = unit(of);
            Words::new(format!("a number{en}"), format!("数字{zh}"))
        }
        Type::Date { .. } => Words::new("a date", "日期"),
        Type::Duration { .. } => Words::new("a duration", "时长"),
        Type::Text => Words::new("a text", "文本"),
    };
    let Words { en, zh } = &one;
    match decision.collect {
        None => one,
        Some(Collect::List) => {
            Words::new(format!("a list (each {en})"), format!("列表（每项为{zh}）"))
        }
        Some(Collect::Count) => Words::new("a count", "个数"),
        Some(Collect::Sum) => {
            Words::new(format!("a sum (each {en})"), format!("合计（每项为{zh}）"))
        }
        Some(Collect::Min) => Words::new(
            format!("the least of several (each {en})"),
            format!("若干项中最小的（每项为{zh}）"),
        ),
        Some(Collect::Max) => Words::new(
            format!("the greatest of several (each {en})"),
            format!("若干项中最大的（每项为{zh}）"),
        ),
    }
}
