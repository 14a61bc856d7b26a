//! Stage 5, [`Explanation`]: why. In: an affair, and the outcomes decided for it. Out: for every decision
//! its winners, what they beat, what was not met and what is open, as plain data by name.
//!
//! Deciding is one function, and it is not here: an explanation is *about* its verdict. What it says
//! of the rules is found on their conditions, as they were written, and checked against the verdict
//! before it is given. Everything shown to people, in any form and language, comes from this one
//! object.

pub mod shown;
pub mod outcome;
pub mod reason;
pub mod rule;
pub mod terms;
mod world;
mod holds;
mod expression;
mod distance;
mod trace;
mod test;
pub(crate) mod actual;
mod defeated;
mod worlds;
mod told;
mod sorted;
mod check;
mod redact;
pub mod among;
pub mod sufficient;
pub mod change;
pub mod margin;
pub mod priority;
pub mod why_not;
pub mod past;
mod aim;
mod what_if;
mod in_reach;
mod near;
mod computed;
mod changes;
mod turn;
mod turns;
#[cfg(test)]
mod laws;

pub use change::WouldChange;
pub use margin::Margin;
pub use outcome::Outcome;
pub use past::History;
pub use priority::NotOverridden;
pub use reason::{Actual, Reason, Test};
pub use rule::{Defeated, NotMet, Open, Winner};
pub use shown::Shown;
pub use sufficient::Sufficient;
pub use terms::Terms;
pub use why_not::WhyNot;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{self, DecisionId, FactId, Model};
use crate::ruleset::Ruleset;
use crate::table::DecisionTable;
use crate::table::column::index;
use crate::verdict::defeat::Relations;
use crate::verdict::{self, Affair, Outcomes};
use crate::words::{Label, Words};
use priority::not_overridden;
use shown::{Speaker, day};
use sorted::{Sorted, sorted};
use trace::Trace;
use world::Setting;
use worlds::Worlds;

/// The name of the form that an explanation is serialized in.
pub const SCHEMA: &str = "fenliu/explanation/1";

/// Why an affair is decided as it is, decision by decision.
///
/// Serialized it is `fenliu/explanation/1`, described in `docs/formats.md`.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use fenliu::{Lang, Ruleset, Source};
/// let ruleset = Ruleset::compile([Source::new("parking.fenliu", r#"
///     ruleset example.parking
///     kind tier { common, official }
///     facts { on_public_road : yes/no as "it is on a public road" }
///     decision tier : tier otherwise common
///     rule P.1 "Public roads are official" when on_public_road then tier is official
/// "#)])?;
/// let affair = ruleset.affair(&serde_json::json!({"on_public_road": true}))?;
/// let explanation = ruleset.explain(&affair);
/// assert_eq!(explanation.decisions[0].because[0].named.rule, "P.1");
/// assert!(explanation.to_text(Lang::En).contains("it is on a public road"));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// `fenliu/explanation/1`.
    pub schema: &'static str,
    /// The record's own name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The ruleset decided by.
    pub ruleset: RulesetName,
    /// The date decided by.
    #[serde(serialize_with = "day")]
    pub as_of: Option<Date>,
    /// Whether that date was not given.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub as_of_default: bool,
    /// Facts taken from text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recognised: Vec<String>,
    /// Every fact, in the order they are declared.
    pub facts: Vec<Given>,
    /// Every decision, each after those it reads.
    pub decisions: Vec<Decision>,
    /// The words for the names above.
    pub terms: Terms,
}

/// Which ruleset, and which version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RulesetName {
    /// Its dotted name.
    pub name: String,
    /// `sha256:…` of its canonical form.
    pub digest: String,
    /// The first day on which this version is in force, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Where it is not all there is of the version: the day as known on which it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_known_on: Option<String>,
}

/// What else to say.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Values that somebody claims for decisions; what separates each from what was decided is told.
    /// A list of one value claims that it is among those collected.
    pub why_not: Vec<(DecisionId, verdict::Value)>,
}

/// What is known of one fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Given {
    /// Its name.
    pub fact: String,
    /// Its value, or that there is none.
    pub value: Actual,
}

