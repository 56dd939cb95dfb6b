//! Books that are used side by side: what one of them says of the pages of another; and handouts, which say where they belong.

use crate::support::{Place, TOOLBOX};
use serde_json::Value;
use std::process::Command;

const EDITIONS: &str = "[edition.keyed]\nbase = \"participant\"\nanswers = \"apart\"\n";

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Words of each page of a file.
fn pages(place: &Place, file: &str) -> Vec<String> {
    let file = place.path("output").join(file).display().to_string();
    said("pdftotext", &[&file, "-"]).split_terminator('\u{c}').map(str::to_owned).collect()
}

/// A text of several pages, with an exercise, its answer and a note for the facilitator far behind their references.
fn project() -> Place {
    let place = Place::project();
    place.write("sources/toolbox.toml", format!("{TOOLBOX}{EDITIONS}"));
    for (lang, word) in [("en", "word"), ("ar", "كلمة ")] {
        let mut count = 0;
        let mut long = || {
            count += 1;
            let words: Vec<String> = (0..300).map(|at| format!("{word}{}", count * 1000 + at)).collect();
            words.join(" ") + "\n\n"
        };
        let mut text = String::new();
        for at in 1..=4 {
            text += &format!(":::facilitator {{#note-{at}}}\nWhisper {at} {}:::\n\n", long());
            text += &format!(":::exercise {{#ex-{at} title=\"Marbles\"}}\nCount them.\n\n");
            text += &format!(":::answer {{#key-{at}}}\nForty zanzibars {}:::\n:::\n\n{}{}", long(), long(), long());
        }
        let text = format!("# Chapter\n\nSee [](#note-4) and [](#key-4), and [](#ex-4).\n\n{text}");
        place.write(&format!("sources/one/{lang}/01.md"), text);
    }
    place
}

#[test]
fn a_reference_to_what_is_left_out_names_the_page_of_the_book_that_has_it() {
    let place = project();
    place.run(&["build", "one", "--lang", "en", "--edition", "participant,facilitator,keyed,answers"]).ends(0);
    let label = |edition: &str, words: &str| {
        let pages = pages(&place, &format!("en/one/one-en-{edition}.pdf"));
        let page = pages.iter().position(|page| page.contains(words)).expect("a page");
        let folio = pages[page].lines().rev().find(|line| line.trim().parse::<u32>().is_ok()).expect("a folio");
        folio.trim().to_owned()
    };
    let words =
        |edition: &str| pages(&place, &format!("en/one/one-en-{edition}.pdf")).concat().replace(['\n', '\u{a0}'], " ");
    let (note, key, alone) =
        (label("facilitator", "Whisper 4"), label("facilitator", "Marbles\nCount"), label("answers", "zanzibars"));
    let participant = words("participant");
    assert!(participant.contains(&format!("See the facilitator’s book, p. {note}")), "{note}: {}", &participant[..900]);
    assert!(participant.contains("the answers in the facilitator’s book, p. "), "{key}");
    assert!(words("keyed").contains("the answer key, p. ") && !alone.is_empty());
    // It does not depend on what else was asked for.
    let made = place.files("output")["en/one/one-en-participant.pdf"].clone();
    place.run(&["build", "one", "--lang", "en", "--edition", "participant"]).ends(0);
    assert!(place.files("output")["en/one/one-en-participant.pdf"] == made, "the same bytes");
    for (own, at, help) in [
        ("rest-in = \"facilitater\"", "12:11", "did you mean `facilitator`?"),
        ("rest-in = \"participant\"", "12:11", "name an edition that has the whole text"),
        ("margin-folios = \"ebook\"", "12:17", "name an edition that is a PDF"),
        ("margin-folios = \"mine\"", "12:17", "name another edition"),
    ] {
        place.write("sources/toolbox.toml", format!("{TOOLBOX}[edition.mine]\nbase = \"participant\"\n{own}\n"));
        let run = place.run(&["check"]).ends(1);
        assert!(run.err.contains(help), "{own}: {}", run.err);
        assert!(run.err.contains(&format!("toolbox.toml:{at}")), "{own}: {}", run.err);
    }
}

/// A run of glyphs: page, base, bytes of the source, text; none of the source for what furnishes the page.
type Run = (u64, f64, Option<[u64; 2]>, String);

fn runs(place: &Place, lang: &str, edition: &str) -> Vec<Run> {
    let lines = place.run(&["dump", "one", "--lang", lang, "--edition", edition]).ends(0).json();
    let of = |line: &Value| {
        let number = |value: &Value| value.as_u64();
        let bytes = line["bytes"].as_array().and_then(|ends| Some([number(ends.first()?)?, number(ends.get(1)?)?]));
        (
            line["page"].as_u64().expect("a page"),
            line["y"].as_f64().expect("a base"),
            bytes,
            line["text"].as_str().expect("text").to_owned(),
        )
    };
    lines.iter().filter(|line| line["kind"] == "text").map(of).collect()
}

