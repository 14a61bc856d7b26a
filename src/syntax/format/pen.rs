//! The smallest words: keywords in the file's language, names, strings and values as written.

use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

use super::doc::{Doc, Role, concat, unit_at, words};
use super::lines::Lines;
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Cell, DurationUnit, Literal, Localized, Name, Spanned, Text};
use crate::words::Lang;

/// What opens a string.
const QUOTES: [char; 3] = ['"', '“', '「'];

/// How one file is written: its keyword language, and its source for what stays as it was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen<'t> {
    /// Language of the keywords.
    pub(super) lang: Lang,
    /// The source.
    pub(super) lines: Lines<'t>,
}

impl<'t> Pen<'t> {
    /// The source at a place.
    pub(super) fn source(self, span: Span) -> &'t str {
        self.lines.between(span.start, span.end)
    }

    /// The end of a declaration, blanks behind it taken off.
    pub(super) fn end_of(self, span: Span) -> u32 {
        let behind = self.source(span).len() - self.source(span).trim_end().len();
        span.end - u32::try_from(behind).unwrap_or(0)
    }

    /// The brace that closes what stands at a place.
    pub(super) fn close(self, span: Span) -> Doc {
        let end = self.end_of(span);
        let brace = self
            .source(span)
            .trim_end()
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        let start = end - u32::try_from(brace).unwrap_or(0);
        unit_at(
            start,
            Role::End,
            Doc::Token("}".to_owned(), Span::new(start, end)),
        )
    }

    /// A keyword.
    pub(super) fn word(self, keyword: Keyword) -> &'static str {
        keyword.get(self.lang)
    }

    /// A keyword and a blank.
    pub(super) fn key(self, keyword: Keyword) -> Doc {
        words(format!("{} ", self.word(keyword)))
    }

    /// A keyword that stands at a place.
    pub(super) fn key_at(self, keyword: Keyword, span: Span) -> Doc {
        Doc::Token(self.word(keyword).to_owned(), span)
    }

    /// `mandatory `, if it was written.
    pub(super) fn mandatory(self, mandatory: Option<Span>) -> Doc {
        let mandatory = mandatory.into_iter();
        concat(mandatory.flat_map(|span| [self.key_at(Keyword::Mandatory, span), words(" ")]))
    }

    /// Keyword, name and title of a declaration.
    pub(super) fn head(self, keyword: Keyword, name: &Name, title: Option<&Localized>) -> Doc {
        concat([self.key(keyword), self.name(name), self.and_label(title)])
    }

    /// A name, in backticks if it was written so.
    pub(super) fn name(self, name: &Name) -> Doc {
        Doc::Token(self.written(name), name.span)
    }

    /// Columns of a name.
    pub(super) fn name_width(self, name: &Name) -> usize {
        self.written(name).width()
    }

    /// A name as written; in one pair of backticks if it has some, or would open a declaration
    /// where it begins a line.
    fn written(self, name: &Name) -> String {
        let first = name.text.split('.').next().unwrap_or_default();
        let opens = Keyword::DECLARATIONS
            .iter()
            .any(|it| first == it.en() || first == it.zh());
        if opens || self.source(name.span).contains('`') {
            format!("`{}`", name.text)
        } else {
            name.text.clone()
        }
    }

    /// The cell of a table, as written.
    pub(super) fn cell(self, cell: &Cell) -> &'t str {
        self.source(cell.span).trim()
    }

    /// A string with its own quotes.
    pub(super) fn string(self, text: &Text) -> Doc {
        let source = self.source(text.span);
        let quoted = source.starts_with(QUOTES);
        let written = if quoted {
            source.to_owned()
        } else {
            format!("\"{}\"", text.node)
        };
        Doc::Token(written, text.span)
    }

    /// `"…"` or `en "…" zh "…"`.
    pub(super) fn label(self, label: &Localized) -> Doc {
        let texts = label.texts.iter().map(|(lang, text)| match lang {
            Some(lang) => concat([self.name(lang), words(" "), self.string(text)]),
            None => self.string(text),
        });
        Doc::Stack(texts.collect())
    }

    /// A blank and a label, if there is one.
    pub(super) fn and_label(self, label: Option<&Localized>) -> Doc {
        concat(
            label
                .into_iter()
                .flat_map(|label| [words(" "), self.label(label)]),
        )
    }

    /// `because "…"`.
    pub(super) fn because(self, because: &Localized) -> Doc {
        concat([self.key(Keyword::Because), self.label(because)])
    }

    /// The column of a CSV file, which may be a string.
    pub(super) fn column(self, column: &Name) -> Doc {
        if self.source(column.span).starts_with(QUOTES) {
            self.string(&Spanned {
                node: column.text.clone(),
                span: column.span,
            })
        } else {
            self.name(column)
        }
    }

    /// A date: `2023-08-01`, in Chinese `2023年8月1日`.
    pub(super) fn date(self, date: &Spanned<Date>) -> Doc {
        let (year, month, day) = (date.node.year(), date.node.month(), date.node.day());
        let text = match self.lang {
            Lang::En => format!("{year:04}-{month:02}-{day:02}"),
            Lang::Zh => format!("{year:04}年{month}月{day}日"),
        };
        Doc::Token(text, date.span)
    }

    /// A value.
    pub(super) fn literal(self, literal: &Literal, span: Span) -> Doc {
        let text = match literal {
            Literal::Name(name) => return self.name(name),
            Literal::YesNo(true) => self.word(Keyword::Yes).to_owned(),
            Literal::YesNo(false) => self.word(Keyword::No).to_owned(),
            Literal::Number(number, None) => number.to_string(),
            Literal::Number(number, Some(unit)) => {
                let blank = if self.source(unit.span).starts_with(['%', '％']) {
                    ""
                } else {
                    " "
                };
                let number = Doc::Token(format!("{number}{blank}"), span.at_start());
                return concat([number, self.name(unit)]);
            }
            Literal::Date(date) => return self.date(&Spanned { node: *date, span }),
            Literal::Duration(count, unit) => format!("{count} {}", self.length(*count, *unit)),
            Literal::Text(text) => {
                return self.string(&Spanned {
                    node: text.clone(),
                    span,
                });
            }
        };
        Doc::Token(text, span)
    }

    /// A value with its place.
    pub(super) fn value(self, value: &Spanned<Literal>) -> Doc {
        self.literal(&value.node, value.span)
    }

    /// The unit of a duration: `1 day`, `30 days`, and in Chinese `3 个月`, not the third month.
    fn length(self, count: i64, unit: DurationUnit) -> &'static str {
        match (unit, self.lang, count) {
            (DurationUnit::Days, Lang::En, 1) => "day",
            (DurationUnit::Months, Lang::En, 1) => "month",
            (DurationUnit::Years, Lang::En, 1) => "year",
            (DurationUnit::Months, Lang::Zh, _) => "个月",
            (DurationUnit::Days, ..) => self.word(Keyword::Days),
            (DurationUnit::Months, ..) => self.word(Keyword::Months),
            (DurationUnit::Years, ..) => self.word(Keyword::Years),
        }
    }
}
