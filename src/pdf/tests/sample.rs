//! Pages made by hand, small enough to say everything about.

use crate::diagnostics::Diagnostics;
use crate::font::{Families, FontId, FontRole, FontSet, Script};
use crate::language::{Direction, LangTag};
use crate::layout::{FolioSeries, Frame, LinkArea, OutlineEntry, Pages, Place, Role, Structure, StructureNode};
use crate::manuscript::{LinkTarget, NodeId};
use crate::pdf::{Info, Palette, Press};
use crate::project::{Colors, Condition, Sides, Standard};
use crate::text::{Artifact, Glyph, GlyphKind, GlyphRun, Item, ItemKind, Owner};
use crate::units::{Color, Length, Point, Rect, Size};
use harfrust::{Buffer, ClusterLevel, ShapeOptions, ShaperFont};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The fonts built into the program.
pub(super) fn fonts() -> FontSet {
    FontSet::of_families(&Families::new(), None, &mut Diagnostics::new())
}

pub(in crate::pdf) fn info(standard: Option<Standard>, lang: &str) -> Info {
    let lang = LangTag::parse(lang).expect("a language tag");
    let direction = if lang.primary() == "ar" { Direction::Rtl } else { Direction::Ltr };
    Info {
        standard,
        palette: match standard {
            Some(_) => Palette::of_paper(Colors::Cmyk, Press::new(&Condition::built_in()), None),
            None => Palette::of_screen(),
        },
        title: "R&D <in> (brackets) هجرة".to_owned(),
        subtitle: Some("A \\ sub-title".to_owned()),
        authors: vec!["Ann O’Nym".to_owned(), "ليلى".to_owned()],
        publisher: Some("Press & Co".to_owned()),
        keywords: vec!["migration".to_owned()],
        lang,
        direction,
        date: Some(jiff::civil::date(2026, 11, 1).at(0, 0, 0, 0)),
        identifier: "urn:uuid:00000000-0000-5000-8000-000000000000".to_owned(),
        bleed: Sides::all(Length::from_mm(3.0)),
        least_density: [standard.map(|_| 200), None],
        marks: false,
        blanks: 0,
        link_color: Color::rgb(0, 0, 180),
        ink: Color::BLACK,
        links: BTreeMap::new(),
    }
}

/// Builds pages node by node.
pub(super) struct Sample<'a> {
    pub(super) pages: Pages,
    fonts: &'a FontSet,
    next: u32,
    y: Length,
}

const MARGIN: f64 = 50.0;
const WIDTH: f64 = 420.0;
const HEIGHT: f64 = 595.0;

impl<'a> Sample<'a> {
    pub(super) fn new(fonts: &'a FontSet) -> Self {
        let pages =
            Pages { frames: Vec::new(), structure: Structure::default(), outline: Vec::new(), places: BTreeMap::new() };
        let mut sample = Self { pages, fonts, next: 0, y: Length::ZERO };
        sample.page("1", 1);
        sample
    }

    pub(super) fn page(&mut self, folio: &str, number: u32) {
        let size = Size { width: Length::from_pt(WIDTH), height: Length::from_pt(HEIGHT) };
        let (folio, series) = (folio.to_owned(), FolioSeries::Body);
        self.pages.frames.push(Frame {
            size,
            folio: folio.clone(),
            series,
            number,
            items: Vec::new(),
            turn: None,
            links: Vec::new(),
        });
        self.y = Length::from_pt(MARGIN);
        self.words(Owner::Artifact(Artifact::Pagination), &folio, "en", Color::BLACK);
    }

    pub(super) fn node(&mut self, parent: Option<NodeId>, role: Role) -> NodeId {
        let id = NodeId(self.next);
        self.next += 1;
        self.pages.structure.nodes.insert(id, StructureNode { parent, role, lang: None, source: None });
        id
    }

    pub(super) fn block(&mut self, parent: Option<NodeId>, role: Role, text: &str, lang: &str) -> NodeId {
        let id = self.node(parent, role);
        self.words(Owner::Node(id), text, lang, Color::BLACK);
        id
    }

