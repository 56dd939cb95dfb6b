//! What lines are made of: every letter in its order, boxes that touch, and words from left to right where PDFium's order of
//! text objects is that of reading.

use super::letters::Kind;
use super::{Line, Place, Placed, Show, Step, letters, line, ruler};
use crate::diagnostics::Diagnostics;
use crate::font::{Families, FontSet};
use crate::language::{Direction, LangTag, Language};
use crate::text::{Artifact, Item, ItemKind, Measure, Owner, Paragraph, Piece, TextStyle, prepare};
use crate::units::{Length, Size};

fn fonts() -> FontSet {
    FontSet::of_families(&Families::new(), None, &mut Diagnostics::new())
}

/// The items of words that stand on one line.
fn items(words: &str, direction: Direction, fonts: &FontSet) -> Vec<Item> {
    let style = TextStyle { size: Length::from_pt(10.0), ..TextStyle::default() };
    let piece = Piece::words(words, style, Owner::Artifact(Artifact::Layout));
    let language = Language::or_english(&LangTag::parse("ar").expect("a tag"));
    let paragraph = Paragraph { direction, ..Paragraph::display(vec![piece], &language) };
    let mut lost = Diagnostics::new();
    let prepared = prepare(&paragraph, fonts, &mut lost);
    let measure = Measure { width: prepared.max_width() + Length::from_pt(1.0), first_indent: Length::ZERO };
    let lines = prepared.lines(measure, &mut lost);
    assert_eq!(lines.len(), 1, "{words}: one line");
    lines[0].items.clone()
}

fn text<'a>(step: &'a Step<'_>) -> &'a str {
    match &step.show {
        Show::Glyph(_, text, _) => text,
        Show::Made(made) => &made.text,
    }
}

/// What is heard of a line.
fn heard(line: &Line<'_>) -> String {
    line.steps.iter().filter(|step| !step.is_mute).map(text).collect()
}

const LINES: [&str; 6] = [
    "جلس الكاتب في غرفته",
    "لا أحد الآن، في الأرض كلها",
    "قَالَ الْمُعَلِّمُ لِلتَّلَامِيذِ",
    "استعمل برنامج Linux في القاعة 12 منذ عام",
    "يسمى هذا open source software ومعناه كذا",
    "نستعمل (Go) ثم p5.js، وغيرهما",
];

#[test]
fn a_line_is_heard_as_it_is_written() {
    let fonts = fonts();
    for words in LINES {
        let items = items(words, Direction::Rtl, &fonts);
        let line = line(&items, &fonts, Direction::Rtl).expect(words);
        assert_eq!((heard(&line).as_str(), line.items), (words, items.len()));
        let is_mark = |step: &Step<'_>| text(step) == "\u{200F}";
        assert!(!line.steps.iter().any(is_mark) && line.marks.iter().all(is_mark), "{words}");
    }
}

#[test]
fn boxes_of_letters_in_a_word_touch_and_none_is_thin() {
    let fonts = fonts();
    for words in LINES {
        let items = items(words, Direction::Rtl, &fonts);
        let placed = items.iter().filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run, at) => Some(Placed { run, at: *at }),
            _ => None,
        });
        let letters = letters::letters(&placed.collect::<Vec<_>>()).expect(words);
        let bases: Vec<_> = letters.iter().filter(|letter| letter.kind != Kind::Mark).collect();
        let mut pairs = 0;
        for pair in
            bases.windows(2).filter(|pair| pair.iter().all(|letter| letter.kind == Kind::Letter && letter.is_rtl()))
        {
            pairs += 1;
            let gap = pair[0].x - pair[1].right();
            assert!(gap.abs() < 0.001 * pair[0].em(), "{words}: {} and {}", pair[0].text, pair[1].text);
            assert!(
                pair[0].width + pair[1].width > 0.2 * pair[0].em(),
                "{words}: {} and {}",
                pair[0].text,
                pair[1].text
            );
        }
        assert!(pairs > 3, "{words}");
    }
}

#[test]
fn later_latin_words_begin_left_of_the_words_before_them() {
    let fonts = fonts();
    for (words, direction) in [(LINES[4], Direction::Rtl), ("open source software", Direction::Ltr)] {
        let items = items(words, direction, &fonts);
        let line = line(&items, &fonts, Direction::Rtl).expect(words);
        let is_latin = |step: &Step<'_>| text(step).starts_with(|c: char| c.is_ascii_alphabetic());
        let first = line.steps.iter().position(is_latin).expect("a Latin word");
        // Each of the others is in one text object with the space before it.
        let leads = line.steps.windows(2).filter(|pair| text(&pair[0]) == " " && pair[1].place == Place::Joined);
        let beginnings: Vec<f64> = [line.steps[first].x].into_iter().chain(leads.map(|pair| pair[0].x)).collect();
        assert_eq!(beginnings.len(), 3, "{words}: {beginnings:?}");
        assert!(beginnings.is_sorted_by(|a, b| a > b), "{words}: {beginnings:?}");
    }
}

#[test]
fn lines_from_left_to_right_are_written_so_only_where_readers_turn_them() {
    let fonts = fonts();
    let some = items("open source software", Direction::Ltr, &fonts);
    assert!(line(&some, &fonts, Direction::Ltr).is_none(), "in a book from left to right");
    let one = items("Linux", Direction::Ltr, &fonts);
    assert!(line(&one, &fonts, Direction::Rtl).is_none(), "a word alone");
    assert!(line(&[], &fonts, Direction::Rtl).is_none());
}

#[test]
fn the_ruler_reaches_from_side_to_side_and_is_not_heard() {
    let fonts = fonts();
    let items = items(LINES[0], Direction::Rtl, &fonts);
    let line = line(&items, &fonts, Direction::Rtl).expect("a line");
    let page = Size { width: Length::from_pt(400.0), height: Length::from_pt(600.0) };
    let [left, right] = ruler(line.steps[0].run, page);
    assert!(left.x.abs() < 0.001 && (right.x - 400.0).abs() < 0.001 && right.place == Place::Joined);
    assert!([&left, &right].iter().all(|step| step.is_mute && text(step) == " " && step.y < page.height));
}
