//! Editions and house styles as data: what a few lines of TOML make, for whom, and what a wrong line says.

use crate::support::{ONE, Place, Run, TOOLBOX};
use serde_json::Value;
use std::process::Command;

/// What a program prints.
fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn path(place: &Place, file: &str) -> String {
    place.path("output").join(file).display().to_string()
}

/// Width and height of the first page, in points.
fn page_size(place: &Place, file: &str) -> (f64, f64) {
    page_size_of(&path(place, file))
}

fn page_size_of(file: &str) -> (f64, f64) {
    let info = said("pdfinfo", &["-box", file]);
    let line = info.lines().find(|line| line.starts_with("TrimBox")).expect("a trim box");
    let sides: Vec<f64> = line.split_whitespace().skip(1).map(|side| side.parse().expect("a number")).collect();
    (sides[2] - sides[0], sides[3] - sides[1])
}

fn values(run: &Run) -> impl Fn(&str) -> (String, String) + use<> {
    let lines = run.json();
    move |key| {
        let line = lines.iter().find(|line| line["key"] == key).expect("a value");
        let text = |part: &str| line[part].as_str().expect("text").to_owned();
        (text("value"), text("from"))
    }
}

#[test]
fn an_edition_is_a_table_in_the_toolbox() {
    let place = Place::project();
    let kdp =
        "[edition.kdp]\nbase = \"print\"\nhouse = { page.size = \"US-Trade\" }\nname = { en = \"KDP paperback\" }\n";
    place.write("sources/toolbox.toml", format!("{TOOLBOX}{kdp}"));
    place.run(&["build", "one", "--lang", "en", "--edition", "print,kdp"]).ends(0);
    let files = ["one-en-cover.pdf", "one-en-kdp-cover.pdf", "one-en-kdp.pdf", "one-en-print.pdf"];
    let made: Vec<String> =
        place.names("output").into_iter().filter_map(|name| Some(name.strip_prefix("en/one/")?.to_owned())).collect();
    assert_eq!(made, files);
    // 6 × 9 in, and 170 × 240 mm.
    let (width, height) = page_size(&place, "en/one/one-en-kdp.pdf");
    assert!((width - 432.0).abs() < 0.1 && (height - 648.0).abs() < 0.1, "{width} × {height}");
    let (width, height) = page_size(&place, "en/one/one-en-print.pdf");
    assert!((width - 481.9).abs() < 0.1 && (height - 680.3).abs() < 0.1, "{width} × {height}");
    let page = String::from_utf8(place.files("output")["en/index.html"].clone()).expect("UTF-8");
    assert!(page.contains(">KDP paperback</a>"), "{page}");
    // Asked for by name, it stays when a plain build makes only the usual editions; without its table it goes.
    place.run(&["build", "--lang", "en"]).ends(0);
    assert!(place.names("output").contains(&"en/one/one-en-kdp.pdf".to_owned()));
    place.write("sources/toolbox.toml", TOOLBOX);
    place.run(&["build"]).ends(0);
    assert!(!place.names("output").iter().any(|name| name.contains("kdp")), "{:?}", place.names("output"));
}

