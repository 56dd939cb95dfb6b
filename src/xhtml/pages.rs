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
    /// How many letters and digits of that element stand on pages before.
    pub after: usize,
}

/// What counts where a page begins inside a paragraph: letters and digits, but not the strokes that lengthen joins.
#[must_use]
pub fn letters(text: &str) -> usize {
    text.chars().filter(|c| is_letter(*c)).count()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && c != '\u{640}'
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
    after: usize,
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
            ListedPage { id, folio: page.folio.clone(), node: page.node, after: page.after }
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

    /// The pages that begin at or before this element, and those that begin in the paragraph being written before the
    /// letters that are still to come.
    pub(super) fn take_at(&mut self, node: NodeId, place: Option<(NodeId, usize)>) -> &'a [ListedPage] {
        let begins = |page: &&ListedPage| match place.filter(|(of, _)| *of == page.node) {
            Some((_, written)) => page.after <= written,
            None => page.node < node || page.node == node && page.after == 0,
        };
        let count = self.0.iter().take_while(begins).count();
        let (begun, rest) = self.0.split_at(count);
        self.0 = rest;
        begun
    }

    /// Where words of a paragraph, of which so many letters are written, are divided by the beginning of the next page: before
    /// a word.
    pub(super) fn within(&self, text: &str, (node, written): (NodeId, usize)) -> Option<usize> {
        let page = self.0.first().filter(|page| page.node == node)?;
        let left = page.after.saturating_sub(written);
        let mut ends = text.char_indices().filter(|(_, c)| is_letter(*c)).map(|(at, c)| at + c.len_utf8());
        let from = left.checked_sub(1).map_or(Some(0), |last| ends.nth(last))?;
        let rest = text.get(from..)?;
        let space = rest.find(char::is_whitespace)?;
        Some(from + space + rest[space..].chars().next().map_or(0, char::len_utf8))
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
        let page = |folio: &str, node| PageBreak { folio: folio.into(), node, after: 0 };
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
        assert_eq!(queue.take_at(NodeId(text.0 + 1), None).len(), 2);
        assert_eq!(queue.take_at(NodeId(text.0 + 4), None).len(), 0);
        assert_eq!(queue.take_all().len(), 1);
    }

    #[test]
    fn a_page_that_begins_inside_a_paragraph_is_marked_before_its_first_word() {
        let node = NodeId::FIRST_OF_TEXT;
        let page = |folio: &str, after| PageBreak { folio: folio.into(), node, after };
        let list = PageList::new(&[page("1", 0), page("2", 6), page("3", 9)]);
        let mut queue = PageQueue::new(list.text());
        assert_eq!(queue.take_at(node, None).len(), 1);
        let text = "one, two three ﻃـ four";
        assert_eq!(queue.within(text, (node, 0)), Some("one, two ".len()));
        assert_eq!(queue.take_at(NodeId(node.0 + 2), Some((node, 6))).len(), 1);
        assert_eq!(queue.within("three ﻃـ four", (node, 6)), Some("three ".len()), "a word is not divided");
        assert_eq!(queue.within("three", (node, 6)), None);
        assert_eq!(queue.take_at(NodeId(node.0 + 2), Some((node, 8))).len(), 0);
        assert_eq!(queue.take_at(NodeId(node.0 + 2), None).len(), 1, "at the latest with what comes next");
    }
}
