//! What shows PDFium which way the lines of a page run.
//!
//! PDFium asks that once a page: where letters cover less than four fifths of the width between the outermost ones, and
//! less than they cover of the height, lines run downwards for it, and each letter that is a text object of its own
//! begins a line. In a list of contents, with page numbers far from short titles, this is so. Two spaces in one text
//! object, one at each side of the page, cover all of its width. They are no part of the structure tree.

use super::super::fonts::Made;
use super::pattern::{Place, Show, Step};
use crate::text::GlyphRun;
use crate::units::{Length, Size};

/// Where the middle of the boxes lies above the foot of the page, in points: PDFium counts whole ones, so it is one.
const FOOT: f64 = 4.0;

/// The middle of the band that all boxes reach into, as a share of the em above the baseline.
const MIDDLE: f64 = 0.15;

/// The blank at each side: a space with a box.
pub(in crate::pdf) fn blank() -> Made {
    Made { text: " ".into(), advance: 10, pieces: Box::default(), letter: true }
}

/// The spaces, in the font of a run, on a page of this size.
pub(in crate::pdf) fn ruler(run: &GlyphRun, page: Size) -> [Step<'_>; 2] {
    let y = page.height - Length::from_pt(FOOT - MIDDLE * run.size.pt());
    let step = |x: f64, place: Place| Step {
        item: 0,
        run,
        show: Show::Made(blank()),
        x,
        y,
        place,
        is_apart: false,
        is_mute: true,
        spacing: Some(0.0),
    };
    [step(0.0, Place::Own), step(page.width.pt(), Place::Joined)]
}
