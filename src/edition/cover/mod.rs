//! The cover of a printed volume as one page: front, spine and back side by side (docs/typography.md P22–P25, V8).
//!
//! In: the volumes of a publication, and what the project says of it. Out: [`Pages`] of one frame, as wide as two trimmed
//! pages and the spine. Steps: lay the grounds, letter the front, the back with its barcode, and the spine, whose words
//! lie turned.
//!
//! ```text
//!   left to right   back │ spine │ front        right to left   front │ spine │ back
//! ```
//!
//! The sheet of a hardcover's case goes on around its boards; flaps lie beyond front and back. What a shop asks of all this is
//! in the edition's profile.
//!
//! The front is that of the e-book's cover, which is drawn from [`Front`], too.

mod back;
mod barcode;
mod flaps;
mod front;
mod lettering;
mod spine;

pub use front::{Front, FrontColors, Panel};

use super::{Input, VolumeBook};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::layout::{FolioSeries, Frame, Pages, Structure, Turn};
use crate::project::{CoverKind, HouseStyle};
use crate::text::{Artifact, Item, ItemKind, Owner, Paint};
use crate::units::{Color, Length, Point, Rect, Size};
use std::collections::BTreeMap;

/// Draws the cover of one of the volumes. What finds no room on it is left out and reported.
pub fn cover(input: &Input<'_>, volumes: &[VolumeBook], volume: &VolumeBook, diagnostics: &mut Diagnostics) -> Pages {
    let house = input.house;
    let sheet = Sheet::new(input, house, super::spine::width(&house.page, volume.printed_pages()));
    let colors = FrontColors::of(house.accent, house.ink);
    let bleed = input.edition.cover_bleed(house);
    let mut items = sheet.grounds(bleed, colors);
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
    items.extend(flaps::draw(input, house, &sheet, diagnostics));
    let lettered = spine::Lettered::of(input, house, (volumes, volume), &sheet);
    if lettered.is_none() && house.page.spine.is_some() && sheet.spine > Length::ZERO {
        diagnostics.push(spine::without_words(input, sheet.spine));
    }
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
    /// Beyond front and back: what is turned in around boards, or flaps; and above and below.
    beyond: Size,
    /// Width of the flaps; zero where there are none.
    flaps: Length,
    /// Top left corners of the parts.
    front: Point,
    back: Point,
}

impl Sheet {
    fn new(input: &Input<'_>, house: &HouseStyle, spine: Length) -> Self {
        let rule = input.edition.cover_rule();
        let front_right = input.edition.profile.as_deref().is_some_and(|profile| profile.rtl.front_right);
        let is_case = rule.kind == CoverKind::Case;
        let (joint, board) = if is_case { (rule.joint, rule.board) } else { (Length::ZERO, Length::ZERO) };
        let size = Size { width: house.page.width + joint, height: house.page.height + board * 2 };
        let mut panel = Panel::new(size, input.language).with_safety(rule.safety.unwrap_or(Length::ZERO), rule.hinge);
        panel.rtl &= !front_right;
        let flaps = if is_case { Length::ZERO } else { house.page.flaps };
        let turn_in = if is_case { rule.turn_in } else { Length::ZERO };
        let beyond = Size { width: turn_in + flaps, height: turn_in };
        let left = Point::new(beyond.width, beyond.height);
        let right = Point::new(beyond.width + panel.size.width + spine, beyond.height);
        let (front, back) = if panel.rtl { (left, right) } else { (right, left) };
        Self { panel, spine, beyond, flaps, front, back }
    }

    /// The trimmed size of the whole; of a case, with what is turned in.
    fn size(&self) -> Size {
        let Size { width, height } = self.panel.size;
        Size { width: (width + self.beyond.width) * 2 + self.spine, height: height + self.beyond.height * 2 }
    }

    /// Left edge of the spine, and the head of the boards or of the trimmed page.
    fn spine_at(&self) -> Point {
        Point::new(self.beyond.width + self.panel.size.width, self.beyond.height)
    }

    /// The coloured ground, and over it the band around the spine; both go on into the bleed.
    fn grounds(&self, bleed: Length, colors: FrontColors) -> Vec<Item> {
        let Size { width, height } = self.size();
        let band = self.panel.band;
        let end = self.beyond.height + self.panel.ground_end;
        let ground = Rect::new(-bleed, -bleed, width + bleed * 2, end + bleed);
        let spine = Rect::new(self.spine_at().x - band, -bleed, self.spine + band * 2, height + bleed * 2);
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
