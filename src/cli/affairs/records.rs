//! The records of an input, one after another, each with the line it begins on.

mod cells;
mod values;

use std::io::{self, BufRead};

use csv::StringRecord;

use self::cells::Splitter;
use self::values::Values;
use super::input::Form;
use crate::diagnostic::Code;
use crate::verdict::affair::Rejection;
use crate::words::Words;

/// The longest record that is read, in bytes.
const LONGEST: usize = 16 << 20;
/// Records decided together, unless their bytes exceed [`CHUNK_BYTES`] before.
const CHUNK: usize = 512;
const CHUNK_BYTES: usize = 1 << 20;

/// One record as it stands in the input.
pub(crate) struct Record {
    /// Where it begins, from 1.
    pub(crate) line: u64,
    pub(crate) body: Body,
}

pub(crate) enum Body {
    /// The text of a JSON value.
    Json(String),
    /// The cells of a line of CSV.
    Cells(StringRecord),
    /// It cannot be told what the record says.
    Bad(Rejection),
}

/// The records of one input.
pub(crate) struct Records {
    bytes: Box<dyn BufRead + Send>,
    form: Reading,
    line: u64,
    /// Why reading stopped before the end.
    pub(crate) stopped: Option<io::Error>,
}

enum Reading {
    Lines,
    Values(Values),
    Csv(Splitter),
}

impl Records {
    pub(super) fn new(form: Form, bytes: Box<dyn BufRead + Send>) -> Self {
        let form = match form {
            Form::Jsonl => Reading::Lines,
            Form::Json => Reading::Values(Values::default()),
            Form::Csv => Reading::Csv(Splitter::default()),
        };
        Self {
            bytes,
            form,
            line: 1,
            stopped: None,
        }
    }

    /// The next records, some together; none at the end, or where reading fails.
    pub(crate) fn chunk(&mut self) -> Option<Vec<Record>> {
        let mut chunk = Vec::new();
        let mut bytes = 0;
        while chunk.len() < CHUNK && bytes < CHUNK_BYTES && self.stopped.is_none() {
            match self.next() {
                Ok(Some(record)) => {
                    bytes += match &record.body {
                        Body::Json(text) => text.len(),
                        Body::Cells(cells) => cells.as_slice().len(),
                        Body::Bad(_) => 0,
                    };
                    chunk.push(record);
                }
                Ok(None) => break,
                Err(error) => self.stopped = Some(error),
            }
        }
        if chunk.is_empty() { None } else { Some(chunk) }
    }

    /// The next record.
    pub(crate) fn next(&mut self) -> io::Result<Option<Record>> {
        match &mut self.form {
            Reading::Csv(splitter) => splitter.next(&mut self.bytes, &mut self.line),
            Reading::Values(values) => values.next(&mut self.bytes, &mut self.line),
            Reading::Lines => loop {
                let line = self.line;
                let Some(text) = line_of(&mut self.bytes, &mut self.line)? else {
                    return Ok(None);
                };
                if !text.as_ref().is_ok_and(|text| text.trim_ascii().is_empty()) {
                    return Ok(Some(Record {
                        line,
                        body: text.map_or_else(Body::Bad, json),
                    }));
                }
            },
        }
    }
}

/// The text of one JSON value.
fn json(bytes: Vec<u8>) -> Body {
    String::from_utf8(bytes).map_or_else(|_| Body::Bad(not_text()), Body::Json)
}

/// The bytes up to the next newline; `None` at the end. A line too long is passed over.
fn line_of(
    bytes: &mut dyn BufRead,
    line: &mut u64,
) -> io::Result<Option<Result<Vec<u8>, Rejection>>> {
    let mut text = Vec::new();
    let mut any = false;
    loop {
        let buffer = bytes.fill_buf()?;
        if buffer.is_empty() {
            return Ok(any.then(|| kept(text)));
        }
        any = true;
        let newline = buffer.iter().position(|&byte| byte == b'\n');
        let part = &buffer[..newline.unwrap_or(buffer.len())];
        // one byte more than is kept shows that it is too long
        text.extend_from_slice(&part[..part.len().min((LONGEST + 1).saturating_sub(text.len()))]);
        let used = newline.map_or(buffer.len(), |newline| newline + 1);
        bytes.consume(used);
        if newline.is_some() {
            *line += 1;
            return Ok(Some(kept(text)));
        }
    }
}

/// A record that is none.
fn bad_record(message: Words) -> Rejection {
    Rejection {
        code: Code::BadRecord,
        field: None,
        message,
        help: None,
    }
}

fn kept(text: Vec<u8>) -> Result<Vec<u8>, Rejection> {
    if text.len() > LONGEST {
        Err(too_long())
    } else {
        Ok(text)
    }
}

fn not_text() -> Rejection {
    bad_record(Words::new(
        "the record is not text in UTF-8",
        "该记录不是 UTF-8 文本",
    ))
}

fn too_long() -> Rejection {
    bad_record(Words::new(
        "the record is longer than 16 MiB",
        "该记录超过 16 MiB",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every record: its line, and its text, cells joined by `|`, or its error.
    pub(super) fn all(form: Form, text: &[u8]) -> Vec<(u64, String)> {
        let mut records = Records::new(form, Box::new(io::Cursor::new(text.to_vec())));
        let mut all = Vec::new();
        while let Some(chunk) = records.chunk() {
            all.extend(chunk.into_iter().map(|record| {
                let said = match record.body {
                    Body::Json(text) => text,
                    Body::Cells(cells) => cells.iter().collect::<Vec<_>>().join("|"),
                    Body::Bad(rejection) => format!("! {}", rejection.message.en),
                };
                (record.line, said)
            }));
        }
        assert!(records.stopped.is_none());
        all
    }

    #[test]
    fn lines_are_records_and_blank_ones_are_not() {
        let read = all(Form::Jsonl, b"{\"a\":1}\r\n\n  \n{\"b\"\n\xff\n{}");
        let said: Vec<(u64, &str)> = read
            .iter()
            .map(|(line, said)| (*line, said.trim_end()))
            .collect();
        assert_eq!(
            said,
            [
                (1, "{\"a\":1}"),
                (4, "{\"b\""),
                (5, "! the record is not text in UTF-8"),
                (6, "{}")
            ]
        );
        let long = [&vec![b' '; LONGEST + 5][..], b"\n{}"].concat();
        assert_eq!(
            all(Form::Jsonl, &long),
            [
                (1, "! the record is longer than 16 MiB".to_owned()),
                (2, "{}".to_owned())
            ]
        );
    }
}
