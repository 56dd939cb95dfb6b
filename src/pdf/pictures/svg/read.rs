//! An SVG file to a tree whose styles are resolved, and its words.

use super::super::super::fonts::Usage;
use super::direction::with_physical_anchors;
use super::draw::MAX_DEPTH;
use super::paint;
use super::words::Setter;
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::font::{Font, FontSet};
use crate::language::LangTag;
use crate::picture::Fault;
use crate::text::{Item, ItemKind};
use std::sync::{Arc, OnceLock};
use usvg::fontdb::{Database, Source};
use usvg::{BlendMode, Group, ImageHrefResolver, ImageKind, Node, Options, Paint, Tree};

/// Reads SVG files with the fonts of the house style and no others.
pub(in crate::pdf::pictures) struct Reader<'a> {
    fonts: &'a FontSet,
    lang: &'a LangTag,
    /// The fonts as usvg wants them, which measures words with them.
    database: OnceLock<Arc<Database>>,
}

/// A drawing that was read.
pub(in crate::pdf::pictures) struct Drawing {
    pub(super) tree: Tree,
    /// The words of each text in the order in which the tree is drawn; `None` for those shown as outlines.
    pub(super) words: Vec<Option<Vec<Item>>>,
    /// Whether anything in it shines through.
    transparent: bool,
    /// It has filters, which are not drawn.
    filters: bool,
    /// What its words lost.
    lost: Diagnostics,
}

/// A font's bytes as the database holds them.
struct Data(Arc<Font>);

impl AsRef<[u8]> for Data {
    fn as_ref(&self) -> &[u8] {
        &self.0.data
    }
}

impl<'a> Reader<'a> {
    pub(in crate::pdf::pictures) fn new(fonts: &'a FontSet, lang: &'a LangTag) -> Self {
        Self { fonts, lang, database: OnceLock::new() }
    }

    /// Reads a drawing that was made fit for a book.
    pub(in crate::pdf::pictures) fn read(&self, text: &str) -> Result<Drawing, Fault> {
        let broken = |why: String| Fault::Broken(why);
        let text = with_physical_anchors(text).map_err(|error| broken(error.to_string()))?;
        let options = Options {
            font_family: "sans-serif".to_owned(),
            fontdb: self.database.get_or_init(|| load(self.fonts)).clone(),
            image_href_resolver: ImageHrefResolver {
                resolve_data: ImageHrefResolver::default_data_resolver(),
                // Other files stay closed: a picture has no business outside itself.
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        let tree = Tree::from_str(&text, &options).map_err(|error| broken(error.to_string()))?;
        let mut drawing =
            Drawing { tree, words: Vec::new(), transparent: false, filters: false, lost: Diagnostics::new() };
        let setter = Setter { fonts: self.fonts, lang: self.lang };
        let (mut words, mut lost, mut filters) = (Vec::new(), Diagnostics::new(), false);
        walk(drawing.tree.root(), 0, &mut |node| match node {
            Node::Text(text) => words.push(setter.set(text, &mut lost)),
            Node::Group(group) => filters |= !group.filters().is_empty(),
            _ => {}
        });
        drawing.transparent = is_transparent(drawing.tree.root(), 0);
        drawing.words = words;
        drawing.filters = filters;
        drawing.lost = lost;
        Ok(drawing)
    }
}

impl Drawing {
    /// Whether what lies under it, or under a part of it, may shine through.
    pub(in crate::pdf::pictures) fn is_transparent(&self) -> bool {
        self.transparent
    }

    /// Adds the glyphs of the words.
    pub(in crate::pdf::pictures) fn announce(&self, usage: &mut Usage) {
        for item in self.words.iter().flatten().flatten() {
            if let ItemKind::Glyphs(run, _) = &item.kind {
                usage.add_run(run);
            }
        }
    }

    /// What of the drawing cannot be shown.
    pub(in crate::pdf::pictures) fn findings(&self) -> impl Iterator<Item = Diagnostic> {
        let filters = self.filters.then(|| {
            Diagnostic::warning("unsupported-svg", "filters in this drawing are left out")
                .help("draw it with shapes, gradients, transparency, masks and text")
        });
        let unseen = |finding: &Diagnostic| Diagnostic { severity: Severity::Warning, ..finding.clone() };
        filters.into_iter().chain(self.lost.iter().map(unseen))
    }
}

/// Visits what is drawn, in the order in which it is drawn, as deep as it is drawn.
fn walk(group: &Group, depth: usize, visit: &mut dyn FnMut(&Node)) {
    if depth >= MAX_DEPTH {
        return;
    }
    for node in group.children() {
        visit(node);
        if let Node::Group(group) = node {
            walk(group, depth + 1, visit);
        }
    }
}

/// Whether anything in a group shines through. Of PNG pictures it is taken for granted.
fn is_transparent(group: &Group, depth: usize) -> bool {
    let paint_is = |paint: &Paint, opacity: f32| {
        let own = match paint {
            Paint::Color(_) => false,
            Paint::LinearGradient(gradient) => paint::opacity(gradient.stops()) < 1.0,
            Paint::RadialGradient(gradient) => paint::opacity(gradient.stops()) < 1.0,
            Paint::Pattern(pattern) => is_transparent(pattern.root(), depth + 1),
        };
        own || opacity < 1.0
    };
    let node_is = |node: &Node| match node {
        Node::Group(group) => is_transparent(group, depth + 1),
        Node::Text(text) => is_transparent(text.flattened(), depth + 1),
        Node::Path(path) => {
            path.fill().is_some_and(|fill| paint_is(fill.paint(), fill.opacity().get()))
                || path.stroke().is_some_and(|stroke| paint_is(stroke.paint(), stroke.opacity().get()))
        }
        Node::Image(image) => match image.kind() {
            ImageKind::SVG(tree) => is_transparent(tree.root(), depth + 1),
            kind => matches!(kind, ImageKind::PNG(_)),
        },
    };
    let as_one = group.opacity().get() < 1.0 || group.blend_mode() != BlendMode::Normal || group.mask().is_some();
    as_one || depth < MAX_DEPTH && group.children().iter().any(node_is)
}

fn load(fonts: &FontSet) -> Arc<Database> {
    let mut database = Database::new();
    for (_, font) in fonts.iter() {
        database.load_font_source(Source::Binary(Arc::new(Data(font.clone()))));
    }
    let family = |role| {
        let font = fonts.primary(role, crate::font::Script::LATIN, false, false);
        font.map_or_else(String::new, |font| fonts.font(font).family.clone())
    };
    database.set_serif_family(family(crate::font::FontRole::Text));
    database.set_sans_serif_family(family(crate::font::FontRole::Heading));
    database.set_monospace_family(family(crate::font::FontRole::Code));
    Arc::new(database)
}
