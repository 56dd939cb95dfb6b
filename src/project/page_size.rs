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
