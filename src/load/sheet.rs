//! CSV files that a ruleset names: cells, each with its exact place.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Csv;
use crate::source::Span;
use crate::syntax::tree::Cell;
use crate::words::Words;

/// Reads a CSV text whose first byte has the address `base`.
///
/// The first line is the header, its cells without blanks at their ends. Other cells are as they
/// are written; lines whose cells are all blank, as spreadsheets leave them at the end, are
/// dropped. Rows may be ragged. A cell's place is its raw text, quotes included.
pub(super) fn read(name: &str, text: &str, base: u32) -> Result<Csv, Box<Diagnostic>> {
    let place = |range: &Range<usize>| {
        let at = |byte: usize| base.saturating_add(u32::try_from(byte).unwrap_or(u32::MAX));
        Span::new(at(range.start), at(range.end))
    };
    let bad = |range: Range<usize>, message: Words| {
        Err(Box::new(Diagnostic::error(
            Code::BadCsv,
            place(&range),
            message,
        )))
    };
    if let Some(at) = text.find('\0') {
        return bad(
            at..at + 1,
            Words::new(
                format!("`{name}` holds a NUL, so it is no CSV file"),
                format!("`{name}` 含有空字符，不是 CSV 文件"),
            ),
        );
    }
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[start..]);
    let mut records = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                return bad(
                    0..0,
                    Words::new(
                        format!("`{name}` is not CSV: {error}"),
                        format!("`{name}` 不是合法的 CSV（{error}）"),
                    ),
                );
            }
        }
        let from = record
            .position()
            .and_then(|position| usize::try_from(position.byte()).ok())
            .unwrap_or(0);
        let places = match raw_cells(text, start + from) {
            Ok(places) => places,
            Err(Misquoted::Open(range)) => {
                return Err(Box::new(open_quote(name, place(&range))));
            }
            Err(Misquoted::Followed(range)) => {
                return bad(
                    range,
                    Words::new(
                        "text stands after the closing quote of this cell".to_owned(),
                        "该单元格的右引号之后还有文字".to_owned(),
                    ),
                );
            }
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let whole = Range {
            start: places.first().map_or(0, |p| p.start),
            end: places.last().map_or(0, |p| p.end),
        };
        let cells = record.iter().enumerate().map(|(index, cell)| Cell {
            node: cell.to_owned(),
            span: place(places.get(index).unwrap_or(&whole)),
        });
        records.push(cells.collect::<Vec<_>>());
    }
    let mut rows = records.into_iter();
    let Some(mut header) = rows.next() else {
        return bad(
            0..0,
            Words::new(format!("`{name}` is empty"), format!("`{name}` 是空的")),
        );
    };
    for cell in &mut header {
        cell.node = cell.node.trim().to_owned();
    }
    Ok(Csv {
        header,
        rows: rows.collect(),
    })
}

/// Quotes that do not enclose a cell.
#[derive(Debug)]
enum Misquoted {
    /// Opened and not closed; the opening quote.
    Open(Range<usize>),
    /// Closed, and followed by text; that text.
    Followed(Range<usize>),
}

/// The raw places of one record's cells; `from` may stand before line ends.
fn raw_cells(text: &str, from: usize) -> Result<Vec<Range<usize>>, Misquoted> {
    let bytes = text.as_bytes();
    let ends = |at: usize| {
        bytes
            .get(at)
            .is_none_or(|byte| matches!(byte, b',' | b'\r' | b'\n'))
    };
    let mut at = from;
    while matches!(bytes.get(at), Some(b'\r' | b'\n')) {
        at += 1;
    }
    let mut cells = Vec::new();
    loop {
        let start = at;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                match (bytes.get(at), bytes.get(at + 1)) {
                    (None, _) => return Err(Misquoted::Open(start..start + 1)),
                    (Some(b'"'), Some(b'"')) => at += 2,
                    (Some(b'"'), _) => break,
                    _ => at += 1,
                }
            }
            at += 1;
        }
        let closed = at;
        while !ends(at) {
            at += 1;
        }
        if closed > start
            && !text
                .get(closed..at)
                .is_some_and(|after| after.trim().is_empty())
        {
            return Err(Misquoted::Followed(closed..at));
        }
        cells.push(start..at);
        if bytes.get(at) != Some(&b',') {
            return Ok(cells);
        }
        at += 1;
    }
}

fn open_quote(name: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadCsv,
        place,
        Words::new(
            format!("a quote opened here in `{name}` is never closed"),
            format!("`{name}` 此处的引号没有配对"),
        ),
    )
    .help(Words::new(
        "inside a quoted cell, a quote is written twice: `\"\"`",
        "加引号的单元格内，引号要写两次：`\"\"`",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(text: &str) -> Vec<Vec<(String, String)>> {
        let csv = read("t.csv", text, 0).expect("reads");
        let raw = |cell: Cell| {
            let place = cell.span.start as usize..cell.span.end as usize;
            (cell.node, text[place].to_owned())
        };
        let rows = std::iter::once(csv.header).chain(csv.rows);
        rows.map(|row| row.into_iter().map(raw).collect()).collect()
    }

    #[test]
    fn cells_have_their_places() {
        let rows = texts("\u{feff} id ,\"a \"\"b\"\"\"\r\n\r\n1,\"x,\ny\"\n,,\n街道,镇,z");
        let cell = |value: &str, raw: &str| (value.to_owned(), raw.to_owned());
        assert_eq!(
            rows[0],
            [cell("id", " id "), cell("a \"b\"", "\"a \"\"b\"\"\"")]
        );
        assert_eq!(rows[1], [cell("1", "1"), cell("x,\ny", "\"x,\ny\"")]);
        assert_eq!(
            rows[2],
            [cell("街道", "街道"), cell("镇", "镇"), cell("z", "z")]
        );
        assert_eq!(rows.len(), 3, "a line of blanks is dropped");
    }

    #[test]
    fn what_is_no_csv_is_said() {
        for (text, word) in [
            ("", "empty"),
            ("\n\n", "empty"),
            ("a,\"b\nc", "never closed"),
            ("a\n\"b\"c", "after the closing"),
            ("a\0", "NUL"),
        ] {
            let problem = read("t.csv", text, 7).expect_err(text);
            assert_eq!(problem.code, Code::BadCsv);
            assert!(problem.message.en.contains(word), "{}", problem.message.en);
        }
    }

    proptest! {
        /// The places are found by a scan of our own; that it reads as the crate does is held here.
        #[test]
        fn places_hold_what_was_read(text in "[ab,\"\r\n ]{0,24}") {
            if let Ok(csv) = read("t.csv", &text, 0) {
                for cell in csv.rows.iter().flatten() {
                    let raw = &text[cell.span.start as usize..cell.span.end as usize];
                    let plain = match raw.strip_prefix('"') {
                        Some(rest) => rest.trim_end().strip_suffix('"').unwrap_or(rest).replace("\"\"", "\""),
                        None => raw.to_owned(),
                    };
                    prop_assert_eq!(cell.node.trim_end(), plain.trim_end());
                }
            }
        }

        #[test]
        fn nothing_panics(text in any::<String>(), base: u32) {
            let _ = read("t.csv", &text, base);
        }
    }
}
