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
const NEWEST: u8 = 4;

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
        let own = profile.filter(|profile| self.rules.takes_profiles && self.is_of(profile, &device));
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

    /// Whether a profile is sound, speaks of such colours, and says something that the file does not say anyway.
    fn is_of(&self, profile: &[u8], device: &[u8]) -> bool {
        let Ok(read) = ColorProfile::new_from_slice(profile) else { return false };
        let space = match device {
            b"DeviceGray" => DataColorSpace::Gray,
            b"DeviceCMYK" => DataColorSpace::Cmyk,
            _ => DataColorSpace::Rgb,
        };
        use ProfileClass::{ColorSpace, DisplayDevice, InputDevice, OutputDevice};
        let known = matches!(read.profile_class, InputDevice | DisplayDevice | OutputDevice | ColorSpace);
        let version = profile.get(8).is_some_and(|version| *version <= NEWEST);
        let redundant = match space {
            DataColorSpace::Rgb => is_srgb(&read),
            DataColorSpace::Cmyk => profile == self.rules.palette.press().profile(),
            _ => false,
        };
        known && version && read.color_space == space && !redundant
    }
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

/// Red, green and blue of another profile as sRGB; `None` where they are of no such profile.
pub(super) fn rgb_to_srgb(pixels: &Pixels, profile: &[u8]) -> Option<Pixels> {
    let layout = match pixels.colors {
        Colors::Rgb => Layout::Rgb,
        Colors::Rgba => Layout::Rgba,
        _ => return None,
    };
    let profile = ColorProfile::new_from_slice(profile).ok().filter(|it| it.color_space == DataColorSpace::Rgb)?;
    let transform = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options()).ok()?;
    let mut data = vec![0; pixels.data.len()];
    transform.transform(&pixels.data, &mut data).ok()?;
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
