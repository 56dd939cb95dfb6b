//! The sheet: which way it lies, the places on it, and how large pages become there.

use super::fold;
use super::order::Lie;
use super::{Request, Scale};
use crate::pdf_file::Page;
use crate::project::Scheme;
use crate::units::{Length, Point, Rect, Size};
use std::cmp::Ordering;

/// A page that is larger than its place by less than this part of itself fits: sizes in points are rounded ones.
const TOLERANCE: f64 = 0.001;

/// A sheet and its places.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// The sheet as it lies.
    pub(super) sheet: Size,
    /// Places side by side.
    pub(super) columns: usize,
    /// Rows of them.
    pub(super) rows: usize,
    /// The size of most pages, in points.
    pub(super) usual: [f64; 2],
    /// How large they become.
    pub(super) scale: f64,
    /// By how much each sheet lies nearer to the fold than the one around it.
    pub(super) creep: Length,
    wanted: Scale,
}

/// A page on its place; lengths are from the bottom left corner of the sheet.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Placed {
    /// Left, bottom, width and height of the place, beyond which nothing is printed.
    pub(super) place: [f64; 4],
    /// Bottom left corner of the page.
    pub(super) corner: [f64; 2],
    /// How large it becomes.
    pub(super) scale: f64,
}

impl Grid {
    /// The grid on which pages become largest; of equals, the upright sheet.
    pub(super) fn new(request: &Request, pages: &[Page]) -> Self {
        let usual = usual_size(pages);
        let upright = request.paper;
        let lying = Size { width: upright.height, height: upright.width };
        let grid = |(sheet, columns, rows): (Size, usize, usize)| {
            let creep = match request.scheme {
                Scheme::Booklet { thickness, .. } | Scheme::Folded { thickness, .. } => thickness,
                Scheme::SideBySide(_) | Scheme::Repeated(_) | Scheme::CutAndStack(_) => Length::ZERO,
            };
            let mut grid = Self { sheet, columns, rows, usual, scale: 1.0, creep, wanted: request.scale };
            grid.scale = grid.wanted_scale(usual);
            grid
        };
        let candidates: Vec<(Size, usize, usize)> = match request.scheme {
            Scheme::Booklet { .. } => vec![(lying, 2, 1)],
            Scheme::Folded { pages, .. } => {
                let (columns, rows) = fold::places(pages);
                vec![(upright, columns, rows), (lying, columns, rows)]
            }
            Scheme::SideBySide(number) | Scheme::Repeated(number) | Scheme::CutAndStack(number) => {
                let (long, short) = sides(number);
                [(short, long), (long, short)]
                    .into_iter()
                    .flat_map(|(columns, rows)| [(upright, columns, rows), (lying, columns, rows)])
                    .collect()
            }
        };
        let largest = candidates.into_iter().map(grid).reduce(|best, other| {
            let is_larger = other.fit(usual).total_cmp(&(best.fit(usual) + 1e-9)) == Ordering::Greater;
            if is_larger { other } else { best }
        });
        largest.unwrap_or_else(|| grid((lying, 2, 1)))
    }

    /// How large a page becomes: as most do, or smaller where it would not fit.
    pub(super) fn scale_of(&self, size: [f64; 2]) -> f64 {
        match self.wanted {
            Scale::By(factor) => factor,
            Scale::Shrink | Scale::Fit => self.scale.min(self.wanted_scale(size)),
        }
    }

    /// Whether a page sticks out of its place.
    pub(super) fn cuts(&self, size: [f64; 2]) -> bool {
        self.scale_of(size) > self.fit(size)
    }

    fn wanted_scale(&self, size: [f64; 2]) -> f64 {
        match self.wanted {
            Scale::Shrink => self.fit(size).min(1.0),
            Scale::Fit => self.fit(size),
            Scale::By(factor) => factor,
        }
    }

    /// The largest scale at which a page fits its place.
    fn fit(&self, [width, height]: [f64; 2]) -> f64 {
        let place = self.place_size();
        let fit = (place.width.pt() / width).min(place.height.pt() / height);
        if (1.0 - TOLERANCE..1.0).contains(&fit) { 1.0 } else { fit }
    }

    fn place_size(&self) -> Size {
        Size { width: self.sheet.width / self.columns as i64, height: self.sheet.height / self.rows as i64 }
    }

    /// A place by its number, from the left and from the top.
    fn place(&self, cell: usize) -> Rect {
        let size = self.place_size();
        let (column, row) = (cell % self.columns, cell / self.columns);
        Rect { origin: Point::new(size.width * column as i64, size.height * row as i64), size }
    }

