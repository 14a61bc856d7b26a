//! Finding and parsing the files of a ruleset: its folder, its ancestors, imports and CSV files.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::decode::Encoding;
use super::files::{Files, is_literate};
use super::problem;
use super::sheet;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Csv, CsvFiles, Unit};
use crate::source::{Source, Sources, Span};
use crate::syntax::SyntaxTree;
use crate::syntax::parse::parse;
use crate::syntax::tree::{Declaration, KindValues, Ruleset, TableBody, Text};
use crate::words::Words;

/// Everything that was found.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The texts, rule files and CSV files.
    pub(super) sources: Sources,
    /// The rule files, highest ancestor first; each level's first unit has its `ruleset`. Empty if
    /// the ruleset itself could not be found or has no `ruleset`.
    pub(super) units: Vec<Unit>,
    /// The CSV files by the path texts that name them.
    pub(super) tables: CsvFiles,
    /// What is wrong with files and syntax.
    pub(super) problems: Vec<Diagnostic>,
    /// Files that are not in UTF-8.
    pub(super) remarks: Vec<Words>,
    /// The rule files on disk of the ruleset itself.
    pub(super) files: Vec<PathBuf>,
    /// Whether a file that is named could not be read.
    pub(super) incomplete: bool,
    /// The next day on which another version of an ancestor governs.
    pub(super) next: Option<Date>,
}

/// Finds and parses all files of the ruleset in a file, its ancestors as they govern on a day;
/// without one, on the first day of the ruleset.
pub(super) fn gather(files: &Files, path: &Path, on: Option<Date>) -> Gathered {
    let mut walk = Walk::new(files, on);
    let chain = walk.chain(path);
    walk.rulesets = chain.iter().map(|opened| opened.identity.clone()).collect();
    let highest = chain.len();
    for (number, opened) in chain.into_iter().enumerate().rev() {
        let level = u32::try_from(highest - 1 - number).unwrap_or(u32::MAX);
        let own = number == 0;
        walk.take(opened, level, own, &mut Vec::new());
    }
    walk.found
}

/// A parsed rule file.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) path: PathBuf,
    pub(super) identity: PathBuf,
    /// The address of its first byte.
    pub(super) base: u32,
    pub(super) tree: SyntaxTree,
    /// What in it could not be read.
    pub(super) problems: Vec<Diagnostic>,
}

/// The walk from file to file.
pub(super) struct Walk<'f> {
    pub(super) files: &'f Files,
    pub(super) found: Gathered,
    /// Files imported so far; each is read once, for the highest level that imports it.
    imported: HashSet<PathBuf>,
    /// The files of the ruleset and its ancestors.
    rulesets: HashSet<PathBuf>,
    /// CSV files read so far; `None` was reported.
    sheets: HashMap<PathBuf, Option<Csv>>,
    /// The day whose versions of the ancestors are taken.
    pub(super) on: Option<Date>,
}

impl<'f> Walk<'f> {
    pub(super) fn new(files: &'f Files, on: Option<Date>) -> Self {
        Self {
            files,
            found: Gathered::default(),
            imported: HashSet::new(),
            sheets: HashMap::new(),
            rulesets: HashSet::new(),
            on,
        }
    }

    /// Reads and parses a rule file. What is wrong in it is said when it is used.
    pub(super) fn open(&mut self, path: &Path, asked: Option<Span>) -> Option<Opened> {
        let (text, base) = self.read(path, asked)?;
        let (tree, problems) = parse(&text, base, is_literate(path));
        Some(Opened {
            path: path.to_owned(),
            identity: self.files.identity(path),
            base,
            tree,
            problems,
        })
    }

