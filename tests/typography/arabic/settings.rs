//! docs/typography.md A42–A53: sizes, pitch, emphasis, headings, folios, marks of notes, dates.

use crate::support::dump::Run;
use crate::support::{Book, tool};

fn height(run: &Run, text: &str) -> f64 {
    let ink = run.glyphs.iter().find(|glyph| glyph.text == text).and_then(|glyph| glyph.ink).expect("ink");
    (ink[3] - ink[1]).abs()
}

#[test]
fn a42_capitals_are_as_high_as_the_alef() {
    let found = Book::file("ar", "ابدأ مع HTML هنا").dump();
    let run = |words: &str| found.runs.iter().find(|run| run.text.contains(words)).expect("a run");
    let share = height(run("HTML"), "H") / height(run("ابدأ"), "ا");
    assert!((0.85..=1.05).contains(&share), "{share}");
    let latin = Book::file("en", "Begin with اسم HTML here").dump();
    let size = |words: &str| latin.runs.iter().find(|run| run.text.contains(words)).expect("a run").size;
    let raised = size("اسم") / size("Begin");
    assert!((1.1..=1.3).contains(&raised), "{raised}");
}

#[test]
fn a43_lines_do_not_touch() {
    let text =
        "تستطيع السلطات المحلية أن تعمل مع المغتربين من أجل التنمية المستدامة في المناطق الريفية كلها لأنّ ذلك أولى. ";
    let found = Book::file("ar", &text.repeat(10)).dump();
    let lines = found.lines_in("Paragraph");
    assert!(lines.len() > 4);
    let pitch = lines[1].runs[0].y - lines[0].runs[0].y;
    let share = pitch / lines[0].runs[0].size;
    assert!((1.5..=1.7).contains(&share), "{share}");
    for pair in lines.windows(2) {
        assert!((pair[1].runs[0].y - pair[0].runs[0].y - pitch).abs() < 0.01, "one pitch");
        for above in pair[0].glyphs().filter_map(|glyph| glyph.ink) {
            for below in pair[1].glyphs().filter_map(|glyph| glyph.ink) {
                let beside = above[2] <= below[0] || below[2] <= above[0];
                assert!(beside || above[3] <= below[1] + 0.01, "{above:?} {below:?}");
            }
        }
    }
}

#[test]
fn a43_vocalised_books_get_a_larger_pitch() {
    let pitch = |customs: &str, text: &str| {
        let book = Book::project("ar", customs, &format!("# فصل\n\n{}\n", text.repeat(12)));
        let lines = book.dump().lines_in("Paragraph");
        let lines: Vec<_> = lines
            .into_iter()
            .filter(|line| line.runs.iter().any(|run| run.text.contains("الناس") || run.text.contains("النَّاس")))
            .collect();
        (lines[1].runs[0].y - lines[0].runs[0].y) / lines[0].runs[0].size
    };
    let vocalised = "تَبْدَأُ التَّنْمِيَةُ مِنَ السُّكَّانِ، وَيَعْمَلُ النَّاسُ مَعًا مِنْ أَجْلِ قُرَاهُمْ وَمُدُنِهِمْ. ";
    let plain = "تبدأ التنمية من السكان، ويعمل الناس معًا من أجل قراهم ومدنهم، وتُعَدُّ الخطة معهم لا عنهم. ";
    assert!((1.8..=2.0).contains(&pitch("", vocalised)), "{}", pitch("", vocalised));
    assert!((1.5..=1.7).contains(&pitch("", plain)), "{}", pitch("", plain));
    let set = pitch("[language.ar]\nline-pitch = 1750\n", vocalised);
    assert!((1.73..=1.77).contains(&set), "{set}");
}

#[test]
fn a44_emphasis_differs_without_a_slant() {
    let found = Book::file("ar", "نص *مائل* و**غامق** وعادي").dump();
    let look = |words: &str| {
        let run = found.runs.iter().find(|run| run.text.contains(words)).expect("a run");
        (run.font.clone(), run.color.clone())
    };
    let (plain, emphasis, strong) = (look("عادي"), look("مائل"), look("غامق"));
    assert!(emphasis != plain && strong != plain && strong != emphasis);
    assert!(found.runs.iter().all(|run| !run.font.contains("Slanted") && !run.font.contains("Italic")));
}

