//! The structure tree of blocks: one element for each node of the manuscript, and where its links lead.

use super::frame::{Covers, Role, Structure, StructureNode};
use crate::diagnostics::Span;
use crate::language::LangTag;
use crate::manuscript::{
    Block, BlockKind, ColumnAlign, Inline, LinkTarget, Manuscript, NodeId, NoteId, Picture, Table, TableRow,
};
use std::collections::{BTreeMap, BTreeSet};

/// Structure elements and link targets, gathered while walking blocks.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) structure: Structure,
    pub(super) links: BTreeMap<NodeId, LinkTarget>,
    /// Ids of elements that only the program leads to: marks and numbers of notes.
    pub(super) anchors: BTreeMap<NodeId, String>,
    /// Notes whose mark was met, and the parts of the work in which the first ones stand.
    notes: BTreeMap<NoteId, Option<NodeId>>,
    /// The part of the work that is being walked.
    part: Option<NodeId>,
}

impl Builder {
    /// Adds one element.
    pub(super) fn add(&mut self, node: NodeId, parent: Option<NodeId>, role: Role) {
        self.insert(node, parent, role, None, None);
    }

    fn insert(
        &mut self,
        node: NodeId,
        parent: Option<NodeId>,
        role: Role,
        lang: Option<LangTag>,
        source: Option<Span>,
    ) {
        self.structure.nodes.insert(node, StructureNode { parent, role, lang, source });
    }

    /// Adds the elements of another part.
    pub(super) fn merge(&mut self, other: &Self) {
        self.structure.nodes.extend(other.structure.nodes.iter().map(|(id, node)| (*id, node.clone())));
        self.links.extend(other.links.iter().map(|(id, target)| (*id, target.clone())));
    }

    /// Walks blocks of a text and then the notes whose marks stand in them.
    pub(super) fn text(&mut self, blocks: &[Block], manuscript: &Manuscript) {
        for block in blocks {
            self.enter(block);
            self.block(block, self.part);
        }
        let mut done = BTreeSet::new();
        while let Some((next, part)) = self.notes.iter().find(|(note, _)| !done.contains(*note)).map(|(n, p)| (*n, *p))
        {
            done.insert(next);
            self.part = part;
            if let Some(note) = manuscript.notes.get(next.0 as usize) {
                self.insert(note.node, part, Role::Note, None, Some(note.span));
                self.add(note.label, Some(note.node), Role::Label);
                self.lead(note.label, id_of_note(next), id_of_mark(next));
                self.blocks(&note.blocks, Some(note.node));
            }
        }
    }

    /// A heading that begins a part of the work, or stands in none, ends the part before it.
    fn enter(&mut self, block: &Block) {
        let BlockKind::Heading(heading) = &block.kind else { return };
        if heading.depth() > 0 {
            return;
        }
        self.part = heading.part;
        if let Some(part) = heading.part {
            self.add(part, None, Role::BookPart);
        }
    }

    /// Makes an element a link to `target` that others find by `id`.
    fn lead(&mut self, node: NodeId, id: String, target: String) {
        if !id.is_empty() {
            self.anchors.insert(node, id);
        }
        self.links.insert(node, LinkTarget::Internal(target));
    }

    fn blocks(&mut self, blocks: &[Block], parent: Option<NodeId>) {
        for block in blocks {
            self.block(block, parent);
        }
    }

    fn block(&mut self, block: &Block, parent: Option<NodeId>) {
        let node = block.node;
        let role = match &block.kind {
            BlockKind::Heading(heading) => Role::Heading(heading.depth()),
            BlockKind::Paragraph(_) => Role::Paragraph,
            BlockKind::List(_) | BlockKind::Definitions(_) => Role::List,
            BlockKind::Quote(_) => Role::Quote,
            BlockKind::Code(_) => Role::Code,
            BlockKind::Table(_) => Role::Table,
            BlockKind::Figure(figure) => figure_role(&figure.picture),
            BlockKind::Part(_) => Role::Section,
            BlockKind::Index(_) => Role::Index,
            BlockKind::AnswerLines(_) | BlockKind::Rule | BlockKind::PageBreak => return,
        };
        self.insert(node, parent, role, block.lang.clone(), Some(block.span));
        self.children(block);
    }

