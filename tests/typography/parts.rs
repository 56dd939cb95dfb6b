//! docs/typography.md P6, V1, V9: parts above chapters, and what stands outside of them.

use crate::support::{Book, Dump, tool};
use crate::typography::volumes::plan;
use std::path::Path;

const WORDS: &str = "A municipality that knows who lives there can plan schools, water and work for everyone. ";

/// An introduction, two parts of two chapters each, and back matter; chapters of so many paragraphs.
fn text(lengths: [usize; 4]) -> String {
    let body = |at: usize| format!("{}\n\n", WORDS.repeat(5)).repeat(lengths[at]);
    format!(
        "# Introduction {{- #intro}}\n\nSee [](#p1), [](#p2) and [](#c3).\n\n\
         # Foundations {{.part #p1}}\n\n# One {{#c1}}\n\n{}\n\n# Two {{#c2}}\n\n{}\n\n\
         # Practice {{.part #p2}}\n\n# Three {{#c3}}\n\nA mark.[^n]\n\n{}\n\n[^n]: Words of a note.\n\n\
         # Four {{#c4}}\n\n## A section\n\n{}\n\n# Sources {{- .back-matter #sources}}\n\n{WORDS}\n\n# Glossary {{-}}\n\n{WORDS}\n",
        body(0),
        body(1),
        body(2),
        body(3)
    )
}

fn book(tag: &str, house: &str, facts: &str, lengths: [usize; 4]) -> Book {
    Book::project_of(tag, house, facts, &[("01.md", &text(lengths))])
}

/// The page on which words of a heading stand.
fn page_of(dump: &Dump, role: &str, words: &str) -> u64 {
    let lines = dump.lines_in(role);
    lines.iter().find(|line| line.text().contains(words)).map_or_else(|| panic!("{words}"), |line| line.place.0)
}

#[test]
fn p06_parts_have_a_recto_to_themselves() {
    for (tag, label) in [("en", "Part II"), ("fr", "Deuxième partie"), ("es", "Segunda parte"), ("ar", "الباب الثاني")]
    {
        let dump = book(tag, "", "", [1; 4]).dump();
        let page = page_of(&dump, "Heading(0)", label);
        assert_eq!(page % 2, 1, "{tag}: a recto");
        assert_eq!(page_of(&dump, "Heading(0)", "Practice"), page);
        let here = dump.runs.iter().filter(|run| run.page == page);
        assert!(here.clone().all(|run| run.owner.contains("Heading(0)")), "{tag}: nothing else, no head and no folio");
        assert!(dump.runs.iter().all(|run| run.page != page + 1), "{tag}: a blank verso");
        assert_eq!(page_of(&dump, "Heading(1)", "Three"), page + 2);
    }
    // On any page, with a page to itself all the same.
    let dump = book("en", "chapters-open-recto = false\n", "", [1; 4]).dump();
    assert_eq!(page_of(&dump, "Heading(1)", "Three"), page_of(&dump, "Heading(0)", "Practice") + 1);
}

#[test]
fn p06_chapters_count_on_through_parts() {
    let dump = book("en", "", "", [1; 4]).dump();
    let text = dump.text();
    for words in ["Chapter 3", "Chapter 4", "4.1", "Part I: Foundations", "Part II: Practice"] {
        assert!(text.contains(words), "{words}");
    }
    let reference = dump.line_with("See ").text();
    for words in ["Part\u{A0}I, p.\u{A0}", "Part\u{A0}II, p.\u{A0}", "Chapter\u{A0}3, p.\u{A0}"] {
        assert!(reference.contains(words), "{reference}");
    }
    let french = book("fr", "", "", [1; 4]).dump().line_with("See ").text();
    assert!(french.contains("deuxième\u{A0}partie, p.\u{A0}"), "{french}");
}

#[test]
fn p06_bookmarks_and_tags_nest_in_parts() {
    let book = book("en", "", "", [1; 4]);
    let pdf = book.pdf("screen");
    let outline = tool("mutool", &["show", &pdf.display().to_string(), "outline"], "");
    let depth = |words: &str| {
        let line = outline.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}: {outline}"));
        line.chars().take_while(|c| !matches!(c, '"')).filter(|c| *c == '\t').count()
    };
    let words =
        ["Introduction", "Part I: Foundations", "1 One", "Part II: Practice", "3 Three", "4.1", "Sources", "Glossary"];
    let depths = words.map(depth);
    let least = depths.iter().min().copied().unwrap_or(0);
    assert_eq!(depths.map(|depth| depth - least), [0, 0, 1, 0, 1, 2, 0, 0], "{outline}");
    let tags = tags(&pdf);
    let wanted = [
        "Part/H1 Part I",
        "Part/H2 Chapter 1",
        "Part/H2 Chapter 2",
        "Part/H1 Part II",
        "Part/H2 Chapter 3",
        "Part/Note",
        "Part/H2 Chapter 4",
        "Part/H3 4.1",
        "H1 Sources",
        "H1 Glossary",
    ];
    let mut rest = tags.iter();
    for wanted in wanted {
        assert!(rest.any(|tag| tag.starts_with(wanted)), "{wanted} in its place: {tags:#?}");
    }
}

