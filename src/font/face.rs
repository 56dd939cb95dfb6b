//! One face: read, checked, measured.

use super::coverage::Coverage;
use harfrust::font::Blob;
use harfrust::font::attribute::Style;
use harfrust::font::metrics::Decoration;
use harfrust::font::name::NameId;
use harfrust::{Direction, Feature, Language, ShapePlan, ShapePlanKey};
use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use unicode_normalization::UnicodeNormalization;

/// One face, whole file in memory.
pub struct Font {
    /// The file's bytes.
    pub data: Blob,
    /// PostScript name.
    pub name: String,
    /// Family name as printed in a colophon.
    pub family: String,
    /// Units in an em.
    pub units_per_em: u16,
    /// Above the baseline, font units.
    pub ascent: i16,
    /// Below the baseline, font units, positive.
    pub descent: i16,
    /// Height of H, font units.
    pub cap_height: i16,
    /// Height of x, font units.
    pub x_height: i16,
    /// Height of an Arabic alef, font units; 0 where the font has none.
    pub alef_height: i16,
    /// Weight from 1 to 1000; 400 is regular, 700 bold.
    pub weight: u16,
    /// Bold face.
    pub bold: bool,
    /// Italic face.
    pub italic: bool,
    /// Top of an underline above the baseline (negative is below) and its thickness, font units.
    pub underline: (i16, i16),
    /// Top of a line through the words above the baseline and its thickness, font units.
    pub strike: (i16, i16),
    /// Other names under which a house style may ask for it: `Name Semibold` where the family is `Name`.
    aliases: Vec<String>,
    coverage: Coverage,
    shaper: harfrust::Font,
    plans: RwLock<Vec<Arc<ShapePlan>>>,
}

