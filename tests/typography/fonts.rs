//! Fonts of a project's own, of every kind that fonts come in (docs/typography.md A51), made by `fonts/make.py`.

use crate::support::verapdf;
use crate::support::{Book, Dump, tool};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const WORDS: &str = "AVo\u{301}$ A.";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/typography/fonts").join(name)
}

/// A book whose running text is set in a family, with these files in its folder of fonts.
fn book(family: &str, files: &[(&str, Vec<u8>)], text: &str) -> Book {
    let house = format!("[fonts.text]\nLatn = [\"{family}\"]\n");
    let book = Book::project("en", &house, &format!("# T\n\n{text}\n"));
    for (name, bytes) in files {
        book.write(&format!("sources/fonts/{name}"), bytes);
    }
    book
}

fn book_of(family: &str, file: &str, text: &str) -> Book {
    book(family, &[(file, fs::read(path(file)).expect("a font"))], text)
}

/// Glyphs and their advances in font units, of all runs in a font.
fn set_in(found: &Dump, font: &str) -> Vec<(u16, i64)> {
    let runs = found.runs.iter().filter(|run| run.font == font);
    let glyphs = runs.flat_map(|run| run.glyphs.iter().map(move |glyph| (glyph, run.size)));
    glyphs.map(|(glyph, size)| (glyph.id, (glyph.advance * 1000.0 / size).round() as i64)).collect()
}

/// The same as HarfBuzz has it at a place on the axes.
fn shaped(file: &str, variations: &str, text: &str) -> Vec<(u16, i64)> {
    let (font, place) = (path(file).display().to_string(), format!("--variations={variations}"));
    let arguments = [place.as_str(), "--no-glyph-names", "--output-format=json", "--language=en", &font, text];
    let glyphs: Vec<Value> = serde_json::from_str(&tool("hb-shape", &arguments, "")).expect("JSON");
    glyphs
        .iter()
        .map(|glyph| (glyph["g"].as_u64().expect("an id") as u16, glyph["ax"].as_i64().expect("a width")))
        .collect()
}

/// Advances of visible glyphs agree to a unit: spaces stretch, and pages are measured in fixed points.
#[track_caller]
fn agree(set: &[(u16, i64)], shaped: &[(u16, i64)]) {
    let ids = |list: &[(u16, i64)]| list.iter().map(|(id, _)| *id).filter(|id| *id != 1).collect::<Vec<_>>();
    assert_eq!(ids(set), ids(shaped));
    let visible =
        |list: &[(u16, i64)]| list.iter().filter(|(id, _)| *id != 1).map(|(_, width)| *width).collect::<Vec<_>>();
    for (one, other) in visible(set).iter().zip(visible(shaped)) {
        assert!((one - other).abs() <= 1, "{set:?} {shaped:?}");
    }
}

#[test]
fn a51_faces_of_a_variable_font_are_set_as_harfbuzz_shapes_them() {
    let text = format!("{WORDS}\n\n**{WORDS}**\n\n*{WORDS}*\n\n***{WORDS}***\n");
    for (family, file) in [("Vary", "Vary.ttf"), ("Vary PS", "Vary2.otf")] {
        let book = book_of(family, file, &text);
        let found = book.dump();
        assert!(found.said.is_empty(), "{}", found.said);
        let name = family.replace(' ', "");
        for (style, place) in [
            ("Regular", "wght=400,slnt=0"),
            ("Bold", "wght=700,slnt=0"),
            ("Italic", "wght=400,slnt=-10"),
            ("BoldItalic", "wght=700,slnt=-10"),
        ] {
            agree(&set_in(&found, &format!("{name}-{style}")), &shaped(file, place, WORDS));
        }
        // The ink of the slanted face leans, that of the bold one is wider.
        let ink = |style: &str| {
            let run = found.runs.iter().find(|run| run.font == format!("{name}-{style}")).expect("a run");
            let [left, _, right, _] = run.glyphs[0].ink.expect("ink");
            (right - left) / run.size
        };
        assert!(ink("Bold") > ink("Regular") + 0.05 && ink("Italic") > ink("Regular") + 0.1);
        let pdf = book.pdf("screen");
        let fonts = tool("pdffonts", &[&pdf.display().to_string()], "");
        assert!(fonts.contains(&format!("+{name}-BoldItalic ")), "{fonts}");
        assert!(fonts.lines().skip(2).all(|font| font.contains("yes yes yes")), "{fonts}");
        for flavour in ["ua1", "2a"] {
            if let Some(failures) = verapdf(flavour, std::slice::from_ref(&pdf)) {
                assert!(failures.is_empty(), "{flavour}: {failures:?}");
            }
        }
    }
}

#[test]
fn a51_a_named_weight_is_a_family() {
    let found = book_of("Vary Semibold", "Vary.ttf", WORDS).dump();
    agree(&set_in(&found, "VarySemibold-Regular"), &shaped("Vary.ttf", "wght=600,slnt=0", WORDS));
    assert!(
        found.said.contains("warning[incomplete-family]") && found.said.contains("neither a bold"),
        "{}",
        found.said
    );
    assert!(found.said.contains("house-style.toml:2:9"), "{}", found.said);
}

