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

/// Draws the lines of a sheet's front. `corners` are the places of pages on the outermost sheet with their widths
/// and heights, where a booklet is cut; inner sheets are cut along with it.
pub(super) fn draw(grid: &Grid, corners: &[(usize, Placed, [f64; 2])], content: &mut Content) {
    content.save();
    content.set_stroke(Ink::Gray(0.0));
    content.set_line_width(THICKNESS);
    if grid.is_folded {
        content.set_dash(&[DASH, DASH], 0.0);
        fold(grid, content);
        content.set_dash(&[], 0.0);
        corners.iter().for_each(|page| trim(grid, page, content));
    } else {
        cuts(grid, content);
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

/// Where the sheet is folded: at the head and at the foot.
fn fold(grid: &Grid, content: &mut Content) {
    let (x, height) = (grid.sheet.width.pt() / 2.0, grid.sheet.height.pt());
    line([x, pt(EDGE)], [x, pt(EDGE + LENGTH)], content);
    line([x, height - pt(EDGE)], [x, height - pt(EDGE + LENGTH)], content);
}

/// The outer corners of a page beside the fold, where the sheet has room for marks.
fn trim(grid: &Grid, (cell, placed, [width, height]): &(usize, Placed, [f64; 2]), content: &mut Content) {
    let is_left = *cell == 0;
    let [left, bottom] = placed.corner;
    let (top, sheet) = (bottom + height * placed.scale, [grid.sheet.width.pt(), grid.sheet.height.pt()]);
    let (outer, outward) = if is_left { (left, -1.0) } else { (left + width * placed.scale, 1.0) };
    // How far a mark may reach from an edge of the page toward one of the sheet.
    let reach = |room: f64| Some(room.min(pt(DISTANCE + LENGTH))).filter(|reach| *reach >= pt(DISTANCE + SHORTEST));
    let beside = if is_left { outer } else { sheet[0] - outer } - pt(EDGE);
    for (y, upward, room) in [(bottom, -1.0, bottom - pt(EDGE)), (top, 1.0, sheet[1] - top - pt(EDGE))] {
        if let Some(reach) = reach(room) {
            line([outer, y + upward * pt(DISTANCE)], [outer, y + upward * reach], content);
        }
        if let Some(reach) = reach(beside) {
            line([outer + outward * pt(DISTANCE), y], [outer + outward * reach, y], content);
        }
    }
}

/// Where pages side by side are cut apart: at the edges of the sheet, and crosses inside.
fn cuts(grid: &Grid, content: &mut Content) {
    let [width, height] = [grid.sheet.width.pt(), grid.sheet.height.pt()];
    let xs: Vec<f64> = (1..grid.columns).map(|column| width * column as f64 / grid.columns as f64).collect();
    let ys: Vec<f64> = (1..grid.rows).map(|row| height * row as f64 / grid.rows as f64).collect();
    let half = pt(LENGTH) / 2.0;
    for x in &xs {
        line([*x, pt(EDGE)], [*x, pt(EDGE + LENGTH)], content);
        line([*x, height - pt(EDGE)], [*x, height - pt(EDGE + LENGTH)], content);
        ys.iter().for_each(|y| line([*x, y - half], [*x, y + half], content));
    }
    for y in &ys {
        line([pt(EDGE), *y], [pt(EDGE + LENGTH), *y], content);
        line([width - pt(EDGE), *y], [width - pt(EDGE + LENGTH), *y], content);
        xs.iter().for_each(|x| line([x - half, *y], [x + half, *y], content));
    }
}
