//! Texts of absurd depth and length: set, or refused with a finding, within a time and a memory that are bounded.

use super::fault::{is_sound, no_part_is_left};
use crate::support::{Place, Run};
use std::process::Command;

/// Seconds after which a run is ended, by a program without optimization on a busy machine.
const PATIENCE: &str = "240";

/// Runs the program with so many KiB of address space.
pub(crate) fn bounded(place: &Place, arguments: &[&str], kib: u64) -> Run {
    let script = format!("ulimit -v {kib}; exec timeout {PATIENCE} \"$@\"");
    let mut command = Command::new("bash");
    command.args(["-c", &script, "bash", env!("CARGO_BIN_EXE_warraq")]).args(arguments);
    Run::of(command.current_dir(place.path("")).output().expect("bash runs"))
}

/// Builds a text in a language; gives the codes of what is found.
fn build(text: &str, lang: &str, kib: u64) -> (Run, Vec<String>) {
    let place = Place::empty();
    place.write("one.md", text);
    let run = bounded(&place, &["build", "one.md", "--lang", lang, "--format", "json"], kib);
    is_sound(&run);
    no_part_is_left(&place);
    assert!(run.code == 0 || run.code == 1, "{run:?}");
    assert_eq!(place.path(&format!("one-{lang}-screen.pdf")).exists(), run.code == 0);
    let codes = run.json().iter().filter_map(|finding| finding["code"].as_str().map(str::to_owned)).collect();
    (run, codes)
}

const MIB: u64 = 1 << 10;

#[test]
fn deep_nesting() {
    let rows = [
        (">".repeat(10_000), "too-deep"),
        ("> ".repeat(10_000), "too-deep"),
        ("[".repeat(10_000), "word-too-wide"),
        (format!("{}x{}", "[".repeat(10_000), "]".repeat(10_000)), "word-too-wide"),
        (format!("{}x{}", "*a ".repeat(10_000), "*".repeat(10_000)), "too-deep"),
        ("<div>\n".repeat(2_000), "too-deep"),
        (":::box\n".repeat(2_000), "too-deep"),
        ((0..400).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect(), "too-deep"),
    ];
    for (text, wanted) in rows {
        for lang in ["en", "ar"] {
            let (run, codes) = build(&format!("# Deep\n\n{text}\n\nafter\n"), lang, 1024 * MIB);
            let start: String = text.chars().take(12).collect();
            assert!(codes.iter().any(|code| code == wanted), "{start} in {lang}: {run:?}");
        }
    }
    let (run, codes) = build(&format!("# Deep\n\n{}x\n", "![".repeat(10_000)), "en", 1024 * MIB);
    assert_eq!((run.code, codes), (0, vec!["unmatched-mark".to_owned()]), "signs that open nothing are words");
}

#[test]
fn a_line_of_five_million_letters() {
    let (run, codes) = build(&format!("# Long\n\n{}\n", "abcdefghij".repeat(500_000)), "en", 4096 * MIB);
    assert_eq!((run.code, codes), (0, vec!["word-too-wide".to_owned()]));
}

#[test]
fn a_line_of_half_a_million_arabic_letters() {
    let (run, codes) = build(&format!("# طويل\n\n{}\n", "الهجرة".repeat(90_000)), "ar", 2048 * MIB);
    assert_eq!((run.code, codes), (0, vec!["word-too-wide".to_owned()]));
}

#[test]
fn a_table_of_a_hundred_thousand_rows() {
    let rows: String = (0..100_000).map(|at| format!("| r{at} | s{at} | t{at} |\n")).collect();
    let (run, codes) = build(&format!("# Table\n\n| a | b | c |\n|---|---|---|\n{rows}"), "en", 6144 * MIB);
    assert_eq!((run.code, codes), (0, Vec::new()));
}

#[test]
fn a_file_above_the_limit() {
    let (run, codes) = build(&"word ".repeat(8 << 20), "en", 1024 * MIB);
    assert_eq!((run.code, codes), (1, vec!["file-too-large".to_owned()]));
}

/// Seconds of the processor that reading a text takes.
fn seconds(text: &str) -> f64 {
    let place = Place::empty();
    place.write("one.md", format!("# Signs\n\n{text}\n\nend\n"));
    let script = format!("TIMEFORMAT=%U; time timeout {PATIENCE} \"$@\" >/dev/null 2>&1");
    let mut command = Command::new("bash");
    command.args(["-c", &script, "bash", env!("CARGO_BIN_EXE_warraq"), "check", "one.md", "--lang", "en"]);
    let output = command.current_dir(place.path("")).env("LC_ALL", "C").output().expect("bash runs");
    String::from_utf8_lossy(&output.stderr).trim().parse().expect("seconds")
}

#[test]
fn signs_by_the_thousand_take_twice_the_time_for_twice_the_text() {
    let signs =
        ["](a", "[b][", "](a[b][", "<A b={", "\\(a ", "\\(a", "{#fig-a} @fig-a ", "(@a) b\n\n", "a) b\n\nb) c\n\n"];
    for sign in signs.iter().chain(&["> !!! note\n>     a\n", "# T [a]\n\n", "{++a ", "[a](b ", "{a}`"]) {
        let of = |bytes: usize| seconds(&sign.repeat(bytes / sign.len()));
        let (once, twice) = (of(20_000), of(40_000));
        assert!(twice < 3.0 * once + 0.5, "{sign:?}: {once} s, and {twice} s for twice the text");
    }
}
