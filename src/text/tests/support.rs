//! Paragraphs for tests, and what can be seen on their lines.

use crate::diagnostics::Diagnostics;
use crate::font::FontSet;
use crate::font::tests::families;
use crate::language::{Direction, LangTag, Language};
use crate::manuscript::NodeId;
use crate::text::*;
use crate::units::Length;
use std::sync::LazyLock;

pub(super) static FONTS: LazyLock<FontSet> = LazyLock::new(|| {
    let mut diagnostics = Diagnostics::new();
    let fonts = FontSet::of_families(&families(), None, &mut diagnostics);
    assert!(diagnostics.is_empty());
    fonts
});

pub(super) fn language(tag: &str) -> Language {
    Language::or_english(&LangTag::parse(tag).expect("a tag"))
}

pub(super) fn style() -> TextStyle {
    TextStyle { size: Length::from_pt(10.0), ..TextStyle::default() }
}

pub(super) fn piece(text: &str) -> Piece {
    Piece {
        kind: PieceKind::Text(text.to_owned()),
        style: style(),
        owner: Owner::Node(NodeId(1)),
        language: None,
        isolate: None,
        verbatim: false,
        source: None,
    }
}

pub(super) fn bold(text: &str) -> Piece {
    let mut piece = piece(text);
    piece.style.bold = true;
    piece
}

pub(super) fn code(text: &str, group: u32) -> Piece {
    let mut piece = piece(text);
    piece.style.role = FontRole::Code;
    piece.verbatim = true;
    piece.isolate = Some(Isolate::firm(Direction::Ltr, group));
    piece
}

pub(super) fn paragraph(tag: &str, pieces: Vec<Piece>) -> Paragraph {
    let language = language(tag);
    let direction = language.direction();
    Paragraph {
        pieces,
        direction,
        language,
        align: Align::Justify,
        hyphenate: true,
        kashida: crate::project::Kashida::Off,
        hanging: Hanging::Nowhere,
        preformatted: false,
    }
}

/// A paragraph of one piece.
pub(super) fn plain(tag: &str, text: &str) -> Paragraph {
    paragraph(tag, vec![piece(text)])
}

pub(super) fn set(paragraph: &Paragraph, width_mm: f64) -> (Vec<Line>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let prepared = prepare(paragraph, &FONTS, &mut diagnostics);
    let measure = Measure { width: Length::from_mm(width_mm), first_indent: Length::ZERO };
    (prepared.lines(measure, &mut diagnostics), diagnostics)
}

/// One glyph as it lies on a line.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) x: f64,
    pub(super) advance: f64,
    pub(super) id: u16,
    pub(super) font: String,
    pub(super) text: String,
    pub(super) level: u8,
}

/// The glyphs of a line in reading order.
pub(super) fn glyphs(line: &Line) -> Vec<Seen> {
    let mut out = Vec::new();
    for item in &line.items {
        let ItemKind::Glyphs(run, at) = &item.kind else { continue };
        let font = FONTS.font(run.font);
        let mut from = 0;
        for glyph in &run.glyphs {
            let to = from + usize::from(glyph.text_len);
            out.push(Seen {
                x: at.x.pt() + f64::from(glyph.x) / 65_536.0,
                advance: f64::from(glyph.advance) / 65_536.0,
                id: glyph.id,
                font: font.name.clone(),
                text: run.text[from..to].to_owned(),
                level: run.level,
            });
            from = to;
        }
        assert_eq!(from, run.text.len(), "the glyphs of a run stand for all of its text");
    }
    out
}

/// The text of a line as readers of the file get it.
pub(super) fn text(line: &Line) -> String {
    glyphs(line).into_iter().map(|glyph| glyph.text).collect()
}

/// Texts of all lines, added hyphens as `-`, without the spaces at their ends.
pub(super) fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| text(line).replace('\u{AD}', "-").trim_end().to_owned()).collect()
}

/// Words of a line as the eye meets them from the right edge to the left.
pub(super) fn from_the_right(line: &Line) -> Vec<String> {
    let mut all = glyphs(line);
    all.retain(|glyph| !glyph.text.is_empty());
    all.sort_by(|a, b| (b.x + b.advance / 2.0).total_cmp(&(a.x + a.advance / 2.0)));
    let mut words = Vec::new();
    let mut word: Vec<Seen> = Vec::new();
    let mut close = |word: &mut Vec<Seen>| {
        if word.iter().all(|glyph| glyph.level % 2 == 0) {
            word.reverse();
        }
        let text: String = word.drain(..).map(|glyph| glyph.text).collect();
        if !text.is_empty() {
            words.push(text);
        }
    };
    for glyph in all {
        if glyph.text == " " {
            close(&mut word);
            continue;
        }
        if word.last().is_some_and(|last| last.level != glyph.level) {
            close(&mut word);
        }
        word.push(glyph);
    }
    close(&mut word);
    words
}
