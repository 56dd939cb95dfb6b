//! What a command works on: a project, a Markdown file alone, or a folder of them.

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
    /// Markdown files, and folders of them, each once.
    Files(Vec<PathBuf>),
}

impl Target {
    /// Tells publications from files: a name that ends in `.md`, or that holds a path and names a file, is a file; so is a
    /// folder outside of projects.
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
            is_markdown || (path.is_file() && name.contains(std::path::MAIN_SEPARATOR)) || is_book(path)
        };
        let (files, publications): (Vec<&String>, Vec<&String>) = names.iter().partition(is_file);
        if files.is_empty() {
            return Ok(Self::Publications(publications.into_iter().cloned().collect()));
        }
        if let Some(name) = publications.first() {
            let message = format!("`{name}` is no Markdown file, and the other names are");
            return Err(misuse("mixed-targets", message, "name publications or files, not both", console));
        }
        if let Some(missing) = files.iter().find(|name| !Path::new(name).exists()) {
            let message = format!("there is no file “{missing}”");
            return Err(misuse("missing-file", message, "check the name and the folder you are in", console));
        }
        let mut seen = BTreeSet::new();
        let is_new = |file: &PathBuf| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone()));
        Ok(Self::Files(files.into_iter().map(PathBuf::from).filter(is_new).collect()))
    }
}

/// What is wrong with a file in another markup, and what to do.
fn other_form(path: &Path) -> Option<(String, String)> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let markup = match ending.as_str() {
        "adoc" | "asciidoc" => "AsciiDoc",
        "rst" => "reStructuredText",
        "org" => "Org",
        "tex" => "LaTeX",
        "docx" | "odt" => "a word processor's file",
        "html" | "htm" => "HTML",
        _ => return None,
    };
    let name = path.display();
    let made = path.with_extension("md");
    let help = format!("convert it first, with `pandoc {name} -t commonmark_x -o {}` or the like", made.display());
    path.is_file().then(|| (format!("“{name}” is {markup}, not Markdown"), help))
}

/// Whether a name is that of a folder which becomes a book by itself: it is no project, and in none.
fn is_book(path: &Path) -> bool {
    let lies_in = |root: PathBuf| {
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        real(path).starts_with(real(&root))
    };
    path.is_dir() && !project::is_project(path) && !project::find(Path::new(".")).is_some_and(lies_in)
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
                        Markdown file or a folder of them: `warraq build notes.md`, `warraq build .`";
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

/// Opens a Markdown file, or a folder of them, as a project of its own.
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
    let open = if file.is_dir() { Project::folder } else { Project::single_file };
    open(file, &tags, sources, found).ok_or_else(|| console.report(found, sources))
}
