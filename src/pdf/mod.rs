//! Pages to a PDF file.
//!
//! In: [`Pages`], the fonts they are set in, and what the file says about itself. Out: the bytes of the file, the same
//! for the same pages on any machine. Steps: number the glyphs used (`fonts`), read the pictures (`pictures`), draw the
//! pages (`page`, `draw`) by the one writer of operators (`content`), have printpdf make the document with its pages and
//! what they name (`document`), and complete it (`finish`): contents, fonts with their texts, structure tree (`roles`,
//! `tags`), links, bookmarks, page labels, metadata, compression.
//!
//! The print edition has bleed and black ink and nothing to click; the screen edition has tags, links and sRGB, and
//! follows PDF/UA-1 and PDF/A-2a.

mod color;
mod condition;
pub(crate) mod content;
mod deflate;
mod document;
mod draw;
mod finish;
mod fonts;
mod geometry;
mod glyphs;
mod labels;
mod links;
mod marks;
mod metadata;
mod outline;
mod page;
mod pictures;
mod roles;
mod rtl;
mod save;
mod srgb;
mod tags;
mod trees;
mod union;

pub(crate) use deflate::stream as deflated;
pub(crate) use save::{PRODUCER, save};

use crate::diagnostics::Diagnostics;
use crate::font::{FontId, FontSet};
use crate::language::{Direction, LangTag};
use crate::layout::Pages;
use crate::manuscript::LinkTarget;
use crate::text::{Item, ItemKind};
use crate::units::{Color, Length};
use fonts::{Fonts, Usage};
use page::Desk;
use pictures::Pictures;
use roles::Roles;
use rtl::Show;
use std::collections::BTreeMap;
use std::fmt;

/// What the file is for.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A printer: bleed, inks, no links, no tags.
    Print,
    /// A screen: tags, links, bookmarks, RGB.
    Screen,
}

/// What the file says about itself, and what its pages cannot know.
#[derive(Clone, Debug)]
pub struct Info {
    /// What the file is for.
    pub kind: Kind,
    /// Title, with the volume where there are several.
    pub title: String,
    /// Subtitle.
    pub subtitle: Option<String>,
    /// Names of those who wrote it.
    pub authors: Vec<String>,
    /// Publisher.
    pub publisher: Option<String>,
    /// Words to find it by.
    pub keywords: Vec<String>,
    /// Language of the text.
    pub lang: LangTag,
    /// Which way lines run; right-to-left books are bound on the right.
    pub direction: Direction,
    /// Date of the text, UTC; a file without one is possible.
    pub date: Option<jiff::civil::DateTime>,
    /// What identifies this edition of the text, such as a URN.
    pub identifier: String,
    /// Bleed around the trimmed page; only the print edition has it.
    pub bleed: Length,
    /// Crop marks around the trimmed page; only the print edition has them.
    pub marks: bool,
    /// Blank pages after the last one; only the print edition has them.
    pub blanks: usize,
    /// Colour of the words of links.
    pub link_color: Color,
    /// Colour that they have in print, where there is nothing to click.
    pub ink: Color,
    /// Files that links into other publications and other volumes lead to, relative to this one. A link whose target is
    /// neither here nor on the pages leads nowhere and is dropped.
    pub links: BTreeMap<LinkTarget, String>,
}

impl Info {
    /// Whether crop marks are drawn.
    fn has_marks(&self) -> bool {
        self.marks && self.kind == Kind::Print
    }

    /// How many blank pages follow the last one.
    fn blanks(&self) -> usize {
        if self.kind == Kind::Print { self.blanks } else { 0 }
    }
}

/// Why no file could be made.
#[derive(Debug)]
pub enum Error {
    /// A font cannot be embedded.
    Font(String),
    /// printpdf gave back other pages than it was given.
    Pages,
    /// The file could not be put together.
    Write(std::io::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font(message) => f.write_str(message),
            Self::Pages => f.write_str("the pages were not written as they were drawn"),
            Self::Write(error) => write!(f, "the file could not be put together: {error}"),
        }
    }
}

impl std::error::Error for Error {}

/// Writes the pages to a PDF file.
///
/// A picture that cannot be read is reported, and its place stays empty.
///
/// # Errors
/// A font that cannot be read or embedded.
pub fn write(pages: &Pages, info: &Info, set: &FontSet, diagnostics: &mut Diagnostics) -> Result<Vec<u8>, Error> {
    let mut usage = Usage::default();
    let pictures = Pictures::load(pages, info, set, &mut usage, diagnostics);
    for frame in &pages.frames {
        let fonts = page::parts(frame).map(|items| announce(items, info, set, &mut usage));
        if let Some(font) = fonts.into_iter().flatten().next() {
            usage.add_made(font, &rtl::blank());
        }
    }
    let fonts = Fonts::new(usage, set)?;
    let roles = (info.kind == Kind::Screen).then(|| Roles::new(&pages.structure));
    let structure = &pages.structure;
    let desk = Desk { info, set, fonts: &fonts, pictures: &pictures, structure, roles: roles.as_ref() };
    let drawn = page::draw(&pages.frames, &desk);
    finish::finish(pages, info, drawn, &fonts, pictures, roles.as_ref())
}

/// Adds the glyphs of items that follow each other to those used, and tells the font of the first line from right to left.
fn announce(mut items: &[Item], info: &Info, fonts: &FontSet, usage: &mut Usage) -> Option<FontId> {
    let mut first = None;
    while let Some((item, rest)) = items.split_first() {
        let line = if info.kind == Kind::Screen { rtl::line(items, fonts, info.direction) } else { None };
        let run = if let ItemKind::Glyphs(run, _) = &item.kind { Some(run) } else { None };
        items = rest;
        match (line, run) {
            (Some(line), _) => {
                first = first.or(line.steps.first().map(|step| step.run.font));
                for step in line.steps.iter().chain(&line.marks) {
                    match &step.show {
                        Show::Glyph(glyph, text, _) => usage.add_glyph(step.run.font, *glyph, text),
                        Show::Made(made) => usage.add_made(step.run.font, made),
                    }
                }
                items = items.get(line.items - 1..).unwrap_or_default();
            }
            (None, Some(run)) => usage.add_run(run),
            (None, None) => {}
        }
    }
    first
}

#[cfg(test)]
mod tests;
