//! docs/typography.md T0.1 and T0.5: what the dump tells of a glyph, and what is told of a page that has what it should
//! not.

use crate::support::Book;

const WORDS: &str = "Words of a paragraph that needs some lines, and that says nothing of weight. ";
const SQUARE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 400'><rect width='400' height='400'/></svg>";

/// Codes of findings with the lines that they name, in the order of the lines.
fn findings(said: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut code = None;
    for line in said.lines() {
        if let Some(head) = line.strip_prefix("warning[").or_else(|| line.strip_prefix("error[")) {
            code = head.split(']').next().map(str::to_owned);
        } else if let Some((_, place)) = line.split_once("01.md:") {
            let number = place.split(':').next().and_then(|number| number.parse().ok());
            found.extend(number.zip(code.take()));
        }
    }
    found.sort();
    found
}

/// The line of a text on which words stand.
fn line_of(text: &str, words: &str) -> usize {
    1 + text.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words}"))
}

/// Each of these, and nothing else, was said of the line with these words.
fn assert_exactly(text: &str, expected: &[(&str, &str)]) {
    let house = "[page]\nwidth = \"148mm\"\nheight = \"210mm\"\n";
    let book = Book::project("en", house, text);
    book.write("sources/book/a.svg", SQUARE);
    let said = book.build("print").1;
    let mut expected: Vec<_> =
        expected.iter().map(|(code, words)| (line_of(text, words), (*code).to_owned())).collect();
    expected.sort();
    assert_eq!(findings(&said), expected, "{said}");
}

#[test]
fn t05_each_blemish_of_a_page_is_told_once_and_nothing_else_is() {
    let paragraphs = |count: usize| format!("{}\n\n", WORDS.repeat(4)).repeat(count);
    let headings: String = (0..18).map(|at| format!("## Heading {at}\n\n")).collect();
    let figures: String =
        (0..3).map(|at| format!("![Figure {at}](a.svg){{#fig-{at} width=70% alt=\"A square\"}}\n\n")).collect();
    let text = format!(
        "# Chapter\n\nA control\u{202E} of bidi.\n\nLong note.[^long]\n\n{}{figures}{}# Next\n\n{headings}After them.\n\n\
         # Narrow\n\n{}\n\nOpen {} {} and so on until the line is full.\n\n[^long]: {}\n",
        paragraphs(2),
        paragraphs(12),
        "W".repeat(60),
        "8".repeat(34),
        "8".repeat(33),
        WORDS.repeat(70),
    );
    let expected = [
        ("bidi-control", "A control"),
        ("figure-moved-far", "Figure 2"),
        ("forced-page-end", "Heading 8"),
        ("loose-line", "Open"),
        ("note-split-twice", "[^long]:"),
        ("word-too-wide", "WWW"),
    ];
    assert_exactly(&text, &expected);
}

#[test]
fn t05_what_cannot_be_set_is_an_error() {
    assert_exactly("# Chapter\n\nA letter \u{12000} of Sumer.\n", &[("missing-glyph", "Sumer")]);
    assert_exactly("# Chapter\n\nSee [](#nowhere).\n", &[("unresolved-reference", "nowhere")]);
}

#[test]
fn t01_the_dump_tells_all_of_each_glyph() {
    let text = format!("# ت\n\nقال *MIEUX* إن.[^1]\n\n[^1]: حاشية.\n\n{}", "قال ذلك.\n\n".repeat(60));
    let book = Book::project("ar", "", &text);
    let glyphs: Vec<serde_json::Value> = (book.glyphs().lines())
        .map(|line| serde_json::from_str(line).expect("a JSON line"))
        .filter(|record: &serde_json::Value| record.get("gid").is_some())
        .collect();
    let fields = [
        "page", "block", "line", "run", "lang", "level", "font", "gid", "name", "bytes", "text", "x", "y", "advance",
        "ink", "kind",
    ];
    for field in fields {
        assert!(glyphs.iter().all(|glyph| glyph.get(field).is_some()), "{field}");
    }
    let is_latin = |text: &&str| !text.is_empty() && "MIEUX".contains(*text);
    let latin: Vec<&serde_json::Value> =
        glyphs.iter().filter(|glyph| glyph["text"].as_str().filter(is_latin).is_some()).collect();
    let spelt: String = latin.iter().filter_map(|glyph| glyph["text"].as_str()).collect();
    assert_eq!(spelt, "MIEUX");
    let start = text.find("MIEUX").expect("the word");
    for (at, glyph) in latin.iter().enumerate() {
        assert_eq!(glyph["bytes"], serde_json::json!([start + at, start + at + 1]), "{glyph}");
        assert_eq!(glyph["level"].as_u64().map(|level| level % 2), Some(0), "{glyph}");
    }
    let xs: Vec<f64> = latin.iter().filter_map(|glyph| glyph["x"].as_f64()).collect();
    assert!(xs.len() == 5 && xs.is_sorted(), "x grows to the right: {xs:?}");
    let kinds: std::collections::BTreeSet<&str> = glyphs.iter().filter_map(|glyph| glyph["kind"].as_str()).collect();
    assert!(kinds.is_superset(&["text", "note-mark", "artifact"].into()), "{kinds:?}");
}
