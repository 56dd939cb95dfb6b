//! The boxes of pages: size, bleed, what lies beyond it (ISO 32000-1 14.11.2).

use super::{Asked, Log, by_hand, mm, points};
use crate::pdf_file::{Input, Page};
use crate::project::{CoverKind, Sides};
use crate::units::{Length, Size};

/// Sides that differ by less, in points, are the same.
const SAME: f64 = 0.6;
/// Names of the sides in the order of boxes.
const SIDES: [&str; 4] = ["left", "foot", "right", "head"];

/// What is left after the cut.
pub(super) fn trim(page: &Page) -> [f64; 4] {
    page.trim.unwrap_or(page.media)
}

pub(super) fn look(input: &Input, asked: &Asked<'_>, log: &mut Log<'_>) {
    let usual = input.pages.first().map_or([0.0; 2], |page| page.size);
    for (at, page) in input.pages.iter().enumerate() {
        let number = at + 1;
        if page.turned % 360 != 0 {
            let message = format!("page {number} is turned by {}°", page.turned.rem_euclid(360));
            log.error(
                "turned-page",
                message,
                "make the page upright: some presses do not know that it is to be turned",
            );
        }
        if (page.size[0] - usual[0]).abs() > SAME || (page.size[1] - usual[1]).abs() > SAME {
            let [width, height] = page.size.map(mm);
            let message =
                format!("page {number} is {width} × {height}, the first one {} × {}", mm(usual[0]), mm(usual[1]));
            log.error("page-sizes", message, "all pages of a book have one size");
        }
        inside(page, number, log);
        bleed(input, at, asked, log);
    }
    size(usual, asked, log);
    spine(usual, asked, log);
}

/// Boxes lie in each other.
fn inside(page: &Page, number: usize, log: &mut Log<'_>) {
    let within = |inner: [f64; 4], outer: [f64; 4]| {
        inner[0] >= outer[0] - SAME
            && inner[1] >= outer[1] - SAME
            && inner[2] <= outer[2] + SAME
            && inner[3] <= outer[3] + SAME
    };
    let (trim, bleed) = (trim(page), page.bleed.unwrap_or(page.media));
    if !within(trim, page.media) || !within(trim, bleed) || !within(bleed, page.media) {
        let message = format!("page {number}: the boxes do not lie in each other");
        log.error("page-boxes", message, "TrimBox in BleedBox in MediaBox (ISO 32000-1, 14.11.2)");
    }
}

/// By how much a box sticks out of another: left, foot, right, head.
fn outset(inner: [f64; 4], outer: [f64; 4]) -> [f64; 4] {
    [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]]
}

/// The bleed that the page has, and the one that it should have where it bleeds: left, foot, right, head.
pub(super) fn bleeds(input: &Input, at: usize, asked: &Asked<'_>) -> ([f64; 4], Option<[f64; 4]>) {
    let Some(page) = input.pages.get(at) else { return ([0.0; 4], None) };
    let own = outset(trim(page), page.bleed.unwrap_or(page.media));
    let wanted = match asked.cover {
        None => asked.profile.bleed.map(|sides| by_hand(sides, input, at)),
        Some(_) => asked.profile.cover.bleed.map(|bleed| by_hand(Sides::all(bleed), input, at)),
    };
    // A page that is to have no bleed is not one that lacks it.
    (own, wanted.filter(|sides| sides.iter().any(|side| *side > SAME)))
}

fn bleed(input: &Input, at: usize, asked: &Asked<'_>, log: &mut Log<'_>) {
    let Some(page) = input.pages.get(at) else { return };
    let number = at + 1;
    let (own, wanted) = bleeds(input, at, asked);
    let has_any = own.iter().any(|side| *side > SAME);
    if let Some(wanted) = wanted.filter(|_| has_any) {
        for ((own, wanted), side) in own.into_iter().zip(wanted).zip(SIDES) {
            if own < wanted - SAME {
                let message = format!("page {number}: bleed of {} at the {side}; {} is asked", mm(own), mm(wanted));
                log.error("bleed-too-small", message, "set the bleed that the profile asks for");
            }
        }
    }
    let beyond = outset(page.bleed.unwrap_or(trim(page)), page.media);
    if asked.profile.marks == Some(false) && page.bleed.is_some() && beyond.iter().any(|side| *side > SAME) {
        let most = beyond.into_iter().fold(0.0, f64::max);
        let message = format!("page {number}: the sheet goes {} beyond the bleed, as for crop marks", mm(most));
        log.error("marks-not-taken", message, "leave the crop marks out: page.marks = false");
    }
}

/// Whether the size is one that is taken.
fn size(usual: [f64; 2], asked: &Asked<'_>, log: &mut Log<'_>) {
    let [width, height] = usual.map(Length::from_pt);
    if asked.cover.is_none() && !asked.profile.takes(Size { width, height }) {
        let message = format!("`{}` takes no pages of {} × {}", asked.profile.name, mm(usual[0]), mm(usual[1]));
        log.error("trim-not-taken", message, "choose one of the sizes that `warraq profiles` shows");
    }
}

/// Whether a cover is as wide as its book.
fn spine(usual: [f64; 2], asked: &Asked<'_>, log: &mut Log<'_>) {
    let rule = &asked.profile.cover;
    let Some(pages) = asked.cover.flatten().filter(|_| rule.kind == CoverKind::Wrap) else { return };
    let Some(wanted) = asked.profile.spine.as_ref().and_then(|spine| spine.width(pages)) else { return };
    // Front and back are as wide as a trim that is taken, whichever it is.
    let trims = &asked.profile.trims;
    let height = usual[1];
    let panels: Vec<f64> = trims
        .iter()
        .filter(|trim| (points(trim.height) - height).abs() < SAME)
        .map(|trim| usual[0] - 2.0 * points(trim.width))
        .collect();
    let Some(spine) =
        panels.into_iter().min_by(|a, b| (a - points(wanted)).abs().total_cmp(&(b - points(wanted)).abs()))
    else {
        return;
    };
    // Shops take covers that are a sixteenth of an inch off.
    if (spine - points(wanted)).abs() > 72.0 / 16.0 {
        let message =
            format!("the spine is {} wide; a book of {pages} pages has one of {}", mm(spine), mm(points(wanted)));
        log.error("wrong-spine", message, "make the cover anew for this number of pages and paper");
    }
}
