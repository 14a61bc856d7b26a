//! `fenliu check`.

mod findings;

use clap::{Args, ValueEnum};

use super::explain_code::find as find_code;
use super::failure::Failure;
use super::output::{print, say};
use super::rules::{Rules, show};
use super::setting::Setting;
use super::{Status, examples};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::report::diagnostics::{count, draw_all};
use crate::ruleset::Ruleset;
use crate::words::{Lang, Words};

/// Find everything that is wrong with a ruleset
///
/// Reports every error with its place and the next step, then runs the ruleset's own examples and
/// reports each that does not come out as it expects. Whether rules conflict on some affair, or leave
/// a gap, is not looked at yet.
///
/// Exit status: 0 no errors; 1 errors, failed examples, or warnings if they are denied; 2 the ruleset
/// could not be read at all.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  fenliu check rulesets/jiangjin\n  \
    fenliu check rules.fenliu --deny warnings --lang zh\n  fenliu check rules.fenliu --format json > findings.json")]
pub(crate) struct Check {
    #[command(flatten)]
    rules: Rules,
    /// How to report: drawn for people, or as `fenliu/findings/1`
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Count warnings as errors
    #[arg(long, value_name = "WHAT")]
    deny: Option<Denied>,
    /// Leave out warnings and failed examples of this code; may be given several times
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Drawn for people, on standard error
    Text,
    /// One JSON object, on standard output
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Denied {
    /// Every warning
    Warnings,
}

impl Check {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let allowed = self
            .allow
            .iter()
            .map(|code| find_code(code))
            .collect::<Result<Vec<Code>, _>>()?;
        let loaded = self.rules.compile(setting);
        let problems = match &loaded {
            Ok(ruleset) => {
                let failed = examples::findings(ruleset);
                let compiled = ruleset.warnings();
                let all = compiled
                    .iter()
                    .cloned()
                    .chain(failed)
                    .filter(|problem| !allowed.contains(&problem.code));
                Diagnostics::new(compiled.sources().clone(), all.collect())
            }
            // a file asked for on the command line, not in a ruleset
            Err(problems) if problems.iter().any(is_unreadable) => {
                return Err(show(problems, setting));
            }
            Err(problems) => problems.clone(),
        };
        let denied = self.deny == Some(Denied::Warnings) && !problems.is_empty();
        let found = denied || problems.has_errors();
        match self.format {
            Format::Json => print(&findings::json(
                loaded.as_ref().ok(),
                &problems,
                setting.lang,
            )?)?,
            Format::Text => {
                say(&draw_all(&problems, setting.style));
                if !found {
                    print(&clean(loaded.as_ref().ok(), &problems, setting.lang))?;
                }
            }
        }
        Ok(if found { Status::Found } else { Status::Clean })
    }
}

/// Whether a problem is that the ruleset itself could not be read.
fn is_unreadable(problem: &Diagnostic) -> bool {
    problem.notes.is_empty()
        && problem.severity == Severity::Error
        && matches!(
            problem.code,
            Code::UnreadableFile | Code::BadEncoding | Code::NoRuleset
        )
}

/// What can be said of a ruleset without errors, and no more.
fn clean(ruleset: Option<&Ruleset>, problems: &Diagnostics, lang: Lang) -> String {
    let (name, passed) = ruleset.map_or(("", 0), |ruleset| {
        (ruleset.name(), ruleset.0.model.examples.len())
    });
    let warnings = count(problems);
    let mut words = if problems.is_empty() {
        Words::new(format!("{name}: no errors"), format!("{name}：没有错误"))
    } else {
        Words::new(
            format!("{name}: no errors, {}", warnings.en),
            format!("{name}：没有错误；{}", warnings.zh),
        )
    };
    match passed {
        0 => {
            words.en.push_str("; it has no examples");
            words.zh.push_str("；没有案例");
        }
        1 => {
            words.en.push_str("; its example passes");
            words.zh.push_str("；1 个案例通过");
        }
        passed => {
            words.en.push_str(&format!("; its {passed} examples pass"));
            words.zh.push_str(&format!("；{passed} 个案例全部通过"));
        }
    }
    words
        .en
        .push_str(". Conflicts and gaps were not looked for.\n");
    words.zh.push_str("。未检查冲突与遗漏。\n");
    words.get(lang).to_owned()
}