/// The blocks of a tagged file in order: types of the element and of the one around it, and the first words.
fn tags(pdf: &Path) -> Vec<String> {
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut found: Vec<String> = Vec::new();
    for line in tool("pdfinfo", &["-struct-text", &pdf.display().to_string()], "").lines() {
        let depth = line.len() - line.trim_start().len();
        let words = line.trim();
        if let Some(words) = words.strip_prefix('"') {
            if let Some(last) = found.last_mut().filter(|last| !last.contains(' ')) {
                last.push(' ');
                last.push_str(words.trim_end_matches('"'));
            }
            continue;
        }
        open.retain(|(own, _)| *own < depth);
        let tag = words.split([' ', ':']).next().unwrap_or_default().to_owned();
        let path: Vec<&str> = open.iter().skip(1).map(|(_, tag)| tag.as_str()).chain([tag.as_str()]).collect();
        found.push(path.join("/"));
        open.push((depth, tag));
    }
    found
}

#[test]
fn p06_e_books_nest_chapters_in_parts() {
    let epub = book("fr", "", "", [1; 4]).epub();
    let text = epub.all(".xhtml");
    assert!(text.contains("epub:type=\"part\" role=\"doc-part\""), "{text}");
    assert!(text.contains("<span class=\"number\">Deuxième partie</span>"), "{text}");
    assert!(text.contains("<body epub:type=\"backmatter\">"), "{text}");
    let nav: String =
        text.split("id=\"toc-title\"").nth(1).expect("contents").split("</nav>").next().unwrap_or_default().into();
    let part = nav.split("Deuxième partie\u{A0}: Practice").nth(1).expect("the second part");
    let (inside, after) = part.split_once("Sources").expect("back matter");
    let count = |text: &str, tag: &str| text.matches(tag).count();
    assert!(inside.contains("Three") && inside.contains("Four"), "{nav}");
    assert_eq!(count(inside, "<ol>"), count(inside, "</ol>"), "what closes the book is in no part: {nav}");
    assert!(inside.trim_start().starts_with("</a>\n<ol>"), "chapters are: {nav}");
    assert!(after.contains("Mentions légales"));
}

#[test]
fn v01_volumes_begin_with_parts() {
    let rule = "[volumes]\ncount = 2\n";
    let plan_of = |lengths| plan(&book("en", "", rule, lengths));
    let even_inside = plan_of([20, 2, 2, 2]);
    assert_eq!(even_inside["chosen"]["cuts"], serde_json::json!(["p2"]), "though `c2` would be as even");
    assert_eq!(even_inside["chosen"]["inside_parts"], serde_json::json!([]));
    assert_eq!(even_inside["volumes"][1]["parts"], serde_json::json!(["p2"]));
    assert_eq!(even_inside["volumes"][1]["chapters"], serde_json::json!(["c3", "c4", "sources", "glossary"]));
    let others = even_inside["alternatives"].as_array().expect("alternatives");
    assert!(others.iter().any(|other| other["inside_parts"] == serde_json::json!(["c2"])), "{others:?}");
    // A part that no volume holds is cut at a chapter, and the plan says so.
    let plan = plan(&book("en", "", "[volumes]\nmax-pages = 18\n", [2, 2, 24, 24]));
    assert_eq!(plan["chosen"]["inside_parts"], serde_json::json!(["c4"]), "{plan}");
    assert!(plan["volumes"].as_array().expect("volumes").iter().all(|volume| volume["pages"].as_u64() <= Some(18)));
    // A volume that goes on with a part begins with a heading of the first level all the same.
    let dump = book("en", "", "[volumes]\nmax-pages = 18\n", [2, 2, 24, 24]).dump();
    assert!(!dump.said.contains("volume-too-long"), "{}", dump.said);
}

#[test]
fn p06_a_part_elsewhere_is_reported() {
    let said = |text: &str| Book::project("en", "", text).dump().said;
    assert!(said("# One\n\n## Two {.part}\n\nText.\n").contains("misplaced-part"));
    assert!(said("# One\n\n:::box\n# Two {.part}\n\nText.\n:::\n").contains("misplaced-part"));
    assert!(said("# One {.part}\n\n## Two\n\nText.\n").contains("follows that of a part"));
}
