//! What a ledger can be told. In: a decision, or what stands in a case. Out: the entry, sealed: every
//! value with a salt and a commitment.

use std::io;

use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};

use super::field::{Field, Salts};
use super::hash::Hash;
use super::record::{Head, Kind, Sealed};
use crate::report::affair;
use crate::ruleset::{Ruleset, Verdict};
use crate::verdict::Affair;

/// The version of this program; entries say which one wrote them.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// The name of the field that holds the record's own name.
pub const ID: &str = "id";
/// The name of the field that holds the hash of the explanation.
pub const EXPLANATION: &str = "explanation";
/// The name of the field that holds the verdict.
pub const VERDICT: &str = "verdict";
/// The name of the field that says what happened in a case.
pub const EVENT: &str = "event";
/// The name of the field that says what stands in a case.
pub const STANDING: &str = "standing";
/// What the names of fields begin with that hold facts.
pub const FACTS: &str = "facts.";
/// In a redaction: the field with the names of the fields taken out.
pub const TAKEN: &str = "taken";
/// In a redaction: the field that says why.
pub const BECAUSE: &str = "because";

/// One entry. Texts of rulesets and redactions are entries too, which the ledger writes by itself.
#[derive(Debug, Clone)]
pub enum Entry {
    /// One affair decided.
    Decision(Decision),
    /// What stands in a case after an event.
    Standing(Standing),
}

/// One affair and its verdict.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The digest of the ruleset, which the ledger must have kept.
    pub ruleset: String,
    /// The record's own name.
    pub id: Option<String>,
    /// The facts given, as JSON, in the order they are declared.
    pub facts: Vec<(String, Box<RawValue>)>,
    /// The verdict, `fenliu/verdict/1`, without its `id`, which is a field of its own so that it can be
    /// redacted.
    pub verdict: Box<RawValue>,
    /// The hash of the explanation: see [`explanation`].
    pub explanation: Option<Hash>,
}

/// What stands in a case after an event.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The digest of the ruleset that applied, which the ledger must have kept.
    pub ruleset: String,
    /// The case.
    pub id: Option<String>,
    /// What is known after the event, as JSON.
    pub facts: Vec<(String, Box<RawValue>)>,
    /// What happened, as JSON.
    pub event: Box<RawValue>,
    /// What stands now and why, as JSON.
    pub standing: Box<RawValue>,
}

impl Decision {
    /// An affair as it was decided.
    pub fn new(affair: &Affair, verdict: &Verdict) -> serde_json::Result<Self> {
        Ok(Self {
            ruleset: verdict.ruleset.digest().to_owned(),
            id: verdict.id.clone(),
            facts: facts(&verdict.ruleset, affair)?,
            verdict: nameless(verdict)?,
            explanation: None,
        })
    }
}

/// The hash of the explanation of an affair, without the affair's name.
pub fn explanation(ruleset: &Ruleset, affair: &Affair) -> serde_json::Result<Hash> {
    let nameless = Affair {
        id: None,
        ..affair.clone()
    };
    Ok(Hash::of(&serde_json::to_vec(&ruleset.explain(&nameless))?))
}

/// The facts of an affair as entries hold them.
pub fn facts(
    ruleset: &Ruleset,
    affair: &Affair,
) -> serde_json::Result<Vec<(String, Box<RawValue>)>> {
    let fields = affair::affair(ruleset.model(), affair).0.into_iter();
    fields
        .map(|(name, value)| Ok((name, to_raw_value(&value)?)))
        .collect()
}

/// A verdict without the name of its affair.
pub(crate) fn nameless(verdict: &Verdict) -> serde_json::Result<Box<RawValue>> {
    match verdict.id {
        None => to_raw_value(verdict),
        Some(_) => to_raw_value(&Verdict {
            id: None,
            ..verdict.clone()
        }),
    }
}

