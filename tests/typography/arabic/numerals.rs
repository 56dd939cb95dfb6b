//! docs/typography.md A32–A38: digits, signs, markers and numbers of headings.

use crate::support::{Book, Dump};

const BOOK: &str = "# فصل أول\n\n## مبحث\n\nنص[^1] وانظر @fig-a و@sec-b.\n\n1. بند\n2. بند\n\n![بديل](a.png){#fig-a}\n\n: الشرح\n\n\
                    ## مبحث ثان {#sec-b}\n\nنص.\n\n| أ |\n|---|\n| ب |\n\n: شرح الجدول\n\n[^1]: حاشية.\n";

fn book(tag: &str) -> Dump {
    let book = Book::project(tag, "", BOOK);
    book.dump()
}

#[test]
fn a32_generated_numbers_have_the_digits_of_the_region() {
    for (tag, eastern) in [("ar-EG", true), ("ar-MA", false), ("ar", false), ("ar-SA", true), ("ar-AE", false)] {
        let found = book(tag);
        let is_wrong = |c: char| if eastern { c.is_ascii_digit() } else { matches!(c, '\u{660}'..='\u{669}') };
        let mut numbers = 0;
        for run in &found.runs {
            assert!(!run.text.contains(is_wrong), "{tag}: {} in {}", run.text, run.owner);
            numbers += run.text.chars().filter(|c| c.is_numeric()).count();
        }
        assert!(numbers > 12, "{tag}: {numbers}");
        assert!(found.pages.iter().all(|page| !page.folio.contains(is_wrong)));
        let label =
            |role: &str| found.runs.iter().any(|run| run.owner.contains(role) && run.text.contains(char::is_numeric));
        assert!(
            label("Reference") && label("Label") && label("Contents") && label("Heading") && label("Caption"),
            "{tag}"
        );
        let folio =
            found.runs.iter().any(|run| run.owner == "artifact/pagination" && run.text.contains(char::is_numeric));
        assert!(folio, "{tag}");
    }
    let mixed = Book::file("ar-EG", "نص 2016.").dump();
    assert!(mixed.said.contains("typed-digits"), "{}", mixed.said);
    assert!(!Book::file("ar-MA", "نص 2016.").dump().said.contains("typed-digits"));
}

#[test]
fn a33_typed_separators_stay_and_are_reported_where_the_region_has_others() {
    let text = "نمت بنسبة 12.5%، أي من 1,200 إلى 1,350 مليون، وفي `1,200` و IOM 1,200.";
    let found = Book::file("ar-MA", text).dump();
    assert!(found.said.contains("typed-separators"), "{}", found.said);
    assert!(found.text().contains("1,200 إلى 1,350"));
    assert!(!Book::file("ar-AE", text).dump().said.contains("typed-separators"));
    assert!(!Book::file("ar", text).dump().said.contains("typed-separators"));
    assert!(Book::file("ar", "نحو 1.234,5 دينار").dump().said.contains("typed-separators"));
}

#[test]
fn a34_signs_of_numbers_keep_their_side() {
    let words = |text: &str| Book::file("ar", text).dump().lines_in("Paragraph").remove(0).right_to_left();
    assert_eq!(words("نسبة 12.5% كلها"), ["نسبة", "12.5%", "كلها"]);
    assert_eq!(words("حرارة -5 كلها"), ["حرارة", "-5", "كلها"]);
    // Arabic digits: the sign at the left of the number.
    let line = Book::file("ar-EG", "نسبة ١٢٫٥٪ كلها").dump().lines_in("Paragraph").remove(0);
    assert!(
        line.glyph("٪").x < line.glyph("١").x && line.glyph("١").x < line.glyph("٥").x,
        "{:?}",
        line.right_to_left()
    );
    let latin = Book::file("ar", "نسبة 12.5% كلها").dump().lines_in("Paragraph").remove(0);
    assert!(latin.glyph("%").x > latin.glyph("5").x);
    let fraction = Book::file("ar", "نصفها 1/2 فقط").dump();
    assert_eq!(fraction.lines_in("Paragraph")[0].right_to_left(), ["نصفها", "1/2", "فقط"]);
    assert!(fraction.said.contains("slashed-fraction"));
}

