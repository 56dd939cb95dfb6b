//! Words as six readers of PDFs find them: poppler's search and its structure, MuPDF, PDFium (Chrome), pdf.js (Firefox) and
//! pdfminer (docs/typography.md A6, A7, A30).

use super::book::{made, name, scratch, warraq};
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

/// A text with all its vowel marks.
const VOWELLED: &str = "# رِحْلَةُ الشِّتَاءِ

قَالَ الْمُعَلِّمُ لِلتَّلَامِيذِ: اُكْتُبُوا الدَّرْسَ كَامِلًا ثُمَّ اقْرَؤُوهُ بِصَوْتٍ وَاضِحٍ، فَإِنَّ الْقِرَاءَةَ الْجَيِّدَةَ تُسَاعِدُ عَلَى الْفَهْمِ. وَقَدْ سَأَلَهُ أَحَدُهُمْ عَنِ الْكَلِمَةِ الْأُولَى فَشَرَحَهَا شَرْحًا مُفَصَّلًا، ثُمَّ كَتَبَهَا عَلَى السَّبُّورَةِ بِخَطٍّ كَبِيرٍ.

اِجْتَمَعَ أَهْلُ الْقَرْيَةِ فِي سَاحَةِ الْمَسْجِدِ بَعْدَ صَلَاةِ الْعَصْرِ، وَتَشَاوَرُوا فِي أَمْرِ الطَّرِيقِ الْجَدِيدِ الَّذِي سَيَصِلُ بَيْنَ الْمَدْرَسَةِ وَالسُّوقِ. وَبَعْدَ نِقَاشٍ طَوِيلٍ اتَّفَقُوا عَلَى أَنْ يَبْدَؤُوا الْعَمَلَ فِي أَوَّلِ الشَّهْرِ الْقَادِمِ إِنْ شَاءَ اللَّهُ، وَأَنْ يُشَارِكَ كُلُّ بَيْتٍ بِمَا يَسْتَطِيعُ مِنْ مَالٍ أَوْ جُهْدٍ أَوْ طَعَامٍ.

سَافَرَ التَّاجِرُ فِي الشِّتَاءِ إِلَى بَلَدٍ بَعِيدٍ يَحْمِلُ مَعَهُ الْقُمَاشَ وَالْعَسَلَ وَالزَّيْتَ، وَكَانَ الطَّرِيقُ وَعْرًا وَالْبَرْدُ شَدِيدًا، فَنَزَلَ لَيْلَةً عِنْدَ شَيْخٍ كَرِيمٍ أَطْعَمَهُ وَأَدْفَأَهُ. وَلَمَّا طَلَعَ الْفَجْرُ شَكَرَهُ وَأَرَادَ أَنْ يَدْفَعَ لَهُ ثَمَنَ الضِّيَافَةِ، فَقَالَ الشَّيْخُ: لَا نَبِيعُ الْخُبْزَ لِلضُّيُوفِ، وَلَكِنْ إِذَا مَرَرْتَ بِنَا مَرَّةً أُخْرَى فَحَدِّثْنَا عَمَّا رَأَيْتَ.

كَانَتِ الْمَكْتَبَةُ الْقَدِيمَةُ فِي وَسَطِ الْمَدِينَةِ مَفْتُوحَةً لِكُلِّ النَّاسِ، يَدْخُلُهَا الطَّالِبُ وَالْعَامِلُ وَالشَّيْخُ وَالطِّفْلُ، وَفِيهَا كُتُبٌ فِي الطِّبِّ وَالْفَلَكِ وَالْحِسَابِ وَالشِّعْرِ. وَكَانَ أَمِينُهَا رَجُلًا هَادِئًا يَعْرِفُ مَكَانَ كُلِّ كِتَابٍ، فَإِذَا سُئِلَ عَنْ مَسْأَلَةٍ مَشَى بِلَا كَلَامٍ إِلَى الرَّفِّ، وَأَخْرَجَ الْكِتَابَ، وَفَتَحَهُ عَلَى الصَّفْحَةِ الْمَطْلُوبَةِ.

ثُمَّ مَرَّتِ السَّنَوَاتُ وَتَغَيَّرَتِ الْأَحْوَالُ، وَصَارَ الْأَوْلَادُ رِجَالًا، وَبَقِيَتِ الْحِكَايَةُ تُرْوَى كُلَّ مَسَاءٍ حَوْلَ النَّارِ. فَمَنْ سَمِعَهَا صَغِيرًا رَوَاهَا كَبِيرًا، وَمَنْ نَسِيَ مِنْهَا شَيْئًا زَادَ عَلَيْهَا شَيْئًا، حَتَّى لَمْ يَعُدْ أَحَدٌ يَدْرِي أَيْنَ بَدَأَتْ وَلَا كَيْفَ كَانَتْ أَوَّلَ مَرَّةٍ.
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

/// The texts of paragraphs and points of lists. poppler reads tables and contents column by column.
fn paragraphs(heard: &str) -> Vec<&str> {
    let mut around: Vec<(usize, &str)> = Vec::new();
    let mut out = Vec::new();
    for line in heard.lines() {
        let text = line.trim_start();
        let depth = line.len() - text.len();
        around.retain(|(outer, _)| *outer < depth);
        match text.trim_end().strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            None => around.push((depth, text.split(' ').next().unwrap_or_default())),
            Some(text) => {
                let is_in = |types: &[&str]| around.iter().any(|(_, kind)| types.contains(kind));
                if is_in(&["P", "LBody"]) && !is_in(&["Table", "TOC", "Figure", "Caption"]) {
                    out.push(text);
                }
            }
        }
    }
    out
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
    // A word that is divided at the end of a line is one.
    let divided = text.replace("\u{AD}\r\n", "").replace("\u{AD}\n", "").replace("\u{AD} ", "");
    let plain: String = divided.nfkc().filter(|c| !is_unseen(*c) && !is_vowel(c)).map(digit).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether a word has Latin letters with signs or digits between or beside them.
