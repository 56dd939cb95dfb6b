//! The typed tree of a manuscript: what the Markdown says, without any trace of how it was written.

mod inline;

pub use inline::{Inline, LinkTarget};

use crate::diagnostics::Span;
pub use crate::directives::PartKind;
use crate::language::{LangTag, MarkerStyle};
use crate::picture::Image;
use crate::units::Length;
use std::collections::BTreeMap;

/// A structure element: a block, or an inline that readers and tags must know about (link, code, foreign span …).
///
/// Numbered in document order while parsing, without gaps between a parent and its descendants, so that ordering
/// by id is reading order. [`Manuscript::next_node`] is the first unused one.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The first id of a text. Lower ones are for front matter, which an edition puts before it.
    pub const FIRST_OF_TEXT: Self = Self(1 << 20);
}

/// Index into [`Manuscript::notes`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub u32);

/// A publication's text in one language.
#[derive(Clone, Debug)]
pub struct Manuscript {
    /// Its language.
    pub lang: LangTag,
    /// Top-level blocks in order, all files together.
    pub blocks: Vec<Block>,
    /// Notes in the order of their first mark; numbered from 1 through the whole publication.
    pub notes: Vec<Note>,
    /// Every id of the text and what stands there.
    pub targets: BTreeMap<String, Target>,
    /// First unused [`NodeId`].
    pub next_node: u32,
}

/// Text at the foot of a page.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its structure element.
    pub node: NodeId,
    /// Its number (`Lbl`).
    pub label: NodeId,
    /// Where it was written.
    pub span: Span,
    /// Number as printed, from 1.
    pub number: u32,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// What an id names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What kind of thing.
    pub kind: TargetKind,
    /// Its number as counted (heading numbers have several parts); empty for what is not numbered.
    pub number: Vec<u16>,
    /// Its title, caption or first words, as plain text.
    pub title: String,
    /// Whether the author gave the id; other headings get one of their words.
    pub given: bool,
    /// The id of the chapter it stands in, for links from one e-book file to another.
    pub chapter: Option<String>,
    /// Its structure element.
    pub node: NodeId,
}

/// What kind of thing an id names.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A heading of this level; level 1 is a chapter, 0 a part of the work.
    Heading(u8),
    /// A numbered figure.
    Figure,
    /// A captioned table.
    Table,
    /// A part of a training manual.
    Part(PartKind),
    /// Any other block or span.
    Other,
}

/// A block of the text.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its structure element.
    pub node: NodeId,
    /// Where it was written.
    pub span: Span,
    /// Its id, unique in the publication.
    pub id: Option<String>,
    /// Classes of its attribute braces.
    pub classes: Vec<String>,
    /// Its language where it differs from what is around it.
    pub lang: Option<LangTag>,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading.
    Heading(Heading),
    /// Running text.
    Paragraph(Vec<Inline>),
    /// Items with bullets, numbers or task boxes.
    List(List),
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Preformatted text.
    Code(Code),
    /// A table.
    Table(Table),
    /// A picture with a caption, numbered where it has an id or a caption.
    Figure(Figure),
    /// Part of a training manual: objectives, exercise, worksheet …
    Part(Part),
    /// That many dotted lines to write on.
    AnswerLines(u16),
    /// Where the words stand that an author wants to be found.
    Index(Vec<IndexEntry>),
    /// A break of thought.
    Rule,
    /// A new page is wanted here.
    PageBreak,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 0 (part of the work), 1 (chapter) to 6.
    pub level: u8,
    /// Back matter: a chapter that stands in no part, and ends the one before it.
    pub back: bool,
    /// The structure element of the part that it opens.
    pub part: Option<NodeId>,
    /// Number as counted, one part a level; that of a part stands alone; empty where unnumbered.
    pub number: Vec<u16>,
    /// Short form for running heads and contents (`{short="…"}`).
    pub short: Option<String>,
    /// Its words.
    pub content: Vec<Inline>,
}

impl Heading {
    /// How deep it stands in the tree of headings: back matter beside parts, not in them.
    #[must_use]
    pub fn depth(&self) -> u8 {
        if self.back { 0 } else { self.level }
    }
}

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    /// How items are marked.
    pub marker: ListMarker,
    /// No space between items.
    pub tight: bool,
    /// Its items.
    pub items: Vec<ListItem>,
}

impl List {
    /// Whether all its items have a box to tick.
    #[must_use]
    pub fn is_of_tasks(&self) -> bool {
        self.items.iter().all(|item| item.task.is_some())
    }
}

/// How list items are marked.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum ListMarker {
    /// Bullets.
    Bullet,
    /// Numbers or letters from `start`.
    Ordered {
        /// Number of the first item.
        start: u32,
        /// Its style.
        style: MarkerStyle,
    },
}

/// An item.
#[derive(Clone, Debug)]
pub struct ListItem {
    /// The item.
    pub node: NodeId,
    /// Its marker (`Lbl`).
    pub label: NodeId,
    /// Its text (`LBody`).
    pub body: NodeId,
    /// Where it was written.
    pub span: Span,
    /// `Some(done)` for a task.
    pub task: Option<bool>,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// A term and its explanations.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Term and explanations together.
    pub node: NodeId,
    /// The term (`Lbl`).
    pub label: NodeId,
    /// Its explanations (`LBody`).
    pub body: NodeId,
    /// The term's words.
    pub term: Vec<Inline>,
    /// One or more explanations.
    pub details: Vec<Vec<Block>>,
}