#[test]
fn a44_emphasis_is_a_setting() {
    let text = "# فصل\n\nنص *مائل* وعادي.\n";
    let made = |emphasis: &str| Book::project("ar", &format!("[language.ar]\nemphasis = \"{emphasis}\"\n"), text);
    let look = |found: &crate::support::Dump, words: &str| {
        let run = found.runs.iter().find(|run| run.text.contains(words)).expect("a run");
        (run.font.clone(), run.color.clone())
    };
    let (bold, overline) = (made("bold").dump(), made("overline").dump());
    assert!(look(&bold, "مائل").0.contains("Bold") && look(&bold, "مائل").1 == look(&bold, "عادي").1);
    assert_eq!(look(&overline, "مائل"), look(&overline, "عادي"));
    let run = overline.runs.iter().find(|run| run.text.contains("مائل")).expect("a run");
    let y = |line: &serde_json::Value| line["from"][1].as_f64();
    let above = overline.others("line").filter(|line| line["page"].as_u64() == Some(run.page)).filter_map(y);
    assert!(above.into_iter().any(|y| y < run.y - run.size * 0.6 && y > run.y - run.size * 1.2), "a line above");
    let guillemets = made("guillemets");
    assert!(guillemets.dump().text().contains("نص «مائل» وعادي"));
    assert!(guillemets.epub().all("xhtml").contains("«<em>مائل</em>»"));
    assert!(
        made("overline")
            .epub()
            .all("css")
            .contains("em { font-style: normal; color: inherit; text-decoration: overline; }")
    );
    assert!(made("slanted").build("print").1.contains("auto, color, bold, overline or guillemets"));
}

#[test]
fn a45_lines_leave_out_dots_and_tails() {
    for (tag, text) in [("ar", "كلمة <u>برج زوري عين</u> هنا."), ("en", "Some <u>happy gypsy</u> words.")]
    {
        let found = Book::file(tag, text).dump();
        let run = found.runs.iter().find(|run| run.text.contains("برج") || run.text.contains("gypsy")).expect("a run");
        let lines: Vec<_> = found.others("line").collect();
        assert!(lines.len() > 1, "{tag}: {} pieces", lines.len());
        for line in lines {
            let number = |value: &serde_json::Value| value.as_f64().expect("a number");
            let (left, right) = (number(&line["from"][0]), number(&line["to"][0]));
            let (y, thick) = (number(&line["from"][1]), number(&line["thickness"]));
            let depth = y + thick / 2.0 - run.y;
            assert!(depth > 0.0 && depth < run.size * 0.25, "{tag}: {depth} pt deep, in the marks of the next line");
            for glyph in &run.glyphs {
                let Some(ink) = glyph.ink else { continue };
                // A box that the line's height crosses and that is narrow enough to be a dot or tail alone.
                let crosses = ink[1] < y + thick / 2.0 && ink[3] > y - thick / 2.0;
                let is_tail = ink[2] - ink[0] < run.size * 0.18;
                assert!(
                    !(crosses && is_tail && left < ink[2] && right > ink[0]),
                    "{tag}: {} {left}–{right}",
                    glyph.text
                );
            }
        }
    }
}

#[test]
fn a45_lines_run_on_over_spaces() {
    let found = Book::file("en", "Some <u>moon noon room</u> words.").dump();
    let lines: Vec<_> = found.others("line").collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let run = found.runs.iter().find(|run| run.text.contains("noon")).expect("a run");
    let width = (lines[0]["to"][0].as_f64().expect("x") - lines[0]["from"][0].as_f64().expect("x")).abs();
    let of_words: f64 = run.glyphs.iter().map(|glyph| glyph.advance).sum();
    assert!((width - of_words).abs() < 0.5, "{width} {of_words}");
}

#[test]
fn a47_headings_are_neither_justified_nor_stretched() {
    let words =
        "تستطيع السلطات المحلية أن تعمل مع المغتربين من أجل التنمية المستدامة في المناطق الريفية كلها وفي المدن";
    let found = Book::file("ar", &format!("# {words}\n\n## {words}\n\nنص.\n")).dump();
    let lines = found.lines_in("Heading");
    assert!(lines.len() >= 4, "{}", lines.len());
    for line in &lines {
        assert!(line.glyphs().all(|glyph| glyph.kind != "kashida"));
        assert!(line.runs.iter().all(|run| run.font.starts_with("NotoKufiArabic-Bold")));
        // A space at the end of a line has no width.
        let spaces: Vec<f64> = line.spaces().into_iter().filter(|space| *space > 0.0).collect();
        assert!(
            spaces.iter().all(|space| (space - spaces[0]).abs() < 0.01 && space / line.runs[0].size < 0.4),
            "{spaces:?}"
        );
    }
}

