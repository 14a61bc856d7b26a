//! Rulesets from files: imports, ancestors, CSV tables. The library's only file access.
//!
//! In: a path, or texts in memory; both go through [`files::Files`]. Out: a checked model with the
//! texts its places lie in, or every problem of every file at once.
//!
//! `gather` finds and parses the files, [`resolve`] makes the model of them.

mod decode;
mod files;
mod gather;
mod chain;
mod sheet;
mod problem;

pub use decode::{Encoding, Undecodable, decode};
pub(crate) use problem::not_versions;

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use chain::Rulesets;
use files::Files;
use gather::{Gathered, Walk, gather};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::canon::digest;
use crate::model::resolve::resolve;
use crate::model::{Model, Period, Unit};
use crate::source::{Source, Sources};
use crate::words::Words;

/// A ruleset that compiles.
#[derive(Debug, Clone)]
pub(crate) struct Loaded {
    /// What it means, with its digest.
    pub(crate) model: Model,
    /// Its texts.
    pub(crate) sources: Sources,
    /// What somebody should look at; no errors.
    pub(crate) warnings: Vec<Diagnostic>,
    /// What to say besides: a file that is not in UTF-8.
    pub(crate) remarks: Vec<Words>,
}

/// Reads every version of a ruleset: of the one in a file, or of those in a folder. Out: in the order
/// of their files, those of one file in the order of their periods.
pub(crate) fn load(path: &Path) -> Result<Vec<Loaded>, Diagnostics> {
    versions(&Files::Disk, path)
}

/// Compiles texts from memory. The first is the ruleset, with those beside it that are versions of
/// it; imports, ancestors and CSV files are found among the others by their names, relative to the
/// text that names them, or as it names them.
pub(crate) fn compile(sources: Vec<Source>) -> Result<Vec<Loaded>, Diagnostics> {
    let Some(first) = sources.first() else {
        return Err(Diagnostics::new(
            Sources::default(),
            vec![problem::nothing_given()],
        ));
    };
    let path = PathBuf::from(&first.name);
    let files = Files::Memory(sources);
    let found = siblings(&files, &path);
    each(&files, &found)
}

/// The rule files of a ruleset that may not compile, for those who look at texts alone. Errors: it
/// cannot be found or read.
pub(crate) fn rule_files(path: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let mut all: Vec<PathBuf> = Vec::new();
    let unread = |problem: &Diagnostic| {
        matches!(
            problem.code,
            Code::UnreadableFile | Code::BadEncoding | Code::NoRuleset | Code::CyclicImports
        )
    };
    for file in files(&Files::Disk, path)? {
        let Gathered {
            sources,
            problems,
            files,
            ..
        } = gather(&Files::Disk, &file, None);
        if files.is_empty() || problems.iter().any(unread) {
            return Err(Diagnostics::new(
                sources,
                problems.into_iter().filter(unread).collect(),
            ));
        }
        let new = files.into_iter().filter(|file| !all.contains(file));
        all.extend(new.collect::<Vec<_>>());
    }
    Ok(all)
}

fn versions(disk: &Files, path: &Path) -> Result<Vec<Loaded>, Diagnostics> {
    let found = files(disk, path)?;
    each(disk, &found)
}

/// The files at a path that are versions of one ruleset.
fn files(files: &Files, path: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let mut walk = Walk::new(files, None);
    match walk.rulesets(path, None) {
        Rulesets::One(file) => Ok(vec![file]),
        Rulesets::Versions(versions) => Ok(versions
            .into_iter()
            .map(|(opened, _)| opened.path)
            .collect()),
        Rulesets::None => Err(Diagnostics::new(walk.found.sources, walk.found.problems)),
    }
}

/// A text in memory, and those beside it that are versions of the same ruleset.
fn siblings(files: &Files, path: &Path) -> Vec<PathBuf> {
    let mut walk = Walk::new(files, None);
    let mut name = |path: &Path| {
        let mut opened = walk.open(path, None)?;
        walk.header(&mut opened).map(|ruleset| ruleset.name.text)
    };
    let own = name(path);
    let folder = path.parent().unwrap_or(Path::new(""));
    let beside = files.rule_files(folder).into_iter();
    let beside = beside.filter(|file| files.identity(file) != files.identity(path));
    let mut found = vec![path.to_owned()];
    found.extend(beside.filter(|file| own.is_some() && name(file) == own));
    found
}

