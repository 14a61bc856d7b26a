//! What is known of one affair, and how it is read from a record.
//!
//! A record is a JSON object, a line of CSV, or the `given` of an example. Whatever it is, a
//! [`Reader`] gives an [`Affair`] in which every value belongs to its fact's domain, or a
//! [`Rejection`] that names the field, the value and the domain. What no single field shows comes
//! after: a combination that is `impossible`, a date outside the ruleset's period, and facts that
//! are recognised from text ([`Affair::candidates`]), since all of these need the decision table.

mod rejection;
mod vocabulary;
mod quantity;
mod value;
mod json;
mod cells;
mod given;
mod recognise;
mod inadmissible;

pub(crate) use cells::Plan;
pub(crate) use json::fields;
pub(crate) use quantity::{date, narrow};
pub use rejection::Rejection;
pub(crate) use rejection::short;
pub(crate) use vocabulary::Vocabulary;

use jiff::civil::Date;

use crate::model::{Datum, Fact, FactId, Model};
use crate::words::Words;

/// What is known of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Knowledge {
    /// Nothing; never the same as "no".
    #[default]
    Unknown,
    /// Its value, of the fact's type and within its domain.
    Known(Datum),
    /// One of these leaves of the fact's kind: two or more, ascending, without repeats.
    OneOf(Vec<u32>),
}

impl Knowledge {
    /// One of these leaves; ascending, without repeats. None at all is unknown, one is known.
    pub(crate) fn of_leaves(leaves: Vec<u32>) -> Self {
        match leaves.as_slice() {
            [] => Self::Unknown,
            [leaf] => Self::Known(Datum::Leaf(*leaf)),
            _ => Self::OneOf(leaves),
        }
    }
}

/// What is known of one affair: checked facts, ready to be decided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Affair {
    /// The record's own name, carried through untouched.
    pub(crate) id: Option<String>,
    /// By `FactId`; as many as the model has facts.
    pub(crate) facts: Vec<Knowledge>,
    /// Facts that were not given but recognised from text; ascending. A reader leaves it empty.
    pub(crate) recognised: Vec<FactId>,
    /// The date of the decision, where the record states it.
    pub(crate) as_of: Option<Date>,
}

impl Affair {
    /// An affair of which nothing is known.
    pub(crate) fn unknown(model: &Model) -> Self {
        Self {
            facts: vec![Knowledge::Unknown; model.facts.len()],
            ..Self::default()
        }
    }

    /// What is known of each fact, by `FactId`.
    #[doc(hidden)]
    pub fn facts(&self) -> &[Knowledge] {
        &self.facts
    }

    /// The facts that were not given but recognised from text.
    #[doc(hidden)]
    pub fn recognised(&self) -> &[FactId] {
        &self.recognised
    }

    /// The date of the decision, where it was given.
    #[doc(hidden)]
    pub fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// The same affair with some facts otherwise; what was recognised is unknown again.
    #[must_use]
    pub(crate) fn with(mut self, facts: impl IntoIterator<Item = (FactId, Knowledge)>) -> Self {
        self.forget_recognised();
        for (fact, knowledge) in facts {
            self.facts[fact.index()] = knowledge;
        }
        self
    }
}

/// What may stand in a record besides facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadOptions {
    /// Fields that are passed over; NFC.
    pub(crate) ignored: Vec<String>,
    /// Every field that is no fact is passed over.
    pub(crate) ignore_unknown: bool,
    /// The field that names the record. Where it is a fact too, it is read as both.
    pub(crate) id: String,
}

impl ReadOptions {
    /// Whether a field is passed over by its name.
    pub(crate) fn ignores(&self, name: &str) -> bool {
        self.ignored.iter().any(|ignored| ignored == name)
    }
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            ignored: Vec::new(),
            ignore_unknown: false,
            id: "id".to_owned(),
        }
    }
}

/// Reads records as affairs of one ruleset. Copy it freely: it is three references.
///
/// The readers are the methods `json`, `value` (a JSON value in memory), `plan` and `cells` (CSV),
/// `given` (an example) and `assignment` (one fact, `--fact NAME=VALUE`), each beside its form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    /// The ruleset.
    pub(crate) model: &'a Model,
    /// Its names and labels.
    pub(crate) vocabulary: &'a Vocabulary,
    /// What else may stand in a record.
    pub(crate) options: &'a ReadOptions,
}

/// What the name of a field stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Field {
    /// A fact.
    fact: Option<FactId>,
    /// The name of the record.
    id: bool,
    /// The date of the decision.
    as_of: bool,
}

/// The field of a record that holds the date of its decision, as the language calls that date.
pub(crate) const AS_OF: [&str; 2] = ["as_of", "决定日"];

impl<'a> Reader<'a> {
    fn fact(&self, fact: FactId) -> &'a Fact {
        &self.model.facts[fact.index()]
    }

    /// What a field is; nothing at all if it is passed over.
    fn field(&self, name: &str) -> Result<Field, Rejection> {
        let (fact, ignored) = (self.vocabulary.fact(name), self.options.ignores(name));
        let field = Field {
            fact,
            id: name == self.options.id,
            as_of: fact.is_none() && !ignored && AS_OF.contains(&name),
        };
        let passed_over = ignored || self.options.ignore_unknown;
        if field.fact.is_some() || field.id || field.as_of || passed_over {
            Ok(field)
        } else {
            Err(Rejection::unknown_field(self.model, name))
        }
    }
}

/// The date of the decision from its text.
fn dated(field: &str, text: &str) -> Result<Date, Rejection> {
    date(&narrow(text)).ok_or_else(|| {
        let shown = short(text.trim());
        let quoted = Words::new(format!("`{shown}`"), format!(" `{shown}`"));
        Rejection::no_date(field, &quoted)
    })
}

#[cfg(test)]
mod tests;
