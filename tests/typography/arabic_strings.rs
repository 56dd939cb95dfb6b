//! docs/typography.md AT1–AT12: each with what must be seen.

use crate::support::dump::Line;
use crate::support::{Book, Dump, column, column_lines, hb_shape, hb_shape_between, struct_text};

const AMIRI: &str = "amiri/Amiri-Regular.ttf";

fn dump(text: &str) -> Dump {
    Book::file("ar", text).dump()
}

/// The text as a paragraph that fits on a line.
#[track_caller]
fn line(text: &str) -> Line {
    let found = dump(text).lines_in("Paragraph");
    assert_eq!(found.len(), 1, "{text}");
    found.into_iter().next().expect("a line")
}

/// Left edge of the leftmost ink is that of this glyph.
#[track_caller]
fn is_leftmost(line: &Line, text: &str) {
    let left = |ink: Option<[f64; 4]>| ink.map_or(f64::MAX, |ink| ink[0]);
    let all = line.glyphs().map(|glyph| left(glyph.ink)).fold(f64::MAX, f64::min);
    let last = line.glyphs().filter(|glyph| glyph.text == text).map(|glyph| left(glyph.ink)).fold(f64::MAX, f64::min);
    assert!((last - all).abs() < 0.01, "{text} is leftmost: {last} {all}");
}

#[test]
fn at1_the_pair_lam_alef_and_the_order_of_words() {
    let text = "الهجرةُ لا تُفرِغُ القرى؛ بل تُعيدُ توزيعَ المواردِ.";
    let line = line(text);
    let mut shaped = hb_shape(AMIRI, text);
    shaped.reverse();
    assert_eq!(sorted(line.ids()), sorted(shaped));
    let pair = hb_shape(AMIRI, "لا");
    assert_eq!(pair.len(), 2);
    assert!(line.ids().windows(2).any(|two| two == [pair[1], pair[0]]));
    let bare = |word: &str| -> String { word.chars().filter(|c| !matches!(c, '\u{64B}'..='\u{652}')).collect() };
    let words: Vec<String> = line.right_to_left().iter().map(|word| bare(word)).collect();
    assert_eq!(words, text.split(' ').map(bare).collect::<Vec<_>>());
    assert!(line.glyph("؛").x < line.glyph("ى").x);
    is_leftmost(&line, ".");
}

fn sorted(mut ids: Vec<u16>) -> Vec<u16> {
    ids.sort_unstable();
    ids
}

#[test]
fn at2_marks_stay_on_their_letters() {
    let text = "لِأَنَّ التنميةَ المحلِّيّةَ تبدأُ مِنَ السُّكّانِ.";
    let book = Book::file("ar", text);
    assert_eq!(struct_text(&book.pdf("screen")), text);
    let found = book.dump().lines_in("Paragraph").remove(0);
    let at: Vec<_> = found.glyphs().filter(|glyph| !glyph.text.is_empty()).collect();
    // Kasra under the lam, fatha over the hamza seat at its left.
    let (kasra, fatha) = (found.glyph("\u{650}"), found.glyph("\u{64E}"));
    let middle = |glyph: &crate::support::dump::Glyph| glyph.ink.map_or(0.0, |ink| (ink[0] + ink[2]) / 2.0);
    assert!(middle(kasra) > middle(fatha), "kasra stands right of the fatha");
    assert_eq!(at.iter().map(|glyph| glyph.text.as_str()).collect::<String>(), text);
    // No mark touches the mark of another letter.
    let mut letter = 0;
    let mut marks = Vec::new();
    for glyph in &at {
        let is_mark = glyph.text.chars().all(|c| matches!(c, '\u{64B}'..='\u{652}'));
        if is_mark {
            marks.push((letter, glyph.ink.expect("ink")));
        } else {
            letter += 1;
        }
    }
    for (at, (of, one)) in marks.iter().enumerate() {
        for (other_of, other) in &marks[at + 1..] {
            // Strokes are slanted: their boxes may overlap by less than they lean.
            let lean = (one[2] - one[0]).min(other[2] - other[0]) / 4.0;
            let beside = one[2] - lean <= other[0] || other[2] - lean <= one[0];
            let apart = beside || one[3] <= other[1] || other[3] <= one[1];
            assert!(apart || of == other_of, "marks overlap: {one:?} {other:?}");
        }
    }
    assert_eq!(marks.len(), 11, "shadda and its vowel are one glyph");
}

