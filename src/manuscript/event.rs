//! The flat form of a text between the parsers and the tree: what opens, what closes, and words.

use super::attributes::Attributes;
use super::tree::{ColumnAlign, ListMarker, PartKind};
use std::ops::Range;

/// An event and the bytes of the source it was written in.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// What happens.
    pub(super) kind: EventKind,
    /// Where in the source.
    pub(super) span: Range<usize>,
}

/// What happens in a text.
#[derive(Clone, Debug)]
pub(super) enum EventKind {
    /// An element begins.
    Open(Element),
    /// An element ends.
    Close(Kind, Origin),
    /// Words.
    Text(Text),
    /// Code in a line.
    Code(String),
    /// A line end.
    SoftBreak,
    /// A forced line end.
    HardBreak,
    /// A break of thought.
    Rule,
    /// A new page is wanted.
    PageBreak,
    /// A block of HTML ends: words after it are a paragraph of their own.
    Apart,
    /// A mark of a note, by its label.
    NoteMark(String),
    /// Box of a task, done or not.
    Task(bool),
    /// The stand-in of a construct, by number.
    StandIn(usize),
}

/// Words.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    /// The words.
    pub(super) text: String,
    /// Typed as such: quotes and dashes in it may be made smart, brackets in it may mark a span. Not so for escaped
    /// signs, entities and web addresses.
    pub(super) plain: bool,
    /// From HTML, where any white space is one space.
    pub(super) html: bool,
}

/// Who wrote an element's end.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Markdown: nothing within can outlast it.
    Markdown,
    /// HTML: its end may be missing.
    Html,
    /// A directive.
    Directive,
}

/// An element as it opens.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// Which.
    pub(super) kind: Kind,
    /// Who wrote it.
    pub(super) origin: Origin,
    /// Its attributes.
    pub(super) attributes: Attributes,
    /// What else is to be known.
    pub(super) detail: Detail,
}

impl Element {
    /// An element of Markdown.
    pub(super) fn markdown(kind: Kind, detail: Detail) -> Self {
        Self { kind, origin: Origin::Markdown, attributes: Attributes::default(), detail }
    }
}

/// What an element needs beyond its attributes.
#[derive(Clone, Debug, Default)]
pub(super) enum Detail {
    /// Nothing.
    #[default]
    None,
    /// A paragraph without space around it, in a tight list.
    Tight,
    /// Level of a heading.
    Level(u8),
    /// Where a link leads or the file of a picture, and the title in quotes behind it.
    Target(String, String),
    /// Marker of a list.
    Marker(ListMarker),
    /// Columns of a table.
    Columns(Vec<ColumnAlign>),
    /// Language of code, or label of a note.
    Word(String),
    /// Which part.
    Part(PartKind),
    /// Columns and rows that a cell covers, and whether it is a head.
    Cell(u16, u16, bool),
}

/// Elements.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    // Within lines.
    Emphasis,
    Strong,
    Strike,
    Superscript,
    Subscript,
    Link,
    Image,
    Span,
    /// Code of HTML, which may hold tags.
    CodeSpan,
    /// `<q>`.
    Quoted,
    // Blocks that hold words.
    Paragraph,
    Heading,
    Term,
    /// `<summary>`, or the title of a directive.
    Title,
    /// Caption of a table or figure.
    Caption,
    /// A picture that is a paragraph of its own; its words are the caption.
    Picture,
    Preformatted,
    // Blocks that hold blocks.
    Root,
    Quote,
    Item,
    Explanation,
    Note,
    Part,
    Division,
    Figure,
    Cell,
    // Blocks that hold their own kind of children.
    List,
    Definitions,
    Table,
    TableHead,
    TableBody,
    Row,
    /// What is not shown: scripts and styles.
    Dropped,
    /// An unknown tag: its text is kept.
    Unknown,
}

impl Kind {
    /// Whether it is a piece of a line.
    pub(super) fn is_inline(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Emphasis
                | Strong
                | Strike
                | Superscript
                | Subscript
                | Link
                | Image
                | Span
                | CodeSpan
                | Quoted
                | Unknown
                | Dropped
        )
    }

    /// Whether it holds words and no blocks.
    pub(super) fn is_leaf(self) -> bool {
        use Kind::*;
        matches!(self, Paragraph | Heading | Term | Title | Caption | Picture | Preformatted)
    }

    /// Whether it holds blocks of any kind.
    pub(super) fn is_flow(self) -> bool {
        use Kind::*;
        matches!(self, Root | Quote | Item | Explanation | Note | Part | Division | Figure | Cell)
    }
}
