//! `--why-not DECISION=VALUE`: what somebody claims that a decision should be.

use crate::cli::failure::Failure;
use crate::cli::rules::decision;
use crate::model::DecisionId;
use crate::model::show::domain;
use crate::ruleset::Ruleset;
use crate::verdict::Value;
use crate::verdict::affair::ReadOptions;

/// The decision and the value claimed for it.
pub(super) fn read(
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
