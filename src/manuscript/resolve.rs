//! Sorts links into those out of the toolbox, to another publication and to a place of this one.

use super::pictures::normal;
use super::targets::{Targets, slug};
use super::tree::*;
use super::walk::for_each_inline_mut;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Span, nearest};
use crate::project::percent_decoded;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Schemes that run or read something on the reader's machine.
const UNSAFE: [&str; 5] = ["javascript", "vbscript", "data", "file", "blob"];

/// What links may lead to.
pub(super) struct Resolver<'a> {
    pub(super) targets: &'a Targets,
    pub(super) publications: &'a [String],
    /// A single file without a project, as others write them: a broken link in it is no error.
    pub(super) alone: bool,
    /// The files of the publication by their paths without dots.
    pub(super) files: BTreeMap<PathBuf, FileId>,
    /// Folder of each file.
    pub(super) folders: BTreeMap<FileId, PathBuf>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

/// Where a link leads, or why it does not.
enum Found {
    Target(LinkTarget),
    /// Its words stay and lead nowhere.
    Words,
    /// An error was reported.
    Nothing,
}

impl Resolver<'_> {
    /// Resolves the links in the blocks.
    pub(super) fn blocks(&mut self, blocks: &mut [Block]) {
        for_each_inline_mut(blocks, &mut |inline| {
            if let Inline::Link { target: LinkTarget::External(raw), span, .. }
            | Inline::Reference { target: LinkTarget::External(raw), span, .. } = inline
            {
                let found = self.find(raw, *span);
                settle(inline, found);
            }
        });
    }

    fn find(&mut self, raw: &str, span: Span) -> Found {
        let raw = raw.trim();
        if let Some((scheme, rest)) = raw.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
            if rest.starts_with(':') {
                return self.words("relative-link", format!("`{raw}` is no address"), span);
            }
            if UNSAFE.contains(&scheme.to_ascii_lowercase().as_str()) {
                return self.words("unsafe-link", format!("a link with `{scheme}:` does not belong in a book"), span);
            }
            return Found::Target(LinkTarget::External(raw.to_owned()));
        }
        if let Some(rest) = raw.strip_prefix("//") {
            return Found::Target(LinkTarget::External(format!("https://{rest}")));
        }
        let (path, id) = match raw.split_once('#') {
            Some((path, id)) => (path, Some(percent_decoded(id)).filter(|id| !id.is_empty())),
            None => (raw, None),
        };
        let path = percent_decoded(path);
        match (path.as_str(), id) {
            ("", None) => self.words("relative-link", "this link leads nowhere".to_owned(), span),
            ("", Some(id)) => self.internal(&id, span.file, span),
            (path, id) => self.elsewhere(path, id, span),
        }
    }

    fn elsewhere(&mut self, path: &str, id: Option<String>, span: Span) -> Found {
        if self.publications.iter().any(|name| name == path) {
            return Found::Target(LinkTarget::Publication { publication: path.to_owned(), id });
        }
        let folder = self.folders.get(&span.file).cloned().unwrap_or_default();
        let file = normal(&folder.join(path));
        let named = |extension: &str| self.files.get(&file.with_extension(extension)).copied();
        let is_text = file.extension().is_some_and(|extension| {
            ["md", "markdown", "html"].iter().any(|known| extension.eq_ignore_ascii_case(known))
        });
        if let Some(other) = self.files.get(&file).copied().or_else(|| named("md").filter(|_| is_text)) {
            return match id {
                Some(id) => self.internal(&id, other, span),
                None => match self.targets.of_file.get(&other) {
                    Some(id) => Found::Target(LinkTarget::Internal(id.clone())),
                    None => self.words("relative-link", format!("`{path}` has no heading to lead to"), span),
                },
            };
        }
        let mut names = Path::new(path).components().filter_map(|part| part.as_os_str().to_str());
        let publication = names.rfind(|name| self.publications.iter().any(|known| known == name));
        if let Some(publication) = publication.filter(|_| is_text) {
            return Found::Target(LinkTarget::Publication { publication: publication.to_owned(), id });
        }
        if !path.contains(['/', '.']) && self.publications.len() > usize::from(self.alone) {
            let help = match nearest(path, self.publications.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write `publication#id`, or `#id` for a place in this text".to_owned(),
            };
            let message = format!("there is no publication `{path}`");
            self.diagnostics.push(Diagnostic::error("unresolved-reference", message).at(span).help(help));
            return Found::Nothing;
        }
        self.words(
            "relative-link",
            format!("`{path}` is no part of this publication; the words stay, the link goes"),
            span,
        )
    }

    fn words(&mut self, code: &'static str, message: String, span: Span) -> Found {
        let help = "write a whole address such as https://…, `#id`, or `publication#id`";
        self.diagnostics.push(Diagnostic::warning(code, message).at(span).help(help));
        Found::Words
    }

    /// An id of this publication, or the name that GitHub gives a heading of the file.
    fn internal(&mut self, id: &str, file: FileId, span: Span) -> Found {
        let by_slug = |name: String| self.targets.by_slug.get(&(file, name)).cloned();
        let found = self.targets.by_id.contains_key(id).then(|| id.to_owned());
        // A heading of the file itself comes before one of the same name in another file.
        let found = match (by_slug(id.to_owned()), found) {
            (Some(own), Some(same)) if own != same && is_made_of_words(self.targets, &same) => Some(own),
            (own, found) => {
                found.or(own).or_else(|| by_slug(slug(id))).or_else(|| by_slug(slug(&id.replace('_', "-"))))
            }
        };
        if let Some(id) = found {
            return Found::Target(LinkTarget::Internal(id));
        }
        let help = match nearest(id, self.targets.by_id.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `#{near}`?"),
            None => format!("give the place it leads to the id: `{{#{id}}}`"),
        };
        let message = format!("there is no `#{id}` in this publication");
        if self.alone {
            self.diagnostics.push(Diagnostic::warning("unresolved-reference", message).at(span).help(help));
            return Found::Words;
        }
        self.diagnostics.push(Diagnostic::error("unresolved-reference", message).at(span).help(help));
        Found::Nothing
    }
}

