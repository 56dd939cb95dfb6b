//! The back of a cover: the toolbox's title, what the book is about, and its barcode at the foot.

use super::barcode;
use super::lettering::{Block, Lettering};
use super::{Input, Panel, Sheet, VolumeBook, filled, too_full};
use crate::diagnostics::Diagnostics;
use crate::font::FontRole;
use crate::project::{BarcodeRule, HouseStyle};
use crate::text::{Align, Item};
use crate::units::{Color, Length, Point, Rect, Size};

/// Sizes of the text, from the one wanted to the least, in thousandths of the size of running text.
const SIZES: [i64; 6] = [1300, 1150, 1050, 950, 850, 750];
/// Least distance of a barcode from the edges, in millimetres (docs/typography.md P25).
const FREE: f64 = 5.0;

/// Draws the back, in its place on the sheet.
pub(super) fn draw(
    input: &Input<'_>,
    house: &HouseStyle,
    volume: &VolumeBook,
    sheet: &Sheet,
    diagnostics: &mut Diagnostics,
) -> Vec<Item> {
    let panel = &sheet.panel;
    let (left, width) = panel.column(panel.rtl);
    let at = |top: Length| Point::new(sheet.back.x + left, sheet.back.y + top);
    let mut items = Vec::new();
    if let Some(title) = &input.facts.toolbox {
        let (top, size) = panel.set_title();
        let lettering = Lettering {
            language: input.language,
            fonts: input.fonts,
            role: FontRole::Heading,
            size,
            bold: false,
            color: Color::WHITE,
            align: Align::Start,
        };
        items.extend(lettering.block(title, width, diagnostics).items(at(top)));
    }
    let (number, volumes) = (volume.volume, volume.volumes);
    let isbn = input.publication.isbn.of(input.edition, &input.language.tag, number, volumes);
    let price = input.facts.price_code.as_deref();
    let rule = input.edition.cover_rule().barcode;
    let barcode = place_of(isbn, price, rule, panel);
    if let Some(blurb) = &input.facts.blurb {
        let mut top = panel.title_top();
        // On a small page, the barcode reaches up into the ground.
        let end = barcode.map_or(panel.ground_end, |place| panel.ground_end.min(place.origin.y));
        let room = end - panel.margin() / 2 - top;
        for block in fitted(input, house, ("the `blurb`", blurb), (width, room), diagnostics) {
            items.extend(block.items(at(top)));
            top += block.height() + block.pitch / 2;
        }
    }
    if let Some(place) = barcode {
        let white = Rect { origin: sheet.back + place.origin, size: place.size };
        items.push(filled(white, Color::WHITE));
        let by_shop = rule.is_some_and(|rule| rule.by_shop);
        if let Some(isbn) = isbn.filter(|_| !by_shop) {
            let size = barcode::size(price);
            let inside = Point::new((place.size.width - size.width) / 2, (place.size.height - size.height) / 2);
            let drawn = barcode::draw((isbn, price), input.fonts, input.language, diagnostics);
            items.extend(drawn.iter().map(|item| item.moved(white.origin + inside)));
        }
    }
    items
}

/// The paragraphs of the text as large as its room allows; none, reported, where even the least size is too large.
pub(super) fn fitted(
    input: &Input<'_>,
    house: &HouseStyle,
    (what, text): (&str, &str),
    (width, room): (Length, Length),
    diagnostics: &mut Diagnostics,
) -> Vec<Block> {
    let paragraphs: Vec<String> = paragraphs(text);
    let text_size = house.text_size_in(&input.language.tag);
    for size in SIZES {
        let mut found = Diagnostics::new();
        let lettering = Lettering {
            language: input.language,
            fonts: input.fonts,
            role: FontRole::Text,
            size: text_size.scale(size, 1000),
            bold: false,
            color: Color::WHITE,
            align: Align::Start,
        };
        let pitch = lettering.size.scale((input.language.data.line_pitch * 1000.0) as i64, 1000);
        let set = |words: &String| Block { pitch, ..lettering.block(words, width, &mut found) };
        let blocks: Vec<Block> = paragraphs.iter().map(set).collect();
        let height: Length = blocks.iter().map(|block| block.height() + block.pitch / 2).sum();
        if height <= room && !blocks.iter().any(|block| block.is_too_wide) {
            diagnostics.extend(found);
            return blocks;
        }
    }
    let measures = format!("{:.0} × {:.0} mm", width.mm(), room.non_negative().mm());
    diagnostics.push(too_full(input, &format!("{what} finds no room in {measures} on the cover")));
    Vec::new()
}

/// Paragraphs are parted by empty lines.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// The white ground of the barcode on the back, at the foot and at the side of the spine; `None` where there is none.
fn place_of(isbn: Option<&str>, price: Option<&str>, rule: Option<BarcodeRule>, panel: &Panel) -> Option<Rect> {
    // A shop that prints it has its place, whether the book has a number or not.
    if isbn.is_none() && !rule.is_some_and(|rule| rule.by_shop) {
        return None;
    }
    let own = barcode::size(price);
    let free = Length::from_mm(FREE).max(rule.map_or(Length::ZERO, |rule| rule.from_edge));
    let size = rule.map_or(own, |rule| match rule.by_shop {
        true => Size { width: rule.width, height: rule.height },
        false => Size { width: rule.width.max(own.width), height: rule.height.max(own.height) },
    });
    if rule.is_some_and(|rule| rule.by_shop) {
        // Where it prints: from the edges of the back itself, and of a case's hinge.
        let inner = panel.hinge() + free;
        let x = if panel.rtl { inner } else { panel.size.width - inner - size.width };
        return Some(Rect::new(x, panel.size.height - free - size.height, size.width, size.height));
    }
    let margin = panel.margin().max(free);
    let inner = (panel.band + margin).max(panel.hinge() + free);
    let x = if panel.rtl { inner } else { panel.size.width - inner - size.width };
    let middle = panel.ground_end + (panel.size.height - panel.ground_end - size.height) / 2;
    let y = middle.min(panel.size.height - free - size.height);
    Some(Rect::new(x, y, size.width, size.height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("\none\n two \n\n\nthree\n"), ["one two", "three"]);
        assert!(paragraphs(" \n").is_empty());
    }
}
