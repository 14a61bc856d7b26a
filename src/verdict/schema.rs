//! The JSON Schema of an affair, for whoever builds the form or the service.
//!
//! What the schema takes, the reader takes; the reader also takes labels for values, `yes` for
//! `true`, and other spellings that a form need not offer. Ranges of dates and of decimals written
//! as strings are told in `description`, since JSON Schema cannot check them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Map, Value, json};

use super::affair::AS_OF;
use crate::model::show::domain;
use crate::model::{DECIMAL_DIGITS, Fact, Kind, KindId, Model, NUMBER_LIMIT, Type};
use crate::words::{Label, Lang};

/// The JSON Schema (2020-12) of an affair: an object with a property for each fact, `id`, and the date
/// of the decision, `as_of`.
///
/// Every property may be `null`, which is unknown, and none is required. Values of kinds are given
/// by name, with their labels as titles; a value that stands for several is among them where the
/// fact may be known in part. `x-labels` has the labels of all languages, `x-order` the facts in the
/// order in which they are declared.
pub(crate) fn schema(model: &Model) -> Value {
    let mut declared: Vec<&Fact> = model.facts.iter().collect();
    declared.sort_by_key(|fact| fact.declared);
    let mut properties = Map::new();
    properties.insert(
        "id".to_owned(),
        json!({"type": ["string", "number", "null"], "title": "id"}),
    );
    properties.insert(
        AS_OF[0].to_owned(),
        json!({"type": ["string", "null"], "format": "date", "title": AS_OF[0],
            "x-labels": {"en": "date of the decision", "zh": "决定日"}}),
    );
    let mut definitions = Map::new();
    for fact in &declared {
        properties.insert(fact.name.clone(), property(model, fact, &mut definitions));
    }
    let level = model.levels.last();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "x-order": declared.iter().map(|fact| &fact.name).collect::<Vec<_>>(),
        "x-ruleset": {"name": level.map_or("", |level| &level.name), "digest": model.digest},
    });
    titled(
        &mut schema,
        level.map(|level| &level.title),
        level.map_or("", |level| &level.name),
    );
    if !definitions.is_empty() {
        schema["$defs"] = Value::Object(definitions);
    }
    schema
}

fn property(model: &Model, fact: &Fact, definitions: &mut Map<String, Value>) -> Value {
    let mut schema = match &fact.ty {
        Type::Kind(kind) => {
            json!({"anyOf": [defined(model, *kind, true, definitions), {"type": "null"}]})
        }
        Type::Set(kind) => json!({
            "type": ["array", "null"],
            "items": defined(model, *kind, false, definitions),
            "uniqueItems": true,
        }),
        Type::YesNo => json!({"type": ["boolean", "null"]}),
        Type::Integer { low, high, .. } => {
            let mut schema = json!({"type": ["integer", "null"]});
            limits(&mut schema, Decimal::from(*low), Decimal::from(*high));
            schema
        }
        Type::Decimal { low, high, unit } => {
            let unit = unit
                .as_deref()
                .map(|unit| format!("( ?{})?", pattern(unit)))
                .unwrap_or_default();
            let digits = format!("^-?[0-9]+(\\.[0-9]{{1,{DECIMAL_DIGITS}}})?{unit}$");
            let mut schema = json!({"type": ["number", "string", "null"], "pattern": digits});
            limits(&mut schema, *low, *high);
            schema
        }
        Type::Date { .. } => json!({"type": ["string", "null"], "format": "date"}),
        Type::Duration { low, high } => {
            let mut schema = json!({"type": ["integer", "string", "null"], "pattern": "^-?[0-9]+( ?(days?|天))?$"});
            limits(&mut schema, Decimal::from(*low), Decimal::from(*high));
            schema
        }
        Type::Text => json!({"type": ["string", "null"]}),
    };
    titled(&mut schema, Some(&fact.label), &fact.name);
    if !matches!(
        fact.ty,
        Type::Kind(_) | Type::Set(_) | Type::YesNo | Type::Text
    ) {
        schema["description"] = domain(model, &fact.ty).en.into();
    }
    schema
}

/// A reference to the values of a kind; the leaves alone, or every value.
fn defined(
    model: &Model,
    kind: KindId,
    whole: bool,
    definitions: &mut Map<String, Value>,
) -> Value {
    let declared = &model.kinds[kind.index()];
    // an anonymous kind has its fact's name, which a declared one may have too
    let sort = match (declared.anonymous, whole) {
        (false, true) => "kind",
        (true, true) => "one of",
        (false, false) => "members of kind",
        (true, false) => "members of one of",
    };
    let key = format!("{sort} {}", declared.name);
    let reference = json!({"$ref": format!("#/$defs/{}", pointer(&key))});
    definitions
        .entry(key)
        .or_insert_with(|| values(declared, whole));
    reference
}

fn values(kind: &Kind, whole: bool) -> Value {
    let nodes = kind.nodes.iter().filter(|node| node.leaf || whole);
    let values: Vec<Value> = nodes
        .map(|node| {
            let mut value = json!({"const": node.name});
            titled(&mut value, Some(&node.label), &node.name);
            if !node.leaf {
                value["description"] = "known in part".into();
            }
            value
        })
        .collect();
    let mut schema = json!({"oneOf": values});
    titled(&mut schema, Some(&kind.label), &kind.name);
    schema
}

