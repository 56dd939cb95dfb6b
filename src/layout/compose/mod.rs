//! placeholder
use super::rows::{Grid, Lookup, Row};
use crate::diagnostics::Diagnostics;
use crate::font::FontSet;
use crate::language::Language;
use crate::manuscript::{Block, Manuscript, Note};
use crate::project::HouseStyle;
use crate::units::Length;
pub(super) struct Composer<'a> {
    pub(super) house: &'a HouseStyle,
    pub(super) language: &'a Language,
    pub(super) fonts: &'a FontSet,
    pub(super) lookup: &'a dyn Lookup,
    pub(super) manuscript: &'a Manuscript,
}
impl Composer<'_> {
    pub(super) fn grid(&self) -> Grid {
        todo!()
    }
    pub(super) fn note(&self, _: &Note, _: Length, _: &mut Diagnostics) -> Vec<Row> {
        Vec::new()
    }
    pub(super) fn block(&self, _: &Block, _: Option<&Block>, _: Length, _: &mut Diagnostics) -> Vec<Row> {
        Vec::new()
    }
}
