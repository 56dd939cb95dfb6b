//! docs/typography.md A1–A8: direction, the structure of the book, what readers of the file get.

use crate::support::{Book, struct_text, tool};
use std::path::Path;

const LONG: &str = "تستطيع السلطات المحلية أن تعمل مع المغتربين من أجل التنمية المستدامة في المناطق الريفية كلها. ";

#[test]
fn a01_base_direction_follows_the_language() {
    let text = format!("GIZ شريكٌ في برنامج التشغيل المحلي. {}\n\nplain Latin words only.\n", LONG.repeat(3));
    let found = Book::file("ar", &text).dump();
    let lines = found.lines_in("Paragraph");
    let first = lines[0].glyphs().filter(|glyph| !glyph.text.trim().is_empty());
    let right = first.map(|glyph| glyph.x + glyph.advance).fold(0.0, f64::max);
    let z = lines[0].glyph("Z");
    assert!((z.x + z.advance - right).abs() < 0.01, "GIZ begins the line at the right");
    assert!(lines.len() > 3);
    let edges: Vec<f64> =
        lines[1..].iter().filter(|line| line.place.1 == lines[0].place.1).map(|l| l.extent().1).collect();
    assert!(edges.iter().all(|edge| (edge - right).abs() < 0.01), "lines end flush right: {edges:?} {right}");
    // A paragraph of Latin words alone is right-to-left, too: its full stop is leftmost.
    let latin = found.line_with("plain");
    assert!(latin.glyph(".").x < latin.glyph("p").x);
}

#[test]
fn a02_the_book_is_bound_on_the_right() {
    let book = Book::project("ar", "chapters-open-recto = false\n", &format!("# فصل\n\n{}\n", LONG.repeat(80)));
    let found = book.dump();
    let mm = 72.0 / 25.4;
    let mut seen = [0, 0];
    // The last page holds the colophon.
    for page in found.pages.iter().filter(|page| page.series == "body" && page.page < found.pages.len() as u64) {
        let lines = found.lines_in("Paragraph").into_iter().filter(|line| line.place.0 == page.page);
        let right = lines.map(|line| line.extent().1).fold(0.0, f64::max);
        if right == 0.0 {
            continue;
        }
        // Odd pages are left-hand ones: the spine, with the wider margin, is at their right.
        let margin = if page.page % 2 == 1 { 20.0 } else { 18.0 };
        assert!((page.width - right - margin * mm).abs() < 0.1, "page {}: {}", page.page, (page.width - right) / mm);
        seen[(page.page % 2) as usize] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0);
    let catalog = tool("mutool", &["show", &book.pdf("print").display().to_string(), "trailer/Root"], "");
    assert!(catalog.contains("/Direction /R2L") || preferences(&book.pdf("print")).contains("R2L"), "{catalog}");
}

fn preferences(pdf: &Path) -> String {
    tool("mutool", &["show", &pdf.display().to_string(), "trailer/Root/ViewerPreferences"], "")
}

#[test]
fn a03_sides_are_logical() {
    let text = "فقرة أولى.\n\nفقرة ثانية.\n\n- بند\n\n- [ ] مهمة\n\n> اقتباس\n\n| أول | ثان |\n|---|---|\n| س | ص |\n\n\
                ::: exercise عنوان\nنص التمرين\n:::\n\n```\ncode\n```\n\nنص[^1].\n\n[^1]: حاشية.\n";
    let found = Book::file("ar", text).dump();
    let right = |words: &str| found.line_with(words).extent().1;
    let margin = right("فقرة أولى");
    assert!(right("فقرة ثانية") < margin - 5.0, "the first line is indented from the right");
    assert!(right("•") > right("بند") + 3.0, "the marker stands at the right");
    let edge = |kind: &str, test: &dyn Fn(&[f64; 4]) -> bool| {
        let corners = |value: &serde_json::Value| -> Option<[f64; 4]> {
            let list = value["box"].as_array()?;
            Some(std::array::from_fn(|at| list[at].as_f64().unwrap_or(0.0)))
        };
        found.others(kind).filter_map(corners).any(|corners| test(&corners))
    };
    let task = right("مهمة");
    assert!(edge("rect", &|b| b[0] > task && b[2] - b[0] > 5.0 && b[2] - b[0] < 15.0), "the box stands at the right");
    // The rule of the quote and that of the exercise, at the right edge.
    assert!(edge("rect", &|b| (b[2] - margin).abs() < 10.0 && b[2] - b[0] < 3.0), "rules at the right");
    assert!(found.line_with("أول").extent().0 > found.line_with("ثان").extent().1 || right("س") > right("ص"));
    let code = found.line_with("code");
    assert!(code.extent().0 < 100.0, "code is not mirrored");
    let rule = found.others("line").filter_map(|line| Some((line["from"][0].as_f64()?, line["to"][0].as_f64()?)));
    let note_rule = rule.filter(|(from, to)| (to - from).abs() > 60.0 && (to - from).abs() < 130.0);
    assert!(note_rule.map(|(from, to)| from.max(to)).any(|end| (end - margin).abs() < 15.0), "the separator of notes");
}

