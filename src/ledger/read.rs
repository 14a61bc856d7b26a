//! Reading a ledger. In: its folder, and perhaps a key to hold it to. Out: its entries, each of them
//! checked, and at the end the root over all of them against the signed one.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use super::checkpoint::Checkpoint;
use super::hash::Hash;
use super::note::{Unsigned, Verifier};
use super::problem::{Problem, shown};
use super::record::{Damage, Record};
use super::store::{self, SEGMENT, Store};
use super::tree::Edge;

/// A ledger open for reading, as its checkpoint has it.
#[derive(Debug, Clone)]
pub struct Reading {
    pub(super) store: Store,
    /// What was acknowledged when it was opened.
    pub checkpoint: Checkpoint,
    /// The key that it was checked with.
    pub verifier: Verifier,
}

impl Reading {
    /// Opens a ledger. Without a key it is held to its own.
    pub fn open(folder: &Path, key: Option<&Verifier>) -> Result<Self, Problem> {
        let store = Store::new(folder);
        let checkpoint = checkpoint(&store, key)?;
        let verifier = match key {
            Some(key) => key.clone(),
            None => self::key(&store)?,
        };
        Ok(Self {
            store,
            checkpoint,
            verifier,
        })
    }

    /// The signed note with the checkpoint.
    pub fn note(&self) -> Result<String, Problem> {
        text(&self.store, store::CHECKPOINT)
    }

    /// Gives every entry to `each`, in order. Error: an entry is damaged, or the entries are not those that
    /// were signed for.
    pub fn each(
        &self,
        mut each: impl FnMut(&Record) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let mut edge = Edge::default();
        for line in self.lines() {
            let line = line?;
            let record = self.record(edge.size(), &line)?;
            edge.push(Hash::leaf(&record.leaf()), &mut |_| {});
            each(&record)?;
        }
        self.is_root(edge.root())
    }

    /// Whether this is the root that was signed for.
    pub fn is_root(&self, root: Hash) -> Result<(), Problem> {
        if root == self.checkpoint.root {
            Ok(())
        } else {
            Err(other_root(&self.store.folder))
        }
    }

    /// The entry at a place.
    pub fn line(&self, entry: u64) -> Result<String, Problem> {
        if entry >= self.checkpoint.size {
            return Err(no_entry(entry, self.checkpoint.size));
        }
        let line = Lines::new(self, entry / SEGMENT * SEGMENT)
            .nth(usize::try_from(entry % SEGMENT).unwrap_or(0));
        let line = line.unwrap_or_else(|| Err(lost(entry, &self.store.folder)))?;
        self.record(entry, &line)?;
        Ok(line)
    }

    /// The entry that a line is, if it is the one that should stand there.
    pub fn record<'l>(&self, entry: u64, line: &'l str) -> Result<Record<'l>, Problem> {
        let name = store::records(entry / SEGMENT * SEGMENT);
        match Record::parse(line) {
            Ok(record) if record.entry == entry => Ok(record),
            Ok(record) => Err(out_of_order(&name, entry, record.entry, &self.store.folder)),
            Err(Damage::Field(field)) => {
                Err(damaged(&name, entry, Some(&field), &self.store.folder))
            }
            Err(Damage::Form(_)) => Err(damaged(&name, entry, None, &self.store.folder)),
        }
    }

    /// The lines of the record, as many as the checkpoint has entries.
    pub fn lines(&self) -> Lines {
        Lines::new(self, 0)
    }
}

/// Lines of the record, one after another.
pub struct Lines {
    store: Store,
    next: u64,
    size: u64,
    file: Option<BufReader<File>>,
}

impl Lines {
    fn new(reading: &Reading, next: u64) -> Self {
        Self {
            store: reading.store.clone(),
            next,
            size: reading.checkpoint.size,
            file: None,
        }
    }

    fn line(&mut self) -> Result<String, Problem> {
        let first = self.next / SEGMENT * SEGMENT;
        let name = store::records(first);
        if self.next == first {
            self.file = Some(BufReader::with_capacity(1 << 18, self.store.open(&name)?));
        }
        let mut line = Vec::new();
        if let Some(file) = &mut self.file {
            let read = file.read_until(b'\n', &mut line);
            read.map_err(|error| Problem::file(&self.store.path(&name), &error))?;
        }
        if line.pop() != Some(b'\n') {
            return Err(lost(self.next, &self.store.folder));
        }
        let line = String::from_utf8(line)
            .map_err(|_| damaged(&name, self.next, None, &self.store.folder));
        self.next += 1;
        line
    }
}

impl Iterator for Lines {
    type Item = Result<String, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.size {
            return None;
        }
        let line = self.line();
        if line.is_err() {
            self.next = self.size;
        }
        Some(line)
    }
}

/// Whether a folder holds a ledger.
pub fn is_ledger(folder: &Path) -> bool {
    Store::new(folder).path(store::CHECKPOINT).is_file()
}

