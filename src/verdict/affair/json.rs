//! Affairs from JSON: text, read number by number as it is written, or a value in memory.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::value::Written;
use super::vocabulary::nfc;
use super::{Affair, Knowledge, Reader, Rejection, dated};
use crate::model::FactId;
use crate::words::Words;

/// Significant digits that every decimal keeps on its way through a binary number.
const KEPT_DIGITS: usize = 15;

impl Reader<'_> {
    /// An affair from the text of one JSON object.
    ///
    /// Numbers are read by their text, never through binary; a field given twice is an error; a
    /// field with `null` is a field left out.
    pub(crate) fn json(&self, text: &str) -> Result<Affair, Rejection> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if !text.trim_start().starts_with('{') && serde_json::from_str::<&RawValue>(text).is_ok() {
            return Err(not_an_object());
        }
        let Fields(fields) = serde_json::from_str(text).map_err(|error| bad_json(&error))?;
        let mut affair = Affair::unknown(self.model);
        let mut seen = std::collections::HashSet::with_capacity(fields.len());
        for (name, raw) in &fields {
            if !seen.insert(nfc(name)) {
                return Err(Rejection::duplicate_field(name));
            }
            self.put(&mut affair, name, &written(raw.get())?)?;
        }
        Ok(affair)
    }

    /// An affair from a JSON object in memory.
    ///
    /// Its numbers may have passed through binary; one of more than 15 digits that did is refused,
    /// since what was meant cannot be told any more.
    pub(crate) fn value(&self, value: &Value) -> Result<Affair, Rejection> {
        let Value::Object(fields) = value else {
            return Err(not_an_object());
        };
        let mut affair = Affair::unknown(self.model);
        for (name, value) in fields {
            self.put(&mut affair, name, &from_value(value))?;
        }
        Ok(affair)
    }

    /// What the JSON text of one value says of a fact.
    pub(crate) fn raw(&self, fact: FactId, raw: &str) -> Result<Knowledge, Rejection> {
        self.knowledge(fact, &written(raw)?)
    }

    fn put(&self, affair: &mut Affair, name: &str, written: &Written) -> Result<(), Rejection> {
        let field = self.field(name)?;
        if field.id {
            affair.id = match written {
                Written::Text(text) | Written::Number(text) => Some(text.as_ref().to_owned()),
                Written::Rounded(text) => Some(text.clone()),
                Written::Nothing => None,
                _ if field.fact.is_some() => None,
                other => return Err(bad_id(name, other)),
            };
        }
        if field.as_of && affair.as_of.is_some() {
            return Err(Rejection::duplicate_field(name));
        }
        if field.as_of {
            affair.as_of = match written {
                Written::Nothing => None,
                Written::Text(text) => Some(dated(name, text)?),
                other => return Err(Rejection::no_date(name, &other.describe())),
            };
        }
        if let Some(fact) = field.fact {
            affair.facts[fact.index()] = self.knowledge(fact, written)?;
        }
        Ok(())
    }
}

/// The fields of an object in their order, values unread.
struct Fields<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields<'de>;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// The fields of a JSON object in their order, each with the text of its value; none twice.
pub(crate) fn fields(text: &str) -> Result<Vec<(String, String)>, Rejection> {
    if !text.trim_start().starts_with('{') {
        return Err(not_an_object());
    }
    let Fields(fields) = serde_json::from_str(text).map_err(|error| bad_json(&error))?;
    let mut seen = std::collections::HashSet::with_capacity(fields.len());
    for (name, _) in &fields {
        if !seen.insert(nfc(name)) {
            return Err(Rejection::duplicate_field(name));
        }
    }
    Ok(fields
        .into_iter()
        .map(|(name, raw)| (name, raw.get().to_owned()))
        .collect())
}

/// One raw value. Lists are read a level at a time, so that depth costs nothing.
fn written(raw: &str) -> Result<Written<'_>, Rejection> {
    let string = |raw: &str| serde_json::from_str::<String>(raw).map_err(|error| bad_json(&error));
    Ok(match raw.bytes().next() {
        Some(b'n') => Written::Nothing,
        Some(b't') => Written::YesNo(true),
        Some(b'f') => Written::YesNo(false),
        Some(b'"') => Written::Text(string(raw)?.into()),
        Some(b'{') => Written::Object,
        Some(b'[') => {
            let items: Vec<&RawValue> =
                serde_json::from_str(raw).map_err(|error| bad_json(&error))?;
            Written::List(
                items
                    .into_iter()
                    .map(|item| match item.get().bytes().next() {
                        // a list in a list has no meaning anywhere: not read further
                        Some(b'[') => Ok(Written::List(Vec::new())),
                        _ => written(item.get()),
                    })
                    .collect::<Result<_, _>>()?,
            )
        }
        _ => Written::Number(raw.into()),
    })
}

pub(super) fn from_value(value: &Value) -> Written<'_> {
    match value {
        Value::Null => Written::Nothing,
        Value::Bool(yes) => Written::YesNo(*yes),
        Value::Number(number) => {
            let text = number.to_string();
            let significant = text
                .split(['e', 'E'])
                .next()
                .unwrap_or(&text)
                .bytes()
                .filter(u8::is_ascii_digit);
            let significant = significant.skip_while(|&digit| digit == b'0').count();
            if number.is_f64() && significant > KEPT_DIGITS {
                Written::Rounded(text)
            } else {
                Written::Number(text.into())
            }
        }
        Value::String(text) => Written::Text(text.into()),
        Value::Array(items) => Written::List(
            items
                .iter()
                .map(|item| {
                    if item.is_array() {
                        Written::List(Vec::new())
                    } else {
                        from_value(item)
                    }
                })
                .collect(),
        ),
        Value::Object(_) => Written::Object,
    }
}

fn not_an_object() -> Rejection {
    Rejection::bad_record(Words::new(
        "an affair is a JSON object, `{\"fact\": value}`",
        "事项应为 JSON 对象：`{\"事实\": 值}`",
    ))
}

fn bad_json(error: &serde_json::Error) -> Rejection {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    // the position is said once, in both languages alike
    let reason = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(reason, _)| reason);
    Rejection::bad_record(Words::new(
        format!("not JSON at line {line}, column {column}: {reason}"),
        format!("第 {line} 行第 {column} 列不是合法的 JSON（{reason}）"),
    ))
}

fn bad_id(name: &str, written: &Written) -> Rejection {
    let got = written.describe();
    let message = Words::new(
        format!(
            "`{name}` names the record and takes a string, not {}",
            got.en
        ),
        format!("`{name}` 是记录编号，应为字符串，而不是{}", got.zh),
    );
    Rejection {
        field: Some(name.to_owned()),
        code: crate::diagnostic::Code::WrongType,
        ..Rejection::bad_record(message)
    }
}
