//! Knuth and Plass's breaking of a whole paragraph, in whole numbers, for every script.
//!
//! Knuth and Plass, *Breaking Paragraphs into Lines*, Software: Practice and Experience 11 (1981). Three passes as in
//! TeX: without hyphens, with hyphens, and one that always ends: words wider than a line are cut, and lines stick out if
//! there is no other way.

use super::breaks::{BreakKind, Opportunity, is_in_escape};
use super::edges::Extent;
use super::hyphenate;
use super::justify::{GAPING, Limits};
use super::paragraph::{Align, Measure};
use super::prepared::Prepared;
use super::rivers::AVOIDED;
use super::rules;
use std::ops::Range;

/// What one more line costs beside its badness.
const LINE_COST: i64 = 10;
/// Costs of ways to end a line. A hyphen costs as much as spaces at the end of their limits: within them there are few.
const HYPHEN_COST: i64 = 100;
const PLAIN_COST: i64 = 30;
const ADDRESS_COST: i64 = 80;
const LETTER_COST: i64 = 2_000;
/// Spaces so wide, thousandths, are as dear as to divide an address where it has no sign for it: a little less than a line
/// that is left short, which is as dear as to cut a word that is wider than a line.
const SEVERING: i64 = GAPING - 200;
/// Part of the line that a cut word fills, in percent: the last letter of joined ones is wider than it was inside.
const CUT_FILL: i64 = 92;
/// Ragged text divides words only where the edge would be very uneven.
const RAGGED_HYPHEN_COST: i64 = 400;
/// Two hyphens one above the other (TYPOGRAPHY.md P14).
const DOUBLE_HYPHEN: i64 = 30_000;
/// A hyphen at the end of the last full line, where the house allows it.
const FINAL_HYPHEN: i64 = 1_000_000;
/// A hyphen where none may stand: as dear as spaces of 250 %, which gape more than it does.
const BARRED_HYPHEN: i64 = 30_000_000;
/// A loose line beside a tight one.
const UNEVEN: i64 = 10_000;
/// Letters beyond their usual limits, so that the spaces keep theirs.
const STRAINED: i64 = 100_000;
/// Spaces beyond their limits, whatever else that spares (TYPOGRAPHY.md P13).
const OUTSIDE: i64 = 200_000;
/// A last line of less than this many thousandths of the measure, or of the indent (TYPOGRAPHY.md P13, F13).
pub(super) const SHORT_LAST: i64 = 80;
const SHORT_LAST_INDENTS: i64 = 1_500;
const SHORT_LAST_COST: i64 = 1_000_000;
/// A line that sticks out, by the thousandths of the measure.
const OVERFULL_COST: i64 = 1_000_000_000;

/// Lines in succession that may end in a hyphen (TYPOGRAPHY.md P14).
pub(super) const MOST_HYPHENS: u8 = 2;

/// No line is stretched farther.
const FARTHEST: i64 = 20_000;

/// What a line that is left short costs by the share of the measure that stays empty, as a stretch.
const EMPTY: i64 = 6_000;

/// The shortest part of an address between two signs, in thousandths of the measure, that may be divided where lines
/// would gape otherwise.
const SEVERABLE: i64 = 150;

/// One line as it was chosen.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// First byte.
    pub(super) start: usize,
    /// Where what is seen ends.
    pub(super) end: usize,
    /// Where the next line begins.
    pub(super) next: usize,
    /// How it ends.
    pub(super) kind: BreakKind,
    /// How the line before it ended.
    pub(super) before: Option<BreakKind>,
    /// It ends in a hyphen, be it one of the text.
    pub(super) hyphenated: bool,
}

/// Breaks the paragraph for a measure.
pub(super) fn choose(prepared: &Prepared, measure: Measure) -> Vec<Chosen> {
    let mut breaker = Breaker::new(prepared, measure);
    let (best, decent) = breaker.best();
    if decent { breaker.without_rivers(best) } else { best }
}

/// A place where a line may end, with the sums that make the width of any line a subtraction.
pub(super) struct Candidate {
    place: Opportunity,
    /// Everything before the end of a line that ends here, without what hangs.
    pub(super) end: Extent,
    /// The same before the start of the line after it.
    start: Extent,
    /// Width of the hyphen that ends the line.
    hyphen: i64,
    /// Width of the hyphen that is repeated on the next line.
    repeat: i64,
    /// A line that ends here ends in a hyphen, be it one of the text.
    hyphenated: bool,
}

