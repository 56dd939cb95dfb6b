//! Pictures: each file once, whatever the number of places where it stands.
//!
//! In: the pictures that the pages name. Out: one external object for each, drawn in the unit square. A file that cannot
//! be read is reported, and its place stays empty.

mod jpeg;
mod png;
mod spaces;
mod svg;

use super::fonts::{Fonts, Usage};
use super::{Info, Kind};
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::font::FontSet;
use crate::layout::Pages;
use crate::text::{ItemKind, Owner};
use lopdf::{Dictionary, Document, ObjectId, dictionary};
use rayon::prelude::*;
use spaces::Spaces;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files above this are no pictures for a book.
const MAX_FILE: u64 = 256 << 20;

/// What is wrong with a picture.
#[derive(Debug)]
enum Problem {
    /// It is not what it should be.
    Broken(String),
    /// It is whole, but of a kind that has no place in a PDF file.
    Unsupported(String),
    /// It would need too much memory.
    TooLarge,
    /// It is not there, or not for us.
    Unreadable(std::io::Error),
}

/// A picture in the form in which it is embedded.
enum Picture {
    Raster(Box<png::Raster>),
    Drawing(Box<svg::Drawing>),
}

/// The pictures of a file, numbered in the order of first use.
pub(super) struct Pictures {
    of_file: BTreeMap<PathBuf, usize>,
    pictures: Vec<Option<Picture>>,
    kind: Kind,
}

impl Pictures {
    /// Reads the pictures of the pages; glyphs of drawings are added to `usage`.
    pub(super) fn load(
        pages: &Pages,
        info: &Info,
        fonts: &FontSet,
        usage: &mut Usage,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut files: Vec<(&Path, Option<Span>)> = Vec::new();
        let mut of_file = BTreeMap::new();
        for item in pages.frames.iter().flat_map(|frame| &frame.items) {
            let ItemKind::Picture { file, .. } = &item.kind else { continue };
            of_file.entry(file.clone()).or_insert_with(|| {
                let source = match item.owner {
                    Owner::Node(node) => pages.structure.nodes.get(&node).and_then(|node| node.source),
                    Owner::Artifact(_) => None,
                };
                files.push((file, source));
                files.len() - 1
            });
        }
        let reader = svg::Reader::new(fonts, &info.lang);
        let read: Vec<_> = files.par_iter().map(|(file, _)| read(file, info.kind, &reader)).collect();
        let pictures = read.into_iter().zip(&files).map(|(picture, (file, source))| match picture {
            Ok(picture) => {
                if let Picture::Drawing(drawing) = &picture {
                    drawing.announce(usage);
                    drawing.report(file, *source, diagnostics);
                }
                Some(picture)
            }
            Err(problem) => {
                let finding = problem.finding(file);
                diagnostics.push(match source {
                    Some(source) => finding.at(*source),
                    None => finding,
                });
                None
            }
        });
        let pictures = pictures.collect();
        Self { of_file, pictures, kind: info.kind }
    }

    /// The name of a picture in the resources of pages; `None` for one that could not be read.
    pub(super) fn name(&self, file: &Path) -> Option<String> {
        let number = *self.of_file.get(file)?;
        self.pictures.get(number)?.as_ref().map(|_| format!("P{number}"))
    }

    /// Whether what lies under a picture may shine through it.
    pub(super) fn is_transparent(&self, file: &Path) -> bool {
        let picture = self.of_file.get(file).and_then(|number| self.pictures.get(*number)?.as_ref());
        match picture {
            Some(Picture::Raster(raster)) => raster.is_transparent(),
            Some(Picture::Drawing(drawing)) => drawing.is_transparent(),
            None => false,
        }
    }

    /// Writes the pictures and returns their names and objects. Drawings set words with the file's fonts, named in the
    /// dictionary `names_of_fonts`, and its `outlines`.
    pub(super) fn embed(
        self,
        document: &mut Document,
        fonts: &Fonts<'_>,
        names_of_fonts: ObjectId,
        outlines: &[(String, ObjectId)],
    ) -> Dictionary {
        let mut names = Dictionary::new();
        let mut spaces = Spaces::new(self.kind);
        for (number, picture) in self.pictures.into_iter().enumerate() {
            let object = match picture {
                None => continue,
                Some(Picture::Raster(raster)) => raster.embed(document, &mut spaces),
                Some(Picture::Drawing(drawing)) => {
                    drawing.embed(document, (fonts, names_of_fonts, outlines), &mut spaces)
                }
            };
            names.set(format!("P{number}"), object);
        }
        names
    }
}

impl Problem {
    fn finding(&self, file: &Path) -> Diagnostic {
        let shown = file.display().to_string();
        let (code, message, help) = match self {
            Self::Broken(why) => {
                ("broken-picture", format!("the picture cannot be read: {why}"), "save it again with a picture editor")
            }
            Self::Unsupported(why) => {
                ("unsupported-picture", format!("the picture cannot be embedded: {why}"), "save it as PNG, JPEG or SVG")
            }
            Self::TooLarge => (
                "picture-too-large",
                "the picture is too large".to_owned(),
                "scale it down to 300 dots an inch at its printed size",
            ),
            Self::Unreadable(error) => {
                ("missing-picture", format!("the picture cannot be opened: {error}"), "check its path")
            }
        };
        Diagnostic::error(code, message).in_file(shown).help(help)
    }
}

/// Reads a file, whatever its name ends in.
fn read(file: &Path, kind: Kind, reader: &svg::Reader<'_>) -> Result<Picture, Problem> {
    let size = std::fs::metadata(file).map_err(Problem::Unreadable)?.len();
    if size > MAX_FILE {
        return Err(Problem::TooLarge);
    }
    let data = std::fs::read(file).map_err(Problem::Unreadable)?;
    match raster(&data, kind)? {
        Some(raster) => Ok(Picture::Raster(Box::new(raster))),
        None => Ok(Picture::Drawing(Box::new(reader.read(&data)?))),
    }
}

/// A PNG or JPEG picture; `None` for what is neither.
fn raster(data: &[u8], kind: Kind) -> Result<Option<png::Raster>, Problem> {
    if data.starts_with(b"\x89PNG\r\n\x1a\n") {
        return png::read(data).map(Some);
    }
    if data.starts_with(&[0xFF, 0xD8]) {
        return jpeg::read(data, kind).map(png::Raster::opaque).map(Some);
    }
    Ok(None)
}

/// The dictionary of an image.
fn image(width: u32, height: u32, space: &str, bits: i64) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "ColorSpace" => space,
        "BitsPerComponent" => bits,
    }
}
