//! The ruleset a command works with.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::failure::Failure;
use super::output::{remark, say};
use super::setting::Setting;
use crate::diagnostic::Diagnostics;
use crate::model::check::versions::told;
use crate::model::nearest::nearest;
use crate::model::{Decision, DecisionId, Period};
use crate::report::diagnostics::draw_all;
use crate::ruleset::Ruleset;
use crate::verdict::affair::Rejection;
use crate::versions::Versions;
use crate::words::Words;

/// The first argument of most commands.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// The ruleset: a `.fenliu` or `.fenliu.md` file, or a folder with one, or with its versions
    #[arg(value_name = "RULES")]
    pub(crate) path: PathBuf,
}

impl Rules {
    /// The compiled ruleset, of several versions the latest. What keeps it from compiling is shown.
    pub(crate) fn load(&self, setting: Setting) -> Result<Ruleset, Failure> {
        self.on(None, setting)
    }

    /// The version in force on a day, without one the latest; which it is, and why, is said where there
    /// are several.
    pub(crate) fn on(&self, day: Option<Date>, setting: Setting) -> Result<Ruleset, Failure> {
        let versions = self.versions(setting)?;
        let chosen = versions.on(day).map_err(|rejection| refused(&rejection))?;
        if versions.all().len() > 1 {
            remark(setting, &taken(&versions, chosen, day));
        }
        Ok(chosen.clone())
    }

    /// Every version. What keeps one from compiling is shown.
    pub(crate) fn versions(&self, setting: Setting) -> Result<Versions, Failure> {
        self.compile(setting)
            .map_err(|problems| show(&problems, setting))
    }

    /// Every version as it was known on a day, if one is named.
    pub(crate) fn known(&self, day: Option<Date>, setting: Setting) -> Result<Versions, Failure> {
        let versions = self.versions(setting)?;
        match day {
            Some(day) => {
                let known = versions.known_on(day);
                let known = known.map_err(|rejection| refused(&rejection))?;
                remark(setting, &as_known(&versions, &known, day));
                Ok(known)
            }
            None => Ok(versions),
        }
    }

    /// Every version, or what keeps one from compiling. What was read in another encoding is said.
    pub(crate) fn compile(&self, setting: Setting) -> Result<Versions, Diagnostics> {
        let versions = Versions::load(&self.path)?;
        let mut said: Vec<&Words> = Vec::new();
        for words in versions.all().iter().flat_map(|version| &version.0.remarks) {
            if !said.contains(&words) {
                remark(setting, words);
                said.push(words);
            }
        }
        Ok(versions)
    }
}

/// Which of several versions is taken, and why.
pub(crate) fn taken(versions: &Versions, chosen: &Ruleset, day: Option<Date>) -> Words {
    let (name, all) = (versions.name(), versions.all().len());
    let Words { en, zh } = in_force(chosen);
    let (why, because) = match day {
        Some(day) => (
            format!("{day} lies in its period"),
            format!("{day} 在其施行期内"),
        ),
        None => (
            "the latest, for no date was given".to_owned(),
            "未给出日期，取最新一版".to_owned(),
        ),
    };
    Words::new(
        format!("of the {all} versions of `{name}`, the one in force {en} is used: {why}"),
        format!("`{name}` 有 {all} 个版本，采用施行期为“{zh}”的一版：{because}"),
    )
}

/// How much of the versions was known on a day.
fn as_known(versions: &Versions, known: &Versions, day: Date) -> Words {
    let (all, then) = (versions.all().len(), known.all().len());
    let whole = |ruleset: &&Ruleset| versions.find(ruleset.digest()).is_some();
    let whole = known.all().iter().filter(whole).count();
    let name = versions.name();
    if whole == all {
        return Words::new(
            format!("all of `{name}` was adopted by {day}: `--as-known-on` makes no difference"),
            format!("`{name}` 截至 {day} 已全部通过：`--as-known-on` 没有影响"),
        );
    }
    Words::new(
        format!(
            "as known on {day}: {then} of {all} versions of `{name}` adopted by then, {} of them otherwise than now",
            then - whole
        ),
        format!(
            "按 {day} 所知：`{name}` 的 {all} 个版本中有 {then} 个已通过，其中 {} 个与现在不同",
            then - whole
        ),
    )
}

/// The period of a version in words.
pub(crate) fn in_force(ruleset: &Ruleset) -> Words {
    let (from, until) = ruleset.in_force();
    told(&Period { from, until })
}

/// A date on which nothing is in force, or nothing was known.
pub(crate) fn refused(rejection: &Rejection) -> Failure {
    let Words { en, zh } = &rejection.message;
    let failure = Failure::new(en, zh);
    match &rejection.help {
        Some(help) => failure.help(&help.en, &help.zh),
        None => failure,
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
