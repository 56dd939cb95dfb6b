//! docs/typography.md A25–A31: how lines are filled and where they end.

use crate::support::dump::{Glyph, Line};
use crate::support::{Book, column, column_lines, struct_text, tool};

const WORDS: &str = "يستثمر المهاجرون مدّخراتهم في مشاريع المؤسسات المحلية بإذن الله، وتستطيع السلطات أن تعمل مع المغتربين من أجل \
                     التنمية المستدامة في المناطق الريفية كلها، فيستفيد السكان من المدارس والمستشفيات والطرق الجديدة. ";

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.text().trim().to_owned()).collect()
}

/// Kashidas of a line: the glyphs of each, right to left.
fn kashidas(line: &Line) -> Vec<Vec<&Glyph>> {
    let mut found: Vec<Vec<&Glyph>> = Vec::new();
    let mut is_within = false;
    for glyph in line.glyphs() {
        let is_kashida = glyph.kind == "kashida";
        match (is_kashida, is_within) {
            (true, true) => found.last_mut().expect("one").push(glyph),
            (true, false) => found.push(vec![glyph]),
            _ => {}
        }
        is_within = is_kashida;
    }
    found
}

#[test]
fn a25_arabic_is_never_divided() {
    let text = format!("{WORDS}وحده است\u{AD}ثمار طويل بين الشمال/الجنوب وبين الشرق-الغرب.");
    for width in [20, 25, 30] {
        let lines = column_lines(&column("ar", width, &text));
        let raw = |line: &Line| line.glyphs().map(|glyph| glyph.text.as_str()).collect::<String>().trim().to_owned();
        let lines: Vec<String> = lines.iter().map(raw).take_while(|line| !line.starts_with("صُنع")).collect();
        let wanted: Vec<String> = text.replace('\u{AD}', "").split(' ').map(str::to_owned).collect();
        let seen: Vec<String> = lines
            .join(" ")
            .replace('\u{AD}', "")
            .replace("/ ", "/")
            .replace("- ", "-")
            .split(' ')
            .map(str::to_owned)
            .collect();
        assert_eq!(seen, wanted);
        assert!(lines.iter().all(|line| !line.ends_with('\u{AD}')));
    }
}

#[test]
fn a26_spaces_stay_within_their_limits() {
    let text = WORDS.repeat(12);
    let mut widths = Vec::new();
    for width in [85, 95, 110, 130] {
        let book = column("ar", width, &text);
        let found = book.dump();
        let lines = column_lines(&book);
        // The space of Amiri.
        let natural = lines[0].runs[0].size * 0.292;
        for line in lines.iter().filter(|line| !line.text().contains("صُنع")) {
            // The last space of a line hangs out of it.
            let inner = line.spaces();
            widths.extend(inner[..inner.len().saturating_sub(1)].iter().map(|space| space / natural));
        }
        assert!(!found.said.contains("loose-line"), "{}", found.said);
    }
    assert!(widths.len() > 500);
    let share = |test: &dyn Fn(f64) -> bool| widths.iter().filter(|width| test(**width)).count() * 100 / widths.len();
    assert_eq!(share(&|width| (0.79..=2.01).contains(&width)), 100, "between 80 and 200 %");
    assert!(share(&|width| (0.79..=1.51).contains(&width)) >= 98, "nearly all between 80 and 150 %");
}

#[test]
fn a26_joined_letters_keep_their_distance() {
    let book = column("ar", 90, &WORDS.repeat(6));
    let lines = column_lines(&book);
    let size = lines[0].runs[0].size;
    // Advances of each letter of each word, over all places where the word stands.
    let mut advances = std::collections::BTreeMap::<String, Vec<(f64, f64, String)>>::new();
    for line in &lines {
        let glyphs: Vec<&Glyph> = line.glyphs().collect();
        let words: Vec<&[&Glyph]> = glyphs.split(|glyph| glyph.text == " ").collect();
        let name = |word: &[&Glyph]| word.iter().map(|glyph| glyph.text.as_str()).collect::<String>();
        for (at, word) in words.iter().enumerate() {
            // Letters are kerned with those of the words beside them.
            let beside =
                [at.wrapping_sub(1), at, at + 1].map(|at| words.get(at).map_or_else(String::new, |word| name(word)));
            let name = beside.join(" ");
            if word.is_empty() || word.iter().any(|glyph| glyph.kind == "kashida") {
                continue;
            }
            let now = || word.iter().map(|glyph| (glyph.advance, glyph.advance, glyph.text.clone())).collect();
            let known = advances.entry(name).or_insert_with(now);
            for (known, glyph) in known.iter_mut().zip(*word) {
                *known = (known.0.min(glyph.advance), known.1.max(glyph.advance), known.2.clone());
            }
        }
    }
    let (mut moved, mut kept) = (0, 0);
    for (word, letters) in &advances {
        // The last letter may be kerned with what follows.
        for (least, most, text) in &letters[..letters.len() - 1] {
            assert!(most - least <= size * 0.0305, "{text} in {word}: at most 3 % of the em");
            let joins = text.starts_with(|c| "بتثجحخسشصضطظعغفقكلمنهي".contains(c));
            assert!(!joins || most - least < 0.01, "{text} in {word} is joined: {}", most - least);
            moved += usize::from(most - least > 0.01);
            kept += usize::from(joins);
        }
    }
    assert!(kept > 30, "{moved} {kept}");
}

