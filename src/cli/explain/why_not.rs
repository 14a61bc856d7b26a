//! `--why-not DECISION=VALUE`: what somebody claims that a decision should be.

use serde_json::Value as Json;

use crate::cli::contest::refused;
use crate::cli::failure::Failure;
use crate::contest::names::{Names, Wanted};
use crate::model::DecisionId;
use crate::ruleset::Ruleset;
use crate::verdict::Value;

/// The decisions and the values claimed for them, of each decision one.
pub(super) fn read(
    ruleset: &Ruleset,
    texts: &[String],
) -> Result<Vec<(DecisionId, Value)>, Failure> {
    let mut claimed: Vec<(DecisionId, Value)> = Vec::new();
    for text in texts {
        let (id, value) = one(ruleset, text)?;
        if claimed.iter().any(|(other, _)| *other == id) {
            let name = &ruleset.0.model.decisions[id.index()].name;
            return Err(Failure::new(
                format!("`--why-not` is given twice for `{name}`"),
                format!("`--why-not` 两次用于 `{name}`"),
            )
            .help(
                "ask for one value of a decision at a time",
                "每项决定一次只问一个取值",
            ));
        }
        claimed.push((id, value));
    }
    Ok(claimed)
}

/// The decision and the value claimed for it.
fn one(ruleset: &Ruleset, text: &str) -> Result<(DecisionId, Value), Failure> {
    let no_value = || {
        Failure::new(
            format!("`--why-not {text}` does not say which value of which decision"),
            format!("`--why-not {text}` 没有写明是哪项决定的哪个取值"),
        )
        .help(
            "write it as `DECISION=VALUE`, for instance `--why-not tier=family`",
            "请写成 `决定=取值`，例如 `--why-not tier=family`",
        )
    };
    let (name, value) = text.split_once(['=', '＝']).ok_or_else(no_value)?;
    let names = Names { ruleset };
    let of = format!("--why-not {text}");
    let id = names
        .decision(name)
        .map_err(|refusal| refused(&refusal.of(&of)))?;
    let wanted = names
        .wanted(id, &Json::from(value.trim()))
        .map_err(|refusal| refused(&refusal.of(&of)))?;
    match wanted {
        Wanted::Is(datum) => Ok((id, Value::One(datum))),
        Wanted::Has(list) => Ok((id, Value::List(list))),
        Wanted::Nothing => Err(no_value()),
    }
}
