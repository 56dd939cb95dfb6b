//! A finished PDF to sheets for an office copier: a booklet to fold, several pages side by side, or stacks to cut.
//!
//! In: the bytes of a PDF file, ours or anyone's, and what to make of it. Out: the bytes of the file for the copier, the
//! same for the same input, and what to say about it. Steps: read the pages (`read`, `page`) and take those asked for (`ranges`), tell which lies where
//! (`order`), how large and on what sheet (`grid`), look how small letters become (`letters`), and write each page as a
//! picture of itself onto its sheet (`write`, `marks`).

mod fold;
mod grid;
mod letters;
mod marks;
mod order;
mod ranges;
mod write;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::language::Direction;
use crate::pdf_file::{Input, read};
use crate::project::Scheme;
use crate::units::{Length, Size};
use grid::Grid;
use order::Side;
pub use ranges::PageRanges;

/// Letters smaller than this are hard to read: docs/typography.md P28.
const LEAST_LETTERS_PT: f64 = 6.0;

/// Sheets of one gathering that a stapler takes and that still fold flat: 64 pages.
const MOST_SHEETS: u16 = 16;

/// How large pages become.
#[derive(Copy, Clone, Debug, PartialEq)]
pub enum Scale {
    /// As large as they fit, and never larger than they are.
    Shrink,
    /// As large as they fit.
    Fit,
    /// By this factor, even where they stick out.
    By(f64),
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The pages that are taken; all where none are named.
    pub pages: Option<PageRanges>,
    /// What becomes of the pages.
    pub scheme: Scheme,
    /// The paper, upright.
    pub paper: Size,
    /// Direction of reading; that of the file where none is asked for.
    pub direction: Option<Direction>,
    /// How large pages become.
    pub scale: Scale,
    /// Marks to fold and cut at.
    pub marks: bool,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Imposed {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Direction of reading.
    pub direction: Direction,
    /// Pages that were taken of the file.
    pub pages: usize,
    /// Places that stay blank after the last page.
    pub blanks: usize,
    /// Sides, each a page of the new file.
    pub sides: usize,
    /// Sheets where both sides are printed.
    pub sheets: usize,
    /// How large most pages are beside what they were.
    pub scale: f64,
    /// Whether sheets lie on their long edge.
    pub is_landscape: bool,
    /// By how much the innermost sheet moved toward the fold.
    pub creep: Length,
    /// Links, which paper cannot follow.
    pub links: usize,
}

/// Makes the file. `name` is that of the file read, as the user knows it; warnings are added to `found`.
///
/// # Errors
/// The finding why there is no file.
pub fn impose(
    bytes: &[u8],
    name: &str,
    request: &Request,
    found: &mut Diagnostics,
) -> Result<Imposed, Box<Diagnostic>> {
    let mut input = read::read(bytes, name)?;
    if let Some(ranges) = &request.pages {
        ranges.check(input.pages.len(), name)?;
        input.keep(|number| ranges.has(number));
    }
    let direction = request.direction.or(input.direction).unwrap_or(Direction::Ltr);
    let grid = Grid::new(request, &input.pages);
    let pages = input.pages.len();
    let sides = match request.scheme {
        Scheme::Booklet { signature, .. } => order::booklet(pages, signature, direction),
        Scheme::SideBySide(_) => order::side_by_side(pages, grid.columns, grid.rows, direction),
        Scheme::Repeated(number) => order::repeated(pages, number),
        Scheme::Folded { pages: each, .. } => fold::signatures(pages, each, direction),
        Scheme::CutAndStack(_) => order::cut_and_stack(pages, grid.columns, grid.rows, direction),
    };
    let innermost = sides.iter().map(Side::depth).max().unwrap_or(0);
    look(&input, &grid, innermost, name, found);
    let imposed = Imposed {
        bytes: Vec::new(),
        direction,
        pages,
        blanks: sides.iter().flat_map(|side| &side.cells).filter(|page| page.is_none()).count(),
        sides: sides.len(),
        sheets: sides.len().div_ceil(2),
        scale: grid.scale,
        is_landscape: grid.sheet.width > grid.sheet.height,
        creep: grid.creep * i64::from(innermost),
        links: input.links,
    };
    Ok(Imposed { bytes: make(input, &grid, &sides, request.marks, name)?, ..imposed })
}

/// What the reader of the sheets would stumble over.
fn look(input: &Input, grid: &Grid, innermost: u16, name: &str, found: &mut Diagnostics) {
    let mut warn = |code: &'static str, message: String, help: &str| {
        found.push(Diagnostic::warning(code, message).in_file(name).help(help));
    };
    if input.annotations > 0 {
        let message = format!("{} of the file are left out", counted(input.annotations, "annotation"));
        let help = "form fields, stamps and comments are no part of a page; to print them, make them part of it first: \
                    `qpdf --flatten-annotations=print in.pdf out.pdf`";
        warn("annotations-left-out", message, help);
    }
    if innermost >= MOST_SHEETS {
        let message = format!("{} sheets are folded into each other", innermost + 1);
        warn("thick-booklet", message, "staples take about 16 sheets: make gatherings with `--signature 8`");
    }
    let cut = input.pages.iter().position(|page| grid.cuts(page.size));
    if let Some(at) = cut {
        let message =
            format!("page {} at {} is larger than its place and is cut", input.number(at), percent(grid.scale));
        warn("page-cut", message, "leave out --scale, or choose larger paper with --paper");
    }
    let sizes = letters::smallest(&input.document, &input.pages);
    let printed = sizes.iter().enumerate().filter_map(|(at, size)| {
        let scale = input.pages.get(at).map(|page| grid.scale_of(page.size))?;
        size.filter(|_| scale < 1.0).map(|size| (at, size * scale, size))
    });
    let smallest = printed.min_by(|(_, one, _), (_, other, _)| one.total_cmp(other));
    if let Some((at, size, was)) = smallest.filter(|(_, size, _)| *size < LEAST_LETTERS_PT - 0.05) {
        let message =
            format!("the smallest letters become {size:.1} pt instead of {was:.1} pt (page {})", input.number(at));
        let help = "less than 6 pt is hard to read: choose larger paper with --paper, or fewer pages a sheet";
        warn("small-letters", message, help);
    }
}

/// Writes the sheets.
fn make(input: Input, grid: &Grid, sides: &[Side], marks: bool, name: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    write::write(input, grid, sides, marks).map_err(|error| {
        let message = format!("the file for the copier could not be put together: {error}");
        Box::new(Diagnostic::error("pdf-failed", message).in_file(name).help("please report it with the file"))
    })
}

/// `1 annotation`, `2 annotations`.
fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// `71 %`.
fn percent(factor: f64) -> String {
    format!("{:.0} %", factor * 100.0)
}