#[test]
fn a48_front_pages_are_counted_in_abjad() {
    let book = Book::project("ar", "", "# فصل\n\n## مبحث\n\nنص.\n");
    let found = book.dump();
    let folios = |series: &str| -> Vec<String> {
        found.pages.iter().filter(|page| page.series == series).map(|page| page.folio.clone()).collect()
    };
    let front = folios("front");
    let order = ["أ", "ب", "ج", "د", "هـ", "و", "ز", "ح"];
    assert!(
        front.len() > 3 && front.iter().zip(order).all(|(folio, letter)| folio.is_empty() || folio == letter),
        "{front:?}"
    );
    let first = found.pages.iter().find(|page| page.series == "body").expect("a page");
    assert_eq!((first.folio.as_str(), first.page % 2), ("1", 1), "the text begins with 1 on an odd page");
    let labels = tool("qpdf", &["--json", "--json-key=pagelabels", &book.pdf("print").display().to_string()], "");
    let labels: serde_json::Value = serde_json::from_str(&labels).expect("JSON");
    let label = |at: usize| {
        labels["pagelabels"]
            .as_array()
            .and_then(|all| all.iter().rfind(|one| one["index"].as_u64() <= Some(at as u64)))
            .cloned()
    };
    let body = label(first.page as usize - 1).expect("a label");
    assert_eq!(body["label"]["/S"], "/D", "{body}");
    assert_eq!(body["index"].as_u64(), Some(first.page - 1), "{body}");
}

#[test]
fn a49_marks_of_notes_stand_in_parentheses() {
    let found = Book::file("ar", "قال «نص»[^1]. ثم مضى[^2].\n\n[^1]: أولى.\n[^2]: ثانية.\n").dump();
    let line = found.line_with("قال");
    assert_eq!(line.text().trim(), "قال «نص»(1). ثم مضى(2).");
    let mark = line.runs.iter().find(|run| run.owner.contains("Reference")).expect("a mark");
    assert!(mark.y < line.runs[0].y - 2.0 && mark.size < line.runs[0].size, "raised and smaller");
}

#[test]
fn a49_marks_of_notes_are_a_setting() {
    let text = "# فصل\n\nقال «نص»[^1].\n\n[^1]: أولى.\n";
    let book = Book::project("ar", "[language.ar]\nnote-marks = \"bare\"\n", text);
    assert_eq!(book.dump().line_with("قال").text().trim(), "قال «نص»1.");
    assert!(!book.epub().all("xhtml").contains("(1)"));
    let french =
        Book::project("fr", "[language.fr]\nnote-marks = \"parentheses\"\n", "# C\n\nMot[^1].\n\n[^1]: Note.\n");
    assert_eq!(french.dump().line_with("Mot").text().trim(), "Mot(1).");
}

#[test]
fn a50_dates_are_written_in_words() {
    for (tag, date) in [
        ("ar", "1 حزيران/يونيو 2026"),
        ("ar-EG", "١ يونيو ٢٠٢٦"),
        ("ar-TN", "1 جوان 2026"),
        ("ar-LB", "١ حزيران ٢٠٢٦"),
        ("fr", "1er juin 2026"),
        ("es", "1 de junio de 2026"),
        ("en", "1 June 2026"),
        ("en-US", "June 1, 2026"),
    ] {
        let book = Book::file(tag, "On {{date:2026-06-01}}, {{ date:2026-06 }}.");
        let text = book.dump().text();
        assert!(text.contains(date), "{tag}: {text}");
        assert!(!text.contains("{{"), "{tag}: {text}");
    }
    let mixed = Book::file("ar", "نص [on {{date:2026-06-01}}]{lang=en}.");
    assert!(mixed.dump().text().contains("on 1 June 2026"));
    assert!(mixed.epub().all("xhtml").contains("on 1 June 2026"));
    let wrong = Book::file("en", "On {{date:2026-02-30}}.").dump();
    assert!(wrong.said.contains("is no day of the calendar") && wrong.text().contains("{{date:2026-02-30}}"));
}

#[test]
fn a50_months_have_the_names_of_the_region() {
    for (tag, month) in [
        ("ar-EG", "نوفمبر"),
        ("ar-MA", "نونبر"),
        ("ar-LB", "تشرين الثاني"),
        ("ar-TN", "نوفمبر"),
        ("ar", "تشرين الثاني/نوفمبر"),
    ] {
        let found = Book::project(tag, "", "# فصل\n\nنص.\n").dump();
        let text = found.text();
        assert!(text.contains(&format!("{month} ")), "{tag}");
        assert!(tag == "ar" || !text.contains("/نوفمبر"), "{tag}");
    }
}

