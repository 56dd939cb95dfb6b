//! docs/typography.md P22–P25, V2, V8: covers of the print edition.

use crate::support::{Book, tool};
use crate::typography::latin::MM;
use crate::typography::print::{assert_near, objects, page_box, page_count};
use std::path::{Path, PathBuf};

/// A book of four chapters, whose house style and facts are given, on leaves so thick that its spine has words.
fn work(tag: &str, house: &str, facts: &str) -> Book {
    let text: String = (1..5).map(|at| format!("# Chapter {at} {{#c{at}}}\n\nText of the chapter.\n\n")).collect();
    Book::project_of(tag, house, facts, &[("01.md", &text)])
}

/// The covers of a book, by volume, with its interiors.
fn covers(book: &Book) -> Vec<(PathBuf, PathBuf)> {
    let (files, said) = book.build("print");
    let covers = files.iter().filter(|file| file.to_string_lossy().ends_with("-cover.pdf"));
    let interior = |cover: &PathBuf| PathBuf::from(cover.to_string_lossy().replace("-cover.pdf", "-print.pdf"));
    let found: Vec<(PathBuf, PathBuf)> = covers.map(|cover| (cover.clone(), interior(cover))).collect();
    assert!(!found.is_empty() && found.iter().all(|(_, print)| print.exists()), "{said}");
    found
}

fn width(corners: [f64; 4]) -> f64 {
    corners[2] - corners[0]
}

/// Left, top, right, bottom of each word that is these letters, from the top left corner of the sheet, in what
/// `pdftotext -bbox` prints; from left to right.
fn place_in(seen: &str, word: &str) -> Vec<[f64; 4]> {
    let lines = seen.lines().filter(|line| line.contains(&format!(">{word}<")));
    let value = |line: &str, key: &str| -> f64 {
        let from = line.split_once(&format!("{key}=\"")).expect(key).1;
        from.split('"').next().expect(key).parse().expect("a number")
    };
    let mut found: Vec<[f64; 4]> =
        lines.map(|line| ["xMin", "yMin", "xMax", "yMax"].map(|key| value(line, key))).collect();
    found.sort_by(|a, b| a[0].total_cmp(&b[0]));
    found
}

/// The first of these.
fn place(pdf: &Path, word: &str) -> Option<[f64; 4]> {
    let seen = tool("pdftotext", &["-bbox", &pdf.display().to_string(), "-"], "");
    place_in(&seen, word).into_iter().next()
}

const A5: &str = "[page]\nsize = \"A5\"\npaper = \"1mm\"\ncover = \"1mm\"\n";

#[test]
fn p22_front_spine_and_back_are_one_page() {
    let blurb = "blurb = { en = \"Zulu\", ar = \"Zulu\" }\n";
    for tag in ["en", "ar"] {
        for bleed in [3.0, 5.0] {
            let book = work(tag, &format!("{A5}bleed = \"{bleed}mm\"\n"), blurb);
            let (cover, print) = covers(&book).remove(0);
            assert_eq!(page_count(&cover), 1);
            let [trim, bleeds, media] = ["TrimBox:", "BleedBox:", "MediaBox:"].map(|name| page_box(&cover, name));
            let spine = page_count(&print) as f64 / 2.0 + 1.0;
            assert_near(width(trim), (2.0 * 148.0 + spine) * MM);
            assert_near(trim[3] - trim[1], 210.0 * MM);
            assert_near(width(media), (2.0 * 148.0 + spine + 2.0 * bleed) * MM);
            assert_eq!(media, bleeds);
            // The back is at the left, and at the right of a right-to-left book.
            let at = place(&cover, "Zulu").expect("the words on the back")[0];
            assert_eq!(at > width(media) / 2.0, tag == "ar", "{at}");
            let content = objects(&cover);
            assert!(content.contains("PDF/X-4") && content.contains("/OutputIntents"), "{tag}");
            assert_eq!(content.contains("/Direction /R2L"), tag == "ar");
        }
    }
}

