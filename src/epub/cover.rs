//! A cover for books that have none: the front of the printed cover, as a picture.

use super::Info;
use super::canvas::Canvas;
use crate::diagnostics::Diagnostics;
use crate::edition::{Front, FrontColors, Panel};
use crate::units::{Color, Length, Size};

/// Size of the cover in pixels, as shops ask for it.
const WIDTH: u32 = 1600;
const HEIGHT: u32 = 2560;

/// Draws the cover as a PNG of 1600 × 2560 pixels in RGB. Characters that no font has are reported.
///
/// # Errors
/// If the picture cannot be encoded.
pub fn draw_cover(info: &Info<'_>, diagnostics: &mut Diagnostics) -> Result<Vec<u8>, super::Error> {
    // A point is a pixel.
    let size = [WIDTH, HEIGHT].map(|side| Length::from_pt(f64::from(side)));
    let panel = Panel::new(Size { width: size[0], height: size[1] }, info.language);
    let front = Front {
        facts: info.facts,
        volume_name: info.volume_name.as_deref(),
        volume_names: info.volume_name.as_slice(),
        language: info.language,
        fonts: info.fonts,
        colors: FrontColors::of(info.house.accent, info.house.ink),
    };
    let mut canvas = Canvas::new(WIDTH, HEIGHT, Color::WHITE);
    canvas.fill(0, 0, WIDTH, pixels(panel.ground_end), front.colors.ground);
    let band = pixels(panel.band);
    canvas.fill(if panel.rtl { WIDTH - band } else { 0 }, 0, band, HEIGHT, front.colors.band);
    for item in front.words(&panel, diagnostics) {
        canvas.item(&item, info.fonts);
    }
    Ok(canvas.png()?)
}

fn pixels(length: Length) -> u32 {
    length.pt().round() as u32
}
