//! Words as six readers of PDFs find them: poppler's search and its structure, MuPDF, PDFium (Chrome), pdf.js (Firefox) and
//! pdfminer (TYPOGRAPHY.md A6, A7, A30).

use super::book::{made, scratch, warraq};
use std::path::{Path, PathBuf};
use std::process::Command;
use unicode_normalization::UnicodeNormalization;

/// A text with vowel marks, bold letters in words, Latin, both kinds of digits and lines that kashida fills.
const TEXT: &str = "# كتاب المدينة

جلس الكاتب في غرفته الصغيرة وكتب رسائله الطويلة إلى أصدقائه في المدن البعيدة، ولم يترك القلم من يده حتى حل المساء وظهرت النجوم فوق أسطح المنازل القديمة. ثم قرأ ما كتبه مرة أخرى بصوت هادئ وصحح الأخطاء القليلة، لأن الكلام الجميل يحتاج إلى عناية وإلى وقت.

استعمل المتدربون برنامج Linux في القاعة رقم 12 منذ عام 2019، وحضر الدرس الأول 48 طالبا من 7 مدارس مختلفة، وصدر العدد ١٢ من المجلة سنة ٢٠٢٤ في ٣٥٠ صفحة، وقرأ بعضهم كتاب the art of making books في ثلاثة أيام ثم عادوا إلى أعمالهم.

هذه **كلمة** مهمة وهذا **التركيب كله** بخط ثقيل، أما في وال**كتاب** فالأداة خفيفة والاسم ثقيل، وكذلك في **الم**درسة وفي المك**تبة** الكبيرة التي زرناها، وهنا محمد ومحمود والحجم والبحث والمجتمع والتحليل والنجاح كلمات تتراكب حروفها في الخط تراكبا جميلا.

خَرَجَ الْأَوْلَادُ إِلَى الْحَدِيقَةِ الْوَاسِعَةِ، وَكَانَتِ الشَّمْسُ مُشْرِقَةً وَالسَّمَاءُ صَافِيَةً، فَجَلَسَتِ الْجَدَّةُ تَحْتَ الشَّجَرَةِ الْكَبِيرَةِ تَقْرَأُ كِتَابًا قَدِيمًا وَرِثَتْهُ عَنْ أَبِيهَا. ثُمَّ نَادَتْ أَحْفَادَهَا وَقَالَتْ لَهُمْ: تَعَالَوْا أَحْكِ لَكُمْ حِكَايَةً لَمْ تَسْمَعُوهَا مِنْ قَبْلُ.
";