#[test]
fn p22_what_comes_with_a_cover() {
    let said = |facts: &str| work("en", "", facts).build("print,screen,ebook").0;
    let has_cover = |files: &[PathBuf]| files.iter().any(|file| file.to_string_lossy().ends_with("-cover.pdf"));
    assert!(has_cover(&said("")));
    assert!(!has_cover(&said("kind = \"article\"\n")), "an article is no book");
    let book = work("en", "", "");
    assert!(!has_cover(&book.build("screen,ebook").0), "only the print edition has one");
    covers(&book);
    let toolbox = "[toolbox]\ntitle = \"T\"\nlanguages = [\"en\"]\n[print]\ncovers = false\n\
                   [[section]]\ntitle = \"S\"\npublications = [\"book\"]\n";
    book.write("sources/toolbox.toml", toolbox);
    assert!(!has_cover(&book.build("print").0), "what an earlier build made goes");
}

#[test]
fn p22_a_blurb_that_is_too_long_is_reported() {
    let long = format!("blurb = {{ en = \"{}\" }}\n", "words ".repeat(2000));
    let (files, said) = work("en", "", &long).build("print");
    assert!(said.contains("cover-too-full"), "{said}");
    assert!(files.iter().any(|file| file.to_string_lossy().ends_with("-cover.pdf")), "it is made all the same");
}

#[test]
fn p23_a_spine_is_as_thick_as_its_book() {
    for (binding, paper, has_spine) in [("perfect", 0.8, true), ("sewn", 0.4, true), ("stapled", 0.8, false)] {
        let house = format!("[page]\nsize = \"A5\"\npaper = \"{paper}mm\"\ncover = \"1mm\"\nbinding = \"{binding}\"\n");
        let book = work("en", &house, "");
        let (cover, print) = covers(&book).remove(0);
        let spine = if has_spine { page_count(&print) as f64 / 2.0 * paper + 1.0 } else { 0.0 };
        assert_near(width(page_box(&cover, "TrimBox:")), (2.0 * 148.0 + spine) * MM);
        assert_eq!(!turns(&cover).is_empty(), spine >= 5.0, "{binding}: words on a spine of {spine} mm");
    }
    let book = work("en", "[page]\npaper = \"0.4mm\"\n", "");
    let (thin, print) = covers(&book).remove(0);
    assert!(page_count(&print) as f64 / 2.0 * 0.4 + 0.5 < 5.0);
    assert!(turns(&thin).is_empty(), "no words on a thin one");
}

/// The first four numbers of the matrices that turn what is drawn.
fn turns(pdf: &Path) -> Vec<[i32; 4]> {
    let objects = objects(pdf);
    let matrices = objects.lines().filter_map(|line| line.strip_suffix(" cm"));
    let numbers =
        matrices.map(|line| line.split_whitespace().filter_map(|n| n.parse::<f64>().ok()).collect::<Vec<_>>());
    let four =
        numbers.filter(|numbers| numbers.len() == 6).map(|n| [n[0] as i32, n[1] as i32, n[2] as i32, n[3] as i32]);
    four.filter(|matrix| matrix[0] == 0 && matrix[1] != 0).collect()
}

#[test]
fn p24_the_words_of_a_spine_are_turned_as_the_language_does_it() {
    // Rotated clockwise: tops at the right.
    let (clockwise, counter) = ([0, -1, 1, 0], [0, 1, -1, 0]);
    for (tag, turn) in [("en", clockwise), ("fr", counter), ("es", counter), ("ar", counter)] {
        let book = work(tag, A5, "");
        assert_eq!(turns(&covers(&book)[0].0), [turn], "{tag}");
    }
    let house = format!("{A5}[language.ar]\nspine = \"clockwise\"\n");
    let book = work("ar", &house, "");
    assert_eq!(turns(&covers(&book)[0].0), [clockwise], "a setting");
    let wide = "[page]\nsize = \"A5\"\npaper = \"1mm\"\ncover = \"10mm\"\n";
    let book = work("en", &wide.replace("\"1mm\"", "\"1mm\"\nsignature = 32"), "");
    let (cover, print) = covers(&book).remove(0);
    assert!(page_count(&print) as f64 / 2.0 + 10.0 >= 25.0);
    assert!(turns(&cover).is_empty(), "words on a thick one stand upright");
    let wrong = work("ar", "[language.ar]\nspine = \"up\"\n", "").build("print").1;
    assert!(wrong.contains("clockwise or counter-clockwise"), "{wrong}");
}

