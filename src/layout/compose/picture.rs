//! What a picture file holds: its format and its natural size.

use super::Composer;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::manuscript::{NodeId, Picture};
use crate::text::{Artifact, Owner};
use crate::units::{Length, Size};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// Largest file that is opened.
const MOST_BYTES: u64 = 64 << 20;

/// Most pixels of a picture.
const MOST_PIXELS: u64 = 100_000_000;

/// How many bytes after the end of the image some cameras leave.
const JPEG_TRAILER: u64 = 64 << 10;

/// Pixels per inch of a picture that does not say, as browsers take it.
const USUAL_DENSITY: f64 = 96.0;

/// Least pixels per inch at print size (TYPOGRAPHY.md P9).
const LEAST_DENSITY: f64 = 200.0;

/// Highest part of the page's text that a picture takes, in percent.
const HIGHEST: i64 = 60;

/// A picture as its file describes it.
#[derive(Copy, Clone, Debug, PartialEq)]
struct Natural {
    size: Size,
    /// Pixels from left to right, for pictures made of pixels.
    pixels: Option<u32>,
}

/// Formats that no page can show, with the bytes they begin with after so many others.
const OTHER_FORMATS: [(&str, usize, &[u8]); 9] = [
    ("GIF", 0, b"GIF8"),
    ("WebP", 8, b"WEBP"),
    ("AVIF", 4, b"ftypavif"),
    ("HEIC", 4, b"ftyphe"),
    ("TIFF", 0, b"II*\0"),
    ("TIFF", 0, b"MM\0*"),
    ("BMP", 0, b"BM"),
    ("PDF", 0, b"%PDF"),
    ("JPEG XL", 0, b"\xff\x0a"),
];

