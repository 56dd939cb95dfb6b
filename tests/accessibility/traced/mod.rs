//! What was written is what arrives: texts of chance, from a grammar of all constructs, whose every word is traced through
//! the e-book, the structure tree of the screen PDF and its pages.
//!
//! `TRACED=first..last` builds these texts, however long it takes; a text that fails is cut down to the blocks that
//! make it fail and shown.

mod grammar;
mod trace;
mod words;

use grammar::{Block, blocks};
use std::ops::Range;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use words::Script;

/// No new text is begun after this.
const TIME: Duration = Duration::from_secs(45);

/// A picture without words.
const PICTURE: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>"#;

/// At least so many must have been traced by then.
const LEAST: u64 = 20;

/// The texts to be traced: those of `TRACED`, or as many as the time allows.
fn range() -> (Range<u64>, Duration) {
    let asked = std::env::var("TRACED").ok();
    let asked = asked.as_deref().and_then(|asked| asked.split_once(".."));
    match asked.and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?))) {
        Some((first, last)) => (first..last, Duration::MAX),
        None => (0..u64::MAX, TIME),
    }
}

/// Builds the blocks as one text; what was lost of it, or said against it.
fn traced(blocks: &[Block], lang: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let text: Vec<&str> = blocks.iter().map(|block| block.markdown.as_str()).collect();
    std::fs::write(folder.path().join("one.md"), text.join("\n")).expect("the text");
    std::fs::write(folder.path().join("p.svg"), PICTURE).expect("the picture");
    match build(folder.path(), lang) {
        Ok(()) => trace::lost(folder.path(), lang, blocks),
        Err(said) => vec![said],
    }
}

fn build(folder: &Path, lang: &str) -> Result<(), String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    command.args(["build", "one.md", "--lang", lang, "--jobs", "1"]).current_dir(folder);
    let output = command.env_remove("SOURCE_DATE_EPOCH").output().expect("the program runs");
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// The fewest blocks of a text that still lose something, found by leaving them out one by one.
fn cut_down(mut blocks: Vec<Block>, lang: &str) -> Vec<Block> {
    let mut at = 0;
    while at < blocks.len() {
        let mut fewer = blocks.clone();
        fewer.remove(at);
        let lost = traced(&fewer, lang);
        if lost.is_empty() || lost[0].contains("empty-manuscript") { at += 1 } else { blocks = fewer }
    }
    blocks
}

#[test]
fn every_word_arrives() {
    let (range, time) = range();
    let (started, next, done) = (Instant::now(), AtomicU64::new(range.start), AtomicU64::new(0));
    let failed = Mutex::new(Vec::new());
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= range.end || started.elapsed() > time {
                break;
            }
            let (lang, script) = if number % 3 == 2 { ("ar", Script::Arabic) } else { ("en", Script::Latin) };
            let text = blocks(number, script);
            if !traced(&text, lang).is_empty() {
                let text = cut_down(text, lang);
                let markdown: Vec<&str> = text.iter().map(|block| block.markdown.as_str()).collect();
                let lost = traced(&text, lang).join("\n");
                let shown = format!("text {number} in {lang}:\n{}\n{lost}\n", markdown.join("\n"));
                failed.lock().expect("no panic").push(shown);
            }
            done.fetch_add(1, Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let failed = failed.into_inner().expect("no panic");
    assert!(failed.is_empty(), "{} texts:\n{}", failed.len(), failed.join("\n---\n"));
    let done = done.into_inner();
    assert!(done >= LEAST.min(range.end - range.start), "only {done} texts in {:?}", started.elapsed());
}
