//! JPEG: the file goes in as it is, byte for byte (ISO 32000-1 7.4.8).

use super::{Kind, Problem, image};
use lopdf::{Dictionary, Object, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Marker of an image's end.
const END: [u8; 2] = [0xFF, 0xD9];

/// How many bytes after the end of the image some cameras leave.
const TRAILER: usize = 64 * 1024;

/// The image object of a file. Ink colours have no place in the screen edition's RGB; such a file is decoded for it.
pub(super) fn read(data: &[u8], kind: Kind) -> Result<Stream, Problem> {
    let mut decoder = JpegDecoder::new(ZCursor::new(data));
    decoder.decode_headers().map_err(|error| Problem::Broken(error.to_string()))?;
    let (info, space) = decoder.info().zip(decoder.input_colorspace()).ok_or_else(no_header)?;
    let tail = data.get(data.len().saturating_sub(TRAILER)..).unwrap_or(data);
    if !tail.windows(END.len()).any(|window| window == END) {
        return Err(Problem::Broken("it ends in the middle".to_owned()));
    }
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let space = match (info.components, space) {
        (1, _) => "DeviceGray",
        (3, _) => "DeviceRGB",
        (4, _) if kind == Kind::Screen => return decoded(data, width, height),
        (4, _) => "DeviceCMYK",
        (other, _) => return Err(Problem::Unsupported(format!("it has {other} colour components"))),
    };
    let mut dictionary = image(width, height, space, 8);
    dictionary.set("Filter", "DCTDecode");
    if space == "DeviceCMYK" && is_adobe(data) {
        // Adobe's programs store ink upside down: 0 is full.
        dictionary.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
    }
    Ok(Stream::new(dictionary, data.to_vec()))
}

fn no_header() -> Problem {
    Problem::Broken("it has no header".to_owned())
}

fn decoded(data: &[u8], width: u32, height: u32) -> Result<Stream, Problem> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
    let pixels = decoder.decode().map_err(|error| Problem::Broken(error.to_string()))?;
    let dictionary: Dictionary = image(width, height, "DeviceRGB", 8);
    Ok(super::super::deflate::stream(dictionary, &pixels))
}

/// Whether the file has Adobe's marker, APP14.
fn is_adobe(data: &[u8]) -> bool {
    let head = data.get(..data.len().min(TRAILER)).unwrap_or(data);
    head.windows(9).any(|window| window.starts_with(&[0xFF, 0xEE]) && window.ends_with(b"Adobe"))
}
