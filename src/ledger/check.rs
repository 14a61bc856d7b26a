//! Verifying a ledger. In: its folder, a key, and perhaps a checkpoint that was handed out before. Out:
//! everything that is not as it was signed, each with its file, entry, byte and field.
//!
//! Each entry is in the ledger three times: its line in the record, its leaf in a bundle, its hash in a
//! tile. Where one differs from the other two it is that one that was changed; the signed root decides
//! for all three.

mod fault;
mod segment;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::checkpoint::Checkpoint;
use super::hash::Hash;
use super::kept;
use super::note::Verifier;
use super::problem::{Problem, shown};
use super::read::{self, not_signed};
use super::store::{self, LOCK, SEGMENT, Store};
use super::tile;
use super::tree::{Edge, Full, WIDTH};
use crate::words::Words;

pub use fault::Fault;
pub use segment::Counts;
use segment::{Segment, segment};

/// What verifying came to.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// What was acknowledged; nothing if not even that can be told.
    pub checkpoint: Option<Checkpoint>,
    /// The key that it was held to.
    pub verifier: Option<Verifier>,
    /// What is not as it was signed.
    pub faults: Vec<Fault>,
    /// What is worth knowing besides.
    pub notes: Vec<Words>,
    /// Entries by kind.
    pub counts: Counts,
}

/// Verifies a ledger: held to a key if one is given, else to its own; and to a checkpoint that was handed
/// out earlier, as its note. Error: there is nothing to be verified.
pub fn check(
    folder: &Path,
    key: Option<&Verifier>,
    earlier: Option<&str>,
) -> Result<Checked, Problem> {
    let store = Store::new(folder);
    if !store.path(store::CHECKPOINT).exists() && !store.path(store::KEY).exists() {
        read::checkpoint(&store, key)?;
    }
    let note = || store.find(store::CHECKPOINT);
    let mut before = note()?;
    // whoever writes meanwhile changes what there is to be read: then once more
    for _ in 0..3 {
        let checked = once(&store, key, earlier)?;
        let after = note()?;
        if checked.faults.is_empty() || after == before {
            return Ok(checked);
        }
        before = after;
    }
    once(&store, key, earlier)
}

fn once(store: &Store, key: Option<&Verifier>, earlier: Option<&str>) -> Result<Checked, Problem> {
    let mut checked = Checked::default();
    let own = match read::key(store) {
        Ok(own) => Some(own),
        Err(problem) => {
            checked.faults.push(Fault::of(store::KEY, problem));
            None
        }
    };
    if let (Some(own), Some(key)) = (&own, key)
        && own != key
    {
        checked
            .faults
            .push(Fault::new(store::KEY, fault::foreign_key(own, key)));
    }
    let Some(verifier) = key.cloned().or(own) else {
        return Ok(checked);
    };
    checked.verifier = Some(verifier.clone());
    let checkpoint = match read::checkpoint(store, Some(&verifier)) {
        Ok(checkpoint) => checkpoint,
        Err(problem) => {
            checked.faults.push(Fault::of(store::CHECKPOINT, problem));
            return Ok(checked);
        }
    };
    checked.checkpoint = Some(checkpoint.clone());
    let earlier = match earlier.map(|note| Checkpoint::open(note, &verifier)) {
        Some(Ok(earlier)) => Some(earlier),
        Some(Err(unsigned)) => {
            let problem = not_signed(Path::new(""), unsigned, &verifier);
            return Err(Problem::new(
                format!(
                    "the earlier checkpoint cannot be used: {}",
                    problem.message.en
                ),
                format!("先前的检查点无法使用：{}", problem.message.zh),
            ));
        }
        None => None,
    };
    let segments = segments(store, checkpoint.size)?;
    tree(
        store,
        &checkpoint,
        earlier.as_ref(),
        &segments,
        &mut checked,
    )?;
    rules(store, &segments, &mut checked)?;
    redactions(&segments, &mut checked);
    for segment in segments {
        checked.faults.extend(segment.faults);
        checked.notes.extend(segment.notes);
        checked.counts.add(segment.counts);
    }
    strangers(store, checkpoint.size, &mut checked)?;
    // where it stands in the files
    checked
        .faults
        .sort_by(|a, b| (a.entry, &a.file, a.byte).cmp(&(b.entry, &b.file, b.byte)));
    Ok(checked)
}

/// Reads the files of the record, on all cores.
fn segments(store: &Store, size: u64) -> Result<Vec<Segment>, Problem> {
    let count = size.div_ceil(SEGMENT);
    let next = AtomicU64::new(0);
    let done = Mutex::new(Vec::new());
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return;
            }
            let first = number * SEGMENT;
            let read = segment(store, first, size.min(first + SEGMENT));
            done.lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner)
                .push((number, read));
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 1..workers.min(usize::try_from(count).unwrap_or(workers)) {
            scope.spawn(work);
        }
        work();
    });
    let mut done = done
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, segment)| segment).collect()
}

