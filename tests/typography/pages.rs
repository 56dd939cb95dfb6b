//! docs/typography.md P1–P31: pages of all languages.

use crate::support::dump::Line;
use crate::support::{Book, Dump, tool};
use crate::typography::latin::{MM, WORDS, block, content, ends_in_hyphen, main_run};
use crate::typography::long::{body, long};
use std::collections::{BTreeMap, BTreeSet};

fn objects(pdf: &std::path::Path) -> String {
    tool("qpdf", &["--qdf", "--object-streams=disable", &pdf.display().to_string(), "-"], "")
}

/// The lines of each page, notes and artifacts left out.
fn by_page(lines: Vec<Line>) -> BTreeMap<u64, Vec<Line>> {
    let mut pages: BTreeMap<u64, Vec<Line>> = BTreeMap::new();
    for line in lines {
        pages.entry(line.place.0).or_default().push(line);
    }
    pages
}

#[test]
fn p03_one_baseline_grid() {
    let lines = body();
    let text: Vec<&Line> = lines
        .iter()
        .filter(|line| {
            block(&line.runs[0].owner).starts_with("Paragraph#") && (main_run(line).size - 10.5).abs() < 0.01
        })
        .collect();
    assert!(text.len() > 800, "{} lines", text.len());
    const PITCH: f64 = 14.5;
    let first = main_run(text[0]).y;
    for line in &text {
        let off = (main_run(line).y - first).rem_euclid(PITCH);
        assert!(off.min(PITCH - off) < 0.1, "page {}: {off} {}", line.place.0, line.text());
    }
}

/// How many lines of each block stand on each of its pages.
fn lines_of_blocks(lines: &[Line]) -> BTreeMap<&str, BTreeMap<u64, usize>> {
    let mut blocks: BTreeMap<&str, BTreeMap<u64, usize>> = BTreeMap::new();
    for line in lines {
        let owner = block(&line.runs[0].owner);
        if owner.rsplit('/').next().is_some_and(|last| last.starts_with("Paragraph#")) {
            *blocks.entry(owner).or_default().entry(line.place.0).or_default() += 1;
        }
    }
    blocks
}

#[test]
fn p04_widows_and_orphans() {
    let lines = body();
    let mut divided = 0;
    for (owner, pages) in lines_of_blocks(&lines) {
        if pages.len() < 2 {
            continue;
        }
        divided += 1;
        let lines: usize = pages.values().sum();
        let least = if owner.contains("ListBody") && lines >= 6 { 3 } else { 2 };
        assert!(pages.values().all(|lines| *lines >= least), "{owner}: {pages:?}");
    }
    assert!(divided > 5, "{divided} paragraphs run over a page's end");
    let pages = by_page(lines);
    assert!(pages.len() > 150);
    for (page, lines) in pages {
        let last = lines.last().expect("a line");
        assert!(page % 2 == 0 || !ends_in_hyphen(last), "page {page} ends with {}", last.text());
    }
}

#[test]
fn p05_what_is_kept_together() {
    let lines = body();
    let role = |line: &Line, role: &str| line.runs[0].owner.starts_with(role);
    let mut headings = 0;
    let mut intros = 0;
    for three in lines.windows(3) {
        let [line, next, third] = three else { continue };
        if role(line, "Heading") && !role(next, "Heading") {
            headings += 1;
            assert_eq!((line.place.0, line.place.0), (next.place.0, third.place.0), "{}", line.text());
        }
        if line.text().trim_end().ends_with(':')
            && next.runs[0].owner.contains("Label#")
            && !line.runs[0].owner.contains("Label#")
        {
            intros += 1;
            assert_eq!(line.place.0, next.place.0, "{}", line.text());
        }
    }
    assert!(headings > 100 && intros > 5, "{headings} headings, {intros} lists with words before them");
    // Captions.
    let pictures: Vec<(u64, &str)> = long()
        .others("picture")
        .map(|picture| (picture["page"].as_u64().expect("a page"), picture["owner"].as_str().expect("an owner")))
        .collect();
    assert!(pictures.len() >= 16, "{} figures", pictures.len());
    for (page, owner) in pictures {
        let figure = owner.split('/').find(|part| part.starts_with("Figure#")).expect("a figure");
        let caption = lines.iter().find(|line| {
            let owner = &line.runs[0].owner;
            owner.contains("/Caption#") && owner.split('/').any(|part| part == figure)
        });
        assert_eq!(caption.map(|line| line.place.0), Some(page), "{figure}");
    }
    // A table's head stands with two rows: captions of tables are followed by cells on their page.
    for pair in lines.windows(2) {
        if pair[0].runs[0].owner.contains("Table#") && pair[0].runs[0].owner.contains("/Caption#") {
            assert_eq!(pair[0].place.0, pair[1].place.0, "{}", pair[0].text());
        }
    }
}

