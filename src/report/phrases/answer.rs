//! Answers: what a decision came to, in one sentence, and what follows from that.

use jiff::civil::Date;

use super::{Phrases, padded};
use crate::explanation::outcome::{Claim, Outcome, Via};
use crate::explanation::rule::Named;
use crate::explanation::{Actual, Decision, Explanation, Otherwise, Shown};

impl Phrases<'_> {
    /// Which record, and the date decided by.
    pub(in crate::report) fn which(
        &self,
        id: Option<&str>,
        as_of: Option<Date>,
        as_of_default: bool,
    ) -> String {
        let mut parts = Vec::new();
        if let Some(id) = id {
            parts.push(self.pick(format!("record {id}"), format!("记录 {id}")));
        }
        if let Some(day) = as_of {
            parts.push(self.pick(format!("as of {day}"), format!("截至 {day}")));
        }
        if as_of_default {
            parts.push(self.word("no date was given", "未给出日期"));
        }
        self.clauses(&parts)
    }

    /// A heading: which rules, which record, which date.
    pub(in crate::report) fn heading(&self, title: &str, which: &str) -> String {
        if which.is_empty() {
            title.to_owned()
        } else {
            format!("{title}{}", self.aside(which))
        }
    }

    /// The heading among others of the same rules.
    pub(in crate::report) fn short_heading(&self, explanation: &Explanation) -> String {
        match &explanation.id {
            Some(id) => self.pick(format!("record {id}"), format!("记录 {id}")),
            None => {
                let mut known = explanation
                    .facts
                    .iter()
                    .filter_map(|fact| match &fact.value {
                        Actual::Known(_) => Some(self.given_fact(&fact.fact, &fact.value)),
                        Actual::Unsettled { .. } => None,
                    });
                known
                    .next()
                    .unwrap_or_else(|| self.ruleset(&explanation.ruleset.name))
            }
        }
    }

    /// The label of the facts.
    pub(in crate::report) fn given(&self) -> String {
        self.word("Given", "已知")
    }

    /// The facts known, as one sentence.
    pub(in crate::report) fn given_facts(&self, given: &[String]) -> String {
        if given.is_empty() {
            return self.ended(&self.nothing_given());
        }
        self.ended(&self.sentences(given))
    }

    /// That no facts are known.
    pub(in crate::report) fn nothing_given(&self) -> String {
        self.word("nothing", "无")
    }

    /// What a decision came to, in one sentence.
    pub(in crate::report) fn answer(&self, explained: &Decision) -> String {
        let name = self.decision(&explained.decision);
        match &explained.outcome {
            Outcome::Decided {
                value,
                rules,
                rules_possible,
            } => {
                let is = self.decided(&name, value);
                match (
                    &explained.otherwise,
                    rules.is_empty(),
                    rules_possible.is_empty(),
                ) {
                    (Some(Otherwise::Value(_)), ..) => self.pick(
                        format!("{is}, since no rule says otherwise."),
                        format!("{is}，因为没有规则另作规定。"),
                    ),
                    (_, true, true) => {
                        let zh = if value.value.is_array() {
                            "列入任何一项"
                        } else {
                            "计入"
                        };
                        self.pick(
                            format!("{is}, since no rule adds to it."),
                            format!("{is}，因为没有规则{zh}。"),
                        )
                    }
                    (_, true, false) if rules_possible.len() == 1 => {
                        let rule = self.rules(explained, rules_possible);
                        self.pick(
                            format!("{is}, whether or not {rule} is met."),
                            format!("{is}，无论{rule} 是否符合。"),
                        )
                    }
                    (_, true, false) => {
                        let rules = self.rules(explained, rules_possible);
                        self.pick(
                            format!("{is}, whichever is met of {rules}."),
                            format!("{is}，无论最终符合的是{}中的哪一条。", padded(&rules)),
                        )
                    }
                    (_, false, _) => {
                        let by = self.rules(explained, rules);
                        let by = self.pick(format!("{is}, by {by}."), format!("{is}，依据{by}。"));
                        match explained.because.as_slice() {
                            [only] => self.titled(&only.named, &by),
                            _ => by,
                        }
                    }
                }
            }
            Outcome::Contested { claims, .. } => self.contested(&name, claims),
            Outcome::Undetermined { needs, .. } if needs.is_empty() => self.cut_off(&name),
            Outcome::Undetermined { needs, .. } => {
                let needs: Vec<String> = needs.iter().map(|need| self.fact(&need.fact)).collect();
                let needs = self.and(&self.some(&needs));
                self.pick(
                    format!("{name} cannot be said yet: it turns on {needs}."),
                    format!("{}尚不能确定，取决于{}。", padded(&name), padded(&needs)),
                )
            }
            Outcome::Unclassified => self.pick(
                format!("{name} is unclassified: no rule is met."),
                format!("{}未归类：没有一条规则符合。", padded(&name)),
            ),
        }
    }

    /// What a decision came to, in few words.
    pub(in crate::report) fn result(&self, explained: &Decision) -> String {
        match &explained.outcome {
            Outcome::Decided { value, .. } => self.words(value),
            Outcome::Contested { claims, .. } => {
                let mut each: Vec<String> = claims
                    .iter()
                    .map(|claim| self.maybe(claim.value.as_ref()))
                    .collect();
                each.dedup();
                let each = self.against(&each);
                self.pick(format!("contested: {each}"), format!("有争议：{each}"))
            }
            Outcome::Undetermined { .. } => self.word("cannot be said yet", "尚不能确定"),
            Outcome::Unclassified => self.word("unclassified", "未归类"),
        }
    }

    /// The rules a decision was decided by, in few words.
    pub(in crate::report) fn decided_by(&self, explained: &Decision) -> String {
        let ids: Vec<String> = explained
            .because
            .iter()
            .map(|winner| winner.named.rule.clone())
            .collect();
        match &explained.outcome {
            Outcome::Undetermined { .. } => String::new(),
            _ => self.names(&ids),
        }
    }

    /// That nothing is unknown, and the search still did not end.
    fn cut_off(&self, name: &str) -> String {
        self.pick(
            format!("{name} cannot be said: the search was cut off before it ended."),
            format!("{}无法确定：搜索未完成即已停止。", padded(name)),
        )
    }

    /// That a decision is contested: between claims of rules, or since one upstream is.
    pub(super) fn contested(&self, name: &str, claims: &[Claim]) -> String {
        let upstream = upstream(claims);
        if !upstream.is_empty() {
            let upstream: Vec<String> = upstream
                .iter()
                .map(|decision| self.decision(decision))
                .collect();
            let upstream = self.and(&upstream);
            return self.pick(
                format!("{name}: contested, since {upstream} is."),
                format!("{}有争议，因为{}有争议。", padded(name), padded(&upstream)),
            );
        }
        let each: Vec<String> = claims.iter().map(|claim| self.claimed(claim)).collect();
        let between = self.against(&each);
        self.pick(
            format!("{name}: contested, {between}; no ground settles it."),
            format!("{}有争议：{between}；没有规定可据以裁断。", padded(name)),
        )
    }

    /// `Tier is Official affair`; a list after a colon.
    pub(super) fn decided(&self, name: &str, value: &Shown) -> String {
        let words = value.words.get(self.lang);
        if value.value.is_array() || value.value.is_boolean() {
            format!("{}{words}", self.colon(name))
        } else {
            self.pick(
                format!("{name} is {words}"),
                format!("{}是{}", padded(name), padded(words)),
            )
        }
    }

    /// A sentence after the title of the rule that says it.
    fn titled(&self, named: &Named, sentence: &str) -> String {
        match named.title.get(self.lang) {
            Some(title) => {
                let title = title.trim_end_matches(['.', '。']);
                format!("{}{sentence}", self.colon(title))
            }
            None => sentence.to_owned(),
        }
    }

    /// `rule O.3`, `row routing.a`, `rules C.1 and C.2`.
    pub(super) fn rules(&self, explained: &Decision, ids: &[String]) -> String {
        let is_row = |id: &String| {
            let mut named = (explained.because.iter().map(|rule| &rule.named))
                .chain(explained.defeated.iter().map(|rule| &rule.named))
                .chain(explained.not_met.iter().map(|rule| &rule.named))
                .chain(explained.open.iter().map(|rule| &rule.named));
            named.any(|named| named.rule == *id && named.table.is_some())
        };
        let all_rows = ids.iter().all(is_row);
        let list = padded(&self.and(&self.some(ids)));
        let list = list.trim();
        match (all_rows, ids.len()) {
            (true, 1) => self.pick(format!("row {list}"), format!("表行 {list}")),
            (true, _) => self.pick(format!("rows {list}"), format!("表行 {list}")),
            (false, 1) => self.pick(format!("rule {list}"), format!("规则 {list}")),
            (false, _) => self.pick(format!("rules {list}"), format!("规则 {list}")),
        }
    }

    /// `Common affair (C.8)`.
    fn claimed(&self, claim: &Claim) -> String {
        let value = self.maybe(claim.value.as_ref());
        let rules: Vec<String> = claim
            .rules
            .iter()
            .chain(&claim.rules_possible)
            .cloned()
            .collect();
        if rules.is_empty() {
            value
        } else {
            format!("{value}{}", self.aside(&self.list(&self.some(&rules))))
        }
    }

    /// A value, or that there is none.
    pub(in crate::report) fn maybe(&self, value: Option<&Shown>) -> String {
        value.map_or_else(
            || self.word("unclassified", "未归类"),
            |value| value.words.get(self.lang).to_owned(),
        )
    }

    /// The heading of a rule that wins whatever is still unknown.
    pub(in crate::report) fn in_any_case(&self, named: &Named) -> String {
        let rule = format!(
            "{}{}",
            self.rule_titled(named),
            self.aside(&self.concludes(named))
        );
        self.pick(format!("In any case {rule}"), format!("无论如何：{rule}"))
    }

    /// The heading of a claim and of a rule that makes it.
    pub(in crate::report) fn claim(&self, value: Option<&Shown>, by: &Named) -> String {
        let (value, by) = (self.maybe(value), self.rule_titled(by));
        self.pick(format!("{value}, by {by}"), format!("{value}，依据 {by}"))
    }

    /// A claim that depends on one upstream: `If Tier is Common affair: Community council, by …`.
    pub(in crate::report) fn claim_via(&self, explained: &Decision, claim: &Claim) -> String {
        let (value, via) = (self.maybe(claim.value.as_ref()), self.via(&claim.via));
        let rules: Vec<String> = claim
            .rules
            .iter()
            .chain(&claim.rules_possible)
            .cloned()
            .collect();
        let by = if rules.is_empty() {
            String::new()
        } else {
            let rules = self.rules(explained, &rules);
            self.pick(format!(", by {rules}"), format!("，依据{rules}"))
        };
        if via.is_empty() {
            self.pick(format!("{value}{by}."), format!("{value}{by}。"))
        } else {
            self.pick(
                format!("If {via}: {value}{by}."),
                format!("若{via}：{value}{by}。"),
            )
        }
    }

    /// The label of the claims.
    pub(in crate::report) fn claims_label(&self) -> String {
        self.word("Claims", "各项主张")
    }

    /// The claims upstream that something depends on.
    pub(in crate::report) fn via(&self, via: &[Via]) -> String {
        let mut decisions: Vec<&str> = via.iter().map(|step| step.decision.as_str()).collect();
        decisions.dedup();
        let each: Vec<String> = decisions
            .into_iter()
            .map(|decision| {
                let values = via.iter().filter(|step| step.decision == decision);
                let values: Vec<String> =
                    values.map(|step| self.maybe(step.value.as_ref())).collect();
                let (name, values) = (self.decision(decision), self.or(&self.some(&values)));
                self.pick(
                    format!("{name} is {values}"),
                    format!("{}是{}", padded(&name), padded(&values)),
                )
            })
            .collect();
        self.and(&each)
    }
}

/// The decisions upstream that claims depend on, if all of them do.
pub(in crate::report) fn upstream(claims: &[Claim]) -> Vec<&str> {
    if claims.iter().any(|claim| claim.via.is_empty()) {
        return Vec::new();
    }
    let mut upstream: Vec<&str> = claims
        .iter()
        .flat_map(|claim| claim.via.iter().map(|step| step.decision.as_str()))
        .collect();
    upstream.sort_unstable();
    upstream.dedup();
    upstream
}
