//! What the colours of pictures mean.
//!
//! A picture with a colour profile of its own keeps it, as the space of its numbers. All others are sRGB or grey: a file
//! for the screen is so throughout, as its output intent says; in a file for print, numbers of red, green and blue say
//! nothing by themselves, so there such pictures carry the profile of sRGB, which all of them share (ISO 15930-7).

use super::super::{deflate, srgb};
use super::Rules;
use crate::picture::{Colors, Pixels};
use crate::project::Colors as FileColors;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileClass, RenderingIntent, TransformOptions};
use std::collections::BTreeMap;

/// Colours by which a profile is compared with sRGB, and how far it may be off.
const PROBES: [u8; 18] = [255, 0, 0, 0, 255, 0, 0, 0, 255, 128, 128, 128, 200, 100, 50, 30, 90, 160];
const TOLERANCE: u8 = 3;

/// Newest version of profiles that PDF knows (ISO 32000-1 table 67, ISO 15076-1).
pub(super) const NEWEST: u8 = 4;
/// Newest version that PDF 1.4 knows, which was written before version 4 (PDF Reference 1.4, 4.5.4).
pub(super) const NEWEST_IN_1_4: u8 = 2;

/// The colour spaces of the pictures of a file.
pub(super) struct Spaces {
    /// What is asked of pictures.
    pub(super) rules: Rules,
    srgb: Option<ObjectId>,
    /// Those that pictures bring.
    own: BTreeMap<Vec<u8>, ObjectId>,
}

impl Spaces {
    /// None is written yet.
    pub(super) fn new(rules: Rules) -> Self {
        Self { rules, srgb: None, own: BTreeMap::new() }
    }

    /// Names, in the dictionary of an image, the space that its colours are in.
    pub(super) fn define(&mut self, image: &mut Dictionary, profile: Option<&[u8]>, document: &mut Document) {
        let device = image.get(b"ColorSpace").and_then(Object::as_name).map(<[u8]>::to_vec).unwrap_or_default();
        let own = profile.filter(|profile| says(profile, &device, &self.rules));
        let space = match (own, device.as_slice()) {
            (Some(profile), device) => self.own(profile, device, document),
            (None, b"DeviceRGB") if self.rules.palette.colors() == FileColors::Cmyk => {
                *self.srgb.get_or_insert_with(|| {
                    let profile = srgb::write(document);
                    document.add_object(vec!["ICCBased".into(), Object::Reference(profile)])
                })
            }
            _ => return,
        };
        image.set("ColorSpace", Object::Reference(space));
    }

    fn own(&mut self, profile: &[u8], device: &[u8], document: &mut Document) -> ObjectId {
        *self.own.entry(profile.to_vec()).or_insert_with(|| {
            let samples = match device {
                b"DeviceGray" => 1,
                b"DeviceCMYK" => 4,
                _ => 3,
            };
            let dictionary = dictionary! { "N" => samples, "Alternate" => Object::Name(device.to_vec()) };
            let profile = document.add_object(deflate::stream(dictionary, profile));
            document.add_object(vec!["ICCBased".into(), Object::Reference(profile)])
        })
    }
}

/// Whether the colours of a picture can stay as they are: by its own profile, or by that of sRGB, which is of version 4.
pub(super) fn keeps(profile: Option<&[u8]>, device: &str, rules: &Rules) -> bool {
    let Some(newest) = rules.newest_profile else { return false };
    let is_known = device != "DeviceRGB" || rules.palette.colors() == FileColors::Rgb || newest >= NEWEST;
    match profile {
        // What is not sound is not heard.
        Some(profile) if newest < NEWEST => says(profile, device.as_bytes(), rules),
        _ => is_known,
    }
}

/// Whether a profile is sound, speaks of such colours, and says something that the file does not say anyway.
fn says(profile: &[u8], device: &[u8], rules: &Rules) -> bool {
    let Some(newest) = rules.newest_profile else { return false };
    let Ok(read) = ColorProfile::new_from_slice(profile) else { return false };
    let space = match device {
        b"DeviceGray" => DataColorSpace::Gray,
        b"DeviceCMYK" => DataColorSpace::Cmyk,
        _ => DataColorSpace::Rgb,
    };
    use ProfileClass::{ColorSpace, DisplayDevice, InputDevice, OutputDevice};
    let known = matches!(read.profile_class, InputDevice | DisplayDevice | OutputDevice | ColorSpace);
    let version = profile.get(8).is_some_and(|version| *version <= newest);
    let redundant = match space {
        DataColorSpace::Rgb => newest >= NEWEST && is_srgb(&read),
        DataColorSpace::Cmyk => profile == rules.palette.press().profile(),
        _ => false,
    };
    known && version && read.color_space == space && !redundant
}

/// Whether a profile is one of the many of sRGB.
fn is_srgb(profile: &ColorProfile) -> bool {
    let mut seen = PROBES;
    let transform = profile.create_transform_8bit(Layout::Rgb, &ColorProfile::new_srgb(), Layout::Rgb, options());
    let done = transform.and_then(|transform| transform.transform(&PROBES, &mut seen)).is_ok();
    done && PROBES.iter().zip(&seen).all(|(one, other)| one.abs_diff(*other) <= TOLERANCE)
}

fn options() -> TransformOptions {
    TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() }
}

/// Greys, or red, green and blue, of another profile as those of sRGB; `None` where they are of no such profile.
pub(super) fn standard(pixels: &Pixels, profile: &[u8]) -> Option<Pixels> {
    let (layout, space) = match pixels.colors {
        Colors::Gray => (Layout::Gray, DataColorSpace::Gray),
        Colors::GrayAlpha => (Layout::GrayAlpha, DataColorSpace::Gray),
        Colors::Rgb => (Layout::Rgb, DataColorSpace::Rgb),
        Colors::Rgba => (Layout::Rgba, DataColorSpace::Rgb),
        Colors::Cmyk => return None,
    };
    let profile = ColorProfile::new_from_slice(profile).ok().filter(|it| it.color_space == space)?;
    let srgb = ColorProfile::new_srgb();
    let (samples, alpha) = (pixels.colors.samples(), matches!(layout, Layout::GrayAlpha | Layout::Rgba));
    let wide = if alpha { Layout::Rgba } else { Layout::Rgb };
    let transform = profile.create_transform_8bit(layout, &srgb, wide, options()).ok()?;
    let channels = if alpha { 4 } else { 3 };
    let mut data = vec![0; pixels.data.len() / samples * channels];
    transform.transform(&pixels.data, &mut data).ok()?;
    if space == DataColorSpace::Gray {
        // Red, green and blue of a grey are alike.
        data = data
            .chunks_exact(channels)
            .flat_map(|pixel| [pixel[0], pixel[channels - 1]].into_iter().take(samples))
            .collect();
    }
    Some(Pixels { data, ..*pixels })
}

/// Inks as sRGB, by their profile.
pub(super) fn to_srgb(inks: &Pixels, profile: &[u8]) -> Option<Pixels> {
    let profile = ColorProfile::new_from_slice(profile).ok().filter(|it| it.color_space == DataColorSpace::Cmyk)?;
    // Four channels, whatever they stand for.
    let transform =
        profile.create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, options()).ok()?;
    let mut data = vec![0; inks.data.len() / 4 * 3];
    transform.transform(&inks.data, &mut data).ok()?;
    Some(Pixels { colors: Colors::Rgb, data, ..*inks })
}
