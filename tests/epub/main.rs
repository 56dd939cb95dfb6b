//! E-books of a manuscript with every construct, in four languages: what they hold, and what the validators say.

mod container;
mod torture;
#[path = "../validators/ebooks.rs"]
mod validators;

use container::{Container, attribute, content, elements, parse};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use torture::{Builder, manuscript};
use warraq::diagnostics::Diagnostics;
use warraq::epub::{self, Info};
use warraq::font::FontSet;
use warraq::language::{LangTag, Language};
use warraq::manuscript::{Block, BlockKind, Inline, LinkTarget, Manuscript, NodeId};
use warraq::project::{Contributor, HouseStyle};
use warraq::xhtml::PageBreak;

const LANGUAGES: [&str; 5] = ["en", "fr", "es", "ar", "ar-EG"];

/// A small picture of each kind.
fn pictures(folder: &Path) -> [PathBuf; 3] {
    let drawing = r##"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" onload="x()">
<script>x()</script><rect width="40" height="20" fill="#ddd"/><text x="2" y="12">Flows تدفق</text></svg>"##;
    let place = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, bytes).expect("a temporary file");
        path
    };
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 2, 2);
    encoder.set_color(png::ColorType::Rgb);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&[120; 12])).expect("a PNG");
    [place("تدفق flows.svg", drawing.as_bytes()), place("a.png", &png), place("b.png", &png)]
}

/// A book and everything it was made from.
struct Made {
    bytes: Vec<u8>,
    manuscript: Manuscript,
    diagnostics: Diagnostics,
    _folder: tempfile::TempDir,
}

impl Made {
    fn container(&self) -> Container {
        Container::open(&self.bytes)
    }
}

/// What may differ from book to book.
#[derive(Default)]
struct Options {
    volume: Option<(u16, u16)>,
    isbn: Option<&'static str>,
    pages: bool,
    cover: bool,
}

fn make(lang: &str) -> Made {
    make_with(lang, &Options { pages: true, ..Options::default() })
}

fn make_with(lang: &str, options: &Options) -> Made {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let manuscript = manuscript(lang, &pictures(folder.path()));
    let mut diagnostics = Diagnostics::new();
    let bytes = write(&manuscript.blocks, &manuscript, options, &mut diagnostics);
    Made { bytes, manuscript, diagnostics, _folder: folder }
}

fn write(blocks: &[Block], manuscript: &Manuscript, options: &Options, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let language = Language::of(&manuscript.lang).expect("a language");
    let house = HouseStyle::built_in();
    let fonts = FontSet::load(&house, None, &mut Diagnostics::new());
    let contributors = [
        Contributor { name: "A. Autrice & fils".into(), file_as: Some("Autrice, A.".into()), role: "aut".into() },
        Contributor { name: "T. Traducteur".into(), file_as: None, role: "trl".into() },
    ];
    let pages = page_map(manuscript);
    let mut info = Info {
        title: "The core module",
        subtitle: Some("Migration & local development"),
        volume: options.volume,
        volume_name: options.volume.map(|(k, n)| language.volume_of(k.into(), n.into())),
        set_title: Some("The toolbox"),
        contributors: &contributors,
        publisher: Some("The publisher"),
        licence: Some("CC BY 4.0"),
        date: Some(jiff::civil::date(2026, 11, 1)),
        modified: 1_793_491_201,
        isbn: options.isbn,
        print_identifier: options.pages.then(|| "978-3-16-148410-0".to_owned()),
        language: &language,
        publication: "core-module",
        house: &house,
        fonts: &fonts,
        page_map: options.pages.then_some(pages.as_slice()),
        cover: None,
        elsewhere: &BTreeMap::new(),
    };
    if options.cover {
        info.cover = Some(epub::draw_cover(&info, diagnostics).expect("a cover"));
    }
    epub::write(blocks, manuscript, &info, diagnostics).expect("an e-book")
}

