//! What a file is, by its first bytes and not by its name.

use super::Fault;

/// What a picture file may be.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pixels, packed without loss.
    Png,
    /// Pixels of photographs.
    Jpeg,
    /// Few colours; it may move.
    Gif,
    /// Pixels of the web.
    WebP,
    /// Lines and areas, packed or not.
    Svg,
}

impl Format {
    /// Its name on the web.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Svg => "image/svg+xml",
        }
    }

    /// How the name of such a file ends.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Svg => "svg",
        }
    }
}

/// Formats that no book can show, with the bytes they begin with after so many others. The only whole decoders of AVIF
/// and HEIC in Rust have the unsafe interface of their C originals or a licence that does not fit.
const OTHER_FORMATS: [(&str, usize, &[u8]); 10] = [
    ("AVIF", 4, b"ftypavif"),
    ("AVIF", 4, b"ftypavis"),
    ("HEIC", 4, b"ftyphe"),
    ("HEIC", 4, b"ftypmif1"),
    ("TIFF", 0, b"II*\0"),
    ("TIFF", 0, b"MM\0*"),
    ("BMP", 0, b"BM"),
    ("PDF", 0, b"%PDF"),
    ("JPEG XL", 0, b"\xff\x0a"),
    ("JPEG XL", 4, b"JXL \r\n"),
];

/// The format of a file.
pub(super) fn format(bytes: &[u8]) -> Result<Format, Fault> {
    match bytes {
        [] => Err(Fault::Broken("it is empty".into())),
        [0x89, b'P', b'N', b'G', ..] => Ok(Format::Png),
        [0xff, 0xd8, ..] => Ok(Format::Jpeg),
        [b'G', b'I', b'F', b'8', ..] => Ok(Format::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Format::WebP),
        _ => {
            let begins =
                |(_, at, start): &&(&str, usize, &[u8])| bytes.get(*at..).is_some_and(|b| b.starts_with(start));
            OTHER_FORMATS.iter().find(begins).map_or(Ok(Format::Svg), |(format, ..)| Err(Fault::Format(format)))
        }
    }
}
