//! A stream in UTF-8 or GB18030 as a stream in UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, GB18030};

use crate::load::{Encoding, Undecodable, decode};

/// Bytes looked at before the encoding is settled.
const WINDOW: usize = 1 << 20;
/// A byte that is in no UTF-8 text: it stands where GB18030 is broken, so that the record is refused.
const BROKEN: u8 = 0xff;

/// How the bytes are written, as far as is known.
enum Known {
    /// Only ASCII so far, which is both.
    Nothing,
    /// UTF-8. What is not is left as it is, for the reader of the record to refuse.
    Utf8,
    Gb18030(Decoder),
}

/// Bytes in UTF-8, whatever they came in.
///
/// The encoding is settled by the first window of bytes that is not all ASCII. Memory does not grow
/// with the stream.
pub(super) struct Decoding<R> {
    raw: R,
    known: Known,
    /// Called once, where the stream turns out to be GB18030.
    remark: Option<Box<dyn FnOnce() + Send>>,
    ready: Vec<u8>,
    taken: usize,
    first: bool,
    ended: bool,
}

impl<R: Read> Decoding<R> {
    pub(super) fn new(raw: R, remark: impl FnOnce() + Send + 'static) -> Self {
        let remark: Box<dyn FnOnce() + Send> = Box::new(remark);
        Self {
            raw,
            known: Known::Nothing,
            remark: Some(remark),
            ready: Vec::new(),
            taken: 0,
            first: true,
            ended: false,
        }
    }

    /// Reads and decodes the next window.
    fn refill(&mut self) -> io::Result<()> {
        let mut window = Vec::new();
        let size = if matches!(self.known, Known::Nothing) {
            WINDOW
        } else {
            WINDOW / 16
        };
        (&mut self.raw).take(size as u64).read_to_end(&mut window)?;
        self.ended = window.is_empty();
        if matches!(self.known, Known::Nothing) && (!window.is_ascii() || window.contains(&0)) {
            self.settle(&window)?;
        }
        self.taken = 0;
        match &mut self.known {
            Known::Nothing | Known::Utf8 => {
                // the byte order mark of UTF-8
                self.taken = if self.first && window.starts_with(b"\xef\xbb\xbf") {
                    3
                } else {
                    0
                };
                self.ready = window;
            }
            Known::Gb18030(decoder) => {
                self.ready.clear();
                decode_all(decoder, &window, self.ended, &mut self.ready);
            }
        }
        self.first &= self.ended;
        Ok(())
    }

    fn settle(&mut self, window: &[u8]) -> io::Result<()> {
        // to the end of a line, so that no character is cut in two
        let whole = match window.iter().rposition(|&byte| byte == b'\n') {
            Some(newline) if window.len() == WINDOW => &window[..=newline],
            _ => window,
        };
        self.known = match decode(whole.to_vec()) {
            Ok((_, Encoding::Gb18030)) => {
                if let Some(remark) = self.remark.take() {
                    remark();
                }
                Known::Gb18030(GB18030.new_decoder_without_bom_handling())
            }
            Err(utf16 @ Undecodable::Utf16) => {
                return Err(io::Error::new(io::ErrorKind::InvalidData, utf16.words().en));
            }
            Ok(_) | Err(Undecodable::Neither { .. }) => Known::Utf8,
        };
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.ready.len() {
            if self.ended || buffer.is_empty() {
                return Ok(0);
            }
            self.refill()?;
        }
        let count = buffer.len().min(self.ready.len() - self.taken);
        buffer[..count].copy_from_slice(&self.ready[self.taken..self.taken + count]);
        self.taken += count;
        Ok(count)
    }
}

fn decode_all(decoder: &mut Decoder, mut bytes: &[u8], last: bool, text: &mut Vec<u8>) {
    let mut part = vec![0; (2 * bytes.len() + 64).min(WINDOW)];
    loop {
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(bytes, &mut part, last);
        text.extend_from_slice(&part[..written]);
        bytes = &bytes[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => text.push(BROKEN),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    fn through(bytes: &[u8]) -> (io::Result<Vec<u8>>, bool) {
        let said = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&said);
        let mut text = Vec::new();
        let read = Decoding::new(bytes, move || heard.store(true, Ordering::Relaxed))
            .read_to_end(&mut text);
        (read.map(|_| text), said.load(Ordering::Relaxed))
    }

    #[test]
    fn both_encodings_come_out_as_utf_8() {
        let text = "id,事项\n1,加装电梯\n";
        let gb = GB18030.encode(text).0.into_owned();
        let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for (bytes, said) in [
            (text.as_bytes(), false),
            (&with_mark, false),
            (&gb, true),
            (b"plain", false),
            (b"", false),
        ] {
            let (read, heard) = through(bytes);
            let plain = if bytes.len() < 6 {
                String::from_utf8_lossy(bytes).into_owned()
            } else {
                text.to_owned()
            };
            assert_eq!(String::from_utf8(read.unwrap()).unwrap(), plain);
            assert_eq!(heard, said);
        }
    }

    #[test]
    fn an_encoding_that_shows_late_is_still_seen() {
        let text = "x\n".repeat(WINDOW) + "1,加装电梯\n" + &"街道\n".repeat(WINDOW / 2);
        let (read, heard) = through(&GB18030.encode(&text).0);
        assert_eq!(read.unwrap(), text.as_bytes());
        assert!(heard);
        let (read, heard) = through(text.as_bytes());
        assert_eq!(read.unwrap(), text.as_bytes());
        assert!(!heard);
    }

    #[test]
    fn what_is_neither_is_left_to_be_refused() {
        let (read, _) = through(b"ok\n\xff\xff\xff\n");
        assert!(std::str::from_utf8(&read.unwrap()).is_err());
        assert!(through(b"\xff\xfea\0").0.is_err(), "UTF-16");
        let spoiled = [&GB18030.encode("加装电梯\n").0[..], b"\xff\n"].concat();
        let (read, _) = through(
            &[
                &GB18030.encode(&"街道联席会\n".repeat(WINDOW / 8)).0[..],
                &spoiled,
            ]
            .concat(),
        );
        assert!(std::str::from_utf8(&read.unwrap()).is_err());
    }
}
