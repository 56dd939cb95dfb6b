//! One font as a file uses it: its glyphs numbered, and their widths.

use super::super::Error;
use super::cids::{Cids, Made};
use crate::font::Font;
use printpdf::{FontType, ParsedFont};
use std::collections::BTreeMap;
use subsetter::GlyphRemapper;

/// How a glyph that stands for a text is written.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::pdf) struct Code {
    /// Which of the font's variants.
    pub(in crate::pdf) variant: u8,
    /// Character id in it.
    pub(in crate::pdf) cid: u16,
}

/// One font as a file uses it.
///
/// A TrueType font has a table from character ids to glyphs, so that two ids can share a glyph. In a PostScript font
/// the id is the glyph; there the second text of a glyph is that of a second font with the same program.
pub(super) struct Face {
    pub(super) cids: Cids,
    /// How each pair of glyph and text is written, in the order of `cids`.
    pub(super) codes: Vec<Code>,
    /// Glyphs of the cut-down font.
    pub(super) remapper: GlyphRemapper,
    /// Advance of each character id from 0, in thousandths of the em.
    pub(super) widths: Vec<u16>,
    /// Its tables as printpdf reads them.
    pub(super) parsed: ParsedFont,
}

impl Face {
    /// Numbers the glyphs of `cids`.
    pub(super) fn new(cids: Cids, font: &Font) -> Result<Self, Error> {
        let parsed = ParsedFont::from_bytes(&font.data, 0, &mut Vec::new())
            .filter(|parsed| parsed.pdf_font_metrics.units_per_em > 0)
            .ok_or_else(|| Error::Font(format!("the font {} cannot be read", font.name)))?;
        let mut remapper = GlyphRemapper::new();
        let glyphs: Vec<(u16, u16)> = cids.iter().map(|(glyph, _)| (glyph, remapper.remap(glyph))).collect();
        for piece in cids.makings().flatten().flat_map(|made| &made.pieces) {
            remapper.remap(piece.glyph);
        }
        let codes = if parsed.font_type == FontType::TrueType {
            (1..).take(glyphs.len()).map(|cid| Code { variant: 0, cid }).collect()
        } else {
            variants(&glyphs).ok_or_else(|| Error::Font(format!("a glyph of {} has more than 256 texts", font.name)))?
        };
        let em = u32::from(parsed.pdf_font_metrics.units_per_em);
        let width = |glyph| {
            let advance = u32::from(parsed.get_glyph_width(glyph).unwrap_or(0));
            u16::try_from((advance * 1000 + em / 2) / em).unwrap_or(u16::MAX)
        };
        let mut widths = vec![width(0)];
        for (((glyph, _), code), made) in glyphs.iter().zip(&codes).zip(cids.makings()) {
            // Ids come in ascending order, or again.
            if usize::from(code.cid) == widths.len() {
                widths.push(made.map_or_else(|| width(*glyph), |made| made.advance));
            }
        }
        Ok(Self { cids, codes, remapper, widths, parsed })
    }

    /// How a glyph that stands for `text` is written.
    pub(super) fn code(&self, glyph: u16, text: &str) -> Option<Code> {
        self.codes.get(usize::from(self.cids.get(glyph, text)?) - 1).copied()
    }

    /// How a letter that is put together is written.
    pub(super) fn code_of_made(&self, made: &Made) -> Option<Code> {
        self.codes.get(usize::from(self.cids.get_made(made)?) - 1).copied()
    }

    /// Whether outlines are PostScript's.
    pub(super) fn is_cff(&self) -> bool {
        self.parsed.font_type != FontType::TrueType
    }

    /// The texts of each variant's character ids.
    pub(super) fn texts(&self) -> Vec<BTreeMap<u16, &str>> {
        let mut texts: Vec<BTreeMap<u16, &str>> = vec![BTreeMap::new(); self.variants()];
        for (code, (_, text)) in self.codes.iter().zip(self.cids.iter()) {
            if let Some(texts) = texts.get_mut(usize::from(code.variant)) {
                texts.insert(code.cid, text);
            }
        }
        texts
    }

    /// How many variants there are, at least one.
    pub(super) fn variants(&self) -> usize {
        1 + self.codes.iter().map(|code| usize::from(code.variant)).max().unwrap_or(0)
    }
}

/// Codes where the character id is the glyph: its second text is in variant 1, and so on.
fn variants(glyphs: &[(u16, u16)]) -> Option<Vec<Code>> {
    let mut seen: BTreeMap<u16, u8> = BTreeMap::new();
    let code = |(_, cid): &(u16, u16)| match seen.get_mut(cid) {
        None => {
            seen.insert(*cid, 0);
            Some(Code { variant: 0, cid: *cid })
        }
        Some(variant) => {
            *variant = variant.checked_add(1)?;
            Some(Code { variant: *variant, cid: *cid })
        }
    };
    glyphs.iter().map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_text_of_a_postscript_glyph_is_in_a_second_variant() {
        let codes = variants(&[(7, 1), (9, 2), (7, 1), (7, 1)]).expect("few texts");
        let pairs: Vec<_> = codes.iter().map(|code| (code.variant, code.cid)).collect();
        assert_eq!(pairs, [(0, 1), (0, 2), (1, 1), (2, 1)]);
        assert!(variants(&[(7, 1); 257]).is_none());
    }
}
