//! Disputed facts: what each side holds, what the combinations lead to, who may settle it.

use super::{Phrases, padded, quoted};
use crate::contest::told::{
    Contest, Covered, Determined, Disputed, Entitled, Group, Held, Impossible, Refused,
};
use crate::explanation::Actual;

/// Most combinations of a group that are told one by one.
const LISTED: usize = 3;

impl Phrases<'_> {
    /// The label of the disputed facts.
    pub(in crate::report) fn disputed_label(&self) -> String {
        self.word("Disputed", "争议事实")
    }

    /// A fact with what is held of it, in quotation marks.
    pub(in crate::report) fn held(&self, fact: &str, value: &Actual) -> String {
        match value {
            Actual::Unsettled { among, .. } if among.is_empty() => quoted(&self.not_known(fact)),
            value => {
                let said = self.given_fact(fact, value);
                quoted(&said.replace('“', "‘").replace('”', "’"))
            }
        }
    }

    /// That nothing is known of a fact.
    fn not_known(&self, fact: &str) -> String {
        let term = self.terms.facts.get(fact).filter(|term| term.yes_no);
        let stated = term.and_then(|term| term.phrase.get(self.lang));
        match stated.filter(|phrase| !phrase.contains("{}")) {
            Some(stated) => self.pick(
                format!("it is not known whether {stated}"),
                format!("不知{stated}是否属实"),
            ),
            None => {
                let name = self.fact(fact);
                self.pick(
                    format!("{name} is not known"),
                    format!("{}不详", padded(&name)),
                )
            }
        }
    }

    /// Both sides of a disputed fact, and whether anything turns on it.
    pub(in crate::report) fn disputed(&self, disputed: &Disputed) -> String {
        let fact = &disputed.fact;
        let side = |held: &Held| {
            format!(
                "{}{}",
                self.held(fact, &held.value),
                self.evidence(fact, held)
            )
        };
        let (office, objector) = (side(&disputed.office), side(&disputed.objector));
        let turns = match (disputed.agreed, disputed.decisive.is_some()) {
            (true, _) => self.word("both say the same", "双方所说相同"),
            (false, true) => self.word("decisive", "对结果有决定作用"),
            (false, false) => self.word("alone it makes no difference", "单凭此项不改变结果"),
        };
        self.pick(
            format!("the office found {office}, the objector holds {objector}: {turns}."),
            format!("机关认定{office}，异议人主张{objector}：{turns}。"),
        )
    }

    /// When, from where and by whom.
    fn evidence(&self, fact: &str, held: &Held) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(held.source.clone());
        parts.extend(held.date.map(|day| day.to_string()));
        if let Some(by) = &held.by {
            let body = by.words.get(self.lang);
            parts.push(self.pick(format!("by {body}"), format!("由{body}认定")));
        }
        if held.entitled == Some(false) {
            let who = self.entitled_bodies(fact);
            parts.push(self.pick(
                format!("though the ruleset names {who} for this"),
                format!("但规则集规定此项由{who}认定"),
            ));
        }
        if parts.is_empty() {
            String::new()
        } else {
            self.aside(&self.clauses(&parts))
        }
    }

    /// Who establishes or judges a fact.
    fn entitled_bodies(&self, fact: &str) -> String {
        let term = self.terms.facts.get(fact);
        let bodies = term.map(|term| [&term.established_by, &term.judged_by]);
        let bodies: Vec<String> = bodies
            .into_iter()
            .flatten()
            .flatten()
            .map(|body| body.words.get(self.lang).to_owned())
            .collect();
        self.or(&bodies)
    }

    /// Facts as the objector holds them.
    pub(in crate::report) fn facts_held(&self, contest: &Contest, facts: &[String]) -> Vec<String> {
        let of = |fact: &String| contest.disputed.iter().find(|it| it.fact == *fact);
        facts
            .iter()
            .filter_map(of)
            .map(|it| self.held(&it.fact, &it.objector.value))
            .collect()
    }

    /// The label of what the combinations lead to.
    pub(in crate::report) fn outcomes_label(&self) -> String {
        self.word("What it comes to", "各种情形的结果")
    }

    /// What a group of combinations leads to.
    pub(in crate::report) fn group(&self, contest: &Contest, group: &Group) -> String {
        let came = self.came(&contest.claim.decision, &group.outcome);
        let possible = contest.outcomes.iter().map(|it| it.combinations.len());
        let all = possible.sum::<usize>() + contest.impossible.len();
        let cases = cases(contest, group);
        let said: Vec<String> = cases
            .iter()
            .take(LISTED)
            .map(|granted| self.case(contest, granted))
            .collect();
        let mut said = said.join(&self.word(", or ", "，或者"));
        if cases.len() > LISTED {
            let number = group.combinations.len();
            said = self.pick(
                format!("in {number} of {all} combinations, such as {said}"),
                format!("在 {all} 种组合中的 {number} 种里，例如{said}"),
            );
        }
        let claimed = if group.claimed {
            self.word(", as is claimed", "，即所主张的结果")
        } else {
            String::new()
        };
        self.pick(
            format!("{said}, then {came}{claimed}."),
            format!("{said}，则{}{claimed}。", padded(&came)),
        )
    }

    /// A combination: which of the facts on which something turns are granted.
    fn case(&self, contest: &Contest, granted: &[String]) -> String {
        let telling = telling(contest);
        let several = telling.len() > 1;
        let held = self.and(&self.facts_held(contest, granted));
        let are = if granted.len() == 1 { "is" } else { "are" };
        if granted.is_empty() {
            let refused = match telling.as_slice() {
                [only] => self.and(&self.facts_held(contest, std::slice::from_ref(only))),
                _ => String::new(),
            };
            return if refused.is_empty() {
                self.word("if the office is right throughout", "若机关认定全部属实")
            } else {
                self.pick(
                    format!("if {refused} is not granted"),
                    format!("若不采纳{refused}"),
                )
            };
        }
        match (several, granted.len() == telling.len()) {
            (true, true) => self.word(
                "if the objector is right throughout",
                "若异议人所说全部属实",
            ),
            (true, false) => self.pick(
                format!("if only {held} {are} granted"),
                format!("若只采纳{held}"),
            ),
            (false, _) => self.pick(format!("if {held} is granted"), format!("若采纳{held}")),
        }
    }

    /// The combinations that cannot be, each with why.
    pub(in crate::report) fn impossible_cases(&self, contest: &Contest) -> Vec<String> {
        let telling = telling(contest);
        let mut seen: Vec<Vec<String>> = Vec::new();
        let mut said = Vec::new();
        for Impossible { granted, refused } in &contest.impossible {
            let case: Vec<String> = of(granted, &telling);
            if seen.contains(&case) {
                continue;
            }
            let (when, why) = (self.case(contest, &case), self.refused(refused));
            said.push(self.pick(
                format!("{when}: no affair can be so, for {why}."),
                format!("{when}：不可能有这样的事项，因为{why}。"),
            ));
            seen.push(case);
        }
        said.truncate(LISTED);
        said
    }

    /// Why no affair can be so: in the words of the ruleset, where it has any.
    pub(in crate::report) fn refused(&self, refused: &Refused) -> String {
        let Refused { message, because } = refused;
        because
            .as_ref()
            .unwrap_or(message)
            .get(self.lang)
            .to_owned()
    }

    /// The label of those who may settle it.
    pub(in crate::report) fn settled_label(&self) -> String {
        self.word("Who may settle it", "由谁认定")
    }

    /// Who says what a fact is.
    pub(in crate::report) fn entitled(&self, entitled: &Entitled) -> String {
        let name = self.fact(&entitled.fact);
        let mut said = Vec::new();
        if let Some(body) = &entitled.established_by {
            let body = body.words.get(self.lang);
            said.push(self.pick(format!("established by {body}"), format!("由{body}认定")));
        }
        if let Some(body) = &entitled.judged_by {
            let body = body.words.get(self.lang);
            said.push(self.pick(format!("judged by {body}"), format!("由{body}裁量")));
        }
        if said.is_empty() {
            said.push(self.word(
                "the ruleset does not say who establishes it",
                "规则集没有规定由谁认定",
            ));
        }
        let said = self.and(&said);
        self.ended(&format!("{}{said}", self.colon(&name)))
    }

    /// Who determines a decision.
    pub(in crate::report) fn determined(&self, determined: &Determined) -> String {
        let name = self.decision(&determined.decision);
        let said = match &determined.determined_by {
            Some(body) => {
                let body = body.words.get(self.lang);
                self.pick(format!("determined by {body}"), format!("由{body}决定"))
            }
            None => self.word(
                "the ruleset does not say who determines it",
                "规则集没有规定由谁决定",
            ),
        };
        self.ended(&format!("{}{said}", self.colon(&name)))
    }

    /// Who decides where an overlap is known.
    pub(in crate::report) fn covered(&self, covered: &Covered) -> String {
        let name = self.decision(&covered.decision);
        let values: Vec<String> = covered
            .claims
            .iter()
            .map(|claim| self.maybe(claim.value.as_ref()))
            .collect();
        let between = self.against(&values);
        let because = covered.because.get(self.lang);
        let (_, known) = self.known_overlap(covered.decided_by.as_ref(), because);
        self.pick(
            format!("where {name} is contested, {between}: {known}"),
            format!("{}有争议（{between}）时：{known}", padded(&name)),
        )
    }
}

