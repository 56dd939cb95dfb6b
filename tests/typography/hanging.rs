//! docs/typography.md P20, P32, A55: what hangs in the margins, and what does not.

use crate::support::dump::{Glyph, Line};
use crate::support::{Book, Dump};
use crate::typography::latin::MM;
use std::collections::BTreeMap;

/// Width of the column in millimetres: wide enough to be justified in any of the languages.
const COLUMN: f64 = 100.0;
/// Where it begins and ends, in points.
const LEFT: f64 = 20.0 * MM;
const RIGHT: f64 = (20.0 + COLUMN) * MM;

/// A book with such a column.
fn column(tag: &str, text: &str, settings: &str) -> Book {
    let house = format!(
        "[page]\nwidth = \"{}mm\"\n[page.margins]\ninner = \"20mm\"\nouter = \"20mm\"\n{settings}",
        COLUMN + 40.0
    );
    Book::project_of(tag, &house, "kind = \"article\"\n", &[("01.md", text)])
}

fn paragraphs(dump: &Dump) -> Vec<Line> {
    let lines = dump.lines().into_iter();
    lines
        .filter(|line| line.runs[0].owner.contains("Paragraph#") && !line.runs[0].owner.starts_with("artifact"))
        .collect()
}

/// The glyphs at the edges of a line, from left to right.
fn ends(line: &Line) -> [&Glyph; 2] {
    let mut seen: Vec<&Glyph> =
        line.glyphs().filter(|glyph| !glyph.text.trim().is_empty() || glyph.kind == "repeated-hyphen").collect();
    seen.sort_by(|a, b| a.x.total_cmp(&b.x));
    [seen[0], seen[seen.len() - 1]]
}

fn sign(glyph: &Glyph) -> String {
    if glyph.kind.contains("hyphen") { "-".to_owned() } else { glyph.text.clone() }
}

/// What hangs at the left edge and at the right edge, thousandths of the advance.
fn hung(line: &Line) -> [(String, f64); 2] {
    let [first, last] = ends(line);
    [
        (sign(first), (LEFT - first.x) * 1000.0 / first.advance),
        (sign(last), (last.x + last.advance - RIGHT) * 1000.0 / last.advance),
    ]
}

/// What hangs at each edge of lines that fill the column, by its sign: at the left, at the right.
fn edges(dump: &Dump) -> [BTreeMap<String, Vec<f64>>; 2] {
    let mut found = [BTreeMap::new(), BTreeMap::new()];
    let lines = paragraphs(dump);
    for pair in lines.windows(2).filter(|pair| pair[0].place.1 == pair[1].place.1) {
        for (edge, (sign, amount)) in found.iter_mut().zip(hung(&pair[0])) {
            edge.entry(sign).or_insert_with(Vec::new).push(amount);
        }
    }
    found
}

/// Whether each of these signs has been seen at an edge and hung by so much there. Letters give way by some per cent.
#[track_caller]
fn assert_hangs(edge: &BTreeMap<String, Vec<f64>>, signs: &[&str], [least, most]: [f64; 2]) {
    for sign in signs {
        let amounts = edge.get(*sign).unwrap_or_else(|| panic!("no line has {sign} there: {:?}", edge.keys()));
        let within = |amount: &f64| (least * 0.93 - 0.5..=most * 1.04 + 0.5).contains(amount);
        assert!(amounts.iter().all(within), "{sign} hangs by {amounts:?}");
    }
}

/// Paragraphs of words of changing length, without indents: in each, every word has these signs around it, and what
/// joins it to the next one.
fn signed(words: &[&str], around: &[[&str; 3]]) -> String {
    let paragraph = |(first, [before, after, joint]): (usize, &[&str; 3])| {
        let words = words.iter().cycle().skip(first).take(90).enumerate();
        // Every other joint is a space, so that lines can be filled.
        let word =
            |(at, word): (usize, &&str)| format!("{before}{word}{after}{}", if at % 2 == 0 { joint } else { " " });
        words.map(word).collect::<String>().trim_end().to_owned()
    };
    around.iter().enumerate().map(paragraph).collect::<Vec<_>>().join("\n\n")
}

