//! JPEG: the file goes in as it is, byte for byte (ISO 32000-1 7.4.8).

use super::super::deflate;
use super::{Rules, image, spaces};
use crate::picture::{Fault, Pixels, inks, is_adobe, pixels, profile};
use crate::project::Colors;
use lopdf::{Object, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;

/// The image object of a file that is known to be whole. Ink colours have no place among red, green and blue; such a
/// file is decoded for them, by its profile where it has one.
pub(super) fn read(data: &[u8], rules: &Rules) -> Result<Stream, Fault> {
    let mut decoder = JpegDecoder::new(ZCursor::new(data));
    decoder.decode_headers().map_err(|error| Fault::Broken(error.to_string()))?;
    let info = decoder.info().ok_or_else(|| Fault::Broken("it has no header".to_owned()))?;
    let space = match info.components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        4 if rules.palette.colors() == Colors::Rgb => return decoded(data),
        4 => "DeviceCMYK",
        other => return Err(Fault::Broken(format!("it has {other} colour components"))),
    };
    let mut dictionary = image(u32::from(info.width), u32::from(info.height), space, 8);
    dictionary.set("Filter", "DCTDecode");
    if space == "DeviceCMYK" && is_adobe(data) {
        // Adobe's programs store ink upside down: 0 is full.
        dictionary.set("Decode", [1, 0, 1, 0, 1, 0, 1, 0].map(Object::Integer).to_vec());
    }
    Ok(Stream::new(dictionary, data.to_vec()))
}

/// Inks as red, green and blue.
fn decoded(data: &[u8]) -> Result<Stream, Fault> {
    let by_profile = || spaces::to_srgb(&inks(data)?, &profile(data)?);
    let Pixels { width, height, data, .. } = by_profile().map_or_else(|| pixels(data), Ok)?;
    Ok(deflate::stream(image(width, height, "DeviceRGB", 8), &data))
}