#[test]
fn a_publication_may_have_editions_of_its_own() {
    let place = Place::project();
    let facts = |editions: &str, tables: &str| format!("{}editions = [{editions}]\n{tables}", ONE);
    let shop = "[edition.shop]\nbase = \"print\"\nhouse = { page.size = \"US-Trade\" }\n";
    let letter = "[edition.screen]\nhouse = { page.size = \"Letter\" }\n";
    place.write("sources/one/publication.toml", facts("\"shop\", \"screen\"", &format!("{shop}{letter}")));
    place.run(&["build", "--lang", "en"]).ends(0);
    let made = |name: &str| -> Vec<String> {
        let folder = format!("en/{name}/{name}-en");
        place.names("output").into_iter().filter_map(|path| Some(path.strip_prefix(&folder)?.to_owned())).collect()
    };
    assert_eq!(made("one"), ["-screen.pdf", "-shop-cover.pdf", "-shop.pdf"]);
    assert_eq!(made("two"), ["-cover.pdf", "-print.pdf", "-screen.pdf", ".epub"]);
    assert!((page_size(&place, "en/one/one-en-shop.pdf").0 - 432.0).abs() < 0.1);
    assert!((page_size(&place, "en/one/one-en-screen.pdf").0 - 612.0).abs() < 0.1);
    assert!((page_size(&place, "en/two/two-en-screen.pdf").0 - 481.9).abs() < 0.1);
    // It is listed where it is, and known where it is asked for.
    assert!(place.run(&["editions", "one"]).ends(0).out.contains("\nshop"));
    assert!(!place.run(&["editions"]).ends(0).out.contains("\nshop"));
    assert!(place.run(&["editions", "won"]).ends(2).err.contains("did you mean `one`?"));
    assert!(place.run(&["build", "two", "--edition", "shop"]).ends(2).err.contains("`shop` is not an edition"));
    place.run(&["build", "--edition", "shop", "--lang", "ar"]).ends(0);
    assert!(place.names("output").contains(&"ar/one/one-ar-shop.pdf".to_owned()));
    // What is wrong in it stops that publication alone.
    for (wrong, line, help) in [
        (facts("\"shopp\"", shop), 6, "did you mean `shop`?"),
        (facts("\"shop\"", "[edition.shop]\nbase = \"sheets\"\n"), 8, "known are print"),
        (facts("\"screen\"", "[edition.screen]\nhouse = { page.sise = \"A4\" }\n"), 8, "did you mean `size`?"),
    ] {
        place.write("sources/one/publication.toml", wrong);
        let run = place.run(&["build", "--lang", "en"]).ends(1);
        assert!(run.err.contains(&format!("sources/one/publication.toml:{line}:")), "{}", run.err);
        assert!(run.err.contains(help), "{help}: {}", run.err);
        assert_eq!((made("one").len(), made("two").len()), (3, 4), "{}", run.err);
    }
    // Without them, it is made as all others are.
    place.write("sources/one/publication.toml", ONE);
    place.run(&["build", "--lang", "en"]).ends(0);
    assert_eq!(made("one"), made("two"));
}

#[test]
fn a_later_layer_of_the_house_style_replaces_what_it_names() {
    let place = Place::project();
    let kdp = "[edition.kdp]\nbase = \"print\"\nhouse = \"kdp.toml\"\n";
    place.write("sources/toolbox.toml", format!("{TOOLBOX}{kdp}"));
    place.write("sources/house-style.toml", "[text]\nsize = \"10pt\"\nparagraph-indent = 0\n[page]\nsize = \"A5\"\n");
    place.write("sources/house-style.ar.toml", "[text]\nkashida = \"off\"\nparagraph-indent = 900\n");
    place.write("sources/one/house-style.toml", "[colors]\naccent = \"#333333\"\n");
    place.write("sources/one/house-style.ar.toml", "[colors]\naccent = \"#222222\"\n[page]\nsize = \"B5\"\n");
    place.write("sources/kdp.toml", "[page]\nsize = \"US-Trade\"\n");
    let house = |arguments: &[&str]| {
        let all = [&["house"], arguments, &["--format", "json"]].concat();
        values(&place.run(&all).ends(0))
    };
    let pair = |value: &str, from: &str| (value.to_owned(), from.to_owned());
    let arabic = house(&["one", "--lang", "ar", "--edition", "kdp"]);
    assert_eq!(arabic("text.size"), pair("\"10pt\"", "sources/house-style.toml"));
    assert_eq!(arabic("text.kashida"), pair("\"off\"", "sources/house-style.ar.toml"));
    assert_eq!(arabic("text.paragraph-indent"), pair("900", "sources/house-style.ar.toml"));
    assert_eq!(arabic("colors.accent"), pair("\"#222222\"", "sources/one/house-style.ar.toml"));
    assert_eq!(arabic("page.size"), pair("\"US-Trade\"", "sources/kdp.toml"));
    assert_eq!(arabic("colors.ink").1, "built in");
    let english = house(&["one", "--lang", "en"]);
    assert_eq!(english("text.paragraph-indent"), pair("0", "sources/house-style.toml"));
    assert_eq!(english("colors.accent"), pair("\"#333333\"", "sources/one/house-style.toml"));
    assert_eq!(house(&["two"])("colors.accent").1, "built in");
    // What is shown is what is made.
    place.run(&["build", "--edition", "print,kdp"]).ends(0);
    let sizes = |files: [&str; 4]| files.map(|file| page_size(&place, file)).map(|(w, h)| (w.round(), h.round()));
    let files =
        ["en/one/one-en-print.pdf", "ar/one/one-ar-print.pdf", "ar/one/one-ar-kdp.pdf", "ar/two/two-ar-print.pdf"];
    assert_eq!(sizes(files), [(420.0, 595.0), (499.0, 709.0), (432.0, 648.0), (420.0, 595.0)]);
}

