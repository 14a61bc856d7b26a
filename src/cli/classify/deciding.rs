//! From a record to its verdict.

use crate::cli::affairs::{Reading, Record};
use crate::ruleset::Verdict;
use crate::verdict::affair::Rejection;

/// What every record of an input is decided with.
pub(super) struct Deciding<'r> {
    pub(super) reading: Reading<'r>,
}

/// What came of one record.
pub(super) struct Decided {
    pub(super) line: u64,
    pub(super) id: Option<String>,
    /// The version that decided it, if one did.
    pub(super) version: Option<usize>,
    pub(super) verdict: Result<Verdict, Rejection>,
}

impl Deciding<'_> {
    /// The verdict of a record, or why it is no affair.
    pub(super) fn decide(&self, record: &Record) -> Decided {
        let (version, verdict) = match self.verdict(record) {
            Ok((version, verdict)) => (Some(version), Ok(verdict)),
            Err(rejection) => (None, Err(rejection)),
        };
        let id = match &verdict {
            Ok(verdict) => verdict.id.clone(),
            Err(_) => self.reading.id(&record.body),
        };
        Decided {
            line: record.line,
            id,
            version,
            verdict,
        }
    }

    fn verdict(&self, record: &Record) -> Result<(usize, Verdict), Rejection> {
        let (version, affair) = self.reading.dated(&record.body)?;
        let ruleset = &self.reading.versions.all()[version];
        Ok((version, ruleset.decide(&ruleset.admit(affair)?)))
    }
}
