//! docs/typography.md A52, P34, V9: the index.

use crate::support::Book;
use crate::support::dump::Line;

const WORDS: &str = "A municipality that knows who lives there can plan schools, water and work for everyone. ";

/// A chapter of pages that each have the marked words that `marks` gives them, and an index of the name `heading`.
fn text(heading: &str, filler: &str, pages: &[&[&str]]) -> String {
    let mut text = "# 1 {#c1}\n\n".to_owned();
    for words in pages {
        let marked: Vec<String> = words.iter().map(|word| format!("[{word}]{{index=\"\"}}")).collect();
        text.push_str(&format!("{} {filler}\n\n{{{{pagebreak}}}}\n\n", marked.join(" ")));
    }
    text + &format!("# {heading} {{#index .unnumbered}}\n\n{{{{index}}}}\n")
}

/// The lines of the last page that has text.
fn index_lines(book: &Book) -> Vec<Line> {
    let dump = book.dump();
    let heading = dump.lines_in("Heading(1)").pop().expect("the index's heading");
    let lines = dump.lines().into_iter().filter(|line| line.place.0 == heading.place.0);
    lines.filter(|line| !line.runs[0].owner.contains("artifact") && line.place != heading.place).collect()
}

#[test]
fn a52_arabic_terms_are_sorted_without_article_seats_and_marks() {
    let terms: Vec<&str> = "هجرة الوساطة أثر إدماج آلية اتفاق البلدية بيان التحويلات تنمية \
        ثقة جالية الحوار خدمة دولة مَدينة مؤشر موارد الميزانية قرية"
        .split(' ')
        .collect();
    let sorted: Vec<&str> = "اتفاق أثر إدماج آلية البلدية بيان التحويلات تنمية ثقة جالية \
        الحوار خدمة دولة قرية مَدينة موارد مؤشر الميزانية هجرة الوساطة"
        .split(' ')
        .collect();
    let lines = index_lines(&Book::project("ar", "", &text("الفهرس", "نص.", &[&terms])));
    let found: Vec<String> =
        lines.iter().map(|line| line.text().trim_end_matches([' ', '\u{2002}', '1']).to_owned()).collect();
    assert_eq!(found, sorted);
    // The first column is the right one, and the columns are even.
    let right = |line: &Line| line.extent().1;
    assert!(lines[..10].iter().all(|line| (right(line) - right(&lines[0])).abs() < 2.0));
    assert!(lines[10..].iter().all(|line| right(line) < right(&lines[0]) - 100.0));
}

#[test]
fn f14_an_index_collates_by_french_rules() {
    let sorted = ["Algérie", "coté", "Côte", "côté", "école", "Égypte", "élu", "État", "œuvre", "offre", "Zürich"];
    // Canada compares accents from the end of a word (CLDR).
    let of_canada = ["Côte", "coté", "côté"];
    for (tag, sorted) in [("fr", &sorted[..]), ("fr-CA", &of_canada)] {
        let terms: Vec<&str> = sorted.iter().rev().copied().collect();
        let lines = index_lines(&Book::project(tag, "", &text("Index", "Texte.", &[&terms])));
        let found: Vec<String> =
            lines.iter().map(|line| line.text().trim_end_matches([' ', '\u{2002}', '1']).to_owned()).collect();
        assert_eq!(found, sorted);
    }
}

#[test]
fn p34_an_index_gives_pages_and_their_ranges_in_two_columns() {
    let all: &[&[&str]] =
        &[&["towns", "wells"], &["wells", "wells"], &["wells", "roads"], &["wells"], &["towns"], &["roads > repair"]];
    let mut source = text("Index", WORDS, all);
    source = source.replace("[roads > repair]{index=\"\"}", "[repair]{index=\"roads > repair\"}");
    let book = Book::project("en", "", &source);
    let lines = index_lines(&book);
    let found: Vec<String> = lines.iter().map(|line| line.text().replace('\u{2002}', " ")).collect();
    assert_eq!(found, ["roads 3", "repair 6", "towns 1, 5", "wells 1–4"]);
    assert!(lines[1].extent().0 > lines[0].extent().0 + 5.0, "a subterm is indented");
    assert!(lines[2].extent().0 > lines[0].extent().0 + 100.0, "the second column is at the right");
    // Each folio leads to its page, in the screen edition and in the e-book.
    let pdf = book.pdf("screen");
    let said = crate::support::tool("pdfinfo", &["-struct", &pdf.display().to_string()], "");
    assert!(said.contains("Index"), "{said}");
    let html = book.epub().all("html");
    assert!(html.contains("<li class=\"sub\">repair <a href="), "{html}");
}

#[test]
fn p34_glossary_terms_are_marked_by_themselves() {
    let source = "# A\n\nThe {{term:well}} is old.\n\n# Index {.unnumbered}\n\n{{index}}\n";
    let book = Book::project("en", "", source);
    book.write("sources/glossary.toml", "[well]\nen = \"draw-well\"\n");
    let found: Vec<String> = index_lines(&book).iter().map(|line| line.text().replace('\u{2002}', " ")).collect();
    assert_eq!(found, ["draw-well 1"]);
}

