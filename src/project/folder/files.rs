//! Every Markdown file of a folder, in natural order: those of a folder before those of the folders in it, and
//! `README.md` or `index.md` first.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::project::Chapter;
use crate::project::files::{names_in, unreadable_names_in};
use std::path::Path;

/// How deep folders may lie in each other.
const DEEPEST: usize = 12;
/// Endings of Markdown files.
const MARKDOWN: [&str; 6] = ["md", "markdown", "mkd", "mdx", "qmd", "rmd"];
/// Names of files that come first.
const FIRST: [&str; 3] = ["index", "readme", "_index"];
/// Folders and files that are no chapters: what programs made or need, lists of chapters, and what repositories have.
const NONE: [&str; 10] = [
    "node_modules",
    "target",
    "output",
    "summary",
    "license",
    "licence",
    "contributing",
    "changelog",
    "code_of_conduct",
    "security",
];

/// Whether a name is that of a Markdown file.
pub(super) fn is_markdown(name: &str) -> bool {
    let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| MARKDOWN.contains(&ending.as_str()))
}

/// The finding that a folder has no chapter.
pub(super) fn none(folder: &Path) -> Diagnostic {
    let names = names_in(folder);
    let has = |endings: &[&str]| names.iter().any(|name| endings.iter().any(|ending| name.ends_with(ending)));
    let markup = match () {
        () if has(&[".adoc", ".asciidoc"]) => Some("AsciiDoc"),
        () if has(&[".rst"]) => Some("reStructuredText"),
        () if has(&[".org"]) => Some("Org"),
        () => None,
    };
    match markup {
        Some(markup) => {
            let help = "convert its files first, with `pandoc FILE -t commonmark_x -o FILE.md` or the like";
            Diagnostic::error("not-markdown", format!("this folder holds {markup}, and no Markdown")).help(help)
        }
        None => {
            let help = "chapters are its .md files, and those of the folders in it";
            Diagnostic::error("empty-manuscript", "there is no Markdown file in this folder").help(help)
        }
    }
}

/// The chapters.
pub(super) fn chapters(folder: &Path, diagnostics: &mut Diagnostics) -> Vec<Chapter> {
    let mut found = Vec::new();
    add(folder, 0, &mut found, diagnostics);
    found
}

fn add(folder: &Path, depth: usize, found: &mut Vec<Chapter>, diagnostics: &mut Diagnostics) {
    let stem = |name: &str| Path::new(name).file_stem().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let is_first = |name: &String| FIRST.contains(&stem(name).as_str());
    let is_chapter = |name: &String| {
        let begins = !name.starts_with('.') && (!name.starts_with('_') || is_first(name));
        begins && !NONE.contains(&stem(name).as_str())
    };
    for name in unreadable_names_in(folder) {
        if is_markdown(&name.to_string_lossy()) {
            let message = "the name of this file is not UTF-8, and the file is not read";
            let place = folder.join(name).display().to_string();
            diagnostics.push(Diagnostic::warning("bad-name", message).in_file(place).help("rename it"));
        }
    }
    let names: Vec<String> = names_in(folder).into_iter().filter(is_chapter).collect();
    let (folders, files): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| folder.join(name).is_dir());
    let (first, others): (Vec<String>, Vec<String>) =
        files.into_iter().filter(|name| is_markdown(name)).partition(is_first);
    found.extend(first.iter().chain(&others).map(|name| Chapter::of(folder.join(name))));
    for name in folders.iter().filter(|_| depth < DEEPEST) {
        let path = folder.join(name);
        // A link could lead round in circles.
        if !path.is_symlink() {
            add(&path, depth + 1, found, diagnostics);
        }
    }
}
