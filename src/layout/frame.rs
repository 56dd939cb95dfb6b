//! Finished pages, and the structure they carry.

use crate::diagnostics::Span;
use crate::language::LangTag;
use crate::manuscript::{ColumnAlign, LinkTarget, NodeId};
use crate::text::Item;
use crate::units::{Point, Rect, Size};
use std::collections::BTreeMap;
use std::ops::Range;

/// All pages of one volume, with what readers, links and bookmarks need. Nothing after this stage looks at the text again.
#[derive(Clone, Debug)]
pub struct Pages {
    /// Pages in reading order.
    pub frames: Vec<Frame>,
    /// The structure elements of everything on the pages, in reading order: parents before children, ids ascending.
    pub structure: Structure,
    /// Bookmarks, nested by level.
    pub outline: Vec<OutlineEntry>,
    /// What each id of the text became: its page and place.
    pub places: BTreeMap<String, Place>,
}

/// A finished page. Coordinates run from the top left corner of the trimmed page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Trimmed size.
    pub size: Size,
    /// Number as printed or, on pages that show none, as counted; empty on pages that are not counted.
    pub folio: String,
    /// How it is counted.
    pub series: FolioSeries,
    /// Number in its series, from 1.
    pub number: u32,
    /// What lies on it, in reading order: heads and folios first, then the text, then the notes.
    pub items: Vec<Item>,
    /// Some of the items lie turned.
    pub turn: Option<Turn>,
    /// Where links lie on the page, turned ones as they are seen.
    pub links: Vec<LinkArea>,
}

impl Frame {
    /// How an item lies, by its number: `None` for one that stands upright.
    #[must_use]
    pub fn turn_of(&self, item: usize) -> Option<&Turn> {
        self.turn.as_ref().filter(|turn| turn.items.contains(&item))
    }
}

/// Items that lie turned by a quarter, such as a wide table. Their own coordinates are those of an upright page, with
/// its origin at [`Turn::at`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Which items of the frame.
    pub items: Range<usize>,
    /// Where on the page their origin lies.
    pub at: Point,
    /// Which way.
    pub way: Way,
}

/// The way of a quarter turn.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// Counter-clockwise: the top lies at the left, as in books read from left to right.
    Left,
    /// Clockwise: the top lies at the right.
    Right,
}

impl Turn {
    /// Where on the page a turned point lies.
    #[must_use]
    pub fn point(&self, point: Point) -> Point {
        match self.way {
            Way::Left => self.at + Point::new(point.y, -point.x),
            Way::Right => self.at + Point::new(-point.y, point.x),
        }
    }

    /// What a turned rectangle covers on the page.
    #[must_use]
    pub fn rect(&self, rect: Rect) -> Rect {
        let (a, b) = (self.point(rect.origin), self.point(Point::new(rect.right(), rect.bottom())));
        Rect::new(a.x.min(b.x), a.y.min(b.y), rect.size.height, rect.size.width)
    }
}

/// A series of folios.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum FolioSeries {
    /// Front matter: roman or abjad.
    Front,
    /// Body.
    Body,
}

/// A rectangle that leads somewhere; a link over a line end has one for each line.
#[derive(Clone, Debug)]
pub struct LinkArea {
    /// The link's structure element.
    pub node: NodeId,
    /// Where.
    pub rect: Rect,
    /// Where to.
    pub target: LinkTarget,
}

/// Where an id stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the page in the volume, from 0.
    pub page: u32,
    /// Place on it.
    pub at: Point,
    /// Folio as printed.
    pub folio: String,
    /// Volume, from 1; 0 where the work is not split.
    pub volume: u16,
}

/// A bookmark.
#[derive(Clone, Debug)]
pub struct OutlineEntry {
    /// Words, logical order, with number.
    pub title: String,
    /// 1 is the outermost.
    pub level: u8,
    /// Index of the page, from 0.
    pub page: u32,
    /// Place on it.
    pub at: Point,
}

/// The tree of structure elements.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// By id.
    pub nodes: BTreeMap<NodeId, StructureNode>,
}

/// A structure element (ISO 32000-1 14.7).
#[derive(Clone, Debug)]
pub struct StructureNode {
    /// Its parent; `None` for a child of the document.
    pub parent: Option<NodeId>,
    /// What it is.
    pub role: Role,
    /// Its language, where it differs from the document's.
    pub lang: Option<LangTag>,
    /// Where it was written.
    pub source: Option<Span>,
}

/// How many columns and rows a cell covers, each at least 1.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Covers {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
}

impl Covers {
    /// One column of one row.
    pub const ONE: Self = Self { columns: 1, rows: 1 };
}

/// What a structure element is; each has its name in PDF and HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named after the PDF structure types")]
pub enum Role {
    /// A part of the work, above chapters.
    BookPart,
    Section,
    Heading(u8),
    Paragraph,
    List,
    ListItem,
    Label,
    ListBody,
    Quote,
    Code,
    /// A table.
    Table,
    TableHead,
    TableBody,
    TableRow,
    /// A head cell and what it covers.
    HeadCell(Covers, ColumnAlign),
    /// A cell and what it covers.
    Cell(Covers, ColumnAlign),
    /// A figure or picture; `alt` is its alternative text, the rectangle its box on its page once placed.
    Figure {
        alt: String,
    },
    Caption,
    Note,
    /// The mark of a note.
    Reference,
    Link,
    Span,
    Contents,
    ContentsItem,
    /// Terms and where they stand.
    Index,
    /// Title page, imprint and the like.
    Division,
}
