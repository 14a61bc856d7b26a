//! Each question and each ground on rules that can be followed by hand.

mod grounds;
mod questions;

use super::{Answer, Contest, Objection};
use crate::explanation::outcome::Outcome;
use crate::{Ruleset, Source};

const RULES: &str = r#"
ruleset test.street
  effective from 2024-01-01 until 2025-12-31
kind tier ordered { family, common, official }
kind body { community, street_office, bureau }
facts {
  public_road : yes/no established by bureau
  households  : integer 0..100 judged by community
  paid        : yes/no
  planned     : yes/no
  impossible planned and paid because "what is planned is not paid for yet"
}
decision tier : tier determined by community
decision lead : body
decision help : collect body
rule A when public_road then tier is official, help includes bureau
rule B when households is at least 10 then tier is common, help includes community
rule C overrides A because "it is paid for" when paid then tier is family
rule D when planned then tier is official
  effective from 2025-01-01
rule L.1 when tier is official then lead is street_office
rule L.2 when tier is at most common then lead is community
overlap A, B on tier decided by street_office because "the line is not drawn"
"#;

fn ruleset() -> Ruleset {
    compiled(RULES)
}

fn compiled(text: &str) -> Ruleset {
    Ruleset::compile([Source::new("rules.fenliu", text)]).unwrap_or_else(|it| panic!("{it}"))
}

/// What comes of an objection to an affair, as of a day when `D` is not in force.
fn contest(affair: serde_json::Value, objection: Objection) -> Contest {
    let ruleset = ruleset();
    let affair = ruleset.affair(&affair).expect("an affair");
    let day = jiff::civil::date(2024, 6, 1);
    let affair = ruleset.as_of(affair, day).expect("in force");
    ruleset
        .contest(&affair, &objection)
        .unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// The value that an outcome comes to; its status where it comes to none.
fn value(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Decided { value, .. } => value.words.en.clone(),
        Outcome::Contested { .. } => "contested".to_owned(),
        Outcome::Undetermined { .. } => "undetermined".to_owned(),
        Outcome::Unclassified => "unclassified".to_owned(),
    }
}

/// Each minimal set of facts to be granted.
fn grants(contest: &Contest) -> Vec<Vec<&str>> {
    let each = contest.grants.iter();
    each.map(|it| it.granted.iter().map(String::as_str).collect())
        .collect()
}

/// The facts that are decisive.
fn decisive(contest: &Contest) -> Vec<&str> {
    let decisive = contest.disputed.iter().filter(|it| it.decisive.is_some());
    decisive.map(|it| it.fact.as_str()).collect()
}

fn answer(contest: &Contest) -> (Answer, bool) {
    (contest.answer, contest.succeeds())
}