/// Pages on which chapters begin.
fn openers(dump: &Dump) -> Vec<u64> {
    let pages: BTreeSet<u64> = dump.lines_in("Heading(1)").iter().map(|line| line.place.0).collect();
    pages.into_iter().collect()
}

#[test]
fn p06_chapters_open_on_a_recto() {
    for (tag, text) in [("en", "# One\n\nText.\n\n# Two\n\nText.\n"), ("ar", "# الأول\n\nنص.\n\n# الثاني\n\nنص.\n")]
    {
        let dump = Book::project(tag, "", text).dump();
        let openers = openers(&dump);
        assert!(openers.len() == 2 && openers.iter().all(|page| page % 2 == 1), "{openers:?}");
        let full: BTreeSet<u64> = content(&dump).iter().map(|line| line.place.0).collect();
        for page in dump.pages.iter().filter(|page| !full.contains(&page.page)) {
            assert!(dump.runs.iter().all(|run| run.page != page.page), "page {} is blank", page.page);
        }
        assert!(full.len() < dump.pages.len(), "there are blank pages");
    }
    let house = "chapters-open-recto = false\n";
    let dump = Book::project("en", house, "# One\n\nText.\n\n# Two\n\nText.\n").dump();
    let openers = openers(&dump);
    assert_eq!(openers[1], openers[0] + 1);
}

#[test]
fn p07_notes_at_the_foot() {
    let note = (1..=90)
        .map(|at| format!("Sentence {at} of a note that is long enough to need several pages."))
        .collect::<Vec<_>>()
        .join(" ");
    let before = WORDS.repeat(22);
    let text = format!(
        "# Chapter\n\n{before}\n\nA mark.[^long] Another.[^short]\n\n| A | B |\n|---|---|\n| cell[^cell] | x |\n\n: A caption[^caption] {{#tab-a}}\n\n{}\n\n[^long]: {note}\n\n[^short]: Short.\n\n[^cell]: From a cell.\n\n[^caption]: From a caption.\n",
        WORDS.repeat(12)
    );
    let house = "[page]\nwidth = \"148mm\"\nheight = \"210mm\"\n";
    let dump = Book::project("en", house, &text).dump();
    let notes = dump.lines_in("Note#");
    let mut of_long: BTreeMap<u64, usize> = BTreeMap::new();
    let first = notes[0].runs[0].owner.split('/').next().expect("a note").to_owned();
    for line in notes.iter().filter(|line| line.runs[0].owner.starts_with(&first)) {
        *of_long.entry(line.place.0).or_default() += 1;
    }
    assert!(of_long.values().sum::<usize>() >= 60 && of_long.len() > 1, "{of_long:?}");
    assert!(of_long.values().all(|lines| *lines >= 2), "{of_long:?}");
    let mark = dump.line_with("A mark").place.0;
    assert_eq!(of_long.keys().next(), Some(&mark), "the note begins on its mark's page");
    // All of it is there, in order.
    let text: String = notes.iter().map(Line::text).collect::<Vec<_>>().concat().replace("-", "");
    let places: Vec<usize> =
        (1..=90).map(|at| text.find(&format!("Sentence {at} ")).unwrap_or_else(|| panic!("{at}"))).collect();
    assert!(places.is_sorted());
    assert!(text.contains("Short.") && text.contains("From a cell.") && text.contains("From a caption."));
    // Notes stand below the text, above the folio; where one goes on, its rule has the full measure.
    let content = content(&dump);
    let continued = *of_long.keys().nth(1).expect("a second page");
    for page in [mark, continued] {
        let lowest = |note: bool| {
            let lines =
                content.iter().filter(|line| line.place.0 == page && line.runs[0].owner.starts_with("Note#") == note);
            lines.map(|line| main_run(line).y).fold((f64::MAX, 0.0_f64), |(top, bottom), y| (top.min(y), bottom.max(y)))
        };
        let (text, notes) = (lowest(false), lowest(true));
        assert!(notes.0 > text.1 || text.1 == 0.0, "page {page}: {text:?} {notes:?}");
    }
    let rule = |page: u64| {
        let lines = dump.others("line").filter(|line| line["page"] == page && line["owner"] == "artifact/layout");
        lines
            .map(|line| line["to"][0].as_f64().unwrap_or(0.0) - line["from"][0].as_f64().unwrap_or(0.0))
            .fold(0.0, f64::max)
    };
    assert!(rule(continued) > rule(mark) * 3.0, "{} {}", rule(continued), rule(mark));
}

