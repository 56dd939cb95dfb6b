//! docs/typography.md P8: tables too wide for the column lie turned.

use crate::support::{Book, tool};
use serde_json::Value;
use std::collections::BTreeSet;

const WORDS: &str = "Words of a paragraph that needs some lines, and that says nothing of weight. ";

/// A chapter with a table of seven columns, and text after it.
fn chapter(rows: usize, class: &str) -> String {
    let mut text =
        format!("# T\n\n{WORDS}\n\nSee [](#tab-x).\n\n| Number | B | C | D | E | F | G |\n|{}\n", "---|".repeat(7));
    for row in 1..=rows {
        let cell = "Some words about it";
        let note = if row == 2 { "[^n]" } else { "" };
        text.push_str(&format!(
            "| r{row:02} | {cell} | {cell}{note} | [site](https://example.org/{row}) | {cell} | {cell} | {cell} |\n"
        ));
    }
    text + &format!("\n: Seven columns {{#tab-x{class}}}\n\nAfter it. {}\n\n[^n]: A note.\n", WORDS.repeat(4))
}

fn records(book: &Book) -> Vec<Value> {
    book.records().lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}

/// The runs of text that are said so.
fn runs<'r>(records: &'r [Value], owner: &'r str, text: &'r str) -> impl Iterator<Item = &'r Value> {
    let is_it = move |record: &&Value| {
        let has = |key: &str, word: &str| record[key].as_str().is_some_and(|value| value.contains(word));
        record["kind"] == "text" && has("owner", owner) && has("text", text)
    };
    records.iter().filter(is_it)
}

fn number(record: &Value, key: &str) -> f64 {
    record[key].as_f64().unwrap_or_else(|| panic!("{key}: {record}"))
}

#[test]
fn p08_a_wide_table_lies_turned() {
    for (tag, way, again) in [("en", "left", "(continued)"), ("ar", "right", "(تتمة)")] {
        let found = records(&Book::project(tag, "", &chapter(40, " .landscape")));
        let cells: Vec<&Value> = runs(&found, "TableRow#", "").collect();
        assert!(cells.len() > 200 && cells.iter().all(|run| run["turned"] == way), "{tag}");
        // The first column lies at the foot of the page, the head at the left or, in Arabic, at the right.
        let head = runs(&found, "HeadCell", "Number").next().expect("a head");
        let last = runs(&found, "HeadCell", "G").next().expect("a head");
        let first_row = runs(&found, "Cell", "r01").next().expect("a row");
        assert!(number(head, "y") > number(last, "y") + 200.0, "{tag}: columns run up the page");
        let down = number(first_row, "x") - number(head, "x");
        assert!(if way == "left" { down > 5.0 } else { down < -5.0 }, "{tag}: {down}");
        // All rows, in order, over several pages, each with the head again.
        let order: Vec<&str> = runs(&found, "Cell", "r").filter_map(|run| run["text"].as_str()).collect();
        let order: Vec<&str> = order.into_iter().filter(|text| text.len() == 3 && text.starts_with('r')).collect();
        assert!(order.len() == 40 && order.is_sorted(), "{tag}: {order:?}");
        let pages: BTreeSet<u64> = cells.iter().filter_map(|run| run["page"].as_u64()).collect();
        assert!(pages.len() > 2, "{tag}: {pages:?}");
        for page in pages.iter().skip(1) {
            let repeated = runs(&found, "artifact/layout", "").filter(|run| run["page"] == *page);
            let said: String = repeated.filter_map(|run| run["text"].as_str()).collect();
            assert!(said.contains("Number") && said.contains(again), "{tag} {page}: {said}");
            let folio = runs(&found, "artifact/pagination", "").find(|run| run["page"] == *page).expect("a folio");
            assert!(folio["turned"].is_null(), "{tag}: heads and folios stand upright");
        }
        // Text goes on before it, and nothing else stands on its pages but its note.
        let after = runs(&found, "Paragraph#", "After").next().expect("text after it");
        let first = *pages.first().expect("a page");
        assert_eq!(after["page"].as_u64(), Some(first - 1), "{tag}: the text fills the page before the table");
        let note = runs(&found, "Note#", "note").next().expect("a note");
        assert_eq!((note["page"].as_u64(), note["turned"].is_null()), (Some(first), true), "{tag}");
        let row = runs(&found, "Cell", "r02").next().expect("a row");
        assert_eq!(row["page"], note["page"], "{tag}: on the page of its mark");
    }
}

