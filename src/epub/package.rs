//! `content.opf`: the files of the book, what each of them is, and the order in which they are read.

use super::metadata::{self, Content};
use super::{Info, NAV, NCX};
use crate::xhtml::{Attributes, Markup};

/// A file of the book as the manifest names it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) href: String,
    pub(super) media_type: &'static str,
    pub(super) properties: Vec<&'static str>,
    /// It is read in its turn.
    pub(super) in_spine: bool,
}

/// Writes the package document.
pub(super) fn write(info: &Info<'_>, items: &[Item], identifier: &str, modified: &str, content: Content) -> String {
    let mut out = Markup::new();
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let direction = crate::xhtml::direction_name(info.language.direction());
    let root = Attributes::new()
        .with("xmlns", "http://www.idpf.org/2007/opf")
        .with("version", "3.0")
        .with("unique-identifier", "book-id")
        .with("prefix", "schema: http://schema.org/ a11y: http://www.idpf.org/epub/vocab/package/a11y/#")
        .with("xml:lang", info.language.tag.as_str())
        .with("dir", direction);
    out.open_with("package", &root).line();
    metadata::write(&mut out, info, identifier, modified, content);
    let ids: Vec<String> = items.iter().enumerate().map(|(at, item)| id(at, item)).collect();
    out.open("manifest", &[]).line();
    for (item, id) in items.iter().zip(&ids) {
        let properties = (!item.properties.is_empty()).then(|| item.properties.join(" "));
        let attributes = Attributes::new()
            .with("id", id.as_str())
            .with("href", item.href.as_str())
            .with("media-type", item.media_type)
            .with_some("properties", properties);
        out.empty_with("item", &attributes).line();
    }
    out.close().line();
    out.open("spine", &[("toc", "ncx"), ("page-progression-direction", direction)]).line();
    for (_, id) in items.iter().zip(&ids).filter(|(item, _)| item.in_spine) {
        out.empty("itemref", &[("idref", id)]).line();
    }
    out.close().line();
    let mut package = out.finish();
    package.push('\n');
    package
}

/// An id for the manifest; no two are alike, whatever the files are called.
fn id(at: usize, item: &Item) -> String {
    match item.href.as_str() {
        NAV => "nav".to_owned(),
        NCX => "ncx".to_owned(),
        _ if item.properties.contains(&"cover-image") => "cover-image".to_owned(),
        _ => format!("item-{}", at + 1),
    }
}
