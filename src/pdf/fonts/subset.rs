//! A font program cut down to the glyphs used, and the objects that embed it (ISO 32000-1 9.7, 9.9).

use super::super::{Error, deflate};
use super::cids::Made;
use super::cmap;
use super::composite::{self, Piece, Recipe};
use super::face::Face;
use crate::font::Font;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};

/// Flags of a font descriptor (ISO 32000-1 table 123).
const FIXED_PITCH: i64 = 1;
const SYMBOLIC: i64 = 1 << 2;
const ITALIC: i64 = 1 << 6;

/// A font program and what leads to its glyphs, each stream deflated.
pub(super) struct Program {
    /// `ABCDEF+Name`.
    name: String,
    /// The font file.
    data: Stream,
    /// Character id → glyph of the font file; `None` where they are equal.
    glyphs: Option<Stream>,
    /// Character id → text, for each variant.
    texts: Vec<Stream>,
}

/// Cuts a font down to the glyphs used.
pub(super) fn cut(face: &Face, font: &Font) -> Result<Program, Error> {
    let data = subsetter::subset(&font.data, 0, &face.remapper)
        .map_err(|error| Error::Font(format!("the font {} cannot be embedded: {error}", font.name)))?;
    let (data, first_made) = put_together(data, face)
        .ok_or_else(|| Error::Font(format!("the font {} cannot be embedded: its tables are not sound", font.name)))?;
    let name = format!("{}+{}", tag(&data), font.name);
    let data = if face.is_cff() {
        let program = printpdf::extract_cid_keyed_cff(&data, 0)
            .ok_or_else(|| Error::Font(format!("the font {} cannot be embedded: it has no outlines", font.name)))?;
        deflate::stream(dictionary! { "Subtype" => "CIDFontType0C" }, &program)
    } else {
        deflate::stream(dictionary! { "Length1" => data.len() as i64 }, &data)
    };
    let texts = face.texts();
    let texts = texts.iter().map(|texts| deflate::stream(Dictionary::new(), cmap::to_unicode(texts).as_bytes()));
    Ok(Program { name, data, glyphs: glyph_table(face, first_made), texts: texts.collect() })
}

/// Adds the letters that are put together, where there are any; the glyph of the first one comes back, too.
fn put_together(data: Vec<u8>, face: &Face) -> Option<(Vec<u8>, u16)> {
    let piece = |piece: &Piece| Piece { glyph: face.remapper.get(piece.glyph).unwrap_or(0), ..*piece };
    let recipe = |made: &Made| Recipe {
        pieces: made.pieces.iter().map(piece).collect(),
        advance: made.advance,
        letter: made.letter,
    };
    let recipes: Vec<Recipe> = face.cids.makings().flatten().map(recipe).collect();
    if recipes.is_empty() { Some((data, 0)) } else { composite::add(&data, &recipes) }
}

/// Character id → glyph of the cut-down font, two bytes each.
fn glyph_table(face: &Face, first_made: u16) -> Option<Stream> {
    let mut next_made = first_made;
    let glyphs = face.cids.iter().zip(face.cids.makings()).map(|((glyph, _), made)| match made {
        None => face.remapper.get(glyph).unwrap_or(0),
        Some(_) => {
            next_made += 1;
            next_made - 1
        }
    });
    let glyphs: Vec<u16> = std::iter::once(0).chain(glyphs).collect();
    let is_identity = glyphs.iter().enumerate().all(|(cid, glyph)| usize::from(*glyph) == cid);
    let bytes = || glyphs.iter().copied().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    (!face.is_cff() && !is_identity).then(|| deflate::stream(Dictionary::new(), &bytes()))
}

/// Six capital letters that differ where the subset differs (ISO 32000-1 9.6.4).
fn tag(data: &[u8]) -> String {
    Sha256::digest(data).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Writes the objects of a font; the ids of its variants' Type 0 fonts come back.
pub(super) fn embed(document: &mut Document, program: Program, font: &Font, face: &Face) -> Vec<ObjectId> {
    let Program { name, data, glyphs, texts } = program;
    let file = document.add_object(data);
    let descriptor = document.add_object(descriptor(&name, font, face, file));
    let widths: Vec<Object> = face.widths.iter().map(|width| i64::from(*width).into()).collect();
    let mut descendant = dictionary! {
        "Type" => "Font",
        "Subtype" => if face.is_cff() { "CIDFontType0" } else { "CIDFontType2" },
        "BaseFont" => name.as_str(),
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => Object::Reference(descriptor),
        "DW" => 0,
        "W" => vec![Object::Integer(0), widths.into()],
    };
    if !face.is_cff() {
        let map = glyphs.map_or_else(|| "Identity".into(), |glyphs| Object::Reference(document.add_object(glyphs)));
        descendant.set("CIDToGIDMap", map);
    }
    let descendant = document.add_object(descendant);
    let variants = texts.into_iter().map(|texts| {
        let texts = document.add_object(texts);
        document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => name.as_str(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference(descendant)],
            "ToUnicode" => Object::Reference(texts),
        })
    });
    variants.collect()
}

fn descriptor(name: &str, font: &Font, face: &Face, file: ObjectId) -> Dictionary {
    let metrics = &face.parsed.pdf_font_metrics;
    let em = i64::from(metrics.units_per_em.max(1));
    let scaled = |value: i16| Object::Integer((i64::from(value) * 1000 + em / 2).div_euclid(em));
    let mut flags = SYMBOLIC;
    let mut advances = face.widths.iter().skip(1).filter(|width| **width > 0);
    if advances.next().is_some_and(|first| advances.all(|width| width == first)) {
        flags |= FIXED_PITCH;
    }
    let slant = f64::from(metrics.caret_slope_run).atan2(f64::from(metrics.caret_slope_rise)).to_degrees();
    let angle = if font.italic { -(slant.round() as i64) } else { 0 };
    if font.italic {
        flags |= ITALIC;
    }
    let file_key = if face.is_cff() { "FontFile3" } else { "FontFile2" };
    let weight = if font.bold { metrics.us_weight_class.max(600) } else { metrics.us_weight_class.max(300) };
    dictionary! {
        "Type" => "FontDescriptor",
        "FontName" => name,
        "Flags" => flags,
        "FontBBox" => [metrics.x_min, metrics.y_min, metrics.x_max, metrics.y_max].map(scaled).to_vec(),
        "ItalicAngle" => angle,
        "Ascent" => scaled(font.ascent),
        "Descent" => scaled(font.descent.saturating_neg()),
        "CapHeight" => scaled(font.cap_height),
        // No table holds the stems' thickness: 78 units at a weight of 400, 150 at 700.
        "StemV" => i64::from(weight) * 6 / 25 - 18,
        file_key => Object::Reference(file),
    }
}
