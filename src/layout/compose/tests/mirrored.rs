//! What stands at the start of a line stands right in Arabic.

use super::trees::*;
use super::*;
use crate::manuscript::{BlockKind, PartKind};

#[test]
fn list_markers_hang_at_the_start_side() {
    for (tag, words) in [("en", "time"), ("ar", "الوقت")] {
        let composed = compose(tag, &[bullets(&[words])]);
        let row = &composed.rows[0];
        let (marker, item) = (edges_of(row, "•").expect("a bullet"), edges_of(row, words).expect("words"));
        if tag == "ar" {
            assert!(marker.0 > item.1 && marker.1 <= measure(), "{marker:?} {item:?}");
        } else {
            assert!(marker.1 < item.0 && marker.0 >= Length::ZERO, "{marker:?} {item:?}");
        }
    }
}

#[test]
fn numbers_of_a_list_end_in_line_and_texts_begin_in_line() {
    let composed = compose("en", &[numbers(9, &["nine", "ten"])]);
    let edges = |row: usize, words: &str| edges_of(&composed.rows[row], words).expect("words");
    assert!(near(edges(0, "9.").1, edges(1, "10.").1));
    assert!(near(edges(0, "nine").0, edges(1, "ten").0));
    let arabic = compose("ar-EG", &[numbers(9, &["تسعة", "عشرة"])]);
    assert!(words_of(&arabic.rows[1]).starts_with("١٠"), "{}", words_of(&arabic.rows[1]));
}

#[test]
fn task_boxes_are_drawn_at_the_start_side() {
    for tag in ["en", "ar"] {
        let composed = compose(tag, &[tasks(&[("a", false), ("b", true)])]);
        let box_of = |row: &Row| {
            row.items.iter().find_map(|item| match &item.kind {
                ItemKind::Rect(rect, _) => Some(*rect),
                _ => None,
            })
        };
        let rect = box_of(&composed.rows[0]).expect("a box");
        let text = ink_of(&composed.rows[0]);
        assert_eq!(rect.origin.x > text.1, tag == "ar", "{tag}: {rect:?} {text:?}");
        let strokes = |row: &Row| row.items.iter().filter(|item| matches!(item.kind, ItemKind::Line { .. })).count();
        assert_eq!((strokes(&composed.rows[0]), strokes(&composed.rows[1])), (0, 2), "the done one is ticked");
    }
}

#[test]
fn paragraphs_indent_and_end_at_their_own_sides() {
    let composed = compose("ar", &[paragraph("قبل"), paragraph(LONG_AR)]);
    let (first, last) = (ink_of(&composed.rows[1]), ink_of(composed.rows.last().expect("rows")));
    assert!(first.1 < measure() - Length::from_pt(8.0), "the indent is at the right: {first:?}");
    assert!(near(last.1, measure()), "the last line is flush right: {last:?}");
    assert!(last.0 > Length::ZERO, "and ends before the left edge: {last:?}");
}

#[test]
fn boxes_and_quotations_tell_the_start_edge() {
    for (tag, direction) in [("en", crate::language::Direction::Ltr), ("ar", crate::language::Direction::Rtl)] {
        let quote = compose(tag, &[block(BlockKind::Quote(vec![paragraph("a")]))]);
        assert_eq!(quote.rows[0].enclosures[0].direction, direction);
        assert!(quote.rows[0].enclosures[0].start_rule.is_some());
        let (left, right) = ink_of(&quote.rows[0]);
        assert!(left > Length::from_pt(5.0) && right < measure() - Length::from_pt(5.0), "{left:?} {right:?}");
    }
}

#[test]
fn a_quotation_in_another_language_runs_its_own_way() {
    let quote = in_language("fr", block(BlockKind::Quote(vec![paragraph("La commune")])));
    let composed = compose("ar", &[quote]);
    assert_eq!(composed.rows[0].enclosures[0].direction, crate::language::Direction::Ltr);
    assert!(ink_of(&composed.rows[0]).1 < measure() / 2, "it begins at the left");
}

#[test]
fn code_is_left_aligned_in_arabic_too() {
    let composed = compose("ar", &[code("git push\n  origin")]);
    let (first, second) = (ink_of(&composed.rows[0]), ink_of(&composed.rows[1]));
    assert!(first.0 < measure() / 8, "{first:?}");
    assert!(second.1 < measure() / 2, "{second:?}");
}

#[test]
fn the_first_column_stands_at_the_start_side() {
    for (tag, one, two) in [("en", "left", "right"), ("ar", "أول", "ثان")] {
        let composed = compose(tag, &[part(PartKind::Columns, None, "", vec![paragraph(one), paragraph(two)])]);
        let row = &composed.rows[0];
        let (one, two) = (edges_of(row, one).expect("one"), edges_of(row, two).expect("two"));
        assert_eq!(one.0 > two.1, tag == "ar", "{one:?} {two:?}");
    }
}

#[test]
fn numbers_of_headings_are_read_from_the_right() {
    let composed = compose("ar", &[heading(2, &[3, 1], "السكان")]);
    let row = &composed.rows[0];
    let (chapter, section) = (edges_of(row, "3").expect("3"), edges_of(row, "1").expect("1"));
    assert!(chapter.0 > section.1, "{chapter:?} {section:?}");
    assert!(near(chapter.1, measure()), "the number begins the line: {chapter:?}");
}
