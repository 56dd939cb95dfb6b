//! A file's place in the book: its title, and how deep its headings are.
//!
//! In: the blocks of a file, its front matter, and what the order of the chapters says of it. Out: the same blocks with
//! their headings at their levels, below the headings that come before them.

use super::build::{Draft, NO_NODE};
use super::{Block, BlockKind, Heading, Inline, Input, quotes};
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Span};
use crate::project::{Chapter, FrontMatter};

/// The lowest level of a heading.
const LOWEST: u8 = 6;

/// Puts a file into its place.
pub(super) fn place(
    draft: &mut Draft,
    chapter: &Chapter,
    front: FrontMatter,
    file: FileId,
    input: &Input<'_>,
    diagnostics: &mut Diagnostics,
) {
    let span = Span::new(file, front.span.clone());
    for fault in front.faults {
        let place = Span::new(file, fault.at);
        diagnostics.push(Diagnostic::warning("bad-front-matter", fault.message).at(place).help(fault.help));
    }
    let smart = |text: &str| quotes::smart(text, input);
    let short = front.short.as_deref().map(smart);
    let mut headings = draft.blocks.iter_mut().filter_map(|block| match &mut block.kind {
        BlockKind::Heading(heading) => Some(heading),
        _ => None,
    });
    let first = headings.next();
    // A list of chapters has titles for all; they are meant for those that have no heading.
    let listed = chapter.title.as_deref().filter(|_| first.is_none());
    let own = first.into_iter().chain(headings).find(|heading| heading.level <= 1);
    match (own, front.title.as_deref().or(listed)) {
        (Some(heading), _) => heading.short = heading.short.take().or(short),
        (None, Some(title)) => draft.blocks.insert(0, heading(1, &smart(title), short, span)),
        (None, None) => {}
    }
    settle(draft, chapter);
    let before = chapter.before.iter().map(|(level, title)| heading(*level, &smart(title), None, span));
    draft.blocks.splice(0..0, before);
}

/// Gives the headings the levels that they have in the book.
fn settle(draft: &mut Draft, chapter: &Chapter) {
    let mut levels = draft.blocks.iter_mut().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let Some(first) = levels.next() else { return };
    if !chapter.numbered && !first.classes.iter().any(|class| class == "unnumbered") {
        first.classes.push("unnumbered".to_owned());
    }
    let BlockKind::Heading(heading) = &mut first.kind else { return };
    if chapter.part && heading.level == 1 {
        heading.level = 0;
    } else if chapter.depth > 0 && heading.level <= 1 {
        lower(&mut draft.blocks, chapter.depth);
    }
}

/// Lowers the headings of blocks, also of those in boxes.
fn lower(blocks: &mut [Block], levels: u8) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading(heading) => heading.level = heading.level.saturating_add(levels).min(LOWEST),
            BlockKind::Part(part) => lower(&mut part.blocks, levels),
            _ => {}
        }
    }
}

fn heading(level: u8, title: &str, short: Option<String>, span: Span) -> Block {
    let content = vec![Inline::Text { text: title.to_owned(), span }];
    let kind = BlockKind::Heading(Heading { level, back: false, part: None, number: Vec::new(), short, content });
    Block { node: NO_NODE, span, id: None, classes: Vec::new(), lang: None, kind }
}
