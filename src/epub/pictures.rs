//! The pictures of a book: each once, upright, and named so that every reader and shop takes the name.

use super::Resource;
use crate::diagnostics::{Diagnostics, Span};
use crate::manuscript::{Block, BlockKind, Inline, Manuscript, NoteId, Picture, Visitor, visit};
use crate::picture::{Fault, Format, Image, pixels, profile};
use std::collections::{BTreeMap, BTreeSet};

/// The pictures of a book.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Where each picture lies in the book.
    pub(super) places: BTreeMap<Image, String>,
    /// Their contents, in order of first appearance.
    pub(super) resources: Vec<Resource>,
    /// Every picture has alternative text or is marked as a decoration.
    pub(super) described: bool,
    /// One of them may move.
    pub(super) moving: bool,
}

/// Collects the pictures of these blocks and their notes. What cannot be used is reported and left out; its alternative
/// text will stand for it.
pub(super) fn collect(blocks: &[Block], manuscript: &Manuscript, diagnostics: &mut Diagnostics) -> Pictures {
    let mut found = Found { pictures: Vec::new(), manuscript, notes: BTreeSet::new() };
    visit(blocks, &mut found);
    let mut pictures = Pictures { described: true, ..Pictures::default() };
    let mut used = BTreeSet::new();
    for (picture, span) in found.pictures {
        pictures.described &= picture.alt.is_some();
        if pictures.places.contains_key(&picture.file) {
            continue;
        }
        match made(&picture.file) {
            Ok(Made { format, bytes, moves }) => {
                let href = name(&picture.file, format, &mut used);
                pictures.moving |= moves;
                pictures.places.insert(picture.file.clone(), href.clone());
                pictures.resources.push(Resource { href, media_type: format.media_type(), bytes });
            }
            Err(fault) => diagnostics.push(fault.finding(&picture.file).at(span)),
        }
    }
    pictures
}

/// A picture as a book holds it.
struct Made {
    format: Format,
    bytes: Vec<u8>,
    moves: bool,
}

/// The file as it is, where every reader shows it upright: readers heed the orientation of JPEG files, and not all that
/// of others.
fn made(image: &Image) -> Result<Made, Fault> {
    let facts = image.facts().map_err(Clone::clone)?;
    let (format, moves) = (facts.format, facts.moves);
    if let Some(drawing) = &facts.drawing {
        return Ok(Made { format, bytes: drawing.as_bytes().to_vec(), moves });
    }
    let bytes = image.bytes()?;
    if format == Format::Jpeg || facts.orientation.is_upright() {
        return Ok(Made { format, bytes, moves });
    }
    let upright = pixels(&bytes)?.turned(facts.orientation).png(profile(&bytes))?;
    Ok(Made { format: Format::Png, bytes: upright, moves: false })
}

/// `images/flows.svg`: the file's own name as far as it is ASCII, told apart where two are alike.
fn name(image: &Image, format: Format, used: &mut BTreeSet<String>) -> String {
    let stem = image.path().file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    let plain = plain.trim_matches('-');
    let stem = if plain.is_empty() || image.is_address() { "picture" } else { plain };
    let mut name = format!("images/{stem}.{}", format.extension());
    let mut count = 1;
    while !used.insert(name.clone()) {
        count += 1;
        name = format!("images/{stem}-{count}.{}", format.extension());
    }
    name
}

struct Found<'a> {
    pictures: Vec<(&'a Picture, Span)>,
    manuscript: &'a Manuscript,
    notes: BTreeSet<NoteId>,
}

impl<'a> Visitor<'a> for Found<'a> {
    fn block(&mut self, block: &'a Block) {
        if let BlockKind::Figure(figure) = &block.kind {
            self.pictures.push((&figure.picture, block.span));
        }
    }

    fn inline(&mut self, inline: &'a Inline) {
        match inline {
            Inline::Image { picture, span, .. } => self.pictures.push((picture, *span)),
            Inline::NoteMark { note, .. } if self.notes.insert(*note) => {
                if let Some(note) = self.manuscript.notes.get(note.0 as usize) {
                    visit(&note.blocks, self);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_and_different() {
        let mut used = BTreeSet::new();
        let mut name = |file: &str| name(&Image::file(file), Format::Png, &mut used);
        assert_eq!(name("a/Flows of money.PNG"), "images/flows-of-money.png");
        assert_eq!(name("b/flows of money.png"), "images/flows-of-money-2.png");
        assert_eq!(name("صورة.png"), "images/picture.png");
    }
}