#[test]
fn p08_a_table_of_300_rows() {
    let caption = [("en", "(continued)"), ("fr", "(suite)"), ("es", "(continuación)"), ("ar", "(تتمة)")];
    for (tag, again) in caption {
        let mut text = "# T\n\n| Number | Place | Remark |\n|---|---|---|\n".to_owned();
        for row in 1..=300 {
            let remark = if row % 7 == 0 { WORDS } else { "Short remark" };
            text.push_str(&format!("| r{row:03} | Place {row} | {remark} |\n"));
        }
        text.push_str("\n: Three hundred places {#tab-long}\n");
        let dump = Book::project(tag, "", &text).dump();
        let mut rows: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
        let mut order = Vec::new();
        for line in dump.lines_in("TableRow#") {
            let row = line.runs[0].owner.split('/').find(|part| part.starts_with("TableRow#")).expect("a row");
            rows.entry(row.to_owned()).or_default().insert(line.place.0);
            let words = line.text();
            if let Some(number) = words.strip_prefix('r').and_then(|rest| rest.trim().parse::<u32>().ok()) {
                order.push(number);
            }
        }
        assert_eq!(order, (1..=300).collect::<Vec<_>>(), "{tag}");
        assert!(rows.values().all(|pages| pages.len() == 1), "{tag}: no row is divided");
        let pages: BTreeSet<u64> = rows.values().flatten().copied().collect();
        assert!(pages.len() > 5, "{tag}: {pages:?}");
        let (left, right) = dump.others("line").filter(|line| line["page"] == *pages.first().expect("a page")).fold(
            (f64::MAX, 0.0_f64),
            |(left, right), line| {
                let x = |end: &str| line[end][0].as_f64().unwrap_or(0.0);
                (left.min(x("from")), right.max(x("to")))
            },
        );
        assert!((right - left - (170.0 - 38.0) * MM).abs() < 0.5, "{tag}: rules span the measure: {left} {right}");
        for page in pages.iter().skip(1) {
            let repeated: Vec<&str> = dump
                .runs
                .iter()
                .filter(|run| run.page == *page && run.owner == "artifact/layout")
                .map(|run| run.text.trim())
                .collect();
            let said = repeated.join(" ");
            assert!(said.contains("Number") && said.contains("Remark") && said.contains(again), "{tag} {page}: {said}");
        }
    }
}

#[test]
fn p09_figures() {
    let book = Book::project(
        "en",
        "",
        "# C\n\nAs [](#fig-a) shows, a picture stands where it is put.\n\n![A picture](a.png){#fig-a width=100%}\n\nText.\n",
    );
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 40, 20);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&[128; 800]).expect("pixels");
    writer.finish().expect("a picture");
    book.write("sources/book/a.png", &file);
    let dump = book.dump();
    assert!(book.build("print").1.contains("low-resolution"), "told where it is printed");
    assert!(!book.build("screen").1.contains("low-resolution"), "and nowhere else");
    let picture = dump.others("picture").next().expect("a picture");
    let reference = dump.line_with("shows");
    assert_eq!(picture["page"].as_u64(), Some(reference.place.0));
    assert!(picture["box"][1].as_f64() > Some(main_run(&reference).y), "it stands after its reference");
    let caption = dump.line_with("Figure 1");
    assert!(
        main_run(
            dump.lines_in("/Caption#").iter().find(|line| line.runs[0].owner.contains("Figure#")).expect("a caption")
        )
        .y > picture["box"][3].as_f64().unwrap_or(0.0),
        "{}",
        caption.text()
    );
    let none = Book::project("en", "", "# C\n\n![](a.png){#fig-a}\n");
    none.write("sources/book/a.png", &file);
    assert!(none.dump().said.contains("missing-alt"));
}

