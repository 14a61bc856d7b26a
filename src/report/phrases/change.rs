//! What would change an outcome, and how near it is.

use super::{Phrases, padded};
use crate::explanation::among::Among;
use crate::explanation::change::{Change, Changed, Goal};
use crate::explanation::margin::Threshold;
use crate::explanation::reason::Measure;
use crate::explanation::{Actual, Decision, Margin, Shown};

/// Most ways to one outcome that are told.
const WAYS: usize = 3;

impl Phrases<'_> {
    /// The label of what would change an outcome.
    pub(in crate::report) fn changes_label(&self) -> String {
        self.word("What would change it", "改变结论的条件")
    }

    /// `Common affair, by rule C.3: if it affects at most 9 households (now 12, 3 away)`; several goals
    /// are values of a list that the same changes lead to.
    pub(in crate::report) fn alternative(
        &self,
        explained: &Decision,
        goals: &[&Goal],
        changes: &[Change],
    ) -> String {
        let mut goal = match goals {
            [goal] => self.goal(goal),
            goals => {
                let verbs = [("", ""), ("also", "另有"), ("not", "没有")];
                self.clauses(&self.goals(goals, verbs, true))
            }
        };
        if let [
            Change {
                becomes: Some(becomes),
                ..
            },
        ] = changes
        {
            goal.push_str(&self.aside(&self.words(becomes)));
        }
        let ways = self.ways(explained, changes, WAYS);
        let mut said = String::new();
        for (number, (by, ways)) in ways.iter().enumerate() {
            let ways = self.pick(
                format!("if {}", ways.join(", or if ")),
                format!("若{}", ways.join("，或者")),
            );
            said = match (number, by.is_empty()) {
                (0, false) => self.pick(
                    format!("{goal}, {by}: {ways}"),
                    format!("{goal}（{by}）：{ways}"),
                ),
                (0, true) => format!("{}{ways}", self.colon(&goal)),
                (_, false) => self.pick(
                    format!("{said}; {by}: {ways}"),
                    format!("{said}；{by}：{ways}"),
                ),
                (_, true) => self.sentences(&[said, ways]),
            };
        }
        said
    }

    /// Changes as conditions, those by the same rules together.
    fn ways(
        &self,
        explained: &Decision,
        changes: &[Change],
        most: usize,
    ) -> Vec<(String, Vec<String>)> {
        let mut ways: Vec<(String, Vec<String>)> = Vec::new();
        for change in changes.iter().take(most) {
            let (by, way) = (
                self.by_then(explained, change),
                self.change(explained, change),
            );
            match ways.iter_mut().find(|(other, _)| *other == by) {
                Some((_, ways)) => ways.push(way),
                None => ways.push((by, vec![way])),
            }
        }
        ways
    }

    /// The rules that would then win, of a change to several values those of the nearest: `by rule C.3`;
    /// empty if there are none.
    pub(super) fn by_then(&self, explained: &Decision, change: &Change) -> String {
        if change.rules.is_empty() {
            return String::new();
        }
        let rules = self.rules(explained, &change.rules);
        if change.facts.iter().all(|fact| fact.among.is_just(&fact.to)) {
            self.pick(format!("by {rules}"), format!("依据{rules}"))
        } else {
            self.pick(
                format!("for instance by {rules}"),
                format!("例如依据{rules}"),
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
        self.pick(each.join(" and "), each.join("，且"))
    }

    /// One fact otherwise: what it would be, and of one with an order what it is now.
    fn changed(&self, changed: &Changed, by: Option<&Shown>) -> String {
        let asked = self.among(&changed.fact, &changed.among);
        let now = match &changed.value {
            Actual::Known(value) if matches!(changed.among, Among::Ranges(_)) => {
                let now = self.words(value);
                let now = self.pick(format!("now {now}"), format!("现为{}", padded(&now)));
                let far = by.map(|by| self.away(&changed.fact, by));
                self.clauses(&std::iter::once(now).chain(far).collect::<Vec<_>>())
            }
            Actual::Unsettled { .. } => self.word("not known now", "目前不详"),
            Actual::Known(_) => return asked,
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
        let said = self.words(by);
        let zh = padded(&said);
        match self.measure(fact) {
            Measure::Rank if said == "1" => self.word("one step away", "相差 1 级"),
            Measure::Rank => self.pick(format!("{said} steps away"), format!("相差{zh}级")),
            _ => self.pick(format!("{said} away"), format!("相差{zh}")),
        }
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

    /// Many outcomes that the same facts lead to, were they otherwise.
    pub(in crate::report) fn should(&self, facts: &[&str], goals: &[&Goal]) -> String {
        let facts: Vec<String> = facts.iter().map(|fact| self.topic_of(fact)).collect();
        let verbs = [
            ("it might be", "可能为"),
            ("it might include", "可能另有"),
            ("it might lack", "可能没有"),
        ];
        let facts = self.and(&self.some(&facts));
        let goals = self.clauses(&self.goals(goals, verbs, false));
        self.pick(
            format!("if {facts} were otherwise, {goals}"),
            format!("若{}不同，{goals}", padded(&facts)),
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
        let verbs = [
            ("make it", "使之成为"),
            ("add", "使之另有"),
            ("take away", "使之没有"),
        ];
        let each = self.goals(goals, verbs, false);
        let (en, zh) = (self.or(&each), each.join("，也不会"));
        self.pick(
            format!("nothing that can be otherwise would {en}"),
            format!("可变的事实无论怎样变化，都不会{zh}"),
        )
    }

    /// That not every change is told.
    pub(in crate::report) fn more_changes(&self) -> String {
        self.word(
            "there may be others, which were not looked for",
            "可能还有其他情形，未逐一查找",
        )
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
                let (at, away) = (
                    self.words(&threshold.at),
                    self.away(&margin.fact, &threshold.by),
                );
                let outcome = self.possible_outcome(&threshold.outcome);
                self.pick(
                    format!("at {at} ({away}) {name} would be {outcome}"),
                    format!(
                        "到{}时（{away}），{}为{outcome}",
                        padded(&at),
                        padded(&name)
                    ),
                )
            })
            .collect();
        format!("{}{}", self.colon(&is), self.sentences(&each))
    }
}
