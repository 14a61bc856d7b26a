//! What it means that a text mentions words.
//!
//! Both sides are [`Folded`] first: compatibility forms and case no longer differ. Then Chinese, and
//! whatever else is written without spaces, is looked for as a substring; a Latin word must stand
//! alone, so that `lift` is in `装lift吗` but not in `lifts`. Latin letters are those of the script,
//! accented ones too; a combining accent belongs to its letter.

use caseless::default_case_fold_str;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// A text after NFKC and full case folding, and nothing further: folding it again changes nothing.
///
/// ```
/// use fenliu::model::text::Folded;
///
/// let text = Folded::new("小区要装LIFT吗");
/// assert!(text.mentions(&Folded::new("Lift")));
/// assert!(text.mentions(&Folded::new("装")));
/// assert!(!Folded::new("two lifts").mentions(&Folded::new("lift")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Folded(String);

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self(text.to_ascii_lowercase());
        }
        let mut folded = nfkc(text);
        // folding can undo the normal form and the other way round; two rounds settle all that is known
        for _ in 0..4 {
            let next = nfkc(&default_case_fold_str(&folded));
            if next == folded {
                break;
            }
            folded = next;
        }
        Self(folded)
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the pattern stands in this text. The empty pattern stands nowhere.
    pub fn mentions(&self, pattern: &Self) -> bool {
        let Some(first) = pattern.0.chars().next() else {
            return false;
        };
        let mut from = 0;
        while let Some(found) = self.0[from..].find(&pattern.0) {
            let start = from + found;
            if self.stands_alone(start, start + pattern.0.len()) {
                return true;
            }
            from = start + first.len_utf8();
        }
        false
    }

    /// Whether what is found at the bytes `start..end` counts as a mention: at an end that is a
    /// Latin letter or a digit, the neighbour is none. For searches of many patterns at once, which
    /// find the places themselves. False if the bytes do not lie between characters.
    pub fn stands_alone(&self, start: usize, end: usize) -> bool {
        let (Some(before), Some(found), Some(after)) = (
            self.0.get(..start),
            self.0.get(start..end),
            self.0.get(end..),
        ) else {
            return false;
        };
        let glued = |inner: Option<char>, outer: Option<char>| {
            inner.is_some_and(is_word) && outer.is_some_and(is_word)
        };
        !glued(found.chars().next(), before.chars().next_back())
            && !glued(found.chars().next_back(), after.chars().next())
    }
}

/// Whether every text that mentions `p` mentions `q`.
///
/// It does just when `p`, alone, mentions `q`: where `p` ends in a Latin letter, a text that mentions
/// it has no such letter beyond, and where it does not, its neighbours touch no end of `q` that
/// would mind. Nothing mentions the empty pattern, so it implies every other.
pub fn implies(p: &Folded, q: &Folded) -> bool {
    p.0.is_empty() || p.mentions(q)
}

fn nfkc(text: &str) -> String {
    match is_nfkc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfkc().collect(),
    }
}

