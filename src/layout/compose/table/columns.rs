//! What the columns of a table hold, and so how they are aligned.

use super::super::context::Context;
use crate::manuscript::{ColumnAlign, Table, TableRow, plain_text};
use crate::text::Align;

/// What a column holds.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Words.
    Words,
    /// Numbers and gaps.
    Numbers,
    /// Nothing: room to write in.
    Nothing,
}

/// A column, as its cells and the source's colons describe it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) content: Content,
    /// Where its cells stand; numbers stand there together, their units below each other.
    pub(super) align: Align,
}

impl Column {
    /// The columns of a table. Where the colons say nothing, numbers stand at the right in every direction of text
    /// (docs/typography.md A4).
    pub(super) fn all(context: &Context, table: &Table, count: usize) -> Vec<Self> {
        let plain: Vec<Vec<Option<String>>> = table.body.iter().map(|row| plain_row(row, count)).collect();
        let mut blank = table.blank_columns();
        if context.worksheet && blank.len() > 1 {
            let empty = |at: usize| {
                table
                    .body
                    .iter()
                    .flat_map(|row| &row.cells)
                    .any(|cell| usize::from(cell.column) == at && cell.columns <= 1 && cell.is_empty())
            };
            blank.iter_mut().enumerate().for_each(|(at, blank)| *blank |= empty(at));
        }
        (0..count)
            .map(|at| {
                let is_blank = blank.get(at).copied().unwrap_or(false);
                let content = if is_blank { Content::Nothing } else { content_of(&plain, at) };
                let align = match table.columns.get(at).copied().unwrap_or(ColumnAlign::None) {
                    ColumnAlign::Center => Align::Center,
                    ColumnAlign::End => Align::End,
                    ColumnAlign::None if content == Content::Numbers && !context.is_rtl() => Align::End,
                    ColumnAlign::None | ColumnAlign::Start => Align::Start,
                };
                Self { content, align }
            })
            .collect()
    }
}

/// The words of the cells of a row that are one column wide; what is no word, such as a picture, counts as one.
fn plain_row(row: &TableRow, count: usize) -> Vec<Option<String>> {
    let mut words = vec![None; count];
    for cell in row.cells.iter().filter(|cell| cell.columns <= 1) {
        let plain = plain_text(&cell.content).trim().to_owned();
        let says = if plain.is_empty() && !cell.is_empty() { "\u{FFFC}".to_owned() } else { plain };
        if let Some(place) = words.get_mut(usize::from(cell.column)) {
            *place = Some(says);
        }
    }
    words
}

fn content_of(rows: &[Vec<Option<String>>], column: usize) -> Content {
    let cells: Vec<&str> = rows.iter().filter_map(|row| row.get(column)?.as_deref()).collect();
    let gap = |text: &str| text.is_empty() || matches!(text, "–" | "—" | "-");
    if cells.iter().any(|text| !gap(text)) && cells.iter().all(|text| gap(text) || is_number(text)) {
        Content::Numbers
    } else {
        Content::Words
    }
}

/// Digits with what may stand in and around a number.
pub(super) fn is_number(text: &str) -> bool {
    const AROUND: &str = ".,٫٬ \u{a0}\u{202f}+-−–%٪€$£×";
    text.chars().any(is_digit) && text.chars().all(|c| is_digit(c) || AROUND.contains(c))
}

/// What of a number stands right of its units: the decimal mark and what follows. A point or comma before three digits
/// divides thousands; an Arabic per cent sign stands left of its number.
pub(super) fn right_of_units(number: &str) -> &str {
    let number = number.trim_end_matches(['٪', ' ', '\u{a0}']);
    let digits_end = number.rfind(is_digit).map_or(0, |at| at + number[at..].chars().next().map_or(0, char::len_utf8));
    let mark = number[..digits_end].rfind(['.', ',', '٫']).filter(|mark| {
        let after = number[*mark..digits_end].chars().skip(1);
        number[*mark..].starts_with('٫') || after.clone().count() != 3 || !after.clone().all(is_digit)
    });
    &number[mark.unwrap_or(digits_end)..]
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('\u{660}'..='\u{669}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_words() {
        assert!(["12", "1,200.5", "12.5%", "−5", "٤٥٫٢", "15 000 €"].into_iter().all(is_number));
        assert!(["12 min", "Day 1", "–", "", "2a"].into_iter().all(|text| !is_number(text)));
    }

    #[test]
    fn units_stand_left_of_the_decimal_mark() {
        let right = ["12", "1,200", "1,200.5", "12,5%", "٤٥٫٢٪", "7%", "1.5"].map(right_of_units);
        assert_eq!(right, ["", "", ".5", ",5%", "٫٢", "%", ".5"]);
    }

    #[test]
    fn a_column_of_numbers_may_have_gaps() {
        assert_eq!(content_of(&[vec![Some("Who?".into())], vec![Some("1".into())]], 0), Content::Words);
        assert_eq!(content_of(&[vec![Some("1".into())], vec![Some("–".into())], vec![None]], 0), Content::Numbers);
    }
}
