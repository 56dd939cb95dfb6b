//! Loading, checking, choosing and measuring fonts.
//!
//! In: the families that the house style names, the fonts built into the program, the files of a project's font folder.
//! Out: a [`FontSet`] that answers which font sets which script in which role, and the [`Font`]s by id. Steps: read each
//! file once, gather faces to families, order the families by role and script with their fallbacks.

mod builtin;
mod choose;
mod coverage;
mod face;
mod faults;
mod file;
mod folder;
mod ink;
mod instance;
mod parity;
mod settle;

pub use choose::{FontRole, Script};
pub use face::Font;
pub use parity::companion_size;

use crate::diagnostics::{Diagnostics, Span};
use crate::project::{Figures, HouseStyle};
use crate::units::Length;
use choose::Chains;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Whether a font comes with the program, and so is sound.
#[must_use]
pub fn is_builtin(font: &Arc<Font>) -> bool {
    builtin::fonts().iter().any(|known| Arc::ptr_eq(known, font))
}

/// A font of a [`FontSet`].
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FontId(pub u16);

/// Families by role (`text`, `heading`, `code`) and ISO 15924 script; later ones are fallbacks.
pub type Families = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// The fonts of a house style. Shared by all jobs.
#[derive(Debug, Default)]
pub struct FontSet {
    fonts: Vec<Arc<Font>>,
    chains: Chains,
    features: BTreeMap<FontRole, Vec<([u8; 4], u32)>>,
}

impl FontSet {
    /// Loads the families of the house style from the fonts built into the program and from `folder`, if any.
    ///
    /// A file of the folder that is no usable font and a family that exists nowhere are reported.
    pub fn load(house: &HouseStyle, folder: Option<&Path>, diagnostics: &mut Diagnostics) -> Self {
        let features = |role: FontRole| {
            let figures = match role {
                FontRole::Text => house.figures.features(),
                FontRole::Heading => Figures::Lining.features(),
                FontRole::Code => &[],
            };
            let chosen = house.features.get(role.name()).map_or(&[] as &[_], Vec::as_slice);
            // What the house names itself stands against figures that go without saying.
            let is_against = |tag: &[u8; 4]| tag == b"lnum" && chosen.contains(&(*b"onum", 1));
            let figures = figures.iter().filter(|tag| !is_against(tag)).map(|tag| (*tag, 1));
            (role, figures.chain(chosen.iter().copied()).collect())
        };
        let features = FontRole::ALL.into_iter().map(features).collect();
        Self { features, ..Self::with_places(&house.fonts, &house.font_places, folder, diagnostics) }
    }

    /// Like [`load`](Self::load), from the families alone.
    pub fn of_families(families: &Families, folder: Option<&Path>, diagnostics: &mut Diagnostics) -> Self {
        Self::with_places(families, &BTreeMap::new(), folder, diagnostics)
    }

    fn with_places(
        families: &Families,
        places: &BTreeMap<String, Span>,
        folder: Option<&Path>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        // A project's own file comes first, so that it replaces a built-in face of the same family and style.
        let mut fonts = folder.map(|folder| folder::read(folder, families, diagnostics)).unwrap_or_default();
        fonts.extend(builtin::fonts().iter().cloned());
        fonts.truncate(usize::from(u16::MAX));
        faults::unknown(families, places, &fonts, diagnostics);
        faults::incomplete(families, places, &fonts, diagnostics);
        let chains = Chains::new(families, &fonts);
        Self { fonts, chains, features: BTreeMap::new() }
    }

    /// OpenType features of a role and their values, on top of those that its words need.
    #[must_use]
    pub fn features(&self, role: FontRole) -> &[([u8; 4], u32)] {
        self.features.get(&role).map_or(&[], Vec::as_slice)
    }

    /// The font of an id that this set gave out.
    #[must_use]
    pub fn font(&self, id: FontId) -> &Font {
        &self.fonts[usize::from(id.0)]
    }

    /// All fonts with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FontId, &Arc<Font>)> {
        self.fonts.iter().enumerate().map(|(at, font)| (FontId(at as u16), font))
    }

    /// Fonts for a role and script in the order in which they are tried, the face of each family nearest in style.
    /// Arabic has no italic (docs/typography.md A44): there the upright face is meant.
    #[must_use]
    pub fn chain(&self, role: FontRole, script: Script, bold: bool, italic: bool) -> &[FontId] {
        self.chains.get(role, script, bold, italic && !script.is_joining())
    }

    /// The font that sets the words of a role and script; `None` only in an empty set.
    #[must_use]
    pub fn primary(&self, role: FontRole, script: Script, bold: bool, italic: bool) -> Option<FontId> {
        self.chain(role, script, bold, italic).first().copied()
    }

    /// The first font of the chain that has every character of `cluster`.
    #[must_use]
    pub fn choose(&self, role: FontRole, script: Script, bold: bool, italic: bool, cluster: &str) -> Option<FontId> {
        self.chain(role, script, bold, italic).iter().copied().find(|id| self.font(*id).covers(cluster))
    }

    /// A font of the program that has U+FFFD, which stands for a character that no font has.
    #[must_use]
    pub fn replacement(&self) -> Option<FontId> {
        let has_it = |(id, font): (FontId, &Arc<Font>)| (is_builtin(font) && font.covers("\u{FFFD}")).then_some(id);
        self.iter().filter_map(has_it).last()
    }

    /// A size of running text as the headings' family needs it to look as large, in this script.
    #[must_use]
    pub fn display_size(&self, size: Length, script: Script) -> Length {
        let primary = |role| self.primary(role, script, false, false).map(|id| self.font(id));
        match (primary(FontRole::Text), primary(FontRole::Heading)) {
            (Some(text), Some(heading)) => parity::display_size(size, script, text, heading),
            _ => size,
        }
    }

    /// Index of a character's own glyph in a font.
    #[must_use]
    pub fn glyph_for(&self, id: FontId, character: char) -> Option<u16> {
        self.font(id).glyph_for(character)
    }
}

#[cfg(test)]
pub(crate) mod tests;
