//! The fonts of all designs that the books of a build have; designs with the same fonts share them.

use super::selection::{Selection, with_companions};
use crate::diagnostics::Diagnostics;
use crate::font::FontSet;
use crate::project::{Edition, HouseStyle, Project};
use std::sync::Arc;

/// Sets of fonts, each with a design that has it: the project's own, then those that have others.
#[derive(Debug)]
pub(super) struct Typecases {
    general: FontSet,
    others: Vec<(Arc<HouseStyle>, FontSet)>,
}

impl Typecases {
    /// Loads the fonts of what was chosen, of what it may link to, and of the project itself.
    pub(super) fn load(project: &Project, selection: &Selection<'_>, diagnostics: &mut Diagnostics) -> Self {
        let folder = project.fonts_folder();
        let mut load = |house: &HouseStyle| FontSet::load(house, folder.as_deref(), diagnostics);
        let mut others: Vec<(Arc<HouseStyle>, FontSet)> = Vec::new();
        let general = load(project.general_house());
        for publication in &project.publications {
            let editions: Vec<&Edition> = with_companions(publication, &selection.asked).collect();
            for tag in publication.languages.iter().filter(|tag| project.languages.contains(tag)) {
                for edition in &editions {
                    let house = project.house_of(publication, tag, edition);
                    let is_known = has_fonts_of(project.general_house(), &house);
                    if !is_known && !others.iter().any(|(other, _)| has_fonts_of(other, &house)) {
                        let fonts = load(&house);
                        others.push((house, fonts));
                    }
                }
            }
        }
        Self { general, others }
    }

    /// The fonts of a design; those of the project where it was not among those that were loaded.
    pub(super) fn of(&self, house: &HouseStyle) -> &FontSet {
        let own = self.others.iter().find(|(other, _)| has_fonts_of(other, house));
        own.map_or(&self.general, |(_, fonts)| fonts)
    }
}

fn has_fonts_of(one: &HouseStyle, other: &HouseStyle) -> bool {
    (&one.fonts, &one.features, one.figures) == (&other.fonts, &other.features, other.figures)
}
