//! Column widths from content.

use crate::units::Length;

/// What a column's content wants, padding included.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wish {
    /// Its longest unbreakable piece.
    pub(super) min: Length,
    /// Its longest cell on one line.
    pub(super) max: Length,
}

/// Widths that suit the content: natural ones where they fit, else widths that fill the measure, between what each
/// column needs at least and what it can use. `None` where even the least widths are too wide.
///
/// What is left above the least widths is shared by the square roots of what the columns could use more, so that one
/// very long text does not starve the others: the number of lines of a cell goes with its area, not its width.
pub(super) fn share(wishes: &[Wish], room: Length) -> Option<Vec<Length>> {
    let natural: Length = wishes.iter().map(|wish| wish.max).sum();
    if natural <= room {
        return Some(wishes.iter().map(|wish| wish.max).collect());
    }
    let least: Length = wishes.iter().map(|wish| wish.min).sum();
    if least > room {
        return None;
    }
    let mut widths: Vec<Length> = wishes.iter().map(|wish| wish.min).collect();
    let mut rest = room - least;
    // Columns that come to what they can use drop out, and the others share what they leave.
    for _ in 0..=wishes.len() {
        let weight = |at: usize| (wishes[at].max - widths[at]).non_negative().raw().isqrt();
        let weights: Vec<i64> = (0..wishes.len()).map(weight).collect();
        let total: i64 = weights.iter().sum();
        if total == 0 || rest <= Length::ZERO {
            break;
        }
        let portion = rest;
        for (at, weight) in weights.iter().enumerate() {
            let more = portion.scale(*weight, total).min(wishes[at].max - widths[at]).min(rest).non_negative();
            widths[at] += more;
            rest -= more;
        }
    }
    if let Some(widest) = (0..widths.len()).max_by_key(|at| wishes[*at].max) {
        widths[widest] += rest;
    }
    Some(widths)
}

/// First rows of a table, by which widths are judged.
pub(super) const MOST_ROWS: usize = 100;
/// Tables of more columns are not judged.
const MOST_COLUMNS: usize = 12;
/// So often width goes from one column to another.
const MOST_MOVES: usize = 40;
/// Lines are not filled to their ends: what words on one line take of several, in hundredths.
const RAGGED: i64 = 108;

/// What the rows of a table need at given widths.
pub(super) struct Rows {
    /// Of the first rows: what their cells take on one line, by column, without padding.
    pub(super) cells: Vec<Vec<Length>>,
    /// Padding at both sides of a cell together.
    pub(super) padding: Length,
    /// Widths change by this much.
    pub(super) step: Length,
}

impl Rows {
    /// The same sum of widths, shared so that the rows have as few lines together as can be found: width goes from one
    /// column to another as long as that spares a line.
    pub(super) fn settle(&self, mut widths: Vec<Length>, wishes: &[Wish]) -> Vec<Length> {
        if widths.len() > MOST_COLUMNS {
            return widths;
        }
        let mut cost = self.cost(&widths);
        for _ in 0..MOST_MOVES {
            let found = self.moves(&widths, wishes).map(|widths| (self.cost(&widths), widths));
            match found.min_by_key(|(cost, _)| *cost) {
                Some((less, better)) if less < cost => (cost, widths) = (less, better),
                _ => break,
            }
        }
        widths
    }

