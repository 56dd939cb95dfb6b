//! Walks over the tree in document order.

use super::tree::*;

/// Calls `visit` for every piece of a line in the blocks, a piece before what it holds; what `visit` puts in its place
/// is walked on.
pub fn for_each_inline_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Inline)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading(heading) => inlines_mut(&mut heading.content, visit),
            BlockKind::Paragraph(inlines) => inlines_mut(inlines, visit),
            BlockKind::List(list) => {
                list.items.iter_mut().for_each(|item| for_each_inline_mut(&mut item.blocks, visit));
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    inlines_mut(&mut definition.term, visit);
                    definition.details.iter_mut().for_each(|blocks| for_each_inline_mut(blocks, visit));
                }
            }
            BlockKind::Quote(blocks) => for_each_inline_mut(blocks, visit),
            BlockKind::Table(table) => {
                table.caption.iter_mut().for_each(|caption| inlines_mut(&mut caption.content, visit));
                let rows = table.head.iter_mut().chain(&mut table.body);
                rows.flat_map(|row| &mut row.cells).for_each(|cell| inlines_mut(&mut cell.content, visit));
            }
            BlockKind::Figure(figure) => {
                figure.caption.iter_mut().for_each(|caption| inlines_mut(&mut caption.content, visit));
            }
            BlockKind::Part(part) => {
                inlines_mut(&mut part.title, visit);
                for_each_inline_mut(&mut part.blocks, visit);
            }
            BlockKind::Code(_)
            | BlockKind::AnswerLines(_)
            | BlockKind::Index(_)
            | BlockKind::Rule
            | BlockKind::PageBreak => {}
        }
    }
}

fn inlines_mut(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    for inline in inlines {
        visit(inline);
        match inline {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Superscript(content)
            | Inline::Subscript(content)
            | Inline::Link { content, .. }
            | Inline::Span { content, .. } => inlines_mut(content, visit),
            _ => {}
        }
    }
}

/// Calls `visit` for every block, a block before those it holds. Notes are not entered.
pub fn for_each_block<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match &block.kind {
            BlockKind::List(list) => list.items.iter().for_each(|item| for_each_block(&item.blocks, visit)),
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|one| &one.details).for_each(|blocks| for_each_block(blocks, visit));
            }
            BlockKind::Quote(blocks) => for_each_block(blocks, visit),
            BlockKind::Part(part) => for_each_block(&part.blocks, visit),
            _ => {}
        }
    }
}