fn is_knotted(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\u{AD}');
    word.chars().any(|c| c.is_alphabetic() && c < '\u{250}') && word.chars().any(|c| !c.is_alphabetic())
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

/// The program's description of the pages of a publication of its own or of a file, glyph by glyph.
fn dumped(what: &str) -> Vec<serde_json::Value> {
    let project = env!("CARGO_MANIFEST_DIR");
    let dump =
        warraq(&["dump", what, "--lang", "ar", "--edition", "screen", "--glyphs", "--quiet", "--project", project]);
    let lines = String::from_utf8_lossy(&dump.stdout);
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The file made of a text, and the program's description of its pages.
fn made_of(name: &str, text: &str) -> (PathBuf, Vec<serde_json::Value>) {
    let folder = scratch(&format!("readers-{name}"));
    let file = folder.join(format!("{name}.md"));
    std::fs::write(&file, text).expect("a text");
    let (file, out) = (file.to_str().expect("a plain path"), folder.to_str().expect("a plain path"));
    let made = warraq(&["build", file, "--lang", "ar", "--edition", "screen", "--output", out, "--quiet"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    (folder.join(format!("{name}-ar-screen.pdf")), dumped(file))
}

#[test]
fn six_readers_find_the_words_of_an_arabic_text() {
    let texts = [("text", TEXT), ("vowelled", VOWELLED)].map(|(name, text)| (name, text, made_of(name, text)));
    let files: Vec<PathBuf> = texts.iter().map(|(_, _, (file, _))| file.clone()).collect();
    let Some(found) = read(&files) else { return };
    for ((name, text, (_, glyphs)), found) in texts.iter().zip(&found) {
        let paragraphs: Vec<String> = text.lines().map(|line| line.replace("**", "")).collect();
        let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        check(name, &paragraphs, found, |_| 0.97);
        find_whole(name, &stretched(glyphs), found);
        let unseen: Vec<char> = found.readers[1].1.chars().filter(|c| is_unseen(*c) || *c == '\u{200A}').collect();
        assert!(unseen.is_empty(), "{name}: nothing unseen is heard: {unseen:?}");
    }
    boxes_lie_on_letters(&found[0], &texts[0].2.1);
}

/// Each reader finds each of the words.
fn find_whole(name: &str, wanted: &[String], found: &Found) {
    assert!(!wanted.is_empty(), "{name}: some lines are filled by kashida");
    for (reader, text) in &found.readers {
        let found = words(text);
        let lost: Vec<&String> = wanted.iter().filter(|word| !found.contains(word)).collect();
        assert!(lost.is_empty(), "{name}: {reader} finds no {lost:?}");
    }
}

/// The words in which a letter is stretched.
fn stretched(glyphs: &[serde_json::Value]) -> Vec<String> {
    let is_arabic = |glyph: &&serde_json::Value| glyph["font"].as_str().is_some_and(|font| font.starts_with("Amiri"));
    let mut out = Vec::new();
    let (mut word, mut is_stretched, mut line) = (String::new(), false, None);
    for glyph in glyphs.iter().filter(is_arabic) {
        let text = glyph["text"].as_str().unwrap_or_default();
        let place = Some(["page", "block", "line"].map(|of| &glyph[of]));
        if text == " " || place != line {
            out.extend(words(&std::mem::take(&mut word)).into_iter().filter(|_| is_stretched));
            (is_stretched, line) = (false, place);
        }
        word.push_str(text);
        is_stretched |= text.is_empty() && glyph["advance"].as_f64() > Some(0.0);
    }
    out
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
        let least = if *lang == "ar" { 0.97 } else { 0.98 };
        check(&name(file), &pieces(&heard), found, |_| least);
    }
}

#[test]
fn six_readers_find_the_words_of_arabic_publications() {
    let folder = scratch("publications");
    let project = env!("CARGO_MANIFEST_DIR");
    let place = folder.to_str().expect("a plain path");
    let publications = ["module-3", "user-guide", "references"];
    let mut arguments = vec!["build", "--quiet", "--project", project, "--output", place];
    arguments.extend(["--lang", "ar", "--edition", "screen"]);
    arguments.extend(publications);
    let made = warraq(&arguments);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let files = publications.map(|name| folder.join("ar").join(name).join(format!("{name}-ar-screen.pdf")));
    let Some(found) = read(&files) else { return };
    for (file, found) in files.iter().zip(&found) {
        let heard = said("pdfinfo", &[Path::new("-struct-text"), file]);
        let paragraphs = paragraphs(&heard);
        // PDFium turns addresses and the like round: it takes what lies between their signs for runs of their own, and
        // puts those of a line from the right. In the list of references they are more than a twentieth of the words.
        let least = |reader: &str| if reader == "PDFium" && name(file).starts_with("references") { 0.90 } else { 0.97 };
        check(&name(file), &paragraphs, found, least);
        let plain = paragraphs.iter().flat_map(|text| {
            text.split(' ')
                .collect::<Vec<_>>()
                .split(|word| is_knotted(word))
                .map(|words| words.join(" "))
                .collect::<Vec<_>>()
        });
        let plain: Vec<String> = plain.collect();
        let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
        check(&name(file), &plain, found, |_| 0.97);
    }
    let stretched = stretched(&dumped(publications[0]));
    assert!(stretched.len() > 20, "many lines are filled by kashida: {stretched:?}");
    find_whole(publications[0], &stretched, &found[0]);
}
