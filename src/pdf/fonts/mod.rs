//! The fonts of a file.
//!
//! In: the glyphs used, font by font, with the text each stands for. Out: character ids for drawing, and the font
//! objects. Steps: number the glyphs (`cids`), cut the font down to them (`subset`), put letters together (`composite`),
//! say what text they stand for (`cmap`); glyphs that stand for no text become drawings (`outlines`).

mod cids;
mod cmap;
mod composite;
mod face;
mod outlines;
mod subset;

pub(super) use cids::{Made, shares};
pub(super) use composite::Piece;
pub(super) use face::Code;
pub(super) use outlines::Manner;

use super::Error;
use crate::font::{FontId, FontSet};
use crate::text::GlyphRun;
use crate::units::Length;
use cids::Cids;
use face::Face;
use lopdf::{Dictionary, Document, Object, Stream};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Glyphs used so far.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// By font.
    fonts: BTreeMap<FontId, Cids>,
    /// Glyphs that stand for no text, and those of which a shape is needed.
    drawn: BTreeSet<(FontId, u16, Manner)>,
    /// A font ran out of ids.
    full: bool,
}

impl Usage {
    /// Adds the glyphs of a run.
    pub(super) fn add_run(&mut self, run: &GlyphRun) {
        let cids = self.fonts.entry(run.font).or_default();
        for (glyph, text) in shares(run) {
            let outlined = run.outline > Length::ZERO;
            if let Some(text) = text {
                self.full |= !cids.add(glyph.id, text);
            } else if outlined {
                self.drawn.insert((run.font, glyph.id, Manner::Outlined));
            }
            if text.is_none() || outlined {
                self.drawn.insert((run.font, glyph.id, Manner::Filled));
            }
        }
    }
}

impl Usage {
    /// Adds a letter that is put together.
    pub(super) fn add_made(&mut self, font: FontId, made: &Made) {
        self.full |= !self.fonts.entry(font).or_default().add_made(made);
    }

    /// Adds one glyph that stands for a text.
    pub(super) fn add_glyph(&mut self, font: FontId, glyph: u16, text: &str) {
        self.full |= !self.fonts.entry(font).or_default().add(glyph, text);
    }
}

/// The fonts of a file, ready to draw with.
pub(super) struct Fonts<'a> {
    set: &'a FontSet,
    faces: BTreeMap<FontId, Face>,
    /// Drawings of glyphs: of those that stand for no text, and the shape of those that are outlined.
    outlines: BTreeMap<(FontId, u16, Manner), Stream>,
}

impl<'a> Fonts<'a> {
    /// Reads the widths of the glyphs used.
    ///
    /// # Errors
    /// A font that cannot be read, or that has more pairs of glyph and text than a PDF font can hold.
    pub(super) fn new(usage: Usage, set: &'a FontSet) -> Result<Self, Error> {
        if usage.full {
            return Err(Error::Font("a font has more than 65 534 different glyphs".to_owned()));
        }
        let used = usage.fonts.into_iter().filter(|(_, cids)| !cids.is_empty());
        let faces = used.map(|(id, cids)| Ok((id, Face::new(cids, set.font(id))?))).collect::<Result<_, Error>>()?;
        let outlines = usage.drawn.into_iter().filter_map(|(font, glyph, manner)| {
            let form = outlines::form(&set.font(font).data, glyph, manner)?;
            Some(((font, glyph, manner), form))
        });
        Ok(Self { set, faces, outlines: outlines.collect() })
    }

    /// How a glyph that stands for `text` is written; as «not defined» where it was not announced.
    pub(super) fn code(&self, font: FontId, glyph: u16, text: &str) -> Code {
        self.faces.get(&font).and_then(|face| face.code(glyph, text)).unwrap_or_default()
    }

    /// How a letter that is put together is written; as «not defined» where it was not announced.
    pub(super) fn code_of_made(&self, font: FontId, made: &Made) -> Code {
        self.faces.get(&font).and_then(|face| face.code_of_made(made)).unwrap_or_default()
    }

    /// Advance of a character id in thousandths of the em, as readers of the file know it.
    pub(super) fn width(&self, font: FontId, cid: u16) -> u16 {
        self.faces.get(&font).and_then(|face| face.widths.get(usize::from(cid))).copied().unwrap_or(0)
    }

    /// The name of a font's variant in the resources of pages.
    pub(super) fn name(font: FontId, variant: u8) -> String {
        let variant = if variant == 0 { String::new() } else { format!("-{variant}") };
        format!("F{}{variant}", font.0)
    }

    /// The name of the drawing of a glyph; `None` where there is nothing to see.
    pub(super) fn outline(&self, font: FontId, glyph: u16, manner: Manner) -> Option<String> {
        let end = if manner == Manner::Outlined { "s" } else { "" };
        self.outlines.contains_key(&(font, glyph, manner)).then(|| format!("G{}-{glyph}{end}", font.0))
    }

    /// Units of a font's drawings in an em.
    pub(super) fn units_per_em(&self, font: FontId) -> u16 {
        self.set.font(font).units_per_em
    }

    /// Writes the fonts and returns the resource dictionary that names them.
    ///
    /// # Errors
    /// A font that cannot be cut down to its used glyphs.
    pub(super) fn embed(&self, document: &mut Document) -> Result<Dictionary, Error> {
        let faces: Vec<_> = self.faces.iter().collect();
        let programs: Vec<_> =
            faces.par_iter().map(|(id, face)| subset::cut(face, self.set.font(**id))).collect::<Result<_, Error>>()?;
        let mut resources = Dictionary::new();
        for ((id, face), program) in faces.into_iter().zip(programs) {
            let objects = subset::embed(document, program, self.set.font(*id), face);
            for (variant, object) in (0..=u8::MAX).zip(objects) {
                resources.set(Self::name(*id, variant), Object::Reference(object));
            }
        }
        Ok(resources)
    }
}

impl Fonts<'_> {
    /// The drawings of glyphs by their names.
    pub(super) fn drawings(&self) -> impl Iterator<Item = (String, Stream)> {
        let outlines = self.outlines.iter();
        outlines.filter_map(|((font, glyph, manner), form)| Some((self.outline(*font, *glyph, *manner)?, form.clone())))
    }
}