/// Pages of front matter, then one every seventh element.
fn page_map(manuscript: &Manuscript) -> Vec<PageBreak> {
    let front =
        [("iii", 3), ("", 4), ("v", 5)].map(|(folio, node)| PageBreak { folio: folio.into(), node: NodeId(node) });
    let text = (NodeId::FIRST_OF_TEXT.0..manuscript.next_node).step_by(7).enumerate();
    let text = text.map(|(at, node)| PageBreak { folio: (at + 1).to_string(), node: NodeId(node) });
    front.into_iter().chain(text).collect()
}

#[test]
fn validators_find_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut books: Vec<(String, Made)> = LANGUAGES.iter().map(|lang| ((*lang).to_owned(), make(lang))).collect();
    let volume = Options { volume: Some((2, 3)), isbn: Some("978-3-16-148410-0"), cover: true, ..Options::default() };
    books.push(("ar-volume".into(), make_with("ar", &volume)));
    for (name, made) in books {
        let book = folder.path().join(format!("{name}.epub"));
        std::fs::write(&book, &made.bytes).expect("a temporary file");
        if let Some(result) = validators::epubcheck(&book) {
            result.unwrap_or_else(|said| panic!("EPUBCheck on {name}: {said}"));
        }
        if let Some(violations) = validators::ace(&book, &folder.path().join(&name)) {
            assert!(violations.is_empty(), "Ace on {name}: {violations:#?}");
        }
    }
}

#[test]
fn the_archive_is_the_same_every_time_and_in_order() {
    for lang in LANGUAGES {
        let made = make(lang);
        assert!(made.bytes == make(lang).bytes, "two books in {lang} differ");
        let container = made.container();
        assert_eq!(container.files[0], ("mimetype".to_owned(), b"application/epub+zip".to_vec()));
        // The local header of the first entry: stored, and no extra field before the content (OCF 4.3).
        assert_eq!(&made.bytes[8..10], [0, 0]);
        assert_eq!(&made.bytes[28..30], [0, 0]);
        assert_eq!(&made.bytes[38..58], b"application/epub+zip");
        let plain = |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._/-".contains(&b));
        let names = container.names();
        assert!(names.iter().all(|name| plain(name)), "{names:?}");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    }
}

#[test]
fn nothing_runs_and_nothing_is_fetched() {
    let made = make("en");
    let container = made.container();
    for (name, bytes) in &container.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("<script") && !text.contains("onload="), "{name}");
        assert!(!text.contains("src=\"http"), "{name}");
    }
    assert!(made.diagnostics.iter().any(|found| found.code == "drawing-cut"), "what was cut is reported");
}

#[test]
fn the_package_says_what_the_book_is() {
    let made = make("ar-EG");
    let container = made.container();
    let package = parse(container.text("content.opf"));
    let root = package.root_element();
    assert_eq!(root.attribute("version"), Some("3.0"));
    assert_eq!(root.attribute("dir"), Some("rtl"));
    assert_eq!(attribute(&root, "lang"), Some("ar-EG"));
    let one = |name: &str| content(&elements(&package, name)[0]);
    let identifier = one("identifier");
    assert!(identifier.starts_with("urn:uuid:") && identifier.as_bytes()[23] == b'5', "{identifier}");
    assert_eq!(one("language"), "ar-EG");
    assert_eq!(one("creator"), "A. Autrice & fils");
    assert_eq!(one("contributor"), "T. Traducteur");
    assert_eq!(one("rights"), "CC BY 4.0");
    assert_eq!(one("date"), "2026-11-01");
    let property = |name: &str| -> Vec<String> {
        let metas = elements(&package, "meta").into_iter();
        metas.filter(|meta| meta.attribute("property") == Some(name)).map(|meta| content(&meta)).collect()
    };
    assert_eq!(property("dcterms:modified"), ["2026-11-01T00:00:01Z"]);
    assert_eq!(property("role"), ["aut", "trl"]);
    assert!(property("file-as").contains(&"Autrice, A.".to_owned()));
    assert_eq!(property("pageBreakSource"), ["urn:isbn:9783161484100"]);
    assert_eq!(property("schema:accessMode"), ["textual", "visual"]);
    assert!(property("schema:accessibilityFeature").contains(&"pageBreakMarkers".to_owned()));
    assert_eq!(elements(&package, "spine")[0].attribute("page-progression-direction"), Some("rtl"));
}

