//! A contest as a page: the answer first, then what was decided, what is disputed and what each
//! combination leads to, who may settle it, and each ground.

use super::fold::{Room, fold_not_met, fold_open};
use super::page::{Block, Line};
use super::phrases::Phrases;
use super::{markdown, text};
use crate::contest::Contest;
use crate::contest::ground::{Asserted, Examined, Found, Stands};
use crate::contest::told::Answer;
use crate::explanation::{Actual, Decision};
use crate::words::Lang;

/// How much room there is for rules.
const ROOM: Room = Room {
    rows: 5,
    few: 5,
    few_rows: 3,
    only_nearest: true,
    changes: 3,
};

impl Contest {
    /// As text for people, in lines of at most 80 columns.
    pub fn to_text(&self, lang: Lang) -> String {
        text::set(page(self, lang), self.phrases(lang), true)
    }

    /// As Markdown.
    pub fn to_markdown(&self, lang: Lang) -> String {
        markdown::set(&page(self, lang), self.phrases(lang))
    }

    fn phrases(&self, lang: Lang) -> Phrases<'_> {
        Phrases {
            lang,
            terms: &self.terms,
        }
    }
}

fn page(contest: &Contest, lang: Lang) -> Vec<Block> {
    let mut page = Page {
        phrases: contest.phrases(lang),
        contest,
        blocks: Vec::new(),
    };
    page.head();
    page.decided();
    page.dispute();
    page.grounds();
    page.blocks
}

struct Page<'a> {
    phrases: Phrases<'a>,
    contest: &'a Contest,
    blocks: Vec<Block>,
}

