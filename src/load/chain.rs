//! The ruleset and its ancestors: which file is meant, and which stands above it.

use std::path::{Path, PathBuf};

use super::files::is_literate;
use super::gather::{Opened, Walk, place, shown};
use super::problem;
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::syntax::parse::blank_outside_fences;
use crate::syntax::tree::{Declaration, Ruleset};

impl Walk<'_> {
    /// The ruleset and its ancestors, itself first. Empty if the ruleset itself is none.
    pub(super) fn chain(&mut self, path: &Path) -> Vec<Opened> {
        let mut chain: Vec<Opened> = Vec::new();
        let mut next = self
            .ruleset_file(path, None)
            .and_then(|path| self.open(&path, None));
        while let Some(mut opened) = next.take() {
            let Some(ruleset) = self.header(&mut opened) else {
                break;
            };
            let asked = ruleset.under.as_ref().map(|text| text.span);
            let above = ruleset
                .under
                .map(|text| self.files.beside(&opened.path, &text.node));
            chain.push(opened);
            let Some(file) = above.and_then(|above| self.ruleset_file(&above, asked)) else {
                break;
            };
            let identity = self.files.identity(&file);
            if let Some(first) = chain.iter().position(|opened| opened.identity == identity) {
                let names = chain[first..]
                    .iter()
                    .map(|opened| shown(&opened.path))
                    .chain([shown(&file)]);
                self.report(problem::circle(
                    names.collect(),
                    asked.unwrap_or_default(),
                    true,
                ));
                break;
            }
            next = self.open(&file, asked);
        }
        chain
    }

    /// The `ruleset` of a file, the only one that is kept; `None` if there is none.
    fn header(&mut self, opened: &mut Opened) -> Option<Ruleset> {
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
        self.found.problems.append(&mut problems);
        if first.is_none() {
            self.found.incomplete = true;
            // its `ruleset` may be what could not be read
            if !opened.broken {
                let empty = opened.tree.declarations.is_empty();
                let at = Span::new(opened.base, opened.base);
                self.report(problem::no_header(&shown(&opened.path), at, empty));
            }
        }
        first
    }

    /// The one rule file with a `ruleset` in a folder, or the file itself.
    fn ruleset_file(&mut self, path: &Path, asked: Option<Span>) -> Option<PathBuf> {
        if !self.files.is_folder(path) {
            return Some(path.to_owned());
        }
        let rule_files = self.files.rule_files(path);
        let declaring: Vec<&PathBuf> = rule_files
            .iter()
            .filter(|file| self.declares(file))
            .collect();
        match (declaring.as_slice(), rule_files.as_slice()) {
            // the only one is it: what is wrong with it is said when it is read
            ([file], _) => Some((*file).clone()),
            ([], [file]) => Some(file.clone()),
            _ => {
                let problem = if declaring.is_empty() {
                    problem::no_ruleset(path, &rule_files, &self.files.rule_folders(path), asked)
                } else {
                    problem::several_rulesets(path, &declaring, asked)
                };
                self.found.incomplete = true;
                self.report(problem);
                None
            }
        }
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
