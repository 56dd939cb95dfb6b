//! docs/typography.md V1–V10: works in several volumes.

use crate::support::dump::{Line, Run};
use crate::support::{Book, Dump, tool};
use crate::typography::latin::extracted;
use std::collections::BTreeMap;
use warraq::language::{Customs, HouseCustoms, LangTag, Language, VolumeWord};

const WORDS: &str = "A municipality that knows who lives there can plan schools, water and work for everyone. ";

/// Four chapters of so many paragraphs each; the last one refers to the first and to itself.
fn text(lengths: [usize; 4]) -> String {
    let mut text = String::new();
    for (at, length) in (1..).zip(lengths) {
        text.push_str(&format!("# Chapter {at} {{#c{at}}}\n\n"));
        text.push_str(&format!("{}\n\n", WORDS.repeat(5)).repeat(length));
        text.push_str(&format!("| A |\n|---|\n| {at} |\n\n: Table of chapter {at} {{#tab-{at}}}\n\n"));
        text.push_str(&format!("Words of {at} see [](#c1) and [](#c4) and [](#tab-{at}).\n\n"));
    }
    text
}

fn work(tag: &str, rule: &str, lengths: [usize; 4]) -> Book {
    Book::project_of(tag, "", &format!("[volumes]\n{rule}\n"), &[("01.md", &text(lengths))])
}

/// The runs of each volume: page numbers begin again with each.
fn volumes(dump: &Dump) -> Vec<Vec<&Run>> {
    let mut volumes: Vec<Vec<&Run>> = Vec::new();
    for run in &dump.runs {
        match volumes.last_mut() {
            Some(volume) if volume.last().is_some_and(|last| last.page <= run.page) => volume.push(run),
            _ => volumes.push(vec![run]),
        }
    }
    volumes
}

