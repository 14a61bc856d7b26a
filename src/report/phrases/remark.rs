//! What is said besides an answer: what is needed, what may come of it, what is known and accepted.

use super::{Phrases, padded};
use crate::explanation::Shown;
use crate::explanation::outcome::{Need, Possible, PossibleOutcome};

impl Phrases<'_> {
    /// That an overlap is known, who decides meanwhile, and why.
    pub(in crate::report) fn known_overlap(
        &self,
        decided_by: Option<&Shown>,
        because: Option<&str>,
    ) -> (String, String) {
        let label = self.word("Known overlap", "已知重叠");
        let text = match (decided_by.map(|body| body.words.get(self.lang)), because) {
            (Some(body), Some(because)) => self.pick(
                format!("{body} decides meanwhile: {because}"),
                format!("暂由{body}决定：{because}"),
            ),
            (Some(body), None) => self.pick(
                format!("{body} decides meanwhile"),
                format!("暂由{body}决定"),
            ),
            (None, Some(because)) => because.to_owned(),
            (None, None) => self.word("it is known and accepted", "此争议已知并已接受"),
        };
        (label, self.ended(&text))
    }

    /// That a gap is known and accepted.
    pub(in crate::report) fn accepted_gap(&self, because: Option<&str>) -> (String, String) {
        let text = because.map_or_else(
            || self.word("it is known and accepted", "此空白已知并已接受"),
            str::to_owned,
        );
        (self.word("Known gap", "已知空白"), self.ended(&text))
    }

    /// A fact that is needed: what it is called, its name for whoever fills it in, who says it.
    pub(in crate::report) fn need(&self, need: &Need) -> String {
        let name = self.fact(&need.fact);
        let mut said = if name == need.fact {
            name
        } else {
            format!("{name}{}", self.aside(&need.fact))
        };
        if !need.among.is_empty() {
            let among: Vec<String> = need
                .among
                .iter()
                .map(|value| value.words.get(self.lang).to_owned())
                .collect();
            let among = self.or(&self.some(&among));
            said = self.pick(format!("{said}: {among}"), format!("{said}：{among}"));
        }
        let term = self.terms.facts.get(&need.fact);
        if let Some(body) = term.and_then(|term| term.established_by.as_ref()) {
            let body = body.words.get(self.lang);
            said = self.pick(
                format!("{said}, established by {body}"),
                format!("{said}，由{body}认定"),
            );
        }
        if let Some(body) = term.and_then(|term| term.judged_by.as_ref()) {
            let body = body.words.get(self.lang);
            said = self.pick(
                format!("{said}, judged by {body}"),
                format!("{said}，由{body}裁量"),
            );
        }
        said
    }

    /// The label of the facts that are needed, and of what they may lead to.
    pub(in crate::report) fn needed_label(&self) -> String {
        self.word("Needed", "尚需")
    }

    /// What an undetermined decision may come to, with its label.
    pub(in crate::report) fn possible(&self, possible: &Possible) -> (String, String) {
        let text = self.may(possible);
        (self.word("It may come to", "可能结果"), self.ended(&text))
    }

    /// What an undetermined decision may come to.
    pub(super) fn may(&self, possible: &Possible) -> String {
        let words = |list: &[Shown]| {
            list.iter()
                .map(|value| value.words.get(self.lang).to_owned())
                .collect::<Vec<_>>()
        };
        match possible {
            Possible::Outcomes(outcomes) => {
                let each: Vec<String> = outcomes
                    .iter()
                    .map(|outcome| self.possible_outcome(outcome))
                    .collect();
                let is_simple = |outcome: &PossibleOutcome| {
                    !matches!(outcome, PossibleOutcome::Contested { .. })
                };
                if outcomes.iter().all(is_simple) {
                    self.or(&self.some(&each))
                } else {
                    self.sentences(&self.some(&each))
                }
            }
            Possible::List { always, maybe } => {
                let (always, maybe) = (self.list(&words(always)), self.list(&words(maybe)));
                if always.is_empty() {
                    self.pick(format!("perhaps {maybe}"), format!("可能有{maybe}"))
                } else {
                    self.pick(
                        format!("{always}; perhaps {maybe}"),
                        format!("必有{always}；可能有{maybe}"),
                    )
                }
            }
            Possible::Range { min, max } => {
                let (min, max) = (min.words.get(self.lang), max.words.get(self.lang));
                self.pick(
                    format!("from {min} to {max}"),
                    format!("介于{}与{}之间", padded(min), padded(max)),
                )
            }
        }
    }

    pub(super) fn possible_outcome(&self, outcome: &PossibleOutcome) -> String {
        match outcome {
            PossibleOutcome::Decided { value } => value.words.get(self.lang).to_owned(),
            PossibleOutcome::Unclassified => self.maybe(None),
            PossibleOutcome::Undetermined => self.word("undetermined", "未定"),
            PossibleOutcome::Contested { values } => {
                let each: Vec<String> = values
                    .iter()
                    .map(|value| self.maybe(value.as_ref()))
                    .collect();
                let each = self.against(&each);
                self.pick(format!("contested, {each}"), format!("有争议（{each}）"))
            }
        }
    }

    /// That the search was cut off.
    pub(in crate::report) fn incomplete(&self) -> (String, String) {
        let text = self.word(
            "the search was cut off: facts that do not matter may be named, and outcomes be missing.",
            "搜索中途停止：所列事实中可能有无关的，可能结果也可能不全。",
        );
        (self.word("Note", "注意"), text)
    }

    /// That the reasons could not be confirmed.
    pub(in crate::report) fn unconfirmed(&self, fault: &str) -> (String, String) {
        let text = self.pick(
            format!("the reasons could not be confirmed against the verdict and are withheld; the verdict stands. Please report this: {fault}."),
            format!("所列理由未能与结论核对一致，故不展示；结论不变。请报告此问题：{fault}。"),
        );
        (self.word("Internal error", "内部错误"), text)
    }
}
