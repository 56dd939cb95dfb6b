//! Every word of the manuscripts is in every PDF, and none is there that nobody wrote.

use super::make::{made, root, texts};
use super::tools::{name, text};
use super::words::{Counts, count, is_elsewhere, of_manuscript, spoken};
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
fn heard(publication: &str, lang: &str, edition: &str) -> Counts {
    let mut counts = Counts::new();
    for pdf in pdfs(publication, lang, edition) {
        let words = spoken(&text("pdfinfo", &["-struct-text".as_ref(), pdf.as_os_str()]));
        count(&words, &mut counts);
    }
    counts
}

#[test]
fn readers_hear_every_word_once() {
    texts().par_iter().for_each(|(publication, lang)| {
        let wanted =
            of_manuscript(&root().join("sources").join(publication).join(lang), &glossary(lang), &is_elsewhere);
        let heard = heard(publication, lang, "screen");
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

#[test]
fn participants_hear_no_word_of_answers_and_notes_for_the_facilitator() {
    let (mut books, mut words) = (0, 0);
    for (publication, lang) in texts() {
        let folder = root().join("sources").join(&publication).join(&lang);
        let is_for_others = |directive: &str| ["facilitator", "answer"].iter().any(|name| directive.starts_with(name));
        let whole = of_manuscript(&folder, &glossary(&lang), &is_elsewhere);
        let participants =
            of_manuscript(&folder, &glossary(&lang), &|directive| is_elsewhere(directive) || is_for_others(directive));
        // References to what is left out say where that is, in words of the program.
        let mut ours = Counts::new();
        let data = root().join("src/language").join(format!("{lang}.toml"));
        count(&std::fs::read_to_string(data).expect("a language's file"), &mut ours);
        let (all, own) = (heard(&publication, &lang, "screen"), heard(&publication, &lang, "participant"));
        assert_eq!(
            own.is_empty(),
            whole == participants,
            "{publication} {lang} has a participants' book where it differs"
        );
        let times = |counts: &Counts, word: &String| counts.get(word).copied().unwrap_or(0);
        // Each word is heard as often as in the screen edition without those parts; numbers of pages are others.
        let is_too_often = |word: &&String| {
            let secret = times(&whole, word) - times(&participants, word);
            times(&own, word) > times(&all, word) - secret
        };
        let is_text = |word: &&String| !ours.contains_key(*word) && !word.chars().any(char::is_numeric);
        let found: Vec<_> = whole.keys().filter(is_text).filter(|word| !own.is_empty() && is_too_often(word)).collect();
        assert!(found.is_empty(), "{publication} {lang}: {found:?}");
        books += usize::from(!own.is_empty());
        words += whole.values().sum::<i64>() - participants.values().sum::<i64>();
    }
    assert!(books > 20 && words > 1000, "{books} books, {words} words left out");
}
