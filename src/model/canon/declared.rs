//! The declarations of a ruleset one by one, so that two rulesets can be laid side by side.
//!
//! In: a checked model. Out: for each declaration its parts in canonical form, by the word they
//! begin with. Two declarations differ just in the parts whose texts differ; each difference is of
//! one of three [`Weight`]s.

use std::collections::BTreeMap;

use super::condition::Names;
use super::form::Form;
use super::{declaration, rule};
use crate::model::Model;

/// What is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The head of a ruleset of the chain.
    Ruleset,
    /// A kind, or a `one of`.
    Kind,
    /// A fact.
    Fact,
    /// An `impossible` clause.
    Impossible,
    /// A definition.
    Define,
    /// A decision.
    Decision,
    /// A table.
    Table,
    /// A rule or a row.
    Rule,
    /// A source.
    Source,
    /// A shift.
    Shift,
    /// A guarantee.
    Guarantee,
    /// A known overlap.
    Overlap,
}

/// How much a difference weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Words for people: titles, labels, reasons, sources.
    Text,
    /// What no verdict on a fully known affair shows: shifts, guarantees, known overlaps, who
    /// establishes a fact, words by which text is recognised.
    Besides,
    /// What verdicts may turn on.
    Meaning,
}

/// One declaration.
#[derive(Debug, Clone)]
pub struct Declared {
    /// What it is.
    pub what: What,
    /// Its name; nothing for an `impossible` clause and an overlap.
    pub name: Option<String>,
    /// What tells it from others of its sort.
    pub key: String,
    parts: BTreeMap<&'static str, Part>,
}

/// The forms of a part, in order. Their texts are made where they are asked for: most declarations of
/// two versions are equal, which the forms tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Part(Vec<Form>);

impl Part {
    /// What weighs at least so much.
    fn text(&self, from: Weight) -> String {
        self.0.iter().map(|form| text(form, from)).collect()
    }
}

/// Parts that hold nothing but words for people.
const TEXTS: [&str; 7] = [
    "title",
    "label",
    "because",
    "as",
    "authority",
    "cites",
    "issued",
];
/// Parts that no verdict on a fully known affair turns on.
const BESIDES: [&str; 9] = [
    "also",
    "recognised-from",
    "established-by",
    "judged-by",
    "determined-by",
    "decided-by",
    "fixed",
    "sensitive",
    "unnamed",
];

/// Every declaration of a ruleset; those of a sort by name.
pub fn declarations(model: &Model) -> Vec<Declared> {
    let names = Names(model);
    let named = |what, name: &str, form: Form| Declared::new(what, Some(name), name, form);
    let mut all: Vec<Declared> = Vec::new();
    // the ruleset itself is the last; ancestors are told apart by how far above they are
    for (above, level) in model.levels.iter().rev().enumerate() {
        let form = declaration::level(level);
        let key = above.to_string();
        all.push(Declared::new(What::Ruleset, Some(&level.name), &key, form));
    }
    all.extend((model.kinds.iter()).map(|it| named(What::Kind, &it.name, declaration::kind(it))));
    all.extend((model.facts.iter()).map(|it| named(What::Fact, &it.name, names.fact(it))));
    all.extend((model.impossible.iter()).map(|it| {
        let form = names.impossible(it);
        let key = text(&form, Weight::Besides);
        Declared::new(What::Impossible, None, &key, form)
    }));
    all.extend((model.defines.iter()).map(|it| named(What::Define, &it.name, names.define(it))));
    all.extend(
        (model.decisions.iter()).map(|it| named(What::Decision, &it.name, names.decision(it))),
    );
    all.extend((model.tables.iter()).map(|it| named(What::Table, &it.name, rule::table(it))));
    all.extend((model.rules.iter()).map(|it| {
        let mut declared = named(What::Rule, &it.id, names.rule(it));
        // what it has from its ruleset is told of the ruleset
        let level = &model.levels[it.level.index()];
        if it.effective == level.effective {
            declared.parts.remove("effective");
        }
        if it.adopted.is_none() && it.effective.from == level.effective.from {
            declared.parts.remove("dated");
        }
        declared
    }));
    all.extend(
        (model.citables.iter()).map(|it| named(What::Source, &it.name, declaration::citable(it))),
    );
    all.extend((model.shifts.iter()).map(|it| named(What::Shift, &it.name, names.shift(it))));
    all.extend(
        (model.guarantees.iter()).map(|it| named(What::Guarantee, &it.name, names.guarantee(it))),
    );
    all.extend((model.overlaps.iter()).map(|it| {
        let decision = &model.decisions[it.decision.index()].name;
        let rules = it.rules.iter();
        let rules: Vec<&str> = rules
            .map(|rule| model.rules[rule.index()].id.as_str())
            .collect();
        let key = format!("{decision} {}", rules.join(" "));
        Declared::new(What::Overlap, None, &key, names.overlap(it))
    }));
    all
}

