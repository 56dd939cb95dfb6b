//! Texts that chance has spoilt: whatever stands in them, the program makes its files or says what is wrong.

use super::fault::{is_sound, no_part_is_left};
use crate::support::Place;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How many spoilt texts are built.
const TEXTS: usize = 150;

/// No new text is begun after this; on a machine of two cores all are done in half of it.
const TIME: Duration = Duration::from_secs(20);

/// At least so many must have been built by then.
const LEAST: usize = 30;

/// Longest part of a text that is spoilt, so that many can be built in the time.
const LONGEST: usize = 6_000;

/// A small generator of numbers, the same on every machine (Knuth's MMIX, linear congruential).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit.max(1) as u64).unwrap_or(0)
    }
}

/// The project's own manuscripts, and a text with something of everything.
fn originals() -> Vec<Vec<u8>> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
        let mut entries: Vec<PathBuf> =
            fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(&root.join("sources"), &mut files);
    let torture = root.join("src/manuscript/tests/torture.md");
    // Every second text is the one with something of everything.
    let read = |path: &Path| fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    files.iter().flat_map(|file| [read(&torture), read(file)]).collect()
}

/// A part of a text, spoilt in one to six ways.
fn spoilt(original: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let start = numbers.below(original.len().saturating_sub(LONGEST) + 1);
    let mut text = original[start..(start + LONGEST).min(original.len())].to_vec();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(text.len());
        match numbers.below(5) {
            0 => text.truncate(at),
            1 => text[at..].iter_mut().take(1).for_each(|byte| *byte ^= 1 << numbers.below(8)),
            2 => drop(text.drain(..at)),
            3 => {
                let line = |text: &[u8], from: usize| text[from..].iter().position(|byte| *byte == b'\n').unwrap_or(0);
                let end = at + line(&text, at.min(text.len()));
                let copy: Vec<u8> = text[at.min(end)..end].to_vec();
                for _ in 0..numbers.below(30) {
                    text.splice(end..end, copy.iter().copied());
                }
            }
            _ => {
                const SIGNS: [&[u8]; 10] =
                    [b"\n:::box\n", b"[", b"](", b"**", b"\n|", b"<div dir=rtl>", b"{#a .b}", b"\xD8", b"[^1]", b"\0"];
                text.splice(at..at, SIGNS[numbers.below(SIGNS.len())].iter().copied());
            }
        }
        if text.is_empty() {
            text.push(b'x');
        }
    }
    text
}

#[test]
fn no_spoilt_text_makes_the_program_stumble() {
    let originals = originals();
    let (started, next, built) = (Instant::now(), AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        let place = Place::empty();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= TEXTS || started.elapsed() > TIME {
                break;
            }
            let text = spoilt(&originals[at % originals.len()], &mut Numbers(at as u64));
            place.write("one.md", &text);
            let lang = if at % 2 == 0 { "en" } else { "ar" };
            let run = place.run_with(&["build", "one.md", "--lang", lang, "--jobs", "1"], &[("RUST_BACKTRACE", "0")]);
            let shown = format!("text {at} in {lang}: {}\n{}", run.err, String::from_utf8_lossy(&text));
            assert!(run.code == 0 || run.code == 1, "{} {shown}", run.code);
            assert_eq!(run.code == 1, run.err.contains("error["), "{shown}");
            is_sound(&run);
            no_part_is_left(&place);
            built.fetch_add(1, Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    assert!(built.into_inner() >= LEAST, "too few in {:?}", started.elapsed());
}
