//! Covers as shops ask for them: measures, places of words, barcodes read back from the rendered page.

use crate::support::{Place, TOOLBOX};
use std::process::Command;

const ISBN: [(&str, &str); 2] = [("en", "978-92-1-000001-7"), ("ar", "978-92-1-000002-4")];

/// A project whose edition `shop` follows these lines; the publication says these besides.
fn shop(profile: &str, house: &str, facts: &str) -> Place {
    let place = Place::project();
    place.write("sources/profiles/shop.toml", profile);
    let edition = format!(
        "[edition.shop]\nbase = \"print\"\nprofile = \"shop\"\nhouse = {{ page.size = \"US-Trade\"{house} }}\n"
    );
    place.write("sources/toolbox.toml", format!("{TOOLBOX}{edition}"));
    let publication = format!(
        "[publication]\ntitle = {{ en = \"Oneword\", ar = \"واحد\" }}\nsubtitle = {{ en = \"Subtle\", ar = \"Subtle\" }}\n\
         isbn = {{ shop = {{ en = \"{}\", ar = \"{}\" }} }}\nblurb = {{ en = \"Blurbword here.\", ar = \"ظهرية\" }}\n{facts}",
        ISBN[0].1, ISBN[1].1
    );
    place.write("sources/one/publication.toml", publication);
    place
}

fn cover(place: &Place, lang: &str) -> String {
    place.run(&["build", "one", "--lang", "en,ar", "--edition", "shop"]).ends(0);
    place.path(&format!("output/{lang}/one/one-{lang}-shop-cover.pdf")).display().to_string()
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().expect("the program runs");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Left, bottom, right, top of a box in inches.
fn page_box(file: &str, name: &str) -> [f64; 4] {
    let info = said("pdfinfo", &["-box", file]);
    let line = info.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{info}"));
    let sides: Vec<f64> = line.split_whitespace().map(|side| side.parse::<f64>().expect("a number") / 72.0).collect();
    [sides[0], sides[1], sides[2], sides[3]]
}

fn pages(place: &Place, lang: &str) -> f64 {
    let file = place.path(&format!("output/{lang}/one/one-{lang}-shop.pdf")).display().to_string();
    let info = said("pdfinfo", &[&file]);
    info.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok()).expect("pages")
}

/// Left, top, right, bottom of a word on the page, in inches.
fn word(file: &str, wanted: &str) -> Option<[f64; 4]> {
    let boxes = said("pdftotext", &["-bbox", file, "-"]);
    let line =
        boxes.lines().find(|line| line.trim_start().starts_with("<word") && line.contains(&format!(">{wanted}<")))?;
    let side = |name: &str| -> f64 {
        let rest = line.split(&format!("{name}=\"")).nth(1).expect("a side");
        rest.split('"').next().and_then(|number| number.parse::<f64>().ok()).expect("a number") / 72.0
    };
    Some(["xMin", "yMin", "xMax", "yMax"].map(side))
}

/// What a reader of barcodes sees at a resolution.
fn scanned(file: &str, dpi: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let base = folder.path().join("page").display().to_string();
    said("pdftoppm", &["-r", dpi, "-png", "-singlefile", file, &base]);
    said("zbarimg", &["-q", "--raw", "-Sean5.enable", "-Sean2.enable", "-Sean13.enable", &format!("{base}.png")])
}

#[track_caller]
fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 0.004, "{found} is not {wanted}");
}

#[test]
fn a_paperback_has_the_width_and_the_bleed_that_the_shop_asks_for() {
    // Thicker paper, so that the spine of a few pages shows.
    let place =
        shop("from = \"kdp-paperback\"\n[pages]\nleast = 2\n[spine]\npapers = { white = \"0.05in\" }\n", "", "");
    for (lang, is_rtl) in [("en", false), ("ar", true)] {
        let file = cover(&place, lang);
        let spine = pages(&place, lang) * 0.05;
        let (media, trim) = (page_box(&file, "MediaBox:"), page_box(&file, "TrimBox:"));
        near(media[2] - media[0], 2.0 * 6.0 + spine + 0.25);
        near(media[3] - media[1], 9.25);
        near(trim[0] - media[0], 0.125);
        near(trim[2] - trim[0], 12.0 + spine);
        let title = word(&file, "Subtle").expect("a title on the front");
        assert_eq!(title[0] > 6.0 + spine, !is_rtl, "{lang}: {title:?}");
    }
}

#[test]
fn a_shop_that_wants_all_fronts_at_the_right_gets_them_there() {
    let place = shop("[rtl]\ncover = \"as-ltr\"\n[spine]\npapers = { white = \"1mm\" }\n", "", "");
    let file = cover(&place, "ar");
    let title = word(&file, "Subtle").expect("a subtitle on the front");
    assert!(title[0] > 6.0 + pages(&place, "ar") / 25.4, "{title:?}");
}

#[test]
fn a_case_goes_around_its_boards_and_has_no_words_in_its_hinges() {
    let place =
        shop("from = \"kdp-hardcover\"\n[pages]\nleast = 2\n[spine]\npapers = { white = \"0.05in\" }\n", "", "");
    let file = cover(&place, "en");
    let spine = pages(&place, "en") * 0.05 + 4.8 / 25.4;
    let (media, trim) = (page_box(&file, "MediaBox:"), page_box(&file, "TrimBox:"));
    assert_eq!(media, trim, "what is turned in is all that goes beyond");
    // Twice 5 mm of joint and 15 mm turned in; 3 mm of board and 15 mm turned in, above and below.
    near(media[2] - media[0], 2.0 * 6.0 + spine + 40.0 / 25.4);
    near(media[3] - media[1], 9.0 + 36.0 / 25.4);
    let middle = (media[2] - media[0]) / 2.0;
    let (hinge, edge) = (spine / 2.0 + 10.0 / 25.4, 15.0 / 25.4 + 0.125);
    for words in ["Oneword", "Subtle", "Blurbword"] {
        let place = word(&file, words).expect("a word");
        assert!(place[0] > middle + hinge || place[2] < middle - hinge, "{words}: {place:?} beside {middle}");
        assert!(place[0] > edge && place[2] < media[2] - edge && place[1] > edge, "{words}: {place:?}");
    }
}

