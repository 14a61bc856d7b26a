//! Fields of an entry: each value with a salt, and the commitment to both. In: a name and a value. Out: a
//! commitment that says nothing about the value, and cannot be kept with another one.
//!
//! A commitment is the SHA-256 of the JSON text `["SALT","NAME",VALUE]`, as disclosures of SD-JWT
//! (RFC 9901) are; the salt, 16 random bytes, keeps anybody from trying values out. What is redacted
//! loses value and salt, and keeps the commitment.

use std::borrow::Cow;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::hash::{Hash, base64_of, bytes_of};

/// 16 bytes that nobody can guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

/// Gives random bytes; the library has none of its own.
pub type Random = Box<dyn FnMut(&mut [u8]) -> io::Result<()> + Send>;

/// One field as a line of the record holds it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field<'a> {
    /// Its name.
    #[serde(borrow)]
    pub name: Cow<'a, str>,
    /// What the tree holds of it.
    pub commitment: Hash,
    /// Gone with the value where it is redacted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub salt: Option<Salt>,
    /// The value as JSON text.
    #[serde(borrow, skip_serializing_if = "Option::is_none", default)]
    pub value: Option<&'a RawValue>,
}

/// Whether the value of a field is what was committed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It is.
    Open,
    /// Value and salt are gone.
    Withheld,
    /// It is not.
    Changed,
}

impl<'a> Field<'a> {
    /// A value with a salt for it.
    pub fn new(name: impl Into<Cow<'a, str>>, value: &'a RawValue, salt: Salt) -> Self {
        let name = name.into();
        let commitment = commitment(&name, salt, value);
        Self {
            name,
            commitment,
            salt: Some(salt),
            value: Some(value),
        }
    }

    /// Whether its value is what was committed to.
    pub fn held(&self) -> Held {
        match (self.salt, self.value) {
            (Some(salt), Some(value)) if commitment(&self.name, salt, value) == self.commitment => {
                Held::Open
            }
            (None, None) => Held::Withheld,
            _ => Held::Changed,
        }
    }
}

/// The hash that an entry's leaf has of its fields: of names and commitments, in their order.
pub fn digest(fields: &[Field]) -> Hash {
    let pairs: Vec<(&str, Hash)> = fields
        .iter()
        .map(|field| (&*field.name, field.commitment))
        .collect();
    Hash::of(&serde_json::to_vec(&pairs).unwrap_or_default())
}

fn commitment(name: &str, salt: Salt, value: &RawValue) -> Hash {
    Hash::of(&serde_json::to_vec(&(salt, name, value)).unwrap_or_default())
}

impl Serialize for Salt {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        base64_of(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Salt {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bytes_of(deserializer).map(Self)
    }
}

/// Salts, asked for many at a time.
pub struct Salts<R> {
    random: R,
    room: [u8; 1024],
    used: usize,
}

impl<R: FnMut(&mut [u8]) -> io::Result<()>> Salts<R> {
    /// From random bytes.
    pub fn new(random: R) -> Self {
        Self {
            random,
            room: [0; 1024],
            used: 1024,
        }
    }

    /// One that was never given before.
    pub fn give(&mut self) -> io::Result<Salt> {
        if self.used + 16 > self.room.len() {
            (self.random)(&mut self.room)?;
            self.used = 0;
        }
        let mut salt = [0; 16];
        salt.copy_from_slice(&self.room[self.used..self.used + 16]);
        self.used += 16;
        Ok(Salt(salt))
    }
}
