//! Markdown as people and programs write it, in many dialects, right to left and broken: what is said of each text, what is
//! heard of its screen PDF and whether its e-book has the same words.
//!
//! Each `.md` has its accepted result beside it, a `.txt`: the exit code, the findings with their lines, the structure of the PDF
//! with its words as poppler reads them, and what differs in the e-book. `ACCEPT=1 cargo test --test program inputs` writes the results
//! anew: read the difference before you commit it.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Jobs that run at once.
const JOBS: usize = 4;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs")
}

/// The texts, by name, in order. Folders whose name begins with `_` hold what texts include.
fn inputs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let is_own = entry.file_name().to_string_lossy().starts_with('_');
        if path.is_dir() && !is_own {
            found.extend(inputs(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The findings, a line each: severity, code, line.
fn findings(json: &str) -> String {
    let mut out = String::new();
    for line in json.lines() {
        let one: Value = serde_json::from_str(line).expect("JSON");
        let (Some(code), Some(severity)) = (one["code"].as_str(), one["severity"].as_str()) else { continue };
        // How tight the lines are is looked at elsewhere, and a better line breaker changes it.
        if severity == "note" || code == "loose-line" {
            continue;
        }
        let place = one["line"].as_u64().map(|line| format!(" {line}")).unwrap_or_default();
        let _ = writeln!(out, "{severity} {code}{place}");
    }
    out
}

/// The structure of a PDF with its words, those of one element that stand in several places joined.
fn heard(pdf: &Path) -> String {
    let text = said("pdfinfo", &["-struct-text", &pdf.display().to_string()]);
    // Numbers of objects, places and ids of elements say nothing of what is heard.
    let unheard = |line: &str| ["Object ", "/BBox", "/Placement"].iter().any(|start| line.starts_with(start));
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !unheard(line.trim_start())) {
        if !line.trim_start().starts_with('"') {
            let element = line.split(" <").next().unwrap_or_default();
            lines.push(element.replace(" (block)", "").replace(" (inline)", ""));
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let words = line.trim().trim_start_matches('"');
        match lines.last_mut() {
            Some(last) if last.trim_start().starts_with('"') && last.len() - last.trim_start().len() == indent => {
                last.pop();
                last.push_str(words);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

/// What a PDF says of itself.
fn facts(pdf: &Path) -> String {
    let info = said("pdfinfo", &[&pdf.display().to_string()]);
    let is_fact = |line: &&str| ["Title:", "Subject:", "Author:"].iter().any(|key| line.starts_with(key));
    info.lines().filter(is_fact).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") + "\n").collect()
}

/// Words and how often each is there.
fn words(text: &str) -> BTreeMap<String, i64> {
    let mut words = BTreeMap::new();
    let is_joint = |c: char| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2069}' | '\u{202A}'..='\u{202E}' | '\u{61C}');
    let plain: String = text.chars().filter(|c| !is_joint(*c)).collect();
    for word in plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    words
}

/// The words of the chapters of an e-book.
fn of_book(book: &Path) -> String {
    let chapters = said("unzip", &["-p", &book.display().to_string(), "OEBPS/chapter-*.xhtml"]);
    let mut text = String::new();
    let mut in_head = false;
    for token in html5gum::Tokenizer::new(&chapters).flatten() {
        match token {
            html5gum::Token::StartTag(tag) => {
                in_head |= *tag.name == *b"head";
                let inline: [&[u8]; 7] = [b"em", b"strong", b"span", b"a", b"bdi", b"code", b"i"];
                if !inline.contains(&&**tag.name) {
                    text.push(' ');
                }
            }
            html5gum::Token::EndTag(tag) => {
                in_head &= *tag.name != *b"head";
                if matches!(&**tag.name, b"p" | b"li" | b"td" | b"th" | b"dt" | b"dd" | b"figcaption" | b"h1" | b"h2") {
                    text.push(' ');
                }
            }
            html5gum::Token::String(words) if !in_head => text.push_str(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    text
}

/// Letters in order of the alphabet: the same where texts have the same words, however elements part them.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// What the e-book has other than the PDF.
fn difference(heard: &str, book: &str) -> String {
    let pieces = heard.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    let heard = pieces.collect::<Vec<_>>().join(" ");
    if letters(&heard) == letters(book) {
        return "the same words\n".to_owned();
    }
    let mut left = words(&heard);
    for (word, count) in words(book) {
        *left.entry(word).or_insert(0) -= count;
    }
    let named = |sign: i64| -> Vec<&str> {
        left.iter().filter(|(_, count)| **count * sign > 0).map(|(word, _)| word.as_str()).collect()
    };
    format!("lacks: {}\nhas besides: {}\n", named(1).join(" "), named(-1).join(" "))
}

/// The lines of one text that another has not.
fn other_lines(one: &str, other: &str, sign: char) -> String {
    let lines = one.lines().filter(|line| !other.lines().any(|known| known == *line));
    lines.map(|line| format!("{sign} {line}\n")).collect()
}

/// What becomes of a text.
fn result(input: &Path) -> String {
    let out = tempfile::tempdir().expect("a folder");
    let name = input.file_stem().expect("a name").to_string_lossy().into_owned();
    let output = Command::new(env!("CARGO_BIN_EXE_warraq"))
        .current_dir(input.parent().expect("a folder"))
        .args(["build", &format!("{name}.md"), "--format", "json", "--jobs", "1", "--output"])
        .arg(out.path())
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the program runs");
    let code = output.status.code().expect("an exit");
    let mut result = format!("exit {code}\n{}", findings(&String::from_utf8_lossy(&output.stdout)));
    let made: Vec<PathBuf> = fs::read_dir(out.path()).expect("a folder").flatten().map(|entry| entry.path()).collect();
    let ending = |ending: &str| made.iter().find(|path| path.extension().is_some_and(|own| own == ending));
    if let (Some(pdf), Some(book)) = (ending("pdf"), ending("epub")) {
        let heard = heard(pdf);
        let (facts, difference) = (facts(pdf), difference(&heard, &of_book(book)));
        let _ = write!(result, "--- facts\n{facts}--- heard\n{heard}--- e-book\n{difference}");
    }
    result
}

#[test]
fn texts_of_many_hands_become_what_was_accepted() {
    let inputs = inputs(&folder());
    assert!(inputs.len() > 100, "{}", inputs.len());
    let accept = std::env::var_os("ACCEPT").is_some();
    let (next, changed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..JOBS {
            scope.spawn(|| {
                while let Some(input) = inputs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (result, place) = (result(input), input.with_extension("txt"));
                    let accepted = fs::read_to_string(&place).unwrap_or_default();
                    if accepted == result {
                        continue;
                    }
                    if accept {
                        fs::write(&place, &result).expect("a result");
                    }
                    let diff = other_lines(&accepted, &result, '-') + &other_lines(&result, &accepted, '+');
                    changed.lock().expect("a list").push(format!("{}\n{diff}", input.display()));
                }
            });
        }
    });
    let mut changed = changed.into_inner().expect("a list");
    changed.sort();
    let shown = changed.join("\n");
    assert!(accept || changed.is_empty(), "{} of {} are not as accepted:\n{shown}", changed.len(), inputs.len());
}
