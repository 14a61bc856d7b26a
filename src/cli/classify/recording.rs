//! Decisions into a ledger, before anybody sees them. In: entries, and the output that belongs to them.
//! Out: the output, once its entries are on the disk and signed for.

use std::io;
use std::time::{Duration, Instant};

use super::deciding::Decided;
use crate::cli::failure::Failure;
use crate::cli::ledger::random;
use crate::ledger::entry::explanation;
use crate::ledger::{Decision, Entry, Ledger, Salts, Sealed};

/// Entries wait together for the disk, which takes as long for many as for one: at most this many bytes of
/// them, and at most this long.
const GROUP_BYTES: usize = 8 << 20;
const GROUP_TIME: Duration = Duration::from_millis(200);

/// The entries of one chunk of records, sealed by a worker.
pub(super) struct Entries {
    sealed: Option<(Salts<Fill>, Vec<Sealed>)>,
    explained: bool,
}

type Fill = fn(&mut [u8]) -> io::Result<()>;

impl Entries {
    pub(super) fn new(on: bool, explained: bool) -> Self {
        Self {
            sealed: on.then(|| (Salts::new(random as Fill), Vec::new())),
            explained,
        }
    }

    /// A decision; a record that was rejected is none.
    pub(super) fn add(&mut self, decided: &Decided) -> Result<(), Failure> {
        if let (Some((salts, entries)), Ok(verdict), Some(affair)) =
            (&mut self.sealed, &decided.verdict, &decided.affair)
        {
            let mut decision =
                Decision::new(affair, verdict).map_err(|error| unsealed(&error.into()))?;
            if self.explained {
                let hash = explanation(&verdict.ruleset, affair);
                decision.explanation = Some(hash.map_err(|error| unsealed(&error.into()))?);
            }
            let sealed = Entry::Decision(decision).seal(salts);
            entries.push(sealed.map_err(|error| unsealed(&error))?);
        }
        Ok(())
    }
}

/// A ledger, if there is one, and the output `T` that waits for it.
pub(super) struct Recording<T> {
    ledger: Option<Ledger>,
    waiting: Vec<T>,
    /// When the group that waits began.
    since: Instant,
}

impl<T> Recording<T> {
    pub(super) fn new(ledger: Option<Ledger>) -> Self {
        Self {
            ledger,
            waiting: Vec::new(),
            since: Instant::now(),
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.ledger.is_some()
    }

    /// Takes the entries of a chunk and what is to be written once they are recorded.
    pub(super) fn take(
        &mut self,
        entries: Entries,
        output: T,
        give: &mut impl FnMut(T) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let Some(ledger) = &mut self.ledger else {
            return give(output);
        };
        for sealed in entries.sealed.iter().flat_map(|(_, entries)| entries) {
            ledger.append_sealed(sealed)?;
        }
        self.waiting.push(output);
        if ledger.waiting() >= GROUP_BYTES || self.since.elapsed() >= GROUP_TIME {
            self.finish(give)
        } else {
            Ok(())
        }
    }

    /// Waits for the disk, then gives what waited.
    pub(super) fn finish(
        &mut self,
        give: &mut impl FnMut(T) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if let Some(ledger) = &mut self.ledger {
            ledger.commit()?;
            self.since = Instant::now();
        }
        self.waiting.drain(..).try_for_each(give)
    }
}

fn unsealed(error: &io::Error) -> Failure {
    Failure::new(
        format!("an entry for the ledger cannot be made: {error}"),
        format!("无法生成台账条目（{error}）"),
    )
}