#[test]
fn at3_brackets_embrace_the_latin_name() {
    let line = line("تعاونت البلدية مع المنظمة الدولية للهجرة (IOM) منذ عام 2016.");
    let words = line.right_to_left();
    assert_eq!(words[5..], ["للهجرة", "(", "IOM", ")", "منذ", "عام", "2016", "."]);
    let mut word = hb_shape(AMIRI, "للهجرة");
    word.reverse();
    assert_eq!(word.len(), 6, "each letter has a glyph of its own");
    assert!(line.ids().windows(6).any(|six| six == word));
    is_leftmost(&line, ".");
}

#[test]
fn at4_a_name_and_its_year_read_right_to_left() {
    let words = line("استفاد برنامج MIEUX (2024) من خبرة MC2CM.").right_to_left();
    assert_eq!(words, ["استفاد", "برنامج", "MIEUX", "(", "2024", ")", "من", "خبرة", "MC2CM", "."]);
}

#[test]
fn at5_addresses_are_blocks_and_break_after_a_slash() {
    let text = "للتسجيل زوروا https://example.org/ar/ أو راسلوا info@example.org.";
    let whole = line(text);
    let words = whole.right_to_left();
    assert_eq!(words, ["للتسجيل", "زوروا", "https://example.org/ar/", "أو", "راسلوا", "info@example.org", "."]);
    is_leftmost(&whole, ".");
    let lines = column_lines(&column("ar", 40, text));
    let texts: Vec<String> = lines.iter().map(|line| line.text().trim().to_owned()).collect();
    assert!(texts.iter().all(|line| !line.starts_with('/')), "{texts:?}");
    assert!(texts.iter().any(|line| line.contains("https:") && line.ends_with('/')), "{texts:?}");
}

#[test]
fn at6_a_latin_word_first_stands_at_the_right() {
    let line = line("GIZ شريكٌ في برنامج التشغيل المحلي.");
    let z = line.glyph("Z");
    let (_, right) = line.extent();
    assert!((z.x + z.advance - right).abs() < 0.01);
    is_leftmost(&line, ".");
    let book = Book::project("ar", "", "# فصل\n\n## GIZ شريكٌ في برنامج التشغيل المحلي\n\nنص.\n");
    let found = book.dump();
    let entry =
        found.lines().into_iter().find(|line| line.runs[0].owner.contains("Contents") && line.text().contains("GIZ"));
    let entry = entry.expect("an entry of the contents");
    let folio = entry.glyphs().last().expect("a folio");
    assert!(folio.x < entry.glyph("G").x && entry.glyph("G").x > entry.glyph("ش").x, "{}", entry.text());
    let outline = crate::support::tool("mutool", &["show", &book.pdf("screen").display().to_string(), "outline"], "");
    assert!(outline.contains("GIZ شريكٌ في برنامج التشغيل المحلي"), "{outline}");
}

#[test]
fn at7_digits_stay_as_typed_where_the_region_writes_them() {
    let found = dump("نمت التحويلات بين 2015 و2020 بنسبة 12.5%، أي من 1,200 إلى 1,350 مليون.");
    let words = found.lines_in("Paragraph")[0].right_to_left();
    assert_eq!(words[2..9], ["بين", "2015", "و", "2020", "بنسبة", "12.5%", "،"]);
    assert_eq!(words[9..14], ["أي", "من", "1,200", "إلى", "1,350"]);
}

