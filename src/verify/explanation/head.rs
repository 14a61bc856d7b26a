//! The head: which ruleset, which day, and what is known of every fact.

use jiff::civil::Date;
use serde_json::Value;

use super::at::At;
use super::engine::Engine;
use super::knows::{Knows, held, narrow, read};
use super::names::fact_named;
use super::unchecked::Unchecked;
use crate::model::{FactId, Model};
use crate::verify::arithmetic::day;
use crate::verify::fault::Fault;
use crate::verify::part::Part;
use crate::verify::seats::Seat;
use crate::verify::spans::Spans;
use crate::words::Words;

/// The name of the format.
pub const SCHEMA: &str = "fenliu/explanation/1";

/// What an explanation is about.
pub(super) struct Affair<'r> {
    /// By `FactId`.
    pub(super) facts: Vec<Knows>,
    /// The date of the decision.
    pub(super) as_of: Option<Date>,
    /// All affairs that it may be.
    pub(super) part: Part<'r>,
}

/// Refuses what is no explanation of this ruleset.
pub(super) fn about(model: &Model, top: &At) -> Result<(), Fault> {
    let schema = top.get("schema")?;
    let found = schema.text()?;
    if found != SCHEMA {
        return Err(schema.fault(Words::new(
            format!("the format must be `{SCHEMA}`, not `{found}`"),
            format!("格式应为 `{SCHEMA}`，而不是 `{found}`"),
        )));
    }
    let ruleset = top.get("ruleset")?;
    let own = model.levels.last().map_or("", |level| &level.name);
    let (name, digest) = (ruleset.name("name")?, ruleset.name("digest")?);
    let wrong = if name != own {
        ruleset.get("name")?.fault(Words::new(
            format!("the explanation is of `{name}`, and this ruleset is `{own}`"),
            format!("解释依据的是 `{name}`，而此规则集是 `{own}`"),
        ))
    } else if digest != model.digest {
        ruleset.get("digest")?.fault(Words::new(
            format!(
                "the explanation is of another version: of `{digest}`, and this ruleset is `{}`",
                model.digest
            ),
            format!(
                "解释依据的是另一版本 `{digest}`，而此规则集是 `{}`",
                model.digest
            ),
        ))
    } else {
        return period(model, &ruleset);
    };
    Err(wrong.help(Words::new(
        "check it with the ruleset that it was made by, or have it made anew: `fenliu explain RULES AFFAIR --format json`",
        "请用出具该解释的规则集核对，或重新出具：`fenliu explain RULES AFFAIR --format json`",
    )))
}

/// Refuses dates that are not those of this version, or are left out.
fn period(model: &Model, ruleset: &At) -> Result<(), Fault> {
    let own = model.levels.last().map(|level| level.effective);
    let own = own.unwrap_or_default();
    let dates = [
        ("from", own.from),
        ("until", own.until),
        ("as_known_on", model.as_known_on),
    ];
    for (field, day) in dates {
        let day = day.map(|day| Value::from(day.to_string()));
        ruleset.is(field, day.as_ref())?;
    }
    Ok(())
}

/// What is known of the affair.
pub(super) fn affair<'r>(
    engine: &mut Engine<'r>,
    top: &At,
    unchecked: &mut Vec<Unchecked>,
) -> Result<Affair<'r>, Fault> {
    let reading = engine.reading;
    let model = reading.model;
    let mut facts: Vec<Option<Knows>> = vec![None; model.facts.len()];
    let list = top.get("facts")?;
    for given in list.items()? {
        let (id, name) = fact_named(model, &given.get("fact")?)?;
        let value = read(model, id, &given.get("value")?)?;
        if facts[id.index()].replace(value).is_some() {
            return Err(given.fault(Words::new(
                format!("`{name}` stands twice"),
                format!("`{name}` 出现了两次"),
            )));
        }
    }
    let mut all = Vec::with_capacity(facts.len());
    for (fact, knows) in model.facts.iter().zip(facts) {
        all.push(knows.ok_or_else(|| {
            list.fault(Words::new(
                format!("the fact `{}` is missing", fact.name),
                format!("缺少事实 `{}`", fact.name),
            ))
        })?);
    }
    let as_of = date(model, top)?;
    let mut part = Part::whole(reading);
    if let (Some(seat), Some(date)) = (reading.find(&Seat::AsOf), as_of) {
        part.narrow(seat, &Spans::one(day(date)));
    }
    for (id, knows) in (0..).zip(&all) {
        narrow(&mut part, &held(reading, FactId(id), knows));
    }
    engine.allow(super::QUESTION);
    match engine.holds_an_affair(&mut part) {
        Ok(true) => {}
        Ok(false) => {
            return Err(list.fault(Words::new(
                "the ruleset calls these facts impossible together",
                "规则集认定这些事实不可能同时成立",
            )));
        }
        Err(_) => unchecked.push(Unchecked::new(
            &list,
            Words::new(
                "whether the facts are possible together",
                "这些事实能否同时成立",
            ),
        )),
    }
    Ok(Affair {
        facts: all,
        as_of,
        part,
    })
}

fn date(model: &Model, top: &At) -> Result<Option<Date>, Fault> {
    let at = top.get("as_of")?;
    let own = model.levels.last().map(|level| level.effective);
    let own = own.unwrap_or_default();
    let levels = model.levels.iter().map(|level| level.effective.from);
    let rules = model.rules.iter().map(|rule| rule.effective.from);
    let in_period = |day: &Date| own.contains(*day);
    let latest = levels.chain(rules).flatten().filter(in_period).max();
    let told = match at.json.is_null() {
        true => None,
        false => {
            let text = at.text()?;
            let date = text.parse::<Date>().ok();
            Some(
                date.filter(|date| date.to_string() == text)
                    .ok_or_else(|| {
                        at.fault(Words::new(
                            format!("`{text}` is no date"),
                            format!("`{text}` 不是日期"),
                        ))
                    })?,
            )
        }
    };
    let by_default = top.flag("as_of_default")?;
    let is = latest.map_or("null".to_owned(), |date| date.to_string());
    if (by_default || told.is_none()) && told != latest {
        return Err(at.fault(Words::new(
            format!("without a date this ruleset decides as of `{is}`"),
            format!("未给出日期时，此规则集的决定日为 `{is}`"),
        )));
    }
    if by_default && told.is_none() {
        return Err(at.fault(Words::new(
            "this ruleset has no date of its own",
            "此规则集没有自己的日期",
        )));
    }
    if let Some(day) = told.filter(|day| !own.contains(*day)) {
        return Err(at.fault(Words::new(
            format!("{day} lies outside the period of the ruleset"),
            format!("{day} 不在规则集的施行期内"),
        )));
    }
    Ok(told)
}
