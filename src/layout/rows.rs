//! Rows: what composing a block gives and what pagination stacks into pages.

use crate::language::Direction;
use crate::manuscript::{LinkTarget, NodeId, NoteId};
use crate::text::{Flex, Item};
use crate::units::{Color, Length};
use std::sync::Arc;

/// A strip of the column that is never divided: a line of text, a row of a table, a figure.
///
/// Positions of items run from the row's top left corner, whatever the direction of the text.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// From its top to the top of the next row; heights and spaces of a block add up to whole lines of the grid.
    pub height: Length,
    /// Space above, dropped at the top of a page.
    pub space_before: Length,
    /// Its top stands on a line of the grid: where a page began inside a block with half lines, the space before it is
    /// rounded up.
    pub on_grid: bool,
    /// Begins a block set apart: one more line of the grid may stand above it where a page would end too high.
    pub stretches: bool,
    /// Belongs to a block whose inside is not bound to the grid, such as a list or a box: the space above it may grow by
    /// part of a line where the block runs to the end of a page.
    pub loose: bool,
    /// Begins an item of a list: in a loose block, space may stand above it though it has none.
    pub item: bool,
    /// Lies turned by a quarter on pages with its like; the measure is that of its lines, up the page.
    pub turned: Option<Length>,
    /// Belongs to a figure that may stand elsewhere than where it is written.
    pub float: Float,
    /// May a page end before it?
    pub break_before: Break,
    /// What lies on it, in reading order.
    pub items: Vec<Item>,
    /// Notes whose mark stands on it, in order.
    pub notes: Vec<NoteId>,
    /// Things that begin with this row.
    pub marks: Vec<Mark>,
    /// Grounds and rules that run behind it, outermost first.
    pub enclosures: Arc<[Enclosure]>,
    /// How many of the enclosures, innermost first, begin with this row.
    pub begins: u16,
    /// How many of them end with it.
    pub ends: u16,
    /// Begins running text that could have one line less or more.
    pub flex: Option<FlexText>,
    /// Rows set again (as artifacts) above this one where a page ends before it: a table's head.
    pub repeat: Option<Arc<[Row]>>,
}

/// Running text that could have another number of lines.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct FlexText {
    /// Its paragraph.
    pub node: NodeId,
    /// Its lines, each a row as high as a line of the grid.
    pub lines: u16,
    /// What else it could have.
    pub flex: Flex,
}

/// Whether a row may leave its place for the top of the next page.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Float {
    /// It stays.
    #[default]
    No,
    /// It may, with the other rows of this block.
    May(NodeId),
    /// It does: no page had room where it is written.
    Moved(NodeId),
}

/// Whether a page may end before a row.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Break {
    /// Freely.
    #[default]
    Allowed,
    /// At this cost; 1000 is as bad as a page left one third empty.
    Cost(u16),
    /// Never: a heading and what follows, the first two lines of a paragraph.
    Forbidden,
    /// Always.
    Page,
    /// Always, and the next page is a recto.
    Recto,
}

/// Something that begins with a row.
#[derive(Clone, Debug)]
pub enum Mark {
    /// An id of the text.
    Id(String),
    /// A heading: for bookmarks, contents and running heads.
    Heading {
        /// Its structure element.
        node: NodeId,
        /// 0 (part), 1 to 6.
        level: u8,
        /// How deep it stands in the tree of headings.
        depth: u8,
        /// Number as printed, or empty.
        number: String,
        /// Words.
        title: String,
        /// Words for running heads and contents.
        short: String,
    },
}

/// A ground, rule or outline behind rows; each page paints it around the rows of it that lie there.
#[derive(Clone, Debug, PartialEq)]
pub struct Enclosure {
    /// The block it belongs to: rows with the same one are enclosed together.
    pub node: NodeId,
    /// Left edge from the column's left.
    pub left: Length,
    /// Right edge from the column's left.
    pub right: Length,
    /// Direction of its text: tells which edge is the start.
    pub direction: Direction,
    /// Ground.
    pub ground: Option<Color>,
    /// A vertical rule along the start edge: colour and thickness.
    pub start_rule: Option<(Color, Length)>,
    /// An outline: colour and thickness.
    pub outline: Option<(Color, Length)>,
}

/// The baseline grid of a text: all body lines stand on it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// From baseline to baseline.
    pub pitch: Length,
    /// From the top of a row to its baseline.
    pub baseline: Length,
}

/// A page as an index names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexPage {
    /// Volume, from 1; 0 where the work is not split.
    pub volume: u16,
    /// Folio as printed.
    pub folio: String,
    /// Index of the page in its volume, from 0.
    pub page: u32,
}

/// Answers what only a later stage knows: numbers, titles, pages and volumes of what references name.
pub trait Lookup: Sync {
    /// Words of a reference, such as «Figure 3» or «Module 2, p. 14»; `None` where it leads nowhere.
    fn reference(&self, target: &LinkTarget) -> Option<String>;
    /// On which page an id stands, for an index; `None` as long as pages are not known.
    fn page(&self, id: &str) -> Option<IndexPage>;
    /// A value such as `page` or `title`; `None` where there is none of that name.
    fn value(&self, name: &str) -> Option<String>;
}
