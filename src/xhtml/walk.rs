//! Going through a tree of blocks in reading order.

use crate::manuscript::{Block, BlockKind, Inline, TableRow};

/// Sees every block and inline once, a parent before its children. Notes are seen by their marks only.
pub(crate) trait Visitor<'a> {
    /// A block.
    fn block(&mut self, block: &'a Block);
    /// An inline.
    fn inline(&mut self, inline: &'a Inline);
}

/// Shows blocks and all they hold to the visitor.
pub(crate) fn blocks<'a>(blocks: &'a [Block], visitor: &mut dyn Visitor<'a>) {
    for block in blocks {
        visitor.block(block);
        children(block, visitor);
    }
}

fn children<'a>(block: &'a Block, visitor: &mut dyn Visitor<'a>) {
    match &block.kind {
        BlockKind::Heading(heading) => inlines(&heading.content, visitor),
        BlockKind::Paragraph(content) => inlines(content, visitor),
        BlockKind::List(list) => list.items.iter().for_each(|item| blocks(&item.blocks, visitor)),
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                inlines(&definition.term, visitor);
                definition.details.iter().for_each(|detail| blocks(detail, visitor));
            }
        }
        BlockKind::Quote(content) => blocks(content, visitor),
        BlockKind::Table(table) => {
            caption(table.caption.as_ref(), visitor);
            table.head.iter().chain(&table.body).for_each(|row| cells(row, visitor));
        }
        BlockKind::Figure(figure) => caption(figure.caption.as_ref(), visitor),
        BlockKind::Part(part) => {
            inlines(&part.title, visitor);
            blocks(&part.blocks, visitor);
        }
        BlockKind::Code(_)
        | BlockKind::AnswerLines(_)
        | BlockKind::Index(_)
        | BlockKind::Rule
        | BlockKind::PageBreak => {}
    }
}

fn caption<'a>(caption: Option<&'a crate::manuscript::Caption>, visitor: &mut dyn Visitor<'a>) {
    if let Some(caption) = caption {
        inlines(&caption.content, visitor);
    }
}

fn cells<'a>(row: &'a TableRow, visitor: &mut dyn Visitor<'a>) {
    row.cells.iter().for_each(|cell| inlines(&cell.content, visitor));
}

fn inlines<'a>(content: &'a [Inline], visitor: &mut dyn Visitor<'a>) {
    for inline in content {
        visitor.inline(inline);
        match inline {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Superscript(content)
            | Inline::Subscript(content)
            | Inline::Link { content, .. }
            | Inline::Span { content, .. } => inlines(content, visitor),
            Inline::Text { .. }
            | Inline::Code { .. }
            | Inline::Reference { .. }
            | Inline::Image { .. }
            | Inline::NoteMark { .. }
            | Inline::Value { .. }
            | Inline::SoftBreak
            | Inline::HardBreak => {}
        }
    }
}
