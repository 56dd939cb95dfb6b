//! Sizes of paper and of books by their names.

/// Names, and width and height in millimetres: ISO 216, JIS P 0138 for the Japanese B series, ANSI/ASME Y14.1, and the
/// formats that printers of books offer under a name.
const SIZES: [(&str, f64, f64); 18] = [
    ("A3", 297.0, 420.0),
    ("A4", 210.0, 297.0),
    ("A5", 148.0, 210.0),
    ("A6", 105.0, 148.0),
    ("B4", 250.0, 353.0),
    ("B5", 176.0, 250.0),
    ("B6", 125.0, 176.0),
    ("JIS-B4", 257.0, 364.0),
    ("JIS-B5", 182.0, 257.0),
    ("JIS-B6", 128.0, 182.0),
    ("Letter", 215.9, 279.4),
    ("Legal", 215.9, 355.6),
    ("Half-Letter", 139.7, 215.9),
    ("US-Trade", 152.4, 228.6),
    ("Demy", 138.0, 216.0),
    ("Royal", 156.0, 234.0),
    ("Crown-Quarto", 189.0, 246.0),
    ("17x24", 170.0, 240.0),
];

/// What offices of a region print on, and half of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum OfficePaper {
    /// A4 or Letter.
    Whole,
    /// A5 or half a Letter.
    Half,
}

/// Regions whose offices have Letter (CLDR, supplemental data, `paperSize`); all others have A4.
const LETTER: [&str; 14] = ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

impl OfficePaper {
    const NAMES: [(&'static str, Self); 2] = [("Office", Self::Whole), ("Half-Office", Self::Half)];

    /// Of a name; case does not matter.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim())).map(|(_, paper)| *paper)
    }

    /// Its name in sizes, in a region; A4 where none is named.
    #[must_use]
    pub fn name(self, region: Option<&str>) -> &'static str {
        match (self, region.is_some_and(has_letter)) {
            (Self::Whole, false) => "A4",
            (Self::Whole, true) => "Letter",
            (Self::Half, false) => "A5",
            (Self::Half, true) => "Half-Letter",
        }
    }
}

/// Whether offices of a region have Letter.
pub(super) fn has_letter(region: &str) -> bool {
    LETTER.contains(&region)
}

/// Width and height of a name in millimetres; case does not matter.
#[must_use]
pub fn of(name: &str) -> Option<[f64; 2]> {
    let found = SIZES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(name.trim()));
    found.map(|(_, width, height)| [*width, *height])
}

/// All names.
pub fn names() -> impl Iterator<Item = &'static str> {
    SIZES.iter().map(|(name, ..)| *name)
}

/// All names, and those of what the offices of a region have.
pub(super) fn all_names() -> impl Iterator<Item = &'static str> {
    names().chain(OfficePaper::NAMES.iter().map(|(name, _)| *name))
}
