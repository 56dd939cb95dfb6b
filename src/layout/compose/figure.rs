//! Figures: a picture in the middle of the measure, its caption below.

use super::super::rows::Row;
use super::Composer;
use super::context::{Context, height_of, keep_together};
use super::part::DASH;
use super::setting::ParagraphStyle;
use crate::diagnostics::Diagnostics;
use crate::manuscript::{Block, Caption, Figure};
use crate::text::{Align, FontRole, Item, ItemKind, Owner, Piece, TextStyle};
use crate::units::{Length, Rect};

/// Between picture and caption, in thousandths of a line.
const ABOVE_CAPTION: i64 = 350;

/// Line pitch of captions relative to that of running text.
const LEADING: i64 = 860;

/// What is captioned.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Captioned {
    Figure,
    Table,
}

impl Captioned {
    /// Key of its label among the terms of a language.
    fn term(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Table => "table",
        }
    }
}

impl Composer<'_> {
    /// A figure with its caption, never divided. Where the picture cannot be used, its alternative text stands for it.
    pub(super) fn figure(
        &self,
        context: &Context,
        block: &Block,
        figure: &Figure,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        match self.picture_size(&figure.picture, context.width(), block.span, diagnostics) {
            Some(size) => {
                let mut row = context.row(size.height);
                let x = context.left + (context.width() - size.width) / 2;
                let rect = Rect::new(x, Length::ZERO, size.width, size.height);
                let kind = ItemKind::Picture { file: figure.picture.file.clone(), rect };
                row.items.push(Item { owner: self.owner_of_picture(block.node, &figure.picture), kind });
                rows.push(row);
            }
            None => {
                let alt = figure.picture.alt.clone().unwrap_or_default();
                let style = self.running(context);
                let pieces = vec![Piece::words(alt, style.text.clone(), Owner::Node(block.node))];
                rows.extend(self.set(context, pieces, &style, diagnostics));
            }
        }
        if let Some(caption) = &figure.caption {
            if let Some(picture) = rows.last_mut() {
                picture.height += context.grid.pitch.scale(ABOVE_CAPTION, 1000);
            }
            rows.extend(self.caption(context, caption, Captioned::Figure, diagnostics));
        }
        keep_together(&mut rows);
        let height = height_of(&rows);
        if let Some(last) = rows.last_mut() {
            last.height += height.ceil_to(context.grid.pitch) - height;
        }
        rows
    }

    /// «Figure 1 — Flows of people and money»: a bold label, then the words; in the middle where they fit on one line
    /// below a picture, else at the start.
    pub(super) fn caption(
        &self,
        context: &Context,
        caption: &Caption,
        what: Captioned,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let mut style = self.caption_style(context);
        let mut inner = context.clone();
        inner.text = style.text.clone();
        let owner = Owner::Node(caption.node);
        let flat = self.flatten(&inner, &caption.content, caption.node, diagnostics);
        let mut pieces = Vec::new();
        if let Some(number) = caption.number {
            let label = TextStyle { bold: true, color: self.house.accent, ..style.text.clone() };
            pieces.push(Piece::words(self.caption_label(context, what, number), label.clone(), owner));
            if !flat.pieces.is_empty() {
                pieces.push(Piece::words(DASH, label, owner));
            }
        }
        pieces.extend(flat.pieces);
        let mut rows = self.set(&inner, pieces.clone(), &style, diagnostics);
        if what == Captioned::Figure && rows.len() == 1 {
            style.align = Align::Center;
            rows = self.set(&inner, pieces, &style, &mut Diagnostics::new());
        }
        flat.anchors.mark(&mut rows);
        rows
    }

    /// «Figure 1».
    pub(super) fn caption_label(&self, context: &Context, what: Captioned, number: u16) -> String {
        let number = context.language.number(usize::from(number));
        context.language.pattern(what.term(), &[("number", &number)])
    }

    /// Small type of the headings' family.
    pub(super) fn caption_style(&self, context: &Context) -> ParagraphStyle {
        let size = self.small(context.text.size, "caption");
        let text =
            TextStyle { role: FontRole::Heading, size: self.display(size, &context.language), ..context.text.clone() };
        ParagraphStyle::display(text, self.grid_of_pitch(size, context.grid.pitch.scale(LEADING, 1000)))
    }
}
