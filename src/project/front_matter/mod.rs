//! What a Markdown file says of itself at its head, in the forms that people write it.
//!
//! In: the text of a file. Out: its [`FrontMatter`]: where it stands, what it says, and what of it cannot be read. Steps:
//! `head` finds the block and its kind, `facts` reads its values. One file alone and the chapters of a project are read
//! by this one door.
//!
//! ```text
//!   ---                +++                  % Title            Title: My title
//!   title: My title    title = "My title"   % Jane; John       Author: Jane
//!   ---  or  ...       +++                  % 2026-11-01
//!   YAML               TOML (Zola, Hugo)    pandoc             MultiMarkdown, up to an empty line
//! ```

mod facts;
mod head;

use super::Contributor;
use std::ops::Range;

/// What a file says of itself; other keys belong to other programs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// Title of the file: its chapter's heading where the text has none. Words alone, on one line.
    pub title: Option<String>,
    /// Subtitle.
    pub subtitle: Option<String>,
    /// Short form of the title for running heads and contents.
    pub short: Option<String>,
    /// Tag of its language, as it was written.
    pub lang: Option<String>,
    /// Day of the text.
    pub date: Option<jiff::civil::Date>,
    /// Who wrote it, edited it or translated it, in order.
    pub contributors: Vec<Contributor>,
    /// Bytes of the block with its fences; empty where there is none.
    pub span: Range<usize>,
    /// What of it cannot be read.
    pub faults: Vec<Fault>,
}

/// Something at the head of a file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// Where: bytes of the file.
    pub at: Range<usize>,
    /// What to do.
    pub help: &'static str,
}

impl FrontMatter {
    /// Reads the head of a text whose lines end in `\n`. Dashes that never close, that an empty line follows, or that close over something that
    /// looks like prose, are a thematic break as in any other Markdown.
    #[must_use]
    pub fn read(text: &str) -> Self {
        head::find(text)
            .map(|block| facts::read(text, &block))
            .unwrap_or_else(|fault| Self { faults: fault.into_iter().collect(), ..Self::default() })
    }
}

impl FrontMatter {
    /// Reads values that stand in a file of their own.
    pub(super) fn of_yaml(values: serde_norway::Mapping) -> Self {
        facts::of_values(values)
    }

    /// The same of TOML.
    pub(super) fn of_toml(values: &::toml::Table) -> Self {
        facts::of_toml(values)
    }
}

#[cfg(test)]
mod tests;