#[test]
fn folios_of_the_participants_book_stand_in_the_facilitators_margin_where_its_pages_begin() {
    let place = project();
    for lang in ["en", "ar"] {
        let (book, own) = (runs(&place, lang, "facilitator"), runs(&place, lang, "participant"));
        let mut pages: Vec<&Run> = Vec::new();
        for run in own.iter().filter(|run| run.2.is_some()) {
            if pages.last().is_none_or(|last| last.0 != run.0) {
                pages.push(run);
            }
        }
        assert!(pages.len() > 3, "{lang}");
        // Words that begin pages are found again where each has a number of its own.
        for (folio, first) in (1..).zip(&pages).filter(|_| lang == "en") {
            let word = first.3.split_whitespace().next().expect("a word");
            let same = |run: &&Run| run.2.is_some() && run.3.split_whitespace().any(|one| one == word);
            let there = book.iter().find(same).expect("the same words");
            let is_folio = |run: &&Run| run.2.is_none() && run.3 == folio.to_string() && run.0 == there.0;
            let bases: Vec<f64> = book.iter().filter(is_folio).map(|run| run.1).collect();
            // Above the title of a chapter stands its number.
            let above = if folio == 1 { 40.0 } else { 0.0 };
            assert!(
                bases.iter().any(|base| (-0.01..=above + 0.01).contains(&(there.1 - base))),
                "{lang} {folio}: {bases:?} beside {there:?}"
            );
        }
        // Whose pages they are stands on each page that has one.
        let name = if lang == "en" { "Participants" } else { "كتاب" };
        assert!(book.iter().filter(|run| run.2.is_none() && run.3.contains(name)).count() >= 3, "{lang}");
        // The key has the page of each exercise.
        let key = runs(&place, lang, "answers");
        assert_eq!(key.iter().filter(|run| run.3.contains("Forty")).count(), 4, "{lang}");
        let folios = key.iter().filter(|run| run.2.is_none() && run.3.parse::<u32>().is_ok()).count();
        assert!(folios >= 4, "{lang}: {key:?}");
    }
    // A narrow margin is told, and so is one that would be too narrow for the code below.
    place.write(
        "sources/toolbox.toml",
        format!("{TOOLBOX}[edition.facilitator]\nhouse = {{ page.margins.outer = \"12mm\" }}\n"),
    );
    let run = place.run(&["build", "one", "--lang", "en", "--edition", "facilitator"]).ends(0);
    assert!(run.err.contains("warning[narrow-margin]") && run.err.contains("at least 14 mm"), "{}", run.err);
}

#[test]
fn answers_at_the_end_are_found_from_where_they_stood() {
    let place = project();
    let editions =
        ["screen", "ebook"].map(|base| format!("[edition.end-{base}]\nbase = \"{base}\"\nanswers = \"end\"\n"));
    let toolbox = TOOLBOX.replace("\"ar\"]", "\"ar\", \"fr\"]");
    place.write("sources/toolbox.toml", format!("{toolbox}{}", editions.concat()));
    for lang in ["fr", "en", "ar"] {
        place.write(&format!("sources/one/{lang}/02.md"), "# Index {.unnumbered}\n\n{{index}}\n");
        let text = format!("sources/one/{lang}/01.md");
        if lang == "fr" {
            place.write(&text, std::fs::read_to_string(place.path("sources/one/en/01.md")).expect("the English text"));
        }
        let own = std::fs::read_to_string(place.path(&text)).expect("the text");
        let own = if lang == "en" { own.replace("#key-4}", "#key-4 title=\"All of them\"}") } else { own };
        place.write(&text, own.replace("Forty ", "[Forty]{index=\"many\"}[^n] ") + "\n[^n]: A note.\n");
        place.run(&["build", "one", "--lang", lang, "--edition", "end-screen,end-ebook"]).ends(0);
        let found = runs(&place, lang, "end-screen");
        let pages_of =
            |words: &str| -> Vec<u64> { found.iter().filter(|run| run.3.contains(words)).map(|run| run.0).collect() };
        let (keys, exercises) = (pages_of("zanzibars"), pages_of("Count"));
        assert_eq!((keys.len(), exercises.len()), (4, 4), "{lang}");
        assert!(exercises[3] < keys[0] && keys[3] < pages_of("many")[0], "{lang}: {exercises:?}, {keys:?}");
        let made = pages(&place, &format!("{lang}/one/one-{lang}-end-screen.pdf"));
        // Pages that open a chapter show none.
        let shown = |page: u64| made[page as usize - 1].lines().find_map(|line| line.trim().parse::<u64>().ok());
        let folio = |page: u64| page + shown(keys[3]).expect("a folio") - keys[3];
        let text = made.concat().replace(['\n', '\u{a0}'], " ");
        // In Arabic poppler shows digits and their points in another order.
        for (at, key) in (1..).zip(&keys).filter(|_| lang != "ar") {
            let (line, label) = match lang {
                "en" if at == 4 => (format!("Answers: “All of them”, p. {}", folio(*key)), "Answers — All of them"),
                "en" => (format!("Count them. Answers, p. {}", folio(*key)), "Answers — Exercise"),
                _ => (format!("Count them. Réponses, p. {}", folio(*key)), "Réponses — Exercice"),
            };
            assert!(text.contains(&line) && text.contains(label), "{lang} {at}: {line}");
        }
        let book = place.path(&format!("output/{lang}/one/one-{lang}-end-ebook.epub")).display().to_string();
        let chapters = said("unzip", &["-p", &book, "*.xhtml"]);
        for at in 1..=4 {
            for way in [format!("#key-{at}\""), format!("id=\"key-{at}\""), format!("#ex-{at}\"")] {
                assert!(chapters.contains(&way), "{lang}: {way}");
            }
        }
    }
}

