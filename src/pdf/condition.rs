//! Printing conditions, and colours in their inks (docs/typography.md P16).
//!
//! The one that is built in is offset on coated paper, FOGRA39 (ISO 12647-2:2004/Amd 1): what a printer expects who is told
//! nothing else. The profile was made from the characterization data themselves; `profile/make.sh` is the recipe.

use super::deflate;
use crate::project::Condition;
use crate::units::Color;
use lopdf::{Document, Object, dictionary};
use moxcms::{
    ColorProfile, DataColorSpace, Layout, RenderingIntent, Transform8BitExecutor, TransformF64Executor,
    TransformOptions,
};
use std::sync::{Arc, LazyLock, OnceLock};

/// The profile of the condition.
const PROFILE: &[u8] = include_bytes!("profile/coated-fogra39.icc");
/// Its name in the registry of characterization data.
const IDENTIFIER: &str = "FOGRA39";
const REGISTRY: &str = "http://www.color.org";
const CONDITION: &str = "Offset printing on coated paper, ISO 12647-2:2004/Amd 1, FOGRA39";

/// Parts of an ink below this are left out: presses hold dots from 3 % on at best (ISO 12647-2, 4.3.4.1), and a few dots
/// more of one plate would only be noise.
const LEAST: f64 = 0.04;

/// The condition that is built in.
static BUILT_IN: LazyLock<Arc<Press>> =
    LazyLock::new(|| Arc::new(Press::of(PROFILE.into(), IDENTIFIER, CONDITION, true)));

/// A printing condition, by its ICC profile.
pub struct Press {
    profile: Arc<[u8]>,
    identifier: String,
    /// In words.
    name: String,
    /// Its identifier is one of the registry.
    is_registered: bool,
    /// Made when a colour, and when a picture, is first separated: a file for screens needs neither.
    separation: OnceLock<Option<Arc<TransformF64Executor>>>,
    pictures: OnceLock<Option<Arc<Transform8BitExecutor>>>,
}

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Press").field(&self.identifier).finish()
    }
}

impl Press {
    fn of(profile: Arc<[u8]>, identifier: &str, name: &str, is_registered: bool) -> Self {
        let (identifier, name) = (identifier.to_owned(), name.to_owned());
        let (separation, pictures) = (OnceLock::new(), OnceLock::new());
        Self { profile, identifier, name, is_registered, separation, pictures }
    }

    fn inks(&self) -> Option<ColorProfile> {
        ColorProfile::new_from_slice(&self.profile).ok()
    }

    // Four channels, whatever they stand for, are `Rgba` to moxcms.
    fn separation(&self) -> Option<&Arc<TransformF64Executor>> {
        let make =
            || ColorProfile::new_srgb().create_transform_f64(Layout::Rgb, &self.inks()?, Layout::Rgba, options()).ok();
        self.separation.get_or_init(make).as_ref()
    }

    fn pictures(&self) -> Option<&Arc<Transform8BitExecutor>> {
        let make =
            || ColorProfile::new_srgb().create_transform_8bit(Layout::Rgb, &self.inks()?, Layout::Rgba, options()).ok();
        self.pictures.get_or_init(make).as_ref()
    }

    /// The condition of a profile of colours; the built-in one where none is given.
    #[must_use]
    pub fn new(condition: &Condition) -> Arc<Self> {
        match &condition.icc {
            None => BUILT_IN.clone(),
            Some(profile) => Arc::new(Self::of(profile.clone(), &condition.name, &condition.name, false)),
        }
    }

    /// Cyan, magenta, yellow and black of a colour, from 0 to 1 in whole hundredths. `None` if the profile has no way there.
    pub(super) fn separate(&self, color: Color) -> Option<[f64; 4]> {
        let source = [color.r, color.g, color.b].map(|value| f64::from(value) / 255.0);
        let mut inks = [0.0; 4];
        self.separation()?.transform(&source, &mut inks).ok()?;
        // Hundredths also take away what arithmetic of different machines may disagree on.
        let hundredth = |ink: f64| (ink.clamp(0.0, 1.0) * 100.0).round() / 100.0;
        Some(inks.map(|ink| if hundredth(ink) < LEAST { 0.0 } else { hundredth(ink) }))
    }