/// What is in each file, or everything that is wrong in any.
fn each(files: &Files, found: &[PathBuf]) -> Result<Vec<Loaded>, Diagnostics> {
    let (mut loaded, mut wrong) = (Vec::new(), Vec::new());
    for file in found {
        match pieces(files, file) {
            Ok(pieces) => loaded.extend(pieces),
            Err(problems) => wrong.push(problems),
        }
    }
    match wrong.len() {
        0 => Ok(loaded),
        1 => Err(wrong.swap_remove(0)),
        _ => Err(Diagnostics::join(wrong)),
    }
}

/// The ruleset in a file; where an ancestor has several versions, one for each that governs in the
/// ruleset's period, its period cut to the days on which that is so.
fn pieces(files: &Files, file: &Path) -> Result<Vec<Loaded>, Diagnostics> {
    let (mut pieces, mut wrong) = (Vec::new(), Vec::new());
    let mut on = None;
    loop {
        let gathered = gather(files, file, on);
        let next = gathered.next;
        let mut whole = Period::default();
        match build(gathered) {
            Ok(mut loaded) => {
                whole = own_period(&mut loaded).copied().unwrap_or_default();
                pieces.push((on, loaded));
            }
            Err(problems) => wrong.push(problems),
        }
        on = next.filter(|next| whole.contains(*next));
        if on.is_none() || !wrong.is_empty() {
            break;
        }
    }
    if !wrong.is_empty() {
        return Err(Diagnostics::join(wrong));
    }
    let ends: Vec<Option<Date>> = pieces.iter().skip(1).map(|(from, _)| *from).collect();
    let ends = ends.into_iter().chain([None]);
    let cut = pieces
        .into_iter()
        .zip(ends)
        .map(|((from, mut loaded), next)| {
            if let Some(period) =
                own_period(&mut loaded).filter(|_| from.is_some() || next.is_some())
            {
                period.from = from.or(period.from);
                let last = next.and_then(|next| next.yesterday().ok());
                period.until = last.or(period.until);
                loaded.model.digest = digest(&loaded.model);
            }
            loaded
        });
    Ok(cut.collect())
}

fn own_period(loaded: &mut Loaded) -> Option<&mut Period> {
    let level = loaded.model.levels.last_mut();
    level.map(|level| &mut level.effective)
}

fn build(gathered: Gathered) -> Result<Loaded, Diagnostics> {
    let Gathered {
        sources,
        units,
        tables,
        mut problems,
        remarks,
        incomplete,
        ..
    } = gathered;
    let mut model = None;
    if !units.is_empty() {
        let (resolved, found) = resolve(&units, &tables);
        let broken = problems
            .iter()
            .any(|problem| problem.severity == Severity::Error);
        problems.extend(
            found
                .into_iter()
                .filter(|problem| !(broken && excused(problem, &units, &sources, incomplete))),
        );
        model = resolved;
    }
    match model {
        Some(mut model)
            if problems
                .iter()
                .all(|problem| problem.severity != Severity::Error) =>
        {
            model.digest = digest(&model);
            let Diagnostics {
                list: warnings,
                sources,
            } = Diagnostics::new(sources, problems);
            Ok(Loaded {
                model,
                sources,
                warnings,
                remarks,
            })
        }
        _ => Err(Diagnostics::new(sources, problems)),
    }
}

/// Whether a name is unknown only because what would declare it could not be read: it stands among
/// the words of a broken declaration, or a whole file is missing.
fn excused(problem: &Diagnostic, units: &[Unit], sources: &Sources, incomplete: bool) -> bool {
    if !matches!(
        problem.code,
        Code::UnknownName | Code::UnknownRule | Code::UnknownSource
    ) {
        return false;
    }
    let Some(span) = problem.span() else {
        return incomplete;
    };
    let written = sources.text(span).trim_matches('`');
    incomplete
        || units
            .iter()
            .any(|unit| unit.tree.broken.iter().any(|word| word == written))
}

#[cfg(test)]
mod tests;