/// A Latin letter, an accent upon one, or a digit. Of folded text only: no capitals, no full-width
/// forms, no ligatures.
fn is_word(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9')
        || c > '\u{7f}'
            && matches!(c,
                'ß'..='ö' | 'ø'..='\u{2b8}' | '\u{2e0}'..='\u{2e4}' // Latin-1, Extended-A and -B, phonetic
                | '\u{300}'..='\u{36f}' // combining accents
                | '\u{1d00}'..='\u{1d25}' | '\u{1d2c}'..='\u{1d5c}' | '\u{1d62}'..='\u{1d65}' | '\u{1d6b}'..='\u{1d77}'
                | '\u{1d79}'..='\u{1dbe}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' // phonetic, accents
                | '\u{1e00}'..='\u{1eff}' // Additional: Vietnamese
                | '\u{2184}' | '\u{2c60}'..='\u{2c7f}' | '\u{a722}'..='\u{a787}' | '\u{a78b}'..='\u{a7ff}'
                | '\u{ab30}'..='\u{ab5a}' | '\u{ab5c}'..='\u{ab64}' | '\u{ab66}'..='\u{ab68}' // Extended-C, -D, -E
                | '\u{10780}'..='\u{107ba}' | '\u{1df00}'..='\u{1df2a}') // Extended-F, -G
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mentions(text: &str, pattern: &str) -> bool {
        Folded::new(text).mentions(&Folded::new(pattern))
    }

    #[test]
    fn latin_words_stand_alone_and_chinese_does_not() {
        assert!(mentions("装lift吗", "lift"));
        assert!(mentions("A LIFT.", "lift"));
        assert!(
            mentions("ｌｉｆｔ", "lift"),
            "full-width letters are letters"
        );
        assert!(!mentions("two lifts", "lift"));
        assert!(!mentions("lift2", "lift"));
        assert!(mentions("lifts and a lift", "lift"), "a later place counts");
        assert!(mentions("加装电梯", "装电梯"));
        assert!(mentions("电梯lift", "梯lift"));
        assert!(!mentions("电梯lifts", "梯lift"));
        assert!(mentions("3号楼", "3号"));
        assert!(!mentions("13号楼", "3号"));
        assert!(
            mentions("is-lift", "-lift"),
            "an end that is no letter asks nothing of its neighbour"
        );
    }

    #[test]
    fn accented_letters_are_letters() {
        assert!(!mentions("café", "caf"));
        assert!(
            !mentions("cafe\u{301}", "cafe"),
            "composed before it is searched"
        );
        assert!(
            !mentions("x\u{30c}y", "x"),
            "an accent that composes with nothing still belongs to its letter"
        );
        assert!(!mentions("liftệ", "lift"));
        assert!(mentions("STRASSE", "straße"), "case folding is full");
        assert!(
            mentions("lift×", "lift"),
            "the multiplication sign is no letter"
        );
        assert!(mentions("лифт", "лиф"), "other scripts are substrings");
    }

    #[test]
    fn the_empty_pattern_is_nowhere() {
        assert!(!mentions("", ""));
        assert!(!mentions("lift", ""));
        assert!(implies(&Folded::new(""), &Folded::new("lift")));
        assert!(!implies(&Folded::new("lift"), &Folded::new("")));
    }

    #[test]
    fn folding_every_character_twice_is_folding_it_once() {
        for c in '\0'..=char::MAX {
            let once = Folded::new(&c.to_string());
            assert_eq!(Folded::new(once.as_str()), once, "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn implication_is_mention() {
        let implies = |p, q| implies(&Folded::new(p), &Folded::new(q));
        assert!(implies("street lamp", "lamp"));
        assert!(!implies("streetlamp", "lamp"));
        assert!(implies("加装电梯", "电梯"));
        assert!(implies("Lift", "lift"));
    }

    /// The rule read out loud, over characters.
    fn naive(text: &str, pattern: &str) -> bool {
        let (text, pattern): (Vec<char>, Vec<char>) =
            (text.chars().collect(), pattern.chars().collect());
        let (Some(&first), Some(&last)) = (pattern.first(), pattern.last()) else {
            return false;
        };
        let letter = |c: char| c.is_ascii_alphanumeric() || "éß".contains(c);
        (0..text.len()).any(|start| {
            let end = start + pattern.len();
            text.get(start..end) == Some(&pattern)
                && !(letter(first) && start > 0 && letter(text[start - 1]))
                && !(letter(last) && text.get(end).is_some_and(|&c| letter(c)))
        })
    }

    proptest! {
        #[test]
        fn as_the_rule_reads(text in "[ab1é 电梯-]{0,12}", pattern in "[ab1é 电梯-]{0,3}") {
            prop_assert_eq!(mentions(&text, &pattern), naive(&text, &pattern));
        }

        #[test]
        fn implication_holds_in_every_text(before in "[ab 梯-]{0,3}", p in "[ab 梯-]{0,4}", after in "[ab 梯-]{0,3}", q in "[ab 梯-]{0,2}") {
            let (text, p, q) = (Folded::new(&format!("{before}{p}{after}")), Folded::new(&p), Folded::new(&q));
            if implies(&p, &q) && text.mentions(&p) {
                prop_assert!(text.mentions(&q));
            }
        }

        #[test]
        fn nothing_panics(text in any::<String>(), pattern in any::<String>(), start: usize, end: usize) {
            let folded = Folded::new(&text);
            folded.mentions(&Folded::new(&pattern));
            folded.stands_alone(start, end);
            prop_assert_eq!(&Folded::new(folded.as_str()), &folded);
        }
    }
}