impl Page<'_> {
    fn line(&mut self, (label, text): (String, String)) {
        self.blocks.push(Block::Line(Line {
            label,
            text,
            below: false,
        }));
    }

    fn list(&mut self, label: String, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(label, items));
        }
    }

    /// What it is about, and the answer.
    fn head(&mut self) {
        let (phrases, contest) = (self.phrases, self.contest);
        self.blocks
            .push(Block::Title(phrases.contest_heading(contest)));
        let known = contest.facts.iter().filter(
            |fact| !matches!(&fact.value, Actual::Unsettled { among, .. } if among.is_empty()),
        );
        let known: Vec<String> = known
            .map(|fact| phrases.given_fact(&fact.fact, &fact.value))
            .collect();
        let found = if known.is_empty() {
            phrases.nothing_given()
        } else {
            phrases.sentences(&known)
        };
        self.line((phrases.found_by_office(), phrases.ended(&found)));
        self.line(phrases.claimed_line(&contest.claim));
        let (label, answer) = phrases.contest_answer(contest);
        self.blocks.push(Block::Answer(label, answer));
    }

    /// What was decided, and what the claim rests on.
    fn decided(&mut self) {
        let (phrases, contest) = (self.phrases, self.contest);
        let Some((explained, upstream)) = contest.decided.split_last() else {
            return;
        };
        self.blocks.push(Block::Answer(
            phrases.decision(&explained.decision),
            phrases.answer(explained),
        ));
        let upstream = upstream.iter().map(|it| phrases.answer(it)).collect();
        self.list(phrases.upstream_label(), upstream);
        if let [winner] = explained.because.as_slice() {
            self.line(phrases.met(&winner.when, &winner.unless));
            for cited in &winner.origin.sources {
                self.line(phrases.source(cited));
            }
        }
        if contest.answer == Answer::Already {
            return;
        }
        if contest.claim.rules.is_empty() {
            let nothing = phrases.rests_on_nothing(contest);
            self.line((phrases.rests_on(), nothing));
        } else {
            self.claiming(phrases.rests_on(), explained);
        }
    }

    /// The rules that conclude the claim, each with what keeps it from winning.
    fn claiming(&mut self, label: String, explained: &Decision) {
        let rules = &self.contest.claim.rules;
        let mut all: Vec<Stands> = Vec::new();
        all.extend(
            explained
                .because
                .iter()
                .cloned()
                .map(|it| Stands::Wins(Box::new(it))),
        );
        all.extend(
            explained
                .defeated
                .iter()
                .cloned()
                .map(|it| Stands::Defeated(Box::new(it))),
        );
        all.extend(
            explained
                .open
                .iter()
                .cloned()
                .map(|it| Stands::Open(Box::new(it))),
        );
        all.extend(
            explained
                .not_met
                .iter()
                .cloned()
                .map(|it| Stands::NotMet(Box::new(it))),
        );
        all.retain(|it| rules.contains(&it.named().rule));
        let items = self.rules(&all, Some(explained));
        self.list(label, items);
    }

    /// How rules fare, a line each; many that fail alike in one line.
    fn rules(&self, rules: &[Stands], explained: Option<&Decision>) -> Vec<String> {
        let phrases = self.phrases;
        let titled = |rules: &[&Stands]| -> Vec<String> {
            rules
                .iter()
                .map(|it| phrases.stands(it, explained))
                .collect()
        };
        let is_apart = |it: &&Stands| matches!(it, Stands::Wins(_) | Stands::Defeated(_));
        let (apart, others): (Vec<&Stands>, Vec<&Stands>) = rules.iter().partition(is_apart);
        let mut items = titled(&apart);
        if others.len() <= ROOM.few_rows {
            items.extend(titled(&others));
            return items;
        }
        let (mut open, mut not_met) = (Vec::new(), Vec::new());
        for rule in others {
            match rule {
                Stands::Open(rule) => open.push((**rule).clone()),
                Stands::NotMet(rule) => not_met.push((**rule).clone()),
                Stands::Wins(_) | Stands::Defeated(_) => {}
            }
        }
        let open = fold_open(phrases, &open, ROOM);
        items.extend(open.iter().map(|line| phrases.ended(line)));
        let (rows, summed) = fold_not_met(phrases, not_met.iter(), !items.is_empty(), ROOM);
        let (not, _) = phrases.not_met_label();
        items.extend(rows.into_iter().map(|[rule, concludes, why]| {
            let head = format!("{rule}{}", phrases.aside(&concludes));
            let why = format!("{}{why}", phrases.colon(&not.to_lowercase()));
            phrases.ended(&format!("{}{why}", phrases.colon(&head)))
        }));
        items.extend(summed.iter().map(|line| phrases.ended(line)));
        items
    }

    /// What is disputed, what it comes to, what it takes, who may settle it.
    fn dispute(&mut self) {
        let (phrases, contest) = (self.phrases, self.contest);
        let disputed: Vec<String> = contest
            .disputed
            .iter()
            .map(|it| phrases.disputed(it))
            .collect();
        self.list(phrases.disputed_label(), disputed);
        if contest.outcomes.len() > 1 || !contest.impossible.is_empty() {
            let mut items: Vec<String> = contest
                .outcomes
                .iter()
                .map(|group| phrases.group(contest, group))
                .collect();
            items.extend(phrases.impossible_cases(contest));
            self.list(phrases.outcomes_label(), items);
        }
        if let Some(all) = &contest.all_granted
            && contest.answer == Answer::Fails
            && !contest.claim.rules.is_empty()
        {
            self.claiming(phrases.even_then(), all);
        }
        if let Some(further) = &contest.further {
            let (label, items) = phrases.further(further, contest.answer);
            self.list(label, items);
        }
        let settled = &contest.settled_by;
        let facts = settled.facts.iter().map(|it| phrases.entitled(it));
        let decisions = settled.decisions.iter().map(|it| phrases.determined(it));
        let overlaps = settled.overlaps.iter().map(|it| phrases.covered(it));
        let items = facts.chain(decisions).chain(overlaps).collect();
        self.list(phrases.settled_label(), items);
    }

    fn grounds(&mut self) {
        for ground in &self.contest.grounds {
            self.ground(ground);
        }
    }

    fn ground(&mut self, examined: &Examined) {
        let (phrases, contest) = (self.phrases, self.contest);
        let (label, asserted) = phrases.asserted(&examined.asserted);
        let sentence = phrases.ended(&format!("{}{asserted}", phrases.colon(&label)));
        self.blocks.push(Block::Answer(label, sentence));
        self.line(phrases.found(examined));
        let (before, after) = phrases.before_and_after(&examined.asserted);
        let name = &contest.claim.decision;
        let came = |outcome| phrases.ended(&phrases.came(name, outcome));
        self.line((before, came(&examined.before)));
        if let Some(outcome) = &examined.after {
            self.line((after, came(outcome)));
        }
        let (decision, rules): (&str, &[Stands]) = match &examined.found {
            Found::Rule { decision, standing } => (decision, std::slice::from_ref(standing)),
            Found::NotMet { rules } | Found::Settled { rules } => (name, rules),
            _ => return self.beyond(&examined.asserted),
        };
        let explained = contest.decided.iter().find(|it| it.decision == *decision);
        let items = self.rules(rules, explained);
        self.list(phrases.rules_label(), items);
    }

    /// What another ruleset does not know.
    fn beyond(&mut self, asserted: &Asserted) {
        let other = match asserted {
            Asserted::WrongVersion { other, .. } => other.as_ref(),
            Asserted::WrongTerritory { other } => Some(other),
            _ => None,
        };
        if let Some(other) = other.filter(|other| !other.passed_over.is_empty()) {
            let line = self.phrases.passed_over(&other.passed_over);
            self.line(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::report::wrap::{COLUMNS, width};
    use crate::{Lang, Objection, Ruleset};

    #[test]
    fn no_line_is_wider_than_a_terminal() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
        let ruleset = Ruleset::load(root.join("jiangjin")).unwrap_or_else(|it| panic!("{it}"));
        let affairs = std::fs::read_to_string(root.join("jiangjin/affairs.jsonl"));
        for line in affairs.expect("affairs").lines().take(6) {
            let affair = ruleset.affair_from_json(line).expect("an affair");
            let objection = Objection::new("tier", "official")
                .dispute("needs_planning", true)
                .dispute("description", "很长".repeat(60));
            let contest = ruleset.contest(&affair, &objection).expect("a contest");
            for lang in [Lang::En, Lang::Zh] {
                let text = contest.to_text(lang);
                let wide = text.lines().find(|line| width(line, lang) > COLUMNS);
                assert_eq!(wide, None, "{text}");
                assert!(contest.to_markdown(lang).starts_with("# "));
            }
        }
    }
}
