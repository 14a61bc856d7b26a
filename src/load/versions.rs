//! The versions of a ruleset: which files hold them, and how the versions of their ancestors cut them.
//!
//! In: a path, or a text in memory. Out: every version compiled, in the order of the files, those of one
//! file in the order of their periods; or everything that keeps any of them from compiling.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::chain::Rulesets;
use super::files::Files;
use super::gather::{Walk, gather};
use super::{Loaded, build};
use crate::diagnostic::Diagnostics;
use crate::model::Period;
use crate::model::canon::digest;

/// The files at a path that are versions of one ruleset.
pub(super) fn files(files: &Files, path: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
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
pub(super) fn siblings(files: &Files, path: &Path) -> Vec<PathBuf> {
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
pub(super) fn each(files: &Files, found: &[PathBuf]) -> Result<Vec<Loaded>, Diagnostics> {
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
