//! docs/typography.md A9–A15: shaping.

use crate::support::{Book, column, column_lines, hb_shape, hb_shape_between, tool};

const AMIRI: &str = "amiri/Amiri-Regular.ttf";
const BOLD: &str = "amiri/Amiri-Bold.ttf";

fn line(text: &str) -> crate::support::dump::Line {
    Book::file("ar", text).dump().lines_in("Paragraph").remove(0)
}

fn shaped(text: &str) -> Vec<u16> {
    let mut ids = hb_shape(AMIRI, text);
    ids.reverse();
    ids
}

#[test]
fn a09_words_are_shaped_across_styles() {
    // Another colour: the same glyphs as without it.
    let whole = line("الهجرة");
    let coloured = line("ال*هج*رة");
    assert_eq!(coloured.ids(), whole.ids());
    assert_ne!(coloured.runs[0].color, coloured.runs[1].color);
    let linked = line("ال[هج](https://example.org/)رة");
    assert_eq!(linked.ids(), whole.ids());
    // Another font: the forms that the letters beside it ask for.
    let bold = line("ال**هجرة**");
    let reversed = |mut ids: Vec<u16>| {
        ids.reverse();
        ids
    };
    let expected =
        [reversed(hb_shape_between(AMIRI, "", "ال", "هجرة")), reversed(hb_shape_between(BOLD, "ال", "هجرة", ""))];
    assert_eq!(bold.ids(), expected.concat());
}

#[test]
fn a09_there_is_no_white_at_the_join() {
    let book = Book::file("ar", "ال**هجرة**");
    let found = book.dump().lines_in("Paragraph").remove(0);
    let lam = found.glyph("ل").ink.expect("ink");
    let pdf = book.pdf("screen").display().to_string();
    let dpi = 600.0;
    let pixel = |pt: f64| (pt * dpi / 72.0).round();
    let (left, right) = (found.glyph("ه").x + 1.0, lam[2]);
    let (top, bottom) = (lam[1].min(lam[3]) - 2.0, lam[1].max(lam[3]) + 4.0);
    let numbers = [left, top, right - left, bottom - top].map(|pt| pixel(pt).to_string());
    let prefix = tempfile::tempdir().expect("a folder");
    let out = prefix.path().join("join").display().to_string();
    let [x, y, w, h] = &numbers;
    tool("pdftoppm", &["-r", "600", "-gray", "-singlefile", "-x", x, "-y", y, "-W", w, "-H", h, &pdf, &out], "");
    let image = std::fs::read(format!("{out}.pgm")).expect("a picture");
    let (width, height): (usize, usize) = (w.parse().expect("w"), h.parse().expect("h"));
    let pixels = &image[image.len() - width * height..];
    for column in 0..width - 8 {
        let darkest = (0..height).map(|row| pixels[row * width + column]).min().unwrap_or(255);
        assert!(darkest < 128, "column {column} of {width} is white");
    }
}

#[test]
fn a10_lam_alef_is_always_a_pair() {
    for word in ["لا", "لأ", "لإ", "لآ", "لَا", "لِأَنَّ", "بلا", "أولًا", "الآن"] {
        assert_eq!(line(word).ids(), shaped(word), "{word}");
        assert_ne!(shaped(word), shaped(&word.replace('ل', "ب")), "the pair has forms of its own");
    }
    // Across a change of colour the pair is kept.
    assert_eq!(line("ل*ا*").ids(), shaped("لا"));
    assert_eq!(line("*ل*ا").ids(), shaped("لا"));
}

#[test]
fn a11_the_name_of_god_is_ligated_only_where_the_font_does() {
    for text in ["الله", "للهجرة", "اللهجة", "بالله", "والله", "اللهُ", "بإذن الله."]
    {
        assert_eq!(line(text).ids(), shaped(text), "{text}");
    }
    let lams = |text: &str| line(text).ids()[..3].to_vec();
    assert_ne!(lams("الله")[1..], lams("اللهجة")[1..]);
}

