//! What a fact may be: a set of its values, by name.
//!
//! Serialized as the findings have it: names of values, each standing for all below it, `"1..9"`,
//! `{"includes": […], "without": […]}`, `{"mentions": […], "without": […]}`.

use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};

use super::shown::Shown;

/// What a fact may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Among {
    /// Values of a kind.
    Values {
        /// These; a value stands for all below it.
        these: Vec<Shown>,
        /// The others, where they are fewer.
        but: Vec<Shown>,
    },
    /// Yes or no.
    YesNo(bool),
    /// Numbers, dates or durations: ranges in ascending order.
    Ranges(Vec<Between>),
    /// Sets.
    Members {
        /// What must be in it.
        includes: Vec<Shown>,
        /// What must not.
        without: Vec<Shown>,
    },
    /// Texts.
    Texts {
        /// It is one of these.
        is: Vec<String>,
        /// It is none of these.
        is_not: Vec<String>,
        /// Words it mentions, folded.
        mentions: Vec<String>,
        /// Words it does not mention, folded.
        without: Vec<String>,
    },
}

/// A range; an end that is not there is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// Lower end.
    pub low: Option<End>,
    /// Upper end.
    pub high: Option<End>,
}

/// An end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The value said.
    pub at: Shown,
    /// The same without its unit, as ranges are written.
    pub bare: String,
    /// Whether that value is in the range.
    pub included: bool,
}

impl Serialize for Among {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(serializer)
    }
}

impl Among {
    fn json(&self) -> Json {
        let values = |shown: &[Shown]| -> Vec<Json> {
            shown.iter().map(|shown| shown.value.clone()).collect()
        };
        let object = |entries: Vec<(&str, Vec<Json>)>| -> Json {
            let entries = entries.into_iter().filter(|(_, list)| !list.is_empty());
            entries
                .map(|(name, list)| (name.to_owned(), Json::from(list)))
                .collect::<serde_json::Map<_, _>>()
                .into()
        };
        match self {
            Self::Values { these, .. } => Json::from(values(these)),
            Self::YesNo(yes) => json!([yes]),
            Self::Ranges(ranges) => match ranges.as_slice() {
                [range] => Json::from(range.written()),
                ranges => ranges.iter().map(Between::written).collect(),
            },
            Self::Members { includes, without } => object(vec![
                ("includes", values(includes)),
                ("without", values(without)),
            ]),
            Self::Texts {
                is,
                is_not,
                mentions,
                without,
            } => {
                let texts = |texts: &[String]| texts.iter().map(|text| json!(text)).collect();
                object(vec![
                    ("is", texts(is)),
                    ("is_not", texts(is_not)),
                    ("mentions", texts(mentions)),
                    ("without", texts(without)),
                ])
            }
        }
    }
}

impl Between {
    /// `1..9`, both ends included, an open one left out; `> 1000`, `>= 5, < 10` otherwise.
    pub fn written(&self) -> String {
        let ends = || self.low.iter().chain(&self.high);
        if ends().all(|end| end.included) {
            let said = |end: &Option<End>| end.as_ref().map_or("", |end| &end.bare).to_owned();
            return format!("{}..{}", said(&self.low), said(&self.high));
        }
        let sign = |end: &End, included: &str, not: &str| {
            format!("{} {}", if end.included { included } else { not }, end.bare)
        };
        let low = self.low.iter().map(|end| sign(end, ">=", ">"));
        let high = self.high.iter().map(|end| sign(end, "<=", "<"));
        low.chain(high).collect::<Vec<_>>().join(", ")
    }
}