#[test]
fn a53_fonts_come_with_licences_and_pages_with_folios() {
    let epub = Book::project("ar", "", "# فصل\n\nنص[^1].\n\n[^1]: حاشية.\n").epub();
    let html = epub.all("html");
    assert!(
        html.contains("epub:type=\"footnote\"") || html.contains("epub:type=\"endnote\""),
        "notes are known as such"
    );
    assert!(html.contains("<aside") && html.contains("page-list"));
    assert!(
        epub.texts.iter().any(|(name, text)| name.contains("OFL") && text.contains("SIL OPEN FONT LICENSE")),
        "{:?}",
        epub.texts.iter().map(|(n, _)| n).collect::<Vec<_>>()
    );
}

#[test]
fn a51_fonts_are_embedded_and_subset() {
    let book = Book::project("ar", "", "# فصل\n\nنص **غامق** و`code نص`.\n");
    let fonts = tool("pdffonts", &[&book.pdf("print").display().to_string()], "");
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(rows.len() >= 3, "{fonts}");
    for row in rows {
        let words: Vec<&str> = row.split_whitespace().collect();
        assert_eq!(words[0].find('+'), Some(6), "a subset: {row}");
        assert!(words.windows(3).any(|three| three == ["yes", "yes", "yes"]), "embedded, subset, with its text: {row}");
    }
    for family in ["Amiri", "NotoKufiArabic", "NotoNaskhArabic"] {
        assert!(fonts.contains(family), "{fonts}");
    }
}

#[test]
fn a51_scheherazade_new_is_offered() {
    let house = "[fonts.text]\nArab = [\"Scheherazade New\"]\n";
    let book = Book::project("ar", house, "# فصل\n\nابدأ مع HTML **غامق** لأنّ الهِجرةَ.\n");
    let found = book.dump();
    let run = |words: &str| found.runs.iter().find(|run| run.text.contains(words)).expect("a run");
    assert_eq!(run("ابدأ").font, "ScheherazadeNew-Regular");
    assert_eq!(run("غامق").font, "ScheherazadeNew-Bold");
    let share = height(run("HTML"), "H") / height(run("ابدأ"), "ا");
    assert!((0.85..=1.05).contains(&share), "{share}");
    let fonts = tool("pdffonts", &[&book.pdf("print").display().to_string()], "");
    assert!(fonts.contains("+ScheherazadeNew"), "{fonts}");
    let epub = book.epub();
    assert!(epub.all("css").contains("font-family: \"Scheherazade New\""));
    assert!(
        epub.texts.iter().any(|(_, text)| text.contains("Reserved Font Names \"Scheherazade\"")),
        "with its licence"
    );
    let listed = tool("unzip", &["-lv", &epub.file.display().to_string()], "");
    let whole = std::fs::metadata("fonts/scheherazade-new/ScheherazadeNew-Regular.ttf").expect("the font").len();
    let is_whole = |line: &str| line.contains("ScheherazadeNew-Regular.ttf") && line.contains(&whole.to_string());
    assert!(listed.lines().any(is_whole), "a name that is reserved is that of the whole font: {listed}");
}

#[test]
fn a51_features_are_chosen_by_role() {
    let ids = |features: &str| {
        let house = format!("[fonts.features]\ntext = [{features}]\n");
        let found = Book::project("en", &house, "# One\n\nIn 2024.\n").dump();
        let line = found.line_with("In 2024");
        line.glyphs().map(|glyph| glyph.id).collect::<Vec<_>>()
    };
    assert_ne!(ids("\"onum\""), ids(""));
    assert_eq!(ids("\"onum=0\""), ids(""));
    let house = "[fonts.features]\ntext = [\"calt=0\", \"liga=0\", \"ss01\"]\n";
    let book = Book::project("ar", house, "# فصل\n\nمحمد في المجلس.\n");
    assert!(book.epub().all("css").contains("font-feature-settings: \"calt\" 0, \"liga\" 0, \"ss01\" 1"));
    let wrong = Book::project("ar", "[fonts.features]\ntext = [\"init=0\"]\n", "# فصل\n").build("print").1;
    assert!(wrong.contains("bad-value") && wrong.contains("a feature that may be chosen"), "{wrong}");
}