#[test]
fn p08_links_of_a_turned_table_lie_on_their_words() {
    let book = Book::project("en", "", &chapter(10, " .landscape"));
    let found = records(&book);
    let links: Vec<&Value> = (found.iter())
        .filter(|record| record["kind"] == "link" && record["target"].as_str().is_some_and(|to| to.contains("/3")))
        .collect();
    let [link] = links[..] else { panic!("{links:?}") };
    let corner = |at: usize| link["box"][at].as_f64().expect("a number");
    assert!(corner(3) - corner(1) > corner(2) - corner(0), "it is higher than wide: {link}");
    let word = runs(&found, "Link#", "site").nth(2).expect("the word");
    for glyph in word["glyphs"].as_array().expect("glyphs") {
        let ink = |at: usize| glyph["ink"][at].as_f64().expect("ink");
        assert!(corner(0) <= ink(0) && ink(2) <= corner(2) && corner(1) - 1.0 <= ink(1) && ink(3) <= corner(3) + 1.0);
    }
    // The dump tells where poppler sees the words.
    for edition in ["screen", "print"] {
        let seen = tool("pdftotext", &["-bbox", &book.pdf(edition).display().to_string(), "-"], "");
        let line = seen.lines().find(|line| line.contains(">r07<")).expect("the word");
        let value = |key: &str| -> f64 {
            let from = line.split_once(&format!("{key}=\"")).expect(key).1;
            from.split('"').next().expect(key).parse().expect("a number")
        };
        let cell = runs(&found, "Cell", "r07").next().expect("the row");
        let bleed = if edition == "print" { 3.0 * 72.0 / 25.4 } else { 0.0 };
        let (x, y) = (number(cell, "x") + bleed, number(cell, "y") + bleed);
        assert!(value("xMin") - 1.0 < x && x < value("xMax") + 1.0, "{edition}: {line} {x}");
        assert!((value("yMax") - y).abs() < 2.0, "{edition}: {line} {y}");
    }
}

#[test]
fn p08_a_table_that_is_too_wide_is_turned_by_itself() {
    let word = "A1B2C3D4E5F6G7H8J9K0";
    let row = format!("| {} |\n", [word; 4].join(" | "));
    let text = format!("# T\n\nBefore.\n\n{row}|---|---|---|---|\n{}\n: Words {{#tab-x}}\n", row.repeat(3));
    let house = "[page]\nwidth = \"148mm\"\nheight = \"210mm\"\n[text]\nsize = \"11pt\"\n";
    let book = Book::project("en", house, &text);
    let found = book.dump();
    assert!(!found.said.contains("table-too-wide"), "{}", found.said);
    assert!(records(&book).iter().any(|run| run["turned"] == "left"));
    // In a box it cannot be.
    let boxed = text.replace("Before.", ":::box").replace("{#tab-x}", "{#tab-x .landscape}") + "\n:::\n";
    let found = Book::project("en", house, &boxed).dump();
    assert!(found.said.contains("table-not-turned"), "{}", found.said);
}

#[test]
fn p08_an_e_book_has_a_turned_table_as_any_other() {
    let all = Book::project("en", "", &chapter(5, " .landscape")).epub().all(".xhtml");
    assert!(all.contains("<table") && all.contains("r05"), "{all}");
}

#[test]
fn p08_a_heading_goes_with_its_turned_table() {
    let section = |after: &str| {
        let table = "| Title | What it is for |\n|---|---|\n| One | Two |\n\n: Tools {#tab .landscape}\n";
        format!("# T\n\n## Before\n\n{WORDS}\n\n## Tools\n\n### Mine\n\n{table}\n{after}")
    };
    for (tag, way) in [("en", "left"), ("ar", "right")] {
        let turned = Some(way.to_owned());
        for (after, said) in [("## Next\n\nAfterwards.\n", true), ("\\newpage\n\nAfterwards.\n", true), ("", false)] {
            let found = records(&Book::project(tag, "", &section(after)));
            let place = |owner: &str, words: &str| {
                let run = runs(&found, owner, words).next().unwrap_or_else(|| panic!("{tag}: {words}"));
                (run["page"].as_u64().expect("a page"), run["turned"].as_str().map(str::to_owned))
            };
            let (first, _) = place("Paragraph#", "Words");
            for heading in ["Tools", "Mine"] {
                assert_eq!(place("Heading", heading), (first + 1, turned.clone()), "{tag}: turned above its table");
            }
            assert_eq!(place("TableRow#", "One"), (first + 1, turned.clone()), "{tag}");
            if said {
                assert_eq!(place("Paragraph#", "Afterwards"), (first + 2, None), "{tag}: nothing overtakes it");
            }
        }
        // Text that follows stands below the heading, and the table after that page.
        let found = records(&Book::project(tag, "", &section("Afterwards.\n")));
        let page = |owner: &str, words: &str| {
            let run = runs(&found, owner, words).next().unwrap_or_else(|| panic!("{tag}: {words}"));
            (run["page"].as_u64().expect("a page"), run["turned"].is_null())
        };
        assert_eq!(page("Heading", "Mine"), page("Paragraph#", "Afterwards"), "{tag}");
        assert_eq!(page("TableRow#", "One"), (page("Heading", "Mine").0 + 1, false), "{tag}");
    }
    // One that finds no room with its text takes it along, and a chapter may begin with such a table.
    let long = format!("{}## Tools\n\n", format!("{WORDS}\n\n").repeat(60));
    let text = section("Afterwards.\n").replace("## Tools\n\n", &long);
    let found = records(&Book::project("en", "", &text));
    let page = |owner: &str, words: &str| runs(&found, owner, words).next().expect("it")["page"].as_u64();
    assert_eq!(page("Heading", "Mine"), page("Paragraph#", "Afterwards"));
    let text = format!(
        "# One\n\nText.\n\n{}",
        section("## Next\n\nAfterwards.\n").replace(&format!("## Before\n\n{WORDS}\n\n## Tools\n\n### Mine\n"), "")
    );
    let found = records(&Book::project("en", "", &text));
    let title = runs(&found, "Heading", "T").next().expect("a title");
    assert_eq!(
        (title["turned"].as_str(), title["page"].as_u64().map(|page| page % 2)),
        (Some("left"), Some(1)),
        "on a recto"
    );
}