    /// Reads a file, giving its text and the address of its first byte.
    fn read(&mut self, path: &Path, asked: Option<Span>) -> Option<(String, u32)> {
        let name = shown(path);
        let read = self.files.read(path);
        let (text, encoding) = match read {
            Ok(read) => read,
            Err(reason) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                self.found.incomplete = true;
                let problem = problem::unreadable(path, &reason, asked, &self.files.names(folder));
                self.report(problem);
                return None;
            }
        };
        if encoding == Encoding::Gb18030 {
            self.found.remarks.push(problem::read_as_gb18030(&name));
        }
        let Some(base) = self
            .found
            .sources
            .add(Source::new(name.clone(), text.clone()))
        else {
            self.found.incomplete = true;
            self.report(problem::too_much(&name, asked));
            return None;
        };
        Some((text, base))
    }

    /// Makes a unit of a file, then follows its imports and CSV files. `above` are the files whose
    /// imports led here, with the places of those imports.
    fn take(&mut self, opened: Opened, level: u32, own: bool, above: &mut Vec<(PathBuf, PathBuf)>) {
        let Opened {
            path,
            identity,
            base: _,
            tree,
            mut problems,
        } = opened;
        self.found.problems.append(&mut problems);
        if own && matches!(self.files, Files::Disk) {
            self.found.files.push(path.clone());
        }
        let mut imports = Vec::new();
        let mut sheets = Vec::new();
        for declaration in &tree.declarations {
            match declaration {
                Declaration::Import(import) => imports.push(import.path.clone()),
                Declaration::Kind(kind) => {
                    if let KindValues::FromCsv { path, .. } = &kind.values {
                        sheets.push(path.clone());
                    }
                }
                Declaration::Table(table) => {
                    if let TableBody::FromCsv(path) = &table.body {
                        sheets.push(path.clone());
                    }
                }
                _ => {}
            }
        }
        self.found.units.push(Unit { tree, level });
        for written in sheets {
            self.sheet(&path, &written);
        }
        above.push((identity, path.clone()));
        for written in imports {
            self.import(&path, &written, level, own, above);
        }
        above.pop();
    }

    fn import(
        &mut self,
        from: &Path,
        written: &Text,
        level: u32,
        own: bool,
        above: &mut Vec<(PathBuf, PathBuf)>,
    ) {
        let path = self.files.beside(from, &written.node);
        let identity = self.files.identity(&path);
        if let Some(first) = above.iter().position(|(one, _)| *one == identity) {
            let names = above[first..]
                .iter()
                .map(|(_, path)| shown(path))
                .chain([shown(&path)]);
            self.report(problem::circle(names.collect(), written.span, false));
            return;
        }
        if self.rulesets.contains(&identity) {
            self.report(problem::imported_ruleset(&shown(&path), written.span, None));
            return;
        }
        if !self.imported.insert(identity) {
            return;
        }
        let Some(mut opened) = self.open(&path, Some(written.span)) else {
            return;
        };
        let mut headers = Vec::new();
        opened
            .tree
            .declarations
            .retain(|declaration| match declaration {
                Declaration::Ruleset(ruleset) => {
                    headers.push(place(ruleset));
                    false
                }
                _ => true,
            });
        for header in headers {
            self.report(problem::imported_ruleset(
                &shown(&path),
                written.span,
                Some(header),
            ));
        }
        self.take(opened, level, own, above);
    }

    fn sheet(&mut self, from: &Path, written: &Text) {
        let path = self.files.beside(from, &written.node);
        let identity = self.files.identity(&path);
        if !self.sheets.contains_key(&identity) {
            let sheet = self
                .read(&path, Some(written.span))
                .and_then(|(text, base)| {
                    sheet::read(&shown(&path), &text, base)
                        .map_err(|problem| {
                            self.found.incomplete = true;
                            self.report(
                                problem.and(written.span, Words::new("named here", "在此引用")),
                            );
                        })
                        .ok()
                });
            self.sheets.insert(identity.clone(), sheet);
        }
        if let Some(Some(sheet)) = self.sheets.get(&identity) {
            self.found.tables.insert(written.span.start, sheet.clone());
        }
    }

    pub(super) fn report(&mut self, problem: Diagnostic) {
        debug_assert_eq!(problem.severity, Severity::Error);
        self.found.problems.push(problem);
    }
}

/// Where a `ruleset` says its name.
pub(super) fn place(ruleset: &Ruleset) -> Span {
    ruleset.span.at_start().to(ruleset.name.span)
}

/// A path as messages show it: the same on every system.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
