//! A page to its body: rows and notes get their places, and space grows where the page is stretched.

use super::ends::Give;
use super::{Body, Page, Placed, Text};
use crate::layout::rows::{Break, Row};
use crate::manuscript::NodeId;
use crate::units::Length;
use std::collections::BTreeMap;

impl<'a> Text<'a, '_> {
    /// What a page holds.
    pub(super) fn body(&self, page: &Page) -> Body<'a> {
        let first = page.rows.start;
        let mut body = Body {
            note_continued: !page.notes.is_empty() && page.notes.start < self.notes.marked_before(first),
            turned: self.rows.get(first).filter(|_| !page.rows.is_empty()).and_then(|row| row.turned),
            recto: !page.rows.is_empty() && self.rows.get(first).is_some_and(|row| row.break_before == Break::Recto),
            ..Body::default()
        };
        self.place_rows(page, &mut body);
        self.place_notes(page, &mut body);
        body
    }

    fn place_rows(&self, page: &Page, body: &mut Body<'a>) {
        let first = page.rows.start;
        let more = self.stretched(page);
        let (floats, mut y) = self.placed_floats(&page.floats);
        body.rows.extend(floats.into_iter().map(|(row, y)| Placed { row, y, repeated: false }));
        if let Some(head) = self.rows.get(first).filter(|_| !page.rows.is_empty()).and_then(|row| row.repeat.as_ref()) {
            for row in head.iter() {
                body.rows.push(Placed { row, y, repeated: true });
                y += row.height;
            }
        }
        body.reset = self.reset(page);
        let mut at = first;
        while at < page.rows.end {
            let row = self.rows[at];
            let reset = row.flex.and_then(|text| Some((text, *body.reset.get(&text.node)?)));
            y = self.top(row, y, at == first) + more.get(&at).copied().unwrap_or_default();
            let Some((text, by)) = reset else {
                body.rows.push(Placed { row, y, repeated: false });
                y += row.height;
                at += 1;
                continue;
            };
            let natural = self.rows.get(at..at + usize::from(text.lines)).unwrap_or_default();
            let end = y + self.room.pitch * (i64::from(text.lines) + i64::from(by));
            // Lines that are not known yet leave the room that they will need.
            let lines: Vec<&'a Row> = match self.reset_lines.get(&text.node) {
                Some(lines) => lines.iter().collect(),
                None => natural.to_vec(),
            };
            for row in lines {
                body.rows.push(Placed { row, y, repeated: false });
                y += row.height;
            }
            let extra: Length = natural.iter().map(|row| row.height - self.room.pitch).sum();
            y = end + extra;
            at += natural.len().max(1);
        }
    }

    /// Which of its paragraphs have another number of lines: the longest of those that can, in which it shows least.
    fn reset(&self, page: &Page) -> BTreeMap<NodeId, i8> {
        let by: i8 = if page.lines > 0 { 1 } else { -1 };
        let texts = page.rows.clone().filter_map(|at| Some((at, self.rows[at].flex?)));
        let mut texts: Vec<_> = texts
            .filter(|(at, text)| at + usize::from(text.lines) <= page.rows.end)
            .filter(|(_, text)| if by > 0 { text.flex.longer } else { text.flex.shorter })
            .collect();
        texts.sort_by_key(|(at, text)| (std::cmp::Reverse(text.lines), *at));
        let count = usize::try_from(page.lines.abs()).unwrap_or(0);
        texts.into_iter().take(count).map(|(_, text)| (text.node, by)).collect()
    }

    fn place_notes(&self, page: &Page, body: &mut Body<'a>) {
        let rows = self.notes.rows.get(page.notes.clone()).unwrap_or_default();
        let mut y = self.foot - page.raised - self.notes.height(page.notes.start, page.notes.end);
        for (at, row) in rows.iter().enumerate() {
            y += if at > 0 { row.space_before } else { Length::ZERO };
            body.notes.push(Placed { row, y, repeated: false });
            y += row.height;
        }
    }

    /// How much more space stands above which rows: whole lines where most space stands already, the rest in equal
    /// parts in the gaps of the loose blocks at the end.
    fn stretched(&self, page: &Page) -> BTreeMap<usize, Length> {
        let mut more: BTreeMap<usize, Length> = BTreeMap::new();
        if page.stretch <= Length::ZERO {
            return more;
        }
        let inner = page.rows.clone().skip(1);
        let mut places: Vec<usize> = inner.clone().filter(|at| gives(self.rows[*at]).places > 0).collect();
        places.sort_by_key(|at| (-self.rows[*at].space_before, *at));
        let lines = (page.stretch.raw() / self.room.pitch.raw().max(1)).min(places.len() as i64);
        for at in places.into_iter().take(usize::try_from(lines).unwrap_or(0)) {
            more.insert(at, self.room.pitch);
        }
        let rest = page.stretch - self.room.pitch * lines;
        let mut gaps: Vec<usize> = Vec::new();
        for at in inner.filter(|_| rest > Length::ZERO) {
            let row = self.rows[at];
            if row.on_grid || !row.loose {
                gaps.clear();
            }
            if gives(row).gaps > 0 {
                gaps.push(at);
            }
        }
        let count = gaps.len() as i64;
        for (nth, at) in (1..).zip(gaps) {
            *more.entry(at).or_default() += rest.scale(nth, count) - rest.scale(nth - 1, count);
        }
        more
    }
}

fn gives(row: &Row) -> Give {
    let mut give = Give::default();
    give.add(row);
    give
}