#[test]
fn isbns_name_a_book_only_if_they_are_right() {
    let identifier = |isbn| {
        let made = make_with("en", &Options { isbn: Some(isbn), ..Options::default() });
        let container = made.container();
        let package = parse(container.text("content.opf"));
        (content(&elements(&package, "identifier")[0]), made.diagnostics.iter().any(|d| d.code == "invalid-isbn"))
    };
    assert_eq!(identifier("978-3-16-148410-0"), ("urn:isbn:9783161484100".to_owned(), false));
    let (own, reported) = identifier("978-3-16-148410-9");
    assert!(own.starts_with("urn:uuid:") && reported);
}

#[test]
fn volumes_are_a_set() {
    let volume = |k| make_with("ar", &Options { volume: Some((k, 2)), ..Options::default() }).container();
    let (first, second) = (volume(1), volume(2));
    let set = |container: &Container| {
        let package = parse(container.text("content.opf"));
        let metas: Vec<(String, String)> = elements(&package, "meta")
            .iter()
            .filter(|meta| attribute(meta, "id") == Some("set") || attribute(meta, "refines") == Some("#set"))
            .map(|meta| (attribute(meta, "property").unwrap_or_default().to_owned(), content(meta)))
            .collect();
        (content(&elements(&package, "identifier")[0]), content(&elements(&package, "title")[0]), metas)
    };
    let (id_1, title_1, set_1) = set(&first);
    let (id_2, title_2, set_2) = set(&second);
    assert_ne!(id_1, id_2);
    assert!(title_1.contains("الجزء الأول من جزأين") && title_2.contains("الجزء الثاني من جزأين"));
    assert_eq!(set_1[0].1, set_2[0].1);
    assert_eq!(set_1[1], ("collection-type".into(), "set".into()));
    assert_eq!((set_1[2].1.as_str(), set_2[2].1.as_str()), ("1", "2"));
    assert_eq!(set_1[3], set_2[3]);
    assert!(first.text("title-page.xhtml").contains("الجزء الأول من جزأين"));
}

#[test]
fn links_out_of_a_volume_become_words() {
    let made = make("en");
    let blocks = &made.manuscript.blocks;
    let cut = blocks.iter().position(|block| block.id.as_deref() == Some("chapter-two")).expect("the chapter");
    let container =
        Container::open(&write(&blocks[..cut], &made.manuscript, &Options::default(), &mut Diagnostics::new()));
    let names: BTreeSet<String> = container.spine().into_iter().map(|(name, _)| name).collect();
    for (name, text) in container.spine() {
        for link in elements(&parse(&text), "a") {
            let href = link.attribute("href").expect("an address");
            let file = href.split('#').next().unwrap_or_default();
            assert!(file.is_empty() || file.contains(':') || names.contains(file), "{href} in {name}");
        }
    }
    assert!(container.chapters()[1].1.contains("Figure\u{A0}1"), "the words of the reference are kept");
    assert!(!container.text("nav.xhtml").contains("Managing the link &amp; its &lt;limits&gt;"));
}

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
    assert!(text.contains("على الأقل<span class=\"together\">.<sup><a "), "{text}");
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
    for isolate in ["MIEUX", "MC2CM", "https://example.org/ar/", "info@example.org", "2015", "2020", "+216 71 000 000"]
    {
        assert!(all.contains(&format!("<bdi dir=\"ltr\">{isolate}</bdi>")), "{isolate}");
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
    }
    assert!(container.text("fonts/OFL.txt").contains("SIL OPEN FONT LICENSE"));
    assert!(!make("en").container().names().iter().any(|name| name.contains("fonts/")));
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

