//! Checking a certificate: that a decision has no gaps, or no conflicts, as a tree of cuts shows.
//!
//! In: the model, and a certificate. Out: what is confirmed, or the first place that does not hold.
//! The certificate is not believed in anything: not that its cuts leave nothing out, not that a leaf
//! is empty, not which rule is more special than another. What it gives is only where to look.
//!
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use fenliu::{Source, verify::{certificate, format::{About, Certificate, Claim, Proof}}};
//! # let text = "ruleset r kind k { a, b } facts { x : yes/no } decision d : k otherwise a rule R when x then d is b";
//! # let ruleset = fenliu::Ruleset::compile([Source::new("r.fenliu", text)])?;
//! let ruleset_name = About { name: ruleset.name().into(), digest: ruleset.digest().into() };
//! // whatever is met, `d` has a value: nothing needs to be cut
//! let claim = Claim::Complete { decision: "d".into(), proof: Proof::default() };
//! let certificate = Certificate { ruleset: ruleset_name, claims: vec![claim] };
//! let mut text = Vec::new();
//! certificate.write(&mut text)?;
//! let confirmed = ruleset.verify(std::str::from_utf8(&text)?)?;
//! assert_eq!(confirmed.claims.len(), 1);
//! # Ok(()) }
//! ```

use super::fault::Fault;
use super::format::{Certificate, Claim, Narrowed};
use super::judge::Goal;
use super::part::{Holds, Part};
use super::pieces::{find_decision, seat, values};
use super::read;
use super::reading::Reading;
use super::seats::Seat;
use super::standing::Grounds;
use super::walk::walk;
use crate::model::{Model, RuleId};
use crate::words::Words;

/// What a certificate was found to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// Each claim, in its order.
    pub claims: Vec<Statement>,
}

/// One thing confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// The decision has a value in every situation.
    Complete(String),
    /// Rules never disagree about the decision.
    Agreed(String),
    /// Every affair of the first rule is one of the second.
    Included(String, String),
    /// The first rule has an affair that the second has not.
    Wider(String, String),
}

impl Statement {
    /// In words.
    pub fn words(&self) -> Words {
        match self {
            Self::Complete(decision) => Words::new(
                format!("`{decision}` has no gaps"),
                format!("`{decision}` 没有遗漏"),
            ),
            Self::Agreed(decision) => Words::new(
                format!("`{decision}` has no conflicts"),
                format!("`{decision}` 没有冲突"),
            ),
            Self::Included(rule, within) => Words::new(
                format!("every affair of `{rule}` is one of `{within}`"),
                format!("`{rule}` 的事项都属于 `{within}`"),
            ),
            Self::Wider(rule, than) => Words::new(
                format!("`{rule}` has an affair that `{than}` has not"),
                format!("`{rule}` 有 `{than}` 所没有的事项"),
            ),
        }
    }
}

/// Checks a certificate as it is written.
pub fn check(model: &Model, text: &str) -> Result<Confirmed, Fault> {
    confirm(model, &read::certificate(text)?)
}

/// Checks a certificate.
pub fn confirm(model: &Model, certificate: &Certificate) -> Result<Confirmed, Fault> {
    about(model, certificate)?;
    if certificate.claims.is_empty() {
        let message = Words::new("the certificate claims nothing", "证书没有任何主张");
        return Err(Fault::new("claims", message));
    }
    let reading = Reading::new(model);
    let mut grounds = Grounds::new(model);
    // which rule is more special than which is settled before anything is said by it
    for (number, claim) in certificate.claims.iter().enumerate() {
        let place = format!("claims[{number}]");
        match claim {
            Claim::Included {
                rule,
                within,
                proof,
            } => {
                let one = find_rule(model, rule, &place, "rule")?;
                let other = find_rule(model, within, &place, "in")?;
                walk(
                    &reading,
                    &mut grounds,
                    Goal::Included(one, other),
                    proof,
                    &place,
                )?;
                grounds.included.insert((one, other));
            }
            Claim::Wider { rule, than, at } => {
                let one = find_rule(model, rule, &place, "rule")?;
                let other = find_rule(model, than, &place, "than")?;
                wider(&reading, one, other, at, &place)?;
                grounds.wider.insert((one, other));
            }
            Claim::Complete { .. } | Claim::Agreed { .. } => {}
        }
    }
    let mut claims = Vec::with_capacity(certificate.claims.len());
    for (number, claim) in certificate.claims.iter().enumerate() {
        let place = format!("claims[{number}]");
        let find = |name| {
            find_decision(model, name)
                .map_err(|message| Fault::new(format!("{place}.decision"), message))
        };
        claims.push(match claim {
            Claim::Complete { decision, proof } => {
                let goal = Goal::Complete(find(decision)?);
                walk(&reading, &mut grounds, goal, proof, &place)?;
                Statement::Complete(decision.clone())
            }
            Claim::Agreed { decision, proof } => {
                let goal = Goal::Agreed(find(decision)?);
                walk(&reading, &mut grounds, goal, proof, &place)?;
                Statement::Agreed(decision.clone())
            }
            Claim::Included { rule, within, .. } => {
                Statement::Included(rule.clone(), within.clone())
            }
            Claim::Wider { rule, than, .. } => Statement::Wider(rule.clone(), than.clone()),
        });
    }
    Ok(Confirmed { claims })
}

