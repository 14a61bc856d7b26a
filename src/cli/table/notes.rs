//! Notes in words: the marks in the rows they are about, and the lines under the table.

use super::findings::Note;
use crate::words::{Lang, Words};

/// What stands in a row that notes are about: `! conflict 1, ! redundant 3`.
pub(super) fn marks(notes: &[Note], row: &[usize], lang: Lang) -> String {
    let marks: Vec<String> = row.iter().map(|at| mark(notes, *at, lang)).collect();
    marks.join(if lang == Lang::Zh { "、" } else { ", " })
}

/// A sign, a word, and the number of the note.
pub(super) fn mark(notes: &[Note], at: usize, lang: Lang) -> String {
    format!("! {} {}", notes[at].sort.word(lang), at + 1)
}

/// Where a note holds and what shows it, a line each.
pub(super) fn lines(note: &Note, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = note
        .regions
        .iter()
        .map(|region| where_words(region, lang))
        .collect();
    if note.more {
        lines.push(Words::new("and elsewhere", "此外还有").get(lang).to_owned());
    }
    if !note.example.is_empty() {
        let head = match (lang, note.confirmed) {
            (Lang::En, true) => "for example: ",
            (Lang::En, false) => "perhaps: ",
            (Lang::Zh, true) => "例如：",
            (Lang::Zh, false) => "可能如：",
        };
        lines.push(format!("{head}{}", listed(&note.example, lang)));
    }
    lines
}

/// `where Matter: parking; Households: at least 4`.
fn where_words(region: &[(String, String)], lang: Lang) -> String {
    match (region.is_empty(), lang) {
        (true, Lang::En) => "on any affair".to_owned(),
        (true, Lang::Zh) => "任何事项".to_owned(),
        (false, Lang::En) => format!("where {}", listed(region, lang)),
        (false, Lang::Zh) => format!("凡 {}", listed(region, lang)),
    }
}

/// Headings with what is said of each.
pub(in crate::cli) fn listed(pairs: &[(String, String)], lang: Lang) -> String {
    let (colon, separator) = match lang {
        Lang::En => (": ", "; "),
        Lang::Zh => ("：", "；"),
    };
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(heading, words)| format!("{heading}{colon}{words}"))
        .collect();
    pairs.join(separator)
}
