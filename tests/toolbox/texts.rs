//! Every word of the manuscripts is in every PDF, and none is there that nobody wrote.

use super::make::{made, root};
use super::tools::{name, text};
use super::words::{Counts, count, of_manuscript, spoken};
use std::collections::BTreeMap;
use std::path::PathBuf;

const LANGUAGES: [&str; 4] = ["en", "fr", "es", "ar"];
const PUBLICATIONS: [&str; 3] = ["forewords", "user-guide", "core-module"];

fn glossary(lang: &'static str) -> impl Fn(&str) -> String {
    let text = std::fs::read_to_string(root().join("sources/glossary.toml")).expect("a glossary");
    let terms: toml::Table = toml::from_str(&text).expect("TOML");
    move |term: &str| terms[term][lang].as_str().expect("a term").to_owned()
}

/// The PDFs of an edition, all volumes.
fn pdfs(publication: &str, lang: &str, edition: &str) -> Vec<PathBuf> {
    let start = format!("{publication}-{lang}-");
    made(&format!("-{edition}.pdf")).into_iter().filter(|pdf| name(pdf).starts_with(&start)).collect()
}

/// Words as readers hear them: the structure tree's text, in its order.
fn heard(publication: &str, lang: &str) -> Counts {
    let mut counts = Counts::new();
    for pdf in pdfs(publication, lang, "screen") {
        let words = spoken(&text("pdfinfo", &["-struct-text".as_ref(), pdf.as_os_str()]));
        count(&words, &mut counts);
    }
    counts
}

#[test]
fn no_word_is_missing_in_what_readers_hear() {
    for publication in PUBLICATIONS {
        for lang in LANGUAGES {
            let wanted = of_manuscript(&root().join("sources").join(publication).join(lang), &glossary(lang));
            let heard = heard(publication, lang);
            let total: i64 = wanted.values().sum();
            assert!(total > 300, "{publication} {lang} has words");
            let missing: Vec<_> =
                wanted.iter().filter(|(word, times)| heard.get(*word).copied().unwrap_or(0) < **times).collect();
            assert!(missing.is_empty(), "{publication} {lang}: {missing:?}");
        }
    }
}

#[test]
fn no_word_is_heard_twice() {
    for publication in PUBLICATIONS {
        for lang in LANGUAGES {
            let wanted = of_manuscript(&root().join("sources").join(publication).join(lang), &glossary(lang));
            let heard = heard(publication, lang);
            let extra: i64 =
                heard.iter().map(|(word, times)| (times - wanted.get(word).copied().unwrap_or(0)).max(0)).sum();
            let total: i64 = wanted.values().sum();
            // Contents, leaves, labels and references are the program's own words.
            assert!(extra < 150 + total / 5, "{publication} {lang}: {extra} words more than the {total} written");
        }
    }
}

#[test]
fn print_and_screen_say_the_same() {
    for publication in PUBLICATIONS {
        for lang in LANGUAGES {
            // Counted by letters: poppler guesses spaces within Arabic words, and guesses differ where links lie.
            let said = |edition: &str| -> BTreeMap<char, usize> {
                let mut letters = BTreeMap::new();
                for pdf in pdfs(publication, lang, edition) {
                    let text = text("pdftotext", &["-enc".as_ref(), "UTF-8".as_ref(), pdf.as_os_str(), "-".as_ref()]);
                    text.chars().filter(|c| c.is_alphanumeric()).for_each(|c| *letters.entry(c).or_default() += 1);
                }
                letters
            };
            assert_eq!(said("print"), said("screen"), "{publication} {lang}");
        }
    }
}
