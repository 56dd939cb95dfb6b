//! docs/typography.md P30: parallel text, in Arabic and French side by side.

use crate::support::dump::Line;
use crate::support::{Book, Dump};
use crate::typography::latin::{block, content, ends_in_hyphen};
use std::collections::BTreeMap;

const ARABIC: &str = "تلتقي الهجرة والتنمية المحلية في دار البلدية حيث يخطط من غادروا ومن بقوا ومن عادوا معًا. ";
const FRENCH: &str = "L’intercommunalité accompagne prioritairement l’établissement des nouvelles entreprises communales \
                      et l’internationalisation progressive des coopératives agroalimentaires. ";

/// Pairs of paragraphs of different lengths.
const PAIRS: usize = 14;

/// Parallel text whose first column is in the language of the book.
fn sample(tag: &str) -> String {
    let column = |lang: &str, words: &str| {
        let paragraphs: Vec<String> = (0..PAIRS).map(|at| words.repeat(1 + at % 3)).collect();
        format!(":::column {{lang={lang}}}\n{}\n:::\n", paragraphs.join("\n\n"))
    };
    let (arabic, french) = (column("ar", ARABIC), column("fr", FRENCH));
    let [first, second] = if tag == "ar" { [arabic, french] } else { [french, arabic] };
    format!("# C\n\n:::parallel\n{first}{second}:::\n\nFin.\n")
}

/// The lines of each paragraph of the columns, in the order of the text.
fn paragraphs(dump: &Dump) -> Vec<Vec<Line>> {
    let mut paragraphs: Vec<Vec<Line>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for line in content(dump).into_iter().filter(|line| line.runs[0].owner.starts_with("Section#")) {
        let owner = block(&line.runs[0].owner).to_owned();
        let at = *places.entry(owner).or_insert(paragraphs.len());
        if at == paragraphs.len() {
            paragraphs.push(Vec::new());
        }
        paragraphs[at].push(line);
    }
    paragraphs
}

/// Whether a line is set from right to left.
fn is_rtl(line: &Line) -> bool {
    line.runs.iter().all(|run| run.level % 2 == 1)
}

#[test]
fn p30_pairs_of_parallel_text_stand_level_in_columns_of_their_own() {
    for tag in ["ar", "fr"] {
        // Columns are wide enough to be justified.
        let dump = Book::project(tag, "[page]\nwidth = \"200mm\"\n", &sample(tag)).dump();
        assert!(!dump.said.contains("error"), "{}", dump.said);
        let paragraphs = paragraphs(&dump);
        assert_eq!(paragraphs.len(), 2 * PAIRS, "{tag}");
        let mut hyphens = 0;
        for pair in paragraphs.chunks(2) {
            let (first, second) = (&pair[0], &pair[1]);
            assert_eq!(first[0].place.0, second[0].place.0, "{tag}: on one page");
            let (a, b) = (first[0].runs[0].y, second[0].runs[0].y);
            assert!((a - b).abs() < 0.1, "{tag}: {a} and {b}");
            for (lines, rtl) in [(first, tag == "ar"), (second, tag != "ar")] {
                assert!(lines.iter().all(|line| is_rtl(line) == rtl), "{tag}: {}", lines[0].text());
                let divided = lines.iter().filter(|line| ends_in_hyphen(line)).count();
                assert!(!rtl || divided == 0, "{}", lines[0].text());
                hyphens += divided;
            }
            // The first column is at the side where lines of the book begin, and the two do not touch.
            for (one, other) in first.iter().zip(second) {
                let (one, other) = (one.extent(), other.extent());
                let apart = if tag == "ar" { one.0 - other.1 } else { other.0 - one.1 };
                assert!(apart > 10.0, "{tag}: {apart}");
            }
        }
        assert!(hyphens > 3, "{tag}: {hyphens} lines end in a hyphen");
    }
}

#[test]
fn p30_parallel_text_goes_on_over_pages_by_the_laws_of_lines() {
    for tag in ["ar", "fr"] {
        let dump = Book::project(tag, "", &sample(tag)).dump();
        let mut divided = 0;
        for lines in paragraphs(&dump) {
            let mut pages: BTreeMap<u64, usize> = BTreeMap::new();
            lines.iter().for_each(|line| *pages.entry(line.place.0).or_default() += 1);
            divided += usize::from(pages.len() > 1);
            assert!(pages.len() == 1 || pages.values().all(|count| *count >= 2), "{tag}: {pages:?}");
        }
        let pages: Vec<u64> = content(&dump).iter().map(|line| line.place.0).collect();
        assert!(divided > 0 && pages.last() > pages.first(), "{tag}: {divided} paragraphs are divided");
    }
}

#[test]
fn p30_an_e_book_has_pairs_in_the_order_of_reading() {
    let book = Book::project("ar", "", &sample("ar")).epub();
    let text = book.all("chapter-001.xhtml");
    let languages: Vec<bool> =
        text.split("<div class=\"column\"").skip(1).map(|cell| cell.starts_with(" lang=\"fr\"")).collect();
    assert_eq!(languages, [false, true].repeat(PAIRS), "the columns take turns");
    assert!(text.contains("<div class=\"column\" lang=\"fr\" xml:lang=\"fr\" dir=\"ltr\">"), "{text}");
    assert!(book.all(".css").contains(".parallel { display: grid;"));
}

#[test]
fn p30_what_is_no_pair_of_columns_is_reported() {
    let column = |words: &str| format!(":::column\n{words}\n:::\n");
    for (code, text) in [
        ("parallel-blocks", format!(":::parallel\n{}{}:::\n", column("one\n\ntwo"), column("one"))),
        ("parallel-columns", format!(":::parallel\n{}:::\n", column("one"))),
        ("parallel-columns", format!(":::parallel\n{}{}{}:::\n", column("one"), column("two"), column("three"))),
        ("parallel-columns", format!(":::parallel\nText.\n\n{}{}:::\n", column("one"), column("two"))),
        ("parallel-columns", ":::parallel\n:::\n".to_owned()),
        ("parallel-columns", column("alone")),
    ] {
        let (_, said) = Book::project("en", "", &format!("# C\n\n{text}")).check(&[]);
        assert!(said.contains(&format!("error[{code}]")), "{code}: {said}");
    }
}
