//! Pictures: each file once, whatever the number of places where it stands.

use super::Kind;
use super::fonts::Usage;
use crate::diagnostics::Diagnostics;
use crate::font::FontSet;
use crate::layout::Pages;
use lopdf::{Dictionary, Document, ObjectId};
use std::path::Path;

/// The pictures of a file.
pub(super) struct Pictures;

impl Pictures {
    pub(super) fn load(_: &Pages, _: Kind, _: &FontSet, _: &mut Usage, _: &mut Diagnostics) -> Self {
        Self
    }
    pub(super) fn name(&self, _: &Path) -> Option<String> {
        None
    }
    pub(super) fn embed(self, _: &mut Document, _: ObjectId) -> Dictionary {
        Dictionary::new()
    }
}