#[test]
fn a27_headings_tables_captions_notes_and_vocalised_text_are_not_stretched() {
    let vocalised = "يَستَثمِرُ المُهاجِرونَ مُدَّخَراتِهِم في مَشاريعِ المُؤَسَّساتِ المَحَلِّيَّةِ بِإِذنِ اللهِ وَتَستَطيعُ السُّلُطاتُ ذلِكَ. ";
    let text = format!(
        "## {WORDS}\n\n{}\n\n{}[^1]\n\n| {WORDS} | {WORDS} |\n|---|---|\n| {WORDS} | {WORDS} |\n\n[^1]: {}\n",
        WORDS.repeat(8),
        vocalised.repeat(12),
        WORDS.repeat(8)
    );
    let book = Book::project("ar", "[page]\nwidth = \"128mm\"\n", &format!("# {WORDS}\n\n{text}"));
    let found = book.dump();
    let mut stretched = 0;
    for line in found.lines() {
        let count = kashidas(&line).len();
        stretched += count;
        let owner = &line.runs[0].owner;
        let is_plain = owner.contains("Paragraph") && !owner.contains("Note") && !line.text().contains('\u{64F}');
        assert!(count == 0 || is_plain, "{owner}: {}", line.text());
    }
    assert!(stretched > 0);
}

