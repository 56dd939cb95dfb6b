//! What a fault must look like, whatever it is.

use crate::support::{Place, Run};
use serde_json::Value;

/// Text of the one publication in English that most tests spoil.
pub(crate) const TEXT: &str = "sources/one/en/01.md";

/// All books of a [`Place::project`].
const BOOKS: [&str; 4] = ["en/one/one-en", "ar/one/one-ar", "en/two/two-en", "ar/two/two-ar"];

/// A finding.
pub(crate) struct Fault<'a> {
    /// `error` or `warning`.
    pub(crate) severity: &'a str,
    /// Its stable name.
    pub(crate) code: &'a str,
    /// `file:line:column`, or a file alone.
    pub(crate) at: &'a str,
    /// Words of the help.
    pub(crate) help: &'a str,
}

impl<'a> Fault<'a> {
    pub(crate) fn error(code: &'a str, at: &'a str, help: &'a str) -> Self {
        Self { severity: "error", code, at, help }
    }

    pub(crate) fn warning(code: &'a str, at: &'a str, help: &'a str) -> Self {
        Self { severity: "warning", code, at, help }
    }

    /// The program says this and nothing else, to people and to scripts; it makes every book but those whose path begins
    /// with one of `unmade`; it leaves no part of a file.
    #[track_caller]
    pub(crate) fn is_all(&self, place: &Place, unmade: &[&str]) {
        let code = i32::from(self.severity == "error");
        let run = place.run(&["build", "--edition", "screen,ebook"]).ends(code);
        self.is_in_text(&run);
        assert!(run.err.ends_with(&format!("1 {}\n", self.severity)), "{}", run.err);
        books_are_made(place, unmade);
        let run = place.run(&["build", "--edition", "screen,ebook", "--format", "json"]).ends(code);
        self.is_in_json(&run);
        assert_eq!(run.json().len(), 1, "{}", run.out);
        books_are_made(place, unmade);
        let checked = place.run(&["check"]);
        is_sound(&checked);
    }

    #[track_caller]
    pub(crate) fn is_in_text(&self, run: &Run) {
        is_sound(run);
        let head = format!("{}[{}]: ", self.severity, self.code);
        let arrow = format!("--> {}", self.at);
        let is_it = |finding: &&str| finding.contains(&head) && finding.lines().any(|line| line.trim_start() == arrow);
        let finding = run.err.split("\n\n").find(is_it);
        let finding = finding.unwrap_or_else(|| panic!("no {head} {arrow} in {}", run.err));
        let help = finding.lines().find_map(|line| line.split_once("= help: "));
        assert!(help.is_some_and(|(_, help)| help.contains(self.help)), "{} in {finding}", self.help);
    }

    #[track_caller]
    pub(crate) fn is_in_json(&self, run: &Run) {
        is_sound(run);
        let findings = run.json();
        let place = |finding: &Value| {
            let file = finding["file"].as_str().unwrap_or_default();
            match (finding["line"].as_u64(), finding["column"].as_u64()) {
                (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
                _ => file.to_owned(),
            }
        };
        let finding = findings.iter().find(|finding| finding["code"] == self.code && place(finding) == self.at);
        let finding = finding.unwrap_or_else(|| panic!("no {} at {} in {}", self.code, self.at, run.out));
        assert_eq!(finding["severity"], self.severity);
        assert!(finding["help"].as_str().is_some_and(|help| help.contains(self.help)), "{finding}");
    }
}

/// The program did not stumble.
#[track_caller]
pub(crate) fn is_sound(run: &Run) {
    for words in ["panicked", "internal-error", "fault of the program"] {
        assert!(!run.err.contains(words) && !run.out.contains(words), "{}{}", run.out, run.err);
    }
}

#[track_caller]
fn books_are_made(place: &Place, unmade: &[&str]) {
    let names = place.names("output");
    for book in BOOKS {
        let wanted = !unmade.iter().any(|unmade| book.starts_with(unmade));
        for ending in ["-screen.pdf", ".epub"] {
            let name = format!("{book}{ending}");
            assert_eq!(names.contains(&name), wanted, "{name} in {names:?}");
        }
    }
    no_part_is_left(place);
    let listed = place.catalogue()["files"].as_array().map_or(0, Vec::len);
    let made = names.iter().filter(|name| name.ends_with(".pdf") || name.ends_with(".epub")).count();
    assert_eq!(listed, made, "the catalogue names what is there");
}

/// Nothing half written lies anywhere.
#[track_caller]
pub(crate) fn no_part_is_left(place: &Place) {
    let parts: Vec<String> =
        place.names("").into_iter().filter(|name| name.contains(".part") || name.contains(".warraq")).collect();
    assert!(parts.is_empty(), "{parts:?}");
}
