//! docs/typography.md A54, A56: verse, and the kashidas in it.

use crate::support::dump::{Line, Run};
use crate::support::{Book, Dump, tool};

const POEM: &str = "على قدر أهل العزم تأتي العزائم *** وتأتي على قدر الكرام المكارم\n\
    وتعظم في عين الصغير صغارها *** وتصغر في عين العظيم العظائم\n\
    يكلف سيف الدولة الجيش همه *** وقد عجزت عنه الجيوش الخضارم\n\
    ويطلب عند الناس ما عند نفسه *** وذلك ما لا تدعيه الضراغم\n";

fn poem(lines: &str) -> String {
    format!("نص قبل القصيدة.\n\n:::verse\n{lines}:::\n\nنص بعدها.\n")
}

/// The lines of verses: those of sections.
fn verses(found: &Dump) -> Vec<Line> {
    found.lines_in("Section")
}

/// Left and right edge of runs.
fn edges<'a>(runs: impl Iterator<Item = &'a Run>) -> (f64, f64) {
    runs.fold((f64::MAX, f64::MIN), |(left, right), run| (left.min(run.x), right.max(run.x + run.width)))
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.2
}

#[test]
fn a54_four_verses_have_four_equal_edges() {
    for (tag, vowel) in [("ar", ""), ("ar-EG", "\u{64E}")] {
        // With vowel signs, too, which prose is not stretched with.
        let book = Book::file(tag, &poem(&POEM.replace('ع', &format!("ع{vowel}"))));
        let found = book.dump();
        let lines = verses(&found);
        assert_eq!(lines.len(), 4);
        let measure = found.line_with("قبل القصيدة").runs[0].clone();
        let right_of_page = measure.x + measure.width;
        let columns: Vec<[(f64, f64); 2]> = lines
            .iter()
            .map(|line| {
                let middle = edges(lines.iter().flat_map(|line| &line.runs));
                let middle = (middle.0 + middle.1) / 2.0;
                [
                    edges(line.runs.iter().filter(|run| run.x > middle)),
                    edges(line.runs.iter().filter(|run| run.x < middle)),
                ]
            })
            .collect();
        let [first, second] = columns[0];
        for column in &columns {
            assert!(near(column[0].0, first.0) && near(column[0].1, first.1), "{columns:?}");
            assert!(near(column[1].0, second.0) && near(column[1].1, second.1), "{columns:?}");
        }
        assert!(near(first.1 - first.0, second.1 - second.0), "equal columns: {columns:?}");
        assert!(first.0 - second.1 > 20.0, "a gap: {columns:?}");
        assert!(right_of_page - first.1 > 10.0, "in the middle");
        let kashidas = lines.iter().flat_map(Line::glyphs).filter(|glyph| glyph.kind == "kashida").count();
        assert!(kashidas > 8, "{kashidas}");
    }
}

#[test]
fn a54_verses_are_heard_and_read_in_order() {
    let book = Book::file("ar", &poem(POEM));
    let pdf = book.pdf("screen").display().to_string();
    let heard = tool("pdfinfo", &["-struct-text", &pdf], "");
    let heard: String = heard.split(['"', '\n']).map(str::trim).collect::<Vec<_>>().join(" ");
    let heard = heard.split_whitespace().collect::<Vec<_>>().join(" ");
    for verse in POEM.lines() {
        let words = verse.replace(" ***", "").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(heard.contains(&words), "{words} in {heard}");
    }
    let ebook = book.epub().all("xhtml");
    assert!(
        ebook.contains(
            "<p class=\"couplet\"><span>وتعظم في عين الصغير صغارها</span> <span>وتصغر في عين العظيم العظائم</span></p>"
        ),
        "{ebook}"
    );
    assert!(!ebook.contains("***"));
}

#[test]
fn a54_one_hemistich_stands_in_the_middle_and_the_poet_below() {
    let text =
        ":::verse {by=\"المتنبي\"}\nعلى قدر أهل العزم تأتي العزائم *** وتأتي على قدر الكرام المكارم\nوقفت وحدي\n:::\n";
    let found = Book::file("ar", text).dump();
    let lines = verses(&found);
    assert_eq!(lines.len(), 3);
    let [whole, one, by] = [0, 1, 2].map(|at| edges(lines[at].runs.iter()));
    assert!(near(whole.0 + whole.1, one.0 + one.1), "{whole:?} {one:?}");
    assert!(near(by.0, whole.0), "the poet stands at the end: {by:?}");
    assert!(lines[2].text().contains("المتنبي"));
}

