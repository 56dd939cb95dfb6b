//! An e-book taken apart.

use std::io::{Cursor, Read};
use usvg::roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

/// The files of an e-book in the order of its archive.
pub(crate) struct Container {
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Container {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let files = (0..archive.len())
            .map(|at| {
                let mut entry = archive.by_index(at).expect("an entry");
                let name = entry.name().expect("a name").into_owned();
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).expect("its bytes");
                (name, bytes)
            })
            .collect();
        Self { files }
    }

    pub(crate) fn names(&self) -> Vec<&str> {
        self.files.iter().map(|(name, _)| name.as_str()).collect()
    }

    pub(crate) fn bytes(&self, name: &str) -> &[u8] {
        let file = self.files.iter().find(|(own, _)| own == name || own == &format!("OEBPS/{name}"));
        &file.unwrap_or_else(|| panic!("no file {name} in {:?}", self.names())).1
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        std::str::from_utf8(self.bytes(name)).expect("UTF-8")
    }

    /// The text files in the order of reading, with their names.
    pub(crate) fn spine(&self) -> Vec<(String, String)> {
        let package = self.text("content.opf");
        let package = parse(package);
        let href = |id: &str| {
            let item = elements(&package, "item").into_iter().find(|item| item.attribute("id") == Some(id));
            item.and_then(|item| item.attribute("href")).expect("an item of the manifest").to_owned()
        };
        let idref = |node: Node<'_, '_>| node.attribute("idref").expect("an idref").to_owned();
        let names = elements(&package, "itemref").into_iter().map(|node| href(&idref(node)));
        names.map(|name| (name.clone(), self.text(&name).to_owned())).collect()
    }

    /// The spine without what the program sets itself.
    pub(crate) fn chapters(&self) -> Vec<(String, String)> {
        self.spine().into_iter().filter(|(name, _)| name.starts_with("chapter-")).collect()
    }
}

pub(crate) fn parse(text: &str) -> Document<'_> {
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).expect("XML")
}

pub(crate) fn elements<'a, 'input>(document: &'a Document<'input>, name: &str) -> Vec<Node<'a, 'input>> {
    document.descendants().filter(|node| node.is_element() && node.tag_name().name() == name).collect()
}

/// The words of an element, in order.
pub(crate) fn content(node: &Node<'_, '_>) -> String {
    node.descendants().filter_map(|node| if node.is_text() { node.text() } else { None }).collect()
}

/// An attribute by the end of its name (`epub:type` is `type`).
pub(crate) fn attribute<'a>(node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}
