//! A picture of pixels that takes rectangles and text.

use crate::font::FontSet;
use crate::text::{GlyphRun, Item, ItemKind};
use crate::units::Color;
use ab_glyph::{Font, FontRef, GlyphId, PxScale, point};

/// Degrees of coverage of a pixel. An eye sees no more of them at this size, and the picture packs to little more than
/// half of what it takes with 256.
const DEGREES: f32 = 16.0;

/// Units of a glyph's place in a pixel.
const UNITS: f32 = 65_536.0;

/// Pixels from the top left corner.
pub(super) struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 3]>,
}

impl Canvas {
    /// One colour all over.
    pub(super) fn new(width: u32, height: u32, color: Color) -> Self {
        Self { width, height, pixels: vec![[color.r, color.g, color.b]; width as usize * height as usize] }
    }

    /// Fills a rectangle, as far as it lies on the canvas.
    pub(super) fn fill(&mut self, left: u32, top: u32, width: u32, height: u32, color: Color) {
        let (left, right) = (left.min(self.width) as usize, left.saturating_add(width).min(self.width) as usize);
        let rows = self.pixels.chunks_exact_mut(self.width.max(1) as usize);
        for row in rows.skip(top as usize).take(height as usize) {
            row[left..right].fill([color.r, color.g, color.b]);
        }
    }

    /// Draws the glyphs of an item; a point is a pixel.
    pub(super) fn item(&mut self, item: &Item, fonts: &FontSet) {
        if let ItemKind::Glyphs(run, at) = &item.kind {
            self.run(run, (at.x.pt() as f32, at.y.pt() as f32), fonts);
        }
    }

    fn run(&mut self, run: &GlyphRun, (left, baseline): (f32, f32), fonts: &FontSet) {
        let data = &fonts.font(run.font).data;
        let Ok(font) = FontRef::try_from_slice(data) else { return };
        // A scale in ab_glyph is the height from descent to ascent, not the em.
        let em = font.units_per_em().unwrap_or(1000.0);
        let scale = PxScale::from(run.size.pt() as f32 * font.height_unscaled() / em);
        for glyph in &run.glyphs {
            let place = point(left + glyph.x as f32 / UNITS, baseline - glyph.y as f32 / UNITS);
            let outlined = font.outline_glyph(GlyphId(glyph.id).with_scale_and_position(scale, place));
            let Some(outlined) = outlined else { continue };
            let bounds = outlined.px_bounds();
            outlined.draw(|x, y, coverage| {
                let x = bounds.min.x as i64 + i64::from(x);
                let y = bounds.min.y as i64 + i64::from(y);
                self.blend(x, y, run.color, coverage);
            });
        }
    }

    /// Lays a colour over a pixel; what lies outside is not seen.
    fn blend(&mut self, x: i64, y: i64, color: Color, coverage: f32) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
        if x >= self.width || y >= self.height {
            return;
        }
        if let Some(pixel) = self.pixels.get_mut(y as usize * self.width as usize + x as usize) {
            let coverage = ((coverage.clamp(0.0, 1.0) * DEGREES).round() * (256.0 / DEGREES)) as u32;
            for (channel, new) in pixel.iter_mut().zip([color.r, color.g, color.b]) {
                *channel = ((u32::from(*channel) * (256 - coverage) + u32::from(new) * coverage) / 256) as u8;
            }
        }
    }

    /// The picture as PNG, RGB with 8 bits a channel.
    pub(super) fn png(&self) -> Result<Vec<u8>, std::io::Error> {
        let mut out = Vec::new();
        let mut encoder = png::Encoder::new(&mut out, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        // Flat colours and the edges of letters: differences between neighbours pack worse than the pixels themselves.
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_compression(png::Compression::Balanced);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(self.pixels.as_flattened())?;
        writer.finish()?;
        Ok(out)
    }
}
