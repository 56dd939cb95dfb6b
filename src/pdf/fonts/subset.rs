//! A font program cut down to the glyphs used, and the objects that embed it (ISO 32000-1 9.7, 9.9).

use super::super::{Error, deflate};
use super::cids::Cids;
use super::cmap;
use crate::font::Font;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{FontType, ParsedFont};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

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
    /// Character id → text.
    texts: Stream,
    /// Outlines are PostScript's.
    cff: bool,
}

/// Cuts a font down to the glyphs of `cids`.
pub(super) fn cut(cids: &Cids, parsed: &ParsedFont, font: &Font) -> Result<Program, Error> {
    let mut remapper = GlyphRemapper::new();
    let glyphs: Vec<u16> = cids.iter().map(|(glyph, _)| remapper.remap(glyph)).collect();
    let data = subsetter::subset(&font.data, 0, &remapper)
        .map_err(|error| Error::Font(format!("the font {} cannot be embedded: {error}", font.name)))?;
    let cff = parsed.font_type != FontType::TrueType;
    let identity = glyphs.iter().enumerate().all(|(at, glyph)| usize::from(*glyph) == at + 1);
    let table = || std::iter::once(0).chain(glyphs.iter().copied()).flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let kind = if cff {
        dictionary! { "Subtype" => "OpenType" }
    } else {
        dictionary! { "Length1" => data.len() as i64 }
    };
    Ok(Program {
        name: format!("{}+{}", tag(&data), font.name),
        data: deflate::stream(kind, &data),
        glyphs: (!identity).then(|| deflate::stream(Dictionary::new(), &table())),
        texts: deflate::stream(Dictionary::new(), cmap::to_unicode(cids.iter().map(|(_, text)| text)).as_bytes()),
        cff,
    })
}

/// Six capital letters that differ where the subset differs (ISO 32000-1 9.6.4).
fn tag(data: &[u8]) -> String {
    Sha256::digest(data).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Writes the objects of a font; the id of its Type 0 font comes back.
pub(super) fn embed(
    document: &mut Document,
    program: Program,
    font: &Font,
    parsed: &ParsedFont,
    widths: &[u16],
) -> ObjectId {
    let file = document.add_object(program.data);
    let descriptor = document.add_object(descriptor(&program.name, font, parsed, widths, program.cff, file));
    let (subtype, map) = match (program.cff, program.glyphs) {
        (true, _) => ("CIDFontType0", None),
        (false, None) => ("CIDFontType2", Some(Object::from("Identity"))),
        (false, Some(glyphs)) => ("CIDFontType2", Some(Object::Reference(document.add_object(glyphs)))),
    };
    let mut descendant = dictionary! {
        "Type" => "Font",
        "Subtype" => subtype,
        "BaseFont" => program.name.as_str(),
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"),
            "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
        "FontDescriptor" => Object::Reference(descriptor),
        "DW" => 0,
        "W" => vec![Object::Integer(0), widths.iter().map(|width| i64::from(*width).into()).collect::<Vec<_>>().into()],
    };
    if let Some(map) = map {
        descendant.set("CIDToGIDMap", map);
    }
    let descendant = document.add_object(descendant);
    let texts = document.add_object(program.texts);
    document.add_object(dictionary! {
        "Type" => "Font",
        "Subtype" => "Type0",
        "BaseFont" => program.name.as_str(),
        "Encoding" => "Identity-H",
        "DescendantFonts" => vec![Object::Reference(descendant)],
        "ToUnicode" => Object::Reference(texts),
    })
}

fn descriptor(name: &str, font: &Font, parsed: &ParsedFont, widths: &[u16], cff: bool, file: ObjectId) -> Dictionary {
    let metrics = &parsed.pdf_font_metrics;
    let em = i64::from(metrics.units_per_em.max(1));
    let scaled = |value: i16| Object::Integer((i64::from(value) * 1000 + em / 2).div_euclid(em));
    let mut flags = SYMBOLIC;
    let mut advances = widths.iter().skip(1).filter(|width| **width > 0);
    if advances.next().is_some_and(|first| advances.all(|width| width == first)) {
        flags |= FIXED_PITCH;
    }
    let slant = f64::from(metrics.caret_slope_run).atan2(f64::from(metrics.caret_slope_rise)).to_degrees();
    let angle = if font.italic { -(slant.round() as i64) } else { 0 };
    if font.italic {
        flags |= ITALIC;
    }
    let file_key = if cff { "FontFile3" } else { "FontFile2" };
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
