//! `warraq preflight`: each of many seeded faults is found with its page and its measure, none in our own files, and what is
//! said of files of other programs is true.

mod seeds;

use crate::support::{Place, TOOLBOX};
use seeds::{Seed, seeds};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// What the seeded files are looked at for.
const PRESS: &str = "standard = \"pdf/x-4\"\ncolors = \"cmyk\"\nink-limit = 300\nmarks = false\n[bleed]\nouter = \"3mm\"\nhead = \"3mm\"\n\
    foot = \"3mm\"\nbind = \"3mm\"\n[margins]\nouter = \"5mm\"\nhead = \"5mm\"\nfoot = \"5mm\"\nbind = \"5mm\"\n[least]\ntype = \"6pt\"\n\
    rule = \"0.25pt\"\nresolution = 300\nline-art = 600\ngrey = 8\n";

/// A project with a book for that press, built.
fn project() -> Place {
    let place = Place::project();
    place.write("sources/profiles/press.toml", PRESS);
    place.write("sources/toolbox.toml", format!("{TOOLBOX}[edition.press]\nbase = \"print\"\nprofile = \"press\"\n"));
    place.run(&["build", "one", "--edition", "press,screen,ebook"]).ends(0);
    place
}

/// The findings on a file, and the last word.
fn look(place: &Place, arguments: &[&str]) -> (Vec<Value>, Vec<Value>, i32) {
    let run = place.run(&[&["preflight", "--format", "json"], arguments].concat());
    let (verdicts, found): (Vec<Value>, Vec<Value>) =
        run.json().into_iter().partition(|line| !line["passes"].is_null());
    (found, verdicts, run.code)
}

fn said(found: &[Value]) -> Vec<String> {
    let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    found.iter().map(|one| format!("{}: {}", text(one, "code"), text(one, "message"))).collect()
}

#[test]
fn each_seeded_fault_is_found_with_page_and_measure() {
    let place = project();
    let good = place.files("output")["en/one/one-en-press.pdf"].clone();
    place.write("good.pdf", &good);
    let (found, verdicts, code) = look(&place, &["good.pdf", "--profile", "press"]);
    assert!(found.is_empty() && code == 0 && verdicts[0]["passes"] == true, "{:?}", said(&found));
    let seeds = seeds();
    assert!(seeds.len() >= 30, "{} seeds", seeds.len());
    for Seed { name, profile, sow, code, says, is_fault, arguments } in seeds {
        place.write("sources/profiles/seed.toml", format!("from = \"press\"\n{profile}"));
        place.write("seed.pdf", sow(&good));
        let (found, verdicts, exit) = look(&place, &[&["seed.pdf", "--profile", "seed"], arguments].concat());
        let lines = said(&found);
        let is_told = lines.iter().any(|line| line.starts_with(&format!("{code}: ")) && line.contains(says));
        assert!(is_told, "{name}: {code} with “{says}” is not in {lines:#?}");
        if let Some(verdict) = verdicts.first() {
            assert_eq!(verdict["passes"], !is_fault, "{name}: {lines:?}");
        }
        assert_eq!(exit, i32::from(is_fault), "{name}");
        let others: Vec<&String> = lines.iter().filter(|line| !line.starts_with(code)).collect();
        // A file of another standard is told to be one, too.
        assert!(others.len() <= if code == "transparency" { 2 } else { 1 }, "{name} gives besides: {others:?}");
    }
}

#[test]
fn our_own_files_pass() {
    let place = project();
    let made = place.names("output").iter().filter(|name| name.ends_with(".pdf") || name.ends_with(".epub")).count();
    assert_eq!(place.catalogue()["files"].as_array().map(Vec::len), Some(made), "none was held back");
    for lang in ["en", "ar"] {
        let file = |name: &str| format!("output/{lang}/one/one-{lang}{name}");
        let (book, cover) = (file("-press.pdf"), file("-press-cover.pdf"));
        for arguments in [
            vec![book.as_str(), "--profile", "press"],
            vec![&cover, "--profile", "press", "--cover-of", &book],
            vec![&file(".epub")],
        ] {
            let (found, verdicts, code) = look(&place, &arguments);
            assert!(
                found.is_empty() && code == 0 && verdicts[0]["passes"] == true,
                "{arguments:?}: {:?}",
                said(&found)
            );
        }
    }
}

