//! Which facts suffice, and who had to judge some of them.

use super::Phrases;
use crate::explanation::among::Among;
use crate::explanation::sufficient::Kept;
use crate::explanation::{Actual, Sufficient};

impl Phrases<'_> {
    /// What a rule is met on, where no other fact matters.
    pub(in crate::report) fn nothing_else(&self, met: &str) -> String {
        self.pick(
            format!("{met} Nothing else matters."),
            format!("{met}其他情况不影响结论。"),
        )
    }

    /// The facts that suffice; of an undetermined decision those that leave no other outcomes.
    /// `at_length`: with what else each might be.
    pub(in crate::report) fn enough(
        &self,
        sufficient: &Sufficient,
        undetermined: bool,
        at_length: bool,
    ) -> (String, String) {
        let label = if undetermined {
            self.word("This follows from", "由此可知")
        } else {
            self.word("These facts alone decide it", "足以认定的事实")
        };
        if sufficient.facts.is_empty() {
            let text = self.word("none; it is so in every affair.", "无；一切事项均如此。");
            return (self.word("Facts needed", "所需事实"), text);
        }
        let each: Vec<String> = sufficient
            .facts
            .iter()
            .map(|kept| {
                if at_length {
                    self.kept(kept)
                } else {
                    self.given_fact(&kept.fact, &kept.value)
                }
            })
            .collect();
        let said = self.ended(&self.sentences(&each));
        let text = match (sufficient.incomplete, undetermined) {
            (true, _) => self.pick(
                format!("{said} Perhaps not all of them are needed."),
                format!("{said}其中可能有并非必需的。"),
            ),
            (_, true) => said,
            (_, false) => self.nothing_else(&said),
        };
        (label, text)
    }

    /// A fact as it is, and what else it might be.
    fn kept(&self, kept: &Kept) -> String {
        let said = self.given_fact(&kept.fact, &kept.value);
        let Actual::Known(value) = &kept.value else {
            return said;
        };
        let aside = match &kept.among {
            Among::Values { but, .. } if !but.is_empty() => {
                let but = self.or(&self.some(&self.each(but)));
                self.pick(format!("any but {but} would do"), format!("只要不是{but}"))
            }
            Among::Values { these, .. } => {
                let others: Vec<String> = these
                    .iter()
                    .filter(|other| *other != value)
                    .map(|other| self.words(other))
                    .collect();
                match others.as_slice() {
                    [] => return said,
                    [_] if these.len() == 1 => {
                        let all = self.or(&others);
                        self.pick(format!("any {all} would do"), format!("属于{all}即可"))
                    }
                    others => {
                        let others = self.or(&self.some(others));
                        self.pick(
                            format!("{others} would do as well"),
                            format!("{others}亦同"),
                        )
                    }
                }
            }
            among => match self.within(&kept.fact, among) {
                Some(within) if within != self.words(value) => within,
                _ => return said,
            },
        };
        format!("{said}{}", self.aside(&aside))
    }

    /// That an outcome turned on facts that somebody had to judge.
    pub(in crate::report) fn judged(&self, facts: &[String]) -> (String, String) {
        let mut by: Vec<(Option<&str>, Vec<String>)> = Vec::new();
        for fact in facts {
            let term = self.terms.facts.get(fact);
            let body = term
                .and_then(|term| term.judged_by.as_ref())
                .map(|body| body.words.get(self.lang));
            match by.iter_mut().find(|(other, _)| *other == body) {
                Some((_, facts)) => facts.push(self.matter_of(fact)),
                None => by.push((body, vec![self.matter_of(fact)])),
            }
        }
        let each: Vec<String> = by
            .iter()
            .map(|(body, facts)| {
                let facts = self.and(&self.some(facts));
                match body {
                    Some(body) => self.pick(
                        format!("this turned on a judgement of {body}: {facts}"),
                        format!("结论取决于{body}对{facts}的裁量"),
                    ),
                    None => self.pick(
                        format!("this turned on a judgement: {facts}"),
                        format!("结论取决于对{facts}的裁量"),
                    ),
                }
            })
            .collect();
        (
            self.word("Judgement", "裁量"),
            self.ended(&self.sentences(&each)),
        )
    }
}
