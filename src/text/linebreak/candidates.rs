//! The places where lines may end, pass by pass, with the sums that make the width of any line a subtraction.

use super::super::breaks::{BreakKind, Opportunity, is_in_escape};
use super::super::{hyphenate, rules};
use super::{Breaker, Candidate};
use std::ops::Range;

/// Part of the line that a cut word fills, in percent: the last letter of joined ones is wider than it was inside.
const CUT_FILL: i64 = 92;

/// The shortest part of an address between two signs, in thousandths of the measure, that may be divided where lines
/// would gape otherwise.
const SEVERABLE: i64 = 150;

impl Breaker<'_> {
    /// Lets words be divided, too.
    pub(in super::super) fn fill_with_hyphens(&mut self) -> Vec<Opportunity> {
        let mut places = self.prepared.opportunities.clone();
        if self.prepared.hyphenate {
            let hyphens = hyphenate::places(self.prepared);
            if !hyphens.is_empty() {
                places.extend(hyphens);
                // Where a place was found twice the first one, which needs no hyphen, is kept.
                places.sort_by_key(|place| place.at);
                places.dedup_by_key(|place| place.at);
                self.fill(&places);
            }
        }
        places
    }

    pub(super) fn fill(&mut self, places: &[Opportunity]) {
        let (edges, text) = (&self.prepared.edges, &self.prepared.collected.text);
        self.candidates.clear();
        self.candidates.extend(places.iter().map(|place| {
            let hyphen = match place.kind {
                BreakKind::Hyphen | BreakKind::Repeat => self.prepared.hyphen_width(place.at),
                _ => 0,
            };
            let (mut end, mut start) = (edges.get(place.end), edges.get(place.at));
            // What hangs takes no room.
            end.width -= self.prepared.hang_at_end(place.end, place.kind);
            start.width += self.prepared.hang_at_start(place.at, Some(place.kind));
            let (hyphen, repeat) = if place.kind == BreakKind::Repeat { (0, hyphen) } else { (hyphen, 0) };
            Candidate { place: *place, end, start, hyphen, repeat, hyphenated: place.is_hyphenated(text) }
        }));
    }

    /// Lets words that are wider than a line break where it is full, and addresses and code between any two letters: those
    /// that are not so wide only where lines would gape otherwise.
    pub(super) fn split_wide(&mut self, places: &mut Vec<Opportunity>) {
        let narrowest = self.widths[0].min(self.widths[1]);
        let (mut start, mut before) = (0, BreakKind::Space);
        let mut added = Vec::new();
        for place in places.iter() {
            let range = start..place.end;
            start = place.at;
            let width = self.prepared.edges.x(range.end) - self.prepared.edges.x(range.start);
            let is_code = self.prepared.face_at(range.start).is_some_and(|face| face.verbatim);
            let is_address = is_code || place.kind == BreakKind::Address || before == BreakKind::Address;
            before = place.kind;
            if is_address && width * 1000 > narrowest * SEVERABLE {
                let kind = if width > narrowest { BreakKind::Letter } else { BreakKind::Sever };
                added.extend(self.letters(range, kind));
            } else if width > narrowest {
                added.extend(self.cuts(range, narrowest * CUT_FILL / 100));
            }
        }
        places.extend(added);
        places.sort_by_key(|place| place.at);
        places.dedup_by_key(|place| place.at);
        self.fill(places);
    }

    /// Places between the letters of an address or code: as good as after its signs before an escape or a mark of its own.
    fn letters(&self, range: Range<usize>, kind: BreakKind) -> impl Iterator<Item = Opportunity> {
        let text = &self.prepared.collected.text;
        let places = self.prepared.graphemes(range).filter(|at| !is_in_escape(text, *at));
        places.map(move |at| {
            let kind = if text[at..].starts_with(['%', '#', '~']) { BreakKind::Address } else { kind };
            Opportunity { at, end: at, kind }
        })
    }

    /// The last place in each line that a word fills from its start on.
    fn cuts(&self, word: Range<usize>, width: i64) -> Vec<Opportunity> {
        let x = |at: usize| self.prepared.edges.x(at);
        // `last` is the last place where nothing is held together, `edge` the last one between any two letters.
        let (mut start, mut last, mut edge) = (word.start, word.start, word.start);
        let mut cuts = Vec::new();
        for at in self.prepared.graphemes(word.clone()).chain([word.end]) {
            let cut = if last > start { last } else { edge };
            if cut > start && x(at) - x(start) > width {
                cuts.push(Opportunity { at: cut, end: cut, kind: BreakKind::Cut });
                start = cut;
            }
            if !rules::holds_together(&self.prepared.collected.text, at) {
                last = at;
            }
            edge = at;
        }
        cuts
    }
}
