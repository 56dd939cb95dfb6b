//! How far the ends of a line hang in the margins: signs for the most part, letters that leave white there by a trifle
//! (docs/typography.md P20, P32, A55). The eye takes the edge of the others for the edge of the text.

use super::breaks::BreakKind;
use super::edges::scaled;
use super::linebreak::Chosen;
use super::paragraph::Hanging;
use super::prepared::{Face, FaceKind, Prepared};
use crate::units::Length;

/// The sign of an added hyphen.
const HYPHEN: char = '\u{2010}';

/// What of a line hangs at its ends, 1/65 536 pt.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Hangs {
    pub(super) start: i64,
    pub(super) end: i64,
}

impl Hangs {
    /// Those of a chosen line with this indent.
    pub(super) fn of(prepared: &Prepared, line: &Chosen, indent: i64) -> Self {
        let start = match line.before {
            None => prepared.hang_of_first(indent),
            before => prepared.hang_at_start(line.start, before),
        };
        Self { start, end: prepared.hang_at_end(line.end, line.kind) }
    }
}

impl Prepared<'_> {
    /// What hangs at the start of the paragraph: nothing after an indent, since no edge is seen there.
    pub(super) fn hang_of_first(&self, indent: i64) -> i64 {
        if indent == 0 { self.hang_at_start(0, None) } else { 0 }
    }

    /// What hangs, 1/65 536 pt, where a line starts at `at` after one that ended in this way.
    pub(super) fn hang_at_start(&self, at: usize, before: Option<BreakKind>) -> i64 {
        let Some(signs) = self.signs.filter(|_| self.hanging != Hanging::Nowhere) else { return 0 };
        if before == Some(BreakKind::Repeat) {
            return self.hang(signs.at_start(HYPHEN), at.saturating_sub(1), || self.hyphen_width(at));
        }
        let Some(first) = self.collected.text[at..].chars().next() else { return 0 };
        self.hang(signs.at_start(first), at, || self.advance_of(at).unwrap_or(0))
    }

    /// What hangs, 1/65 536 pt, where what is seen of a line ends at `end` in this way.
    pub(super) fn hang_at_end(&self, end: usize, kind: BreakKind) -> i64 {
        let Some(signs) = self.signs.filter(|_| self.hanging == Hanging::BothEdges) else { return 0 };
        let Some(last) = self.collected.text[..end].chars().next_back() else { return 0 };
        let at = end - last.len_utf8();
        if kind == BreakKind::Hyphen {
            return self.hang(signs.at_end(HYPHEN), at, || self.hyphen_width(end));
        }
        self.hang(signs.at_end(last), at, || self.advance_of(at).unwrap_or(0))
    }

    /// So many thousandths of the advance of a sign that belongs to the byte at `at`. Only plain words hang, and of those
    /// only what runs in the direction of the paragraph: other words do not end at its edge.
    fn hang(&self, share: u16, at: usize, advance: impl Fn() -> i64) -> i64 {
        if share == 0 || self.level_at(at) != u8::from(self.direction.is_rtl()) {
            return 0;
        }
        let is_plain = |face: &Face| matches!(face.kind, FaceKind::Text) && !face.verbatim && face.rise == Length::ZERO;
        if self.face_at(at).is_some_and(is_plain) { advance() * i64::from(share) / 1000 } else { 0 }
    }

    /// The advance that the font gives the sign at `offset`, whatever stands beside it.
    fn advance_of(&self, offset: usize) -> Option<i64> {
        let shaped = self.run_at(offset)?;
        let glyphs = &self.glyphs[shaped.glyphs.clone()];
        let at = glyphs.partition_point(|glyph| (glyph.cluster as usize) < offset);
        let glyph = glyphs.get(at).filter(|glyph| glyph.cluster as usize == offset)?;
        let (run, font) = (&shaped.run, self.fonts.font(shaped.run.font));
        let size = self.size(self.face_at(offset)?, run.script, run.font).raw();
        Some(scaled(font.advance(glyph.id), size, i64::from(font.units_per_em.max(1))))
    }
}
