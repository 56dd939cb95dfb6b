//! E-books as shops take them: the container, the package, the cover, what readers and shops stumble over. What EPUBCheck
//! proves is left to it.

use super::{Log, Verdict};
use crate::diagnostics::Diagnostics;
use crate::picture;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

/// The most that one part may unpack to, and all together.
const MOST_PART: u64 = 64 << 20;
const MOST_ALL: u64 = 2 << 30;
/// The most parts of a book.
const MOST_PARTS: usize = 50_000;
/// The largest book that shops take, in megabytes (that of KDP's print files; for e-books trade knowledge, unconfirmed).
const MOST_MEGABYTES: u64 = 650;
/// The fewest pixels across a cover's short side (trade knowledge, unconfirmed: Apple Books asks for 1400).
const LEAST_COVER: u32 = 1400;
/// The longest page that readers open fast, in bytes (Adobe's RMSDK stumbles over larger ones).
const LONGEST_PAGE: usize = 300 << 10;

/// Looks at an e-book. `name` is what findings call it.
#[must_use]
pub fn epub(bytes: &[u8], name: &str) -> Verdict {
    let mut log = Log { name, found: Diagnostics::new() };
    if bytes.len() as u64 > MOST_MEGABYTES * 1_000_000 {
        let message = format!("the book has {} MB; {MOST_MEGABYTES} MB are taken", bytes.len() / 1_000_000);
        log.error("file-too-large", message, "use smaller pictures");
    }
    match Book::open(bytes, &mut log) {
        Some(book) => book.look(&mut log),
        None if log.found.has_errors() => {}
        None => log.error("no-epub", "the file is no EPUB", "name an EPUB, such as one that `warraq build` made"),
    }
    Verdict { found: log.found, pages: 0 }
}

/// The parts of a book by their paths.
struct Book {
    parts: BTreeMap<String, Vec<u8>>,
    is_first: bool,
    is_stored: bool,
}

impl Book {
    fn open(bytes: &[u8], log: &mut Log<'_>) -> Option<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let (mut parts, mut all) = (BTreeMap::new(), 0);
        let (mut is_first, mut is_stored) = (false, false);
        for at in 0..archive.len().min(MOST_PARTS) {
            let Ok(file) = archive.by_index(at) else {
                log.error("broken-epub", "a part of the book cannot be unpacked", "make the book anew");
                return None;
            };
            let path = String::from_utf8_lossy(file.name_raw()).into_owned();
            if path == "mimetype" {
                (is_first, is_stored) = (at == 0, file.compression() == CompressionMethod::Stored);
            }
            let mut part = Vec::new();
            let read = file.take(MOST_PART).read_to_end(&mut part);
            all += part.len() as u64;
            if read.is_err() || all > MOST_ALL {
                log.error("broken-epub", format!("`{path}` cannot be unpacked"), "make the book anew");
                return None;
            }
            parts.insert(path, part);
        }
        Some(Self { parts, is_first, is_stored })
    }

    fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.parts.get(path)?).ok()
    }

    fn look(&self, log: &mut Log<'_>) {
        let mimetype = self.text("mimetype").unwrap_or_default();
        if mimetype != "application/epub+zip" || !self.is_first || !self.is_stored {
            let message = "the part `mimetype` is not the first one, or is packed, or says something else";
            log.error("epub-mimetype", message, "it says application/epub+zip, first and not packed (EPUB OCF, 4.3)");
        }
        let package = self.text("META-INF/container.xml").and_then(root_file);
        let Some((path, text)) = package.as_deref().and_then(|path| Some((path, self.text(path)?))) else {
            log.error("epub-container", "META-INF/container.xml leads to no package", "make the book anew");
            return;
        };
        match parsed(text) {
            Ok(package) => Package { book: self, folder: folder_of(path), document: &package }.look(log),
            Err(error) => log.error("epub-markup", format!("{path}: {error}"), "mend the markup"),
        }
        for (path, part) in &self.parts {
            if !path.is_ascii() || path.contains(' ') {
                let message = format!("`{path}` has a name that not every reader opens");
                log.warning("epub-names", message, "name parts with a–z, digits, - and _");
            }
            if is_page(path) {
                page(path, part, log);
            }
        }
        if self.parts.contains_key("META-INF/encryption.xml") {
            let message = "fonts or texts of the book are encrypted or obfuscated";
            log.warning("epub-encryption", message, "shops lock books themselves: leave it out");
        }
    }
}

fn parsed(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })
}

fn root_file(container: &str) -> Option<String> {
    let document = parsed(container).ok()?;
    let file = document.descendants().find(|node| node.has_tag_name_of("rootfile"))?;
    file.attribute("full-path").map(str::to_owned)
}

trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    /// Whether an element has this name, in whatever namespace.
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn is_page(path: &str) -> bool {
    [".xhtml", ".html", ".htm"].iter().any(|ending| path.ends_with(ending))
}

