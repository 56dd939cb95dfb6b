//! How much the word spaces and letters of a line give or take (docs/typography.md P13, P32, A26). Kashida comes before
//! the widest spaces.

use super::edges::Extent;
use super::paragraph::Align;
use crate::font::Script;

/// Wider spaces gape, thousandths of the natural one (docs/typography.md A26).
pub(super) const WIDEST: i64 = 2000;

/// No space is set wider: a line that would need it is left short.
pub(super) const GAPING: i64 = 4000;

/// How far letters give way, thousandths of their advance (docs/typography.md P32): half of it by their own width, half
/// by the distance to the next one. Each is less than the eye sees, and both are as much in a whole line as five word
/// spaces.
const LETTERS: i64 = 30;

/// What they give beyond that, in like halves, to keep the spaces of a line from passing their limit.
const STRAIN: i64 = 30;

/// What spaces and letters of a line may give and take within limits.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// What is added to a word space at most, thousandths of the natural one.
    wider: i64,
    /// What is taken from it at most.
    narrower: i64,
}

/// A space of 80–140 % (docs/typography.md P13).
const LATIN: Limits = Limits { wider: 400, narrower: 200 };
/// A space of 80–150 % (docs/typography.md A26).
const ARABIC: Limits = Limits { wider: 500, narrower: 200 };

impl Limits {
    /// Those of a paragraph's main script.
    pub(super) fn of(main: Script) -> Self {
        if main.is_joining() { ARABIC } else { LATIN }
    }

    /// The widest space within limits, thousandths of the natural one.
    pub(super) fn widest(self) -> i64 {
        1000 + self.wider
    }

    /// The stretch of a line whose spaces are so wide: 1000 where they are at the end of their limits.
    pub(super) fn ratio_of(self, width: i64) -> i64 {
        1000 + (width - self.widest()) * 1000 / self.wider.max(1)
    }

    /// What a line takes in within limits.
    pub(super) fn stretch(self, line: Extent) -> i64 {
        self.spaces(line) + line.letters * LETTERS / 1000 + line.kashida
    }

    /// What its letters take in beyond that before its spaces pass their limit.
    pub(super) fn strain(self, line: Extent) -> i64 {
        line.letters * STRAIN / 1000
    }

    /// What its spaces alone take in.
    pub(super) fn spaces(self, line: Extent) -> i64 {
        line.glue * self.wider / 1000
    }

    /// What a line gives off within limits.
    pub(super) fn shrink(self, line: Extent) -> i64 {
        line.glue * self.narrower / 1000 + line.letters * LETTERS / 1000
    }
}

/// What becomes of a line's spaces and letters.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fill {
    /// Added to all word spaces together; negative where they are narrowed.
    pub(super) spaces: i64,
    /// Added to all letters together.
    pub(super) letters: i64,
    /// How far the line sticks out all the same.
    pub(super) overfull: i64,
    /// How far it is left short, since its spaces would gape.
    pub(super) short: i64,
}

impl Fill {
    /// How much wider the letters themselves become, ten-thousandths.
    pub(super) fn expansion(self, line: Extent) -> i16 {
        let share = if line.letters > 0 { self.letters * 10_000 / line.letters / 2 } else { 0 };
        i16::try_from(share).unwrap_or(0)
    }
}

/// Fills a measure with a line.
pub(super) fn fill(align: Align, main: Script, line: Extent, measure: i64, is_last: bool) -> Fill {
    let slack = measure - line.width;
    let is_filled = align == Align::Fill || (align == Align::Justify && (slack < 0 || !is_last));
    if !is_filled {
        return Fill { overfull: (-slack).max(0), ..Fill::default() };
    }
    let limits = Limits::of(main);
    let most = line.letters * LETTERS / 1000;
    let share = |room: i64| if room > 0 { part_of(most, slack.abs().min(room), room) } else { 0 };
    if slack >= 0 {
        let within = limits.stretch(line);
        let letters = share(within) + (slack - within).clamp(0, limits.strain(line));
        if line.glue == 0 {
            return Fill { letters, ..Fill::default() };
        }
        // What is left goes to the spaces, beyond their limits if it must.
        let spaces = slack - letters;
        let gapes = align == Align::Justify && spaces > line.glue * (GAPING - 1000) / 1000;
        return if gapes {
            let spaces = limits.spaces(line);
            Fill { spaces, short: slack - spaces, ..Fill::default() }
        } else {
            Fill { spaces, letters, ..Fill::default() }
        };
    }
    let room = limits.shrink(line);
    let given = slack.abs().min(room);
    let letters = share(room);
    Fill { spaces: letters - given, letters: -letters, overfull: slack.abs() - given, short: 0 }
}