#[test]
fn p24_words_on_a_thick_spine_stay_whole() {
    let book = work("en", "[page]\nsize = \"A5\"\npaper = \"1mm\"\ncover = \"10mm\"\nsignature = 32\n", "");
    book.write("sources/book/publication.toml", "[publication]\ntitle = \"Industrialisation and handbooks\"\n");
    let (cover, _) = covers(&book).remove(0);
    let middle = width(page_box(&cover, "MediaBox:")) / 2.0;
    let seen = tool("pdftotext", &["-bbox", &cover.display().to_string(), "-"], "");
    for word in ["Industrialisation", "and", "handbooks"] {
        let found = seen.lines().filter(|line| line.contains(&format!(">{word}<"))).count();
        assert_eq!(found, 2, "on the front and on the spine: {seen}");
        let [left, _, right, _] = place_in(&seen, word).into_iter().next().expect("on the spine");
        assert!(left > middle - 13.0 * MM && right < middle + 13.0 * MM, "{word}: {left} to {right} around {middle}");
    }
}

#[test]
fn p25_the_barcode_of_the_isbn_is_read() {
    for (tag, isbn) in [("en", "978-3-16-148410-0"), ("ar", "979-10-90636-07-1")] {
        let facts = format!("[publication.isbn.print]\n{tag} = \"{isbn}\"\n");
        let book = work(tag, "[page]\nsize = \"A5\"\n", &facts);
        let (cover, _) = covers(&book).remove(0);
        let picture = cover.with_extension("");
        let arguments = ["-r", "150", "-png", "-singlefile", &cover.display().to_string()].map(str::to_owned);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).chain(picture.to_str()).collect();
        tool("pdftoppm", &arguments, "");
        let picture = picture.with_extension("png");
        let read = tool("zbarimg", &["-q", "--raw", &picture.display().to_string()], "");
        std::fs::remove_file(&picture).expect("removed");
        assert_eq!(read.trim(), isbn.replace('-', ""));
        // The number stands above it in Latin digits; both keep from the edges of the back.
        let [left, top, right, bottom] = place(&cover, isbn).expect("the number");
        let [trim, media] = ["TrimBox:", "MediaBox:"].map(|name| page_box(&cover, name));
        let (back, end) = if tag == "ar" { (trim[2] - 148.0 * MM, trim[2]) } else { (trim[0], trim[0] + 148.0 * MM) };
        assert!(left > back + 5.0 * MM && right < end - 5.0 * MM, "{tag}: {left} to {right}");
        let foot = media[3] - trim[1];
        assert!(top < bottom && bottom + 25.93 * MM < foot - 5.0 * MM + 0.1, "{tag}: {bottom} of {foot}");
        // White paper and pure black bars: guards, and two bars a digit.
        let content = objects(&cover);
        let is_bar = |part: &&str| part.lines().next().is_some_and(|line| line.ends_with(" re"));
        let bars = content.split("\n0 0 0 1 k\n").skip(1).find(is_bar).expect("black bars");
        let heights: Vec<f64> = bars
            .lines()
            .filter_map(|line| line.strip_suffix(" re")?.split_whitespace().nth(3)?.parse().ok())
            .take(30)
            .collect();
        let count = |mm: f64| heights.iter().filter(|height| (**height - mm * MM).abs() < 0.01).count();
        assert_eq!((count(24.5), count(22.85)), (6, 24), "{heights:?}");
    }
    let book = work("en", "", "");
    let (none, _) = covers(&book).remove(0);
    assert!(place(&none, "ISBN").is_none());
}

#[test]
fn v02_each_volume_has_its_own_cover() {
    let facts = "isbn = { print = { en = [\"978-3-16-148410-0\", \"979-10-90636-07-1\"] } }\n[volumes]\ncount = 2\n";
    let book = work("en", A5, facts);
    let found = covers(&book);
    assert_eq!(found.len(), 2);
    for ((cover, _), (name, isbn)) in
        found.iter().zip([("One of two", "978-3-16-148410-0"), ("Two of two", "979-10-90636-07-1")])
    {
        assert!(place(cover, isbn).is_some(), "its own number");
        let said = tool("pdftotext", &[&cover.display().to_string(), "-"], "");
        assert!(said.contains(&format!("Volume {name}")), "{said}");
    }
}