#[test]
fn a12_marks_stay_with_their_letters() {
    let text = "وَتَحَمَّلَتِ السُّلُطاتُ المَحَلِّيَّةُ مَسؤولِيَّةَ التَّنمِيَةِ المُستَدامَةِ في المَناطِقِ الرّيفِيَّةِ كُلِّها. ".repeat(8);
    for width in [30, 60, 100] {
        for line in column_lines(&column("ar", width, &text)) {
            let mut last = None;
            for glyph in line.glyphs().filter(|glyph| !glyph.text.is_empty()) {
                let is_mark = glyph.text.starts_with(|c| matches!(c, '\u{64B}'..='\u{652}'));
                assert!(!is_mark || last.is_some_and(|last: &str| last != " "), "{}", line.text());
                last = Some(glyph.text.as_str());
            }
        }
    }
    let kasra = "كلِّية";
    assert_eq!(line(kasra).ids(), shaped(kasra), "shadda with kasra as the font has it");
    // A word with a letter that the first font lacks is set in one font as a whole.
    let word = "ب\u{870}ت";
    let found = Book::file("ar", &format!("كلمة {word} كلمة")).dump();
    let line = found.line_with("\u{870}");
    let fonts: Vec<_> = line.runs.iter().filter(|run| run.text.trim().chars().any(|c| word.contains(c))).collect();
    assert!(
        line.runs.iter().any(|run| run.text.contains(word)),
        "{:?}",
        fonts.iter().map(|r| &r.text).collect::<Vec<_>>()
    );
}

#[test]
fn a13_nothing_tears_or_slants_arabic() {
    let word = "الهجرةُ";
    let plain = line(word);
    let advances = |line: &crate::support::dump::Line| line.glyphs().map(|glyph| glyph.advance).collect::<Vec<_>>();
    for styled in
        [format!("*{word}*"), format!("<u>{word}</u>"), format!("<span style=\"letter-spacing:2em\">{word}</span>")]
    {
        let styled = line(&styled);
        assert_eq!(advances(&styled), advances(&plain));
        assert_eq!(styled.ids(), plain.ids());
    }
    let book = Book::file("ar", &format!("# {word}\n\n*{word}* **{word}** ***{word}***"));
    let pdf = book.pdf("screen").display().to_string();
    let content = tool("qpdf", &["--qdf", "--object-streams=disable", &pdf, "-"], "");
    for matrix in content.lines().filter_map(|line| line.strip_suffix(" Tm")) {
        let numbers: Vec<f64> = matrix.split(' ').filter_map(|number| number.parse().ok()).collect();
        assert!(numbers[1] == 0.0 && numbers[2] == 0.0, "no skew: {matrix}");
    }
    let has = |operator: &str| content.lines().any(|line| line.ends_with(operator) && !line.starts_with("0 "));
    assert!(has("TJ") && !has(" Tc") && !has(" Tr"), "no tracking, no synthetic bold");
}

#[test]
fn a14_joiners_and_prefixes_are_obeyed() {
    for text in ["لـIOM", "بـ42", "ه\u{200D} ب\u{200C}ب", "مـحمد"] {
        let found = line(text);
        let word: String = text.chars().take_while(|c| !c.is_ascii_alphanumeric()).collect();
        let expected = shaped(&word);
        let ids: Vec<u16> =
            found.runs.iter().filter(|run| run.level == 1).flat_map(|run| run.glyphs.iter().map(|g| g.id)).collect();
        assert_eq!(ids, expected, "{text}");
        assert_eq!(found.text(), text);
    }
    let text = "تعاون لـIOM وبـ42 مع غيرها من المنظمات ".repeat(10);
    for width in 20..40 {
        for line in column_lines(&column("ar", width, &text)) {
            let line = line.text();
            assert!(!line.trim_end().ends_with("لـ") && !line.trim_end().ends_with("بـ"), "{line}");
        }
    }
}

#[test]
fn a15_a_missing_glyph_is_an_error() {
    let found = Book::file("ar", "نص عربي with Latin words و`code نص`.\n\n# عنوان Latin").dump();
    assert!(found.runs.iter().flat_map(|run| &run.glyphs).all(|glyph| glyph.id != 0), "{}", found.said);
    let missing = Book::file("ar", "نص अ عربي").dump();
    assert!(missing.said.contains("error[missing-glyph]") && missing.said.contains("U+0905"), "{}", missing.said);
}