#[test]
fn a04_tables_run_right_to_left() {
    let rows: String = (1..70).map(|at| format!("| ص{at} | {at}.5 | x |\n")).collect();
    let text = format!("| أول | العدد | ثالث |\n|:--|--:|:-:|\n| س | 12.5 | x |\n| ص | 1 | x |\n{rows}");
    let found = Book::file("ar", &text).dump();
    let x = |words: &str| found.line_with(words).extent();
    assert!(x("أول").0 > x("العدد").1 && x("العدد").0 > x("ثالث").1, "column 1 is rightmost");
    assert!((x("أول").1 - x("س").1).abs() < 0.01, "`:--` means the right edge");
    // Decimal marks stand in a column.
    let cells = found.lines_in("/Cell");
    let point = |words: &str| {
        let cell = cells.iter().find(|line| line.text() == words).expect("a cell");
        (cell.place.0, cell.glyph(".").x)
    };
    let mut on_page = std::collections::BTreeMap::new();
    for at in 1..70 {
        let (page, x) = point(&format!("{at}.5"));
        let first = *on_page.entry(page).or_insert(x);
        assert!((x - first).abs() < 0.01, "row {at}");
    }
    let one = cells.iter().find(|line| line.text() == "1").expect("a cell").extent();
    assert!((one.1 - point("12.5").1).abs() < 0.01, "a whole number ends where the mark stands");
    // The head is repeated with the same order.
    let heads: Vec<_> = found.lines().into_iter().filter(|line| line.text().contains("العدد")).collect();
    let pages: Vec<u64> = heads.iter().map(|line| line.place.0).collect();
    assert!(pages.len() > 1, "{pages:?}");
    let shift =
        |line: &crate::support::dump::Line| line.runs.iter().find(|r| r.text.contains("العدد")).expect("a run").right();
    let firsts: Vec<_> = found.runs.iter().filter(|run| run.text == "أول").collect();
    assert_eq!(firsts.len(), heads.len());
    for (first, head) in firsts.iter().zip(&heads) {
        assert!(first.x > shift(head));
    }
}

#[test]
fn a05_notes_stand_on_the_reading_side() {
    let text = "من المنظمة IOM[^1] والمشروع 2016[^2] تمّ[^3].\n\n[^1]: حاشية عربية.\n[^2]: Latin only note, in two parts.\n[^3]: أخرى.\n";
    let found = Book::file("ar", text).dump();
    let line = found.line_with("IOM");
    let marks: Vec<_> = line.runs.iter().filter(|run| run.owner.contains("Reference")).collect();
    let mark_x = |number: &str| marks.iter().find(|run| run.text.contains(number)).expect("a mark").x;
    assert!(mark_x("1") < line.glyph("I").x, "left of IOM");
    assert!(mark_x("2") < line.runs.iter().find(|run| run.text.contains("2016")).expect("a year").x);
    assert!(marks.iter().all(|run| run.glyphs.iter().all(|glyph| glyph.kind == "note-mark")));
    let note = found.line_with("حاشية");
    let numbers: Vec<_> = found.lines_in("Note").into_iter().filter(|line| line.text().starts_with('(')).collect();
    assert_eq!(numbers.len(), 3);
    assert!(numbers[0].extent().0 > note.extent().1, "the number stands at the right");
    let latin = found.line_with("Latin only");
    assert!(latin.glyph(".").x > latin.glyph("L").x, "words of a Latin note run from left to right");
    assert!((latin.extent().1 - note.extent().1).abs() < 0.1, "in a block that begins at the right");
}

const PARAGRAPHS: [&str; 7] = [
    "الهجرةُ لا تُفرِغُ القرى؛ بل تُعيدُ توزيعَ المواردِ.",
    "لِأَنَّ التنميةَ المحلِّيّةَ تبدأُ مِنَ السُّكّانِ.",
    "تعاونت البلدية مع المنظمة الدولية للهجرة (IOM) منذ عام 2016.",
    "استفاد برنامج MIEUX (2024) من خبرة MC2CM.",
    "للتسجيل زوروا https://example.org/ar/ أو راسلوا info@example.org.",
    "هاتف +216 71 000 000 والساعة 10:30 والحرارة -5 [كما قيل] {و} أيضًا 2015–2020.",
    "قال المدرب: «اقرأوا أإأ ١٢٫٥٪»؛ ثم سأل: أين «نقطة الصفر»؟",
];

