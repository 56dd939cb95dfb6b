//! The texts of the toolbox in all their languages: sound, complete, translated.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Words in a row that show that a passage was not translated.
const RUN: usize = 5;

/// Code, which no row of words goes across.
const BREAK: &str = " `-` ";

/// Common words of English that are none of French or Spanish.
const ENGLISH: [&str; 24] = [
    "the", "of", "and", "to", "is", "are", "for", "that", "with", "from", "by", "this", "which", "what", "who", "they",
    "their", "be", "it", "not", "at", "how", "their", "where",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn warraq(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_warraq")).args(arguments).current_dir(root()).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn the_sources_have_neither_errors_nor_warnings() {
    let output = warraq(&["check", "-q"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", said(&output));
}

#[test]
fn every_language_has_what_the_first_one_has() {
    let output = warraq(&["status"]);
    assert!(output.status.success(), "{}", said(&output));
    let texts = String::from_utf8_lossy(&output.stdout).matches(" same").count();
    assert!(texts >= 24, "eight publications in three translations: {}", said(&output));
}

#[test]
fn the_table_of_words_is_up_to_date() {
    let readme = fs::read_to_string(root().join("sources/README.md")).expect("a readme");
    let (_, rest) = readme.split_once("<!-- words -->\n").expect("a beginning");
    let (table, _) = rest.split_once("<!-- end of words -->").expect("an end");
    let output = warraq(&["status", "--format", "markdown"]);
    assert_eq!(table, String::from_utf8_lossy(&output.stdout), "run `make words`");
}

#[test]
fn no_passage_was_left_in_english() {
    let known: HashSet<Vec<String>> = files("en")
        .iter()
        .flat_map(|file| runs(&fs::read_to_string(file).expect("a text")))
        .map(|run| run.iter().map(|word| word.to_lowercase()).collect())
        .collect();
    assert!(known.len() > 10_000, "{}", known.len());
    let mut left = Vec::new();
    for (lang, file) in ["fr", "es", "ar"].iter().flat_map(|lang| files(lang).into_iter().map(move |file| (lang, file)))
    {
        let text = fs::read_to_string(&file).expect("a text");
        let untranslated = runs(&text).into_iter().filter(|run| is_english(run, &known));
        left.extend(untranslated.map(|run| format!("{lang} {}: {}", file.display(), run.join(" "))));
    }
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn passages_left_in_english_are_found() {
    let known: HashSet<Vec<String>> = [["one", "two", "three", "four", "five"].map(str::to_owned).to_vec()].into();
    let found = |text: &str| runs(text).iter().any(|run| is_english(run, &known));
    assert!(found("Le texte one two three four five reste."));
    assert!(found("نص the people of the town هنا"));
    assert!(!found("Le texte *one two three four five* reste."));
    assert!(!found("Le texte [one two three four five]{lang=en} reste."));
    assert!(!found("Voir United Nations Department of Economic and Social Affairs."));
    assert!(!found("Le texte one two trois three four five reste."));
}

/// The manuscripts of a language.
fn files(lang: &str) -> Vec<PathBuf> {
    let entries = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let publications = entries(root().join("sources"));
    let mut files: Vec<PathBuf> = publications.flat_map(|folder| entries(folder.join(lang))).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files
}

/// Every row of words in Latin letters, [`RUN`] long. Code and addresses are left out, and so are emphasis, links and words
/// marked as of another language: titles of works and names stand there.
fn runs(text: &str) -> Vec<Vec<String>> {
    let mut runs = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut end_row = |row: &mut Vec<String>| runs.extend(std::mem::take(row).windows(RUN).map(<[String]>::to_vec));
    let text = without_names(&without_foreign(text));
    let (mut marked, options) = (0, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Start(Tag::Emphasis | Tag::Link { .. }) => marked += 1,
            Event::End(TagEnd::Emphasis | TagEnd::Link) => marked -= 1,
            Event::Text(text) if marked == 0 => {
                for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))) {
                    let is_latin =
                        word.chars().all(|c| c.is_alphanumeric() && c < '\u{250}' || matches!(c, '\'' | '’'));
                    match (word.is_empty(), is_latin) {
                        (true, _) => {}
                        (false, true) => row.push(word.to_owned()),
                        (false, false) => end_row(&mut row),
                    }
                }
                continue;
            }
            Event::SoftBreak | Event::FootnoteReference(_) => continue,
            _ => {}
        }
        end_row(&mut row);
    }
    end_row(&mut row);
    runs
}

/// The text without words that are marked as of another language, `[words]{lang=fr}`.
fn without_foreign(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("]{lang=") {
        let start = rest[..at].rfind('[').unwrap_or(at);
        out.push_str(&rest[..start]);
        out.push_str(BREAK);
        rest = &rest[at + 1..];
    }
    out + rest
}

/// The text with what is said in braces, each quoted value by itself, but no names of attributes and directives.
fn without_names(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (inside, after) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(BREAK);
        for value in inside.split('"').skip(1).step_by(2) {
            out.push_str(value);
            out.push_str(BREAK);
        }
        rest = after;
    }
    out + rest
}

/// Whether a row of words stands so in the English texts, or consists of common English words. Names are mostly capitals.
fn is_english(run: &[String], known: &HashSet<Vec<String>>) -> bool {
    let small = run.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    let words: Vec<String> = run.iter().map(|word| word.to_lowercase()).collect();
    let common = words.iter().filter(|word| ENGLISH.contains(&word.as_str())).count();
    small >= 3 && (known.contains(&words) || common >= 3)
}
