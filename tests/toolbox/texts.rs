//! Every word of the manuscripts is in every PDF, and none is there that nobody wrote.

use super::make::{made, root, texts};
use super::tools::{name, text};
use super::words::{Counts, count, of_manuscript, spoken};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn glossary(lang: &str) -> impl Fn(&str) -> String {
    let text = std::fs::read_to_string(root().join("sources/glossary.toml")).expect("a glossary");
    let terms: toml::Table = toml::from_str(&text).expect("TOML");
    let lang = lang.to_owned();
    move |term: &str| terms[term][&lang].as_str().expect("a term").to_owned()
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
fn readers_hear_every_word_once() {
    texts().par_iter().for_each(|(publication, lang)| {
        let wanted = of_manuscript(&root().join("sources").join(publication).join(lang), &glossary(lang));
        let heard = heard(publication, lang);
        let total: i64 = wanted.values().sum();
        assert!(total > 300, "{publication} {lang} has words");
        // An Arabic proclitic before a reference is one word with what the program puts there.
        let is_proclitic = |word: &str| lang == "ar" && word.chars().count() == 1;
        let is_missing = |word: &str, times: i64| heard.get(word).copied().unwrap_or(0) < times && !is_proclitic(word);
        let missing: Vec<_> = wanted.iter().filter(|(word, times)| is_missing(word, **times)).collect();
        assert!(missing.is_empty(), "{publication} {lang}: {missing:?}");
        let extra = |(word, times): (&String, &i64)| (times - wanted.get(word).copied().unwrap_or(0)).max(0);
        let extra: i64 = heard.iter().map(extra).sum();
        // Contents, leaves, labels, references and the words in drawings are not in the Markdown.
        assert!(extra < 150 + total / 5, "{publication} {lang}: {extra} words more than the {total} written");
    });
}

#[test]
fn print_and_screen_say_the_same() {
    texts().par_iter().for_each(|(publication, lang)| {
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
    });
}
