//! Grounds as `--ground` writes them: `NAME`, or `NAME:` and what it is about.

use serde_json::Value as Json;

use super::assignment;
use crate::cli::failure::Failure;
use crate::cli::rules::date;
use crate::contest::Ground;
use crate::contest::objection::unknown_ground;

/// A ground from its text.
pub(super) fn ground(text: &str) -> Result<Ground, Failure> {
    let (name, about) = match text.split_once([':', '：']) {
        Some((name, about)) => (name.trim(), about.trim()),
        None => (text.trim(), ""),
    };
    let wrong = |form: &str| malformed(text, name, form);
    let fact = || assignment(about).ok_or_else(|| wrong("NAME=VALUE"));
    let two = |form: &str| pair(about).ok_or_else(|| wrong(form));
    Ok(match name {
        "fact_wrong" => {
            let (fact, value) = fact()?;
            Ground::FactWrong { fact, value }
        }
        "fact_missing" => {
            let (fact, value) = fact()?;
            Ground::FactMissing { fact, value }
        }
        "rule_misapplied" if !about.is_empty() => Ground::RuleMisapplied {
            rule: about.to_owned(),
        },
        "rule_misapplied" => return Err(wrong("RULE")),
        "wrong_version" if about.is_empty() => Ground::WrongVersion { date: None },
        "wrong_version" => Ground::WrongVersion {
            date: Some(date(about).map_err(|_| wrong("2024-05-07"))?),
        },
        "priority_wrong" => {
            let (rule, over) = two("RULE,OTHER")?;
            Ground::PriorityWrong { rule, over }
        }
        "wrong_territory" if about.is_empty() => Ground::WrongTerritory {},
        "wrong_territory" => return Err(not_there(text)),
        "functions_overlap" => {
            let (one, other) = two("VALUE,OTHER")?;
            Ground::FunctionsOverlap {
                between: [Json::from(one), Json::from(other)],
            }
        }
        "not_entitled" => match pair(about) {
            Some((fact, by)) => Ground::NotEntitled { fact, by: Some(by) },
            None if about.is_empty() => return Err(wrong("FACT,BODY")),
            None => Ground::NotEntitled {
                fact: about.to_owned(),
                by: None,
            },
        },
        other => {
            let refusal = unknown_ground(other);
            return Err(super::refused(&refusal));
        }
    })
}

/// `A,B`.
fn pair(text: &str) -> Option<(String, String)> {
    let (one, other) = text.split_once([',', '，'])?;
    let (one, other) = (one.trim(), other.trim());
    (!one.is_empty() && !other.is_empty()).then(|| (one.to_owned(), other.to_owned()))
}

fn malformed(text: &str, name: &str, form: &str) -> Failure {
    Failure::new(
        format!("`--ground {text}` does not say what it is about"),
        format!("`--ground {text}` 没有写明所指为何"),
    )
    .help(
        format!("write `--ground {name}:{form}`"),
        format!("请写成 `--ground {name}:{form}`"),
    )
}

fn not_there(text: &str) -> Failure {
    Failure::new(
        format!("`--ground {text}` names a ruleset where none is read"),
        format!("`--ground {text}` 在此处写了规则集，而此处不读取"),
    )
    .help(
        "write `--ground wrong_territory --other RULES`",
        "请写成 `--ground wrong_territory --other RULES`",
    )
}
