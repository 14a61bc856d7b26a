//! The tables as one page that needs no other file: on a screen, on a phone, where each row is a card,
//! and on paper, where the headings of a table stand on each sheet.

use maud::{Markup, html};

use super::notes::{lines, mark};
use super::sheet::{Row, Sheet};
use super::text::{caution, cells, head, heading, no_rule, titled};
use crate::model::RuleId;
use crate::report::html::frame;
use crate::ruleset::Ruleset;
use crate::words::{Lang, Words};

const STYLE: &str = include_str!("page.css");

/// The page.
pub(super) fn page(ruleset: &Ruleset, sheets: &[Sheet], lang: Lang) -> String {
    let title = heading(ruleset, lang);
    let body = html! {
        h1 { (title) }
        p { (caution().get(lang)) }
        small { (ruleset.digest()) }
        @if sheets.len() > 1 {
            nav {
                @for (number, sheet) in sheets.iter().enumerate() {
                    a href={ "#d" (number) } {
                        (sheet.title)
                        @if !sheet.notes().is_empty() { " (! " (sheet.notes().len()) ")" }
                    }
                    " "
                }
            }
        }
        @for (number, sheet) in sheets.iter().enumerate() {
            section id={ "d" (number) } {
                h2 { (titled(sheet)) }
                @for remark in &sheet.remarks { p { (remark.get(lang)) } }
                @if sheet.rows.is_empty() {
                    p { (no_rule().get(lang)) }
                } @else {
                    (table(sheet, number, lang))
                }
                (found(sheet, number, lang))
            }
        }
    };
    frame(lang, &title, STYLE, &body)
}

/// A table; `of` is the number of its decision, for anchors.
fn table(sheet: &Sheet, of: usize, lang: Lang) -> Markup {
    let head = head(sheet, lang);
    html! {
        div.scroll { table {
            thead { tr { @for cell in &head { th scope="col" { (cell) } } } }
            tbody {
                @for (number, row) in sheet.rows.iter().enumerate() {
                    tr.marked[!row.marks.is_empty()] id={ "d" (of) "-r" (number) } {
                        (self::row(sheet, (of, row), &head, lang))
                    }
                }
            }
        } }
    }
}

fn row(sheet: &Sheet, (of, row): (usize, &Row), head: &[String], lang: Lang) -> Markup {
    let found = sheet.has_marks().then_some(1);
    let value = 1 + usize::from(sheet.has_marks()) + sheet.headings.len();
    let class = |at: usize, is_empty: bool| match at {
        at if Some(at) == found && !is_empty => "found",
        _ if is_empty => "any",
        at if at == value => "value",
        _ => "",
    };
    html! {
        @for (at, cell) in cells(sheet, row, lang).iter().enumerate() {
            @let is_found = Some(at) == found;
            @let has_grounds = at + 1 == head.len() && !(row.because.is_empty() && row.sources.is_empty());
            @let is_empty = if is_found { row.marks.is_empty() } else { cell.is_empty() && !has_grounds };
            @if at == 0 {
                th scope="row" { (cell) }
            } @else {
                td class=[Some(class(at, is_empty)).filter(|class| !class.is_empty())] data-label=(head[at]) {
                    @if is_found { (links(sheet, of, row, lang)) } @else { (cell) }
                    @if has_grounds { (grounds(&row.because, &row.sources, lang)) }
                }
            }
        }
    }
}

/// The marks of a row, each leading to its note.
fn links(sheet: &Sheet, of: usize, row: &Row, lang: Lang) -> Markup {
    html! {
        @for (number, at) in row.marks.iter().enumerate() {
            @if number > 0 { br; }
            a href={ "#d" (of) "-f" (at) } { (mark(sheet.notes(), *at, lang)) }
        }
    }
}

/// What was found, under its table, each note leading back to the rows it is about.
fn found(sheet: &Sheet, of: usize, lang: Lang) -> Markup {
    let notes = sheet.notes();
    html! {
        @if !notes.is_empty() {
            h3 { (Words::new("Found", "发现").get(lang)) }
            ul.notes {
                @for (at, note) in notes.iter().enumerate() {
                    li id={ "d" (of) "-f" (at) } {
                        strong { (mark(notes, at, lang)) }
                        (colon(lang)) (note.sentence) (back(sheet, of, &note.rules, lang))
                        @let lines = lines(note, lang);
                        @if !lines.is_empty() { ul { @for line in &lines { li { (line) } } } }
                    }
                }
            }
        }
        @for answer in sheet.answers() { p { (answer.get(lang)) } }
    }
}

/// The rows that a note is about.
fn back(sheet: &Sheet, of: usize, rules: &[RuleId], lang: Lang) -> Markup {
    let rows: Vec<(usize, &str)> = rules
        .iter()
        .filter_map(|rule| {
            let number = sheet.rows.iter().position(|row| row.id == *rule)?;
            Some((number, sheet.rows[number].rule.as_str()))
        })
        .collect();
    let [open, comma, close] = match lang {
        Lang::En => [" (", ", ", ")"],
        Lang::Zh => ["（", "、", "）"],
    };
    html! {
        @for (at, (number, id)) in rows.iter().enumerate() {
            (if at == 0 { open } else { comma })
            a href={ "#d" (of) "-r" (number) } { (id) }
        }
        @if !rows.is_empty() { (close) }
    }
}

/// Why, and where it is written.
fn grounds(because: &str, sources: &str, lang: Lang) -> Markup {
    let lines = [
        (Words::new("because", "因"), because),
        (Words::new("source", "依据"), sources),
    ];
    html! {
        @for (label, text) in lines.iter().filter(|(_, text)| !text.is_empty()) {
            small { (label.get(lang)) (colon(lang)) (text) }
        }
    }
}

fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::En => ": ",
        Lang::Zh => "：",
    }
}