/// Whether the id is that of a heading that got it from its words.
fn is_made_of_words(targets: &Targets, id: &str) -> bool {
    targets
        .by_id
        .get(id)
        .is_some_and(|target| matches!(target.kind, TargetKind::Heading(_)) && slug(&target.title) == id)
}

/// Writes into a link what was found.
fn settle(inline: &mut Inline, found: Found) {
    let old = std::mem::replace(inline, Inline::SoftBreak);
    *inline = match (old, found) {
        (Inline::Reference { node, span, .. }, Found::Target(LinkTarget::External(url))) => {
            let text = url.strip_prefix("mailto:").unwrap_or(&url).to_owned();
            Inline::Link { node, span, content: vec![Inline::Text { text, span }], target: LinkTarget::External(url) }
        }
        (Inline::Reference { node, span, .. }, Found::Target(target)) => Inline::Reference { node, target, span },
        (Inline::Link { node, span, content, .. }, Found::Target(target)) => {
            Inline::Link { node, target, span, content }
        }
        (Inline::Link { node, content, .. }, Found::Words) => {
            Inline::Span { node, id: None, lang: None, classes: Vec::new(), content }
        }
        // It has no words of its own: the id says at least what was meant; an address is none (CommonMark 6.3).
        (Inline::Reference { node, target: LinkTarget::External(raw), span }, Found::Words) => {
            let id = raw.strip_prefix('#').map(str::to_owned);
            let content = id.map(|text| Inline::Text { text, span }).into_iter().collect();
            Inline::Span { node, id: None, lang: None, classes: Vec::new(), content }
        }
        (old, _) => old,
    };
}

fn is_scheme(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
}