    fn children(&mut self, block: &Block) {
        let node = block.node;
        match &block.kind {
            BlockKind::Heading(heading) => self.inlines(&heading.content, node),
            BlockKind::Paragraph(content) => self.inlines(content, node),
            BlockKind::Quote(blocks) => self.blocks(blocks, Some(node)),
            BlockKind::List(list) => {
                for item in &list.items {
                    self.insert(item.node, Some(node), Role::ListItem, None, Some(item.span));
                    self.add(item.label, Some(item.node), Role::Label);
                    self.add(item.body, Some(item.node), Role::ListBody);
                    self.blocks(&item.blocks, Some(item.body));
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.add(definition.node, Some(node), Role::ListItem);
                    self.add(definition.label, Some(definition.node), Role::Label);
                    self.inlines(&definition.term, definition.label);
                    self.add(definition.body, Some(definition.node), Role::ListBody);
                    definition.details.iter().for_each(|detail| self.blocks(detail, Some(definition.body)));
                }
            }
            BlockKind::Table(table) => self.table(table, node),
            BlockKind::Figure(figure) => {
                if let Some(caption) = &figure.caption {
                    self.add(caption.node, Some(node), Role::Caption);
                    self.inlines(&caption.content, caption.node);
                }
            }
            BlockKind::Part(part) => {
                self.add(part.title_node, Some(node), Role::Paragraph);
                self.inlines(&part.title, part.title_node);
                self.blocks(&part.blocks, Some(node));
            }
            BlockKind::Index(entries) => {
                for entry in entries {
                    self.add(entry.node, Some(node), Role::Paragraph);
                    for place in &entry.places {
                        self.add(place.node, Some(entry.node), Role::Link);
                        self.links.insert(place.node, LinkTarget::Internal(place.id.clone()));
                    }
                }
            }
            BlockKind::Code(_) | BlockKind::AnswerLines(_) | BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }

    fn table(&mut self, table: &Table, node: NodeId) {
        if let Some(caption) = &table.caption {
            self.add(caption.node, Some(node), Role::Caption);
            self.inlines(&caption.content, caption.node);
        }
        for row in &table.head {
            self.row(row, node, table, true);
        }
        for row in &table.body {
            self.row(row, node, table, false);
        }
    }

    fn row(&mut self, row: &TableRow, table_node: NodeId, table: &Table, head: bool) {
        self.add(row.node, Some(table_node), Role::TableRow);
        for cell in &row.cells {
            let role = if head || cell.head { Role::HeadCell } else { Role::Cell };
            let align = table.columns.get(usize::from(cell.column)).copied().unwrap_or(ColumnAlign::None);
            let covers = Covers { columns: cell.columns, rows: cell.rows };
            self.insert(cell.node, Some(row.node), role(covers, align), None, Some(cell.span));
            self.inlines(&cell.content, cell.node);
            self.blocks(&cell.blocks, Some(cell.node));
        }
    }

    fn inlines(&mut self, inlines: &[Inline], parent: NodeId) {
        for inline in inlines {
            match inline {
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strike(content)
                | Inline::Superscript(content)
                | Inline::Subscript(content) => self.inlines(content, parent),
                Inline::Code { node, span, .. } => self.insert(*node, Some(parent), Role::Code, None, Some(*span)),
                Inline::Link { node, target, span, content } => {
                    self.insert(*node, Some(parent), Role::Link, None, Some(*span));
                    self.links.insert(*node, target.clone());
                    self.inlines(content, *node);
                }
                Inline::Reference { node, target, span } => {
                    self.insert(*node, Some(parent), Role::Link, None, Some(*span));
                    self.links.insert(*node, target.clone());
                }
                Inline::Span { node, lang, content, .. } => {
                    self.insert(*node, Some(parent), Role::Span, lang.clone(), None);
                    self.inlines(content, *node);
                }
                Inline::Image { node, picture, span } => {
                    self.insert(*node, Some(parent), figure_role(picture), None, Some(*span));
                }
                Inline::NoteMark { node, note, span } => {
                    self.insert(*node, Some(parent), Role::Reference, None, Some(*span));
                    // A note that is marked twice leads back to the first mark.
                    let is_first = !self.notes.contains_key(note);
                    self.notes.entry(*note).or_insert(self.part);
                    let id = if is_first { id_of_mark(*note) } else { String::new() };
                    self.lead(*node, id, id_of_note(*note));
                }
                Inline::Text { .. } | Inline::Value { .. } | Inline::SoftBreak | Inline::HardBreak => {}
            }
        }
    }
}

/// No id of a text holds a space.
fn id_of_note(note: NoteId) -> String {
    format!("note {}", note.0)
}

fn id_of_mark(note: NoteId) -> String {
    format!("mark {}", note.0)
}

fn figure_role(picture: &Picture) -> Role {
    Role::Figure { alt: picture.alt.clone().unwrap_or_default() }
}
