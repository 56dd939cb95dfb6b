//! docs/typography.md P18 and P33: facing pages end on the same line, and lines of all pages lie on the same grid.

use crate::support::dump::Line;
use crate::support::{Book, Dump};
use crate::typography::latin::{WORDS, block, content, main_run};
use crate::typography::long;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What of a record of the dump tells where a page ends.
#[derive(Deserialize)]
struct Record {
    kind: String,
    page: u64,
    #[serde(default)]
    volume: u64,
    #[serde(default)]
    series: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    y: f64,
    #[serde(default)]
    from: [f64; 2],
    #[serde(default, rename = "box")]
    corners: [f64; 4],
}

/// A page with what stands lowest on it.
struct Page {
    number: u64,
    volume: u64,
    body: bool,
    /// Begins a chapter, or is a display page.
    opens: bool,
    /// Where its text, boxes and notes end; 0 on a blank.
    foot: f64,
}

fn pages(dump: &str, pitch: f64) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for line in dump.lines() {
        let record: Record = serde_json::from_str(line).expect("a record");
        if record.kind == "page" {
            let (number, volume) = (record.page, record.volume);
            pages.push(Page { number, volume, body: record.series == "body", opens: false, foot: 0.0 });
            continue;
        }
        let page = pages.last_mut().expect("a page before what lies on it");
        if record.owner == "artifact/pagination" || record.owner == "artifact/page" {
            continue;
        }
        page.opens |= record.owner.starts_with("Heading(1)") || record.owner.starts_with("Division#");
        let foot = match record.kind.as_str() {
            // Where the line of the grid ends on which the words stand.
            "text" => record.y + pitch * 0.31,
            "line" => record.from[1],
            "rect" | "picture" => record.corners[3],
            _ => 0.0,
        };
        page.foot = page.foot.max(foot);
    }
    pages
}

/// How many spreads there are whose pages both go on, and of how many the pages end on the same line.
fn spreads(dump: &str, pitch: f64) -> (usize, usize) {
    let pages = pages(dump, pitch);
    let goes_on = |at: usize| {
        let next = pages.get(at + 1);
        next.is_some_and(|next| !next.opens && next.foot > 0.0 && next.body && next.volume == pages[at].volume)
    };
    let versos = (0..pages.len().saturating_sub(1)).filter(|at| {
        let (verso, recto) = (&pages[*at], &pages[*at + 1]);
        verso.number % 2 == 0 && verso.body && verso.foot > 0.0 && !recto.opens && goes_on(*at) && goes_on(*at + 1)
    });
    let even = |at: &usize| (pages[*at].foot - pages[*at + 1].foot).abs() < pitch / 3.0;
    let versos: Vec<usize> = versos.collect();
    (versos.len(), versos.iter().filter(|at| even(at)).count())
}

/// From line to line of running text, in points.
fn pitch(tag: &str) -> f64 {
    if tag == "ar" { 21.0 } else { 14.5 }
}

#[test]
fn p18_facing_pages_of_the_toolbox_end_on_the_same_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut all, mut even) = (0, 0);
    for tag in ["en", "fr", "es", "ar"] {
        let (all_before, even_before) = (all, even);
        for publication in ["core-module", "module-1", "module-2", "module-3", "module-4", "module-5", "user-guide"] {
            let output = Command::new(env!("CARGO_BIN_EXE_warraq"))
                .args(["dump", publication, "--lang", tag])
                .current_dir(root)
                .output()
                .expect("the program runs");
            let found = spreads(&String::from_utf8_lossy(&output.stdout), pitch(tag));
            all += found.0;
            even += found.1;
        }
        let (all, even) = (all - all_before, even - even_before);
        assert!(even * 100 >= all * 95, "{tag}: {even} of {all} spreads end on the same line");
    }
    assert!(all > 100, "{all} spreads");
    assert!(even * 100 >= all * 95, "{even} of {all} spreads end on the same line");
}

#[test]
fn p18_facing_pages_of_a_long_book_end_on_the_same_line() {
    let (all, even) = spreads(&long::records(), pitch("fr"));
    assert!(all > 40, "{all} spreads");
    assert!(even * 100 >= all * 95, "{even} of {all} spreads end on the same line");
}

#[test]
fn p18_text_alone_ends_every_page_alike() {
    let paragraph = |at: usize| "Words of a paragraph that needs some lines. ".repeat(8 + at * 7 % 11) + "\n\n";
    let text: String = (0..150).map(paragraph).collect();
    for tag in ["en", "ar"] {
        let (all, even) = spreads(&Book::project(tag, "", &format!("# Chapter\n\n{text}")).records(), pitch(tag));
        assert!(all >= 3 && all == even, "{tag}: {even} of {all} spreads end on the same line");
    }
}