/// The tree over all entries: its tiles above the leaves, its root, and its root when it was smaller.
fn tree(
    store: &Store,
    checkpoint: &Checkpoint,
    earlier: Option<&Checkpoint>,
    segments: &[Segment],
    checked: &mut Checked,
) -> Result<(), Problem> {
    let mut edge = Edge::default();
    let mut older = earlier
        .filter(|earlier| earlier.size == 0)
        .map(|_| edge.root());
    let mut whole = Vec::new();
    for hash in segments.iter().flat_map(|segment| &segment.leaves) {
        edge.push(*hash, &mut |full| {
            if full.level > 0 {
                whole.push(full);
            }
        });
        if earlier.is_some_and(|earlier| earlier.size == edge.size()) {
            older = Some(edge.root());
        }
    }
    let partial = tile::partial(checkpoint.size).filter(|(level, _, _)| *level > 0);
    let above = partial
        .map(|(level, index, width)| (level, index, width, edge.levels()[level].clone()))
        .chain(whole.into_iter().map(
            |Full {
                 level,
                 index,
                 hashes,
             }| (level.into(), index, WIDTH, hashes),
        ));
    for (level, index, width, hashes) in above {
        let name = tile::hashes(level, index, width);
        let found = store.find(&name)?;
        checked.faults.extend(fault::different(
            &name,
            found.as_deref(),
            &tile::bytes(&hashes),
        ));
    }
    if edge.root() != checkpoint.root {
        checked.faults.push(Fault::of(
            store::CHECKPOINT,
            read::other_root(&store.folder),
        ));
    }
    match earlier {
        Some(earlier) if earlier.size > checkpoint.size => {
            checked.faults.push(Fault::new(
                store::CHECKPOINT,
                fault::rolled_back(earlier, checkpoint),
            ));
        }
        Some(earlier) if older != Some(earlier.root) => {
            checked
                .faults
                .push(Fault::new(store::CHECKPOINT, fault::forked(earlier)));
        }
        _ => {}
    }
    Ok(())
}

/// The texts of rulesets, against the entries that keep them.
fn rules(store: &Store, segments: &[Segment], checked: &mut Checked) -> Result<(), Problem> {
    let mut kept: HashMap<&str, u64> = HashMap::new();
    for (entry, digest, texts) in segments.iter().flat_map(|segment| &segment.rules) {
        kept.entry(digest).or_insert(*entry);
        let name = kept::file(digest);
        match store.find(&name)? {
            Some(bytes) if Hash::of(&bytes) == *texts => {}
            Some(_) => checked
                .faults
                .push(Fault::new(&name, fault::texts_changed(digest)).entry(*entry)),
            None => checked
                .faults
                .push(Fault::new(&name, fault::texts_missing(digest)).entry(*entry)),
        }
    }
    for (entry, digest) in segments.iter().flat_map(|segment| &segment.decided_by) {
        if kept
            .get(digest.as_str())
            .is_none_or(|keeping| keeping > entry)
        {
            let name = store::records(entry / SEGMENT * SEGMENT);
            checked
                .faults
                .push(Fault::new(&name, fault::texts_missing(digest)).entry(*entry));
        }
    }
    Ok(())
}

/// What is withheld must have been redacted, and what was redacted must be gone.
fn redactions(segments: &[Segment], checked: &mut Checked) {
    let redacted = segments.iter().flat_map(|segment| &segment.redacted);
    let redacted: HashMap<(u64, &str), u64> = redacted
        .map(|(by, of, field)| ((*of, field.as_str()), *by))
        .collect();
    let withheld: HashSet<(u64, &str)> = segments
        .iter()
        .flat_map(|segment| &segment.withheld)
        .map(|(entry, field)| (*entry, field.as_str()))
        .collect();
    let damaged: HashSet<u64> = segments.iter().flat_map(Segment::damaged).collect();
    for (entry, field) in &withheld {
        if redacted.get(&(*entry, *field)).is_none_or(|by| by <= entry) {
            let name = store::records(entry / SEGMENT * SEGMENT);
            checked.faults.push(
                Fault::new(&name, fault::value_missing(*entry, field))
                    .entry(*entry)
                    .field(field),
            );
        }
    }
    for ((entry, field), by) in redacted {
        // of a damaged entry it is said that it is damaged
        if !withheld.contains(&(entry, field)) && !damaged.contains(&entry) {
            let name = store::records(entry / SEGMENT * SEGMENT);
            checked.faults.push(
                Fault::new(&name, fault::still_there(entry, field, by))
                    .entry(entry)
                    .field(field),
            );
        }
    }
}

/// Files that are no part of the ledger. Nothing relies on them.
fn strangers(store: &Store, size: u64, checked: &mut Checked) -> Result<(), Problem> {
    let mut known: HashSet<String> = tile::all(size).into_iter().collect();
    known.extend([store::KEY, store::CHECKPOINT, LOCK].map(str::to_owned));
    known.extend((0..size.div_ceil(SEGMENT)).map(|number| store::records(number * SEGMENT)));
    known.extend(checked.counts.texts.iter().map(|digest| kept::file(digest)));
    let files = store.files("")?;
    let strange: Vec<&String> = files.iter().filter(|file| !known.contains(*file)).collect();
    if let Some(first) = strange.first() {
        let folder = shown(&store.folder);
        checked
            .notes
            .push(fault::strangers(&folder, first, strange.len()));
    }
    Ok(())
}