#[test]
fn what_cannot_be_used_is_reported_and_its_words_are_kept() {
    let mut b = Builder::new("en");
    let link = |b: &mut Builder, address: &str| Inline::Link {
        node: b.node(),
        target: LinkTarget::External(address.into()),
        span: torture::span(),
        content: vec![torture::text(address)],
    };
    let block = b.block("", |b| {
        BlockKind::Paragraph(vec![
            link(b, "javascript:alert(1)"),
            link(b, "file:///etc/passwd"),
            Inline::Value { name: "page".into(), span: torture::span() },
            Inline::Value { name: "title".into(), span: torture::span() },
        ])
    });
    let picture = b.block("", |_| {
        let picture =
            warraq::manuscript::Picture { file: "/nowhere/x.png".into(), alt: Some("A map".into()), width: None };
        BlockKind::Figure(warraq::manuscript::Figure { picture, caption: None })
    });
    let manuscript = Manuscript {
        lang: LangTag::parse("en").expect("a tag"),
        blocks: vec![block, picture],
        notes: Vec::new(),
        targets: BTreeMap::new(),
        next_node: b.node().0,
    };
    let mut diagnostics = Diagnostics::new();
    let container = Container::open(&write(&manuscript.blocks, &manuscript, &Options::default(), &mut diagnostics));
    let codes: Vec<&str> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["unusable-picture", "unusable-link", "unusable-link", "value-not-in-ebook"]);
    let text = &container.chapters()[0].1;
    assert!(text.contains("javascript:alert(1)") && !text.contains("href=\"java") && text.contains("A map"));
    assert!(text.contains("The core module</p>"));
}

#[test]
fn french_signs_have_their_spaces_whatever_was_typed() {
    let mut b = Builder::new("fr");
    let heading = b.heading("fin", 1, &[], "Migrer ?");
    let paragraph = b.block("", |_| {
        let strong = Inline::Strong(vec![torture::text("Attention")]);
        BlockKind::Paragraph(vec![strong, torture::text(" : «la commune»; à 12:30 !")])
    });
    let manuscript = Manuscript {
        lang: LangTag::parse("fr").expect("a tag"),
        blocks: vec![heading, paragraph],
        notes: Vec::new(),
        targets: BTreeMap::new(),
        next_node: b.node().0,
    };
    let bytes = write(&manuscript.blocks, &manuscript, &Options::default(), &mut Diagnostics::new());
    let container = Container::open(&bytes);
    let text = &container.chapters()[0].1;
    assert!(text.contains("<title>Migrer\u{202F}?</title>") && text.contains(">Migrer\u{202F}?</h1>"), "{text}");
    let wanted = "</strong>\u{A0}: «\u{A0}la commune\u{A0}»\u{202F}; à 12:30\u{202F}!";
    assert!(text.contains(wanted), "{text}");
    assert!(container.text("nav.xhtml").contains("Migrer\u{202F}?"));
}

#[test]
fn covers_have_the_size_that_shops_ask_for() {
    for lang in ["en", "ar"] {
        let options = || Options { cover: true, volume: Some((1, 2)), ..Options::default() };
        let container = make_with(lang, &options()).container();
        let package = parse(container.text("content.opf"));
        let covers: Vec<_> = elements(&package, "item")
            .into_iter()
            .filter(|item| item.attribute("properties").is_some_and(|properties| properties.contains("cover-image")))
            .collect();
        assert_eq!(covers.len(), 1);
        let bytes = container.bytes(covers[0].attribute("href").expect("an address"));
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("a picture");
        assert_eq!((info.width, info.height, info.color_type), (1600, 2560, png::ColorType::Rgb));
        let white = pixels[..1600 * 1800 * 3].chunks(3).filter(|pixel| pixel == &[255, 255, 255]).count();
        assert!(white > 20_000, "the title is drawn on the ground: {white} white pixels");
        if let Some(folder) = std::env::var_os("WARRAQ_KEEP") {
            std::fs::write(Path::new(&folder).join(format!("cover-{lang}.png")), bytes).expect("a file");
        }
        assert!(
            container.bytes(covers[0].attribute("href").expect("an address"))
                == make_with(lang, &options()).container().bytes(covers[0].attribute("href").expect("an address"))
        );
    }
}
