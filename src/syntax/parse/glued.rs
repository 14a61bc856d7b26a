//! Words written together, `当事项是加装电梯`: cut at keywords so that declared names are left.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::words::Words;

/// The most characters of a word that is cut; sentences are shorter.
const LONGEST: usize = 120;

/// The shortest English keyword that a word is cut at.
const SHORTEST: usize = 4;

/// Cuts a glued word into keywords, numbers and names for which `declared` holds, joined with
/// blanks; `None` if that cannot be done with at least one reserved keyword and one name.
///
/// The names a person meant are the longest ones, so the cut with the fewest pieces is taken.
pub fn split_glued(word: &str, declared: &dyn Fn(&str) -> bool) -> Option<String> {
    if word.len() > LONGEST * 4 {
        return None;
    }
    let starts: Vec<usize> = word
        .char_indices()
        .map(|(at, _)| at)
        .chain([word.len()])
        .collect();
    let length = starts.len() - 1;
    if !(2..=LONGEST).contains(&length) {
        return None;
    }
    // cuts[i]: the best cut of the first i characters: pieces, where the last begins, what is in it
    let mut cuts: Vec<Option<Cut>> = vec![None; length + 1];
    cuts[0] = Some(Cut {
        pieces: 0,
        from: 0,
        keyword: false,
        name: false,
        tight: false,
    });
    for end in 1..=length {
        for start in 0..end {
            let Some(before) = cuts[start] else { continue };
            let Some(sort) = sort_of(&word[starts[start]..starts[end]], declared) else {
                continue;
            };
            let cut = Cut {
                pieces: before.pieces + 1,
                from: start,
                keyword: before.keyword || sort == Sort::Reserved,
                name: before.name || sort == Sort::Name,
                tight: sort == Sort::Unit,
            };
            let rank = |cut: &Cut| (!(cut.keyword && cut.name), cut.pieces);
            if cuts[end].is_none_or(|best| rank(&cut) < rank(&best)) {
                cuts[end] = Some(cut);
            }
        }
    }
    let whole = cuts[length].filter(|cut| cut.keyword && cut.name)?;
    let mut pieces = Vec::new();
    let (mut cut, mut end) = (whole, length);
    while end > 0 {
        let piece = &word[starts[cut.from]..starts[end]];
        pieces.push(if cut.tight {
            piece.to_owned()
        } else {
            format!(" {piece}")
        });
        end = cut.from;
        cut = cuts[end]?;
    }
    pieces.reverse();
    Some(pieces.concat().trim_start().to_owned())
}

/// The best cut of a beginning of the word.
#[derive(Clone, Copy)]
struct Cut {
    pieces: usize,
    from: usize,
    keyword: bool,
    name: bool,
    /// Written close to the piece before it.
    tight: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A keyword that is never a name.
    Reserved,
    /// Any other keyword.
    Contextual,
    /// A declared name.
    Name,
    /// Digits.
    Number,
    /// The unit of a duration, written close to its number.
    Unit,
}

fn sort_of(piece: &str, declared: &dyn Fn(&str) -> bool) -> Option<Sort> {
    if declared(piece) {
        Some(Sort::Name)
    } else if piece
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '０'..='９'))
    {
        Some(Sort::Number)
    } else if [Keyword::Days, Keyword::Months, Keyword::Years]
        .iter()
        .any(|unit| unit.zh() == piece)
    {
        Some(Sort::Unit)
    } else {
        // `nobody` is no `no body`: an English keyword is a long word.
        let found =
            Keyword::named(piece).filter(|_| !piece.is_ascii() || piece.len() >= SHORTEST)?;
        Some(if found.is_reserved() {
            Sort::Reserved
        } else {
            Sort::Contextual
        })
    }
}

/// Words written together, with the sentence as it should be.
pub(super) fn glued(word: &str, spaced: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::GluedWords,
        place,
        Words::new(
            format!("`{word}` is several words written together"),
            format!("`{word}` 是几个词连写在一起"),
        ),
    )
    .help(Words::new(
        format!("part them with blanks: `{spaced}`"),
        format!("用空格分开：`{spaced}`"),
    ))
}

/// Words that look written together, where the names in them are not declared here.
pub(super) fn perhaps_glued(word: &str, keyword: &str, place: Span) -> Diagnostic {
    Diagnostic::error(
        Code::GluedWords,
        place,
        Words::new(
            format!("`{word}` is read as one word"),
            format!("`{word}` 被当成了一个词"),
        ),
    )
    .help(Words::new(
        format!("keywords are whole words: if `{keyword}` is meant as one, part it from its neighbours with blanks"),
        format!("关键词要独立成词：如果 `{keyword}` 是关键词，请用空格把它与前后分开"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(word: &str) -> Option<String> {
        split_glued(word, &|name| {
            [
                "事项",
                "加装电梯",
                "户数",
                "类别",
                "公事",
                "是非",
                "公开",
                "matter",
            ]
            .contains(&name)
        })
    }

    #[test]
    fn a_word_is_cut_at_keywords_that_leave_names() {
        for (word, spaced) in [
            ("当事项是加装电梯", "当 事项 是 加装电梯"),
            (
                "当事项不是加装电梯且户数至少30则类别是公事",
                "当 事项 不是 加装电梯 且 户数 至少 30 则 类别 是 公事",
            ),
            ("且户数至多30天", "且 户数 至多 30天"),
            ("户数多于5", "户数 多于 5"),
            ("当是非是公事", "当 是非 是 公事"),
            ("非公开", "非 公开"),
            ("whenmatter", "when matter"),
        ] {
            assert_eq!(split(word).as_deref(), Some(spaced), "{word}");
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        for word in [
            "事项",
            "加装",
            "当当",
            "事项加装电梯",
            "当某事是公事",
            "nomatter",
            "是否公开",
            "",
        ] {
            assert_eq!(split(word), None, "{word}");
        }
        assert_eq!(split(&"当事项".repeat(1000)), None);
    }
}
