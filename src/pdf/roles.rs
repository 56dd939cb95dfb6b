//! What the structure elements of the pages are in a tagged file (ISO 32000-1 14.8.4).

use crate::layout::{Role, Structure};
use crate::manuscript::NodeId;
use crate::text::{Artifact, Owner};
use std::collections::BTreeMap;

/// Structure types by node.
#[derive(Debug)]
pub(super) struct Roles {
    tags: BTreeMap<NodeId, &'static str>,
}

/// Type of content whose node the structure does not hold.
const UNKNOWN: &str = "P";

/// Stands for pictures without alternative text: readers are not told of a decoration.
const DECORATION: &str = "";

impl Roles {
    /// Reads the structure.
    pub(super) fn new(structure: &Structure) -> Self {
        let mut levels = Levels::default();
        let tags = structure.nodes.iter().map(|(id, node)| {
            let tag = match &node.role {
                Role::Heading(level) => levels.next(*level),
                role => tag(role),
            };
            (*id, tag)
        });
        Self { tags: tags.collect() }
    }

    /// The structure type of a node.
    pub(super) fn tag(&self, node: NodeId) -> &'static str {
        self.tags.get(&node).copied().unwrap_or(UNKNOWN)
    }

    /// Whose an item is in the file: a decoration is no content.
    pub(super) fn owner_on_page(&self, owner: Owner) -> Owner {
        match owner {
            Owner::Node(node) if self.tag(node) == DECORATION => Owner::Artifact(Artifact::Layout),
            _ => owner,
        }
    }
}

fn tag(role: &Role) -> &'static str {
    match role {
        Role::BookPart => "Part",
        Role::Section => "Sect",
        Role::Heading(_) => "H1",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::Label => "Lbl",
        Role::ListBody => "LBody",
        Role::Quote => "BlockQuote",
        Role::Code => "Code",
        Role::Table => "Table",
        Role::TableHead => "THead",
        Role::TableBody => "TBody",
        Role::TableRow => "TR",
        Role::HeadCell(..) => "TH",
        Role::Cell(..) => "TD",
        Role::Figure { alt } if alt.trim().is_empty() => DECORATION,
        Role::Figure { .. } => "Figure",
        Role::Caption => "Caption",
        Role::Note => "Note",
        Role::Reference => "Reference",
        Role::Link => "Link",
        Role::Span => "Span",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
        Role::Index => "Index",
        Role::Division => "Div",
    }
}

/// Levels of headings without gaps: readers get lost where H3 follows H1 (ISO 14289-1 7.4.2).
#[derive(Default)]
struct Levels {
    /// Levels of the headings that the next one may stand under, as the text has them.
    open: Vec<u8>,
}

impl Levels {
    fn next(&mut self, level: u8) -> &'static str {
        while self.open.last().is_some_and(|open| *open >= level) {
            self.open.pop();
        }
        self.open.push(level);
        ["H1", "H2", "H3", "H4", "H5"].get(self.open.len() - 1).unwrap_or(&"H6")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_headings_have_no_gaps() {
        let mut levels = Levels::default();
        let written: Vec<_> = [2, 4, 4, 3, 1, 6, 2].map(|level| levels.next(level)).to_vec();
        assert_eq!(written, ["H1", "H2", "H2", "H2", "H1", "H2", "H2"]);
    }
}
