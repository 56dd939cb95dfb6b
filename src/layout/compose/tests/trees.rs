//! Small trees, as the manuscript's reader would build them.

use crate::diagnostics::{FileId, Span};
use crate::language::{LangTag, MarkerStyle};
use crate::manuscript::*;
use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

pub(super) fn node() -> NodeId {
    NEXT.with(|next| NodeId(next.replace(next.get() + 1)))
}

pub(super) fn span() -> Span {
    Span::new(FileId(0), 0..1)
}

pub(super) fn block(kind: BlockKind) -> Block {
    Block { node: node(), span: span(), id: None, classes: Vec::new(), lang: None, kind }
}

pub(super) fn in_language(tag: &str, mut block: Block) -> Block {
    block.lang = LangTag::parse(tag);
    block
}

pub(super) fn text(words: &str) -> Inline {
    Inline::Text { text: words.to_owned(), span: span() }
}

pub(super) fn paragraph(words: &str) -> Block {
    block(BlockKind::Paragraph(vec![text(words)]))
}

pub(super) fn inlines(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(content))
}

pub(super) fn heading(level: u8, number: &[u16], words: &str) -> Block {
    block(BlockKind::Heading(Heading {
        level,
        back: false,
        part: None,
        number: number.to_vec(),
        short: None,
        content: vec![text(words)],
    }))
}

pub(super) fn list(marker: ListMarker, tight: bool, items: Vec<Vec<Block>>) -> Block {
    let item = |blocks| ListItem { node: node(), label: node(), body: node(), span: span(), task: None, blocks };
    block(BlockKind::List(List { marker, tight, items: items.into_iter().map(item).collect() }))
}

pub(super) fn bullets(items: &[&str]) -> Block {
    list(ListMarker::Bullet, true, items.iter().map(|words| vec![paragraph(words)]).collect())
}

pub(super) fn numbers(start: u32, items: &[&str]) -> Block {
    let marker = ListMarker::Ordered { start, style: MarkerStyle::Decimal };
    list(marker, true, items.iter().map(|words| vec![paragraph(words)]).collect())
}

pub(super) fn tasks(items: &[(&str, bool)]) -> Block {
    let mut tasks = bullets(&items.iter().map(|(words, _)| *words).collect::<Vec<_>>());
    if let BlockKind::List(list) = &mut tasks.kind {
        for (item, (_, done)) in list.items.iter_mut().zip(items) {
            item.task = Some(*done);
        }
    }
    tasks
}

pub(super) fn part(kind: PartKind, number: Option<u16>, title: &str, blocks: Vec<Block>) -> Block {
    let title = if title.is_empty() { Vec::new() } else { vec![text(title)] };
    block(BlockKind::Part(Part { kind, number, title, title_node: node(), facts: Vec::new(), blocks }))
}

pub(super) fn code(lines: &str) -> Block {
    block(BlockKind::Code(Code { language: None, text: lines.to_owned() }))
}

pub(super) fn note(number: u32, words: &str) -> Note {
    Note { node: node(), label: node(), span: span(), number, blocks: vec![paragraph(words)] }
}

pub(super) fn mark(note: u32) -> Inline {
    Inline::NoteMark { node: node(), note: NoteId(note), span: span() }
}

pub(super) fn caption(number: u16, words: &str) -> Caption {
    Caption { node: node(), number: Some(number), content: vec![text(words)] }
}

pub(super) fn row(cells: &[&str]) -> TableRow {
    let cell = |(column, words): (u16, &&str)| TableCell {
        node: node(),
        span: span(),
        column,
        columns: 1,
        rows: 1,
        head: false,
        content: vec![text(words)],
        blocks: Vec::new(),
    };
    TableRow { node: node(), cells: (0..).zip(cells).map(cell).collect() }
}

pub(super) fn table(caption: Option<Caption>, head: &[&str], body: &[&[&str]]) -> Block {
    let columns = vec![ColumnAlign::None; head.len()];
    let body = body.iter().map(|cells| row(cells)).collect();
    block(BlockKind::Table(Table { caption, columns, head: vec![row(head)], body }))
}

/// A text that fills several lines.
pub(super) const LONG: &str = "Local authorities plan schools, housing, transport and health care for everybody who \
    lives in their territory, whether they were born there or arrived last month, and so they are the first to see \
    what migration changes and the first who can shape it together with the people concerned.";

/// The same in Arabic.
pub(super) const LONG_AR: &str = "تخطط السلطات المحلية للمدارس والإسكان والنقل والرعاية الصحية لكل من يعيش في إقليمها، \
    سواء وُلد فيه أم وصل إليه في الشهر الماضي، ولذلك فهي أول من يرى ما تغيره الهجرة وأول من يستطيع أن يوجهها مع \
    الأشخاص المعنيين في المجتمعات المحلية وفي بلدان المنشأ والعبور والمقصد على حد سواء.";