    /// Where a page lies. On a folded sheet pages touch the fold of their spine, or cross it by the creep; elsewhere they stand
    /// in the middle of their place.
    pub(super) fn placed(&self, size: [f64; 2], cell: usize, lie: Lie) -> Placed {
        let scale = self.scale_of(size);
        let [width, height] = size.map(|side| Length::from_pt(side * scale));
        let place = self.place(cell);
        let shift = self.creep * i64::from(lie.depth);
        let x = match lie.spine_left {
            Some(true) => place.origin.x - shift,
            Some(false) => place.right() - width + shift,
            None => place.origin.x + (place.size.width - width) / 2,
        };
        let y = self.sheet.height - place.bottom() + (place.size.height - height) / 2;
        let bottom = self.sheet.height - place.bottom();
        Placed {
            place: [place.origin.x.pt(), bottom.pt(), place.size.width.pt(), place.size.height.pt()],
            corner: [x.pt(), y.pt()],
            scale,
        }
    }
}

/// The sides of the rectangle that so many pages form, the longer one first.
fn sides(number: u8) -> (usize, usize) {
    let number = usize::from(number.max(1));
    let short = (1..=number).rev().find(|short| number % short == 0 && short * short <= number).unwrap_or(1);
    (number / short, short)
}

/// The size of most pages, in points; of equals, the one that comes first.
fn usual_size(pages: &[Page]) -> [f64; 2] {
    let rounded = |size: [f64; 2]| size.map(|side| side.round() as i64);
    let mut counted: Vec<([f64; 2], usize)> = Vec::new();
    for page in pages {
        match counted.iter_mut().find(|(size, _)| rounded(*size) == rounded(page.size)) {
            Some((_, count)) => *count += 1,
            None => counted.push((page.size, 1)),
        }
    }
    let most = counted.iter().map(|(_, count)| *count).max();
    counted.iter().find(|(_, count)| Some(*count) == most).map_or([1.0, 1.0], |(size, _)| *size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mm(width: f64, height: f64) -> Size {
        Size { width: Length::from_mm(width), height: Length::from_mm(height) }
    }

    fn page(width: f64, height: f64) -> Page {
        let size = [width, height].map(|side| Length::from_mm(side).pt());
        Page {
            content: Vec::new(),
            resources: lopdf::Object::Null,
            group: None,
            shown: [0.0, 0.0, size[0], size[1]],
            media: [0.0, 0.0, 1.0, 1.0],
            bleed: None,
            trim: None,
            turned: 0,
            matrix: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            size,
            links: 0,
            annotations: 0,
        }
    }

    fn grid(number: u8, scale: Scale, pages: &[Page]) -> Grid {
        let scheme = Scheme::SideBySide(number);
        Grid::new(
            &Request { pages: None, scheme, paper: mm(210.0, 297.0), direction: None, scale, marks: false },
            pages,
        )
    }

    #[test]
    fn the_sheet_lies_as_pages_become_largest() {
        let upright = [page(210.0, 297.0)];
        let wide = [page(297.0, 210.0)];
        for (number, pages, lies, columns, rows) in [
            (2, &upright, true, 2, 1),
            (2, &wide, false, 1, 2),
            (4, &upright, false, 2, 2),
            (4, &wide, true, 2, 2),
            (6, &upright, true, 3, 2),
            (6, &wide, false, 2, 3),
            (9, &upright, false, 3, 3),
        ] {
            let grid = grid(number, Scale::Shrink, pages);
            let found = (grid.sheet.width > grid.sheet.height, grid.columns, grid.rows);
            assert_eq!(found, (lies, columns, rows), "{number}");
        }
    }

    #[test]
    fn pages_shrink_and_grow_only_on_request() {
        let small = [page(74.0, 105.0)];
        assert_eq!(grid(2, Scale::Shrink, &small).scale, 1.0);
        assert!((grid(2, Scale::Fit, &small).scale - 2.0).abs() < 0.01);
        let large = [page(210.0, 297.0), page(210.0, 297.0), page(420.0, 297.0)];
        let grid = grid(2, Scale::By(0.9), &large);
        assert_eq!(grid.scale_of(large[2].size), 0.9);
        assert!(grid.cuts(large[0].size));
    }

    #[test]
    fn a_wide_page_among_others_becomes_smaller_than_they() {
        let pages = [page(148.0, 210.0), page(148.0, 210.0), page(210.0, 148.0)];
        let grid = grid(2, Scale::Shrink, &pages);
        assert_eq!(grid.scale_of(pages[0].size), 1.0);
        assert!((grid.scale_of(pages[2].size) - 148.5 / 210.0).abs() < 1e-6);
    }
}
