//! What holds for every paragraph.

use super::support::*;
use crate::diagnostics::{Diagnostics, Severity};
use crate::text::{Align, GlyphKind, ItemKind, Line, Measure, prepare};
use crate::units::Length;

const STRINGS: &[(&str, &str)] = &[
    ("en", "The quick brown fox jumps over the lazy dog; efficient offices afford five different waffles — often."),
    ("en", "  white \t space\nis one\u{AD}space  "),
    (
        "en",
        "e\u{301}\u{300} stray \u{301} mark \u{200D}\u{200C} joiners \u{202E}override\u{202C} \u{2067}isolate\u{2069} \u{200F}",
    ),
    ("en", "عربي in English: كلمة (IOM) و 2015–2020, עברית."),
    ("en", "emoji 😀👩‍👩‍👧‍👦🇫🇷 漢字かな देवनागरी ภาษาไทย 한국어 \u{10FFFF}\u{E000}"),
    ("fr", "« Oui ? » : « non » ; 12 % — l’État, a-t-il ? aujourd’hui ?!"),
    ("es", "¿Teórico-práctico? —¡Sí!—. 10 000 personas (12 %)."),
    ("ar", "لِأَنَّ التنميةَ المحلِّيّةَ تبدأُ مِنَ السُّكّانِ (IOM) 12.5% +216 71 000 000 https://example.org/ar/."),
    ("ar", "\u{64B}\u{651} لا لأ لإ لآ الله للهجرة ـــ لـIOM بـ42 \u{200C}\u{200D} \u{2066}abc\u{2069}"),
    ("ar", "ﷺ ﷲ ﻻ \u{FE00} \u{61C} \u{FEFF} ٪ ٫ ٬ ۱۲۳"),
];

/// Everything that is read on the lines, without what was added.
pub(super) fn words(lines: &[Line]) -> String {
    let mut out = String::new();
    for line in lines {
        for item in &line.items {
            let ItemKind::Glyphs(run, _) = &item.kind else { continue };
            let mut from = 0;
            for glyph in &run.glyphs {
                let to = from + usize::from(glyph.text_len);
                if glyph.kind == GlyphKind::Text {
                    out.push_str(&run.text[from..to]);
                }
                from = to;
            }
            assert_eq!(from, run.text.len());
        }
    }
    out
}

pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect()
}

#[test]
fn every_letter_is_on_the_lines_once_and_in_order() {
    for (tag, text) in STRINGS {
        for width in [3.0, 12.0, 40.0, 120.0] {
            let (lines, _) = set(&plain(tag, text), width);
            assert_eq!(letters(&words(&lines)), letters(text), "{tag} at {width} mm");
            assert!(!words(&lines).contains('\u{FFFC}'));
        }
    }
}

#[test]
fn justified_lines_end_at_the_measure() {
    let text = "Migration and local development meet in the town hall, where people who left, people who stayed and people \
                who came back plan together what none of them could do alone, and where a mayor learns from all three.";
    let (lines, diagnostics) = set(&plain("en", text), 80.0);
    assert_eq!(diagnostics.count(Severity::Warning), 0, "{diagnostics:?}");
    assert!(lines.len() > 3);
    for line in &lines[..lines.len() - 1] {
        assert_eq!(line.left, Length::ZERO);
        assert_eq!(line.width, Length::from_mm(80.0));
        let last = glyphs(line).into_iter().rfind(|glyph| glyph.advance > 0.0).expect("a glyph");
        assert!((last.x + last.advance - Length::from_mm(80.0).pt()).abs() < 0.001);
    }
}

#[test]
fn alignment_follows_the_direction() {
    for (tag, text) in [("en", "one two"), ("ar", "كلمة أخرى")] {
        let mut paragraph = plain(tag, text);
        let left = |align| {
            paragraph.align = align;
            set(&paragraph, 100.0).0[0].left
        };
        let (start, centre, end) = {
            let mut left = left;
            (left(Align::Start), left(Align::Center), left(Align::End))
        };
        if tag == "en" {
            assert!(start == Length::ZERO && start < centre && centre < end);
        } else {
            assert!(end == Length::ZERO && end < centre && centre < start);
        }
    }
}

#[test]
fn missing_characters_are_named_once_for_each_script() {
    let (_, diagnostics) = set(&plain("en", "漢 and 漢 again"), 100.0);
    let found: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic.code == "missing-glyph").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "no font has the Han character 漢 (U+6F22)");
    let (_, diagnostics) = set(&plain("en", "שלום and 漢字か"), 100.0);
    let found: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(
        found,
        [
            "no font has these Hebrew characters: ש (U+05E9), ל (U+05DC), ו (U+05D5), ם (U+05DD)",
            "no font has these Han characters: 漢 (U+6F22), 字 (U+5B57)",
            "no font has the Hiragana character か (U+304B)",
        ]
    );
}

