//! Conflicts and gaps.

use super::say::{NAMED, ticked};
use super::{Teller, at};
use crate::analysis::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::show::show;
use crate::model::{Collect, DecisionId, RuleId};
use crate::report::literal;
use crate::report::region::condition::condition;
use crate::words::{Lang, Words};

/// Most rules that a line to be pasted lists.
const PASTED: usize = 8;
/// Characters of a condition that a line to be pasted may have.
const LONG: usize = 120;

impl Teller<'_> {
    pub(super) fn conflict(&self, finding: &Finding) -> Diagnostic {
        let decision = finding.decision.unwrap_or(DecisionId(0));
        let (name, rules) = (self.name(decision), &finding.rules);
        let listed = self.rules(rules);
        let mut places = rules.iter().take(NAMED).map(|rule| {
            (
                self.concludes(*rule, Some(decision)),
                self.claim(*rule, decision),
            )
        });
        let (span, claim) = places.next().unwrap_or_default();
        let message = Words::new(
            format!(
                "{} disagree about `{name}`, and nothing settles it",
                listed.en
            ),
            format!("{} 对 `{name}` 的结论不同，又无从裁断", listed.zh),
        );
        let first = at(Code::Conflict, span, message).here(claim);
        places
            .fold(first, |diagnostic, (span, claim)| {
                diagnostic.and(span, claim)
            })
            .help(self.settle(rules, decision))
    }

    /// `C.5` concludes `common`.
    fn claim(&self, rule: RuleId, decision: DecisionId) -> Words {
        let ty = &self.model.decisions[decision.index()].ty;
        let values: Vec<String> = self
            .model
            .concluded(rule, decision)
            .iter()
            .map(|datum| ticked(&show(self.model, ty, datum, None)))
            .collect();
        let id = self.id(rule);
        if values.is_empty() {
            return Words::new(format!("`{id}`"), format!("`{id}`"));
        }
        Words::new(
            format!("`{id}` concludes {}", values.join(", ")),
            format!("`{id}` 得出 {}", values.join("、")),
        )
    }

    /// How a conflict may be settled, or accepted.
    fn settle(&self, rules: &[RuleId], decision: DecisionId) -> Words {
        if let Some(row) = rules
            .iter()
            .find(|rule| !self.model.rules[rule.index()].referable)
        {
            let id = self.id(*row);
            return Words::new(
                format!(
                    "give the rows of its table an `id` column, so that `{id}` can be named; then say which prevails with `overrides`, or accept it with `overlap`"
                ),
                format!(
                    "为表加上 `id` 列，使 `{id}` 可以引用；再用 `优先于` 写明以谁为准，或用 `已知重叠` 认可"
                ),
            );
        }
        let name = literal::name(self.name(decision));
        let ids: Vec<_> = rules
            .iter()
            .map(|rule| literal::id(self.id(*rule)))
            .collect();
        let accept = if rules.len() > PASTED {
            Words::new(
                format!("an `overlap` that lists all {} rules", rules.len()),
                format!("列出全部 {} 条规则的 `已知重叠`", rules.len()),
            )
        } else {
            Words::new(
                format!("`overlap {} on {name} because \"…\"`", ids.join(", ")),
                format!("`已知重叠 {} 关于 {name} 因 \"…\"`", ids.join("，")),
            )
        };
        let prevail = self.override_of(rules, decision);
        Words::new(
            format!(
                "say which prevails{}; narrow a condition with `unless`; or accept it with {}",
                prevail.en, accept.en
            ),
            format!(
                "写明以谁为准{}；用 `除非` 缩小条件；或用 {} 认可",
                prevail.zh, accept.zh
            ),
        )
    }

    /// An `overrides` that may be written: in a rule that is not of a higher ruleset than the other,
    /// and not over a mandatory one of a higher.
    fn override_of(&self, rules: &[RuleId], decision: DecisionId) -> Words {
        let level = |rule: RuleId| self.model.rules[rule.index()].level;
        let Some(&winner) = rules
            .iter()
            .max_by_key(|rule| (level(**rule), std::cmp::Reverse(**rule)))
        else {
            return Words::default();
        };
        let differs = |rule: &&RuleId| {
            self.model.concluded(**rule, decision) != self.model.concluded(winner, decision)
        };
        let Some(&loser) = rules.iter().find(differs) else {
            return Words::default();
        };
        let (winner, loser) = (self.id(winner), literal::id(self.id(loser)));
        Words::new(
            format!(", for instance with `overrides {loser} because \"…\"` in `{winner}`"),
            format!("，例如在 `{winner}` 中写 `优先于 {loser} 因 \"…\"`"),
        )
    }

    pub(super) fn gap(&self, finding: &Finding) -> Diagnostic {
        let decision = finding.decision.unwrap_or(DecisionId(0));
        let declared = &self.model.decisions[decision.index()];
        let name = &declared.name;
        let message = Words::new(
            format!("on some affairs no rule decides `{name}`"),
            format!("有的事项没有规则决定 `{name}`"),
        );
        let rule = |lang| {
            self.missing_rule(finding, decision, lang)
                .unwrap_or_default()
        };
        let (en, zh) = (rule(Lang::En), rule(Lang::Zh));
        let help = Words::new(
            format!(
                "write the rule that is missing{en}; give `{name}` an `otherwise VALUE`; or accept the gap with `otherwise unclassified because \"…\"`"
            ),
            format!(
                "补上缺少的规则{zh}；为 `{name}` 写上 `否则` 和一个值；或用 `否则 未归类 因 \"…\"` 认可遗漏"
            ),
        );
        at(Code::Gap, declared.span, message)
            .here(Words::new("unclassified there", "此时为“未归类”"))
            .help(help)
    }

    /// The rule that would fill the first region, where it is short.
    fn missing_rule(&self, finding: &Finding, decision: DecisionId, lang: Lang) -> Option<String> {
        let region = finding.regions.first()?;
        let condition = condition(self.model, self.table, region, lang)?;
        if condition.chars().count() > LONG {
            return None;
        }
        let name = literal::name(self.name(decision));
        let includes = matches!(
            self.model.decisions[decision.index()].collect,
            Some(Collect::List | Collect::Count)
        );
        Some(match (lang, includes) {
            (Lang::En, false) => format!(", `rule … when {condition} then {name} is …`"),
            (Lang::En, true) => format!(", `rule … when {condition} then {name} includes …`"),
            (Lang::Zh, false) => format!("：`规则 … 当 {condition} 则 {name} 是 …`"),
            (Lang::Zh, true) => format!("：`规则 … 当 {condition} 则 {name} 包含 …`"),
        })
    }
}
