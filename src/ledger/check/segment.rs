//! One file of the record, with the bundles and tiles of its entries. In: their bytes. Out: what is wrong,
//! the hash of each leaf, and what the whole ledger is needed for.

use std::collections::BTreeSet;

use super::fault::{self, Fault};
use crate::ledger::entry::ENGINE;
use crate::ledger::hash::Hash;
use crate::ledger::problem::Problem;
use crate::ledger::record::{Damage, Kind, Record};
use crate::ledger::redact::redaction;
use crate::ledger::store::{self, Store};
use crate::ledger::tile;
use crate::ledger::tree::WIDTH;
use crate::words::Words;

/// Entries by kind.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// Affairs decided.
    pub decisions: u64,
    /// What stands in cases.
    pub standings: u64,
    /// Redactions.
    pub redactions: u64,
    /// Digests of rulesets of which the texts are kept.
    pub texts: BTreeSet<String>,
    /// Versions of the program that wrote entries.
    pub engines: BTreeSet<String>,
}

impl Counts {
    pub(super) fn add(&mut self, other: Self) {
        self.decisions += other.decisions;
        self.standings += other.standings;
        self.redactions += other.redactions;
        self.texts.extend(other.texts);
        self.engines.extend(other.engines);
    }
}

/// What one file of the record came to.
#[derive(Debug, Default)]
pub(super) struct Segment {
    /// The hash of each leaf: where the record is damaged that of the tree.
    pub(super) leaves: Vec<Hash>,
    pub(super) faults: Vec<Fault>,
    pub(super) notes: Vec<Words>,
    pub(super) counts: Counts,
    /// `(entry, digest, hash of the texts)`.
    pub(super) rules: Vec<(u64, String, Hash)>,
    /// `(entry, digest)`, the first of each digest in a row.
    pub(super) decided_by: Vec<(u64, String)>,
    /// `(entry, field)` without a value.
    pub(super) withheld: Vec<(u64, String)>,
    /// `(entry, of, field)`.
    pub(super) redacted: Vec<(u64, u64, String)>,
}

/// Reads the entries from `first` to before `end`.
pub(super) fn segment(store: &Store, first: u64, end: u64) -> Result<Segment, Problem> {
    let mut segment = Segment::default();
    let name = store::records(first);
    let bytes = store.find(&name)?;
    if bytes.is_none() {
        segment
            .faults
            .push(Fault::new(&name, fault::file_missing()));
    }
    let leaves = lines(&name, &bytes.unwrap_or_default(), first, end, &mut segment);
    compare(store, &name, first, &leaves, &mut segment)?;
    Ok(segment)
}

/// The leaf of each entry, as the record has it; nothing where it is damaged or missing.
fn lines(
    name: &str,
    bytes: &[u8],
    first: u64,
    end: u64,
    segment: &mut Segment,
) -> Vec<Option<Vec<u8>>> {
    let mut leaves: Vec<Option<Vec<u8>>> = Vec::new();
    let expected = |leaves: &Vec<Option<Vec<u8>>>| first + leaves.len() as u64;
    let mut at = 0_u64;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let entry = expected(&leaves);
        if entry >= end {
            segment
                .notes
                .push(fault::tail(name, bytes.len() as u64 - at));
            break;
        }
        let begin = at;
        at += line.len() as u64;
        let parsed = match (line.strip_suffix(b"\n"), std::str::from_utf8(line)) {
            (Some(_), Ok(text)) => Record::parse(&text[..text.len() - 1]),
            (None, _) => Err(Damage::Form(line.len() as u64)),
            (_, Err(error)) => Err(Damage::Form(error.valid_up_to() as u64)),
        };
        match parsed {
            Ok(record) if (entry..end).contains(&record.entry) => {
                if record.entry > entry {
                    let missing = fault::missing(entry, record.entry - 1);
                    segment
                        .faults
                        .push(Fault::new(name, missing).entry(entry).byte(begin));
                    leaves.resize(
                        leaves.len() + usize::try_from(record.entry - entry).unwrap_or(0),
                        None,
                    );
                }
                leaves.push(Some(record.leaf()));
                segment.note(&record);
            }
            Ok(record) => {
                let misplaced = fault::misplaced(record.entry, entry);
                segment
                    .faults
                    .push(Fault::new(name, misplaced).entry(entry).byte(begin));
            }
            Err(Damage::Form(byte)) => {
                segment.faults.push(
                    Fault::new(name, fault::line_changed())
                        .entry(entry)
                        .byte(begin + byte),
                );
                leaves.push(None);
            }
            Err(Damage::Field(field)) => {
                let place = find(line, &field).map_or(begin, |place| begin + place);
                let changed = Fault::new(name, fault::field_changed())
                    .entry(entry)
                    .byte(place)
                    .field(&field);
                segment.faults.push(changed);
                leaves.push(None);
            }
        }
    }
    if expected(&leaves) < end {
        let missing = fault::missing(expected(&leaves), end - 1);
        segment
            .faults
            .push(Fault::new(name, missing).entry(expected(&leaves)).byte(at));
    }
    leaves.resize(usize::try_from(end - first).unwrap_or(0), None);
    leaves
}

