//! The text as each edition has it, where a part of it is for some editions only.

use super::stages;
use crate::manuscript::{Block, BlockKind, Inline, Manuscript, PartKind, Visitor, visit};
use crate::project::EditionKind;
use std::sync::Arc;

/// The text of each edition; editions with the same text share it.
#[derive(Clone, Debug)]
pub(super) struct Views {
    /// As printed.
    pub(super) print: Arc<Manuscript>,
    /// As on the screen.
    pub(super) screen: Arc<Manuscript>,
    /// As in the e-book.
    pub(super) ebook: Arc<Manuscript>,
}

impl Views {
    /// The views of a whole text.
    pub(super) fn of(text: &Arc<Manuscript>) -> Self {
        if !differs(text) {
            return Self { print: text.clone(), screen: text.clone(), ebook: text.clone() };
        }
        let view = |edition| Arc::new(stages::view(text, edition));
        Self { print: view(EditionKind::Print), screen: view(EditionKind::Screen), ebook: view(EditionKind::Ebook) }
    }

    /// Whether the two PDFs have the same pages.
    pub(super) fn shares_pages(&self) -> bool {
        Arc::ptr_eq(&self.print, &self.screen)
    }
}

/// Whether a part of the text is for some editions only.
fn differs(text: &Manuscript) -> bool {
    struct Search(bool);
    impl<'a> Visitor<'a> for Search {
        fn block(&mut self, block: &'a Block) {
            self.0 |= matches!(&block.kind, BlockKind::Part(part) if part.kind == PartKind::Only);
        }
        fn inline(&mut self, _: &'a Inline) {}
    }
    let mut search = Search(false);
    visit(&text.blocks, &mut search);
    text.notes.iter().for_each(|note| visit(&note.blocks, &mut search));
    search.0
}
