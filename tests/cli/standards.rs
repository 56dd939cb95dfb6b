//! Files for paper by their profile's standard and colours: read back by qpdf and Ghostscript.

use crate::support::{Place, Run, TOOLBOX};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

/// A photograph in red, green and blue.
const PHOTOGRAPH: &[u8] = include_bytes!("../pictures/corners.jpg");

/// A picture with 339 % of ink.
const OF_INKS: &[u8] = include_bytes!("../pictures/inks.jpg");

/// The profile of a printing condition.
const CONDITION: &[u8] = include_bytes!("../../src/pdf/profile/coated-fogra39.icc");

/// A flat drawing, and one through which something is seen.
const FLAT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"60\"><rect width=\"60\" height=\"60\" fill=\"#0b5563\"/>\
    <circle cx=\"90\" cy=\"30\" r=\"25\" fill=\"#c02020\"/></svg>";
const SEEN_THROUGH: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"60\"><rect width=\"60\" height=\"60\" fill=\"#0b5563\"/>\
    <circle cx=\"60\" cy=\"30\" r=\"25\" fill=\"#c02020\" fill-opacity=\"0.5\"/></svg>";

/// A project whose edition `shop` follows these lines; its texts have a photograph, a drawing and a picture with alpha.
fn shop(profile: &str, drawing: &str) -> Place {
    let place = Place::project();
    place.write("sources/profiles/shop.toml", profile);
    let edition = "[edition.shop]\nbase = \"print\"\nprofile = \"shop\"\n";
    place.write("sources/toolbox.toml", format!("{TOOLBOX}{edition}"));
    for lang in ["en", "ar"] {
        let words = if lang == "en" { "Some words of it, black." } else { "كلمات منه سوداء." };
        let text = format!(
            "# {words}\n\n{words} [{words}](https://example.org)\n\n![Photograph](p.jpg)\n\n![Drawing](d.svg)\n\n![Pale](a.png)\n\n\
             :::exercise {{title=\"{words}\"}}\n{words}\n:::\n"
        );
        place.write(&format!("sources/one/{lang}/01.md"), text);
    }
    place.write("sources/figures/p.jpg", PHOTOGRAPH);
    place.write("sources/figures/d.svg", drawing);
    place.write("sources/figures/a.png", pale());
    place
}

/// A red square that fades to the right.
fn pale() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 400, 200);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let pixel = |at: u32| [200, 30, 30, (at % 400 * 255 / 399) as u8];
    let data: Vec<u8> = (0..400 * 200).flat_map(pixel).collect();
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&data)).expect("a picture");
    file
}

fn built(place: &Place, code: i32) -> Run {
    place.run(&["build", "one", "--edition", "shop"]).ends(code)
}

fn file(place: &Place, lang: &str) -> String {
    place.path(&format!("output/{lang}/one/one-{lang}-shop.pdf")).display().to_string()
}

/// The objects of a file.
struct Objects(Vec<Value>);

