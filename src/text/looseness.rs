//! A paragraph in a line more or less than is best, where a page needs it (docs/typography.md P32).

use super::linebreak::{Breaker, Chosen, SHORT_LAST};
use super::paragraph::Measure;
use super::prepared::Prepared;

/// Paragraphs of fewer lines are not set otherwise than is best.
const LEAST_FLEXIBLE: usize = 3;
/// How much of what spaces may take in is used over a paragraph, at the best, in percent: words are as long as they are.
const USED_STRETCH: i64 = 85;
/// What each line may cost more where a paragraph has a line more or less (docs/typography.md P32).
const MORE_A_LINE: i64 = 5_000;

/// Whether a paragraph can have one line less or more than is best, with all its spaces within their limits.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Flex {
    /// One line less.
    pub shorter: bool,
    /// One line more.
    pub longer: bool,
}

/// Breaks the paragraph into as many lines as is best, or into `by` more where it can have so many; and tells what else
/// it can have.
pub(super) fn choose_with(prepared: &Prepared, measure: Measure, by: i8) -> (Vec<Chosen>, Flex) {
    let mut breaker = Breaker::new(prepared, measure);
    let (best, decent) = breaker.best();
    if breaker.ragged || !decent || best.len() < LEAST_FLEXIBLE {
        return (best, Flex::default());
    }
    let (other, flex) = breaker.flex(best.len(), by);
    (other.unwrap_or_else(|| breaker.without_rivers(best)), flex)
}

impl Breaker<'_> {
    /// The paragraph in `by` more lines than `best`, if that can be and is asked for; and what can be.
    fn flex(&self, best: usize, by: i8) -> (Option<Vec<Chosen>>, Flex) {
        let Some((nodes, active)) = self.may_flex(best).then(|| self.ways::<3>(1_000, false)).flatten() else {
            return (None, Flex::default());
        };
        let cheapest = |lines: usize| {
            let of = active.iter().copied().filter(|index| usize::from(nodes[*index].lines) == lines);
            of.min_by_key(|index| nodes[*index].demerits)
        };
        let Some(natural) = cheapest(best).map(|index| nodes[index].demerits) else { return (None, Flex::default()) };
        let other = |lines: usize| {
            let most = natural + MORE_A_LINE * i64::try_from(lines).unwrap_or(0);
            cheapest(lines).filter(|index| nodes[*index].demerits <= most)
        };
        let (shorter, longer) = (other(best - 1), other(best + 1));
        let wanted = match by {
            ..0 => shorter,
            0 => None,
            1.. => longer,
        };
        let flex = Flex { shorter: shorter.is_some(), longer: longer.is_some() };
        (wanted.map(|last| self.trace(&nodes, last)), flex)
    }

    /// Whether spaces that take in or give off what they may would be enough for a line more or less than `lines`. What
    /// the space at the end of each line takes is left out roughly.
    fn may_flex(&self, lines: usize) -> bool {
        let Some(all) = self.candidates.last().map(|last| last.end) else { return false };
        let lines = i64::try_from(lines).unwrap_or(i64::MAX);
        let room = |lines: i64| self.widths[0].saturating_add(self.widths[1].saturating_mul(lines - 1));
        let (most, least) = (self.limits.stretch(all) * USED_STRETCH / 100, self.limits.shrink(all));
        let short_last = self.widths[1] * SHORT_LAST / 1000;
        all.width + most >= room(lines) + short_last || all.width - least - all.glue / 10 <= room(lines - 1)
    }
}
