//! PNG: its compressed rows go in as they are where PDF knows their form; else the picture is decoded, its alpha parted
//! from its colours, and both packed again (ISO 32000-1 7.4.4.4, 11.6.5.3).

use super::spaces::Spaces;
use super::{Problem, image};
use lopdf::{Document, Object, Stream, dictionary};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Info, Limits, Transformations};
use std::io::Cursor;

/// Memory that a picture may need while it is read.
const MAX_BYTES: usize = 1 << 30;

/// A picture and its alpha.
pub(super) struct Raster {
    colors: Stream,
    alpha: Option<Stream>,
}

impl Raster {
    /// A picture without alpha.
    pub(super) fn opaque(colors: Stream) -> Self {
        Self { colors, alpha: None }
    }

    /// Whether it has alpha.
    pub(super) fn is_transparent(&self) -> bool {
        self.alpha.is_some()
    }

    /// Writes the picture.
    pub(super) fn embed(mut self, document: &mut Document, spaces: &mut Spaces) -> Object {
        spaces.define(&mut self.colors.dict, document);
        if let Some(alpha) = self.alpha {
            self.colors.dict.set("SMask", Object::Reference(document.add_object(alpha)));
        }
        Object::Reference(document.add_object(self.colors))
    }
}

/// Reads a file.
pub(super) fn read(data: &[u8]) -> Result<Raster, Problem> {
    let broken = |error: png::DecodingError| Problem::Broken(error.to_string());
    let mut decoder = Decoder::new_with_limits(Cursor::new(data), Limits { bytes: MAX_BYTES });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(broken)?;
    let size = reader.output_buffer_size().filter(|size| *size <= MAX_BYTES).ok_or(Problem::TooLarge)?;
    let mut pixels = vec![0; size];
    let (color, _) = reader.output_color_type();
    // Decoding shows whether the file is whole, even where its rows are taken as they are.
    let frame = reader.next_frame(&mut pixels).map_err(broken)?;
    pixels.truncate(frame.buffer_size());
    if let Some(rows) = reader.info().palette.is_none().then(|| as_it_is(reader.info(), data)).flatten() {
        return Ok(Raster::opaque(rows));
    }
    let (width, height) = (frame.width, frame.height);
    match color {
        ColorType::Grayscale => Ok(Raster::opaque(packed(width, height, ColorType::Grayscale, &pixels)?)),
        ColorType::GrayscaleAlpha => parted(width, height, ColorType::Grayscale, &pixels),
        ColorType::Rgba => parted(width, height, ColorType::Rgb, &pixels),
        _ => Ok(Raster::opaque(packed(width, height, ColorType::Rgb, &pixels)?)),
    }
}

/// The rows as the file has them, if they need no change: no palette, no transparency, not interlaced.
fn as_it_is(info: &Info<'_>, data: &[u8]) -> Option<Stream> {
    let plain = !info.interlaced && info.trns.is_none();
    let color =
        Some(info.color_type).filter(|color| plain && matches!(color, ColorType::Grayscale | ColorType::Rgb))?;
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
fn parted(width: u32, height: u32, color: ColorType, pixels: &[u8]) -> Result<Raster, Problem> {
    let samples = color.samples();
    let mut colors = Vec::with_capacity(pixels.len());
    let mut alpha = Vec::with_capacity(pixels.len() / (samples + 1));
    for pixel in pixels.chunks_exact(samples + 1) {
        colors.extend_from_slice(&pixel[..samples]);
        alpha.push(pixel[samples]);
    }
    let opaque = alpha.iter().all(|alpha| *alpha == u8::MAX);
    let alpha = if opaque { None } else { Some(packed(width, height, ColorType::Grayscale, &alpha)?) };
    Ok(Raster { colors: packed(width, height, color, &colors)?, alpha })
}

/// Packs pixels of eight bits a sample as PNG does, whose rows PDF can read.
fn packed(width: u32, height: u32, color: ColorType, pixels: &[u8]) -> Result<Stream, Problem> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(pixels));
    written.map_err(|error| Problem::Broken(error.to_string()))?;
    rows(&file, width, height, color, BitDepth::Eight).ok_or_else(|| Problem::Broken("it has no pixels".to_owned()))
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
        let raster = read(&data).expect("read");
        assert_eq!(raster.colors.content, chunks(&data).expect("rows"));
        assert!(raster.alpha.is_none());
    }

    #[test]
    fn alpha_becomes_a_mask() {
        let raster = read(&file(ColorType::Rgba, &[1, 2, 3, 255, 4, 5, 6, 0])).expect("read");
        let mask = raster.alpha.expect("a mask");
        assert_eq!(mask.dict.get(b"ColorSpace").and_then(Object::as_name).ok(), Some(&b"DeviceGray"[..]));
        let opaque = read(&file(ColorType::GrayscaleAlpha, &[1, 255, 4, 255])).expect("read");
        assert!(opaque.alpha.is_none());
    }

    #[test]
    fn a_broken_file_is_a_problem() {
        let data = file(ColorType::Rgb, &[1, 2, 3, 4, 5, 6]);
        assert!(matches!(read(&data[..data.len() - 20]), Err(Problem::Broken(_))));
        assert!(matches!(read(b"GIF89a"), Err(Problem::Broken(_))));
    }
}
