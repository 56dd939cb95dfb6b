//! Sites of MkDocs: `mkdocs.yml`, whose `nav` says which pages follow each other.

use super::{Book, yaml};
use crate::diagnostics::{Diagnostics, Sources};
use crate::project::{Chapter, FrontMatter};
use serde_norway::{Mapping, Value};
use std::path::{Path, PathBuf};

pub(super) fn read(root: &Path, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Book> {
    let name = ["mkdocs.yml", "mkdocs.yaml"].into_iter().find(|name| root.join(name).is_file())?;
    let written = yaml(root, name, sources, diagnostics).unwrap_or_default();
    let word = |key: &str| written.get(key).and_then(Value::as_str);
    let mut about = Mapping::new();
    let language = written.get("theme").and_then(|theme| theme.get("language")).and_then(Value::as_str);
    for (key, value) in [("title", word("site_name")), ("author", word("site_author")), ("lang", language)] {
        about.extend(value.map(|value| (Value::from(key), Value::from(value))));
    }
    let folder = PathBuf::from(word("docs_dir").unwrap_or("docs"));
    let mut nav = Nav { folder: root.join(&folder), before: Vec::new(), found: Vec::new() };
    if let Some(list) = written.get("nav").and_then(Value::as_sequence) {
        nav.add(list, 0);
    }
    Some(Book { about: FrontMatter::of_yaml(about), chapters: nav.found, folder })
}

struct Nav {
    folder: PathBuf,
    /// Titles of sections that no page has followed yet.
    before: Vec<(u8, String)>,
    found: Vec<Chapter>,
}

/// How deep sections may lie in each other.
const DEEPEST: u8 = 6;

impl Nav {
    /// Adds the pages of a list: names, names with titles, and sections, of which the outermost are parts.
    fn add(&mut self, list: &[Value], depth: u8) {
        for entry in list {
            match entry {
                Value::String(file) => self.page(file, None, depth),
                Value::Mapping(map) => {
                    for (title, value) in map {
                        let title = title.as_str().unwrap_or_default();
                        match value {
                            Value::String(file) => self.page(file, Some(title), depth),
                            Value::Sequence(inner) if depth < DEEPEST => {
                                self.before.push((depth, title.to_owned()));
                                self.add(inner, depth + 1);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn page(&mut self, file: &str, title: Option<&str>, depth: u8) {
        if !super::files::is_markdown(file) || Path::new(file).is_absolute() {
            return;
        }
        let before = std::mem::take(&mut self.before);
        let title = title.map(str::to_owned);
        let depth = depth.saturating_sub(1);
        self.found.push(Chapter { before, title, depth, ..Chapter::of(self.folder.join(file)) });
    }
}
