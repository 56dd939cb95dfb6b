//! Pages to a PDF file.
//!
//! In: [`Pages`], the fonts they are set in, and what the file says about itself. Out: the bytes of the file, the same
//! for the same pages on any machine. Steps: number the glyphs used (`fonts`), read the pictures (`pictures`), draw the
//! pages (`page`, `draw`) by the one writer of operators (`content`), have printpdf make the document with its pages and
//! what they name (`document`), and complete it (`finish`): contents, fonts with their texts, structure tree (`roles`,
//! `tags`), links, bookmarks, page labels, metadata, compression.
//!
//! A file for paper has bleed and black ink and nothing to click, by the standard and in the colours that are asked for; one
//! for screens has tags, links and sRGB, and follows PDF/UA-1 and PDF/A-2a.

mod condition;
pub(crate) mod content;
mod deflate;
mod document;
mod draw;
mod finish;
mod flat;
mod fonts;
mod geometry;
mod glyphs;
mod labels;
mod links;
mod marks;
mod metadata;
mod outline;
mod page;
mod palette;
mod pictures;
mod roles;
mod rtl;
mod save;
mod srgb;
mod tags;
mod trees;
mod union;

pub use condition::Press;
pub use palette::Palette;

pub(crate) use deflate::stream as deflated;
pub(crate) use save::{PRODUCER, save};

use crate::diagnostics::Diagnostics;
use crate::font::{FontId, FontSet};
use crate::language::{Direction, LangTag};
use crate::layout::Pages;
use crate::manuscript::LinkTarget;
use crate::project::{Sides, Standard};
use crate::text::{Item, ItemKind};
use crate::units::Color;
use fonts::{Fonts, Usage};
use page::Desk;
use pictures::Pictures;
use roles::Roles;
use rtl::Show;
use std::collections::BTreeMap;
use std::fmt;

/// What the file says about itself, and what its pages cannot know.
#[derive(Clone, Debug)]
pub struct Info {
    /// The standard of a file for paper. `None` for one that is read on screens: it has tags, links and bookmarks, and
    /// follows PDF/UA-1 and PDF/A-2a.
    pub standard: Option<Standard>,
    /// What its colours are made of.
    pub palette: Palette,
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
    /// Bleed around the trimmed page; only what is for paper has it.
    pub bleed: Sides,
    /// The fewest pixels per inch of pictures with tones, and of those of two colours; none is asked on screens.
    pub least_density: [Option<u16>; 2],
    /// Crop marks around the trimmed page; only what is for paper has them.
    pub marks: bool,
    /// Blank pages after the last one; only what is for paper has them.
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
    /// Whether readers find tags, links and bookmarks.
    fn has_tags(&self) -> bool {
        self.standard.is_none()
    }

    /// Whether crop marks are drawn.
    fn has_marks(&self) -> bool {
        self.marks && !self.has_tags()
    }

    /// The standard of exchange for printers that it follows.
    fn exchange(&self) -> Option<Standard> {
        self.standard.filter(|standard| *standard != Standard::Plain)
    }

    /// Whether what lies over something may let it shine through.
    fn takes_transparency(&self) -> bool {
        self.standard.is_none_or(Standard::takes_transparency)
    }

    /// The version of PDF: PDF/X-4 is a way to write PDF 1.6 (ISO 15930-7, 5), PDF/X-1a and X-3 are ways to write PDF 1.4
    /// (ISO 15930-4 and 15930-6, 5).
    fn version(&self) -> &'static str {
        match self.standard {
            Some(Standard::X1a | Standard::X3) => "1.4",
            Some(Standard::X4) => "1.6",
            Some(Standard::Plain) | None => "1.7",
        }
    }

    /// How many blank pages follow the last one.
    fn blanks(&self) -> usize {
        if self.has_tags() { 0 } else { self.blanks }
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
    /// Its standard does not take what is on its pages; each was reported.
    Refused,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Font(message) => f.write_str(message),
            Self::Pages => f.write_str("the pages were not written as they were drawn"),
            Self::Write(error) => write!(f, "the file could not be put together: {error}"),
            Self::Refused => f.write_str("its standard does not take what is on its pages"),
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
    let flat = (!info.takes_transparency()).then(|| flat::pages(pages));
    let pages = flat.as_ref().unwrap_or(pages);
    let pictures = Pictures::load(pages, info, set, &mut usage, diagnostics);
    if pictures.are_refused() {
        return Err(Error::Refused);
    }
    for frame in &pages.frames {
        let fonts = page::parts(frame).map(|items| announce(items, info, set, &mut usage));
        if let Some(font) = fonts.into_iter().flatten().next() {
            usage.add_made(font, &rtl::blank());
        }
    }
    let fonts = Fonts::new(usage, set)?;
    let roles = (info.has_tags()).then(|| Roles::new(&pages.structure));
    let structure = &pages.structure;
    let desk = Desk { info, set, fonts: &fonts, pictures: &pictures, structure, roles: roles.as_ref() };
    let drawn = page::draw(&pages.frames, &desk);
    finish::finish(pages, info, drawn, &fonts, pictures, roles.as_ref())
}

/// Adds the glyphs of items that follow each other to those used, and tells the font of the first line from right to left.
fn announce(mut items: &[Item], info: &Info, fonts: &FontSet, usage: &mut Usage) -> Option<FontId> {
    let mut first = None;
    while let Some((item, rest)) = items.split_first() {
        let line = if info.has_tags() { rtl::line(items, fonts, info.direction) } else { None };
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