#[test]
fn flaps_lie_beyond_front_and_back_and_the_front_one_has_words() {
    for lang in ["en", "ar"] {
        let place = shop(
            "[cover]\nflaps = true\nbleed = \"3mm\"\n[spine]\npapers = { white = \"1mm\" }\n",
            ", page.flaps = \"80mm\"",
            "flap = { en = \"Flapword about it.\", ar = \"Flapword هنا\" }\n",
        );
        let file = cover(&place, lang);
        let (spine, trim) = (pages(&place, lang) / 25.4, page_box(&file, "TrimBox:"));
        near(trim[2] - trim[0], 12.0 + spine + 160.0 / 25.4);
        let flap = word(&file, "Flapword").expect("words on the flap");
        let edge = 80.0 / 25.4 + 3.0 / 25.4;
        let is_beyond = if lang == "en" { flap[0] > 12.0 + spine + edge } else { flap[2] < edge };
        assert!(is_beyond, "{lang}: {flap:?}");
    }
}

#[test]
fn the_price_stands_beside_the_number_and_both_are_read() {
    let place = shop("standard = \"pdf/x-4\"\n", "", "price-code = \"51299\"\n");
    for (lang, isbn) in ISBN {
        let file = cover(&place, lang);
        for dpi in ["150", "300"] {
            let mut read: Vec<String> = scanned(&file, dpi).lines().map(str::to_owned).collect();
            read.sort();
            assert_eq!(read, ["51299".to_owned(), isbn.replace('-', "")], "{lang} at {dpi}");
        }
    }
    let place = shop("standard = \"pdf/x-4\"\n", "", "price-code = \"1299\"\n");
    let run = place.run(&["build", "one", "--lang", "en", "--edition", "shop"]).ends(1);
    assert!(run.err.contains("error[bad-value]") && run.err.contains("add-on of a barcode"), "{}", run.err);
}

#[test]
fn a_shop_that_prints_the_barcode_finds_its_place_white() {
    let place = shop("from = \"kdp-paperback\"\n[pages]\nleast = 2\n", "", "");
    let file = cover(&place, "en");
    assert_eq!(scanned(&file, "300").trim(), "", "the shop prints it");
    // 2 × 1.2 in, a quarter of an inch from the foot and from the spine; the page begins an eighth further out.
    let dpi = 100.0;
    let (left, top) = (0.125 + 6.0 - 0.25 - 2.0, 0.125 + 9.0 - 0.25 - 1.2);
    let area =
        [left * dpi + 2.0, top * dpi + 2.0, 2.0 * dpi - 4.0, 1.2 * dpi - 4.0].map(|side| (side as i32).to_string());
    let arguments = ["-r", "100", "-x", &area[0], "-y", &area[1], "-W", &area[2], "-H", &area[3], "-singlefile", &file];
    let folder = tempfile::tempdir().expect("a folder");
    let base = folder.path().join("place").display().to_string();
    said("pdftoppm", &[&arguments[..], &[&base]].concat());
    let pixels = std::fs::read(format!("{base}.ppm")).expect("a picture");
    let head = pixels.iter().enumerate().filter(|(_, sign)| **sign == b'\n').nth(2).expect("a head").0 + 1;
    assert!(pixels.len() > 1000 && pixels[head..].iter().all(|sample| *sample > 250), "white paper");
}

#[test]
fn words_that_find_no_room_are_told_with_the_room() {
    let blurb = "Many words about it. ".repeat(150);
    let place = shop("[cover]\nsafety = \"15mm\"\n", ", page.size = \"A6\"", "");
    let toolbox =
        TOOLBOX.to_owned() + "[edition.shop]\nbase = \"print\"\nprofile = \"shop\"\nhouse = { page.size = \"A6\" }\n";
    place.write("sources/toolbox.toml", toolbox);
    place.write("sources/one/publication.toml", format!("[publication]\ntitle = \"One\"\nblurb = \"{blurb}\"\n"));
    let run = place.run(&["build", "one", "--lang", "en", "--edition", "shop"]).ends(0);
    assert!(run.err.contains("cover-too-full") && run.err.contains(" mm on the cover"), "{}", run.err);
}

#[test]
fn a_spine_too_thin_for_letters_that_the_shop_prints_has_none_and_a_note_says_why() {
    // 3 mm less twice 1 mm: letters of 2.2 points.
    let rule = "[pages]\nleast = 2\n[spine]\ntable = { 400 = \"3mm\" }\ntext-from-pages = 2\nclearance = \"1mm\"\n";
    let place = shop(rule, "", "");
    let file = cover(&place, "en");
    let words = said("pdftotext", &[&file, "-"]);
    assert_eq!(words.matches("Oneword").count(), 1, "on the front alone: {words}");
    let run = place.run(&["--verbose", "build", "one", "--lang", "en", "--edition", "shop"]).ends(0);
    assert!(run.err.contains("spine-without-words") && run.err.contains("3.0 mm"), "{}", run.err);
}
