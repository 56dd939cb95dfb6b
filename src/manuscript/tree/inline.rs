//! The pieces of a line.

use super::{NodeId, NoteId, Picture};
use crate::diagnostics::Span;
use crate::language::LangTag;

/// A piece of a line.
#[derive(Clone, Debug)]
pub enum Inline {
    /// Words.
    Text {
        /// The words, smart punctuation applied.
        text: String,
        /// Where they were written.
        span: Span,
    },
    /// Code in a line.
    Code {
        /// Its structure element.
        node: NodeId,
        /// The code.
        text: String,
        /// Where it was written.
        span: Span,
    },
    /// `*…*`.
    Emphasis(Vec<Inline>),
    /// `**…**`.
    Strong(Vec<Inline>),
    /// `~~…~~`.
    Strike(Vec<Inline>),
    /// `^…^`.
    Superscript(Vec<Inline>),
    /// `~…~`.
    Subscript(Vec<Inline>),
    /// A link with its own words.
    Link {
        /// Its structure element.
        node: NodeId,
        /// Where it leads.
        target: LinkTarget,
        /// Where it was written.
        span: Span,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A reference whose words are made by the program: `[](#fig-x)`.
    Reference {
        /// Its structure element.
        node: NodeId,
        /// Where it leads.
        target: LinkTarget,
        /// Where it was written.
        span: Span,
    },
    /// Words in another language or of a class.
    Span {
        /// Its structure element.
        node: NodeId,
        /// Id, where given.
        id: Option<String>,
        /// Language, where it differs.
        lang: Option<LangTag>,
        /// Classes.
        classes: Vec<String>,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A picture in a line.
    Image {
        /// Its structure element.
        node: NodeId,
        /// The picture.
        picture: Picture,
        /// Where it was written.
        span: Span,
    },
    /// A mark of a note.
    NoteMark {
        /// Its structure element.
        node: NodeId,
        /// The note.
        note: NoteId,
        /// Where it was written.
        span: Span,
    },
    /// A value known only when pages are: `{{pages}}`, `{{title}}`, `{{volume}}` …
    Value {
        /// Its name.
        name: String,
        /// Where it was written.
        span: Span,
    },
    /// A line end in the source: a space.
    SoftBreak,
    /// A new line is wanted here.
    HardBreak,
}

impl Inline {
    /// What it holds, where that is other pieces of the line.
    #[must_use]
    pub fn content(&self) -> Option<&[Self]> {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strike(content)
            | Self::Superscript(content)
            | Self::Subscript(content)
            | Self::Link { content, .. }
            | Self::Span { content, .. } => Some(content),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub(in crate::manuscript) fn content_mut(&mut self) -> Option<&mut Vec<Self>> {
        match self {
            Self::Emphasis(content)
            | Self::Strong(content)
            | Self::Strike(content)
            | Self::Superscript(content)
            | Self::Subscript(content)
            | Self::Link { content, .. }
            | Self::Span { content, .. } => Some(content),
            _ => None,
        }
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkTarget {
    /// Out of the toolbox.
    External(String),
    /// An id of this publication.
    Internal(String),
    /// Another publication of the toolbox, or an id in it.
    Publication {
        /// Its name.
        publication: String,
        /// An id in it.
        id: Option<String>,
    },
}
