//! The canonical layout of a file. In: a text and its tree. Out: the same declarations and
//! comments, so that reading them again gives the same tree.
//!
//! Tree → documents (`declarations` and the files beside it) → each comment to its unit
//! (`comments`) → lines (`layout`). Names, strings and the cells of tables stay as written;
//! comparisons are words, arithmetic is symbols; formatting twice changes nothing.

mod lines;
mod doc;
mod places;
mod comments;
mod width;
mod layout;
mod pen;
mod expressions;
mod clauses;
mod types;
mod kinds;
mod facts;
mod rules;
mod tables;
mod examples;
mod declarations;
mod literate;
#[cfg(test)]
mod tests;

use std::mem::discriminant;
use std::ops::Range;

pub use literate::format_literate;

use comments::{BOTTOM, Comments, attach};
use doc::{Doc, Role, concat, nothing, unit_at};
use layout::lay_out;
use lines::Lines;
use pen::Pen;
use width::{WIDTH, flat_width};

use crate::syntax::SyntaxTree;
use crate::syntax::tree::{Comment, Declaration};
use crate::words::Lang;

/// The canonical layout of a file whose tree was read without errors; `base` is the address of its
/// first byte. Keywords in `lang`, or in the language most declarations are written in.
///
/// ```
/// use fenliu::{syntax::{format::format, parse::parse}, words::Lang};
///
/// let text = "rule C.5 then tier is common when matter is parking # inside";
/// let (tree, _) = parse(text, 0, false);
/// assert_eq!(
///     format(text, &tree, 0, Some(Lang::Zh)),
///     "规则 C.5\n  当 matter 是 parking  # inside\n  则 tier 是 common\n",
/// );
/// ```
pub fn format(text: &str, tree: &SyntaxTree, base: u32, lang: Option<Lang>) -> String {
    let lines = Lines { text, base };
    let pen = Pen {
        lang: lang.unwrap_or_else(|| language(lines, tree)),
        lines,
    };
    page(
        pen,
        &tree.declarations.iter().collect::<Vec<_>>(),
        &tree.comments.iter().collect::<Vec<_>>(),
    )
}

/// The language most declarations open in.
fn language(lines: Lines<'_>, tree: &SyntaxTree) -> Lang {
    let chinese = |declaration: &&Declaration| {
        let span = declarations::span(declaration);
        !lines
            .between(span.start, span.end)
            .starts_with(|c: char| c.is_ascii())
    };
    let chinese = tree.declarations.iter().filter(chinese).count();
    if chinese * 2 > tree.declarations.len() {
        Lang::Zh
    } else {
        Lang::En
    }
}

/// Declarations and comments, laid out from the first column.
fn page(pen: Pen<'_>, declarations: &[&Declaration], comments: &[&Comment]) -> String {
    let mut docs: Vec<Doc> = declarations
        .iter()
        .map(|it| declarations::declaration(pen, it, 0))
        .collect();
    // what stands after the last declaration
    docs.push(unit_at(BOTTOM, Role::Declaration, nothing()));
    let comments = attach(&docs, pen.lines, comments);

    let near: Vec<bool> = (0..docs.len())
        .map(|index| index > 0 && stay_together(declarations, &docs, &comments, index))
        .collect();
    for run in decisions(declarations, &near) {
        let names = declarations[run.clone()].iter();
        let column = names.map(|it| name_width(pen, it)).max().unwrap_or(0);
        for index in run {
            docs[index] = declarations::declaration(pen, declarations[index], column);
        }
    }

    let mut page = Vec::new();
    for (index, doc) in docs.into_iter().enumerate() {
        let at = declarations.get(index).map_or(BOTTOM, |it| start(it));
        let first = comments.before.get(&at).and_then(|remarks| remarks.first());
        if at == BOTTOM && first.is_none() {
            break;
        }
        if index > 0 {
            page.push(Doc::Hard);
        }
        // a blank line between comments and declaration may stand for the one between declarations
        let blank = first.is_none_or(|first| first.blank_before || !spaced(at, &comments));
        if blank && !near[index] {
            page.push(Doc::Blank);
        }
        page.push(doc);
    }
    if page.is_empty() {
        return String::new();
    }
    lay_out(&concat(page), comments)
}

/// Whether a declaration follows the one before it without a blank line: both are of one sort and
/// short, and were written so.
fn stay_together(
    declarations: &[&Declaration],
    docs: &[Doc],
    comments: &Comments,
    index: usize,
) -> bool {
    let short = |doc| flat_width(doc, comments).is_some_and(|width| width <= WIDTH);
    match declarations.get(index - 1..=index) {
        Some([above, below]) => {
            discriminant(*above) == discriminant(*below)
                && docs[index - 1..=index].iter().all(short)
                && !spaced(start(below), comments)
        }
        _ => false,
    }
}

/// Where a declaration starts.
fn start(declaration: &Declaration) -> u32 {
    declarations::span(declaration).start
}

/// Whether a blank line stands somewhere between a declaration and the one before it.
fn spaced(start: u32, comments: &Comments) -> bool {
    match comments.before.get(&start) {
        Some(remarks) => {
            remarks.iter().any(|remark| remark.blank_before)
                || remarks.last().is_some_and(|last| last.blank_after)
        }
        None => comments.spaced.contains(&start),
    }
}

/// Runs of decisions that stand together.
fn decisions(declarations: &[&Declaration], near: &[bool]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, declaration) in declarations.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if near[index] && run.end == index => run.end += 1,
            _ if matches!(declaration, Declaration::Decision(_)) => runs.push(index..index + 1),
            _ => {}
        }
    }
    runs
}

/// Columns of the name of a decision.
fn name_width(pen: Pen<'_>, declaration: &Declaration) -> usize {
    match declaration {
        Declaration::Decision(decision) => pen.name_width(&decision.name),
        _ => 0,
    }
}
