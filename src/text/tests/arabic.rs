//! docs/typography.md AT1–AT12, as far as lines show them.

use super::support::*;
use crate::language::Direction;
use crate::manuscript::NoteId;
use crate::text::{GlyphKind, Isolate, ItemKind, PieceKind};

fn line(text: &str) -> crate::text::Line {
    let (mut lines, diagnostics) = set(&plain("ar", text), 200.0);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

fn ids(line: &crate::text::Line) -> Vec<u16> {
    glyphs(line).into_iter().map(|glyph| glyph.id).collect()
}

#[test]
fn at1_words_run_from_the_right_and_lam_alef_is_ligated() {
    let text = "الهجرةُ لا تُفرِغُ القرى؛ بل تُعيدُ توزيعَ المواردِ.";
    let line = line(text);
    // The pair has forms of its own, unlike a lam before another letter and an alef after one.
    let (ids, lam, alef) = (ids(&line), self::line("لب"), self::line("با"));
    let pair: Vec<u16> = self::line("لا").items.iter().flat_map(|_| self::ids(&self::line("لا"))).collect();
    assert!(ids.windows(2).any(|two| two == pair), "{ids:?}");
    assert!(pair[0] != self::ids(&lam)[0] && pair[1] != self::ids(&alef)[1], "{pair:?}");
    assert_eq!(super::support::text(&line), text);
    let all = glyphs(&line);
    let stop = all.iter().find(|glyph| glyph.text == ".").expect("a full stop");
    assert!(all.iter().all(|glyph| glyph.x >= stop.x), "the full stop is leftmost");
}

#[test]
fn at2_marks_keep_their_letters() {
    let text = "لِأَنَّ التنميةَ المحلِّيّةَ تبدأُ مِنَ السُّكّانِ.";
    assert_eq!(super::support::text(&line(text)), text);
}

#[test]
fn at3_brackets_embrace_the_name() {
    let line = line("تعاونت البلدية مع المنظمة الدولية للهجرة (IOM) منذ عام 2016.");
    let words = from_the_right(&line);
    let at = words.iter().position(|word| word == "IOM").expect("the name");
    assert_eq!(words[at - 1..=at + 2], ["(", "IOM", ")", "منذ"]);
    let word = ids(&self::line("للهجرة"));
    assert_eq!(word.len(), 6, "every letter has its own glyph");
}

#[test]
fn at4_a_latin_name_and_its_year_read_from_the_right() {
    let words = from_the_right(&line("استفاد برنامج MIEUX (2024) من خبرة MC2CM."));
    assert_eq!(words, ["استفاد", "برنامج", "MIEUX", "(", "2024", ")", "من", "خبرة", "MC2CM", "."]);
}

#[test]
fn at5_addresses_keep_their_slash() {
    let words = from_the_right(&line("للتسجيل زوروا https://example.org/ar/ أو راسلوا info@example.org."));
    assert_eq!(words, ["للتسجيل", "زوروا", "https://example.org/ar/", "أو", "راسلوا", "info@example.org", "."]);
}

#[test]
fn at5_an_address_breaks_after_its_signs() {
    let (lines, _) = set(&plain("ar", "للتسجيل زوروا https://example.org/ar/ أو راسلوا info@example.org."), 40.0);
    let lines = texts(&lines);
    assert!(lines.iter().all(|line| !line.starts_with('/')), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("https://")), "{lines:?}");
}

#[test]
fn at6_a_latin_word_first_stands_at_the_right() {
    let line = line("GIZ شريكٌ في برنامج التشغيل المحلي.");
    let all = glyphs(&line);
    let first = &all[0];
    assert_eq!(first.text, "G");
    let z = &all[2];
    let right = crate::units::Length::from_mm(200.0).pt();
    assert!((z.x + z.advance - right).abs() < 0.01, "Z ends at the right margin: {}", z.x + z.advance);
    assert!(all.iter().all(|glyph| glyph.x >= all.last().expect("a stop").x));
}

#[test]
fn at7_numbers_keep_their_order_and_the_conjunction() {
    let words = from_the_right(&line("نمت التحويلات بين 2015 و2020 بنسبة 12.5%، أي من 1,200 إلى 1,350 مليون."));
    assert_eq!(
        words,
        [
            "نمت",
            "التحويلات",
            "بين",
            "2015",
            "و",
            "2020",
            "بنسبة",
            "12.5%",
            "،",
            "أي",
            "من",
            "1,200",
            "إلى",
            "1,350",
            "مليون."
        ]
    );
}

#[test]
fn at8_number_strings_look_the_same_in_a_cell_and_in_a_sentence() {
    for (string, seen) in [
        ("2015–2020", vec!["2015", "–", "2020"]),
        ("2015-2020", vec!["2015", "-", "2020"]),
        ("+216 71 000 000", vec!["000", "000", "71", "+216"]),
        ("-5", vec!["-5"]),
        ("10:30", vec!["10:30"]),
        ("٢٠١٥–٢٠٢٠", vec!["٢٠١٥", "–", "٢٠٢٠"]),
    ] {
        assert_eq!(from_the_right(&line(string)), seen, "in a cell");
        let sentence = from_the_right(&line(&format!("كلمة {string} كلمة")));
        assert_eq!(sentence[1..sentence.len() - 1], seen, "in a sentence");
    }
}

