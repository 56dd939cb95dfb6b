//! Which files a manuscript is made of: the `.md` files of its language's folder, in the natural order of their names.

use super::files::{lies_in, names_in, outside, unreadable_names_in};
use super::{Project, Publication};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::language::LangTag;
use std::path::PathBuf;

/// A file of a manuscript, and where it stands in the book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chapter {
    /// The file.
    pub file: PathBuf,
    /// So many levels below a chapter its headings are.
    pub depth: u8,
    /// Headings that come before it: level, 0 for a part of the work, and words.
    pub before: Vec<(u8, String)>,
    /// Its title, where it has no heading of its own.
    pub title: Option<String>,
    /// Its headings are numbered as the house has it.
    pub numbered: bool,
    /// Its first heading is that of a part.
    pub part: bool,
}

impl Chapter {
    /// A file that is a chapter as it is.
    #[must_use]
    pub fn of(file: PathBuf) -> Self {
        Self { file, numbered: true, ..Self::default() }
    }
}

impl Publication {
    /// The manuscript's files in one language, in the natural order of their names. A missing or empty folder, a name that
    /// cannot be read and a link that leads out of the project are reported.
    #[must_use]
    pub fn manuscript_files(&self, project: &Project, lang: &LangTag, diagnostics: &mut Diagnostics) -> Vec<Chapter> {
        if self.is_alone() {
            return self.chapters.clone();
        }
        let own = self.folder.join(lang.as_str());
        let general = self.folder.join(lang.primary());
        let folder = if own.is_dir() || !general.is_dir() { own } else { general };
        let shown = project.shown(&folder).display().to_string();
        if !folder.is_dir() {
            diagnostics.push(
                Diagnostic::error("missing-manuscript", format!("`{}` has no text in {lang}", self.name))
                    .in_file(shown)
                    .help(format!(
                        "put its .md files there, or leave {lang} out of `languages` in {}",
                        project.shown(&self.folder.join("publication.toml")).display()
                    )),
            );
            return Vec::new();
        }
        for name in unreadable_names_in(&folder) {
            if is_markdown(&name.to_string_lossy()) {
                diagnostics.push(
                    Diagnostic::error("bad-name", "the name of this file is not UTF-8, and the file is not read")
                        .in_file(project.shown(&folder.join(name)).display().to_string())
                        .help("rename it; files follow each other by their names"),
                );
            }
        }
        let mut files = Vec::new();
        for name in names_in(&folder) {
            let path = folder.join(&name);
            if path.is_dir() {
                self.report_nested(project, &path, diagnostics);
            } else if is_markdown(&name) {
                if lies_in(&path, &project.root) {
                    files.push(Chapter::of(path));
                } else {
                    diagnostics.push(outside(&project.shown(&path)));
                }
            }
        }
        if files.is_empty() {
            diagnostics.push(
                Diagnostic::error("empty-manuscript", format!("`{}` has no .md file in {lang}", self.name))
                    .in_file(shown)
                    .help("the manuscript is made of the .md files of this folder, in name order"),
            );
        }
        files
    }

    fn report_nested(&self, project: &Project, folder: &std::path::Path, diagnostics: &mut Diagnostics) {
        if names_in(folder).iter().any(|name| is_markdown(name)) {
            diagnostics.push(
                Diagnostic::warning("nested-manuscript", "the .md files in this folder are not part of the manuscript")
                    .in_file(project.shown(folder).display().to_string())
                    .help("put them one folder up; their names decide their order"),
            );
        }
    }
}

fn is_markdown(name: &str) -> bool {
    !name.starts_with('.') && std::path::Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case("md"))
}
