//! Pictures in a drawing: opened like all others, so that a broken one is found, and in a form that pages and every
//! reader take: PNG, JPEG or SVG, upright.

use super::super::{Facts, Fault, Format, Image, Orientation, Pixels, look, pixels};
use super::write::{Look, Writer};
use super::{href, made};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use usvg::roxmltree::Node;

/// Marker of a JPEG segment that holds EXIF.
const APP1: [u8; 2] = [0xFF, 0xE1];
/// Marker that begins the pixels.
const SCAN: [u8; 2] = [0xFF, 0xDA];

/// Writes a picture that is in the drawing itself; says what is left out.
pub(super) fn write<'a>(writer: &mut Writer<'_, 'a>, node: &Node<'a, '_>, mut look: Look) {
    let Some(target) = href(node).filter(|target| !target.is_empty()) else { return };
    if !target.starts_with("data:") {
        let shown: String = target.chars().take(60).collect();
        return writer.leave_out(format!("a picture in another file (`{shown}`)"));
    }
    match opened(writer, target, &mut look) {
        Ok((format, bytes)) => {
            look.set("xlink:href", format!("data:{};base64,{}", format.media_type(), STANDARD.encode(bytes)));
            writer.open("image", &look);
            writer.close("image");
        }
        Err(Fault::Broken(why)) => {
            let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
            writer.leave_out(format!("a picture that cannot be read ({why})"));
        }
        Err(Fault::Format(format)) => writer.leave_out(format!("a {format} picture")),
        Err(Fault::TooLarge(why)) => writer.leave_out(format!("a picture that is too large ({why})")),
    }
}

fn opened(writer: &mut Writer<'_, '_>, target: &str, place: &mut Look) -> Result<(Format, Vec<u8>), Fault> {
    let bytes = Image::address(target)?.bytes()?;
    if super::super::sniff::format(&bytes)? == Format::Svg {
        let inner = made(&bytes, writer.level + 1)?;
        super::measured(&inner.text)?;
        inner.left_out.into_iter().for_each(|what| writer.leave_out(what));
        writer.moves |= inner.moves;
        return Ok((Format::Svg, inner.text.into_bytes()));
    }
    let facts = look(&bytes)?;
    match facts.format {
        Format::Jpeg if facts.orientation.is_upright() => Ok((Format::Jpeg, bytes)),
        Format::Jpeg if turned(&facts, place) => Ok((Format::Jpeg, without_exif(&bytes))),
        Format::Png if facts.orientation.is_upright() => Ok((Format::Png, bytes)),
        _ => {
            let upright: Pixels = pixels(&bytes)?.turned(facts.orientation);
            Ok((Format::Png, upright.png(super::super::profile(&bytes))?))
        }
    }
}

/// Turns the place of a picture instead of its pixels. `false` where its sides are not plain numbers.
fn turned(facts: &Facts, place: &mut Look) -> bool {
    let number = |name: &str| place.get(name).map_or(Some(None), |text| super::pixels(text).map(Some));
    let (Some(x), Some(y), Some(width), Some(height)) = (number("x"), number("y"), number("width"), number("height"))
    else {
        return false;
    };
    let Some((wide, high)) = facts.pixels.map(|(wide, high)| (f64::from(wide), f64::from(high))) else { return false };
    let (width, height) = match (width, height) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) => (width, width * high / wide),
        (None, Some(height)) => (height * wide / high, height),
        (None, None) => (wide, high),
    };
    let matrix = matrix(facts.orientation, (x.unwrap_or(0.0), y.unwrap_or(0.0)), (width, height));
    let (own_width, own_height) = facts.orientation.upright((width, height));
    let before = place.get("transform").unwrap_or_default().to_owned();
    place.set("transform", format!("{before} {matrix}").trim().to_owned());
    place.remove("x");
    place.remove("y");
    place.set("width", own_width.to_string());
    place.set("height", own_height.to_string());
    true
}

/// From the box of the picture as it lies to the place where it stands upright.
fn matrix(orientation: Orientation, (x, y): (f64, f64), (width, height): (f64, f64)) -> String {
    let (own_width, own_height) = orientation.upright((width, height));
    let [a, b, c, d, e, f] = orientation.matrix().map(f64::from);
    let numbers = [
        a * width / own_width,
        b * height / own_width,
        c * width / own_height,
        d * height / own_height,
        e * width + x,
        f * height + y,
    ];
    format!("matrix({})", numbers.map(|number| number.to_string()).join(" "))
}

/// A JPEG file that says nothing of its orientation.
fn without_exif(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.get(..2).unwrap_or_default().to_vec();
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xFF, marker, high, low, ..] = rest {
        if [0xFF, *marker] == SCAN {
            break;
        }
        let length = 2 + usize::from(u16::from_be_bytes([*high, *low]));
        let Some((segment, after)) = rest.split_at_checked(length) else { break };
        if !(segment.starts_with(&APP1) && segment.get(4..).is_some_and(|body| body.starts_with(b"Exif"))) {
            out.extend_from_slice(segment);
        }
        rest = after;
    }
    out.extend_from_slice(rest);
    out
}
