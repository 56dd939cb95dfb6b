//! Tables and captions.

use super::Attributes;
use super::blocks::block_attributes;
use super::writer::Writer;
use crate::manuscript::{Block, Caption, ColumnAlign, Table, TableCell, TableRow, plain_text};
use unicode_normalization::char::is_combining_mark;

/// Letters that stand beside each other on the width of a telephone, in the type of tables.
const NARROW: usize = 34;

/// What the cells of a row are.
#[derive(Copy, Clone, PartialEq, Eq)]
enum RowKind {
    /// Heads of their columns.
    Head,
    /// Body.
    Body,
    /// Body whose first cell is the head of its row.
    HeadedBody,
}

impl<'a> Writer<'a, '_> {
    pub(super) fn table(&mut self, block: &'a Block, table: &'a Table) {
        // Rows with cells to write in are as high as a hand needs.
        let class = table.blank_columns().contains(&true).then_some("form");
        self.out.open_with("table", &block_attributes(block, class)).line();
        if let Some(caption) = &table.caption {
            self.out.open("caption", &[]);
            self.caption("table", caption);
            self.out.close().line();
        }
        if !table.head.is_empty() {
            self.out.open("thead", &[]).line();
            table.head.iter().for_each(|row| self.row(row, &table.columns, RowKind::Head));
            self.out.close().line();
        }
        // An empty corner says that the first column names the rows.
        let cornered = table.head.first().and_then(|row| row.cells.first()).is_some_and(TableCell::is_empty);
        let kind = if cornered { RowKind::HeadedBody } else { RowKind::Body };
        if !table.body.is_empty() {
            self.out.open("tbody", &[]).line();
            table.body.iter().for_each(|row| self.row(row, &table.columns, kind));
            self.out.close().line();
        }
        self.out.close();
    }

    fn row(&mut self, row: &'a TableRow, columns: &[ColumnAlign], kind: RowKind) {
        self.out.open("tr", &[]);
        for (at, cell) in row.cells.iter().enumerate() {
            let names_row = cell.head || kind == RowKind::HeadedBody && cell.column == 0;
            let (name, scope) = match kind {
                _ if cell.is_empty() => ("td", None),
                RowKind::Head if cell.columns > 1 => ("th", Some("colgroup")),
                RowKind::Head => ("th", Some("col")),
                _ if names_row && cell.rows > 1 => ("th", Some("rowgroup")),
                _ if names_row => ("th", Some("row")),
                _ => ("td", None),
            };
            let align = match columns.get(usize::from(cell.column)).copied().unwrap_or(ColumnAlign::None) {
                ColumnAlign::None => None,
                ColumnAlign::Start => Some("start"),
                ColumnAlign::Center => Some("center"),
                ColumnAlign::End => Some("end"),
            };
            let long = has_long_word(cell, columns.len()).then_some("long");
            let classes: Vec<&str> = align.into_iter().chain(long).collect();
            let class = (!classes.is_empty()).then(|| classes.join(" "));
            let covers = |count: u16| (count > 1).then(|| count.to_string());
            let attributes = Attributes::new()
                .with_some("scope", scope)
                .with_some("class", class)
                .with_some("colspan", covers(cell.columns))
                .with_some("rowspan", covers(cell.rows));
            self.out.open_with(name, &attributes);
            if at == 0 {
                self.pages_at(row.node);
            }
            self.pages_at(cell.node);
            self.inlines(&cell.content);
            self.blocks(&cell.blocks);
            self.out.close();
        }
        self.out.close().line();
    }

    /// «Figure 1 — the words», or the words alone where it is not numbered. `key` is its pattern among the terms.
    pub(super) fn caption(&mut self, key: &str, caption: &'a Caption) {
        if let Some(number) = caption.number {
            let language = self.book.language;
            let label = language.pattern(key, &[("number", &language.number(usize::from(number)))]);
            self.out.open("span", &[("class", "label")]);
            self.words(&label);
            self.out.close();
            if !caption.content.is_empty() {
                self.out.text(" — ");
            }
        }
        self.inlines(&caption.content);
    }
}

/// Whether a cell has a word that must be cut where all columns are to stand beside each other on a narrow screen. Shorter
/// words stay whole.
fn has_long_word(cell: &TableCell, columns: usize) -> bool {
    let most = (NARROW / columns.max(1)).max(1) * usize::from(cell.columns.max(1));
    let is_long = |word: &str| word.chars().filter(|c| !is_combining_mark(*c)).count() > most;
    !cell.blocks.is_empty() || plain_text(&cell.content).split_whitespace().any(is_long)
}