/// A title: the label in English, else in what there is, else the name; and the labels as written.
fn titled(schema: &mut Value, label: Option<&Label>, name: &str) {
    schema["title"] = label
        .and_then(|label| label.get(Lang::En))
        .unwrap_or(name)
        .into();
    if let Some(label) = label.filter(|label| label.en.is_some() || label.zh.is_some()) {
        let Label { any: _, en, zh } = label;
        let written = [("en", en), ("zh", zh)]
            .into_iter()
            .filter_map(|(lang, text)| Some((lang.to_owned(), text.as_deref()?.into())));
        schema["x-labels"] = Value::Object(written.collect());
    }
}

/// The ends of a range, where it has any.
fn limits(schema: &mut Value, low: Decimal, high: Decimal) {
    for (word, end) in [("minimum", low), ("maximum", high)] {
        if end.abs() < Decimal::from(NUMBER_LIMIT) {
            schema[word] = match end.to_i64().filter(|_| end.is_integer()) {
                Some(whole) => whole.into(),
                None => end.to_f64().into(),
            };
        }
    }
}

/// A text as part of a regular expression.
fn pattern(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            "^$\\.*+?()[]{}|/"
                .contains(c)
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect()
}

/// A name as part of a JSON pointer in a URI fragment.
fn pointer(name: &str) -> String {
    use std::fmt::Write as _;
    let mut pointer = String::new();
    for byte in name.replace('~', "~0").replace('/', "~1").bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            pointer.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(pointer, "%{byte:02X}");
        }
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::compile;
    use crate::source::Source;
    use crate::verdict::affair::{ReadOptions, Reader, Vocabulary};

    const RULES: &str = "
ruleset test.schema
  title en \"A test\" zh \"测试\"
kind matter en \"Matter\" zh \"事项\" { service { water zh \"供水\", `power/~ 1` } lift en \"Lift\" zh \"电梯\" }
facts {
  matter : matter en \"matter\" zh \"事项\"
  asked : set of matter
  level : one of high, low
  households : integer 1..30
  cost : decimal 0..99.5 in CNY
  urgent : yes/no
  opened_on : date 2000-01-01..
  overdue : duration
  description : text
}
decision due : yes/no otherwise no
rule R.1 when urgent then due is yes
";

    fn schema_and_reader(test: impl FnOnce(&Value, Reader)) {
        let model = compile(vec![Source::new("t", RULES)])
            .unwrap_or_else(|problems| panic!("{problems}"))
            .remove(0)
            .model;
        let (vocabulary, options) = (Vocabulary::new(&model), ReadOptions::default());
        test(
            &schema(&model),
            Reader {
                model: &model,
                vocabulary: &vocabulary,
                options: &options,
            },
        );
    }

    #[test]
    fn it_is_a_schema_with_labels_in_declared_order() {
        schema_and_reader(|schema, _| {
            jsonschema::draft202012::meta::validate(schema).expect("a schema of 2020-12");
            assert_eq!(schema["title"], "A test");
            assert_eq!(schema["x-order"][0], "matter");
            assert_eq!(schema["x-order"][8], "description");
            let values = &schema["$defs"]["kind matter"]["oneOf"];
            assert_eq!(
                values[1],
                json!({"const": "water", "title": "供水", "x-labels": {"zh": "供水"}})
            );
            assert_eq!(values[0]["description"], "known in part");
            assert_eq!(
                schema["$defs"]["members of kind matter"]["oneOf"]
                    .as_array()
                    .map(Vec::len),
                Some(3)
            );
            assert_eq!(schema["properties"]["households"]["maximum"], 30);
            assert_eq!(schema["properties"]["cost"]["maximum"], 99.5);
            assert_eq!(
                schema["properties"]["opened_on"]["description"],
                "a date from 2000-01-01 up"
            );
        });
    }

    #[test]
    fn what_it_takes_is_read_and_what_it_refuses_is_no_affair() {
        schema_and_reader(|schema, reader| {
            let validator = jsonschema::validator_for(schema).expect("a schema");
            for record in [
                json!({}),
                json!({"id": "7", "matter": "service", "asked": ["water", "power/~ 1"], "level": "high"}),
                json!({"matter": null, "asked": [], "households": 30, "cost": 99.5, "urgent": true}),
                json!({"cost": "12.50 CNY", "opened_on": "2024-05-01", "overdue": "30 days", "description": ""}),
                json!({"overdue": 3, "cost": "0.000001"}),
            ] {
                assert!(
                    validator.is_valid(&record),
                    "{record}: {:?}",
                    validator.iter_errors(&record).next()
                );
                reader
                    .value(&record)
                    .unwrap_or_else(|rejection| panic!("{record}: {rejection}"));
            }
            for record in [
                json!([]),
                json!({"nothing": 1}),
                json!({"matter": "gas"}),
                json!({"asked": ["service"]}),
                json!({"households": 31}),
                json!({"households": 1.5}),
                json!({"cost": 100}),
                json!({"cost": "1 USD"}),
                json!({"cost": "0.0000001"}),
                json!({"urgent": 1}),
                json!({"overdue": "2 months"}),
                json!({"description": 1}),
            ] {
                assert!(!validator.is_valid(&record), "{record}");
                assert!(reader.value(&record).is_err(), "{record}");
            }
        });
    }
}
