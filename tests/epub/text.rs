//! What stands in the files of an e-book: headings, contents, pages, notes, pictures, both directions, every word.

use super::*;

#[test]
fn every_file_has_a_language_a_title_and_headings_in_order() {
    for lang in LANGUAGES {
        let made = make(lang);
        for (name, text) in made.container().spine() {
            let document = parse(&text);
            let root = document.root_element();
            let langs: Vec<&str> = root.attributes().filter(|a| a.name() == "lang").map(|a| a.value()).collect();
            assert_eq!(langs, [lang, lang], "{name}");
            let direction = if lang.starts_with("ar") { "rtl" } else { "ltr" };
            assert_eq!(root.attribute("dir"), Some(direction), "{name}");
            assert!(!content(&elements(&document, "title")[0]).is_empty(), "{name}");
            let levels: Vec<u32> = document
                .descendants()
                .filter_map(|node| node.tag_name().name().strip_prefix('h')?.parse().ok())
                .collect();
            assert_eq!(levels[0], 1, "{name}");
            assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}");
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
            assert!(text.len() <= 300_000, "{name}");
        }
    }
}

#[test]
fn long_chapters_are_divided_before_a_heading() {
    let mut b = Builder::new("en");
    let mut blocks = vec![b.heading("long", 1, &[1], "A long chapter")];
    for at in 0..60_u16 {
        blocks.push(b.heading(&format!("s{at}"), 2, &[1, at + 1], "A section"));
        blocks.extend((0..200).map(|_| b.paragraph()));
    }
    let manuscript = Manuscript {
        lang: LangTag::parse("en").expect("a tag"),
        blocks,
        notes: Vec::new(),
        targets: b.targets.clone(),
        next_node: b.node().0,
    };
    let container =
        Container::open(&write(&manuscript.blocks, &manuscript, &Options::default(), &mut Diagnostics::new()));
    let chapters = container.chapters();
    assert!(chapters.len() > 2);
    for (name, text) in &chapters[1..] {
        assert!(text.contains("A long chapter (continued)"), "{name}");
        assert!(text.contains("(continued)</h1>\n<h2"), "{name}");
    }
    let sections: Vec<usize> =
        (0..60).filter_map(|at| container.text("nav.xhtml").find(&format!("#s{at}\""))).collect();
    assert_eq!(sections.len(), 60);
    assert!(sections.is_sorted());
}

#[test]
fn contents_agree_with_the_headings() {
    let made = make("ar");
    let container = made.container();
    let nav = container.text("nav.xhtml");
    let document = parse(nav);
    let navs = elements(&document, "nav");
    let kinds: Vec<_> = navs.iter().map(|node| attribute(node, "type").expect("a type")).collect();
    assert_eq!(kinds, ["toc", "landmarks", "page-list"]);
    for node in &navs {
        assert_eq!((attribute(node, "lang"), attribute(node, "dir")), (Some("ar"), Some("rtl")));
    }
    let links = |node: &usvg::roxmltree::Node<'_, '_>| -> Vec<String> {
        let links = node.descendants().filter(|node| node.tag_name().name() == "a");
        links.filter_map(|link| link.attribute("href").map(str::to_owned)).collect()
    };
    let contents = links(&navs[0]);
    let ncx = parse(container.text("toc.ncx"));
    let points: Vec<_> = elements(&ncx, "content").iter().filter_map(|node| node.attribute("src")).collect();
    assert_eq!(contents.iter().map(String::as_str).collect::<Vec<_>>(), points[..contents.len()]);
    let package = parse(container.text("content.opf"));
    let uid = elements(&ncx, "meta").into_iter().find(|meta| meta.attribute("name") == Some("dtb:uid"));
    assert_eq!(uid.and_then(|meta| meta.attribute("content")), Some(&*content(&elements(&package, "identifier")[0])));
    for href in navs.iter().flat_map(links) {
        let (file, id) = href.split_once('#').unwrap_or((&href, ""));
        let file = if file.is_empty() { "nav.xhtml" } else { file };
        let text = container.text(file);
        assert!(id.is_empty() || text.contains(&format!("id=\"{id}\"")), "{href}");
    }
}

