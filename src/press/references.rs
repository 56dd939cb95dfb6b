//! Words of the references of an e-book to what is not in it: other volumes, other publications.

use super::stages::{Book, ebook_blocks};
use crate::facts;
use crate::manuscript::{Block, Inline, LinkTarget, Visitor, visit};
use std::collections::BTreeMap;

/// The words by target, the same as on the pages.
pub(super) fn elsewhere(book: &Book<'_>) -> BTreeMap<LinkTarget, String> {
    struct Collect<'a>(Vec<&'a LinkTarget>);
    impl<'a> Visitor<'a> for Collect<'a> {
        fn block(&mut self, _: &'a Block) {}
        fn inline(&mut self, inline: &'a Inline) {
            if let Inline::Reference { target, .. } = inline {
                self.0.push(target);
            }
        }
    }
    let mut targets = Collect(Vec::new());
    visit(ebook_blocks(book), &mut targets);
    // Notes are few, and words too many do no harm.
    book.ebook.notes.iter().for_each(|note| visit(&note.blocks, &mut targets));
    let words = |target: &LinkTarget| Some((target.clone(), words(book, target)?));
    targets.0.into_iter().filter_map(words).collect()
}

fn words(book: &Book<'_>, target: &LinkTarget) -> Option<String> {
    let language = book.input.language;
    match target {
        LinkTarget::External(_) => None,
        LinkTarget::Internal(id) if book.volume.pages.places.contains_key(id) => None,
        LinkTarget::Internal(id) => {
            let what = book.ebook.targets.get(id)?.words(language);
            let place = book.volumes.iter().find_map(|volume| volume.pages.places.get(id))?;
            Some(facts::with_page(&what, &place.folio, Some(place.volume), language))
        }
        LinkTarget::Publication { publication, id } => {
            facts::in_publication(book.input.neighbours, publication, id.as_ref(), language)
        }
    }
}
