//! docs/typography.md P1, P2, P16, P21, P31: what a printer is given.

use crate::support::dump::Line;
use crate::support::{Book, Dump, struct_text, tool};
use crate::typography::latin::{MM, WORDS, content, extracted};
use std::path::Path;

/// The objects of a file as text.
pub(crate) fn objects(pdf: &Path) -> String {
    tool("qpdf", &["--qdf", "--object-streams=disable", &pdf.display().to_string(), "-"], "")
}

/// Left, bottom, right, top of a box of the first page.
pub(crate) fn page_box(pdf: &Path, name: &str) -> [f64; 4] {
    let info = tool("pdfinfo", &["-box", &pdf.display().to_string()], "");
    let line = info.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("{name}: {info}"));
    let numbers: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    [numbers[0], numbers[1], numbers[2], numbers[3]]
}

pub(crate) fn page_count(pdf: &Path) -> usize {
    let info = tool("pdfinfo", &[&pdf.display().to_string()], "");
    info.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok()).expect("a number of pages")
}

/// By how much a box sticks out of another on each side.
fn outset(inner: [f64; 4], outer: [f64; 4]) -> [f64; 4] {
    [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]]
}

#[track_caller]
pub(crate) fn assert_near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 0.1, "{found} is not {wanted}");
}

/// A chapter of so many paragraphs.
fn chapter(paragraphs: usize) -> String {
    format!("# Chapter\n\n{}", format!("{}\n\n", WORDS.repeat(3)).repeat(paragraphs))
}

#[test]
fn p01_sizes_and_boxes() {
    let named = |name: &str| format!("size = \"{name}\"");
    for (size, width, height) in [
        (named("A4"), 210.0, 297.0),
        (named("A5"), 148.0, 210.0),
        (named("B5"), 176.0, 250.0),
        (named("JIS-B5"), 182.0, 257.0),
        (named("letter"), 215.9, 279.4),
        ("width = \"160mm\"\nheight = \"220mm\"".to_owned(), 160.0, 220.0),
    ] {
        let book = Book::project("en", &format!("[page]\n{size}\n"), "# Chapter\n\nText.\n");
        let pdf = book.pdf("print");
        let [trim, bleed, media] = ["TrimBox:", "BleedBox:", "MediaBox:"].map(|name| page_box(&pdf, name));
        assert_near(trim[2] - trim[0], width * MM);
        assert_near(trim[3] - trim[1], height * MM);
        outset(trim, bleed).into_iter().for_each(|out| assert_near(out, 3.0 * MM));
        assert_eq!(media, bleed, "nothing lies beyond the bleed");
    }
}

/// Ends of the lines that a page's content draws in the colour of all plates.
fn marks(pdf: &Path) -> Vec<[f64; 4]> {
    let objects = objects(pdf);
    let drawn = objects.split("/All CS\n1 SCN").nth(1).expect("crop marks").split("\nQ").next().unwrap_or_default();
    let lines: Vec<&str> = drawn.lines().collect();
    let mark = |lines: &[&str]| {
        let (from, to) = (lines[0].strip_suffix(" m")?, lines[1].strip_suffix(" l").filter(|_| lines[2] == "S")?);
        let numbers: Vec<f64> = [from, to].iter().flat_map(|at| at.split(' ')).flat_map(str::parse).collect();
        <[f64; 4]>::try_from(numbers).ok()
    };
    lines.windows(3).filter_map(mark).collect()
}

#[test]
fn p01_crop_marks_lie_outside_the_bleed() {
    for bleed in [0.0, 3.0, 5.0] {
        let house = format!("[page]\nsize = \"A5\"\nbleed = \"{bleed}mm\"\nmarks = true\n");
        let book = Book::project("en", &house, "# Chapter\n\nText.\n");
        let pdf = book.pdf("print");
        let [trim, with_bleed, media] = ["TrimBox:", "BleedBox:", "MediaBox:"].map(|name| page_box(&pdf, name));
        assert_near(trim[2] - trim[0], 148.0 * MM);
        assert_near(trim[3] - trim[1], 210.0 * MM);
        outset(trim, with_bleed).into_iter().for_each(|out| assert_near(out, bleed * MM));
        let marks = marks(&pdf);
        assert_eq!(marks.len(), 8, "two at each corner");
        for [x0, y0, x1, y1] in marks {
            // Each is in line with an edge of the trimmed page.
            if y0 == y1 {
                assert!((y0 - trim[1]).abs() < 0.01 || (y0 - trim[3]).abs() < 0.01, "{y0}");
            } else {
                assert!(x0 == x1 && ((x0 - trim[0]).abs() < 0.01 || (x0 - trim[2]).abs() < 0.01), "{x0}");
            }
            let gap = [trim[0] - x0.max(x1), x0.min(x1) - trim[2], trim[1] - y0.max(y1), y0.min(y1) - trim[3]];
            let gap = gap.into_iter().fold(f64::MIN, f64::max);
            assert!(gap >= bleed.max(3.0) * MM - 0.01, "{gap} pt from the trimmed page");
            let on_the_sheet = x0.min(x1) > 0.0 && y0.min(y1) > 0.0 && x0.max(x1) < media[2] && y0.max(y1) < media[3];
            assert!(on_the_sheet, "{x0} {y0} {x1} {y1} in {media:?}");
        }
        let screen = book.pdf("screen");
        assert!(!objects(&screen).contains("/All CS"), "the screen edition has none");
        assert_near(page_box(&screen, "MediaBox:")[2], 148.0 * MM);
    }
}

