//! An index: terms, each with links to the places where it stands, named by the folios of the printed edition.

use super::blocks::block_attributes;
use super::writer::Writer;
use crate::manuscript::{Block, IndexEntry};

impl<'a> Writer<'a, '_> {
    /// The entries whose places are in this book; those of other volumes have indexes of their own.
    pub(super) fn index(&mut self, block: &'a Block, entries: &'a [IndexEntry]) {
        self.out.open_with("ul", &block_attributes(block, Some("index"))).line();
        for entry in entries {
            let places = self.places(entry);
            if places.is_empty() && !entry.places.is_empty() {
                continue;
            }
            let class = if entry.level > 1 { "sub" } else { "term" };
            self.out.open("li", &[("class", class)]);
            self.pages_at(entry.node);
            self.words(&entry.words);
            for (at, (label, href)) in places.iter().enumerate() {
                let comma = self.book.language.term("index-comma");
                self.out.text(if at == 0 { "" } else { comma }).text(" ");
                self.out.leaf("a", &[("href", href)], label);
            }
            self.out.close().line();
        }
        self.out.close();
    }

    /// Folio and address of each place, a folio once; where pages have no folios, places are counted.
    fn places(&self, entry: &IndexEntry) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> = Vec::new();
        for place in &entry.places {
            let Some((file, anchor)) = self.plan.targets.get(place.id.as_str()) else { continue };
            let node = self.book.manuscript.targets.get(&place.id).map(|target| target.node);
            let folio = node.and_then(|node| self.book.pages.folio_of(node)).map(str::to_owned);
            let label = folio.unwrap_or_else(|| self.book.language.number(out.len() + 1));
            if out.last().is_none_or(|(last, _)| *last != label) {
                out.push((label, self.href(*file, anchor)));
            }
        }
        out
    }
}
