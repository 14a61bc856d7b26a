//! CSV: cells between commas, lines between newlines, quotes around either.
//!
//! It reads as the `csv` crate does (a test holds it to that), but a quote that is never closed
//! cannot make it read the whole input into memory.

use std::io::{self, BufRead};

use csv::StringRecord;

use super::{Body, LONGEST, Record, bad_record, not_text};
use crate::verdict::affair::Rejection;
use crate::words::Words;

/// Where in a cell we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// After a quote within quotes: the end of the cell, or the first of two.
    Quote,
}

/// Cuts out the lines and their cells.
#[derive(Debug, Default)]
pub(super) struct Splitter {
    /// The cells of the line, end to end, and where each ends.
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Splitter {
    pub(super) fn next(
        &mut self,
        bytes: &mut dyn BufRead,
        line: &mut u64,
    ) -> io::Result<Option<Record>> {
        loop {
            let begins = *line;
            self.text.clear();
            self.ends.clear();
            let (mut at, mut any, mut length) = (At::Start, false, 0_usize);
            let mut ended = false;
            while !ended {
                let buffer = bytes.fill_buf()?;
                if buffer.is_empty() {
                    break;
                }
                let mut used = 0;
                for &byte in buffer {
                    used += 1;
                    if byte == b'\n' {
                        *line += 1;
                    }
                    // past the limit a line ends at the next newline, quoted or not
                    if byte == b'\n' && (at != At::Quoted || length > LONGEST) {
                        ended = true;
                        break;
                    }
                    any |= byte != b'\r';
                    length += 1;
                    at = self.push(at, byte, length <= LONGEST);
                }
                bytes.consume(used);
            }
            if !any {
                if ended {
                    continue;
                }
                return Ok(None);
            }
            let body = if length > LONGEST || at == At::Quoted && !ended {
                Body::Bad(open_quote(length))
            } else {
                self.cells()
            };
            return Ok(Some(Record { line: begins, body }));
        }
    }

    fn push(&mut self, at: At, byte: u8, keep: bool) -> At {
        let (next, kept) = match (at, byte) {
            (At::Start | At::Plain | At::Quote, b',') => {
                self.ends.push(self.text.len());
                return At::Start;
            }
            (At::Start, b'"') => (At::Quoted, false),
            (At::Quoted, b'"') => (At::Quote, false),
            (At::Quote, b'"') => (At::Quoted, true),
            (At::Quoted, _) => (At::Quoted, true),
            (At::Start | At::Plain | At::Quote, b'\r') => (at, true),
            (At::Start | At::Plain | At::Quote, _) => (At::Plain, true),
        };
        if kept && keep {
            self.text.push(byte);
        }
        next
    }

    fn cells(&mut self) -> Body {
        // the newline of Windows
        if self.text.last() == Some(&b'\r') && self.ends.last() != Some(&self.text.len()) {
            self.text.pop();
        }
        self.ends.push(self.text.len());
        let mut cells = StringRecord::with_capacity(self.text.len(), self.ends.len());
        let mut start = 0;
        for &end in &self.ends {
            match std::str::from_utf8(&self.text[start..end]) {
                Ok(cell) => cells.push_field(cell),
                Err(_) => return Body::Bad(not_text()),
            }
            start = end;
        }
        Body::Cells(cells)
    }
}

fn open_quote(length: usize) -> Rejection {
    bad_record(if length > LONGEST {
        Words::new(
            "the line is longer than 16 MiB; perhaps a quote in it is not closed",
            "该行超过 16 MiB；可能有引号没有配对",
        )
    } else {
        Words::new("a quote in this line is not closed", "该行有引号没有配对")
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::LONGEST;
    use super::super::tests::all;
    use crate::cli::affairs::input::Form;

    fn read(text: &str) -> Vec<(u64, String)> {
        all(Form::Csv, text.as_bytes())
    }

    #[test]
    fn lines_quotes_and_blank_lines() {
        let said = read("id,matter\r\n1,\"a, \"\"b\"\"\nc\"\r\n\r\n\n,,\n5\" pipe,x");
        let said: Vec<(u64, &str)> = said
            .iter()
            .map(|(line, cells)| (*line, cells.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                (1, "id|matter"),
                (2, "1|a, \"b\"\nc"),
                (6, "||"),
                (7, "5\" pipe|x")
            ]
        );
    }

    #[test]
    fn a_quote_left_open_costs_no_more_than_the_limit() {
        assert_eq!(
            read("a,\"b\nc\n"),
            [(1, "! a quote in this line is not closed".to_owned())]
        );
        let long = format!("\"{}\nx\ny,z\n", "b".repeat(LONGEST + 10));
        let said = read(&long);
        assert_eq!(said.len(), 3);
        assert!(said[0].1.contains("longer than 16 MiB"));
        assert_eq!(said[2], (3, "y|z".to_owned()));
    }

    proptest! {
        #[test]
        fn it_reads_as_the_csv_crate_does(text in "[ab,\"\n ]{0,30}") {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let theirs: Vec<String> = reader.records().map(|record| record.unwrap().iter().collect::<Vec<_>>().join("|")).collect();
            let ours: Vec<String> = read(&text).into_iter().map(|(_, cells)| cells).collect();
            // where a quote is never closed the crate reads on, and we say so
            if !ours.iter().any(|cells| cells.starts_with('!')) {
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
