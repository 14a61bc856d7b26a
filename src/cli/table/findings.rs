//! What was found about a decision, as notes under its table. In: the findings of the ruleset. Out: the
//! notes that speak of the decision's rows, or of the affairs that no row takes; and what was proved.

use super::sheet::conditions;
use crate::analysis::{Analysis, Answer, Finding, Kind, Question};
use crate::model::show::show;
use crate::model::{Datum, DecisionId, Model, RuleId};
use crate::report::region::heading::named;
use crate::verdict::{Affair, Knowledge};
use crate::words::{Lang, Words};

/// What a note says of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Conflict,
    Gap,
    Unreachable,
    Unsatisfiable,
    Redundant,
}

/// One finding about a decision.
pub(super) struct Note {
    pub(super) sort: Sort,
    /// The rows it is about; none for a gap.
    pub(super) rules: Vec<RuleId>,
    /// What is wrong, in a sentence; in the language of the table, or English.
    pub(super) sentence: String,
    /// Where: of each region what it asks, heading by heading.
    pub(super) regions: Vec<Vec<(String, String)>>,
    /// Whether there are more regions than these.
    pub(super) more: bool,
    /// An affair that shows it, fact by fact.
    pub(super) example: Vec<(String, String)>,
    /// Whether deciding that affair showed it.
    pub(super) confirmed: bool,
}

impl Sort {
    /// As programs read it; the kinds of `fenliu/findings/1`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Gap => "gap",
            Self::Unreachable => "unreachable",
            Self::Unsatisfiable => "unsatisfiable",
            Self::Redundant => "redundant",
        }
    }

    /// As people read it.
    pub(super) fn word(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::En, Self::Unreachable) => "never wins",
            (Lang::En, Self::Unsatisfiable) => "never met",
            (Lang::En, sort) => sort.name(),
            (Lang::Zh, Self::Conflict) => "冲突",
            (Lang::Zh, Self::Gap) => "遗漏",
            (Lang::Zh, Self::Unreachable) => "从不胜出",
            (Lang::Zh, Self::Unsatisfiable) => "从不满足",
            (Lang::Zh, Self::Redundant) => "多余",
        }
    }
}

/// The notes on a decision, in the order in which they were found.
pub(super) fn notes(
    model: &Model,
    analysis: &Analysis,
    decision: DecisionId,
    lang: Option<Lang>,
) -> Vec<Note> {
    let say = Say {
        model,
        decision,
        lang,
    };
    let all = analysis.findings.findings.iter();
    all.filter_map(|finding| {
        let (sort, sentence) = say.sentence(finding)?;
        let example = finding.witness.as_ref();
        Some(Note {
            sort,
            rules: finding.rules.clone(),
            sentence,
            regions: finding
                .regions
                .iter()
                .map(|region| conditions(model, &analysis.table, region, lang))
                .collect(),
            more: finding.more,
            example: example.map_or(Vec::new(), |witness| facts(model, &witness.affair, lang)),
            confirmed: example.is_none_or(|witness| witness.confirmed),
        })
    })
    .collect()
}

/// What was proved of a decision, or not found out, a sentence each.
pub(super) fn answers(analysis: &Analysis, decision: DecisionId) -> Vec<Words> {
    let all = analysis.findings.questions.iter();
    all.filter_map(|ask| match (ask.question, &ask.answer) {
        (Question::Gap(of), Answer::Proved) if of == decision => Some(Words::new(
            "no affair is without a rule: proved",
            "没有遗漏：已证明每个事项都有规则",
        )),
        (Question::Conflict(of), Answer::Proved) if of == decision => Some(Words::new(
            "rules conflict on no affair: proved",
            "没有冲突：已证明",
        )),
        (Question::Gap(of), Answer::Unknown { .. }) if of == decision => Some(Words::new(
            "whether there are other gaps was not found out within the limit",
            "限度之内未能查明是否还有其他遗漏",
        )),
        (Question::Conflict(of), Answer::Unknown { .. }) if of == decision => Some(Words::new(
            "whether there are other conflicts was not found out within the limit",
            "限度之内未能查明是否还有其他冲突",
        )),
        _ => None,
    })
    .collect()
}

struct Say<'m> {
    model: &'m Model,
    decision: DecisionId,
    lang: Option<Lang>,
}