/// A text whose every secret word is one that participants must not find.
const TEXT: &str = "# Chapter\n\nSee [](#hidden), [](#key) and [](#count).\n\n:::exercise {#count title=\"Marbles\"}\nCount them.\n\n\
    :::answer {#key}\nForty zanzibars[^n].\n:::\n:::\n\n:::facilitator {#hidden title=\"Quixotry\"}\n## Xylophone {#x}\n\n\
    Whisper.\n\n![Sousaphone](s.svg \"Bassoon\")\n:::\n\n[^n]: A note on wombats.\n";
const SECRETS: [&str; 7] = ["zanzibar", "quixotry", "xylophone", "whisper", "sousaphone", "bassoon", "wombat"];

#[test]
fn participants_find_no_word_of_answers_and_notes_for_the_facilitator() {
    let place = Place::project();
    let more = "[edition.telephone]\nbase = \"ebook\"\naudience = \"participant\"\nanswers = \"none\"\n";
    place.write("sources/toolbox.toml", format!("{TOOLBOX}{more}"));
    place.write("sources/figures/s.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    for lang in ["en", "ar"] {
        place.write(&format!("sources/one/{lang}/01.md"), TEXT);
    }
    place.run(&["build", "one", "--edition", "participant,facilitator,telephone"]).ends(0);
    for lang in ["en", "ar"] {
        let pdf = |edition: &str| {
            let file = path(&place, &format!("{lang}/one/one-{lang}-{edition}.pdf"));
            let heard = said("pdfinfo", &["-struct-text", &file]);
            // Bookmarks and alternative texts stand in the objects.
            let objects = said("qpdf", &["--json", &file]);
            (said("pdftotext", &[&file, "-"]) + &heard + &objects).to_lowercase()
        };
        let book =
            said("unzip", &["-p", &path(&place, &format!("{lang}/one/one-{lang}-telephone.epub"))]).to_lowercase();
        let (participant, facilitator) = (pdf("participant"), pdf("facilitator"));
        for secret in SECRETS {
            assert!(!participant.contains(secret) && !book.contains(secret), "{lang}: {secret}");
            assert!(facilitator.contains(secret), "{lang}: {secret}");
        }
        assert!(participant.contains("count them") && book.contains("count them"));
    }
    let text = said("pdftotext", &[&path(&place, "en/one/one-en-participant.pdf"), "-"]);
    let reference = "See the facilitator’s book, p. 1, the answers in the facilitator’s book, p. 1 and Exercise 1.";
    assert!(text.replace(['\n', '\u{a0}'], " ").contains(reference), "{text}");
}

#[test]
fn answers_lie_in_a_key_of_their_own() {
    let place = Place::project();
    let own = "[edition.workbook]\nbase = \"screen\"\naudience = \"participant\"\nanswers = \"apart\"\n";
    place.write("sources/toolbox.toml", format!("{TOOLBOX}{own}"));
    place.write("sources/figures/s.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    for lang in ["en", "ar"] {
        place.write(&format!("sources/one/{lang}/01.md"), TEXT);
    }
    place.run(&["build", "one", "--edition", "workbook,answers"]).ends(0);
    for lang in ["en", "ar"] {
        let text = |edition: &str| {
            said("pdftotext", &[&path(&place, &format!("{lang}/one/one-{lang}-{edition}.pdf")), "-"]).to_lowercase()
        };
        assert!(!text("workbook").contains("zanzibar") && text("answers").contains("zanzibar"), "{lang}");
    }
    let text = said("pdftotext", &[&path(&place, "en/one/one-en-workbook.pdf"), "-"]).replace(['\n', '\u{a0}'], " ");
    assert!(text.contains("See the facilitator’s book, the answer key, p. 1 and Exercise 1."), "{text}");
}

