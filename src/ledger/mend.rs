//! Putting a ledger in order after an interruption. In: its files, and the checkpoint that says what was
//! acknowledged. Out: exactly that on the disk, and the right edge of its tree in memory.
//!
//! Nothing that was acknowledged is ever changed here: lines beyond the checkpoint are cut off, tiles are
//! made anew from the lines that the signed root covers. What is missing before the checkpoint is a
//! [`Problem`], and nothing is touched.

use std::collections::HashSet;
use std::path::Path;

use super::checkpoint::Checkpoint;
use super::hash::Hash;
use super::kept::{self, Kept};
use super::problem::Problem;
use super::read::{Reading, key, lost};
use super::record::{Kind, Record};
use super::redact;
use super::store::{self, CUT, RECORDS, RULES, SEGMENT, Store, TILES, UNFINISHED};
use super::tile;
use super::tree::{Edge, Full, WIDTH};
use super::write::write_partial;
use crate::words::Words;

/// A ledger in order.
pub(super) struct Mended {
    pub(super) edge: Edge,
    /// The leaves of the bundle that is not whole.
    pub(super) bundle: Vec<u8>,
    /// Digests of rulesets of which the texts are there.
    pub(super) kept: HashSet<String>,
    /// What was done.
    pub(super) repaired: Vec<Words>,
}

/// Puts in order what a writer needs; whole tiles are looked at only by [`all`] and by verifying.
pub(super) fn open(store: &Store, checkpoint: &Checkpoint) -> Result<Mended, Problem> {
    let mut repaired = Vec::new();
    let last = cut_tail(store, checkpoint.size, &mut repaired)?;
    let kept = kept_rules(store, checkpoint, &mut repaired)?;
    let (edge, bundle) = match edge(store, checkpoint)? {
        Some(found) => found,
        None => {
            repaired.push(tiles_anew());
            tiles(store, checkpoint)?
        }
    };
    let newest = edge.levels().first().and_then(|leaves| leaves.last());
    if let Some(line) = last {
        let record = Record::parse(&line)
            .ok()
            .filter(|record| record.entry + 1 == checkpoint.size);
        let record = record.ok_or_else(|| lost(checkpoint.size - 1, &store.folder))?;
        // where the last tile is whole its leaves are not in memory
        if newest.is_some_and(|hash| *hash != Hash::leaf(&record.leaf())) {
            return Err(lost(record.entry, &store.folder));
        }
        redact::finish(store, &record, &mut repaired)?;
    }
    remove_beyond(store, checkpoint.size)?;
    Ok(Mended {
        edge,
        bundle,
        kept,
        repaired,
    })
}

/// The same, and makes every tile anew. Needs no key: nothing new is signed.
pub fn all(folder: &Path) -> Result<Vec<Words>, Problem> {
    let store = &Store::new(folder);
    super::read::checkpoint(store, None)?;
    let _lock = store.lock()?;
    let checkpoint = super::read::checkpoint(store, None)?;
    // the record is read to the end and found to be what was signed before anything is removed
    let mut redactions = Vec::new();
    let reading = Reading {
        store: store.clone(),
        checkpoint: checkpoint.clone(),
        verifier: key(store)?,
    };
    reading.each(|record| {
        redactions.extend(redact::redaction(record));
        Ok(())
    })?;
    let mut mended = open(store, &checkpoint)?;
    for (of, taken) in redactions {
        if redact::take(store, of, &taken)? {
            mended.repaired.push(redact::finished(of));
        }
    }
    store.remove_folder(TILES)?;
    tiles(store, &checkpoint)?;
    mended.repaired.push(tiles_anew());
    mended.repaired.dedup();
    Ok(mended.repaired)
}

/// Cuts off what was never acknowledged; gives the last line that was.
fn cut_tail(
    store: &Store,
    size: u64,
    repaired: &mut Vec<Words>,
) -> Result<Option<String>, Problem> {
    let mut cut = 0;
    let mut last = None;
    let current = store::records(size.saturating_sub(1) / SEGMENT * SEGMENT);
    for name in store.files(RECORDS)? {
        if name.ends_with(UNFINISHED) {
            store.remove(&name)?;
        } else if name > current || size == 0 {
            let bytes = store.read(&name)?;
            cut += bytes.len() as u64;
            lay_aside(store, size, &bytes)?;
            store.remove(&name)?;
        }
    }
    if size > 0 {
        let bytes = store.find(&current)?.unwrap_or_default();
        let lines = usize::try_from((size - 1) % SEGMENT + 1).unwrap_or(usize::MAX);
        let mut ends = bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .map(|(at, _)| at);
        let end = ends
            .nth(lines - 1)
            .ok_or_else(|| lost(size - 1, &store.folder))?;
        let begin = bytes[..end]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        last = Some(String::from_utf8_lossy(&bytes[begin..end]).into_owned());
        let length = end as u64 + 1;
        if bytes.len() as u64 > length {
            cut += bytes.len() as u64 - length;
            lay_aside(store, size, &bytes[end + 1..])?;
            store.cut(&current, length)?;
        }
    }
    if cut > 0 {
        repaired.push(tail_cut(cut));
    }
    Ok(last)
}

/// Keeps a copy of whole lines that are cut off: where somebody put an older checkpoint in place by
/// mistake they were acknowledged after all.
fn lay_aside(store: &Store, first: u64, bytes: &[u8]) -> Result<(), Problem> {
    match bytes.iter().rposition(|byte| *byte == b'\n') {
        Some(end) => {
            store.make(CUT)?;
            store.append(&format!("{CUT}/{first:012}.jsonl"), &bytes[..=end])
        }
        None => Ok(()),
    }
}

