//! Pictures and drawings: opened, told apart by what they hold, bounded, turned upright and measured, once.
//!
//! In: a file or a `data:` address. Out: an [`Image`], which pages, e-books and `check` ask for its [`Facts`], its pixels
//! or its drawing. Steps: read within bounds (here), tell the format from the first bytes (`sniff`), look for the side
//! that is up (`exif`, `orientation`), unpack pixels to see that they are whole (`raster`), or make a drawing fit for
//! books (`drawing`). Whatever is wrong is one [`Fault`], whoever asks.

mod address;
mod drawing;
mod exif;
mod fault;
mod orientation;
mod raster;
mod sniff;

pub use drawing::SVG;
pub use fault::Fault;
pub use orientation::Orientation;
pub use raster::{Colors, Pixels, inks, is_adobe, profile};
pub use sniff::Format;

use crate::units::{Length, Size};
use std::cmp::Ordering;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Largest file that is opened.
const MOST_BYTES: u64 = 64 << 20;

/// Most pixels of a picture.
const MOST_PIXELS: u64 = 100_000_000;

/// Pixels per inch of a picture that does not say, as browsers take it.
const USUAL_DENSITY: f64 = 96.0;

/// A picture of the sources. Its copies share what was found in it.
#[derive(Clone)]
pub struct Image(Arc<Inner>);

struct Inner {
    source: Source,
    facts: OnceLock<Result<Facts, Fault>>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    File(PathBuf),
    /// What a `data:` address holds.
    Data(Vec<u8>),
}

/// What a look into a picture found.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What it is, whatever its name says.
    pub format: Format,
    /// Its natural size when it stands upright.
    pub size: Size,
    /// Pixels from left to right and from top to bottom when it stands upright; drawings have none.
    pub pixels: Option<(u32, u32)>,
    /// How its pixels lie in the file.
    pub orientation: Orientation,
    /// It moves.
    pub moves: bool,
    /// A drawing as a book can hold it.
    pub drawing: Option<Arc<str>>,
    /// What a book does without: parts of a drawing that were left out, and why.
    pub left_out: Vec<String>,
}

impl Image {
    /// A picture file.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::of(Source::File(path.into()))
    }

    /// The picture that a `data:` address holds.
    ///
    /// # Errors
    /// The address cannot be decoded.
    pub fn address(address: &str) -> Result<Self, Fault> {
        address::decode(address).map(|bytes| Self::of(Source::Data(bytes)))
    }

    fn of(source: Source) -> Self {
        Self(Arc::new(Inner { source, facts: OnceLock::new() }))
    }

    /// The file, or what stands for one in messages.
    #[must_use]
    pub fn path(&self) -> &Path {
        match &self.0.source {
            Source::File(path) => path,
            Source::Data(_) => Path::new("data:"),
        }
    }

    /// Whether the text itself holds it.
    #[must_use]
    pub fn is_address(&self) -> bool {
        matches!(self.0.source, Source::Data(_))
    }

    /// Its name as messages give it, beside the place that shows its path.
    #[must_use]
    pub fn name(&self) -> String {
        self.path().file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// What it is; looked up once.
    ///
    /// # Errors
    /// Why it has no place in a book.
    pub fn facts(&self) -> Result<&Facts, &Fault> {
        self.0.facts.get_or_init(|| self.bytes().and_then(|bytes| look(&bytes))).as_ref()
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// The file cannot be read, or is too large.
    pub fn bytes(&self) -> Result<Vec<u8>, Fault> {
        let path = match &self.0.source {
            Source::File(path) => path,
            Source::Data(bytes) => return Ok(bytes.clone()),
        };
        let unreadable = |error: std::io::Error| Fault::Broken(error.kind().to_string());
        let file = std::fs::File::open(path).map_err(unreadable)?;
        let mut bytes = Vec::new();
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(Fault::TooLarge(format!("it has more than {} MB", MOST_BYTES >> 20)));
        }
        Ok(bytes)
    }
}

/// What a file is, by its first bytes.
///
/// # Errors
/// It is of a kind that no book can show.
pub fn format(bytes: &[u8]) -> Result<Format, Fault> {
    sniff::format(bytes)
}

/// Unpacks the pixels of a file as they lie in it; of one that moves, the first picture.
///
/// # Errors
/// It is none of PNG, JPEG, GIF and WebP, or not whole.
pub fn pixels(bytes: &[u8]) -> Result<Pixels, Fault> {
    raster::decode(bytes, sniff::format(bytes)?)
}

/// Looks into a file.
///
/// # Errors
/// Why it has no place in a book.
pub fn look(bytes: &[u8]) -> Result<Facts, Fault> {
    match sniff::format(bytes)? {
        Format::Svg => drawing::look(bytes),
        format => raster::look(bytes, format),
    }
}

/// Size of pixels at a density; one that no device has is not believed.
fn natural_size((width, height): (u32, u32), density: Option<(f64, f64)>) -> Size {
    let usual = 50.0..=10_000.0;
    let (x, y) =
        density.filter(|(x, y)| usual.contains(x) && usual.contains(y)).unwrap_or((USUAL_DENSITY, USUAL_DENSITY));
    Size { width: Length::from_pt(f64::from(width) * 72.0 / x), height: Length::from_pt(f64::from(height) * 72.0 / y) }
}

/// Refuses pictures without pixels, and with more than memory should be given for.
fn bounded(width: u32, height: u32) -> Result<(u32, u32), Fault> {
    if width == 0 || height == 0 {
        return Err(Fault::Broken("it has no pixels".into()));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Fault::TooLarge(format!("{width} × {height} pixels, where 100 million are allowed")));
    }
    Ok((width, height))
}

impl From<PathBuf> for Image {
    fn from(path: PathBuf) -> Self {
        Self::file(path)
    }
}

impl From<&str> for Image {
    fn from(path: &str) -> Self {
        Self::file(path)
    }
}

impl fmt::Debug for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Image").field(&self.path()).finish()
    }
}

impl PartialEq for Image {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Image {}

impl PartialOrd for Image {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Image {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.source.cmp(&other.0.source) }
    }
}