#[test]
fn pages_of_the_printed_edition_are_listed_once_each() {
    let made = make("fr");
    let container = made.container();
    let mut marks = Vec::new();
    for (name, text) in container.spine() {
        for node in parse(&text).descendants().filter(|node| attribute(node, "role") == Some("doc-pagebreak")) {
            let id = attribute(&node, "id").expect("an id");
            marks.push((format!("{name}#{id}"), attribute(&node, "aria-label").expect("a label").to_owned()));
        }
    }
    let nav = parse(container.text("nav.xhtml"));
    let list =
        elements(&nav, "nav").into_iter().find(|nav| attribute(nav, "type") == Some("page-list")).expect("a list");
    let listed: Vec<(String, String)> = list
        .descendants()
        .filter(|node| node.tag_name().name() == "a")
        .map(|link| (link.attribute("href").unwrap_or_default().to_owned(), content(&link)))
        .collect();
    let folios: Vec<String> =
        page_map(&made.manuscript).into_iter().map(|p| p.folio).filter(|f| !f.is_empty()).collect();
    assert_eq!(listed.iter().map(|(_, folio)| folio.clone()).collect::<Vec<_>>(), folios);
    assert_eq!(marks.iter().cloned().collect::<BTreeSet<_>>(), listed.iter().cloned().collect::<BTreeSet<_>>());
    assert_eq!(marks.len(), listed.len());
    let without = make_with("fr", &Options::default()).container();
    assert!(!without.text("nav.xhtml").contains("page-list"));
    assert!(!without.text("content.opf").contains("pageBreak"));
}

#[test]
fn notes_lead_there_and_back() {
    let made = make("es");
    let mut count = 0;
    for (name, text) in made.container().chapters() {
        let document = parse(&text);
        let has = |id: &str| document.descendants().any(|node| attribute(&node, "id") == Some(id));
        for link in elements(&document, "a") {
            let role = attribute(&link, "role");
            if matches!(role, Some("doc-noteref" | "doc-backlink")) {
                let target =
                    link.attribute("href").and_then(|href| href.strip_prefix('#')).expect("a place in this file");
                assert!(has(target), "{target} in {name}");
                count += 1;
            }
        }
        for aside in elements(&document, "aside").iter().filter(|aside| attribute(aside, "type") == Some("footnote")) {
            assert_eq!(attribute(aside, "role"), Some("doc-footnote"));
        }
    }
    assert_eq!(count, 2 * made.manuscript.notes.len());
}

#[test]
fn no_line_ends_between_a_word_and_the_mark_of_its_note() {
    let mut b = Builder::new("ar");
    let note = b.note();
    let block = b.block("", |_| BlockKind::Paragraph(vec![torture::text("على الأقل."), note, torture::text(" ثم")]));
    let manuscript = Manuscript {
        lang: LangTag::parse("ar").expect("a tag"),
        blocks: vec![block],
        targets: BTreeMap::new(),
        next_node: b.node().0,
        notes: b.notes,
    };
    let bytes = write(&manuscript.blocks, &manuscript, &Options::default(), &mut Diagnostics::new());
    let text = &Container::open(&bytes).chapters()[0].1;
    assert!(text.contains("على الأقل<span class=\"together\">.<sup dir=\"rtl\"><a "), "{text}");
    assert!(text.contains(">(1)</a></sup></span> ثم"), "{text}");
}

#[test]
fn pictures_and_tables_say_what_they_are() {
    let made = make("en");
    let container = made.container();
    let all: String = container.chapters().into_iter().map(|(_, text)| text).collect();
    assert!(all.contains("alt=\"A drawing of flows\" style=\"width: 80.5%\""));
    assert!(all.contains("alt=\"\" role=\"presentation\""));
    assert!(all.contains("<span class=\"label\">Figure 1</span> — "));
    assert!(all.contains("<th scope=\"col\" class=\"start\">") && all.contains("colspan=\"2\""));
    assert_eq!(all.matches("class=\"answer-line\"").count(), 19 * 3);
    assert!(all.contains(">☑</span>") && all.contains(">☐</span>"));
    assert!(container.names().contains(&"OEBPS/images/flows.svg"));
    let drawing = container.text("images/flows.svg");
    assert!(drawing.contains("Flows تدفق") && !drawing.contains("script"));
}

