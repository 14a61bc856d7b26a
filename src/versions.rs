//! The versions of a ruleset: which text governs an affair of which day.
//!
//! In: compiled rulesets of one name, whose periods do not overlap. Out: the one in force on a day;
//! those that were known on a day. Nothing here decides: each version is a [`Ruleset`] like any other,
//! and an affair decided by way of [`Versions::on`] is decided as if its version were alone.

mod differ;
mod known;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Diagnostics;
use crate::load::{self, Loaded};
use crate::model::Level;
use crate::model::check::versions::{self as periods, Header};
use crate::ruleset::Ruleset;
use crate::source::{Moved, Source, Sources, Span};
use crate::verdict::affair::Rejection;
use differ::{Placed, differences};

/// One ruleset in all its versions, in the order of their periods; at least one. Cheap to clone.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use fenliu::{Ruleset, Source, Versions};
/// let version = |period: &str, value: &str| Ruleset::compile([Source::new("rules.fenliu", format!(
///     "ruleset street.parking effective {period}
///      kind tier {{ common, official }}
///      facts {{ on_road : yes/no }}
///      decision tier : tier otherwise common
///      rule P.1 when on_road then tier is {value}"
/// ))]);
/// let versions = Versions::of(vec![
///     version("from 2024-01-01", "official")?,
///     version("from 2023-01-01 until 2023-12-31", "common")?,
/// ])?;
/// let on = |day: &str| versions.on(Some(day.parse().unwrap()));
/// let rules = on("2023-05-01")?;
/// let affair = rules.affair(&serde_json::json!({"on_road": true}))?;
/// assert_eq!(rules.decide(&affair).value("tier"), Some("common".into()));
/// assert_eq!(versions.on(None)?.digest(), on("2025-01-01")?.digest());
/// assert!(on("2022-12-31").is_err());
/// # Ok(()) }
/// ```
#[derive(Debug, Clone)]
pub struct Versions {
    /// In the order of their periods, which do not overlap; never empty.
    list: Arc<[Ruleset]>,
    /// What is said of them together: no errors.
    warnings: Diagnostics,
}

