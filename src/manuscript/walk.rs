//! Walks over the tree in document order.

use super::tree::*;
use crate::diagnostics::Span;
use crate::language::{LangTag, Language};

/// Calls `visit` for every piece of a line in the blocks, a piece before what it holds; what `visit` puts in its place
/// is walked on.
pub fn for_each_inline_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Inline)) {
    blocks_mut(blocks, None, &mut |inline, _| visit(inline));
}

/// Calls `visit` for all words that are in the language of the text, with their places. Code has none.
pub(super) fn for_each_own_text(
    blocks: &mut [Block],
    notes: &mut [Note],
    language: &Language,
    visit: &mut dyn FnMut(&mut String, Span),
) {
    let mut visit = |inline: &mut Inline, lang: Option<&LangTag>| {
        if let Inline::Text { text, span } = inline
            && lang.is_none_or(|lang| lang.primary() == language.tag.primary())
        {
            visit(text, *span);
        }
    };
    blocks_mut(blocks, None, &mut visit);
    notes.iter_mut().for_each(|note| blocks_mut(&mut note.blocks, None, &mut visit));
}

/// What is called for a piece and its language, where that is not the text's.
type Visit<'v> = dyn FnMut(&mut Inline, Option<&LangTag>) + 'v;

fn blocks_mut(blocks: &mut [Block], lang: Option<&LangTag>, visit: &mut Visit<'_>) {
    for Block { kind, lang: own, .. } in blocks {
        let lang = own.as_ref().or(lang);
        match kind {
            BlockKind::Heading(heading) => inlines_mut(&mut heading.content, lang, visit),
            BlockKind::Paragraph(inlines) => inlines_mut(inlines, lang, visit),
            BlockKind::List(list) => list.items.iter_mut().for_each(|item| blocks_mut(&mut item.blocks, lang, visit)),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    inlines_mut(&mut definition.term, lang, visit);
                    definition.details.iter_mut().for_each(|blocks| blocks_mut(blocks, lang, visit));
                }
            }
            BlockKind::Quote(blocks) => blocks_mut(blocks, lang, visit),
            BlockKind::Table(table) => {
                table.caption.iter_mut().for_each(|caption| inlines_mut(&mut caption.content, lang, visit));
                let rows = table.head.iter_mut().chain(&mut table.body);
                for cell in rows.flat_map(|row| &mut row.cells) {
                    inlines_mut(&mut cell.content, lang, visit);
                    blocks_mut(&mut cell.blocks, lang, visit);
                }
            }
            BlockKind::Figure(figure) => {
                figure.caption.iter_mut().for_each(|caption| inlines_mut(&mut caption.content, lang, visit));
            }
            BlockKind::Part(part) => {
                inlines_mut(&mut part.title, lang, visit);
                blocks_mut(&mut part.blocks, lang, visit);
            }
            BlockKind::Code(_)
            | BlockKind::AnswerLines(_)
            | BlockKind::Index(_)
            | BlockKind::Rule
            | BlockKind::PageBreak => {}
        }
    }
}

fn inlines_mut(inlines: &mut [Inline], lang: Option<&LangTag>, visit: &mut Visit<'_>) {
    for inline in inlines {
        visit(inline, lang);
        match inline {
            Inline::Span { lang: own, content, .. } => inlines_mut(content, own.as_ref().or(lang), visit),
            other => other.content_mut().into_iter().for_each(|content| inlines_mut(content, lang, visit)),
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
            BlockKind::Table(table) => table.cells().for_each(|cell| for_each_block(&cell.blocks, visit)),
            _ => {}
        }
    }
}

/// The lines of words that a block itself has, in order; those of blocks in it are theirs.
pub(super) fn lines_of(block: &Block) -> Vec<&[Inline]> {
    match &block.kind {
        BlockKind::Heading(heading) => vec![&heading.content],
        BlockKind::Paragraph(inlines) => vec![inlines],
        BlockKind::Definitions(definitions) => definitions.iter().map(|one| one.term.as_slice()).collect(),
        BlockKind::Figure(figure) => figure.caption.iter().map(|caption| caption.content.as_slice()).collect(),
        BlockKind::Part(part) => vec![&part.title],
        BlockKind::Table(table) => {
            let caption = table.caption.iter().map(|caption| caption.content.as_slice());
            caption.chain(table.cells().map(|cell| cell.content.as_slice())).collect()
        }
        BlockKind::List(_)
        | BlockKind::Quote(_)
        | BlockKind::Code(_)
        | BlockKind::AnswerLines(_)
        | BlockKind::Index(_)
        | BlockKind::Rule
        | BlockKind::PageBreak => Vec::new(),
    }
}

/// Calls `visit` for every piece of a line, a piece before what it holds.
pub(super) fn for_each_inline<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        inline.content().into_iter().for_each(|content| for_each_inline(content, visit));
    }
}

/// The words of inlines as plain text, as a bookmark or a running head needs them.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for_each_inline(inlines, &mut |inline| match inline {
        Inline::Text { text, .. } | Inline::Code { text, .. } => out.push_str(text),
        Inline::SoftBreak | Inline::HardBreak => out.push(' '),
        Inline::Image { picture, .. } => out.push_str(picture.alt.as_deref().unwrap_or_default()),
        _ => {}
    });
    out
}
