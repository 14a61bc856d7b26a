//! Every question, in order, and the findings put together.

use crate::model::{DecisionId, Model, RuleId};
use crate::table::DecisionTable;
use crate::table::column::index;
use crate::verdict::affair::Vocabulary;

use super::Options;
use super::conflict::conflicts;
use super::dead::{
    Lives, bare, can_be_met, only_by_ground, unreachable, unsatisfiable, wins, wins_unaided,
};
use super::finding::{Answer, Ask, Finding, Findings, Kind, Question};
use super::gap::gap;
use super::guarantee::guarantee;
use super::idle::idle;
use super::meeting::Meeting;
use super::names::names;
use super::overlaps::overlaps;
use super::overrides::{meet, overrides};
use super::parallel;
use super::redundant::{beside, matters};
use super::setting::Setting;
use super::shifts::shifts;

/// Asks everything.
pub(super) fn everything(model: &Model, table: &DecisionTable, options: Options) -> Findings {
    let mut asking = Asking {
        setting: Setting::new(model, table, options),
        vocabulary: Vocabulary::new(model),
        found: Findings::default(),
        total: 4 * model.decisions.len() + model.guarantees.len() + 3 + shifted(model),
    };
    // gaps first, upstream before downstream: what is never unclassified need not be asked again
    for decision in decisions(model) {
        asking.gaps(decision);
    }
    let lives = asking.conditions();
    let dead = |rule: RuleId| lives[rule.index()] == Lives::No;
    let meetings: Vec<Meeting> = decisions(model)
        .map(|decision| Meeting::of(&asking.setting, decision))
        .collect();
    for meeting in &meetings {
        if model.decisions[meeting.decision.index()].collect.is_none() {
            asking.conflicts(meeting);
        }
    }
    asking.overrides(&meetings, &dead);
    let reach = asking.winning(&meetings, &dead);
    asking.redundant(&meetings, &dead, &reach);
    asking.overlaps(&meetings);
    for number in 0..index(model.guarantees.len()) {
        asking.guarantee(number);
    }
    asking.shifts();
    asking.found.findings.extend(idle(&asking.setting));
    asking.found.findings.extend(names(model, options.as_of));
    asking.found.findings.sort_by(|a, b| {
        let part = |finding: &Finding| finding.share.map_or(0.0, |share| share.part);
        (rank(&a.kind), a.decision)
            .cmp(&(rank(&b.kind), b.decision))
            .then_with(|| part(b).total_cmp(&part(a)))
            .then_with(|| a.rules.cmp(&b.rules))
    });
    asking.found.questions.sort_by_key(|ask| ask.question);
    asking.found
}

fn decisions(model: &Model) -> impl Iterator<Item = DecisionId> + use<> {
    (0..index(model.decisions.len())).map(DecisionId)
}

/// How many decisions have shifts.
fn shifted(model: &Model) -> usize {
    let mut decisions: Vec<DecisionId> = model.shifts.iter().map(|it| it.decision).collect();
    decisions.sort_unstable();
    decisions.dedup();
    decisions.len()
}

/// Most consequential first.
fn rank(kind: &Kind) -> u8 {
    match kind {
        Kind::Guarantee(_) | Kind::ShiftCircle(_) => 0,
        Kind::Conflict => 1,
        Kind::Gap | Kind::DeadEnd(_) | Kind::HandOff(_) => 2,
        Kind::Unreachable { .. } => 3,
        Kind::Unsatisfiable { .. } => 4,
        Kind::WideException { .. } => 5,
        Kind::IdleDefine { .. }
        | Kind::IdleImpossible(_)
        | Kind::IdleShift(_)
        | Kind::IdleGuarantee(_) => 6,
        Kind::IdleOverride { .. } => 7,
        Kind::StaleOverlap(_) | Kind::BroadOverlap(_) => 8,
        Kind::Expired { .. } => 9,
        Kind::Redundant { .. } => 10,
        Kind::Confusable(_) => 11,
        Kind::Unused(_) => 12,
        Kind::MissingLabel { .. } => 13,
        Kind::OnlyByGround { .. } => 14,
    }
}

struct Asking<'a> {
    setting: Setting<'a>,
    vocabulary: Vocabulary,
    found: Findings,
    total: usize,
}

/// For each decision, by its id: rules told to win nowhere.
type Losers = Vec<Vec<RuleId>>;

