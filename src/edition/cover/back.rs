//! The back of a cover: the toolbox's title, what the book is about, and its barcode at the foot.

use super::barcode;
use super::lettering::{Block, Lettering};
use super::{Input, Panel, Sheet, VolumeBook, too_full};
use crate::diagnostics::Diagnostics;
use crate::font::FontRole;
use crate::project::HouseStyle;
use crate::text::{Align, Item};
use crate::units::{Color, Length, Point};

/// Sizes of the text, from the one wanted to the least, in thousandths of the size of running text.
const SIZES: [i64; 6] = [1300, 1150, 1050, 950, 850, 750];
/// Least distance of a barcode from the edges, in millimetres (TYPOGRAPHY.md P25).
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
    let barcode = isbn.map(|isbn| (isbn, barcode_place(panel)));
    if let Some(blurb) = &input.facts.blurb {
        let mut top = panel.title_top();
        // On a small page, the barcode reaches up into the ground.
        let end = barcode.map_or(panel.ground_end, |(_, place)| panel.ground_end.min(place.y));
        let room = end - panel.margin() / 2 - top;
        for block in fitted(input, house, blurb, (width, room), diagnostics) {
            items.extend(block.items(at(top)));
            top += block.height() + block.pitch / 2;
        }
    }
    if let Some((isbn, place)) = barcode {
        let drawn = barcode::draw(isbn, input.fonts, input.language, diagnostics);
        let place = sheet.back + place;
        items.extend(drawn.iter().map(|item| item.moved(place)));
    }
    items
}

/// The paragraphs of the text as large as its room allows; none, reported, where even the least size is too large.
fn fitted(
    input: &Input<'_>,
    house: &HouseStyle,
    blurb: &str,
    (width, room): (Length, Length),
    diagnostics: &mut Diagnostics,
) -> Vec<Block> {
    let paragraphs: Vec<String> = paragraphs(blurb);
    let text_size = house.text_size_by_language.get(input.language.tag.primary()).unwrap_or(&house.text_size);
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
    diagnostics.push(too_full(input, "the `blurb` is too long for the back of the cover"));
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

/// Where the barcode stands on the back: on the paper at the foot, at the side of the spine.
fn barcode_place(panel: &Panel) -> Point {
    let free = Length::from_mm(FREE);
    let margin = panel.margin().max(free);
    let size = barcode::size();
    let x = if panel.rtl { panel.band + margin } else { panel.size.width - panel.band - margin - size.width };
    let middle = panel.ground_end + (panel.size.height - panel.ground_end - size.height) / 2;
    Point::new(x, middle.min(panel.size.height - free - size.height))
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
