//! Receipts: one entry, and what proves that the ledger has it. In: a ledger and an entry. Out: one line
//! of JSON, `fenliu/receipt/1`, for the person concerned; and whether such a line holds, without the
//! ledger.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::checkpoint::Checkpoint;
use super::entry::{FACTS, ID, VERDICT, named};
use super::hash::Hash;
use super::note::{Unsigned, Verifier};
use super::problem::Problem;
use super::proof::{self, Hashes};
use super::read::Reading;
use super::record::{Damage, Record};
use super::tile;
use super::tree::WIDTH;
use crate::words::Words;

/// The name of the form of a receipt.
pub const SCHEMA: &str = "fenliu/receipt/1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Receipt<'a> {
    schema: String,
    /// The line of the record.
    #[serde(borrow)]
    entry: &'a RawValue,
    /// From the leaf's neighbour up to below the root.
    inclusion: Vec<Hash>,
    /// The signed note.
    checkpoint: String,
    /// That the ledger was only added to since an earlier checkpoint.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    since: Option<Since>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    checkpoint: String,
    consistency: Vec<Hash>,
}

/// What a receipt proves.
#[derive(Debug, Clone)]
pub struct Confirmed {
    /// The line of the entry.
    pub line: String,
    /// What the ledger was when the receipt was made.
    pub checkpoint: Checkpoint,
    /// What it was earlier, and has only been added to since.
    pub since: Option<Checkpoint>,
}

impl Confirmed {
    /// The verdict as it was given out, with the name of its affair.
    pub fn verdict(&self) -> Option<String> {
        let record = Record::parse(&self.line).ok()?;
        Some(named(record.value(VERDICT)?, record.text(ID).as_deref()))
    }
}

/// Makes the receipt of an entry, without the fields that are to be withheld. `since` is a checkpoint handed
/// out earlier.
pub fn receipt(
    reading: &Reading,
    entry: u64,
    withhold: &[String],
    since: Option<&str>,
) -> Result<String, Problem> {
    let line = reading.line(entry)?;
    let mut record = reading.record(entry, &line)?;
    for name in withhold {
        let long = format!("{FACTS}{name}");
        let field = record
            .fields
            .iter_mut()
            .find(|field| field.name == *name || field.name == long);
        let field = field.ok_or_else(|| no_field(entry, name))?;
        (field.salt, field.value) = (None, None);
    }
    let mut tiles = Tiles {
        reading,
        last: None,
    };
    let size = reading.checkpoint.size;
    let since = since
        .map(|note| {
            let earlier = Checkpoint::open(note, &reading.verifier).map_err(|_| not_earlier())?;
            if earlier.size > size {
                return Err(not_earlier());
            }
            let consistency = proof::consistency(&mut tiles, earlier.size, size)?;
            Ok(Since {
                checkpoint: note.to_owned(),
                consistency,
            })
        })
        .transpose()?;
    let entry_line = RawValue::from_string(record.line()).map_err(|_| stale())?;
    let receipt = Receipt {
        schema: SCHEMA.to_owned(),
        entry: &entry_line,
        inclusion: proof::inclusion(&mut tiles, entry, size)?,
        checkpoint: reading.note()?,
        since,
    };
    let mut text = serde_json::to_string(&receipt).map_err(|_| stale())?;
    text.push('\n');
    // tiles may be stale; nobody is given what does not hold
    match confirm(&text, &reading.verifier) {
        Ok(_) => Ok(text),
        Err(_) => Err(stale()),
    }
}

/// Checks a receipt with the ledger's key alone. Error: what does not hold.
pub fn confirm(text: &str, verifier: &Verifier) -> Result<Confirmed, Words> {
    let line = text.strip_suffix('\n').unwrap_or(text);
    let receipt: Receipt = serde_json::from_str(line).map_err(|_| no_receipt())?;
    if serde_json::to_string(&receipt).ok().as_deref() != Some(line) || receipt.schema != SCHEMA {
        return Err(no_receipt());
    }
    let record = Record::parse(receipt.entry.get()).map_err(|damage| match damage {
        Damage::Form(_) => changed(None),
        Damage::Field(field) => changed(Some(&field)),
    })?;
    let open = |note: &str| {
        Checkpoint::open(note, verifier).map_err(|unsigned| not_signed(unsigned, verifier))
    };
    let checkpoint = open(&receipt.checkpoint)?;
    let leaf = Hash::leaf(&record.leaf());
    if !proof::includes(
        checkpoint.root,
        checkpoint.size,
        record.entry,
        leaf,
        &receipt.inclusion,
    ) {
        return Err(not_included(record.entry));
    }
    let since = match &receipt.since {
        None => None,
        Some(Since {
            checkpoint: note,
            consistency,
        }) => {
            let earlier = open(note)?;
            let (old, new) = (
                (earlier.size, earlier.root),
                (checkpoint.size, checkpoint.root),
            );
            if !proof::extends(old, new, consistency) {
                return Err(not_extended(earlier.size));
            }
            Some(earlier)
        }
    };
    Ok(Confirmed {
        line: receipt.entry.get().to_owned(),
        checkpoint,
        since,
    })
}