/// A page of text: sound markup, no scripts, nothing from the network, not too long.
fn page(path: &str, part: &[u8], log: &mut Log<'_>) {
    if part.len() > LONGEST_PAGE {
        let message =
            format!("`{path}` has {} kB; {} kB are opened fast everywhere", part.len() >> 10, LONGEST_PAGE >> 10);
        log.warning("epub-long-page", message, "divide the chapter before a heading");
    }
    let text = match std::str::from_utf8(part) {
        Ok(text) => text,
        Err(_) => return log.error("epub-markup", format!("`{path}` is no UTF-8"), "save it as UTF-8"),
    };
    let document = match parsed(text) {
        Ok(document) => document,
        Err(error) => return log.error("epub-markup", format!("`{path}`: {error}"), "mend the markup: it must be XML"),
    };
    if document.descendants().any(|node| node.has_tag_name_of("script")) {
        log.error("epub-scripts", format!("`{path}` has scripts, which shops refuse"), "take them out");
    }
    for node in document.descendants() {
        let is_link = node.has_tag_name_of("a");
        for attribute in node.attributes().filter(|one| matches!(one.name(), "src" | "href" | "poster") && !is_link) {
            if attribute.value().starts_with("http:") || attribute.value().starts_with("https:") {
                let message = format!("`{path}` fetches {} from the network", attribute.value());
                log.error("epub-remote", message, "put the file into the book");
            }
        }
        if node.has_tag_name_of("img") && node.attribute("alt").is_none() {
            log.error(
                "epub-alt",
                format!("`{path}`: a picture has no alternative text"),
                "say what it shows, or alt=\"\"",
            );
        }
    }
}

/// The package: what the book says of itself.
struct Package<'a> {
    book: &'a Book,
    folder: &'a str,
    document: &'a Document<'a>,
}

impl Package<'_> {
    fn look(&self, log: &mut Log<'_>) {
        let root = self.document.root_element();
        let version = root.attribute("version").unwrap_or_default();
        if !version.starts_with('3') {
            let message = format!("the book is EPUB {version}");
            log.warning("epub-version", message, "shops and readers expect EPUB 3");
        }
        for (element, what) in [("title", "title"), ("language", "language"), ("identifier", "identifier")] {
            let said =
                self.document.descendants().find(|node| node.has_tag_name_of(element)).and_then(|node| node.text());
            if said.is_none_or(|text| text.trim().is_empty()) {
                log.error("epub-metadata", format!("the book does not say its {what}"), "give it in the package");
            }
        }
        let says = |property: &str| {
            self.document.descendants().any(|node| {
                node.has_tag_name_of("meta")
                    && (node.attribute("property") == Some(property) || node.attribute("name") == Some(property))
            })
        };
        let missing: Vec<&str> = ["schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard"]
            .into_iter()
            .filter(|property| !says(property))
            .collect();
        if !missing.is_empty() {
            let message = format!("the book does not say how accessible it is: {}", missing.join(", "));
            log.warning(
                "epub-accessibility",
                message,
                "shops in the European Union must show it (EPUB Accessibility 1.1)",
            );
        }
        if self.item("nav").is_none() {
            log.error("epub-contents", "the book has no contents (nav)", "add a document with properties=\"nav\"");
        }
        self.cover(log);
        self.manifest(log);
    }

    /// The path of the part with a property.
    fn item(&self, property: &str) -> Option<String> {
        let has = |node: &Node<'_, '_>| {
            node.attribute("properties").is_some_and(|all| all.split_whitespace().any(|one| one == property))
        };
        let node = self.document.descendants().find(|node| node.has_tag_name_of("item") && has(node))?;
        self.path(node.attribute("href")?)
    }

    fn path(&self, href: &str) -> Option<String> {
        let href = crate::project::percent_decoded(href);
        let mut parts: Vec<&str> = self.folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in href.split('/') {
            match part {
                ".." => {
                    parts.pop()?;
                }
                "." | "" => {}
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }

    fn cover(&self, log: &mut Log<'_>) {
        let cover = self.item("cover-image").and_then(|path| Some((self.book.parts.get(&path)?, path)));
        let Some((part, path)) = cover else {
            log.error("epub-cover", "the book has no cover picture", "add one with properties=\"cover-image\"");
            return;
        };
        let pixels = picture::look(part).ok().and_then(|facts| facts.pixels);
        let Some((width, height)) = pixels else {
            log.error(
                "epub-cover",
                format!("the cover `{path}` is no picture of pixels"),
                "make it a JPEG or a PNG file",
            );
            return;
        };
        if width.min(height) < LEAST_COVER {
            let message =
                format!("the cover has {width} × {height} pixels; {LEAST_COVER} on the short side are the least");
            log.error("epub-cover", message, "use a larger picture: 1600 × 2560 fits every shop");
        }
    }

    /// Every part that is named is there.
    fn manifest(&self, log: &mut Log<'_>) {
        for node in self.document.descendants().filter(|node| node.has_tag_name_of("item")) {
            let href = node.attribute("href").unwrap_or_default();
            let is_there = self.path(href).is_some_and(|path| self.book.parts.contains_key(&path));
            if !is_there && !href.starts_with("http") {
                log.error("epub-missing", format!("`{href}` is listed, and not in the book"), "make the book anew");
            }
        }
    }
}
