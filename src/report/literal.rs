//! Names and values as a rule file writes them, so that they are read as the same again.

use std::borrow::Cow;

use crate::model::{Datum, Model, Type};
use crate::syntax::keywords::Keyword;
use crate::syntax::parse::written;
use crate::words::Lang;

/// The quotes that a string may stand in.
const QUOTES: [(char, char); 3] = [('"', '"'), ('“', '”'), ('「', '」')];
/// Words that after a number are not its unit.
const NO_UNITS: [&str; 14] = [
    "by", "to", "on", "issued", "据", "转为", "关于", "印发", "day", "month", "year", "个月", "en",
    "zh",
];

/// A name that is no id: a dot in it needs backticks too.
pub fn name(name: &str) -> Cow<'_, str> {
    if name.contains('.') {
        Cow::Owned(format!("`{name}`"))
    } else {
        written(name)
    }
}

/// The id of a rule, dots and all.
pub fn id(id: &str) -> Cow<'_, str> {
    written(id)
}

/// A string in the first quotes that it does not close itself; `None` if it closes all, or has a
/// character that no string may have.
pub fn string(text: &str) -> Option<String> {
    let forbidden = |c: char| {
        c.is_control() && c != '\t'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.chars().any(forbidden) {
        return None;
    }
    QUOTES
        .iter()
        .find(|(_, close)| !text.contains(*close))
        .map(|(open, close)| format!("{open}{text}{close}"))
}

/// A string, what cannot stand in one put otherwise; for titles.
pub fn near_string(text: &str) -> String {
    string(text).unwrap_or_else(|| {
        let plain = |c: char| match c {
            '"' | '“' | '”' | '「' | '」' => '\'',
            c => c,
        };
        let near: String = text.chars().map(plain).collect();
        string(&near).unwrap_or_else(|| {
            let near = near.chars().filter(|&c| string(&c.to_string()).is_some());
            format!("\"{}\"", near.collect::<String>())
        })
    })
}

/// A value, sets in parentheses; `None` for a text that no string can hold.
pub fn literal(model: &Model, ty: &Type, datum: &Datum, lang: Lang) -> Option<String> {
    Some(match (ty, datum) {
        (Type::Kind(kind) | Type::Set(kind), Datum::Leaf(leaf)) => {
            name(&model.kinds[kind.index()].leaf(*leaf).name).into_owned()
        }
        (Type::Kind(kind) | Type::Set(kind), Datum::Set(leaves)) => {
            let kind = &model.kinds[kind.index()];
            let names: Vec<Cow<str>> = leaves
                .iter()
                .map(|leaf| name(&kind.leaf(*leaf).name))
                .collect();
            format!("({})", names.join(", "))
        }
        (
            Type::Integer {
                unit: Some(unit), ..
            }
            | Type::Decimal {
                unit: Some(unit), ..
            },
            Datum::Number(number),
        ) => match unit.as_str() {
            "%" => format!("{}%", number.normalize()),
            unit => format!("{} {}", number.normalize(), unit_name(unit)),
        },
        (_, Datum::Number(number)) => number.normalize().to_string(),
        (_, Datum::YesNo(true)) => Keyword::Yes.get(lang).to_owned(),
        (_, Datum::YesNo(false)) => Keyword::No.get(lang).to_owned(),
        (_, Datum::Date(date)) => date.to_string(),
        (_, Datum::Duration(1)) if lang == Lang::En => "1 day".to_owned(),
        (_, Datum::Duration(days)) => format!("{days} {}", Keyword::Days.get(lang)),
        (_, Datum::Text(text)) => string(text)?,
        (_, Datum::Leaf(_) | Datum::Set(_)) => {
            unreachable!("only values of kinds are leaves")
        }
    })
}

/// A unit, in backticks where it would be read as a keyword.
fn unit_name(unit: &str) -> Cow<'_, str> {
    if Keyword::named(unit).is_some() || NO_UNITS.contains(&unit) || unit.contains('.') {
        Cow::Owned(format!("`{unit}`"))
    } else {
        written(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_find_their_quotes() {
        assert_eq!(string("a").unwrap(), "\"a\"");
        assert_eq!(string("say \"a\"").unwrap(), "“say \"a\"”");
        assert_eq!(string("“a” \"b\"").unwrap(), "「“a” \"b\"」");
        assert_eq!(string("“a” \"b\" 「c」"), None);
        assert_eq!(string("a\nb"), None);
        assert_eq!(near_string("“a” \"b\" 「c」\n"), "\"'a' 'b' 'c'\"");
    }

    #[test]
    fn names_with_dots_are_quoted_and_ids_are_not() {
        assert_eq!(name("a.b"), "`a.b`");
        assert_eq!(id("a.b"), "a.b");
        assert_eq!(name("rule"), "`rule`");
        assert_eq!(unit_name("days"), "`days`");
        assert_eq!(unit_name("CNY"), "CNY");
    }
}