    /// Cyan, magenta, yellow and black, a byte each, of the red, green and blue of pixels.
    pub(super) fn separate_pixels(&self, pixels: &[u8]) -> Option<Vec<u8>> {
        let mut inks = vec![0; pixels.len() / 3 * 4];
        self.pictures()?.transform(pixels, &mut inks).ok()?;
        Some(inks)
    }

    /// Inks of another condition, as those of this one.
    pub(super) fn converted(&self, inks: &[u8], profile: &[u8]) -> Option<Vec<u8>> {
        let from = ColorProfile::new_from_slice(profile).ok().filter(|it| it.color_space == DataColorSpace::Cmyk)?;
        let to = self.inks()?;
        let transform = from.create_transform_8bit(Layout::Rgba, &to, Layout::Rgba, options()).ok()?;
        let mut out = vec![0; inks.len()];
        transform.transform(inks, &mut out).ok()?;
        Some(out)
    }

    /// Its ICC profile.
    pub(super) fn profile(&self) -> &[u8] {
        &self.profile
    }

    /// How many colours its profile is of.
    fn channels(&self) -> i64 {
        match self.inks().map(|read| read.color_space) {
            Some(DataColorSpace::Gray) => 1,
            Some(DataColorSpace::Rgb) => 3,
            _ => 4,
        }
    }

    /// The output intent of PDF/X (ISO 15930-7, 6.2.3).
    pub(super) fn output_intent(&self, document: &mut Document) -> Object {
        let profile = document.add_object(deflate::stream(dictionary! { "N" => self.channels() }, &self.profile));
        let mut intent = dictionary! {
            "Type" => "OutputIntent",
            "S" => "GTS_PDFX",
            "OutputCondition" => Object::string_literal(self.name.as_str()),
            "OutputConditionIdentifier" => Object::string_literal(self.identifier.as_str()),
        };
        if self.is_registered {
            intent.set("RegistryName", Object::string_literal(REGISTRY));
        }
        intent.set("Info", Object::string_literal(self.name.as_str()));
        intent.set("DestOutputProfile", Object::Reference(profile));
        Object::Dictionary(intent)
    }
}

fn options() -> TransformOptions {
    TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Percents of each ink.
    fn percents(r: u8, g: u8, b: u8) -> [i32; 4] {
        BUILT_IN.separate(Color::rgb(r, g, b)).expect("the profile is read").map(|ink| (ink * 100.0).round() as i32)
    }

    #[test]
    fn colours_are_those_of_another_engine() {
        // By Little CMS 2.14, relative colorimetric.
        let known = [
            ([0x0B, 0x55, 0x63], [77, 0, 13, 69]),
            ([0xEE, 0xF4, 0xF5], [7, 4, 5, 0]),
            ([0xFF, 0x00, 0x00], [0, 95, 100, 0]),
            ([0x7A, 0x2E, 0x1D], [0, 87, 90, 61]),
            ([0x6B, 0x4A, 0xA0], [72, 80, 0, 3]),
            ([0xA8, 0x74, 0x2A], [0, 42, 90, 42]),
        ];
        for ([r, g, b], wanted) in known {
            let found = percents(r, g, b);
            let near = found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() <= 4);
            assert!(near, "#{r:02x}{g:02x}{b:02x}: {found:?} is not {wanted:?}");
        }
        assert_eq!(percents(255, 255, 255), [0; 4], "white is the paper");
    }

    #[test]
    fn no_colour_takes_more_ink_than_paper_does() {
        for step in 0..512u16 {
            let channel = |shift: u16| ((step >> shift & 7) * 36) as u8;
            let inks = percents(channel(0), channel(3), channel(6));
            assert!(inks.iter().sum::<i32>() <= 303, "{inks:?}");
        }
    }
}
