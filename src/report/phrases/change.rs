//! What would change an outcome, and how near it is.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Phrases, padded};
use crate::explanation::among::Among;
use crate::explanation::change::{Change, Changed, Goal};
use crate::explanation::margin::Threshold;
use crate::explanation::outcome::PossibleOutcome;
use crate::explanation::reason::{Measure, Subject, Unsettled};
use crate::explanation::{Actual, Decision, Margin, Shown};
use crate::model::DECIMAL_DIGITS;

/// Most ways to one outcome that are told.
const WAYS: usize = 3;

impl Phrases<'_> {
    /// The label of what would change an outcome.
    pub(in crate::report) fn changes_label(&self) -> String {
        self.word("What would change it", "改变结论的条件")
    }

    /// `Common affair: if it affects at most 9 households (now 12, 3 away), by rule C.3`; several goals
    /// are values of a list that the same changes lead to.
    pub(in crate::report) fn alternative(
        &self,
        explained: &Decision,
        goals: &[&Goal],
        changes: &[Change],
    ) -> String {
        let goal = match goals {
            [goal] => self.goal(goal),
            goals => {
                let verbs = [("", ""), ("also", "另有"), ("not", "没有")];
                self.clauses(&self.goals(goals, verbs, true))
            }
        };
        let ways = self.ways(explained, &changes[..changes.len().min(WAYS)]);
        format!("{}{}", self.colon(&goal), self.sentences(&ways))
    }

    /// Changes as conditions, each with the rules that would then win; those by the same rules together.
    pub(super) fn ways(&self, explained: &Decision, changes: &[Change]) -> Vec<String> {
        let mut ways: Vec<(String, Vec<String>)> = Vec::new();
        for change in changes {
            let (then, way) = (self.then(explained, change), self.change(explained, change));
            match ways.iter_mut().find(|(other, _)| *other == then) {
                Some((_, ways)) => ways.push(way),
                None => ways.push((then, vec![way])),
            }
        }
        ways.iter()
            .map(|(then, ways)| {
                let zh: Vec<String> = ways.iter().map(|way| padded(way)).collect();
                self.pick(
                    format!("if {}{then}", ways.join(", or if ")),
                    format!("若{}{then}", zh.join("，或者")),
                )
            })
            .collect()
    }

    /// What follows of a change: what it comes to where the goal leaves that open, and the rules that
    /// win, of a change to several values those of the nearest: `, by rule C.3`; else nothing.
    fn then(&self, explained: &Decision, change: &Change) -> String {
        let mut then = String::new();
        if let Some(becomes) = &change.becomes {
            let becomes = self.words(becomes);
            then = self.pick(
                format!(", making it {becomes}"),
                format!("，变为{}", padded(&becomes)),
            );
        }
        if change.rules.is_empty() {
            return then;
        }
        let rules = self.rules(explained, &change.rules);
        if change.facts.iter().all(|fact| fact.among.is_just(&fact.to)) {
            self.pick(
                format!("{then}, by {rules}"),
                format!("{then}，依据{rules}"),
            )
        } else {
            self.pick(
                format!("{then}, for instance by {rules}"),
                format!("{then}，例如依据{rules}"),
            )
        }
    }

    /// The facts of a change, as a condition.
    pub(super) fn change(&self, explained: &Decision, change: &Change) -> String {
        let alone = change.facts.len() == 1;
        let each: Vec<String> = change
            .facts
            .iter()
            .map(|fact| {
                let by = self.how_far(explained, fact).filter(|_| alone);
                self.changed(fact, by)
            })
            .collect();
        let zh: Vec<String> = each.iter().map(|each| padded(each)).collect();
        self.pick(each.join(" and "), zh.join("，且"))
    }

    /// One fact otherwise: what it would be, and of one with an order what it is now.
    fn changed(&self, changed: &Changed, by: Option<&Shown>) -> String {
        let asked = if changed.among.is_any() {
            // only together with the others does it have to be otherwise
            let to = self.words(&changed.to);
            let to = self.pick(format!("for instance {to}"), format!("例如{}", padded(&to)));
            self.is(&Subject::Fact(changed.fact.clone()), &to, None)
        } else {
            self.among(&changed.fact, &changed.among)
        };
        let now = match &changed.value {
            Actual::Known(value) if matches!(changed.among, Among::Ranges(_)) => {
                let now = self.words(value);
                let now = self.pick(format!("now {now}"), format!("现为{}", padded(&now)));
                let far = by.map(|by| self.away(&changed.fact, by));
                self.clauses(&std::iter::once(now).chain(far).collect::<Vec<_>>())
            }
            Actual::Unsettled {
                status: Unsettled::Unknown,
                ..
            } => self.word("not known now", "目前不详"),
            _ => return asked,
        };
        format!("{asked}{}", self.aside(&now))
    }

    /// How far a fact is from its changed value, if its margin says.
    fn how_far<'d>(&self, explained: &'d Decision, changed: &Changed) -> Option<&'d Shown> {
        let margin = explained
            .margin
            .iter()
            .find(|margin| margin.fact == changed.fact)?;
        let mut thresholds = margin.below.iter().chain(&margin.above);
        let threshold = thresholds.find(|threshold| threshold.at == changed.to)?;
        Some(&threshold.by)
    }

    /// `3 away`, `相差 3`.
    fn away(&self, fact: &str, by: &Shown) -> String {
        let said = self.near(by).0;
        let zh = padded(&said);
        match self.measure(fact) {
            Measure::Rank if said == "1" => self.word("one step away", "相差 1 级"),
            Measure::Rank => self.pick(format!("{said} steps away"), format!("相差{zh}级")),
            _ => self.pick(format!("{said} away"), format!("相差{zh}")),
        }
    }

    /// A value without the least step that a decimal has, and to which side of it the value lies.
    fn near(&self, shown: &Shown) -> (String, Ordering) {
        let words = self.words(shown);
        let (number, unit) = words.split_once(' ').unwrap_or((&words, ""));
        let exact = (words.clone(), Ordering::Equal);
        let Ok(number) = number.parse::<Decimal>() else {
            return exact;
        };
        let rounded = number.round_dp(DECIMAL_DIGITS - 1).normalize();
        let step = Decimal::new(1, DECIMAL_DIGITS);
        if (number - rounded).abs() != step {
            return exact;
        }
        let said = format!("{rounded} {unit}").trim_end().to_owned();
        (said, number.cmp(&rounded))
    }

    /// What a decision might come to instead.
    pub(super) fn goal(&self, goal: &Goal) -> String {
        let zh = |value: &Shown| padded(&self.words(value));
        match goal {
            Goal::Outcome(outcome) => self.possible_outcome(outcome),
            Goal::Includes { includes } => self.pick(
                format!("also {}", self.words(includes)),
                format!("另有{}", zh(includes)),
            ),
            Goal::Without { without } => self.pick(
                format!("not {}", self.words(without)),
                format!("没有{}", zh(without)),
            ),
            Goal::MoreThan { more_than } => self.pick(
                format!("more than {}", self.words(more_than)),
                format!("多于{}", zh(more_than)),
            ),
            Goal::LessThan { less_than } => self.pick(
                format!("less than {}", self.words(less_than)),
                format!("少于{}", zh(less_than)),
            ),
        }
    }

    /// A change in few words: which facts would be otherwise, and not what they would be.
    pub(in crate::report) fn otherwise(&self, change: &Change) -> String {
        let (settled, open): (Vec<&Changed>, Vec<&Changed>) = change
            .facts
            .iter()
            .partition(|changed| matches!(changed.among, Among::YesNo(_)));
        let open: Vec<String> = open.iter().map(|it| self.topic_of(&it.fact)).collect();
        let mut each = Vec::new();
        if !open.is_empty() {
            let open = self.and(&self.some(&open));
            each.push(self.pick(
                format!("{open} were otherwise"),
                format!("{}不同", padded(&open)),
            ));
        }
        each.extend(settled.iter().map(|it| self.among(&it.fact, &it.among)));
        let zh: Vec<String> = each.iter().map(|each| padded(each)).collect();
        self.pick(each.join(" and "), zh.join("，且"))
    }

    /// Many outcomes that the same condition leads to.
    pub(in crate::report) fn should(&self, condition: &str, goals: &[&Goal]) -> String {
        let verbs = [
            ("it might be", "可能为"),
            ("it might include", "可能另有"),
            ("it might lack", "可能没有"),
        ];
        let goals = self.clauses(&self.goals(goals, verbs, false));
        self.pick(
            format!("if {condition}, {goals}"),
            format!("若{}，{goals}", padded(condition)),
        )
    }

    /// Several outcomes by what they are: values, what is in a list too, what is not.
    /// `both`: whether all are come to at once.
    fn goals(&self, goals: &[&Goal], verbs: [(&str, &str); 3], both: bool) -> Vec<String> {
        let mut sorted = [Vec::new(), Vec::new(), Vec::new()];
        for goal in goals {
            match goal {
                Goal::Includes { includes } => sorted[1].push(self.words(includes)),
                Goal::Without { without } => sorted[2].push(self.words(without)),
                other => sorted[0].push(self.goal(other)),
            }
        }
        let each = sorted.into_iter().zip(verbs);
        each.filter(|(list, _)| !list.is_empty())
            .map(|(list, (en, zh))| {
                let list = self.some(&list);
                let list = if both {
                    self.and(&list)
                } else {
                    self.or(&list)
                };
                self.pick(format!("{en} {list}"), format!("{zh}{}", padded(&list)))
            })
            .collect()
    }

    /// Outcomes that no change leads to.
    pub(in crate::report) fn never(&self, goals: &[&Goal]) -> String {
        let goals: Vec<String> = goals.iter().map(|goal| self.goal(goal)).collect();
        let goals = self.or(&self.some(&goals));
        self.pick(
            format!("nothing that can be otherwise would make it {goals}"),
            format!("可变的事实无论怎样变化，都不会成为{}", padded(&goals)),
        )
    }

    /// That not every change was looked for; `told`: whether some are told.
    pub(in crate::report) fn more_changes(&self, told: bool) -> String {
        if told {
            self.word(
                "there may be others, which were not looked for",
                "可能还有其他情形，未逐一查找",
            )
        } else {
            self.word(
                "none was found, and not everything was looked for",
                "没有找到，但未能逐一查找",
            )
        }
    }

    /// The label of margins.
    pub(in crate::report) fn margins_label(&self) -> String {
        self.word("How near", "距临界值")
    }

    /// `it affects 12 households: at 9 (3 away) Tier would be Family affair`.
    pub(in crate::report) fn margin(
        &self,
        explained: &Decision,
        margin: &Margin,
        thresholds: &[&Threshold],
    ) -> String {
        let is = self.given_fact(&margin.fact, &Actual::Known(margin.value.clone()));
        let name = self.decision(&explained.decision);
        let each: Vec<String> = thresholds
            .iter()
            .map(|threshold| {
                let ((at, beyond), away) = (
                    self.near(&threshold.at),
                    self.away(&margin.fact, &threshold.by),
                );
                let at = match beyond {
                    Ordering::Equal => at,
                    Ordering::Greater => {
                        self.pick(format!("just over {at}"), format!("略高于{}", padded(&at)))
                    }
                    Ordering::Less => {
                        self.pick(format!("just under {at}"), format!("略低于{}", padded(&at)))
                    }
                };
                let outcome = self.possible_outcome(&threshold.outcome);
                self.pick(
                    format!("at {at} ({away}) {name} would be {outcome}"),
                    format!(
                        "到{}时（{away}），{}{}{}",
                        padded(&at),
                        padded(&name),
                        if matches!(threshold.outcome, PossibleOutcome::Decided { .. }) {
                            "为"
                        } else {
                            ""
                        },
                        padded(&outcome)
                    ),
                )
            })
            .collect();
        format!("{}{}", self.colon(&is), self.sentences(&each))
    }
}
