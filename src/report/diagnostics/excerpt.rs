//! The lines around the places of one diagnostic, as they are shown.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::UnicodeWidthChar;

use crate::report::visible::seen;
use crate::source::{Position, Sources, Span};

/// Columns of a source line that are shown; a longer line is cut around its places.
const LINE: usize = 110;
/// Columns that are kept before the first place of a line that is cut.
const BEFORE: usize = 30;
/// Columns of a tab stop.
const TAB: usize = 4;

/// Some lines of one text that follow each other.
///
/// Invariant: every line of `text` is ended by a newline.
#[derive(Debug)]
pub(super) struct Excerpt {
    name: String,
    text: String,
    /// The first line, from 0.
    line: usize,
    lines: usize,
    /// Where each place begins in `text`, and in the file.
    places: Vec<(usize, Position)>,
}

/// A place on its first line: bytes of that line.
struct Place {
    line: usize,
    bytes: Range<usize>,
    position: Position,
}

impl Excerpt {
    /// The lines around some places of one text, and where each place lies in them. One of several
    /// lines is shown on its first. `None` without a text.
    pub(super) fn new(sources: &Sources, spans: &[Span]) -> Option<(Self, Vec<SourceSpan>)> {
        let (source, base) = sources.find(*spans.first()?)?;
        let text = source.text.as_str();
        let places: Vec<Place> = spans
            .iter()
            .map(|span| place(sources, text, base, *span))
            .collect();
        let first = places
            .iter()
            .map(|place| place.line)
            .min()?
            .saturating_sub(1);
        let last = places.iter().map(|place| place.line).max()? + 1;

        let name = source.name.chars().map(seen).collect();
        let mut excerpt = Self {
            name,
            text: String::new(),
            line: first,
            lines: 0,
            places: Vec::new(),
        };
        let mut shown_spans: Vec<SourceSpan> = vec![(0, 0).into(); places.len()];
        for (number, line) in text.split('\n').enumerate().take(last + 1).skip(first) {
            let on_line: Vec<&Place> = places.iter().filter(|place| place.line == number).collect();
            // what follows the last newline of the text is a line only if something is marked there
            let past_the_end =
                line.is_empty() && std::ptr::eq(line.as_ptr(), text.as_bytes().as_ptr_range().end);
            if past_the_end && on_line.is_empty() {
                break;
            }
            let shown = Shown::new(line.strip_suffix('\r').unwrap_or(line), &on_line);
            let start = excerpt.text.len();
            for (place, span) in places
                .iter()
                .zip(&mut shown_spans)
                .filter(|(place, _)| place.line == number)
            {
                let from = start + shown.at(place.bytes.start);
                let to = start + shown.at(place.bytes.end);
                *span = (from, to.saturating_sub(from)).into();
                excerpt.places.push((from, place.position));
            }
            excerpt.text.push_str(&shown.text);
            excerpt.text.push('\n');
            excerpt.lines += 1;
        }
        Some((excerpt, shown_spans))
    }
}

fn place(sources: &Sources, text: &str, base: u32, span: Span) -> Place {
    let position = sources
        .locate(span)
        .map_or(Position { line: 1, column: 1 }, |(_, start, _)| start);
    let floor = |at: u32| {
        let mut at = (at.saturating_sub(base) as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    let end = floor(span.end.max(span.start));
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..]
        .find('\n')
        .map_or(text.len(), |newline| start + newline);
    Place {
        line: position.line - 1,
        bytes: start - line_start..end.min(line_end) - line_start,
        position,
    }
}

/// A line as it is shown, and where each of its bytes came to lie.
struct Shown {
    text: String,
    /// For each character kept: its byte in the line, its byte in `text`.
    map: Vec<(usize, usize)>,
}

impl Shown {
    fn new(line: &str, places: &[&Place]) -> Self {
        let mut cells: Vec<(usize, char, usize)> = Vec::new();
        let mut column = 0;
        for (at, c) in line.char_indices() {
            let width = match c {
                '\t' => TAB - column % TAB,
                '\u{feff}' => 0,
                c => seen(c).width().unwrap_or(0),
            };
            cells.push((at, c, width));
            column += width;
        }
        let kept = if column <= LINE {
            0..cells.len()
        } else {
            keep(&cells, places)
        };
        let mut shown = Self {
            text: String::new(),
            map: Vec::new(),
        };
        if kept.start > 0 {
            shown.map.push((0, 0));
            shown.text.push('…');
        }
        for &(at, c, width) in &cells[kept.clone()] {
            shown.map.push((at, shown.text.len()));
            match c {
                '\t' => shown.text.extend(std::iter::repeat_n(' ', width)),
                '\u{feff}' => {}
                c => shown.text.push(seen(c)),
            }
        }
        let end = cells.get(kept.end).map_or(line.len(), |cell| cell.0);
        shown.map.push((end, shown.text.len()));
        if kept.end < cells.len() {
            shown.text.push('…');
            shown.map.push((end + 1, shown.text.len()));
        }
        shown
    }

    /// Where a byte of the line is shown; what was cut lies in the ellipsis.
    fn at(&self, byte: usize) -> usize {
        let next = self.map.partition_point(|&(at, _)| at <= byte);
        next.checked_sub(1)
            .and_then(|index| self.map.get(index))
            .map_or(0, |&(_, shown)| shown)
    }
}

/// The characters of a long line that are kept: those around its first place.
fn keep(cells: &[(usize, char, usize)], places: &[&Place]) -> Range<usize> {
    let first = places.first().map_or(0, |place| {
        cells.partition_point(|cell| cell.0 < place.bytes.start)
    });
    let mut start = first;
    let mut width = 0;
    while start > 0 && width + cells[start - 1].2 <= BEFORE {
        start -= 1;
        width += cells[start].2;
    }
    let mut end = first;
    while end < cells.len() && width + cells[end].2 <= LINE {
        width += cells[end].2;
        end += 1;
    }
    start..end
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        if span.offset() + span.len() > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        // with no lines around it, only the place is asked for
        let (line, column) = match self.places.iter().find(|place| place.0 == span.offset()) {
            Some((_, position)) if before == 0 && after == 0 => {
                (position.line - 1, position.column - 1)
            }
            _ => (self.line, 0),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            line,
            column,
            self.lines,
        )))
    }
}
