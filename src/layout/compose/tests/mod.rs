//! What composing gives, in a left-to-right and a right-to-left language.

mod blocks;
mod keeps;
mod mirrored;
mod tables;
mod trees;

use super::super::rows::{IndexPage, Lookup, Row};
use super::Composer;
use crate::diagnostics::Diagnostics;
use crate::font::FontSet;
use crate::language::{LangTag, Language};
use crate::manuscript::{Block, LinkTarget, Manuscript, Note};
use crate::project::HouseStyle;
use crate::text::{Artifact, ItemKind, Owner};
use crate::units::Length;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static HOUSE: LazyLock<HouseStyle> = LazyLock::new(HouseStyle::built_in);
static FONTS: LazyLock<FontSet> = LazyLock::new(|| FontSet::load(&HOUSE, None, &mut Diagnostics::new()));

/// The measure of the tests.
fn measure() -> Length {
    Length::from_mm(132.0)
}

struct Answers;

impl Lookup for Answers {
    fn reference(&self, target: &LinkTarget) -> Option<String> {
        matches!(target, LinkTarget::Internal(id) if id == "fig-flows").then(|| "Figure 3".to_owned())
    }

    fn page(&self, id: &str) -> Option<IndexPage> {
        let page = id.parse().ok()?;
        Some(IndexPage { volume: 0, folio: id.to_owned(), page })
    }

    fn value(&self, name: &str) -> Option<String> {
        (name == "page").then(|| "12".to_owned())
    }
}

/// Rows of blocks, and what was found.
struct Composed {
    rows: Vec<Row>,
    diagnostics: Diagnostics,
    pitch: Length,
}

fn language(tag: &str) -> Language {
    Language::of(&LangTag::parse(tag).expect("a tag")).expect("a language")
}

fn with_composer<T>(tag: &str, notes: Vec<Note>, work: impl FnOnce(&Composer<'_>) -> T) -> T {
    let language = language(tag);
    let manuscript =
        Manuscript { lang: language.tag.clone(), blocks: Vec::new(), notes, targets: BTreeMap::new(), next_node: 0 };
    work(&Composer::new(&HOUSE, &language, &FONTS, &Answers, &manuscript))
}

/// Composes blocks of a text in a language, one after another.
fn compose(tag: &str, blocks: &[Block]) -> Composed {
    compose_with_notes(tag, blocks, Vec::new())
}

fn compose_with_notes(tag: &str, blocks: &[Block], notes: Vec<Note>) -> Composed {
    with_composer(tag, notes, |composer| {
        let mut diagnostics = Diagnostics::new();
        let mut rows = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            let previous = at.checked_sub(1).map(|at| &blocks[at]);
            rows.extend(composer.block(block, previous, measure(), &mut diagnostics));
        }
        Composed { rows, diagnostics, pitch: composer.grid().pitch }
    })
}

impl Composed {
    fn codes(&self) -> Vec<&str> {
        self.diagnostics.iter().map(|found| found.code).collect()
    }

    /// The words that are content, in the order of reading, without spaces.
    fn words(&self) -> String {
        self.rows.iter().map(words_of).collect()
    }
}

/// The words of a row that are content, without spaces.
fn words_of(row: &Row) -> String {
    let mut words = String::new();
    for item in &row.items {
        if let (Owner::Node(_), ItemKind::Glyphs(run, _)) = (item.owner, &item.kind) {
            words.extend(run.text.chars().filter(|c| !c.is_whitespace()));
        }
    }
    words
}

/// Left and right edge of the glyphs of a row that hold these words (without spaces).
fn edges_of(row: &Row, words: &str) -> Option<(Length, Length)> {
    row.items.iter().find_map(|item| match &item.kind {
        ItemKind::Glyphs(run, at) if run.text.trim() == words => Some((at.x, at.x + run.width)),
        _ => None,
    })
}

/// Left and right edge of all glyphs of a row.
fn ink_of(row: &Row) -> (Length, Length) {
    let runs = || {
        row.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run, at) => Some((at.x, at.x + run.width)),
            _ => None,
        })
    };
    (runs().map(|edges| edges.0).min().expect("glyphs"), runs().map(|edges| edges.1).max().expect("glyphs"))
}

/// Whether two lengths are equal but for rounding.
fn near(one: Length, other: Length) -> bool {
    (one - other).abs() < Length::from_pt(0.05)
}

fn is_layout(owner: Owner) -> bool {
    owner == Owner::Artifact(Artifact::Layout)
}