/// Preformatted text.
#[derive(Clone, Debug)]
pub struct Code {
    /// First word of the fence's info string.
    pub language: Option<String>,
    /// The lines, without a final line end.
    pub text: String,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Caption, where given.
    pub caption: Option<Caption>,
    /// Alignment a column, as the source's colons say.
    pub columns: Vec<ColumnAlign>,
    /// Rows of the head (zero or one in Markdown).
    pub head: Vec<TableRow>,
    /// Rows of the body.
    pub body: Vec<TableRow>,
}

impl Table {
    /// All its cells, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &TableCell> {
        self.head.iter().chain(&self.body).flat_map(|row| &row.cells)
    }

    /// For each column whether its cells in the body are empty: room to write in. A table of one column has none.
    #[must_use]
    pub fn blank_columns(&self) -> Vec<bool> {
        let mut seen = vec![(false, false); self.columns.len()];
        for cell in self.body.iter().flat_map(|row| &row.cells).filter(|cell| cell.columns <= 1) {
            if let Some((met, filled)) = seen.get_mut(usize::from(cell.column)) {
                *met = true;
                *filled |= !cell.is_empty();
            }
        }
        let several = self.columns.len() > 1;
        seen.into_iter().map(|(met, filled)| several && met && !filled).collect()
    }

    /// The same, to be changed.
    pub(super) fn cells_mut(&mut self) -> impl Iterator<Item = &mut TableCell> {
        self.head.iter_mut().chain(&mut self.body).flat_map(|row| &mut row.cells)
    }
}

/// The caption of a table or figure.
#[derive(Clone, Debug)]
pub struct Caption {
    /// Its structure element.
    pub node: NodeId,
    /// Number as counted, where numbered.
    pub number: Option<u16>,
    /// Its words.
    pub content: Vec<Inline>,
}

/// How a column is aligned; start is right in right-to-left text.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum ColumnAlign {
    /// Nothing said.
    None,
    /// `:--`.
    Start,
    /// `:-:`.
    Center,
    /// `--:`.
    End,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// Its structure element.
    pub node: NodeId,
    /// Its cells, in the order of their columns; together with those that reach down into it they cover all of them.
    pub cells: Vec<TableCell>,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct TableCell {
    /// Its structure element.
    pub node: NodeId,
    /// Where it was written.
    pub span: Span,
    /// Its first column, from 0.
    pub column: u16,
    /// Columns it covers, at least 1.
    pub columns: u16,
    /// Rows it covers, at least 1; none beyond the head or body in which it begins.
    pub rows: u16,
    /// Marked as a head: that of its row, where it stands in the body.
    pub head: bool,
    /// Its words, where it holds nothing else.
    pub content: Vec<Inline>,
    /// What it holds where that is more than one paragraph of words.
    pub blocks: Vec<Block>,
}

impl TableCell {
    /// Whether there is nothing in it: no words, pictures or blocks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let is_blank = |inline: &Inline| match inline {
            Inline::Text { text, .. } => text.trim().is_empty(),
            Inline::SoftBreak | Inline::HardBreak => true,
            _ => false,
        };
        self.blocks.is_empty() && self.content.iter().all(is_blank)
    }
}

/// A picture with its caption.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The picture.
    pub picture: Picture,
    /// Its caption, where given.
    pub caption: Option<Caption>,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The picture, whole and inside the project; the language's own variant where there is one.
    pub file: Image,
    /// Alternative text; empty for a decoration, `None` where it is missing (which was reported).
    pub alt: Option<String>,
    /// Width, where given.
    pub width: Option<Extent>,
    /// Height, where given; with a width it is the highest that the picture may be.
    pub height: Option<Extent>,
}

/// How wide or high a picture is to be.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Thousandths of the measure.
    Share(u16),
    /// A length on paper.
    Length(Length),
    /// Thousandths of the size of type.
    Em(u32),
}

/// A part of a training manual.
#[derive(Clone, Debug)]
pub struct Part {
    /// Which.
    pub kind: PartKind,
    /// Number as counted, for kinds that are numbered and have an id.
    pub number: Option<u16>,
    /// Title given by the author (first words after the name or `title="…"`).
    pub title: Vec<Inline>,
    /// Node of the printed label and title.
    pub title_node: NodeId,
    /// Attributes that are printed, in source order: `time`, `group`, `materials`.
    pub facts: Vec<(String, String)>,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// A line of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// Its structure element.
    pub node: NodeId,
    /// 1 for a term, 2 for what is below one.
    pub level: u8,
    /// The term.
    pub words: String,
    /// Where it stands, in order of the text; none for a term that only has others below it.
    pub places: Vec<IndexPlace>,
}

/// Where a term of an index stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPlace {
    /// Structure element of the link to it.
    pub node: NodeId,
    /// Its id, among [`Manuscript::targets`].
    pub id: String,
}