    pub(super) fn push(&mut self, owner: Owner, kind: ItemKind) {
        self.pages.frames.last_mut().expect("a page").items.push(Item { owner, kind });
    }

    /// A line of words.
    pub(super) fn words(&mut self, owner: Owner, text: &str, lang: &str, color: Color) -> Rect {
        self.y += Length::from_pt(16.0);
        let run = Arc::new(GlyphRun { color, ..shape(self.fonts, text, lang, Length::from_pt(11.0)) });
        let x = if lang == "ar" { Length::from_pt(WIDTH - MARGIN) - run.width } else { Length::from_pt(MARGIN) };
        let rect = Rect::new(x, self.y - Length::from_pt(10.0), run.width, Length::from_pt(13.0));
        self.push(owner, ItemKind::Glyphs(run, Point::new(x, self.y)));
        rect
    }

    pub(super) fn link(&mut self, node: NodeId, rect: Rect, target: LinkTarget) {
        self.pages.frames.last_mut().expect("a page").links.push(LinkArea { node, rect, target });
    }

    /// A bookmark and a named place here.
    pub(super) fn mark(&mut self, id: &str, title: &str, level: u8) {
        let page = self.pages.frames.len() as u32 - 1;
        let at = Point::new(Length::from_pt(MARGIN), self.y);
        let place = Place { page, at, folio: String::new(), volume: 0 };
        self.pages.places.insert(id.to_owned(), place);
        self.pages.outline.push(OutlineEntry { title: title.to_owned(), level, page, at });
    }
}

/// Shapes words of one direction in one font, as the text stage would.
pub(super) fn shape(fonts: &FontSet, text: &str, lang: &str, size: Length) -> GlyphRun {
    let rtl = lang == "ar";
    let script = if rtl { Script::ARABIC } else { Script::LATIN };
    // A font that the test brought with it comes first.
    let own = fonts.iter().next().filter(|_| !rtl).map_or("", |(_, font)| font.family.as_str());
    let wanted = if rtl { "Amiri" } else { own };
    let id: FontId = fonts
        .iter()
        .find(|(_, font)| font.family == wanted && !font.bold && !font.italic)
        .map(|(id, _)| id)
        .or_else(|| fonts.primary(FontRole::Text, script, false, false))
        .expect("a font");
    let font = fonts.font(id);
    let mut buffer = Buffer::new();
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    for (at, c) in text.char_indices() {
        buffer.push(u32::from(c), at as u32);
    }
    buffer.guess_segment_properties();
    harfrust::shape(&ShaperFont::new(font.shaper()), &mut buffer, ShapeOptions::new()).expect("shapes");
    let scaled = |units: i32| size.font_units(units, font.units_per_em).raw() as i32;
    let mut shaped: Vec<(u32, i32, Glyph)> = Vec::new();
    let mut pen = 0;
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        let advance = scaled(position.x_advance);
        let glyph = Glyph {
            x: pen + scaled(position.x_offset),
            y: scaled(position.y_offset),
            advance,
            id: info.glyph_id as u16,
            text_len: 0,
            kind: GlyphKind::Text,
        };
        shaped.push((info.cluster, pen, glyph));
        pen += advance;
    }
    if rtl {
        shaped.reverse();
    }
    let mut glyphs: Vec<Glyph> = Vec::new();
    let clusters: Vec<u32> = shaped.iter().map(|(cluster, ..)| *cluster).collect();
    for (at, (cluster, _, mut glyph)) in shaped.into_iter().enumerate() {
        if at == 0 || clusters[at - 1] != cluster {
            let next = clusters[at..].iter().find(|next| **next != cluster).copied().unwrap_or(text.len() as u32);
            glyph.text_len = (next - cluster) as u8;
        }
        glyphs.push(glyph);
    }
    GlyphRun {
        font: id,
        size,
        expansion: 0,
        color: Color::BLACK,
        outline: Length::ZERO,
        level: u8::from(rtl),
        lang: LangTag::parse(lang).expect("a language tag"),
        width: Length::from_raw(i64::from(pen)),
        text: text.into(),
        source: None,
        glyphs: glyphs.into(),
    }
}
