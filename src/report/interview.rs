//! An interview as text for a terminal: the question, its help, and what an answer has narrowed.

use super::phrases::Phrases;
use super::wrap::{width, wrap};
use crate::explanation::Shown;
use crate::explanation::outcome::{Need, Outcome};
use crate::interview::{Choice, Form, Interview, Question, Standing};
use crate::verdict::affair::Rejection;
use crate::words::Lang;

/// What stands below a value that is not opened, at most so many.
const EXAMPLES: usize = 3;

impl Interview {
    fn phrases(&self, lang: Lang) -> Phrases<'_> {
        Phrases {
            lang,
            terms: &self.terms,
        }
    }

    /// How it begins, under the ruleset's name.
    pub fn beginning(&self, ruleset: &str, lang: Lang) -> String {
        let phrases = self.phrases(lang);
        let title = phrases.ruleset(ruleset);
        let begun = phrases.beginning(&title, open(self), self.decisions.len());
        wrap(&begun, "", 2, lang)
    }

    /// The question, who says it, and what there is to choose from.
    pub fn asked(&self, question: &Question, lang: Lang) -> String {
        let phrases = self.phrases(lang);
        let mut text = wrap(&phrases.question(question), "", 2, lang);
        let lines = phrases
            .who_says(&question.fact)
            .into_iter()
            .chain([phrases.accepted(question)]);
        for line in lines {
            text.push('\n');
            text.push_str(&wrap(&line, "  ", 2, lang));
        }
        if question.form != Form::YesNo {
            for line in listed(phrases, &question.choices) {
                text.push('\n');
                text.push_str(&line);
            }
        }
        text
    }

    /// The question alone, to be asked again.
    pub fn asked_again(&self, question: &Question, lang: Lang) -> String {
        wrap(&self.phrases(lang).question(question), "", 2, lang)
    }

    /// Why an answer is not taken.
    pub fn refused(&self, rejection: &Rejection, lang: Lang) -> String {
        let sentences = [Some(&rejection.message), rejection.help.as_deref()];
        let sentences: Vec<String> = sentences
            .into_iter()
            .flatten()
            .map(|words| words.get(lang).to_owned())
            .collect();
        let phrases = self.phrases(lang);
        wrap(
            &phrases.ended(&phrases.sentences(&sentences)),
            "  ",
            2,
            lang,
        )
    }

    /// Why a question is asked, and what is accepted.
    pub fn help(&self, question: &Question, lang: Lang) -> String {
        let turning = |standing: &&Standing| question.decisions.contains(&standing.decision);
        let stands: Vec<&Standing> = self.decisions.iter().filter(turning).collect();
        let lines = self.phrases(lang).help(question, &stands);
        let lines = lines.iter().map(|line| wrap(line, "  ", 4, lang));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What was taken from text, to be confirmed.
    pub fn is_it_right(&self, lang: Lang) -> String {
        let phrases = self.phrases(lang);
        let recognised = self.facts.iter();
        let said: Vec<String> = recognised
            .filter(|given| self.recognised.contains(&given.fact))
            .map(|given| phrases.given_fact(&given.fact, &given.value))
            .collect();
        wrap(&phrases.is_it_right(&said), "", 2, lang)
    }

    /// What has changed since an earlier state: what is known and decided now, and what is left open.
    pub fn narrowed(&self, before: &Self, lang: Lang) -> String {
        let phrases = self.phrases(lang);
        let changed = self
            .decisions
            .iter()
            .zip(&before.decisions)
            .filter(|(now, was)| !same(now, was));
        let (open, decided): (Vec<_>, Vec<_>) =
            changed.partition(|(now, _)| matches!(now.outcome, Outcome::Undetermined { .. }));
        let told = |(now, was): &(&Standing, &Standing)| {
            phrases.standing(&now.decision, &now.outcome, Phrases::count(&was.outcome))
        };
        let facts = self.facts.iter().zip(&before.facts);
        let given: Vec<String> = facts
            .filter(|(now, was)| now.value != was.value)
            .map(|(now, _)| phrases.given_fact(&now.fact, &now.value))
            .collect();
        let (none, decided): (Vec<_>, Vec<_>) = decided
            .into_iter()
            .partition(|(now, _)| is_none(&now.outcome));
        let mut decided: Vec<String> = decided.iter().map(told).collect();
        let none: Vec<&str> = none.iter().map(|(now, _)| now.decision.as_str()).collect();
        decided.extend(phrases.none(&none));
        let open: Vec<String> = open.iter().map(told).collect();
        let nothing = decided.is_empty() && open.is_empty();
        let [now, left] = phrases.narrowed_labels();
        let labelled = [(phrases.given(), given), (now, decided), (left, open)].into_iter();
        let mut lines: Vec<String> = labelled
            .filter(|(_, list)| !list.is_empty())
            .map(|(label, list)| {
                let first = format!("  {}", phrases.colon(&label));
                wrap(&phrases.ended(&phrases.sentences(&list)), &first, 4, lang)
            })
            .collect();
        if nothing {
            lines.push(format!("  {}", phrases.narrows_nothing()));
        }
        lines.join("\n")
    }

    /// How it ended: nothing more matters, or what does and who could say it.
    pub fn ended(&self, lang: Lang) -> String {
        let phrases = self.phrases(lang);
        if open(self) == 0 {
            return phrases.nothing_more();
        }
        let missing: Vec<String> = self
            .needed
            .iter()
            .map(|fact| Need {
                fact: fact.clone(),
                among: Vec::new(),
            })
            .map(|need| phrases.need(&need))
            .collect();
        wrap(&phrases.still_missing(&missing), "", 2, lang)
    }
}

/// Whether a decision came to an empty list.
fn is_none(outcome: &Outcome) -> bool {
    let empty = |value: &Shown| value.value.as_array().is_some_and(Vec::is_empty);
    matches!(outcome, Outcome::Decided { value, .. } if empty(value))
}

fn open(interview: &Interview) -> usize {
    let is_open = |standing: &&Standing| matches!(standing.outcome, Outcome::Undetermined { .. });
    interview.decisions.iter().filter(is_open).count()
}

/// Whether a decision stands where it stood, apart from what it turns on.
fn same(now: &Standing, was: &Standing) -> bool {
    match (&now.outcome, &was.outcome) {
        (
            Outcome::Undetermined { possible: now, .. },
            Outcome::Undetermined { possible: was, .. },
        ) => now == was,
        (now, was) => std::mem::discriminant(now) == std::mem::discriminant(was),
    }
}

/// The choices, a line each; numbers stand in one column.
fn listed(phrases: Phrases, choices: &[Choice]) -> Vec<String> {
    let lang = phrases.lang;
    let numbered = choices.iter().filter(|choice| !choice.heading).count();
    let digits = numbered.to_string().len();
    let mut number = 0;
    choices
        .iter()
        .map(|choice| {
            let mark = if choice.heading {
                String::new()
            } else {
                number += 1;
                number.to_string()
            };
            let first = format!("  {mark:>digits$}  {}", "  ".repeat(choice.depth));
            let mut text = choice.value.words.get(lang).to_owned();
            if !choice.below.is_empty() {
                let below = choice.below.iter().take(EXAMPLES);
                let below: Vec<String> = below
                    .map(|value| value.words.get(lang).to_owned())
                    .collect();
                text.push_str(&phrases.below(&below, choice.below.len() > EXAMPLES));
            }
            wrap(&text, &first, width(&first, lang), lang)
        })
        .collect()
}
