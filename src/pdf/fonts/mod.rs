//! The fonts of a file.
//!
//! In: the glyphs used, font by font, with the text each stands for. Out: character ids for drawing, and the font
//! objects. Steps: number the glyphs (`cids`), cut the font down to them (`subset`), say what text they stand for
//! (`cmap`).

mod cids;
mod cmap;
mod subset;

pub(super) use cids::shares;

use super::Error;
use crate::font::{FontId, FontSet};
use crate::text::GlyphRun;
use cids::Cids;
use lopdf::{Dictionary, Document, Object};
use printpdf::{ParsedFont, PdfFont, PdfFontMap};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Glyphs used so far.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// By font.
    fonts: BTreeMap<FontId, Cids>,
    /// A font ran out of ids.
    full: bool,
}

impl Usage {
    /// Adds the glyphs of a run.
    pub(super) fn add_run(&mut self, run: &GlyphRun) {
        let cids = self.fonts.entry(run.font).or_default();
        for (glyph, text) in shares(run) {
            self.full |= !cids.add(glyph.id, text);
        }
    }

    /// Adds one glyph.
    pub(super) fn add(&mut self, font: FontId, glyph: u16, text: &str) {
        self.full |= !self.fonts.entry(font).or_default().add(glyph, text);
    }
}

/// The fonts of a file, ready to draw with.
pub(super) struct Fonts<'a> {
    set: &'a FontSet,
    faces: BTreeMap<FontId, Face>,
}

/// One font as the file uses it.
struct Face {
    cids: Cids,
    /// Advance of each character id from 0, in thousandths of the em.
    widths: Vec<u16>,
    /// Its tables as printpdf reads them.
    parsed: ParsedFont,
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
        let faces = used.map(|(id, cids)| Ok((id, Face::new(cids, set, id)?))).collect::<Result<_, Error>>()?;
        Ok(Self { set, faces })
    }

    /// The character id of a glyph that stands for `text`; 0 for one that was not announced.
    pub(super) fn cid(&self, font: FontId, glyph: u16, text: &str) -> u16 {
        self.faces.get(&font).and_then(|face| face.cids.get(glyph, text)).unwrap_or(0)
    }

    /// Advance of a character id in thousandths of the em, as readers of the file know it.
    pub(super) fn width(&self, font: FontId, cid: u16) -> u16 {
        self.faces.get(&font).and_then(|face| face.widths.get(usize::from(cid))).copied().unwrap_or(0)
    }

    /// The name of a font in the resources of pages.
    pub(super) fn name(font: FontId) -> String {
        format!("F{}", font.0)
    }

    /// The fonts as printpdf needs them for drawing: character ids for glyph ids, and their widths. The font programs
    /// are not among them; [`Self::embed`] writes those once for the whole file.
    pub(super) fn stand_ins(&self) -> PdfFontMap {
        let fonts = self.faces.iter().map(|(id, face)| {
            let widths = face.widths.iter().enumerate().map(|(cid, width)| (cid as u16, *width)).collect();
            let metrics = printpdf::FontMetrics { ascent: 0, descent: 0 };
            let font = ParsedFont::with_glyph_data(Vec::new(), 0, None, BTreeMap::new(), widths, 1000, metrics);
            (printpdf::FontId(Self::name(*id)), PdfFont::new(font))
        });
        PdfFontMap { map: fonts.collect() }
    }

    /// Writes the fonts and returns the resource dictionary that names them.
    ///
    /// # Errors
    /// A font that cannot be cut down to its used glyphs.
    pub(super) fn embed(&self, document: &mut Document) -> Result<Dictionary, Error> {
        let faces: Vec<_> = self.faces.iter().collect();
        let programs: Vec<_> = faces
            .par_iter()
            .map(|(id, face)| subset::cut(&face.cids, &face.parsed, self.set.font(**id)))
            .collect::<Result<_, Error>>()?;
        let mut resources = Dictionary::new();
        for ((id, face), program) in faces.into_iter().zip(programs) {
            let object = subset::embed(document, program, self.set.font(*id), &face.parsed, &face.widths);
            resources.set(Self::name(*id), Object::Reference(object));
        }
        Ok(resources)
    }
}

impl Face {
    fn new(cids: Cids, set: &FontSet, id: FontId) -> Result<Self, Error> {
        let font = set.font(id);
        let parsed = ParsedFont::from_bytes(&font.data, 0, &mut Vec::new())
            .filter(|parsed| parsed.pdf_font_metrics.units_per_em > 0)
            .ok_or_else(|| Error::Font(format!("the font {} cannot be read", font.name)))?;
        let em = u32::from(parsed.pdf_font_metrics.units_per_em);
        let width = |glyph| {
            let advance = u32::from(parsed.get_glyph_width(glyph).unwrap_or(0));
            u16::try_from((advance * 1000 + em / 2) / em).unwrap_or(u16::MAX)
        };
        let widths = std::iter::once(width(0)).chain(cids.iter().map(|(glyph, _)| width(glyph))).collect();
        Ok(Self { cids, widths, parsed })
    }
}
