//! Verse (docs/typography.md A54): hemistichs in two equal columns with a gap between them, or lines as they were
//! typed.
//!
//! ```text
//!   right to left   │ second hemistich │   │ first hemistich │
//! ```
//!
//! The columns are as wide as the widest hemistich, and stand in the middle; shorter ones are stretched. Where two do not
//! fit the measure even a little smaller, the second stands below the first, at the end side.

use super::super::rows::Row;
use super::Composer;
use super::context::{Context, keep_together, keep_with_row_before};
use super::setting::{ParagraphStyle, keep_lines};
use super::spacing::Previous;
use crate::diagnostics::Diagnostics;
use crate::font::Script;
use crate::manuscript::{Block, BlockKind, Inline, Part};
use crate::project::{Kashida, PartStyle};
use crate::text::{Align, Glyph, Item, ItemKind, Measure, Paragraph, prepare};
use crate::units::Length;
use std::sync::Arc;

/// Between the columns, in thousandths of an em.
const GAP: i64 = 2000;
/// How much smaller words may be set so that two hemistichs find room, in thousandths.
const SMALLEST: i64 = 850;
/// How far lines as typed stand in, and how far further what of a line turns over, in thousandths of an em.
const INDENT: i64 = 1500;
const TURNOVER: i64 = 1500;
/// The class of the line that names the poet, and that of the first verse after a space.
const BY: &str = "by";
const STANZA: &str = "stanza";

/// Where the hemistichs of a poem stand.
struct Columns {
    /// That of the first hemistich, and that of the second.
    sides: [Context; 2],
    /// Both stand on one line.
    is_level: bool,
}

impl Columns {
    /// The same place, as wide as both columns.
    fn all(&self, context: &Context) -> Context {
        let [first, second] = &self.sides;
        Context { left: first.left.min(second.left), right: first.right.max(second.right), ..context.clone() }
    }
}

