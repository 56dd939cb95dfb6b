//! What a line costs: how far its spaces are from their natural width, how it ends, and what it stands beside.

use super::super::breaks::BreakKind;
use super::super::edges::Extent;
use super::super::justify::GAPING;
use super::super::paragraph::Align;
use super::super::rivers::AVOIDED;
use super::{Breaker, MOST_HYPHENS, Node};

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
/// Ragged text divides words only where the edge would be very uneven.
const RAGGED_HYPHEN_COST: i64 = 400;
/// Two hyphens one above the other (docs/typography.md P14).
const DOUBLE_HYPHEN: i64 = 30_000;
/// A hyphen at the end of the last full line, where the house allows it.
const FINAL_HYPHEN: i64 = 1_000_000;
/// A hyphen where none may stand is as dear as spaces of three times their width, thousandths: a row of such gaps is worse.
const BARRED_HYPHEN: i64 = 3_000;
/// A line that is left short because its spaces would gape: dearer than any others that can be had instead.
const LEFT_SHORT: i64 = 100_000_000_000;
/// A loose line beside a tight one.
const UNEVEN: i64 = 10_000;
/// Letters beyond their usual limits, so that the spaces keep theirs.
const STRAINED: i64 = 100_000;
/// Spaces beyond their limits, whatever else that spares (docs/typography.md P13).
const OUTSIDE: i64 = 200_000;
/// A last line of less than this many thousandths of the measure, or of the indent (docs/typography.md P13, F13).
pub(in super::super) const SHORT_LAST: i64 = 80;
const SHORT_LAST_INDENTS: i64 = 1_500;
const SHORT_LAST_COST: i64 = 1_000_000;
/// A line that sticks out, by the thousandths of the measure.
const OVERFULL_COST: i64 = 1_000_000_000;

/// No line is stretched farther.
const FARTHEST: i64 = 20_000;

/// What a line that is left short costs by the share of the measure that stays empty, as a stretch.
const EMPTY: i64 = 6_000;

/// What a line from one node to a candidate would be.
pub(super) struct Fit {
    /// Space added, thousandths of what may be; negative for space taken away.
    pub(super) ratio: i64,
    /// How far it sticks out.
    pub(super) overfull: i64,
    /// It is left short, for its spaces would gape.
    short: bool,
    /// Its letters give more than they usually may, and so its spaces keep their limits.
    strained: bool,
}

impl Fit {
    /// Spaces and letters within their usual limits.
    fn within(ratio: i64) -> Self {
        Self { ratio, overfull: 0, short: false, strained: false }
    }
}

impl Breaker<'_> {
    /// Whether a line from a node to the candidate sets a hyphen where none may stand: a third one in succession, or one
    /// at the end of the last full line (docs/typography.md P14).
    pub(super) fn is_barred(&self, node: &Node, at: usize) -> bool {
        let is_last = at + 1 == self.candidates.len();
        self.candidates[at].hyphenated && node.hyphens >= MOST_HYPHENS
            || is_last && node.hyphens > 0 && !self.prepared.final_hyphens
    }

    pub(super) fn fit(&self, node: &Node, at: usize) -> Fit {
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
            return Fit { overfull: -slack - room, ..Fit::within(-1000) };
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
            return Fit { strained: true, ..Fit::within(1001) };
        }
        // All that is left goes to the spaces, as long as they do not gape; else the line is left short.
        let spaces = self.limits.spaces(line);
        let widest = self.limits.ratio_of(GAPING);
        let ratio = if spaces > 0 { 1001 + (beyond - strain).saturating_mul(1000) / spaces } else { i64::MAX };
        if ratio <= widest {
            return Fit::within(ratio);
        }
        Fit { short: true, ..Fit::within(widest + slack.saturating_mul(EMPTY) / measure) }
    }

    /// Sums at the start of the line after a node, and the width of what is repeated there.
    fn start_of(&self, node: &Node) -> (Extent, i64) {
        match node.candidate.checked_sub(1) {
            Some(index) => (self.candidates[index].start, self.candidates[index].repeat),
            None => (Extent { width: self.first_hang, ..Extent::default() }, 0),
        }
    }

    /// The node of a line from `node` to the candidate.
    pub(super) fn extend(&self, index: usize, node: &Node, at: usize, fit: &Fit) -> Node {
        let candidate = &self.candidates[at];
        let measure = self.widths[usize::from(node.candidate > 0)];
        let ratio = fit.ratio.max(-1000);
        let bad = badness(ratio);
        let cost = self.cost(candidate.place.kind);
        let mut demerits = (LINE_COST + bad).pow(2) + cost * cost;
        if ratio > 1000 && !self.ragged {
            demerits += if fit.strained { STRAINED } else { OUTSIDE };
        }
        let hyphens = if candidate.hyphenated { node.hyphens.saturating_add(1) } else { 0 };
        if hyphens > 1 {
            demerits += DOUBLE_HYPHEN;
        }
        if fit.short {
            demerits += LEFT_SHORT;
        }
        if self.is_barred(node, at) {
            demerits += badness(self.limits.ratio_of(BARRED_HYPHEN)).pow(2);
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

    /// How bad the widest spaces are.
    fn gaping(&self) -> i64 {
        badness(self.limits.ratio_of(GAPING))
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
            BreakKind::Cut => self.gaping(),
        }
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
        assert!(
            badness(i64::MAX).pow(2) + LEFT_SHORT < i64::MAX / 10_000_000,
            "a paragraph of so many such lines has a sum"
        );
    }
}
