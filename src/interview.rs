//! What to ask next. In: an affair as far as it is known, the decisions that are wanted, the facts that
//! nobody knows. Out: where those decisions stand, and the one question that narrows them most.
//!
//! Nothing is kept between two questions: the next one follows from what is known, so the same answers
//! lead to the same questions, and a form on a page can ask as well as a terminal. What a decision
//! turns on, [`crate::verdict::needs`] says exactly; a fact that it does not name is never asked for.

mod choose;
mod choices;
mod answer;
mod refusal;
mod matching;

pub use choices::Choice;

use crate::explanation::actual::known;
use crate::explanation::outcome::{Outcome, told};
use crate::explanation::shown::Speaker;
use crate::explanation::{Actual, Given, Terms};
use crate::model::show::domain;
use crate::model::{DecisionId, Fact, FactId, Type};
use crate::ruleset::Ruleset;
use crate::table::FactKey;
use crate::table::column::index;
use crate::verdict::decide::{STEP_LIMIT, decide_some};
use crate::verdict::{self, Affair, Knowledge};
use crate::words::Words;
use choices::Choices;

/// Where an interview stands: what is known, what is decided, what to ask next.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use fenliu::Ruleset;
/// let ruleset = Ruleset::load("rulesets/jiangjin")?;
/// let affair = ruleset.affair(&serde_json::json!({"matter": "shared_building_part"}))?;
/// let interview = ruleset.interview(&affair, &["tier"], &[]).expect("a decision");
/// let question = interview.question.expect("which part?");
/// assert_eq!(question.fact, "matter");
/// let affair = ruleset.answer(&affair, &question, "elevator")?;
/// assert!(ruleset.interview(&affair, &["tier"], &[]).is_some_and(|now| now.question.is_none()));
/// # Ok(()) }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interview {
    /// Every fact, in the order they are declared; a group of values by its name.
    pub facts: Vec<Given>,
    /// Facts taken from text, for whoever gave it to confirm.
    pub recognised: Vec<String>,
    /// The decisions wanted, in the order asked for.
    pub decisions: Vec<Standing>,
    /// What to ask next; nothing if no answer could change a wanted decision, or nobody knows one.
    pub question: Option<Question>,
    /// The facts that wanted decisions turn on, most telling first, whether or not somebody knows them.
    pub needed: Vec<String>,
    /// The words for the names above.
    pub terms: Terms,
}

/// Where one decision stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its name.
    pub decision: String,
    /// What it comes to, or may come to.
    pub outcome: Outcome,
}

/// One question: what is known of a fact?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The fact's name; `as_of` for the date of the decision.
    pub fact: String,
    /// What kind of answer it takes.
    pub form: Form,
    /// What the fact may be, in words.
    pub domain: Words,
    /// The values to choose from, as the tree they form; for kinds, sets and yes/no.
    pub choices: Vec<Choice>,
    /// The text from which the fact may be recognised instead: an answer in one's own words.
    pub in_words: Option<String>,
    /// The texts that rules ask about, for a text.
    pub looked_for: Vec<String>,
    /// Why it is asked: the wanted decisions that turn on it.
    pub decisions: Vec<String>,
    pub(crate) key: FactKey,
}

/// What kind of answer a question takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Yes or no.
    YesNo,
    /// One of the choices, or a value above or below one.
    Choice,
    /// Any number of the choices.
    Choices,
    /// A number, with or without its unit.
    Number,
    /// A day.
    Date,
    /// A number of days.
    Days,
    /// A text.
    Text,
}

