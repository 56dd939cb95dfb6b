//! Static fonts made of a variable one, so that every later stage meets an ordinary TrueType font.
//!
//! In: a variable font and which face of it is wanted. Out: a font file with the outlines, widths and tables of that face
//! (PostScript outlines that vary become TrueType's).

use super::settle;
use skrifa::MetadataProvider;
use skrifa::instance::{Location, Size};
use subsetter::GlyphRemapper;
use write_fonts::FontBuilder;
use write_fonts::from_obj::ToOwnedTable;
use write_fonts::read::{FontRef, TableProvider};
use write_fonts::tables::head::{Head, MacStyle};
use write_fonts::tables::name::{Name, NameRecord};
use write_fonts::tables::os2::{Os2, SelectionFlags};
use write_fonts::types::{NameId, Tag};

/// A face of a variable font.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    /// Family as the house style names it.
    pub(super) family: String,
    /// Its style, as names say it: `Bold Italic`.
    pub(super) style: String,
    /// Weight.
    pub(super) weight: u16,
    /// Italic or slanted.
    pub(super) italic: bool,
    /// Where it lies on the axes.
    pub(super) axes: Vec<([u8; 4], f32)>,
}

/// Whether a font has axes, or outlines that only a font with axes has.
pub(super) fn is_variable(font: &FontRef<'_>) -> bool {
    font.fvar().is_ok() || font.cff2().is_ok()
}

/// Weights of running text and of what is emphasised.
const REGULAR: f32 = 400.0;
const BOLD: f32 = 700.0;

/// The axis between thin and thick, and the two between upright and italic.
const WEIGHT: [u8; 4] = *b"wght";
const ITALIC: [u8; 4] = *b"ital";
const SLANT: [u8; 4] = *b"slnt";

/// The faces that a family of text needs: regular, bold, and their italics, as far as the font has axes for them.
pub(super) fn faces(data: &[u8], family: &str, is_italic: bool) -> Vec<Wanted> {
    let Ok(font) = FontRef::new(data) else { return Vec::new() };
    let axis = |tag: [u8; 4]| font.axes().get_by_tag(skrifa::Tag::new(&tag));
    let weight = |wanted: f32| axis(WEIGHT).map(|axis| wanted.clamp(axis.min_value(), axis.max_value()));
    let regular = weight(REGULAR);
    let bold = weight(BOLD).filter(|bold| Some(*bold) != regular);
    let upright = axis(ITALIC).map(|_| (ITALIC, 0.0)).into_iter().chain(axis(SLANT).map(|_| (SLANT, 0.0)));
    let upright: Vec<([u8; 4], f32)> = upright.collect();
    let slanted = match (axis(ITALIC), axis(SLANT)) {
        (Some(italic), slant) if italic.max_value() > 0.0 => {
            let slant = slant.map(|slant| (SLANT, slant.min_value()));
            Some(std::iter::once((ITALIC, italic.max_value())).chain(slant).collect())
        }
        (_, Some(slant)) if slant.min_value() < 0.0 => Some(vec![(SLANT, slant.min_value())]),
        _ => None,
    };
    let postures = std::iter::once((is_italic, upright)).chain(slanted.map(|axes: Vec<_>| (true, axes)));
    let postures: Vec<_> = postures.collect();
    let mut faces = Vec::new();
    for (italic, axes) in postures {
        for weight in std::iter::once(regular).chain(bold.map(Some)) {
            let is_bold = weight.is_some_and(|weight| weight >= 600.0);
            let style = match (is_bold, italic) {
                (false, false) => "Regular",
                (false, true) => "Italic",
                (true, false) => "Bold",
                (true, true) => "Bold Italic",
            };
            let axes = axes.iter().copied().chain(weight.map(|weight| (WEIGHT, weight))).collect();
            let weight = weight.unwrap_or(REGULAR).round() as u16;
            faces.push(Wanted { family: family.to_owned(), style: style.to_owned(), weight, italic, axes });
        }
    }
    faces
}

/// The face that the font itself names so: `Name Semibold` of the family `Name`.
pub(super) fn named(data: &[u8], family: &str, wanted: &str, is_italic: bool) -> Option<Wanted> {
    let font = FontRef::new(data).ok()?;
    let name_of = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
    font.named_instances().iter().find_map(|instance| {
        let style = name_of(instance.subfamily_name_id())?;
        if !format!("{family} {style}").eq_ignore_ascii_case(wanted) {
            return None;
        }
        let axes: Vec<([u8; 4], f32)> =
            font.axes().iter().map(|axis| axis.tag().to_be_bytes()).zip(instance.user_coords()).collect();
        let value = |tag: [u8; 4]| axes.iter().find(|(axis, _)| *axis == tag).map(|(_, value)| *value);
        let weight = value(WEIGHT).unwrap_or(REGULAR).round().clamp(1.0, 1000.0) as u16;
        let italic = is_italic || value(ITALIC).is_some_and(|v| v > 0.0) || value(SLANT).is_some_and(|v| v < 0.0);
        Some(Wanted { family: wanted.to_owned(), style: "Regular".to_owned(), weight, italic, axes })
    })
}