impl Objects {
    fn of(file: &str) -> Self {
        let output = Command::new("qpdf").args(["--json", "--json-key=qpdf", file]).output().expect("qpdf runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let objects = json["qpdf"][1].as_object().expect("objects").values();
        Self(
            objects
                .map(|one| if one["stream"].is_object() { one["stream"]["dict"].clone() } else { one["value"].clone() })
                .collect(),
        )
    }

    /// Every value of a key, however deep it lies.
    fn values(&self, key: &str) -> Vec<Value> {
        fn walk(value: &Value, key: &str, found: &mut Vec<Value>) {
            match value {
                Value::Object(map) => map.iter().for_each(|(name, value)| {
                    if name == key {
                        found.push(value.clone());
                    }
                    walk(value, key, found);
                }),
                Value::Array(items) => items.iter().for_each(|item| walk(item, key, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        self.0.iter().for_each(|value| walk(value, key, &mut found));
        found
    }

    /// The colour spaces of its pictures and groups; those with a profile are `ICCBased`.
    fn spaces(&self) -> BTreeSet<String> {
        let is_picture = |one: &&Value| one["/Subtype"] == "/Image";
        let pictures = self.0.iter().filter(is_picture).map(|one| match &one["/ColorSpace"] {
            Value::String(name) if name.starts_with('/') => name.trim_start_matches('/').to_owned(),
            _ => "ICCBased".to_owned(),
        });
        pictures.collect()
    }
}

/// The operators that set colours in the pages of a file.
fn operators(file: &str) -> BTreeSet<String> {
    let output =
        Command::new("qpdf").args(["--qdf", "--object-streams=disable", file, "-"]).output().expect("qpdf runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = ["rg", "RG", "k", "K", "g", "G", "cs", "CS", "sc", "scn"];
    let last = |line: &str| line.split_whitespace().next_back().unwrap_or_default().to_owned();
    text.lines().map(last).filter(|word| names.contains(&word.as_str())).collect()
}

/// Inks of every pixel of a page, from 0 to 255.
fn inks(file: &str, page: usize) -> Vec<[u8; 4]> {
    let (first, last) = (format!("-dFirstPage={page}"), format!("-dLastPage={page}"));
    let arguments = ["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pamcmyk32", "-r60", "-dOverprint=/simulate"];
    let output = Command::new("gs").args(arguments).args([&first, &last]).args(["-sOutputFile=-", file]).output();
    let bytes = output.expect("Ghostscript runs").stdout;
    let head = b"ENDHDR\n";
    let at = bytes.windows(head.len()).position(|window| window == head).expect("a picture") + head.len();
    bytes[at..].chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[3]]).collect()
}

fn pages(file: &str) -> usize {
    let output = Command::new("pdfinfo").arg(file).output().expect("pdfinfo runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok()).expect("pages")
}

/// Most ink at one place of a file, in percent.
fn most_ink(file: &str) -> u32 {
    let sum = |pixel: [u8; 4]| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>() * 100 / 255;
    (1..=pages(file)).flat_map(|page| inks(file, page)).map(sum).max().unwrap_or(0)
}

#[test]
fn x_1a_is_flat_and_all_of_inks() {
    let place = shop("standard = \"pdf/x-1a\"\nink-limit = 220\n", FLAT);
    built(&place, 0);
    for lang in ["en", "ar"] {
        let file = file(&place, lang);
        let head = fs::read(&file).expect("a file");
        assert!(head.starts_with(b"%PDF-1.4"), "{lang}");
        assert!(!head.windows(8).any(|window| window == b"/ObjStm\n" || window == b"/XRef   "), "{lang}");
        let objects = Objects::of(&file);
        assert_eq!(objects.values("/GTS_PDFXVersion"), ["u:PDF/X-1a:2003"], "{lang}");
        assert_eq!(objects.values("/Trapped"), ["/False"]);
        for gone in ["/SMask", "/Group", "/Annots", "/Encrypt", "/JS", "/AA"] {
            assert!(objects.values(gone).is_empty(), "{lang}: {gone}");
        }
        for opacity in ["/ca", "/CA"].into_iter().flat_map(|key| objects.values(key)) {
            assert_eq!(opacity.as_f64(), Some(1.0), "{lang}");
        }
        let spaces = objects.spaces();
        assert_eq!(spaces, BTreeSet::from(["DeviceCMYK".to_owned()]), "{lang}");
        let used = operators(&file);
        assert!(
            used.contains("k") && ["rg", "RG", "cs", "CS"].iter().all(|one| !used.contains(*one)),
            "{lang}: {used:?}"
        );
        let intent = objects.values("/OutputConditionIdentifier");
        assert_eq!(intent, ["u:FOGRA39"]);
        let ink = most_ink(&file);
        assert!((100..=221).contains(&ink), "{lang}: {ink} %");
    }
}

#[test]
fn x_3_is_flat_and_lets_pictures_keep_their_profiles() {
    let place = shop("standard = \"pdf/x-3\"\n", FLAT);
    built(&place, 0);
    let file = file(&place, "en");
    assert!(fs::read(&file).expect("a file").starts_with(b"%PDF-1.4"));
    let objects = Objects::of(&file);
    assert_eq!(objects.values("/GTS_PDFXVersion"), ["u:PDF/X-3:2003"]);
    assert!(objects.values("/SMask").is_empty() && objects.values("/Group").is_empty());
    // The profile of sRGB is of version 4, which PDF 1.4 does not know: what brings none of its own is separated.
    assert_eq!(objects.spaces(), BTreeSet::from(["DeviceCMYK".to_owned()]));
    let profile = moxcms::ColorProfile::new_adobe_rgb().encode().expect("a profile");
    let mut older = profile.clone();
    older[8] = 2;
    for (profile, space) in [(older, "ICCBased"), (profile, "DeviceCMYK")] {
        place.write("sources/figures/a.png", with_profile(png::ColorType::Rgb, profile, [20, 120, 60]));
        built(&place, 0);
        let spaces = Objects::of(&self::file(&place, "ar")).spaces();
        assert!(spaces.contains(space) && (space == "ICCBased" || spaces.len() == 1), "{spaces:?}");
    }
}

/// A picture of one colour with a profile of its own.
fn with_profile(color: png::ColorType, profile: Vec<u8>, pixel: [u8; 3]) -> Vec<u8> {
    let mut info = png::Info::with_size(400, 200);
    (info.color_type, info.bit_depth) = (color, png::BitDepth::Eight);
    info.icc_profile = Some(profile.into());
    let mut file = Vec::new();
    let data = pixel[..color.samples()].repeat(400 * 200);
    let encoder = png::Encoder::with_info(&mut file, info).expect("a picture");
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&data)).expect("a picture");
    file
}

/// A picture of black and white, with sixteen bits a sample.
fn deep() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 400, 200);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Sixteen);
    let data = [0x80, 0x01].repeat(400 * 200);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&data)).expect("a picture");
    file
}