#[test]
fn p10_running_heads() {
    for tag in ["en", "ar"] {
        let text = format!("# Chapter of all\n\n## Section one\n\n{}", format!("{}\n\n", WORDS.repeat(4)).repeat(14));
        let dump = Book::project(tag, "", &text).dump();
        let opener = dump.lines_in("Heading(1)")[0].place.0;
        let heads: Vec<Line> =
            dump.lines().into_iter().filter(|line| line.runs[0].owner == "artifact/pagination").collect();
        assert!(heads.iter().all(|line| line.place.0 != opener), "none on the page that opens a chapter");
        let mut seen = 0;
        for page in dump.pages.iter().filter(|page| page.series == "body" && page.page > opener) {
            let on: Vec<&Line> = heads.iter().filter(|line| line.place.0 == page.page).collect();
            let Some(folio) = on.iter().find(|line| line.text() == page.folio) else { continue };
            let head = on.iter().find(|line| line.text() != page.folio).expect("a running head");
            let recto = page.page % 2 == 1;
            let outer_is_right = recto != (tag == "ar");
            for line in [folio, head] {
                let (left, right) = line.extent();
                let off = if outer_is_right { page.width - 18.0 * MM - right } else { left - 18.0 * MM };
                assert!(off.abs() < 1.0, "{tag} page {}: {} is {off} pt off the outer edge", page.page, line.text());
            }
            let wanted = if recto { "Section one" } else { "Chapter of all" };
            assert!(head.text().contains(wanted), "{tag} page {}: {}", page.page, head.text());
            seen += 1;
        }
        assert!(seen >= 3, "{tag}: {seen} pages with heads");
    }
}

#[test]
fn p11_contents_agree_with_the_pages() {
    let dump = long();
    let folio: BTreeMap<u64, &str> = dump.pages.iter().map(|page| (page.page, page.folio.as_str())).collect();
    let mut headings: Vec<(String, &str)> = Vec::new();
    for line in content(dump) {
        let owner = line.runs[0].owner.as_str();
        let top = owner.starts_with("Heading(1)") || owner.starts_with("Heading(2)");
        if top && headings.last().is_none_or(|(last, _)| last != owner) {
            headings.push((owner.to_owned(), folio[&line.place.0]));
        }
    }
    let mut listed: Vec<(String, String)> = Vec::new();
    for line in dump.lines_in("ContentsItem#") {
        let item =
            line.runs[0].owner.split('/').find(|part| part.starts_with("ContentsItem#")).expect("an item").to_owned();
        let last = line
            .glyphs()
            .filter(|glyph| !glyph.text.trim().is_empty())
            .map(|glyph| glyph.text.clone())
            .collect::<Vec<_>>();
        let digits: String = last
            .iter()
            .rev()
            .take_while(|text| text.chars().all(|c| c.is_ascii_digit()))
            .cloned()
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        match listed.last_mut() {
            Some((known, folio)) if *known == item => *folio = digits,
            _ => listed.push((item, digits)),
        }
    }
    assert!(headings.len() > 100, "{} headings", headings.len());
    let wanted: Vec<&str> = headings.iter().map(|(_, folio)| *folio).collect();
    let given: Vec<&str> = listed.iter().map(|(_, folio)| folio.as_str()).collect();
    assert_eq!(given, wanted);
    let links: BTreeSet<&str> = dump
        .others("link")
        .filter_map(|link| link["owner"].as_str()?.split('/').find(|part| part.starts_with("ContentsItem#")))
        .collect();
    assert_eq!(links.len(), listed.len(), "every entry is a link");
    assert!(!dump.said.contains("unsettled-pages"));
}