#[test]
fn at8_number_strings_look_alike_in_a_cell_and_a_sentence() {
    let strings = ["2015–2020", "2015-2020", "+216 71 000 000", "-5", "10:30"];
    let seen: [&[&str]; 5] =
        [&["2015", "–", "2020"], &["2015", "-", "2020"], &["000", "000", "71", "+216"], &["-5"], &["10:30"]];
    for (string, seen) in strings.into_iter().zip(seen) {
        let found = dump(&format!("كلمة {string} كلمة\n\n| أ | ب |\n|---|---|\n| {string} | x |\n"));
        let sentence = found.lines_in("Paragraph")[0].right_to_left();
        assert_eq!(&sentence[1..sentence.len() - 1], seen);
        let cell = found.lines_in("/Cell").remove(0).right_to_left();
        assert_eq!(cell, seen);
    }
}

#[test]
fn at9_letters_join_across_bold_and_no_asterisk_is_left() {
    let found = line("ال**هجرة** و[التنمية](https://example.org/t) و**«الحكامة المحلية»**");
    assert!(!found.text().contains('*'));
    let glyphs: Vec<_> = found.glyphs().collect();
    let mut regular = hb_shape_between(AMIRI, "", "ال", "هجرة");
    regular.reverse();
    let mut bold = hb_shape_between("amiri/Amiri-Bold.ttf", "ال", "هجرة", "");
    bold.reverse();
    assert_ne!(bold[0], *hb_shape("amiri/Amiri-Bold.ttf", "هجرة").last().expect("a heh"));
    let ids = found.ids();
    assert_eq!(ids[..2], regular, "the lam is an initial one");
    assert_eq!(ids[2..6], bold, "the heh is a medial one");
    let gap = glyphs[1].x - (glyphs[2].x + glyphs[2].advance);
    assert!(gap.abs() < 0.01, "{gap}");
    let link = found.runs.iter().find(|run| run.owner.contains("Link")).expect("a link");
    assert_eq!(link.text, "التنمية");
    let quote = found.runs.iter().find(|run| run.text.contains("الحكامة")).expect("a quote");
    assert!(quote.font.contains("Bold"));
    assert_eq!(quote.text, "«الحكامة المحلية»");
}

#[test]
fn at10_code_reads_from_left_to_right() {
    let found = line("نفّذ الأمر `git push origin main --force` ثم افتح `/etc/hosts`.");
    let words = found.right_to_left();
    assert_eq!(words, ["نفّذ", "الأمر", "--force", "main", "origin", "push", "git", "ثم", "افتح", "/etc/hosts", "."]);
    is_leftmost(&found, ".");
}

#[test]
fn at11_quotes_point_outwards() {
    let found = line("قال المدرب: «اقرأوا فصل \"الاندماج\" أولًا»؛ ثم سأل: أين «نقطة الصفر»؟");
    let shaped = hb_shape(AMIRI, "«");
    assert_eq!(found.glyph("«").id, shaped[0], "mirrored");
    assert!(found.glyph("«").x > found.glyph("ق").x - 200.0);
    assert!(found.text().contains("”الاندماج“"), "{}", found.text());
    assert!(found.glyph("”").x > found.glyph("“").x);
    let pair = hb_shape(AMIRI, "أولًا");
    assert!(found.ids().iter().any(|id| *id == pair[0]), "alef of the pair with tanwin");
    is_leftmost(&found, "؟");
}

#[test]
fn at12_words_are_stretched_where_tradition_has_it() {
    let text = "يستثمر المهاجرون مدّخراتهم في مشاريع المؤسسات المحلية بإذن الله. ".repeat(12);
    let mut seen = 0;
    for width in [85, 92, 100] {
        let found = column("ar", width, &text).dump();
        for line in found.lines_in("Paragraph") {
            let glyphs: Vec<_> = line.glyphs().collect();
            for at in 1..glyphs.len() {
                if glyphs[at].kind != "kashida" || glyphs[at - 1].kind == "kashida" {
                    continue;
                }
                seen += 1;
                let word: String = glyphs[at - 1..].iter().map(|glyph| glyph.text.as_str()).collect();
                let allowed = ["ستثمر", "شاريع", "سات", "مدّ", "ية", "هاجرون"];
                assert!(allowed.iter().any(|allowed| word.starts_with(allowed)), "{word}");
            }
        }
        assert!(!found.text().contains('\u{640}'));
    }
    assert!(seen > 5, "{seen}");
}