const LATIN: [&str; 8] = ["mundi", "hum", "nihil", "minimum", "hindu", "mini", "humid", "lumi"];
const ARABIC: [&str; 7] = ["المدينة", "من", "العمل", "كل", "السكان", "في", "المدارس"];
const NO_INDENT: &str = "[text]\nparagraph-indent = 0\n";
const DASHES: [f64; 2] = [250.0, 250.0];
const QUOTES: [f64; 2] = [600.0, 600.0];
const STOPS: [f64; 2] = [500.0, 700.0];
const OTHERS: [f64; 2] = [200.0, 500.0];

#[test]
fn p20_signs_hang_at_both_edges_in_english() {
    let around = [["“", "”", " "], ["‘", "’", " "], ["", ".", " "], ["", ",", " "], ["(", ")", " "]];
    let more = [["", ":", " "], ["", ";", " "], ["", "?", " "], ["", "!", " "]];
    let joints = [["", "", "-"], ["", "—", " "], ["", "–", " "]].repeat(3);
    let dump = column("en", &signed(&LATIN, &[&around[..], &more, &joints].concat()), NO_INDENT).dump();
    let [left, right] = edges(&dump);
    assert_hangs(&left, &["“", "‘"], QUOTES);
    assert_hangs(&right, &["”", "’"], QUOTES);
    assert_hangs(&right, &[".", ",", "-"], STOPS);
    assert_hangs(&right, &["—", "–"], DASHES);
    assert_hangs(&left, &["("], OTHERS);
    assert_hangs(&right, &[")", ":", ";", "?", "!"], OTHERS);
    // Straight letters stand where they stood.
    assert_hangs(&left, &["m", "h", "n", "l"], [0.0, 0.0]);
    assert!(!dump.said.contains("overfull-line"), "{}", dump.said);
}

#[test]
fn p20_guillemets_hang_without_their_spaces_in_french() {
    let around = [["«", "»", " "], ["«\u{A0}", "\u{A0}», ", ""], ["", " :", " "], ["", " ;", " "], ["", "", " — "]];
    let dump = column("fr", &signed(&LATIN, &around), NO_INDENT).dump();
    let [left, right] = edges(&dump);
    assert_hangs(&left, &["«"], [500.0, 600.0]);
    assert_hangs(&right, &["»"], [500.0, 600.0]);
    assert_hangs(&right, &[","], STOPS);
    assert_hangs(&right, &[":", ";"], OTHERS);
    assert_hangs(&right, &["—"], DASHES);
    let opened = paragraphs(&dump).into_iter().find(|line| line.text().starts_with('«')).expect("such a line");
    let signs: Vec<&Glyph> = opened.glyphs().take(2).collect();
    assert!(signs[1].text == "\u{A0}" && signs[1].advance > 2.0, "the space stays inside: {signs:?}");
}

#[test]
fn p20_opening_signs_and_hyphens_said_again_hang_in_spanish() {
    let around = [["¿", "?", " "], ["¡", "!", " "], ["—", "", " "], ["«", "»", " "]];
    let dump = column("es", &signed(&LATIN, &[&around[..], &[["", "", "-"]; 8]].concat()), NO_INDENT).dump();
    let [left, right] = edges(&dump);
    assert_hangs(&left, &["¿", "¡"], OTHERS);
    assert_hangs(&left, &["—"], DASHES);
    assert_hangs(&left, &["«"], [500.0, 600.0]);
    assert_hangs(&right, &["»"], [500.0, 600.0]);
    assert_hangs(&left, &["-"], STOPS);
    assert_hangs(&right, &["-"], STOPS);
}

#[test]
fn a55_arabic_signs_hang_at_both_edges() {
    let around = [["", "،", " "], ["", ".", " "], ["", "؛", " "], ["«", "»", " "], ["(", ")", " "], ["", ":", " "]];
    let dump = column("ar", &signed(&ARABIC, &around), NO_INDENT).dump();
    let [left, right] = edges(&dump);
    assert_hangs(&left, &["،", ".", "؛", "»", ")", ":"], [300.0, 600.0]);
    assert_hangs(&right, &["(", "«"], [300.0, 600.0]);
    assert_hangs(&right, &["ا"], [0.0, 0.0]);
    assert!(!dump.said.contains("overfull-line"), "{}", dump.said);
    // A sign of words from left to right at the end of a line does not stand at its edge.
    let dump = column("ar", &signed(&["IOM,", "UNHCR,", "GIZ,"], &[["", "", " "]]), NO_INDENT).dump();
    let [left, right] = edges(&dump);
    let stands = |(sign, amounts): (&String, &Vec<f64>)| {
        [",", "،"].contains(&sign.as_str()) || amounts.iter().all(|amount| amount.abs() < 0.5)
    };
    assert!(left.iter().all(stands) && right.iter().all(stands), "{left:?} {right:?}");
}

