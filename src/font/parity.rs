//! Sizes at which two scripts look equally large beside one another (docs/typography.md A42).

use super::{Font, Script};
use crate::units::Length;

/// Height of Latin capitals in Arabic text, thousandths of the alef: left as the fonts give it inside these limits.
const CAPITALS_TO_ALEF: (i64, i64) = (850, 1050);

/// How much Arabic is raised in Latin text, thousandths.
const ARABIC_IN_LATIN: (i64, i64) = (1150, 1300);

/// Height of the alef that is wanted beside Latin capitals, thousandths of these.
const ALEF_TO_CAPITALS: i64 = 1200;

/// The size of `font`, which sets `script`, in text of the size `size` whose main script is set in `main_font`.
#[must_use]
pub fn companion_size(size: Length, main: Script, main_font: &Font, script: Script, font: &Font) -> Length {
    if main == script {
        return size;
    }
    let in_em = |height: i16, font: &Font| i64::from(height) * 1000 / i64::from(font.units_per_em).max(1);
    if main.is_joining() {
        let alef = in_em(main_font.alef_height, main_font);
        let capital = in_em(font.cap_height, font);
        if alef <= 0 || capital <= 0 {
            return size;
        }
        let share = capital * 1000 / alef;
        return size.scale(share.clamp(CAPITALS_TO_ALEF.0, CAPITALS_TO_ALEF.1), share);
    }
    if script.is_joining() {
        let alef = in_em(font.alef_height, font);
        let capital = in_em(main_font.cap_height, main_font);
        if alef <= 0 || capital <= 0 {
            return size;
        }
        return size.scale((capital * ALEF_TO_CAPITALS / alef).clamp(ARABIC_IN_LATIN.0, ARABIC_IN_LATIN.1), 1000);
    }
    size
}

/// Letters of the headings' faces are drawn wider and lower than those of books at the same alef, thousandths.
const DISPLAY_LETTERS: i64 = 900;

/// The size at which `font` looks as large as `text` does at `size`, where both set the same joining script. A Kufi face
/// at the size of a Naskh one shouts; Latin faces are drawn alike enough.
pub(super) fn display_size(size: Length, script: Script, text: &Font, font: &Font) -> Length {
    let in_em = |font: &Font| i64::from(font.alef_height) * 1000 / i64::from(font.units_per_em).max(1);
    let (alef, own) = (in_em(text), in_em(font));
    if !script.is_joining() || alef <= 0 || own <= 0 || text.family == font.family {
        return size;
    }
    size.scale((alef * DISPLAY_LETTERS / own).clamp(700, 1300), 1000)
}
