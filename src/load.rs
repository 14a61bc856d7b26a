//! Rulesets from files: imports, ancestors, CSV tables. The library's only file access.
//!
//! In: a path, or texts in memory; both go through [`files::Files`]. Out: a checked model with the
//! texts its places lie in, or every problem of every file at once.
//!
//! `versions` finds the files of a ruleset and the parts that its ancestors' versions cut it into; `gather`
//! finds and parses the files of one part, [`resolve`] makes the model of them.

mod decode;
mod files;
mod gather;
mod chain;
mod versions;
mod sheet;
mod problem;

pub use decode::{Encoding, Undecodable, decode};
pub(crate) use problem::not_versions;

use std::path::{Path, PathBuf};

use files::Files;
use gather::{Gathered, gather};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::model::canon::digest;
use crate::model::resolve::resolve;
use crate::model::{Model, Unit};
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
    let disk = Files::Disk;
    let found = versions::files(&disk, path)?;
    versions::each(&disk, &found)
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
    let found = versions::siblings(&files, &path);
    versions::each(&files, &found)
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
    for file in versions::files(&Files::Disk, path)? {
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
