//! Names that nothing uses, that look alike, that lack a label.

use super::say::{NAMED, list};
use super::{Teller, at};
use crate::analysis::Named;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{KindId, Model};
use crate::source::Span;
use crate::words::{Lang, Words};

impl Teller<'_> {
    pub(super) fn unused(&self, names: &[Named]) -> Diagnostic {
        let listed = self.listed(names);
        let (en, zh) = sort(names);
        let of = self.kind_of(names);
        let message = Words::new(
            format!("nothing uses the {en} {}{}", listed.en, of.en),
            format!("没有用到{}{zh} {}", of.zh, listed.zh),
        );
        self.placed(Code::UnusedName, names, message, &Words::default())
            .help(Words::new(
                "use it, or remove it; perhaps a rule is missing",
                "用上它，或删去它；也许缺了一条规则",
            ))
    }

    pub(super) fn confusable(&self, names: &[Named]) -> Diagnostic {
        let listed = self.listed(names);
        let message = Words::new(
            format!("{} look alike", listed.en),
            format!("{} 看起来相同", listed.zh),
        );
        let mut diagnostic = self.placed(Code::ConfusableNames, names, message, &Words::default());
        let texts: Vec<&str> = names
            .iter()
            .map(|named| name(self.model, *named).0)
            .collect();
        for (at, note) in diagnostic.notes.iter_mut().enumerate() {
            let other = texts.get(usize::from(at == 0)).copied().unwrap_or_default();
            note.text = differs(texts.get(at).copied().unwrap_or_default(), other);
        }
        diagnostic.help(Words::new(
            "give one of them another name, or write both the same if one thing is meant",
            "给其中一个换个名称；若指的是同一事物，请写成一样",
        ))
    }

    pub(super) fn missing_label(&self, lang: Lang, names: &[Named]) -> Diagnostic {
        let listed = self.listed(names);
        let (language_en, language_zh, tag) = match lang {
            Lang::En => ("English", "英文", "en"),
            Lang::Zh => ("Chinese", "中文", "zh"),
        };
        let has = if names.len() == 1 { "has" } else { "have" };
        let message = Words::new(
            format!(
                "{} {has} no {language_en} label, and others have one",
                listed.en
            ),
            format!("{} 没有{language_zh}名称，其他的有", listed.zh),
        );
        self.placed(Code::MissingLabel, names, message, &Words::default())
            .help(Words::new(
                format!("write `{tag} \"…\"` after it"),
                format!("在后面写上 `{tag} \"…\"`"),
            ))
    }

    fn listed(&self, names: &[Named]) -> Words {
        let names: Vec<&str> = names
            .iter()
            .map(|named| name(self.model, *named).0)
            .collect();
        list(&names)
    }

    /// Whose values they are, where they are values of one kind.
    fn kind_of(&self, names: &[Named]) -> Words {
        let kind = |named: &Named| match named {
            Named::Node(kind, _) => Some(*kind),
            _ => None,
        };
        let first: Option<KindId> = names.first().and_then(kind);
        match first {
            Some(first) if names.iter().all(|named| kind(named) == Some(first)) => {
                let name = &self.model.kinds[first.index()].name;
                Words::new(format!(" of `{name}`"), format!(" `{name}` 的"))
            }
            _ => Words::default(),
        }
    }

    /// A diagnostic at the places of the first names.
    fn placed(&self, code: Code, names: &[Named], message: Words, here: &Words) -> Diagnostic {
        let mut spans = names
            .iter()
            .take(NAMED)
            .map(|named| name(self.model, *named).1);
        let first = at(code, spans.next().unwrap_or_default(), message).here(here.clone());
        spans.fold(first, |diagnostic, span| diagnostic.and(span, here.clone()))
    }
}

/// The first character of a name that another does not have at that place.
fn differs(name: &str, other: &str) -> Words {
    let mut others = other.chars();
    match name.chars().find(|c| others.next() != Some(*c)) {
        Some(c) => Words::new(
            format!("here `{c}` is U+{:04X}", u32::from(c)),
            format!("这里的 `{c}` 是 U+{:04X}", u32::from(c)),
        ),
        None => Words::new("one of them", "其中之一"),
    }
}

/// What something is called, and where it is declared.
pub(super) fn name(model: &Model, named: Named) -> (&str, Span) {
    match named {
        Named::Kind(id) => {
            let kind = &model.kinds[id.index()];
            (&kind.name, kind.span)
        }
        Named::Node(kind, node) => {
            let node = &model.kinds[kind.index()].nodes[node.index()];
            (&node.name, node.span)
        }
        Named::Fact(id) => {
            let fact = &model.facts[id.index()];
            (&fact.name, fact.span)
        }
        Named::Define(id) => {
            let define = &model.defines[id.index()];
            (&define.name, define.span)
        }
        Named::Decision(id) => {
            let decision = &model.decisions[id.index()];
            (&decision.name, decision.span)
        }
        Named::Rule(id) => {
            let rule = &model.rules[id.index()];
            (&rule.id, rule.span)
        }
        Named::Source(id) => {
            let source = &model.citables[id.index()];
            (&source.name, source.span)
        }
    }
}

/// What sort of thing names are of, one or several.
fn sort(names: &[Named]) -> (String, &'static str) {
    let (en, zh) = match names.first() {
        Some(Named::Kind(_)) => ("kind", "种类"),
        Some(Named::Node(..)) => ("value", "值"),
        Some(Named::Fact(_)) => ("fact", "事实"),
        Some(Named::Define(_)) => ("definition", "定义"),
        Some(Named::Decision(_)) => ("decision", "决定"),
        Some(Named::Rule(_)) => ("rule", "规则"),
        Some(Named::Source(_)) | None => ("source", "依据"),
    };
    let plural = if names.len() > 1 { "s" } else { "" };
    (format!("{en}{plural}"), zh)
}
