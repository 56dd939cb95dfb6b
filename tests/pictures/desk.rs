//! A text with pictures beside it, built, and what came out.

use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// The colours of the corners of `corners.jpg`: top left, top right, bottom left, bottom right.
pub(crate) const CORNERS: [[u8; 3]; 4] = [[208, 32, 32], [32, 160, 32], [32, 32, 208], [224, 208, 32]];

/// The photograph.
pub(crate) const PHOTOGRAPH: &[u8] = include_bytes!("corners.jpg");

pub(crate) struct Desk(TempDir);

/// A picture as it is painted on a page.
pub(crate) struct Painted {
    /// Its box in points: left, top, right, bottom.
    pub(crate) place: [f64; 4],
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Painted {
    pub(crate) fn width(&self) -> f64 {
        self.place[2] - self.place[0]
    }

    pub(crate) fn height(&self) -> f64 {
        self.place[3] - self.place[1]
    }

    /// The colour at a part of its width and height.
    pub(crate) fn at(&self, x: f64, y: f64) -> [u8; 3] {
        let x = ((self.place[0] + x * self.width()) * 2.0).floor() as usize;
        let y = ((self.place[1] + y * self.height()) * 2.0).floor() as usize;
        self.pixels[y * self.width + x]
    }

    /// The colours of its four quarters.
    pub(crate) fn corners(&self) -> [[u8; 3]; 4] {
        [self.at(0.25, 0.25), self.at(0.75, 0.25), self.at(0.25, 0.75), self.at(0.75, 0.75)]
    }
}

/// Whether two colours look alike.
pub(crate) fn alike(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) < 24)
}

impl Desk {
    /// The text `text.md` and files beside it.
    pub(crate) fn new(text: &str, files: &[(&str, &[u8])]) -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        desk.write("text.md", text.as_bytes());
        files.iter().for_each(|(name, bytes)| desk.write(name, bytes));
        desk
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.0.path().join(name), bytes).expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        command.args(arguments).current_dir(self.0.path()).env_remove("COLUMNS").output().expect("the program runs")
    }

    /// What a command finds: code, severity and message.
    pub(crate) fn findings(&self, command: &str, more: &[&str]) -> Vec<(String, String, String)> {
        let output = self.run(&[&[command, "text.md", "--lang", "en", "--format", "json"], more].concat());
        assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
        let line = |line: &str| serde_json::from_str::<Value>(line).expect("a JSON line");
        let findings = String::from_utf8(output.stdout).expect("UTF-8").lines().map(line).collect::<Vec<_>>();
        let word = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        let findings = findings.iter().filter(|finding| finding["code"].is_string());
        findings.map(|one| (word(one, "code"), word(one, "severity"), word(one, "message"))).collect()
    }

    /// The file of an edition, and what was said.
    pub(crate) fn build(&self, edition: &str) -> (PathBuf, String) {
        let output = self.run(&["build", "text.md", "--lang", "en", "--edition", edition, "--output", "made"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let end = if edition == "ebook" { ".epub".to_owned() } else { format!("{edition}.pdf") };
        let files = fs::read_dir(self.0.path().join("made")).into_iter().flatten().flatten().map(|entry| entry.path());
        let file = files.into_iter().find(|file| file.to_string_lossy().ends_with(&end));
        (file.unwrap_or_else(|| panic!("no {edition}: {said}")), said)
    }

    /// The pictures as poppler paints them, in the order of the pages.
    pub(crate) fn painted(&self) -> Vec<Painted> {
        let pdf = self.build("screen").0.display().to_string();
        let output = self.run(&["dump", "text.md", "--lang", "en"]);
        let records = String::from_utf8(output.stdout).expect("UTF-8");
        let records = records.lines().map(|line| serde_json::from_str::<Value>(line).expect("a JSON line"));
        let pictures: Vec<Value> = records.filter(|record| record["kind"] == "picture").collect();
        let place = |record: &Value| [0, 1, 2, 3].map(|at| record["box"][at].as_f64().expect("a number"));
        let paint = |record: &Value| {
            let page = record["page"].to_string();
            let out = self.0.path().join(format!("page-{page}"));
            if !out.with_extension("ppm").exists() {
                let out = out.display().to_string();
                tool("pdftoppm", &["-r", "144", "-f", &page, "-l", &page, "-singlefile", &pdf, &out]);
            }
            let (width, pixels) = ppm(&fs::read(out.with_extension("ppm")).expect("a page"));
            Painted { place: place(record), width, pixels }
        };
        pictures.iter().map(paint).collect()
    }

    /// The pictures of the e-book, sorted by name, after EPUBCheck took it.
    pub(crate) fn ebook(&self) -> Vec<(String, Vec<u8>)> {
        let book = self.build("ebook").0;
        if let Some(checked) = crate::support::epubcheck(&book) {
            assert_eq!(checked, Ok(()));
        }
        let mut archive = zip::ZipArchive::new(fs::File::open(&book).expect("a file")).expect("an archive");
        let mut files = Vec::new();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).expect("an entry");
            let name = entry.name().expect("a name").into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("its bytes");
            if let Some((_, name)) = name.split_once("images/").filter(|(_, name)| !name.starts_with("cover")) {
                files.push((name.to_owned(), bytes));
            }
        }
        files.sort();
        files
    }
}

