//! What a reader may do: whom to turn to, and how to have it checked.

use super::{Phrases, padded};
use crate::explanation::Explanation;
use crate::words::Lang;

/// What a body has to do with an affair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Part {
    /// It determines a decision.
    Determines,
    /// It establishes a fact.
    Establishes,
    /// It judges a fact.
    Judges,
}

impl Phrases<'_> {
    /// A fact with who establishes it, and whether it was taken from text.
    pub(in crate::report) fn with_origin(
        &self,
        said: &str,
        fact: &str,
        recognised: bool,
    ) -> String {
        let term = self.terms.facts.get(fact);
        let mut asides = Vec::new();
        if recognised {
            asides.push(
                match term.and_then(|term| term.recognised_from.as_deref()) {
                    Some(from) => {
                        let from = self.fact(from);
                        self.pick(format!("taken from {from}"), format!("识别自{from}"))
                    }
                    None => self.word("taken from the text", "由文本识别"),
                },
            );
        }
        let bodies = [
            (
                term.and_then(|it| it.established_by.as_ref()),
                "established",
                "认定",
            ),
            (term.and_then(|it| it.judged_by.as_ref()), "judged", "裁量"),
        ];
        for (body, en, zh) in bodies {
            if let Some(body) = body.map(|body| self.words(body)) {
                asides.push(self.pick(
                    format!("{en} by {body}"),
                    format!("由{}{zh}", padded(&body)),
                ));
            }
        }
        if asides.is_empty() {
            return said.to_owned();
        }
        format!("{said}{}", self.aside(&self.clauses(&asides)))
    }

    /// The heading of what was decided.
    pub(in crate::report) fn decided_heading(&self) -> String {
        self.word("What was decided", "结论")
    }

    /// The heads of a table of what was decided.
    pub(in crate::report) fn overview_heads(&self) -> [String; 3] {
        [
            self.word("Decision", "决定事项"),
            self.word("Result", "结论"),
            self.word("By rule", "依据规则"),
        ]
    }

    /// The heading of the facts.
    pub(in crate::report) fn facts_heading(&self) -> String {
        self.word("On these facts", "认定的事实")
    }

    /// What stands for the rules that are not met while they are folded.
    pub(in crate::report) fn other_rules(&self, label: &str) -> String {
        self.pick(
            format!("Why not another: rules that are {}", label.to_lowercase()),
            format!("为何不是其他结论：{label}的规则"),
        )
    }

    /// The label of whom to turn to.
    pub(in crate::report) fn objection_label(&self) -> String {
        self.word("If you do not agree", "如有异议")
    }

    /// Who has what part in the affair.
    pub(in crate::report) fn turn_to(&self, body: &str, parts: &[(Part, Vec<String>)]) -> String {
        let each: Vec<String> = parts
            .iter()
            .map(|(part, what)| {
                let what = self.and(what);
                match part {
                    Part::Determines => self.pick(
                        format!("determines {what}"),
                        format!("确定{}", padded(&what)),
                    ),
                    Part::Establishes => self.pick(
                        format!("establishes {what}"),
                        format!("认定{}", padded(&what)),
                    ),
                    Part::Judges => {
                        self.pick(format!("judges {what}"), format!("裁量{}", padded(&what)))
                    }
                }
            })
            .collect();
        let each = self.and(&each);
        self.pick(
            format!("turn to {body}, which {each}"),
            format!("可向{}提出，由其{each}", padded(body)),
        )
    }

    /// That the rules name nobody to turn to.
    pub(in crate::report) fn nobody_named(&self) -> String {
        self.word(
            "the rules name no body to turn to: ask whoever gave you this explanation",
            "规则没有写明向谁提出，可向出具本说明的单位提出",
        )
    }

    /// That the record itself may be wrong.
    pub(in crate::report) fn wrong_facts(&self) -> String {
        self.word(
            "say which fact is wrong, or which clause was read wrongly",
            "请指明哪一项事实有误，或者哪一条款适用不当",
        )
    }

    /// The label of what stands at the end.
    pub(in crate::report) fn about_label(&self) -> String {
        self.word("About this explanation", "关于本说明")
    }

    /// Who made a ruleset, if it says so.
    pub(in crate::report) fn made_by(&self, ruleset: &str) -> String {
        let term = self.terms.rulesets.get(ruleset);
        let authority = term.and_then(|term| term.authority.get(self.lang));
        authority.unwrap_or_default().to_owned()
    }

    /// By what it was decided, and how to check it: labels and texts.
    pub(in crate::report) fn about(&self, explanation: &Explanation) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        let mut line = |en: &str, zh: &str, text: String| lines.push((self.word(en, zh), text));
        if let Some(id) = &explanation.id {
            line("Record", "记录编号", id.clone());
        }
        if let Some(day) = explanation.as_of {
            let text = if explanation.as_of_default {
                self.pick(
                    format!("{day}, the latest date of the rules, since none was given"),
                    format!("{day}（未给出日期，取规则的最近日期）"),
                )
            } else {
                day.to_string()
            };
            line("Decided by the rules of", "适用规则之日", text);
        }
        let name = &explanation.ruleset.name;
        let title = self.ruleset(name);
        let rules = if title == *name {
            title
        } else {
            format!("{title}{}", self.aside(name))
        };
        line("Rules", "规则集", rules);
        let authority = self.made_by(name);
        if !authority.is_empty() {
            line("Made by", "制定机关", authority);
        }
        line(
            "Digest of the rules",
            "规则摘要",
            explanation.ruleset.digest.clone(),
        );
        line("To have it checked", "如何核对", self.how_to_check());
        lines
    }

    fn how_to_check(&self) -> String {
        match self.lang {
            Lang::En => "whoever has rules of this digest and the facts above comes to the same with \
                `fenliu explain`. Whether the rules leave no gap and do not disagree is proved by `fenliu \
                check --certificate`, and the proof is checked by `fenliu verify`.",
            Lang::Zh => "任何人凭同一摘要的规则和上述事实，用 `fenliu explain` 都会得出同样的结论。规则\
                有无空白、是否相互冲突，由 `fenliu check --certificate` 给出证明，并可用 `fenliu verify` 核验。",
        }
        .to_owned()
    }
}
