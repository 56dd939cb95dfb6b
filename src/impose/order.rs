//! Which page lies where: the order of a booklet (docs/typography.md P26), that of pages side by side (P28), and that
//! of stacks.

use crate::language::Direction;

/// How a page lies on a sheet.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lie {
    /// It stands on its head.
    pub(super) is_turned: bool,
    /// The side of its place where its spine is; `None` where nothing is folded.
    pub(super) spine_left: Option<bool>,
    /// How many sheets of its gathering, or leaves of its signature, lie around it.
    pub(super) depth: u16,
}

/// One side of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Side {
    /// Which page, from 0, lies in each cell, from the left and from the top; `None` where it stays blank.
    pub(super) cells: Vec<Option<usize>>,
    /// How the page of each cell lies.
    pub(super) lies: Vec<Lie>,
    /// The side that is printed first, and looks outwards when it is folded.
    pub(super) is_front: bool,
}

impl Side {
    /// A side whose pages stand in the middle of their places.
    fn flat(cells: Vec<Option<usize>>, is_front: bool) -> Self {
        Self { lies: vec![Lie::default(); cells.len()], cells, is_front }
    }

    /// Whether its sheet is folded.
    pub(super) fn is_folded(&self) -> bool {
        self.lies.iter().any(|lie| lie.spine_left.is_some())
    }

    /// How many others lie around the innermost of its leaves.
    pub(super) fn depth(&self) -> u16 {
        self.lies.iter().map(|lie| lie.depth).max().unwrap_or(0)
    }
}

/// Sheets to fold in the middle: front, back, front, back … Each gathering has `signature` sheets, the last one the rest;
/// all is one gathering where none is asked for. Pages after the last one are blank, up to a multiple of four.
pub(super) fn booklet(pages: usize, signature: Option<u16>, direction: Direction) -> Vec<Side> {
    let total = pages.next_multiple_of(4);
    let most = signature.map_or(total, |sheets| usize::from(sheets.max(1)) * 4).max(4);
    let mut sides = Vec::with_capacity(total / 2);
    for start in (0..total).step_by(most) {
        let count = most.min(total - start);
        for sheet in 0..count / 4 {
            // Numbers within the gathering, from 0: the outer page of a side comes first or last.
            let (first, last) = (2 * sheet, count - 1 - 2 * sheet);
            for (mut pair, is_front) in [([last, first], true), ([first + 1, last - 1], false)] {
                if direction.is_rtl() {
                    pair.reverse();
                }
                let cells = pair.map(|page| Some(start + page).filter(|page| *page < pages)).to_vec();
                let depth = u16::try_from(sheet).unwrap_or(u16::MAX);
                let lie = |spine_left| Lie { is_turned: false, spine_left: Some(spine_left), depth };
                sides.push(Side { cells, lies: vec![lie(false), lie(true)], is_front });
            }
        }
    }
    sides
}

/// Pages side by side: rows from the top, each filled in the direction of reading.
pub(super) fn side_by_side(pages: usize, columns: usize, rows: usize, direction: Direction) -> Vec<Side> {
    let (columns, rows) = (columns.max(1), rows.max(1));
    let each = columns * rows;
    (0..pages.div_ceil(each))
        .map(|side| {
            let mut cells: Vec<Option<usize>> =
                (0..each).map(|cell| Some(side * each + cell).filter(|page| *page < pages)).collect();
            if direction.is_rtl() {
                cells.chunks_mut(columns).for_each(<[_]>::reverse);
            }
            Side::flat(cells, side % 2 == 0)
        })
        .collect()
}

/// Each page on a side of its own, so many times.
pub(super) fn repeated(pages: usize, number: u8) -> Vec<Side> {
    let side = |page| Side::flat(vec![Some(page); usize::from(number)], page % 2 == 0);
    (0..pages).map(side).collect()
}

