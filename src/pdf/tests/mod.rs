//! Whole files, asked by the tools that others use: qpdf, poppler, and veraPDF where it is at hand.

pub(in crate::pdf) mod sample;

use super::*;
use crate::layout::{Covers, Role};
use crate::manuscript::ColumnAlign;
use crate::text::{Glyph, GlyphKind, GlyphRun, Owner};
use crate::units::{Color, Length, Point, Rect};
use sample::Sample;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Own sentences, with vowels, brackets, lam-alef with hamza (docs/typography.md AT1, AT2, AT11).
const ARABIC: [&str; 4] = [
    "الهجرةُ لا تُفرِغُ القرى؛ بل تُعيدُ توزيعَ المواردِ.",
    "لِأَنَّ التنميةَ المحلِّيّةَ تبدأُ مِنَ السُّكّانِ.",
    "قال المدرب: «اقرأوا الفصل أولًا»؛ ثم سأل: أين نقطة الصفر؟",
    "يستثمر المهاجرون مدّخراتهم في مشاريع المؤسسات المحلية بإذن الله.",
];

/// The output of a program, or `None` where the machine has not got it.
fn run(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).output().ok()?;
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Writes a file for the tools to read.
fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).expect("a file in a temporary folder");
    path
}

/// A document with one of everything.
fn document(fonts: &FontSet, lang: &str) -> Pages {
    let mut sample = Sample::new(fonts);
    let section = sample.node(None, Role::Section);
    sample.block(Some(section), Role::Heading(1), "1 Why local", "en");
    sample.mark("why", "1 Why local", 1);
    let paragraph = sample.block(Some(section), Role::Paragraph, "Towns know their people, see ", "en");
    let link = sample.node(Some(paragraph), Role::Link);
    let rect = sample.words(Owner::Node(link), "the site", "en", Color::rgb(0, 0, 180));
    sample.link(link, rect, LinkTarget::External("https://example.org/é".to_owned()));
    sample.words(Owner::Node(paragraph), " for more.", "en", Color::BLACK);
    for line in ARABIC {
        let paragraph = sample.block(Some(section), Role::Paragraph, line, "ar");
        let tag = (lang != "ar").then(|| LangTag::parse("ar")).flatten();
        sample.pages.structure.nodes.get_mut(&paragraph).expect("the node").lang = tag;
    }
    sample.page("2", 2);
    sample.block(Some(section), Role::Heading(3), "1.1 A table", "en");
    sample.mark("table", "1.1 A table", 2);
    let table = sample.node(Some(section), Role::Table);
    let head = sample.node(Some(table), Role::TableHead);
    let row = sample.node(Some(head), Role::TableRow);
    sample.block(Some(row), Role::HeadCell(Covers::ONE, ColumnAlign::None), "Town", "en");
    sample.block(Some(row), Role::HeadCell(Covers { columns: 2, rows: 1 }, ColumnAlign::None), "People", "en");
    let body = sample.node(Some(table), Role::TableBody);
    let row = sample.node(Some(body), Role::TableRow);
    sample.block(Some(row), Role::Cell(Covers::ONE, ColumnAlign::None), "Tangier", "en");
    sample.block(Some(row), Role::Cell(Covers::ONE, ColumnAlign::None), "12", "en");
    sample.node(Some(row), Role::Cell(Covers::ONE, ColumnAlign::None));
    let list = sample.node(Some(section), Role::List);
    let item = sample.node(Some(list), Role::ListItem);
    sample.block(Some(item), Role::Label, "1.", "en");
    sample.block(Some(item), Role::ListBody, "Ask first", "en");
    let paragraph = sample.block(Some(section), Role::Paragraph, "As said", "en");
    let mark = sample.node(Some(paragraph), Role::Reference);
    let rect = sample.words(Owner::Node(mark), "1", "en", Color::BLACK);
    sample.link(mark, rect, LinkTarget::Internal("why".to_owned()));
    sample.block(Some(section), Role::Note, "1 By many.", "en");
    let contents = sample.node(None, Role::Contents);
    let item = sample.node(Some(contents), Role::ContentsItem);
    let link = sample.node(Some(item), Role::Link);
    let rect = sample.words(Owner::Node(link), "1 Why local", "en", Color::BLACK);
    sample.link(link, rect, LinkTarget::Internal("why".to_owned()));
    sample.pages
}