/// What the readers find in one file.
struct Found {
    readers: Vec<(&'static str, String)>,
    boxes: Vec<(u64, String, [f64; 4])>,
}

/// What a program prints.
fn said(program: impl AsRef<std::ffi::OsStr>, arguments: &[&Path]) -> String {
    let output = Command::new(program).args(arguments).output().expect("the reader runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What the readers find in files; `None` where they are not installed.
fn read(files: &[PathBuf]) -> Option<Vec<Found>> {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join(".validators");
    let (python, modules) = (tools.join("python/bin/python"), tools.join("node/node_modules"));
    let probe = Command::new(&python).args(["-c", "import pypdfium2, pdfminer"]).output();
    if !modules.join("pdfjs-dist").is_dir() || !probe.is_ok_and(|probe| probe.status.success()) {
        assert!(std::env::var_os("CI").is_none(), "readers are not installed: run tests/validators/install.sh");
        eprintln!(
            "NOT CHECKED: pdf.js, PDFium or pdfminer is not installed (run tests/validators/install.sh), so no words were looked for"
        );
        return None;
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/accessibility");
    let all =
        |first: &[&Path]| first.iter().copied().map(Path::to_owned).chain(files.iter().cloned()).collect::<Vec<_>>();
    let lines = |program: &Path, arguments: Vec<PathBuf>| {
        let arguments: Vec<&Path> = arguments.iter().map(PathBuf::as_path).collect();
        let parse = |line: &str| serde_json::from_str(line).expect("JSON");
        said(program, &arguments).lines().map(parse).collect::<Vec<serde_json::Value>>()
    };
    let of_python = lines(&python, all(&[&here.join("read.py")]));
    let of_node = lines(Path::new("node"), all(&[&here.join("read.mjs"), &modules]));
    let found = files.iter().zip(of_python).zip(of_node).map(|((file, python), node)| {
        let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
        let heard = said("pdfinfo", &[Path::new("-struct-text"), file]);
        let readers = vec![
            ("poppler", said("pdftotext", &[Path::new("-enc"), Path::new("UTF-8"), file, Path::new("-")])),
            ("poppler's structure", pieces(&heard).join(" ")),
            (
                "MuPDF",
                said(
                    "mutool",
                    &["draw", "-q", "-F", "txt"].map(Path::new).into_iter().chain([file.as_path()]).collect::<Vec<_>>(),
                ),
            ),
            ("PDFium", text(&python["pdfium"])),
            ("pdf.js", text(&node)),
            ("pdfminer", text(&python["pdfminer"])),
        ];
        let boxes = python["boxes"].as_array().expect("boxes").iter().map(|letter| {
            let side = |at: usize| letter[at].as_f64().expect("a number");
            (letter[0].as_u64().expect("a page"), text(&letter[1]), [side(2), side(3), side(4), side(5)])
        });
        Found { readers, boxes: boxes.collect() }
    });
    Some(found.collect())
}

/// The texts of the structure elements, each as it is heard.
fn pieces(heard: &str) -> Vec<&str> {
    heard.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"')).collect()
}

/// Signs that nobody sees: joiners, marks of direction, kashida, soft hyphens.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{34F}' | '\u{61C}' | '\u{640}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Words in one form: without vowel marks, and digits in their European form.
fn words(text: &str) -> Vec<String> {
    let is_vowel = |c: &char| matches!(c, '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}');
    let digit = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from(b'0' + (u32::from(c) - 0x660) as u8),
        c => c,
    };
    let plain: String = text.nfkc().filter(|c| !is_unseen(*c) && !is_vowel(c)).map(digit).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The share of the runs of three words that a reader finds, and some that it does not.
fn share<'t>(pieces: impl Iterator<Item = &'t str>, found: &str) -> (usize, f64, Vec<String>) {
    let found = format!(" {} ", words(found).join(" "));
    let (mut all, mut missed) = (0, Vec::new());
    for piece in pieces {
        for run in words(piece).windows(3) {
            all += 1;
            let run = run.join(" ");
            if !found.contains(&format!(" {run} ")) {
                missed.push(run);
            }
        }
    }
    let share = 1.0 - missed.len() as f64 / (all.max(1)) as f64;
    missed.truncate(6);
    (all, share, missed)
}

fn check(name: &str, pieces: &[&str], found: &Found, least: impl Fn(&str) -> f64) {
    for (reader, text) in &found.readers {
        let (all, share, missed) = share(pieces.iter().copied(), text);
        assert!(all > 50, "{name}: there is something to find");
        assert!(share >= least(reader), "{name}: {reader} finds {share:.3} of {all} runs of words, not {missed:?}");
    }
}

/// The file of the text, and the program's description of its pages.
fn text() -> (PathBuf, Vec<serde_json::Value>) {
    let folder = scratch("readers");
    let file = folder.join("text.md");
    std::fs::write(&file, TEXT).expect("a text");
    let (file, out) = (file.to_str().expect("a plain path"), folder.to_str().expect("a plain path"));
    let made = warraq(&["build", file, "--lang", "ar", "--edition", "screen", "--output", out, "--quiet"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let dump = warraq(&["dump", file, "--lang", "ar", "--edition", "screen", "--glyphs"]);
    let lines =
        String::from_utf8_lossy(&dump.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (folder.join("text-ar-screen.pdf"), lines)
}

#[test]
fn six_readers_find_the_words_of_an_arabic_text() {
    let (file, glyphs) = text();
    let Some(found) = read(&[file]) else { return };
    let paragraphs: Vec<String> = TEXT.lines().map(|line| line.replace("**", "")).collect();
    let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    check("the text", &paragraphs, &found[0], |_| 0.97);
    // Letters that are stretched stand in words that are found whole.
    let is_filler = |glyph: &&serde_json::Value| {
        glyph["text"] == ""
            && glyph["advance"].as_f64() > Some(0.0)
            && glyph["font"].as_str().is_some_and(|font| font.starts_with("Amiri"))
    };
    assert!(glyphs.iter().filter(is_filler).count() > 0, "some lines are filled by kashida");
    for (reader, text) in &found[0].readers {
        let found = words(text);
        let (all, lost): (Vec<_>, Vec<_>) =
            words(&paragraphs.join(" ")).into_iter().partition(|word| found.contains(word));
        assert!(lost.len() * 50 <= all.len(), "{reader} finds no {lost:?}");
    }
    let heard = &found[0].readers[1].1;
    let unseen: Vec<char> = heard.chars().filter(|c| is_unseen(*c) || *c == '\u{200A}').collect();
    assert!(unseen.is_empty(), "nothing unseen is heard: {unseen:?}");
    boxes_lie_on_letters(&found[0], &glyphs);
}

/// What is selected in PDFium lies on the letters.
fn boxes_lie_on_letters(found: &Found, glyphs: &[serde_json::Value]) {
    let height = glyphs[0]["height"].as_f64().expect("the page's height");
    let (mut all, mut right) = (0, 0);
    for glyph in glyphs
        .iter()
        .filter(|glyph| glyph["level"] == 1 && glyph["ink"].is_array() && glyph["advance"].as_f64() > Some(1.0))
    {
        let (page, text) = (glyph["page"].as_u64().unwrap_or(0), glyph["text"].as_str().unwrap_or(""));
        if page > 2 || text.chars().count() != 1 {
            continue;
        }
        let ink: Vec<f64> =
            glyph["ink"].as_array().expect("sides").iter().filter_map(serde_json::Value::as_f64).collect();
        let (x, y) = ((ink[0] + ink[2]) / 2.0, height - (ink[1] + ink[3]) / 2.0);
        let is_there = |(on, letter, [left, bottom, right, top]): &(u64, String, [f64; 4])| {
            *on == page
                && letter == text
                && (left - 2.0..=right + 2.0).contains(&x)
                && (bottom - 2.0..=top + 2.0).contains(&y)
        };
        all += 1;
        right += usize::from(found.boxes.iter().any(is_there));
    }
    assert!(all > 300 && right * 100 >= all * 95, "{right} of {all} boxes lie on their letters");
}

#[test]
fn six_readers_find_the_words_of_whole_books() {
    let files: Vec<(&str, PathBuf)> = ["ar", "en", "fr", "es"]
        .into_iter()
        .flat_map(|lang| made(Some(lang), "screen.pdf").into_iter().map(move |file| (lang, file)))
        .collect();
    let paths: Vec<PathBuf> = files.iter().map(|(_, file)| file.clone()).collect();
    let Some(found) = read(&paths) else { return };
    for ((lang, file), found) in files.iter().zip(&found) {
        let heard = said("pdfinfo", &[Path::new("-struct-text"), file]);
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        // PDFium still breaks some lines of small Arabic type and turns Latin with signs in them round.
        let least = |reader: &str| match (*lang, reader) {
            ("ar", "PDFium") => 0.80,
            ("ar", _) => 0.97,
            _ => 0.98,
        };
        check(&name, &pieces(&heard), found, least);
    }
}