#[test]
fn a06_logical_paint_order() {
    let book = Book::file("ar", &PARAGRAPHS.join("\n\n"));
    let pdf = book.pdf("screen");
    let out = tool("pdfinfo", &["-struct-text", &pdf.display().to_string()], "");
    let mut read = Vec::new();
    for line in out.lines() {
        if line.trim() == "P (block)" {
            read.push(String::new());
        } else if let Some(words) = line.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'))
            && let Some(last) = read.last_mut()
        {
            last.push_str(words);
        }
    }
    assert_eq!(read, PARAGRAPHS);
    assert_eq!(book.dump().text(), PARAGRAPHS.concat());
}

#[test]
fn a07_words_are_found_in_plain_text() {
    let text = "تستطيع السلطات المحلية أن تعمل مع المغتربين من أجل التنمية المستدامة في المناطق الريفية لأنها أولى بذلك والأمل باق";
    let book = Book::file("ar", text);
    let pdf = book.pdf("screen").display().to_string();
    let bare = |text: &str| -> String {
        text.chars()
            .filter(|c| {
                !c.is_whitespace()
                    && !matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            })
            .collect()
    };
    let plain = bare(&tool("pdftotext", &["-enc", "UTF-8", &pdf, "-"], ""));
    assert_eq!(plain.trim_end_matches('1'), bare(text), "but for the folio");
    let mupdf = bare(&tool("mutool", &["draw", "-q", "-F", "txt", &pdf], ""));
    let words: Vec<&str> = text.split(' ').filter(|word| mupdf.contains(*word)).collect();
    assert_eq!(words.len(), text.split(' ').count(), "MuPDF finds every word: {mupdf}");
    let plain = tool("qpdf", &["--qdf", "--object-streams=disable", "--stream-data=uncompress", &pdf, "-"], "");
    assert!(!plain.contains("/ActualText"));
    assert!(!plain.to_uppercase().contains("<FEF") && !plain.to_uppercase().contains("<FB5"));
}

#[test]
fn a08_language_title_bookmarks_and_links() {
    let text = "---\ntitle: عنوان الكتاب\n---\n\n# GIZ شريكٌ في برنامج\n\nكلمات [foreign words]{lang=fr} و[رابط طويل من كلمات](https://example.org/t) بعده. \
                تستطيع السلطات المحلية أن تعمل مع المغتربين من أجل [التنمية المستدامة في المناطق الريفية كلها وفي المدن أيضًا وفي القرى الصغيرة البعيدة عن الطرق وعن الأسواق وعن المدارس وعن كل شيء](https://example.org/u) وغيرها.\n";
    let book = Book::file("ar", text);
    let pdf = book.pdf("screen").display().to_string();
    assert!(tool("mutool", &["show", &pdf, "trailer/Root/Lang"], "").contains("ar"));
    let plain = tool("qpdf", &["--qdf", "--object-streams=disable", &pdf, "-"], "");
    assert!(plain.contains("/Lang (fr)"), "the span has its language");
    let info = tool("pdfinfo", &[&pdf], "");
    assert!(info.contains("عنوان الكتاب"), "{info}");
    let outline = tool("mutool", &["show", &pdf, "outline"], "");
    assert!(outline.contains("\u{200F}GIZ شريكٌ في برنامج"), "{outline}");
    let found = book.dump();
    let mut rects = 0;
    for link in found.others("link") {
        let edge = |at: usize| link["box"][at].as_f64().expect("a number");
        let inside: Vec<_> =
            found.runs.iter().filter(|run| run.owner == link["owner"] && run.y > edge(1) && run.y < edge(3)).collect();
        let left = inside.iter().map(|run| run.x).fold(f64::MAX, f64::min);
        let right = inside.iter().map(|run| run.right()).fold(0.0, f64::max);
        // A space that ends a line is no part of what is seen.
        assert!((left - edge(0)).abs() < 5.0 && (right - edge(2)).abs() < 0.1, "{link} {left} {right}");
        rects += 1;
    }
    assert!(rects >= 3, "one for each piece of a line: {rects}");
    assert!(!struct_text(Path::new(&pdf)).contains('\u{200F}'));
}