/// Keeps a file for looking at, where the tester asks for it.
fn keep(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("WARRAQ_KEEP") {
        std::fs::write(Path::new(&folder).join(name), bytes).expect("a place for files to look at");
    }
}

fn bytes(pages: &Pages, info: &Info, fonts: &FontSet) -> Vec<u8> {
    let mut diagnostics = Diagnostics::new();
    let bytes = write(pages, info, fonts, &mut diagnostics).expect("a file");
    // The pictures of tests are small.
    assert!(diagnostics.iter().all(|finding| finding.code == "low-resolution"), "{diagnostics:?}");
    bytes
}

#[test]
fn files_are_sound_and_the_same_each_time() {
    let fonts = sample::fonts();
    let pages = document(&fonts, "en");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for kind in [Some(Standard::X4), None] {
        let info = sample::info(kind, "en");
        let first = bytes(&pages, &info, &fonts);
        assert_eq!(first, bytes(&pages, &info, &fonts));
        let path = file(folder.path(), &format!("{kind:?}.pdf"), &first);
        keep(&format!("{kind:?}.pdf"), &first);
        let path = path.to_string_lossy();
        if let Some(found) = run("qpdf", &["--check", &path]) {
            assert!(found.contains("No syntax or stream encoding errors found"), "{found}");
        }
        if let Some(found) = run("pdffonts", &[&path]) {
            for line in found.lines().skip(2) {
                assert!(line.contains("CID TrueType") && line.contains("yes yes yes"), "{line}");
            }
        }
    }
}

#[test]
fn tagged_text_is_the_source_to_the_letter() {
    let fonts = sample::fonts();
    let pages = document(&fonts, "ar");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = file(folder.path(), "a.pdf", &bytes(&pages, &sample::info(None, "ar"), &fonts));
    if let Some(found) = run("pdfinfo", &["-struct-text", &path.to_string_lossy()]) {
        for line in ARABIC {
            assert!(found.contains(line), "{line} is not in {found}");
        }
    }
}

/// A drawing with gradients, transparency, a mask, a clip, tiles and words of both directions.
const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="300" height="200">
<defs>
<linearGradient id="l"><stop offset="0" stop-color="#c00"/><stop offset=".5" stop-color="#fc0"/><stop offset="1" stop-color="#080"/></linearGradient>
<radialGradient id="r"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#006"/></radialGradient>
<pattern id="t" width="10" height="10" patternUnits="userSpaceOnUse"><circle cx="5" cy="5" r="3" fill="#a0a"/></pattern>
<mask id="m"><rect x="200" y="0" width="100" height="100" fill="url(#l)"/></mask>
<clipPath id="c"><circle cx="250" cy="150" r="40"/></clipPath>
</defs>
<rect x="10" y="10" width="80" height="60" fill="url(#l)" stroke="#000" stroke-width="2" stroke-dasharray="6 3"/>
<circle cx="150" cy="40" r="35" fill="url(#r)"/>
<rect x="210" y="10" width="80" height="60" fill="#00c" mask="url(#m)"/>
<g opacity=".5"><rect x="10" y="90" width="50" height="50" fill="red"/><rect x="35" y="105" width="50" height="50" fill="blue"/></g>
<rect x="110" y="90" width="80" height="60" fill="url(#t)" transform="rotate(10 150 120)"/>
<g clip-path="url(#c)"><rect x="200" y="100" width="100" height="100" fill="#0a0"/></g>
<text x="20" y="180" font-size="14">Flows of money</text>
<text x="290" y="195" font-size="14" direction="rtl">هجرةٌ (IOM) 2024.</text>
<text x="150" y="125" font-size="12" text-anchor="middle" dominant-baseline="middle" font-weight="bold">الهجرة</text>
</svg>"##;