impl Say<'_> {
    /// What a finding says of the decision; nothing if it says nothing of its rows.
    fn sentence(&self, finding: &Finding) -> Option<(Sort, String)> {
        let of_rows = || {
            let rules = &self.model.decisions[self.decision.index()].rules;
            finding.decision.is_none_or(|of| of == self.decision)
                && finding
                    .rules
                    .iter()
                    .any(|rule| rules.binary_search(rule).is_ok())
        };
        let (sort, words) = match &finding.kind {
            Kind::Gap if finding.decision == Some(self.decision) => (
                Sort::Gap,
                Words::new("no rule concludes it", "没有规则得出此决定"),
            ),
            Kind::Conflict if of_rows() => {
                let (en, zh) = (self.claims(finding, false), self.claims(finding, true));
                (
                    Sort::Conflict,
                    Words::new(
                        format!("{en}, and nothing settles it"),
                        format!("{zh}，无从裁断"),
                    ),
                )
            }
            Kind::Unreachable { masked_by } if of_rows() => {
                let (rule, ids) = (self.ids(&finding.rules), self.ids(masked_by));
                (
                    Sort::Unreachable,
                    Words::new(
                        format!("{} never wins: all its affairs go to {}", rule.en, ids.en),
                        format!("{} 从不胜出：其事项都归 {}", rule.zh, ids.zh),
                    ),
                )
            }
            Kind::Unsatisfiable { by_unless } if of_rows() => {
                let rule = self.ids(&finding.rules);
                let words = match by_unless {
                    true => Words::new(
                        format!("no affair meets {}: its exception takes all of it", rule.en),
                        format!("没有事项满足 {}：除外情形占了全部", rule.zh),
                    ),
                    false => Words::new(
                        format!("no affair meets {}", rule.en),
                        format!("没有事项满足 {}", rule.zh),
                    ),
                };
                (Sort::Unsatisfiable, words)
            }
            Kind::Redundant { beside } if of_rows() => {
                let (rule, ids) = (self.ids(&finding.rules), self.ids(beside));
                let words = Words::new(
                    format!("{} changes nothing beside {}", rule.en, ids.en),
                    format!("有了 {}，{} 不改变任何结果", ids.zh, rule.zh),
                );
                (Sort::Redundant, words)
            }
            _ => return None,
        };
        Some((sort, words.get(self.lang.unwrap_or_default()).to_owned()))
    }

    /// `C.5 says common, O.3 says official`.
    fn claims(&self, finding: &Finding, zh: bool) -> String {
        let ty = &self.model.decisions[self.decision.index()].ty;
        let separator = if zh { "、" } else { ", " };
        let claim = |rule: &RuleId| {
            let values: Vec<String> = self
                .model
                .concluded(*rule, self.decision)
                .iter()
                .map(|datum| show(self.model, ty, datum, self.lang))
                .collect();
            let id = &self.model.rules[rule.index()].id;
            let values = values.join(separator);
            if zh {
                format!("{id} 得出{values}")
            } else {
                format!("{id} says {values}")
            }
        };
        let claims: Vec<String> = finding.rules.iter().map(claim).collect();
        claims.join(if zh { "，" } else { ", " })
    }

    fn ids(&self, rules: &[RuleId]) -> Words {
        let ids: Vec<&str> = rules
            .iter()
            .map(|rule| self.model.rules[rule.index()].id.as_str())
            .collect();
        Words::new(ids.join(", "), ids.join("、"))
    }
}

/// What is known of an affair, by fact as declared.
fn facts(model: &Model, affair: &Affair, lang: Option<Lang>) -> Vec<(String, String)> {
    let mut order: Vec<usize> = (0..model.facts.len()).collect();
    order.sort_by_key(|fact| model.facts[*fact].declared);
    let mut told: Vec<(String, String)> = order
        .into_iter()
        .filter_map(|fact| {
            let (declared, knowledge) = (&model.facts[fact], &affair.facts[fact]);
            let shown = |datum: &Datum| show(model, &declared.ty, datum, lang);
            let words = match knowledge {
                Knowledge::Unknown => return None,
                Knowledge::Known(datum) => shown(datum),
                Knowledge::OneOf(leaves) => {
                    let leaves: Vec<String> = leaves
                        .iter()
                        .map(|leaf| shown(&Datum::Leaf(*leaf)))
                        .collect();
                    leaves.join(if lang == Some(Lang::Zh) {
                        " 或 "
                    } else {
                        " or "
                    })
                }
            };
            Some((named(&declared.name, &declared.label, lang), words))
        })
        .collect();
    told.extend(affair.as_of.map(|day| {
        let name = match lang {
            Some(Lang::En) => "date",
            Some(Lang::Zh) => "决定日",
            None => "as_of",
        };
        (name.to_owned(), day.to_string())
    }));
    told
}
