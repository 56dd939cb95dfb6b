//! docs/typography.md P13–P15: lines and paragraphs.

use crate::support::dump::Line;
use crate::support::{Book, tool};
use crate::typography::latin::{WORDS, block, content, ends_in_hyphen, main_run, texts};
use crate::typography::long::{TIMES, body, long};

/// Widths of the word spaces of each justified line of running text, in thousandths of the natural space.
fn ratios(lines: &[Line]) -> Vec<(f64, String)> {
    let text =
        |line: &&Line| block(&line.runs[0].owner).contains("Paragraph#") && (main_run(line).size - 10.5).abs() < 0.01;
    let lines: Vec<&Line> = lines.iter().filter(text).collect();
    // The last line of a paragraph is not spread: its space is the natural one.
    let natural = lines.windows(2).filter(|pair| block(&pair[0].runs[0].owner) != block(&pair[1].runs[0].owner));
    let mut widths: Vec<f64> = natural.flat_map(|pair| pair[0].spaces().into_iter().take(1)).collect();
    widths.sort_by(f64::total_cmp);
    let natural = widths[widths.len() / 2];
    let width = |line: &Line| {
        let spaces: Vec<f64> = line.spaces().into_iter().filter(|space| *space > 0.01).collect();
        spaces.iter().sum::<f64>() / spaces.len().max(1) as f64 / natural
    };
    lines.iter().map(|line| (width(line), line.text())).filter(|(ratio, _)| *ratio > 0.0).collect()
}

#[test]
fn marked_small_and_centred_words_look_so() {
    let text = "A <mark>marked</mark> word and a <small>small</small> one.\n\n<center>In the middle</center>\n";
    let book = Book::file("en", text);
    let found = book.dump();
    let run = |words: &str| found.runs.iter().find(|run| run.text.contains(words)).expect("a run").clone();
    let (marked, plain, small) = (run("marked"), run("word and"), run("small"));
    let ground = found.others("rect").find(|rect| rect["fill"] == "#fbf0c4").expect("a ground");
    let edge = |at: usize| ground["box"][at].as_f64().expect("a number");
    assert!(edge(1) < marked.y && edge(3) > marked.y && (edge(2) - edge(0) - 2.0) > 20.0);
    assert!(small.size < plain.size * 0.95);
    let middle = found.line_with("In the middle");
    let page = &found.pages[0];
    let (left, right) = middle.extent();
    assert!(((left + right) / 2.0 - page.width / 2.0).abs() < 4.0, "{left} {right}");
    let css = book.epub().all("css");
    assert!(css.contains(".mark { background-color: #fbf0c4") && css.contains(".center { text-align: center; }"));
}

#[test]
fn p13_spaces_within_limits() {
    let ratios = ratios(&body());
    assert!(ratios.len() > 2000, "{} lines", ratios.len());
    let narrowest = ratios.iter().map(|(ratio, _)| *ratio).fold(f64::MAX, f64::min);
    assert!(narrowest > 0.79, "{narrowest}");
    let wide = ratios.iter().filter(|(ratio, _)| *ratio > 1.41).count();
    assert!(wide * 100 <= ratios.len(), "{wide} of {} lines are wider than 140 %", ratios.len());
}

/// Severity, percentage and words of each loose line that was reported.
fn loose_lines(said: &str) -> Vec<(String, i64, String)> {
    let findings = said.lines().filter_map(|line| line.split_once("[loose-line]: the spaces of a line are "));
    let parts = findings.map(|(severity, rest)| {
        let (percent, words) = rest.split_once(" % of their width: “").expect("a percentage");
        let words = words.trim_end_matches('”').trim_end_matches('…');
        (severity.to_owned(), percent.parse().expect("a number"), words.to_owned())
    });
    parts.collect()
}

#[test]
fn p13_lines_outside_the_limits_are_reported() {
    let mut reported = loose_lines(&long().said);
    assert!(reported.len() > 4, "{reported:?}");
    for (severity, percent, words) in &reported {
        assert_eq!(severity, if *percent >= 200 { "warning" } else { "note" }, "{percent} %: {words}");
    }
    for (ratio, text) in ratios(&body()).into_iter().filter(|(ratio, _)| *ratio > 1.401) {
        let is_it = |(_, percent, words): &(String, i64, String)| {
            text.starts_with(words.as_str()) && (ratio * 100.0 - *percent as f64).abs() < 2.0
        };
        let at = reported.iter().position(is_it).unwrap_or_else(|| panic!("{ratio} is not reported: {text}"));
        reported.remove(at);
    }
    let lines = ratios(&content(long()));
    for (_, percent, words) in reported {
        let of = lines.iter().filter(|(_, text)| text.starts_with(&words));
        let widest = of.map(|(ratio, _)| *ratio).fold(0.0, f64::max);
        assert!(widest > 1.4, "{percent} % is reported: {words}, which has {widest}");
    }
}

