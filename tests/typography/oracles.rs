//! Shaping against `hb-shape` on whole runs, bidi levels against `fribidi`: two programs that share no code with ours.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use warraq::diagnostics::Diagnostics;
use warraq::font::FontSet;
use warraq::language::{Direction, LangTag, Language};
use warraq::manuscript::NodeId;
use warraq::text::{Glyph, GlyphRun, ItemKind, Measure, Owner, Paragraph, Piece, PieceKind, TextStyle, prepare};
use warraq::units::Length;

/// Points in one em, and font units of these fonts in one point.
const EM: f64 = 250.0;
const UNITS_IN_POINT: f64 = 4.0;

fn fonts() -> FontSet {
    let list = |latin: &str, arabic: &str| {
        BTreeMap::from([("Latn".to_owned(), vec![latin.to_owned()]), ("Arab".to_owned(), vec![arabic.to_owned()])])
    };
    let families = BTreeMap::from([("text".to_owned(), list("Source Serif 4", "Amiri"))]);
    let mut diagnostics = Diagnostics::new();
    let fonts = FontSet::of_families(&families, None, &mut diagnostics);
    assert!(diagnostics.is_empty());
    fonts
}

/// The glyph runs of a paragraph that fits on one line.
fn runs(fonts: &FontSet, tag: &str, direction: Direction, text: &str) -> Vec<(GlyphRun, Length)> {
    let language = Language::of(&LangTag::parse(tag).expect("a tag")).expect("a language");
    let style = TextStyle { size: Length::from_pt(EM), ..TextStyle::default() };
    let piece = Piece {
        kind: PieceKind::Text(text.to_owned()),
        style,
        owner: Owner::Node(NodeId(0)),
        language: None,
        isolate: None,
        verbatim: false,
        source: None,
    };
    let paragraph = Paragraph { direction, ..Paragraph::display(vec![piece], &language) };
    let mut diagnostics = Diagnostics::new();
    let measure = Measure { width: Length::from_pt(EM * 200.0), first_indent: Length::ZERO };
    let lines = prepare(&paragraph, fonts, &mut diagnostics).lines(measure, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(lines.len(), 1, "{text}");
    let glyphs = lines[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Glyphs(run, at) => Some(((**run).clone(), at.x)),
        _ => None,
    });
    glyphs.collect()
}

/// What `hb-shape` says of a text: glyph, first byte of its letters, advance, offsets, from left to right.
fn hb_shape(font: &str, tag: &str, direction: &str, script: &str, text: &str) -> Vec<(u16, usize, i32, i32, i32)> {
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(font);
    let output = Command::new("hb-shape")
        .args(["--no-glyph-names", "--output-format=json", "--cluster-level=1", "--utf8-clusters"])
        .args([format!("--direction={direction}"), format!("--script={script}"), format!("--language={tag}")])
        .arg(font)
        .arg(text)
        .output()
        .expect("hb-shape, of the package harfbuzz-tools (libharfbuzz-bin)");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let glyphs: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    let number = |glyph: &serde_json::Value, key: &str| glyph[key].as_i64().unwrap_or(0);
    glyphs
        .iter()
        .map(|glyph| {
            let value = |key| i32::try_from(number(glyph, key)).expect("a small number");
            let id = u16::try_from(number(glyph, "g")).expect("a glyph");
            let cluster = usize::try_from(number(glyph, "cl")).expect("a place");
            (id, cluster, value("ax"), value("dx"), value("dy"))
        })
        .collect()
}

/// The same of our runs.
fn seen(runs: &[(GlyphRun, Length)], rtl: bool) -> Vec<(u16, usize, i32, i32, i32)> {
    let units = |value: i32| (f64::from(value) / 65_536.0 * UNITS_IN_POINT).round() as i32;
    let mut out = Vec::new();
    let mut start = 0;
    for (run, _) in runs {
        let mut pen = if rtl { units_of(run.width) } else { 0 };
        let (mut cluster, mut next) = (start, start);
        for Glyph { x, y, advance, id, text_len, .. } in &run.glyphs {
            if *text_len > 0 {
                cluster = next;
                next += usize::from(*text_len);
            }
            if rtl {
                pen -= units(*advance);
            }
            out.push((*id, cluster, units(*advance), units(*x) - pen, units(*y)));
            if !rtl {
                pen += units(*advance);
            }
        }
        start += run.text.len();
    }
    if rtl {
        out.reverse();
    }
    out
}

