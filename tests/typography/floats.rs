//! docs/typography.md P9: a figure that finds no room moves to the top of the next page, and the text goes on.

use crate::support::dump::Line;
use crate::support::{Book, Dump};

const WORDS: &str = "Words of a paragraph that needs some lines, and that says nothing of weight. ";

/// A picture as high as it is wide.
const SQUARE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 400'><rect width='400' height='400'/></svg>";

fn dump(text: &str) -> Dump {
    let book = Book::project("en", "", text);
    book.write("sources/book/a.svg", SQUARE);
    book.dump()
}

fn paragraphs(count: usize) -> String {
    (0..count).map(|_| format!("{}\n\n", WORDS.repeat(4))).collect()
}

fn figure(name: &str, class: &str) -> String {
    format!("![Figure of {name}](a.svg){{#fig-{name}{class} width=70% alt=\"A square\"}}\n\n")
}

/// Page and top of each picture.
fn pictures(dump: &Dump) -> Vec<(u64, f64)> {
    let place = |picture: &serde_json::Value| (picture["page"].as_u64(), picture["box"][1].as_f64());
    dump.others("picture").map(place).filter_map(|(page, top)| Some((page?, top?))).collect()
}

fn first_line(line: &Line) -> (u64, f64) {
    (line.place.0, line.runs[0].y)
}

#[test]
fn p09_a_figure_without_room_moves_to_the_next_page() {
    let text = |class: &str| {
        format!("# C\n\n{}See [](#fig-a).\n\n{}After it. {}", paragraphs(5), figure("a", class), paragraphs(12))
    };
    let moved = dump(&text(""));
    let (reference, after) = (moved.line_with("See Figure"), moved.line_with("After it"));
    let (page, top) = pictures(&moved)[0];
    assert_eq!(first_line(&reference).0, first_line(&after).0, "the text goes on");
    assert_eq!(page, first_line(&after).0 + 1, "the figure stands on the next page");
    let lines = moved.lines_in("Paragraph#");
    assert!(lines.iter().filter(|line| line.place.0 == page).all(|line| line.runs[0].y > top), "at its top");
    // What follows is set as after the paragraph before: indented, without space.
    let distance = first_line(&after).1 - first_line(&reference).1;
    assert!((distance - 14.5).abs() < 0.1, "{distance}");
    assert!(after.extent().0 > reference.extent().0 - 0.1, "both are indented");
    let caption = moved.line_with("Figure of a");
    assert_eq!(caption.place.0, page, "the caption is with it");
    // One that is held stays before the text that follows it.
    let held = dump(&text(" .here"));
    let (page, top) = pictures(&held)[0];
    assert!(first_line(&held.line_with("After it")) > (page, top));
}

#[test]
fn p09_moved_figures_keep_their_order() {
    let text = format!(
        "# C\n\n{}See [](#fig-a) and [](#fig-b).\n\n{}{}{}",
        paragraphs(5),
        figure("a", ""),
        figure("b", ""),
        paragraphs(20)
    );
    let found = dump(&text);
    let places = pictures(&found);
    assert!(places.len() == 2 && places.is_sorted(), "{places:?}");
    assert!(first_line(&found.line_with("Figure of a")) < first_line(&found.line_with("Figure of b")));
    assert!(!found.said.contains("figure-moved-far") && !found.said.contains("unsettled-pages"), "{}", found.said);
}

#[test]
fn p09_a_figure_stays_in_its_section_and_chapter() {
    let text = format!(
        "# C\n\n{}{}## Next\n\n{}{}# D\n\n{}",
        paragraphs(5),
        figure("a", ""),
        paragraphs(8),
        figure("b", ""),
        paragraphs(1)
    );
    let found = dump(&text);
    let places = pictures(&found);
    assert!(places[0] < first_line(&found.lines_in("Heading(2)")[0]), "{places:?}");
    let chapters: Vec<u64> = found.lines_in("Heading(1)").iter().map(|line| line.place.0).collect();
    assert!(places[1].0 < *chapters.last().expect("a chapter"), "{places:?} {chapters:?}");
}

#[test]
fn p09_figures_that_crowd_are_told() {
    let crowd: String = ["a", "b", "c", "d", "e", "f"].into_iter().map(|name| figure(name, "")).collect();
    let found = dump(&format!("# C\n\n{}{crowd}{}", paragraphs(5), paragraphs(30)));
    let places = pictures(&found);
    assert!(places.len() == 6 && places.is_sorted(), "in their order: {places:?}");
    assert!(places[5].0 - places[0].0 > 3, "one on a page: {places:?}");
    assert!(found.said.contains("figure-moved-far") && found.said.contains("01.md"), "{}", found.said);
    let few = dump(&format!("# C\n\n{}{}{}", paragraphs(5), figure("a", ""), paragraphs(30)));
    assert!(!few.said.contains("figure-moved-far"), "{}", few.said);
}
