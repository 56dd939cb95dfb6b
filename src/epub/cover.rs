//! A cover for books that have none: title, subtitle, volume, toolbox, publisher and language on the house's colour.

use super::Info;
use super::canvas::Canvas;
use crate::diagnostics::Diagnostics;
use crate::font::FontRole;
use crate::text::{Artifact, Line, Measure, Owner, Paragraph, Piece, TextStyle, prepare};
use crate::units::{Color, Length};
use crate::xhtml::{readable, spaced};

/// Size of the cover in pixels, as shops ask for it.
const WIDTH: u32 = 1600;
const HEIGHT: u32 = 2560;
/// Space to the edges.
const MARGIN: i64 = 140;
/// Width of the band at the spine's side.
const BAND: u32 = 56;
/// Where the coloured ground ends.
const GROUND_END: u32 = 1880;
/// Sizes of a title, from the one wanted to the least.
const TITLE_SIZES: [i64; 7] = [210, 180, 156, 136, 118, 100, 84];
/// Room for title, subtitle and volume.
const TITLE_ROOM: i64 = 1300;

/// Draws the cover as a PNG of 1600 × 2560 pixels in RGB. Characters that no font has are reported.
///
/// # Errors
/// If the picture cannot be encoded.
pub fn draw_cover(info: &Info<'_>, diagnostics: &mut Diagnostics) -> Result<Vec<u8>, super::Error> {
    let accent = readable(info.house.accent);
    let mut canvas = Canvas::new(WIDTH, HEIGHT, Color::WHITE);
    canvas.fill(0, 0, WIDTH, GROUND_END, accent);
    let band = if info.language.direction().is_rtl() { WIDTH - BAND } else { 0 };
    canvas.fill(band, 0, BAND, HEIGHT, darker(accent));
    let mut page = Page { info, canvas, diagnostics };
    if let Some(set) = info.set_title.filter(|set| *set != info.title) {
        page.set(set, 58, false, Color::WHITE, MARGIN + 60);
    }
    page.titles();
    let mut top = i64::from(GROUND_END) + 170;
    if let Some(publisher) = info.publisher {
        top += page.set(publisher, 56, true, info.house.ink, top) + 30;
    }
    page.set(&info.language.data.name, 48, false, info.house.ink, top);
    Ok(page.canvas.png()?)
}

fn darker(color: Color) -> Color {
    let half = |channel: u8| channel / 2;
    Color { r: half(color.r), g: half(color.g), b: half(color.b) }
}

struct Page<'a, 'd> {
    info: &'a Info<'a>,
    canvas: Canvas,
    diagnostics: &'d mut Diagnostics,
}

impl Page<'_, '_> {
    /// Title, subtitle and volume, the title as large as its words allow.
    fn titles(&mut self) {
        let subtitle = self.info.subtitle.filter(|subtitle| !subtitle.is_empty());
        let volume = self.info.volume_name.clone();
        for (at, size) in TITLE_SIZES.into_iter().enumerate() {
            let last = at + 1 == TITLE_SIZES.len();
            let parts =
                [(Some(self.info.title), size, true), (subtitle, size.min(84), false), (volume.as_deref(), 72, true)];
            let blocks: Vec<(Vec<Line>, i64)> = parts
                .into_iter()
                .filter_map(|(words, size, bold)| Some((self.lines(words?, size, bold, Color::WHITE), size)))
                .collect();
            let height: i64 = blocks.iter().map(|(lines, size)| height(lines, *size) + size / 2).sum();
            let wide = blocks.iter().flat_map(|(lines, _)| lines).any(|line| line.overfull > Length::ZERO);
            if last || height <= TITLE_ROOM && !wide {
                let mut top = 520;
                for (lines, size) in &blocks {
                    self.place(lines, *size, top);
                    top += height_of(lines.len(), *size) + size / 2;
                }
                return;
            }
        }
    }

    /// Sets words at this height; the height they take comes back.
    fn set(&mut self, words: &str, size: i64, bold: bool, color: Color, top: i64) -> i64 {
        let lines = self.lines(words, size, bold, color);
        self.place(&lines, size, top);
        height(&lines, size)
    }

    fn lines(&mut self, words: &str, size: i64, bold: bool, color: Color) -> Vec<Line> {
        let language = self.info.language;
        let style = TextStyle { role: FontRole::Heading, size: pixels(size), bold, color, ..TextStyle::default() };
        let piece = Piece::words(spaced(words, language), style, Owner::Artifact(Artifact::Layout));
        let paragraph = Paragraph::display(vec![piece], language);
        let width = pixels(i64::from(WIDTH - BAND) - 2 * MARGIN);
        let measure = Measure { width, first_indent: Length::ZERO };
        prepare(&paragraph, self.info.fonts, self.diagnostics).lines(measure, &mut Diagnostics::new())
    }

    fn place(&mut self, lines: &[Line], size: i64, top: i64) {
        let left = if self.info.language.direction().is_rtl() { MARGIN } else { MARGIN + i64::from(BAND) };
        for (at, line) in lines.iter().enumerate() {
            let baseline = top + height_of(at, size) + size;
            self.canvas.line(line, left, baseline, self.info.fonts);
        }
    }
}

/// A point of type is a pixel of the cover.
fn pixels(count: i64) -> Length {
    Length::from_pt(count as f64)
}

fn height(lines: &[Line], size: i64) -> i64 {
    height_of(lines.len(), size)
}

fn height_of(lines: usize, size: i64) -> i64 {
    i64::try_from(lines).unwrap_or(0) * size * 5 / 4
}
