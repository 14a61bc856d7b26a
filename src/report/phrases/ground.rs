//! Grounds: what each asserts, and what was found of it.

use super::{Phrases, padded, quoted};
use crate::contest::ground::{Asserted, Elsewhere, Examined, Found, Stands, Verdict};
use crate::explanation::Shown;

impl Phrases<'_> {
    /// What a ground asserts: its name, and a sentence without its end.
    pub(in crate::report) fn asserted(&self, asserted: &Asserted) -> (String, String) {
        match asserted {
            Asserted::FactWrong { fact, value } => (
                self.word("A fact is wrong", "事实认定有误"),
                self.held(fact, value),
            ),
            Asserted::FactMissing { fact, value } => (
                self.word("A fact was left out", "遗漏事实"),
                self.held(fact, value),
            ),
            Asserted::RuleMisapplied { rule } => (
                self.word("A rule was misapplied", "规则适用不当"),
                rule.clone(),
            ),
            Asserted::WrongVersion { date, other } => (
                self.word("The wrong version was applied", "适用版本不当"),
                match (date, other) {
                    (Some(day), _) => self.pick(
                        format!("the day to decide by is {day}"),
                        format!("应以 {day} 为决定日"),
                    ),
                    (None, Some(other)) => self.elsewhere(other),
                    (None, None) => String::new(),
                },
            ),
            Asserted::PriorityWrong { rule, over } => (
                self.word("The wrong rule prevailed", "规则优先顺序有误"),
                self.pick(
                    format!("{rule} should prevail over {over}"),
                    format!("{rule} 应优先于 {over}"),
                ),
            ),
            Asserted::WrongTerritory { other } => (
                self.word("The affair belongs elsewhere", "不属此地管辖"),
                self.elsewhere(other),
            ),
            Asserted::FunctionsOverlap { between } => {
                let [one, other] = between
                    .each_ref()
                    .map(|it| it.words.get(self.lang).to_owned());
                (
                    self.word("Functions overlap", "职能重叠"),
                    self.and(&[one, other]),
                )
            }
            Asserted::NotEntitled { fact, by } => {
                let (fact, by) = (quoted(&self.fact(fact)), by.words.get(self.lang));
                (
                    self.word("Not entitled", "无权认定"),
                    self.pick(
                        format!("{by} may not establish {fact}"),
                        format!("{by}无权认定{fact}"),
                    ),
                )
            }
        }
    }

    fn elsewhere(&self, other: &Elsewhere) -> String {
        let name = &other.ruleset.name;
        match other.title.get(self.lang) {
            Some(title) => format!("{title}{}", self.aside(name)),
            None => name.clone(),
        }
    }

    /// What came of a ground, and why.
    pub(in crate::report) fn found(&self, examined: &Examined) -> (String, String) {
        let label = match examined.verdict {
            Verdict::Upheld => self.word("Upheld", "成立"),
            Verdict::NoDifference => self.word("Makes no difference", "不影响结果"),
            Verdict::Refuted => self.word("Refuted", "不成立"),
        };
        (label, self.ended(&self.reason_found(examined)))
    }

    fn reason_found(&self, examined: &Examined) -> String {
        let upheld = examined.verdict == Verdict::Upheld;
        match &examined.found {
            Found::Decided => self.decided_again(examined, upheld),
            Found::Already => match &examined.asserted {
                Asserted::PriorityWrong { rule, over } => self.pick(
                    format!("{rule} prevails over {over} already"),
                    format!("{rule} 本来就优先于 {over}"),
                ),
                Asserted::WrongVersion { .. } | Asserted::WrongTerritory { .. } => self.word(
                    "that is what it was decided by",
                    "所作决定正是据此作出的",
                ),
                _ => self.word("the office found the same", "机关的认定与此相同"),
            },
            Found::Rejected(refused) => self.refused(refused),
            Found::Known { known } => {
                let Asserted::FactMissing { fact, .. } = &examined.asserted else {
                    return String::new();
                };
                let held = self.held(fact, known);
                self.pick(
                    format!("the office did not leave it out, it found {held}"),
                    format!("机关并未遗漏此项，认定的是{held}"),
                )
            }
            Found::Unknown => self.word(
                "nobody established it: it is not known",
                "此项尚不详，并无任何主体作过认定",
            ),
            Found::Rule { standing, .. } => match standing {
                Stands::Wins(_) => self.word(
                    "the rule is met, and none prevails over it",
                    "该规则符合，且没有规则优先于它",
                ),
                Stands::Defeated(_) => self.word(
                    "the rule is met, but another prevails over it",
                    "该规则虽符合，但另有规则优先",
                ),
                Stands::NotMet(_) => self.word("the rule is not met", "该规则不符合"),
                Stands::Open(_) => self.word(
                    "whether the rule is met turns on facts that are not known",
                    "该规则是否符合，取决于尚不详的事实",
                ),
            },
            Found::NotMet { .. } => match examined.asserted {
                Asserted::FunctionsOverlap { .. } => self.word(
                    "no rule speaks for each of them here",
                    "并非双方在此都有规则依据",
                ),
                _ => self.word(
                    "not both are met here, so that there is nothing to settle between them",
                    "两条规则在此并未同时符合，无需裁断先后",
                ),
            },
            Found::NothingShared => self.word(
                "the two rules never decide the same thing",
                "这两条规则所定的不是同一项决定",
            ),
            Found::NeverMeet => self.word(
                "no affair meets both rules",
                "没有任何事项同时符合这两条规则",
            ),
            Found::Circle => match &examined.asserted {
                Asserted::PriorityWrong { rule, over } if rule != over => self.pick(
                    format!("{over} overrides {rule}, and rules cannot override each other"),
                    format!("{over} 明文优先于 {rule}，规则不能互相优先"),
                ),
                _ => self.word("a rule cannot override itself", "规则不能优先于自己"),
            },
            Found::Mandatory => match &examined.asserted {
                Asserted::PriorityWrong { over, .. } => self.pick(
                    format!("{over} is a mandatory rule of a higher ruleset, which no rule below may beat"),
                    format!("{over} 是上级的强制规则，下级规则不得优先于它"),
                ),
                _ => String::new(),
            },
            Found::NoDecision { decisions } => {
                let decisions: Vec<String> = decisions.iter().map(|it| self.words(it)).collect();
                let decisions = self.and(&self.some(&decisions));
                self.pick(
                    format!("that ruleset does not decide this; it decides {decisions}"),
                    format!("该规则集没有此项决定，它所定的是{}", padded(&decisions)),
                )
            }
            Found::NoFacts => self.word(
                "that ruleset knows none of the facts of this affair",
                "该规则集不认识此事的任何一项事实",
            ),
            Found::Silent => self.word(
                "that ruleset does not speak of such an affair",
                "该规则集没有规定此类事项",
            ),
            Found::Contested => self.word(
                "rules for both are met, and no ground settles it",
                "双方都有规则符合，且没有规定可据以裁断",
            ),
            Found::Both => self.word(
                "both are named, and that is no contest",
                "双方都在其列，并无冲突",
            ),
            Found::Settled { .. } => self.word(
                "rules for both are met, and it is settled which prevails",
                "双方都有规则符合，但何者优先已有规定",
            ),
            Found::Entitled => self.word(
                "the ruleset has this very body say so",
                "规则集正是规定由该主体认定",
            ),
            Found::NobodyNamed => self.word(
                "the ruleset names nobody for it, and so excludes nobody",
                "规则集没有规定由谁认定，因此也没有排除任何主体",
            ),
            Found::NotEntitled {
                established_by,
                judged_by,
            } => {
                let bodies = [established_by, judged_by].into_iter().flatten();
                let bodies: Vec<String> = bodies.map(|it: &Shown| self.words(it)).collect();
                let bodies = self.or(&bodies);
                if upheld {
                    self.pick(
                        format!("the ruleset names {bodies} for it, and without it the outcome is another"),
                        format!("规则集规定此项由{bodies}认定；撇开此项，结果不同"),
                    )
                } else {
                    self.pick(
                        format!("the ruleset names {bodies} for it, but without it the outcome is the same"),
                        format!("规则集规定此项由{bodies}认定；但撇开此项，结果相同"),
                    )
                }
            }
        }
    }

    /// What deciding again showed.
    fn decided_again(&self, examined: &Examined, upheld: bool) -> String {
        match (&examined.asserted, upheld) {
            (_, false) => self.word(
                "even if it is so, the outcome is the same",
                "即使如此，结果也相同",
            ),
            (Asserted::PriorityWrong { .. }, true) => self.word(
                "if it were so, the outcome would be another; but the ruleset does not say so, and whoever makes it would have to",
                "若果真如此，结果就不同；但规则集没有这样规定，须由制定者作出规定",
            ),
            (_, true) => self.word(
                "if it is so, the outcome is another",
                "如果属实，结果就不同",
            ),
        }
    }

    /// The label of what was decided, and of what would be decided with the ground granted.
    pub(in crate::report) fn before_and_after(&self, asserted: &Asserted) -> (String, String) {
        let after = match asserted {
            Asserted::RuleMisapplied { .. } => self.word("Without the rule", "若没有该规则"),
            Asserted::NotEntitled { .. } => self.word("With the fact left open", "若此项不详"),
            Asserted::WrongVersion { .. } => self.word("By that version", "按该版本"),
            Asserted::WrongTerritory { .. } => self.word("By that ruleset", "按该规则集"),
            _ => self.word("If granted", "若采纳"),
        };
        (self.word("As decided", "所作决定"), after)
    }

    /// The label of the rules that were found of a ground.
    pub(in crate::report) fn rules_label(&self) -> String {
        self.word("Rules", "规则")
    }

    /// That the other ruleset does not know some facts.
    pub(in crate::report) fn passed_over(&self, facts: &[String]) -> (String, String) {
        let facts: Vec<String> = facts.iter().map(|fact| self.fact(fact)).collect();
        let facts = self.and(&self.some(&facts));
        (
            self.word("Passed over", "略去"),
            self.pick(
                format!("{facts}, which that ruleset does not know."),
                format!("{}，该规则集没有这些事实。", padded(&facts)),
            ),
        )
    }
}
