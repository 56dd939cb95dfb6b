//! What a reader that is not ours and no validator hears in the screen PDFs: pdf.js, through the structure tree.

use super::book::{LANGUAGES, made, sources};
use super::words::{letters, manuscript};
use std::path::Path;
use std::process::Command;

/// What pdf.js hears in the volumes of the book in a language; `None` where it is not installed.
pub(crate) fn heard(lang: &str) -> Option<Vec<serde_json::Value>> {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join(".validators/node/node_modules");
    if !modules.join("pdfjs-dist").is_dir() {
        assert!(std::env::var_os("CI").is_none(), "pdf.js is not installed: run tests/validators/install.sh");
        eprintln!(
            "NOT CHECKED: pdf.js is not installed (run tests/validators/install.sh), so it did not read the PDFs"
        );
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accessibility/hear.mjs");
    let volumes =
        made(Some(lang), "-screen.pdf").into_iter().filter(|path| path.to_string_lossy().contains("everything-"));
    let output = Command::new("node").arg(script).arg(modules).args(volumes).output().expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    Some(lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

fn joined(volumes: &[serde_json::Value], key: &str) -> String {
    let volumes = volumes.iter().map(|volume| volume[key].as_str().expect("text"));
    volumes.map(letters).collect()
}

#[test]
fn the_manuscript_is_heard_whole_and_in_order() {
    for lang in LANGUAGES {
        let Some(volumes) = heard(lang) else { return };
        let wanted = manuscript(&sources().join("everything").join(lang));
        assert!(
            wanted.main.len() > 120 && wanted.anywhere.len() > 8,
            "{lang}: {} {}",
            wanted.main.len(),
            wanted.anywhere.len()
        );
        let main = joined(&volumes, "main");
        let mut at = 0;
        for piece in &wanted.main {
            let found = main[at..].find(piece.as_str());
            let next: String = main[at..].chars().take(200).collect();
            at += found.unwrap_or_else(|| panic!("{lang}: «{piece}» is not heard after\n{next}")) + piece.len();
        }
        let all = main + &joined(&volumes, "notes");
        for piece in &wanted.anywhere {
            assert!(all.contains(piece.as_str()), "{lang}: «{piece}» is not heard");
        }
    }
}

#[test]
fn nothing_is_heard_twice() {
    for lang in LANGUAGES {
        let Some(volumes) = heard(lang) else { return };
        let wanted = manuscript(&sources().join("everything").join(lang));
        let heard = joined(&volumes, "main") + &joined(&volumes, "notes");
        let longest = wanted.main.iter().max_by_key(|piece| piece.len()).expect("pieces");
        let said =
            |pieces: &[String]| pieces.iter().map(|piece| piece.matches(longest.as_str()).count()).sum::<usize>();
        assert_eq!(
            heard.matches(longest.as_str()).count(),
            said(&wanted.main) + said(&wanted.anywhere),
            "{lang}: «{longest}»"
        );
    }
}

#[test]
fn pictures_are_heard_by_their_alternative_texts_and_decorations_not_at_all() {
    for lang in LANGUAGES {
        let Some(volumes) = heard(lang) else { return };
        let alt = volumes.iter().flat_map(|volume| volume["alt"].as_array().expect("texts"));
        let mut alt: Vec<String> = alt.map(|text| letters(text.as_str().expect("text"))).collect();
        let mut wanted = manuscript(&sources().join("everything").join(lang)).alt;
        // A figure is heard on the page to which it has moved.
        alt.sort();
        wanted.sort();
        assert_eq!(alt, wanted, "{lang}");
    }
}

#[test]
fn marks_lead_to_their_notes_and_notes_back_to_their_marks() {
    for lang in LANGUAGES {
        let Some(volumes) = heard(lang) else { return };
        let mut met = 0;
        for volume in volumes {
            let links = volume["links"].as_array().expect("links");
            let led = |link: &serde_json::Value| {
                (link[0].as_u64(), link[1].as_str().expect("a name").to_owned(), link[2].as_u64())
            };
            let links: Vec<_> = links.iter().map(led).collect();
            for (from, name, to) in links.iter().filter(|(_, name, _)| name.starts_with("note ")) {
                let back = (*to, name.replace("note", "mark"), *from);
                assert!(links.contains(&back), "{lang}: no link back from {name}");
                met += 1;
            }
        }
        assert_eq!(met, 6, "{lang}: every note of the book");
    }
}