#[test]
fn p14_hyphens_in_succession() {
    let lines = body();
    let mut run = 0;
    for pair in lines.windows(2) {
        let same = block(&pair[0].runs[0].owner) == block(&pair[1].runs[0].owner);
        run = if ends_in_hyphen(&pair[0]) { run + 1 } else { 0 };
        assert!(run <= 2, "page {}: {}", pair[0].place.0, pair[0].text());
        if same && ends_in_hyphen(&pair[0]) {
            assert!(pair[0].place.0 == pair[1].place.0 || pair[0].place.0 % 2 == 0, "at a turn: {}", pair[0].text());
        }
    }
    let mut last_full = Vec::new();
    let mut paragraphs = 0;
    for three in lines.windows(3) {
        let of = |line: &Line| block(&line.runs[0].owner).to_owned();
        if of(&three[0]) == of(&three[1]) && of(&three[1]) != of(&three[2]) && of(&three[0]).contains("Paragraph#") {
            paragraphs += 1;
            last_full.extend(ends_in_hyphen(&three[0]).then(|| three[0].text()));
        }
    }
    assert!(paragraphs > 500);
    // Its own hyphen, without which half a word would stand alone on the line.
    let spared: Vec<&String> = last_full.iter().filter(|line| !line.trim_end().ends_with("qu’accepteriez-")).collect();
    assert!(spared.is_empty() && last_full.len() <= TIMES, "of {paragraphs} last full lines {last_full:?}");
    let told = long().said.matches("[unwanted-hyphen]").count();
    assert_eq!(told, last_full.len(), "hyphens that could not be spared");
}

/// A paragraph of two lines whose first one gapes without the hyphen at its end.
const TWO_LINES: &str = "Of all the towns on this long road, most now have an internationalisation plan.";

#[test]
fn p14_the_last_full_line_has_no_hyphen_unless_the_house_allows_it() {
    let hyphens = |house: &str, text: &str| -> usize {
        let ends = (60..110).step_by(2).filter(|width| {
            let page = format!(
                "[page]\nwidth = \"{}mm\"\n[page.margins]\ninner = \"20mm\"\nouter = \"20mm\"\n{house}",
                width + 40
            );
            let dump = Book::project_of("en", &page, "kind = \"article\"\n", &[("01.md", text)]).dump();
            let lines = texts(&dump);
            lines.len() > 1 && lines[lines.len() - 2].ends_with('-')
        });
        ends.count()
    };
    let text = format!("{TWO_LINES}\n");
    assert!(hyphens("[language.en]\nfinal-hyphens = true\n", &text) > 0);
    assert_eq!(hyphens("", &text), 0);
    let typed = text.replace("internationalisation", "international-development");
    assert_eq!(hyphens("", &typed), 0, "a compound is divided at its own hyphen");
}

#[test]
fn p14_a_hyphen_that_cannot_be_spared_is_noted() {
    let text = "# C\n\ninternationalisation\n";
    let house =
        "[page]\nwidth = \"81mm\"\n[page.margins]\ninner = \"20mm\"\nouter = \"20mm\"\n[text]\nsize = \"16pt\"\n";
    let found = Book::project_of("en", house, "kind = \"article\"\n", &[("01.md", text)]).dump_with(&["-v"]);
    assert!(found.said.contains("note[unwanted-hyphen]: the last full line"), "{}", found.said);
}

/// How many chains of spaces run down through three lines of a block: each overlaps the one above by 60 % of the narrower
/// one.
fn rivers(lines: &[Line]) -> usize {
    let mut found = 0;
    let mut above: Vec<(f64, f64, usize)> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        let place = |line: &Line| (line.place.0, block(&line.runs[0].owner).to_owned());
        if before.is_none_or(|before| place(before) != place(line)) {
            above.clear();
        }
        let spaces =
            line.glyphs().filter(|glyph| matches!(glyph.text.as_str(), " " | "\u{A0}") && glyph.advance > 0.01);
        let chain = |(left, right): (f64, f64)| {
            let touches = |(from, to, _): &&(f64, f64, usize)| {
                right.min(*to) - left.max(*from) >= 0.6 * (right - left).min(to - from)
            };
            (left, right, 1 + above.iter().filter(touches).map(|(_, _, depth)| *depth).max().unwrap_or(0))
        };
        let now: Vec<_> = spaces.map(|glyph| chain((glyph.x, glyph.x + glyph.advance))).collect();
        found += now.iter().filter(|(_, _, depth)| *depth == 3).count();
        (above, before) = (now, Some(line));
    }
    found
}