impl Asking<'_> {
    fn answer(&mut self, question: Question, answer: Answer) {
        self.found.questions.push(Ask { question, answer });
        (self.setting.options.progress)(self.found.questions.len(), self.total);
    }

    /// From what was found of single rules or clauses.
    fn answered(&mut self, question: Question, before: usize, uncovered: f64) {
        let answer = if uncovered > 0.0 {
            Answer::Unknown { uncovered }
        } else if self.found.findings.len() > before {
            Answer::Found
        } else {
            Answer::Proved
        };
        self.answer(question, answer);
    }

    fn gaps(&mut self, decision: DecisionId) {
        let gap = gap(&self.setting, &self.vocabulary, decision);
        if gap.never {
            self.setting.always_classified(decision);
        }
        self.found.findings.extend(gap.finding);
        self.answer(Question::Gap(decision), gap.answer);
    }

    /// Which rules can be met.
    fn conditions(&mut self) -> Vec<Lives> {
        let rules: Vec<RuleId> = (0..index(self.setting.model.rules.len()))
            .map(RuleId)
            .collect();
        let setting = &self.setting;
        let lives = parallel::map(setting.options.threads, &rules, |&rule| {
            can_be_met(setting, rule)
        });
        let before = self.found.findings.len();
        let dead = rules
            .iter()
            .zip(&lives)
            .filter(|(_, lives)| **lives == Lives::No)
            .map(|(&rule, _)| unsatisfiable(setting, rule));
        let dead: Vec<Finding> = dead.collect();
        self.found.findings.extend(dead);
        self.answered(Question::Unsatisfiable, before, unknown(&lives));
        lives
    }

    fn conflicts(&mut self, meeting: &Meeting) {
        let found = conflicts(&self.setting, &self.vocabulary, meeting);
        let question = Question::Conflict(meeting.decision);
        if found.untold > 0 {
            self.found.untold.push((question, found.untold));
        }
        self.found.findings.extend(found.findings);
        self.answer(question, found.answer);
    }

    fn overrides(&mut self, meetings: &[Meeting], dead: &dyn Fn(RuleId) -> bool) {
        let before = self.found.findings.len();
        let (found, uncovered) = overrides(&self.setting, meetings, dead);
        self.found.findings.extend(found);
        self.answered(Question::Overrides, before, uncovered);
    }

    /// Which rules win; told of each decision it concludes, except where the rule that overrides it
    /// holds all of it, which is told of that rule's clause.
    fn winning(&mut self, meetings: &[Meeting], dead: &(dyn Fn(RuleId) -> bool + Sync)) -> Losers {
        let swallowed: Vec<(RuleId, RuleId)> = self
            .found
            .findings
            .iter()
            .filter_map(|finding| match finding.kind {
                Kind::WideException { swallowed, .. } => Some((finding.rules[0], swallowed)),
                _ => None,
            })
            .collect();
        let mut losers = Losers::new();
        for meeting in meetings {
            let setting = &self.setting;
            let threads = setting.options.threads;
            let rules: Vec<RuleId> = meeting
                .rules()
                .iter()
                .copied()
                .filter(|rule| !dead(*rule))
                .collect();
            let lives = parallel::map(threads, &rules, |&rule| wins(setting, meeting, rule));
            let lost: Vec<RuleId> = rules
                .iter()
                .zip(&lives)
                .filter(|(_, lives)| **lives == Lives::No)
                .map(|(&rule, _)| rule)
                .collect();
            let told: Vec<RuleId> = lost
                .iter()
                .copied()
                .filter(|&rule| {
                    !swallowed.iter().any(|&(by, of)| {
                        of == rule
                            && !setting.model.concluded(by, meeting.decision).is_empty()
                            && !setting.model.concluded(of, meeting.decision).is_empty()
                    })
                })
                .collect();
            let mut found =
                parallel::map(threads, &told, |&rule| unreachable(setting, meeting, rule));
            let listed = !setting.model.decisions[meeting.decision.index()]
                .resolve_by
                .is_empty();
            if listed {
                let winners: Vec<RuleId> = rules
                    .iter()
                    .zip(&lives)
                    .filter(|(_, lives)| **lives == Lives::Yes)
                    .map(|(&rule, _)| rule)
                    .collect();
                found.extend(
                    parallel::map(threads, &winners, |&rule| {
                        (wins_unaided(setting, meeting, rule) == Lives::No)
                            .then(|| only_by_ground(setting, meeting, rule))?
                    })
                    .into_iter()
                    .flatten(),
                );
            }
            self.found.findings.extend(found);
            let uncovered = unknown(&lives);
            let answer = if !lost.is_empty() {
                Answer::Found
            } else if uncovered > 0.0 {
                Answer::Unknown { uncovered }
            } else {
                Answer::Proved
            };
            self.answer(Question::Unreachable(meeting.decision), answer);
            losers.push(lost);
        }
        losers
    }

    /// Rules that win and yet change nothing, on any decision they conclude.
    fn redundant(
        &mut self,
        meetings: &[Meeting],
        dead: &(dyn Fn(RuleId) -> bool + Sync),
        losers: &Losers,
    ) {
        let setting = &self.setting;
        let model = setting.model;
        let lost = |decision: DecisionId, rule: RuleId| {
            losers[decision.index()].binary_search(&rule).is_ok()
        };
        let rules: Vec<RuleId> = (0..index(model.rules.len()))
            .map(RuleId)
            .filter(|&rule| {
                !dead(rule)
                    && model.rules[rule.index()]
                        .conclusions
                        .iter()
                        .any(|conclusion| !lost(conclusion.decision, rule))
            })
            .collect();
        let lives = parallel::map(setting.options.threads, &rules, |&rule| {
            let mut all = Lives::No;
            for conclusion in &model.rules[rule.index()].conclusions {
                match matters(setting, &meetings[conclusion.decision.index()], rule) {
                    Lives::Yes => return Lives::Yes,
                    Lives::No => {}
                    unknown @ Lives::Unknown(_) => all = unknown,
                }
            }
            all
        });
        let found: Vec<Finding> = rules
            .iter()
            .zip(&lives)
            .filter(|(_, lives)| **lives == Lives::No)
            .map(|(&rule, _)| {
                let mut besides: Vec<RuleId> = model.rules[rule.index()]
                    .conclusions
                    .iter()
                    .flat_map(|conclusion| {
                        beside(setting, &meetings[conclusion.decision.index()], rule)
                    })
                    .filter(|other| !dead(*other) && meet(setting, rule, *other))
                    .collect();
                besides.sort_unstable();
                besides.dedup();
                bare(Kind::Redundant { beside: besides }, None, vec![rule])
            })
            .collect();
        self.found.findings.extend(found);
        for meeting in meetings {
            let of_it: Vec<&Lives> = rules
                .iter()
                .zip(&lives)
                .filter(|(rule, _)| !model.concluded(**rule, meeting.decision).is_empty())
                .map(|(_, lives)| lives)
                .collect();
            let any = of_it.iter().any(|lives| **lives == Lives::No);
            let uncovered = of_it.iter().map(|lives| part(lives)).fold(0.0, f64::max);
            let answer = match (any, uncovered > 0.0) {
                (true, _) => Answer::Found,
                (false, true) => Answer::Unknown { uncovered },
                (false, false) => Answer::Proved,
            };
            self.answer(Question::Redundant(meeting.decision), answer);
        }
    }

    fn overlaps(&mut self, meetings: &[Meeting]) {
        let before = self.found.findings.len();
        let (found, uncovered) = overlaps(&self.setting, meetings);
        self.found.findings.extend(found);
        self.answered(Question::Overlaps, before, uncovered);
    }

    fn shifts(&mut self) {
        let findings = self.found.findings.iter();
        let stale = findings.filter_map(|finding| match finding.kind {
            Kind::StaleOverlap(number) => Some(number),
            _ => None,
        });
        let stale: Vec<u32> = stale.collect();
        for found in shifts(&self.setting, &self.vocabulary, &stale) {
            self.found.findings.extend(found.findings);
            self.answer(Question::Shifts(found.decision), found.answer);
        }
    }

    fn guarantee(&mut self, number: u32) {
        let (found, answer) = guarantee(&self.setting, &self.vocabulary, number);
        self.found.findings.extend(found);
        self.answer(Question::Guarantee(number), answer);
    }
}

fn part(lives: &Lives) -> f64 {
    match lives {
        Lives::Unknown(part) => *part,
        Lives::Yes | Lives::No => 0.0,
    }
}

fn unknown(lives: &[Lives]) -> f64 {
    lives.iter().map(part).fold(0.0, f64::max)
}
