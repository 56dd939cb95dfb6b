//! Tables.

use super::super::super::rows::Break;
use super::trees::*;
use super::*;
use crate::manuscript::{BlockKind, ColumnAlign};

#[test]
fn column_one_stands_at_the_start_side() {
    for (tag, one, two) in [("en", "name", "place"), ("ar", "الاسم", "المكان")] {
        let composed = compose(tag, &[table(None, &[one, two], &[&["a", "b"]])]);
        let (one, two) =
            (edges_of(&composed.rows[0], one).expect("one"), edges_of(&composed.rows[0], two).expect("two"));
        assert_eq!(one.0 > two.1, tag == "ar", "{one:?} {two:?}");
        let edge = if tag == "ar" { measure() - one.1 } else { one.0 };
        assert!(edge < Length::from_pt(8.0), "a narrow table stands at the start: {edge:?}");
    }
}

#[test]
fn numbers_stand_unit_below_unit() {
    for tag in ["en", "ar"] {
        let composed = compose(tag, &[table(None, &["x", "n"], &[&["a", "7"], &["b", "1234"]])]);
        let right = |row: usize, words: &str| edges_of(&composed.rows[row], words).expect("a number").1;
        assert!(near(right(1, "7"), right(2, "1234")), "{tag}");
    }
}

#[test]
fn colons_align_by_the_direction_of_text() {
    let mut block = table(None, &["long heading", "b"], &[&["a", "c"]]);
    if let BlockKind::Table(table) = &mut block.kind {
        table.columns[0] = ColumnAlign::End;
    }
    let english = compose("en", std::slice::from_ref(&block));
    let (head, cell) = (edges_of(&english.rows[0], "long heading"), edges_of(&english.rows[1], "a"));
    assert!(near(head.expect("a head").1, cell.expect("a cell").1));
    let arabic = compose("ar", &[block]);
    let (head, cell) = (edges_of(&arabic.rows[0], "long heading"), edges_of(&arabic.rows[1], "a"));
    assert!(near(head.expect("a head").0, cell.expect("a cell").0), "the end is left in Arabic");
}

#[test]
fn wide_tables_fill_the_measure_and_nothing_sticks_out() {
    for (tag, long) in [("en", LONG), ("ar", LONG_AR)] {
        let composed = compose(tag, &[table(None, &["a", "b", "c"], &[&[long, "x", long], &["y", long, "z"]])]);
        for row in &composed.rows {
            let (left, right) = ink_of(row);
            assert!(left >= Length::ZERO && right <= measure(), "{tag}: {left:?} {right:?}");
        }
        assert!(composed.diagnostics.is_empty(), "{:?}", composed.codes());
    }
}

#[test]
fn a_table_wider_than_the_page_is_told_and_loses_nothing() {
    let word = "internationalisation".repeat(3);
    let cells = [word.as_str(); 5];
    let composed = compose("en", &[table(None, &["a", "b", "c", "d", "e"], &[&cells])]);
    assert_eq!(composed.codes(), ["table-too-wide"]);
    assert_eq!(composed.words().replace('\u{ad}', ""), format!("abcde{}", word.repeat(5)));
    for row in &composed.rows {
        assert!(ink_of(row).1 <= measure() + Length::from_pt(0.5), "{:?}", ink_of(row));
    }
}

#[test]
fn the_head_stays_with_two_rows_and_is_set_again_as_nobodys() {
    let body: Vec<Vec<&str>> = (0..9).map(|_| vec!["a", "b"]).collect();
    let body: Vec<&[&str]> = body.iter().map(Vec::as_slice).collect();
    let composed = compose("en", &[table(Some(caption(4, "Sums")), &["x", "y"], &body)]);
    let breaks: Vec<Break> = composed.rows.iter().map(|row| row.break_before).collect();
    assert_eq!(breaks[..4], [Break::Allowed, Break::Forbidden, Break::Forbidden, Break::Forbidden]);
    assert_eq!(breaks[4], Break::Allowed);
    assert!(matches!(breaks.last(), Some(Break::Cost(_))));
    let repeated = composed.rows.last().and_then(|row| row.repeat.clone()).expect("a repeated head");
    assert!(repeated.iter().flat_map(|row| &row.items).all(|item| is_layout(item.owner)));
    let words: String = repeated
        .iter()
        .flat_map(|row| &row.items)
        .filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run, _) => Some(run.text.to_string()),
            _ => None,
        })
        .collect();
    assert!(words.contains("Table 4 (continued)") && words.ends_with('y'), "{words}");
}

#[test]
fn a_very_high_row_is_divided_by_lines() {
    let long = LONG.repeat(8);
    let composed = compose("en", &[table(None, &["a", "b"], &[&["x", &long], &["y", "z"]])]);
    let free = composed.rows.iter().filter(|row| row.break_before == Break::Allowed).count();
    assert!(composed.rows.len() > 20 && free > 10, "{} rows, {free} places", composed.rows.len());
    assert!(composed.rows[1..5].iter().all(|row| row.break_before == Break::Forbidden));
}

#[test]
fn a_table_without_rows_or_columns_is_no_trouble() {
    let composed = compose("en", &[table(None, &[], &[]), table(None, &["a"], &[&["b", "c", "d"], &[]])]);
    assert_eq!(composed.words(), "abcd");
}

#[test]
fn decimal_marks_stand_below_each_other() {
    for tag in ["en", "ar"] {
        for align in [ColumnAlign::None, ColumnAlign::Start, ColumnAlign::Center, ColumnAlign::End] {
            let mut block = table(None, &["x", "number of it"], &[&["a", "12.5"], &["b", "3"], &["c", "100.25"]]);
            if let BlockKind::Table(table) = &mut block.kind {
                table.columns[1] = align;
            }
            let composed = compose(tag, &[block]);
            let left = |row: usize, words: &str| edges_of(&composed.rows[row], words).expect("a number").0;
            let (one, two, three) = (left(1, "12.5"), left(2, "3"), left(3, "100.25"));
            // Figures of one width: each further digit before the mark begins one figure farther left.
            assert!(near(two - one, one - three), "{tag} {align:?}: {one:?} {two:?} {three:?}");
            assert!(two > one);
        }
    }
}

#[test]
fn empty_columns_are_room_to_write_in() {
    let composed = compose("en", &[table(None, &["Question", "Answer"], &[&["Who?", ""], &["Why?", ""]])]);
    let rule = composed.rows.last().and_then(|row| row.items.last()).expect("a rule");
    let ItemKind::Line { from, to, .. } = &rule.kind else { panic!("a rule is a line") };
    assert!(near(to.x - from.x, measure()), "the table fills the measure");
    assert!(composed.rows.iter().skip(1).all(|row| row.height >= Length::from_mm(8.5)));
}