#[test]
fn a35_latin_signs_between_arabic_letters_are_reported() {
    for text in ["نعم, ثم لا", "نعم; ثم لا", "ماذا?"] {
        let found = Book::file("ar", text).dump();
        assert!(found.said.contains("latin-punctuation"), "{text}: {}", found.said);
        assert!(found.text().contains(text), "what is typed stays");
    }
    for text in ["نعم، ثم لا؛ ماذا؟", "برنامج IOM, GIZ هنا", "من 1,200 إلى"] {
        assert!(!Book::file("ar", text).dump().said.contains("latin-punctuation"), "{text}");
    }
    let quotes = Book::file("ar", "قال «كلمة \"داخل\" بعد» ثم").dump();
    assert!(quotes.text().contains("«كلمة ”داخل“ بعد»"), "{}", quotes.text());
}

#[test]
fn a36_markers_of_lists() {
    let labels = |text: &str| -> Vec<String> {
        Book::file("ar", text).dump().lines_in("Label").iter().map(|line| line.text().trim().to_owned()).collect()
    };
    let items: String = ["أ", "ب", "ج", "د", "هـ", "و"].iter().map(|letter| format!("{letter}. بند\n")).collect();
    assert_eq!(labels(&items), ["أ.", "ب.", "ج.", "د.", "هـ.", "و."]);
    assert_eq!(labels("أ) x\nب) y\nت) z\n"), ["أ.", "ب.", "ت."]);
    assert_eq!(labels("1. x\n2. y\n"), ["1.", "2."]);
}

#[test]
fn a36_markers_are_an_attribute_of_the_list() {
    let labels = |customs: &str, text: &str| -> Vec<String> {
        let found = Book::project("ar", customs, &format!("# فصل\n\n{text}")).dump();
        assert!(!found.said.contains("warning"), "{}", found.said);
        found.lines_in("Label").iter().map(|line| line.text().trim().to_owned()).collect()
    };
    let items = "1. بند\n2. بند\n3. بند\n";
    let marked = |marker: &str, items: &str| labels("", &format!("نص.\n\n{{marker={marker}}}\n\n{items}"));
    assert_eq!(marked("ordinal", items), ["أولًا:", "ثانيًا:", "ثالثًا:"]);
    assert_eq!(marked("abjad", items), ["أ.", "ب.", "ج."]);
    assert_eq!(marked("hijai", items), ["أ.", "ب.", "ت."]);
    assert_eq!(marked("abjad-maghrebi", "60. بند\n61. بند\n"), ["ص.", "صا."]);
    let sixty = "{marker=abjad}\n\n60. بند\n61. بند\n";
    assert_eq!(labels("", sixty), ["س.", "سا."]);
    assert_eq!(labels("[language.ar]\nabjad = \"maghrebi\"\n", sixty), ["ص.", "صا."]);
    let book = Book::file("ar", &format!("# فصل\n\n{{marker=ordinal #steps}}\n\n{items}"));
    let pages = book.epub().all("xhtml");
    assert!(
        pages.contains(">ثانيًا:</span>") && pages.contains("id=\"steps\"") && !pages.contains("marker="),
        "{pages}"
    );
    let wrong = Book::file("ar", "{marker=abjd}\n1. بند\n\n{marker=abjad}\n- بند\n").dump().said;
    assert_eq!(wrong.matches("warning[bad-attribute]").count(), 2, "{wrong}");
}

#[test]
fn a32_digits_are_a_setting() {
    let digits = |tag: &str, setting: &str| {
        let house = format!("[language.ar]\ndigits = \"{setting}\"\n");
        let found = Book::project(tag, &house, "# فصل\n\nنص[^1].\n\n[^1]: حاشية.\n").dump();
        let numbers: String = found.text().chars().filter(|c| c.is_numeric()).collect();
        assert!(numbers.chars().count() > 4, "{numbers}");
        (numbers.contains('1'), numbers.contains('١'))
    };
    assert_eq!(digits("ar", "arab"), (false, true));
    assert_eq!(digits("ar-EG", "latn"), (true, false));
    assert_eq!(digits("ar-EG", "auto"), (false, true));
    let wrong = Book::project("ar", "[language.ar]\ndigits = \"deva\"\n", "# فصل\n").build("print").1;
    assert!(wrong.contains("bad-value") && wrong.contains("arab, latn or auto"), "{wrong}");
}