    /// All widths that differ by what one column gives to another.
    fn moves<'a>(&'a self, widths: &'a [Length], wishes: &'a [Wish]) -> impl Iterator<Item = Vec<Length>> + 'a {
        let columns = 0..widths.len();
        let pairs = columns.clone().flat_map(move |from| columns.clone().map(move |to| (from, to)));
        let moves = pairs.filter(|(from, to)| from != to).flat_map(|(from, to)| [1, 2, 4, 8].map(|by| (from, to, by)));
        moves.filter_map(move |(from, to, by)| {
            let by = self.step * by;
            let fits = widths[from] - by >= wishes[from].min && widths[to] + by <= wishes[to].max.max(widths[to]);
            let mut moved = widths.to_vec();
            moved[from] -= by;
            moved[to] += by;
            fits.then_some(moved)
        })
    }

    /// Lines of all rows, then of all cells.
    fn cost(&self, widths: &[Length]) -> (i64, i64) {
        let lines = |cell: &Length, width: &Length| {
            let room = (*width - self.padding).raw().max(1);
            if cell.raw() <= room { 1 } else { (cell.raw() * RAGGED / 100 + room - 1) / room }
        };
        self.cells.iter().fold((0, 0), |(rows, all), row| {
            let lines: Vec<i64> = row.iter().zip(widths).map(|(cell, width)| lines(cell, width)).collect();
            (rows + lines.iter().max().copied().unwrap_or(0), all + lines.iter().sum::<i64>())
        })
    }
}

/// Widths that fill the measure although words will have to be cut: in proportion to the square roots of the least ones.
pub(super) fn force(wishes: &[Wish], room: Length) -> Vec<Length> {
    let weights: Vec<i64> = wishes.iter().map(|wish| wish.min.raw().max(1).isqrt().max(1)).collect();
    let total: i64 = weights.iter().sum::<i64>().max(1);
    weights.iter().map(|weight| room.scale(*weight, total)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pt(value: f64) -> Length {
        Length::from_pt(value)
    }

    fn wish(min: f64, max: f64) -> Wish {
        Wish { min: pt(min), max: pt(max) }
    }

    #[test]
    fn content_that_fits_keeps_its_natural_width() {
        assert_eq!(share(&[wish(10.0, 50.0), wish(20.0, 60.0)], pt(200.0)), Some(vec![pt(50.0), pt(60.0)]));
    }

    #[test]
    fn wide_content_fills_the_measure_exactly() {
        let wishes = [wish(30.0, 900.0), wish(20.0, 90.0), wish(15.0, 15.0)];
        let widths = share(&wishes, pt(300.0)).expect("widths");
        assert_eq!(widths.iter().copied().sum::<Length>(), pt(300.0));
        assert!(widths.iter().zip(&wishes).all(|(width, wish)| *width >= wish.min), "{widths:?}");
        assert_eq!(widths[2], pt(15.0), "a column gets no more than it can use");
        assert!(widths[1] > pt(60.0), "a long neighbour does not starve it: {widths:?}");
    }

    #[test]
    fn width_goes_where_it_spares_lines() {
        let wishes = [wish(40.0, 60.0), wish(40.0, 400.0), wish(40.0, 130.0)];
        let widths = share(&wishes, pt(300.0)).expect("widths");
        let row = |long: f64| [50.0, long, 120.0].map(pt).to_vec();
        let rows = Rows { cells: vec![row(390.0), row(380.0)], padding: pt(10.0), step: pt(5.0) };
        let settled = rows.settle(widths.clone(), &wishes);
        assert_eq!(settled.iter().copied().sum::<Length>(), pt(300.0));
        assert!(settled.iter().zip(&wishes).all(|(width, wish)| *width >= wish.min), "{settled:?}");
        assert!(rows.cost(&settled) < rows.cost(&widths), "{widths:?} {settled:?}");
        let short = Rows { cells: vec![[50.0, 60.0, 60.0].map(pt).to_vec()], padding: pt(10.0), step: pt(5.0) };
        let even = vec![pt(60.0), pt(120.0), pt(120.0)];
        assert_eq!(short.settle(even.clone(), &wishes), even, "nothing moves where that spares no line");
    }

    #[test]
    fn too_wide_content_is_told_and_can_be_forced() {
        let wishes = [wish(200.0, 900.0), wish(300.0, 900.0)];
        assert_eq!(share(&wishes, pt(300.0)), None);
        let widths = force(&wishes, pt(300.0));
        assert!(widths.iter().copied().sum::<Length>() <= pt(300.1));
        assert!(widths[0] < widths[1]);
    }
}
