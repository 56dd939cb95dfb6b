//! Books of Quarto, `_quarto.yml`, of bookdown, `_bookdown.yml`, and of pandoc, `metadata.yaml` beside the chapters.

use super::{Book, yaml};
use crate::diagnostics::{Diagnostics, Sources};
use crate::project::{Chapter, FrontMatter};
use serde_norway::{Mapping, Value};
use std::path::{Path, PathBuf};

pub(super) fn read(root: &Path, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Book> {
    for name in ["_quarto.yml", "_quarto.yaml"] {
        if let Some(written) = yaml(root, name, sources, diagnostics) {
            return Some(quarto(&written, root));
        }
    }
    if !root.join("_bookdown.yml").is_file() {
        // What pandoc is given beside the chapters.
        let name = ["metadata.yaml", "metadata.yml"].into_iter().find(|name| root.join(name).is_file())?;
        let Value::Mapping(about) = yaml(root, name, sources, diagnostics)? else { return None };
        return Some(Book { about: FrontMatter::of_yaml(about), ..Book::default() });
    }
    let written = yaml(root, "_bookdown.yml", sources, diagnostics)?;
    let listed = written.get("rmd_files").and_then(Value::as_sequence);
    let chapter = |name: &Value| name.as_str().map(|name| Chapter::of(root.join(name)));
    let chapters = listed.into_iter().flatten().filter_map(chapter).collect();
    Some(Book { chapters, ..Book::default() })
}

fn quarto(written: &Value, root: &Path) -> Book {
    let book = written.get("book");
    // What a whole project has in common, such as its language, stands beside its book.
    let mut about = Mapping::new();
    for values in [Some(written), book].into_iter().flatten().filter_map(Value::as_mapping) {
        about.extend(values.iter().map(|(key, value)| (key.clone(), value.clone())));
    }
    let mut chapters = Vec::new();
    let list = |key: &str| book.and_then(|book| book.get(key)).and_then(Value::as_sequence);
    add(list("chapters"), root, None, &mut chapters);
    let from = chapters.len();
    add(list("appendices"), root, None, &mut chapters);
    chapters[from..].iter_mut().for_each(|chapter| chapter.numbered = false);
    Book { about: FrontMatter::of_yaml(about), chapters, folder: PathBuf::new() }
}

/// Adds the chapters of a list; `part` is the title of the part that begins with the first.
fn add(list: Option<&Vec<Value>>, root: &Path, part: Option<&str>, found: &mut Vec<Chapter>) {
    let mut before: Vec<(u8, String)> = part.map(|title| (0, title.to_owned())).into_iter().collect();
    for entry in list.into_iter().flatten() {
        let file = entry.as_str().or_else(|| entry.get("file").and_then(Value::as_str));
        let inner = entry.get("chapters").and_then(Value::as_sequence);
        match (file, entry.get("part").and_then(Value::as_str)) {
            (_, Some(part)) if super::files::is_markdown(part) => {
                found.push(Chapter { part: true, ..Chapter::of(root.join(part)) });
                add(inner, root, None, found);
            }
            (_, Some(part)) => add(inner, root, Some(part), found),
            (Some(file), None) => {
                let title = entry.get("text").and_then(Value::as_str).map(str::to_owned);
                let before = std::mem::take(&mut before);
                found.push(Chapter { before, title, ..Chapter::of(root.join(file)) });
            }
            (None, None) => add(inner, root, None, found),
        }
    }
}
