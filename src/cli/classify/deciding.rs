//! From a record to its verdict.

use crate::cli::affairs::{Reading, Record};
use crate::ruleset::Verdict;
use crate::verdict::Affair;
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
    /// The affair that was decided.
    pub(super) affair: Option<Affair>,
}

impl Deciding<'_> {
    /// The verdict of a record, or why it is no affair.
    pub(super) fn decide(&self, record: &Record) -> Decided {
        let (version, verdict, affair) = match self.verdict(record) {
            Ok((version, verdict, affair)) => (Some(version), Ok(verdict), Some(affair)),
            Err(rejection) => (None, Err(rejection), None),
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
            affair,
        }
    }

    fn verdict(&self, record: &Record) -> Result<(usize, Verdict, Affair), Rejection> {
        let (version, affair) = self.reading.dated(&record.body)?;
        let ruleset = &self.reading.versions.all()[version];
        let affair = ruleset.admit(affair)?;
        Ok((version, ruleset.decide(&affair), affair))
    }
}
