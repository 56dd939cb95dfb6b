//! What no book can be made with, found before its pages are: volumes that cannot be, characters that no font has.
//!
//! In: a manuscript and what the project says of its publication. Out: the findings that making its pages would give.

use super::limits;
use super::volumes::headings_of;
use super::{Input, publication_file, spine};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::font::FontRole;
use crate::manuscript::{Block, BlockKind, Inline, Visitor, visit};
use crate::project::{HouseStyle, VolumeRule, Volumes};
use crate::text::{Artifact, Owner, Paragraph, Piece, PieceKind, TextStyle, prepare};

/// All of them.
#[must_use]
pub fn refusals(input: &Input<'_>) -> Diagnostics {
    let house = input.house;
    let mut found = Diagnostics::new();
    if let Some(volumes) = input.publication.volumes.get(&input.language.tag) {
        found.extend(of_volumes(input, house, volumes));
    }
    let mut characters = Characters { input, size: house.text_size, pieces: Vec::new(), found };
    visit(&input.manuscript.blocks, &mut characters);
    input.manuscript.notes.iter().for_each(|note| visit(&note.blocks, &mut characters));
    characters.found
}

/// What is wrong with the rule by which a publication is split.
pub(super) fn of_volumes(input: &Input<'_>, house: &HouseStyle, volumes: &Volumes) -> Diagnostics {
    let page = &house.page;
    let found = match &volumes.rule {
        VolumeRule::Limits(limits) => {
            let least = limits::LEAST;
            limits::tightest(limits, page).filter(|limit| limit.pages < least).map(|limit| {
                let (thickness, weight) = (spine::thickness(page, least).mm(), limits::weight(page, least));
                let message = format!("no volume of {least} pages keeps to `{}`", limit.key);
                Diagnostic::error("out-of-range", message)
                    .help(format!("one of {least} pages is {thickness:.1} mm thick and weighs {weight:.0} g"))
            })
        }
        VolumeRule::After(ids) => {
            let known = headings_of(&input.manuscript.blocks);
            ids.iter().find(|id| !known.contains(&id.as_str())).map(|id| {
                let message = format!("no chapter has the id `{id}` after which a volume is to end");
                Diagnostic::error("unknown-chapter", message).help("`after` takes ids of headings with one `#`")
            })
        }
        VolumeRule::Whole | VolumeRule::Count(_) => None,
    };
    found.into_iter().map(|finding| finding.in_file(publication_file(input))).collect()
}

/// Characters that no font has, as they are found when a paragraph is set.
struct Characters<'a> {
    input: &'a Input<'a>,
    size: crate::units::Length,
    /// Words that stand together.
    pieces: Vec<Piece>,
    found: Diagnostics,
}

impl Characters<'_> {
    fn add(&mut self, text: &str, span: Option<crate::diagnostics::Span>, role: FontRole) {
        let style = TextStyle { role, size: self.size, ..TextStyle::default() };
        let owner = Owner::Artifact(Artifact::Layout);
        self.pieces.push(Piece { source: span, ..Piece::new(PieceKind::Text(text.to_owned()), style, owner) });
    }

    fn look(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        if !pieces.is_empty() {
            prepare(&Paragraph::display(pieces, self.input.language), self.input.fonts, &mut self.found);
        }
    }
}

impl<'a> Visitor<'a> for Characters<'_> {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Code(code) => self.add(&code.text, Some(block.span), FontRole::Code),
            BlockKind::Part(part) => {
                part.facts.iter().for_each(|(_, value)| self.add(value, None, FontRole::Text));
            }
            _ => return,
        }
        self.look();
    }

    fn end_of_line(&mut self) {
        self.look();
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Text { text, span } => self.add(text, Some(*span), FontRole::Text),
            Inline::Code { text, span, .. } => self.add(text, Some(*span), FontRole::Code),
            _ => {}
        }
    }
}