/// Why a picture cannot be used.
enum Fault {
    Broken(String),
    Format(&'static str),
    TooLarge(String),
}

impl Composer<'_> {
    /// The size of a picture on paper: as wide as asked for, or its natural size, within `room` and a part of the
    /// page's height. `None` where the file cannot be used, which is reported.
    pub(super) fn picture_size(
        &self,
        picture: &Picture,
        room: Length,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Size> {
        let natural = match probe(&picture.file) {
            Ok(natural) => natural,
            Err(fault) => {
                diagnostics.push(report(fault, &picture.file).at(span));
                return None;
            }
        };
        let page = &self.house.page;
        let highest = (page.height - page.margins.top - page.margins.bottom).scale(HIGHEST, 100);
        let wanted = picture.width.map_or(natural.size.width, |width| room.scale(i64::from(width), 1000));
        let size = scaled_to(natural.size, wanted.min(room), highest);
        if let Some(pixels) = natural.pixels {
            let density = f64::from(pixels) * 72.0 / size.width.pt().max(1.0);
            if density < LEAST_DENSITY {
                diagnostics.push(
                    Diagnostic::warning(
                        "low-resolution",
                        format!("{density:.0} pixels per inch are too few to print well"),
                    )
                    .at(span)
                    .help(format!(
                        "give it a width of {:.0} mm or less, or a file at least {:.0} pixels wide",
                        f64::from(pixels) * 25.4 / LEAST_DENSITY,
                        size.width.pt() * LEAST_DENSITY / 72.0
                    )),
                );
            }
        }
        Some(size)
    }

    /// Whose a picture is: nobody's where it is a mere decoration.
    pub(super) fn owner_of_picture(&self, node: NodeId, picture: &Picture) -> Owner {
        match picture.alt.as_deref() {
            Some("") => Owner::Artifact(Artifact::Layout),
            _ => Owner::Node(node),
        }
    }
}

/// The natural size, made `width` wide and no higher than `highest`.
fn scaled_to(natural: Size, width: Length, highest: Length) -> Size {
    let height = natural.height.scale(width.raw(), natural.width.raw().max(1));
    if height <= highest {
        return Size { width, height };
    }
    Size { width: natural.width.scale(highest.raw(), natural.height.raw().max(1)), height: highest }
}

fn report(fault: Fault, file: &Path) -> Diagnostic {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match fault {
        Fault::Broken(why) => {
            // Libraries' reasons may be of several lines.
            let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
            Diagnostic::error("broken-picture", format!("the picture {name} cannot be read: {why}"))
                .help("save it again as PNG, JPEG or SVG")
        }
        Fault::Format(format) => Diagnostic::error(
            "unsupported-picture",
            format!("the picture {name} is a {format} file, which pages cannot show"),
        )
        .help("save it as PNG, photographs as JPEG, drawings as SVG"),
        Fault::TooLarge(why) => {
            Diagnostic::error("picture-too-large", format!("the picture {name} is too large: {why}"))
                .help("save a smaller copy: 300 pixels per inch at print size are enough")
        }
    }
}

fn probe(path: &Path) -> Result<Natural, Fault> {
    let broken = |error: std::io::Error| Fault::Broken(error.kind().to_string());
    let file = File::open(path).map_err(broken)?;
    let bytes = file.metadata().map_err(broken)?.len();
    if bytes > MOST_BYTES {
        return Err(Fault::TooLarge(format!("{} MB, where {} are allowed", bytes >> 20, MOST_BYTES >> 20)));
    }
    let mut reader = BufReader::new(file);
    let mut start = [0; 12];
    let read = reader.read(&mut start).map_err(broken)?;
    let file = File::open(path).map_err(broken)?;
    let start = start.get(..read).unwrap_or_default();
    let begins = |(_, at, bytes): &&(&str, usize, &[u8])| start.get(*at..).is_some_and(|rest| rest.starts_with(bytes));
    match start {
        [0x89, b'P', b'N', b'G', ..] => png(BufReader::new(file)),
        [0xff, 0xd8, ..] => jpeg(file),
        _ => match OTHER_FORMATS.iter().find(begins) {
            Some((format, ..)) => Err(Fault::Format(format)),
            None => svg(file),
        },
    }
}

fn png(reader: BufReader<File>) -> Result<Natural, Fault> {
    let broken = |error: png::DecodingError| Fault::Broken(error.to_string());
    let mut reader = png::Decoder::new(reader).read_info().map_err(broken)?;
    let info = reader.info();
    let density = info
        .pixel_dims
        .filter(|dims| dims.unit == png::Unit::Meter)
        .map(|dims| (f64::from(dims.xppu) * 0.0254, f64::from(dims.yppu) * 0.0254));
    let natural = natural(info.width, info.height, density)?;
    // Its end and its checksums, without unpacking: no edition is made of half a picture.
    reader.finish().map_err(broken)?;
    Ok(natural)
}

fn jpeg(mut file: File) -> Result<Natural, Fault> {
    if !has_end_of_jpeg(&mut file).map_err(|error| Fault::Broken(error.kind().to_string()))? {
        return Err(Fault::Broken("it ends in the middle".into()));
    }
    let mut decoder = zune_jpeg::JpegDecoder::new(BufReader::new(file));
    decoder.decode_headers().map_err(|error| Fault::Broken(error.to_string()))?;
    let info = decoder.info().ok_or_else(|| Fault::Broken("it has no header".into()))?;
    let (x, y) = (f64::from(info.x_density), f64::from(info.y_density));
    let density = match info.pixel_density {
        1 => Some((x, y)),
        2 => Some((x * 2.54, y * 2.54)),
        _ => None,
    };
    natural(u32::from(info.width), u32::from(info.height), density)
}

/// Whether the marker of an image's end stands in the last bytes of a file, which is then read from its start again.
fn has_end_of_jpeg(file: &mut File) -> std::io::Result<bool> {
    let mut tail = Vec::new();
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(JPEG_TRAILER)))?;
    file.by_ref().take(JPEG_TRAILER).read_to_end(&mut tail)?;
    file.rewind()?;
    Ok(tail.windows(2).any(|window| window == [0xff, 0xd9]))
}

