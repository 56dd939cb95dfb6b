//! How much the word spaces of a line give or take (TYPOGRAPHY.md P13, A26). Kashida comes before the widest spaces.

use super::linebreak::{ARABIC_SPACE, LATIN_SPACE};
use super::paragraph::Align;
use crate::font::Script;

/// Wider spaces are reported, thousandths of the natural one (TYPOGRAPHY.md A26).
pub(super) const WIDEST: i64 = 2000;

/// What becomes of a line's word spaces.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Spacing {
    /// Added to all of them together; negative where they are narrowed.
    pub(super) extra: i64,
    /// How far the line sticks out all the same.
    pub(super) overfull: i64,
}

/// Fills a measure with a line of the width `natural`, of which `glue` is word spaces.
pub(super) fn fill(align: Align, main: Script, natural: i64, glue: i64, measure: i64, is_last: bool) -> Spacing {
    let slack = measure - natural;
    if slack >= 0 {
        let extra = if align == Align::Justify && !is_last && glue > 0 { slack } else { 0 };
        return Spacing { extra, overfull: 0 };
    }
    let space = if main == Script::ARABIC { ARABIC_SPACE } else { LATIN_SPACE };
    let room = if align == Align::Justify { glue * space.1 / 1000 } else { 0 };
    let extra = slack.max(-room);
    Spacing { extra, overfull: extra - slack }
}

/// Shares an amount out over word spaces by their widths, to the last unit.
pub(super) struct Share {
    extra: i64,
    glue: i64,
    passed: i64,
    given: i64,
}

impl Share {
    pub(super) fn new(extra: i64, glue: i64) -> Self {
        Self { extra, glue, passed: 0, given: 0 }
    }

    /// What the next space of this width gets.
    pub(super) fn next(&mut self, width: i64) -> i64 {
        if self.glue == 0 {
            return 0;
        }
        self.passed += width;
        let due = (i128::from(self.extra) * i128::from(self.passed) / i128::from(self.glue)) as i64;
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
        let fill = |natural| fill(Align::Justify, Script::LATIN, natural, 100, 1000, false);
        assert_eq!(fill(990), Spacing { extra: 10, overfull: 0 });
        assert_eq!(fill(1015), Spacing { extra: -15, overfull: 0 });
        assert_eq!(fill(1050), Spacing { extra: -20, overfull: 30 });
    }
}