/// The inner margin of a late recto, in millimetres.
fn inner_margin(dump: &Dump) -> f64 {
    let body = dump.pages.iter().rev().filter(|page| page.page % 2 == 1 && page.series == "body");
    let page = body.map(|page| page.page).nth(1).expect("a recto");
    let lines: Vec<Line> = content(dump).into_iter().filter(|line| line.place.0 == page).collect();
    (lines.iter().map(|line| line.extent().0).fold(f64::MAX, f64::min) / MM).round()
}

/// A book on small pages, whose house style asks for an inner margin that is too narrow for many of them.
fn bound(binding: &str, size: &str, paragraphs: usize) -> Book {
    let house = format!(
        "[page]\nsize = \"A6\"\nbinding = \"{binding}\"\n[page.margins]\ninner = \"8mm\"\nouter = \"12mm\"\n\
         top = \"15mm\"\nbottom = \"18mm\"\n[text]\nsize = \"{size}\"\n"
    );
    Book::project("en", &house, &chapter(paragraphs))
}

#[test]
fn p02_inner_margin_grows_with_the_book() {
    let least = |pages: usize| {
        [(150, 10.0), (300, 13.0), (500, 16.0)].iter().find(|(most, _)| pages <= *most).map_or(19.0, |(_, mm)| *mm)
    };
    let [few, many] = ["8pt", "14pt"].map(|size| bound("perfect", size, 150).dump());
    assert!(few.pages.len() <= 150 && many.pages.len() > 150, "{} and {} pages", few.pages.len(), many.pages.len());
    for dump in [few, many] {
        assert_eq!(inner_margin(&dump), least(dump.pages.len()), "{} pages", dump.pages.len());
    }
}

#[test]
fn p02_inner_margin_depends_on_the_binding() {
    for (binding, margin) in [("perfect", 10.0), ("sewn", 8.0), ("spiral", 15.0), ("stapled", 10.0)] {
        assert_eq!(inner_margin(&bound(binding, "8pt", 30).dump()), margin, "{binding}");
    }
    let thick = bound("stapled", "11pt", 150).dump();
    assert!(thick.pages.len() > 64, "{} pages", thick.pages.len());
    assert!(thick.said.contains("too-thick-to-staple"), "{}", thick.said);
}

#[test]
fn p31_pages_fill_signatures() {
    let text = chapter(30);
    for (facts, multiple) in [("signature = 16\n", 16), ("binding = \"stapled\"\n", 4), ("", 1)] {
        let book = Book::project_of("en", "[page]\nsize = \"A6\"\n", facts, &[("01.md", &text)]);
        let (files, said) = book.build("print,screen");
        let [print, screen] = ["-print.pdf", "-screen.pdf"].map(|end| {
            let found = files.iter().find(|file| file.to_string_lossy().ends_with(end));
            found.unwrap_or_else(|| panic!("{end}: {said}"))
        });
        let (printed, shown) = (page_count(print), page_count(screen));
        assert_eq!(printed % multiple, 0, "{facts}");
        let blanks = printed - shown;
        assert_eq!(blanks, shown.next_multiple_of(multiple) - shown, "{facts}: {shown} pages");
        // The text before them is the same, to the folio, and they are empty.
        let pages = |file: &Path, first: usize, last: usize| {
            let (first, last, file) = (first.to_string(), last.to_string(), file.display().to_string());
            tool("pdftotext", &["-layout", "-f", &first, "-l", &last, &file, "-"], "")
        };
        let words = |text: String| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(pages(print, 1, shown)), words(pages(screen, 1, shown)));
        if blanks > 0 {
            assert_eq!(words(pages(print, shown + 1, printed)), [""; 0]);
            let line = book.said_of_build("print");
            assert!(line.contains(&format!("{printed} pages, {blanks} of them blank at the end")), "{line}");
        }
    }
}