/// Why one decision came out as it did. Every rule that concludes about it stands once, in
/// `because`, `defeated`, `not_met` or `open`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its name.
    pub decision: String,
    /// What it came to, as the verdict has it.
    pub outcome: Outcome,
    /// What decided in the absence of any rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Otherwise>,
    /// The rules that win, whatever the unknown facts are; of a contested decision all that claim.
    pub because: Vec<Winner>,
    /// The rules that were met and lost.
    pub defeated: Vec<Defeated>,
    /// The rules that were not met, or are not in force.
    pub not_met: Vec<NotMet>,
    /// The rules that turn on unknown facts.
    pub open: Vec<Open>,
    /// The rules that would beat a winner if they were met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_overridden_because: Vec<NotOverridden>,
    /// Facts that force this outcome whatever the others are; none where the outcome could not be
    /// searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sufficient: Option<Sufficient>,
    /// What would have to be otherwise for each other value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub would_change: Option<WouldChange>,
    /// How near ordered facts are to where the outcome moves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub margin: Vec<Margin>,
    /// Facts that the outcome turns on, or would, and that somebody has to judge.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub judged: Vec<String>,
    /// What separates a claimed value from this outcome, when that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not: Option<WhyNot>,
    /// What became of it over time, where a case was followed. The outcome above is what the rules say,
    /// decisions upstream being as they stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<History>,
    /// Where the reasons could not be confirmed against the verdict: why. Then there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unconfirmed: Option<Words>,
}

/// What holds of a decision when no rule is left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Otherwise {
    /// This value.
    Value(Shown),
    /// Nothing, which is known and accepted, for this reason.
    Unclassified(Label),
}

impl Ruleset {
    /// Decides an affair and says why. Never fails.
    pub fn explain(&self, affair: &Affair) -> Explanation {
        self.explain_with(affair, &Options::default())
    }

    /// The facts that force the outcome of one decision, whatever all others are; nothing for a name
    /// that is no decision, and where the search for the outcome was cut off.
    #[doc(hidden)]
    pub fn sufficient(&self, affair: &Affair, decision: &str) -> Option<Sufficient> {
        let (model, table) = (&self.0.model, &self.0.table);
        let mut names = model.decisions.iter();
        let at = names.position(|declared| declared.name == decision)?;
        let outcomes = verdict::decide::decide(model, table, affair);
        let speaker = Speaker::new(model);
        let setting = Setting::new(model, table, affair, &outcomes);
        let world = setting.joint();
        let trace = Trace {
            world: &world,
            speaker: &speaker,
        };
        turns::sufficient(&trace, DecisionId(index(at)))
    }

    /// The same, and says what else was asked.
    #[doc(hidden)]
    pub fn explain_with(&self, affair: &Affair, options: &Options) -> Explanation {
        let (model, table) = (&self.0.model, &self.0.table);
        let outcomes = verdict::decide::decide(model, table, affair);
        explain(model, table, affair, &outcomes, options)
    }
}

/// Says why an affair came out as it did: `outcomes` are what was decided for it.
pub fn explain(
    model: &Model,
    table: &DecisionTable,
    affair: &Affair,
    outcomes: &Outcomes,
    options: &Options,
) -> Explanation {
    let speaker = Speaker::new(model);
    let setting = Setting::new(model, table, affair, outcomes);
    let mut facts: Vec<FactId> = (0..index(model.facts.len())).map(FactId).collect();
    facts.sort_by_key(|fact| model.facts[fact.index()].declared);
    let world = setting.joint();
    let trace = Trace {
        world: &world,
        speaker: &speaker,
    };
    let given = |fact: &FactId| Given {
        fact: model.facts[fact.index()].name.clone(),
        value: trace.fact(*fact),
    };
    let decisions = (0..index(model.decisions.len())).map(DecisionId);
    let (facts, decisions) = (
        facts.iter().map(given).collect(),
        decisions.map(|id| decision(&trace, id, options)).collect(),
    );
    Explanation {
        schema: SCHEMA,
        id: affair.id.clone(),
        ruleset: RulesetName::of(model),
        as_of: outcomes.as_of,
        as_of_default: outcomes.as_of_default,
        recognised: outcomes
            .recognised
            .iter()
            .map(|fact| model.facts[fact.index()].name.clone())
            .collect(),
        facts,
        decisions,
        terms: Terms::of(&speaker),
    }
}

