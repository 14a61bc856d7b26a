//! Names without a label in a language in which others have one.
//!
//! A ruleset is in a language if people read some name, reason or rule title of it in that language; a
//! title and an authority alone, as for a catalogue, do not make it bilingual. A text without a language
//! is for all. A name that reads as a word of the language itself needs no label: one in Chinese
//! characters in Chinese; one in lower-case Latin letters in English, unless its neighbours have labels.
//! What hardly anybody sees (the label of a kind itself, of a definition) and what may be left out (a
//! rule's title) is missing only where others of its sort have it.

use std::collections::HashSet;

use super::{about, decisions, defines, facts, kinds, nodes, rules};
use crate::analysis::{Finding, Kind, Named};
use crate::model::{Citation, Model, Otherwise, TableId};
use crate::words::{Label, Lang};

/// A name with its label, and what is asked of it.
struct Entry<'m> {
    named: Named,
    name: &'m str,
    label: &'m Label,
}

/// One finding for each language and kind with its values, and for each language and other sort.
pub(super) fn missing(model: &Model) -> Vec<Finding> {
    let langs: Vec<Lang> = [Lang::En, Lang::Zh]
        .into_iter()
        .filter(|lang| read_in(model).any(|label| tagged(label, *lang)))
        .collect();
    let mut found = Vec::new();
    for lang in langs {
        let mut add = |names: Vec<Named>| {
            if !names.is_empty() {
                found.push(about(Kind::MissingLabel { lang, names }));
            }
        };
        let kinds_have = some_has(kinds(model).map(|(_, kind)| &kind.label), lang);
        for (id, kind) in kinds(model) {
            let values: Vec<Entry> = nodes(kind)
                .map(|(node, value)| Entry {
                    named: Named::Node(id, node),
                    name: &value.name,
                    label: &value.label,
                })
                .collect();
            let itself = (kinds_have && !kind.anonymous && !speaks(&kind.name, &kind.label, lang))
                .then_some(Named::Kind(id));
            add(itself.into_iter().chain(lacking(&values, lang)).collect());
        }
        let facts: Vec<Entry> = facts(model)
            .map(|(id, fact)| Entry {
                named: Named::Fact(id),
                name: &fact.name,
                label: &fact.label,
            })
            .collect();
        add(lacking(&facts, lang));
        let decisions: Vec<Entry> = decisions(model)
            .map(|(id, decision)| Entry {
                named: Named::Decision(id),
                name: &decision.name,
                label: &decision.label,
            })
            .collect();
        add(lacking(&decisions, lang));
        if some_has(model.defines.iter().map(|define| &define.label), lang) {
            let lacks = defines(model)
                .filter(|(_, define)| !speaks(&define.name, &define.label, lang))
                .map(|(id, _)| Named::Define(id));
            add(lacks.collect());
        }
        add(untitled(model, lang));
    }
    found
}

/// Names of one declaration that lack a label.
fn lacking(entries: &[Entry], lang: Lang) -> Vec<Named> {
    let others_have = some_has(entries.iter().map(|entry| entry.label), lang);
    entries
        .iter()
        .filter(|entry| !speaks(entry.name, entry.label, lang))
        .filter(|entry| others_have || lang == Lang::Zh || !is_english(entry.name))
        .map(|entry| entry.named)
        .collect()
}

/// Rules whose title is in another language only; of a table, whose title its rows have, the first.
fn untitled(model: &Model, lang: Lang) -> Vec<Named> {
    if !some_has(model.rules.iter().map(|rule| &rule.title), lang) {
        return Vec::new();
    }
    let mut tables: HashSet<TableId> = HashSet::new();
    rules(model)
        .filter(|(_, rule)| !rule.title.is_empty() && !has(&rule.title, lang))
        .filter(|(_, rule)| rule.row.is_none_or(|(table, _)| tables.insert(table)))
        .map(|(id, _)| Named::Rule(id))
        .collect()
}

/// Whether a label was written in a language.
fn tagged(label: &Label, lang: Lang) -> bool {
    match lang {
        Lang::En => label.en.is_some(),
        Lang::Zh => label.zh.is_some(),
    }
}

/// Whether a label serves readers of a language.
fn has(label: &Label, lang: Lang) -> bool {
    tagged(label, lang) || label.any.is_some()
}

fn some_has<'m>(mut labels: impl Iterator<Item = &'m Label>, lang: Lang) -> bool {
    labels.any(|label| tagged(label, lang))
}

/// Whether readers of a language can read a name or its label: a name without letters says the same to
/// all.
fn speaks(name: &str, label: &Label, lang: Lang) -> bool {
    has(label, lang)
        || lang == Lang::Zh && name.chars().any(is_chinese)
        || !name.chars().any(char::is_alphabetic)
}

/// Whether a name reads as English words.
fn is_english(name: &str) -> bool {
    name.is_ascii() && !name.chars().any(|c| c.is_ascii_uppercase())
}

/// Chinese characters: the unified ideographs and their extensions.
fn is_chinese(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Every text of the ruleset that people read with its names; those of its header left out.
fn read_in(model: &Model) -> impl Iterator<Item = &Label> {
    let kinds = model.kinds.iter().flat_map(|kind| {
        kind.nodes
            .iter()
            .map(|node| &node.label)
            .chain([&kind.label])
    });
    let facts = model
        .facts
        .iter()
        .flat_map(|fact| [&fact.label, &fact.phrase]);
    let decisions = model.decisions.iter().flat_map(|decision| {
        let reason = match &decision.otherwise {
            Otherwise::Unclassified(because) => Some(because),
            Otherwise::Gap | Otherwise::Value(_) => None,
        };
        reason.into_iter().chain([&decision.label])
    });
    let rules = model.rules.iter().flat_map(|rule| {
        let overrides = rule.overrides.iter().map(|overrides| &overrides.because);
        [&rule.title, &rule.because]
            .into_iter()
            .chain(overrides)
            .chain(locators(&rule.citations))
    });
    let shifts = model.shifts.iter().flat_map(|shift| {
        [&shift.title, &shift.because]
            .into_iter()
            .chain(locators(&shift.citations))
    });
    let reasons = (model
        .impossible
        .iter()
        .map(|impossible| &impossible.because))
    .chain(model.overlaps.iter().map(|overlap| &overlap.because))
    .chain(
        model
            .guarantees
            .iter()
            .flat_map(|guarantee| [&guarantee.title, &guarantee.because]),
    );
    let defines = model.defines.iter().map(|define| &define.label);
    kinds
        .chain(facts)
        .chain(decisions)
        .chain(rules)
        .chain(shifts)
        .chain(reasons)
        .chain(defines)
}

fn locators(citations: &[Citation]) -> impl Iterator<Item = &Label> {
    citations.iter().map(|citation| &citation.locator)
}
