//! Why the rules say something else than before.
//!
//! What the rules say follows from four things: the version of the ruleset, the day, the facts, and what
//! decisions upstream stand at. They are put in place one after another, in this order; each that changes
//! what the rules say is a cause. Of several facts, or decisions, those are named of which none can be
//! left out.

use jiff::civil::Date;

use super::edition::{Edition, Given, Inputs};
use super::state::Standing;
use super::told::Cause;
use crate::model::DecisionId;

/// The two sides of an event.
pub(super) struct Between<'a> {
    pub(super) edition: &'a Edition,
    /// The digest of the version before, if it was another.
    pub(super) other: Option<&'a str>,
    pub(super) before: (&'a Given, Date),
    pub(super) after: (&'a Given, Date),
    /// By this version.
    pub(super) inputs: (&'a Inputs, &'a Inputs),
}

impl Between<'_> {
    /// Why a decision went from what it was to what the rules say of it now.
    pub(super) fn causes(&self, decision: DecisionId, from: &Standing) -> Vec<Cause> {
        // where it stands itself is no reason for what the rules say of it
        let others = |inputs: &Inputs| {
            let mut inputs = inputs.clone();
            inputs.held.retain(|(of, _)| *of != decision);
            inputs
        };
        let (old, new) = (others(self.inputs.0), others(self.inputs.1));
        let mut inputs = old.clone();
        let mut at = from.clone();
        let mut causes = Vec::new();
        if let Some(other) = self.other {
            let says = self.edition.says(&inputs, decision);
            if says != at {
                at = says;
                causes.push(Cause::Version {
                    from: other.to_owned(),
                    to: self.edition.model().digest.clone(),
                });
            }
        }
        if old.affair.as_of != new.affair.as_of {
            inputs.affair.as_of = new.affair.as_of;
            let says = self.edition.says(&inputs, decision);
            if says != at {
                at = says;
                causes.push(Cause::Date);
            }
        }
        inputs.affair = new.affair.clone();
        let says = self.edition.says(&inputs, decision);
        if says != at {
            let facts = self.facts(decision, &inputs, &says);
            at = says;
            causes.push(Cause::Fact { facts });
        }
        let says = self.edition.says(&new, decision);
        if says != at {
            let decisions = self.decisions(decision, &inputs, &says);
            causes.push(Cause::Decision { decisions });
        }
        causes
    }

    /// Facts that changed, of which none can be left out.
    fn facts(&self, decision: DecisionId, inputs: &Inputs, says: &Standing) -> Vec<String> {
        let ((old, _), (new, on)) = (self.before, self.after);
        let names = old.keys().chain(new.keys());
        let mut changed: Vec<&String> = names
            .filter(|name| old.get(*name) != new.get(*name))
            .collect();
        changed.sort();
        changed.dedup();
        let comes = |some: &[&String]| {
            let mut given = old.clone();
            for name in some {
                match new.get(*name) {
                    Some(raw) => given.insert((*name).clone(), raw.clone()),
                    None => given.remove(*name),
                };
            }
            self.edition.affair(&given, on).is_ok_and(|(affair, _)| {
                let inputs = Inputs {
                    affair,
                    ..inputs.clone()
                };
                self.edition.says(&inputs, decision) == *says
            })
        };
        minimal(changed, comes).into_iter().cloned().collect()
    }

    /// Decisions upstream that stand otherwise, of which none can be left out.
    fn decisions(&self, decision: DecisionId, inputs: &Inputs, says: &Standing) -> Vec<String> {
        let (old, new) = self.inputs;
        let at = |inputs: &Inputs, of: DecisionId| {
            let mut held = inputs.held.iter();
            held.find(|(id, _)| *id == of).map(|(_, at)| at.clone())
        };
        let cone = &self.edition.shifting.table.cones[decision.index()];
        let moved: Vec<DecisionId> = cone
            .iter()
            .copied()
            .filter(|of| *of != decision && at(old, *of) != at(new, *of))
            .collect();
        let comes = |some: &[DecisionId]| {
            let held = cone.iter().filter_map(|of| {
                let side = if some.contains(of) { new } else { old };
                Some((*of, at(side, *of)?))
            });
            let inputs = Inputs {
                held: held.collect(),
                ..inputs.clone()
            };
            self.edition.says(&inputs, decision) == *says
        };
        minimal(moved, comes)
            .into_iter()
            .map(|of| self.edition.model().decisions[of.index()].name.clone())
            .collect()
    }
}

/// Items of which none can be left out, the first going first.
fn minimal<T: Copy + PartialEq>(mut all: Vec<T>, comes: impl Fn(&[T]) -> bool) -> Vec<T> {
    for item in all.clone() {
        if all.len() == 1 {
            break;
        }
        let without: Vec<T> = all.iter().copied().filter(|other| *other != item).collect();
        if comes(&without) {
            all = without;
        }
    }
    all
}