#[test]
fn right_to_left_text_sets_the_other_direction_apart() {
    let made = make("ar");
    let container = made.container();
    let all: String = container.chapters().into_iter().map(|(_, text)| text).collect();
    // What UAX#9 shows whole needs no element of its own.
    for (isolate, dir) in [("https://example.org/ar/", "ltr"), ("+216 71 000 000", "ltr"), ("(2024)", "rtl")] {
        assert!(all.contains(&format!("<bdi dir=\"{dir}\">{isolate}</bdi>")), "{isolate} in {all}");
    }
    for whole in ["MIEUX", "MC2CM", "info@example.org"] {
        assert!(all.contains(whole) && !all.contains(&format!("<bdi dir=\"ltr\">{whole}</bdi>")), "{whole}");
    }
    assert!(all.contains(
        "<span id=\"span-with-id\" class=\"odd\" lang=\"en\" xml:lang=\"en\" dir=\"ltr\">local development<"
    ));
    assert!(all.contains("<code dir=\"ltr\">git push --force &lt;x&gt; &amp; y</code>"));
    assert!(all.contains("<pre dir=\"ltr\">"));
    assert!(all.contains("<span class=\"marker\">هـ.</span>"));
    let css = container.text("stylesheet.css");
    for refused in ["direction:", "unicode-bidi", "list-style-type"] {
        assert!(!css.contains(refused), "{refused}");
    }
    for wanted in [
        "[dir=\"rtl\"]",
        "inline-start",
        "hyphens: none",
        "letter-spacing: 0",
        "font-synthesis: none",
        "line-height: 1.8",
    ] {
        assert!(css.contains(wanted), "{wanted}");
    }
    for (name, text) in container.spine() {
        let steers = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        assert!(!text.contains(steers), "{name}");
    }
}

#[test]
fn arabic_books_bring_their_letters_and_latin_ones_do_not() {
    let container = make("ar").container();
    for font in ["fonts/Amiri-Regular.ttf", "fonts/Amiri-Bold.ttf"] {
        let bytes = container.bytes(font);
        for table in [b"GSUB", b"GPOS"] {
            assert!(bytes[..600].windows(4).any(|tag| tag == table), "{font}");
        }
        assert!(container.text("stylesheet.css").contains(font));
        assert!(bytes.len() < 200_000, "{font} has {} bytes", bytes.len());
        let whole = format!("{}/fonts/amiri/{}", env!("CARGO_MANIFEST_DIR"), &font["fonts/".len()..]);
        let folder = tempfile::tempdir().expect("a folder");
        let subset = folder.path().join("subset.ttf");
        std::fs::write(&subset, bytes).expect("a file");
        // Letters that the book has are joined and placed as by the whole font, and all Arabic letters are there.
        for text in [
            "الهجرةُ لا تُفرِغُ القرى؛ بل تُعيدُ توزيعَ المواردِ (IOM).",
            "لِأَنَّ التنميةَ المحلِّيّةَ 12,5 %",
            "ضظغذثطقفصشسزرخحجتبإآؤئء٠١٢٣٤٥٦٧٨٩",
        ] {
            assert_eq!(shaped(&subset.display().to_string(), text), shaped(&whole, text), "{font}: {text}");
        }
    }
    assert!(container.text("fonts/OFL.txt").contains("SIL OPEN FONT LICENSE"));
    // What an English book brings are signs alone.
    let english = make("en").container();
    let is_font = |name: &&str| name.ends_with(".ttf") || name.ends_with(".otf");
    let of_signs = |name: &str| name.contains("Symbols") || name.contains("Emoji");
    let letters: Vec<String> =
        english.names().into_iter().filter(is_font).filter(|name| !of_signs(name)).map(str::to_owned).collect();
    assert!(letters.is_empty(), "{letters:?}");
}

