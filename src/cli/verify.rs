//! `fenliu verify`.

mod explanations;
mod version;

use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;

use super::Status;
use super::failure::Failure;
use super::files::{is_gb18030, name, read};
use super::output::{print, remark};
use super::rules::Rules;
use super::setting::Setting;
use crate::load::Encoding;
use crate::ruleset::Ruleset;
use crate::verify::certificate::Statement;
use crate::verify::{Fault, explanation, format};
use crate::words::{Lang, Words};

/// Check a certificate or an explanation, independently of what made it
///
/// A certificate says why no affair is left without a rule, or why rules never disagree: how to cut
/// the affairs into parts so small that in each the rules themselves leave no doubt. This reads the
/// rules anew, checks that the cuts leave nothing out, and looks at every part.
///
/// An explanation says why one affair came out as it did: which rules win, which lose and to what,
/// which are not met and why, which facts suffice, and what would change it. Every statement is
/// looked up in the rules or tried on all the affairs it speaks of. A file may hold several, one a
/// line, as `explain --format json` writes them. What could not be settled is listed as not checked.
///
/// Checking shares nothing with what it checks but the parsed rules, and takes nothing on trust. What
/// is not confirmed is told with its place in the file. Both hold for one version of a ruleset, and
/// are refused for any other; of several versions the one that they name is taken.
///
/// Exit status: 0 confirmed; 1 not confirmed; 2 it could not be done.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu verify rulesets/jiangjin certificate.json\n  \
    fenliu verify rulesets/jiangjin explanations.jsonl --lang zh"
)]
pub(crate) struct Verify {
    #[command(flatten)]
    rules: Rules,
    /// The certificate, `fenliu/certificate/1`, or explanations, `fenliu/explanation/1`
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What every file says of itself.
#[derive(Deserialize)]
struct Head {
    schema: Option<String>,
}

/// What a file holds.
enum Held {
    Certificate,
    /// One explanation.
    Explanation,
    /// Explanations, one a line.
    Explanations,
}

impl Verify {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let versions = self.rules.versions(setting)?;
        let (text, encoding) = read(&self.file)?;
        if encoding == Encoding::Gb18030 {
            remark(setting, &is_gb18030(&self.file));
        }
        match self.held(&text)? {
            Held::Certificate => certificate(&version::of(&versions, &text), &text, setting),
            Held::Explanation => explanations::one(&versions, &text, setting),
            Held::Explanations => explanations::each(&versions, &text, setting),
        }
    }

    /// What the file holds. Refuses what can be neither a certificate nor an explanation.
    fn held(&self, text: &str) -> Result<Held, Failure> {
        let file = name(&self.file);
        // explanations stand one a line, so that the first is an object by itself
        let first = text.trim_start().lines().next().unwrap_or_default();
        let several = text.trim().contains('\n');
        if let (true, Ok(_)) = (several, serde_json::from_str::<Head>(first)) {
            return Ok(Held::Explanations);
        }
        let head: Head = serde_json::from_str(text).map_err(|error| {
            Failure::new(
                format!("`{file}` is not a JSON object: {error}"),
                format!("`{file}` 不是 JSON 对象（{error}）"),
            )
        })?;
        let failure = match head.schema.as_deref() {
            Some(crate::ledger::receipt::SCHEMA) => return Err(is_receipt(&file)),
            Some(format::SCHEMA) => return Ok(Held::Certificate),
            Some(explanation::SCHEMA) => return Ok(Held::Explanation),
            Some(other) => Failure::new(
                format!("`{file}` is of the format `{other}`, neither certificate nor explanation"),
                format!("`{file}` 的格式是 `{other}`，既不是证书也不是解释"),
            ),
            None => Failure::new(
                format!("`{file}` does not say what it is: it has no `schema`"),
                format!("`{file}` 没有 `schema`，无从知道是什么"),
            ),
        };
        let (one, other) = (format::SCHEMA, explanation::SCHEMA);
        Err(failure.help(
            format!("give a certificate, `{one}`, or explanations, `{other}`"),
            format!("请给出证书（`{one}`）或解释（`{other}`）"),
        ))
    }
}

/// A receipt needs a key, and no rules.
fn is_receipt(file: &str) -> Failure {
    Failure::new(
        format!("`{file}` is a receipt of a ledger, neither certificate nor explanation"),
        format!("`{file}` 是台账的回执，既不是证书也不是解释"),
    )
    .help(
        format!("check it with `fenliu ledger verify-receipt {file} --key KEY`"),
        format!("请用 `fenliu ledger verify-receipt {file} --key KEY` 查验"),
    )
}

fn certificate(ruleset: &Ruleset, text: &str, setting: Setting) -> Result<Status, Failure> {
    match ruleset.verify(text) {
        Ok(confirmed) => {
            let lines = confirmed.claims.iter().map(Statement::words);
            let page: String = lines
                .map(|words| line(&confirmed_as(&words), setting))
                .collect();
            print(&page)?;
            Ok(Status::Clean)
        }
        Err(fault) => {
            print(&refused(&fault, setting))?;
            Ok(Status::Found)
        }
    }
}

/// `confirmed: …`.
fn confirmed_as(Words { en, zh }: &Words) -> Words {
    Words::new(format!("confirmed: {en}"), format!("确认：{zh}"))
}

/// What is not confirmed, with the next step.
fn refused(fault: &Fault, setting: Setting) -> String {
    let (not, words) = match setting.lang {
        Lang::En => ("not confirmed: ", fault.words().en),
        Lang::Zh => ("未获确认：", fault.words().zh),
    };
    let mut page = format!("{not}{words}\n");
    if let Some(help) = &fault.help {
        page.push_str(&format!("  {}\n", help.get(setting.lang)));
    }
    page
}

fn line(words: &Words, setting: Setting) -> String {
    format!("{}\n", words.get(setting.lang))
}
