//! docs/typography.md A16–A24: words of both directions on a line.

use crate::support::dump::Line;
use crate::support::{Book, column, column_lines, hb_shape, tool};

fn line(text: &str) -> Line {
    Book::file("ar", text).dump().lines_in("Paragraph").remove(0)
}

fn words(text: &str) -> Vec<String> {
    line(text).right_to_left()
}

fn is_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn a16_nodes_of_another_direction_are_isolates() {
    assert_eq!(words("قبل `a+b` - `c` بعد"), ["قبل", "a+b", "-", "c", "بعد"]);
    assert_eq!(words("قبل [EU–AU]{lang=en} (ثم) بعد"), ["قبل", "EU–AU", "(ثم)", "بعد"]);
    assert_eq!(words("انظر [Local plan](https://example.org/), ثم"), ["انظر", "plan", "Local", ",", "ثم"]);
    assert_eq!(
        words("الرمز A/RES/70/1 و ردمك 978-3-16-148410-0."),
        ["الرمز", "A/RES/70/1", "و", "ردمك", "978-3-16-148410-0", "."]
    );
    // Emphasis and links whose words touch Arabic letters are no isolates: the word stays joined.
    let whole = line("الهجرة");
    assert_eq!(line("ال*هجرة*").ids(), whole.ids());
    assert_eq!(line("ال[هجرة](https://example.org/)").ids(), whole.ids());
    let book = Book::file("ar", "قبل `a+b` ثم MIEUX (2024) و[EU–AU]{lang=en} +216 71 000 000.");
    assert!(!book.dump().text().contains(is_control));
    let out = tool("pdfinfo", &["-struct-text", &book.pdf("screen").display().to_string()], "");
    assert!(!out.contains(is_control), "no control in the file's text");
}

/// The characters of a line from left to right, without spaces, vowel marks and controls.
pub(super) fn seen(line: &Line) -> String {
    let mut glyphs: Vec<_> = line.glyphs().filter(|glyph| !glyph.text.is_empty()).collect();
    glyphs.sort_by(|a, b| (a.x + a.advance / 2.0).total_cmp(&(b.x + b.advance / 2.0)));
    bare(&glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>())
}

pub(super) fn bare(text: &str) -> String {
    let is_seen = |c: &char| !c.is_whitespace() && !is_control(*c) && !matches!(c, '\u{64B}'..='\u{652}');
    text.chars().filter(is_seen).collect()
}

/// The same of a text in a right-to-left paragraph, by FriBidi.
pub(super) fn fribidi(text: &str) -> String {
    let options = ["--rtl", "--novisual", "--vtol", "--nobreak", "--nopad", "--width", "10000"];
    let places = tool("fribidi", &options, text);
    let characters: Vec<char> = text.chars().collect();
    bare(&places.split_whitespace().filter_map(|at| characters.get(at.parse::<usize>().ok()?)).collect::<String>())
}

/// What is seen of each line of these paragraphs is what FriBidi shows of it.
#[track_caller]
fn is_as_fribidi_has_it(texts: &[&str]) {
    let lines = Book::file("ar", &texts.join("\n\n")).dump().lines_in("Paragraph");
    assert!(lines.len() >= texts.len());
    for line in &lines {
        assert_eq!(seen(line), fribidi(line.text().trim_end()), "{}", line.text());
    }
}

#[test]
fn a17_latin_words_stand_as_unicode_has_them() {
    is_as_fribidi_has_it(&[
        "الدالة g(t) = 3t - 4 ثم المسار D:\\Data\\y ثم printf(\"y\") هنا.",
        "المساحة 12 km² والغاز CO₂ والحجم m³ هنا.",
        "الرخصة CC BY 4.0 ولغة Python 3.11.2 هنا.",
        "نظام Windows 11 Home 32-bit هنا.",
        "انظر Report 7, p. 9 ثم Vol. 2, No. 3, 2019 هنا.",
        "المؤلف J. K. R. Author ثم O'Neil & Sons, Inc. هنا.",
        "المادة Article 14(3) of the Act هنا.",
        "انظر Author, A. (2019). A Title ثم Author et al. (2019), pp. 4–9 هنا.",
        "قال Ms. Author: \"Good morning, all. How are you?\" ثم مضى.",
        "العبارة to move or not; that is it! ثم A → B ثم x > 5 && y <= 3 هنا.",
        "الطبعة 3rd edition وطابعة 3D وشبكة 4G network هنا.",
        "المقر Geneva (Switzerland) وعلامة C++ ووسم #tag هنا.",
        "GIZ, IOM وغيرهما.",
    ]);
}