#[test]
fn p16_files_for_print_and_screen() {
    let book = Book::project("en", "", "# One\n\nText *and* `code`.[^a]\n\n| H |\n|---|\n| c |\n\n[^a]: Note.\n");
    for edition in ["print", "screen"] {
        let pdf = book.pdf(edition);
        let first = std::fs::read(&pdf).expect("the file");
        let fonts = tool("pdffonts", &[&pdf.display().to_string()], "");
        for font in fonts.lines().skip(2) {
            let columns: Vec<&str> = font.split_whitespace().rev().collect();
            assert_eq!(&columns[2..5], ["yes", "yes", "yes"], "{font}");
            assert_eq!(font.find('+'), Some(6), "a subset: {font}");
        }
        let objects = objects(&pdf);
        if edition == "screen" {
            for wanted in ["/StructTreeRoot", "/Marked true", "/Scope /Column", "/S /Note", "/Artifact"] {
                assert!(objects.contains(wanted), "{wanted}");
            }
        }
        std::fs::remove_file(&pdf).expect("removed");
        assert!(std::fs::read(book.pdf(edition)).expect("the file") == first, "{edition}: the same bytes");
    }
}

#[test]
fn p21_imprint_and_colophon() {
    let facts = "[publication.isbn.print]\nen = \"978-3-16-148410-0\"\n";
    let book = Book::project_of("en", "", facts, &[("01.md", "# One\n\nText.\n")]);
    let dump = book.dump();
    let on: String =
        content(&dump).iter().filter(|line| line.place.0 == 4).map(Line::text).collect::<Vec<_>>().join("\n");
    assert!(on.contains("Published by") && on.contains("November 2026"), "{on}");
    assert!(dump.text().contains("Source Serif 4"), "the colophon names the font");
    let text = extracted(&book.pdf("screen"));
    assert!(text.contains("978"), "{text}\n{}", dump.said);
    assert!(struct_text(&book.pdf("screen")).contains("One"));
}

#[test]
fn p21_imprint_says_what_law_and_library_want() {
    for (tag, deposit, printer, colophon, set) in [
        ("en", "Legal deposit: D-1", "Printed by Atlas", "Printed in December 2026 by Atlas", "(set)"),
        (
            "fr",
            "Dépôt légal",
            "Imprimé par Atlas",
            "Achevé d’imprimer en décembre 2026 par Atlas",
            "(édition complète)",
        ),
        (
            "es",
            "Depósito legal: D-1",
            "Impreso por Atlas",
            "se terminó de imprimir en diciembre de 2026",
            "(obra completa)",
        ),
        (
            "ar",
            "رقم الإيداع",
            "المطبعة",
            "انتهت طباعة هذا الكتاب في كانون الأول/ديسمبر 2026 لدى Atlas",
            "(المجموعة الكاملة)",
        ),
    ] {
        let facts = format!(
            "isbn = {{ print = {{ {tag} = [\"978-3-16-148410-0\", \"979-10-90636-07-1\"] }}, set = {{ {tag} = \"978-0-306-40615-7\" }} }}\n\
             [imprint]\nedition = \"Edition 2\"\nlegal-deposit = \"D-1\"\nprinter = \"Atlas\"\nprinted = 2026-12-01\n\
             disclaimer = \"Views\"\ncopyright-holder = \"Holder\"\n[volumes]\ncount = 2\n"
        );
        let text = "# One\n\nText.\n\n# Two\n\nText.\n";
        let dump = Book::project_of(tag, "", &facts, &[("01.md", text)]).dump();
        let imprints: Vec<String> = content(&dump)
            .iter()
            .filter(|line| line.place.0 == 4 && line.runs[0].owner.starts_with("Division"))
            .map(Line::text)
            .collect();
        let all = imprints.join("\n").replace('\u{A0}', " ");
        for wanted in
            ["Edition 2", "© Holder", deposit, printer, "Views", "978-3-16-148410-0", "979-10-90636-07-1", set]
        {
            assert!(all.contains(wanted), "{tag}: no {wanted} in {all}");
        }
        assert_eq!(all.matches("978-0-306-40615-7").count(), 2, "each volume names the set");
        assert_eq!(all.matches("978-3-16-148410-0").count(), 1, "each volume has its own");
        assert!(dump.text().replace('\u{A0}', " ").contains(colophon), "{tag}: {}", dump.text());
    }
}

#[test]
fn p21_missing_fields_are_listed_on_request() {
    let book = Book::project_of(
        "en",
        "",
        "isbn = { print = { en = \"978-3-16-148410-0\" } }\n",
        &[("01.md", "# One\n\nText.\n")],
    );
    let (_, said) = book.check(&["-v"]);
    let line =
        said.lines().find(|line| line.contains("the imprint says nothing of")).unwrap_or_else(|| panic!("{said}"));
    for key in ["isbn.ebook", "licence", "imprint.printer", "imprint.legal-deposit", "imprint.copyright-holder"] {
        assert!(line.contains(key), "{key}: {line}");
    }
    assert!(!line.contains("isbn.print") && !line.contains(" date"), "{line}");
    assert!(!book.check(&[]).1.contains("imprint"), "not unless asked");
}