impl Versions {
    /// Reads and compiles every version of a ruleset: a file, or a folder with one version or several.
    /// A version under an ancestor that has several versions itself counts once for each that governs
    /// in its period. Errors: everything that keeps any of them from compiling, and periods of which
    /// it cannot be told which version is in force.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Diagnostics> {
        load::load(path.as_ref()).and_then(Self::build)
    }

    /// Compiles texts from memory. The first is the ruleset, and those in its folder that have its name
    /// are its versions; the others are what they import, their ancestors and the CSV files they name.
    pub fn compile(sources: impl IntoIterator<Item = Source>) -> Result<Self, Diagnostics> {
        load::compile(sources.into_iter().collect()).and_then(Self::build)
    }

    fn build(loaded: Vec<Loaded>) -> Result<Self, Diagnostics> {
        let (mut built, mut wrong) = (Vec::new(), Vec::new());
        for one in loaded {
            match Ruleset::build(one) {
                Ok(ruleset) => built.push(ruleset),
                Err(problems) => wrong.push(problems),
            }
        }
        match wrong.len() {
            0 => Self::of(built),
            1 => Err(wrong.swap_remove(0)),
            _ => Err(Diagnostics::join(wrong)),
        }
    }

    /// Compiled rulesets as versions of one. Errors: there is none, their names differ, or it cannot be
    /// told from their periods which is in force.
    pub fn of(rulesets: Vec<Ruleset>) -> Result<Self, Diagnostics> {
        let mut sources = Sources::default();
        let (moved, headers): (Vec<Moved>, Vec<Header>) = rulesets
            .iter()
            .map(|ruleset| header(ruleset, &mut sources))
            .unzip();
        let order = periods::in_order(&headers);
        let headers: Vec<Header> = order.iter().map(|&at| headers[at].clone()).collect();
        let list: Vec<Ruleset> = order.iter().map(|&at| rulesets[at].clone()).collect();
        let found = match load::not_versions(&headers) {
            Some(problem) => vec![problem],
            None => {
                let placed = (0..list.len()).map(|at| Placed {
                    ruleset: &list[at],
                    place: headers[at].place,
                    moved: &moved[order[at]],
                });
                let placed: Vec<Placed> = placed.collect();
                let each = placed
                    .windows(2)
                    .flat_map(|pair| differences(&pair[0], &pair[1]));
                let above = placed.iter().flat_map(|it| periods::uncovered(&it.chain()));
                let problems = periods::problems(&headers).into_iter();
                problems.chain(above).chain(each).collect()
            }
        };
        let found = Diagnostics::new(sources, found);
        if found.has_errors() {
            return Err(found);
        }
        Ok(Self {
            list: list.into(),
            // no need to keep every text twice for nothing
            warnings: if found.is_empty() {
                Diagnostics::default()
            } else {
                found
            },
        })
    }

    /// Every version, in the order of their periods. Never empty.
    pub fn all(&self) -> &[Ruleset] {
        &self.list
    }

    /// The version whose period is the last.
    pub fn latest(&self) -> &Ruleset {
        &self.list[self.list.len() - 1]
    }

    /// Their dotted name.
    pub fn name(&self) -> &str {
        self.latest().name()
    }

    /// What somebody should look at that concerns several versions: holes between periods, a version
    /// adopted after it takes effect. Never an error; what concerns one is among its own
    /// [warnings](Ruleset::warnings).
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// The version in force on a day; without a day the latest. Errors: none is in force that day.
    pub fn on(&self, day: Option<Date>) -> Result<&Ruleset, Rejection> {
        self.at(day).map(|at| &self.list[at])
    }

    /// Which of [all](Self::all) is in force on a day; without a day the latest. Errors: none is.
    pub(crate) fn at(&self, day: Option<Date>) -> Result<usize, Rejection> {
        let Some(day) = day else {
            return Ok(self.list.len() - 1);
        };
        let holds = |ruleset: &Ruleset| period(ruleset).contains(day);
        let found = self.list.iter().position(holds);
        found.ok_or_else(|| self.out_of_force(day))
    }

    /// The version with a digest.
    pub fn find(&self, digest: &str) -> Option<&Ruleset> {
        self.list.iter().find(|ruleset| ruleset.digest() == digest)
    }

    fn out_of_force(&self, day: Date) -> Rejection {
        if let [only] = &*self.list {
            return Rejection::outside_period(&only.0.model, day);
        }
        let periods: Vec<_> = self.list.iter().map(period).collect();
        Rejection::no_version(self.name(), &periods, day)
    }
}

impl From<&Versions> for Versions {
    fn from(versions: &Versions) -> Self {
        versions.clone()
    }
}

impl From<&Ruleset> for Versions {
    fn from(ruleset: &Ruleset) -> Self {
        ruleset.clone().into()
    }
}

impl From<Ruleset> for Versions {
    fn from(ruleset: Ruleset) -> Self {
        Self {
            list: [ruleset].into(),
            warnings: Diagnostics::default(),
        }
    }
}

fn period(ruleset: &Ruleset) -> crate::model::Period {
    crate::verdict::space::period(&ruleset.0.model)
}

/// What a version says of itself, its place among the texts of all.
fn header(ruleset: &Ruleset, sources: &mut Sources) -> (Moved, Header) {
    let moved = sources.join(ruleset.warnings().sources());
    let own = ruleset.0.model.levels.last();
    let header = own.map_or_else(Header::default, |level| of_level(ruleset, level, &moved));
    (moved, header)
}

/// What a level says of itself, its place among the texts of all.
fn of_level(ruleset: &Ruleset, level: &Level, moved: &Moved) -> Header {
    let text = ruleset.warnings().sources().text(level.span);
    // the clauses below it are shown in words
    let line = text.lines().next().map_or(0, str::len);
    let end = level.span.start + u32::try_from(line).unwrap_or(0);
    Header {
        name: level.name.clone(),
        effective: level.effective,
        adopted: level.adopted,
        place: moved.place(Span::new(level.span.start, end)),
    }
}
