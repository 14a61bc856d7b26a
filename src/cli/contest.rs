//! `fenliu contest`.

mod ground;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde_json::Value as Json;

use super::Status;
use super::affairs::given::{facts, named, nothing};
use super::affairs::{Affairs, Record, open, options};
use super::failure::Failure;
use super::files::{is_gb18030, name, read, unreadable};
use super::output::{print, remark};
use super::rules::{Rules, date, refused as out_of_force, taken};
use super::setting::Setting;
use crate::contest::objection::{Dispute, Position};
use crate::contest::{Objection, Refusal};
use crate::load::Encoding;
use crate::ruleset::Ruleset;
use crate::verdict::Affair;
use crate::versions::Versions;
use crate::words::Words;

/// The grounds, and examples.
const GUIDE: &str = "Grounds, each of which is tried by deciding once more:
  fact_wrong:NAME=VALUE          a fact is another
  fact_missing:NAME=VALUE        the office left a fact out
  rule_misapplied:RULE           the rule does not apply
  priority_wrong:RULE,OTHER      RULE should prevail over OTHER
  wrong_version:DATE             it should be decided as of that day
  wrong_version --other RULES    it should be decided by that version
  wrong_territory --other RULES  the affair belongs under that ruleset
  functions_overlap:VALUE,OTHER  two values of the decision claim the affair
  not_entitled:FACT,BODY         BODY may not establish FACT

Examples:
  fenliu contest rulesets/jiangjin --fact matter=new_parking_spaces \\
    --fact settlement=street --fact needs_planning=no \\
    --claim assist=street_office --dispute needs_planning=yes
  fenliu contest rulesets/jiangjin --fact matter=elevator_installation \\
    --claim tier=common --ground rule_misapplied:O.3 --ground priority_wrong:C.8,O.3
  fenliu contest rulesets/jiangjin rulesets/jiangjin/affairs.jsonl --id A03 \\
    --claim tier=common --ground functions_overlap:family,common --lang zh";

/// Say whether an objection would change a decision, and who may settle it
///
/// For the person who holds that an affair was decided wrongly, and for the office that has to answer:
/// what was decided and by which rules; what the claim rests on; whether the facts in dispute change
/// anything, by deciding every combination of them; which of them are decisive; the least that would
/// have to be granted for the claim to succeed; and which body may settle it.
///
/// The affair is given as the office has it, with `--fact` or a file, as for `fenliu explain`. The
/// objection is given with `--claim`, `--dispute` and `--ground`, or all of it in a file
/// (`--objection`, described in docs/formats.md), to which `--dispute` and `--ground` add.
///
/// Exit status: 0 the claim fails even if all that is disputed is granted, or the dispute makes no
/// difference, or the claim is what was decided; 1 the claim succeeds if something is granted; 2 it
/// could not be done.
#[derive(Debug, Args)]
#[command(after_help = GUIDE)]
pub(crate) struct Contest {
    #[command(flatten)]
    rules: Rules,
    /// A file of affairs; `-` is standard input
    #[arg(value_name = "AFFAIR")]
    affair: Option<PathBuf>,
    /// The value held right, as `tier=common`; of a collected list what it should have
    #[arg(
        long,
        value_name = "DECISION=VALUE",
        required_unless_present = "objection",
        conflicts_with = "objection"
    )]
    claim: Option<String>,
    /// A fact as the objector holds it; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    dispute: Vec<String>,
    /// What else is held against the decision; may be given several times
    #[arg(long, value_name = "GROUND")]
    ground: Vec<String>,
    /// The objection in a file, `fenliu/objection/1`
    #[arg(long, value_name = "FILE")]
    objection: Option<PathBuf>,
    /// Another version of the ruleset, or that of another territory, for the grounds that need one
    #[arg(long, value_name = "RULES")]
    other: Option<PathBuf>,
    /// A fact as the office has it, as `matter=parking`; may be given several times, an empty value
    /// makes it unknown
    #[arg(long, value_name = "NAME=VALUE")]
    fact: Vec<String>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The day that was decided by, as 2024-05-07, for an affair without an `as_of` of its own; otherwise
    /// the ruleset's own latest date
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
    /// Only the affair whose `id` is this, or whose named column is, as `request_id=17`
    #[arg(long, value_name = "ID", requires = "affair")]
    id: Option<String>,
    /// Columns of the file to pass over, separated by commas
    #[arg(
        long,
        value_name = "COLUMN,…",
        value_delimiter = ',',
        requires = "affair"
    )]
    ignore: Vec<String>,
    /// Pass over every column of the file that is no fact of the ruleset
    #[arg(long, requires = "affair")]
    ignore_unknown: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading on a terminal
    Text,
    /// For programs, `fenliu/contest/1`
    Json,
    /// For a letter or a page
    Markdown,
}

