//! Where the pages of the printed edition begin, so that readers of both can find the same place.

use super::Markup;
use crate::manuscript::NodeId;
use std::collections::BTreeSet;

/// The beginning of a page of the printed edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageBreak {
    /// The number printed on it.
    pub folio: String,
    /// The element with which it begins; one before [`NodeId::FIRST_OF_TEXT`] for pages of front matter.
    pub node: NodeId,
}

/// All pages in order, each with an id that is unique in the e-book.
#[derive(Clone, Debug, Default)]
pub struct PageList(Vec<ListedPage>);

/// A page of the list.
#[derive(Clone, Debug)]
pub struct ListedPage {
    /// Its id.
    pub id: String,
    /// The number printed on it.
    pub folio: String,
    node: NodeId,
}

impl PageList {
    /// The pages that have a folio.
    #[must_use]
    pub fn new(breaks: &[PageBreak]) -> Self {
        let mut used = BTreeSet::new();
        let pages = breaks.iter().filter(|page| !page.folio.is_empty()).enumerate().map(|(at, page)| {
            let plain = page.folio.bytes().all(|b| b.is_ascii_alphanumeric());
            let named = format!("page-{}", page.folio);
            let id = if plain && used.insert(named.clone()) { named } else { format!("page-at-{}", at + 1) };
            ListedPage { id, folio: page.folio.clone(), node: page.node }
        });
        Self(pages.collect())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The pages of front matter.
    #[must_use]
    pub fn front(&self) -> &[ListedPage] {
        &self.0[..self.text_start()]
    }

    /// The pages of the text.
    #[must_use]
    pub fn text(&self) -> &[ListedPage] {
        &self.0[self.text_start()..]
    }

    /// The folio of the page on which an element of the text stands or begins.
    #[must_use]
    pub fn folio_of(&self, node: NodeId) -> Option<&str> {
        let text = self.text();
        let after = text.partition_point(|page| page.node <= node);
        after.checked_sub(1).and_then(|at| text.get(at)).map(|page| page.folio.as_str())
    }

    fn text_start(&self) -> usize {
        self.0.iter().position(|page| page.node >= NodeId::FIRST_OF_TEXT).unwrap_or(self.0.len())
    }
}

impl ListedPage {
    /// The mark of the page in the text.
    pub fn write(&self, out: &mut Markup) {
        out.empty(
            "span",
            &[("epub:type", "pagebreak"), ("role", "doc-pagebreak"), ("id", &self.id), ("aria-label", &self.folio)],
        );
    }
}

/// The pages that have not begun yet.
#[derive(Debug)]
pub(super) struct PageQueue<'a>(&'a [ListedPage]);

impl<'a> PageQueue<'a> {
    pub(super) const fn new(pages: &'a [ListedPage]) -> Self {
        Self(pages)
    }

    /// The pages that begin at or before this element.
    pub(super) fn take_at(&mut self, node: NodeId) -> &'a [ListedPage] {
        let count = self.0.iter().take_while(|page| page.node <= node).count();
        let (begun, rest) = self.0.split_at(count);
        self.0 = rest;
        begun
    }

    /// All that are left.
    pub(super) fn take_all(&mut self) -> &'a [ListedPage] {
        std::mem::take(&mut self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_apart_and_front_matter_comes_first() {
        let text = NodeId::FIRST_OF_TEXT;
        let page = |folio: &str, node| PageBreak { folio: folio.into(), node };
        let list = PageList::new(&[
            page("iii", NodeId(3)),
            page("", NodeId(4)),
            page("ب", NodeId(5)),
            page("1", text),
            page("1", text),
            page("2", NodeId(text.0 + 5)),
        ]);
        let ids = |pages: &[ListedPage]| pages.iter().map(|page| page.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(list.front()), ["page-iii", "page-at-2"]);
        assert_eq!(ids(list.text()), ["page-1", "page-at-4", "page-2"]);
        let mut queue = PageQueue::new(list.text());
        assert_eq!(queue.take_at(NodeId(text.0 + 1)).len(), 2);
        assert_eq!(queue.take_at(NodeId(text.0 + 4)).len(), 0);
        assert_eq!(queue.take_all().len(), 1);
    }
}
