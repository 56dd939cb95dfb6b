//! E-books in a reader that is not ours: epub.js in Chromium. A page is turned, and what is seen is kept as a picture.

use super::book::{LANGUAGES, made, scratch};
use super::words::{letters, manuscript};
use std::path::Path;
use std::process::Command;

/// What is seen of a book before and after turning a page; `None` where the reader is not installed.
fn read(book: &Path, picture: &Path) -> Option<serde_json::Value> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join(".validators");
    let (modules, browser) = (tools.join("node/node_modules"), tools.join("chromium"));
    if !modules.join("epubjs").is_dir() || !browser.is_file() {
        assert!(std::env::var_os("CI").is_none(), "epub.js is not installed: run tests/validators/install.sh");
        eprintln!("NOT CHECKED: epub.js is not installed (run tests/validators/install.sh), so it opened no e-book");
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accessibility/turn.mjs");
    let output =
        Command::new("node").arg(script).arg(modules).arg(browser).arg(book).arg(picture).output().expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("JSON"))
}

#[test]
fn a_page_of_each_language_is_turned() {
    let pictures = scratch("pages-turned");
    for lang in LANGUAGES {
        let book = made(Some(lang), ".epub").into_iter().find(|book| book.to_string_lossy().contains("everything-"));
        let picture = pictures.join(format!("{lang}.png"));
        let Some(seen) = read(&book.expect("the book"), &picture) else { return };
        let words = |key: &str| letters(seen[key].as_str().expect("text"));
        let wanted = manuscript(&super::book::sources().join("everything").join(lang)).main;
        assert!(words("first").contains(&wanted[0]), "{lang}: {seen}");
        let second = words("second");
        assert!(
            seen["moved"] == true && wanted.iter().any(|piece| piece.len() > 20 && second.contains(piece)),
            "{lang}: {seen}"
        );
        assert_eq!(seen["direction"], if lang == "ar" { "rtl" } else { "ltr" });
        assert!(seen["pages"].as_u64().is_some_and(|pages| pages > 3), "{lang}: the list of pages is read");
        let image = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&picture).expect("a picture")));
        let mut image = image.read_info().expect("a PNG");
        let mut bytes = vec![0; image.output_buffer_size().expect("a small picture")];
        image.next_frame(&mut bytes).expect("pixels");
        let dark = bytes.iter().filter(|byte| **byte < 100).count();
        assert!(dark > bytes.len() / 200, "{lang}: letters are seen");
    }
}