#[test]
fn wrong_lines_are_said_at_their_place() {
    for (lines, code, at) in [
        ("[edition.kdp]\nbase = \"prnt\"\n", "unknown-edition", "9:8"),
        ("[edition.kdp]\nbase = \"kdp\"\n", "circular-edition", "9:8"),
        ("[edition.a]\nbase = \"b\"\n[edition.b]\nbase = \"a\"\n", "circular-edition", "11:8"),
        ("[edition.kdp]\ncovers = true\n", "missing-key", "8:10"),
        ("[edition.kdp]\nbase = \"print\"\naudiense = \"all\"\n", "unknown-key", "10:1"),
        ("[edition.kdp]\nbase = \"print\"\naudience = \"everyone\"\n", "bad-value", "10:12"),
        ("[edition.kdp]\nbase = \"print\"\nname = \"KDP\"\n", "wrong-type", "10:8"),
        ("[edition.\"K D\"]\nbase = \"print\"\n", "bad-name", "8:10"),
        ("[edition.kdp]\nbase = \"print\"\nhouse = { page.size = \"A55\" }\n", "bad-value", "10:23"),
        ("[edition.kdp]\nbase = \"print\"\nhouse = { number-to-level = 1 }\n", "misplaced-key", "10:29"),
        ("[edition.kdp]\nbase = \"print\"\nhouse = \"none.toml\"\n", "missing-file", "sources/none.toml"),
    ] {
        let place = Place::project();
        let toolbox =
            TOOLBOX.replace("labels = { en = \"ENG\", ar = \"AR\" }\n", "").replace("\n\n[[section]]", "\n[[section]]");
        place.write("sources/toolbox.toml", format!("{toolbox}{lines}"));
        let run = place.run(&["build", "--edition", "screen", "--format", "json"]).ends(1);
        let found: Vec<Value> = run.json().into_iter().filter(|one| one["severity"] == "error").collect();
        let place_of = |one: &Value| match one["line"].as_u64() {
            Some(line) => format!("{line}:{}", one["column"]),
            None => one["file"].as_str().unwrap_or_default().to_owned(),
        };
        let said: Vec<(&str, String)> =
            found.iter().map(|one| (one["code"].as_str().expect("a code"), place_of(one))).collect();
        assert_eq!(said.first(), Some(&(code, at.to_owned())), "{lines}: {said:?}");
        assert!(place.names("output").is_empty(), "{lines}");
    }
}

#[test]
fn a_wrong_house_style_of_a_publication_stops_that_one_alone() {
    let place = Place::project();
    place.write("sources/one/house-style.toml", "[page]\nsize = \"A55\"\n[language.en]\ndashes = \"spaced\"\n");
    place.write("sources/house-style.fr.toml", "[page]\nsize = \"A4\"\n");
    let run = place.run(&["build", "--edition", "screen"]).ends(1);
    for code in ["error[bad-value]", "error[misplaced-key]", "warning[unread-file]"] {
        assert_eq!(run.err.matches(code).count(), 1, "{code}: {}", run.err);
    }
    let names = place.names("output");
    assert!(names.contains(&"en/two/two-en-screen.pdf".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| name.contains("/one/")), "{names:?}");
}

#[test]
fn editions_are_listed_with_and_without_a_project() {
    let names = |run: &Run| -> Vec<String> {
        run.json().iter().map(|one| one["name"].as_str().expect("a name").to_owned()).collect()
    };
    let built_in = names(&Place::empty().run(&["editions", "--format", "json"]).ends(0));
    assert_eq!(built_in[..5], ["print", "screen", "ebook", "participant", "facilitator"]);
    let place = Place::project();
    place.write("sources/toolbox.toml", format!("{TOOLBOX}[edition.kdp]\nbase = \"print\"\n"));
    let own = names(&place.run(&["editions", "--format", "json"]).ends(0));
    assert_eq!(own, [built_in, vec!["kdp".to_owned()]].concat());
}

#[test]
fn a_plain_build_makes_no_edition_that_is_another_ones_twin() {
    let place = Place::project();
    place.write("sources/toolbox.toml", TOOLBOX.replace("labels", "editions = [\"screen\", \"participant\"]\nlabels"));
    let notes = "# Chapter\n\nSee [](two#chapter) and [Two](two).\n\n:::facilitator\nHush.\n:::\n";
    place.write("sources/one/en/01.md", notes);
    place.run(&["build", "--lang", "en"]).ends(0);
    let books = ["en/one/one-en-participant.pdf", "en/one/one-en-screen.pdf", "en/two/two-en-screen.pdf"];
    let pdfs = || place.names("output").into_iter().filter(|name| name.ends_with(".pdf")).collect::<Vec<_>>();
    assert_eq!(pdfs(), books);
    // Its links lead to the edition that is there.
    let objects = said("qpdf", &["--json", &path(&place, books[0])]);
    assert!(objects.contains("../two/two-en-screen.pdf"), "links to the twin");
    place.run(&["build", "two", "--lang", "en", "--edition", "participant"]).ends(0);
    assert_eq!(pdfs().len(), 4, "who asks for it gets it");
    // A text that loses its notes loses the edition.
    place.write("sources/one/en/01.md", "# Chapter\n\nSee [](two#chapter).\n");
    place.run(&["build", "--lang", "en"]).ends(0);
    assert_eq!(pdfs(), books[1..]);
}

