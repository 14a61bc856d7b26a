//! JSON: the items of one list, or values one after another, cut out without reading them.

use std::io::{self, BufRead};

use super::{Body, LONGEST, Record, bad_record, json, too_long};
use crate::verdict::affair::Rejection;
use crate::words::Words;

/// Where in the input we are.
#[derive(Debug, Default, PartialEq, Eq)]
enum At {
    /// Nothing was read yet.
    #[default]
    Start,
    /// Values stand one after another.
    Row,
    /// After `[` or `,`.
    Item {
        first: bool,
    },
    /// After an item of the list.
    AfterItem,
    /// After `]`.
    AfterList,
    End,
}

/// Cuts out the values.
#[derive(Debug, Default)]
pub(super) struct Values {
    at: At,
}

impl Values {
    pub(super) fn next(
        &mut self,
        bytes: &mut dyn BufRead,
        line: &mut u64,
    ) -> io::Result<Option<Record>> {
        loop {
            let byte = peek(bytes, line)?;
            let bad = |en, zh| {
                Ok(Some(Record {
                    line: *line,
                    body: Body::Bad(wrong(en, zh)),
                }))
            };
            match (&self.at, byte) {
                (At::End, _) | (At::Start | At::Row | At::AfterList, None) => return Ok(None),
                (_, None) => {
                    self.at = At::End;
                    return bad(
                        "the list is not closed: `]` is missing",
                        "列表没有结束：缺少 `]`",
                    );
                }
                (At::Start, Some(b'[')) => {
                    bytes.consume(1);
                    self.at = At::Item { first: true };
                }
                (At::Start, Some(_)) => self.at = At::Row,
                (At::Item { first: true } | At::AfterItem, Some(b']')) => {
                    bytes.consume(1);
                    self.at = At::AfterList;
                }
                (At::AfterItem, Some(b',')) => {
                    bytes.consume(1);
                    self.at = At::Item { first: false };
                }
                (At::AfterItem, Some(_)) => {
                    self.at = At::Item { first: false };
                    return bad("a `,` is missing before this record", "该记录之前缺少 `,`");
                }
                (At::Item { .. }, Some(b',' | b']')) => {
                    self.at = At::AfterItem;
                    return bad(
                        "there is no record between two signs of the list",
                        "列表的两个符号之间没有记录",
                    );
                }
                (At::AfterList, Some(_)) => {
                    self.at = At::End;
                    return bad("something follows the list", "列表之后还有内容");
                }
                (At::Row | At::Item { .. }, Some(_)) => {
                    if self.at != At::Row {
                        self.at = At::AfterItem;
                    }
                    let begins = *line;
                    let body = value(bytes, line)?.map_or_else(|| Body::Bad(too_long()), json);
                    return Ok(Some(Record { line: begins, body }));
                }
            }
        }
    }
}

/// The next byte that is no blank.
fn peek(bytes: &mut dyn BufRead, line: &mut u64) -> io::Result<Option<u8>> {
    loop {
        let buffer = bytes.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let blanks = buffer
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        *line += newlines(&buffer[..blanks]);
        if let Some(&byte) = buffer.get(blanks) {
            bytes.consume(blanks);
            return Ok(Some(byte));
        }
        let blanks = buffer.len();
        bytes.consume(blanks);
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum()
}

/// The bytes of one value: a string, or up to where brackets close, or up to a sign or blank that
/// ends a bare word. `None` if it is too long; it is passed over.
fn value(bytes: &mut dyn BufRead, line: &mut u64) -> io::Result<Option<Vec<u8>>> {
    let mut text = Vec::new();
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let mut length = 0_usize;
    loop {
        let buffer = bytes.fill_buf()?;
        if buffer.is_empty() {
            return Ok((length <= LONGEST).then_some(text));
        }
        let mut used = 0;
        let mut done = false;
        for &byte in buffer {
            let starts = length == 0 && used == 0;
            if quoted {
                quoted = escaped || byte != b'"';
                escaped = !escaped && byte == b'\\';
                done = !quoted && depth == 0;
            } else {
                match byte {
                    b'"' => quoted = true,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' if depth > 0 => {
                        depth -= 1;
                        done = depth == 0;
                    }
                    b',' | b'}' | b']' if depth == 0 && !starts => break,
                    _ if depth == 0 && byte.is_ascii_whitespace() => break,
                    _ => {}
                }
            }
            used += 1;
            if done {
                break;
            }
        }
        let stopped = used < buffer.len() || done;
        if length <= LONGEST {
            text.extend_from_slice(&buffer[..used]);
        }
        length += used;
        *line += newlines(&buffer[..used]);
        bytes.consume(used);
        if stopped {
            return Ok((length <= LONGEST).then_some(text));
        }
    }
}

fn wrong(en: &str, zh: &str) -> Rejection {
    bad_record(Words::new(
        format!("not JSON: {en}"),
        format!("不是合法的 JSON：{zh}"),
    ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::all;
    use crate::cli::affairs::input::Form;

    #[test]
    fn items_of_a_list_and_values_in_a_row() {
        let list = all(
            Form::Json,
            b" [\n {\"a\": \"]},[\\\"\"},\n\n{\"b\": [1, {}]} , 3 ]\n",
        );
        assert_eq!(
            list.iter()
                .map(|(line, text)| (*line, text.as_str()))
                .collect::<Vec<_>>(),
            [
                (2, "{\"a\": \"]},[\\\"\"}"),
                (4, "{\"b\": [1, {}]}"),
                (4, "3")
            ]
        );
        assert_eq!(all(Form::Json, b"{\n}\n{} \"x y\"").len(), 3);
        for nothing in [&b""[..], b" \n", b"[]", b" [ ] "] {
            assert_eq!(all(Form::Json, nothing), []);
        }
    }

    #[test]
    fn a_broken_list_says_where_and_goes_on() {
        let said = |text: &[u8]| {
            all(Form::Json, text)
                .into_iter()
                .map(|(_, said)| said)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            said(b"[{} {}]"),
            [
                "{}",
                "! not JSON: a `,` is missing before this record",
                "{}"
            ]
        );
        assert_eq!(
            said(b"[{},"),
            ["{}", "! not JSON: the list is not closed: `]` is missing"]
        );
        assert_eq!(
            said(b"[{},]x"),
            [
                "{}",
                "! not JSON: there is no record between two signs of the list",
                "! not JSON: something follows the list"
            ]
        );
        assert_eq!(
            said(b"[{\"a\": "),
            [
                "{\"a\": ",
                "! not JSON: the list is not closed: `]` is missing"
            ]
        );
    }

    proptest! {
        #[test]
        fn it_ends_and_never_panics(text in "[\\[\\]{},\" a1\\\\\n]{0,40}") {
            prop_assert!(all(Form::Json, text.as_bytes()).len() <= 2 * text.len() + 1);
        }

        #[test]
        fn what_is_json_is_cut_as_json(numbers in proptest::collection::vec(proptest::collection::vec(".{0,4}", 0..3), 0..6)) {
            let text = serde_json::to_string_pretty(&numbers).unwrap();
            let read: Vec<Vec<String>> = all(Form::Json, text.as_bytes()).iter().map(|(_, item)| serde_json::from_str(item).unwrap()).collect();
            prop_assert_eq!(read, numbers);
        }
    }
}