#[test]
fn v08_authors_stand_before_the_title() {
    let people = "contributors = [\"Yankee\", \"Xray\", { name = \"Whiskey\", role = \"trl\" }]\n";
    let spines = |tag: &str, facts: &str, print: &str| -> Vec<(f64, f64)> {
        let book = work(tag, A5, "");
        let publication = format!("[publication]\ntitle = \"Tango\"\n{facts}[volumes]\nafter = [\"c1\"]\n");
        book.write("sources/book/publication.toml", publication);
        let toolbox = format!(
            "[toolbox]\ntitle = \"T\"\npublisher = \"Quebec\"\nlanguages = [\"{tag}\"]\n[print]\n{print}\n\
             [[section]]\ntitle = \"S\"\npublications = [\"book\"]\n"
        );
        book.write("sources/toolbox.toml", toolbox);
        let place_of = |seen: &str, cover: &Path, word: &str| {
            let middle = width(page_box(cover, "MediaBox:")) / 2.0;
            let near = |at: &[f64; 4]| at[0] > middle - 20.0 * MM && at[2] < middle + 20.0 * MM;
            place_in(seen, word).into_iter().find(near).map(|at| (at[1] + at[3]) / 2.0)
        };
        let covers = covers(&book);
        let found = covers.iter().filter_map(|(cover, _)| {
            let seen = tool("pdftotext", &["-bbox", &cover.display().to_string(), "-"], "");
            assert!(place_of(&seen, cover, "Whiskey").is_none(), "who translates is no author");
            let author = ["Yankee,", "Yankee\u{60C}", "Yankee", "Quebec"]
                .iter()
                .find_map(|name| place_of(&seen, cover, name))?;
            Some((author, place_of(&seen, cover, "Tango").expect("the title")))
        });
        found.collect()
    };
    // Read downwards the first word is the upper one, upwards the lower one; Arabic is read downwards.
    for (tag, is_above) in [("en", true), ("fr", false), ("ar", true)] {
        let found = spines(tag, people, "");
        assert_eq!(found.len(), 2, "{tag}: on both volumes");
        assert!(found.iter().all(|(author, title)| (author < title) == is_above), "{tag}: {found:?}");
        assert!((found[0].0 - found[1].0).abs() < 0.5, "{tag}: at the same height: {found:?}");
    }
    assert!(spines("en", people, "spine-authors = \"below\"").iter().all(|(author, title)| author > title));
    assert!(spines("en", people, "spine-authors = \"none\"").is_empty());
    assert_eq!(spines("en", "", "").len(), 2, "without a name, who publishes it");
    let wrong = work("en", A5, "");
    wrong.write(
        "sources/toolbox.toml",
        "[toolbox]\ntitle = \"T\"\nlanguages = [\"en\"]\n[print]\nspine-authors = \"top\"\n",
    );
    assert!(wrong.build("print").1.contains("above, below or none"));
}

#[test]
fn v08_figures_stand_at_the_same_height_on_spines_of_all_widths() {
    let facts = "[volumes]\nafter = [\"c1\"]\n";
    let book = work("en", A5, facts);
    let found = covers(&book);
    let widths: Vec<f64> = found.iter().map(|(cover, _)| width(page_box(cover, "TrimBox:"))).collect();
    assert!(widths[1] > widths[0] + 1.0, "{widths:?}");
    let figures: Vec<[f64; 4]> =
        found.iter().zip(["1", "2"]).map(|((cover, _), figure)| place(cover, figure).expect("a figure")).collect();
    for side in [1, 3] {
        assert!((figures[0][side] - figures[1][side]).abs() < 0.01, "height and size: {figures:?}");
    }
    for (figure, width) in figures.iter().zip(&widths) {
        let middle = (figure[0] + figure[2]) / 2.0;
        assert_near(middle, width / 2.0 + 3.0 * MM);
    }
}
