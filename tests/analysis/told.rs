//! What the analysis told, by name: one line a finding.

use fenliu::analysis::{Answer, Ask, Finding, Kind, Question};
use fenliu::model::{DecisionId, Model, OverrideTarget, RuleId};

use super::situations::natural;

/// A finding as a line, of a kind that the enumeration speaks of; none for names.
pub fn line(model: &Model, finding: &Finding) -> Option<String> {
    let decision = || finding.decision.map_or("?", |id| decision(model, id));
    let rules = || ids(model, &finding.rules);
    let clause = |number: u32| {
        let owner = finding.rules.first().map(|rule| &model.rules[rule.index()]);
        let target = owner.and_then(|owner| owner.overrides.get(number as usize));
        match target.map(|clause| clause.target) {
            Some(OverrideTarget::Rule(rule)) => model.rules[rule.index()].id.clone(),
            Some(OverrideTarget::Table(table)) => model.tables[table.index()].name.clone(),
            None => "?".to_owned(),
        }
    };
    Some(match &finding.kind {
        Kind::Conflict => format!("conflict {}: {}", decision(), rules()),
        Kind::Gap => format!("gap {}", decision()),
        Kind::Unreachable { masked_by } => {
            let masks = ids(model, masked_by);
            format!("unreachable {} on {}: {masks}", rules(), decision())
        }
        Kind::Unsatisfiable { by_unless: false } => format!("unsatisfiable {}", rules()),
        Kind::Unsatisfiable { by_unless: true } => format!("unsatisfiable {} by unless", rules()),
        Kind::IdleDefine { define, always } => {
            let holds = if *always { "always" } else { "never" };
            format!("define {} {holds}", model.defines[define.index()].name)
        }
        Kind::IdleImpossible(number) => format!("impossible {}", number + 1),
        Kind::IdleShift(number) => format!("shift {}", model.shifts[*number as usize].name),
        Kind::IdleGuarantee(number) => {
            format!("idle {}", model.guarantees[*number as usize].name)
        }
        Kind::Redundant { .. } => format!("redundant {}", rules()),
        Kind::IdleOverride {
            clause: number,
            meet,
        } => {
            let meet = if *meet {
                "they meet"
            } else {
                "they never meet"
            };
            format!("override {} over {}: {meet}", rules(), clause(*number))
        }
        Kind::WideException { clause: number, .. } => {
            format!("wide {} over {}", rules(), clause(*number))
        }
        Kind::OnlyByGround { .. } => format!("by ground {} on {}", rules(), decision()),
        Kind::StaleOverlap(number) => format!("stale overlap {}", number + 1),
        Kind::BroadOverlap(number) => format!("broad overlap {}: {}", number + 1, rules()),
        Kind::Guarantee(number) => {
            format!("broken {}", model.guarantees[*number as usize].name)
        }
        Kind::Expired {
            overlap: Some(number),
            until,
        } => {
            format!("expired overlap {} on {until}", number + 1)
        }
        Kind::Expired {
            overlap: None,
            until,
        } => format!("expired {} on {until}", rules()),
        Kind::Unused(_) | Kind::Confusable(_) | Kind::MissingLabel { .. } => return None,
        // what stands over time has laws of its own, in `tests/track`
        Kind::ShiftCircle(_) | Kind::HandOff(_) | Kind::DeadEnd(_) => return None,
    })
}

/// A question with its answer as a line; what was accepted is checked apart.
pub fn answer(model: &Model, ask: &Ask) -> (String, &'static str) {
    let of = |what: &str, id: DecisionId| format!("{what} {}", decision(model, id));
    let question = match ask.question {
        Question::Gap(id) => of("gap", id),
        Question::Conflict(id) => of("conflict", id),
        Question::Unreachable(id) => of("unreachable", id),
        Question::Redundant(id) => of("redundant", id),
        Question::Unsatisfiable => "unsatisfiable".to_owned(),
        Question::Guarantee(number) => {
            format!("guarantee {}", model.guarantees[number as usize].name)
        }
        Question::Overrides => "overrides".to_owned(),
        Question::Overlaps => "overlaps".to_owned(),
        Question::Shifts(id) => of("shifts", id),
    };
    let answer = match ask.answer {
        Answer::Proved => "proved",
        Answer::Found => "found",
        Answer::Accepted(_) => "accepted",
        Answer::Unknown { .. } => "unknown",
    };
    (question, answer)
}

pub fn decision(model: &Model, id: DecisionId) -> &str {
    &model.decisions[id.index()].name
}

pub fn ids(model: &Model, rules: &[RuleId]) -> String {
    let ids = rules
        .iter()
        .map(|rule| model.rules[rule.index()].id.as_str());
    natural(ids).join(", ")
}
