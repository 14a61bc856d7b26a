//! The source, asked about its lines.

use unicode_width::UnicodeWidthStr;

/// A text and the address of its first byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// Address of its first byte.
    pub(super) base: u32,
}

impl<'t> Lines<'t> {
    /// The text between two places.
    pub(super) fn between(self, from: u32, to: u32) -> &'t str {
        let at = |place: u32| (place.saturating_sub(self.base) as usize).min(self.text.len());
        self.text.get(at(from)..at(to)).unwrap_or("")
    }

    /// What stands on the line before a place.
    pub(super) fn line_before(self, at: u32) -> &'t str {
        let before = self.before(at);
        &before[before.rfind('\n').map_or(0, |newline| newline + 1)..]
    }

    /// Whether nothing stands on the line before a place.
    pub(super) fn starts_line(self, at: u32) -> bool {
        self.line_before(at).trim().is_empty()
    }

    /// The column of a place on the screen.
    pub(super) fn column(self, at: u32) -> usize {
        self.line_before(at).width()
    }

    /// Whether a place is on the line after another.
    pub(super) fn is_next_line(self, above: u32, at: u32) -> bool {
        self.between(above, at).matches('\n').count() == 1
    }

    /// Whether a blank line stands before a place; not at the top of the text.
    pub(super) fn blank_before(self, at: u32) -> bool {
        let before = self.before(at);
        let last = before.trim_end();
        !last.is_empty() && before[last.len()..].matches('\n').count() > 1
    }

    /// Whether a blank line stands after a place; not at the end of the text.
    pub(super) fn blank_after(self, at: u32) -> bool {
        let after = self.between(at, u32::MAX);
        let next = after.trim_start();
        !next.is_empty() && after[..after.len() - next.len()].matches('\n').count() > 1
    }

    fn before(self, at: u32) -> &'t str {
        self.between(self.base, at).trim_start_matches('\u{feff}')
    }
}
