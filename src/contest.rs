//! Stage 6, [`Contest`]: whether a dispute matters. In: an affair as the office has it, and an
//! [`Objection`]. Out: what every combination of the disputed facts leads to, which facts are decisive,
//! the least that must be granted for the claim to succeed, who may settle it, and what becomes of each
//! ground; plain data by name.
//!
//! Nothing is inferred here: each combination is decided, each ground is tried by deciding again, and
//! why stands in the explanation.

pub mod objection;
pub mod refusal;
pub mod told;
pub mod ground;
pub(crate) mod names;
mod came;
mod case;
mod dispute;
mod combinations;
mod combined;
mod settle;
mod further;
#[cfg(test)]
mod tests;

pub use objection::{Dispute, Ground, Objection, Position};
pub use refusal::Refusal;
pub use told::{Answer, Contest};

use crate::explanation::Terms;
use crate::ruleset::Ruleset;
use crate::verdict::Affair;
use case::Case;
use combined::Combined;
use names::Names;

impl Ruleset {
    /// Whether a dispute about how an affair was classified matters, and what it would take for the
    /// claim to succeed. Errors: the objection names what the ruleset does not have.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use fenliu::{Objection, Ruleset, Source};
    /// let ruleset = Ruleset::compile([Source::new("parking.fenliu", r#"
    ///     ruleset example.parking
    ///     kind tier { common, official }
    ///     facts { on_public_road : yes/no  spaces : integer 0..100 }
    ///     decision tier : tier otherwise common
    ///     rule P.1 when on_public_road then tier is official
    /// "#)])?;
    /// let affair = ruleset.affair(&serde_json::json!({"on_public_road": false, "spaces": 3}))?;
    /// let objection = Objection::new("tier", "official")
    ///     .dispute("on_public_road", true)
    ///     .dispute("spaces", 4);
    /// let contest = ruleset.contest(&affair, &objection)?;
    /// assert!(contest.succeeds());
    /// assert_eq!(contest.grants[0].granted, ["on_public_road"]);
    /// # Ok(()) }
    /// ```
    pub fn contest(&self, affair: &Affair, objection: &Objection) -> Result<Contest, Refusal> {
        let names = Names { ruleset: self };
        let decision = names.decision(&objection.decision)?;
        let wanted = names.wanted(decision, &objection.value)?;
        let disputed = dispute::disputed(names, objection)?;
        let office = dispute::office(names, affair, &disputed)?;
        let other = objection.other.as_ref();
        let case = Case::new(self, office, decision, wanted, other)?;
        let odds = dispute::at_odds(&case, &disputed)?;
        let grounds = objection.grounds.iter();
        let grounds = grounds
            .map(|ground| ground::examine(&case, objection, ground))
            .collect::<Result<Vec<_>, _>>()?;
        let mut contest = Combined::of(&case, odds).told(&disputed);
        contest.grounds = grounds;
        contest.terms = terms(&case, contest.terms);
        Ok(contest)
    }
}

impl Contest {
    /// Whether the claim succeeds if something is granted: a disputed fact, or a ground.
    pub fn succeeds(&self) -> bool {
        let ground = || self.grounds.iter().any(|ground| ground.succeeds);
        match self.answer {
            Answer::Already => false,
            Answer::Succeeds => true,
            Answer::NoDifference | Answer::Fails | Answer::Undisputed => ground(),
        }
    }

    /// As `fenliu/contest/1`.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The words for every name that was told.
fn terms(case: &Case, granted: Terms) -> Terms {
    let mut terms = Terms::of(&case.speaker);
    for more in [&case.explanation.terms, &granted] {
        for (kind, labels) in &more.values {
            terms
                .values
                .entry(kind.clone())
                .or_default()
                .extend(labels.clone());
        }
    }
    terms
}
