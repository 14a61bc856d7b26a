//! What a contest comes to: the claim, the answer, what each combination leads to, what it would take.

use super::{Phrases, padded, quoted};
use crate::contest::told::{Answer, Asked, Combination, Contest, Further};
use crate::explanation::Actual;
use crate::explanation::change::Change;
use crate::explanation::outcome::Outcome;
use crate::explanation::why_not::Claimed;

impl Phrases<'_> {
    /// The heading: which rules, which date.
    pub(in crate::report) fn contest_heading(&self, contest: &Contest) -> String {
        let title = self.ruleset(&contest.ruleset.name);
        let title = self.pick(format!("Objection: {title}"), format!("异议：{title}"));
        let (id, as_of) = (contest.id.as_deref(), contest.as_of);
        self.heading(&title, &self.which(id, as_of, contest.as_of_default))
    }

    /// The label of what the office found.
    pub(in crate::report) fn found_by_office(&self) -> String {
        self.word("Found by the office", "机关认定")
    }

    /// What is claimed.
    pub(in crate::report) fn claimed_line(&self, asked: &Asked) -> (String, String) {
        let label = self.word("Claimed", "异议主张");
        (label, self.ended(&self.asked_for(asked)))
    }

    /// `Tier is Official affair`, `Assisted by includes Street office`.
    pub(in crate::report) fn asked_for(&self, asked: &Asked) -> String {
        let name = self.decision(&asked.decision);
        match &asked.value {
            None => self.pick(
                format!("{name} is unclassified"),
                format!("{}未归类", padded(&name)),
            ),
            Some(value) if value.value.is_array() => {
                let words = value.words.get(self.lang);
                self.pick(
                    format!("{name} includes {words}"),
                    format!("{}含{}", padded(&name), padded(words)),
                )
            }
            Some(value) => self.decided(&name, value),
        }
    }

    /// What comes of the claim, in a sentence or two. `outcome`: what all combinations lead to, where
    /// they lead to one.
    pub(in crate::report) fn contest_answer(&self, contest: &Contest) -> (String, String) {
        let label = self.word("Answer", "结论");
        let combinations: usize = contest
            .outcomes
            .iter()
            .map(|group| group.combinations.len())
            .sum();
        let first = contest.outcomes.first();
        let only = first.map(|group| self.came(&contest.claim.decision, &group.outcome));
        let only = only.unwrap_or_default();
        let said = match contest.answer {
            Answer::Already if contest.outcomes.len() < 2 && combinations > 1 => self.pick(
                format!("The claim is what was decided, and the dispute does not matter: whichever is right, {only}. Each of the {combinations} combinations of what is disputed was decided."),
                format!("所作决定与异议主张一致，且争议不影响结果：无论哪一方属实，{only}。争议事实的 {combinations} 种组合已逐一作出决定。"),
            ),
            Answer::Already => self.pick(
                format!("The claim is what was decided already: {only}."),
                format!("所作决定本来就与异议主张一致：{only}。"),
            ),
            Answer::Succeeds => {
                let each: Vec<String> = contest
                    .grants
                    .iter()
                    .map(|grant| self.grant(contest, grant))
                    .collect();
                let each = each.join(&self.word(", or ", "，或者"));
                self.pick(
                    format!("The claim succeeds if this is granted: {each}."),
                    format!("只要采纳{each}，异议主张即成立。"),
                )
            }
            Answer::NoDifference if contest.claim.is == Claimed::Contested => self.pick(
                format!("The dispute does not matter: whichever is right, {only}. The claim is one of these and stays so. Each of the {combinations} combinations of what is disputed was decided."),
                format!("争议不影响结果：无论哪一方属实，{only}。所主张的始终只是其中之一。争议事实的 {combinations} 种组合已逐一作出决定。"),
            ),
            Answer::NoDifference => self.pick(
                format!("The dispute does not matter: whichever is right, {only}. Each of the {combinations} combinations of what is disputed was decided."),
                format!("争议不影响结果：无论哪一方属实，{only}。争议事实的 {combinations} 种组合已逐一作出决定。"),
            ),
            Answer::Fails => self.word(
                "The claim fails, whatever is granted of what is disputed. The outcome does turn on it, but it never comes to what is claimed.",
                "无论采纳哪些争议事实，异议主张都不成立。结果会随争议而变，但始终不是所主张的。",
            ),
            Answer::Undisputed => match contest.claim.is {
                Claimed::Contested => self.pick(
                    format!("The claim is one of several, and nothing settles it: {only}. No fact is disputed."),
                    format!("异议主张是几种并存的结论之一，尚无定论：{only}。没有争议事实。"),
                ),
                Claimed::Possible => self.pick(
                    format!("The claim is still possible: {only}. No fact is disputed."),
                    format!("异议主张仍有可能：{only}。没有争议事实。"),
                ),
                _ => self.pick(
                    format!("The claim fails: {only}. No fact is disputed."),
                    format!("异议主张不成立：{only}。没有争议事实。"),
                ),
            },
        };
        let by_ground = contest.answer != Answer::Succeeds && contest.succeeds();
        if !by_ground {
            return (label, said);
        }
        let besides = self.word(
            "It succeeds on a ground, though: see below.",
            "不过，有异议理由若被采纳，主张即成立：见下。",
        );
        let gap = self.word(" ", "");
        (label, format!("{said}{gap}{besides}"))
    }

    /// Facts to be granted, and the rules that would then decide.
    fn grant(&self, contest: &Contest, grant: &Combination) -> String {
        let facts = self.and(&self.facts_held(contest, &grant.granted));
        if grant.rules.is_empty() {
            return facts;
        }
        let rules = self.and(&self.some(&grant.rules));
        let then = self.pick(
            format!("then by {rules}"),
            format!("届时依据{}", padded(&rules)),
        );
        format!("{facts}{}", self.aside(&then))
    }

    /// What a decision came to, with the rules that say so; without a full stop.
    pub(in crate::report) fn came(&self, decision: &str, outcome: &Outcome) -> String {
        let name = self.decision(decision);
        match outcome {
            Outcome::Decided {
                value,
                rules,
                rules_possible,
            } => {
                let is = self.decided(&name, value);
                let rules: Vec<String> = rules.iter().chain(rules_possible).cloned().collect();
                if rules.is_empty() {
                    return is;
                }
                let rules = self.and(&self.some(&rules));
                self.pick(
                    format!("{is}, by {rules}"),
                    format!("{is}，依据{}", padded(&rules)),
                )
            }
            Outcome::Contested { claims, .. } => {
                let said = self.contested(&name, claims);
                said.trim_end_matches(['.', '。']).to_owned()
            }
            Outcome::Undetermined { needs, .. } => {
                let needs: Vec<String> = needs.iter().map(|need| self.fact(&need.fact)).collect();
                let needs = self.and(&self.some(&needs));
                self.pick(
                    format!("{name} cannot be said yet, for it turns on {needs}"),
                    format!("{}尚不能确定，取决于{}", padded(&name), padded(&needs)),
                )
            }
            Outcome::Unclassified => self.pick(
                format!("{name} is unclassified, for no rule is met"),
                format!("{}未归类，没有一条规则符合", padded(&name)),
            ),
        }
    }

    /// The label of what the decisions upstream came to.
    pub(in crate::report) fn upstream_label(&self) -> String {
        self.word("It follows from", "其前提")
    }

    /// The label of what the claim rests on.
    pub(in crate::report) fn rests_on(&self) -> String {
        self.word("The claim rests on", "主张所依据的规则")
    }

    /// That no rule concludes what is claimed.
    pub(in crate::report) fn rests_on_nothing(&self, contest: &Contest) -> String {
        if contest.claim.value.is_none() {
            return self.word(
                "no rule: it would hold where none is met.",
                "不依据任何规则：没有规则符合时才如此。",
            );
        }
        self.word(
            "no rule of the ruleset concludes it.",
            "规则集中没有规则得出此结论。",
        )
    }

    /// The label of what there is with everything granted.
    pub(in crate::report) fn even_then(&self) -> String {
        self.word("Even with everything granted", "即使全部采纳")
    }

    /// What would be needed besides.
    pub(in crate::report) fn further(
        &self,
        further: &Further,
        answer: Answer,
    ) -> (String, Vec<String>) {
        let label = match answer {
            Answer::Undisputed => self.word("It would take", "须有"),
            _ => self.word("It would take besides", "此外还须"),
        };
        let each = match further {
            Further::Never => vec![self.word(
                "nothing does: no change of the facts that can be otherwise leads to it.",
                "没有办法：无论改变哪些可变的事实，都得不出该结论。",
            )],
            Further::Changes(changes) => changes.iter().map(|one| self.taken(one)).collect(),
        };
        (label, each)
    }

    /// A change of facts and the rules that would then win.
    fn taken(&self, change: &Change) -> String {
        let facts: Vec<String> = change
            .facts
            .iter()
            .map(|changed| {
                let to = Actual::Known(changed.to.clone());
                let said = quoted(&self.given_fact(&changed.fact, &to));
                if changed.among.is_just(&changed.to) {
                    return said;
                }
                self.pick(format!("{said}, for instance"), format!("例如{said}"))
            })
            .collect();
        let facts = self.and(&facts);
        if change.rules.is_empty() {
            return self.ended(&facts);
        }
        let rules = self.and(&self.some(&change.rules));
        self.pick(
            format!("{facts}; it would then be so by {rules}."),
            format!("{facts}；届时依据{}。", padded(&rules)),
        )
    }
}
