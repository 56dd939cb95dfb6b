//! Links from one publication to another: what they name must be there, in the same language.

use crate::diagnostics::{Diagnostic, Diagnostics, Span, nearest};
use crate::facts::Neighbour;
use crate::language::Language;
use crate::manuscript::{Block, Inline, LinkTarget, Manuscript, Visitor, visit};
use crate::project::Project;
use std::collections::BTreeMap;

/// Reports links that lead nowhere.
pub(super) fn check(
    project: &Project,
    language: &Language,
    text: &Manuscript,
    neighbours: Option<&BTreeMap<String, Neighbour>>,
) -> Diagnostics {
    struct Links<'a>(Vec<(&'a LinkTarget, Span, bool)>);
    impl<'a> Visitor<'a> for Links<'a> {
        fn block(&mut self, _: &'a Block) {}
        fn inline(&mut self, inline: &'a Inline) {
            match inline {
                Inline::Link { target, span, .. } => self.0.push((target, *span, true)),
                Inline::Reference { target, span, .. } => self.0.push((target, *span, false)),
                _ => {}
            }
        }
    }
    let mut links = Links(Vec::new());
    visit(&text.blocks, &mut links);
    text.notes.iter().for_each(|note| visit(&note.blocks, &mut links));
    let fault = |(target, span, has_words): (&LinkTarget, Span, bool)| {
        let LinkTarget::Publication { publication, id } = target else { return None };
        let fault = match neighbours.and_then(|neighbours| neighbours.get(publication)) {
            Some(neighbour) => missing_id(publication, neighbour, id.as_deref()?)?,
            None => missing_text(project, language, publication, has_words)?,
        };
        Some(fault.at(span))
    };
    links.0.into_iter().filter_map(fault).collect()
}

fn missing_id(publication: &str, neighbour: &Neighbour, id: &str) -> Option<Diagnostic> {
    if neighbour.targets.contains_key(id) {
        return None;
    }
    let help = match nearest(id, neighbour.targets.keys().map(String::as_str)) {
        Some(near) => format!("did you mean `{publication}#{near}`?"),
        None => format!("give the place meant in `{publication}` the id in braces: {{#{id}}}"),
    };
    let message = format!("nothing in `{publication}` is called `{id}` in this language");
    Some(Diagnostic::error("unresolved-reference", message).help(help))
}

/// A link with words of its own becomes plain words; a reference without would have nothing to say. A name that is no
/// publication was reported when the text was read, and so was a text that could not be read.
fn missing_text(project: &Project, language: &Language, name: &str, has_words: bool) -> Option<Diagnostic> {
    let publication = project.publication(name)?;
    let tag = &language.tag;
    if publication.languages.contains(tag) {
        return None;
    }
    let message = format!("`{name}` has no text in {tag}, so nothing can lead there");
    let code = "unresolved-reference";
    let finding = if has_words { Diagnostic::warning(code, message) } else { Diagnostic::error(code, message) };
    Some(finding.help("say it without a link in this language, or translate what is linked to"))
}
