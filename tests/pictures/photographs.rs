//! Pictures of pixels: upright, whole, in their own colours.

use super::desk::{CORNERS, Desk, PHOTOGRAPH, alike, base64, exif, gif, held, pixels, png, tool, webp};
use std::fmt::Write;

/// Which corner of the file is seen in each corner, for each orientation of EXIF (CIPA DC-008, 4.6.5.1.6).
const SEEN: [[usize; 4]; 8] =
    [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0], [2, 3, 0, 1], [0, 2, 1, 3], [2, 0, 3, 1], [3, 1, 2, 0], [1, 3, 0, 2]];

#[track_caller]
fn is_seen(found: [[u8; 3]; 4], orientation: usize, what: &str) {
    for (corner, wanted) in SEEN[orientation - 1].into_iter().enumerate() {
        assert!(alike(found[corner], CORNERS[wanted]), "{what}: corner {corner} of {found:?}");
    }
}

#[test]
fn photographs_stand_upright_on_pages_and_in_ebooks() {
    let mut text = "# Photographs\n\n".to_owned();
    let drawing = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 48' width='32' height='48'>\
         <image x='0' y='0' width='32' height='48' href='data:image/jpeg;base64,{}'/></svg>",
        base64(&held(6))
    );
    let in_drawing = format!("{drawing}\n");
    let mut files: Vec<(String, Vec<u8>, usize)> =
        (1..=8).map(|at| (format!("p{at}.jpg"), held(at), usize::from(at))).collect();
    files.push(("q.png".into(), png(&[(b"eXIf", &exif(6))], None), 6));
    files.push(("r.webp".into(), webp(Some(exif(8))), 8));
    files.push(("s.svg".into(), in_drawing.into_bytes(), 6));
    for (name, ..) in &files {
        let _ = write!(text, "![A field]({name}){{alt=\"A\" width=20mm .here}}\n\n");
    }
    let beside: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes, _)| (name.as_str(), bytes.as_slice())).collect();
    let desk = Desk::new(&text, &beside);
    let painted = desk.painted();
    assert_eq!(painted.len(), files.len());
    for (picture, (name, _, orientation)) in painted.iter().zip(&files) {
        is_seen(picture.corners(), *orientation, name);
        let ratio = if *orientation > 4 { 1.5 } else { 1.0 / 1.5 };
        assert!((picture.height() / picture.width() - ratio).abs() < 0.01, "{name}: {:?}", picture.place);
    }
    let book = desk.ebook();
    let file = |name: &str| &book.iter().find(|(own, _)| own == name).unwrap_or_else(|| panic!("{name}")).1;
    assert_eq!(file("p6.jpg"), &held(6), "readers turn JPEG files themselves");
    for (name, orientation) in [("q.png", 6), ("r.png", 8)] {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file(name))).read_info().expect("a PNG file");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        let info = reader.next_frame(&mut pixels).expect("pixels");
        assert_eq!((info.width, info.height), (32, 48), "{name}");
        let samples = pixels.len() / (32 * 48);
        let at = |x: usize, y: usize| {
            let start = (y * 32 + x) * samples;
            [pixels[start], pixels[start + 1], pixels[start + 2]]
        };
        is_seen([at(8, 12), at(24, 12), at(8, 36), at(24, 36)], orientation, name);
    }
}

#[test]
fn a_file_is_what_it_holds_whatever_its_name() {
    let drawing =
        b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 32'><rect width='24' height='16' fill='#d02020'/>\
        <rect x='24' width='24' height='16' fill='#20a020'/><rect y='16' width='24' height='16' fill='#2020d0'/>\
        <rect x='24' y='16' width='24' height='16' fill='#e0d020'/></svg>";
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, drawing).expect("packed");
    let packed = packed.finish().expect("packed");
    let plain = png(&[], None);
    let by_percent: String = String::from_utf8_lossy(drawing)
        .replace('#', "%23")
        .replace(' ', "%20")
        .replace('<', "%3C")
        .replace('>', "%3E");
    let text = format!(
        "# Files\n\n![1](a%20b.png)\n\n![2](<a b.png>)\n\n![3](圖像-é.png)\n\n![4](PHOTO.PNG)\n\n![5](really-jpeg.png)\n\n\
         ![6](p.gif)\n\n![7](p.webp)\n\n![8](p.svgz)\n\n![9](p.svg?raw=true)\n\n![10](data:image/png;base64,{})\n\n\
         ![11](<data:image/svg+xml,{by_percent}>)\n\n![12][far]\n\n<img src=\"data:image/gif;base64,{}\" alt=\"13\">\n\n![14](.\\p.gif)\n\n\
         [far]: <data:image/webp;base64,{}>\n",
        base64(&plain),
        base64(&gif()),
        base64(&webp(None)),
    );
    let desk = Desk::new(
        &text,
        &[
            ("a b.png", &plain),
            ("圖像-é.png", &plain),
            ("PHOTO.PNG", &plain),
            ("really-jpeg.png", PHOTOGRAPH),
            ("p.gif", &gif()),
            ("p.webp", &webp(None)),
            ("p.svgz", &packed),
            ("p.svg", drawing),
        ],
    );
    assert_eq!(desk.findings("check", &[]), []);
    let painted = desk.painted();
    assert_eq!(painted.len(), 14);
    for (at, picture) in painted.iter().enumerate() {
        is_seen(picture.corners(), 1, &format!("picture {}", at + 1));
    }
    let names: Vec<String> = desk.ebook().into_iter().map(|(name, _)| name).collect();
    let wanted = [
        "a-b.png",
        "p-2.svg",
        "p.gif",
        "p.svg",
        "p.webp",
        "photo.png",
        "picture-2.gif",
        "picture-3.gif",
        "really-jpeg.jpg",
    ];
    for name in wanted.iter().filter(|name| !name.starts_with("picture")) {
        assert!(names.iter().any(|own| own == name), "{name} in {names:?}");
    }
    assert_eq!(names.len(), 12, "{names:?}");
}

