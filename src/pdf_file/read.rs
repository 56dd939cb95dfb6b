//! The file that is read: whether it can be, its pages, and which way it is read.

use super::page::{self, Page};
use crate::diagnostics::Diagnostic;
use crate::language::{Direction, LangTag};
use lopdf::{Document, LoadOptions, Object};

/// The most that one stream may unpack to, in bytes: a larger one is a trap, no book.
pub(crate) const MOST_BYTES: usize = 256 << 20;

/// The most that the contents of all pages may unpack to, in bytes.
const MOST_CONTENT: usize = 1 << 30;

/// More pages are no book either.
const MOST_PAGES: usize = 20_000;

/// The most that a table of objects, or a stream that holds objects, may unpack to, in bytes: those of a million objects.
const MOST_TABLE_BYTES: usize = 32 << 20;

/// Numbers of more digits are no widths, of glyphs or of fields: fields of so many bytes have room in memory.
const MOST_DIGITS: usize = 7;

/// The header may have something before it (ISO 32000-1, annex H, note 13).
const HEADER_WITHIN: usize = 1024;

/// What was read.
pub(crate) struct Input {
    /// All objects of the file.
    pub(crate) document: Document,
    /// Its pages.
    pub(crate) pages: Vec<Page>,
    /// Which way it says that it is read.
    pub(crate) direction: Option<Direction>,
    /// Links of all pages.
    pub(crate) links: usize,
    /// Other annotations of all pages.
    pub(crate) annotations: usize,
    /// The numbers of the pages in the file, from 1.
    numbers: Vec<usize>,
}

impl Input {
    /// Takes only the pages whose number, from 1, is asked for.
    pub(crate) fn keep(&mut self, is_taken: impl Fn(usize) -> bool) {
        let taken: Vec<bool> = self.numbers.iter().map(|number| is_taken(*number)).collect();
        let mut of_pages = taken.iter();
        self.pages.retain(|_| of_pages.next().is_some_and(|is_taken| *is_taken));
        self.numbers.retain(|number| is_taken(*number));
        self.links = self.pages.iter().map(|page| page.links).sum();
        self.annotations = self.pages.iter().map(|page| page.annotations).sum();
    }

    /// The number of a page in the file, from 1.
    pub(crate) fn number(&self, at: usize) -> usize {
        self.numbers.get(at).copied().unwrap_or(at + 1)
    }
}

/// Reads a file.
pub(crate) fn read(bytes: &[u8], name: &str) -> Result<Input, Box<Diagnostic>> {
    let fault = |code: &'static str, message: String, help: &str| {
        Box::new(Diagnostic::error(code, message).in_file(name).help(help))
    };
    let broken = |message: String| {
        fault("broken-pdf", message, "open it in a viewer and save it anew, or mend it with `qpdf in.pdf out.pdf`")
    };
    let head = bytes.get(..HEADER_WITHIN).unwrap_or(bytes);
    if !head.windows(5).any(|window| window == b"%PDF-") {
        return Err(fault(
            "no-pdf",
            "the file is no PDF".to_owned(),
            "name a PDF file, such as one that `warraq build` made",
        ));
    }
    if let Some(fault) = unsound_fields(bytes) {
        return Err(broken(format!("the PDF cannot be read: {fault}")));
    }
    let options = LoadOptions::with_max_decompressed_size(MOST_TABLE_BYTES);
    let document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) if !document.is_encrypted() && !document.was_encrypted() => document,
        Ok(_) | Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => {
            let help = "take the protection off with its password: `qpdf --decrypt --password=… in.pdf out.pdf`";
            return Err(fault("encrypted-pdf", "the file is encrypted".to_owned(), help));
        }
        Err(error) => return Err(broken(format!("the PDF cannot be read: {error}"))),
    };
    let ids: Vec<_> = document.page_iter().take(MOST_PAGES + 1).collect();
    if ids.len() > MOST_PAGES {
        let help = "take it apart, for example with `qpdf --split-pages`";
        return Err(fault("too-many-pages", format!("the file has more than {MOST_PAGES} pages"), help));
    }
    let told = told_pages(&document);
    if let Some(told) = told.filter(|told| *told > ids.len()) {
        return Err(broken(format!("the PDF tells of {told} pages, and {} can be found", ids.len())));
    }
    if ids.is_empty() {
        return Err(fault("empty-pdf", "the file has no pages".to_owned(), "name a PDF that has some"));
    }
    let mut left = MOST_CONTENT;
    let mut pages = Vec::with_capacity(ids.len());
    let (mut links, mut annotations) = (0, 0);
    for (at, id) in ids.into_iter().enumerate() {
        let page = page::read(&document, id, left.min(MOST_BYTES))
            .map_err(|error| broken(format!("page {} cannot be read: {error}", at + 1)))?;
        left = left.saturating_sub(page.content.len());
        links += page.links;
        annotations += page.annotations;
        pages.push(page);
    }
    let direction = direction(&document);
    let numbers = (1..=pages.len()).collect();
    Ok(Input { document, pages, direction, links, annotations, numbers })
}

