//! What was known of a ruleset on a day.
//!
//! In: all its versions, and a day. Out: those adopted by then, each as it was known: without the rules
//! adopted later, and without an end that nobody had set yet.

use jiff::civil::Date;

use super::{Versions, period};
use crate::diagnostic::Diagnostics;
use crate::model::End;
use crate::ruleset::Ruleset;
use crate::verdict::affair::Rejection;

impl Versions {
    /// What was known of them on a day: the versions adopted by then, without the rules adopted later.
    ///
    /// A ruleset, or an ancestor of it, that does not say when it was adopted is known from the day it
    /// takes effect. Where a version that was not known yet follows another without a hole, that one
    /// is not known to end: it ends to make way. What differs from the version as it is now has a
    /// digest of its own, and no examples. Errors: none was known.
    ///
    /// With [`Versions::on`] it answers what would have been decided on one day of an affair of
    /// another, as after a ruleset that reaches back:
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use fenliu::{Ruleset, Source, Versions};
    /// # let version = |dates: &str| Ruleset::compile([Source::new("r.fenliu", format!("ruleset r {dates}
    /// #   kind k {{ a, b }} facts {{ f : yes/no }} decision d : k otherwise a rule R when f then d is b"))]);
    /// let old = version("effective from 2023-01-01 until 2023-12-31 adopted 2022-11-01")?;
    /// let new = version("effective from 2024-01-01 adopted 2024-02-15")?;
    /// let versions = Versions::of(vec![old, new])?;
    /// let (of, day) = ("2024-01-20".parse()?, "2024-01-31".parse()?);
    /// assert_eq!(versions.on(Some(of))?.in_force().0, Some("2024-01-01".parse()?));
    /// assert_eq!(versions.known_on(day)?.on(Some(of))?.in_force().0, Some("2023-01-01".parse()?));
    /// # Ok(()) }
    /// ```
    pub fn known_on(&self, day: Date) -> Result<Self, Rejection> {
        let mut known = Vec::new();
        for (at, ruleset) in self.list.iter().enumerate() {
            if is_known(ruleset, day) {
                let later = self.list.get(at + 1..).unwrap_or_default();
                let end = end(ruleset, later, day);
                let as_known = ruleset.0.model.as_known_on(day, end);
                known.push(
                    as_known.map_or_else(|| ruleset.clone(), |model| ruleset.narrowed(model)),
                );
            }
        }
        if known.is_empty() {
            return Err(Rejection::nothing_known(self.name(), day));
        }
        Ok(Self {
            list: known.into(),
            warnings: Diagnostics::default(),
        })
    }
}

/// Whether a version, with all its ancestors, was known on a day.
fn is_known(ruleset: &Ruleset, day: Date) -> bool {
    let levels = &ruleset.0.model.levels;
    levels
        .iter()
        .all(|level| level.known_from().is_none_or(|from| from <= day))
}

/// The end of a version as a day could tell it: it moves where the version after it, for which it makes
/// way, was not known.
fn end(ruleset: &Ruleset, later: &[Ruleset], day: Date) -> End {
    let (Some(next), Some(until)) = (later.first(), period(ruleset).until) else {
        return End::Stands;
    };
    let makes_way = until.tomorrow().ok() == period(next).from;
    if is_known(next, day) || !makes_way {
        return End::Stands;
    }
    let following = later.iter().find(|ruleset| is_known(ruleset, day));
    let ends = following.and_then(|following| period(following).from);
    End::Moves(ends.and_then(|from| from.yesterday().ok()))
}
