//! A certificate as it is written, `fenliu/certificate/1`: what it claims, and a tree of cuts for each
//! claim. Whoever proves something fills these in and calls [`Certificate::write`].

use serde::{Deserialize, Serialize};

pub use super::proof::{Node, Proof};

/// The format's name.
pub const SCHEMA: &str = "fenliu/certificate/1";

/// A certificate.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// The ruleset it is about.
    pub ruleset: About,
    /// What it claims; one or more.
    pub claims: Vec<Claim>,
}

/// The ruleset a certificate is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Its dotted name.
    pub name: String,
    /// Its digest, `sha256:…`.
    pub digest: String,
}

/// One claim, with its proof.
#[derive(Debug, Clone)]
pub enum Claim {
    /// A decision has a value in every situation.
    Complete {
        /// The decision.
        decision: String,
        /// Each leaf: some rule is met.
        proof: Proof,
    },
    /// In no situation do rules that stand disagree about a decision.
    Agreed {
        /// The decision.
        decision: String,
        /// Each leaf: the rules that may stand conclude alike.
        proof: Proof,
    },
    /// Every affair of a rule is one of another rule, dates left out; for `specialis`.
    Included {
        /// The rule.
        rule: String,
        /// The other rule.
        within: String,
        /// Each leaf: the rule is never met without the other.
        proof: Proof,
    },
    /// A rule has an affair that another has not, dates left out; for `specialis`.
    Wider {
        /// The rule.
        rule: String,
        /// The other rule.
        than: String,
        /// A part of the space, of facts and decisions read: there the rule is met and the other is not.
        at: Vec<Narrowed>,
    },
}

/// A coordinate held to some of its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Narrowed {
    /// The coordinate.
    pub cut: Coordinate,
    /// Its values.
    #[serde(rename = "in")]
    pub within: Vec<Piece>,
}

/// What a cut is along.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Coordinate {
    /// The value of a fact.
    Fact {
        /// Its name.
        fact: String,
    },
    /// Whether a set has a leaf.
    Has {
        /// The fact.
        fact: String,
        /// The leaf.
        has: String,
    },
    /// Whether a text mentions a pattern.
    Mentions {
        /// The fact.
        fact: String,
        /// The pattern, folded or not.
        mentions: String,
    },
    /// Which text a text is exactly.
    Text {
        /// The fact.
        fact: String,
        /// Always true.
        text: True,
    },
    /// The date of the decision.
    AsOf {
        /// Always true.
        as_of: True,
    },
    /// The value of a decision upstream.
    Decision {
        /// Its name.
        decision: String,
    },
    /// Whether a list collected upstream has a leaf.
    Holds {
        /// The decision.
        decision: String,
        /// The leaf.
        has: String,
    },
    /// The value of an expression.
    Expression {
        /// What [`super::key`] calls it.
        expression: String,
    },
}

/// Some values of a coordinate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Piece {
    /// One value; of a taxonomy, every leaf below it.
    Is {
        /// The value.
        is: Value,
    },
    /// Any text that no rule looks for.
    Other {
        /// Always true.
        other: True,
    },
    /// From one value to another; open where an end is missing. Leaves go by the kind's order.
    Range {
        /// The least.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// The greatest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        /// Whether the least is left out.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        from_open: bool,
        /// Whether the greatest is left out.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        to_open: bool,
    },
    /// No value: an unclassified decision.
    None(Unclassified),
}

/// A value: yes or no, or the name of a leaf, an exact text, a number (`12.5`, `5/2`), a number of
/// days (`30`), a date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no; has or has not.
    YesNo(bool),
    /// Anything else.
    Text(String),
}

/// The word `unclassified`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Unclassified {
    /// `"unclassified"`.
    #[serde(rename = "unclassified")]
    Unclassified,
}

/// `true`, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "bool", into = "bool")]
pub struct True;

impl TryFrom<bool> for True {
    type Error = &'static str;
    fn try_from(value: bool) -> Result<Self, Self::Error> {
        value.then_some(Self).ok_or("only `true` can stand here")
    }
}

impl From<True> for bool {
    fn from(_: True) -> Self {
        true
    }
}