/// What is wrong with the widths of fields in a stream of cross references (ISO 32000-1 7.5.8.2), where lopdf would make
/// room for numbers that wide, or read entries of nothing without end.
fn unsound_fields(bytes: &[u8]) -> Option<String> {
    // The key may be written with the code of its letter.
    ["/W", "/#57"].into_iter().find_map(|key| {
        bytes.windows(key.len()).enumerate().filter(|(_, window)| *window == key.as_bytes()).find_map(|(at, key)| {
            let numbers = bytes[at + key.len()..].trim_ascii_start().strip_prefix(b"[")?;
            let numbers = &numbers[..numbers.iter().position(|byte| *byte == b']')?];
            // Those of glyphs may stand in lists within the list; those of fields do not.
            if numbers.contains(&b'[') {
                return None;
            }
            let is_number = |word: &&[u8]| !word.is_empty() && word.iter().all(u8::is_ascii_digit);
            let mut numbers = numbers.split(u8::is_ascii_whitespace).filter(is_number).peekable();
            numbers.peek()?;
            let digits = |number: &[u8]| number.len() - number.iter().take_while(|digit| **digit == b'0').count();
            let most = numbers.map(digits).max()?;
            // Widths of the glyphs of a font, whose key is the same, are no longer numbers.
            (most > MOST_DIGITS || most == 0).then(|| "its table of objects has fields of no sound width".to_owned())
        })
    })
}

/// How many pages the file says it has.
fn told_pages(document: &Document) -> Option<usize> {
    let tree = page::entry(document, document.catalog().ok()?, b"Pages")?.as_dict().ok()?;
    usize::try_from(page::entry(document, tree, b"Count")?.as_i64().ok()?).ok()
}

/// Which way pages follow each other (ISO 32000-1 12.2): what the file says, else how its language is written.
fn direction(document: &Document) -> Option<Direction> {
    let catalog = document.catalog().ok()?;
    let preferences = page::entry(document, catalog, b"ViewerPreferences").and_then(|object| object.as_dict().ok());
    match preferences.and_then(|preferences| page::entry(document, preferences, b"Direction")?.as_name().ok()) {
        Some(b"R2L") => Some(Direction::Rtl),
        Some(b"L2R") => Some(Direction::Ltr),
        _ => {
            let tag = page::entry(document, catalog, b"Lang")?.as_str().ok()?;
            Some(LangTag::parse(std::str::from_utf8(tag).ok()?)?.direction())
        }
    }
}

/// What the new file takes over from the old one's catalogue: which layers are shown, and what the colours mean.
pub(crate) fn kept(document: &Document) -> Vec<(&'static str, Object)> {
    let Ok(catalog) = document.catalog() else { return Vec::new() };
    let keys = ["OCProperties", "OutputIntents"];
    keys.into_iter().filter_map(|key| Some((key, catalog.get(key.as_bytes()).ok()?.clone()))).collect()
}

/// Title and author, as the old file gives them.
pub(crate) fn information(document: &Document) -> Vec<(&'static str, Object)> {
    let Some(told) = page::entry(document, &document.trailer, b"Info").and_then(|info| info.as_dict().ok()) else {
        return Vec::new();
    };
    let keys = ["Title", "Author"];
    keys.into_iter().filter_map(|key| Some((key, page::entry(document, told, key.as_bytes())?.clone()))).collect()
}
