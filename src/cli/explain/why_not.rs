//! `--why-not DECISION=VALUE`: what somebody claims that a decision should be.

use crate::cli::failure::Failure;
use crate::cli::rules::decision;
use crate::model::DecisionId;
use crate::model::show::domain;
use crate::ruleset::Ruleset;
use crate::verdict::Value;
use crate::verdict::affair::ReadOptions;

/// The decisions and the values claimed for them, of each decision one.
pub(super) fn read(
    ruleset: &Ruleset,
    options: &ReadOptions,
    texts: &[String],
) -> Result<Vec<(DecisionId, Value)>, Failure> {
    let mut claimed: Vec<(DecisionId, Value)> = Vec::new();
    for text in texts {
        let (id, value) = one(ruleset, options, text)?;
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
fn one(
    ruleset: &Ruleset,
    options: &ReadOptions,
    text: &str,
) -> Result<(DecisionId, Value), Failure> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Failure::new(
            format!("`--why-not {text}` does not say which value of which decision"),
            format!("`--why-not {text}` 没有写明是哪项决定的哪个取值"),
        )
        .help(
            "write it as `DECISION=VALUE`, for instance `--why-not tier=family`",
            "请写成 `决定=取值`，例如 `--why-not tier=family`",
        ));
    };
    let (id, declared) = decision(ruleset, name.trim())?;
    let value = ruleset
        .reader(options)
        .claimed(id, value)
        .map_err(|rejection| {
            let words = &rejection.message;
            let failure = Failure::new(
                format!("`--why-not {text}`: {}", words.en),
                format!("`--why-not {text}`：{}", words.zh),
            );
            match &rejection.help {
                Some(help) => failure.help(help.en.clone(), help.zh.clone()),
                None => {
                    let takes = domain(&ruleset.0.model, &declared.ty);
                    failure.help(
                        format!("`{}` takes {}", declared.name, takes.en),
                        format!("`{}` 应为{}", declared.name, takes.zh),
                    )
                }
            }
        })?;
    Ok((id, value))
}