#[test]
fn sizes_are_given_in_the_units_of_paper_and_screens() {
    let cases = [
        ("{width=50%}", None),
        ("{width=40mm}", Some(40.0 * 72.0 / 25.4)),
        ("{width=3cm}", Some(30.0 * 72.0 / 25.4)),
        ("{width=1in}", Some(72.0)),
        ("{width=60px}", Some(45.0)),
        ("{width=60}", Some(45.0)),
        ("{width=90pt}", Some(90.0)),
        ("{height=20mm}", Some(30.0 * 72.0 / 25.4)),
        ("{width=80mm height=20mm}", Some(30.0 * 72.0 / 25.4)),
    ];
    let mut text = "# Sizes\n\n".to_owned();
    cases
        .iter()
        .for_each(|(braces, _)| text.push_str(&format!("![A field](p.png){}\n\n", braces.replace('}', " alt=\"A\"}"))));
    text.push_str(
        "<img src=\"p.png\" alt=\"A field\" height=\"40\">\n\n<img src=\"p.png\" alt=\"A\" style=\"width: 2cm\">\n\n",
    );
    text.push_str("![A field|60](p.png)\n\n![[p.png|60x40]]\n\n![A|90](p.png){alt=\"A\" width=60px}\n\n");
    text.push_str("![A field](p.png){alt=\"A\" width=wide}\n");
    let desk = Desk::new(&text, &[("p.png", &png(&[], None))]);
    let painted = desk.painted();
    let html = [
        ("<img height>", Some(45.0)),
        ("<img style>", Some(20.0 * 72.0 / 25.4)),
        ("|60", Some(45.0)),
        ("[[|60x40]]", Some(45.0)),
        ("braces before |90", Some(45.0)),
    ];
    for (picture, (what, wanted)) in painted.iter().zip(cases.into_iter().chain(html)) {
        let wanted = wanted.unwrap_or(picture.width());
        assert!((picture.width() - wanted).abs() < 0.1, "{what}: {} is not {wanted}", picture.width());
        assert!((picture.width() / picture.height() - 1.5).abs() < 0.01, "{what} keeps its proportions");
    }
    let codes: Vec<String> = desk.findings("check", &[]).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, ["bad-attribute"]);
}

#[test]
fn a_picture_keeps_the_colours_that_its_profile_means() {
    let encoded = |profile: moxcms::ColorProfile| profile.encode().expect("a profile");
    let wide = encoded(moxcms::ColorProfile::new_adobe_rgb());
    let usual = encoded(moxcms::ColorProfile::new_srgb());
    let desk = Desk::new(
        "# Colours\n\n![A](wide.png)\n\n![B](usual.png)\n\n![C](none.png)\n",
        &[("wide.png", &png(&[], Some(wide))), ("usual.png", &png(&[], Some(usual))), ("none.png", &png(&[], None))],
    );
    let spaces = |edition: &str| {
        let list = tool("pdfimages", &["-list", &desk.build(edition).0.display().to_string()]);
        let lines = list.lines().skip(2).map(|line| line.split_whitespace().nth(5).unwrap_or_default().to_owned());
        lines.collect::<Vec<_>>()
    };
    assert_eq!(spaces("screen"), ["icc", "rgb", "rgb"], "sRGB is what a file for the screen is anyway");
    assert_eq!(spaces("print"), ["icc", "icc", "icc"]);
    assert_eq!(pixels().len(), 48 * 32 * 3);
}

#[test]
fn coarse_pictures_are_told_where_they_are_printed() {
    let desk = Desk::new("# Coarse\n\n![A field](p.png){alt=\"A\" width=100%}\n", &[("p.png", &png(&[], None))]);
    assert!(desk.build("print").1.contains("warning[low-resolution]"));
    assert!(!desk.build("screen").1.contains("low-resolution"));
}
