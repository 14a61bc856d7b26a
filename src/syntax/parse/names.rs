//! How a name must be written so that it is read as that name again.

use std::borrow::Cow;

use pest::Parser;

use super::grammar::{Grammar, Rule};
use super::reading::clean_name;
use crate::syntax::keywords::Keyword;

/// Words that say an outcome where a value may stand; as names they need backticks.
const OUTCOMES: [Keyword; 4] = [
    Keyword::Decided,
    Keyword::Unclassified,
    Keyword::Contested,
    Keyword::Undetermined,
];

/// The name as a file must write it: as it is, or in backticks. Dots are those of an id.
pub fn written(name: &str) -> Cow<'_, str> {
    if is_plain(name) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(format!("`{name}`"))
    }
}

/// Whether a name, dots included, needs no backticks wherever a name may stand.
pub fn is_plain(name: &str) -> bool {
    let rule = if name.contains('.') {
        Rule::id
    } else {
        Rule::name
    };
    let whole = Grammar::parse(rule, name).is_ok_and(|pairs| pairs.as_str() == name);
    whole
        && clean_name(name) == name
        && !OUTCOMES
            .iter()
            .any(|word| name == word.en() || name == word.zh())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_where_they_would_be_read_otherwise() {
        for name in [
            "matter",
            "公事.3",
            "O.3",
            "_a",
            "date",
            "text",
            "列",
            "routing.1a",
            "min",
            "not_x",
        ] {
            assert_eq!(written(name), name);
        }
        for name in [
            "when",
            "是",
            "decided",
            "未定",
            "a b",
            "1a",
            "NYC311-PRD",
            "yes",
            "as_of",
            "",
            "2023-08-01",
            "a.",
            "公事.３",
        ] {
            assert_eq!(written(name), format!("`{name}`"));
        }
    }
}