#[test]
fn a17_styles_and_links_count_with_their_neighbours() {
    is_as_fribidi_has_it(&[
        "الماء H~2~O هو E=mc^2^ والمساحة 5 km^2^ في النص.",
        "كتاب **Pro** Git ثم كتاب [Pro Git](https://example.org/) book الشهير.",
        "شغّل *git* commit ثم The *Art* of War الشهير.",
        "الملف `setup.py` v2 ثم نسخة Version `1.2` هنا.",
        "منظمتا [IOM](https://example.org/i) and [GIZ](https://example.org/g) هنا.",
    ]);
    // Its own sign stays with a link.
    assert_eq!(words("موقع [Yahoo!](https://example.org/) هنا"), ["موقع", "Yahoo!", "هنا"]);
}

#[test]
fn a17_brackets_of_digits_follow_their_word() {
    assert_eq!(words("استفاد برنامج MIEUX (2024) من"), ["استفاد", "برنامج", "MIEUX", "(", "2024", ")", "من"]);
    assert_eq!(words("منظمة IOM [2016] و GIZ «نص»"), ["منظمة", "IOM", "[", "2016", "]", "و", "GIZ", "«نص»"]);
    assert_eq!(words("برنامج **MIEUX** (2024) 15 شخصًا"), ["برنامج", "MIEUX", "(", "2024", ")", "15", "شخصًا"]);
}

#[test]
fn a18_the_end_of_an_address_stays_with_it() {
    for (text, address) in [
        ("زوروا https://example.org/ar/ أو", "https://example.org/ar/"),
        ("زوروا https://example.org/ar/.", "https://example.org/ar/"),
        ("زوروا (https://example.org/a).", "https://example.org/a"),
        ("زوروا <https://example.org/ar/>.", "https://example.org/ar/"),
    ] {
        let seen = words(text);
        assert!(seen.iter().any(|word| word == address), "{seen:?}");
        assert!(text.ends_with("أو") || seen.last().is_some_and(|last| last.ends_with('.')), "{seen:?}");
    }
}

#[test]
fn a19_numbers_have_one_policy() {
    for (string, seen) in [
        ("+216 71 000 000", vec!["000", "000", "71", "+216"]),
        ("(+212) 537-27-16-50", vec!["537-27-16-50", "(+212)"]),
        ("10:30", vec!["10:30"]),
        ("12/05/2024", vec!["12/05/2024"]),
        ("3.2.1", vec!["3.2.1"]),
        ("978-3-16-148410-0", vec!["978-3-16-148410-0"]),
        ("0537-27-16-50", vec!["0537-27-16-50"]),
        ("10.1016/j.x.2015.08", vec!["10.1016/j.x.2015.08"]),
        ("2.0.1-beta", vec!["2.0.1-beta"]),
        ("33°55′N", vec!["33°55′N"]),
        ("-5 °C", vec!["°C", "-5"]),
        ("2015–2020", vec!["2015", "–", "2020"]),
        ("2015-2020", vec!["2015", "-", "2020"]),
    ] {
        let text = format!("كلمة {string} كلمة\n\nword {string} كلمة\n\n| أ |\n|---|\n| {string} |\n");
        let found = Book::file("ar", &text).dump();
        let lines = found.lines_in("Paragraph");
        let sentence = lines[0].right_to_left();
        assert_eq!(sentence[1..sentence.len() - 1], seen, "after an Arabic word");
        let cell = found.lines_in("/Cell").remove(0);
        assert_eq!(cell.right_to_left(), seen, "in a cell");
        // After a Latin word they are part of its phrase, as a year is that comes last in it (A17).
        let latin = lines[1].right_to_left();
        let phrase: Vec<&str> = string.split(' ').rev().chain(["word"]).collect();
        assert_eq!(latin[..latin.len() - 1], phrase, "after a Latin word");
    }
}

#[test]
fn a20_code_blocks_run_from_the_left() {
    let text = "نص\n\n```\nprint(\"نص عربي\", x) # تعليق 12\nplain = 1\n```\n";
    let found = Book::file("ar", text).dump();
    let first = found.line_with("print");
    let second = found.line_with("plain");
    assert!((first.extent().0 - second.extent().0).abs() < 0.1, "both begin at the left");
    assert!(first.extent().0 < 100.0);
    assert!(first.glyph("p").x < first.glyph("ن").x && first.glyph("ن").x < first.glyph("x").x, "{}", first.text());
    assert!(first.glyph("x").x < first.glyph("#").x && first.glyph("#").x < first.glyph("ق").x);
    let control = Book::file("ar", "نص\n\n```\na \u{202E}b\n```\n").dump();
    assert!(control.said.contains("bidi-control"), "{}", control.said);
    assert!(control.text().contains("U+202E") || control.text().contains("202E"), "{}", control.text());
}