/// The rulesets that are kept. A file whose entry was never acknowledged is removed.
fn kept_rules(
    store: &Store,
    checkpoint: &Checkpoint,
    repaired: &mut Vec<Words>,
) -> Result<HashSet<String>, Problem> {
    let reading = Reading {
        store: store.clone(),
        checkpoint: checkpoint.clone(),
        verifier: key(store)?,
    };
    let mut digests = HashSet::new();
    for name in store.files(RULES)? {
        let bytes = store.read(&name)?;
        let kept = Kept::parse(&bytes).filter(|kept| kept::file(&kept.ruleset) == name);
        if kept
            .as_ref()
            .is_some_and(|kept| kept.entry < checkpoint.size)
            || name.ends_with(UNFINISHED)
        {
            let Some(kept) = kept else {
                store.remove(&name)?;
                continue;
            };
            let line = reading.line(kept.entry)?;
            let record = reading.record(kept.entry, &line)?;
            if record.head.kind == Kind::Rules && record.head.texts == Some(Hash::of(&bytes)) {
                digests.insert(kept.ruleset);
                continue;
            }
            return Err(not_kept(&name));
        }
        if kept.is_none() && checkpoint.size > 0 {
            return Err(not_kept(&name));
        }
        store.remove(&name)?;
        repaired.push(texts_removed(&name));
    }
    Ok(digests)
}

/// The right edge as the tiles have it; nothing if it is not what was signed for.
fn edge(store: &Store, checkpoint: &Checkpoint) -> Result<Option<(Edge, Vec<u8>)>, Problem> {
    let mut levels = vec![Vec::new(); Edge::widths(checkpoint.size).len()];
    let mut bundle = Vec::new();
    for (level, index, width) in tile::partial(checkpoint.size) {
        let bytes = store
            .find(&tile::hashes(level, index, width))?
            .unwrap_or_default();
        levels[level] = tile::parse(&bytes).unwrap_or_default();
        if level == 0 {
            bundle = store.find(&tile::bundle(index, width))?.unwrap_or_default();
        }
    }
    let leaves = tile::leaves(&bundle).unwrap_or_default();
    let leaves: Vec<Hash> = leaves.into_iter().map(Hash::leaf).collect();
    let edge = Edge::new(checkpoint.size, levels).filter(|edge| edge.root() == checkpoint.root);
    Ok(edge
        .filter(|edge| edge.levels().first().is_none_or(|hashes| *hashes == leaves))
        .map(|edge| (edge, bundle)))
}

/// Makes the tiles anew from the record. Error: the record is not what was signed for.
fn tiles(store: &Store, checkpoint: &Checkpoint) -> Result<(Edge, Vec<u8>), Problem> {
    let reading = Reading {
        store: store.clone(),
        checkpoint: checkpoint.clone(),
        verifier: key(store)?,
    };
    let (mut edge, mut bundle) = (Edge::default(), Vec::new());
    reading.each(|record| {
        let leaf = record.leaf();
        tile::add(&mut bundle, &leaf).ok_or_else(|| lost(record.entry, &store.folder))?;
        let mut whole = Vec::new();
        edge.push(Hash::leaf(&leaf), &mut |full| whole.push(full));
        for Full {
            level,
            index,
            hashes,
        } in whole
        {
            if level == 0 {
                store.write(&tile::bundle(index, WIDTH), &std::mem::take(&mut bundle))?;
            }
            store.write(
                &tile::hashes(level.into(), index, WIDTH),
                &tile::bytes(&hashes),
            )?;
        }
        Ok(())
    })?;
    write_partial(store, 0, &edge, &bundle)?;
    Ok((edge, bundle))
}

/// Removes tiles that a writer made for entries that were never acknowledged, and narrower ones that it
/// did not come to remove.
fn remove_beyond(store: &Store, size: u64) -> Result<(), Problem> {
    let mut below = size;
    for level in 0..=Edge::widths(size).len() {
        let (edge, width) = (below / WIDTH, below % WIDTH);
        for index in edge.. {
            let mut names = vec![tile::hashes(level, index, WIDTH)];
            if level == 0 {
                names.push(tile::bundle(index, WIDTH));
            }
            let mut any = false;
            for name in names {
                any |= store.path(&name).exists();
                store.remove(&name)?;
                let partial = format!("{name}.p");
                if !store.path(&partial).is_dir() {
                    continue;
                }
                any = true;
                for file in store.files(&partial)? {
                    if index > edge || file != format!("{partial}/{width}") {
                        store.remove(&file)?;
                    }
                }
                if index > edge || width == 0 {
                    store.remove_folder(&partial)?;
                }
            }
            if !any && index > edge {
                break;
            }
        }
        below = edge;
    }
    store.remove(&format!("{}{UNFINISHED}", store::CHECKPOINT))
}

fn tail_cut(bytes: u64) -> Words {
    Words::new(
        format!(
            "{bytes} bytes that an interrupted writer had not finished were removed from the ledger; none of them was acknowledged"
        ),
        format!("已从台账中移除上次写入中断时遗留的 {bytes} 个字节；其中没有已确认的内容"),
    )
}

fn tiles_anew() -> Words {
    Words::new(
        "the tiles of the ledger were made anew from its record",
        "已根据记录重新生成台账的分片",
    )
}

fn texts_removed(name: &str) -> Words {
    Words::new(
        format!("`{name}`, which no acknowledged entry speaks of, was removed"),
        format!("已移除没有任何已确认条目提及的 `{name}`"),
    )
}

fn not_kept(name: &str) -> Problem {
    Problem::new(
        format!("`{name}` is not what the ledger says it keeps there"),
        format!("`{name}` 的内容与台账所载不符"),
    )
    .help(
        "put the file back from a copy; the ledger cannot decide again without it",
        "请从备份恢复该文件；没有它，台账无法重新判定",
    )
}