/// A way to set the text up to a candidate.
#[derive(Copy, Clone)]
pub(super) struct Node {
    /// Index of the candidate, from 1; 0 is the start of the paragraph.
    candidate: usize,
    /// Index of the node before.
    previous: usize,
    pub(super) demerits: i64,
    /// 0 tight, 1 decent, 2 loose, 3 very loose.
    fitness: u8,
    /// Lines in succession that end in a hyphen.
    hyphens: u8,
    /// Lines up to here.
    pub(super) lines: u16,
}

/// What a line from one node to a candidate would be.
struct Fit {
    /// Space added, thousandths of what may be; negative for space taken away.
    ratio: i64,
    /// How far it sticks out.
    overfull: i64,
    /// Its letters give more than they usually may, and so its spaces keep their limits.
    strained: bool,
}

impl Fit {
    /// Spaces and letters within their usual limits.
    fn within(ratio: i64) -> Self {
        Self { ratio, overfull: 0, strained: false }
    }
}

/// A paragraph that is being broken at a measure.
pub(super) struct Breaker<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    /// Width of the first line, of the others.
    pub(super) widths: [i64; 2],
    /// What hangs at the start of the first line.
    first_hang: i64,
    align: Align,
    pub(super) ragged: bool,
    pub(super) limits: Limits,
    pub(super) candidates: Vec<Candidate>,
    /// Where lines start and go on that are better not set.
    pub(super) avoided: Vec<(usize, usize)>,
}