#[test]
fn a_word_wider_than_the_line_is_cut_and_reported_once() {
    for (tag, text) in
        [("ar", "من المستحيلات المستحيلات كلها"), ("en", "of Unconstitutionality-then abcdefghijklmnop end")]
    {
        let (lines, diagnostics) = set(&plain(tag, text), 12.0);
        assert!(lines.iter().all(|line| line.overfull <= Length::from_mm(0.5)), "{lines:?}");
        assert_eq!(letters(&words(&lines)), letters(text), "no letter is lost");
        let cut = diagnostics.iter().filter(|diagnostic| diagnostic.code == "word-too-wide").count();
        assert!((1..=4).contains(&cut), "once a word: {diagnostics:?}");
        assert!(diagnostics.iter().all(|diagnostic| diagnostic.code != "overfull-line"), "{diagnostics:?}");
    }
    let (lines, diagnostics) = set(&plain("en", "Wm"), 0.4);
    assert_eq!(lines.len(), 2, "a letter wider than the line sticks out");
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == "overfull-line"));
    let (lines, diagnostics) = set(&paragraph("en", vec![code("averyveryverylongidentifier", 1)]), 15.0);
    assert!(lines.len() > 1, "code goes on below");
    assert!(diagnostics.is_empty());
}

#[test]
fn code_keeps_its_lines_and_spaces() {
    let mut block = paragraph("ar", vec![code("if x:\n\n\treturn  'عربي' # تعليق", 1)]);
    block.preformatted = true;
    block.direction = crate::language::Direction::Ltr;
    block.align = Align::Start;
    let (lines, _) = set(&block, 100.0);
    assert_eq!(texts(&lines), ["if x:", "", "    return  'عربي' # تعليق"]);
    assert!(lines.iter().all(|line| line.left == Length::ZERO && line.ascent > Length::ZERO));
}

#[test]
fn long_words_without_a_space_are_set_in_time_that_grows_with_their_length() {
    for part in ["a-", "a.", "::", "x@y.", "http://a", "+1 2-", "漢", "لا", "«", "e\u{301}"] {
        let text = part.repeat(60_000 / part.len());
        for tag in ["fr", "ar"] {
            let started = std::time::Instant::now();
            let (lines, _) = set(&plain(tag, &text), 100.0);
            assert!(!lines.is_empty());
            assert!(started.elapsed().as_secs() < 20, "{part} in {tag}: {:?}", started.elapsed());
        }
    }
}

#[test]
fn emphasis_is_shown_in_every_script() {
    let red = crate::units::Color::rgb(200, 0, 0);
    let mut emphasis = piece("word كلمة");
    emphasis.style.italic = true;
    emphasis.style.emphasis_color = Some(red);
    let (lines, _) = set(&paragraph("en", vec![emphasis]), 100.0);
    let look: Vec<_> = lines[0]
        .items
        .iter()
        .filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run, _) => Some((FONTS.font(run.font).name.clone(), run.color == red)),
            _ => None,
        })
        .collect();
    assert_eq!(look, [("SourceSerif4-Italic".to_owned(), false), ("Amiri-Regular".to_owned(), true)]);
}

#[test]
fn small_capitals_leave_arabic_alone() {
    let advances = |features: Vec<&'static str>| {
        let mut words = piece("الهجرةُ لا تُفرِغُ القرى");
        words.style.features = features;
        let (lines, _) = set(&paragraph("ar", vec![words]), 100.0);
        glyphs(&lines[0]).into_iter().map(|glyph| (glyph.id, glyph.x.to_bits())).collect::<Vec<_>>()
    };
    assert_eq!(advances(vec!["smcp", "c2sc"]), advances(Vec::new()));
}

#[test]
fn a_paragraph_gets_a_line_more_or_less_only_within_the_limits_of_its_spaces() {
    let sentences = [
        (
            "en",
            "Migration and local development meet in the town hall, where people who left, people who stayed and people \
             who came back plan together what none of them could do alone. ",
        ),
        (
            "ar",
            "تلتقي الهجرة والتنمية المحلية في دار البلدية حيث يخطط من غادروا ومن بقوا ومن عادوا معًا لما لا يقدر عليه أحدهم وحده. ",
        ),
    ];
    let (mut shorter, mut longer) = (0, 0);
    for (tag, sentence) in sentences {
        let words: Vec<&str> = sentence.split_inclusive(' ').cycle().take(420).collect();
        for count in (30..420).step_by(5) {
            let text: String = words[..count].concat();
            let paragraph = plain(tag, text.trim_end());
            let mut diagnostics = Diagnostics::new();
            let prepared = prepare(&paragraph, &FONTS, &mut diagnostics);
            let measure = Measure { width: Length::from_mm(110.0), first_indent: Length::ZERO };
            let (natural, flex) = prepared.lines_with(measure, 0, &mut diagnostics);
            assert_eq!(natural.len(), prepared.lines(measure, &mut diagnostics).len());
            for (by, can) in [(-1_i8, flex.shorter), (1, flex.longer)] {
                let (lines, again) = prepared.lines_with(measure, by, &mut diagnostics);
                assert_eq!(again, flex);
                assert_eq!(
                    lines.len() as i64 - natural.len() as i64,
                    if can { i64::from(by) } else { 0 },
                    "{count} words"
                );
                assert_eq!(letters(&self::words(&lines)), letters(&text));
                let full = &lines[..lines.len() - 1];
                assert!(!can || full.iter().all(|line| (790..=1510).contains(&line.stretch)), "{count} words by {by}");
            }
            shorter += usize::from(flex.shorter);
            longer += usize::from(flex.longer);
        }
    }
    assert!(shorter > 3 && longer > 0, "{shorter} can be shorter, {longer} longer");
}
