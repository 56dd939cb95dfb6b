//! Sheets that are folded several times, at right angles: which page lies where, and which way up
//! (docs/typography.md P26).
//!
//! The sheet is folded in the mind: across, then along, then across …, the last time along the spine. What lies on top then is
//! the first page. Folding over turns a part of the sheet to its other face; folding its head over its foot also turns its
//! pages upside down.
//!
//! ```text
//!   8 pages    2 × 2 places a side, folded twice       16 pages   4 × 2, three times       32 pages   4 × 4, four times
//! ```

use super::order::{Lie, Side};
use crate::language::Direction;

/// Columns and rows of a side of a sheet that becomes so many pages.
pub(super) fn places(pages: u8) -> (usize, usize) {
    match pages {
        8 => (2, 2),
        16 => (4, 2),
        _ => (4, 4),
    }
}

/// A part of the sheet as it lies folded.
#[derive(Copy, Clone)]
struct Leaf {
    column: usize,
    row: usize,
    /// The face of the sheet that looks up is its front.
    is_front_up: bool,
    /// What points to the head of the sheet points up, what points to its left points left.
    is_upright: bool,
    is_left: bool,
}

/// The leaves of a folded sheet from the top, which is the first of a book in this direction.
fn folded(pages: u8, direction: Direction) -> Vec<Leaf> {
    let (columns, rows) = places(pages);
    // Each place is a pile of leaves, the lowest first.
    let mut piles: Vec<Vec<Vec<Leaf>>> = (0..rows)
        .map(|row| {
            let leaf = |column| Leaf { column, row, is_front_up: false, is_upright: true, is_left: true };
            (0..columns).map(|column| vec![leaf(column)]).collect()
        })
        .collect();
    // The last fold is along the spine, and they take turns.
    let folds = pages.ilog2() - 1;
    for fold in 0..folds {
        let is_along_spine = (folds - fold) % 2 == 1;
        piles = if is_along_spine { beside(piles, direction) } else { below(piles) };
    }
    let pile = piles.into_iter().flatten().next().unwrap_or_default();
    pile.into_iter().rev().collect()
}

/// One half over the other beside it: the fold lies where the spine of the book is.
fn beside(piles: Vec<Vec<Vec<Leaf>>>, direction: Direction) -> Vec<Vec<Vec<Leaf>>> {
    let over = |row: Vec<Vec<Leaf>>| {
        let half = row.len() / 2;
        let mut row = row;
        let right = row.split_off(half);
        let turned = |pile: Vec<Leaf>| pile.into_iter().rev().map(Leaf::turned_beside);
        // Left over right has the fold at the left.
        let (under, upper) = if direction.is_rtl() { (row, right) } else { (right, row) };
        under
            .into_iter()
            .zip(upper.into_iter().rev())
            .map(|(mut under, upper)| {
                under.extend(turned(upper));
                under
            })
            .collect()
    };
    piles.into_iter().map(over).collect()
}

/// The head of the sheet over its foot: heads of pages meet at the fold.
fn below(mut piles: Vec<Vec<Vec<Leaf>>>) -> Vec<Vec<Vec<Leaf>>> {
    let feet = piles.split_off(piles.len() / 2);
    let join = |(mut under, upper): (Vec<Leaf>, Vec<Leaf>)| {
        under.extend(upper.into_iter().rev().map(Leaf::turned_below));
        under
    };
    let rows = feet.into_iter().zip(piles.into_iter().rev());
    rows.map(|(foot, head)| foot.into_iter().zip(head).map(join).collect()).collect()
}

impl Leaf {
    fn turned_beside(self) -> Self {
        Self { is_front_up: !self.is_front_up, is_left: !self.is_left, ..self }
    }

    fn turned_below(self) -> Self {
        Self { is_front_up: !self.is_front_up, is_upright: !self.is_upright, ..self }
    }
}

