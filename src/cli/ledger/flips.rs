//! What came of deciding again. In: the outcome of each entry. Out: what came out the same, which decisions
//! moved from what to what, and what could not be decided again; as text and as `fenliu/replay/1`.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::listing::said;
use crate::cli::grid::{Side, columns};
use crate::explanation::RulesetName;
use crate::ledger::replay::not_replayable;
use crate::words::{Lang, Words};

/// Affairs named one by one in the text; JSON has all of them.
const NAMED: usize = 8;

/// An entry, by its number and the name of its affair.
#[derive(Debug, Clone, Serialize)]
pub(super) struct About {
    pub(super) entry: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
}

/// What came of one decision of the ledger.
pub(super) enum Came {
    /// The same verdict.
    Same,
    /// Other outcomes: decision, before, now.
    Moved(Vec<(String, Json, Json)>),
    /// The same outcomes, and yet not the same bytes.
    Reworded,
    /// It is no affair of the ruleset.
    Rejected(Words),
    /// A value was redacted.
    Redacted(Vec<String>),
    /// It says what stands in a case, which takes all events of the case.
    Standing,
}

/// Totals over a ledger.
#[derive(Default)]
pub(super) struct Flips {
    same: u64,
    moved: u64,
    reworded: Vec<About>,
    rejected: Vec<(About, Words)>,
    redacted: Vec<(About, Vec<String>)>,
    /// Entries of cases.
    standings: u64,
    /// By decision, before and now, as JSON.
    table: BTreeMap<(String, String, String), Vec<About>>,
}

/// What differs between two verdicts.
pub(super) fn compare(old: &str, new: &str) -> Came {
    let parse = |text: &str| serde_json::from_str::<Json>(text).unwrap_or_default();
    let (old, new) = (parse(old), parse(new));
    let decisions = |verdict: &Json| {
        verdict["decisions"]
            .as_object()
            .cloned()
            .unwrap_or_default()
    };
    let (old, new) = (decisions(&old), decisions(&new));
    let mut moved = Vec::new();
    for name in old
        .keys()
        .chain(new.keys().filter(|name| !old.contains_key(*name)))
    {
        let (before, now) = (outcome(old.get(name)), outcome(new.get(name)));
        if before != now {
            moved.push((name.clone(), before, now));
        }
    }
    if moved.is_empty() {
        Came::Same
    } else {
        Came::Moved(moved)
    }
}

/// What counts of an outcome: how it came out, and the value or the values claimed.
fn outcome(outcome: Option<&Json>) -> Json {
    let Some(outcome) = outcome else {
        return Json::Null;
    };
    match outcome["status"].as_str() {
        Some("decided") => json!({"status": "decided", "value": outcome["value"]}),
        Some("contested") => {
            let claims = outcome["claims"].as_array().into_iter().flatten();
            let values: Vec<&Json> = claims.map(|claim| &claim["value"]).collect();
            json!({"status": "contested", "values": values})
        }
        _ => json!({"status": outcome["status"]}),
    }
}

/// `fenliu/replay/1`.
#[derive(Serialize)]
pub(super) struct Page<'f> {
    schema: &'static str,
    ledger: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<&'f RulesetName>,
    same: u64,
    moved: u64,
    flips: Vec<Flip<'f>>,
    reworded: &'f [About],
    rejected: Vec<Why<'f>>,
    not_replayable: Vec<Why<'f>>,
    #[serde(skip_serializing_if = "none")]
    standings: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn none(count: &u64) -> bool {
    *count == 0
}

#[derive(Serialize)]
struct Flip<'f> {
    decision: &'f str,
    /// `null` where there is no such decision.
    from: Json,
    to: Json,
    count: usize,
    affairs: &'f [About],
}

#[derive(Serialize)]
struct Why<'f> {
    #[serde(flatten)]
    about: &'f About,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<&'f Vec<String>>,
}

impl Flips {
    pub(super) fn add(&mut self, about: About, came: Came) {
        match came {
            Came::Same => self.same += 1,
            Came::Reworded => self.reworded.push(about),
            Came::Rejected(words) => self.rejected.push((about, words)),
            Came::Redacted(withheld) => self.redacted.push((about, withheld)),
            Came::Standing => self.standings += 1,
            Came::Moved(moved) => {
                self.moved += 1;
                for (decision, before, now) in moved {
                    let key = (decision, before.to_string(), now.to_string());
                    self.table.entry(key).or_default().push(about.clone());
                }
            }
        }
    }

    /// Whether anything came out otherwise than it was recorded.
    pub(super) fn is_clean(&self) -> bool {
        self.moved == 0 && self.reworded.is_empty() && self.rejected.is_empty()
    }