fn with_pictures(fonts: &FontSet, folder: &Path) -> Pages {
    let mut sample = Sample::new(fonts);
    let section = sample.node(None, Role::Section);
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 2, 2);
    encoder.set_color(png::ColorType::Rgba);
    let pixels = [255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 255, 0, 0, 0, 0];
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels)).expect("a PNG file");
    for (name, data, y) in
        [("flows.svg", DRAWING.as_bytes(), 80.0), ("dots.png", &png, 320.0), ("flows.svg", DRAWING.as_bytes(), 440.0)]
    {
        let figure = sample.node(Some(section), Role::Figure { alt: format!("The picture {name}") });
        let [x, y, width, height] =
            [60.0, y, 300.0, if name == "dots.png" { 100.0 } else { 200.0 }].map(Length::from_pt);
        let rect = Rect::new(x, y, width, height);
        sample.push(Owner::Node(figure), ItemKind::Picture { file: file(folder, name, data).into(), rect });
    }
    sample.pages
}

#[test]
fn words_of_drawings_are_text_in_reading_order() {
    let fonts = sample::fonts();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pages = with_pictures(&fonts, folder.path());
    for kind in [Some(Standard::X4), None] {
        let written = bytes(&pages, &sample::info(kind, "ar"), &fonts);
        keep(&format!("pictures-{kind:?}.pdf"), &written);
        let path = file(folder.path(), "pictures.pdf", &written);
        let path = path.to_string_lossy();
        run("qpdf", &["--check", &path]);
        if kind == Some(Standard::X4) {
            continue;
        }
        if let Some(found) = run("pdfinfo", &["-struct-text", &path]) {
            for words in ["Flows of money", "هجرةٌ (IOM) 2024.", "الهجرة"] {
                assert!(found.contains(words), "{words} is not in {found}");
            }
        }
    }
}

/// A drawing whose space is so much larger than its place on the page: once by its coordinates, once by its shapes' own.
fn drawing_in_units(factor: f64) -> String {
    let at = |value: f64| value * factor;
    let [width, height, thick, wide] = [200.0, 100.0, 2.0, 60.0].map(at);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="200" height="100">
<defs><linearGradient id="l" gradientUnits="userSpaceOnUse" x1="0" y1="0" x2="{width}" y2="0"><stop offset="0" stop-color="#c00"/><stop offset="1" stop-color="#00c"/></linearGradient></defs>
<rect x="0" y="0" width="{wide}" height="{height}" fill="url(#l)"/>
<g transform="scale({factor})"><circle cx="150" cy="50" r="40" fill="#080" stroke="#000" stroke-width="4"/></g>
<g transform="scale({inner})"><path d="M80000 20000h40000v60000h-40000z" fill="none" stroke="#000" stroke-width="2000" stroke-dasharray="8000 4000"/></g>
<line x1="0" y1="{height}" x2="{width}" y2="0" stroke="#000" stroke-width="{thick}"/>
</svg>"##,
        inner = factor / 1000.0
    )
}

#[test]
fn drawings_look_the_same_in_any_units_and_their_numbers_are_small() {
    let fonts = sample::fonts();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for factor in [1.0, 0.001, 400.0] {
        let mut sample = Sample::new(&fonts);
        let figure = sample.node(None, Role::Figure { alt: "A drawing".to_owned() });
        let rect =
            Rect::new(Length::from_pt(50.0), Length::from_pt(80.0), Length::from_pt(300.0), Length::from_pt(150.0));
        let drawing = file(folder.path(), &format!("{factor}.svg"), drawing_in_units(factor).as_bytes());
        sample.push(Owner::Node(figure), ItemKind::Picture { file: drawing.into(), rect });
        let path = file(folder.path(), "units.pdf", &bytes(&sample.pages, &sample::info(None, "en"), &fonts));
        let path = path.to_string_lossy();
        let plain = run("qpdf", &["--qdf", "--object-streams=disable", &path, "-"]).unwrap_or_default();
        let form =
            plain.split("/Subtype /Form").nth(1).and_then(|form| form.split("stream\n").nth(1)).unwrap_or_default();
        let numbers = form.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
        assert!(
            numbers.clone().count() > 50 && numbers.clone().all(|number| number.abs() < 32_767.0),
            "{factor}: {form}"
        );
        let picture = Command::new("pdftoppm").args(["-r", "50", "-singlefile", &path]).output().expect("pdftoppm");
        seen.push(picture.stdout);
    }
    let Some((first, others)) = seen.split_first() else { return };
    for other in others {
        let differing = first.iter().zip(other).filter(|(one, two)| one.abs_diff(**two) > 64).count();
        assert!(first.len() == other.len() && differing < 30, "{differing} of {}", first.len());
    }
}

