//! Source texts and places in them.
//!
//! In: named texts (rule files, CSV tables). Out: [`Span`]s, which mean a place in one of them.
//! All texts of one compilation share one address space, as if laid end to end, so that a span is
//! two numbers and still names its file.

/// A place: bytes `start..end` in the address space of a [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// An empty span where this one starts.
    #[must_use]
    pub const fn at_start(self) -> Self {
        Self {
            start: self.start,
            end: self.start,
        }
    }
}

/// One named text. The name is what messages show: a path, or whatever the caller calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// A path, or any name that tells a person where the text is.
    pub name: String,
    /// The text itself.
    pub text: String,
}

impl Source {
    /// A text under a name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }
}

/// A line and a column, both from 1, the column counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character in the line, from 1.
    pub column: usize,
}

/// All texts of one compilation.
///
/// Invariant: `bases[i]` is the address of the first byte of `texts[i]`; bases ascend, with one
/// unused address between texts so that an end-of-file place belongs to its own file.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    texts: Vec<Source>,
    bases: Vec<u32>,
}

impl Sources {
    /// Adds a text and gives the address of its first byte; `None` when 4 GiB are full.
    pub fn add(&mut self, source: Source) -> Option<u32> {
        let base = match (self.texts.last(), self.bases.last()) {
            (Some(last), Some(&base)) => base
                .checked_add(u32::try_from(last.text.len()).ok()?)?
                .checked_add(1)?,
            _ => 0,
        };
        base.checked_add(u32::try_from(source.text.len()).ok()?)?;
        self.texts.push(source);
        self.bases.push(base);
        Some(base)
    }

    /// The text a place is in, and the address of its first byte.
    pub fn find(&self, span: Span) -> Option<(&Source, u32)> {
        let index = self
            .bases
            .partition_point(|&base| base <= span.start)
            .checked_sub(1)?;
        Some((self.texts.get(index)?, *self.bases.get(index)?))
    }

    /// The words at a place; empty if the place is in no text.
    pub fn text(&self, span: Span) -> &str {
        self.find(span)
            .and_then(|(source, base)| {
                source
                    .text
                    .get((span.start - base) as usize..(span.end.max(span.start) - base) as usize)
            })
            .unwrap_or("")
    }

    /// File name, start and end of a place.
    pub fn locate(&self, span: Span) -> Option<(&str, Position, Position)> {
        let (source, base) = self.find(span)?;
        let position = |at: u32| {
            let before = source
                .text
                .get(..(at.saturating_sub(base)) as usize)
                .unwrap_or(&source.text);
            let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
            Position {
                line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
                column: before[line_start..]
                    .chars()
                    .filter(|&c| c != '\u{feff}')
                    .count()
                    + 1,
            }
        };
        Some((&source.name, position(span.start), position(span.end)))
    }

    /// Adds the texts of another compilation; one that is here already is not added again. Out: where
    /// its places are now.
    pub fn join(&mut self, other: &Self) -> Moved {
        let bases = other.texts.iter().zip(&other.bases).map(|(text, &base)| {
            let known = self.texts.iter().position(|known| known == text);
            let now = match known {
                Some(at) => Some(self.bases[at]),
                None => self.add(text.clone()),
            };
            (base, now)
        });
        Moved(bases.collect())
    }

    /// All texts, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.texts.iter()
    }
}

/// Where the places of one compilation are in another: [`Sources::join`].
#[derive(Debug, Clone)]
pub struct Moved(Vec<(u32, Option<u32>)>);

impl Moved {
    /// The place as it is now; an empty one at the beginning if its text found no room.
    pub fn place(&self, span: Span) -> Span {
        let at = self.0.partition_point(|(base, _)| *base <= span.start);
        match at.checked_sub(1).and_then(|at| self.0.get(at)) {
            Some((old, Some(now))) => Span {
                start: span.start - old + now,
                end: span.end.max(span.start) - old + now,
            },
            _ => Span::default(),
        }
    }
}
