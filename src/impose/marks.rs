//! Marks on a sheet: dashed where it is folded, plain where it is cut.

use super::grid::{Grid, Placed};
use crate::pdf::content::{Content, Ink};
use crate::units::Length;

/// What a copier cannot print along the edges, in millimetres.
const EDGE: f64 = 5.0;
/// Length of a mark, in millimetres.
const LENGTH: f64 = 5.0;
/// Distance of the marks of a corner from the page, in millimetres.
const DISTANCE: f64 = 2.0;
/// Marks shorter than this, in millimetres, are left out.
const SHORTEST: f64 = 2.0;
/// Thickness, in points.
const THICKNESS: f64 = 0.3;

/// Length of the dashes of a fold and of what is between them, in points.
const DASH: f64 = 2.0;

/// A page of the outermost leaf, which is cut when the sheet is folded.
pub(super) struct Corner {
    pub(super) placed: Placed,
    /// Width and height of the page, before it is scaled.
    pub(super) size: [f64; 2],
    /// Its spine is at its left, as it lies on the sheet.
    pub(super) spine_left: bool,
}

/// Draws the lines of a sheet's front: where it is folded and where its outermost pages are cut, along with the inner ones;
/// or, where it is not folded, where its pages are cut apart.
pub(super) fn draw(grid: &Grid, folded: Option<&Vec<Corner>>, content: &mut Content) {
    content.save();
    content.set_stroke(Ink::Gray(0.0));
    content.set_line_width(THICKNESS);
    match folded {
        Some(corners) => {
            content.set_dash(&[DASH, DASH], 0.0);
            edges(grid, content);
            content.set_dash(&[], 0.0);
            corners.iter().for_each(|corner| trim(corner, content));
        }
        None => {
            edges(grid, content);
            crosses(grid, content);
        }
    }
    content.restore();
}

fn pt(millimetres: f64) -> f64 {
    Length::from_mm(millimetres).pt()
}

fn line(from: [f64; 2], to: [f64; 2], content: &mut Content) {
    content.move_to(from[0], from[1]);
    content.line_to(to[0], to[1]);
    content.stroke();
}

/// The lines between places, as x and as y.
fn between(grid: &Grid) -> (Vec<f64>, Vec<f64>) {
    let [width, height] = [grid.sheet.width.pt(), grid.sheet.height.pt()];
    let parts = |count: usize, whole: f64| (1..count).map(|part| whole * part as f64 / count as f64).collect();
    (parts(grid.columns, width), parts(grid.rows, height))
}

/// Where the sheet is folded or cut between places: at its edges.
fn edges(grid: &Grid, content: &mut Content) {
    let [width, height] = [grid.sheet.width.pt(), grid.sheet.height.pt()];
    let (xs, ys) = between(grid);
    for x in xs {
        line([x, pt(EDGE)], [x, pt(EDGE + LENGTH)], content);
        line([x, height - pt(EDGE)], [x, height - pt(EDGE + LENGTH)], content);
    }
    for y in ys {
        line([pt(EDGE), y], [pt(EDGE + LENGTH), y], content);
        line([width - pt(EDGE), y], [width - pt(EDGE + LENGTH), y], content);
    }
}

/// The outer corners of a page, where its place has room for marks.
fn trim(Corner { placed, size: [width, height], spine_left }: &Corner, content: &mut Content) {
    let ([left, bottom], [place_left, place_bottom, place_width, place_height]) = (placed.corner, placed.place);
    let top = bottom + height * placed.scale;
    let (outer, outward) = if *spine_left { (left + width * placed.scale, 1.0) } else { (left, -1.0) };
    // How far a mark may reach from an edge of the page toward one of its place.
    let reach = |room: f64| Some(room.min(pt(DISTANCE + LENGTH))).filter(|reach| *reach >= pt(DISTANCE + SHORTEST));
    let beside = if *spine_left { place_left + place_width - outer } else { outer - place_left } - pt(EDGE);
    let (below, above) = (bottom - place_bottom - pt(EDGE), place_bottom + place_height - top - pt(EDGE));
    for (y, upward, room) in [(bottom, -1.0, below), (top, 1.0, above)] {
        if let Some(reach) = reach(room) {
            line([outer, y + upward * pt(DISTANCE)], [outer, y + upward * reach], content);
        }
        if let Some(reach) = reach(beside) {
            line([outer + outward * pt(DISTANCE), y], [outer + outward * reach, y], content);
        }
    }
}

/// Where pages side by side are cut apart: crosses inside.
fn crosses(grid: &Grid, content: &mut Content) {
    let (xs, ys) = between(grid);
    let half = pt(LENGTH) / 2.0;
    for x in &xs {
        ys.iter().for_each(|y| line([*x, y - half], [*x, y + half], content));
    }
    for y in &ys {
        xs.iter().for_each(|x| line([x - half, *y], [x + half, *y], content));
    }
}
