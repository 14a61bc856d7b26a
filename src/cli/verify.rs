//! `fenliu verify`.

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
use crate::verify::format::SCHEMA;
use crate::words::{Lang, Words};

/// Check a certificate, independently of what made it
///
/// A certificate says why no affair is left without a rule, or why rules never disagree: how to cut
/// the affairs into parts so small that in each the rules themselves leave no doubt. This reads the
/// rules anew, checks that the cuts leave nothing out, and looks at every part. It shares nothing with
/// the analysis but the parsed rules, and takes nothing on trust.
///
/// What is not confirmed is told with its place in the file and with the affairs it is about. A
/// certificate holds for one version of a ruleset, and is refused for any other.
///
/// Exit status: 0 confirmed; 1 not confirmed; 2 it could not be done.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu verify rulesets/jiangjin certificate.json\n  \
    fenliu verify rulesets/jiangjin certificate.json --lang zh"
)]
pub(crate) struct Verify {
    #[command(flatten)]
    rules: Rules,
    /// The certificate, `fenliu/certificate/1`
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// What every file says of itself.
#[derive(Deserialize)]
struct Head {
    schema: Option<String>,
}

impl Verify {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let ruleset = self.rules.load(setting)?;
        let (text, encoding) = read(&self.file)?;
        if encoding == Encoding::Gb18030 {
            remark(setting, &is_gb18030(&self.file));
        }
        self.is_certificate(&text)?;
        match ruleset.verify(&text) {
            Ok(confirmed) => {
                let lines = confirmed.claims.iter().map(|claim| {
                    let Words { en, zh } = claim.words();
                    Words::new(format!("confirmed: {en}\n"), format!("确认：{zh}\n"))
                });
                let page: String = lines
                    .map(|line| line.get(setting.lang).to_owned())
                    .collect();
                print(&page)?;
                Ok(Status::Clean)
            }
            Err(fault) => {
                let (not, words) = match setting.lang {
                    Lang::En => ("not confirmed: ", fault.words().en),
                    Lang::Zh => ("未获确认：", fault.words().zh),
                };
                let mut page = format!("{not}{words}\n");
                if let Some(help) = &fault.help {
                    page.push_str(&format!("  {}\n", help.get(setting.lang)));
                }
                print(&page)?;
                Ok(Status::Found)
            }
        }
    }

    /// Refuses what is no certificate.
    fn is_certificate(&self, text: &str) -> Result<(), Failure> {
        let file = name(&self.file);
        let head: Head = serde_json::from_str(text).map_err(|error| {
            Failure::new(
                format!("`{file}` is not a JSON object: {error}"),
                format!("`{file}` 不是 JSON 对象（{error}）"),
            )
        })?;
        let failure = match head.schema.as_deref() {
            Some(SCHEMA) => return Ok(()),
            Some("fenliu/explanation/1") => Failure::new(
                "explanations cannot be checked in this version",
                "此版本尚不能核对解释",
            ),
            Some(other) => Failure::new(
                format!("`{file}` is of the format `{other}`, and no certificate"),
                format!("`{file}` 的格式是 `{other}`，不是证书"),
            ),
            None => Failure::new(
                format!("`{file}` does not say what it is: it has no `schema`"),
                format!("`{file}` 没有 `schema`，无从知道是什么"),
            ),
        };
        Err(failure.help(
            format!("give a certificate, `{SCHEMA}`"),
            format!("请给出证书，`{SCHEMA}`"),
        ))
    }
}
