//! Signs, emoji and letters that the fonts of running text have not (docs/typography.md A12, A15).

use crate::support::verapdf;
use crate::support::{Book, tool};
use std::path::Path;

/// Signs that people type in running text.
const SIGNS: &str = "⚠ ☎ ✉ ★ ✅ ❌ ℹ ∈ ℃ 🤗 → ✓ ✗ ☐ ☑ ♥ ① ½ ≤ ∑ ⌘ ※ № ⅓ ▶ ♪ 𝑥 ⠿ ḥ ʿ ɣ ⵣ 🚀";

/// Emoji that are written with several characters.
const SEQUENCES: [&str; 8] = ["👍🏽", "👨‍👩‍👧", "🇲🇦", "1️⃣", "⚠️", "❤️", "🏳️‍🌈", "🧑🏽‍🚀"];

/// Fonts by name and the words that they set, in reading order.
fn fonts_of(tag: &str, text: &str) -> Vec<(String, String)> {
    let found = Book::file(tag, text).dump();
    assert!(!found.said.contains("missing-glyph"), "{}", found.said);
    let mut fonts: Vec<(String, String)> = Vec::new();
    for run in found.runs.iter().filter(|run| !run.owner.starts_with("artifact")) {
        match fonts.last_mut() {
            Some((font, text)) if *font == run.font => text.push_str(&run.text),
            _ => fonts.push((run.font.clone(), run.text.clone())),
        }
    }
    fonts
}

#[test]
fn a12_stops_and_spaces_stay_in_the_font_of_their_word() {
    let (text, letters) = ("SourceSerif4-Regular", "SourceSans3-Regular");
    let pair = |font: &str, text: &str| (font.to_owned(), text.to_owned());
    assert_eq!(
        fonts_of("en", "Rated ★, x∈A; then (ʃəˈwaːl), and on."),
        [
            pair(text, "Rated "),
            pair("NotoSansSymbols2-Regular", "★"),
            pair(text, ", x"),
            pair("NotoSansMath-Regular", "∈"),
            pair(text, "A; then "),
            pair(letters, "(ʃəˈwaːl), "),
            pair(text, "and on."),
        ]
    );
    let arabic = fonts_of("ar", "كلمة Tool. ثم ★. ونص");
    let stops: Vec<&str> =
        arabic.iter().filter(|(_, text)| text.contains('.')).map(|(font, _)| font.as_str()).collect();
    assert!(stops.iter().all(|font| *font == "Amiri-Regular" || *font == text), "{arabic:?}");
}

#[test]
fn a15_signs_and_emoji_are_set_and_seen() {
    let text = format!("{SIGNS}\n\n`{SIGNS}`\n\n**{SIGNS}**\n\n{}\n", SEQUENCES.join(" "));
    let book = Book::file("en", &text);
    let found = book.dump();
    assert!(found.said.is_empty(), "{}", found.said);
    assert!(found.runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.id != 0));
    for line in found.lines() {
        for run in line.runs {
            let unseen = |text: &str| text.chars().all(|c| c.is_whitespace() || c == '\u{FE0F}');
            for glyph in run.glyphs.iter().filter(|glyph| !unseen(&glyph.text)) {
                assert!(glyph.ink.is_some(), "{} in {}", glyph.text, run.font);
            }
        }
    }
    let emoji: Vec<_> = found.runs.iter().filter(|run| run.font == "NotoEmoji-Regular").collect();
    for sequence in SEQUENCES {
        let of_it = emoji
            .iter()
            .flat_map(|run| &run.glyphs)
            .filter(|glyph| glyph.text == sequence.trim_end_matches('\u{FE0F}'));
        assert_eq!(of_it.filter(|glyph| glyph.advance > 0.0).count(), 1, "{sequence}");
    }
    let pdf = book.pdf("screen");
    let fonts = tool("pdffonts", &[&pdf.display().to_string()], "");
    assert!(fonts.lines().skip(2).all(|font| font.contains("yes yes yes")), "{fonts}");
    for sign in ["★", "🤗", "℃"] {
        assert!(black_of(sign) > 20, "{sign} leaves ink on the page");
    }
}

/// How many pixels this sign darkens on a page that holds nothing else.
fn black_of(sign: &str) -> usize {
    let pixels = |text: &str| {
        let book = Book::file("en", text);
        let pdf = book.pdf("screen");
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("page").display().to_string();
        tool("pdftoppm", &["-r", "100", "-gray", "-singlefile", &pdf.display().to_string(), &root], "");
        let image = std::fs::read(Path::new(&format!("{root}.pgm"))).expect("an image");
        image.iter().filter(|level| **level < 200).count()
    };
    pixels(&format!("{sign} {sign} {sign}")).saturating_sub(pixels("&nbsp;"))
}

#[test]
fn a15_what_no_font_has_is_seen_told_and_read() {
    let text = "# Title\n\nThe sign 漢 and שלום, twice 漢.\n";
    let book = Book::file("en", text);
    let found = book.dump();
    let line = found.line_with("The sign");
    let of = |letter: &str| line.runs.iter().flat_map(|run| &run.glyphs).find(|glyph| glyph.text == letter);
    let (han, hebrew) = (of("漢").expect("a glyph"), of("ש").expect("a glyph"));
    assert!(han.id != 0 && han.id == hebrew.id && han.ink.is_some(), "one sign for all of them");
    let (files, said) = book.build("screen,ebook");
    assert_eq!(files.len(), 2, "{said}");
    assert_eq!(said.matches("error[missing-glyph]").count(), 2, "{said}");
    let pdf = files.iter().find(|file| file.extension().is_some_and(|end| end == "pdf")).expect("a PDF");
    let read = tool("pdftotext", &["-layout", &pdf.display().to_string(), "-"], "");
    assert!(read.contains('漢'), "{read}");
    for flavour in ["ua1", "2a"] {
        if let Some(failures) = verapdf(flavour, std::slice::from_ref(pdf)) {
            assert!(failures.is_empty(), "{flavour}: {failures:?}");
        }
    }
    let (files, said) = book.build("ebook");
    assert!(!files.is_empty() && said.contains("warning[missing-glyph]") && !said.contains("error"), "{said}");
}
