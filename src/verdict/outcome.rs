//! What deciding says, in ids; names come back where it is shown.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{Datum, DecisionId, FactId, RuleId};
use crate::table::FactKey;

/// The value of a decision: one, or a collected list (ascending, without repeats).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// One value; also a sum, a count, a least or greatest.
    One(Datum),
    /// A collected list.
    List(Vec<Datum>),
}

impl Value {
    /// A whole number.
    pub fn count(number: usize) -> Self {
        Self::One(Datum::Number(Decimal::from(number)))
    }
}

/// What a decision comes to, apart from which rules say so. Two completions agree when these do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Result {
    /// One value.
    Decided(Value),
    /// Several claims, ascending, `None` for `unclassified`; two or more.
    Contested(Vec<Option<Value>>),
    /// No rule met and nothing said otherwise.
    Unclassified,
}

/// The rules behind a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Support {
    /// Those that win whatever the unknown facts are, ascending.
    pub rules: Vec<RuleId>,
    /// Those that win for some completions only, ascending.
    pub possible: Vec<RuleId>,
}

/// An upstream claim that a claim comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Via {
    /// The contested decision upstream.
    pub decision: DecisionId,
    /// The claim chosen there; `None` is `unclassified`.
    pub value: Option<Value>,
}

/// One claim of a contested decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is claimed; `None` is `unclassified`.
    pub value: Option<Value>,
    /// By which rules.
    pub support: Support,
    /// The upstream claims that lead here, where not all do; ascending.
    pub via: Vec<Via>,
}

/// A fact that an undetermined decision needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The fact, or the date.
    pub fact: FactKey,
    /// For a fact known in part: the leaves it may be.
    pub among: Option<Vec<u32>>,
    /// How many results are possible now.
    pub of: usize,
    /// How many of them are left in the worst case, once the fact is known.
    pub left: usize,
}

/// What an undetermined decision may come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Possible {
    /// These, ascending.
    Results(Vec<Result>),
    /// A collected list: values in it whatever the unknown facts are, and the others it may have.
    List {
        /// In every completion.
        always: Vec<Datum>,
        /// In some.
        maybe: Vec<Datum>,
    },
    /// A number between these.
    Range {
        /// Least.
        min: Datum,
        /// Greatest.
        max: Datum,
    },
}

/// The outcome of one decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Every completion comes to this value.
    Decided {
        /// The value.
        value: Value,
        /// The rules; none if the value is the decision's `otherwise` or an empty collection.
        support: Support,
    },
    /// Rules disagree and no ground settles it.
    Contested {
        /// The claims, by value; two or more.
        claims: Vec<Claim>,
        /// The `overlap` declaration that covers it, by index.
        overlap: Option<u32>,
    },
    /// Completions differ.
    Undetermined {
        /// The facts it turns on, most telling first.
        needs: Vec<Need>,
        /// What it may come to.
        possible: Possible,
        /// Whether the search stopped before it was done: then `needs` may name facts that do not
        /// matter, and `possible` may lack outcomes.
        incomplete: bool,
    },
    /// No rule met and nothing said otherwise.
    Unclassified,
}

/// Every decision's outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// The date decided by.
    pub as_of: Option<Date>,
    /// Whether that date was not given.
    pub as_of_default: bool,
    /// Facts taken from text.
    pub recognised: Vec<FactId>,
    /// By `DecisionId`.
    pub decisions: Vec<Outcome>,
}

impl Outcome {
    /// The rules that win whatever is unknown: all claims' rules for a contested decision.
    pub fn winners(&self) -> Vec<RuleId> {
        let mut all: Vec<RuleId> = match self {
            Self::Decided { support, .. } => support.rules.clone(),
            Self::Contested { claims, .. } => claims
                .iter()
                .flat_map(|claim| claim.support.rules.iter().copied())
                .collect(),
            Self::Undetermined { .. } | Self::Unclassified => Vec::new(),
        };
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Every value that a contested decision claims, members of lists each; ascending, without repeats.
    pub fn claimed(&self) -> Vec<Datum> {
        let Self::Contested { claims, .. } = self else {
            return Vec::new();
        };
        let mut claimed: Vec<Datum> = claims
            .iter()
            .flat_map(|claim| match &claim.value {
                Some(Value::One(datum)) => vec![datum.clone()],
                Some(Value::List(list)) => list.clone(),
                None => Vec::new(),
            })
            .collect();
        claimed.sort_unstable();
        claimed.dedup();
        claimed
    }

    /// The value, if decided.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Decided { value, .. } => Some(value),
            _ => None,
        }
    }
}