#[test]
fn a_handout_says_what_it_belongs_to_and_where_the_rest_is() {
    let place = Place::project();
    let address = "https://example.org/tools";
    let regions = TOOLBOX
        .replace("[\"en\", \"ar\"]", "[\"en\", \"ar\", \"es-MX\"]")
        .replace("publisher", &format!("base-url = \"{address}/\"\npublisher"));
    place.write("sources/toolbox.toml", &regions);
    let lines = ":::exercise {title=\"Marbles\"}\nCount.\n\n:::worksheet {lines=60}\nWrite.\n:::\n:::\n\n:::checklist\n- [ ] Done\n:::\n";
    for lang in ["en", "ar", "es-MX"] {
        place.write(&format!("sources/one/{lang}/01.md"), format!("# Chapter\n\n{lines}"));
    }
    place.run(&["build", "one", "--edition", "handout,booklet"]).ends(0);
    let english = pages(&place, "en/one/one-en-handout.pdf");
    let words: Vec<String> = english.iter().map(|page| page.replace('\u{a0}', " ")).collect();
    let count = words.len() - 1;
    assert!(count > 1, "a worksheet of several pages: {words:?}");
    for (at, page) in words.iter().take(count).enumerate() {
        let head = format!("Exercise — Marbles · English · November 2026 · page {} of {count}", at + 1);
        assert!(page.contains("Module 1: One") && page.contains(&head), "{head}: {page}");
    }
    assert!(words[count].contains("Checklist · English · November 2026 · page 1 of 1"), "{words:?}");
    for (lang, size) in [("en", [595, 842]), ("ar", [595, 842]), ("es-MX", [612, 792])] {
        let file = place.path(&format!("output/{lang}/one/one-{lang}-handout.pdf")).display().to_string();
        let info = said("pdfinfo", &[&file]);
        let line = info.lines().find(|line| line.starts_with("Page size")).expect("a size");
        let found: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        assert!(
            found.iter().zip(size).all(|(found, wanted)| (found - f64::from(wanted)).abs() < 1.0),
            "{lang}: {line}"
        );
        // Each piece leads to the page that offers the publication, whose place there has its name.
        let base = place.path("page").display().to_string();
        for page in ["1", &(count + 1).to_string()] {
            said("pdftoppm", &["-r", "100", "-png", "-singlefile", "-f", page, "-l", page, &file, &base]);
            let seen = said("zbarimg", &["-q", "--raw", &format!("{base}.png")]);
            assert_eq!(seen.trim(), format!("{address}/{lang}/index.html#one"));
        }
        let site = std::fs::read_to_string(place.path(&format!("output/{lang}/index.html"))).expect("a page");
        assert!(site.contains("<li id=\"one\">"), "{site}");
        let booklet = place.path(&format!("output/{lang}/one/one-{lang}-booklet.pdf")).display().to_string();
        let info = said("pdfinfo", &[&booklet]);
        assert!(info.contains(if lang == "es-MX" { "792 x 612" } else { "841.89 x 595.276" }), "{lang}: {info}");
    }
    for wrong in ["example.org", "https://", "ftp://example.org", "https://example.org/a b"] {
        place.write("sources/toolbox.toml", regions.replace(&format!("{address}/"), wrong));
        let run = place.run(&["check"]).ends(1);
        assert!(
            run.err.contains("toolbox.toml:3:") && run.err.contains("is not the address of a folder"),
            "{}",
            run.err
        );
    }
}