#[test]
fn a54_where_two_find_no_room_the_second_stands_below() {
    let house = "[page]\nwidth = \"80mm\"\nheight = \"150mm\"\n[page.margins]\ninner = \"15mm\"\nouter = \"15mm\"\n";
    let found = Book::project("ar", house, &format!("# فصل\n\n:::verse\n{POEM}:::\n")).dump();
    let lines = verses(&found);
    assert_eq!(lines.len(), 8);
    for pair in lines.chunks(2) {
        let (first, second) = (edges(pair[0].runs.iter()), edges(pair[1].runs.iter()));
        assert!(first.1 > second.1 + 2.0 && first.0 > second.0 + 2.0, "{first:?} {second:?}");
        assert_eq!(pair[0].place.0, pair[1].place.0, "on one page");
    }
}

#[test]
fn a54_lines_stay_as_typed_elsewhere() {
    let text = "Prose.\n\n:::verse The tide {by=\"Ann Author\"}\nThe water comes, the water goes,\nand no one in the village knows \
                whether the boats that left at night, loaded with all that they could carry, are in sight.\n\nA second stanza.\n:::\n";
    let found = Book::file("en", text).dump();
    let lines = verses(&found);
    let texts: Vec<String> = lines.iter().map(|line| line.text().trim().to_owned()).collect();
    assert_eq!(texts[..2], ["The tide", "The water comes, the water goes,"]);
    let left = |at: usize| edges(lines[at].runs.iter()).0;
    assert!(left(1) > left(0) + 5.0, "verse stands in");
    assert!(near(left(2), left(1)) && left(3) > left(2) + 5.0, "what turns over stands further in");
    let y = |at: usize| lines[at].runs[0].y;
    assert!(y(4) - y(3) > 1.8 * (y(3) - y(2)), "stanzas are parted");
    assert_eq!(texts.last().map(String::as_str), Some("— Ann Author"));
}

#[test]
fn a54_three_parts_are_an_error() {
    let (_, said) = Book::file("ar", ":::verse\nأول *** ثان *** ثالث\n:::\n").check(&[]);
    assert!(said.contains("error[verse-parts]") && said.contains("text.md:2:"), "{said}");
    let (_, said) = Book::file("ar", ":::verse\n**أول *** ثان**\n:::\n").check(&[]);
    assert!(said.contains("error[verse-parts]"), "{said}");
}

#[test]
fn a56_a_long_kashida_is_the_curve_that_the_font_has_for_it() {
    let found = Book::file("ar", &poem(POEM)).dump();
    let kashidas: Vec<(f64, u16)> = verses(&found)
        .iter()
        .flat_map(|line| &line.runs)
        .flat_map(|run| run.glyphs.iter().map(move |glyph| (glyph, run.size)))
        .filter(|(glyph, _)| glyph.kind == "kashida")
        .map(|(glyph, size)| (glyph.advance / size, glyph.id))
        .collect();
    // A stroke of Amiri measures 0.185 em; what is longer is one glyph, drawn as one curve.
    let short = kashidas.iter().filter(|(ems, _)| *ems <= 0.186).map(|(_, id)| *id);
    let short: std::collections::BTreeSet<u16> = short.collect();
    let long: Vec<u16> = kashidas.iter().filter(|(ems, _)| *ems > 0.2).map(|(_, id)| *id).collect();
    assert!(long.len() > 3 && long.iter().all(|id| !short.contains(id)), "{kashidas:?}");
}

#[test]
fn a56_a_curve_takes_no_letter_along() {
    // Amiri has one glyph for three strokes and an alef.
    let vocalised = "وَتَصغُرُ في عَينِ العَظيمِ العَظائِمُ";
    let lines = format!("{vocalised} *** {vocalised} وَتَعظُمُ\n");
    let found = Book::file("ar", &poem(&lines)).dump();
    let line = verses(&found).remove(0);
    let kashidas = line.glyphs().filter(|glyph| glyph.kind == "kashida").count();
    assert!(kashidas > 0, "{}", line.text());
    let alefs = line.glyphs().filter(|glyph| glyph.text == "ا").count();
    assert_eq!(alefs, line.text().matches('ا').count(), "each alef is a glyph of its own");
}
