//! A manuscript as XHTML and CSS, for the e-book.
//!
//! In: blocks of a manuscript, and what the text cannot know ([`Book`]): where pictures lie, the words of references to
//! other books. Out: one [`TextFile`] a chapter, with its headings and page marks for the lists of contents and pages.
//! Steps: plan which block goes into which file and where ids will stand, then write each file: blocks, inlines with
//! what must be isolated as elements, notes at the end. The style sheet is made from the house style.

mod bidi;
mod blocks;
mod index;
mod inlines;
mod links;
mod markup;
mod pages;
mod parts;
mod plan;
mod style;
mod tables;
mod writer;

pub use markup::{Attributes, Markup};
pub use pages::{ListedPage, PageBreak, PageList, letters};
pub use style::{EmbeddedFont, stylesheet};

use crate::diagnostics::Diagnostics;
use crate::language::{Direction, LangTag, Language};
use crate::manuscript::{Block, LinkTarget, Manuscript, NodeId};
use crate::picture::Image;
use crate::text::{Stretch, isolated_parts, spaced_words};
use std::collections::BTreeMap;

/// Name of the style sheet that every file refers to.
pub const STYLESHEET: &str = "stylesheet.css";

/// What the text needs to know of the book it becomes.
#[derive(Debug)]
pub struct Book<'a> {
    /// The manuscript that the blocks are of.
    pub manuscript: &'a Manuscript,
    /// Its language.
    pub language: &'a Language,
    /// Title of the book.
    pub title: &'a str,
    /// Values such as `{{title}}` by name.
    pub values: &'a BTreeMap<String, String>,
    /// Words of references to what is not in this book: other volumes and publications.
    pub elsewhere: &'a BTreeMap<LinkTarget, String>,
    /// Where each picture lies in the book.
    pub pictures: &'a BTreeMap<Image, String>,
    /// Pages of the printed edition.
    pub pages: &'a PageList,
}

/// A file of the text.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// Its name, ASCII.
    pub name: String,
    /// Its title, plain.
    pub title: String,
    /// The whole file.
    pub xhtml: String,
    /// Its headings in order.
    pub headings: Vec<HeadingEntry>,
    /// Pages of the printed edition that begin in it.
    pub pages: Vec<ListedPage>,
}

/// A heading, as a list of contents shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadingEntry {
    /// 0 (part), 1 (chapter) to 6, as the author gave it.
    pub level: u8,
    /// How deep it stands in the tree of headings.
    pub depth: u8,
    /// Number as counted; empty where unnumbered.
    pub number: Vec<u16>,
    /// Its words, the short form where there is one.
    pub words: String,
    /// Its id in the file.
    pub id: String,
}

/// Writes the blocks as files.
pub fn write(blocks: &[Block], book: &Book<'_>, diagnostics: &mut Diagnostics) -> Vec<TextFile> {
    writer::files(blocks, book, diagnostics)
}

/// A whole XHTML file: `body` writes what stands between the body tags.
#[must_use]
pub fn document(language: &Language, title: &str, body_type: &str, body: impl FnOnce(&mut Markup)) -> String {
    let mut out = Markup::new();
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n");
    let root = Attributes::new()
        .with("xmlns", "http://www.w3.org/1999/xhtml")
        .with("xmlns:epub", "http://www.idpf.org/2007/ops");
    out.open_with("html", &with_language(root, &language.tag)).line().open("head", &[]).line();
    out.empty("meta", &[("charset", "UTF-8")]).line().leaf("title", &[], title).line();
    out.empty("link", &[("rel", "stylesheet"), ("type", "text/css"), ("href", STYLESHEET)]).line();
    out.close().line().open("body", &[("epub:type", body_type)]).line();
    body(&mut out);
    out.line();
    let mut xhtml = out.finish();
    xhtml.push('\n');
    xhtml
}

/// Words that stand alone, such as a title: with the spaces of the language, and what must be set apart in them.
pub fn words(out: &mut Markup, words: &str, language: &Language) {
    set_apart(out, &spaced(words, language), language.direction());
}

/// Words that stand alone with the spaces of the language.
#[must_use]
pub fn spaced(words: &str, language: &Language) -> String {
    spaced_words(&[Stretch::Words(words, None)], language).pop().unwrap_or_default()
}

/// Words that stand alone with what must be set apart in them (docs/typography.md A17–A19).
fn set_apart(out: &mut Markup, words: &str, direction: Direction) {
    bidi::write_parts(out, words, isolated_parts(words, &[], direction));
}

/// A heading's number, its units isolates in right-to-left text (docs/typography.md A37).
pub fn heading_number(out: &mut Markup, number: &[u16], language: &Language) {
    if !language.direction().is_rtl() || number.len() < 2 {
        out.text(&language.multi_number(number));
        return;
    }
    let (units, separator) = language.number_units(number);
    for (at, unit) in units.iter().enumerate() {
        if at > 0 {
            out.text(separator);
        }
        out.leaf("bdi", &[], unit);
    }
}

/// The language attributes of an element.
#[must_use]
pub fn with_language(attributes: Attributes, lang: &LangTag) -> Attributes {
    attributes.with("lang", lang.as_str()).with("xml:lang", lang.as_str()).with("dir", direction_name(lang.direction()))
}

/// `ltr` or `rtl`.
#[must_use]
pub const fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    }
}

/// The id of an element in a file: the author's where it is plain ASCII and no one of ours, else one made of the node.
fn anchor(id: Option<&str>, node: NodeId) -> String {
    const OURS: [&str; 5] = ["node-", "page-", "note-", "mark-", "label-"];
    let plain = |id: &&str| {
        id.starts_with(|c: char| c.is_ascii_alphabetic())
            && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
            && !OURS.iter().any(|prefix| id.starts_with(prefix))
    };
    id.filter(plain).map_or_else(|| format!("node-{}", node.0), str::to_owned)
}
