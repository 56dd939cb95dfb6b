//! The cover of a printed volume as one page: front, spine and back side by side (TYPOGRAPHY.md P22–P25, V8).
//!
//! In: the volumes of a publication, and what the project says of it. Out: [`Pages`] of one frame, as wide as two trimmed
//! pages and the spine. Steps: lay the grounds, letter the front, the back with its barcode, and the spine, whose words
//! lie turned.
//!
//! ```text
//!   left to right   back │ spine │ front        right to left   front │ spine │ back
//! ```
//!
//! The front is that of the e-book's cover, which is drawn from [`Front`], too.

mod back;
mod barcode;
mod front;
mod lettering;
mod spine;

pub use front::{Front, FrontColors, Panel};

use super::{Input, VolumeBook};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::layout::{FolioSeries, Frame, Pages, Structure, Turn};
use crate::project::HouseStyle;
use crate::text::{Artifact, Item, ItemKind, Owner, Paint};
use crate::units::{Color, Length, Point, Rect, Size};
use std::collections::BTreeMap;

/// Draws the cover of one of the volumes. What finds no room on it is left out and reported.
pub fn cover(input: &Input<'_>, volumes: &[VolumeBook], volume: &VolumeBook, diagnostics: &mut Diagnostics) -> Pages {
    let house = input.house;
    let sheet = Sheet::new(input, house, super::spine::width(&house.page, volume.printed_pages()));
    let colors = FrontColors::of(house.accent, house.ink);
    let mut items = sheet.grounds(house.page.bleed, colors);
    let names: Vec<String> = volumes.iter().filter_map(|volume| volume.name.clone()).collect();
    let front = Front {
        facts: input.facts,
        volume_name: volume.name.as_deref(),
        volume_names: &names,
        language: input.language,
        fonts: input.fonts,
        colors,
    };
    items.extend(front.words(&sheet.panel, diagnostics).iter().map(|item| item.moved(sheet.front)));
    items.extend(back::draw(input, house, volume, &sheet, diagnostics));
    let lettered = spine::Lettered::of(input, house, volumes, &sheet);
    let spine = lettered.map(|lettered| lettered.draw(volume, diagnostics)).unwrap_or_default();
    let turn = spine.turn.map(|(at, way)| {
        let start = items.len();
        Turn { items: start..start + spine.turned.len(), at, way }
    });
    items.extend(spine.turned);
    items.extend(spine.upright);
    let frame = Frame {
        size: sheet.size(),
        folio: String::new(),
        series: FolioSeries::Front,
        number: 1,
        items,
        turn,
        links: Vec::new(),
    };
    let mut pages =
        Pages { frames: vec![frame], structure: Structure::default(), outline: Vec::new(), places: BTreeMap::new() };
    if input.draft {
        super::watermark::stamp(&mut pages, input);
    }
    pages
}

/// The page of a cover: where its parts begin.
struct Sheet {
    panel: Panel,
    /// Width of the spine.
    spine: Length,
    /// Top left corners of the parts.
    front: Point,
    back: Point,
}

impl Sheet {
    fn new(input: &Input<'_>, house: &HouseStyle, spine: Length) -> Self {
        let panel = Panel::new(Size { width: house.page.width, height: house.page.height }, input.language);
        let left = Point::new(Length::ZERO, Length::ZERO);
        let right = Point::new(panel.size.width + spine, Length::ZERO);
        let (front, back) = if panel.rtl { (left, right) } else { (right, left) };
        Self { panel, spine, front, back }
    }

    /// The trimmed size of the whole.
    fn size(&self) -> Size {
        Size { width: self.panel.size.width * 2 + self.spine, height: self.panel.size.height }
    }

    /// The coloured ground, and over it the band around the spine; both go on into the bleed.
    fn grounds(&self, bleed: Length, colors: FrontColors) -> Vec<Item> {
        let Size { width, height } = self.size();
        let band = self.panel.band;
        let ground = Rect::new(-bleed, -bleed, width + bleed * 2, self.panel.ground_end + bleed);
        let spine = Rect::new(self.panel.size.width - band, -bleed, self.spine + band * 2, height + bleed * 2);
        vec![filled(ground, colors.ground), filled(spine, colors.band)]
    }
}

fn filled(rect: Rect, color: Color) -> Item {
    let paint = Paint { fill: Some(color), stroke: None };
    Item { owner: Owner::Artifact(Artifact::Layout), kind: ItemKind::Rect(rect, paint) }
}

/// The finding that words find no room.
fn too_full(input: &Input<'_>, what: &str) -> Diagnostic {
    Diagnostic::warning("cover-too-full", format!("{what}, and is left out"))
        .in_file(super::publication_file(input))
        .help("write less, or choose a larger page")
}
