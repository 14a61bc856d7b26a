//! What would be needed besides everything that is disputed: taken from the explanation of the affair
//! with all of it granted, where that says so.

use super::came::Wish;
use super::told::Further;
use crate::explanation::change::Goal;
use crate::explanation::outcome::PossibleOutcome;
use crate::explanation::{Decision, Shown};
use serde_json::Value as Json;

/// What an explanation says would lead to the claim; nothing where it does not say.
pub(super) fn further(explained: &Decision, wish: &Wish) -> Option<Further> {
    if let Some(why_not) = &explained.why_not {
        return match (why_not.changes.is_empty(), why_not.more) {
            (false, _) => Some(Further::Changes(why_not.changes.clone())),
            (true, false) => Some(Further::Never),
            (true, true) => None,
        };
    }
    let would = explained.would_change.as_ref()?;
    let leads = |goal: &Goal| is(goal, wish);
    let found = would.to.iter().find(|it| leads(&it.goal));
    if let Some(found) = found.filter(|found| !found.changes.is_empty()) {
        return Some(Further::Changes(found.changes.clone()));
    }
    would.never.iter().any(leads).then_some(Further::Never)
}

/// Whether a goal is the claim.
fn is(goal: &Goal, wish: &Wish) -> bool {
    let same = |shown: &Shown, json: &Json| shown.value == *json;
    match (goal, wish) {
        (Goal::Outcome(PossibleOutcome::Decided { value }), Wish::Is(wanted)) => {
            same(value, wanted)
        }
        (Goal::Outcome(PossibleOutcome::Unclassified), Wish::Nothing) => true,
        (Goal::Includes { includes }, Wish::Has(wanted)) => {
            matches!(wanted.as_slice(), [only] if same(includes, only))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explanation::WouldChange;
    use crate::explanation::among::Among;
    use crate::explanation::change::{Alternative, Change, Changed};
    use crate::explanation::{Actual, Explanation};
    use crate::{Ruleset, Source};

    fn explained() -> Decision {
        let text = "ruleset r kind tier { common, official } facts { far : yes/no }
            decision tier : tier otherwise common rule A when far then tier is official";
        let ruleset = Ruleset::compile([Source::new("r.fenliu", text)]).expect("it compiles");
        let affair = ruleset.affair(&serde_json::json!({"far": false}));
        let Explanation { mut decisions, .. } = ruleset.explain(&affair.expect("an affair"));
        decisions.remove(0)
    }

    fn decided(value: &str) -> Goal {
        Goal::Outcome(PossibleOutcome::Decided {
            value: Shown::plain(value),
        })
    }

    #[test]
    fn it_is_the_change_that_leads_to_the_claim() {
        let mut explained = explained();
        explained.why_not = None;
        let official = Wish::Is("official".into());
        explained.would_change = None;
        assert_eq!(further(&explained, &official), None, "nobody looked");

        let change = Change {
            facts: vec![Changed {
                fact: "far".to_owned(),
                value: Actual::Known(Shown::plain("no")),
                to: Shown::plain("yes"),
                among: Among::YesNo(true),
            }],
            becomes: None,
            rules: vec!["A".to_owned()],
        };
        explained.would_change = Some(WouldChange {
            to: vec![Alternative {
                goal: decided("official"),
                changes: vec![change.clone()],
                more: false,
            }],
            never: vec![decided("family")],
            more: false,
        });
        assert_eq!(
            further(&explained, &official),
            Some(Further::Changes(vec![change]))
        );
        let family = Wish::Is("family".into());
        assert_eq!(further(&explained, &family), Some(Further::Never));
        assert_eq!(further(&explained, &Wish::Is("other".into())), None);
    }
}
