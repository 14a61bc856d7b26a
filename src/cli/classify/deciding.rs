//! From a record to its verdict.

use jiff::civil::Date;

use crate::cli::affairs::{Reading, Record};
use crate::ruleset::Verdict;
use crate::verdict::Affair;
use crate::verdict::affair::Rejection;

/// What every record of an input is decided with.
pub(super) struct Deciding<'r> {
    pub(super) reading: Reading<'r>,
    pub(super) as_of: Option<Date>,
}

/// What came of one record.
pub(super) struct Decided {
    pub(super) line: u64,
    pub(super) id: Option<String>,
    pub(super) verdict: Result<Verdict, Rejection>,
    /// The affair that was decided.
    pub(super) affair: Option<Affair>,
}

impl Deciding<'_> {
    /// The verdict of a record, or why it is no affair.
    pub(super) fn decide(&self, record: &Record) -> Decided {
        let (verdict, affair) = match self.verdict(record) {
            Ok((verdict, affair)) => (Ok(verdict), Some(affair)),
            Err(rejection) => (Err(rejection), None),
        };
        let id = match &verdict {
            Ok(verdict) => verdict.id.clone(),
            Err(_) => self.reading.id(&record.body),
        };
        Decided {
            line: record.line,
            id,
            verdict,
            affair,
        }
    }

    fn verdict(&self, record: &Record) -> Result<(Verdict, Affair), Rejection> {
        let ruleset = self.reading.ruleset;
        let affair = self.reading.affair(&record.body)?;
        let affair = match self.as_of {
            Some(day) => ruleset.as_of(affair, day)?,
            None => ruleset.admit(affair)?,
        };
        Ok((ruleset.decide(&affair), affair))
    }
}