/// Parts of cyan, magenta, yellow and black on each page, as Ghostscript prints it.
fn coverage(pdf: &Path) -> Vec<[f64; 4]> {
    let said =
        tool("gs", &["-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-o", "-", &pdf.display().to_string()], "");
    let lines = said.lines().filter(|line| line.contains("CMYK OK"));
    lines
        .map(|line| {
            let parts: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            [parts[0], parts[1], parts[2], parts[3]]
        })
        .collect()
}

/// A picture of two pixels.
fn png(color: png::ColorType, pixels: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 2, 1);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().and_then(|mut writer| writer.write_image_data(pixels)).expect("written");
    out
}

#[test]
fn p16_print_is_pdf_x_4() {
    let text = "# One\n\nText.\n\n![A](figures/plain.png){alt=\"a\"}\n\n![B](figures/alpha.png){alt=\"b\"}\n\n\
                ![C](figures/drawing.svg){alt=\"c\"}\n";
    let book = Book::project("en", "", text);
    book.write("sources/book/figures/plain.png", png(png::ColorType::Rgb, &[200, 0, 0, 0, 0, 200]));
    book.write("sources/book/figures/alpha.png", png(png::ColorType::Rgba, &[200, 0, 0, 90, 0, 0, 200, 255]));
    book.write(
        "sources/book/figures/drawing.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"50\"><rect width=\"40\" height=\"40\" fill=\"#0b5563\"/></svg>",
    );
    let pdf = book.pdf("print");
    assert!(std::fs::read(&pdf).expect("the file").starts_with(b"%PDF-1.6"));
    let info = tool("pdfinfo", &[&pdf.display().to_string()], "");
    assert!(info.contains("PDF subtype:    PDF/X-4"), "{info}");
    let said = tool("qpdf", &["--check", &pdf.display().to_string()], "");
    assert!(said.contains("No syntax or stream encoding errors"), "{said}");
    let objects = objects(&pdf);
    for wanted in [
        "/S /GTS_PDFX",
        "/OutputConditionIdentifier (FOGRA39)",
        "/RegistryName (http://www.color.org)",
        "/DestOutputProfile",
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        "<xmp:MetadataDate>2026-11-01T00:00:00Z</xmp:MetadataDate>",
        "/Trapped /False",
        "/ID [",
    ] {
        assert!(objects.contains(wanted), "{wanted}");
    }
    // Red, green and blue have a meaning, and what shines through is mixed in the inks.
    assert!(!objects.contains("/ColorSpace /DeviceRGB") && !objects.contains(" rg\n") && !objects.contains(" RG\n"));
    assert_eq!(objects.matches("/ICCBased").count(), 1, "both pictures share the profile of sRGB");
    assert_eq!(objects.matches("/S /Transparency").count(), 1, "only the page with the shadow is mixed");
    assert!(objects.contains("/CS /DeviceCMYK"));
    for never in ["/Annots", "/JavaScript", "/Encrypt", "/LZWDecode"] {
        assert!(!objects.contains(never), "{never}");
    }
}

#[test]
fn p16_text_is_black_alone_and_overprints() {
    let text = "# One\n\nText with `code`, **bold** and [a link](https://example.org).\n\n\
                :::exercise\nText on a ground.\n:::\n";
    let black = "[colors]\naccent = \"#000000\"\nground = \"#ffffff\"\n[parts.exercise]\nground = \"none\"\nrule = \"#000000\"\nlabel = \"#000000\"\n";
    let pages = coverage(&Book::project("en", black, text).pdf("print"));
    assert!(pages.iter().any(|page| page[3] > 0.001), "{pages:?}");
    assert!(pages.iter().all(|page| page[..3] == [0.0; 3]), "{pages:?}");
    let book = Book::project("en", "", text);
    let pdf = book.pdf("print");
    assert!(coverage(&pdf).iter().any(|page| page[0] > 0.001), "the accent is a colour");
    let objects = objects(&pdf);
    assert!(objects.contains("/OP true") && objects.contains("/OPM 1") && objects.contains("/Over gs"));
    // A ground is painted in a state that knocks out.
    let page =
        objects.split("stream\n").find(|stream| stream.contains("/Over gs") && stream.contains(" re")).expect("a page");
    let before = &page[..page.find(" re").expect("a ground")];
    assert!(before.rfind("/Over gs") <= before.rfind("/Knock gs"), "{before}");
}