#[test]
fn heads_of_handouts_stay_within_the_margin_whatever_the_title() {
    let place = Place::project();
    let [english, arabic] =
        ["Working together on migration and development ", "العمل معًا بشأن الهجرة والتنمية المحلية "];
    let titles = format!("title = {{ en = \"{}\", ar = \"{}\" }}", english.repeat(4).trim(), arabic.repeat(4).trim());
    place.write("sources/one/publication.toml", format!("[publication]\nnumber = 1\n{titles}\n"));
    for lang in ["en", "ar"] {
        let title = if lang == "en" { english } else { arabic }.repeat(2);
        place.write(&format!("sources/one/{lang}/01.md"), format!("# One\n\n:::exercise {title}\nCount.\n:::\n"));
    }
    // Preflight refuses words nearer to an edge than its printer prints.
    let run = place.run(&["build", "one", "--edition", "handout"]).ends(0);
    assert!(!run.err.contains("outside-safety"), "{}", run.err);
    for lang in ["en", "ar"] {
        let top = runs(&place, lang, "handout").into_iter().map(|run| run.1).fold(f64::MAX, f64::min);
        assert!(top > 5.0, "{lang}: {top}");
    }
}

#[test]
fn pieces_are_files_of_their_own_and_one_archive_where_an_edition_is_split() {
    let place = Place::project();
    let with = |split: &str| format!("{TOOLBOX}\n[edition.handout]\nsplit = \"{split}\"\n");
    let names = [("en", ["Marbles", "Stones"]), ("ar", ["الكرات", "الحصى"])];
    for (lang, [first, second]) in names {
        let long = "Write.\n\n".repeat(90);
        let exercises = format!(
            ":::exercise {first}\nCount, then see [](#stones).\n:::\n\n:::exercise {second} {{#stones}}\n{long}:::\n"
        );
        place.write(&format!("sources/one/{lang}/01.md"), format!("# Chapter\n\n{exercises}"));
    }
    place.write("sources/toolbox.toml", with("piece"));
    place.run(&["build", "one", "--edition", "handout"]).ends(0);
    for (lang, [first, second]) in names {
        let files = place.files(&format!("output/{lang}/one"));
        let name = |end: &str| format!("one-{lang}-{end}");
        let expected = ["01-handout.pdf", "02-handout.pdf", "handout.zip"].map(name);
        assert!(files.keys().eq(&expected), "{:?}", files.keys());
        // Each says where it belongs and how many pages it has, from its own first one.
        for (file, title, pages_of_it) in
            [(&expected[0], first, 1), (&expected[1], second, if lang == "en" { 3 } else { 4 })]
        {
            let pages = pages(&place, &format!("{lang}/one/{file}"));
            assert_eq!(pages.len(), pages_of_it, "{lang} {file}");
            let file = place.path(&format!("output/{lang}/one/{file}")).display().to_string();
            said("qpdf", &["--check", &file]);
            assert!(said("pdfinfo", &[&file]).contains(title), "{lang}");
            if lang == "en" {
                assert!(pages[0].replace('\u{a0}', " ").contains(&format!("page 1 of {pages_of_it}")), "{pages:?}");
            }
        }
        // The archive has the same bytes.
        let archive = place.path(&format!("output/{lang}/one/{}", expected[2])).display().to_string();
        said("unzip", &["-q", &archive, "-d", &place.path(&format!("unpacked-{lang}")).display().to_string()]);
        let unpacked = place.files(&format!("unpacked-{lang}"));
        assert_eq!(unpacked.len(), 2, "{lang}");
        assert!(unpacked.iter().all(|(name, bytes)| files.get(name) == Some(bytes)), "{lang}");
        // They can be downloaded one by one, under their names, or together.
        let site = std::fs::read_to_string(place.path(&format!("output/{lang}/index.html"))).expect("a page");
        let at = |words: &str| site.find(words).unwrap_or_else(|| panic!("{lang}: {words} in {site}"));
        assert!(at(&format!("{}\"", expected[2])) < at(first) && at(first) < at(second), "{lang}");
    }
    // Without it they are one file again, and the others go.
    place.write("sources/toolbox.toml", with("none"));
    place.run(&["build", "one", "--edition", "handout", "--lang", "en"]).ends(0);
    assert!(place.files("output/en/one").keys().eq(["one-en-handout.pdf"]));
    for (table, help) in [
        ("[edition.mine]\nbase = \"screen\"\nsplit = \"piece\"\n", "pieces = [\"exercise\"]"),
        ("[edition.mine]\nbase = \"ebook\"\npieces = [\"exercise\"]\nsplit = \"piece\"\n", "make it from `handout`"),
        ("[edition.mine]\nbase = \"handout\"\nsplit = \"pieces\"\n", "none or piece"),
    ] {
        place.write("sources/toolbox.toml", format!("{TOOLBOX}\n{table}"));
        let run = place.run(&["check"]).ends(1);
        assert!(run.err.contains(help) && run.err.contains("toolbox.toml:1"), "{table}: {}", run.err);
    }
}