/// Where a field begins in its line.
fn find(line: &[u8], field: &str) -> Option<u64> {
    let key = format!("{{\"name\":{},", serde_json::to_string(field).ok()?);
    std::str::from_utf8(line)
        .ok()?
        .find(&key)
        .map(|place| place as u64)
}

impl Segment {
    /// Entries that something was found about.
    pub(super) fn damaged(&self) -> impl Iterator<Item = u64> {
        self.faults.iter().filter_map(|fault| fault.entry)
    }

    fn note(&mut self, record: &Record) {
        let entry = record.entry;
        let head = &record.head;
        if head.engine != ENGINE && !self.counts.engines.contains(&head.engine) {
            self.counts.engines.insert(head.engine.clone());
        }
        match (head.kind, &head.ruleset) {
            (Kind::Rules, Some(digest)) => {
                self.counts.texts.insert(digest.clone());
                self.rules
                    .extend(head.texts.map(|texts| (entry, digest.clone(), texts)));
            }
            (Kind::Redaction, _) => {
                self.counts.redactions += 1;
                let taken = redaction(record).into_iter();
                self.redacted.extend(taken.flat_map(|(of, fields)| {
                    fields.into_iter().map(move |field| (entry, of, field))
                }));
            }
            (Kind::Decision, _) => self.counts.decisions += 1,
            (Kind::Standing, _) => self.counts.standings += 1,
            (Kind::Rules, None) => {}
        }
        if let (Kind::Decision | Kind::Standing, Some(digest)) = (head.kind, &head.ruleset)
            && self
                .decided_by
                .last()
                .is_none_or(|(_, last)| last != digest)
        {
            self.decided_by.push((entry, digest.clone()));
        }
        self.withheld
            .extend(record.withheld().map(|field| (entry, field.to_owned())));
    }
}

/// Line, bundle and tile of each entry, against one another.
fn compare(
    store: &Store,
    record: &str,
    first: u64,
    leaves: &[Option<Vec<u8>>],
    segment: &mut Segment,
) -> Result<(), Problem> {
    for (group, leaves) in leaves.chunks(256).enumerate() {
        let (index, width) = (first / WIDTH + group as u64, leaves.len() as u64);
        let (bundle_name, tile_name) = (tile::bundle(index, width), tile::hashes(0, index, width));
        let (bundle, hashes) = (store.find(&bundle_name)?, store.find(&tile_name)?);
        // both as they should be, where the record is whole
        let mut right_bundle = Vec::new();
        let mut right_hashes = Vec::new();
        let found: Vec<Hash> = hashes.as_deref().and_then(tile::parse).unwrap_or_default();
        let bundled = bundle.as_deref().and_then(tile::leaves).unwrap_or_default();
        for (at, leaf) in leaves.iter().enumerate() {
            let in_tile = found.get(at).copied();
            let in_bundle = bundled.get(at).copied();
            let hash = leaf.as_deref().map(Hash::leaf);
            let agreed = in_bundle
                .map(Hash::leaf)
                .filter(|hash| Some(*hash) == in_tile);
            let bytes = match (&leaf, hash, agreed) {
                // the other two agree against it
                (Some(_), Some(hash), Some(agreed)) if hash != agreed => {
                    let entry = index * WIDTH + at as u64;
                    segment
                        .faults
                        .push(Fault::new(record, fault::replaced()).entry(entry));
                    in_bundle
                }
                (Some(leaf), ..) => Some(leaf.as_slice()),
                (None, ..) => in_bundle.filter(|_| agreed.is_some()).or(in_bundle),
            };
            let _ = tile::add(&mut right_bundle, bytes.unwrap_or_default());
            right_hashes.push(bytes.map(Hash::leaf).or(in_tile).unwrap_or(Hash([0; 32])));
        }
        let entries = |fault: Fault| {
            let at = match fault.byte {
                Some(byte) if fault.file == tile_name => byte / 32,
                Some(byte) => place_in_bundle(&right_bundle, byte),
                None => return fault,
            };
            fault.entry(index * WIDTH + at.min(width - 1))
        };
        segment
            .faults
            .extend(fault::different(&bundle_name, bundle.as_deref(), &right_bundle).map(entries));
        segment.faults.extend(
            fault::different(&tile_name, hashes.as_deref(), &tile::bytes(&right_hashes))
                .map(entries),
        );
        segment.leaves.extend(right_hashes);
    }
    Ok(())
}

/// Which leaf of a bundle a byte belongs to.
fn place_in_bundle(bundle: &[u8], byte: u64) -> u64 {
    let mut end = 0;
    let leaves = tile::leaves(bundle).unwrap_or_default();
    let place = leaves.iter().position(|leaf| {
        end += leaf.len() as u64 + 2;
        byte < end
    });
    place.unwrap_or(leaves.len().saturating_sub(1)) as u64
}
