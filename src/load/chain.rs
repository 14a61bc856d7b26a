//! The ruleset and its ancestors: which file is meant, and which stands above it.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::files::is_literate;
use super::gather::{Opened, Walk, place, shown};
use super::problem;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Period;
use crate::model::check::versions::{self, Header};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::syntax::parse::blank_outside_fences;
use crate::syntax::tree::{Declaration, Ruleset, Spanned};
use crate::words::Words;

/// The rule files at a path that have a `ruleset`.
pub(super) enum Rulesets {
    /// None, or none that can be told apart; why was reported.
    None,
    /// One file; what is wrong with it is said when it is read.
    One(PathBuf),
    /// The versions of one ruleset, in the order of their periods.
    Versions(Vec<(Opened, Header)>),
}

impl Walk<'_> {
    /// The ruleset and its ancestors, itself first. Empty if the ruleset itself is none.
    pub(super) fn chain(&mut self, path: &Path) -> Vec<Opened> {
        let mut chain: Vec<Opened> = Vec::new();
        let mut next = self.open(path, None);
        while let Some(mut opened) = next.take() {
            let Some(ruleset) = self.header(&mut opened) else {
                self.found.problems.append(&mut opened.problems);
                break;
            };
            // the ruleset's own first day, where no other is asked for
            self.on.get_or_insert(first_day(&ruleset));
            let asked = ruleset.under.as_ref().map(|text| text.span);
            let above = ruleset
                .under
                .map(|text| self.files.beside(&opened.path, &text.node));
            chain.push(opened);
            let Some(above) = above.and_then(|above| self.ancestor(&above, asked)) else {
                break;
            };
            if let Some(first) = chain.iter().position(|it| it.identity == above.identity) {
                let names = chain[first..]
                    .iter()
                    .map(|opened| shown(&opened.path))
                    .chain([shown(&above.path)]);
                self.report(problem::circle(
                    names.collect(),
                    asked.unwrap_or_default(),
                    true,
                ));
                break;
            }
            next = Some(above);
        }
        chain
    }

    /// The ancestor at a path: of several versions the one that governs the day, and the next day on
    /// which another does is noted.
    fn ancestor(&mut self, path: &Path, asked: Option<Span>) -> Option<Opened> {
        let mut versions = match self.rulesets(path, asked) {
            Rulesets::None => return None,
            Rulesets::One(file) => return self.open(&file, asked),
            Rulesets::Versions(versions) => versions,
        };
        let headers: Vec<Header> = versions.iter().map(|(_, header)| header.clone()).collect();
        let wrong = versions::problems(&headers).into_iter();
        let errors = wrong.filter(|problem| problem.severity == Severity::Error);
        let named = |problem: Diagnostic| match asked {
            Some(asked) => problem.and(asked, Words::new("named here", "在此引用")),
            None => problem,
        };
        self.found.problems.extend(errors.map(named));
        let later = headers.iter().filter_map(|header| header.effective.from);
        let later = later
            .filter(|from| self.on.is_none_or(|on| on < *from))
            .min();
        self.found.next = self.found.next.into_iter().chain(later).min();
        Some(
            versions
                .swap_remove(versions::governing(&headers, self.on))
                .0,
        )
    }

    /// The `ruleset` of a file, the only one that is kept; `None` if there is none.
    pub(super) fn header(&mut self, opened: &mut Opened) -> Option<Ruleset> {
        let mut first: Option<Ruleset> = None;
        let mut problems = Vec::new();
        opened
            .tree
            .declarations
            .retain(|declaration| match (declaration, &first) {
                (Declaration::Ruleset(ruleset), None) => {
                    first = Some(ruleset.clone());
                    true
                }
                (Declaration::Ruleset(ruleset), Some(first)) => {
                    problems.push(problem::second_ruleset(place(ruleset), place(first)));
                    false
                }
                _ => true,
            });
        opened.problems.append(&mut problems);
        if first.is_none() {
            self.found.incomplete = true;
            // its `ruleset` may be what could not be read
            if opened.problems.is_empty() {
                let empty = opened.tree.declarations.is_empty();
                let at = Span::new(opened.base, opened.base);
                self.report(problem::no_header(&shown(&opened.path), at, empty));
            }
        }
        first
    }

    /// The rule files with a `ruleset` in a folder, or the file itself.
    pub(super) fn rulesets(&mut self, path: &Path, asked: Option<Span>) -> Rulesets {
        if !self.files.is_folder(path) {
            return Rulesets::One(path.to_owned());
        }
        let rule_files = self.files.rule_files(path);
        let declaring: Vec<&PathBuf> = rule_files
            .iter()
            .filter(|file| self.declares(file))
            .collect();
        match (declaring.as_slice(), rule_files.as_slice()) {
            // the only one is it: what is wrong with it is said when it is read
            ([file], _) => Rulesets::One((*file).clone()),
            ([], [file]) => Rulesets::One(file.clone()),
            ([], _) => {
                let below = self.files.rule_folders(path);
                let problem = problem::no_ruleset(path, &rule_files, &below, asked);
                self.found.incomplete = true;
                self.report(problem);
                Rulesets::None
            }
            (declaring, _) => {
                let declaring: Vec<PathBuf> = declaring.iter().map(|&file| file.clone()).collect();
                self.versions(path, &declaring, asked)
            }
        }
    }

    /// The files of a folder as versions of one ruleset.
    pub(super) fn versions(
        &mut self,
        folder: &Path,
        files: &[PathBuf],
        asked: Option<Span>,
    ) -> Rulesets {
        let mut versions: Vec<(Opened, Header)> = Vec::new();
        let mut whole = true;
        for file in files {
            let Some(mut opened) = self.open(file, asked) else {
                whole = false;
                continue;
            };
            match self.header(&mut opened) {
                Some(ruleset) => versions.push((opened, header_of(&ruleset))),
                None => {
                    self.found.problems.append(&mut opened.problems);
                    whole = false;
                }
            }
        }
        let mut names = versions.iter().map(|(_, header)| &header.name);
        let first = names.next();
        if names.any(|name| Some(name) != first) {
            let each = versions.iter();
            let each = each.map(|(opened, header)| (opened.path.clone(), header.name.clone()));
            let each: Vec<(PathBuf, String)> = each.collect();
            self.found.incomplete = true;
            self.report(problem::several_rulesets(folder, &each, asked));
            return Rulesets::None;
        }
        if !whole {
            return Rulesets::None;
        }
        let headers: Vec<Header> = versions.iter().map(|(_, header)| header.clone()).collect();
        let mut unordered: Vec<Option<(Opened, Header)>> = versions.into_iter().map(Some).collect();
        let ordered = versions::in_order(&headers);
        let ordered = ordered.into_iter().filter_map(|at| unordered[at].take());
        Rulesets::Versions(ordered.collect())
    }

    /// Whether a line of a rule file begins with `ruleset`, parsed or not.
    fn declares(&self, file: &Path) -> bool {
        let Ok((text, _)) = self.files.read(file) else {
            return false;
        };
        let text = if is_literate(file) {
            blank_outside_fences(&text, 0).unwrap_or_default()
        } else {
            text
        };
        text.lines().any(|line| {
            let words = line.trim_start_matches('\u{feff}').trim_start();
            [Keyword::Ruleset.en(), Keyword::Ruleset.zh()]
                .iter()
                .any(|keyword| {
                    words.strip_prefix(keyword).is_some_and(|rest| {
                        rest.is_empty() || rest.starts_with(char::is_whitespace)
                    })
                })
        })
    }
}

/// What a `ruleset` says of its version.
fn header_of(ruleset: &Ruleset) -> Header {
    let end = |date: &Option<Spanned<Date>>| date.as_ref().map(|date| date.node);
    let effective = ruleset.effective.as_ref().map(|period| Period {
        from: end(&period.from),
        until: end(&period.until),
    });
    Header {
        name: ruleset.name.text.clone(),
        effective: effective.unwrap_or_default(),
        adopted: end(&ruleset.adopted),
        place: place(ruleset),
    }
}

/// The first day of a ruleset; the first of the calendar if it has none.
fn first_day(ruleset: &Ruleset) -> Date {
    header_of(ruleset).effective.from.unwrap_or(Date::MIN)
}