#[test]
fn p11_bookmarks_are_the_same_tree() {
    let book = Book::project("en", "", "# One\n\n## A\n\nText.\n\n## B\n\nText.\n\n# Two\n\nText.\n");
    let pdf = book.pdf("screen");
    let outline = tool("mutool", &["show", &pdf.display().to_string(), "outline"], "");
    let titles: Vec<(usize, String)> = outline
        .lines()
        .map(|line| {
            (
                line.chars().take_while(|c| !c.is_alphanumeric() && *c != '"').filter(|c| *c == '\t').count(),
                line.split('"').nth(1).unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let names: Vec<&str> = titles.iter().map(|(_, title)| title.as_str()).collect();
    assert_eq!(names, ["1 One", "1.1 A", "1.2 B", "2 Two"], "{outline}");
    assert!(titles[1].0 > titles[0].0 && titles[3].0 == titles[0].0, "{outline}");
}

#[test]
fn p12_front_matter() {
    for (tag, folios, style) in [
        ("en", ["i", "ii", "iii", "iv", "v"], "/S /r"),
        ("fr", ["i", "ii", "iii", "iv", "v"], "/S /r"),
        ("es", ["I", "II", "III", "IV", "V"], "/S /R"),
        ("ar", ["أ", "ب", "ج", "د", "هـ"], "/P "),
    ] {
        let book = Book::project(tag, "", "# One\n\nText.\n");
        let dump = book.dump();
        let front: Vec<&str> = dump.pages.iter().take(5).map(|page| page.folio.as_str()).collect();
        assert_eq!(front, folios, "{tag}");
        let on: Vec<usize> =
            (1..=5).map(|page| content(&dump).iter().filter(|line| line.place.0 == page).count()).collect();
        assert!(on[0] > 0 && on[1] == 0 && on[2] > 1 && on[3] > 1 && on[4] > 0, "{tag}: {on:?}");
        assert!(dump.lines_in("ContentsItem#").iter().all(|line| line.place.0 == 5), "{tag}: contents on page 5");
        let body = dump.pages.iter().find(|page| page.series == "body").expect("a body");
        assert_eq!((body.folio.as_str(), body.page % 2), ("1", 1), "{tag}");
        let objects = objects(&book.pdf("screen"));
        assert!(objects.contains("/PageLabels") && objects.contains(style), "{tag}");
    }
}

#[test]
fn p17_overfull_is_never_silent() {
    let long_word = "Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen".repeat(2).to_uppercase();
    let house =
        "[page]\nwidth = \"80.2mm\"\n[page.margins]\ninner = \"20mm\"\nouter = \"20mm\"\n[text]\nsize = \"14pt\"\n";
    let dump = Book::project("en", house, &format!("# C\n\nA {long_word} b.\n")).dump();
    let right = content(&dump).iter().map(|line| line.extent().1).fold(0.0, f64::max);
    let said = dump.said.contains("overfull-line") || dump.said.contains("word-too-wide");
    assert!(said, "{}", dump.said);
    assert!(right < 80.2 * MM || dump.said.contains("overfull-line"), "{right}");
    assert!(!long().said.contains("overfull-line"), "no line of the long book sticks out");
}

#[test]
fn the_long_book_is_long_and_clean() {
    let dump = long();
    assert!(dump.pages.len() > 200, "{} pages", dump.pages.len());
    assert!(!dump.said.contains("error["), "{}", dump.said);
}

#[test]
fn a_page_list_leads_to_the_words_with_which_pages_begin() {
    for (tag, word) in [("en", "word"), ("ar", "كلمة")] {
        let words = |from: usize, to: usize| (from..to).map(|at| format!("{word}{at}")).collect::<Vec<_>>().join(" ");
        let text = format!(
            "# T\n\n{} **{}** [{}](https://example.org/a){} \n\nAnother. {}[^n]\n\n- {}\n\n[^n]: {}\n",
            words(0, 500),
            words(500, 800),
            words(800, 1100),
            words(1100, 1500),
            words(1500, 2100),
            words(2100, 2600),
            words(3000, 3040),
        );
        let book = Book::project(tag, "", &text);
        let chapters: String =
            book.epub().texts.into_iter().filter(|(name, _)| name.contains("chapter-")).map(|(_, text)| text).collect();
        let is_text = |line: &Line| {
            let owner = &line.runs[0].owner;
            line.text().contains(word) && !owner.contains("artifact") && !owner.contains("Note")
        };
        let lines = book.dump_with(&["--edition", "print"]).lines().into_iter().filter(is_text);
        let firsts: Vec<String> = by_page(lines.collect()).into_values().map(|lines| lines[0].text()).collect();
        assert!(firsts.len() > 6, "{tag}: {}", firsts.len());
        for first in firsts.iter().skip(1).filter_map(|line| line.split_whitespace().next()) {
            let at = chapters.find(&format!("{first} ")).unwrap_or_else(|| panic!("{tag}: {first}"));
            let lead = chapters[..at].trim_end();
            let tag_before = &lead[lead.rfind('<').unwrap_or(0)..];
            assert!(lead.ends_with("/>") && tag_before.contains("doc-pagebreak"), "{tag}: {first} after {tag_before}");
        }
    }
}