/// Clusters, advances and offsets that `hb-shape` gives.
fn shaped(font: &str, text: &str) -> Vec<[i64; 4]> {
    let arguments = ["--no-glyph-names", "--output-format=json", "--direction=rtl", "--script=arab", "--language=ar"];
    let output = std::process::Command::new("hb-shape").args(arguments).args([font, text]).output().expect("hb-shape");
    assert!(output.status.success(), "hb-shape {font}");
    let glyphs: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(glyphs.iter().all(|glyph| glyph["g"] != 0), "{font} lacks a letter of {text}");
    glyphs.iter().map(|glyph| ["cl", "ax", "dx", "dy"].map(|key| glyph[key].as_i64().unwrap_or(0))).collect()
}

/// The words of blocks in the order in which a reader meets them, without what the program adds.
fn words_of(blocks: &[Block], out: &mut Vec<String>) {
    fn inlines(content: &[Inline], out: &mut Vec<String>) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } | Inline::Code { text, .. } => out.push(text.clone()),
                Inline::Emphasis(c) | Inline::Strong(c) | Inline::Strike(c) => inlines(c, out),
                Inline::Superscript(c) | Inline::Subscript(c) => inlines(c, out),
                Inline::Link { content, .. } | Inline::Span { content, .. } => inlines(content, out),
                _ => {}
            }
        }
    }
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => inlines(&heading.content, out),
            BlockKind::Paragraph(content) => inlines(content, out),
            BlockKind::List(list) => list.items.iter().for_each(|item| words_of(&item.blocks, out)),
            BlockKind::Definitions(all) => all.iter().for_each(|one| {
                inlines(&one.term, out);
                one.details.iter().for_each(|detail| words_of(detail, out));
            }),
            BlockKind::Quote(content) => words_of(content, out),
            BlockKind::Code(code) => out.push(code.text.replace('\u{202E}', "U+202E")),
            BlockKind::Table(table) => {
                table.caption.iter().for_each(|caption| inlines(&caption.content, out));
                let rows = table.head.iter().chain(&table.body);
                rows.flat_map(|row| &row.cells).for_each(|cell| inlines(&cell.content, out));
            }
            BlockKind::Figure(figure) => figure.caption.iter().for_each(|caption| inlines(&caption.content, out)),
            BlockKind::Part(part) => {
                inlines(&part.title, out);
                words_of(&part.blocks, out);
            }
            BlockKind::Index(entries) => out.extend(entries.iter().map(|entry| entry.words.clone())),
            BlockKind::AnswerLines(_) | BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }
}

#[test]
fn the_whole_text_is_there_in_order_and_nothing_twice() {
    for lang in LANGUAGES {
        let made = make(lang);
        let mut expected = Vec::new();
        words_of(&made.manuscript.blocks, &mut expected);
        let chapters = made.container().chapters();
        let mut body = String::new();
        let mut notes = String::new();
        for (_, text) in &chapters {
            let document = parse(text);
            for section in elements(&document, "section")
                .iter()
                .filter(|s| s.parent().is_some_and(|p| p.tag_name().name() == "body"))
            {
                let target = if attribute(section, "class") == Some("notes") { &mut notes } else { &mut body };
                target.push_str(&content(section));
            }
        }
        // Spaces are the language's business.
        let squeeze = |words: &str| words.replace(char::is_whitespace, "");
        let (body, notes) = (squeeze(&body), squeeze(&notes));
        let mut at = 0;
        for words in expected.iter().map(|words| squeeze(words)) {
            let found = body[at..].find(words.as_str());
            let found = found.unwrap_or_else(|| panic!("{lang}: {words:?} is not after byte {at}"));
            // Between two pieces stands only what the program adds: spaces, markers, labels, numbers.
            assert!(found < 60, "{lang}: {found} bytes before {words:?}: {:?}", &body[at..at + found]);
            at += found + words.len();
        }
        assert!(body.len() - at < 60, "{lang}: {:?} after the end", &body[at..]);
        for note in &made.manuscript.notes {
            let mut words = Vec::new();
            words_of(&note.blocks, &mut words);
            assert!(words.iter().all(|words| notes.contains(&squeeze(words))), "{lang}: note {}", note.number);
        }
    }
}