/// Sheets for the guillotine: cut, the stacks are laid on each other in the direction of reading, the first one on top,
/// and their leaves are in order. A sheet is turned over its left edge, so that what lies on the left of its front lies
/// on the right of its back.
pub(super) fn cut_and_stack(pages: usize, columns: usize, rows: usize, direction: Direction) -> Vec<Side> {
    let (columns, rows) = (columns.max(1), rows.max(1));
    let each = columns * rows;
    let sheets = pages.div_ceil(2).div_ceil(each);
    let side = |side: usize| {
        let (sheet, is_front) = (side / 2, side.is_multiple_of(2));
        let page = |stack: usize| 2 * (stack * sheets + sheet) + usize::from(!is_front);
        let mut cells: Vec<Option<usize>> =
            (0..each).map(|stack| Some(page(stack)).filter(|page| *page < pages)).collect();
        if direction.is_rtl() == is_front {
            cells.chunks_mut(columns).for_each(<[_]>::reverse);
        }
        Side::flat(cells, is_front)
    };
    (0..2 * sheets).map(side).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers from 1, 0 for a blank.
    fn numbers(sides: &[Side]) -> Vec<Vec<usize>> {
        sides.iter().map(|side| side.cells.iter().map(|page| page.map_or(0, |page| page + 1)).collect()).collect()
    }

    #[test]
    fn eight_pages_are_folded_either_way() {
        let left = booklet(8, None, Direction::Ltr);
        assert_eq!(numbers(&left), [[8, 1], [2, 7], [6, 3], [4, 5]]);
        assert_eq!(
            left.iter().map(|side| (side.depth(), side.is_front)).collect::<Vec<_>>(),
            [(0, true), (0, false), (1, true), (1, false)]
        );
        assert_eq!(numbers(&booklet(8, None, Direction::Rtl)), [[1, 8], [7, 2], [3, 6], [5, 4]]);
    }

    #[test]
    fn each_page_lies_on_one_place_behind_the_one_before() {
        for pages in 1..70 {
            for signature in [None, Some(1), Some(3)] {
                let sides = booklet(pages, signature, Direction::Ltr);
                let mut seen: Vec<usize> = sides.iter().flat_map(|side| &side.cells).flatten().copied().collect();
                seen.sort_unstable();
                assert_eq!(seen, (0..pages).collect::<Vec<_>>());
                for sheet in sides.chunks(2) {
                    // Turned over the short edge, the left half of the back lies behind the right half of the front.
                    let (recto, verso) = (sheet[0].cells[1], sheet[1].cells[0]);
                    assert_eq!(verso, recto.map(|page| page + 1).filter(|page| *page < pages));
                }
            }
        }
    }

    #[test]
    fn gatherings_follow_each_other() {
        let sides = booklet(13, Some(2), Direction::Ltr);
        assert_eq!(numbers(&sides[4..]), [[0, 9], [10, 0], [0, 11], [12, 13]]);
    }

    #[test]
    fn rows_are_filled_in_the_direction_of_reading() {
        assert_eq!(numbers(&side_by_side(5, 2, 2, Direction::Ltr)), [[1, 2, 3, 4], [5, 0, 0, 0]]);
        assert_eq!(numbers(&side_by_side(5, 2, 2, Direction::Rtl)), [[2, 1, 4, 3], [0, 5, 0, 0]]);
    }

    /// Cuts sheets into stacks, turns their leaves over, and lays the stacks on each other.
    fn stacked(sides: &[Side], columns: usize, rows: usize, direction: Direction) -> Vec<usize> {
        let mut read = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                let left = if direction.is_rtl() { columns - 1 - column } else { column };
                for sheet in sides.chunks(2) {
                    let (front, back) = (row * columns + left, row * columns + columns - 1 - left);
                    read.extend([sheet[0].cells[front], sheet[1].cells[back]]);
                }
            }
        }
        let count = read.iter().flatten().count();
        assert!(read.iter().skip(count).all(Option::is_none), "blanks come last: {read:?}");
        read.into_iter().flatten().collect()
    }

    #[test]
    fn stacks_on_each_other_are_in_order() {
        assert_eq!(numbers(&cut_and_stack(8, 2, 1, Direction::Ltr)), [[1, 5], [6, 2], [3, 7], [8, 4]]);
        assert_eq!(numbers(&cut_and_stack(8, 2, 1, Direction::Rtl)), [[5, 1], [2, 6], [7, 3], [4, 8]]);
        for direction in [Direction::Ltr, Direction::Rtl] {
            for (columns, rows) in [(2, 1), (1, 2), (2, 2), (3, 2), (3, 3)] {
                for pages in 1..60 {
                    let sides = cut_and_stack(pages, columns, rows, direction);
                    assert_eq!(stacked(&sides, columns, rows, direction), (0..pages).collect::<Vec<_>>());
                }
            }
        }
    }
}