fn words(runs: &[&Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn v01_cuts_between_chapters() {
    let dump = work("en", "count = 2", [20, 6, 6, 8]).dump();
    let found = volumes(&dump);
    assert_eq!(found.len(), 2);
    let chapters: Vec<Vec<String>> = found
        .iter()
        .map(|runs| {
            runs.iter()
                .filter(|run| run.owner.starts_with("Heading(1)"))
                .map(|run| run.text.trim().to_owned())
                .collect()
        })
        .collect();
    assert!(chapters[0].concat().contains("Chapter 1") && !chapters[0].concat().contains("Chapter 2"), "{chapters:?}");
    assert!(chapters[1].concat().contains("Chapter 2") && chapters[1].concat().contains("Chapter 4"), "{chapters:?}");
    let pages: Vec<u64> = found.iter().map(|runs| runs.last().map_or(0, |run| run.page)).collect();
    let (most, least) = (pages.iter().max().copied().unwrap_or(1), pages.iter().min().copied().unwrap_or(1));
    assert!((most - least) * 100 <= most * 35, "{pages:?}");
    // A limit is kept.
    let dump = work("en", "max-pages = 18", [12, 12, 12, 12]).dump();
    let longest = volumes(&dump).iter().map(|runs| runs.last().map_or(0, |run| run.page)).max();
    assert!(longest <= Some(18), "{longest:?}");
}

#[test]
fn v02_leaves_of_each_volume() {
    let dump = work("en", "count = 2", [4, 4, 4, 4]).dump();
    for (runs, name) in volumes(&dump).iter().zip(["Volume One of two", "Volume Two of two"]) {
        let on = |page: u64| words(&runs.iter().copied().filter(|run| run.page == page).collect::<Vec<_>>());
        assert!(on(1).contains(name), "half title: {}", on(1));
        assert!(on(3).contains(name), "title page: {}", on(3));
        assert!(on(4).contains(name), "imprint: {}", on(4));
        let whole = words(runs);
        assert!(whole.contains("Contents of this volume") && whole.contains("The whole work in brief"));
        let short = name.trim_end_matches(" of two");
        let heads = runs.iter().filter(|run| run.owner == "artifact/pagination" && run.text.contains(short));
        assert!(heads.count() > 0, "running heads name {short}");
    }
}

/// The plan that lies beside the volumes.
pub(crate) fn plan(book: &Book) -> serde_json::Value {
    let (files, said) = book.build("print");
    let plan = files.iter().find(|file| file.ends_with("book-en-volumes.json")).unwrap_or_else(|| panic!("{said}"));
    serde_json::from_slice(&std::fs::read(plan).expect("the file")).expect("JSON")
}

#[test]
fn v01_the_plan_lists_cuts_and_costs() {
    let book = work("en", "count = 2", [20, 6, 6, 8]);
    let plan = plan(&book);
    assert_eq!(plan["chosen"]["cuts"], serde_json::json!(["c2"]));
    assert_eq!(plan["volumes"][0]["chapters"], serde_json::json!(["c1"]));
    assert_eq!(plan["volumes"][1]["chapters"], serde_json::json!(["c2", "c3", "c4"]));
    // Pages and spines are those of the files.
    let (files, _) = book.build("print");
    for (at, volume) in [(0, "book-en-1of2-print.pdf"), (1, "book-en-2of2-print.pdf")] {
        let file = files.iter().find(|file| file.ends_with(volume)).expect("a volume");
        let info = tool("pdfinfo", &[&file.display().to_string()], "");
        let pages: u64 = info.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok()).expect("pages");
        assert_eq!(plan["volumes"][at]["pages"], pages);
        let spine = plan["volumes"][at]["spine"].as_f64().expect("a width");
        assert!((spine - (pages as f64 / 2.0 * 0.1 + 0.5)).abs() < 0.006, "{spine} mm for {pages} pages");
    }
    // The others are measured alike, and none of as many volumes costs less.
    let cost = |cuts: &serde_json::Value| cuts["cost"].as_u64().expect("a cost");
    let others = plan["alternatives"].as_array().expect("alternatives");
    assert!(others.iter().any(|other| other["cuts"] == serde_json::json!(["c3"])), "{others:?}");
    assert!(others.iter().any(|other| other["cuts"].as_array().is_some_and(|cuts| cuts.len() == 2)), "three volumes");
    let alike = others.iter().filter(|other| other["cuts"].as_array().is_some_and(|cuts| cuts.len() == 1));
    alike.for_each(|other| assert!(cost(other) >= cost(&plan["chosen"]), "{other}"));
    // One that is not split any more has none.
    book.write("sources/book/publication.toml", "[publication]\ntitle = { en = \"B\" }\n");
    assert!(book.build("print").0.iter().all(|file| !file.ends_with("book-en-volumes.json")));
}

#[test]
fn v01_uneven_spines_are_reported() {
    let uneven = |rule: &str, house: &str| {
        let facts = format!("[volumes]\n{rule}\n");
        Book::project_of("en", house, &facts, &[("01.md", &text([90, 1, 1, 1]))]).dump().said.contains("uneven-volumes")
    };
    let thick = "[page]\npaper = \"0.3mm\"\n";
    assert!(uneven("count = 2", thick));
    assert!(!uneven("after = [\"c1\"]", thick), "as asked");
    assert!(!uneven("count = 2", "[page]\npaper = \"0.3mm\"\nbinding = \"stapled\"\n"), "no spine");
    assert!(!uneven("count = 2", "[page]\npaper = \"0.03mm\"\n"), "too thin to be seen");
}

#[test]
fn v01_thickness_and_weight_are_limits() {
    let measured = |rule: &str, key: &str| -> Vec<f64> {
        let plan = plan(&work("en", rule, [12, 12, 12, 12]));
        let volumes = plan["volumes"].as_array().expect("volumes");
        volumes.iter().map(|volume| volume[key].as_f64().expect("a number")).collect()
    };
    for (rule, key, most) in [("max-spine = \"1.3mm\"", "spine", 1.3), ("max-weight = \"45 g\"", "weight", 45.0)] {
        let found = measured(rule, key);
        assert!(found.len() > 1 && found.iter().all(|value| *value <= most), "{rule}: {found:?}");
    }
    // A leaf of 170 × 240 mm and 80 g/m² weighs 3.264 g; the cover is board of 250 g/m².
    let rule = "count = 2";
    let (pages, spines) = (measured(rule, "pages"), measured(rule, "spine"));
    for (at, weight) in measured(rule, "weight").into_iter().enumerate() {
        let expected = (pages[at] / 2.0).ceil() * 3.264 + (340.0 + spines[at]) * 0.24 * 0.25;
        assert!((weight - expected).abs() <= 0.51, "{weight} g for {} pages, not {expected}", pages[at]);
    }
    assert_eq!(measured("target-pages = 8", "pages").len(), 3);
    // The tightest of several counts, and one that nothing keeps to is reported.
    assert!(measured("max-pages = 500\nmax-spine = \"1.3mm\"", "spine").iter().all(|spine| *spine <= 1.3));
    let said = work("en", "max-weight = \"20 g\"", [2, 2, 2, 2]).dump().said;
    assert!(said.contains("out-of-range") && said.contains("weighs 34 g"), "{said}");
}

#[test]
fn v02_volumes_have_titles() {
    let rule = "count = 2\ntitles = [\"Foundations\", \"Practice\"]";
    let book = work("en", rule, [2, 2, 2, 2]);
    let dump = book.dump();
    for (runs, title) in volumes(&dump).iter().zip(["Foundations", "Practice"]) {
        let on = |page: u64| words(&runs.iter().copied().filter(|run| run.page == page).collect::<Vec<_>>());
        for page in [1, 3, 4] {
            assert!(on(page).contains(title), "page {page}: {}", on(page));
        }
    }
    let (files, _) = book.build("print");
    let info = tool(
        "pdfinfo",
        &[&files.iter().find(|file| file.ends_with("book-en-2of2-print.pdf")).expect("a file").display().to_string()],
        "",
    );
    assert!(info.contains("Volume Two of two: Practice"), "{info}");
    let said = work("en", "count = 2\ntitles = [\"One\"]", [2, 2, 2, 2]).dump().said;
    assert!(said.contains("volume-titles"), "{said}");
}

#[test]
fn v03_paging_runs_on_and_numbers_stay() {
    let split = work("en", "count = 2", [5, 5, 5, 5]).dump();
    let whole = work("en", "whole = true", [5, 5, 5, 5]).dump();
    let captions = |dump: &Dump| -> Vec<String> {
        let lines = dump.lines_in("Caption#");
        lines.iter().filter(|line| line.runs[0].owner.contains("Table#")).map(|line| line.text()).collect()
    };
    assert_eq!(captions(&split), captions(&whole));
    assert_eq!(captions(&split).len(), 4);
    let body: Vec<(u64, u32)> = split
        .pages
        .iter()
        .filter(|page| page.series == "body")
        .map(|page| (page.page, page.folio.parse().expect("a number")))
        .collect();
    assert!(body.windows(2).all(|pair| pair[1].1 == pair[0].1 + 1), "folios run on: {body:?}");
    let second = body.windows(2).find(|pair| pair[1].0 < pair[0].0).expect("a second volume")[1];
    assert_eq!(second.1 % 2, 1, "its first page is odd");
    let fronts = split.pages.iter().filter(|page| page.series == "front" && page.folio == "i").count();
    assert_eq!(fronts, 2, "each volume's front matter has its own folios");
}

#[test]
fn v03_paging_may_begin_again_with_each_volume() {
    let again = work("en", "count = 2\nfolios = \"restart\"", [5, 5, 5, 5]).dump();
    let on = work("en", "count = 2", [5, 5, 5, 5]).dump();
    let ones = again.pages.iter().filter(|page| page.series == "body" && page.folio == "1").count();
    assert_eq!(ones, 2, "each volume begins with 1");
    let captions = |dump: &Dump| dump.lines_in("Caption#").iter().map(Line::text).collect::<Vec<_>>();
    let tables = |dump: &Dump| captions(dump).into_iter().filter(|text| text.starts_with("Table")).collect::<Vec<_>>();
    assert_eq!(tables(&again), tables(&on), "numbers are the same");
    // A reference across volumes names the volume and the folio that the page there has.
    let second = |dump: &Dump| {
        volumes(dump)[1]
            .iter()
            .find(|run| run.owner.starts_with("Heading(1)") && run.text.contains("Chapter 4"))
            .map(|run| run.page)
    };
    let page = second(&again).expect("chapter 4");
    let pages: Vec<_> = again.pages.iter().filter(|found| found.page == page).collect();
    let folio = &pages.last().expect("its page").folio;
    let reference = again.line_with("Words of 1 see").text();
    assert!(reference.contains(&format!("vol.\u{A0}2, p.\u{A0}{folio}")), "{reference} and {folio}");
    // In the contents of the whole work, folios say their volume.
    let whole = words(&volumes(&again)[0]);
    let brief = whole.split("The whole work in brief").nth(1).expect("the contents of the work");
    assert!(brief.contains(&format!("2:\u{2009}{folio}")), "{brief}");
}

#[test]
fn v04_references_name_the_volume() {
    for (tag, other) in [
        ("en", "vol.\u{A0}1, p.\u{A0}"),
        ("fr", "vol.\u{A0}1, p.\u{A0}"),
        ("es", "vol.\u{A0}1, p.\u{A0}"),
        ("ar", "الجزء الأول"),
    ] {
        let reference = |rule: &str, chapter: usize| {
            let dump = work(tag, rule, [5, 5, 5, 5]).dump();
            let lines = dump.lines();
            let at =
                lines.iter().position(|line| line.text().contains(&format!("Words of {chapter}"))).expect("the line");
            lines[at..(at + 3).min(lines.len())].iter().map(|line| line.text()).collect::<String>()
        };
        let split = reference("count = 2", 4);
        assert!(split.contains(other), "{tag}: {split}");
        let same = reference("count = 2", 1);
        assert!(!same.split(" and ").next().unwrap_or_default().contains(other), "{tag}: {same}");
        assert!(!reference("whole = true", 4).contains(other), "{tag}");
    }
}

#[test]
fn v05_links_across_volumes() {
    let book = work("en", "count = 2", [3, 3, 3, 3]);
    let (files, said) = book.build("screen");
    let pdfs: Vec<_> = files.iter().filter(|file| file.extension().is_some_and(|end| end == "pdf")).collect();
    assert_eq!(pdfs.len(), 2, "{said}");
    let objects = tool("qpdf", &["--qdf", "--object-streams=disable", &pdfs[1].display().to_string(), "-"], "");
    assert!(objects.contains("/S /GoToR") && objects.contains("(c1)"), "a named destination in the other file");
    let first = tool("qpdf", &["--qdf", "--object-streams=disable", &pdfs[0].display().to_string(), "-"], "");
    assert!(first.contains("(c1)") && first.contains("/Dests"), "and the name is there");
    assert!(extracted(pdfs[1]).contains("Chapter"));
}

/// Names from 1 to 12 and «of twelve» after each word, as the title pages of a language have them.
#[test]
fn v06_names_of_volumes() {
    let arabic: Vec<&str> = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split(' ').collect();
    let arabic: Vec<String> =
        arabic.into_iter().map(str::to_owned).chain(["الحادي عشر", "الثاني عشر"].map(str::to_owned)).collect();
    let english =
        "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split(' ').map(str::to_owned).collect();
    let digits: Vec<String> = (1..=12).map(|number: u8| number.to_string()).collect();
    for (tag, word, noun, ordinals, of_twelve) in [
        ("en", "work", "Volume", &english, "Volume Twelve of twelve"),
        ("en", "object", "Volume", &english, "Volume Twelve of twelve"),
        ("fr", "work", "Tome", &digits, "Tome 12 sur 12"),
        ("fr", "object", "Volume", &digits, "Volume 12 sur 12"),
        ("es", "work", "Tomo", &digits, "Tomo 12 de 12"),
        ("es", "object", "Volumen", &digits, "Volumen 12 de 12"),
        ("ar", "work", "الجزء", &arabic, "الجزء الثاني عشر من اثني عشر جزءًا"),
        ("ar", "object", "المجلد", &arabic, "المجلد الثاني عشر من اثني عشر مجلدًا"),
    ] {
        let language = in_words(tag, word);
        let names: Vec<String> = (1..=12).map(|number| language.volume(number)).collect();
        let wanted: Vec<String> = ordinals.iter().map(|ordinal: &String| format!("{noun} {ordinal}")).collect();
        assert_eq!(names, wanted, "{tag} {word}");
        assert_eq!(language.volume_of(12, 12), of_twelve);
    }
    assert_eq!(in_words("ar", "work").volume_of(1, 2), "الجزء الأول من جزأين");
    assert_eq!(in_words("ar", "object").volume_of(1, 2), "المجلد الأول من مجلدين");
    // The setting reaches the pages, the references and the contents.
    let house = "[language.fr]\nvolume-word = \"work\"\n";
    let facts = "[volumes]\ncount = 2\n";
    let text = Book::project_of("fr", house, facts, &[("01.md", &text([4, 4, 4, 4]))]).dump().text();
    for wanted in ["Tome 1 sur 2", "Sommaire de ce tome", "t.\u{A0}1, p."] {
        assert!(text.contains(wanted), "{wanted}");
    }
}

/// A language whose volumes are called after this word.
fn in_words(tag: &str, word: &str) -> Language {
    let tag = LangTag::parse(tag).expect("a tag");
    let word = if word == "work" { VolumeWord::Work } else { VolumeWord::Object };
    let customs = Customs { volume_word: Some(word), ..Customs::default() };
    Language::of(&tag).expect("a language").with_customs(&HouseCustoms::new(BTreeMap::from([(tag, customs)])))
}

/// The words of the imprint of each volume.
fn imprints(tag: &str, facts: &str) -> Vec<String> {
    let dump = Book::project_of(tag, "", facts, &[("01.md", &text([4, 4, 4, 4]))]).dump();
    let on_imprint = |runs: Vec<&Run>| words(&runs.into_iter().filter(|run| run.page == 4).collect::<Vec<_>>());
    volumes(&dump).into_iter().map(on_imprint).collect()
}

#[test]
fn v07_imprints_say_what_libraries_write() {
    for (tag, word, wanted) in [
        ("en", "object", ["2 volumes: v.\u{A0}1, pp.\u{A0}1–", "; v.\u{A0}2, pp.\u{A0}"]),
        ("fr", "object", ["2 volumes\u{A0}: vol.\u{A0}1, p.\u{A0}1–", "; vol.\u{A0}2, p.\u{A0}"]),
        ("fr", "work", ["2 tomes\u{A0}: t.\u{A0}1, p.\u{A0}1–", "; t.\u{A0}2, p.\u{A0}"]),
        ("es", "object", ["2 volúmenes: vol.\u{A0}1, pp.\u{A0}1–", "; vol.\u{A0}2, pp.\u{A0}"]),
        ("es", "work", ["2 tomos: t.\u{A0}1, pp.\u{A0}1–", "; t.\u{A0}2, pp.\u{A0}"]),
    ] {
        let house = format!("[language.{tag}]\nvolume-word = \"{word}\"\n");
        let dump = Book::project_of(tag, &house, "[volumes]\ncount = 2\n", &[("01.md", &text([4; 4]))]).dump();
        for runs in volumes(&dump) {
            let imprint = words(&runs.into_iter().filter(|run| run.page == 4).collect::<Vec<_>>());
            for wanted in wanted {
                assert!(imprint.contains(wanted), "{tag} {word}: {wanted} in {imprint}");
            }
        }
    }
    for (word, short, count) in [("work", "ج\u{A0}1", "3\u{A0}ج"), ("object", "مج\u{A0}1", "3\u{A0}مج")] {
        let language = in_words("ar", word);
        assert_eq!((language.short_volume(1).as_str(), language.volumes(3).as_str()), (short, count));
    }
    // The pages are those of the text, on from volume to volume or anew in each.
    let of = |facts: &str| -> Vec<u32> {
        let imprint = imprints("en", facts).remove(0);
        let line = imprint.split("2 volumes:").nth(1).expect("the line").replace(['–', '\u{A0}', ';', ','], " ");
        line.split(' ').filter_map(|word| word.parse().ok()).collect()
    };
    let [_, first, end, _, next, last] = of("[volumes]\ncount = 2\n")[..] else { panic!("two runs") };
    assert!(first == 1 && end > 1 && next > end && next % 2 == 1 && last > next, "{first}–{end}, {next}–{last}");
    let [_, _, _, _, next, _] = of("[volumes]\ncount = 2\nfolios = \"restart\"\n")[..] else { panic!("two runs") };
    assert_eq!(next, 1);
    assert!(!imprints("en", "[imprint]\nlibrary = \"none\"\n[volumes]\ncount = 2\n").concat().contains("2 volumes"));
    let whole = Book::project("en", "", "# One\n\nText.\n").dump().text();
    assert!(!whole.contains("1 volumes") && !whole.contains("v.\u{A0}1"), "one book is no set");
}

#[test]
fn v07_a_draft_for_the_catalogue() {
    let facts = "subtitle = { en = \"A handbook\" }\n\
        contributors = [{ name = \"Mary Writer\", file-as = \"Writer, Mary\" }]\n\
        isbn = { print = { en = [\"978-3-16-148410-0\", \"979-10-90636-07-1\"] }, set = { en = \"978-0-306-40615-7\" } }\n\
        [imprint]\nlibrary = \"cip\"\nplace = \"Rabat\"\nedition = \"Second edition\"\n\
        [volumes]\ncount = 2\ntitles = [\"Foundations\", \"Practice\"]\n";
    let imprints = imprints("en", facts);
    assert_eq!(imprints.len(), 2);
    for imprint in imprints {
        for wanted in [
            "Cataloguing-in-publication data (draft)",
            "Writer, Mary",
            ": A handbook / Mary Writer. – Second edition. – Rabat :",
            "2026",
            "2 volumes\u{A0}; 24\u{A0}cm",
            "v.\u{A0}1: Foundations, pp.\u{A0}1–",
            "v.\u{A0}2: Practice, pp.\u{A0}",
            ". – ISBN 978-3-16-148410-0",
            ". – ISBN 979-10-90636-07-1",
            "ISBN 978-0-306-40615-7 (set)",
        ] {
            assert!(imprint.contains(wanted), "{wanted} in {imprint}");
        }
    }
    let said = Book::project_of("en", "", "[imprint]\nlibrary = \"loc\"\n", &[("01.md", "# A\n\nB.\n")]).dump().said;
    assert!(said.contains("line, cip or none"), "{said}");
}

#[test]
fn v10_e_books_know_their_set() {
    let book = work("en", "count = 2", [2, 2, 2, 2]);
    let epub = book.epub();
    let package = epub.all(".opf");
    assert!(package.contains("belongs-to-collection"), "{package}");
    assert!(package.contains("group-position"), "{package}");
}
