//! docs/typography.md A46: letters through which something is seen, and letters that are outlined, as two programs paint them.

use crate::support::{Book, tool};
use std::path::Path;

/// The page of every test's words.
const PAGE: &str = "7";
const DPI: f64 = 300.0;

/// A page as it is painted.
struct Picture {
    width: usize,
    /// Red, green, blue.
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// By poppler.
    fn poppler(pdf: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("page").display().to_string();
        let pdf = pdf.display().to_string();
        tool("pdftoppm", &["-r", "300", "-f", PAGE, "-l", PAGE, "-singlefile", &pdf, &out], "");
        Self::read(&std::fs::read(format!("{out}.ppm")).expect("a picture"))
    }

    /// By MuPDF.
    fn mupdf(pdf: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("page.ppm").display().to_string();
        let pdf = pdf.display().to_string();
        tool("mutool", &["draw", "-q", "-r", "300", "-o", &out, &pdf, PAGE], "");
        Self::read(&std::fs::read(&out).expect("a picture"))
    }

    fn read(file: &[u8]) -> Self {
        let mut head = file.splitn(4, |byte| byte.is_ascii_whitespace());
        assert_eq!(head.next(), Some(&b"P6"[..]));
        let mut number = || {
            let word = head.next().expect("a number");
            std::str::from_utf8(word).expect("digits").parse::<usize>().expect("digits")
        };
        let (width, height) = (number(), number());
        let pixels = &file[file.len() - width * height * 3..];
        Self { width, pixels: pixels.chunks(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect() }
    }

    /// What lies between two heights, in points from the top.
    fn between(&self, top: f64, bottom: f64) -> Vec<[u8; 3]> {
        let row = |pt: f64| (pt * DPI / 72.0).round() as usize * self.width;
        self.pixels[row(top)..row(bottom).min(self.pixels.len())].to_vec()
    }
}

const WORDS: &str = "المحلية الهجرة السُّكّان بيئتهم";

/// A book whose heading is of some 40 points.
fn book(tag: &str, house: &str) -> Book {
    let house = format!("[fonts.heading]\nArab = [\"Amiri\"]\n[headings.h2]\nsize = 3100\naccent = true\n{house}");
    Book::project(tag, &house, &format!("# فصل\n\n## {WORDS}\n\nنص.\n"))
}

/// Top and bottom of the heading.
fn strip(book: &Book) -> (f64, f64) {
    let run = book.dump().lines_in("Heading(2)").remove(0).runs.remove(0);
    assert_eq!(run.page.to_string(), PAGE);
    assert!(run.size > 39.0, "{}", run.size);
    (run.y - run.size * 1.4, run.y + run.size * 0.7)
}

#[test]
fn a46_transparent_words_have_one_tone() {
    let book = book("ar", "[colors]\naccent = \"#c00000 40%\"\n");
    let (top, bottom) = strip(&book);
    for (edition, wanted) in [("screen", Some([0xe6, 0x99, 0x99])), ("print", None)] {
        let pdf = book.pdf(edition);
        for picture in [Picture::poppler(&pdf), Picture::mupdf(&pdf)] {
            let inked: Vec<[u8; 3]> = picture.between(top, bottom).into_iter().filter(|pixel| pixel[1] < 240).collect();
            let mut tones: Vec<u8> = inked.iter().map(|pixel| pixel[1]).collect();
            tones.sort_unstable();
            let (darkest, middle) = (tones[0], tones[tones.len() / 3]);
            assert!(middle - darkest <= 2, "{edition}: {darkest} is darker than {middle}");
            let alike = tones.iter().filter(|tone| tone.abs_diff(middle) <= 2).count();
            assert!(alike * 10 > tones.len() * 8, "{edition}: {alike} of {}", tones.len());
            if let Some(wanted) = wanted {
                let near = |pixel: &&[u8; 3]| pixel.iter().zip(wanted).all(|(a, b): (&u8, u8)| a.abs_diff(b) <= 2);
                assert!(inked.iter().filter(near).count() * 10 > inked.len() * 8);
            }
        }
    }
}

#[test]
fn a46_outlines_do_not_cross_joins() {
    let red = "[colors]\naccent = \"#a00000\"\n";
    let filled = book("ar", red);
    let outlined = book("ar", &format!("outline = \"0.6pt\"\n{red}"));
    let (top, bottom) = strip(&filled);
    let inside = Picture::poppler(&filled.pdf("screen"));
    let pdf = outlined.pdf("screen");
    for picture in [Picture::poppler(&pdf), Picture::mupdf(&pdf)] {
        assert_eq!(picture.width, inside.width);
        let (ink, line) = (inside.between(top, bottom), picture.between(top, bottom));
        let is_dark = |pixel: [u8; 3]| pixel[1] < 128;
        // Two pixels from the edges, where the edges of both are smooth.
        let reach = [-2, -1, 0, 1, 2].map(|step: isize| step * inside.width as isize);
        let is_inside = |at: usize| {
            let around = reach.iter().flat_map(|row| [-2, -1, 0, 1, 2].map(|step| at as isize + row + step));
            around.into_iter().all(|place| ink.get(place.max(0) as usize).is_some_and(|pixel| is_dark(*pixel)))
        };
        let inner: Vec<usize> = (0..ink.len()).filter(|at| is_inside(*at)).collect();
        assert!(inner.len() > 5000, "{}", inner.len());
        // Where the edges of two letters meet in one pixel, a trace of it may show the ground.
        let darkest = inner.iter().map(|at| line[*at][1]).min();
        assert!(darkest.is_some_and(|tone| tone > 192), "{darkest:?}");
        let painted = inner.iter().filter(|at| line[**at][1] < 250).count();
        assert!(painted * 1000 < inner.len(), "{painted} of {}", inner.len());
        assert!(line.iter().filter(|pixel| is_dark(**pixel)).count() > 2000, "there is a line");
    }
}

#[test]
fn a46_what_is_painted_as_one_stays_text() {
    let book = book("ar", "outline = \"0.6pt\"\n[colors]\naccent = \"#0b5563 60%\"\n");
    let pdf = book.pdf("screen").display().to_string();
    let heard = tool("pdfinfo", &["-struct-text", &pdf], "");
    let headings: Vec<&str> = heard.lines().skip_while(|line| !line.contains("H2")).skip(1).take(1).collect();
    assert_eq!(headings.first().map(|line| line.trim()), Some(format!("\"1-1\u{2002}{WORDS}\"").as_str()), "{heard}");
    assert_eq!(book.dump().lines_in("Heading(2)")[0].runs[0].color, "#0b5563 60%");
}
