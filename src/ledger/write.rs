//! Writing a ledger. In: entries. Out: entries on the disk, covered by a signed checkpoint, before
//! anybody is told that they are.
//!
//! The checkpoint is the one thing that acknowledges: an entry is in the ledger once the checkpoint
//! that counts it is in its place. [`Ledger::commit`] writes in this order, and waits for the disk after
//! each of the two that matter: the lines of the record; tiles and bundles (which can be made anew from
//! the lines); the checkpoint. What lies behind the last checkpoint was never acknowledged, and is cut
//! off by the next one who opens.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use super::checkpoint::Checkpoint;
use super::entry::{self, Entry};
use super::field::{Random, Salts};
use super::hash::Hash;
use super::kept::{self, Kept};
use super::note::Signer;
use super::problem::{Problem, shown};
use super::record::{Kind, Sealed};
use super::store::{self, Lock, RECORDS, RULES, SEGMENT, Store};
use super::tile;
use super::tree::{Edge, Full, WIDTH};
use super::{mend, redact};
use crate::ruleset::Ruleset;
use crate::words::Words;

/// A ledger open for writing. One process at a time has it.
pub struct Ledger {
    pub(super) store: Store,
    _lock: Lock,
    signer: Signer,
    random: Random,
    edge: Edge,
    /// The leaves of the bundle that is not whole.
    bundle: Vec<u8>,
    /// Entries acknowledged.
    committed: u64,
    /// Digests of rulesets of which the texts are here.
    kept: HashSet<String>,
    pending: Pending,
    /// A commit failed half-way: what is in memory and what is on the disk differ.
    broken: bool,
    repaired: Vec<Words>,
}

/// What waits for the next commit.
#[derive(Default)]
struct Pending {
    /// Lines, by the first entry of their file.
    lines: BTreeMap<u64, Vec<u8>>,
    /// Tiles and bundles that became whole.
    whole: Vec<(String, Vec<u8>)>,
    bytes: usize,
}

/// Whether a folder is there and empty, so that a ledger can be made in it.
pub fn is_free(folder: &Path) -> Result<(), Problem> {
    if Store::new(folder).files("")?.is_empty() {
        Ok(())
    } else {
        Err(not_empty(folder))
    }
}

/// Makes a ledger in a folder that [`is_free`].
pub fn create(folder: &Path, signer: &Signer) -> Result<(), Problem> {
    let store = Store::new(folder);
    is_free(folder)?;
    store.make(RECORDS)?;
    store.make(RULES)?;
    store.replace(store::KEY, format!("{}\n", signer.verifier()).as_bytes())?;
    let nothing = Edge::default();
    store.replace(
        store::CHECKPOINT,
        checkpoint(&nothing, signer).sign(signer).as_bytes(),
    )
}

impl Ledger {
    /// Opens a ledger with its key. What an interrupted writer left is put in order, and said in
    /// [`Ledger::repaired`].
    pub fn open(folder: &Path, signer: Signer, random: Random) -> Result<Self, Problem> {
        let store = Store::new(folder);
        // what is no ledger, or another one's, is not locked either
        super::read::checkpoint(&store, Some(signer.verifier()))?;
        let lock = store.lock()?;
        let checkpoint = super::read::checkpoint(&store, Some(signer.verifier()))?;
        let mended = mend::open(&store, &checkpoint)?;
        Ok(Self {
            _lock: lock,
            signer,
            random,
            committed: checkpoint.size,
            edge: mended.edge,
            bundle: mended.bundle,
            kept: mended.kept,
            repaired: mended.repaired,
            pending: Pending::default(),
            broken: false,
            store,
        })
    }

    /// What was put in order when it was opened.
    pub fn repaired(&self) -> &[Words] {
        &self.repaired
    }

    /// Bytes that wait for [`Ledger::commit`].
    pub fn waiting(&self) -> usize {
        self.pending.bytes
    }

    /// Entries, those that wait included.
    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    /// Keeps the texts of a ruleset, if they are not here yet. Entries about it come after.
    pub fn keep(&mut self, ruleset: &Ruleset) -> Result<(), Problem> {
        if self.kept.contains(ruleset.digest()) {
            return Ok(());
        }
        let bytes = Kept::of(ruleset, self.edge.size())?.bytes();
        self.store.replace(&kept::file(ruleset.digest()), &bytes)?;
        let sealed = entry::rules(ruleset, Hash::of(&bytes), &mut Salts::new(&mut self.random));
        let sealed = sealed.map_err(|error| self.unsealed(&error))?;
        self.kept.insert(ruleset.digest().to_owned());
        self.append_sealed(&sealed)?;
        Ok(())
    }

    /// Adds an entry; gives its place. It is not acknowledged before [`Ledger::commit`].
    pub fn append(&mut self, entry: &Entry) -> Result<u64, Problem> {
        let sealed = entry.seal(&mut Salts::new(&mut self.random));
        let sealed = sealed.map_err(|error| self.unsealed(&error))?;
        self.append_sealed(&sealed)
    }

