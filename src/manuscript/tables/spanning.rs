//! Grid tables with cells over several rows or columns.
//!
//! Steps: see the lines as a sheet of signs, find for every corner the smallest rectangle of borders below and right of it,
//! make sure that the rectangles cover the sheet, and count the rows and columns between their edges. What is drawn
//! otherwise is no table here.

use super::super::mask::Edit;
use super::grid::{alignment, extent};
use super::{CellLines, Rewriting, SourceCell, SourceLine, content, trimmed};
use std::collections::BTreeSet;
use unicode_normalization::char::is_combining_mark;

/// More signs than these are not looked at.
const MOST_LINES: usize = 2_000;
const MOST_SIGNS: usize = 1_000;
/// So many signs are read in all while borders are followed.
const MOST_STEPS: usize = 20_000_000;

/// The table that begins with this line, and the line after it.
pub(super) fn table(source: &str, lines: &[SourceLine], at: usize) -> Option<(Edit, usize)> {
    let first = lines.get(at).filter(|line| content(source, line).starts_with("+-"))?;
    let lines = extent(source, lines, at).filter(|lines| (3..=MOST_LINES).contains(&lines.len()))?;
    let sheet = Sheet::read(source, lines)?;
    let boxes = sheet.boxes()?;
    let edges = |of: fn(&Box) -> [usize; 2]| boxes.iter().flat_map(of).collect::<BTreeSet<usize>>();
    let (across, down) = (edges(|cell| [cell.left, cell.right]), edges(|cell| [cell.top, cell.bottom]));
    let count = |edges: &BTreeSet<usize>, from: usize, to: usize| edges.range(from..to).count();
    let inner = down.iter().filter(|y| **y > 0 && **y + 1 < sheet.lines.len());
    let head = inner.copied().find(|y| sheet.sign(*y, 1) == Some('=')).unwrap_or(0);
    let mut parts: [Vec<Vec<SourceCell>>; 2] = [Vec::new(), Vec::new()];
    for top in down.iter().filter(|y| **y + 1 < sheet.lines.len()) {
        let row = boxes.iter().filter(|cell| cell.top == *top);
        let cell = |cell: &Box| SourceCell {
            lines: sheet.inside(source, cell),
            columns: count(&across, cell.left, cell.right),
            rows: count(&down, cell.top, cell.bottom),
        };
        parts[usize::from(*top >= head)].push(row.map(cell).collect());
    }
    let edges: Vec<usize> = across.into_iter().collect();
    let is_colon = |x: usize| sheet.sign(head, x) == Some(':');
    let columns: Vec<&str> =
        edges.windows(2).map(|edge| alignment(is_colon(edge[0] + 1), is_colon(edge[1] - 1))).collect();
    let [heads, body] = parts;
    let mut rewriting = Rewriting::new(&first.prefix, &columns);
    if !heads.is_empty() {
        rewriting.rows(source, heads, true);
    }
    rewriting.rows(source, body, false);
    Some((rewriting.finish(lines), at + lines.len()))
}

/// A cell, by the lines and columns of its borders.
struct Box {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

/// The signs of a table, each with its byte; marks that stand on a letter have no place of their own.
struct Sheet {
    lines: Vec<Vec<(char, usize)>>,
}

impl Sheet {
    /// `None` where the lines are not equally long.
    fn read(source: &str, lines: &[SourceLine]) -> Option<Self> {
        let signs = |line: &SourceLine| -> Vec<(char, usize)> {
            let text = content(source, line).trim_end();
            let signs = text.char_indices().filter(|(_, sign)| !is_combining_mark(*sign));
            signs.map(|(at, sign)| (sign, line.content + at)).collect()
        };
        let lines: Vec<_> = lines.iter().map(signs).collect();
        let width = lines.first()?.len();
        (width <= MOST_SIGNS && lines.iter().all(|line| line.len() == width)).then_some(Self { lines })
    }

    fn sign(&self, y: usize, x: usize) -> Option<char> {
        Some(self.lines.get(y)?.get(x)?.0)
    }

    fn is_corner(&self, y: usize, x: usize) -> bool {
        self.sign(y, x) == Some('+')
    }

    fn is_level(&self, y: usize, x: usize) -> bool {
        matches!(self.sign(y, x), Some('-' | '=' | '+' | ':'))
    }

    fn is_upright(&self, y: usize, x: usize) -> bool {
        matches!(self.sign(y, x), Some('|' | '+'))
    }

    /// The cells from the first line on; `None` where they do not cover the whole sheet.
    fn boxes(&self) -> Option<Vec<Box>> {
        let (height, width) = (self.lines.len(), self.lines.first()?.len());
        let mut steps = 0;
        let mut boxes = Vec::new();
        for top in 0..height - 1 {
            for left in (0..width.saturating_sub(1)).filter(|left| self.is_corner(top, *left)) {
                boxes.extend(self.smallest(top, left, &mut steps));
                if steps > MOST_STEPS {
                    return None;
                }
            }
        }
        let covered: usize = boxes.iter().map(|cell| (cell.bottom - cell.top) * (cell.right - cell.left)).sum();
        (boxes.len() > 1 && covered == (height - 1) * (width - 1)).then_some(boxes)
    }

    /// The smallest cell whose first corner this is.
    fn smallest(&self, top: usize, left: usize, steps: &mut usize) -> Option<Box> {
        let level = (left + 1..).take_while(|x| self.is_level(top, *x));
        for right in level.filter(|x| self.is_corner(top, *x)) {
            for bottom in (top + 1..).take_while(|y| self.is_upright(*y, left) && self.is_upright(*y, right)) {
                *steps += 1;
                if !(self.is_corner(bottom, left) && self.is_corner(bottom, right)) {
                    continue;
                }
                *steps += right - left;
                if (left..=right).all(|x| self.is_level(bottom, x)) {
                    return Some(Box { top, left, bottom, right }).filter(|cell| cell.bottom > cell.top + 1);
                }
            }
            *steps += right - left;
            if *steps > MOST_STEPS {
                return None;
            }
        }
        None
    }

    /// The lines in a cell, without the blank that stands at each side of its words.
    fn inside(&self, source: &str, cell: &Box) -> CellLines {
        let line = |y: usize| {
            let (from, to) = (self.lines[y][cell.left + 1].1, self.lines[y][cell.right].1);
            let blank = usize::from(source[from..to].starts_with(' '));
            from + blank..trimmed(source, from..to).end.max(from + blank)
        };
        (cell.top + 1..cell.bottom).map(line).collect()
    }
}