#[test]
fn a_picture_that_cannot_be_read_is_reported_and_its_place_left_empty() {
    let fonts = sample::fonts();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut sample = Sample::new(&fonts);
    let rect = Rect::new(Length::ZERO, Length::ZERO, Length::from_pt(10.0), Length::from_pt(10.0));
    let broken = file(folder.path(), "broken.jpg", &[0xFF, 0xD8, 0xFF, 0xE0, 0]);
    let text = file(folder.path(), "text.svg", b"no picture");
    for path in [folder.path().join("none.png"), broken, text] {
        let figure = sample.node(None, Role::Figure { alt: "A picture".to_owned() });
        sample.push(Owner::Node(figure), ItemKind::Picture { file: path.into(), rect });
    }
    let mut diagnostics = Diagnostics::new();
    let written = write(&sample.pages, &sample::info(None, "en"), &fonts, &mut diagnostics);
    assert!(written.is_ok_and(|bytes| !bytes.is_empty()));
    let codes: Vec<_> = diagnostics.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["broken-picture"; 3]);
}

/// A run whose glyphs are given another text or kind.
fn changed(run: &GlyphRun, change: impl Fn(usize, &mut Glyph), text: &str) -> ItemKind {
    let mut run = run.clone();
    run.text = text.into();
    for (at, glyph) in run.glyphs.iter_mut().enumerate() {
        change(at, glyph);
    }
    ItemKind::Glyphs(std::sync::Arc::new(run), Point::new(Length::from_pt(50.0), Length::from_pt(300.0)))
}

/// Words with a hyphen of hyphenation, a kashida, and a glyph that stands for two different texts.
fn tricky(fonts: &FontSet) -> Pages {
    let mut sample = Sample::new(fonts);
    let words = sample.node(None, Role::Paragraph);
    let size = Length::from_pt(12.0);
    let latin = sample::shape(fonts, "inter-ests a-b", "en", size);
    let hyphen = |at: usize, glyph: &mut Glyph| {
        if at == 5 {
            (glyph.kind, glyph.text_len) = (GlyphKind::Hyphen, 0);
        }
    };
    sample.push(Owner::Node(words), changed(&latin, hyphen, "interests a-b"));
    let twice = sample.node(None, Role::Paragraph);
    let two = sample::shape(fonts, "AA", "en", size);
    sample.push(Owner::Node(twice), changed(&two, |at, glyph| glyph.text_len = if at == 0 { 1 } else { 2 }, "AΑ"));
    let arabic = sample.node(None, Role::Paragraph);
    let stretched = sample::shape(fonts, "مشـاريع", "ar", size);
    let kashida = |at: usize, glyph: &mut Glyph| {
        if at == 2 {
            (glyph.kind, glyph.text_len) = (GlyphKind::Filler, 0);
        }
    };
    sample.push(Owner::Node(arabic), changed(&stretched, kashida, "مشاريع"));
    sample.pages
}

