//! E-books that the program itself makes of sources, and what EPUBCheck says of them.

use crate::support::container::{Container, attribute, elements, parse};
use crate::support::epubcheck;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs the program on these files and gives the e-book of this path, which EPUBCheck finds no fault with.
fn built(files: &[(&str, &str)], arguments: &[&str], book: &str) -> Container {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let place = folder.path().join(name);
        fs::create_dir_all(place.parent().unwrap_or(Path::new("."))).expect("a folder");
        fs::write(place, text).expect("a file");
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    let run = command.arg("build").args(arguments).current_dir(folder.path()).output().expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let book = folder.path().join(book);
    if let Some(result) = epubcheck(&book) {
        assert!(result.is_ok(), "{result:?}");
    }
    Container::open(&fs::read(book).expect("an e-book"))
}

#[test]
fn code_in_text_from_right_to_left_says_its_direction_once() {
    let text = "# عنوان\n\n<div dir=\"rtl\">\n\n```\ncode\n```\n\n</div>\n\n<div dir=\"rtl\" lang=\"ar\">\n\n```\nmore\n```\n\n\
                </div>\n\n<pre lang=\"he\">last</pre>\n";
    let book = built(&[("a.md", text)], &["a.md", "--lang", "en", "--edition", "ebook"], "a-en.epub");
    let chapters: String = book.chapters().into_iter().map(|(_, text)| text).collect();
    let chapters = parse(&chapters);
    let codes = elements(&chapters, "pre");
    assert_eq!(codes.len(), 3);
    assert!(codes.iter().all(|code| attribute(code, "dir") == Some("ltr")));
}

#[test]
fn signs_that_a_reader_may_lack_are_drawn_by_fonts_of_the_book() {
    let text = "# Signs ✓ {#a}\n\n⚠ ☎ ✉ ★ ✅ ❌ ℹ️ ∈ ℃ 🤗 👩‍🌾 and → ½ Œ as everywhere.\n\n`☑ ⵣ`\n";
    let arguments = ["a.md", "--lang", "en,ar", "--edition", "ebook"];
    for name in ["a-en.epub", "a-ar.epub"] {
        let book = built(&[("a.md", text)], &arguments, name);
        let css = book.text("stylesheet.css");
        let faces: Vec<&str> = css.lines().filter(|line| line.contains("unicode-range")).collect();
        let font_of = |sign: char| {
            let is_in = |range: &str| {
                let (first, last) = range.split_once('-').unwrap_or((range, range));
                let code = |hex: &str| u32::from_str_radix(hex, 16).expect("a code");
                (code(first)..=code(last)).contains(&u32::from(sign))
            };
            let of = |line: &&&str| {
                let ranges = line.split_once("unicode-range: ").and_then(|(_, rest)| rest.split_once(';'));
                ranges.is_some_and(|(ranges, _)| ranges.split(", ").any(|range| is_in(&range["U+".len()..])))
            };
            let lines: Vec<&&str> = faces.iter().filter(of).collect();
            assert!(lines.len() < 2, "{name}: {sign} is in {lines:?}");
            let file = lines.first()?.split('"').nth(3)?;
            Some((file.to_owned(), book.bytes(file)))
        };
        let mut bytes = std::collections::BTreeMap::new();
        for sign in "✓⚠☎✉★✅❌ℹ∈℃🤗👩🌾☑ⵣ".chars() {
            let (file, font) = font_of(sign).unwrap_or_else(|| panic!("{name}: no font for {sign} in {css}"));
            let face = ab_glyph::FontRef::try_from_slice(font).expect("a font");
            let glyph = ab_glyph::Font::glyph_id(&face, sign);
            assert!(ab_glyph::Font::outline(&face, glyph).is_some(), "{name}: {sign} in {file} is blank");
            assert!(css.contains("serif, \"") && css.contains("code { font-family: monospace, \""), "{css}");
            bytes.insert(file, font.len());
        }
        let all: usize = bytes.values().sum();
        assert!(all < 30_000, "{name}: fonts of {all} bytes: {bytes:?}");
        for sign in "→½Œa1".chars() {
            assert!(font_of(sign).is_none(), "{name}: {sign}");
        }
        let licences = book.names().iter().filter(|name| name.ends_with("-OFL.txt")).count();
        assert_eq!(licences, bytes.len(), "{name}");
    }
    let plain = built(&[("a.md", "# A\n\nPlain → words.\n")], &["a.md", "--edition", "ebook"], "a-en.epub");
    assert!(
        !plain.names().iter().any(|name| name.contains("fonts/")) && !plain.text("stylesheet.css").contains("serif")
    );
}
