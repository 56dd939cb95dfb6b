//! How far the text has come at each letter, if it all stood on one line: what line breaking reckons with.

use super::kashida;
use super::prepared::{FaceKind, Give, Prepared};
use std::ops::Sub;

/// What a part of the text measures, 1/65 536 pt.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// Its width.
    pub(super) width: i64,
    /// Part of the width that is word spaces, which justification changes.
    pub(super) glue: i64,
    /// Part of the width that is letters which may be set a trifle wider or closer.
    pub(super) letters: i64,
    /// What its words may be stretched by, on average; no part of the width.
    pub(super) kashida: i64,
}

impl Sub for Extent {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self {
            width: self.width - other.width,
            glue: self.glue - other.glue,
            letters: self.letters - other.letters,
            kashida: self.kashida - other.kashida,
        }
    }
}

/// The start of a letter or ligature.
#[derive(Copy, Clone, Debug)]
struct Edge {
    /// Its first byte.
    at: usize,
    /// Everything before it.
    before: Extent,
}

/// Widths up to each letter.
#[derive(Debug, Default)]
pub(super) struct Edges(Vec<Edge>);

impl Edges {
    /// Adds up the glyphs and objects of a paragraph.
    pub(super) fn of(prepared: &Prepared) -> Self {
        let mut edges: Vec<Edge> = Vec::with_capacity(prepared.glyphs.len() + 2);
        let mut sum = Extent::default();
        let mut runs = prepared.runs.iter().peekable();
        let mut words = prepared.stretchable.iter().peekable();
        for stretch in &prepared.collected.stretches {
            let Some(face) = prepared.faces.get(stretch.piece) else { continue };
            if let FaceKind::Object { width, .. } = &face.kind {
                edges.push(Edge { at: stretch.start, before: sum });
                sum.width += width.raw();
                continue;
            }
            while let Some(shaped) = runs.peek() {
                let run = &shaped.run;
                if run.range.start >= stretch.end {
                    break;
                }
                let size = prepared.size(face, run.script, run.font).raw();
                let em = i64::from(prepared.fonts.font(run.font).units_per_em.max(1));
                let is_elastic = prepared.is_elastic(face, run.script);
                let glyphs = &prepared.glyphs[shaped.glyphs.clone()];
                let from = glyphs.partition_point(|glyph| (glyph.cluster as usize) < stretch.start);
                for glyph in glyphs[from..].iter().take_while(|glyph| (glyph.cluster as usize) < stretch.end) {
                    let at = glyph.cluster as usize;
                    while words.next_if(|(end, _)| *end <= at).is_some() {
                        sum.kashida += kashida::average(face.size.raw());
                    }
                    if edges.last().is_none_or(|last| last.at != at) {
                        edges.push(Edge { at, before: sum });
                    }
                    let advance = scaled(glyph.advance, size, em);
                    sum.width += advance;
                    match prepared.give_at(at) {
                        Give::Space => sum.glue += advance,
                        Give::Letter if is_elastic => sum.letters += advance,
                        _ => {}
                    }
                }
                if run.range.end > stretch.end {
                    break;
                }
                runs.next();
            }
        }
        edges.push(Edge { at: prepared.collected.text.len(), before: sum });
        Self(edges)
    }

    /// Width of everything before the byte at `offset`.
    pub(super) fn x(&self, offset: usize) -> i64 {
        self.get(offset).width
    }

    /// Everything before the byte at `offset`. The width of a ligature is shared out by bytes.
    pub(super) fn get(&self, offset: usize) -> Extent {
        let next = self.0.partition_point(|edge| edge.at < offset);
        let Some(after) = self.0.get(next) else { return self.0.last().map(|edge| edge.before).unwrap_or_default() };
        if after.at == offset || next == 0 {
            return after.before;
        }
        let before = self.0[next - 1];
        let share =
            |from: i64, to: i64| from + (to - from) * (offset - before.at) as i64 / (after.at - before.at) as i64;
        Extent {
            width: share(before.before.width, after.before.width),
            glue: before.before.glue,
            kashida: before.before.kashida,
            letters: share(before.before.letters, after.before.letters),
        }
    }
}

/// Font units at a size, rounded to the nearest 1/65 536 pt.
pub(super) fn scaled(units: i32, size: i64, em: i64) -> i64 {
    let product = i64::from(units) * size;
    (product + product.signum() * em / 2) / em
}