/// What a tool prints.
pub(crate) fn tool(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(name).args(arguments).output().unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(output.status.success(), "{name} {arguments:?}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn ppm(file: &[u8]) -> (usize, Vec<[u8; 3]>) {
    let mut head = file.splitn(4, |byte| byte.is_ascii_whitespace()).skip(1);
    let mut number = || {
        let word = head.next().expect("a number");
        std::str::from_utf8(word).expect("digits").parse::<usize>().expect("digits")
    };
    let (width, height) = (number(), number());
    let pixels = &file[file.len() - width * height * 3..];
    (width, pixels.chunks(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect())
}

/// Pixels of 48 × 32 with the colours of the corners.
pub(crate) fn pixels() -> Vec<u8> {
    let corner = |at: usize| CORNERS[usize::from(at / 48 >= 16) * 2 + usize::from(at % 48 >= 24)];
    (0..48 * 32).flat_map(corner).collect()
}

/// A PNG file of these pixels, with such chunks before them.
pub(crate) fn png(chunks: &[(&[u8; 4], &[u8])], profile: Option<Vec<u8>>) -> Vec<u8> {
    let mut info = png::Info::with_size(48, 32);
    (info.color_type, info.bit_depth) = (png::ColorType::Rgb, png::BitDepth::Eight);
    info.icc_profile = profile.map(Into::into);
    let mut file = Vec::new();
    let encoder = png::Encoder::with_info(&mut file, info).expect("an encoder");
    let mut writer = encoder.write_header().expect("a head");
    for (name, data) in chunks {
        writer.write_chunk(png::chunk::ChunkType(**name), data).expect("a chunk");
    }
    writer.write_image_data(&pixels()).expect("pixels");
    writer.finish().expect("an end");
    file
}

/// A GIF file of these pixels.
pub(crate) fn gif() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = gif::Encoder::new(&mut file, 48, 32, &CORNERS.concat()).expect("an encoder");
    let index = |at: usize| u8::from(at / 48 >= 16) * 2 + u8::from(at % 48 >= 24);
    let indexed: Vec<u8> = (0..48 * 32).map(index).collect();
    encoder.write_frame(&gif::Frame::from_indexed_pixels(48, 32, indexed, None)).expect("a frame");
    drop(encoder);
    file
}

/// A WebP file of these pixels, with a block of EXIF.
pub(crate) fn webp(exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = image_webp::WebPEncoder::new(&mut file);
    exif.into_iter().for_each(|exif| encoder.set_exif_metadata(exif));
    encoder.encode(&pixels(), 48, 32, image_webp::ColorType::Rgb8).expect("pixels");
    file
}

/// A block of EXIF that names this orientation and nothing else.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let head = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01";
    [&head[..], &[0, orientation, 0, 0, 0, 0, 0, 0]].concat()
}

/// The photograph, held so by its camera.
pub(crate) fn held(orientation: u8) -> Vec<u8> {
    let block = exif(orientation);
    let length = u16::try_from(block.len() + 8).expect("a short block").to_be_bytes();
    [&PHOTOGRAPH[..2], &[0xFF, 0xE1], &length, b"Exif\0\0", &block, &PHOTOGRAPH[2..]].concat()
}

/// The photograph with bits in its pixels that no code has.
pub(crate) fn damaged() -> Vec<u8> {
    let mut file = PHOTOGRAPH.to_vec();
    let hole = file.len() - 150;
    file[hole..hole + 12].copy_from_slice(&[0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0, 0xFF, 0]);
    file
}

/// In base64.
pub(crate) fn base64(bytes: &[u8]) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}
