//! Pictures made of pixels: measured, and unpacked whole, which is the only proof that nothing is missing.

use super::{Facts, Fault, Format, MOST_PIXELS, Orientation, bounded, exif, natural_size};
use image_webp::WebPDecoder;
use png::{ColorType, Decoder, Limits, Transformations};
use std::io::Cursor;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Marker of a JPEG picture's end.
const END: [u8; 2] = [0xFF, 0xD9];

const START_OF_SCAN: u8 = 0xDA;

/// More ones than any code and its bits are long, as they stand in the data of a scan.
const ONES: [u8; 64] = {
    let mut ones = [0; 64];
    let mut at = 0;
    while at < ones.len() {
        ones[at] = u8::MAX;
        at += 2;
    }
    ones
};

/// How many bytes after the end of the picture some cameras leave.
const TRAILER: usize = 64 << 10;

/// Memory that a picture may need while it is read: four samples a pixel, twice.
const MOST_MEMORY: usize = MOST_PIXELS as usize * 8;

/// What the samples of a pixel are.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Colors {
    /// Grey.
    Gray,
    /// Grey and alpha.
    GrayAlpha,
    /// Red, green and blue.
    Rgb,
    /// Red, green, blue and alpha.
    Rgba,
    /// Cyan, magenta, yellow and black; 255 is full ink.
    Cmyk,
}

impl Colors {
    /// Samples of a pixel, a byte each.
    #[must_use]
    pub const fn samples(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::GrayAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk => 4,
        }
    }
}

/// The pixels of a picture as they lie in the file, rows from the top.
#[derive(Clone, Debug)]
pub struct Pixels {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// What each is made of.
    pub colors: Colors,
    /// Their samples.
    pub data: Vec<u8>,
}

impl Pixels {
    /// The same, turned upright.
    #[must_use]
    pub fn turned(self, orientation: Orientation) -> Self {
        if orientation.is_upright() {
            return self;
        }
        let data = orientation.turn(&self.data, (self.width, self.height), self.colors.samples());
        let (width, height) = orientation.upright((self.width, self.height));
        Self { width, height, data, ..self }
    }

    /// As a PNG file; ink is not for PNG.
    ///
    /// # Errors
    /// The encoder's, which are faults of this program.
    pub fn png(&self, profile: Option<Vec<u8>>) -> Result<Vec<u8>, Fault> {
        let broken = |error: png::EncodingError| Fault::Broken(error.to_string());
        let mut info = png::Info::with_size(self.width, self.height);
        info.icc_profile = profile.map(Into::into);
        info.bit_depth = png::BitDepth::Eight;
        info.color_type = match self.colors {
            Colors::Gray => ColorType::Grayscale,
            Colors::GrayAlpha => ColorType::GrayscaleAlpha,
            Colors::Rgb => ColorType::Rgb,
            Colors::Rgba | Colors::Cmyk => ColorType::Rgba,
        };
        let mut file = Vec::new();
        let mut encoder = png::Encoder::with_info(&mut file, info).map_err(broken)?;
        encoder.set_compression(png::Compression::Balanced);
        encoder.write_header().and_then(|mut writer| writer.write_image_data(&self.data)).map_err(broken)?;
        Ok(file)
    }
}

/// Measures a picture and sees that it is whole.
pub(super) fn look(bytes: &[u8], format: Format) -> Result<Facts, Fault> {
    let head = match format {
        Format::Jpeg => jpeg_head(bytes)?,
        Format::Gif => gif_head(bytes)?,
        Format::WebP => webp_head(bytes)?,
        _ => png_head(bytes)?,
    };
    bounded(head.width, head.height)?;
    decode(bytes, format)?;
    let pixels = head.orientation.upright((head.width, head.height));
    let density = head.density.map(|density| head.orientation.upright(density));
    Ok(Facts {
        format,
        size: natural_size(pixels, density),
        pixels: Some(pixels),
        orientation: head.orientation,
        moves: head.moves,
        drawing: None,
        left_out: Vec::new(),
    })
}

/// Unpacks the pixels.
pub(super) fn decode(bytes: &[u8], format: Format) -> Result<Pixels, Fault> {
    match format {
        Format::Png => png(bytes),
        Format::Jpeg => jpeg(bytes),
        Format::Gif => gif(bytes),
        Format::WebP => webp(bytes),
        Format::Svg => Err(Fault::Broken("a drawing has no pixels".into())),
    }
}

/// The colour profile that a file carries.
#[must_use]
pub fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    match super::sniff::format(bytes).ok()? {
        Format::Png => png_reader(bytes).ok()?.info().icc_profile.as_ref().map(|profile| profile.to_vec()),
        Format::Jpeg => {
            let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
            decoder.decode_headers().ok()?;
            decoder.icc_profile()
        }
        Format::WebP => WebPDecoder::new(Cursor::new(bytes)).ok()?.icc_profile().ok().flatten(),
        Format::Gif | Format::Svg => None,
    }
}

/// What stands before the pixels.
#[derive(Default)]
struct Head {
    width: u32,
    height: u32,
    /// Pixels an inch.
    density: Option<(f64, f64)>,
    orientation: Orientation,
    moves: bool,
}

