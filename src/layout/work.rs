//! What the layout is asked for: the volumes of a publication and what each is made of.

use crate::facts::Neighbour;
use crate::font::FontSet;
use crate::language::Language;
use crate::manuscript::{Block, Manuscript};
use crate::project::HouseStyle;
use crate::text::Align;
use std::collections::BTreeMap;

/// A publication in one language, to be set.
#[derive(Debug)]
pub struct Work<'a> {
    /// Design.
    pub house: &'a HouseStyle,
    /// Language.
    pub language: &'a Language,
    /// Fonts.
    pub fonts: &'a FontSet,
    /// The text that the volumes' blocks come from: its notes and targets.
    pub manuscript: &'a Manuscript,
    /// The toolbox's other publications, by name.
    pub neighbours: &'a BTreeMap<String, Neighbour>,
    /// Values of `{{name}}`.
    pub values: BTreeMap<String, String>,
    /// Folios of the body begin again with each volume.
    pub folios_restart: bool,
    /// So many of its words have vowel signs that all lines get more room (docs/typography.md A43).
    pub vocalised: bool,
    /// Its volumes in order.
    pub volumes: Vec<Volume<'a>>,
}

/// One volume.
#[derive(Debug)]
pub struct Volume<'a> {
    /// From 1; 0 where the work is not split.
    pub number: u16,
    /// Put before the chapter in running heads: the volume's name.
    pub head: Option<String>,
    /// Its pages are given out one by one, and each says whose it is, by `head` or, where there is none, by other means.
    pub loose: bool,
    /// What it is made of, in order.
    pub parts: Vec<Part<'a>>,
}

/// A part of a volume.
#[derive(Debug)]
pub enum Part<'a> {
    /// One page of display lines: half title, title, imprint, colophon.
    Leaf(Leaf),
    /// A table of contents.
    Contents {
        /// Its heading.
        title: String,
        /// Headings of the whole work, not only of this volume.
        whole: bool,
        /// Before the text, among the front matter.
        front: bool,
        /// Down to this level.
        to_level: u8,
    },
    /// Running text.
    Text(&'a [Block]),
}

/// A page of display lines, without head and folio.
#[derive(Clone, Debug, Default)]
pub struct Leaf {
    /// On which page it stands.
    pub start: Start,
    /// Belongs to the front matter's series of folios; else to the body's.
    pub front: bool,
    /// Lines of the grid left free above the first.
    pub sink: u16,
    /// Its lines from the top.
    pub lines: Vec<LeafLine>,
    /// Its lines at the foot of the page.
    pub foot: Vec<LeafLine>,
}

/// On which page a part begins.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// On the next one.
    #[default]
    Any,
    /// On a recto.
    Recto,
    /// On a verso.
    Verso,
}

/// A display paragraph.
#[derive(Clone, Debug)]
pub struct LeafLine {
    /// Its words.
    pub text: String,
    /// A foreign phrase in it that keeps its own order, such as the name of a licence.
    pub foreign: Option<String>,
    /// Size in thousandths of body text.
    pub size: u16,
    /// Bold.
    pub bold: bool,
    /// In the heading family and the accent colour.
    pub heading: bool,
    /// Where it stands.
    pub align: Align,
    /// Lines of the grid left free above it, in halves.
    pub before: u16,
    /// `{first-1}` and `{last-1}` in it stand for the folios from which and to which the text of volume 1 runs.
    pub pages: bool,
}