#[test]
fn pictures_keep_to_the_limit_of_ink_also_where_they_could_stay_as_they_are() {
    let place = shop("ink-limit = 220\n", SEEN_THROUGH);
    let dark = [30, 10, 60, 255].iter().chain(&[60, 40, 5, 90]).copied().collect::<Vec<u8>>().repeat(200 * 200);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 400, 200);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&dark)).expect("a picture");
    place.write("sources/figures/a.png", file);
    place.write("sources/figures/p.jpg", OF_INKS);
    let run = built(&place, 0);
    // The separation of a picture of inks is its maker's, who hears that it was changed.
    assert!(run.err.contains("warning[ink-limit]") && run.err.contains("one/en/01.md:5:1"), "{}", run.err);
    for lang in ["en", "ar"] {
        let file = self::file(&place, lang);
        assert!(!Objects::of(&file).values("/SMask").is_empty(), "alpha stays");
        let ink = most_ink(&file);
        assert!((200..=221).contains(&ink), "{lang}: {ink} %");
    }
}

#[test]
fn greys_are_those_of_their_own_profile_and_of_eight_bits_in_old_files() {
    let place = shop("standard = \"pdf/x-1a\"\n", FLAT);
    let profile = moxcms::ColorProfile::new_gray_with_gamma(1.0).encode().expect("a profile");
    place.write("sources/figures/a.png", with_profile(png::ColorType::Grayscale, profile, [128; 3]));
    place.write("sources/figures/p.jpg", deep());
    built(&place, 0);
    let file = file(&place, "en");
    let bits = Objects::of(&file).values("/BitsPerComponent");
    assert!(!bits.is_empty() && bits.iter().all(|bits| bits == 8), "{bits:?}");
    // Half the light is 188 of 255 in sRGB: a quarter of black.
    let pixels = (1..=pages(&file)).flat_map(|page| inks(&file, page));
    let quarter = pixels.filter(|[c, m, y, k]| [c, m, y] == [&0; 3] && (64..=70).contains(k)).count();
    assert!(quarter > 1000, "{quarter}");
}