fn png_reader(bytes: &[u8]) -> Result<png::Reader<Cursor<&[u8]>>, Fault> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_MEMORY });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    decoder.read_info().map_err(|error| Fault::Broken(error.to_string()))
}

fn png_head(bytes: &[u8]) -> Result<Head, Fault> {
    let reader = png_reader(bytes)?;
    let info = reader.info();
    let dims = info.pixel_dims.filter(|dims| dims.unit == png::Unit::Meter);
    Ok(Head {
        width: info.width,
        height: info.height,
        density: dims.map(|dims| (f64::from(dims.xppu) * 0.0254, f64::from(dims.yppu) * 0.0254)),
        orientation: info.exif_metadata.as_deref().map(exif::orientation).unwrap_or_default(),
        moves: info.animation_control.is_some(),
    })
}

fn png(bytes: &[u8]) -> Result<Pixels, Fault> {
    let broken = |error: png::DecodingError| Fault::Broken(error.to_string());
    let mut reader = png_reader(bytes)?;
    let (width, height) = bounded(reader.info().width, reader.info().height)?;
    let size = reader.output_buffer_size().ok_or_else(|| Fault::TooLarge("its rows are too long".into()))?;
    let mut data = vec![0; size];
    let (color, _) = reader.output_color_type();
    let frame = reader.next_frame(&mut data).map_err(broken)?;
    data.truncate(frame.buffer_size());
    if reader.info().animation_control.is_none() {
        // Its end and its checksums: no edition is made of half a picture.
        reader.finish().map_err(broken)?;
    }
    let colors = match color {
        ColorType::Grayscale => Colors::Gray,
        ColorType::GrayscaleAlpha => Colors::GrayAlpha,
        ColorType::Rgba => Colors::Rgba,
        _ => Colors::Rgb,
    };
    Ok(Pixels { width, height, colors, data })
}

fn jpeg_head(bytes: &[u8]) -> Result<Head, Fault> {
    let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers().map_err(|error| Fault::Broken(error.to_string()))?;
    let info = decoder.info().ok_or_else(|| Fault::Broken("it has no header".into()))?;
    let (x, y) = (f64::from(info.x_density), f64::from(info.y_density));
    Ok(Head {
        width: u32::from(info.width),
        height: u32::from(info.height),
        density: match info.pixel_density {
            1 => Some((x, y)),
            2 => Some((x * 2.54, y * 2.54)),
            _ => None,
        },
        orientation: decoder.exif().map(|block| exif::orientation(block)).unwrap_or_default(),
        moves: false,
    })
}

/// Unpacks a JPEG picture; ink becomes red, green and blue. A reader that forgives gives grey for what is missing, so
/// this one does not.
fn jpeg(bytes: &[u8]) -> Result<Pixels, Fault> {
    let tail = bytes.get(bytes.len().saturating_sub(TRAILER)..).unwrap_or(bytes);
    if !tail.windows(END.len()).any(|window| window == END) {
        return Err(Fault::Broken("it ends in the middle".into()));
    }
    // Data that end too early would be filled up with grey: where ones follow them, which are no code of JPEG's (ITU-T T.81,
    // C), whatever is still missing is an error.
    let filled = end_of_data(bytes).map(|end| [&bytes[..end], &ONES, &bytes[end..]].concat());
    let filled = filled.as_deref().unwrap_or(bytes);
    match jpeg_with(filled, None, true) {
        // What stands between headers is no part of the picture.
        Err(error) if error.to_string().contains("between headers") => jpeg_with(bytes, None, false),
        other => other,
    }
    .map_err(|error| Fault::Broken(error.to_string()))
}

/// Where the last scan of a JPEG picture ends: before the marker of the picture's end.
fn end_of_data(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        match [*bytes.get(at)?, *bytes.get(at + 1)?] {
            [0xFF, 0xFF] => at += 1,
            END => return Some(at),
            [0xFF, 0x01 | 0xD0..=0xD8] => at += 2,
            [0xFF, marker] => {
                let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
                at += 2 + usize::from(length);
                if marker == START_OF_SCAN {
                    let is_marker = |two: &[u8]| two[0] == 0xFF && !matches!(two[1], 0 | 0xD0..=0xD7 | 0xFF);
                    at += bytes.get(at..)?.windows(2).position(is_marker)?;
                }
            }
            _ => return None,
        }
    }
}

fn jpeg_with(bytes: &[u8], space: Option<ColorSpace>, strict: bool) -> Result<Pixels, DecodeErrors> {
    let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers()?;
    let gray = decoder.info().is_some_and(|info| info.components == 1);
    let (colors, usual) = if gray { (Colors::Gray, ColorSpace::Luma) } else { (Colors::Rgb, ColorSpace::RGB) };
    let limit = usize::from(u16::MAX);
    let options = DecoderOptions::default().jpeg_set_out_colorspace(space.unwrap_or(usual)).set_strict_mode(strict);
    let options = options.set_max_width(limit).set_max_height(limit);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let data = decoder.decode()?;
    let (width, height) = decoder.info().map_or((0, 0), |info| (u32::from(info.width), u32::from(info.height)));
    Ok(Pixels { width, height, colors: if space.is_some() { Colors::Cmyk } else { colors }, data })
}

