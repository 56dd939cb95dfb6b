//! docs/typography.md A1–A56: Arabic. Tests are named after the requirement that they show.

mod bidi;
mod ebook;
mod everywhere;
mod justification;
mod numerals;
mod settings;
mod shaping;
mod structure;
mod tones;