#[test]
fn a28_kashidas_stand_at_the_best_site() {
    let best = [
        "يسـتثمر",
        "المهـاجرون",
        "مـدّخراتهم",
        "مشـاريع",
        "المؤسسـات",
        "المحليـة",
        "وتسـتطيع",
        "السـلطات",
        "المغتربيـن",
        "المسـتدامة",
        "المناطـق",
        "الريفيـة",
        "فيسـتفيد",
        "السـكان",
        "المـدارس",
        "والمستشـفيات",
        "والطـرق",
        "الجـديدة",
        "المسـتشفيات",
        "الجديـدة",
        "التنميـة",
    ];
    let mut seen = 0;
    for width in [84, 88, 92, 97, 103] {
        for line in column_lines(&column("ar", width, &WORDS.repeat(8))) {
            let mut word = String::new();
            let mut words = Vec::new();
            for glyph in line.glyphs() {
                match (glyph.kind.as_str(), glyph.text.as_str()) {
                    (_, " ") => words.push(std::mem::take(&mut word)),
                    ("kashida", _) if !word.ends_with('ـ') => word.push('ـ'),
                    (_, text) => word.push_str(text),
                }
            }
            words.push(word);
            for word in words.iter().filter(|word| word.contains('ـ')) {
                let bare = word.trim_matches(|c| matches!(c, '،' | '.'));
                assert!(best.contains(&bare), "{bare}");
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn a29_the_shortest_word_is_a_setting() {
    let stretched = |letters: u8| -> Vec<usize> {
        let mut found = Vec::new();
        for size in [10.0, 10.8, 11.6, 12.4] {
            let house = format!(
                "[page]\nwidth = \"120mm\"\n[page.margins]\ninner = \"20mm\"\nouter = \"20mm\"\n\
                 [text]\nsize-by-language = {{ ar = \"{size}pt\" }}\nkashida = \"full\"\n[language.ar]\nkashida-letters = {letters}\n"
            );
            let book = Book::project("ar", &house, &format!("# فصل\n\n{}\n", WORDS.repeat(10)));
            for line in column_lines(&book) {
                let text: Vec<(String, bool)> =
                    line.glyphs().map(|glyph| (glyph.text.clone(), glyph.kind == "kashida")).collect();
                for word in text.split(|(text, _)| text == " ").filter(|word| word.iter().any(|(_, is)| *is)) {
                    let letters = word.iter().flat_map(|(text, _)| text.chars()).filter(|c| c.is_alphabetic());
                    found.push(letters.count());
                }
            }
        }
        found
    };
    let (of_eight, of_three) = (stretched(8), stretched(3));
    assert!(!of_eight.is_empty() && of_eight.iter().all(|letters| *letters >= 8), "{of_eight:?}");
    assert!(of_three.iter().any(|letters| *letters < 5), "{of_three:?}");
}

#[test]
fn a29_kashidas_keep_their_limits() {
    let mut seen = 0;
    for width in [84, 90, 96, 105] {
        let lines = column_lines(&column("ar", width, &WORDS.repeat(10)));
        let mut above: Vec<f64> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let found = kashidas(line);
            let words = line.text().split_whitespace().count();
            assert!(found.len() * 3 <= words, "one word in three");
            let size = line.runs[0].size;
            let middles: Vec<f64> =
                found.iter().map(|one| (one[0].x + one[0].advance + one[one.len() - 1].x) / 2.0).collect();
            for one in &found {
                let length: f64 = one.iter().map(|glyph| glyph.advance).sum();
                assert!((0.149..=0.601).contains(&(length / size)), "{}", length / size);
            }
            for x in &middles {
                assert!(above.iter().all(|other| (x - other).abs() > size * 0.4), "none below another");
            }
            let is_last = lines.get(at + 1).is_none_or(|next| next.place.1 != line.place.1);
            assert!(!is_last || found.is_empty(), "none in the last line");
            seen += found.len();
            above = middles;
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn a30_kashidas_leave_no_trace() {
    let book = column("ar", 90, &WORDS.repeat(8));
    assert!(book.dump().runs.iter().flat_map(|run| &run.glyphs).any(|glyph| glyph.kind == "kashida"));
    let pdf = book.pdf("screen");
    assert!(!struct_text(&pdf).contains('\u{640}'));
    assert!(!tool("pdftotext", &["-enc", "UTF-8", &pdf.display().to_string(), "-"], "").contains('\u{640}'));
    assert!(!tool("mutool", &["draw", "-q", "-F", "txt", &pdf.display().to_string()], "").contains('\u{640}'));
    // Folios of the front matter, which the list of pages names, may hold the هـ of their own.
    let epub = book.epub();
    let chapters: Vec<_> = epub.texts.iter().filter(|(_, text)| text.contains("يستثمر المهاجرون")).collect();
    assert!(!chapters.is_empty() && chapters.iter().all(|(_, text)| !text.contains('\u{640}')));
}

#[test]
fn a31_what_belongs_together_is_not_parted() {
    let text = "انظر ص 45 من كتاب د. أحمد الذي صدر سنة 1445 هـ أي عام 2024 م في تونس بمسافة 10 كم و 5 دقائق ثم قال: نعم؛ لا (كلا)! ".repeat(6);
    let together = ["ص 45", "د. أحمد", "1445 هـ", "2024 م", "10 كم", "و 5", "سنة 1445", "عام 2024"];
    for width in 20..36 {
        for line in texts(&column_lines(&column("ar", width, &text))) {
            for pair in together {
                let (first, second) = pair.split_once(' ').expect("two");
                let ends = line.split(' ').next_back() == Some(first);
                assert!(!ends, "{line} ends in {first} before {second}");
            }
            let first = line.chars().next().expect("a sign");
            assert!(first.is_alphanumeric() || matches!(first, '(' | '[' | '«' | '”' | '—' | '+'), "{line}");
        }
    }
}

#[test]
fn a27_stretching_is_a_setting() {
    let count = |kashida: &str| {
        let house = format!("[page]\nwidth = \"128mm\"\n[text]\nkashida = \"{kashida}\"\n");
        let lines = Book::project("ar", &house, &format!("# فصل\n\n{}\n", WORDS.repeat(12))).dump().lines();
        lines.iter().map(|line| kashidas(line).len()).sum::<usize>()
    };
    let (off, gentle, full) = (count("off"), count("gentle"), count("full"));
    assert!(off == 0 && gentle > 0 && full > gentle, "{off} {gentle} {full}");
}

/// Wide and narrow forms are a font's `jalt` (OpenType): where no font has them there is nothing to choose.
#[test]
fn a26_no_font_that_comes_with_the_program_has_forms_for_justification() {
    let fonts = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let mut read = 0;
    for folder in std::fs::read_dir(fonts).expect("the fonts").flatten().filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(folder.path()).expect("a family").flatten() {
            let path = file.path();
            if path.extension().is_some_and(|end| end == "ttf" || end == "otf") {
                let data = std::fs::read(&path).expect("a font");
                assert!(!data.windows(4).any(|tag| tag == b"jalt"), "{} has forms for justification", path.display());
                assert!(!data.windows(4).any(|tag| tag == b"swsh"), "{} has swashes (A56)", path.display());
                read += 1;
            }
        }
    }
    assert!(read > 10, "{read} fonts were read");
}