#[test]
fn a51_collections_packed_fonts_and_postscript_outlines_are_read() {
    for (family, file, name) in [
        ("Plain One", "Plain.ttc", "PlainOne-Regular"),
        ("Plain Two", "Plain.ttc", "PlainTwo-Regular"),
        ("Packed woff", "Packed.woff", "Packedwoff-Regular"),
        ("Packed woff2", "Packed.woff2", "Packedwoff2-Regular"),
        ("Postscript", "Postscript.otf", "Postscript-Regular"),
    ] {
        let book = book_of(family, file, WORDS);
        let found = book.dump();
        assert_eq!(set_in(&found, name).len(), 8, "{family}: {}", found.said);
        assert!(!found.said.contains("error"), "{}", found.said);
        let fonts = tool("pdffonts", &[&book.pdf("print").display().to_string()], "");
        assert!(fonts.contains(&format!("+{name} ")), "{fonts}");
    }
}

#[test]
fn a51_coloured_signs_are_told_and_set_by_others() {
    let layers = book_of("Layers", "Layers.ttf", "Ao");
    let found = layers.dump();
    assert!(found.said.contains("warning[coloured-font]") && found.said.contains("Layers.ttf"), "{}", found.said);
    let run = found.runs.iter().find(|run| run.text.contains('o')).expect("a run");
    assert!(run.font.starts_with("Source"), "{}", run.font);
    let pictures = book("Source Serif 4", &[("Pictures.ttf", fs::read(path("Pictures.ttf")).expect("a font"))], "Ao");
    let (files, said) = pictures.build("screen");
    assert!(
        files.iter().any(|file| file.ends_with("book-en-screen.pdf")) && said.contains("warning[coloured-font]"),
        "{said}"
    );
}

/// A font file without one of its tables, which gets another name.
fn without(tag: &[u8; 4]) -> Vec<u8> {
    changed(tag, |record, _| record[..4].copy_from_slice(b"zzzz"))
}

/// A font file with the record of a table, or the table, changed.
fn changed(tag: &[u8; 4], change: impl FnOnce(&mut [u8], usize)) -> Vec<u8> {
    let mut bytes = fs::read(path("Layers.ttf")).expect("a font");
    let at = (12..bytes.len()).step_by(16).find(|at| bytes[*at..].starts_with(tag)).expect("the table");
    let table = u32::from_be_bytes(bytes[at + 8..at + 12].try_into().expect("four bytes")) as usize;
    change(&mut bytes[at..], table - at);
    bytes
}

#[test]
fn a51_what_is_wrong_with_a_font_is_told_when_the_project_is_read() {
    let whole = fs::read(path("Vary.ttf")).expect("a font");
    for (bytes, reason) in [
        (b"no font".to_vec(), "no font in a format known here"),
        (whole[..whole.len() / 2].to_vec(), "its end is missing"),
        (without(b"hmtx"), "no table “hmtx”"),
        (without(b"cmap"), "no table “cmap”"),
        (without(b"glyf"), "no outlines"),
        (changed(b"head", |bytes, table| bytes[table + 18..table + 20].fill(0)), "0 units per em"),
        (changed(b"hhea", |bytes, table| bytes[table + 34..table + 36].fill(255)), "“hmtx” is damaged"),
        (changed(b"glyf", |bytes, table| bytes[table..table + 24].fill(255)), "outlines are damaged"),
        (b"wOFF\0\0\0\0".to_vec(), "larger than a font may be"),
        (b"wOF2\0\x01\0\0\0\0\0\x2c\0\x01\0\0\0\0\x10\0".to_vec(), "cannot be unpacked"),
    ] {
        let book = book("Source Serif 4", &[("Mine.ttf", bytes)], "Words.");
        let (_, checked) = book.check(&[]);
        let (files, built) = book.build("screen,ebook");
        for said in [checked, built] {
            assert!(said.contains("error[broken-font]") && said.contains(reason), "{reason}: {said}");
            assert!(said.contains("fonts/Mine.ttf"), "{said}");
        }
        assert!(files.iter().all(|file| !file.to_string_lossy().ends_with(".pdf")), "{reason}: {files:?}");
    }
}

#[test]
fn a51_an_unknown_family_is_told_at_its_place() {
    let book = book("Sorce Serif 4", &[], "Words.");
    for said in [book.check(&[]).1, book.build("screen").1] {
        assert!(said.contains("error[unknown-font]") && said.contains("house-style.toml:2:9"), "{said}");
        assert!(said.contains("did you mean “Source Serif 4”"), "{said}");
    }
}

/// A file whose name is not UTF-8 is read like any other.
#[test]
#[cfg(unix)]
fn a51_a_font_may_have_any_name() {
    use std::os::unix::ffi::OsStrExt;
    let book = book("Vary", &[("empty/note.txt", Vec::new())], WORDS);
    let folder = book.folder().join("sources/fonts");
    fs::write(folder.join(std::ffi::OsStr::from_bytes(b"V\xE9.TTF")), fs::read(path("Vary.ttf")).expect("a font"))
        .expect("written");
    let found = book.dump();
    assert!(set_in(&found, "Vary-Regular").len() == 8, "{}", found.said);
}
