//! Profiles of printers and shops: what they are shown as, what pages become for them, what they refuse.

use crate::support::{Place, TOOLBOX};
use serde_json::Value;
use std::process::Command;

/// A project whose edition `shop` is for the profile `shop`, which is what these lines say.
fn shop(profile: &str, edition: &str) -> Place {
    let place = Place::project();
    place.write("sources/profiles/shop.toml", profile);
    place.write(
        "sources/toolbox.toml",
        format!("{TOOLBOX}[edition.shop]\nbase = \"print\"\nprofile = \"shop\"\n{edition}"),
    );
    place
}

/// Width and height of the trimmed pages in millimetres, and how many there are.
fn pages(place: &Place, file: &str) -> (f64, f64, usize) {
    let file = place.path("output").join(file).display().to_string();
    let output = Command::new("pdfinfo").args(["-box", &file]).output().expect("pdfinfo runs");
    let info = String::from_utf8(output.stdout).expect("UTF-8");
    let line = |name: &str| info.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{info}"));
    let sides: Vec<f64> = line("TrimBox:").split_whitespace().map(|side| side.parse().expect("a number")).collect();
    let mm = |points: f64| (points / 72.0 * 254.0).round() / 10.0;
    (mm(sides[2] - sides[0]), mm(sides[3] - sides[1]), line("Pages:").trim().parse().expect("a number"))
}

/// A document by its title, with the date that it has or was read at; or a word that there is none.
fn is_source(source: &str) -> bool {
    let is_year = |number: &str| number.len() == 4 && number.starts_with("20");
    let is_dated = source.split(|sign: char| !sign.is_ascii_digit()).any(is_year);
    let has_title =
        source.contains(['“', '”']) || ["Guide", "calculator", "matrix"].iter().any(|word| source.contains(word));
    (is_dated && has_title) || source.starts_with("our choice") || source == "trade knowledge, unconfirmed"
}

#[test]
fn each_number_has_its_source_and_its_date() {
    let place = Place::empty();
    let listed = place.run(&["profiles", "--format", "json"]).ends(0).json();
    let names: Vec<&str> = listed.iter().map(|one| one["name"].as_str().expect("a name")).collect();
    let built_in =
        ["bod", "ingram", "kdp-hardcover", "kdp-paperback", "lulu", "office", "offset-coated", "offset-uncoated"];
    assert_eq!(names, built_in);
    for name in names {
        let values = place.run(&["profiles", name, "--format", "json"]).ends(0).json();
        assert!(values.len() > 5, "{name}: {values:?}");
        for value in &values {
            let source = value["source"].as_str().unwrap_or_default();
            assert!(is_source(source), "{name}: {} has no dated source: {source}", value["key"]);
        }
    }
    let text = place.run(&["profiles", "kdp-paperback"]).ends(0).out;
    assert!(text.lines().all(|line| line.contains(" = ") && line.contains("  # ")), "{text}");
    let wrong = place.run(&["profiles", "kdp-paperbak"]).ends(2);
    assert!(wrong.err.contains("error[unknown-profile]") && wrong.err.contains("`kdp-paperback`"), "{}", wrong.err);
}

#[test]
fn margins_and_numbers_of_pages_are_as_wide_and_as_even_as_asked() {
    let profile = "standard = \"pdf/x-4\"\ncolors = \"cmyk\"\n[pages]\nmultiple = 6\n[margins]\nouter = \"40mm\"\n\
        [gutter]\n24 = \"35mm\"\n900 = \"45mm\"\n";
    let place = shop(profile, "");
    place.run(&["build", "one", "--edition", "print,shop"]).ends(0);
    for lang in ["en", "ar"] {
        let (.., print) = pages(&place, &format!("{lang}/one/one-{lang}-print.pdf"));
        let (.., own) = pages(&place, &format!("{lang}/one/one-{lang}-shop.pdf"));
        assert!(own % 6 == 0 && own >= print && print % 6 != 0, "{own} and {print}");
        // On a recto of the text, margins count from the trimmed edges.
        let dump = place.run(&["dump", "one", "--lang", lang, "--edition", "shop"]).ends(0).json();
        let body = |one: &&Value| one["kind"] == "text" && one["artifact"].is_null();
        let page =
            dump.iter().find(|one| one["kind"] == "page" && one["series"] == "body").expect("a page of the text");
        let (number, width) = (&page["page"], page["width"].as_f64().expect("a width"));
        let spans: Vec<(f64, f64)> = dump
            .iter()
            .filter(body)
            .filter(|one| one["page"] == *number)
            .map(|one| {
                let x = one["x"].as_f64().expect("a place");
                (x, x + one["width"].as_f64().expect("a width"))
            })
            .collect();
        let left = spans.iter().map(|(x, _)| *x).fold(f64::MAX, f64::min) / 72.0 * 25.4;
        let right = (width - spans.iter().map(|(_, x)| *x).fold(f64::MIN, f64::max)) / 72.0 * 25.4;
        // The spine is at the left of an English recto and at the right of an Arabic one.
        let (inner, outer) = if lang == "en" { (left, right) } else { (right, left) };
        assert!((inner - 35.0).abs() < 1.0 || inner > 35.0, "{lang}: {inner}");
        assert!(outer >= 39.5, "{lang}: {outer}");
    }
}

