//! docs/typography.md P29: the parts of a training manual, in a sample session.

use crate::support::{Book, Dump};
use serde_json::Value;
use std::fmt::Write;

/// The words of a session in one language.
struct Words {
    tag: &'static str,
    sentence: &'static str,
    title: &'static str,
    points: [&'static str; 3],
    head: [&'static str; 3],
    row: [&'static str; 3],
}

const SESSIONS: [Words; 2] = [
    Words {
        tag: "en",
        sentence: "People who left a place still send money, news and ideas, and a town that knows this plans with them. ",
        title: "Map the flows",
        points: ["You draw a map.", "You read a table.", "You ask good questions."],
        head: ["Time", "What", "Who"],
        row: ["9:00", "Welcome", "all"],
    },
    Words {
        tag: "ar",
        sentence: "ما زال الذين غادروا المكان يرسلون إليه المال والأخبار والأفكار، والبلدية التي تعرف ذلك تخطط معهم. ",
        title: "خريطة التدفقات",
        points: ["ترسم خريطة.", "تقرأ جدولًا.", "تسأل أسئلة جيدة."],
        head: ["الوقت", "ماذا", "من"],
        row: ["9:00", "ترحيب", "الجميع"],
    },
];

/// A session with every part; of its boxes, the exercise and the last worksheet are higher than a page.
fn session(words: &Words) -> String {
    let Words { sentence, title, points, head, row, .. } = words;
    let mut text = format!("# {title}\n\n{}\n\n:::objectives\n", sentence.repeat(6));
    points.iter().for_each(|point| writeln!(text, "- {point}").expect("a line"));
    let _ = write!(text, ":::\n\n| {} |\n|--|--|--|\n", head.join(" | "));
    text.push_str(&format!("| {} |\n", row.join(" | ")).repeat(6));
    let _ = write!(text, "\n: {title} {{#tab-a}}\n\n:::exercise {title} {{#ex-a time=\"45\" group=\"4\"}}\n");
    (1..=24).for_each(|at| writeln!(text, "{at}. {sentence}").expect("a line"));
    let _ = write!(text, ":::\n\n{}\n\n:::facilitator\n{sentence}\n:::\n\n:::checklist\n", sentence.repeat(9));
    points.iter().for_each(|point| writeln!(text, "- [ ] {point}").expect("a line"));
    let _ = write!(text, ":::\n\n{}\n\n{{{{lines:3}}}}\n\n", sentence.repeat(7));
    let long = format!("{}\n\n", sentence.repeat(3)).repeat(20);
    let _ = write!(text, ":::worksheet {{lines=4}}\n{sentence}\n:::\n\n:::worksheet {{lines=3}}\n{long}\n:::\n");
    text
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().into_iter().flatten().map(|number| number.as_f64().expect("a number")).collect()
}

/// The pages with rectangles of this colour, which a box of this kind alone has.
fn pieces(dump: &Dump, color: &str) -> Vec<(u64, Vec<f64>)> {
    let of = |record: &&Value| record["fill"] == color;
    let rects = dump.others("rect").filter(of);
    rects.map(|rect| (rect["page"].as_u64().expect("a page"), numbers(&rect["box"]))).collect()
}

/// Left and right edge of the text of the page with this number.
fn column(page: u64, rtl: bool, width: f64) -> (f64, f64) {
    const MM: f64 = 72.0 / 25.4;
    let (inner, outer) = (20.0 * MM, 18.0 * MM);
    if (page % 2 == 1) == rtl { (outer, width - inner) } else { (inner, width - outer) }
}

#[test]
fn p29_short_boxes_are_whole_and_stand_with_their_title() {
    for words in &SESSIONS {
        let dump = Book::project(words.tag, "", &session(words)).dump();
        assert!(!dump.said.contains("error"), "{}", dump.said);
        // Grounds of objectives, of the facilitator's note and of the checklist.
        for (color, words_in) in
            [("#eaf3f4", words.points[0]), ("#f2f0f8", words.sentence), ("#f3f5f6", words.points[2])]
        {
            let found = pieces(&dump, color);
            assert_eq!(found.len(), 1, "{}: {color} {found:?}", words.tag);
            let (page, edges) = &found[0];
            let inside = |y: f64| y > edges[1] && y < edges[3];
            let lines = dump.lines();
            let inside = lines.iter().filter(|line| line.place.0 == *page && inside(line.runs[0].y));
            let inside: Vec<String> = inside.map(crate::support::dump::Line::text).collect();
            assert!(inside.len() >= 3 || color == "#f2f0f8" && inside.len() == 2 + 1, "{inside:?}");
            let first_words = words_in.split(' ').next().expect("a word");
            assert!(inside.iter().any(|line| line.contains(first_words)), "{first_words}: {inside:?}");
        }
        // The table of the session has its head and two rows on one page.
        let cells = dump.lines_in("Table#");
        let head = cells.iter().find(|line| line.text().contains(words.head[0])).expect("a head");
        let with_it = cells.iter().filter(|line| line.place.0 == head.place.0 && line.text().contains(words.row[0]));
        assert!(with_it.count() >= 2, "{}", words.tag);
    }
}

#[test]
fn p29_long_boxes_are_divided_with_open_edges() {
    for words in &SESSIONS {
        let dump = Book::project(words.tag, "", &session(words)).dump();
        // The ground of the exercise runs on from page to page.
        let pages: Vec<u64> = pieces(&dump, "#eff5ec").into_iter().map(|(page, _)| page).collect();
        assert!(pages.len() >= 2 && pages.windows(2).all(|pair| pair[1] == pair[0] + 1), "{pages:?}");
        // The outline of the long worksheet has three sides on its first page, two in the middle and three on the last.
        let sides = dump.others("line").filter(|line| line["color"] == "#839094");
        let mut ends: Vec<(u64, usize, usize)> = Vec::new();
        for side in sides {
            let (page, from, to) =
                (side["page"].as_u64().expect("a page"), numbers(&side["from"]), numbers(&side["to"]));
            if ends.last().is_none_or(|(last, ..)| *last != page) {
                ends.push((page, 0, 0));
            }
            let count = ends.last_mut().expect("a page");
            if (from[0] - to[0]).abs() < 0.01 { count.1 += 1 } else { count.2 += 1 }
        }
        let shapes: Vec<(usize, usize)> = ends.iter().map(|(_, upright, level)| (*upright, *level)).collect();
        assert!(shapes.len() >= 2, "{ends:?}");
        let (first, last) = (shapes[0], shapes[shapes.len() - 1]);
        assert_eq!((first, last), ((2, 1), (2, 1)), "{}: {ends:?}", words.tag);
        assert!(shapes[1..shapes.len() - 1].iter().all(|shape| *shape == (2, 0)), "{ends:?}");
        // The short one is closed.
        let whole = dump.others("rect").filter(|rect| rect["stroke"] == "#839094").count();
        assert_eq!(whole, 1, "{}", words.tag);
    }
}

#[test]
fn p29_answer_lines_are_dotted_over_the_full_measure_from_the_start_side() {
    for words in &SESSIONS {
        let dump = Book::project(words.tag, "", &session(words)).dump();
        let rtl = words.tag == "ar";
        // Those of the contents are no answer lines.
        let body = |line: &Value| dump.pages.iter().any(|page| page.page == line["page"] && page.series == "body");
        let lines: Vec<&Value> = dump.others("line").filter(|line| !line["dash"].is_null() && body(line)).collect();
        assert_eq!(lines.len(), 3 + 4 + 3, "{}", words.tag);
        let mut full = 0;
        for line in lines {
            let (page, from, to) =
                (line["page"].as_u64().expect("a page"), numbers(&line["from"]), numbers(&line["to"]));
            assert_eq!(from[0] > to[0], rtl, "{}: from {from:?} to {to:?}", words.tag);
            let width = dump.pages.iter().find(|known| known.page == page).expect("a page").width;
            let (left, right) = column(page, rtl, width);
            let (own_left, own_right) = (from[0].min(to[0]), from[0].max(to[0]));
            assert!(own_left >= left - 0.1 && own_right <= right + 0.1, "{own_left}–{own_right} of {left}–{right}");
            full += usize::from(own_left < left + 0.1 && own_right > right - 0.1);
        }
        assert_eq!(full, 3, "those in no box have the full measure: {}", words.tag);
    }
}
