//! What keeps a condition met, not met or open: its tests, each with what is needed and what is.

use serde::Serialize;

use super::shown::Shown;

/// Whether something holds, as far as the facts are known. The order is that of `and` (the least)
/// and `or` (the greatest).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Held {
    /// It does not.
    No,
    /// It turns on facts that are unknown.
    Open,
    /// It does.
    Yes,
}

impl Held {
    /// Yes or no.
    pub(crate) fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Whether the contrary holds.
    pub(crate) fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Open => Self::Open,
            Self::Yes => Self::No,
        }
    }
}

/// One reason among several that all stand.
///
/// In a list of reasons why a condition is met, each is met; why it is not met, each fails and each
/// would have to be otherwise; why it is open, each is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Reason {
    /// A test.
    Test(Box<Test>),
    /// Alternatives: where the condition is met, each of these alone would do; where it is not,
    /// one of them would have to hold.
    Any {
        /// The alternatives.
        any: Vec<Reason>,
    },
    /// Together; only below `any`.
    All {
        /// The parts.
        all: Vec<Reason>,
    },
}

/// One test of a rule: what it looks at, what it asks, and what is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Test {
    /// What it looks at.
    #[serde(flatten)]
    pub subject: Subject,
    /// What it asks.
    pub relation: Relation,
    /// Whether it asks the contrary.
    #[serde(rename = "not", skip_serializing_if = "std::ops::Not::not")]
    pub negated: bool,
    /// The values it asks about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needed: Vec<Shown>,
    /// The expression that gives the needed value, where it is not a literal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub needed_as: Option<Shown>,
    /// What is; of a text that is to mention words, those it does mention.
    pub actual: Actual,
    /// Whether the test, contrary included, holds.
    pub held: Held,
    /// How far off, where values have an order.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub distance: Option<Distance>,
    /// What sort of values are compared.
    #[serde(skip)]
    pub measure: Measure,
    /// The definition that the rule names and the test is part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub define: Option<String>,
}

/// What sort of values a test compares, for the words that tell how far off they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Measure {
    /// Values without an order, or whose order is not asked about.
    #[default]
    None,
    /// Things that are counted.
    Count,
    /// Amounts.
    Amount,
    /// Spans of days.
    Days,
    /// Dates.
    Date,
    /// Steps of an ordered kind.
    Rank,
}

/// What a test looks at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// A fact; `as_of` is the date of the decision.
    Fact(String),
    /// A decision read as a fact.
    Decision(String),
    /// An expression, as the ruleset would write it.
    Expression(Written),
}

/// An expression: as the ruleset would write it, and as people read it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Written {
    /// With names.
    pub text: String,
    /// With labels.
    #[serde(skip)]
    pub words: crate::words::Words,
}

/// What a test asks of its subject. Words as in the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Is, or is a kind of, one of the needed.
    Is,
    /// At least the needed.
    AtLeast,
    /// At most the needed.
    AtMost,
    /// More than the needed.
    MoreThan,
    /// Less than the needed.
    LessThan,
    /// Between the two needed, both included.
    Between,
    /// Has at least one of the needed.
    IncludesAnyOf,
    /// Has every one of the needed.
    IncludesAllOf,
    /// Mentions at least one of the needed.
    MentionsAnyOf,
    /// Mentions every one of the needed.
    MentionsAllOf,
    /// Has a value at all.
    Decided,
}

/// What the subject of a test is. A value that is known is written as it is; all else is an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Actual {
    /// This.
    Known(Shown),
    /// Not one known value.
    Unsettled {
        /// In what way.
        status: Unsettled,
        /// What it may be, where that can be listed.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        among: Vec<Shown>,
    },
}

/// In what way a subject has not one known value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsettled {
    /// A fact of which nothing is known.
    Unknown,
    /// A fact known in part, or an expression of which only some values are known.
    KnownInPart,
    /// A decision that is contested.
    Contested,
    /// A decision that turns on unknown facts.
    Undetermined,
    /// A decision that no rule speaks of; no positive test of it holds.
    Unclassified,
    /// A value that is known, and left out here: its fact is sensitive.
    Withheld,
}

/// How far the actual value is from one that would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Distance {
    /// Too few, too little, too early, too low.
    TooLowBy(Shown),
    /// Too many, too much, too late, too high.
    TooHighBy(Shown),
}

impl Reason {
    /// The tests in it.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Self::Test(test) => vec![test],
            Self::Any { any: parts } | Self::All { all: parts } => {
                parts.iter().flat_map(Self::tests).collect()
            }
        }
    }

    /// How many tests must come out otherwise, at least, for it to be otherwise.
    pub fn weight(&self) -> usize {
        match self {
            Self::Test(_) => 1,
            Self::Any { any } => any.iter().map(Self::weight).min().unwrap_or(usize::MAX / 2),
            Self::All { all } => all.iter().map(Self::weight).sum(),
        }
    }
}
