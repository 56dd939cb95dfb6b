//! The pictures of a book: read once, checked, and named so that every reader and shop takes the name.

use super::Resource;
use super::svg;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::manuscript::{Block, BlockKind, Inline, Manuscript, NoteId, Picture, Visitor, visit};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Largest file that is taken.
const MAX_BYTES: u64 = 64 << 20;

/// The pictures of a book.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    /// Where each file lies in the book.
    pub(super) places: BTreeMap<PathBuf, String>,
    /// Their contents, in order of first appearance.
    pub(super) resources: Vec<Resource>,
    /// Every picture has alternative text or is marked as a decoration.
    pub(super) described: bool,
    /// One of them may move.
    pub(super) moving: bool,
}

/// Collects and reads the pictures of these blocks and their notes. What cannot be read is reported and left out; its
/// alternative text will stand for it.
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
        match read(&picture.file, span, diagnostics) {
            Ok((kind, bytes)) => {
                let href = name(&picture.file, kind, &mut used);
                pictures.moving |= kind == Kind::Gif;
                if kind == Kind::Svg {
                    pictures.moving |= bytes.1;
                }
                pictures.places.insert(picture.file.clone(), href.clone());
                pictures.resources.push(Resource { href, media_type: kind.media_type(), bytes: bytes.0 });
            }
            Err(problem) => diagnostics.push(
                Diagnostic::error("unusable-picture", format!("{}: {problem}", file_name(&picture.file)))
                    .at(span)
                    .help("an e-book takes PNG, JPEG, GIF and SVG pictures"),
            ),
        }
    }
    pictures
}

/// What a file holds, told from its first bytes.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    Gif,
    Svg,
}

impl Kind {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Self::Png,
            [0xFF, 0xD8, 0xFF, ..] => Self::Jpeg,
            [b'G', b'I', b'F', b'8', ..] => Self::Gif,
            _ => Self::Svg,
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Svg => "image/svg+xml",
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }
}

/// The file's kind and its bytes, and whether it moves.
fn read(file: &Path, span: Span, diagnostics: &mut Diagnostics) -> Result<(Kind, (Vec<u8>, bool)), String> {
    let size = std::fs::metadata(file).map_err(|error| error.to_string())?.len();
    if size > MAX_BYTES {
        return Err(format!("{size} bytes are too much for a picture of an e-book"));
    }
    let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
    let kind = Kind::of(&bytes);
    if kind != Kind::Svg {
        return Ok((kind, (bytes, false)));
    }
    let drawing = svg::clean(&bytes)?;
    for what in &drawing.removed {
        let message = format!("{}: {what} was left out of the e-book", file_name(file));
        let help = "a drawing in a book holds no scripts and refers to no other files";
        diagnostics.push(Diagnostic::warning("drawing-cut", message).at(span).help(help));
    }
    Ok((kind, (drawing.text.into_bytes(), drawing.animated)))
}

/// A file as messages name it, beside the place that shows its path.
fn file_name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// `images/flows.svg`: the file's own name as far as it is ASCII, told apart where two are alike.
fn name(file: &Path, kind: Kind, used: &mut BTreeSet<String>) -> String {
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    let plain = plain.trim_matches('-');
    let stem = if plain.is_empty() { "picture" } else { plain };
    let mut name = format!("images/{stem}.{}", kind.extension());
    let mut count = 1;
    while !used.insert(name.clone()) {
        count += 1;
        name = format!("images/{stem}-{count}.{}", kind.extension());
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
        let mut name = |file: &str| name(Path::new(file), Kind::Png, &mut used);
        assert_eq!(name("a/Flows of money.PNG"), "images/flows-of-money.png");
        assert_eq!(name("b/flows of money.png"), "images/flows-of-money-2.png");
        assert_eq!(name("صورة.png"), "images/picture.png");
    }
}