/// Two volumes of a chapter each and an index; the first has a word on two pages that are not neighbours.
fn indexed_work(tag: &str, rule: &str) -> Book {
    let mark = "[wells]{index=\"\"}";
    let turn = "\n\n{{pagebreak}}\n\n";
    let source = format!(
        "# One {{#c1}}\n\n{mark}{turn}Words.{turn}{mark} [roads]{{index=\"\"}}\n\n# Two {{#c2}}\n\n{mark} {}\n\n\
         # Index {{.unnumbered}}\n\n{{{{index}}}}\n",
        WORDS.repeat(3)
    );
    Book::project_of(tag, "", &format!("[volumes]\ncount = 2\n{rule}\n"), &[("01.md", &source)])
}

/// The line of an index, with plain spaces.
fn entry(line: &Line) -> String {
    line.text().replace(['\u{2002}', '\u{2009}', '\u{202F}'], " ").replace('\u{2060}', "")
}

#[test]
fn v09_the_index_of_a_work_in_volumes_names_the_volume() {
    for (tag, wanted) in [("en", "wells 1: 1, 3; 2: 5"), ("fr", "wells 1: 1, 3 ; 2: 5"), ("es", "wells 1: 1, 3; 2: 5")]
    {
        let line = indexed_work(tag, "").dump().line_with("wells\u{2002}");
        assert_eq!(entry(&line), wanted, "{tag}");
        let bold: Vec<&str> =
            line.runs.iter().filter(|run| run.font.contains("Bold")).map(|run| run.text.as_str()).collect();
        assert_eq!(bold.concat(), "12", "{tag}: the volumes alone are bold");
    }
    // From right to left the volume is at the right of its pages, in the digits of the region.
    let lines = indexed_work("ar-EG", "").dump().lines_in("Index#");
    let line = lines.iter().find(|line| line.text().contains("wells")).expect("the entry");
    let left = |words: &str| {
        let run = line.runs.iter().find(|run| run.text.trim() == words);
        run.unwrap_or_else(|| panic!("{words} in {}", line.text())).x
    };
    assert!(left("١") > left("٣") && left("٣") > left("٢") && left("٢") > left("٥"), "{}", line.text());
}

#[test]
fn v09_volumes_may_have_an_index_of_their_own() {
    let indexes = |rule: &str| -> Vec<Vec<String>> {
        let dump = indexed_work("en", rule).dump();
        let mut found: Vec<Vec<String>> = Vec::new();
        let mut page = 0;
        for line in dump.lines_in("Index#") {
            if found.is_empty() || line.place.0 != page {
                found.push(Vec::new());
            }
            page = line.place.0;
            found.last_mut().into_iter().for_each(|lines| lines.push(entry(&line)));
        }
        found
    };
    let whole = ["roads 1: 3", "wells 1: 1, 3; 2: 7"].map(str::to_owned).to_vec();
    let own = ["roads 1: 3", "wells 1: 1, 3"].map(str::to_owned).to_vec();
    assert_eq!(indexes("index = \"each\""), [own, whole]);
    assert_eq!(indexes("index = \"last\"").len(), 1);
    // It is a chapter of the volume, with its own place in contents and bookmarks.
    let book = indexed_work("en", "index = \"each\"");
    let (files, said) = book.build("screen");
    assert!(!said.contains("error"), "{said}");
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "pdf")) {
        let outline = crate::support::tool("mutool", &["show", &file.display().to_string(), "outline"], "");
        assert_eq!(outline.matches("\"Index\"").count(), 1, "{outline}");
    }
    assert!(indexed_work("en", "index = \"all\"").dump().said.contains("last or each"));
}

#[test]
fn v09_what_closes_a_work_stays_in_its_last_volume() {
    let long = WORDS.repeat(120);
    let source = format!(
        "# One {{#c1}}\n\n{WORDS}\n\n# Two {{#c2}}\n\n{WORDS}\n\n# Glossary {{- .back-matter #glossary}}\n\n{long}\n\n{long}\n\n\
         # Sources {{- #sources}}\n\n{long}\n"
    );
    let book = |rule: &str| Book::project_of("en", "", &format!("[volumes]\n{rule}\n"), &[("01.md", &source)]);
    let plan = crate::typography::volumes::plan(&book("count = 2"));
    assert_eq!(plan["chosen"]["cuts"], serde_json::json!(["c2"]));
    assert_eq!(plan["volumes"][1]["chapters"], serde_json::json!(["c2", "glossary", "sources"]));
    let plan = crate::typography::volumes::plan(&book("after = [\"c2\"]"));
    assert_eq!(plan["chosen"]["cuts"], serde_json::json!(["glossary"]), "who asks for a volume of its own gets it");
}

#[test]
fn marks_without_an_index_and_an_index_without_marks_are_reported() {
    let said = Book::project("en", "", "# A\n\nThe [well]{index=\"\"} is old.\n").dump().said;
    assert!(said.contains("warning[no-index]") && said.contains("01.md:3:12"), "{said}");
    let said = Book::project("en", "", "# A\n\nText.\n\n{{index}}\n").dump().said;
    assert!(said.contains("warning[empty-index]"), "{said}");
}