/// The key that a ledger says is its own.
pub(super) fn key(store: &Store) -> Result<Verifier, Problem> {
    let text = text(store, store::KEY)?;
    let key = text
        .strip_suffix('\n')
        .and_then(Verifier::parse)
        .filter(|key| format!("{key}\n") == text);
    key.ok_or_else(|| no_key(&store.folder))
}

/// What a ledger acknowledges, by a key or by its own.
pub(super) fn checkpoint(store: &Store, key: Option<&Verifier>) -> Result<Checkpoint, Problem> {
    if !store.path(store::CHECKPOINT).is_file() && !store.path(store::KEY).is_file() {
        return Err(no_ledger(&store.folder));
    }
    let own = match key {
        Some(key) => key.clone(),
        None => self::key(store)?,
    };
    let note = text(store, store::CHECKPOINT)?;
    Checkpoint::open(&note, &own).map_err(|unsigned| not_signed(&store.folder, unsigned, &own))
}

fn text(store: &Store, name: &str) -> Result<String, Problem> {
    String::from_utf8(store.read(name)?).map_err(|_| {
        let name = shown(&store.path(name));
        Problem::new(
            format!("`{name}` is not text"),
            format!("`{name}` 不是文本"),
        )
    })
}

fn no_ledger(folder: &Path) -> Problem {
    let name = shown(folder);
    Problem::new(
        format!("there is no ledger in `{name}`"),
        format!("`{name}` 中没有台账"),
    )
    .help(
        format!("make one with `fenliu ledger init {name} --key FILE`"),
        format!("可用 `fenliu ledger init {name} --key FILE` 新建"),
    )
}

fn no_key(folder: &Path) -> Problem {
    let name = shown(&folder.join(store::KEY));
    Problem::new(
        format!("`{name}` is no key of a ledger: it was changed or cut off"),
        format!("`{name}` 不是台账公钥：内容被改动或截断"),
    )
    .help(
        "give the key that was handed out when the ledger was made: `--key KEY`",
        "请用 `--key KEY` 给出建立台账时公布的公钥",
    )
}

pub(super) fn not_signed(folder: &Path, unsigned: Unsigned, key: &Verifier) -> Problem {
    let (name, whose) = (shown(&folder.join(store::CHECKPOINT)), key.name());
    match unsigned {
        Unsigned::Form => Problem::new(
            format!("`{name}` is no checkpoint of a ledger: it was changed or cut off"),
            format!("`{name}` 不是台账的检查点：内容被改动或截断"),
        ),
        Unsigned::Foreign => Problem::new(
            format!("`{name}` is not signed with the key `{key}`"),
            format!("`{name}` 不是用密钥 `{key}` 签署的"),
        ),
        Unsigned::Forged => Problem::new(
            format!("`{name}` names the key of `{whose}`, but the signature is not that key's"),
            format!("`{name}` 标明由 `{whose}` 的密钥签署，但签名不符"),
        ),
    }
}

fn no_entry(entry: u64, size: u64) -> Problem {
    let last = size.saturating_sub(1);
    if size == 0 {
        return Problem::new("the ledger has no entries yet", "台账中还没有条目");
    }
    Problem::new(
        format!("the ledger has no entry {entry}: its last is {last}"),
        format!("台账中没有第 {entry} 号条目：末条为第 {last} 号"),
    )
}

/// Where somebody learns all that is wrong.
fn see_verify(problem: Problem, folder: &Path) -> Problem {
    let name = shown(folder);
    problem.help(
        format!("`fenliu ledger verify {name}` says everything that is wrong with it"),
        format!("`fenliu ledger verify {name}` 会列出全部问题"),
    )
}

pub(super) fn lost(entry: u64, folder: &Path) -> Problem {
    let problem = Problem::new(
        format!("entry {entry}, which the checkpoint counts, is not in the record"),
        format!("检查点所计的第 {entry} 号条目不在记录中"),
    );
    see_verify(problem, folder)
}

fn out_of_order(file: &str, entry: u64, found: u64, folder: &Path) -> Problem {
    let problem = Problem::new(
        format!("`{file}` has entry {found} where entry {entry} belongs"),
        format!("`{file}` 中第 {entry} 号条目的位置上是第 {found} 号"),
    );
    see_verify(problem, folder)
}

fn damaged(file: &str, entry: u64, field: Option<&str>, folder: &Path) -> Problem {
    let problem = match field {
        Some(field) => Problem::new(
            format!("`{field}` of entry {entry} in `{file}` was changed"),
            format!("`{file}` 中第 {entry} 号条目的 `{field}` 被改动"),
        ),
        None => Problem::new(
            format!("entry {entry} in `{file}` was changed"),
            format!("`{file}` 中第 {entry} 号条目被改动"),
        ),
    };
    see_verify(problem, folder)
}

pub(super) fn other_root(folder: &Path) -> Problem {
    let problem = Problem::new(
        "the entries are not those that the checkpoint was signed for",
        "这些条目并非检查点所签署的条目",
    );
    see_verify(problem, folder)
}
