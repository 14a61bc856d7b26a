//! Words of a conversation that are no answers.

use unicode_normalization::UnicodeNormalization;

/// What somebody wants instead of answering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// Why it is asked, and what is accepted.
    Help,
    /// To set the question aside.
    Unknown,
    /// To take the last answer back.
    Back,
    /// To end with what is known.
    Quit,
}

/// The wish that a line is, if it is one.
pub(super) fn wish(line: &str) -> Option<Wish> {
    let folded: String = line.nfkc().collect::<String>().to_lowercase();
    match folded.trim().replace('’', "'").as_str() {
        "?" | "help" | "帮助" => Some(Wish::Help),
        "" | "don't know" | "dont know" | "do not know" | "i don't know" | "unknown"
        | "not known" | "不知道" | "不清楚" | "未知" => Some(Wish::Unknown),
        "back" | "返回" | "上一步" => Some(Wish::Back),
        "quit" | "exit" | "退出" => Some(Wish::Quit),
        _ => None,
    }
}
