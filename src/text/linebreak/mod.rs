//! Knuth and Plass's breaking of a whole paragraph, in whole numbers, for every script.
//!
//! Knuth and Plass, *Breaking Paragraphs into Lines*, Software: Practice and Experience 11 (1981). In: a paragraph with
//! the places where its lines may end, and a measure. Out: its lines. Three passes as in TeX: without hyphens, with
//! hyphens, and one that always ends, in which words wider than a line are cut, and lines stick out if there is no other
//! way (`candidates` has the places of each). What a line costs is told in `demerits`.

mod candidates;
mod demerits;

use super::breaks::{BreakKind, Opportunity};
use super::edges::Extent;
use super::justify::Limits;
use super::paragraph::{Align, Measure};
use super::prepared::Prepared;
use super::rivers::AVOIDED;
pub(super) use demerits::SHORT_LAST;

/// Lines in succession that may end in a hyphen (docs/typography.md P14).
pub(super) const MOST_HYPHENS: u8 = 2;

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