/// Sheets of so many pages each, front, back, front, back …; pages after the last one are blank. The back is that of a sheet
/// turned about its upright axis.
pub(super) fn signatures(pages: usize, each: u8, direction: Direction) -> Vec<Side> {
    let leaves = folded(each, direction);
    let (columns, _) = places(each);
    let whole = usize::from(each);
    let spine_is_left = !direction.is_rtl();
    let sheet = |start: usize| {
        let blank = |is_front| Side { cells: vec![None; whole / 2], lies: vec![Lie::default(); whole / 2], is_front };
        let mut sides = [blank(true), blank(false)];
        for (number, leaf) in leaves.iter().enumerate() {
            let depth = number.min(leaves.len() - 1 - number);
            for (page, looks_up) in [(2 * number, true), (2 * number + 1, false)] {
                let is_front = leaf.is_front_up == looks_up;
                // The sheet lies with its front down: what was seen from above is its back.
                let column = if is_front { columns - 1 - leaf.column } else { leaf.column };
                let cell = leaf.row * columns + column;
                // Where the spine is, as the side is looked at.
                let spine_left = (leaf.is_left == spine_is_left) != is_front;
                let side = &mut sides[usize::from(!is_front)];
                side.cells[cell] = Some(start + page).filter(|page| *page < pages);
                let depth = u16::try_from(depth).unwrap_or(u16::MAX);
                side.lies[cell] = Lie { is_turned: !leaf.is_upright, spine_left: Some(spine_left), depth };
            }
        }
        sides
    };
    (0..pages.next_multiple_of(whole)).step_by(whole).flat_map(sheet).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from 1 of a side's rows; those that stand on their heads are negative.
    fn rows(side: &Side, columns: usize) -> Vec<Vec<i64>> {
        let number = |(page, lie): (&Option<usize>, &Lie)| {
            let number = page.map_or(0, |page| page as i64 + 1);
            if lie.is_turned { -number } else { number }
        };
        let all: Vec<i64> = side.cells.iter().zip(&side.lies).map(number).collect();
        all.chunks(columns).map(<[i64]>::to_vec).collect()
    }

    #[test]
    fn pages_lie_as_binders_know_them() {
        // Up to a half turn of the whole sheet: heads meet at the fold across.
        let eight = signatures(8, 8, Direction::Ltr);
        let (front, back) = (rows(&eight[0], 2), rows(&eight[1], 2));
        let all: Vec<i64> = front.iter().chain(&back).flatten().map(|page| page.abs()).collect();
        let neighbours = |side: &[Vec<i64>]| side.iter().map(|row| row[0].abs() + row[1].abs()).collect::<Vec<_>>();
        // Pages beside each other on a sheet that is folded along the spine last: first and last, 9 in all.
        assert_eq!(neighbours(&front), [9, 9], "{front:?}");
        assert_eq!(neighbours(&back), [9, 9], "{back:?}");
        assert_eq!(front.iter().flatten().map(|page| page.abs()).max(), Some(8));
        let mut sorted = all.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (1..=8).collect::<Vec<_>>());
        // As handbooks draw it: 8 and 1 with 5 and 4 head to head, behind them 2 and 7 with 3 and 6.
        let upright = |rows: &[Vec<i64>]| rows.iter().find(|row| row[0] > 0).cloned().expect("a row");
        let turned = |rows: &[Vec<i64>]| rows.iter().find(|row| row[0] < 0).cloned().expect("a row");
        let is =
            |one: Vec<i64>, sets: [[i64; 2]; 2]| sets.iter().any(|set| one == set.map(|page| page * one[0].signum()));
        assert!(is(upright(&front), [[8, 1], [4, 5]]) && is(turned(&front), [[5, 4], [1, 8]]), "{front:?}");
        assert!(is(upright(&back), [[2, 7], [6, 3]]) && is(turned(&back), [[3, 6], [7, 2]]), "{back:?}");
        // Rows are head to head.
        assert!(front[0].iter().all(|page| *page > 0) != front[1].iter().all(|page| *page > 0), "{front:?}");
    }

    /// Folds the sheet again, in another way: by asking of each leaf what lies against it.
    #[test]
    fn back_to_back_pages_follow_each_other_and_facing_ones_do() {
        for each in [8u8, 16, 32] {
            for direction in [Direction::Ltr, Direction::Rtl] {
                let (columns, rows) = places(each);
                let sides = signatures(usize::from(each), each, direction);
                let at = |side: usize, column: usize, row: usize| {
                    let cell = row * columns + column;
                    (sides[side].cells[cell].expect("a page") as i64 + 1, sides[side].lies[cell])
                };
                for row in 0..rows {
                    for column in 0..columns {
                        let (front, lie) = at(0, column, row);
                        let (back, behind) = at(1, columns - 1 - column, row);
                        // A leaf has an odd page and the even one after it, both the same way up.
                        assert_eq!((front - 1) / 2, (back - 1) / 2, "{each} {direction:?}: {front} behind {back}");
                        assert_eq!(lie.is_turned, behind.is_turned);
                        // The spine of a recto is at its left in books from left to right, seen upright.
                        let is_odd = front % 2 == 1;
                        let seen_left = lie.spine_left.expect("a spine") != lie.is_turned;
                        assert_eq!(seen_left, is_odd != direction.is_rtl(), "{each} {direction:?}: {front}");
                    }
                    for column in (0..columns).step_by(2) {
                        // Two that share a spine fold are one leaf's and its other half's: together one more than all.
                        let ((one, left), (other, right)) = (at(0, column, row), at(0, column + 1, row));
                        assert_eq!(left.spine_left, Some(false), "{each} {direction:?}");
                        assert_eq!(right.spine_left, Some(true), "{each} {direction:?}");
                        assert_eq!(one + other, i64::from(each) + 1, "{each} {direction:?}: {one} beside {other}");
                    }
                }
            }
        }
    }
}