#[test]
fn handouts_are_the_pieces_alone_each_on_its_page() {
    let place = Place::project();
    let text = "# Chapter\n\nRunning words.\n\n## Section\n\n:::exercise {#ex title=\"Marbles\"}\nCount them, see [](#tab).\n\n\
        :::worksheet {title=\"Sheet\" lines=3}\nWrite here.\n:::\n\n:::answer\nForty zanzibars.\n:::\n:::\n\n\
        | A | B |\n|---|---|\n| c | d |\n\n: Values {#tab}\n\n:::facilitator\nWhisper.\n\n:::checklist\n- [ ] Boxes\n:::\n:::\n\n\
        > :::checklist\n> - [ ] Ready\n> :::\n";
    for lang in ["en", "ar"] {
        place.write(&format!("sources/one/{lang}/01.md"), text);
    }
    let run = place.run(&["build", "--lang", "en,ar", "--edition", "handout,answers", "--quiet"]).ends(0);
    // Two texts have neither exercises nor answers.
    assert_eq!(run.err.matches("warning[empty-edition]").count(), 4, "{}", run.err);
    let pdf = |lang: &str, edition: &str| path(&place, &format!("{lang}/one/one-{lang}-{edition}.pdf"));
    let pages =
        |file: &str| said("pdftotext", &[file, "-"]).split_terminator('\u{c}').map(str::to_owned).collect::<Vec<_>>();
    let handout = pages(&pdf("en", "handout"));
    assert_eq!(handout.len(), 2, "{handout:?}");
    for (page, words) in
        handout.iter().zip([["Exercise 1 — Marbles", "Table 1", "Write here."], ["Checklist", "Ready", ""]])
    {
        assert!(page.contains("Module 1: One") && words.iter().all(|words| page.contains(words)), "{page}");
    }
    let answers = pages(&pdf("en", "answers")).concat();
    assert!(answers.contains("Exercise 1 — Marbles") && answers.contains("Forty zanzibars."), "{answers}");
    for (text, others) in [(handout.concat(), ["zanzibar", "Whisper"]), (answers, ["Count them", "Write here"])] {
        assert!(!text.contains("Running words") && others.iter().all(|words| !text.contains(words)), "{text}");
    }
    assert_eq!(pages(&pdf("ar", "handout")).len(), 2);
    assert!((page_size_of(&pdf("ar", "handout")).0 - 595.3).abs() < 0.1, "A4");
    // A plain build says nothing of texts that have no pieces, and another edition can have other pieces.
    let own = "[edition.quiz]\nbase = \"handout\"\npieces = [\"checklist\"]\nown-pages = false\naudience = \"all\"\n";
    let toolbox = TOOLBOX.replace("labels", "editions = [\"handout\", \"quiz\"]\nlabels");
    place.write("sources/toolbox.toml", format!("{toolbox}{own}"));
    let run = place.run(&["build", "--lang", "en", "--quiet"]).ends(0);
    assert!(!run.err.contains("empty-edition"), "{}", run.err);
    let quiz = pages(&pdf("en", "quiz"));
    assert!(quiz.len() == 1 && quiz[0].contains("Boxes") && quiz[0].contains("Ready"), "{quiz:?}");
    place.write("sources/toolbox.toml", format!("{toolbox}{}", own.replace("checklist", "cheklist")));
    let run = place.run(&["build"]).ends(1);
    assert!(run.err.contains("did you mean `checklist`?"), "{}", run.err);
}

