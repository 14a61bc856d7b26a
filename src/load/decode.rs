//! Bytes as text: UTF-8, or GB18030 where they are that.

use encoding_rs::GB18030;

use crate::words::Words;

/// How a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark, which is taken off.
    Utf8Bom,
    /// GB18030, and so GBK and GB 2312 too. Worth a remark: it was detected, not declared.
    Gb18030,
}

/// Bytes that are no text in a known encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words().en)]
pub enum Undecodable {
    /// UTF-16, by its byte order mark or its many zeros.
    Utf16,
    /// Neither UTF-8 nor GB18030.
    Neither {
        /// The first byte that is not UTF-8, from 0.
        offset: usize,
        /// The line it is on, from 1.
        line: usize,
    },
}

impl Undecodable {
    /// What is the matter, to stand after the file's name: "is UTF-16…".
    pub fn words(&self) -> Words {
        match self {
            Self::Utf16 => Words::new(
                "is in UTF-16, which is not read",
                "是 UTF-16 编码，无法读取",
            ),
            Self::Neither { offset, line } => Words::new(
                format!(
                    "is neither UTF-8 nor GB18030: byte {offset}, on line {line}, is in neither"
                ),
                format!("既不是 UTF-8 也不是 GB18030：第 {line} 行（第 {offset} 字节）无法读取"),
            ),
        }
    }

    /// The next step.
    pub fn help(&self) -> Words {
        Words::new("save it as UTF-8", "请另存为 UTF-8 编码")
    }
}

/// The text of some bytes, and how it was written.
///
/// What is not UTF-8 is read as GB18030 if it is that from end to end, unless it is UTF-8 with a few
/// bytes spoiled: a text with ten or more Chinese characters for each bad place. Nothing is ever
/// replaced.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), Undecodable> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Undecodable::Utf16);
    }
    let zeros = bytes.split(|&byte| byte == 0).count() - 1;
    if zeros > 0 && zeros >= bytes.len() / 4 {
        return Err(Undecodable::Utf16);
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => {
            return Ok(match text.strip_prefix('\u{feff}') {
                Some(text) => (text.to_owned(), Encoding::Utf8Bom),
                None => (text, Encoding::Utf8),
            });
        }
        Err(error) => error,
    };
    let offset = error.utf8_error().valid_up_to();
    let bytes = error.as_bytes();
    let gb18030 = if zeros == 0 && !is_spoiled_utf8(bytes) {
        GB18030.decode_without_bom_handling_and_without_replacement(bytes)
    } else {
        None
    };
    if let Some(text) = gb18030 {
        Ok((text.into_owned(), Encoding::Gb18030))
    } else {
        let line = bytes[..offset].split(|&byte| byte == b'\n').count();
        Err(Undecodable::Neither { offset, line })
    }
}

/// Whether the bytes are UTF-8 but for a few: characters of three bytes or more, rarely valid by
/// chance, outnumber the bad places ten to one.
fn is_spoiled_utf8(bytes: &[u8]) -> bool {
    let (mut long, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        long += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    long >= 10 * bad
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gb(text: &str) -> Vec<u8> {
        GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn the_three_encodings() {
        assert_eq!(
            decode(b"rule".to_vec()),
            Ok(("rule".into(), Encoding::Utf8))
        );
        assert_eq!(decode("规则".into()), Ok(("规则".into(), Encoding::Utf8)));
        assert_eq!(
            decode("\u{feff}规则".into()),
            Ok(("规则".into(), Encoding::Utf8Bom))
        );
        assert_eq!(
            decode(gb("规则 O.1\n联通")),
            Ok(("规则 O.1\n联通".into(), Encoding::Gb18030))
        );
        assert_eq!(decode(gb("联通")), Ok(("联通".into(), Encoding::Gb18030)));
        assert_eq!(
            decode(gb("㐀𠀀")),
            Ok(("㐀𠀀".into(), Encoding::Gb18030)),
            "four-byte forms"
        );
        assert_eq!(decode(Vec::new()), Ok((String::new(), Encoding::Utf8)));
    }

    #[test]
    fn what_is_no_text_says_where() {
        assert_eq!(decode(vec![0xff, 0xfe, b'a', 0]), Err(Undecodable::Utf16));
        assert_eq!(decode(b"a\0b\0".to_vec()), Err(Undecodable::Utf16));
        assert_eq!(
            decode(b"one\ntw\xff".to_vec()),
            Err(Undecodable::Neither { offset: 6, line: 2 })
        );
        let mut spoiled = "一份完全用中文写成的规则集文件".repeat(3).into_bytes();
        spoiled[7] = b' ';
        assert!(matches!(
            decode(spoiled),
            Err(Undecodable::Neither { offset: 6, line: 1 })
        ));
    }

    proptest! {
        #[test]
        fn chinese_survives(text in "[一-龥，。a-z0-9\n]{1,60}") {
            prop_assert_eq!(decode(text.clone().into_bytes()), Ok((text.clone(), Encoding::Utf8)));
            let bytes = gb(&text);
            // a few words of GB18030 are UTF-8 too, and cannot be told from it
            if std::str::from_utf8(&bytes).is_err() {
                prop_assert_eq!(decode(bytes), Ok((text, Encoding::Gb18030)));
            }
        }

        #[test]
        fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Err(error) = decode(bytes) {
                error.to_string();
            }
        }
    }
}