/// The font file of a face. The error says what is wrong with the font, for people.
pub(super) fn make(data: &[u8], wanted: &Wanted) -> Result<Vec<u8>, &'static str> {
    const DAMAGED: &str = "its outlines are damaged";
    let font = FontRef::new(data).map_err(|_| DAMAGED)?;
    let glyphs = font.maxp().map_err(|_| DAMAGED)?.num_glyphs();
    let mut all = GlyphRemapper::new();
    (0..glyphs).for_each(|glyph| {
        all.remap(glyph);
    });
    let axes: Vec<(subsetter::Tag, f32)> =
        wanted.axes.iter().map(|(tag, value)| (subsetter::Tag::new(tag), *value)).collect();
    let outlines = subsetter::subset_with_variations(data, 0, &axes, &all).map_err(|_| DAMAGED)?;
    let outlines = FontRef::new(&outlines).map_err(|_| DAMAGED)?;
    let place = font.axes().location(wanted.axes.iter().map(|(tag, value)| (skrifa::Tag::new(tag), *value)));
    let mut made = FontBuilder::new();
    for tag in [b"glyf", b"loca", b"maxp", b"hhea", b"hmtx", b"cvt ", b"fpgm", b"prep"].map(Tag::new) {
        if let Some(table) = outlines.table_data(tag) {
            made.add_raw(tag, table.as_bytes().to_vec());
        }
    }
    for tag in [b"cmap", b"GDEF", b"kern", b"gasp"].map(Tag::new) {
        if let Some(table) = font.table_data(tag) {
            made.add_raw(tag, table.as_bytes().to_vec());
        }
    }
    let substitution = settle::substitution(&font, place.coords()).map(|table| (Tag::new(b"GSUB"), table));
    let position = settle::position(&font, place.coords()).map(|table| (Tag::new(b"GPOS"), table));
    for (tag, table) in substitution.into_iter().chain(position) {
        made.add_raw(tag, table);
    }
    head(&outlines, wanted, &mut made).ok_or(DAMAGED)?;
    metrics(&font, &place, wanted, &mut made);
    names(&font, wanted, &mut made);
    Ok(made.build())
}

/// The head: it says how the glyphs are found, and the style.
fn head(outlines: &FontRef<'_>, wanted: &Wanted, made: &mut FontBuilder<'_>) -> Option<()> {
    let mut head: Head = outlines.head().ok()?.to_owned_table();
    let bold = if wanted.weight >= 600 { MacStyle::BOLD } else { MacStyle::empty() };
    let italic = if wanted.italic { MacStyle::ITALIC } else { MacStyle::empty() };
    head.mac_style = bold | italic;
    made.add_table(&head).ok().map(|_| ())
}

/// Heights and weight.
fn metrics(font: &FontRef<'_>, place: &Location, wanted: &Wanted, made: &mut FontBuilder<'_>) {
    let Ok(table) = font.os2() else { return };
    let mut table: Os2 = table.to_owned_table();
    let metrics = font.metrics(Size::unscaled(), place);
    table.us_weight_class = wanted.weight;
    table.sx_height = metrics.x_height.map(|height| height.round() as i16).or(table.sx_height);
    table.s_cap_height = metrics.cap_height.map(|height| height.round() as i16).or(table.s_cap_height);
    table.fs_selection.remove(SelectionFlags::BOLD | SelectionFlags::ITALIC | SelectionFlags::REGULAR);
    table.fs_selection.insert(match (wanted.weight >= 600, wanted.italic) {
        (false, false) => SelectionFlags::REGULAR,
        (false, true) => SelectionFlags::ITALIC,
        (true, false) => SelectionFlags::BOLD,
        (true, true) => SelectionFlags::BOLD | SelectionFlags::ITALIC,
    });
    // Only a table that cannot be written is left out; the font is whole without it.
    let _ = made.add_table(&table);
}

/// Names of the face; rights and licence stay.
fn names(font: &FontRef<'_>, wanted: &Wanted, made: &mut FontBuilder<'_>) {
    let Wanted { family, style, .. } = wanted;
    let plain = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let kept = [NameId::COPYRIGHT_NOTICE, NameId::VERSION_STRING, NameId::LICENSE_DESCRIPTION, NameId::LICENSE_URL];
    let kept = kept.into_iter().filter_map(|id| {
        let text = font.localized_strings(id).english_or_first()?;
        Some((id, text.to_string()))
    });
    let own = [
        (NameId::FAMILY_NAME, family.clone()),
        (NameId::SUBFAMILY_NAME, style.clone()),
        (NameId::FULL_NAME, format!("{family} {style}")),
        (NameId::POSTSCRIPT_NAME, format!("{}-{}", plain(family), plain(style))),
    ];
    let mut records: Vec<NameRecord> =
        own.into_iter().chain(kept).map(|(id, text)| NameRecord::new(3, 1, 0x409, id, text.into())).collect();
    records.sort();
    let _ = made.add_table(&Name::new(records));
}
