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
    fn too_wide_content_is_told_and_can_be_forced() {
        let wishes = [wish(200.0, 900.0), wish(300.0, 900.0)];
        assert_eq!(share(&wishes, pt(300.0)), None);
        let widths = force(&wishes, pt(300.0));
        assert!(widths.iter().copied().sum::<Length>() <= pt(300.1));
        assert!(widths[0] < widths[1]);
    }
}
