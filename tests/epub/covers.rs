//! The drawn covers, by their pixels.

use super::{Options, make_with};
use crate::support::container::{Container, elements, parse};
use std::ops::Range;
use warraq::units::Color;

/// Where titles stand: between the toolbox's name and the end of the coloured ground.
const TITLES: Range<usize> = 500..1870;
/// What is free between an edge of the text and the ink of its first letter, at most.
const BEARING: usize = 40;

struct Cover {
    pixels: Vec<u8>,
    bytes: Vec<u8>,
}

impl Cover {
    fn of(lang: &str, title: Option<&'static str>) -> Self {
        let options = Options { cover: true, volume: Some((1, 2)), title, ..Options::default() };
        Self::read(&make_with(lang, &options).container())
    }

    fn read(container: &Container) -> Self {
        let package = parse(container.text("content.opf"));
        let is_cover = |properties: &str| properties.contains("cover-image");
        let covers: Vec<_> = elements(&package, "item")
            .into_iter()
            .filter(|item| item.attribute("properties").is_some_and(is_cover))
            .collect();
        assert_eq!(covers.len(), 1);
        let bytes = container.bytes(covers[0].attribute("href").expect("an address")).to_vec();
        let mut reader = png::Decoder::new(std::io::Cursor::new(&bytes)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("a picture");
        assert_eq!((info.width, info.height, info.color_type), (1600, 2560, png::ColorType::Rgb));
        Self { pixels, bytes }
    }

    fn color(&self, x: usize, y: usize) -> Color {
        let at = (y * 1600 + x) * 3;
        Color::rgb(self.pixels[at], self.pixels[at + 1], self.pixels[at + 2])
    }

    /// Whether a pixel is full ink of a title.
    fn is_ink(&self, x: usize, y: usize) -> bool {
        self.color(x, y) == Color::WHITE
    }

    /// The first and the last column with ink of each line of the titles.
    fn lines(&self) -> Vec<(usize, usize)> {
        let mut lines: Vec<(usize, usize)> = Vec::new();
        let mut in_line = false;
        for y in TITLES {
            let mut columns = (0..1600).filter(|x| self.is_ink(*x, y));
            let Some(first) = columns.next() else {
                in_line = false;
                continue;
            };
            let last = columns.next_back().unwrap_or(first);
            match lines.last_mut().filter(|_| in_line) {
                Some(line) => *line = (line.0.min(first), line.1.max(last)),
                None => lines.push((first, last)),
            }
            in_line = true;
        }
        // Dots and marks stand above and below their letters.
        lines.retain(|(first, last)| last - first > 200);
        lines
    }
}

#[test]
fn covers_have_the_size_that_shops_ask_for_and_are_the_same_each_time() {
    for lang in ["en", "ar"] {
        let cover = Cover::of(lang, None);
        if let Some(folder) = std::env::var_os("WARRAQ_KEEP") {
            std::fs::write(std::path::Path::new(&folder).join(format!("cover-{lang}.png")), &cover.bytes)
                .expect("a file");
        }
        assert!(cover.bytes == Cover::of(lang, None).bytes);
    }
}

#[test]
fn a_title_can_be_read_on_its_ground() {
    for lang in ["en", "fr", "es", "ar"] {
        let cover = Cover::of(lang, None);
        let ground = cover.color(800, 20);
        assert!(ground.contrast(Color::WHITE) >= Color::TEXT_CONTRAST, "{}", ground.hex());
        let ink = TITLES.flat_map(|y| (0..1600).map(move |x| (x, y))).filter(|(x, y)| cover.is_ink(*x, *y)).count();
        assert!((20_000..600_000).contains(&ink), "{lang}: {ink} white pixels");
        assert_eq!(cover.color(800, 1890), Color::WHITE, "paper below");
    }
}

#[test]
fn titles_are_flush_with_the_side_where_reading_begins() {
    let arabic = Cover::of("ar", Some("الهجرة والتنمية المحلية في المدن والقرى")).lines();
    assert!(arabic.len() >= 3, "{arabic:?}");
    // The spine and its band are on the right.
    let edge = 1600 - 56 - 140;
    assert!(arabic.iter().all(|(_, last)| (edge - BEARING..=edge + 5).contains(last)), "{arabic:?}");
    assert!(arabic.iter().any(|(first, _)| *first > 300), "ragged on the left: {arabic:?}");
    let latin = Cover::of("fr", Some("Migration et développement local")).lines();
    assert!(latin.iter().all(|(first, _)| (191..=196 + BEARING).contains(first)), "{latin:?}");
}

#[test]
fn arabic_titles_are_shaped() {
    // Every letter of this word joins the next one: no column between its ends is free of ink.
    let cover = Cover::of("ar", Some("سلسلة"));
    let (first, last) = cover.lines()[0];
    let inked = |x: &usize| (520..820).any(|y| cover.is_ink(*x, y));
    let free = (first..=last).filter(|x| !inked(x)).count();
    assert!(last - first > 200 && free == 0, "{free} free columns of {}", last - first);
}
