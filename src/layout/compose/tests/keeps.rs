//! Where pages may not end.

use super::super::super::rows::{Break, Mark};
use super::trees::*;
use super::*;
use crate::manuscript::{BlockKind, PartKind};

fn breaks(composed: &Composed) -> Vec<Break> {
    composed.rows.iter().map(|row| row.break_before).collect()
}

#[test]
fn two_lines_of_a_paragraph_stay_together_at_both_ends() {
    let composed = compose("en", &[paragraph(LONG)]);
    let breaks = breaks(&composed);
    assert!(breaks.len() > 3, "{breaks:?}");
    assert_eq!(breaks[0], Break::Allowed);
    assert_eq!(breaks[1], Break::Forbidden);
    assert_eq!(breaks.last(), Some(&Break::Forbidden));
    assert!(breaks[2] != Break::Forbidden);
}

#[test]
fn a_heading_keeps_two_lines_of_what_follows() {
    let blocks = [paragraph("before"), heading(2, &[1, 1], "People"), heading(3, &[1, 1, 1], "Names"), paragraph(LONG)];
    let composed = compose("en", &blocks);
    assert_eq!(breaks(&composed)[1..5], [Break::Allowed, Break::Forbidden, Break::Forbidden, Break::Forbidden]);
}

#[test]
fn a_chapter_opens_on_a_recto_with_its_label_above_the_title() {
    let composed = compose("en", &[paragraph("before"), heading(1, &[2], "People")]);
    let opening = &composed.rows[1];
    assert_eq!(opening.break_before, Break::Recto);
    assert_eq!(words_of(opening), "Chapter2");
    let title = opening.marks.iter().find_map(|mark| match mark {
        Mark::Heading { number, title, level, .. } => Some((number.as_str(), title.as_str(), *level)),
        Mark::Id(_) => None,
    });
    assert_eq!(title, Some(("2", "People", 1)));
}

#[test]
fn a_list_stays_with_the_words_that_announce_it() {
    let composed = compose("en", &[paragraph("They need:"), bullets(&["time", "money"])]);
    assert_eq!(breaks(&composed), [Break::Allowed, Break::Forbidden, Break::Forbidden]);
}

#[test]
fn answer_lines_stay_with_their_question() {
    let composed = compose("en", &[paragraph("Why?"), block(BlockKind::AnswerLines(4))]);
    assert_eq!(breaks(&composed)[..3], [Break::Allowed, Break::Forbidden, Break::Forbidden]);
    assert_eq!(breaks(&composed)[3..], [Break::Allowed, Break::Allowed]);
}

#[test]
fn short_boxes_are_whole_and_long_ones_may_be_divided() {
    let short = compose("en", &[part(PartKind::Note, None, "", vec![paragraph(LONG)])]);
    assert!(short.rows.iter().skip(1).all(|row| row.break_before == Break::Forbidden));
    let long = compose("en", &[part(PartKind::Note, None, "", (0..12).map(|_| paragraph(LONG)).collect())]);
    assert_eq!(long.rows[1].break_before, Break::Forbidden, "the title stays with the text");
    assert!(long.rows.iter().filter(|row| row.break_before != Break::Forbidden).count() > 10);
    let enclosures = &long.rows[0].enclosures;
    assert_eq!(enclosures.len(), 1);
    assert!(long.rows.iter().all(|row| row.enclosures == *enclosures));
}

#[test]
fn a_wish_for_a_new_page_is_met() {
    let composed = compose("en", &[paragraph("before"), block(BlockKind::PageBreak), paragraph("after")]);
    assert_eq!(breaks(&composed), [Break::Allowed, Break::Page]);
}

#[test]
fn a_picture_stays_with_its_caption() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("flows.svg");
    std::fs::write(
        &file,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 192 96'><rect width='9' height='9'/></svg>",
    )
    .expect("a file");
    let picture = crate::manuscript::Picture {
        file: file.into(),
        alt: Some("Flows".into()),
        width: Some(crate::manuscript::Extent::Share(500)),
        height: None,
    };
    let figure = crate::manuscript::Figure { picture, caption: Some(caption(1, "Flows")) };
    let composed = compose("en", &[block(BlockKind::Figure(figure))]);
    assert_eq!(breaks(&composed), [Break::Allowed, Break::Forbidden]);
    let rect = composed.rows[0].items.iter().find_map(|item| match &item.kind {
        ItemKind::Picture { rect, .. } => Some(*rect),
        _ => None,
    });
    let rect = rect.expect("a picture");
    assert!(near(rect.size.width, measure() / 2) && near(rect.size.height, measure() / 4), "{rect:?}");
    assert!(near(rect.origin.x, measure() / 4), "in the middle: {rect:?}");
}

#[test]
fn paragraphs_are_indented_only_after_paragraphs() {
    let starts =
        |blocks: &[Block]| -> Vec<Length> { compose("en", blocks).rows.iter().map(|row| ink_of(row).0).collect() };
    let starts =
        starts(&[heading(3, &[], "Title"), paragraph("Begin."), paragraph("Two."), bullets(&["a"]), paragraph("End.")]);
    assert!(near(starts[1], Length::ZERO) && near(starts[4], Length::ZERO), "{starts:?}");
    assert!(starts[2] > Length::from_pt(8.0), "{starts:?}");
}