#[test]
fn a21_a_phrase_that_wraps_keeps_its_order() {
    let text = "صدر كتاب Migration and Local Development in Practice Today في عام كذا.";
    let mut wrapped = 0;
    for width in 36..52 {
        let lines = column_lines(&column("ar", width, text));
        let phrase: Vec<&str> = text.split(' ').filter(|word| word.is_ascii()).collect();
        let mut seen = Vec::new();
        let mut with = 0;
        for line in &lines {
            // Within a line the phrase reads from the left.
            let mut latin: Vec<String> = line
                .right_to_left()
                .into_iter()
                .filter(|word| word.is_ascii() && word.starts_with(|c: char| c.is_ascii_alphabetic()))
                .collect();
            latin.retain(|word| phrase.contains(&word.as_str()));
            with += usize::from(!latin.is_empty());
            latin.reverse();
            seen.extend(latin);
        }
        assert_eq!(
            seen,
            phrase,
            "first words on the upper line: {:?}",
            lines.iter().map(Line::text).collect::<Vec<_>>()
        );
        wrapped += usize::from(with > 1);
    }
    assert!(wrapped > 5);
}

#[test]
fn a22_brackets_are_mirrored_and_quotes_are_not() {
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('‹', '›')] {
        let found = line(&format!("قبل {open}نص{close} بعد"));
        let (first, last) = (found.glyph(&open.to_string()), found.glyph(&close.to_string()));
        assert!(first.x > last.x);
        assert_eq!(first.id, hb_shape("amiri/Amiri-Regular.ttf", &open.to_string())[0], "{open}");
        assert_eq!(last.id, hb_shape("amiri/Amiri-Regular.ttf", &close.to_string())[0], "{close}");
        assert_ne!(first.id, last.id);
    }
    let quotes = line("«قال \"نص\" آخر»");
    assert!(quotes.text().contains("”نص“"), "{}", quotes.text());
    let outer = line("قال \"نص\" آخر");
    assert!(outer.text().contains("«نص»"), "{}", outer.text());
}

#[test]
fn a22_an_arrow_in_a_path_is_reported() {
    let found = Book::file("ar", "افتح ملف → طباعة.").dump();
    assert!(found.text().contains('→'));
    assert!(found.said.contains("warning[arrow-direction]"), "{}", found.said);
}

#[test]
fn a22_an_arrow_is_turned_on_request() {
    let text = "# فصل\n\nافتح ملف → طباعة، ثم CO → CO2.\n";
    let book = Book::project("ar", "[language.ar]\narrows = \"turned\"\n", text);
    let found = book.dump();
    assert!(!found.said.contains("arrow-direction"), "{}", found.said);
    assert!(found.text().contains("ملف ← طباعة") && found.text().contains("CO → CO2"), "{}", found.text());
    assert!(book.epub().all("xhtml").contains("ملف ← طباعة"));
}

#[test]
fn a23_emphasis_opens_after_a_proclitic() {
    for (text, plain) in [("و**«نص»**", "و«نص»"), ("ل*(نص)*", "ل(نص)"), ("**تنبيه:**هذا", "تنبيه:هذا")]
    {
        let found = line(text);
        assert_eq!(found.text(), plain);
        let differs = |run: &crate::support::dump::Run| run.font.contains("Bold") || run.color != "#1b1d1f";
        assert!(found.runs.iter().any(differs) && !found.runs.iter().all(differs), "{text}");
    }
}

#[test]
fn a24_arabic_digits_and_letters_open_lists() {
    let digits = ["١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩", "١٠", "١١", "١٢"];
    let text: String = digits.iter().map(|digit| format!("{digit}. بند\n")).collect();
    let labels = |tag: &str, text: &str| -> Vec<String> {
        Book::file(tag, text).dump().lines_in("Label").iter().map(|line| line.text().trim().to_owned()).collect()
    };
    let expected: Vec<String> = digits.iter().map(|digit| format!("{digit}.")).collect();
    assert_eq!(labels("ar-EG", &text), expected);
    assert_eq!(labels("ar", "أ. بند\nب. بند\nج. بند\n"), ["أ.", "ب.", "ج."]);
}
