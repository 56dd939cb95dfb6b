//! Headings: whole lines of the grid, never divided, never parted from what follows.

use super::super::rows::{Break, Mark, Row};
use super::Composer;
use super::context::{Context, keep_together};
use super::setting::{ParagraphStyle, move_items};
use crate::diagnostics::Diagnostics;
use crate::language::fill;
use crate::manuscript::{Block, Heading, plain_text};
use crate::project::BlockStyle;
use crate::text::{FontRole, Owner, Piece, TextStyle, close};
use crate::units::{Length, Point};

/// Leading of headings, in thousandths of the leading their size would have as running text.
const LEADING: i64 = 870;

/// Lines of the grid above the number of a chapter, and above that of a part, which has a page to itself.
const SINK: i64 = 2;
const PART_SINK: i64 = 8;

/// Sizes of the lines «Chapter 1» and «Part I» in thousandths of body text.
const CHAPTER_LABEL: i64 = 1050;
const PART_LABEL: i64 = 1400;

impl Composer<'_> {
    /// The style of a level, that of the deepest known one for deeper levels.
    pub(super) fn heading_style(&self, level: u8) -> Option<&BlockStyle> {
        self.house.headings.get(usize::from(level)).or_else(|| self.house.headings.last())
    }

    /// A heading; that of a part or chapter opens it on a new page.
    pub(super) fn heading(
        &self,
        context: &Context,
        block: &Block,
        heading: &Heading,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let owner = Owner::Node(block.node);
        let style = self.heading_text(context, heading.level);
        let numbered = !heading.number.is_empty() && heading.level <= self.house.number_to_level;
        let opens = heading.level <= 1 && context.depth == 0;
        let mut rows = Vec::new();
        if opens {
            rows.extend(self.label(context, heading, numbered, owner, diagnostics));
        }
        let mut inner = context.clone();
        inner.text = style.text.clone();
        inner.capitals = self.heading_style(heading.level).is_some_and(|style| style.capitals);
        let flat = self.flatten(&inner, &heading.content, block.node, diagnostics);
        let mut pieces = Vec::new();
        if numbered && !opens {
            pieces.extend(self.number_pieces(&heading.number, &style.text, owner));
            pieces.push(Piece::words("\u{2002}", style.text.clone(), owner));
        }
        pieces.extend(flat.pieces);
        let mut title = self.set(&inner, pieces, &style, diagnostics);
        flat.anchors.mark(&mut title);
        self.round_up(context, heading.level, &mut title);
        rows.extend(title);
        if rows.is_empty() {
            rows.push(context.row(Length::ZERO));
        }
        keep_together(&mut rows);
        self.mark_heading(&mut rows, block, heading, numbered, opens);
        rows
    }

    /// Type of a heading: not justified, not divided (docs/typography.md A47).
    fn heading_text(&self, context: &Context, level: u8) -> ParagraphStyle {
        let style = self.heading_style(level);
        let size = context.text.size.scale(i64::from(style.map_or(1000, |style| style.size)), 1000);
        let text = TextStyle {
            role: FontRole::Heading,
            size: self.display(size, &context.language),
            bold: style.is_none_or(|style| style.bold),
            color: if style.is_some_and(|style| style.accent) { self.house.accent } else { self.house.ink },
            outline: style.map_or(Length::ZERO, |style| style.outline),
            ..context.text.clone()
        };
        let pitch = self.grid_for(size, &context.language).pitch.scale(LEADING, 1000);
        ParagraphStyle::title(text, self.grid_of_pitch(size, pitch))
    }

    /// The line «Chapter 1» or «Part I» above a title, with the space that opens the page.
    fn label(
        &self,
        context: &Context,
        heading: &Heading,
        numbered: bool,
        owner: Owner,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let pitch = context.grid.pitch;
        let is_part = heading.level == 0;
        let (sink, size) = if is_part { (PART_SINK, PART_LABEL) } else { (SINK, CHAPTER_LABEL) };
        if !numbered {
            return vec![context.row(pitch * sink)];
        }
        let size = context.text.size.scale(size, 1000);
        let text = TextStyle {
            role: FontRole::Heading,
            size: self.display(size, &context.language),
            bold: true,
            color: self.house.accent,
            ..context.text.clone()
        };
        let words = match heading.number.as_slice() {
            [part] if is_part => vec![Piece::words(self.language.part(usize::from(*part)), text.clone(), owner)],
            number => self.term_with_number("chapter", number, &text, owner),
        };
        let pitch_of_label = if is_part { pitch.scale(3, 2) } else { pitch };
        let style = ParagraphStyle::title(text, self.grid_of_pitch(size, pitch_of_label));
        let mut rows = self.set(context, words, &style, diagnostics);
        if let Some(last) = rows.last_mut() {
            close(&mut last.items, self.fonts);
        }
        if let Some(first) = rows.first_mut() {
            move_items(&mut first.items, Point::new(Length::ZERO, pitch * sink));
            first.height += pitch * sink;
        }
        rows
    }

    /// The pieces of a term such as «Chapter {number}».
    fn term_with_number(&self, term: &str, number: &[u16], style: &TextStyle, owner: Owner) -> Vec<Piece> {
        let pattern = self.language.term(term);
        let (before, after) = pattern.split_once("{number}").unwrap_or((pattern, ""));
        let mut pieces = Vec::new();
        if !before.is_empty() {
            pieces.push(Piece::words(fill(before, &[]), style.clone(), owner));
        }
        pieces.extend(self.number_pieces(number, style, owner));
        if !after.is_empty() {
            pieces.push(Piece::words(after, style.clone(), owner));
        }
        pieces
    }

    /// Makes the lines of a title and the space below them whole lines of the grid: what is left over goes above, so
    /// that the heading stands nearer to its own text.
    fn round_up(&self, context: &Context, level: u8, rows: &mut [Row]) {
        let pitch = context.grid.pitch;
        let below = (pitch * self.heading_style(level).map_or(0, |style| i64::from(style.after))).scale(1, 2);
        let lines: Length = rows.iter().map(|row| row.height).sum();
        let above = (lines + below).ceil_to(pitch) - lines - below;
        if let Some(first) = rows.first_mut() {
            move_items(&mut first.items, Point::new(Length::ZERO, above));
            first.height += above;
        }
        if let Some(last) = rows.last_mut() {
            last.height += below;
        }
    }

    fn mark_heading(&self, rows: &mut [Row], block: &Block, heading: &Heading, numbered: bool, opens: bool) {
        let words = plain_text(&heading.content);
        let is_part = heading.level == 0;
        let title = if is_part && numbered { self.language.part_title(&heading.number, &words) } else { words.clone() };
        let Some(first) = rows.first_mut() else {
            return;
        };
        first.marks.push(Mark::Heading {
            node: block.node,
            level: heading.level,
            depth: heading.depth(),
            number: if numbered && !is_part { self.language.multi_number(&heading.number) } else { String::new() },
            short: heading.short.clone().unwrap_or(words),
            title,
        });
        if opens {
            first.break_before = if self.house.chapters_open_recto { Break::Recto } else { Break::Page };
        }
    }
}