#[test]
fn a_standard_takes_only_colours_and_conditions_that_fit_it() {
    for (profile, line) in [
        ("standard = \"pdf/x-1a\"\ncolors = \"rgb\"\n", "shop.toml:2:"),
        ("standard = \"pdf/x-4\"\ncolors = \"rgb\"\n", "shop.toml:2:"),
        ("standard = \"pdf/x-4\"\ncolors = \"rgb\"\ncondition = \"press/screen.icc\"\n", "shop.toml:3:"),
        ("standard = \"pdf/x-3\"\ncondition = \"press/new.icc\"\n", "shop.toml:2:"),
        ("condition = \"press/grey.icc\"\n", "shop.toml:1:"),
    ] {
        let place = shop(profile, FLAT);
        let encoded = |profile: moxcms::ColorProfile| profile.encode().expect("a profile");
        place.write("sources/press/screen.icc", encoded(moxcms::ColorProfile::new_srgb()));
        place.write("sources/press/grey.icc", encoded(moxcms::ColorProfile::new_gray_with_gamma(2.2)));
        let mut new = CONDITION.to_vec();
        new[8] = 4;
        place.write("sources/press/new.icc", new);
        let run = built(&place, 1);
        assert!(run.err.contains("error[bad-icc-profile]") && run.err.contains(line), "{profile}: {}", run.err);
    }
}

#[test]
fn what_is_seen_through_is_refused_with_its_place_where_the_standard_takes_none() {
    for standard in ["pdf/x-1a", "pdf/x-3"] {
        let place = shop(&format!("standard = \"{standard}\"\n"), SEEN_THROUGH);
        let run = place.run(&["build", "one", "--lang", "en", "--edition", "print,shop"]).ends(1);
        assert!(run.err.contains("error[transparency]") && run.err.contains("one/en/01.md:7:1"), "{}", run.err);
        assert!(
            place.path("output/en/one/one-en-print.pdf").exists()
                && !place.path("output/en/one/one-en-shop.pdf").exists()
        );
    }
    for standard in ["pdf/x-4", "pdf"] {
        built(&shop(&format!("standard = \"{standard}\"\n"), SEEN_THROUGH), 0);
    }
}

#[test]
fn plain_files_and_grey_and_red_green_blue_are_what_they_say() {
    for (colors, spaces, operator) in [
        ("grey", &["DeviceGray"][..], &["g", "G"][..]),
        ("rgb", &["DeviceRGB"], &["g", "G", "rg", "RG"]),
        ("cmyk", &["ICCBased"], &["k", "K"]),
    ] {
        let place = shop(&format!("standard = \"pdf\"\ncolors = \"{colors}\"\n"), SEEN_THROUGH);
        built(&place, 0);
        for lang in ["en", "ar"] {
            let file = file(&place, lang);
            let objects = Objects::of(&file);
            assert!(objects.values("/OutputIntents").is_empty() && objects.values("/GTS_PDFXVersion").is_empty());
            let mut found = objects.spaces();
            // Alpha is a grey picture.
            found.remove("DeviceGray");
            let wanted: BTreeSet<String> =
                spaces.iter().map(|space| (*space).to_owned()).filter(|one| one != "DeviceGray").collect();
            assert_eq!(found, wanted, "{colors} {lang}");
            let used = operators(&file);
            assert!(used.iter().all(|one| operator.contains(&one.as_str())), "{colors} {lang}: {used:?}");
            if colors == "grey" {
                let colored = (1..=pages(&file)).flat_map(|page| inks(&file, page)).any(|[c, m, y, _]| c + m + y > 0);
                assert!(!colored, "{lang}");
            }
        }
    }
}

#[test]
fn what_an_office_machine_prints_is_grey_and_has_its_tags() {
    let place = shop("standard = \"pdf\"\n", SEEN_THROUGH);
    place.run(&["build", "one", "--edition", "low-ink"]).ends(0);
    for lang in ["en", "ar"] {
        let file = file(&place, lang).replace("-shop", "-low-ink");
        let objects = Objects::of(&file);
        assert_eq!(objects.spaces(), BTreeSet::from(["DeviceGray".to_owned()]), "{lang}");
        let used = operators(&file);
        assert!(used.iter().all(|one| ["g", "G"].contains(&one.as_str())), "{lang}: {used:?}");
        assert!(!objects.values("/StructTreeRoot").is_empty() && !objects.values("/Annots").is_empty(), "{lang}");
    }
}

