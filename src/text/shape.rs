//! Runs to glyphs. A run goes to the shaper whole, across changes of colour and link; where the font changes inside a
//! word, the letters on the other side are given as context, so that Arabic joins (docs/typography.md A9).

use super::itemize::{REPLACEMENT, Run};
use super::kashida::Kashida;
use super::prepared::Face;
use crate::font::{FontSet, Script};
use harfrust::{Buffer, BufferFlags, ClusterLevel, Direction, Feature, ShapeOptions, ShaperFont, Tag};
use std::ops::Range;

/// The letter that stretches others.
const TATWEEL: char = '\u{640}';

/// Letters of context on either side; the shaper looks no further.
const CONTEXT: usize = 5;

/// A glyph in font units.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct ShapedGlyph {
    /// First byte of its letters in the paragraph's text. Glyphs of one ligature or one letter share it.
    pub(super) cluster: u32,
    /// Advance.
    pub(super) advance: i32,
    /// Shift to the right.
    pub(super) x_offset: i32,
    /// Shift upwards.
    pub(super) y_offset: i32,
    /// Index in the font.
    pub(super) id: u16,
    /// The text must be shaped anew where a line ends before this glyph.
    pub(super) unsafe_to_break: bool,
    /// A kashida may stand before this glyph.
    pub(super) takes_kashida: bool,
}

/// Shapes with one buffer, so that a paragraph costs few allocations.
pub(super) struct Shaper<'a> {
    fonts: &'a FontSet,
    text: &'a str,
    buffer: Buffer,
}

impl<'a> Shaper<'a> {
    pub(super) fn new(fonts: &'a FontSet, text: &'a str) -> Self {
        Self { fonts, text, buffer: Buffer::new() }
    }

    /// Appends the glyphs of `range`, a part of `run`, in logical order.
    ///
    /// `within` is what may be seen as context: the neighbours on the same line. Before the letters `stretched` U+0640 is
    /// put in, as a glyph whose cluster is no letter's first byte.
    pub(super) fn shape(
        &mut self,
        run: &Run,
        range: Range<usize>,
        within: Range<usize>,
        face: &Face,
        stretched: &[Kashida],
        out: &mut Vec<ShapedGlyph>,
    ) {
        let font = self.fonts.font(run.font);
        let direction = if run.level % 2 == 1 { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = harfrust::Script::from_iso15924_tag(Tag::new(&run.script.0)).unwrap_or(harfrust::Script::COMMON);
        let language = harfrust::Language::new(face.lang.as_str());
        let features: Vec<Feature> = features(self.fonts.features(face.role), face, run.script).collect();
        let plan = font.plan(direction, script, language.as_ref(), &features);

        let shaper = ShaperFont::new(font.shaper());
        let kashidas: Vec<Kashida> = stretched.iter().filter(|kashida| range.contains(&kashida.at)).copied().collect();
        let single = kashidas.iter().map(|kashida| Kashida { strokes: 1, ..*kashida }).collect();
        for kashidas in [kashidas, single] {
            self.fill(&range, &within, &kashidas, run.missing);
            let asks = BufferFlags::PRODUCE_SAFE_TO_INSERT_TATWEEL;
            self.buffer.set_flags(if run.script.is_joining() { asks } else { BufferFlags::empty() });
            self.buffer.set_direction(direction);
            self.buffer.set_script(Some(script));
            self.buffer.set_language(language.clone());
            let options = ShapeOptions::new().plan(Some(&plan)).features(&features);
            if harfrust::shape(&shaper, &mut self.buffer, options).is_err() {
                return;
            }
            // Some fonts make one glyph of strokes and the letter after them, which would take its text along.
            let infos = self.buffer.glyph_infos();
            if kashidas.iter().all(|kashida| infos.iter().any(|info| info.cluster as usize == kashida.at)) {
                break;
            }
        }
        let glyphs =
            self.buffer.glyph_infos().iter().zip(self.buffer.glyph_positions()).map(|(info, position)| ShapedGlyph {
                cluster: info.cluster,
                advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                unsafe_to_break: info.unsafe_to_break(),
                takes_kashida: info.safe_to_insert_tatweel(),
            });
        if direction == Direction::RightToLeft {
            out.extend(glyphs.rev());
        } else {
            out.extend(glyphs);
        }
    }

    /// Puts a part of the text into the buffer, with its kashidas and what is around it.
    fn fill(&mut self, range: &Range<usize>, within: &Range<usize>, kashidas: &[Kashida], missing: bool) {
        self.buffer.clear();
        self.buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
        for (offset, character) in self.text[range.clone()].char_indices() {
            let at = range.start + offset;
            let before = kashidas.iter().find(|kashida| kashida.at == at);
            if let Some(kashida) = before.filter(|_| offset > 0 && !self.text.is_char_boundary(at - 1)) {
                (0..kashida.strokes).for_each(|_| self.buffer.push(u32::from(TATWEEL), (at - 1) as u32));
            }
            let shown = if missing { REPLACEMENT } else { character };
            self.buffer.push(u32::from(shown), at as u32);
        }
        self.buffer.set_pre_context(tail(&self.text[within.start..range.start]));
        self.buffer.set_post_context(head(&self.text[range.end..within.end]));
    }
}

/// Whether the font has superior forms of its own for all of `text`.
pub(super) fn has_superiors(fonts: &FontSet, run: &Run, text: &str, face: &Face) -> bool {
    let shape = |features: Vec<&'static str>| {
        let mut glyphs = Vec::new();
        let face = Face { features, ..face.clone() };
        Shaper::new(fonts, text).shape(run, 0..text.len(), 0..text.len(), &face, &[], &mut glyphs);
        glyphs
    };
    let (plain, raised) = (shape(vec![LINING]), shape(RAISED.to_vec()));
    !plain.is_empty() && plain.len() == raised.len() && plain.iter().zip(&raised).all(|(a, b)| a.id != b.id)
}

/// The features that give superior figures and letters: of old-style figures a font has none.
pub(super) const RAISED: [&str; 2] = [LINING, "sups"];
const LINING: &str = "lnum";

/// Features of the role and of the style; those that change letters or their case are not for joining scripts
/// (docs/typography.md A13).
fn features<'f>(role: &'f [([u8; 4], u32)], face: &'f Face, script: Script) -> impl Iterator<Item = Feature> + 'f {
    let of_style = face.features.iter().filter_map(|name| <[u8; 4]>::try_from(name.as_bytes()).ok());
    // A table has its own figures whatever running text has (docs/typography.md E7).
    let is_other = |tag: &[u8; 4]| instead_of(tag).is_some_and(|other| face.features.contains(&other));
    role.iter().copied().filter(move |(tag, _)| !is_other(tag)).chain(of_style.map(|tag| (tag, 1))).filter_map(
        move |(tag, value)| {
            let changes_letters =
                matches!(&tag, b"smcp" | b"c2sc" | b"pcap" | b"c2pc" | b"unic" | b"cpsp" | b"case" | b"titl");
            (!(script.is_joining() && changes_letters)).then(|| Feature::new(Tag::new(&tag), value, ..))
        },
    )
}

/// The feature that gives other figures in place of those of this one.
fn instead_of(tag: &[u8; 4]) -> Option<&'static str> {
    match tag {
        b"onum" => Some("lnum"),
        b"lnum" => Some("onum"),
        b"pnum" => Some("tnum"),
        b"tnum" => Some("pnum"),
        _ => None,
    }
}

fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().take(CONTEXT).last().map_or(text.len(), |(at, _)| at);
    &text[start..]
}

fn head(text: &str) -> &str {
    let end = text.char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| at);
    &text[..end]
}