#[test]
fn the_last_line_says_yes_or_no() {
    let place = project();
    let yes = place.run(&["preflight", "output/en/one/one-en-press.pdf", "--profile", "press"]).ends(0);
    assert_eq!(yes.out.lines().last(), Some("output/en/one/one-en-press.pdf: yes, press takes it"));
    let no = place.run(&["preflight", "output/en/one/one-en-screen.pdf", "--profile", "press"]).ends(1);
    assert!(no.out.lines().last().is_some_and(|line| line.contains(": no, press would send it back: ")), "{}", no.out);
    let book = place.run(&["preflight", "output/ar/one/one-ar.epub"]).ends(0);
    assert_eq!(book.out.lines().last(), Some("output/ar/one/one-ar.epub: yes, shops take it"));
    let wrong = place.run(&["preflight", "output/en/one/one-en-press.pdf", "--profile", "pres"]).ends(2);
    assert!(wrong.err.contains("unknown-profile") && wrong.err.contains("`press`"), "{}", wrong.err);
    place.run(&["preflight", "nothing.pdf"]).ends(1);
}

#[test]
fn what_is_no_book_is_told_and_nothing_panics() {
    let place = project();
    let good = place.files("output")["en/one/one-en-press.pdf"].clone();
    for (name, bytes, code) in [
        ("empty.pdf", Vec::new(), "no-pdf"),
        ("text.pdf", b"Hello".to_vec(), "no-pdf"),
        ("half.pdf", good[..good.len() / 2].to_vec(), "broken-pdf"),
        ("zip.epub", b"PK\x03\x04".to_vec(), "no-epub"),
    ] {
        place.write(name, &bytes);
        let (found, verdicts, exit) = look(&place, &[name, "--profile", "press"]);
        assert!(said(&found).iter().any(|line| line.starts_with(code)), "{name}: {:?}", said(&found));
        assert!(verdicts[0]["passes"] == false && exit == 1, "{name}");
    }
}

#[test]
fn e_books_with_what_shops_refuse_are_told() {
    let place = project();
    let book = fs::read(place.path("output/en/one/one-en.epub")).expect("a book");
    for (name, change, code) in [
        ("script", ("xhtml", "</head>", "<script>1</script></head>"), "epub-scripts"),
        ("remote", ("xhtml", "<body", "<link rel=\"x\" href=\"https://example.org/a.css\"/><body"), "epub-remote"),
        ("markup", ("xhtml", "</body>", "<p></body>"), "epub-markup"),
        ("language", ("opf", "<dc:language", "<dc:lingua"), "epub-markup"),
        ("cover", ("opf", "cover-image", "cover-picture"), "epub-cover"),
        ("contents", ("opf", "\"nav\"", "\"nav2\""), "epub-contents"),
        ("version", ("opf", "version=\"3.0\"", "version=\"2.0\""), "epub-version"),
        ("access", ("opf", "schema:accessMode\"", "schema:mode\""), "epub-accessibility"),
        ("mimetype", ("mimetype", "epub+zip", "epub"), "epub-mimetype"),
        ("missing", ("opf", "href=\"nav.xhtml\"", "href=\"gone.xhtml\""), "epub-missing"),
    ] {
        let changed = seeds::changed_epub(&book, change);
        place.write(&format!("{name}.epub"), changed);
        let (found, ..) = look(&place, &[&format!("{name}.epub")]);
        assert!(said(&found).iter().any(|line| line.starts_with(code)), "{name}: {:?}", said(&found));
    }
}