#[test]
fn hyphens_and_kashidas_leave_words_whole() {
    let fonts = sample::fonts();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pages = tricky(&fonts);
    let written = bytes(&pages, &sample::info(None, "en"), &fonts);
    keep("tricky.pdf", &written);
    let path = file(folder.path(), "tricky.pdf", &written);
    let path = path.to_string_lossy();
    run("qpdf", &["--check", &path]);
    if let Some(found) = run("pdfinfo", &["-struct-text", &path]) {
        for words in ["\"interests a-b\"", "\"AΑ\"", "\"مشاريع\""] {
            assert!(found.contains(words), "{words} is not in {found}");
        }
    }
    if let Some(found) = run("pdftotext", &["-enc", "UTF-8", &path, "-"]) {
        assert!(!found.contains('\u{640}'), "{found}");
    }
}

#[test]
fn postscript_outlines_are_embedded_with_every_text() {
    let source = Path::new("/usr/share/fonts/opentype/urw-base35/C059-Roman.otf");
    let Ok(data) = std::fs::read(source) else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    file(folder.path(), "own.otf", &data);
    let fonts = FontSet::of_families(&Default::default(), Some(folder.path()), &mut Diagnostics::new());
    let written = bytes(&tricky(&fonts), &sample::info(None, "en"), &fonts);
    keep("postscript.pdf", &written);
    let path = file(folder.path(), "postscript.pdf", &written);
    let path = path.to_string_lossy();
    run("qpdf", &["--check", &path]);
    if let Some(found) = run("pdfinfo", &["-struct-text", &path]) {
        for words in ["\"interests a-b\"", "\"AΑ\""] {
            assert!(found.contains(words), "{words} is not in {found}");
        }
    }
    if let Some(found) = run("pdffonts", &[&path]) {
        assert!(found.contains("CID Type 0C"), "{found}");
    }
}

#[test]
fn the_print_edition_has_bleed_and_black_ink_and_nothing_to_click() {
    let fonts = sample::fonts();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path =
        file(folder.path(), "p.pdf", &bytes(&document(&fonts, "ar"), &sample::info(Some(Standard::X4), "ar"), &fonts));
    let path = path.to_string_lossy();
    if let Some(found) = run("pdfinfo", &["-box", &path]) {
        let box_of = |name: &str| -> Vec<f64> {
            let line = found.lines().find(|line| line.starts_with(name)).unwrap_or_default();
            line.split_whitespace().filter_map(|part| part.parse().ok()).collect()
        };
        let bleed = Length::from_mm(3.0).pt();
        let [trim, media] = [box_of("TrimBox"), box_of("MediaBox")];
        assert_eq!(box_of("BleedBox"), media);
        for (value, expected) in trim.iter().zip([bleed, bleed, 420.0 + bleed, 595.0 + bleed]) {
            assert!((value - expected).abs() < 0.1, "{found}");
        }
        assert!((media[2] - 420.0 - 2.0 * bleed).abs() < 0.1, "{found}");
    }
    if let Some(found) = run("qpdf", &["--qdf", "--object-streams=disable", &path, "-"]) {
        assert!(found.contains("/Direction /R2L"));
        assert!(found.contains("0 0 0 1 k"));
        // Words of links are in ink, too.
        assert_eq!(found.matches(" k\n").count(), found.matches("0 0 0 1 k\n").count());
        for absent in [" rg\n", "/Annots", "/StructTreeRoot", "/Outlines"] {
            assert!(!found.contains(absent), "{absent} is there");
        }
    }
}

#[test]
fn metadata_holds_any_character_and_agrees() {
    let fonts = sample::fonts();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = file(folder.path(), "m.pdf", &bytes(&document(&fonts, "en"), &sample::info(None, "en"), &fonts));
    let path = path.to_string_lossy();
    if let Some(found) = run("pdfinfo", &["-isodates", &path]) {
        for line in ["R&D <in> (brackets) هجرة", "A \\ sub-title", "Ann O’Nym; ليلى", "2026-11-01T00:00:00Z"]
        {
            assert!(found.contains(line), "{line} is not in {found}");
        }
    }
    if let Some(found) = run("pdfinfo", &["-meta", &path]) {
        for line in ["R&amp;D &lt;in&gt; (brackets) هجرة", "<xmp:CreateDate>2026-11-01T00:00:00Z</xmp:CreateDate>"]
        {
            assert!(found.contains(line), "{line} is not in {found}");
        }
    }
}
