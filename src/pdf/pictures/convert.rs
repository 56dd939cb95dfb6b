//! Pictures whose colours or alpha the file cannot hold as they are: decoded, brought into its colours, packed again.

use super::super::{Palette, Press, deflate};
use super::png::{Raster, repacked};
use super::{Rules, image, spaces};
use crate::picture::{Colors, Fault, Pixels, inks, pixels, profile};
use crate::project::{Colors as FileColors, Condition};
use crate::units::Color;

/// The picture in the colours of the file; `None` where it can go in as it is.
pub(super) fn converted(data: &[u8], rules: &Rules) -> Result<Option<Raster>, Fault> {
    let own = profile(data);
    if let Some(picture) = inks(data) {
        return of_inks(picture, own.as_deref(), rules);
    }
    let is_limited = rules.palette.colors() == FileColors::Cmyk && rules.palette.limit().is_some();
    // What is as it is wherever it can be keeps every byte.
    if rules.takes_transparency && rules.newest_profile == Some(spaces::NEWEST) && !is_limited {
        return Ok(None);
    }
    let decoded = pixels(data)?;
    let has_alpha = matches!(decoded.colors, Colors::GrayAlpha | Colors::Rgba);
    let has_color = matches!(decoded.colors, Colors::Rgb | Colors::Rgba);
    let keeps = spaces::keeps(own.as_deref(), if has_color { "DeviceRGB" } else { "DeviceGray" }, rules);
    let must_be_flat = has_alpha && !rules.takes_transparency;
    let flat = if must_be_flat { on_white(decoded) } else { decoded };
    let standard = own.as_deref().and_then(|profile| spaces::standard(&flat, profile));
    if keeps {
        if has_color && is_limited {
            let (raster, was_limited) = separated(standard.as_ref().unwrap_or(&flat), rules)?;
            if was_limited {
                return Ok(Some(raster));
            }
        }
        return if must_be_flat { Ok(Some(repacked(&flat)?.with_profile(own))) } else { Ok(None) };
    }
    let is_other = must_be_flat || standard.is_some();
    let standard = standard.unwrap_or(flat);
    match rules.palette.colors() {
        FileColors::Grey => Ok(Some(repacked(&grey(&standard))?)),
        FileColors::Cmyk if has_color => Ok(Some(separated(&standard, rules)?.0)),
        _ if is_other => Ok(Some(repacked(&standard)?)),
        _ => Ok(None),
    }
}

/// Red, green and blue in the inks of the condition, and whether some were more than its limit.
fn separated(pixels: &Pixels, rules: &Rules) -> Result<(Raster, bool), Fault> {
    let (width, height) = (pixels.width, pixels.height);
    let samples = pixels.colors.samples();
    let colors: Vec<u8> = pixels.data.chunks_exact(samples).flat_map(|pixel| &pixel[..3]).copied().collect();
    let no_way = || Fault::Broken("the printing condition has no way from red, green and blue".to_owned());
    let mut inks = rules.palette.press().separate_pixels(&colors).ok_or_else(no_way)?;
    let was_limited = rules.palette.limit_pixels(&mut inks);
    let raster = packed(width, height, &inks);
    if samples == 3 {
        return Ok((raster, was_limited));
    }
    let alpha: Vec<u8> = pixels.data.chunks_exact(samples).map(|pixel| pixel[3]).collect();
    Ok((raster.with_alpha(width, height, &alpha)?, was_limited))
}

/// A picture of inks: in the condition of the file, within its limit, or in red, green and blue, or grey.
fn of_inks(picture: Pixels, own: Option<&[u8]>, rules: &Rules) -> Result<Option<Raster>, Fault> {
    let palette = &rules.palette;
    match palette.colors() {
        // Decoded where the file is read.
        FileColors::Rgb => Ok(None),
        FileColors::Grey => {
            // A file in grey may have a condition that knows no inks but black.
            let built_in = Press::new(&Condition::built_in());
            let mut profiles = own.into_iter().chain([palette.press().profile(), built_in.profile()]);
            let standard = profiles
                .find_map(|profile| spaces::to_srgb(&picture, profile))
                .ok_or_else(|| Fault::Broken("its colour profile has no way to red, green and blue".to_owned()))?;
            Ok(Some(repacked(&grey(&standard))?))
        }
        FileColors::Cmyk => of_press(picture, own, rules),
    }
}

fn of_press(picture: Pixels, own: Option<&[u8]>, rules: &Rules) -> Result<Option<Raster>, Fault> {
    let palette: &Palette = &rules.palette;
    let (width, height) = (picture.width, picture.height);
    let foreign = own.filter(|own| *own != palette.press().profile());
    let keeps = rules.newest_profile.is_some() && spaces::keeps(foreign, "DeviceCMYK", rules);
    let converted = foreign.filter(|_| !keeps);
    let mut inks = match converted.and_then(|own| palette.press().converted(&picture.data, own)) {
        Some(converted) => converted,
        None => picture.data,
    };
    let was_limited = palette.limit_pixels(&mut inks);
    if !was_limited && converted.is_none() {
        return Ok(None);
    }
    let raster = packed(width, height, &inks);
    Ok(Some(raster.with_profile(foreign.filter(|_| keeps).map(<[u8]>::to_vec)).reduced(was_limited)))
}

fn packed(width: u32, height: u32, inks: &[u8]) -> Raster {
    Raster::opaque(deflate::stream(image(width, height, "DeviceCMYK", 8), inks))
}

/// What shines through is the paper.
fn on_white(pixels: Pixels) -> Pixels {
    let (samples, colors) = match pixels.colors {
        Colors::GrayAlpha => (1, Colors::Gray),
        Colors::Rgba => (3, Colors::Rgb),
        _ => return pixels,
    };
    let mix = |sample: u8, alpha: u8| {
        let (sample, alpha) = (u32::from(sample), u32::from(alpha));
        ((sample * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let data = pixels.data.chunks_exact(samples + 1);
    let data = data.flat_map(|pixel| pixel[..samples].iter().map(move |sample| mix(*sample, pixel[samples]))).collect();
    Pixels { colors, data, ..pixels }
}

/// The greys that are as light.
fn grey(pixels: &Pixels) -> Pixels {
    let samples = pixels.colors.samples();
    let light = |pixel: &[u8]| Color::rgb(pixel[0], pixel[1], pixel[2]).grey();
    let (colors, data) = match pixels.colors {
        Colors::Rgb => (Colors::Gray, pixels.data.chunks_exact(samples).map(light).collect()),
        Colors::Rgba => {
            let data = pixels.data.chunks_exact(samples).flat_map(|pixel| [light(pixel), pixel[3]]).collect();
            (Colors::GrayAlpha, data)
        }
        other => (other, pixels.data.clone()),
    };
    Pixels { colors, data, ..*pixels }
}