impl Declared {
    fn new(what: What, name: Option<&str>, key: &str, form: Form) -> Self {
        let mut parts: BTreeMap<&'static str, Part> = BTreeMap::new();
        let items = match form {
            Form::List(items) => items,
            other => vec![other],
        };
        // the first is the word of the declaration, the second mostly its name
        for item in items.into_iter().skip(1) {
            let word = match &item {
                Form::Word(word) => word,
                Form::List(inner) => match inner.first() {
                    Some(Form::Word(word)) => word,
                    _ => "",
                },
                // a source says of which level it is
                Form::Bare(_) | Form::Text(_) if what == What::Ruleset => "name",
                Form::Bare(_) | Form::Text(_) => continue,
            };
            parts.entry(word).or_default().0.push(item);
        }
        Self {
            what,
            name: name.map(str::to_owned),
            key: key.to_owned(),
            parts,
        }
    }

    /// The parts in which it differs from another, and how much.
    pub fn differs(&self, other: &Self) -> Vec<(&'static str, Weight)> {
        let none = Part::default();
        let mut words: Vec<&'static str> = self
            .parts
            .keys()
            .chain(other.parts.keys())
            .copied()
            .collect();
        words.sort_unstable();
        words.dedup();
        words
            .into_iter()
            .filter_map(|word| {
                let (a, b) = (
                    self.parts.get(word).unwrap_or(&none),
                    other.parts.get(word).unwrap_or(&none),
                );
                if a == b {
                    return None;
                }
                let differ = |from: Weight| a.text(from) != b.text(from);
                let besides = matches!(self.what, What::Shift | What::Guarantee | What::Overlap);
                let weight = if differ(Weight::Meaning) && !besides {
                    Weight::Meaning
                } else if differ(Weight::Besides) {
                    Weight::Besides
                } else {
                    Weight::Text
                };
                // nothing but its name tells one source from another
                let is_text = matches!(self.what, What::Source | What::Table) || word == "name";
                Some((word, if is_text { Weight::Text } else { weight }))
            })
            .collect()
    }

    /// How much it weighs that it is there at all.
    pub fn weight(&self) -> Weight {
        match self.what {
            What::Source | What::Table => Weight::Text,
            What::Shift | What::Guarantee | What::Overlap => Weight::Besides,
            _ => Weight::Meaning,
        }
    }

    /// What it says, but for words for people: two that say the same are one under two names.
    pub fn meaning(&self) -> String {
        let parts = self.parts.iter();
        let parts: Vec<String> = parts
            .map(|(word, part)| (word, part.text(Weight::Meaning)))
            .filter(|(_, text)| !text.is_empty())
            .map(|(word, text)| format!("{word} {text}"))
            .collect();
        parts.join("\n")
    }
}

/// A form without what weighs less.
fn text(form: &Form, from: Weight) -> String {
    let mut line = String::new();
    if let Some(left) = without(form, from) {
        left.line(&mut line);
    }
    line
}

fn without(form: &Form, from: Weight) -> Option<Form> {
    let weighs = |word: &str| {
        if TEXTS.contains(&word) {
            Weight::Text
        } else if BESIDES.contains(&word) {
            Weight::Besides
        } else {
            Weight::Meaning
        }
    };
    match form {
        Form::Word(word) if weighs(word) < from => None,
        Form::List(items) => {
            if let Some(Form::Word(word)) = items.first()
                && weighs(word) < from
            {
                return None;
            }
            Some(Form::List(
                items
                    .iter()
                    .filter_map(|item| without(item, from))
                    .collect(),
            ))
        }
        other => Some(other.clone()),
    }
}
