//! The cheapest pages of a chapter: the shortest way over all places where pages may end.
//!
//! As lines of a paragraph are chosen (Knuth and Plass), so are pages of a chapter (Plass): a state is a row that begins
//! a page, with the notes that wait for it, the side it lies on and, on a recto, how its verso ends; each page leads from
//! a state to another at a cost. States are settled in the order of rows.

use super::cost::Foot;
use super::ends::End;
use super::{Page, Side, Text};
use crate::units::Length;
use std::ops::Range;

/// States that cost so much more than the cheapest one at their row are given up.
const HOPELESS: i64 = 1500;

/// A page begins here.
struct State {
    note: usize,
    /// Figures that stand on a page already.
    float: usize,
    side: Side,
    /// On a recto: how far above the foot its verso ends.
    verso: Option<Length>,
    cost: i64,
    /// The page before, and the state that it begins with.
    page: Option<(Page, usize)>,
    settled: bool,
}

/// An end of a page with what it costs, and the ways to make it.
struct Priced {
    end: End,
    cost: i64,
    feet: Vec<Foot>,
}

/// The pages of a chapter whose first one lies on this side.
pub(super) fn pages(text: &Text<'_, '_>, chapter: Range<usize>, side: Side) -> Vec<Page> {
    let mut way = Way { text, states: Vec::new(), at: vec![Vec::new(); chapter.len() + 1], chapter };
    let note = text.notes.marked_before(way.chapter.start);
    let float = text.floats_before(way.chapter.start, &way.chapter);
    way.reach(way.chapter.start, State { note, float, side, verso: None, cost: 0, page: None, settled: false });
    for row in way.chapter.clone() {
        way.settle(row);
    }
    way.settle(way.chapter.end);
    way.cheapest()
}

struct Way<'t, 'a, 'r> {
    text: &'t Text<'a, 'r>,
    chapter: Range<usize>,
    states: Vec<State>,
    /// States at each row of the chapter and at its end.
    at: Vec<Vec<usize>>,
}

impl Way<'_, '_, '_> {
    /// Goes on from every state at a row, those first for which most notes wait.
    fn settle(&mut self, row: usize) {
        let place = row - self.chapter.start;
        let all_notes = self.text.notes.marked_before(self.chapter.end);
        let Some(least) = self.at[place].iter().map(|id| self.states[*id].cost).min() else { return };
        let all_floats = self.text.floats_before(self.chapter.end, &self.chapter);
        let mut ends: Option<((usize, usize), Vec<Priced>)> = None;
        loop {
            let open = self.at[place].iter().copied().filter(|id| !self.states[*id].settled);
            let Some(id) = open.min_by_key(|id| self.start(*id)) else { break };
            self.states[id].settled = true;
            let (note, float) = self.start(id);
            let done = row == self.chapter.end && note >= all_notes && float >= all_floats;
            if done || self.states[id].cost > least + HOPELESS {
                continue;
            }
            let known = ends.take().filter(|(of, _)| *of == (note, float));
            let (of, found) = known.unwrap_or_else(|| ((note, float), self.priced(row, note, float)));
            found.iter().for_each(|priced| self.leave(row, id, priced));
            ends = Some((of, found));
        }
    }

    /// What waits for the page of a state: its first rows of notes and figures.
    fn start(&self, id: usize) -> (usize, usize) {
        (self.states[id].note, self.states[id].float)
    }

    /// The ends of a page with what they cost.
    fn priced(&self, row: usize, note: usize, float: usize) -> Vec<Priced> {
        let ends = self.text.ends(&self.chapter, row, note, float).into_iter();
        let priced = ends.map(|end| {
            let cost = self.text.end_cost(&self.chapter, row, &end);
            let feet = self.text.feet(&self.chapter, row, &end);
            Priced { end, cost, feet }
        });
        priced.collect()
    }

    /// Makes the page from a state to an end, in all ways.
    fn leave(&mut self, row: usize, from: usize, Priced { end, cost, feet }: &Priced) {
        let State { note, float, side, verso, cost: before, .. } = self.states[from];
        let last = end.row >= self.chapter.end;
        let plates = self.text.plates_after(row..end.row).count();
        for foot in feet {
            let uneven = match verso {
                Some(verso) if !last => self.text.room.uneven_cost(verso, foot.short),
                _ => 0,
            };
            let page = Page {
                rows: row..end.row,
                notes: note..end.note,
                floats: float..end.float,
                stretch: foot.stretch,
                lines: foot.lines,
                raised: foot.raised,
                forced: end.forced,
            };
            // Only a page that comes right after a verso faces it.
            let state = State {
                note: end.note,
                float: end.float,
                side: if plates.is_multiple_of(2) { side.other() } else { side },
                verso: (side == Side::Verso && !last && plates == 0).then_some(foot.short),
                cost: before + cost + foot.cost + uneven,
                page: Some((page, from)),
                settled: false,
            };
            self.reach(end.row, state);
        }
    }

    /// Keeps a state unless a cheaper one is like it.
    fn reach(&mut self, row: usize, state: State) {
        // Versos that end far above the foot are alike: no recto will end where they do.
        let far = self.text.room.pitch * 3;
        let alike = |a: Option<Length>, b: Option<Length>| a == b || a.min(b).is_some_and(|least| least >= far);
        let place = &mut self.at[row - self.chapter.start];
        let states = &mut self.states;
        let known = place.iter().copied().find(|id| {
            let known = &states[*id];
            known.note == state.note
                && known.float == state.float
                && known.side == state.side
                && alike(known.verso, state.verso)
        });
        match known {
            Some(id) if states[id].cost <= state.cost => {}
            Some(id) => states[id] = state,
            None => {
                place.push(states.len());
                states.push(state);
            }
        }
    }

    /// The pages that lead to the cheapest state at the end.
    fn cheapest(mut self) -> Vec<Page> {
        let all_notes = self.text.notes.marked_before(self.chapter.end);
        let last = self.at.last().into_iter().flatten().copied();
        let all_floats = self.text.floats_before(self.chapter.end, &self.chapter);
        let is_done = |id: &usize| self.states[*id].note >= all_notes && self.states[*id].float >= all_floats;
        let mut id = last.filter(is_done).min_by_key(|id| self.states[*id].cost);
        debug_assert!(id.is_some(), "every chapter can be set somehow");
        let mut pages = Vec::new();
        while let Some((page, from)) = id.and_then(|id| self.states[id].page.take()) {
            pages.push(page);
            id = Some(from);
        }
        pages.reverse();
        pages
    }
}