    /// As `fenliu/replay/1`. `rules` is the ruleset they were held to, unless each was held to its own.
    pub(super) fn json<'f>(
        &'f self,
        ledger: &'f str,
        rules: Option<&'f RulesetName>,
        lang: Lang,
    ) -> Page<'f> {
        let parse = |text: &String| serde_json::from_str::<Json>(text).unwrap_or_default();
        let flips = self
            .table
            .iter()
            .map(|((decision, before, now), affairs)| Flip {
                decision,
                from: parse(before),
                to: parse(now),
                count: affairs.len(),
                affairs,
            });
        let why = |about, message, withheld| Why {
            about,
            message,
            withheld,
        };
        Page {
            schema: "fenliu/replay/1",
            ledger,
            rules,
            same: self.same,
            moved: self.moved,
            flips: flips.collect(),
            reworded: &self.reworded,
            rejected: self
                .rejected
                .iter()
                .map(|(about, words)| why(about, Some(words.get(lang)), None))
                .collect(),
            not_replayable: self
                .redacted
                .iter()
                .map(|(about, fields)| why(about, None, Some(fields)))
                .collect(),
            standings: self.standings,
        }
    }

    /// For people.
    pub(super) fn text(&self, lang: Lang) -> String {
        let word = |en: String, zh: String| Words::new(en, zh).get(lang).to_owned();
        let decided = self.same + self.moved + self.reworded.len() as u64;
        let mut page = word(
            format!(
                "decided again: {decided}; as recorded: {}; otherwise: {}\n",
                self.same, self.moved
            ),
            format!(
                "重新判定 {decided} 件：与记录一致 {} 件，不一致 {} 件\n",
                self.same, self.moved
            ),
        );
        if !self.table.is_empty() {
            let mut rows = vec![
                ["decision", "before", "now", "affairs", ""]
                    .map(str::to_owned)
                    .to_vec(),
            ];
            if lang == Lang::Zh {
                rows = vec![
                    ["决定", "原为", "现为", "件数", ""]
                        .map(str::to_owned)
                        .to_vec(),
                ];
            }
            for ((decision, before, now), affairs) in &self.table {
                let parse =
                    |text: &String| said(&serde_json::from_str(text).unwrap_or_default(), lang);
                rows.push(vec![
                    decision.clone(),
                    parse(before),
                    parse(now),
                    affairs.len().to_string(),
                    named(affairs, lang),
                ]);
            }
            page.push('\n');
            page.push_str(&columns(
                &rows,
                &[Side::Left, Side::Left, Side::Left, Side::Right, Side::Left],
            ));
        }
        if !self.reworded.is_empty() {
            let all = named(&self.reworded, lang);
            page.push_str(&word(
                format!(
                    "\nthe same outcomes, but the verdict or the explanation is not the same byte for byte: {} ({all})\n",
                    self.reworded.len()
                ),
                format!(
                    "\n结果相同，但判定或解释并非逐字节一致：{} 件（{all}）\n",
                    self.reworded.len()
                ),
            ));
        }
        let rejected = self
            .rejected
            .iter()
            .map(|(about, words)| (about, words.clone()));
        let redacted = self
            .redacted
            .iter()
            .map(|(about, fields)| (about, not_replayable(fields)));
        list(
            &mut page,
            &word(
                "\nno affairs of these rules".into(),
                "\n不属于该规则集的事项".into(),
            ),
            rejected.collect(),
            lang,
        );
        list(
            &mut page,
            &word("\nnot replayable".into(), "\n无法重新判定".into()),
            redacted.collect(),
            lang,
        );
        if self.standings > 0 {
            let entries = if self.standings == 1 {
                "entry"
            } else {
                "entries"
            };
            page.push_str(&word(
                format!(
                    "\n{} {entries} of cases not decided again: follow the case with `fenliu track RULES CASE`\n",
                    self.standings
                ),
                format!(
                    "\n案件现状 {} 条未重新判定：请用 `fenliu track RULES CASE` 重新跟踪该案件\n",
                    self.standings
                ),
            ));
        }
        page
    }
}

/// The names of some affairs.
fn named(affairs: &[About], lang: Lang) -> String {
    let names: Vec<String> = affairs
        .iter()
        .take(NAMED)
        .map(|about| called(about, lang))
        .collect();
    let more = affairs.len().saturating_sub(NAMED);
    match (lang, more) {
        (_, 0) => names.join(if lang == Lang::Zh { "、" } else { ", " }),
        (Lang::En, _) => format!("{} and {more} more", names.join(", ")),
        (Lang::Zh, _) => format!("{} 等 {} 件", names.join("、"), affairs.len()),
    }
}

fn called(about: &About, lang: Lang) -> String {
    let number = Words::new(
        format!("entry {}", about.entry),
        format!("第 {} 号", about.entry),
    );
    about
        .id
        .clone()
        .unwrap_or_else(|| number.get(lang).to_owned())
}

fn list(page: &mut String, title: &str, affairs: Vec<(&About, Words)>, lang: Lang) {
    if affairs.is_empty() {
        return;
    }
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    page.push_str(&format!("{title}{colon}{}\n", affairs.len()));
    for (about, words) in affairs.iter().take(NAMED) {
        page.push_str(&format!(
            "  {}{colon}{}\n",
            called(about, lang),
            words.get(lang)
        ));
    }
    let more = affairs.len().saturating_sub(NAMED);
    if more > 0 {
        let words = Words::new(
            format!("  and {more} more\n"),
            format!("  另有 {more} 件\n"),
        );
        page.push_str(words.get(lang));
    }
}