/// The rules that win one decision, each with its condition as met.
pub(crate) fn winners(
    speaker: &Speaker,
    table: &DecisionTable,
    affair: &Affair,
    outcomes: &Outcomes,
    id: DecisionId,
) -> Vec<Winner> {
    let setting = Setting::new(speaker.model, table, affair, outcomes);
    let worlds = Worlds::of(&setting, id);
    sorted(speaker, &worlds, &outcomes.decisions[id.index()]).because
}

fn decision(joint: &Trace, id: DecisionId, options: &Options) -> Decision {
    let (speaker, setting) = (joint.speaker, joint.world.setting);
    let (model, outcome) = (setting.model, &setting.outcomes.decisions[id.index()]);
    let worlds = Worlds::of(setting, id);
    let rules = sorted(speaker, &worlds, outcome);
    let unconfirmed = check::fault(model, &worlds, outcome, &rules);
    debug_assert!(
        unconfirmed.is_none(),
        "an explanation is about its verdict: {unconfirmed:?}"
    );
    let Sorted {
        because,
        defeated,
        not_met,
        open,
    } = if unconfirmed.is_none() {
        rules
    } else {
        Sorted::default()
    };
    let turns = turns::turns(joint, id, options);
    let winners = outcome.winners();
    let (unmet, met) = worlds.parted(&winners);
    Decision {
        decision: model.decisions[id.index()].name.clone(),
        outcome: outcome::told(speaker, id, outcome),
        otherwise: otherwise(speaker, id, outcome),
        because,
        defeated,
        not_met,
        open,
        not_overridden_because: not_overridden(
            Relations::of(model, setting.table),
            id,
            &winners,
            (&unmet, &met),
        ),
        sufficient: turns.sufficient,
        would_change: turns.would_change,
        margin: turns.margin,
        judged: turns.judged,
        why_not: turns.why_not,
        history: None,
        unconfirmed,
    }
}

/// What decided in the absence of any rule, if that is how it was decided.
fn otherwise(speaker: &Speaker, id: DecisionId, outcome: &verdict::Outcome) -> Option<Otherwise> {
    let declared = &speaker.model.decisions[id.index()];
    match (outcome, &declared.otherwise) {
        (verdict::Outcome::Decided { support, .. }, model::Otherwise::Value(value))
            if support.rules.is_empty() && support.possible.is_empty() =>
        {
            Some(Otherwise::Value(speaker.datum(&declared.ty, value)))
        }
        (verdict::Outcome::Unclassified, model::Otherwise::Unclassified(because)) => {
            Some(Otherwise::Unclassified(because.clone()))
        }
        _ => None,
    }
}

impl RulesetName {
    /// That of a model.
    pub(crate) fn of(model: &Model) -> Self {
        let level = model.levels.last();
        let period = level.map(|level| level.effective).unwrap_or_default();
        let day = |day: Option<Date>| day.map(|day| day.to_string());
        Self {
            name: level.map(|level| level.name.clone()).unwrap_or_default(),
            digest: model.digest.clone(),
            from: day(period.from),
            until: day(period.until),
            as_known_on: day(model.as_known_on),
        }
    }
}

impl Explanation {
    /// The same of one decision alone; nothing if there is none of that name.
    #[must_use]
    pub fn only(mut self, decision: &str) -> Option<Self> {
        self.decisions
            .retain(|explained| explained.decision == decision);
        (!self.decisions.is_empty()).then_some(self)
    }

    /// The same of some decisions alone.
    #[must_use]
    pub fn only_these<S: AsRef<str>>(mut self, decisions: &[S]) -> Self {
        self.decisions.retain(|explained| {
            decisions
                .iter()
                .any(|wanted| wanted.as_ref() == explained.decision)
        });
        self
    }

    /// As `fenliu/explanation/1`.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}