/// Refuses a certificate of another ruleset.
fn about(model: &Model, certificate: &Certificate) -> Result<(), Fault> {
    let own = model.levels.last().map_or("", |level| &level.name);
    let (name, digest) = (&certificate.ruleset.name, &certificate.ruleset.digest);
    let wrong = if name != own {
        let message = Words::new(
            format!("the certificate is of `{name}`, and this ruleset is `{own}`"),
            format!("证书属于 `{name}`，而此规则集是 `{own}`"),
        );
        Fault::new("ruleset.name", message)
    } else if *digest != model.digest {
        let message = Words::new(
            format!(
                "the certificate is of another version: of `{digest}`, and this ruleset is `{}`",
                model.digest
            ),
            format!(
                "证书属于另一版本 `{digest}`，而此规则集是 `{}`",
                model.digest
            ),
        );
        Fault::new("ruleset.digest", message)
    } else {
        return Ok(());
    };
    Err(wrong.help(Words::new(
        "have a certificate made of this ruleset: `fenliu check RULES --certificate FILE`",
        "请为此规则集重新出具证书：`fenliu check RULES --certificate FILE`",
    )))
}

fn find_rule(model: &Model, id: &str, place: &str, member: &str) -> Result<RuleId, Fault> {
    let found = (0..).zip(&model.rules).find(|(_, rule)| rule.id == id);
    found.map(|(number, _)| RuleId(number)).ok_or_else(|| {
        let message = Words::new(
            format!("the ruleset has no rule `{id}`"),
            format!("规则集中没有规则 `{id}`"),
        );
        Fault::new(format!("{place}.{member}"), message)
    })
}

/// That some admissible affair lies in a part where the first rule is met and the other is not.
///
/// The part holds one: the values of facts are free of each other but for what is impossible, which
/// must surely not hold, and what texts say of each other, which narrowing settles. No cut is along
/// an expression, so every value of the facts it reads will do.
fn wider(
    reading: &Reading,
    rule: RuleId,
    than: RuleId,
    at: &[Narrowed],
    place: &str,
) -> Result<(), Fault> {
    let mut part = Part::free(reading);
    let none = || Words::new("no affair lies here", "没有事项在此处");
    for (number, narrowed) in at.iter().enumerate() {
        let wrong =
            |member: &str, message| Fault::new(format!("{place}.at[{number}]{member}"), message);
        let seat = seat(reading, &narrowed.cut).map_err(|message| wrong(".cut", message))?;
        if matches!(reading.seats[seat], Seat::Expr(_)) {
            let message = Words::new(
                "an affair is given by its facts, not by what is computed from them",
                "事项由其事实给出，而不是由事实算出的数",
            );
            return Err(wrong(".cut", message));
        }
        let values =
            values(reading, seat, &narrowed.within).map_err(|message| wrong(".in", message))?;
        if !part.narrow(seat, &values) {
            return Err(wrong("", none()));
        }
    }
    let wrong = |message| Fault::new(format!("{place}.at"), message);
    if part.is_empty() {
        return Err(wrong(none()));
    }
    let possible = reading.impossible.iter();
    if !possible
        .into_iter()
        .all(|it| part.holds(it) == Holds::Nowhere)
    {
        return Err(wrong(Words::new(
            "what lies here may be impossible",
            "此处的事项可能属于不可能的情形",
        )));
    }
    let mut of = |rule: RuleId| part.holds(&reading.rules[rule.index()].condition);
    let id = |rule: RuleId| &reading.model.rules[rule.index()].id;
    if of(rule) != Holds::Everywhere {
        let rule = id(rule);
        return Err(wrong(Words::new(
            format!("`{rule}` is not surely met here"),
            format!("`{rule}` 在此处不一定成立"),
        )));
    }
    if of(than) != Holds::Nowhere {
        let than = id(than);
        return Err(wrong(Words::new(
            format!("`{than}` may be met here too"),
            format!("`{than}` 在此处也可能成立"),
        )));
    }
    Ok(())
}
