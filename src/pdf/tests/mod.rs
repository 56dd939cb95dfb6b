//! Whole files, asked by the tools that others use: qpdf, poppler, and veraPDF where it is at hand.

mod sample;

use super::*;
use crate::layout::Role;
use crate::manuscript::ColumnAlign;
use crate::text::Owner;
use crate::units::{Color, Point, Rect};
use sample::Sample;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Own sentences, with vowels, brackets, lam-alef with hamza (TYPOGRAPHY.md AT1, AT2, AT11).
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
    let rect = sample.words(Owner::Node(link), "the site", "en", Color { r: 0, g: 0, b: 180 });
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
    sample.block(Some(row), Role::HeadCell(1, ColumnAlign::None), "Town", "en");
    sample.block(Some(row), Role::HeadCell(2, ColumnAlign::None), "People", "en");
    let body = sample.node(Some(table), Role::TableBody);
    let row = sample.node(Some(body), Role::TableRow);
    sample.block(Some(row), Role::Cell(1, ColumnAlign::None), "Tangier", "en");
    sample.block(Some(row), Role::Cell(1, ColumnAlign::None), "12", "en");
    sample.node(Some(row), Role::Cell(1, ColumnAlign::None));
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

fn bytes(pages: &Pages, info: &Info, fonts: &FontSet) -> Vec<u8> {
    let mut diagnostics = Diagnostics::new();
    let bytes = write(pages, info, fonts, &mut diagnostics).expect("a file");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    bytes
}

#[test]
fn files_are_sound_and_the_same_each_time() {
    let fonts = sample::fonts();
    let pages = document(&fonts, "en");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for kind in [Kind::Print, Kind::Screen] {
        let info = sample::info(kind, "en");
        let first = bytes(&pages, &info, &fonts);
        assert_eq!(first, bytes(&pages, &info, &fonts));
        let path = file(folder.path(), &format!("{kind:?}.pdf"), &first);
        if let Ok(keep) = std::env::var("WARRAQ_KEEP") {
            std::fs::write(Path::new(&keep).join(format!("{kind:?}.pdf")), &first).expect("kept");
        }
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
    let path = file(folder.path(), "a.pdf", &bytes(&pages, &sample::info(Kind::Screen, "ar"), &fonts));
    if let Some(found) = run("pdfinfo", &["-struct-text", &path.to_string_lossy()]) {
        for line in ARABIC {
            assert!(found.contains(line), "{line} is not in {found}");
        }
    }
}