impl Ruleset {
    /// What to ask next about an affair: `wanted` are the decisions to come to, all if none is named;
    /// `unknown` the facts that nobody knows. Nothing if a name of `wanted` is no decision.
    ///
    /// The affair is one that was read or answered; [`Ruleset::answer`] takes the answer.
    pub fn interview(
        &self,
        affair: &Affair,
        wanted: &[&str],
        unknown: &[&str],
    ) -> Option<Interview> {
        let model = &self.0.model;
        let named = |name: &&str| {
            let found = model.decisions.iter().position(|it| it.name == *name)?;
            Some(DecisionId(index(found)))
        };
        let wanted: Vec<DecisionId> = if wanted.is_empty() {
            (0..index(model.decisions.len())).map(DecisionId).collect()
        } else {
            wanted.iter().map(named).collect::<Option<_>>()?
        };
        let outcomes = decide_some(model, &self.0.table, affair, &wanted, STEP_LIMIT);
        let stands: Vec<(DecisionId, &verdict::Outcome)> =
            wanted.iter().copied().zip(&outcomes).collect();
        let needed = choose::ranked(model, &stands);
        let is_unknown = |fact: FactKey| unknown.contains(&self.fact_name(fact));
        let next = needed.iter().find(|fact| !is_unknown(**fact));
        let speaker = Speaker::new(model);
        let mut facts: Vec<(&Fact, &Knowledge)> = model.facts.iter().zip(&affair.facts).collect();
        facts.sort_by_key(|(fact, _)| fact.declared);
        Some(Interview {
            facts: facts
                .iter()
                .map(|(fact, knowledge)| Given {
                    fact: fact.name.clone(),
                    value: given(&speaker, &fact.ty, knowledge),
                })
                .collect(),
            recognised: affair
                .recognised
                .iter()
                .map(|fact| self.fact_name(FactKey::Fact(*fact)).to_owned())
                .collect(),
            decisions: stands
                .iter()
                .map(|(decision, outcome)| Standing {
                    decision: model.decisions[decision.index()].name.clone(),
                    outcome: told(&speaker, *decision, outcome),
                })
                .collect(),
            question: next.map(|fact| self.question(&speaker, affair, *fact, &stands, unknown)),
            needed: needed
                .iter()
                .map(|fact| self.fact_name(*fact).to_owned())
                .collect(),
            terms: Terms::of(&speaker),
        })
    }

    /// The name of a fact, `as_of` for the date.
    fn fact_name(&self, fact: FactKey) -> &str {
        match fact {
            FactKey::AsOf => "as_of",
            FactKey::Fact(fact) => &self.0.model.facts[fact.index()].name,
        }
    }

    fn question(
        &self,
        speaker: &Speaker,
        affair: &Affair,
        key: FactKey,
        stands: &[(DecisionId, &verdict::Outcome)],
        unknown: &[&str],
    ) -> Question {
        let model = &self.0.model;
        let turn = choose::turning_on(key, stands);
        let (form, domain, choices, in_words) = match key {
            FactKey::AsOf => (Form::Date, self.period(), Vec::new(), None),
            FactKey::Fact(id) => {
                let fact = &model.facts[id.index()];
                let choices = Choices {
                    ruleset: self,
                    speaker,
                    affair,
                    fact: id,
                    decisions: &turn,
                };
                let in_words = fact
                    .recognised_from
                    .filter(|text| self.may_tell(affair, id, *text, unknown))
                    .map(|text| model.facts[text.index()].name.clone());
                (
                    form(&fact.ty),
                    domain(model, &fact.ty),
                    choices.all(),
                    in_words,
                )
            }
        };
        Question {
            fact: self.fact_name(key).to_owned(),
            form,
            domain,
            choices,
            in_words,
            looked_for: choices::texts(&self.0.table, key),
            decisions: turn
                .iter()
                .map(|decision| model.decisions[decision.index()].name.clone())
                .collect(),
            key,
        }
    }

    /// Whether a fact of which nothing is known may be told by a text that nobody has given yet.
    fn may_tell(&self, affair: &Affair, fact: FactId, text: FactId, unknown: &[&str]) -> bool {
        let nothing = |fact: FactId| affair.facts[fact.index()] == Knowledge::Unknown;
        nothing(fact) && nothing(text) && !unknown.contains(&self.fact_name(FactKey::Fact(text)))
    }

    /// The days on which the ruleset decides, in words.
    fn period(&self) -> Words {
        let period = verdict::space::period(&self.0.model);
        let whole = Type::Date {
            low: period.from.unwrap_or(jiff::civil::Date::constant(1, 1, 1)),
            high: period.until.unwrap_or(jiff::civil::Date::MAX),
        };
        domain(&self.0.model, &whole)
    }
}

/// What is known of a fact; leaves that one value stands for as that value.
fn given(speaker: &Speaker, ty: &Type, knowledge: &Knowledge) -> Actual {
    if let (Type::Kind(kind), Knowledge::OneOf(leaves)) = (ty, knowledge)
        && let Some(node) = speaker.model.kinds[kind.index()].node_of(leaves)
    {
        return Actual::Known(speaker.node(*kind, node));
    }
    known(speaker, ty, knowledge)
}

fn form(ty: &Type) -> Form {
    match ty {
        Type::Kind(_) => Form::Choice,
        Type::Set(_) => Form::Choices,
        Type::YesNo => Form::YesNo,
        Type::Integer { .. } | Type::Decimal { .. } => Form::Number,
        Type::Date { .. } => Form::Date,
        Type::Duration { .. } => Form::Days,
        Type::Text => Form::Text,
    }
}
