//! The printing condition that the print edition is made for, and colours in its inks (TYPOGRAPHY.md P16).
//!
//! Offset on coated paper, FOGRA39 (ISO 12647-2:2004/Amd 1): what a printer expects who is told nothing else. The
//! profile was made from the characterization data themselves; `profile/make.sh` is the recipe.

use super::deflate;
use crate::units::Color;
use lopdf::{Document, Object, dictionary};
use moxcms::{ColorProfile, Layout, RenderingIntent, TransformF64Executor, TransformOptions};
use std::sync::{Arc, LazyLock};

/// The profile of the condition.
const PROFILE: &[u8] = include_bytes!("profile/coated-fogra39.icc");
/// Its name in the registry of characterization data.
const IDENTIFIER: &str = "FOGRA39";
const REGISTRY: &str = "http://www.color.org";
const CONDITION: &str = "Offset printing on coated paper, ISO 12647-2:2004/Amd 1, FOGRA39";

/// Parts of an ink below this are left out: presses hold dots from 3 % on at best (ISO 12647-2, 4.3.4.1), and a few dots
/// more of one plate would only be noise.
const LEAST: f64 = 0.04;

static SEPARATION: LazyLock<Option<Arc<TransformF64Executor>>> = LazyLock::new(|| {
    let inks = ColorProfile::new_from_slice(PROFILE).ok()?;
    let options = TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() };
    // Four channels, whatever they stand for.
    ColorProfile::new_srgb().create_transform_f64(Layout::Rgb, &inks, Layout::Rgba, options).ok()
});

/// Cyan, magenta, yellow and black of a colour, from 0 to 1 in whole hundredths. `None` if the profile were unreadable,
/// which a test rules out.
pub(super) fn separate(color: Color) -> Option<[f64; 4]> {
    let source = [color.r, color.g, color.b].map(|value| f64::from(value) / 255.0);
    let mut inks = [0.0; 4];
    SEPARATION.as_ref()?.transform(&source, &mut inks).ok()?;
    // Hundredths also take away what arithmetic of different machines may disagree on.
    let hundredth = |ink: f64| (ink.clamp(0.0, 1.0) * 100.0).round() / 100.0;
    Some(inks.map(|ink| if hundredth(ink) < LEAST { 0.0 } else { hundredth(ink) }))
}

/// Whether a profile is that of the condition itself.
pub(super) fn is_own(profile: &[u8]) -> bool {
    profile == PROFILE
}

/// The output intent of PDF/X (ISO 15930-7, 6.2.3).
pub(super) fn output_intent(document: &mut Document) -> Object {
    let profile = document.add_object(deflate::stream(dictionary! { "N" => 4 }, PROFILE));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputCondition" => Object::string_literal(CONDITION),
        "OutputConditionIdentifier" => Object::string_literal(IDENTIFIER),
        "RegistryName" => Object::string_literal(REGISTRY),
        "Info" => Object::string_literal(CONDITION),
        "DestOutputProfile" => Object::Reference(profile),
    };
    Object::Dictionary(intent)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Percents of each ink.
    fn percents(r: u8, g: u8, b: u8) -> [i32; 4] {
        separate(Color::rgb(r, g, b)).expect("the profile is read").map(|ink| (ink * 100.0).round() as i32)
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