/// Size of pixels at a density; one that no device has is not believed.
fn natural(width: u32, height: u32, density: Option<(f64, f64)>) -> Result<Natural, Fault> {
    if width == 0 || height == 0 {
        return Err(Fault::Broken("it has no pixels".into()));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Fault::TooLarge(format!("{width} × {height} pixels, where 100 million are allowed")));
    }
    let usual = 50.0..=10_000.0;
    let (x, y) =
        density.filter(|(x, y)| usual.contains(x) && usual.contains(y)).unwrap_or((USUAL_DENSITY, USUAL_DENSITY));
    let size = Size {
        width: Length::from_pt(f64::from(width) * 72.0 / x),
        height: Length::from_pt(f64::from(height) * 72.0 / y),
    };
    Ok(Natural { size, pixels: Some(width) })
}

fn svg(mut file: File) -> Result<Natural, Fault> {
    let mut data = Vec::new();
    file.read_to_end(&mut data).map_err(|error| Fault::Broken(error.kind().to_string()))?;
    // As nested: pictures that it names outside itself are not opened.
    let tree = usvg::Tree::from_data_nested(&data, &usvg::Options::default())
        .map_err(|error| Fault::Broken(error.to_string()))?;
    // A unit of SVG is a pixel at 96 to the inch.
    let points = |units: f32| Length::from_pt(f64::from(units).clamp(0.01, 20_000.0) * 0.75);
    Ok(Natural {
        size: Size { width: points(tree.size().width()), height: points(tree.size().height()) },
        pixels: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pt(value: f64) -> Length {
        Length::from_pt(value)
    }

    #[test]
    fn a_picture_keeps_its_proportions_within_measure_and_page() {
        let natural = Size { width: pt(400.0), height: pt(800.0) };
        assert_eq!(scaled_to(natural, pt(200.0), pt(500.0)), Size { width: pt(200.0), height: pt(400.0) });
        assert_eq!(scaled_to(natural, pt(400.0), pt(500.0)), Size { width: pt(250.0), height: pt(500.0) });
    }

    #[test]
    fn the_size_of_pixels_follows_their_density() {
        let inch = natural(300, 600, Some((300.0, 300.0))).ok().map(|natural| natural.size);
        assert_eq!(inch, Some(Size { width: pt(72.0), height: pt(144.0) }));
        let unbelievable = natural(96, 96, Some((1.0, 1.0))).ok().map(|natural| natural.size);
        assert_eq!(unbelievable, Some(Size { width: pt(72.0), height: pt(72.0) }));
        assert!(matches!(natural(20_000, 20_000, None), Err(Fault::TooLarge(_))));
        assert!(matches!(natural(0, 3, None), Err(Fault::Broken(_))));
    }

    #[test]
    fn files_that_are_no_pictures_are_faults() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, data: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, data).expect("a file");
            path
        };
        for (name, data) in
            [("a.png", &b"\x89PNG\r\n\x1a\nrest"[..]), ("b.jpg", b"\xff\xd8\xff\xe0"), ("c.svg", b"text"), ("d", b"")]
        {
            assert!(matches!(probe(&write(name, data)), Err(Fault::Broken(_))), "{name}");
        }
        for (name, data) in
            [("f.gif", &b"GIF89a........"[..]), ("g.webp", b"RIFF....WEBPVP8 "), ("h.avif", b"\0\0\0 ftypavif")]
        {
            assert!(matches!(probe(&write(name, data)), Err(Fault::Format(_))), "{name}");
        }
        assert!(matches!(probe(&folder.path().join("missing.png")), Err(Fault::Broken(_))));
        let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 96 48'><rect width='9' height='9'/></svg>";
        let natural = probe(&write("e.svg", drawing)).ok().expect("a drawing");
        assert_eq!(natural, Natural { size: Size { width: pt(72.0), height: pt(36.0) }, pixels: None });
    }
}