#[test]
fn a37_numbers_of_headings_have_one_order() {
    let found = book("ar");
    let seen = |role: &str| {
        let lines = found.lines();
        let line = lines.into_iter().find(|line| line.runs[0].owner.contains(role) && line.text().contains("مبحث ثان"));
        line.unwrap_or_else(|| panic!("no {role}"))
    };
    let order = |line: &crate::support::dump::Line| -> Vec<String> {
        line.right_to_left().into_iter().take_while(|word| !word.contains('م')).collect()
    };
    let heading = order(&seen("Heading"));
    assert_eq!(heading, ["1", "-", "2"], "the chapter's number at the right");
    assert_eq!(order(&seen("Contents")), heading);
}

#[test]
fn a37_numbers_of_headings_may_run_from_the_left() {
    let text = "# فصل\n\n## مبحث ثان {#two}\n\nانظر [](#two).\n";
    for (tag, number) in [("ar", "1.1"), ("ar-EG", "١.١")] {
        let book = Book::project(tag, "[language.ar]\nheading-numbers = \"3.2.1\"\n", text);
        let found = book.dump();
        for role in ["Heading", "Contents", "Paragraph#1048578/Link"] {
            let lines = found.lines();
            let line = lines
                .iter()
                .find(|line| line.runs.iter().any(|run| run.owner.contains(role) && run.text.contains('.')));
            let line = line.unwrap_or_else(|| panic!("no number in {role}"));
            assert!(
                line.right_to_left().iter().any(|word| word.contains(number)),
                "{role}: {:?}",
                line.right_to_left()
            );
        }
        assert!(book.epub().all("xhtml").contains(&format!("<bdi>{number}</bdi>")));
    }
}

#[test]
fn a38_contents_have_titles_at_the_right_and_folios_at_the_left() {
    let text = "# فصل\n\n## GIZ شريكٌ في برنامج التشغيل\n\nنص.\n\n## مبحث\n\nنص.\n\n## مبحث ثالث أطول من غيره\n\nنص.\n";
    let found = Book::project("ar", "", text).dump();
    let entries: Vec<_> = found.lines_in("ContentsItem");
    assert!(entries.len() >= 4);
    let mut dots = Vec::new();
    for line in &entries {
        let (left, _) = line.extent();
        let folio = line.glyphs().filter(|glyph| glyph.text.contains(char::is_numeric)).last().expect("a folio");
        assert!((folio.x - left).abs() < 3.0, "the folio is leftmost: {}", line.text());
        let y = line.runs[0].y;
        let leader = found.others("line").find(|rule| {
            !rule["dash"].is_null()
                && rule["page"] == line.place.0
                && (rule["from"][1].as_f64().unwrap_or(0.0) - y).abs() < 0.1
        });
        let leader = leader.expect("a leader on the same baseline");
        let step = leader["dash"][1].as_f64().expect("a step");
        dots.push((leader["from"][0].as_f64().expect("x") / step).fract());
    }
    let first = dots[0];
    let apart = |dot: &f64| ((dot - first).abs() % 1.0).min(1.0 - (dot - first).abs() % 1.0);
    assert!(dots.iter().all(|dot| apart(dot) < 0.02), "dots stand in columns: {dots:?}");
    let giz = entries.iter().find(|line| line.text().contains("GIZ")).expect("an entry");
    assert!(giz.glyph("Z").x > giz.glyph("ش").x, "a Latin title begins at the right");
}

#[test]
fn a33_digits_are_converted_on_request() {
    let text = "# فصل\n\nنمت بين 2015 و2020 بنسبة 12.5%، أي من 1,200 إلى `1,350` و[in 2016]{lang=en} https://example.org/12.\n";
    let house = "[text]\nregional-digits = true\n";
    let found = Book::project("ar-EG", house, text).dump();
    let line = found.line_with("نمت");
    assert!(
        found.text().contains("نمت بين ٢٠١٥ و٢٠٢٠ بنسبة ١٢٫٥٪، أي من ١٬٢٠٠ إلى 1,350 وin 2016 https://example.org/12."),
        "{}",
        found.text()
    );
    assert!(line.glyph("٪").x < line.glyph("٫").x, "the sign stands at the left");
    assert!(!found.said.contains("typed-digits"), "{}", found.said);
    let moroccan = Book::project("ar-MA", house, text).dump();
    assert!(moroccan.text().contains("2015 و2020 بنسبة 12.5%"));
}
