//! Checking an explanation: that every statement in it follows from the rules.
//!
//! In: the model, and an explanation as it is written, `fenliu/explanation/1`. Out: what is confirmed,
//! decision by decision, with what could not be settled; or the first statement that is false. The
//! explanation is not believed in anything: what it says is looked up in the rules or searched for
//! over all affairs that it speaks of.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use fenliu::Source;
//! # let text = "ruleset r kind k { a, b } facts { x : yes/no } decision d : k otherwise a rule R when x then d is b";
//! # let ruleset = fenliu::Ruleset::compile([Source::new("r.fenliu", text)])?;
//! let affair = ruleset.affair(&serde_json::json!({"x": true}))?;
//! let mut explanation = ruleset.explain(&affair).to_json();
//! let confirmed = ruleset.verify_explanation(&explanation.to_string())?;
//! assert_eq!(confirmed.decisions[0].decision, "d");
//! assert!(confirmed.unchecked.is_empty());
//!
//! explanation["facts"][0]["value"] = false.into();
//! assert!(ruleset.verify_explanation(&explanation.to_string()).is_err());
//! # Ok(()) }
//! ```

mod json;
mod at;
mod value;
mod names;
mod unchecked;
mod knows;
mod head;
mod terms;
mod recognise;
mod engine;
mod settle;
mod affair;
mod special;
mod told;
mod outcome;
mod needs;
mod checking;
mod quantity;
mod sight;
mod asked;
mod distance;
mod premises;
mod beaten;
mod declared;
mod rules;
mod unbeaten;
mod among;
mod sufficient;
mod goal;
mod missed;
mod reach;
mod change;
mod margin;
mod further;
mod decision;
mod confirmed;

pub use confirmed::{Confirmed, Statement};
pub use head::SCHEMA;
pub use unchecked::Unchecked;

use at::At;
use checking::Checking;
use engine::Engine;
use sight::Tester;
use told::Told;

use super::fault::Fault;
use super::reading::Reading;
use crate::model::{DecisionId, Model};
use crate::words::Words;

/// Steps for one question, and for all of one explanation.
const QUESTION: u64 = 150_000;
const TOTAL: u64 = 3_000_000;

/// Checks explanations of one ruleset.
#[derive(Debug)]
pub struct Checker<'m> {
    reading: Reading<'m>,
}

impl<'m> Checker<'m> {
    /// Reads a ruleset.
    pub fn new(model: &'m Model) -> Self {
        let reading = Reading::new(model);
        Self { reading }
    }

    /// Checks an explanation as it is written.
    pub fn check(&self, text: &str) -> Result<Confirmed, Fault> {
        let json = json::read(text)?;
        let top = At::top(&json);
        let model = self.reading.model;
        head::about(model, &top)?;
        terms::check(model, &top)?;
        let mut engine = Engine::new(&self.reading, TOTAL);
        let mut unchecked = Vec::new();
        let affair = head::affair(&mut engine, &top, &mut unchecked)?;
        let recognised = recognise::check(&mut engine, &top, &affair, &mut unchecked)?;
        let list = top.get("decisions")?;
        let places = list.items()?;
        let (mut ids, mut told) = (Vec::new(), Vec::new());
        for at in &places {
            let id = names::decision_named(model, &at.get("decision")?)?;
            told.push(Told::read(model, id, &at.get("outcome")?)?);
            ids.push(id);
        }
        let all = (0..).map(DecisionId).take(model.decisions.len());
        if !ids.iter().copied().eq(all) {
            let fault = list.fault(Words::new(
                "every decision must stand once, each after those it reads, else by name",
                "每个决定应出现一次，排在其所读取的决定之后，其余按名称排列",
            ));
            return Err(fault.help(Words::new(
                "check all that was explained, without `--decision`",
                "请核对全部决定的解释，不使用 `--decision`",
            )));
        }
        let mut checking = Checking {
            model,
            engine,
            tester: Tester {
                reading: Reading::new(model),
            },
            affair,
            told,
            unchecked,
        };
        let decisions = ids.iter().zip(&places);
        let decisions = decisions
            .map(|(id, at)| decision::check(&mut checking, *id, at, &recognised))
            .collect::<Result<Vec<_>, Fault>>()?;
        let id = top.find("id").and_then(|id| id.json.as_str());
        Ok(Confirmed {
            id: id.map(str::to_owned),
            decisions,
            unchecked: checking.unchecked,
        })
    }
}