/// A picture of this many pixels a side, in grey.
fn grey(side: u32, depth: png::BitDepth) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(depth);
    let row = if depth == png::BitDepth::One { side.div_ceil(8) } else { side };
    let mut writer = encoder.write_header().expect("a picture");
    writer.write_image_data(&vec![0x5A; (row * side) as usize]).expect("a picture");
    writer.finish().expect("a picture");
    file
}

/// 240 pixels to an inch, and 500.
#[test]
fn pictures_have_the_pixels_that_the_printer_asks_for() {
    let place = shop("from = \"offset-coated\"\n[least]\nresolution = 300\nline-art = 600\n", "");
    place.write("sources/figures/tones.png", grey(48, png::BitDepth::Eight));
    place.write("sources/figures/lines.png", grey(100, png::BitDepth::One));
    let drawn = "data:image/png;base64,".to_owned()
        + &base64::Engine::encode(&base64::engine::general_purpose::STANDARD, grey(48, png::BitDepth::Eight));
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"48\" height=\"48\">\
         <image width=\"48\" height=\"48\" xlink:href=\"{drawn}\"/></svg>"
    );
    place.write("sources/figures/drawing.svg", drawing);
    let told = |picture: &str| {
        place.write(
            "sources/one/en/01.md",
            format!("# One\n\n![A](../../figures/{picture}){{alt=\"A\" width=5.08mm}}\n"),
        );
        let said = |edition: &str| place.run(&["build", "one", "--lang", "en", "--edition", edition]).ends(0).err;
        let usual = said("print");
        // 200 and 600.
        assert_eq!(usual.contains("low-resolution"), picture == "lines.png", "{usual}");
        let said = said("shop");
        assert_eq!(said.matches("warning[low-resolution]").count(), 1, "{said}");
        said
    };
    let said = told("tones.png");
    assert!(said.contains("01.md:3:1") && said.contains("240 pixels") && said.contains("4 mm or less"), "{said}");
    assert!(said.contains("at least 60 pixels wide"), "{said}");
    let said = told("lines.png");
    assert!(
        said.contains("01.md:3:1") && said.contains("500 pixels") && said.contains("at least 120 pixels"),
        "{said}"
    );
    // What is inside of a drawing is found in the file that was made.
    let said = told("drawing.svg");
    assert!(said.contains("one-en-shop.pdf") && said.contains("240 pixels"), "{said}");
}

#[test]
fn what_a_shop_does_not_take_is_not_made_and_the_rest_is() {
    for (profile, edition, code, help) in [
        ("[pages]\nleast = 200\n", "", "too-few-pages", "together"),
        ("[cover]\nsafety = \"3mm\"\n", "house = { page.flaps = \"80mm\" }\n", "flaps-not-taken", "0mm"),
        ("[pages]\nmost = 2\n", "", "too-thick", "max-pages = 2"),
        ("trims = [[\"5in\", \"8in\"], [\"6in\", \"9in\"]]\n", "", "trim-not-taken", "152.4mm"),
        (
            "trim-range = { width = [\"4in\", \"6in\"], height = [\"6in\", \"9in\"] }\n",
            "house = { page.size = \"A4\" }\n",
            "trim-not-taken",
            "101.6mm",
        ),
    ] {
        let place = shop(profile, edition);
        let run = place.run(&["build", "one", "--lang", "en,ar", "--edition", "print,shop"]).ends(1);
        assert_eq!(run.err.matches(&format!("error[{code}]")).count(), 2, "one a language: {}", run.err);
        assert!(run.err.contains("toolbox.toml:12:11") && run.err.contains(help), "{}", run.err);
        let made = place.names("output");
        assert!(made.contains(&"en/one/one-en-print.pdf".to_owned()), "{made:?}");
        assert!(!made.iter().any(|name| name.contains("shop")), "{made:?}");
    }
    // A size that is listed, as people write it, is taken.
    let taken = shop("trims = [[\"6in\", \"9in\"]]\n", "house = { page.size = \"US-Trade\" }\n");
    taken.run(&["build", "one", "--lang", "en", "--edition", "shop"]).ends(0);
    assert_eq!(pages(&taken, "en/one/one-en-shop.pdf").0, 152.4);
}