/// The inks of a JPEG picture that is made of them.
#[must_use]
pub fn inks(bytes: &[u8]) -> Option<Pixels> {
    let mut decoder = JpegDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers().ok()?;
    let space = decoder.input_colorspace().filter(|space| matches!(space, ColorSpace::CMYK | ColorSpace::YCCK))?;
    let mut pixels = jpeg_with(bytes, Some(space), false).ok()?;
    let inverted = is_adobe(bytes);
    for ink in pixels.data.chunks_exact_mut(4) {
        if space == ColorSpace::YCCK {
            // ITU-T T.871, 7.
            let [y, cb, cr] = [f32::from(ink[0]), f32::from(ink[1]) - 128.0, f32::from(ink[2]) - 128.0];
            let sample = |value: f32| value.round().clamp(0.0, 255.0) as u8;
            ink[0] = sample(y + 1.402 * cr);
            ink[1] = sample(y - 0.344_136 * cb - 0.714_136 * cr);
            ink[2] = sample(y + 1.772 * cb);
        }
        if inverted {
            ink.iter_mut().for_each(|ink| *ink = u8::MAX - *ink);
        }
    }
    Some(pixels)
}

/// Whether a JPEG file has Adobe's marker, APP14: its inks are then stored upside down, 0 is full.
#[must_use]
pub fn is_adobe(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(TRAILER)).unwrap_or(bytes);
    head.windows(9).any(|window| window.starts_with(&[0xFF, 0xEE]) && window.ends_with(b"Adobe"))
}

fn gif_decoder(bytes: &[u8]) -> Result<gif::Decoder<Cursor<&[u8]>>, Fault> {
    let mut options = gif::DecodeOptions::new();
    options.set_color_output(gif::ColorOutput::RGBA);
    options.set_memory_limit(gif::MemoryLimit::Bytes((MOST_MEMORY as u64).try_into().map_err(|_| too_large())?));
    options.check_frame_consistency(true);
    options.read_info(Cursor::new(bytes)).map_err(|error| Fault::Broken(error.to_string()))
}

fn too_large() -> Fault {
    Fault::TooLarge("it has more pixels than memory".into())
}

fn gif_head(bytes: &[u8]) -> Result<Head, Fault> {
    let mut decoder = gif_decoder(bytes)?;
    let (width, height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    bounded(width, height)?;
    let mut frames = 0;
    while frames < 2 && decoder.next_frame_info().is_ok_and(|frame| frame.is_some()) {
        frames += 1;
    }
    Ok(Head { width, height, moves: frames > 1, ..Head::default() })
}

fn gif(bytes: &[u8]) -> Result<Pixels, Fault> {
    let mut decoder = gif_decoder(bytes)?;
    let (width, height) = bounded(u32::from(decoder.width()), u32::from(decoder.height()))?;
    let frame = decoder.read_next_frame().map_err(|error| Fault::Broken(error.to_string()))?;
    let frame = frame.ok_or_else(|| Fault::Broken("it has no pixels".into()))?;
    let mut data = vec![0; width as usize * height as usize * 4];
    let (left, row) = (usize::from(frame.left) * 4, usize::from(frame.width) * 4);
    for (y, pixels) in frame.buffer.chunks_exact(row.max(1)).enumerate() {
        let start = (usize::from(frame.top) + y) * width as usize * 4 + left;
        if let Some(place) = data.get_mut(start..start + row) {
            place.copy_from_slice(pixels);
        }
    }
    Ok(Pixels { width, height, colors: Colors::Rgba, data })
}

fn webp_decoder(bytes: &[u8]) -> Result<WebPDecoder<Cursor<&[u8]>>, Fault> {
    let mut decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| Fault::Broken(error.to_string()))?;
    decoder.set_memory_limit(MOST_MEMORY);
    Ok(decoder)
}

fn webp_head(bytes: &[u8]) -> Result<Head, Fault> {
    let mut decoder = webp_decoder(bytes)?;
    let (width, height) = decoder.dimensions();
    let block = decoder.exif_metadata().ok().flatten();
    Ok(Head {
        width,
        height,
        orientation: block.as_deref().map(exif::orientation).unwrap_or_default(),
        moves: decoder.is_animated(),
        density: None,
    })
}

fn webp(bytes: &[u8]) -> Result<Pixels, Fault> {
    let mut decoder = webp_decoder(bytes)?;
    let (width, height) = decoder.dimensions();
    bounded(width, height)?;
    let mut data = vec![0; decoder.output_buffer_size().ok_or_else(too_large)?];
    let broken = |error: image_webp::DecodingError| Fault::Broken(error.to_string());
    match decoder.is_animated() {
        true => decoder.read_frame(&mut data).map(|_| ()).map_err(broken)?,
        false => decoder.read_image(&mut data).map_err(broken)?,
    }
    let colors = if decoder.has_alpha() { Colors::Rgba } else { Colors::Rgb };
    Ok(Pixels { width, height, colors, data })
}
