//! Which unit each comment goes with.
//!
//! In: the documents, and every comment of the text. Out: for each unit, the comments on lines of
//! their own before it and the one at the end of its line. A comment goes
//! - before the next unit, if it has a line of its own or its line begins in that unit's keyword;
//! - to the end of the line of the unit it stands in or behind; where several would, the earlier
//!   ones go before that unit;
//! - below the comment above it, if that one ends a line and both start in the same column;
//! - to the end of its declaration, if it follows the last clause and is indented.
//!
//! Laid out so, each finds the same place again. Comments never overtake one another, but a clause
//! that moves to its canonical place takes its comments along.

use std::collections::{BTreeMap, BTreeSet};

use super::doc::Doc;
use super::lines::Lines;
use super::places::{DeclarationEnd, Place, Places, end_before};
use crate::syntax::tree::Comment;

/// Where the unit below the last declaration starts.
pub(super) const BOTTOM: u32 = u32::MAX;

/// A comment on a line of its own.
#[derive(Debug)]
pub(super) struct Remark {
    /// With its `#`.
    pub(super) text: String,
    /// A blank line stood before it.
    pub(super) blank_before: bool,
    /// A blank line stood after it.
    pub(super) blank_after: bool,
}

/// The comments of one text, by the start of the unit they go with.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// On lines of their own before the unit.
    pub(super) before: BTreeMap<u32, Vec<Remark>>,
    /// At the end of the unit's line; all but the first below it, in the same column.
    pub(super) after: BTreeMap<u32, Vec<String>>,
    /// Units that a blank line stands before.
    pub(super) spaced: BTreeSet<u32>,
}

/// Where a comment goes. Ordered as they stand on the page: place, then slot within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    /// At the end of the declaration before the place.
    End,
    /// On its own line before the place.
    Before,
    /// In the place, or at the end of its line.
    With,
    /// Below the comment that ends the place's line.
    Below,
}

/// Gives every comment its unit.
pub(super) fn attach(docs: &[Doc], source: Lines<'_>, comments: &[&Comment]) -> Comments {
    let mut places = Places::default();
    for doc in docs {
        places.collect(doc);
    }
    let (places, ends) = places.finish();
    let mut attached = Comments {
        spaced: places
            .iter()
            .map(|place| place.start)
            .filter(|&at| source.blank_before(at))
            .collect(),
        ..Comments::default()
    };

    let mut slots: Vec<(usize, Slot)> = Vec::new();
    for (index, comment) in comments.iter().enumerate() {
        let above = index
            .checked_sub(1)
            .map(|above| (comments[above], slots[above]));
        let natural = natural_slot(comment, above, &places, &ends, source);
        slots.push(above.map_or(natural, |(_, above)| natural.max(above)));
    }
    for (index, comment) in comments.iter().enumerate() {
        let (place, slot) = slots[index];
        let Some(start) = places.get(place).map(|place| place.start) else {
            continue;
        };
        let own_line = source.starts_line(comment.span.start);
        let kept = own_line && slot < Slot::With;
        let remark = Remark {
            text: comment.text.clone(),
            blank_before: kept && source.blank_before(comment.span.start),
            blank_after: kept && start != BOTTOM && source.blank_after(comment.span.end),
        };
        // the last comment in or behind a unit ends its line, unless it has a line of its own
        let mut rest = slots[index + 1..]
            .iter()
            .take_while(|(next, _)| *next == place);
        let later = rest.any(|(_, slot)| *slot == Slot::With);
        let ends_line = match slot {
            Slot::End | Slot::Before => false,
            Slot::With => !later && !own_line,
            Slot::Below => !later && attached.after.contains_key(&start),
        };
        match slot {
            _ if ends_line => attached.after.entry(start).or_default().push(remark.text),
            Slot::End => {
                let start = end_before(&ends, comment.span.start).map_or(start, |end| end.end);
                attached.before.entry(start).or_default().push(remark);
            }
            Slot::Before | Slot::With | Slot::Below => {
                attached.before.entry(start).or_default().push(remark);
            }
        }
    }
    attached
}

/// Where a comment goes if no other is in its way; `above` is the comment before it.
fn natural_slot(
    comment: &Comment,
    above: Option<(&Comment, (usize, Slot))>,
    places: &[Place],
    ends: &[DeclarationEnd],
    source: Lines<'_>,
) -> (usize, Slot) {
    let at = comment.span.start;
    let next = places.partition_point(|place| place.start < at);
    let own_line = source.starts_line(at);
    if own_line
        && let Some((above, (place, Slot::With | Slot::Below))) = above
        && place + 1 == next
        && source.is_next_line(above.span.start, at)
        && source.column(above.span.start) == source.column(at)
    {
        return (place, Slot::Below);
    }
    let Some(here) = next.checked_sub(1) else {
        return (next, Slot::Before);
    };
    let place = &places[here];
    if at < place.end {
        return (here, Slot::With);
    }
    if !own_line {
        let same_line = !source.between(place.end, at).contains('\n');
        let closers = |c: char| c.is_whitespace() || ")},;）｝，、；".contains(c);
        if same_line || source.line_before(at).chars().all(closers) {
            return (here, Slot::With);
        }
        return (next, Slot::Before);
    }
    match end_before(ends, at).filter(|end| place.start < end.end) {
        Some(end) if source.column(at) > source.column(end.declaration) => (next, Slot::End),
        _ => (next, Slot::Before),
    }
}