/// The facts by which combinations are told: those on which it turns what comes of them, or whether
/// any affair can be so. All others make no difference to any combination.
fn telling(contest: &Contest) -> Vec<String> {
    let odds = || contest.disputed.iter().filter(|it| !it.agreed);
    let telling = |it: &&Disputed| {
        let fact = &it.fact;
        it.decisive.is_some() || contest.impossible.iter().any(|it| frees(contest, it, fact))
    };
    let named = |it: &Disputed| it.fact.clone();
    let telling: Vec<String> = odds().filter(telling).map(named).collect();
    if telling.is_empty() {
        odds().map(named).collect()
    } else {
        telling
    }
}

/// Whether an impossible combination is possible with one fact the other way.
fn frees(contest: &Contest, one: &Impossible, fact: &str) -> bool {
    let otherwise = |other: &Impossible| {
        let facts = one.granted.iter().chain(&other.granted);
        let mut differ = facts.filter(|it| one.granted.contains(it) != other.granted.contains(it));
        differ.next().is_some_and(|it| it == fact) && differ.next().is_none()
    };
    !contest.impossible.iter().any(otherwise)
}

/// Those of some facts that are among others.
fn of(granted: &[String], telling: &[String]) -> Vec<String> {
    let granted = granted.iter().filter(|it| telling.contains(it));
    granted.cloned().collect()
}

/// The combinations of a group by the facts that tell them apart.
fn cases(contest: &Contest, group: &Group) -> Vec<Vec<String>> {
    let telling = telling(contest);
    let mut cases: Vec<Vec<String>> = Vec::new();
    for combination in &group.combinations {
        let case = of(&combination.granted, &telling);
        if !cases.contains(&case) {
            cases.push(case);
        }
    }
    cases
}
