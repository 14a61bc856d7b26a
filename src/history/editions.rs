//! Which version of a ruleset is in force on a day.

use jiff::civil::Date;

use crate::ruleset::Ruleset;
use crate::verdict::affair::Rejection;
use crate::versions::Versions;

/// The versions of a ruleset that a case is followed by.
pub(crate) trait Editions {
    /// The version in force on a day. Errors: none is.
    fn on(&self, day: Date) -> Result<&Ruleset, Rejection>;
}

/// A ruleset is its own only version; a day outside its period is refused with the affair.
impl Editions for Ruleset {
    fn on(&self, _: Date) -> Result<&Ruleset, Rejection> {
        Ok(self)
    }
}

impl Editions for Versions {
    fn on(&self, day: Date) -> Result<&Ruleset, Rejection> {
        Self::on(self, Some(day))
    }
}
