//! How far the text has come at each letter, if it all stood on one line: what line breaking reckons with.

use super::prepared::{FaceKind, Prepared};

/// The start of a letter or ligature.
#[derive(Copy, Clone, Debug)]
struct Edge {
    /// Its first byte.
    at: usize,
    /// Width of everything before it, 1/65 536 pt.
    x: i64,
    /// Part of that width that is word spaces, which justification changes.
    glue: i64,
}

/// Widths up to each letter.
#[derive(Debug, Default)]
pub(super) struct Edges(Vec<Edge>);

impl Edges {
    /// Adds up the glyphs and objects of a paragraph.
    pub(super) fn of(prepared: &Prepared) -> Self {
        let mut edges = Vec::with_capacity(prepared.glyphs.len() + 2);
        let (mut x, mut glue) = (0, 0);
        let mut runs = prepared.runs.iter().peekable();
        for stretch in &prepared.collected.stretches {
            let Some(face) = prepared.faces.get(stretch.piece) else { continue };
            if let FaceKind::Object { width, .. } = &face.kind {
                edges.push(Edge { at: stretch.start, x, glue });
                x += width.raw();
                continue;
            }
            while let Some(shaped) = runs.peek() {
                let run = &shaped.run;
                if run.range.start >= stretch.end {
                    break;
                }
                let size = prepared.size(face, run.script, run.font).raw();
                let em = i64::from(prepared.fonts.font(run.font).units_per_em.max(1));
                let glyphs = &prepared.glyphs[shaped.glyphs.clone()];
                let from = glyphs.partition_point(|glyph| (glyph.cluster as usize) < stretch.start);
                for glyph in glyphs[from..].iter().take_while(|glyph| (glyph.cluster as usize) < stretch.end) {
                    let at = glyph.cluster as usize;
                    if edges.last().is_none_or(|last: &Edge| last.at != at) {
                        edges.push(Edge { at, x, glue });
                    }
                    let advance = scaled(glyph.advance, size, em);
                    x += advance;
                    if prepared.is_glue(at) {
                        glue += advance;
                    }
                }
                if run.range.end > stretch.end {
                    break;
                }
                runs.next();
            }
        }
        edges.push(Edge { at: prepared.collected.text.len(), x, glue });
        Self(edges)
    }

    /// Width of everything before the byte at `offset`.
    pub(super) fn x(&self, offset: usize) -> i64 {
        self.get(offset).0
    }

    /// Width and word spaces before the byte at `offset`. Inside a ligature the width is shared out by bytes.
    pub(super) fn get(&self, offset: usize) -> (i64, i64) {
        let next = self.0.partition_point(|edge| edge.at < offset);
        let Some(after) = self.0.get(next) else { return self.0.last().map_or((0, 0), |edge| (edge.x, edge.glue)) };
        if after.at == offset || next == 0 {
            return (after.x, after.glue);
        }
        let before = self.0[next - 1];
        let share = (after.x - before.x) * (offset - before.at) as i64 / (after.at - before.at) as i64;
        (before.x + share, before.glue)
    }
}

/// Font units at a size, rounded to the nearest 1/65 536 pt.
pub(super) fn scaled(units: i32, size: i64, em: i64) -> i64 {
    let product = i64::from(units) * size;
    (product + product.signum() * em / 2) / em
}
