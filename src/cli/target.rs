//! What a command works on: a project, or a Markdown file alone.

use super::Outcome;
use super::console::Console;
use crate::diagnostics::{Diagnostic, Diagnostics, Sources};
use crate::language::{LangTag, Language};
use crate::project::{self, Project, unknown_language};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What was named on the command line.
pub(super) enum Target {
    /// Publications of a project; all where none is named.
    Publications(Vec<String>),
    /// Markdown files, each once.
    Files(Vec<PathBuf>),
}

impl Target {
    /// Tells publications from files: a name that ends in `.md`, or that holds a path and names a file, is a file.
    pub(super) fn of(names: &[String], console: &Console) -> Result<Self, Outcome> {
        for name in names {
            if let Some((message, help)) = other_form(Path::new(name)) {
                return Err(misuse("not-markdown", message, &help, console));
            }
        }
        let is_file = |name: &&String| {
            let path = Path::new(name);
            let known = ["md", "markdown", "mkd", "mdx", "qmd", "rmd"];
            let is_markdown = path.extension().is_some_and(|e| known.iter().any(|known| e.eq_ignore_ascii_case(known)));
            is_markdown || (path.is_file() && name.contains(std::path::MAIN_SEPARATOR))
        };
        let (files, publications): (Vec<&String>, Vec<&String>) = names.iter().partition(is_file);
        if files.is_empty() {
            return Ok(Self::Publications(publications.into_iter().cloned().collect()));
        }
        if let Some(name) = publications.first() {
            let message = format!("`{name}` is no Markdown file, and the other names are");
            return Err(misuse("mixed-targets", message, "name publications or files, not both", console));
        }
        if let Some(missing) = files.iter().find(|name| !Path::new(name).is_file()) {
            let message = format!("there is no file “{missing}”");
            return Err(misuse("missing-file", message, "check the name and the folder you are in", console));
        }
        let mut seen = BTreeSet::new();
        let is_new = |file: &PathBuf| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone()));
        Ok(Self::Files(files.into_iter().map(PathBuf::from).filter(is_new).collect()))
    }
}

/// What is wrong with a name that is no Markdown file and no publication, and what to do: a file in another markup, a folder
/// of another program or of Markdown files.
fn other_form(path: &Path) -> Option<(String, String)> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let markup = match ending.as_str() {
        "adoc" | "asciidoc" => Some("AsciiDoc"),
        "rst" => Some("reStructuredText"),
        "org" => Some("Org"),
        "tex" => Some("LaTeX"),
        "docx" | "odt" => Some("a word processor's file"),
        "html" | "htm" => Some("HTML"),
        _ => None,
    };
    if let Some(markup) = markup.filter(|_| path.is_file()) {
        let name = path.display();
        let made = path.with_extension("md");
        let help = format!("convert it first, with `pandoc {name} -t commonmark_x -o {}` or the like", made.display());
        return Some((format!("“{name}” is {markup}, not Markdown"), help));
    }
    let in_project = project::is_project(path) || project::find(Path::new(".")).is_some();
    if !path.is_dir() || in_project || !path.components().any(|part| part.as_os_str() != ".") {
        return None;
    }
    let holds = |name: &str| path.join(name).is_file();
    let (what, order) = if holds("book.toml") {
        ("is a book of mdBook", "the chapters that src/SUMMARY.md lists")
    } else if holds("_quarto.yml") {
        ("is a book of Quarto", "the chapters that _quarto.yml lists")
    } else if holds("mkdocs.yml") {
        ("is a site of MkDocs", "the pages that mkdocs.yml lists under `nav`")
    } else if holds("conf.py") || holds("index.rst") {
        ("is a project of Sphinx", "its pages, converted to Markdown")
    } else {
        ("is a folder", "its .md files")
    };
    let shown = path.display();
    let help = format!(
        "make a project with `warraq init DIR`, put {order} into sources/first-book/en, named in their order \
         (01-….md, 02-….md), and pictures into sources/figures; or build one file: `warraq build {shown}/….md`"
    );
    Some((format!("“{shown}” {what}, and no project of this program"), help))
}

fn misuse(code: &'static str, message: String, help: &str, console: &Console) -> Outcome {
    console.misused(&[Diagnostic::error(code, message).help(help)].into_iter().collect())
}

/// Opens the project of a folder, or the nearest one. What is wrong in it is added to `found`.
pub(super) fn open_project(
    folder: Option<&Path>,
    sources: &Sources,
    found: &mut Diagnostics,
    console: &Console,
) -> Result<Project, Outcome> {
    let folder = match folder {
        Some(folder) if folder.is_dir() => folder.to_owned(),
        Some(folder) => {
            let message = format!("there is no folder “{}”", folder.display());
            return Err(misuse("missing-project", message, "name the project's folder with --project", console));
        }
        None => project::find(Path::new(".")).ok_or_else(|| {
            let message = "there is no project here, nor in a folder above".to_owned();
            let help = "go to a project's folder, name one with --project, make one with `warraq init`, or build a \
                        Markdown file: `warraq build notes.md`";
            misuse("missing-project", message, help, console)
        })?,
    };
    let has_file = folder.join("toolbox.toml").exists() || folder.join("sources/toolbox.toml").exists();
    match project::open(&folder, sources, found) {
        Some(project) => Ok(project),
        None if has_file => Err(console.report(found, sources)),
        None => Err(console.misused(found)),
    }
}

/// Opens a Markdown file as a project of its own.
pub(super) fn open_file(
    file: &Path,
    languages: &[String],
    sources: &Sources,
    found: &mut Diagnostics,
    console: &Console,
) -> Result<Project, Outcome> {
    let mut tags = Vec::new();
    for name in languages {
        match LangTag::parse(name).filter(|tag| Language::of(tag).is_some()) {
            Some(tag) => tags.push(tag),
            None => return Err(console.misused(&[unknown_language(name)].into_iter().collect())),
        }
    }
    Project::single_file(file, &tags, sources, found).ok_or_else(|| console.report(found, sources))
}