/// The baselines of running text on each page, from the top.
fn baselines(lines: Vec<Line>) -> BTreeMap<u64, Vec<f64>> {
    let mut pages: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    for line in lines {
        let run = main_run(&line);
        let owner = block(&run.owner);
        let is_body = owner.starts_with("Paragraph#") && [10.5, 13.0].iter().any(|size| (run.size - size).abs() < 0.01);
        if is_body {
            pages.entry(line.place.0).or_default().push(run.y);
        }
    }
    pages
}

#[test]
fn p33_lines_of_both_sides_of_a_leaf_and_of_facing_pages_lie_on_one_grid() {
    let arabic = "كل بلدية تعرف من غادرها تستطيع أن تخطط معهم للمدارس والماء والعمل. ";
    let arabic: String =
        (0..60).map(|at| format!("## قسم\n\n{}\n\n- نقطة\n- نقطة\n\n", arabic.repeat(6 + at % 5))).collect();
    let arabic = Book::project("ar", "", &format!("# فصل\n\n{arabic}")).dump();
    for (tag, lines) in [("fr", long::body()), ("ar", content(&arabic))] {
        let pitch = pitch(tag);
        let pages = baselines(lines);
        let top = pages.values().flatten().copied().fold(f64::MAX, f64::min);
        let mut at_top = 0;
        let mut pairs = 0;
        for (page, of_page) in &pages {
            at_top += usize::from((of_page[0] - top).abs() < 0.1);
            // Recto and verso of a leaf, and the pages of a spread: all that lie on or beside each other.
            let Some(next) = pages.get(&(page + 1)) else { continue };
            pairs += 1;
            for (one, other) in of_page.iter().flat_map(|one| next.iter().map(move |other| (one, other))) {
                let off = (one - other).rem_euclid(pitch);
                assert!(off.min(pitch - off) < 0.1, "{tag}, pages {page} and {}: {one} and {other}", page + 1);
            }
        }
        // The others begin with a heading, a list, a table or a box, as the lines fall.
        assert!(pairs >= 8 && at_top * 8 >= pages.len(), "{tag}: {pairs} pairs, {at_top} pages begin at the top");
    }
}

/// How many lines each paragraph of running text has, and the widths of its word spaces but those of its last line.
fn lines_of_paragraphs(dump: &Dump) -> Vec<(usize, Vec<f64>)> {
    let mut paragraphs: Vec<(String, usize, Vec<f64>)> = Vec::new();
    let lines: Vec<Line> =
        content(dump).into_iter().filter(|line| line.runs[0].owner.starts_with("Paragraph#")).collect();
    for (at, line) in lines.iter().enumerate() {
        let owner = block(&line.runs[0].owner).to_owned();
        let is_last = lines.get(at + 1).is_none_or(|next| block(&next.runs[0].owner) != owner);
        if paragraphs.last().is_none_or(|(last, ..)| *last != owner) {
            paragraphs.push((owner, 0, Vec::new()));
        }
        let (_, count, spaces) = paragraphs.last_mut().expect("a paragraph");
        *count += 1;
        spaces.extend(line.spaces().into_iter().filter(|space| !is_last && *space > 0.1));
    }
    paragraphs.into_iter().map(|(_, count, spaces)| (count, spaces)).collect()
}

#[test]
fn p32_paragraphs_have_a_line_more_or_less_where_a_page_needs_it() {
    let words: Vec<&str> = WORDS.split_inclusive(' ').cycle().take(600).collect();
    let paragraphs: Vec<String> = (0..120).map(|at| words[at * 7 % 200..][..90 + at * 37 % 110].concat()).collect();
    let dump = |between: &str| {
        let house = "[text]\nparagraph-indent = 0\n";
        Book::project("en", house, &format!("# C\n\n{}\n", paragraphs.join(between))).dump()
    };
    // Each on its own page has as many lines as is best.
    let natural = lines_of_paragraphs(&dump("\n\n{{pagebreak}}\n\n"));
    let flowing = lines_of_paragraphs(&dump("\n\n"));
    assert_eq!((natural.len(), flowing.len()), (120, 120));
    let mut reset = 0;
    for ((best, _), (lines, spaces)) in natural.iter().zip(&flowing) {
        assert!(best.abs_diff(*lines) <= 1, "{lines} lines instead of {best}");
        if best != lines {
            reset += 1;
            let (least, most) = spaces.iter().fold((f64::MAX, 0.0_f64), |(l, m), space| (space.min(l), space.max(m)));
            assert!(most / least < 1.4 / 0.8 * 1.05, "spaces from {least} to {most}");
        }
    }
    assert!(reset > 0 && reset < 30, "{reset} paragraphs have another number of lines");
}
