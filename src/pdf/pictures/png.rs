//! PNG: its compressed rows go in as they are where PDF knows their form; else the picture is decoded, its alpha parted
//! from its colours, and both packed again (ISO 32000-1 7.4.4.4, 11.6.5.3).

use super::image;
use super::spaces::Spaces;
use crate::picture::{Colors, Fault, Orientation, Pixels, pixels};
use lopdf::{Document, Object, Stream, dictionary};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Info};
use std::io::Cursor;

/// A picture, its alpha and what its colours mean.
pub(super) struct Raster {
    colors: Stream,
    alpha: Option<Stream>,
    profile: Option<Vec<u8>>,
    orientation: Orientation,
    is_reduced: bool,
}

impl Raster {
    /// A picture without alpha.
    pub(super) fn opaque(colors: Stream) -> Self {
        Self { colors, alpha: None, profile: None, orientation: Orientation::default(), is_reduced: false }
    }

    /// The same, with the profile that its file carries.
    pub(super) fn with_profile(self, profile: Option<Vec<u8>>) -> Self {
        Self { profile, ..self }
    }

    /// The same, through which what lies under it shines by these bytes, one a pixel.
    pub(super) fn with_alpha(self, width: u32, height: u32, alpha: &[u8]) -> Result<Self, Fault> {
        if alpha.iter().all(|alpha| *alpha == u8::MAX) {
            return Ok(self);
        }
        Ok(Self { alpha: Some(packed(width, height, ColorType::Grayscale, alpha)?), ..self })
    }

    /// The same, whose own inks were reduced.
    pub(super) fn reduced(self, is_reduced: bool) -> Self {
        Self { is_reduced, ..self }
    }

    /// Whether its own inks were reduced.
    pub(super) fn is_reduced(&self) -> bool {
        self.is_reduced
    }

    /// The same, whose pixels lie so in the file.
    pub(super) fn turned(self, orientation: Orientation) -> Self {
        Self { orientation, ..self }
    }

    /// Whether it has alpha.
    pub(super) fn is_transparent(&self) -> bool {
        self.alpha.is_some()
    }

    /// Whether it has two colours, such as black and white.
    pub(super) fn is_bilevel(&self) -> bool {
        self.colors.dict.get(b"BitsPerComponent").and_then(Object::as_i64).is_ok_and(|bits| bits == 1)
    }

    /// Writes the picture, upright in the unit square.
    pub(super) fn embed(mut self, document: &mut Document, spaces: &mut Spaces) -> Object {
        spaces.define(&mut self.colors.dict, self.profile.as_deref(), document);
        if let Some(alpha) = self.alpha {
            self.colors.dict.set("SMask", Object::Reference(document.add_object(alpha)));
        }
        let picture = Object::Reference(document.add_object(self.colors));
        if self.orientation.is_upright() { picture } else { turned(picture, self.orientation, document) }
    }
}

/// A form that shows a picture turned upright: its pixels stay as they are.
fn turned(picture: Object, orientation: Orientation, document: &mut Document) -> Object {
    // Turned over, for y grows upwards here.
    let [a, b, c, d, e, f] = orientation.matrix();
    let matrix = [a, -b, -c, d, c + e, 1 - d - f].map(|number| number.to_string()).join(" ");
    let form = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => vec![0.into(), 0.into(), 1.into(), 1.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "I" => picture } },
    };
    let content = format!("q {matrix} cm /I Do Q");
    Object::Reference(document.add_object(Stream::new(form, content.into_bytes())))
}

/// Reads a file that is known to be whole.
pub(super) fn read(data: &[u8], takes_deep: bool) -> Result<Raster, Fault> {
    let reader = Decoder::new(Cursor::new(data)).read_info().map_err(|error| Fault::Broken(error.to_string()))?;
    let rows = as_it_is(reader.info(), data).filter(|_| takes_deep || reader.info().bit_depth != BitDepth::Sixteen);
    match rows {
        Some(rows) => Ok(Raster::opaque(rows)),
        None => repacked(&pixels(data)?),
    }
}

/// Packs pixels anew.
pub(super) fn repacked(pixels: &Pixels) -> Result<Raster, Fault> {
    let (width, height) = (pixels.width, pixels.height);
    match pixels.colors {
        Colors::Gray => Ok(Raster::opaque(packed(width, height, ColorType::Grayscale, &pixels.data)?)),
        Colors::GrayAlpha => parted(width, height, ColorType::Grayscale, &pixels.data),
        Colors::Rgba => parted(width, height, ColorType::Rgb, &pixels.data),
        Colors::Rgb | Colors::Cmyk => Ok(Raster::opaque(packed(width, height, ColorType::Rgb, &pixels.data)?)),
    }
}