/// What is true of a file that Ghostscript made: its colours are red, green and blue, and it names no standard.
#[test]
fn what_is_said_of_other_programs_files_is_true() {
    let place = project();
    let written = place.path("page.ps");
    let words =
        "/Helvetica findfont 12 scalefont setfont 72 300 moveto 0.2 0.4 0.6 setrgbcolor (Some words) show showpage";
    fs::write(&written, format!("%!PS\n<< /PageSize [419.53 595.28] >> setpagedevice {words}")).expect("a file");
    let file = place.path("gs.pdf").display().to_string();
    let made = Command::new("gs")
        .args([
            "-q",
            "-dNOPAUSE",
            "-dBATCH",
            "-dSAFER",
            "-sDEVICE=pdfwrite",
            "-o",
            &file,
            &written.display().to_string(),
        ])
        .status();
    assert!(made.expect("Ghostscript runs").success());
    let (found, verdicts, _) = look(&place, &["gs.pdf", "--profile", "offset-coated"]);
    let lines = said(&found);
    for truth in [
        "rgb-color: page 1: red, green and blue at 25.4 mm",
        "wrong-standard: the file follows no standard",
        "no-output-intent",
    ] {
        assert!(lines.iter().any(|line| line.starts_with(truth)), "{truth}: {lines:#?}");
    }
    // Whether it embeds its fonts, another program says.
    let fonts = Command::new("pdffonts").arg(&file).output().expect("pdffonts runs");
    let fonts = String::from_utf8_lossy(&fonts.stdout).into_owned();
    let is_missing = fonts.lines().skip(2).any(|line| line.split_whitespace().rev().nth(4) == Some("no"));
    assert_eq!(lines.iter().any(|line| line.starts_with("unembedded-font")), is_missing, "{lines:?} {fonts}");
    assert!(verdicts[0]["pages"] == 1 && verdicts[0]["passes"] == false);
    // Chromium's files are tagged and in red, green and blue; an office copier takes them.
    place.write("page.html", "<html lang=en><title>T</title><body><p style='margin:20mm'>Some <b>words</b>.</p>");
    let page = format!("file://{}", place.path("page.html").display());
    let file = place.path("chromium.pdf").display().to_string();
    let made = Command::new("chromium")
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            &format!("--print-to-pdf={file}"),
            &page,
        ])
        .output();
    assert!(made.expect("Chromium runs").status.success());
    let (found, verdicts, _) = look(&place, &["chromium.pdf", "--profile", "office"]);
    assert!(verdicts[0]["passes"] == true, "{:?}", said(&found));
    let (found, ..) = look(&place, &["chromium.pdf", "--profile", "ingram"]);
    let lines = said(&found);
    assert!(
        lines.iter().any(|line| line.starts_with("wrong-standard"))
            && lines.iter().any(|line| line.contains("1 pages; 18")),
        "{lines:?}"
    );
}

/// The ink that preflight tells of is the one that Ghostscript prints.
#[test]
fn ink_is_measured_as_ghostscript_prints_it() {
    let place = project();
    let good = place.files("output")["en/one/one-en-press.pdf"].clone();
    place.write("ink.pdf", seeds::painted(&good, 1, "q .9 .8 .7 .6 k 100 200 50 50 re f Q", &[]));
    place.write("sources/profiles/seed.toml", "from = \"press\"\nink-limit = 250\n");
    let (found, ..) = look(&place, &["ink.pdf", "--profile", "seed"]);
    let told = said(&found)
        .into_iter()
        .find_map(|line| line.strip_prefix("too-much-ink: page 1: ")?.split(' ').next()?.parse::<f64>().ok());
    let output = Command::new("gs")
        .args(["-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pamcmyk32", "-r36", "-dLastPage=1", "-sOutputFile=-"])
        .arg(place.path("ink.pdf"))
        .output()
        .expect("Ghostscript runs")
        .stdout;
    let at = output.windows(7).position(|window| window == b"ENDHDR\n").expect("a picture") + 7;
    let printed = output[at..].chunks_exact(4).map(|pixel| pixel.iter().map(|ink| f64::from(*ink)).sum::<f64>() / 2.55);
    let most = printed.fold(0.0, f64::max);
    assert!(told.is_some_and(|told| (told - most).abs() < 2.0), "{told:?} is not {most}");
}