#[test]
fn p32_letters_that_leave_white_hang_by_a_trifle() {
    let words = [["Tim", "Tum"], ["Anna", "Amo"], ["Vim", "Vina"], ["Win", "Wim"], ["Yam", "Yin"], ["come", "cure"]];
    let more = [["even", "eke"], ["oho", "olio"], ["him", "nun"]];
    let all: Vec<String> = words.iter().chain(&more).map(|words| signed(words, &[["", "", " "]])).collect();
    let dump = column("en", &all.join("\n\n"), NO_INDENT).dump();
    let [left, right] = edges(&dump);
    assert_hangs(&left, &["A", "T", "V", "W", "Y"], [25.0, 50.0]);
    assert_hangs(&left, &["c", "e", "o"], [15.0, 30.0]);
    assert_hangs(&right, &["e", "o"], [15.0, 30.0]);
    assert_hangs(&right, &["m", "n"], [0.0, 0.0]);
    // A heading hangs where its lines start.
    let dump = column("en", "# Anna\n\n## “Him”\n\n### Mim\n\nText.\n", "").dump();
    let start = |words: &str| {
        let line = dump.line_with(words);
        let first = line.glyphs().next().expect("a glyph").clone();
        (LEFT - first.x) / first.advance
    };
    assert!((0.03..0.05).contains(&start("Anna")) && start("Mim").abs() < 0.001);
    assert!((start("“Him”") - 0.6).abs() < 0.03);
}

#[test]
fn p20_nothing_hangs_where_the_house_says_so() {
    for (tag, words) in [("en", &LATIN[..]), ("ar", &ARABIC[..])] {
        let text = signed(words, &[["“", "”", " "], ["«", "»", " "], ["(", ").", " "]]);
        let dump = column(tag, &text, &format!("{NO_INDENT}hanging = false\n")).dump();
        let lines = paragraphs(&dump);
        assert!(lines.len() > 9);
        for line in lines {
            let (left, right) = line.extent();
            assert!(left > LEFT - 0.01 && right < RIGHT + 0.01, "{tag}: {}", line.text());
        }
    }
}

#[test]
fn p20_only_the_edges_of_running_text_hang() {
    let quoted = signed(&LATIN, &[["“", "”", " "]]);
    let text = format!(
        "Mini.\n\n“Nihil {quoted}\n\n| A | B |\n|:--|:--|\n| “Tabula” | humi. |\n\n```\n“codex”\n```\n\n- “Item” {quoted}\n"
    );
    let book = column("en", &text, "");
    let dump = book.dump();
    let start = |words: &str| dump.line_with(words).glyph("“").x;
    // After an indent, in cells, in code.
    assert!((start("“Nihil") - LEFT - 12.6).abs() < 0.01, "{}", start("“Nihil"));
    let head = dump.line_with("“Tabula”");
    let head_of_table = dump.lines().into_iter().find(|line| line.text().trim() == "A").expect("the head");
    assert!((head.glyph("“").x - head_of_table.glyph("A").x).abs() < 0.01, "the cell stands under its head");
    assert!(start("“codex”") > LEFT);
    // The lines of an item hang at the edge of its own column, the first one, too.
    let item = dump.lines_in("ListBody");
    let quoted = item.iter().filter(|line| line.text().starts_with('“'));
    let starts: Vec<f64> = quoted.map(|line| line.extent().0).collect();
    assert!(starts.len() > 2 && starts.iter().all(|x| (x - starts[0]).abs() < 0.01), "{starts:?}");
    assert!(starts[0] > LEFT && starts[0] < LEFT + 15.75, "{starts:?}");
    // Readers get the words that they got before.
    let plain = column("en", &text, "[text]\nhanging = false\n").dump();
    let letters = |dump: &Dump| dump.text().replace(['\u{AD}', ' '], "");
    assert_eq!(letters(&dump), letters(&plain));
}