impl Font {
    /// Reads a font file. The error says what is wrong with it, for people.
    pub(super) fn read(data: impl Into<Blob>) -> Result<Self, &'static str> {
        let data = data.into();
        let shaper = harfrust::Font::new(data.clone(), 0).ok_or("it is no font in a format known here")?;
        let is_coloured = [b"COLR", b"CBDT", b"sbix", b"SVG "].iter().any(|tag| has_table(&data, tag));
        let coverage = Coverage::of(&shaper, is_coloured);
        if coverage.is_empty() {
            return Err("it has no table of characters");
        }
        if shaper.num_glyphs() > u32::from(u16::MAX) + 1 {
            return Err("it has more glyphs than an OpenType font may have");
        }
        let metrics = shaper.metrics();
        let whole = |value: f64| value.round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16;
        let top_of = |character: char| {
            let glyph = shaper.charmap().map_unicode(character)?;
            shaper.glyph_metrics().extents(glyph).map(|extents| whole(f64::from(extents.y_bearing)))
        };
        let em = f64::from(metrics.units_per_em);
        let line = metrics.h_line();
        let height = |value: Option<_>, letter, share: f64| match value {
            Some(height) if height > 0.0 => whole(height),
            _ => top_of(letter).unwrap_or_else(|| whole(em * share)),
        };
        let style = shaper.style_metrics();
        let decoration = |given: Option<Decoration>, top: f64| match given {
            Some(Decoration { position, thickness }) if thickness.to_f64() > 0.0 => {
                (whole(position.to_f64()), whole(thickness.to_f64()))
            }
            _ => (whole(em * top), whole(em * 0.05)),
        };
        let attributes = shaper.default_attributes();
        let weight = attributes.weight.value().round().clamp(1.0, 1000.0) as u16;
        let name = |ids: &[NameId]| {
            ids.iter().find_map(|id| Some(shaper.names().get(*id)?.english_or_first()?.name().to_string()))
        };
        let aliases = [NameId::FAMILY_NAME, NameId::FULL_NAME].into_iter().filter_map(|id| name(&[id])).collect();
        let family = name(&[NameId::TYPOGRAPHIC_FAMILY_NAME, NameId::FAMILY_NAME]).ok_or("it has no family name")?;
        Ok(Self {
            name: name(&[NameId::POSTSCRIPT_NAME]).unwrap_or_else(|| family.replace(' ', "")),
            family,
            units_per_em: metrics.units_per_em,
            ascent: line.map_or_else(|| whole(em * 0.8), |line| whole(line.ascender.to_f64())),
            descent: line.map_or_else(|| whole(em * 0.2), |line| whole(line.descender.to_f64().abs())),
            cap_height: height(metrics.cap_height.map(|height| height.to_f64()), 'H', 0.7),
            x_height: height(metrics.x_height.map(|height| height.to_f64()), 'x', 0.5),
            alef_height: top_of('\u{627}').unwrap_or(0),
            weight,
            bold: weight >= 600,
            italic: !matches!(attributes.style, Style::Normal),
            underline: decoration(style.underline, -0.1),
            strike: decoration(style.strike_through, 0.3),
            aliases,
            coverage,
            shaper,
            data,
            plans: RwLock::default(),
        })
    }

    /// Index of a character's own glyph.
    #[must_use]
    pub fn glyph_for(&self, character: char) -> Option<u16> {
        let glyph = self.shaper.charmap().map_unicode(character)?;
        u16::try_from(glyph.to_u32()).ok().filter(|glyph| *glyph != 0)
    }

    /// The advance of a glyph in font units.
    #[must_use]
    pub fn advance(&self, glyph: u16) -> i32 {
        self.shaper.glyph_metrics().h_advance(harfrust::GlyphId::new(u32::from(glyph))).round() as i32
    }

    /// A glyph's name, for tests and dumps.
    #[must_use]
    pub fn glyph_name(&self, glyph: u16) -> Option<String> {
        self.shaper.glyph_name(harfrust::GlyphId::new(u32::from(glyph))).map(|name| name.as_str().to_owned())
    }

    /// The box of a glyph's ink from its origin, y upwards, in font units: left, bottom, right, top. `None` without ink.
    #[must_use]
    pub fn ink(&self, glyph: u16) -> Option<[f64; 4]> {
        let extents = self.shaper.glyph_metrics().extents(harfrust::GlyphId::new(u32::from(glyph)))?;
        let (left, top) = (f64::from(extents.x_bearing), f64::from(extents.y_bearing));
        let (right, bottom) = (left + f64::from(extents.width), top - f64::from(extents.height).abs());
        (left != right && top != bottom).then_some([left, bottom, right, top])
    }

    /// Whether the shaper can set every character of `text` with this font. Characters that are never seen and spaces
    /// need no glyph of their own; a letter may be put together of its parts.
    #[must_use]
    pub fn covers(&self, text: &str) -> bool {
        text.chars().all(|character| self.has(character)) || self.covers_otherwise(text)
    }

    /// Whether a house style means it by this name.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        self.family.eq_ignore_ascii_case(name) || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }

    /// Whether some of its characters are coloured pictures only.
    #[must_use]
    pub(super) fn is_coloured(&self) -> bool {
        self.coverage.has_pictures()
    }

    /// Whether it is a font of emoji.
    #[must_use]
    pub fn has_emoji(&self) -> bool {
        self.coverage.has('\u{1F600}')
    }

    fn has(&self, character: char) -> bool {
        self.coverage.has(character) || (!character.is_ascii() && needs_no_glyph(character))
    }

    /// Composed or decomposed.
    fn covers_otherwise(&self, text: &str) -> bool {
        !text.is_ascii() && (text.nfc().all(|c| self.has(c)) || text.nfd().all(|c| self.has(c)))
    }

    /// The face as the shaper sees it.
    pub(crate) fn shaper(&self) -> &harfrust::Font {
        &self.shaper
    }

    /// The shaping plan for a kind of run, made once.
    pub(crate) fn plan(
        &self,
        direction: Direction,
        script: harfrust::Script,
        language: Option<&Language>,
        features: &[Feature],
    ) -> Arc<ShapePlan> {
        let key = ShapePlanKey::new(&self.shaper, Some(script), direction).language(language).features(features);
        let find = |plans: &[Arc<ShapePlan>]| plans.iter().find(|plan| key.matches(plan)).cloned();
        if let Some(plan) = find(&self.plans.read().unwrap_or_else(PoisonError::into_inner)) {
            return plan;
        }
        let mut plans = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(plan) = find(&plans) {
            return plan;
        }
        let plan = Arc::new(ShapePlan::new(&self.shaper, direction, Some(script), language, features));
        plans.push(plan.clone());
        plan
    }
}

/// Whether a font file has a table (OpenType, table directory: records of 16 bytes from byte 12).
fn has_table(data: &[u8], tag: &[u8; 4]) -> bool {
    let count = data.get(4..6).and_then(|count| count.try_into().ok()).map_or(0, u16::from_be_bytes);
    let records = data.get(12..).unwrap_or_default().chunks_exact(16).take(usize::from(count));
    records.into_iter().any(|record| record.starts_with(tag))
}

/// Invisible characters, and spaces and hyphens that the shaper makes from the ordinary ones.
fn needs_no_glyph(character: char) -> bool {
    matches!(
        character,
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{2011}' | '\u{FFFC}' | '\u{2028}'
    ) || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

impl fmt::Debug for Font {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Font").field("name", &self.name).field("bytes", &self.data.len()).finish_non_exhaustive()
    }
}