/// A verdict with the name of its affair: the bytes that were given out.
pub fn named(verdict: &str, id: Option<&str>) -> String {
    #[derive(Serialize)]
    struct Name<'a> {
        id: &'a str,
    }
    let name = id.and_then(|id| serde_json::to_string(&Name { id }).ok());
    match (name, verdict.split_once(',')) {
        (Some(name), Some((schema, rest))) => {
            format!(
                "{schema},{},{rest}",
                name.trim_start_matches('{').trim_end_matches('}')
            )
        }
        _ => verdict.to_owned(),
    }
}

impl Entry {
    /// The entry with a salt for each value and the commitments.
    pub fn seal(
        &self,
        salts: &mut Salts<impl FnMut(&mut [u8]) -> io::Result<()>>,
    ) -> io::Result<Sealed> {
        match self {
            Self::Decision(Decision {
                ruleset,
                id,
                facts,
                verdict,
                explanation,
            }) => {
                let explanation = explanation
                    .map(|hash| to_raw_value(&hash.to_hex()))
                    .transpose()?;
                let mut last = vec![(VERDICT, &**verdict)];
                last.extend(explanation.as_deref().map(|hash| (EXPLANATION, hash)));
                seal(Kind::Decision, ruleset, id.as_deref(), facts, &last, salts)
            }
            Self::Standing(Standing {
                ruleset,
                id,
                facts,
                event,
                standing,
            }) => {
                let last = [(EVENT, &**event), (STANDING, standing)];
                seal(Kind::Standing, ruleset, id.as_deref(), facts, &last, salts)
            }
        }
    }
}

fn seal(
    kind: Kind,
    ruleset: &str,
    id: Option<&str>,
    facts: &[(String, Box<RawValue>)],
    last: &[(&'static str, &RawValue)],
    salts: &mut Salts<impl FnMut(&mut [u8]) -> io::Result<()>>,
) -> io::Result<Sealed> {
    let id = id.map(to_raw_value).transpose()?;
    let mut fields = Vec::with_capacity(facts.len() + last.len() + 1);
    if let Some(id) = &id {
        fields.push(Field::new(ID, id, salts.give()?));
    }
    for (name, value) in facts {
        fields.push(Field::new(format!("{FACTS}{name}"), value, salts.give()?));
    }
    for (name, value) in last {
        fields.push(Field::new(*name, value, salts.give()?));
    }
    let head = Head {
        kind,
        ruleset: Some(ruleset.to_owned()),
        texts: None,
        of: None,
        engine: ENGINE.to_owned(),
    };
    Ok(Sealed::new(head, &fields)?)
}

/// The entry that says that the texts of a ruleset are kept.
pub(crate) fn rules(
    ruleset: &Ruleset,
    texts: Hash,
    salts: &mut Salts<impl FnMut(&mut [u8]) -> io::Result<()>>,
) -> io::Result<Sealed> {
    let name = to_raw_value(ruleset.name())?;
    let fields = [Field::new("name", &name, salts.give()?)];
    let head = Head {
        kind: Kind::Rules,
        ruleset: Some(ruleset.digest().to_owned()),
        texts: Some(texts),
        of: None,
        engine: ENGINE.to_owned(),
    };
    Ok(Sealed::new(head, &fields)?)
}

/// The entry that says that values were taken out of another, and why.
pub(crate) fn redaction(
    of: u64,
    taken: &[&str],
    because: &str,
    salts: &mut Salts<impl FnMut(&mut [u8]) -> io::Result<()>>,
) -> io::Result<Sealed> {
    let (taken, because) = (to_raw_value(taken)?, to_raw_value(because)?);
    let fields = [
        Field::new(TAKEN, &taken, salts.give()?),
        Field::new(BECAUSE, &because, salts.give()?),
    ];
    let head = Head {
        kind: Kind::Redaction,
        ruleset: None,
        texts: None,
        of: Some(of),
        engine: ENGINE.to_owned(),
    };
    Ok(Sealed::new(head, &fields)?)
}
