//! The ruleset a command works with.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::failure::Failure;
use super::output::{remark, say};
use super::setting::Setting;
use crate::diagnostic::Diagnostics;
use crate::model::nearest::nearest;
use crate::model::{Decision, DecisionId};
use crate::report::diagnostics::draw_all;
use crate::ruleset::Ruleset;

/// The first argument of most commands.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// The ruleset: a `.fenliu` or `.fenliu.md` file, or a folder that holds one
    #[arg(value_name = "RULES")]
    pub(crate) path: PathBuf,
}

impl Rules {
    /// The compiled ruleset. What keeps it from compiling is shown.
    pub(crate) fn load(&self, setting: Setting) -> Result<Ruleset, Failure> {
        self.compile(setting)
            .map_err(|problems| show(&problems, setting))
    }

    /// The compiled ruleset, or what keeps it from compiling. What was read in another encoding is
    /// said.
    pub(crate) fn compile(&self, setting: Setting) -> Result<Ruleset, Diagnostics> {
        let ruleset = Ruleset::load(&self.path)?;
        ruleset
            .0
            .remarks
            .iter()
            .for_each(|words| remark(setting, words));
        Ok(ruleset)
    }
}

/// Draws problems on standard error.
pub(crate) fn show(problems: &Diagnostics, setting: Setting) -> Failure {
    say(&draw_all(problems, setting.style));
    Failure::Told
}

/// A decision by its name.
pub(crate) fn decision<'r>(
    ruleset: &'r Ruleset,
    name: &str,
) -> Result<(DecisionId, &'r Decision), Failure> {
    let decisions = &ruleset.0.model.decisions;
    let found = (0..)
        .zip(decisions)
        .find(|(_, decision)| decision.name == name);
    found
        .map(|(number, decision)| (DecisionId(number), decision))
        .ok_or_else(|| {
            let names: Vec<String> = decisions
                .iter()
                .map(|decision| format!("`{}`", decision.name))
                .collect();
            let unknown = Failure::new(
                format!("the ruleset has no decision `{name}`"),
                format!("规则集中没有决定 `{name}`"),
            );
            match nearest(
                name,
                decisions.iter().map(|decision| decision.name.as_str()),
            ) {
                Some(near) => unknown.help(
                    format!("the nearest is `{near}`"),
                    format!("最接近的是 `{near}`"),
                ),
                None => unknown.help(
                    format!("its decisions are {}", names.join(", ")),
                    format!("其决定有 {}", names.join("、")),
                ),
            }
        })
}

/// Reads `2024-05-07`.
pub(crate) fn date(text: &str) -> Result<Date, String> {
    let wrong = || "write a date as 2024-05-07".to_owned();
    let plain = text.len() == 10
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if plain {
        text.parse().map_err(|_| wrong())
    } else {
        Err(wrong())
    }
}
