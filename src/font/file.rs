//! What a font file holds: one font, several, or one packed for the web.
//!
//! In: the bytes of a file. Out: each font of it as an ordinary file of its own, checked to have what a page needs, or what
//! is wrong with it, for people.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::{GlyphId, MetadataProvider};
use write_fonts::FontBuilder;
use write_fonts::read::{CollectionRef, FileRef, FontRef, TableProvider};
use write_fonts::types::Tag;

/// Fonts that packed files hold may not be larger.
const LARGEST_UNPACKED: u32 = 64 * 1024 * 1024;

/// More fonts of a collection are not read.
const MOST_FONTS: u32 = 64;

/// Endings of the files that are read.
pub(super) const ENDINGS: [&str; 6] = ["ttf", "otf", "ttc", "otc", "woff", "woff2"];

/// Tables without which nothing can be set, and what they hold.
const NEEDED: [(&[u8; 4], &str); 6] = [
    (b"head", "head"),
    (b"hhea", "line heights"),
    (b"maxp", "number of glyphs"),
    (b"hmtx", "widths"),
    (b"cmap", "characters"),
    (b"name", "names"),
];

/// What there is instead of outlines in a font of coloured pictures.
const PICTURES: [&[u8; 4]; 3] = [b"CBDT", b"sbix", b"SVG "];

/// Why a font is not used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Something is wrong with it.
    Broken(String),
    /// It has coloured pictures in place of outlines.
    Coloured,
}

impl From<&str> for Fault {
    fn from(reason: &str) -> Self {
        Self::Broken(reason.to_owned())
    }
}

/// The fonts of a file.
pub(super) fn fonts(bytes: Vec<u8>) -> Vec<Result<Vec<u8>, Fault>> {
    match unpacked(bytes) {
        Err(reason) => vec![Err(reason.into())],
        Ok(bytes) => match FileRef::new(&bytes) {
            Err(_) => vec![Err("it is no font in a format known here, or its end is missing".into())],
            Ok(FileRef::Font(font)) => vec![sound(&font).map(|()| bytes.clone())],
            Ok(FileRef::Collection(collection)) => parted(&collection),
        },
    }
}

/// Each font of a collection, with its tables in a file of its own.
fn parted(collection: &CollectionRef<'_>) -> Vec<Result<Vec<u8>, Fault>> {
    let fonts = (0..collection.len().min(MOST_FONTS)).map(|at| {
        let font = collection.get(at).map_err(|_| Fault::from("its end is missing"))?;
        sound(&font)?;
        let mut builder = FontBuilder::new();
        builder.copy_missing_tables(font);
        Ok(builder.build())
    });
    fonts.collect()
}

/// A font for the web as it was before it was packed; others as they are.
fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, &'static str> {
    let is_packed = bytes.starts_with(b"wOFF") || bytes.starts_with(b"wOF2");
    if !is_packed {
        return Ok(bytes);
    }
    // WOFF File Format 1.0 and 2.0, section 4: the size of what is packed stands at byte 16.
    let size = bytes.get(16..20).and_then(|size| size.try_into().ok()).map(u32::from_be_bytes);
    if size.is_none_or(|size| size > LARGEST_UNPACKED) {
        return Err("it is larger than a font may be");
    }
    let made = if bytes.starts_with(b"wOFF") { wuff::decompress_woff1(&bytes) } else { wuff::decompress_woff2(&bytes) };
    made.map_err(|_| "it cannot be unpacked")
}

/// Whether a font has what a page needs.
fn sound(font: &FontRef<'_>) -> Result<(), Fault> {
    let end = font.data().len() as u64;
    for record in font.table_directory().table_records() {
        if u64::from(record.offset()) + u64::from(record.length()) > end {
            return Err(Fault::Broken(format!("its end is missing: the table “{}” is cut off", record.tag())));
        }
    }
    if let Some((tag, what)) = NEEDED.iter().find(|(tag, _)| font.table_data(Tag::new(tag)).is_none()) {
        return Err(Fault::Broken(format!("it has no table “{}” ({what})", String::from_utf8_lossy(&tag[..]))));
    }
    let has = |tag: &[u8; 4]| font.table_data(Tag::new(tag)).is_some();
    if !(has(b"glyf") && has(b"loca") || has(b"CFF ") || has(b"CFF2")) {
        return Err(if PICTURES.iter().any(|tag| has(tag)) { Fault::Coloured } else { "it has no outlines".into() });
    }
    let head = font.head().map_err(|_| Fault::from("its table “head” is damaged"))?;
    if !(16..=16_384).contains(&head.units_per_em()) {
        return Err(Fault::Broken(format!("it has {} units per em; 16 to 16,384 are allowed", head.units_per_em())));
    }
    let glyphs = font.maxp().map_err(|_| Fault::from("its table “maxp” is damaged"))?.num_glyphs();
    widths(font, glyphs)?;
    outlines(font, glyphs)
}

/// Every glyph has a width (OpenType, table `hmtx`: pairs of width and bearing, then bearings).
fn widths(font: &FontRef<'_>, glyphs: u16) -> Result<(), Fault> {
    const DAMAGED: &str = "its table “hmtx” is damaged";
    let pairs = font.hhea().map_err(|_| Fault::from("its table “hhea” is damaged"))?.number_of_h_metrics();
    let has = font.table_data(Tag::new(b"hmtx")).map_or(0, |table| table.len());
    let needs = usize::from(pairs) * 4 + usize::from(glyphs.saturating_sub(pairs)) * 2;
    if pairs == 0 || pairs > glyphs || has < needs { Err(DAMAGED.into()) } else { Ok(()) }
}

/// Every glyph can be drawn.
fn outlines(font: &FontRef<'_>, glyphs: u16) -> Result<(), Fault> {
    struct Nowhere;
    impl skrifa::outline::OutlinePen for Nowhere {
        fn move_to(&mut self, _: f32, _: f32) {}
        fn line_to(&mut self, _: f32, _: f32) {}
        fn quad_to(&mut self, _: f32, _: f32, _: f32, _: f32) {}
        fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, _: f32, _: f32) {}
        fn close(&mut self) {}
    }
    let all = font.outline_glyphs();
    for glyph in 0..glyphs {
        let outline = all.get(GlyphId::from(glyph)).ok_or("its outlines are damaged")?;
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        outline.draw(settings, &mut Nowhere).map_err(|_| "its outlines are damaged")?;
    }
    Ok(())
}
