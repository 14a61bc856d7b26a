//! `fenliu ledger verify`.

use std::path::PathBuf;

use clap::Args;

use super::key;
use crate::cli::Status;
use crate::cli::failure::Failure;
use crate::cli::files::read;
use crate::cli::output::{print, remark};
use crate::cli::setting::Setting;
use crate::ledger::{Checked, check};
use crate::words::Words;

/// Faults that are shown one by one.
const SHOWN: usize = 50;

/// Check that nothing in a ledger was changed
///
/// Reads every byte that matters: each value against its commitment, each entry against the tree, the
/// tree against the signed checkpoint, the texts of the rules against the entries that keep them, and
/// that no value is missing without a redaction that says so. What does not hold is told with its file,
/// entry, byte and field.
///
/// What a ledger says of itself cannot show that it was exchanged or cut back as a whole. For that, give
/// what was handed out earlier: `--key`, the public key, and `--checkpoint`, a copy of the file `checkpoint`
/// of an earlier day.
///
/// Exit status: 0 everything holds; 1 something does not; 2 it could not be done.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  fenliu ledger verify decisions\n  \
    fenliu ledger verify decisions --key office.pub --checkpoint checkpoint-2024-05-07")]
pub(crate) struct Verify {
    /// The folder of the ledger
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The public key handed out for it, or a file that holds it
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    /// A checkpoint handed out earlier: the ledger must have grown from it
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
}

impl Verify {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let key = key::public(self.key.as_deref())?;
        let earlier = self.checkpoint.as_deref().map(read).transpose()?;
        let earlier = earlier.as_ref().map(|(text, _)| text.as_str());
        let checked = check(&self.folder, key.as_ref(), earlier)?;
        checked
            .notes
            .iter()
            .for_each(|words| remark(setting, words));
        if checked.faults.is_empty() {
            print(holds(&checked).get(setting.lang))?;
            if key.is_none() {
                remark(setting, &own_key());
            }
            return Ok(Status::Clean);
        }
        print(broken(&checked).get(setting.lang))?;
        Ok(Status::Found)
    }
}

/// That everything holds, and what there is.
fn holds(checked: &Checked) -> Words {
    let counts = &checked.counts;
    let (size, root) = checked
        .checkpoint
        .as_ref()
        .map(|c| (c.size, c.root.to_string()))
        .unwrap_or_default();
    let name = checked
        .verifier
        .as_ref()
        .map(crate::ledger::Verifier::name)
        .unwrap_or_default();
    let many = |count: u64, one: &str, more: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {more}")),
    };
    let en = [
        many(counts.decisions, "decision", "decisions"),
        many(counts.standings, "event of a case", "events of cases"),
        many(counts.texts.len() as u64, "ruleset kept", "rulesets kept"),
        many(counts.redactions, "redaction", "redactions"),
    ];
    let zh = [
        (counts.decisions, "条判定"),
        (counts.standings, "条案件事件"),
        (counts.texts.len() as u64, "个存档的规则集"),
        (counts.redactions, "条删除"),
    ];
    let en: Vec<String> = en.into_iter().flatten().collect();
    let zh = zh
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"));
    let zh: Vec<String> = zh.collect();
    let entries = if size == 1 { "entry" } else { "entries" };
    let (en, zh) = match en.is_empty() {
        true => (String::new(), String::new()),
        false => (
            format!(": {}", en.join(", ")),
            format!("：{}", zh.join("、")),
        ),
    };
    Words::new(
        format!("confirmed: {size} {entries}{en}\nsigned by `{name}`, root {root}\n"),
        format!("确认：共 {size} 条{zh}\n由 `{name}` 签署，根为 {root}\n"),
    )
}

/// What does not hold.
fn broken(checked: &Checked) -> Words {
    let mut page = Words::default();
    let mut last = None;
    for fault in checked.faults.iter().take(SHOWN) {
        let Words { en, zh } = fault.words();
        page.en.push_str(&format!("not confirmed: {en}\n"));
        page.zh.push_str(&format!("未获确认：{zh}\n"));
        if let Some(help) = fault.help.as_ref().filter(|help| last != Some(*help)) {
            page.en.push_str(&format!("  {}\n", help.en));
            page.zh.push_str(&format!("  {}\n", help.zh));
        }
        last = fault.help.as_ref();
    }
    let more = checked.faults.len().saturating_sub(SHOWN);
    if more > 0 {
        page.en.push_str(&format!("and {more} more\n"));
        page.zh.push_str(&format!("另有 {more} 处\n"));
    }
    page
}

fn own_key() -> Words {
    Words::new(
        "the ledger was held to its own key; with the one that was handed out, `--key KEY`, a ledger put in its place would be found too",
        "此次以台账自带的公钥查验；如用 `--key KEY` 给出当初公布的公钥，整本被调换也能发现",
    )
}
