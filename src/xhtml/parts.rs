//! The parts of a training manual and the callouts.

use super::blocks::{block_anchor, block_attributes};
use super::writer::Writer;
use crate::manuscript::{Block, BlockKind, Inline, Part, PartKind};

impl<'a> Writer<'a, '_> {
    pub(super) fn part(&mut self, block: &'a Block, part: &'a Part) {
        let directive = part.kind.directive();
        let (name, role) = (directive.element, directive.role);
        let label = part.kind.label(part.number, self.book.language);
        let titled = label.is_some() || !part.title.is_empty();
        let label_id = format!("label-{}", block_anchor(block));
        let classes = if role.is_some() { format!("part {}", directive.name) } else { directive.name.to_owned() };
        let attributes = block_attributes(block, Some(&classes))
            .with_some("role", role)
            .with_some("aria-labelledby", (titled && role.is_some()).then_some(label_id.as_str()));
        self.out.open_with(name, &attributes).line();
        if titled {
            self.part_label(part, label.as_deref(), &label_id);
        }
        for (name, value) in &part.facts {
            self.out.open("p", &[("class", "fact")]).open("span", &[("class", "label")]);
            self.words(self.book.language.term(name));
            self.out.close().text(" ");
            self.words(value);
            self.out.close().line();
        }
        match part.kind {
            PartKind::Verse => part.blocks.iter().for_each(|block| self.verse(block)),
            _ => self.blocks(&part.blocks),
        }
        self.out.close();
    }

    /// A verse of two hemistichs, side by side where the reader knows how; another verse as any paragraph.
    fn verse(&mut self, block: &'a Block) {
        let halves: Vec<&[Inline]> = match &block.kind {
            BlockKind::Paragraph(content) => content.split(|inline| matches!(inline, Inline::HardBreak)).collect(),
            _ => Vec::new(),
        };
        let [first, second] = halves.as_slice() else { return self.block(block) };
        self.pages_at(block.node);
        self.in_language(block.lang.as_ref(), |writer| {
            writer.out.open_with("p", &block_attributes(block, Some("couplet")));
            writer.out.open("span", &[]);
            writer.inlines(first);
            writer.out.close().text(" ");
            writer.out.open("span", &[]);
            writer.inlines(second);
            writer.out.close().close().line();
        });
    }

    /// «Exercise 2 — the author's title».
    fn part_label(&mut self, part: &'a Part, label: Option<&str>, id: &str) {
        self.pages_at(part.title_node);
        self.out.open("p", &[("class", "part-title"), ("id", id)]);
        if let Some(label) = label {
            self.out.open("span", &[("class", "label")]);
            self.words(label);
            self.out.close();
            if !part.title.is_empty() {
                self.out.text(" — ");
            }
        }
        self.inlines(&part.title);
        self.out.close().line();
    }
}
