//! Why a case stands as it does: the explanation of its affair as it is now, with what became of each
//! decision. In: where a case was left, and its track. Out: an [`Explanation`] whose reasons are those of
//! the rules, decisions upstream being as they stand, and whose `history` says what stands, and since when.

use super::follow::Left;
use super::state::State;
use super::told::{Stands, Track};
use crate::explanation::past::Dated;
use crate::explanation::{Explanation, History, Options, explain};
use crate::model::DecisionId;
use crate::verdict::held::Held;

impl Left {
    /// Why it stands as it does.
    pub(crate) fn explained(&self, track: &Track) -> Explanation {
        let shifting = &self.edition.shifting;
        let mut explanation = self.by(None);
        for (decision, state) in shifting.own().zip(&self.states) {
            // what the rules say of it is told as if it did not stand elsewhere
            if state.held().is_some() {
                let alone = self.by(Some(decision));
                let at = decision.index();
                explanation.decisions[at] = alone.decisions[at].clone();
                for (kind, labels) in alone.terms.values {
                    let known = explanation.terms.values.entry(kind).or_default();
                    known.extend(labels);
                }
            }
        }
        explanation.decisions.truncate(shifting.decisions);
        explanation
            .terms
            .decisions
            .retain(|name, _| track.terms.decisions.contains_key(name));
        for (kind, labels) in &track.terms.values {
            let known = explanation.terms.values.entry(kind.clone()).or_default();
            known.extend(labels.clone());
        }
        for explained in &mut explanation.decisions {
            let now = track.standing().iter();
            let now = now.clone().find(|it| it.decision == explained.decision);
            explained.history = now.and_then(|now| history(now, track));
        }
        explanation.id.clone_from(&track.case);
        explanation
    }

    /// The explanation with every decision held where it stands, but for one.
    fn by(&self, but: Option<DecisionId>) -> Explanation {
        let shifting = &self.edition.shifting;
        let mut world = Held::nothing(&shifting.model, &shifting.table);
        for (decision, state) in shifting.own().zip(&self.states) {
            if let Some(at) = State::held(state)
                && Some(decision) != but
            {
                world.hold(decision, at);
            }
        }
        let outcomes = world.outcomes(&self.affair);
        explain(
            &world.model,
            &world.table,
            &self.affair,
            &outcomes,
            &Options::default(),
        )
    }
}

/// What became of a decision, where more did than that facts became known.
fn history(now: &Stands, track: &Track) -> Option<History> {
    let moves = track.steps.iter().flat_map(|step| {
        let of = step.moves.iter().filter(|it| it.decision == now.decision);
        of.map(|moved| Dated {
            on: step.on,
            moved: moved.clone(),
        })
    });
    let moves: Vec<Dated> = moves.collect();
    let is_plain = now.by == super::told::Basis::Rules && moves.len() < 2;
    (!is_plain).then(|| History {
        now: now.clone(),
        moves,
    })
}