#[test]
fn a_good_file_stays_where_the_new_one_is_refused() {
    let place = shop("[pages]\nmost = 400\n", "");
    let toolbox = "labels = { en";
    let usual = TOOLBOX.replace(toolbox, &format!("editions = [\"print\", \"shop\"]\n{toolbox}"));
    place.write("sources/toolbox.toml", format!("{usual}[edition.shop]\nbase = \"print\"\nprofile = \"shop\"\n"));
    place.run(&["build", "--lang", "en"]).ends(0);
    let good = place.files("output")["en/one/one-en-shop.pdf"].clone();
    place.write("sources/profiles/shop.toml", "[pages]\nmost = 2\n");
    place.run(&["build", "--lang", "en"]).ends(1);
    assert_eq!(place.files("output").get("en/one/one-en-shop.pdf"), Some(&good));
}

#[test]
fn wrong_lines_of_a_profile_are_said_at_their_place() {
    for (profile, code, at) in [
        ("standard = \"pdf/x4\"\n", "bad-value", "profiles/shop.toml:1:12"),
        ("colors = \"cmy\"\n", "bad-value", "profiles/shop.toml:1:10"),
        ("ink-limit = 30\n", "out-of-range", "profiles/shop.toml:1:13"),
        ("[pages]\nleats = 3\n", "unknown-key", "profiles/shop.toml:2:1"),
        ("[gutter]\nmany = \"3mm\"\n", "bad-value", "profiles/shop.toml:2:1"),
        ("[bleed]\nouter = \"3\"\n", "bad-value", "profiles/shop.toml:2:9"),
        ("[spine]\npapers = { white = \"1mm\" }\npaper = \"whit\"\n", "bad-value", "profiles/shop.toml:3:9"),
        ("trims = [[\"5in\"]]\n", "wrong-type", "profiles/shop.toml:1:10"),
        ("from = \"ingrm\"\n", "unknown-profile", "profiles/shop.toml:1:8"),
        ("from = \"shop2\"\n", "circular-profile", "profiles/shop.toml"),
        ("condition = \"none.icc\"\n", "bad-icc-profile", "profiles/shop.toml:1:13"),
        ("condition = \"toolbox.toml\"\n", "bad-icc-profile", "profiles/shop.toml:1:13"),
    ] {
        let place = shop(profile, "");
        if code == "circular-profile" {
            place.write("sources/profiles/shop2.toml", "from = \"shop\"\n");
        }
        let run = place.run(&["build", "--edition", "screen"]).ends(1);
        assert!(run.err.contains(&format!("error[{code}]")) && run.err.contains(at), "{profile}: {}", run.err);
        assert!(place.names("output").is_empty(), "{profile}");
    }
    let place = Place::project();
    place.write("sources/toolbox.toml", format!("{TOOLBOX}[edition.shop]\nbase = \"print\"\nprofile = \"kdp\"\n"));
    let run = place.run(&["check"]).ends(1);
    assert!(run.err.contains("error[unknown-profile]") && run.err.contains("toolbox.toml:12:11"), "{}", run.err);
}

#[test]
fn a_profile_is_made_from_another() {
    let place = shop("from = \"mine\"\n[pages]\nmost = 99\n", "");
    place.write(
        "sources/profiles/mine.toml",
        "from = \"kdp-paperback\"\nink-limit = 222\n[sources]\nink-limit = \"letter, 2026\"\n",
    );
    let values = place.run(&["profiles", "shop", "--format", "json"]).ends(0).json();
    let of = |key: &str| values.iter().find(|one| one["key"] == key).unwrap_or_else(|| panic!("{key}: {values:?}"));
    assert_eq!((&of("pages.most")["value"], &of("pages.most")["source"]), (&"99".into(), &Value::Null));
    assert_eq!((&of("ink-limit")["value"], &of("ink-limit")["source"]), (&"222".into(), &"letter, 2026".into()));
    assert_eq!(of("pages.least")["value"], "24");
}

/// Left, foot, right and head by which a box of the first page sticks out of the trimmed page, in millimetres.
fn around(file: &str, name: &str) -> [f64; 4] {
    let output = Command::new("pdfinfo").args(["-box", file]).output().expect("pdfinfo runs");
    let info = String::from_utf8(output.stdout).expect("UTF-8");
    let sides = |name: &str| -> Vec<f64> {
        let line = info.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name}: {info}"));
        line.split_whitespace().map(|side| side.parse().expect("a number")).collect()
    };
    let (trim, outer) = (sides("TrimBox:"), sides(name));
    let mm = |points: f64| (points / 72.0 * 254.0).round() / 10.0;
    [trim[0] - outer[0], trim[1] - outer[1], outer[2] - trim[2], outer[3] - trim[3]].map(mm)
}