/// `amount` times `part` by `whole`, to the nearest; a line of a million letters is too long for 64 bits.
fn part_of(amount: i64, part: i64, whole: i64) -> i64 {
    let (amount, part, whole) = (i128::from(amount), i128::from(part), i128::from(whole));
    ((amount * part + whole / 2) / whole) as i64
}

/// Shares an amount out by widths, to the last unit.
pub(super) struct Share {
    extra: i64,
    whole: i64,
    passed: i64,
    given: i64,
}

impl Share {
    /// Shares `extra` out over parts that measure `whole` together.
    pub(super) fn new(extra: i64, whole: i64) -> Self {
        Self { extra, whole, passed: 0, given: 0 }
    }

    /// What the next part of this width gets.
    pub(super) fn next(&mut self, width: i64) -> i64 {
        if self.whole == 0 {
            return 0;
        }
        self.passed += width;
        let due = (i128::from(self.extra) * i128::from(self.passed) / i128::from(self.whole)) as i64;
        let part = due - self.given;
        self.given = due;
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        let mut share = Share::new(100, 9);
        let parts: Vec<i64> = [3, 3, 3].into_iter().map(|width| share.next(width)).collect();
        assert_eq!(parts.iter().sum::<i64>(), 100);
        assert!(parts.iter().all(|part| (33..=34).contains(part)));
    }

    #[test]
    fn spaces_shrink_to_their_limit_and_no_further() {
        let fill =
            |width| fill(Align::Justify, Script::LATIN, Extent { width, glue: 100, ..Extent::default() }, 1000, false);
        assert_eq!(fill(990), Fill { spaces: 10, letters: 0, overfull: 0, short: 0 });
        assert_eq!(fill(1015), Fill { spaces: -15, letters: 0, overfull: 0, short: 0 });
        assert_eq!(fill(1050), Fill { spaces: -20, letters: 0, overfull: 30, short: 0 });
    }

    #[test]
    fn letters_give_way_with_the_spaces() {
        let line = |width| Extent { width, glue: 100, letters: 800, kashida: 0 };
        let fill = |width| fill(Align::Justify, Script::LATIN, line(width), 1000, false);
        assert_eq!(fill(974), Fill { spaces: 16, letters: 10, overfull: 0, short: 0 });
        assert_eq!(fill(940), Fill { spaces: 37, letters: 23, overfull: 0, short: 0 });
        assert_eq!(fill(1050), Fill { spaces: -20, letters: -24, overfull: 6, short: 0 });
        assert_eq!(fill(936).expansion(line(936)), 150, "half of three per cent");
    }

    #[test]
    fn letters_give_more_before_spaces_pass_their_limit() {
        let line = |width| Extent { width, glue: 100, letters: 800, kashida: 0 };
        let fill = |width| fill(Align::Justify, Script::LATIN, line(width), 1000, false);
        assert_eq!(fill(936), Fill { spaces: 40, letters: 24, overfull: 0, short: 0 });
        assert_eq!(fill(920), Fill { spaces: 40, letters: 40, overfull: 0, short: 0 });
        assert_eq!(fill(900), Fill { spaces: 52, letters: 48, overfull: 0, short: 0 });
        assert_eq!(fill(900).expansion(line(900)), 300, "half of six per cent");
    }

    #[test]
    fn a_line_whose_spaces_would_gape_is_left_short() {
        let line = Extent { width: 500, glue: 100, ..Extent::default() };
        let fill = |measure| fill(Align::Justify, Script::LATIN, line, measure, false);
        assert_eq!(fill(800), Fill { spaces: 300, ..Fill::default() });
        assert_eq!(fill(801), Fill { spaces: 40, short: 261, ..Fill::default() });
    }
}