#[test]
fn p19_rivers_are_rare_and_cost_no_limit() {
    let lines: Vec<Line> =
        body().into_iter().filter(|line| block(&line.runs[0].owner).contains("Paragraph#")).collect();
    let found = rivers(&lines);
    assert!(lines.len() > 2000 && found * 1000 <= lines.len() * 15, "{found} rivers in {} lines", lines.len());
}

#[test]
fn p32_letters_give_way_by_less_than_the_eye_sees() {
    let text = format!("# C\n\n{WORDS} `code` {WORDS} [كلمات عربية]{{lang=ar}} {WORDS}\n");
    // Without hanging signs every line ends at the same place.
    let book = Book::project("en", "[text]\nhanging = false\n", &text);
    let dump = book.dump();
    let runs = || long().runs.iter().chain(&dump.runs);
    let (mut narrowest, mut widest) = (0.0, 0.0);
    for run in runs() {
        let is_stiff = run.level % 2 == 1 || run.font.contains("Code") || !(run.font.contains("Serif"));
        assert!(!is_stiff || run.expansion == 0.0, "{} in {}", run.text, run.font);
        narrowest = run.expansion.min(narrowest);
        widest = run.expansion.max(widest);
    }
    assert!((-150.0..-100.0).contains(&narrowest) && widest > 100.0 && widest <= 300.0, "{narrowest} to {widest}");
    let strained = runs().filter(|run| run.expansion > 150.0).count();
    assert!(strained * 50 < runs().count(), "{strained} runs give more than usual, to keep the spaces of their lines");
    // What the file shows ends where the dump says.
    let boxes = tool("pdftotext", &["-bbox", &book.pdf("screen").display().to_string(), "-"], "");
    let right = |row: &str| -> Option<f64> { row.split("xMax=\"").nth(1)?.split('"').next()?.parse().ok() };
    let widest = boxes.lines().filter(|row| row.contains("<word")).filter_map(right).fold(0.0, f64::max);
    let measure = dump.lines_in("Paragraph").iter().map(|line| line.extent().1).fold(0.0, f64::max);
    let justified: Vec<f64> = dump.lines_in("Paragraph").iter().map(|line| line.extent().1).collect();
    let ends = boxes.lines().filter_map(right).filter(|end| (end - measure).abs() < 0.05).count();
    let full = justified.iter().filter(|end| (**end - measure).abs() < 0.05).count();
    assert!(
        full > 4 && ends == full && (widest - measure).abs() < 0.05,
        "{ends} of {full} lines end at {measure}: {widest}"
    );
}

#[test]
fn p15_indents() {
    let text = format!(
        "# C\n\nFirst. {WORDS}\n\nSecond. {WORDS}\n\n- item\n\nNext. {WORDS}\n\n## S\n\nFourth. {WORDS}\n\nFifth. {WORDS}\n"
    );
    let dump = Book::project("en", "", &text).dump();
    let left = |words: &str| dump.line_with(words).extent().0;
    let indent = |words: &str| left(words) - left("First.");
    for (words, wanted) in [("Second.", 1.2 * 10.5), ("Next.", 0.0), ("Fourth.", 0.0), ("Fifth.", 1.2 * 10.5)] {
        assert!((indent(words) - wanted).abs() < 0.1, "{words}: {}", indent(words));
    }
    let y = |words: &str| main_run(&dump.line_with(words)).y;
    let lines = content(&dump);
    let before = lines.iter().position(|line| line.text().starts_with("Second.")).expect("the line") - 1;
    assert!((y("Second.") - main_run(&lines[before]).y - 14.5).abs() < 0.1, "an indent, and no space");
    let apart = Book::project("en", "[text]\nparagraph-indent = 0\nhanging = false\n", &text).dump();
    let lines = content(&apart);
    let second = lines.iter().position(|line| line.text().starts_with("Second.")).expect("the line");
    assert!((lines[second].extent().0 - lines[second - 1].extent().0).abs() < 0.1);
    assert!((main_run(&lines[second]).y - main_run(&lines[second - 1]).y - 29.0).abs() < 0.1, "space, and no indent");
}
