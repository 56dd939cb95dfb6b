//! The manuscript as one publication or one edition has it.

use super::answers;
use super::prune::{Readers, pruned};
use super::targets;
use super::tree::*;
use super::walk::{for_each_block, for_each_inline_mut};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::language::Language;
use crate::project::{Answers, Edition, View};
use std::collections::{BTreeMap, BTreeSet};

/// The term for the edition that has the answers alone.
const APART: &str = "in-answer-key";

/// What a reference of an edition leads to and that this edition does not have.
#[derive(Copy, Clone, Debug)]
pub struct LeftOut<'a> {
    /// Its id.
    pub id: &'a str,
    /// The book that has it, in words.
    pub book: &'a str,
    /// It is an answer of those that are given apart.
    pub is_answer: bool,
}

/// The manuscript without what is only for other editions (`:::only editions="print"`) or other people.
///
/// Numbers of headings, figures, tables and parts stay those of the whole text, so that «figure 3» is the same in every
/// edition. Notes are numbered anew, as nobody names them by number from outside; so are their ids. Elements keep their
/// numbers.
///
/// A reference to what is left out says where that is: «the facilitator's book», with the page where `pages` knows it.
#[must_use]
pub fn for_edition(
    manuscript: &Manuscript,
    edition: &Edition,
    language: &Language,
    pages: &dyn Fn(&LeftOut<'_>) -> Option<String>,
) -> Manuscript {
    let mut out = pruned(manuscript, Readers::Edition(edition));
    let mut elsewhere: BTreeMap<String, &str> = BTreeMap::new();
    let mut of_part = |block: &Block| {
        let BlockKind::Part(part) = &block.kind else { return };
        let term = match part.kind {
            PartKind::Facilitator => "in-facilitators-book",
            PartKind::Answer if edition.answers == Answers::Apart => APART,
            PartKind::Answer => "answers-in-facilitators-book",
            _ => return,
        };
        for_each_block(std::slice::from_ref(block), &mut |block| {
            if let Some(id) = &block.id {
                elsewhere.entry(id.clone()).or_insert(term);
            }
        });
    };
    for_each_block(&manuscript.blocks, &mut of_part);
    let kept: BTreeSet<String> = out.targets.keys().cloned().collect();
    let mut say = |inline: &mut Inline| {
        let Inline::Reference { target: LinkTarget::Internal(id), span, .. } = inline else { return };
        let Some(target) = manuscript.targets.get(id).filter(|_| !kept.contains(id)) else { return };
        let text = match elsewhere.get(id.as_str()) {
            Some(term) => {
                let left_out = LeftOut { id, book: language.term(term), is_answer: *term == APART };
                pages(&left_out).unwrap_or_else(|| left_out.book.to_owned())
            }
            // Pieces lie beside the book that they are taken from.
            None if edition.pieces.is_some() => target.words(language),
            None => language.term("in-another-edition").to_owned(),
        };
        *inline = Inline::Text { text, span: *span };
    };
    for_each_inline_mut(&mut out.blocks, &mut say);
    out.notes.iter_mut().for_each(|note| for_each_inline_mut(&mut note.blocks, &mut say));
    if edition.answers == Answers::AtEnd && edition.pieces.is_none() {
        answers::to_the_end(&mut out, language);
    }
    out
}

/// A text as one of its publications has it.
#[derive(Clone, Debug)]
pub struct Viewed {
    /// The text.
    pub manuscript: Manuscript,
    /// What is wrong with it in this view only.
    pub found: Diagnostics,
}

/// The text as each of its publications has it, in their order: without what is for other views
/// (`:::only view="condensed"`, sections of headings with `.full`), and counted anew, headings down to `number_to_level`.
/// A link to what is in another publication only leads there.
///
/// Errors: `empty-view`, `unresolved-reference`.
#[must_use]
pub fn for_views(whole: &Manuscript, publications: &[(View, &str)], number_to_level: u8) -> Vec<Viewed> {
    let mut views: Vec<Viewed> = publications
        .iter()
        .map(|(view, _)| {
            let (manuscript, mut found) = (in_view(whole, *view, number_to_level), Diagnostics::new());
            let is_text = |block: &Block| !matches!(block.kind, BlockKind::PageBreak | BlockKind::Rule);
            if let (false, Some(first)) = (manuscript.blocks.iter().any(is_text), whole.blocks.first()) {
                let message = format!("nothing of this text is in its view `{}`", view.name());
                let help = "take `.full` off a heading, or take the table [condensed] out of publication.toml";
                found.push(Diagnostic::error("empty-view", message).at(first.span).help(help));
            }
            Viewed { manuscript, found }
        })
        .collect();
    let ids: Vec<BTreeSet<String>> =
        views.iter().map(|view| view.manuscript.targets.keys().cloned().collect()).collect();
    for (own, view) in ids.iter().zip(&mut views) {
        let elsewhere = |id: &str| {
            let (_, (_, name)) = ids.iter().zip(publications).find(|(ids, _)| ids.contains(id))?;
            Some((*name).to_owned())
        };
        lead_out(view, own, &elsewhere);
    }
    views
}

/// The whole text where nothing in it is for one view.
fn in_view(whole: &Manuscript, view: View, number_to_level: u8) -> Manuscript {
    let mut is_for_some = view != View::Full;
    let mut look = |block: &Block| {
        is_for_some |= matches!(&block.kind, BlockKind::Part(part) if part.kind == PartKind::Only);
    };
    for_each_block(&whole.blocks, &mut look);
    whole.notes.iter().for_each(|note| for_each_block(&note.blocks, &mut look));
    if !is_for_some {
        return whole.clone();
    }
    let mut out = pruned(whole, Readers::View(view));
    let given = whole.targets.iter().filter(|(_, target)| target.given).map(|(id, _)| id.clone()).collect();
    // What is to be said of levels was said of the whole text.
    let mut said = Diagnostics::new();
    out.targets = targets::count(&mut out.blocks, &mut out.notes, given, number_to_level, &mut said).by_id;
    out
}

/// Makes links to what is not in this view lead to the publication that has it.
fn lead_out(view: &mut Viewed, own: &BTreeSet<String>, elsewhere: &dyn Fn(&str) -> Option<String>) {
    let Viewed { manuscript, found } = view;
    let mut lead = |inline: &mut Inline| {
        let (Inline::Link { target, span, .. } | Inline::Reference { target, span, .. }) = inline else { return };
        let LinkTarget::Internal(id) = target else { return };
        if own.contains(id) {
            return;
        }
        match elsewhere(id) {
            Some(publication) => *target = LinkTarget::Publication { publication, id: Some(id.clone()) },
            None => {
                let message =
                    format!("what `#{id}` names is left out here and in every other publication of this text");
                let help = "refer to something else, or let this reference stand in the same view as what it names";
                found.push(Diagnostic::error("unresolved-reference", message).at(*span).help(help));
            }
        }
    };
    for_each_inline_mut(&mut manuscript.blocks, &mut lead);
    manuscript.notes.iter_mut().for_each(|note| for_each_inline_mut(&mut note.blocks, &mut lead));
}