    /// The same with an entry sealed elsewhere, as by several threads.
    pub fn append_sealed(&mut self, sealed: &Sealed) -> Result<u64, Problem> {
        let missing = sealed
            .head
            .ruleset
            .as_ref()
            .filter(|ruleset| !self.kept.contains(*ruleset));
        if let Some(ruleset) = missing {
            return Err(not_kept(ruleset));
        }
        let number = self.edge.size();
        let (line, leaf) = sealed
            .at(number)
            .map_err(|error| self.unsealed(&error.into()))?;
        // a leaf has no values, so that only a digest of thousands of bytes could be too long
        tile::add(&mut self.bundle, &leaf).ok_or_else(|| not_kept("…"))?;
        self.pending.bytes += line.len();
        self.pending
            .lines
            .entry(number / SEGMENT * SEGMENT)
            .or_default()
            .extend(line);
        let (whole, bundle) = (&mut self.pending.whole, &mut self.bundle);
        self.edge.push(
            Hash::leaf(&leaf),
            &mut |Full {
                      level,
                      index,
                      hashes,
                  }| {
                if level == 0 {
                    whole.push((tile::bundle(index, WIDTH), std::mem::take(bundle)));
                }
                whole.push((
                    tile::hashes(level.into(), index, WIDTH),
                    tile::bytes(&hashes),
                ));
            },
        );
        Ok(number)
    }

    /// Waits until everything appended is on the disk and signed for.
    pub fn commit(&mut self) -> Result<(), Problem> {
        if self.broken {
            return Err(half_way(&self.store.folder));
        }
        if self.edge.size() == self.committed {
            return Ok(());
        }
        self.broken = true;
        let pending = std::mem::take(&mut self.pending);
        for (first, lines) in &pending.lines {
            self.store.append(&store::records(*first), lines)?;
        }
        for (name, bytes) in &pending.whole {
            self.store.write(name, bytes)?;
        }
        write_partial(&self.store, self.committed, &self.edge, &self.bundle)?;
        let checkpoint = checkpoint(&self.edge, &self.signer);
        self.store
            .replace(store::CHECKPOINT, checkpoint.sign(&self.signer).as_bytes())?;
        remove_partial(&self.store, self.committed, self.edge.size())?;
        self.committed = self.edge.size();
        self.broken = false;
        Ok(())
    }

    /// Takes values out of an entry, for good: the commitments stay, and an entry of its own says what
    /// was taken and why. Gives the names of the fields taken; some tell of others and go with them.
    pub fn redact(&mut self, of: u64, field: &str, because: &str) -> Result<Vec<String>, Problem> {
        self.commit()?;
        let taken = redact::taken(&self.store, self.committed, of, field)?;
        let names: Vec<&str> = taken.iter().map(String::as_str).collect();
        let sealed = entry::redaction(of, &names, because, &mut Salts::new(&mut self.random));
        let sealed = sealed.map_err(|error| self.unsealed(&error))?;
        self.append_sealed(&sealed)?;
        self.commit()?;
        redact::take(&self.store, of, &taken)?;
        Ok(taken)
    }

    fn unsealed(&self, error: &std::io::Error) -> Problem {
        let name = shown(&self.store.folder);
        Problem::new(
            format!("an entry for the ledger `{name}` cannot be made: {error}"),
            format!("无法生成台账 `{name}` 的条目（{error}）"),
        )
    }
}

fn checkpoint(edge: &Edge, signer: &Signer) -> Checkpoint {
    Checkpoint {
        origin: signer.verifier().name().to_owned(),
        size: edge.size(),
        root: edge.root(),
    }
}

/// Whether an entry of this kind may be redacted: the others say what must stay known.
pub(super) fn is_redactable(kind: Kind) -> bool {
    matches!(kind, Kind::Decision | Kind::Standing)
}

/// Writes the tiles and the bundle that are not whole. Those that the size before had too are as they were:
/// a file that the checkpoint counts is never written over, for it would be empty for a moment.
pub(super) fn write_partial(
    store: &Store,
    before: u64,
    edge: &Edge,
    bundle: &[u8],
) -> Result<(), Problem> {
    let there: Vec<_> = tile::partial(before).collect();
    for (level, index, width) in tile::partial(edge.size()).filter(|tile| !there.contains(tile)) {
        store.write(
            &tile::hashes(level, index, width),
            &tile::bytes(&edge.levels()[level]),
        )?;
        if level == 0 {
            store.write(&tile::bundle(index, width), bundle)?;
        }
    }
    Ok(())
}

/// Removes what an older size had and a newer one has not: each is the beginning of one that is wider.
fn remove_partial(store: &Store, old: u64, new: u64) -> Result<(), Problem> {
    let now: Vec<_> = tile::partial(new).collect();
    for (level, index, width) in tile::partial(old).filter(|tile| !now.contains(tile)) {
        let remove = |name: String| match name.rsplit_once('/') {
            // the whole tile is there, or will be
            Some((folder, _)) if !now.iter().any(|(l, i, _)| (*l, *i) == (level, index)) => {
                store.remove_folder(folder)
            }
            _ => store.remove(&name),
        };
        remove(tile::hashes(level, index, width))?;
        if level == 0 {
            remove(tile::bundle(index, width))?;
        }
    }
    Ok(())
}

fn not_empty(folder: &Path) -> Problem {
    let name = shown(folder);
    Problem::new(
        format!("`{name}` is not empty; nothing was written"),
        format!("`{name}` 不是空文件夹；没有写入任何内容"),
    )
    .help(
        "name a folder that does not exist yet",
        "请给出一个尚不存在的文件夹",
    )
}

fn not_kept(ruleset: &str) -> Problem {
    Problem::new(
        format!("the ledger does not have the texts of the ruleset `{ruleset}`"),
        format!("台账中没有规则集 `{ruleset}` 的文本"),
    )
}

fn half_way(folder: &Path) -> Problem {
    let name = shown(folder);
    Problem::new(
        format!("writing to the ledger `{name}` failed before; it has to be opened again"),
        format!("先前写入台账 `{name}` 失败；须重新打开"),
    )
}
