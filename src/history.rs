//! Stage 7, [`Track`]: what follows over time. In: a [`Case`], the dated events of one affair, and a
//! ruleset. Out: what stands of every decision after each event, and the cause of every move: a fact, a
//! version of the ruleset, the passing of time, a determination, a shift.
//!
//! Nothing is decided here but by `verdict`: at each event the rules are asked once more, decisions
//! upstream held at what stands (`verdict::held`).

pub mod problem;
pub mod event;
pub mod case;
pub mod told;
pub(crate) mod editions;
mod edition;
mod state;
mod tell;
mod why;
mod settle;
pub(crate) mod follow;
mod explain;

pub use case::Case;
pub use event::{Event, What};
pub use problem::{Problem, Problems};
pub use told::Track;

use crate::ruleset::Ruleset;
use crate::versions::Versions;

impl Ruleset {
    /// Follows a case: what stands of every decision after each event, and why it moved. Errors:
    /// everything in the case that is not of the ruleset.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use fenliu::{Case, Ruleset, Source};
    /// let ruleset = Ruleset::compile([Source::new("roof.fenliu", r#"
    ///     ruleset example.roof
    ///     kind tier { family, common }
    ///     facts { shared : yes/no  unsettled : yes/no }
    ///     decision tier : tier otherwise family
    ///     shift up from tier family to common when unsettled
    /// "#)])?;
    /// let case = Case::from_jsonl(r#"
    ///     {"on": "2024-03-01", "event": "facts", "facts": {"shared": false}}
    ///     {"on": "2024-04-01", "event": "facts", "facts": {"unsettled": true}}
    /// "#)?;
    /// let track = ruleset.track(&case)?;
    /// assert_eq!(track.to_json()["steps"][1]["moves"][0]["causes"][0]["shift"], "up");
    /// # Ok(()) }
    /// ```
    pub fn track(&self, case: &Case) -> Result<Track, Problems> {
        let (track, _) = follow::follow(self, case, follow::Options::default())?;
        Ok(track)
    }
}

impl Versions {
    /// The same by the version in force on the day of each event; another version is a cause of its own.
    pub fn track(&self, case: &Case) -> Result<Track, Problems> {
        let (track, _) = follow::follow(self, case, follow::Options::default())?;
        Ok(track)
    }
}
