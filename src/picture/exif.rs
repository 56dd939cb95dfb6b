//! Which side of a photograph is up: the orientation that cameras write into EXIF (CIPA DC-008, 4.6.5.1.6).

use super::Orientation;

const ORIENTATION: u16 = 0x0112;
/// A number of two bytes.
const SHORT: u16 = 3;
/// More entries than any directory has.
const MOST_ENTRIES: usize = 1000;

/// The orientation that a block of EXIF names; upright where it names none that there is.
pub(super) fn orientation(block: &[u8]) -> Orientation {
    // JPEG and some WebP files have a mark before the block.
    let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    value(block).map(Orientation::of_exif).unwrap_or_default()
}

fn value(block: &[u8]) -> Option<u16> {
    let little = match block.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = block.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if little { second << 16 | first } else { first << 16 | second })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?).min(MOST_ENTRIES);
    let entry = (0..entries).map(|at| directory + 2 + at * 12).find(|at| short(*at) == Some(ORIENTATION))?;
    (short(entry + 2)? == SHORT).then(|| short(entry + 8)).flatten()
}