impl<'a> Breaker<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, measure: Measure) -> Self {
        let width = measure.width.raw().max(1);
        let first = (width - measure.first_indent.raw()).max(1);
        let ragged = prepared.align != Align::Justify;
        let limits = Limits::of(prepared.main);
        Self {
            prepared,
            widths: [first, width],
            first_hang: prepared.hang_of_first(measure.first_indent.raw()),
            align: prepared.align,
            ragged,
            limits,
            candidates: Vec::new(),
            avoided: Vec::new(),
        }
    }

    /// The best lines, and whether none of them sticks out or was cut.
    pub(super) fn best(&mut self) -> (Vec<Chosen>, bool) {
        self.fill(&self.prepared.opportunities);
        if let Some(chosen) = self.pass(if self.ragged { 3_000 } else { 1_000 }, false) {
            return (chosen, true);
        }
        let mut places = self.fill_with_hyphens();
        if let Some(chosen) = self.pass(2_700, false) {
            return (chosen, true);
        }
        self.split_wide(&mut places);
        (self.pass(i64::MAX, true).unwrap_or_default(), false)
    }

    /// Lets words be divided, too.
    pub(super) fn fill_with_hyphens(&mut self) -> Vec<Opportunity> {
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

    fn fill(&mut self, places: &[Opportunity]) {
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
    fn split_wide(&mut self, places: &mut Vec<Opportunity>) {
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

    /// One pass; `None` if no way keeps within the tolerance. The last pass always finds one.
    fn pass(&self, tolerance: i64, emergency: bool) -> Option<Vec<Chosen>> {
        let (nodes, active) = self.ways::<1>(tolerance, emergency)?;
        let last = active.into_iter().min_by_key(|index| nodes[*index].demerits)?;
        Some(self.trace(&nodes, last))
    }

    /// The best breaks within limits, dearer ones where lines are to be avoided; and what they cost by themselves.
    pub(super) fn within_limits(&self) -> Option<(Vec<Chosen>, i64)> {
        let (nodes, active) = self.ways::<1>(1_000, false)?;
        let last = active.into_iter().min_by_key(|index| nodes[*index].demerits)?;
        let chosen = self.trace(&nodes, last);
        let avoided = chosen.iter().filter(|line| self.avoided.contains(&(line.start, line.next))).count();
        Some((chosen, nodes[last].demerits - AVOIDED * avoided as i64))
    }

    /// Indent and width of a line by its number.
    pub(super) fn room(&self, line: usize) -> (i64, i64) {
        let width = self.widths[usize::from(line > 0)];
        (self.widths[1] - width, width)
    }

    /// The nodes of one pass, and those at the end of the paragraph. Ways to the same place are told apart by their
    /// fitness and, where `RANKS` is more than one, by so many numbers of lines.
    pub(super) fn ways<const RANKS: usize>(&self, tolerance: i64, emergency: bool) -> Option<(Vec<Node>, Vec<usize>)> {
        let mut nodes = vec![Node { candidate: 0, previous: 0, demerits: 0, fitness: 1, hyphens: 0, lines: 0 }];
        let mut active = vec![0_usize];
        for at in 0..self.candidates.len() {
            let candidate = &self.candidates[at];
            let forced = candidate.place.kind == BreakKind::Forced;
            // By lines, by whether another hyphen may follow, and by fitness.
            let mut best: [[[Option<Node>; 4]; 2]; RANKS] = [[[None; 4]; 2]; RANKS];
            let mut last_resort: Option<Node> = None;
            let fewest = if RANKS > 1 { active.iter().map(|index| nodes[*index].lines).min().unwrap_or(0) } else { 0 };
            active.retain(|index| {
                let node = &nodes[*index];
                let fit = self.fit(node, at);
                if fit.overfull > 0 {
                    if emergency {
                        let node = self.extend(*index, node, at, &fit);
                        if last_resort.is_none_or(|known| node.demerits < known.demerits) {
                            last_resort = Some(node);
                        }
                    }
                    return false;
                }
                let rank = if RANKS > 1 { usize::from(node.lines - fewest) } else { 0 };
                let is_open = fit.ratio <= tolerance && (emergency || !self.is_barred(node, at));
                if let (true, Some(best)) = (is_open, best.get_mut(rank)) {
                    let node = self.extend(*index, node, at, &fit);
                    let slot = &mut best[usize::from(node.hyphens >= MOST_HYPHENS)][usize::from(node.fitness)];
                    if slot.is_none_or(|known| node.demerits < known.demerits) {
                        *slot = Some(node);
                    }
                }
                !forced
            });
            let found = best.iter().flatten().flatten().flatten().copied();
            let before = nodes.len();
            nodes.extend(found);
            if nodes.len() == before && active.is_empty() {
                nodes.push(last_resort?);
            }
            active.extend(before..nodes.len());
        }
        Some((nodes, active))
    }

    /// Whether a line from a node to the candidate sets a hyphen where none may stand: a third one in succession, or one
    /// at the end of the last full line (TYPOGRAPHY.md P14).
    fn is_barred(&self, node: &Node, at: usize) -> bool {
        let is_last = at + 1 == self.candidates.len();
        self.candidates[at].hyphenated && node.hyphens >= MOST_HYPHENS
            || is_last && node.hyphens > 0 && !self.prepared.final_hyphens
    }

    fn fit(&self, node: &Node, at: usize) -> Fit {
        let candidate = &self.candidates[at];
        let (start, repeat) = self.start_of(node);
        let measure = self.widths[usize::from(node.candidate > 0)];
        let line = candidate.end - start;
        let slack = measure - line.width - candidate.hyphen - repeat;
        let is_last = candidate.place.kind == BreakKind::Forced;
        if slack >= 0 {
            if is_last {
                // Centred lines look best when the last one is about as long as the others.
                let ratio = if self.align == Align::Center { (slack * 6000 / measure).min(1000) } else { 0 };
                return Fit::within(ratio);
            }
            return if self.ragged {
                Fit::within(slack.saturating_mul(6000) / measure)
            } else {
                self.stretched(line, slack, measure)
            };
        }
        let room = if self.ragged { 0 } else { self.limits.shrink(line) };
        if -slack > room {
            return Fit { ratio: -1000, overfull: -slack - room, strained: false };
        }
        Fit::within(if room > 0 { slack * 1000 / room } else { 0 })
    }

    /// What a justified line would be that is `slack` too short.
    fn stretched(&self, line: Extent, slack: i64, measure: i64) -> Fit {
        let room = self.limits.stretch(line);
        let beyond = slack - room;
        if beyond <= 0 && room > 0 {
            return Fit::within(slack.saturating_mul(1000) / room);
        }
        let strain = self.limits.strain(line);
        // Spaces at the end of their limits are no line for the first pass.
        if beyond <= strain && room > 0 {
            return Fit { ratio: 1001, overfull: 0, strained: true };
        }
        // All that is left goes to the spaces, as long as they do not gape; else the line is left short.
        let spaces = self.limits.spaces(line);
        let widest = self.limits.ratio_of(GAPING);
        let ratio = if spaces > 0 { 1001 + (beyond - strain).saturating_mul(1000) / spaces } else { i64::MAX };
        Fit::within(if ratio <= widest { ratio } else { widest + slack.saturating_mul(EMPTY) / measure })
    }

    /// Sums at the start of the line after a node, and the width of what is repeated there.
    fn start_of(&self, node: &Node) -> (Extent, i64) {
        match node.candidate.checked_sub(1) {
            Some(index) => (self.candidates[index].start, self.candidates[index].repeat),
            None => (Extent { width: self.first_hang, ..Extent::default() }, 0),
        }
    }

    /// The node of a line from `node` to the candidate.
    fn extend(&self, index: usize, node: &Node, at: usize, fit: &Fit) -> Node {
        let candidate = &self.candidates[at];
        let measure = self.widths[usize::from(node.candidate > 0)];
        let ratio = fit.ratio.max(-1000);
        let badness = badness(ratio);
        let cost = self.cost(candidate.place.kind);
        let mut demerits = (LINE_COST + badness).pow(2) + cost * cost;
        if ratio > 1000 && !self.ragged {
            demerits += if fit.strained { STRAINED } else { OUTSIDE };
        }
        let hyphens = if candidate.hyphenated { node.hyphens.saturating_add(1) } else { 0 };
        if hyphens > 1 {
            demerits += DOUBLE_HYPHEN;
        }
        if self.is_barred(node, at) {
            demerits += BARRED_HYPHEN;
        }
        if !self.avoided.is_empty() {
            let start = node.candidate.checked_sub(1).map_or(0, |at| self.candidates[at].place.at);
            if self.avoided.contains(&(start, candidate.place.at)) {
                demerits += AVOIDED;
            }
        }
        let is_last = at + 1 == self.candidates.len();
        if is_last {
            let (start, _) = self.start_of(node);
            if node.hyphens > 0 {
                demerits += FINAL_HYPHEN;
            }
            let width = (candidate.end - start).width * 1000;
            let indent = self.widths[1] - self.widths[0];
            if node.candidate > 0 && width < (measure * SHORT_LAST).max(indent * SHORT_LAST_INDENTS) {
                demerits += SHORT_LAST_COST;
            }
        }
        let fitness: u8 = match ratio {
            ..-500 => 0,
            -500..=500 => 1,
            501..=1000 => 2,
            _ => 3,
        };
        if node.candidate > 0 && !self.ragged && fitness.abs_diff(node.fitness) > 1 {
            demerits += UNEVEN;
        }
        if fit.overfull > 0 {
            demerits += OVERFULL_COST + (fit.overfull.saturating_mul(1000) / measure).min(1_000_000) * 1_000_000;
        }
        let demerits = node.demerits.saturating_add(demerits);
        Node { candidate: at + 1, previous: index, demerits, fitness, hyphens, lines: node.lines.saturating_add(1) }
    }

    fn cost(&self, kind: BreakKind) -> i64 {
        match kind {
            BreakKind::Space | BreakKind::Forced => 0,
            BreakKind::Plain => PLAIN_COST,
            BreakKind::Hyphen | BreakKind::Repeat if self.ragged => RAGGED_HYPHEN_COST,
            BreakKind::Hyphen | BreakKind::Repeat => HYPHEN_COST,
            BreakKind::Address => ADDRESS_COST,
            BreakKind::Letter => LETTER_COST,
            BreakKind::Sever => badness(self.limits.ratio_of(SEVERING)),
            BreakKind::Cut => badness(self.limits.ratio_of(GAPING)),
        }
    }

    pub(super) fn trace(&self, nodes: &[Node], last: usize) -> Vec<Chosen> {
        let mut chosen = Vec::new();
        let mut index = last;
        while let Some(at) = nodes[index].candidate.checked_sub(1) {
            let place = self.candidates[at].place;
            index = nodes[index].previous;
            let previous = nodes[index].candidate.checked_sub(1).map(|at| self.candidates[at].place);
            chosen.push(Chosen {
                start: previous.map_or(0, |place| place.at),
                end: place.end,
                next: place.at,
                kind: place.kind,
                before: previous.map(|place| place.kind),
                hyphenated: self.candidates[at].hyphenated,
            });
        }
        chosen.reverse();
        chosen
    }
}

/// How bad a line of this stretch is, thousandths of what spaces may take or give: without a limit, so that the worse of two
/// lines is always the worse.
fn badness(ratio: i64) -> i64 {
    100 * ratio.saturating_abs().min(FARTHEST).pow(3) / 1_000_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worse_line_is_always_the_worse() {
        assert_eq!((badness(0), badness(-1_000), badness(2_000)), (0, 100, 800));
        let all: Vec<i64> = (0..FARTHEST / 1_000).map(|step| badness(step * 1_000)).collect();
        assert!(all.windows(2).all(|two| two[0] < two[1]));
        assert!(badness(i64::MAX).pow(2) < i64::MAX / 10_000_000, "a paragraph of so many such lines has a sum");
    }
}
