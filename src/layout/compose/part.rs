//! Parts of a training manual: a box with a label line («Exercise 3 — Mapping flows»), a line of facts, and its text.

use super::super::rows::Row;
use super::Composer;
use super::context::{Context, keep_with_row_before};
use super::setting::ParagraphStyle;
use super::spacing::Previous;
use crate::diagnostics::Diagnostics;
use crate::manuscript::{Block, Part, PartKind};
use crate::project::PartStyle;
use crate::text::{FontRole, Owner, Piece, TextStyle, close};
use crate::units::Length;

/// Size of a pulled quotation, in thousandths of running text.
const PULLED: i64 = 1200;

/// Attributes that are printed below the title; others say how the part is to be treated.
const FACTS: [&str; 3] = ["time", "group", "materials"];

/// Space below the head of a box, in thousandths of a line.
const BELOW_HEAD: i64 = 150;

/// Between the label of a part and its title, as between those of figures and tables.
pub(super) const DASH: &str = " — ";

impl Composer<'_> {
    /// A part of a training manual or a callout.
    pub(super) fn part(
        &self,
        context: &Context,
        block: &Block,
        part: &Part,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let style = self.house.parts.get(part.kind.name());
        let bare = PartStyle { ground: None, rule: None, outline: None, label: self.house.accent };
        match part.kind {
            PartKind::Only | PartKind::Column => self.untitled(context, part, &bare, diagnostics),
            PartKind::Parallel => self.parallel(context, part, &bare, diagnostics),
            PartKind::Columns => self.columns(context, part, &bare, diagnostics),
            PartKind::Verse => self.verse(context, part, &bare, diagnostics),
            _ => self.boxed(context, block, part, style.unwrap_or(&bare), diagnostics),
        }
    }

    fn boxed(
        &self,
        context: &Context,
        block: &Block,
        part: &Part,
        style: &PartStyle,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut inner = self.box_inside(context, block.node, style);
        inner.worksheet |= part.kind == PartKind::Worksheet;
        if part.kind == PartKind::PullQuote {
            inner.text.size = inner.text.size.scale(PULLED, 1000);
            inner.text.italic = true;
            inner.text.color = style.label;
            inner.grid = self.grid_of_pitch(inner.text.size, inner.grid.pitch.max(inner.text.size.scale(5, 4)));
        }
        let mut rows = self.part_head(&inner, part, style, diagnostics);
        let head = rows.len();
        if let Some(last) = rows.last_mut() {
            last.height += inner.grid.pitch.scale(BELOW_HEAD, 1000);
            inner.previous = Previous::Heading;
        }
        rows.extend(self.sequence(&inner, &part.blocks, diagnostics));
        // The title stays with the text, and its own lines together (docs/typography.md P5).
        if head > 0 {
            rows.iter_mut().skip(1).take(head).for_each(keep_with_row_before);
        }
        self.finish_box(context, style, part.kind == PartKind::Worksheet, &mut rows);
        rows
    }

    /// A part without box: its title, if it has one, and its text.
    fn untitled(&self, context: &Context, part: &Part, style: &PartStyle, diagnostics: &mut Diagnostics) -> Vec<Row> {
        let mut inner = context.clone();
        let mut rows = self.part_head(&inner, part, style, diagnostics);
        if rows.is_empty() {
            // The space above belongs to the part as a whole.
            inner.previous = match context.previous {
                Previous::Paragraph if starts_with_paragraph(&part.blocks) => Previous::Paragraph,
                _ => Previous::Start,
            };
        } else {
            inner.previous = Previous::Heading;
        }
        rows.extend(self.sequence(&inner, &part.blocks, diagnostics));
        rows
    }

    /// The label with number and title, then the facts, such as the time it takes.
    pub(super) fn part_head(
        &self,
        inner: &Context,
        part: &Part,
        style: &PartStyle,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let owner = Owner::Node(part.title_node);
        let text = TextStyle {
            role: FontRole::Heading,
            bold: true,
            italic: false,
            color: style.label,
            size: self.display(self.full_size(inner), &inner.language),
            ..inner.text.clone()
        };
        let mut pieces = Vec::new();
        if let Some(label) = part.kind.label(part.number, &inner.language) {
            pieces.push(Piece::words(label, text.clone(), owner));
        }
        let mut title = inner.clone();
        title.text = text.clone();
        let flat = self.flatten(&title, &part.title, part.title_node, diagnostics);
        if !pieces.is_empty() && !flat.pieces.is_empty() {
            pieces.push(Piece::words(DASH, text.clone(), owner));
        }
        pieces.extend(flat.pieces);
        let look = ParagraphStyle::title(text, inner.grid);
        let mut rows = self.set(&title, pieces, &look, diagnostics);
        flat.anchors.mark(&mut rows);
        let facts = self.facts(inner, part, style, diagnostics);
        if let (Some(last), false) = (rows.last_mut(), facts.is_empty()) {
            close(&mut last.items, self.fonts);
        }
        rows.extend(facts);
        rows
    }

    /// Size of running text here, without what a pulled quotation adds.
    fn full_size(&self, inner: &Context) -> Length {
        self.text_size(&inner.language).scale(i64::from(inner.scale), 1000)
    }

    /// «Time 45 min · Group size 4–6».
    fn facts(&self, inner: &Context, part: &Part, style: &PartStyle, diagnostics: &mut Diagnostics) -> Vec<Row> {
        let owner = Owner::Node(part.title_node);
        let text = TextStyle {
            size: self.display(self.small(self.full_size(inner), "caption"), &inner.language),
            role: FontRole::Heading,
            italic: false,
            ..inner.text.clone()
        };
        let name = TextStyle { bold: true, color: style.label, ..text.clone() };
        let mut pieces: Vec<Piece> = Vec::new();
        for (key, value) in part.facts.iter().filter(|(key, _)| FACTS.contains(&key.as_str())) {
            if !pieces.is_empty() {
                pieces.push(Piece::words(" · ", name.clone(), owner));
            }
            pieces.push(Piece::words(format!("{}\u{a0}", inner.language.term(key)), name.clone(), owner));
            pieces.push(Piece::words(value.clone(), text.clone(), owner));
        }
        let look = ParagraphStyle::display(text, inner.grid);
        self.set(inner, pieces, &look, diagnostics)
    }
}

fn starts_with_paragraph(blocks: &[Block]) -> bool {
    matches!(blocks.first().map(Previous::of), Some(Previous::Paragraph))
}