impl Contest {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let versions = self.rules.versions(setting)?;
        let objection = self.objection(setting)?;
        let (ruleset, affair) = self.affair(&versions, setting)?;
        let contest = ruleset
            .contest(&affair, &objection)
            .map_err(|refusal| refused(&refusal))?;
        let text = match self.format {
            Format::Text => contest.to_text(setting.lang),
            Format::Markdown => contest.to_markdown(setting.lang),
            Format::Json => serde_json::to_string(&contest).map_err(|error| unwritable(&error))?,
        };
        print(&format!("{}\n", text.trim_end()))?;
        Ok(if contest.succeeds() {
            Status::Found
        } else {
            Status::Clean
        })
    }

    /// The objection, from a file and from the command line.
    fn objection(&self, setting: Setting) -> Result<Objection, Failure> {
        let mut objection = match (&self.objection, &self.claim) {
            (Some(path), _) => {
                let (text, encoding) = read(path)?;
                if encoding == Encoding::Gb18030 {
                    remark(setting, &is_gb18030(path));
                }
                let file = name(path);
                Objection::from_json(&text).map_err(|refusal| refused(&refusal.of(&file)))?
            }
            (None, claim) => {
                let claim = claim.as_deref().unwrap_or_default();
                let given = assignment(claim).filter(|(_, value)| !value.is_null());
                let (decision, value) = given.ok_or_else(|| no_claim(claim))?;
                Objection::new(decision, value)
            }
        };
        for text in &self.dispute {
            let (fact, value) = assignment(text).ok_or_else(|| no_dispute(text))?;
            objection.disputed.push(Dispute {
                fact,
                office: Position::default(),
                objector: Position {
                    value,
                    ..Position::default()
                },
            });
        }
        for text in &self.ground {
            objection.grounds.push(ground::ground(text)?);
        }
        if let Some(path) = &self.other {
            let other = Rules { path: path.clone() };
            objection.other = Some(other.load(setting)?);
        }
        Ok(objection)
    }

    /// The one affair, as the office has it, and the version that decides it.
    fn affair<'v>(
        &self,
        versions: &'v Versions,
        setting: Setting,
    ) -> Result<(&'v Ruleset, Affair), Failure> {
        let (column, wanted) = named(self.id.as_deref());
        let options = options(versions, &column, &self.ignore, self.ignore_unknown)?;
        let (version, mut found) = match &self.affair {
            None => {
                let version = versions.at(self.as_of).map_err(|it| out_of_force(&it))?;
                let model = &versions.all()[version].0.model;
                (version, Affair::unknown(model))
            }
            Some(path) => {
                let mut opened = open(path, None, versions, &options, false, setting)?;
                opened.reading.as_of = self.as_of;
                one(opened, path, wanted, self.id.as_deref())?
            }
        };
        found.as_of = found.as_of.or(self.as_of);
        let ruleset = &versions.all()[version];
        if versions.all().len() > 1 {
            remark(setting, &taken(versions, ruleset, found.as_of));
        }
        let found = found.with(facts(ruleset, &options, &self.fact)?);
        let admitted = ruleset.admit(found).map_err(|rejection| {
            let Words { en, zh } = &rejection.message;
            let failure = Failure::new(
                format!("the affair is rejected: {en}"),
                format!("该事项被拒收：{zh}"),
            );
            match rejection.help {
                Some(help) => failure.help(help.en, help.zh),
                None => failure,
            }
        })?;
        Ok((ruleset, admitted))
    }
}

/// The one affair of a file, or of those the one that was asked for.
fn one(
    opened: Affairs,
    path: &std::path::Path,
    wanted: Option<&str>,
    id: Option<&str>,
) -> Result<(usize, Affair), Failure> {
    let Affairs {
        reading,
        mut records,
        ..
    } = opened;
    let mut only: Option<Record> = None;
    while let Some(record) = records.next().map_err(|error| unreadable(path, &error))? {
        let own = reading.id(&record.body);
        if wanted.is_some_and(|wanted| own.as_deref().map(str::trim) != Some(wanted.trim())) {
            continue;
        }
        if only.replace(record).is_some() {
            return Err(several(&name(path), id));
        }
    }
    let record = only.ok_or_else(|| nothing(&name(path), id))?;
    reading.dated(&record.body).map_err(|rejection| {
        let refusal = Refusal::from(rejection);
        refused(&refusal.of(&name(path)))
    })
}

/// `NAME=VALUE`; the value as a cell.
fn assignment(text: &str) -> Option<(String, Json)> {
    let (name, value) = text.split_once(['=', '＝'])?;
    let value = value.trim();
    let json = if value.is_empty() {
        Json::Null
    } else {
        Json::from(value)
    };
    (!name.trim().is_empty()).then(|| (name.trim().to_owned(), json))
}

/// A refusal as the command ends with it.
pub(super) fn refused(refusal: &Refusal) -> Failure {
    let Words { en, zh } = &refusal.message;
    let failure = Failure::new(en, zh);
    match &refusal.help {
        Some(help) => failure.help(&help.en, &help.zh),
        None => failure,
    }
}

fn unwritable(error: &serde_json::Error) -> Failure {
    Failure::new(
        format!("the answer cannot be written: {error}"),
        format!("无法写出结果（{error}）"),
    )
}

fn no_claim(text: &str) -> Failure {
    Failure::new(
        format!("`--claim {text}` does not say which decision should come to what"),
        format!("`--claim {text}` 没有写明哪项决定应为何值"),
    )
    .help(
        "write `--claim DECISION=VALUE`; that no rule speaks of it is claimed with `unclassified`",
        "请写成 `--claim 决定=值`；主张未归类时，值写 `未归类`",
    )
}

fn no_dispute(text: &str) -> Failure {
    Failure::new(
        format!("`--dispute {text}` does not say what the objector holds of which fact"),
        format!("`--dispute {text}` 没有写明异议人主张哪项事实为何值"),
    )
    .help("write `--dispute NAME=VALUE`", "请写成 `--dispute 事实=值`")
}

fn several(file: &str, id: Option<&str>) -> Failure {
    match id {
        Some(id) => Failure::new(
            format!("several affairs of `{file}` are named `{id}`"),
            format!("`{file}` 中有多个编号为 `{id}` 的事项"),
        ),
        None => Failure::new(
            format!("`{file}` holds several affairs, and an objection is about one"),
            format!("`{file}` 中有多个事项，而异议只针对一个"),
        )
        .help("name it with `--id ID`", "请用 `--id 编号` 指明"),
    }
}