/// A length as profiles write it, in millimetres.
fn millimetres(text: &str) -> f64 {
    let text = text.trim_matches('"');
    let of = |unit: &str, factor: f64| {
        text.strip_suffix(unit).map(|number| number.parse::<f64>().expect("a number") * factor)
    };
    let length = of("mm", 1.0).or_else(|| of("in", 25.4)).or_else(|| of("pt", 25.4 / 72.0));
    (length.unwrap_or_else(|| panic!("{text}")) * 10.0).round() / 10.0
}

/// The build looks at each file as the shop does, and writes none that it would send back.
#[test]
fn every_shop_takes_what_is_made_for_it() {
    let place = Place::project();
    let listed = place.run(&["profiles", "--format", "json"]).ends(0).json();
    let names: Vec<&str> = listed.iter().map(|one| one["name"].as_str().expect("a name")).collect();
    let mut editions = String::new();
    for name in &names {
        // The texts are short ones.
        place.write(&format!("sources/profiles/short-{name}.toml"), format!("from = \"{name}\"\n[pages]\nleast = 2\n"));
        let values = place.run(&["profiles", name, "--format", "json"]).ends(0).json();
        let trims = values.iter().find(|one| one["key"] == "trims").and_then(|one| one["value"].as_str());
        let size = if trims.is_none_or(|trims| trims.contains("[\"6in\", \"9in\"]")) { "US-Trade" } else { "A5" };
        editions += &format!(
            "[edition.for-{name}]\nbase = \"print\"\nprofile = \"short-{name}\"\nhouse = {{ page.size = \"{size}\", page.marks = true }}\n"
        );
    }
    place.write("sources/toolbox.toml", format!("{TOOLBOX}{editions}"));
    let all: Vec<String> = names.iter().map(|name| format!("for-{name}")).collect();
    let run = place.run(&["build", "one", "--edition", &all.join(",")]).ends(0);
    assert!(!run.err.contains("error[") && !run.err.contains("warning["), "{}", run.err);
    for name in names {
        let values = place.run(&["profiles", name, "--format", "json"]).ends(0).json();
        let value = |key: &str| values.iter().find(|one| one["key"] == key).and_then(|one| one["value"].as_str());
        for lang in ["en", "ar"] {
            let file = |cover: &str| {
                place.path(&format!("output/{lang}/one/one-{lang}-for-{name}{cover}.pdf")).display().to_string()
            };
            let (book, cover) = (file(""), file("-cover"));
            let side = |key: &str| value(&format!("bleed.{key}")).map_or(0.0, millimetres);
            let has_bleed = values.iter().any(|one| one["key"].as_str().is_some_and(|key| key.starts_with("bleed.")));
            let (outer, head, foot, bind) = (side("outer"), side("head"), side("foot"), side("bind"));
            // A recto, or the last page of a book that is turned round, which is a verso at the same side.
            let is_right = lang == "en" || value("rtl.order") == Some("\"reversed\"");
            let wanted = match (has_bleed, is_right) {
                (false, _) => [3.0; 4],
                (true, true) => [bind, foot, outer, head],
                (true, false) => [outer, foot, bind, head],
            };
            assert_eq!(around(&book, "BleedBox:"), wanted, "{name} {lang}");
            // Marks only where they may be.
            let has_marks = around(&book, "MediaBox:") != wanted;
            assert_eq!(has_marks, value("marks") != Some("false"), "{name} {lang}");
            let is_case = value("cover.kind") == Some("\"case\"");
            let of_cover = value("cover.bleed").map_or(if is_case { 0.0 } else { 3.0 }, millimetres);
            assert_eq!(around(&cover, "BleedBox:"), [of_cover; 4], "{name} {lang}: cover");
            let (.., pages) = pages(&place, &format!("{lang}/one/one-{lang}-for-{name}.pdf"));
            let multiple = value("pages.multiple").map_or(1, |number| number.parse::<usize>().expect("a number"));
            assert!(pages % multiple == 0, "{name} {lang}: {pages} pages");
            let bytes = std::fs::read(&book).expect("a file");
            let version = match value("standard").expect("a standard").trim_matches('"') {
                "pdf/x-4" => "%PDF-1.6",
                "pdf/x-1a" | "pdf/x-3" => "%PDF-1.4",
                _ => "%PDF-1.7",
            };
            assert!(bytes.starts_with(version.as_bytes()), "{name}");
        }
    }
}
