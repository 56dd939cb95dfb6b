//! E-books of a manuscript with every construct, in four languages: what they hold, and what the validators say.

mod built;
mod covers;
mod text;
mod torture;

use crate::support::container::{Container, attribute, content, elements, parse};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use torture::{Builder, manuscript};
use warraq::diagnostics::Diagnostics;
use warraq::epub::{self, Info};
use warraq::facts::Facts;
use warraq::font::FontSet;
use warraq::language::{LangTag, Language};
use warraq::manuscript::{Block, BlockKind, Inline, LinkTarget, Manuscript, NodeId};
use warraq::project::{Contributor, HouseStyle, Imprint};
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
    title: Option<&'static str>,
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
    let date = jiff::civil::date(2026, 11, 1);
    let facts = Facts {
        title: options.title.unwrap_or("The core module").to_owned(),
        subtitle: Some("Migration & local development".to_owned()),
        toolbox: Some("The toolbox".to_owned()),
        number: Some(3),
        // A title that is looked at stands alone.
        label: (options.title.is_none()).then(|| language.pattern("module-number", &[("number", &language.number(3))])),
        blurb: Some("What it is about, <b>briefly</b>.".to_owned()),
        contributors: vec![
            Contributor { name: "A. Autrice & fils".into(), file_as: Some("Autrice, A.".into()), role: "aut".into() },
            Contributor { name: "T. Traducteur".into(), file_as: None, role: "trl".into() },
        ],
        credits: vec!["A. Autrice & fils".to_owned()],
        publisher: Some("The publisher".to_owned()),
        licence: Some("CC BY 4.0".to_owned()),
        date: Some(date),
        month_year: language.month_year(date),
        language: language.data.name.clone(),
        ..Facts::default()
    };
    let pages = page_map(manuscript);
    let mut info = Info {
        facts: &facts,
        volume: options.volume,
        volume_name: options.volume.map(|(k, n)| language.volume_of(k.into(), n.into())),
        modified: 1_793_491_201,
        isbn: options.isbn,
        set_isbn: None,
        imprint: &Imprint::default(),
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
    let front = [("iii", 3), ("", 4), ("v", 5)].map(|(folio, node)| PageBreak {
        folio: folio.into(),
        node: NodeId(node),
        after: 0,
    });
    let text = (NodeId::FIRST_OF_TEXT.0..manuscript.next_node).step_by(7).enumerate();
    let text = text.map(|(at, node)| PageBreak { folio: (at + 1).to_string(), node: NodeId(node), after: 0 });
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
        if let Some(result) = crate::support::epubcheck(&book) {
            result.unwrap_or_else(|said| panic!("EPUBCheck on {name}: {said}"));
        }
        if let Some(violations) = crate::support::ace(&book, &folder.path().join(&name)) {
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
    assert_eq!(one("description"), "What it is about, <b>briefly</b>.");
    assert_eq!(one("date"), "2026-11-01");
    let property = |name: &str| -> Vec<String> {
        let metas = elements(&package, "meta").into_iter();
        metas.filter(|meta| meta.attribute("property") == Some(name)).map(|meta| content(&meta)).collect()
    };
    assert_eq!(property("dcterms:modified"), ["2026-11-01T00:00:01Z"]);
    assert_eq!(property("role"), ["aut", "trl"]);
    assert_eq!((property("collection-type"), property("group-position")), (vec!["series".into()], vec!["3".into()]));
    assert!(container.text("title-page.xhtml").contains("الوحدة ٣"));
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
        let picture = warraq::manuscript::Picture {
            file: "/nowhere/x.png".into(),
            alt: Some("A map".into()),
            width: None,
            height: None,
        };
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
    assert_eq!(codes, ["broken-picture", "unusable-link", "unusable-link", "value-not-in-ebook"]);
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
