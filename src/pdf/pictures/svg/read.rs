//! An SVG file to a tree whose styles are resolved and whose words are shaped.

use super::super::super::fonts::{Fonts, Usage};
use super::super::super::Kind;
use super::super::Problem;
use super::draw::Writer;
use super::words;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::font::{Font, FontId, FontRole, FontSet, Script};
use lopdf::{Document, Object, ObjectId};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use usvg::fontdb::{self, Database};
use usvg::{FontResolver, Group, ImageHrefResolver, Node, Options, Tree};

/// Fonts of the drawing by usvg's ids.
pub(super) type FontIds = BTreeMap<fontdb::ID, FontId>;

/// Reads SVG files with the fonts of the house style and no others.
pub(in crate::pdf::pictures) struct Reader<'a> {
    fonts: &'a FontSet,
    loaded: OnceLock<Loaded>,
}

/// The fonts as usvg wants them.
#[derive(Clone)]
struct Loaded {
    database: Arc<Database>,
    ours: FontIds,
}

/// A drawing that was read.
pub(in crate::pdf::pictures) struct Drawing {
    pub(super) tree: Tree,
    pub(super) fonts: FontIds,
}

/// A font's bytes as the database holds them.
struct Data(Arc<Font>);

impl AsRef<[u8]> for Data {
    fn as_ref(&self) -> &[u8] {
        &self.0.data
    }
}

impl<'a> Reader<'a> {
    pub(in crate::pdf::pictures) fn new(fonts: &'a FontSet) -> Self {
        Self { fonts, loaded: OnceLock::new() }
    }

    pub(in crate::pdf::pictures) fn read(&self, data: &[u8]) -> Result<Drawing, Problem> {
        let text = std::str::from_utf8(data).map_err(|_| Problem::Unsupported("it is no PNG, JPEG or SVG".to_owned()))?;
        let text = words::with_direction(text).map_err(|error| Problem::Broken(error.to_string()))?;
        let loaded = self.loaded.get_or_init(|| load(self.fonts));
        let options = Options {
            font_family: "sans-serif".to_owned(),
            fontdb: loaded.database.clone(),
            font_resolver: self.resolver(&loaded.ours),
            image_href_resolver: ImageHrefResolver {
                resolve_data: ImageHrefResolver::default_data_resolver(),
                // Other files stay closed: a picture has no business outside itself.
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_str(&text, &options).map_err(|error| Problem::Broken(error.to_string()))?;
        Ok(Drawing { tree, fonts: loaded.ours.clone() })
    }

    /// Chooses fonts as the house style does: by family where it names one of ours, else by role.
    fn resolver(&self, ours: &'a FontIds) -> FontResolver<'a> {
        todo!()
    }
}

fn load(fonts: &FontSet) -> Loaded {
    let mut database = Database::new();
    let mut ours = FontIds::new();
    for (id, font) in fonts.iter() {
        let source = fontdb::Source::Binary(Arc::new(Data(font.clone())));
        if let Some(loaded) = database.load_font_source(source).first() {
            ours.insert(*loaded, id);
        }
    }
    Loaded { database: Arc::new(database), ours }
}
