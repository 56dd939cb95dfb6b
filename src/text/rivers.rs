//! Rivers: spaces that run down through lines one below the other (docs/typography.md P19). Where the best breaks of a
//! paragraph make one, others are tried that keep all limits and the number of lines.

use super::breaks::BreakKind;
use super::hanging::Hangs;
use super::justify;
use super::linebreak::{Breaker, Chosen};
use super::prepared::Give;

/// Lines of the shortest river.
const SHORTEST: u8 = 3;
/// How much of the narrower one of two spaces must lie below or above the other, percent.
const OVERLAP: i64 = 60;
/// What each line of a river from the third on costs: more than two hyphens in succession, less than letters beyond
/// their usual limits.
const RIVER_COST: i64 = 60_000;
/// What a line costs that took part in a river, so that another is found.
pub(super) const AVOIDED: i64 = 200_000;
/// Lines of the longest paragraph that is looked at: what costs time in it is rivers times breaks.
const LONGEST: usize = 200;
/// How often other breaks are looked for.
const TRIES: usize = 5;

/// A word space of a line, from the start of the measure, 1/65 536 pt.
struct Space {
    from: i64,
    to: i64,
    /// Lines of the chain of spaces that ends here.
    depth: u8,
}

impl Breaker<'_> {
    /// The best breaks when rivers count, too.
    pub(super) fn without_rivers(&mut self, best: Vec<Chosen>) -> Vec<Chosen> {
        let is_in_reach = (usize::from(SHORTEST) + 1..=LONGEST).contains(&best.len()) && !self.ragged;
        if !is_in_reach || self.rivers(&best).is_empty() {
            return best;
        }
        self.fill_with_hyphens();
        let mut chosen = best;
        let (lines, mut least) = (chosen.len(), i64::MAX);
        for _ in 0..TRIES {
            let Some((other, demerits)) = self.within_limits() else { break };
            let rivers = self.rivers(&other);
            let cost = demerits + RIVER_COST * rivers.len() as i64;
            // The line in the middle: without it, neither half is a river.
            self.avoided.extend(rivers.iter().map(|at| (other[at - 1].start, other[at - 1].next)));
            let is_clear = rivers.is_empty();
            if other.len() == lines && cost < least {
                (chosen, least) = (other, cost);
            }
            if is_clear {
                break;
            }
        }
        self.avoided.clear();
        chosen
    }

    /// The lines at which a river has come down through three or more.
    fn rivers(&self, chosen: &[Chosen]) -> Vec<usize> {
        let mut found = Vec::new();
        let mut above: Vec<Space> = Vec::new();
        for (at, line) in chosen.iter().enumerate() {
            let mut spaces = if at + 1 < chosen.len() { self.spaces(at, line) } else { Vec::new() };
            let mut first = 0;
            for space in &mut spaces {
                while above.get(first).is_some_and(|other| other.to <= space.from) {
                    first += 1;
                }
                for other in above[first..].iter().take_while(|other| other.from < space.to) {
                    let shared = space.to.min(other.to) - space.from.max(other.from);
                    if shared * 100 >= OVERLAP * (space.to - space.from).min(other.to - other.from) {
                        space.depth = space.depth.max(other.depth.saturating_add(1));
                    }
                }
            }
            if spaces.iter().any(|space| space.depth >= SHORTEST) {
                found.push(at);
            }
            above = spaces;
        }
        found
    }

    /// The word spaces of a line as they will be justified. Where lines have words of both directions their order is that
    /// of reading, which is near enough.
    fn spaces(&self, at: usize, line: &Chosen) -> Vec<Space> {
        let prepared = self.prepared;
        let start = prepared.edges.get(line.start);
        let mut extent = prepared.edges.get(line.end) - start;
        if line.kind == BreakKind::Hyphen {
            extent.width += prepared.hyphen_width(line.end);
        }
        let (indent, room) = self.room(at);
        let hangs = Hangs::of(prepared, line, indent);
        let fill = justify::fill(prepared.align, prepared.main, extent, room + hangs.start + hangs.end, false);
        let part = |whole: i64, part: i64, of: i64| {
            if of > 0 { (i128::from(whole) * i128::from(part) / i128::from(of)) as i64 } else { 0 }
        };
        let x = |offset: usize| {
            let before = prepared.edges.get(offset) - start;
            let letters = part(fill.letters, before.letters, extent.letters);
            indent - hangs.start + before.width + part(fill.spaces, before.glue, extent.glue) + letters
        };
        let text = &prepared.collected.text[line.start..line.end];
        let spaces = text.char_indices().filter(|(offset, sign)| {
            matches!(sign, ' ' | '\u{A0}') && prepared.give_at(line.start + offset) == Give::Space
        });
        spaces
            .map(|(offset, sign)| {
                let offset = line.start + offset;
                Space { from: x(offset), to: x(offset + sign.len_utf8()), depth: 1 }
            })
            .collect()
    }
}
