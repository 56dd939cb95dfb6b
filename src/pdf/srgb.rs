//! The profile of sRGB (IEC 61966-2-1:1999).

use super::deflate;
use lopdf::{Document, ObjectId, dictionary};
use moxcms::{ColorDateTime, ColorProfile};

/// When the profile was made: that of the standard itself, not the present moment.
const DATE: ColorDateTime =
    ColorDateTime { year: 1999, month: 10, day_of_the_month: 1, hours: 0, minutes: 0, seconds: 0 };

/// Writes the profile.
pub(super) fn write(document: &mut Document) -> ObjectId {
    let mut profile = ColorProfile::new_srgb();
    profile.creation_date_time = DATE;
    let profile = profile.encode().unwrap_or_default();
    document.add_object(deflate::stream(dictionary! { "N" => 3, "Alternate" => "DeviceRGB" }, &profile))
}