#[test]
fn at9_letters_join_across_bold() {
    let (lines, _) = set(&paragraph("ar", vec![piece("ال"), bold("هجرة")]), 100.0);
    let all = glyphs(&lines[0]);
    assert_eq!(all[1].id, ids(&line("الب"))[1], "the lam is an initial one");
    let alone = ids(&set(&paragraph("ar", vec![bold("هجرة")]), 100.0).0[0]);
    assert_eq!((all[2].font.as_str(), all.len()), ("Amiri-Bold", 6));
    assert_ne!(all[2].id, alone[0], "the heh joins to its right, too");
    assert_eq!(ids(&lines[0])[4..], alone[2..]);
    assert!((all[2].x + all[2].advance - all[1].x).abs() < 0.001, "no gap at the join");
}

#[test]
fn at10_code_stays_left_to_right() {
    let pieces = vec![
        piece("نفّذ الأمر "),
        code("git push origin main --force", 1),
        piece(" ثم افتح "),
        code("/etc/hosts", 2),
        piece("."),
    ];
    let (lines, _) = set(&paragraph("ar", pieces), 200.0);
    let words = from_the_right(&lines[0]);
    assert_eq!(words, ["نفّذ", "الأمر", "--force", "main", "origin", "push", "git", "ثم", "افتح", "/etc/hosts", "."]);
}

#[test]
fn at11_guillemets_are_mirrored_and_keep_their_text() {
    let line = line("قال المدرب: «اقرأوا فصل ”الاندماج“ أولًا»؛ ثم سأل: أين «نقطة الصفر»؟");
    let all = glyphs(&line);
    let id = |sign: &str| all.iter().find(|glyph| glyph.text == sign).expect("a sign").id;
    let upright = |sign: &str| {
        let mut latin = piece(sign);
        latin.isolate = Some(Isolate::firm(Direction::Ltr, 1));
        glyphs(&set(&paragraph("ar", vec![latin]), 100.0).0[0])
            .into_iter()
            .find(|glyph| glyph.text == sign)
            .expect("a sign")
            .id
    };
    assert_eq!((id("«"), id("»")), (upright("»"), upright("«")));
    assert!(all.iter().all(|glyph| glyph.x >= all.last().expect("a sign").x));
}

#[test]
fn arabic_is_never_divided() {
    let text = "تستطيع السلطات المحلية أن تعمل مع المغتربين من أجل التنمية المستدامة في المناطق الريفية";
    let (lines, _) = set(&plain("ar", text), 20.0);
    let words: Vec<String> =
        texts(&lines).iter().flat_map(|line| line.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    assert_eq!(words, text.split(' ').collect::<Vec<_>>());
    assert!(lines.iter().all(|line| !line.hyphenated));
}

#[test]
fn a_note_mark_stands_after_its_word_in_reading_order() {
    let mut mark = piece("1");
    mark.kind = PieceKind::NoteMark("1".to_owned(), NoteId(7));
    let (lines, _) = set(&paragraph("ar", vec![piece("المنظمة (IOM"), mark, piece(") منذ.")]), 100.0);
    assert_eq!(from_the_right(&lines[0]), ["المنظمة", "(", "IOM", "1", ")", "منذ."]);
    assert_eq!(lines[0].notes, [NoteId(7)]);
}

#[test]
fn isolates_that_touch_read_from_the_right() {
    let (lines, _) = set(&paragraph("ar", vec![code("one", 1), code("two", 2)]), 100.0);
    let all = glyphs(&lines[0]);
    assert!(all[0].x > all[3].x, "the first isolate stands at the right");
}

#[test]
fn at12_words_are_stretched_before_spaces_gape() {
    let text = "يستثمر المهاجرون مدّخراتهم في مشاريع المؤسسات المحلية بإذن الله. يستثمر المهاجرون في مشاريع أخرى كثيرة.";
    let mut seen = 0;
    for width in 60..110 {
        let mut stretched = plain("ar", text);
        stretched.kashida = crate::project::Kashida::Gentle;
        let (lines, _) = set(&stretched, f64::from(width));
        for (index, line) in lines.iter().enumerate() {
            let mut fillers = 0;
            for item in &line.items {
                let ItemKind::Glyphs(run, _) = &item.kind else { continue };
                fillers += run
                    .glyphs
                    .windows(2)
                    .filter(|pair| pair[0].kind != GlyphKind::Filler && pair[1].kind == GlyphKind::Filler)
                    .count();
                assert!(!run.text.contains('\u{640}'), "no trace in the text");
            }
            seen += fillers;
            let words = super::support::text(line).split_whitespace().count();
            assert!(fillers * 3 <= words, "one word in three: {fillers} of {words}");
            if index + 1 == lines.len() {
                assert_eq!(fillers, 0, "none in the last line");
            } else {
                assert_eq!(line.width, crate::units::Length::from_mm(f64::from(width)));
            }
        }
        assert_eq!(lines.iter().map(super::support::text).collect::<String>(), text);
    }
    assert!(seen > 10, "{seen}");
}