/// The tiles on the disk; the last one that was read is kept.
struct Tiles<'r> {
    reading: &'r Reading,
    last: Option<(u8, u64, Vec<Hash>)>,
}

impl Hashes for Tiles<'_> {
    type Error = Problem;

    fn hash(&mut self, level: u8, index: u64) -> Result<Hash, Problem> {
        let (number, at) = (index / WIDTH, index % WIDTH);
        if self
            .last
            .as_ref()
            .is_none_or(|(l, n, _)| (*l, *n) != (level, number))
        {
            let in_level = self.reading.checkpoint.size >> (8 * u32::from(level));
            let width = if number < in_level / WIDTH {
                WIDTH
            } else {
                in_level % WIDTH
            };
            let bytes = self
                .reading
                .store
                .find(&tile::hashes(level.into(), number, width))?;
            let hashes = bytes.as_deref().and_then(tile::parse).ok_or_else(stale)?;
            self.last = Some((level, number, hashes));
        }
        let tile = self
            .last
            .as_ref()
            .map(|(_, _, hashes)| hashes.as_slice())
            .unwrap_or_default();
        tile.get(usize::try_from(at).unwrap_or(usize::MAX))
            .copied()
            .ok_or_else(stale)
    }
}

fn stale() -> Problem {
    Problem::new(
        "no proof can be made: the tiles of the ledger are not those of its checkpoint",
        "无法生成证明：台账的分片与检查点不符",
    )
    .help(
        "`fenliu ledger verify` says what is wrong; `fenliu ledger mend` makes the tiles anew from the record",
        "`fenliu ledger verify` 会列出问题；`fenliu ledger mend` 可根据记录重新生成分片",
    )
}

fn no_field(entry: u64, name: &str) -> Problem {
    Problem::new(
        format!("entry {entry} has no field `{name}`"),
        format!("第 {entry} 号条目没有字段 `{name}`"),
    )
}

fn not_earlier() -> Problem {
    Problem::new(
        "the checkpoint given is no earlier one of this ledger",
        "所给的检查点不是本台账先前的检查点",
    )
}

fn no_receipt() -> Words {
    Words::new(
        "this is no receipt as it was given out: it was changed, laid out anew or cut off",
        "这不是原样的回执：内容被改动、重新排版或截断",
    )
}

fn changed(field: Option<&str>) -> Words {
    match field {
        Some(field) => Words::new(
            format!("the value of `{field}` is not the one that was recorded"),
            format!("`{field}` 的值并非当时所记录的值"),
        ),
        None => Words::new("the entry was changed", "条目被改动"),
    }
}

fn not_signed(unsigned: Unsigned, key: &Verifier) -> Words {
    match unsigned {
        Unsigned::Form => Words::new(
            "its checkpoint was changed or cut off",
            "其检查点被改动或截断",
        ),
        Unsigned::Foreign => Words::new(
            format!("its checkpoint is not signed with the key `{key}`"),
            format!("其检查点不是用密钥 `{key}` 签署的"),
        ),
        Unsigned::Forged => Words::new(
            format!(
                "its checkpoint names the key of `{}`, but the signature is not that key's",
                key.name()
            ),
            format!("其检查点标明由 `{}` 的密钥签署，但签名不符", key.name()),
        ),
    }
}

fn not_included(entry: u64) -> Words {
    Words::new(
        format!("the ledger that was signed for does not have this as its entry {entry}"),
        format!("所签署的台账中，第 {entry} 号条目并非此条"),
    )
}

fn not_extended(size: u64) -> Words {
    Words::new(
        format!("the ledger is not the one that had {size} entries earlier: it was forked"),
        format!("此台账并非先前有 {size} 条的那一本：它已被分叉"),
    )
}
