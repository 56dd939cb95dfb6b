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
        let is_file = |name: &&String| {
            let path = Path::new(name);
            let is_markdown =
                path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"));
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