fn units_of(length: Length) -> i32 {
    (length.pt() * UNITS_IN_POINT).round() as i32
}

#[test]
fn arabic_is_shaped_as_harfbuzz_shapes_it() {
    let fonts = fonts();
    for text in [
        "الهجرةُ لا تُفرِغُ القرى؛ بل تُعيدُ توزيعَ المواردِ.",
        "لِأَنَّ التنميةَ المحلِّيّةَ تبدأُ مِنَ السُّكّانِ.",
        "تعاونت البلدية مع المنظمة الدولية للهجرة منذ عام.",
        "قال المدرب: «اقرأوا فصل ”الاندماج“ أولًا»؛ ثم سأل: أين «نقطة الصفر»؟",
        "يستثمر المهاجرون مدّخراتهم في مشاريع المؤسسات المحلية بإذن الله.",
        "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ، ولا لأ لإ لآ ولـ هـ",
    ] {
        let runs = runs(&fonts, "ar", Direction::Rtl, text);
        assert_eq!(seen(&runs, true), hb_shape("amiri/Amiri-Regular.ttf", "ar", "rtl", "arab", text), "{text}");
    }
}

#[test]
fn latin_is_shaped_as_harfbuzz_shapes_it() {
    let fonts = fonts();
    for (tag, text) in [
        ("en", "The office of affluent fjords: AVATAR, Type, “quoted”, it’s 1,234.5 — fine."),
        ("es", "¿Y los jóvenes —los de aquí— también? Ñandú, pingüino."),
        ("en", "re\u{301}sume\u{301} naïve Œuvre Ålesund"),
    ] {
        let runs = runs(&fonts, tag, Direction::Ltr, text);
        let expected = hb_shape("source-serif-4/SourceSerif4-Regular.ttf", tag, "ltr", "latn", text);
        assert_eq!(seen(&runs, false), expected, "{text}");
    }
}

/// Level of each character, the paragraph's own for those at its end.
fn levels(fonts: &FontSet, tag: &str, direction: Direction, text: &str) -> Vec<u8> {
    let mut levels = Vec::new();
    for (run, _) in runs(fonts, tag, direction, text) {
        levels.extend(run.text.chars().map(|_| run.level));
    }
    levels
}

fn fribidi(direction: &str, text: &str) -> Vec<u8> {
    let mut child = Command::new("fribidi")
        .args([direction, "--levels", "--novisual", "--nobreak"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("fribidi, of the package libfribidi-bin");
    child.stdin.take().expect("its input").write_all(format!("{text}\n").as_bytes()).expect("written");
    let output = child.wait_with_output().expect("its output");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.split_whitespace().map(|level| level.parse().expect("a level")).collect()
}

/// Only text in which our isolates change nothing: no Latin beside brackets, no strings of numbers in Arabic.
#[test]
fn levels_are_those_of_fribidi() {
    let fonts = fonts();
    for (tag, direction, option, text) in [
        ("ar", Direction::Rtl, "--rtl", "تعاونت البلدية (مع المنظمة) عام 2016، و ٣٤ مشروعًا."),
        ("ar", Direction::Rtl, "--rtl", "برنامج GIZ شريكٌ في [التشغيل] المحلي"),
        ("en", Direction::Ltr, "--ltr", "The word كلمة (and هجرة) in 2016, then مشروع ٣٤ again."),
        ("en", Direction::Ltr, "--ltr", "He said «قال: نعم (لا) 12.5» twice"),
    ] {
        assert_eq!(levels(&fonts, tag, direction, text), fribidi(option, text), "{text}");
    }
}