#[test]
fn a_booklet_has_its_pages_where_they_lie_when_it_is_folded() {
    let place = Place::project();
    for (lang, word) in [("en", "Chapter"), ("ar", "Chapter")] {
        // A short article of five pages, each with its number in words.
        place.write("sources/one/publication.toml", "[publication]\ntitle = \"One\"\nkind = \"article\"\n");
        let pages: Vec<String> = (1..=5).map(|page| format!("{word}{page} here.")).collect();
        place.write(&format!("sources/one/{lang}/01.md"), pages.join("\n\n\\newpage\n\n"));
    }
    place.run(&["build", "one", "--edition", "booklet"]).ends(0);
    for (lang, wanted) in [("en", [[0, 1], [2, 0], [0, 3], [4, 5]]), ("ar", [[1, 0], [0, 2], [3, 0], [5, 4]])] {
        let file = path(&place, &format!("{lang}/one/one-{lang}-booklet.pdf"));
        let boxes = said("pdftotext", &["-bbox", &file, "-"]);
        let sides: Vec<&str> = boxes.split("<page ").skip(1).collect();
        assert_eq!(sides.len(), 4, "{lang}: two sheets");
        for (side, wanted) in sides.iter().zip(wanted) {
            let mut found = [0, 0];
            for line in side.lines().filter(|line| line.contains("Chapter")) {
                let number =
                    line.split("Chapter").nth(1).and_then(|rest| rest.chars().next()?.to_digit(10)).expect("a page");
                let x: f64 = line
                    .split("xMin=\"")
                    .nth(1)
                    .and_then(|rest| rest.split('"').next()?.parse().ok())
                    .expect("a place");
                found[usize::from(x > 421.0)] = number;
            }
            assert_eq!(found, wanted, "{lang}");
        }
        let info = said("pdfinfo", &[&file]);
        assert!(info.contains("841.8"), "{info}");
    }
    let files = place.catalogue()["files"].clone();
    assert!(files.as_array().expect("files").iter().all(|file| file["standard"] == "PDF 1.7"), "{files}");
    for (value, at) in [
        ("{ booklet = true, n-up = 2 }", 12),
        ("{ n-up = 5 }", 12),
        ("{ booklet = true, paper = \"A44\" }", 12),
        ("true", 12),
    ] {
        place
            .write("sources/toolbox.toml", format!("{TOOLBOX}[edition.sheets]\nbase = \"screen\"\nimpose = {value}\n"));
        let run = place.run(&["check"]).ends(1);
        assert!(run.err.contains(&format!("toolbox.toml:{at}:")), "{value}: {}", run.err);
    }
}

/// Right ends of long lines, in points.
fn ends_of_lines(file: &str) -> Vec<f64> {
    let boxes = said("pdftotext", &["-bbox-layout", file, "-"]);
    let side = |line: &str, name: &str| -> f64 {
        let rest = line.split(&format!("{name}=\"")).nth(1).expect("a side");
        rest.split('"').next().and_then(|number| number.parse().ok()).expect("a number")
    };
    let lines = boxes.lines().filter(|line| line.trim_start().starts_with("<line"));
    let lines = lines.map(|line| (side(line, "xMin"), side(line, "xMax")));
    lines.filter(|(left, right)| right - left > 150.0).map(|(_, right)| right).collect()
}

/// How many glyphs of an edition are hyphens at the ends of lines, and how many stretch Arabic words.
fn made_glyphs(place: &Place, lang: &str, edition: &str) -> (usize, usize) {
    let glyphs = place.run(&["dump", "one", "--lang", lang, "--edition", edition, "--glyphs"]).ends(0).json();
    let of = |kind: &str| glyphs.iter().filter(|glyph| glyph["kind"] == kind).count();
    (of("hyphen"), of("kashida"))
}

#[test]
fn large_print_is_ragged_and_divides_no_word() {
    let place = Place::project();
    let words =
        "Representatives of municipalities systematically characterize internationally comparable responsibilities. "
            .repeat(25);
    let arabic = "يستطيع المشاركون في البرنامج أن يتعرفوا على المسؤوليات المشتركة بين البلديات والجمعيات. ".repeat(25);
    place.write("sources/one/en/01.md", format!("# Chapter\n\n{words}\n"));
    place.write("sources/one/ar/01.md", format!("# فصل\n\n{arabic}\n"));
    place.run(&["build", "one", "--edition", "screen,large-print"]).ends(0);
    let spread = |ends: &[f64]| {
        let (least, most) =
            ends.iter().fold((f64::MAX, f64::MIN), |(least, most), end| (least.min(*end), most.max(*end)));
        most - least
    };
    let large = ends_of_lines(&path(&place, "en/one/one-en-large-print.pdf"));
    assert!(large.len() > 20 && spread(&large) > 40.0, "{large:?}");
    assert_eq!(made_glyphs(&place, "en", "large-print").0, 0);
    assert!(made_glyphs(&place, "en", "screen").0 > 0, "the usual edition divides words");
    assert_eq!(made_glyphs(&place, "ar", "large-print").1, 0);
    // Any house style may say so.
    place.write("sources/house-style.toml", "[text]\njustified = false\nhyphens = false\n");
    assert_eq!(made_glyphs(&place, "en", "screen").0, 0);
}