#[test]
fn another_condition_is_named_and_used() {
    // The same condition under another name shows that the file's own profile is read.
    let place = shop("condition = \"press/ours.icc\"\nink-limit = 240\n", FLAT);
    place.write("sources/press/ours.icc", CONDITION);
    built(&place, 0);
    let objects = Objects::of(&file(&place, "ar"));
    assert_eq!(objects.values("/OutputConditionIdentifier"), ["u:ours"]);
    assert!(objects.values("/RegistryName").is_empty());
    // A profile of other colours is refused at its place.
    let other = moxcms::ColorProfile::new_srgb().encode().expect("a profile");
    place.write("sources/press/ours.icc", other);
    let run = built(&place, 1);
    assert!(run.err.contains("error[bad-icc-profile]") && run.err.contains("shop.toml:1:13"), "{}", run.err);
}

#[test]
fn a_shop_that_binds_all_books_at_the_left_gets_right_to_left_pages_from_the_last() {
    let place = shop("[pages]\nmultiple = 8\n[bleed]\nouter = \"3mm\"\n[rtl]\norder = \"reversed\"\n", FLAT);
    place.run(&["build", "one", "--edition", "print,shop"]).ends(0);
    let texts = |file: &str| -> Vec<String> {
        let output = Command::new("pdftotext").args([file, "-"]).output().expect("pdftotext runs");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        text.split_terminator('\u{c}').map(|page| page.trim().to_owned()).collect()
    };
    let plain = texts(&file(&place, "ar").replace("-shop", "-print"));
    let mut reversed = texts(&file(&place, "ar"));
    assert!(reversed.len() % 8 == 0 && reversed.len() > plain.len(), "{} pages", reversed.len());
    assert!(reversed[0].is_empty(), "blanks come first");
    reversed.reverse();
    assert_eq!(reversed[..plain.len()], plain);
    assert_eq!(
        texts(&file(&place, "en"))[..2],
        texts(&file(&place, "en").replace("-shop", "-print"))[..2],
        "not from left"
    );
    // The first page of the book is the last of the file, an outer page at the left as every recto of such a book.
    let info = Command::new("pdfinfo")
        .args(["-box", "-f", "8", "-l", "8", &file(&place, "ar")])
        .output()
        .expect("pdfinfo runs");
    let info = String::from_utf8(info.stdout).expect("UTF-8");
    let line = info.lines().find(|line| line.contains("TrimBox")).expect("a box");
    let left: f64 = line.split_whitespace().nth(3).and_then(|side| side.parse().ok()).expect("a side");
    assert!((left - 3.0 / 25.4 * 72.0).abs() < 0.1, "{line}");
}

#[test]
fn bleed_lies_where_the_shop_wants_it() {
    let place = shop("[bleed]\nouter = \"10mm\"\nhead = \"4mm\"\nfoot = \"6mm\"\n", FLAT);
    built(&place, 0);
    for lang in ["en", "ar"] {
        let output =
            Command::new("pdfinfo").args(["-box", "-l", "2", &file(&place, lang)]).output().expect("pdfinfo runs");
        let info = String::from_utf8(output.stdout).expect("UTF-8");
        for page in 1..=2 {
            let sides = |name: &str| -> Vec<f64> {
                let head = format!("Page{page:>5} {name}:");
                let line =
                    info.lines().find_map(|line| line.strip_prefix(&head)).unwrap_or_else(|| panic!("{head} {info}"));
                line.split_whitespace().map(|side| side.parse().expect("a number")).collect()
            };
            let (trim, media) = (sides("TrimBox"), sides("MediaBox"));
            let mm = |points: f64| (points / 72.0 * 25.4).round();
            let around = [trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3]].map(mm);
            // A recto has its fore edge at the right, from right to left at the left.
            let is_right = (page == 1) == (lang == "en");
            let wanted = if is_right { [0.0, 6.0, 10.0, 4.0] } else { [10.0, 6.0, 0.0, 4.0] };
            assert_eq!(around, wanted, "{lang} {page}");
            assert_eq!(sides("BleedBox"), media);
        }
    }
}
