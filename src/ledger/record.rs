//! Lines of the record. In: an entry's kind and fields. Out: its line, with values and salts, and its
//! leaf, which has only a digest of the commitments; and back from a line.
//!
//! A line is written in one way only: whoever reads it writes it again and compares, so that no byte can
//! change unseen, not even one that means the same.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::field::{Field, Held, digest};
use super::hash::Hash;

/// The name of the form of a line of the record.
pub const ENTRY: &str = "fenliu/entry/1";
/// The name of the form of a leaf of the tree.
pub const LEAF: &str = "fenliu/leaf/1";

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The texts of a ruleset, kept from here on.
    Rules,
    /// One affair decided.
    Decision,
    /// What stands in a case after an event.
    Standing,
    /// Values taken out of an earlier entry.
    Redaction,
}

/// What the tree has of an entry besides its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// What it is about.
    pub kind: Kind,
    /// The digest of the ruleset, where there is one.
    pub ruleset: Option<String>,
    /// Of kept texts: the hash of their file.
    pub texts: Option<Hash>,
    /// Of a redaction: the entry that it takes values out of.
    pub of: Option<u64>,
    /// Which version of the program wrote it.
    pub engine: String,
}

/// A line, or a leaf: they differ in what stands for the fields.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line<F> {
    pub(crate) schema: String,
    /// Its place in the ledger, from 0.
    pub(crate) entry: u64,
    pub(crate) kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) ruleset: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) texts: Option<Hash>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) of: Option<u64>,
    pub(crate) engine: String,
    pub(crate) fields: F,
}

impl<F> Line<F> {
    fn new(schema: &str, entry: u64, head: &Head, fields: F) -> Self {
        let Head {
            kind,
            ruleset,
            texts,
            of,
            engine,
        } = head.clone();
        Self {
            schema: schema.to_owned(),
            entry,
            kind,
            ruleset,
            texts,
            of,
            engine,
            fields,
        }
    }
}

/// An entry with its commitments, ready for a place in the ledger.
#[derive(Debug, Clone)]
pub struct Sealed {
    pub(crate) head: Head,
    fields: Box<RawValue>,
    digest: Hash,
}

impl Sealed {
    /// Seals fields that have their salts.
    pub(crate) fn new(head: Head, fields: &[Field]) -> serde_json::Result<Self> {
        Ok(Self {
            head,
            fields: serde_json::value::to_raw_value(fields)?,
            digest: digest(fields),
        })
    }

    /// The line of the record at a place, newline included, and the leaf.
    pub(crate) fn at(&self, entry: u64) -> serde_json::Result<(Vec<u8>, Vec<u8>)> {
        let mut line = serde_json::to_vec(&Line::new(ENTRY, entry, &self.head, &self.fields))?;
        line.push(b'\n');
        let leaf = serde_json::to_vec(&Line::new(LEAF, entry, &self.head, self.digest))?;
        Ok((line, leaf))
    }
}

/// An entry as it was read.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// Its place in the ledger, from 0.
    pub entry: u64,
    /// What it is about.
    pub head: Head,
    /// Its fields.
    pub fields: Vec<Field<'a>>,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// It is no line of a record; the byte from which on it is none.
    Form(u64),
    /// The value of this field is not what was committed to.
    Field(String),
}

impl<'a> Record<'a> {
    /// Reads a line, without its newline.
    pub fn parse(text: &'a str) -> Result<Self, Damage> {
        let line: Line<Vec<Field<'a>>> = serde_json::from_str(text)
            .map_err(|error| Damage::Form(error.column().saturating_sub(1) as u64))?;
        let again = serde_json::to_string(&line).unwrap_or_default();
        if again != text || line.schema != ENTRY {
            let same = again
                .bytes()
                .zip(text.bytes())
                .take_while(|(one, other)| one == other);
            return Err(Damage::Form(same.count() as u64));
        }
        let Line {
            schema: _,
            entry,
            kind,
            ruleset,
            texts,
            of,
            engine,
            fields,
        } = line;
        if let Some(field) = fields.iter().find(|field| field.held() == Held::Changed) {
            return Err(Damage::Field(field.name.clone().into_owned()));
        }
        Ok(Self {
            entry,
            head: Head {
                kind,
                ruleset,
                texts,
                of,
                engine,
            },
            fields,
        })
    }

    /// The bytes of its leaf.
    pub fn leaf(&self) -> Vec<u8> {
        let leaf = Line::new(LEAF, self.entry, &self.head, digest(&self.fields));
        serde_json::to_vec(&leaf).unwrap_or_default()
    }

    /// Its line, without a newline.
    pub fn line(&self) -> String {
        let line = Line::new(ENTRY, self.entry, &self.head, &self.fields);
        serde_json::to_string(&line).unwrap_or_default()
    }

    /// The value of a field, as JSON text; nothing if there is no such field or it is withheld.
    pub fn value(&self, field: &str) -> Option<&'a str> {
        self.fields
            .iter()
            .find(|other| other.name == field)?
            .value
            .map(RawValue::get)
    }

    /// The value of a field that is a text.
    pub fn text(&self, field: &str) -> Option<String> {
        serde_json::from_str(self.value(field)?).ok()
    }

    /// The names of fields of which the values are gone.
    pub fn withheld(&self) -> impl Iterator<Item = &str> {
        let gone = self.fields.iter().filter(|field| field.value.is_none());
        gone.map(|field| &*field.name)
    }
}