impl Composer<'_> {
    /// The title and the verses of a poem. No page begins with its last verse or ends with its first.
    pub(super) fn verse(
        &self,
        context: &Context,
        part: &Part,
        style: &PartStyle,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut inner = context.clone();
        inner.depth = inner.depth.saturating_add(1);
        let title = self.part_head(&inner, part, style, diagnostics);
        let columns = self.hemistichs(&inner, &part.blocks);
        let mut rows = Vec::new();
        for block in &part.blocks {
            let here = self.for_classes(self.for_language(&inner, block.lang.as_ref()), &block.classes);
            let has = |class: &str| block.classes.iter().any(|name| name == class);
            let mut verse = match &block.kind {
                BlockKind::Paragraph(words) => match (&columns, halves(words)) {
                    (Some(columns), Some(halves)) => self.couplet(&here, columns, block, halves, diagnostics),
                    (columns, None) if has(BY) => {
                        let under = columns.as_ref().map_or(here.clone(), |columns| columns.all(&here));
                        self.line(&under, block, words, Align::End, diagnostics)
                    }
                    (Some(_), None) => self.line(&here, block, words, Align::Center, diagnostics),
                    (None, _) => self.typed(&here, block, words, diagnostics),
                },
                _ => {
                    inner.previous = Previous::Display;
                    self.sequence(&inner, std::slice::from_ref(block), diagnostics)
                }
            };
            keep_together(&mut verse);
            if let (Some(first), true, false) = (verse.first_mut(), has(STANZA), rows.is_empty()) {
                first.space_before += context.grid.pitch;
            }
            rows.append(&mut verse);
        }
        keep_lines(&mut rows);
        // The title stays with the first verses.
        if !title.is_empty() {
            rows.iter_mut().take(2).for_each(keep_with_row_before);
        }
        let mut all = title;
        keep_together(&mut all);
        all.append(&mut rows);
        all
    }

    /// Where the hemistichs of a poem stand; `None` where no verse has two.
    fn hemistichs(&self, context: &Context, blocks: &[Block]) -> Option<Columns> {
        let verses = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Paragraph(words) => halves(words).map(|halves| (block, halves)),
            _ => None,
        });
        let widths = verses.flat_map(|(block, halves)| halves.map(|half| self.natural(context, block, half)));
        let widest = widths.max()?;
        let gap = context.text.size.scale(GAP, 1000);
        let room = (context.width() - gap) / 2;
        let mut place = context.clone();
        if widest > room {
            let size = context.text.size.scale(room.raw(), widest.raw().max(1));
            let is_level = size >= context.text.size.scale(SMALLEST, 1000);
            if !is_level {
                let width = widest.min(context.width());
                return Some(Columns { sides: sides(&place, width, context.width() - width), is_level });
            }
            // A trifle smaller, since glyphs are rounded.
            place.text.size = size.scale(999, 1000);
        }
        let width = widest.min(room);
        let spare = (context.width() - width * 2 - gap) / 2;
        place.left += spare;
        place.right -= spare;
        Some(Columns { sides: sides(&place, width, width + gap), is_level: true })
    }

    /// How wide words are on one line.
    fn natural(&self, context: &Context, block: &Block, words: &[Inline]) -> Length {
        let mut found = Diagnostics::new();
        let pieces = self.flatten(context, words, block.node, &mut found).pieces;
        let paragraph = Paragraph::display(pieces, &context.language);
        let measure = Measure { width: Length::MAX / 64, first_indent: Length::ZERO };
        let lines = prepare(&paragraph, self.fonts, &mut found).lines(measure, &mut found);
        lines.iter().map(|line| line.width).max().unwrap_or_default()
    }

    /// A verse of two hemistichs.
    fn couplet(
        &self,
        context: &Context,
        columns: &Columns,
        block: &Block,
        halves: [&[Inline]; 2],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let is_stretched = Script::of(&context.language.data.script).is_joining() && self.house.kashida != Kashida::Off;
        let align = if is_stretched { Align::Fill } else { Align::Start };
        let mut rows: Vec<Row> = Vec::new();
        for (half, side) in halves.into_iter().zip(&columns.sides) {
            let mut place = context.clone();
            (place.left, place.right) = (side.left, side.right);
            place.text.size = side.text.size;
            let mut set = self.line(&place, block, half, align, diagnostics);
            match (rows.last_mut(), set.len()) {
                (Some(row), 1) if columns.is_level => {
                    end_in_space(&mut row.items);
                    for half in set.drain(..) {
                        row.items.extend(half.items);
                        row.notes.extend(half.notes);
                        row.marks.extend(half.marks);
                    }
                }
                _ => rows.append(&mut set),
            }
        }
        rows
    }

    /// A line, as typed; what does not fit turns over further in.
    fn typed(&self, context: &Context, block: &Block, words: &[Inline], diagnostics: &mut Diagnostics) -> Vec<Row> {
        let turnover = context.text.size.scale(TURNOVER, 1000);
        let mut place = context.inside(context.text.size.scale(INDENT, 1000) + turnover, Length::ZERO);
        place.previous = context.previous;
        let style = ParagraphStyle { first_indent: -turnover, ..self.plain(&place, Align::Start) };
        self.inlines(&place, words, block.node, &style, diagnostics)
    }

    fn line(
        &self,
        context: &Context,
        block: &Block,
        words: &[Inline],
        align: Align,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        self.inlines(context, words, block.node, &self.plain(context, align), diagnostics)
    }

    fn plain(&self, context: &Context, align: Align) -> ParagraphStyle {
        ParagraphStyle { align, ..ParagraphStyle::display(context.text.clone(), context.grid) }
    }
}

/// Lets what is read of the last run end in a space, which the end of a line has lost: the second hemistich is not part of
/// the last word of the first. The space is one of the run, without width.
fn end_in_space(items: &mut [Item]) {
    let run = items.iter_mut().rev().find_map(|item| match &mut item.kind {
        ItemKind::Glyphs(run, _) => Some(Arc::make_mut(run)),
        _ => None,
    });
    let Some((run, last)) = run.and_then(|run| run.glyphs.last().copied().map(|last| (run, last))) else { return };
    let mut at = 0;
    let space = run.glyphs.iter().find(|glyph| {
        let text = run.text.get(at..at + usize::from(glyph.text_len));
        at += usize::from(glyph.text_len);
        text == Some(" ")
    });
    let Some(space) = space.copied() else { return };
    let x = if run.level % 2 == 1 { last.x } else { last.x + last.advance };
    run.text = format!("{} ", run.text).into();
    run.glyphs = run.glyphs.iter().copied().chain([Glyph { x, y: 0, advance: 0, ..space }]).collect();
}

/// The two hemistichs of a verse; `None` where it has one.
fn halves(words: &[Inline]) -> Option<[&[Inline]; 2]> {
    let mut parts = words.split(|inline| matches!(inline, Inline::HardBreak));
    Some([parts.next()?, parts.next()?])
}

/// The columns of this width: the first at the start side, the second `by` further on.
fn sides(place: &Context, width: Length, by: Length) -> [Context; 2] {
    [Length::ZERO, by].map(|by| {
        let mut side = place.clone();
        if place.is_rtl() {
            side.right = place.right - by;
            side.left = side.right - width;
        } else {
            side.left = place.left + by;
            side.right = side.left + width;
        }
        side
    })
}