/// The rows as the file has them, if they need no change: no palette, no transparency, not interlaced.
fn as_it_is(info: &Info<'_>, data: &[u8]) -> Option<Stream> {
    let plain = !info.interlaced && info.trns.is_none() && info.palette.is_none();
    let is_known = |color: &ColorType| matches!(color, ColorType::Grayscale | ColorType::Rgb);
    let color = Some(info.color_type).filter(|color| plain && is_known(color))?;
    rows(data, info.width, info.height, color, info.bit_depth)
}

/// The image object whose stream are the `IDAT` chunks of a PNG file.
fn rows(data: &[u8], width: u32, height: u32, color: ColorType, depth: BitDepth) -> Option<Stream> {
    let space = if color == ColorType::Grayscale { "DeviceGray" } else { "DeviceRGB" };
    let bits = i64::from(depth as u8);
    let mut dictionary = image(width, height, space, bits);
    dictionary.set("Filter", "FlateDecode");
    dictionary.set(
        "DecodeParms",
        dictionary! {
            "Predictor" => 15,
            "Colors" => color.samples() as i64,
            "BitsPerComponent" => bits,
            "Columns" => i64::from(width),
        },
    );
    Some(Stream::new(dictionary, chunks(data)?))
}

/// The contents of all `IDAT` chunks.
fn chunks(data: &[u8]) -> Option<Vec<u8>> {
    let mut rest = data.get(8..)?;
    let mut out = Vec::with_capacity(data.len());
    while let Some((head, body)) = rest.split_at_checked(8) {
        let length = u32::from_be_bytes(head.get(..4)?.try_into().ok()?) as usize;
        let content = body.get(..length)?;
        match head.get(4..)? {
            b"IDAT" => out.extend_from_slice(content),
            b"IEND" => break,
            _ => {}
        }
        rest = body.get(length.checked_add(4)?..)?;
    }
    (!out.is_empty()).then_some(out)
}

/// Colours and alpha apart.
fn parted(width: u32, height: u32, color: ColorType, pixels: &[u8]) -> Result<Raster, Fault> {
    let samples = color.samples();
    let mut colors = Vec::with_capacity(pixels.len());
    let mut alpha = Vec::with_capacity(pixels.len() / (samples + 1));
    for pixel in pixels.chunks_exact(samples + 1) {
        colors.extend_from_slice(&pixel[..samples]);
        alpha.push(pixel[samples]);
    }
    Raster::opaque(packed(width, height, color, &colors)?).with_alpha(width, height, &alpha)
}

/// Packs pixels of eight bits a sample as PNG does, whose rows PDF can read.
fn packed(width: u32, height: u32, color: ColorType, pixels: &[u8]) -> Result<Stream, Fault> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(pixels));
    written.map_err(|error| Fault::Broken(error.to_string()))?;
    rows(&file, width, height, color, BitDepth::Eight).ok_or_else(|| Fault::Broken("it has no pixels".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(color: ColorType, pixels: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, 2, 1);
        encoder.set_color(color);
        encoder.set_depth(BitDepth::Eight);
        encoder.write_header().and_then(|mut writer| writer.write_image_data(pixels)).expect("written");
        out
    }

    #[test]
    fn plain_rows_are_taken_as_they_are() {
        let data = file(ColorType::Rgb, &[1, 2, 3, 4, 5, 6]);
        let raster = read(&data, true).expect("read");
        assert_eq!(raster.colors.content, chunks(&data).expect("rows"));
        assert!(raster.alpha.is_none());
    }

    #[test]
    fn alpha_becomes_a_mask() {
        let raster = read(&file(ColorType::Rgba, &[1, 2, 3, 255, 4, 5, 6, 0]), true).expect("read");
        let mask = raster.alpha.expect("a mask");
        assert_eq!(mask.dict.get(b"ColorSpace").and_then(Object::as_name).ok(), Some(&b"DeviceGray"[..]));
        let opaque = read(&file(ColorType::GrayscaleAlpha, &[1, 255, 4, 255]), true).expect("read");
        assert!(opaque.alpha.is_none());
    }
}
