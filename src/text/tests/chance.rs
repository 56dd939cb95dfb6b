//! Paragraphs thrown together by a fixed generator: nothing panics, nothing is lost, nothing sticks out unreported.

use super::laws::{letters, words};
use super::support::*;
use crate::language::Direction;
use crate::manuscript::NoteId;
use crate::project::Kashida;
use crate::text::{Align, Hanging, Isolate, Paragraph, Piece, PieceKind};
use crate::units::Length;

const PARTS: &[&str] = &[
    "word",
    "affluent",
    "internationalisation",
    " ",
    "  ",
    "\u{A0}",
    "\u{202F}",
    "-",
    "—",
    "–",
    "’",
    "'",
    ".",
    ",",
    ";",
    ":",
    "!",
    "?",
    "…",
    "«",
    "»",
    "“",
    "”",
    "(",
    ")",
    "[",
    "]",
    "¿",
    "¡",
    "/",
    "://",
    "www.a.bc/d?e=f&g#h",
    "a@b.org",
    "%",
    "2016",
    "12.5%",
    "1,200",
    "+216 71 000 000",
    "10:30",
    "٢٠١٦",
    "٪",
    "كلمة",
    "لا",
    "اللهجة",
    "السُّكّانِ",
    "،",
    "؟",
    "ـ",
    "و",
    "\u{301}",
    "\u{64B}",
    "\u{651}",
    "\u{200C}",
    "\u{200D}",
    "\u{200E}",
    "\u{200F}",
    "\u{202A}",
    "\u{202B}",
    "\u{202C}",
    "\u{202D}",
    "\u{202E}",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{AD}",
    "\u{200B}",
    "\u{2060}",
    "\u{FEFF}",
    "\u{FE0F}",
    "😀",
    "👩‍👧",
    "🇫🇷",
    "漢字",
    "かな",
    "देव",
    "ไทย",
    "한국",
    "עברית",
    "שָׁלוֹם",
    "ﷺ",
    "ﻻ",
    "\u{10FFFF}",
    "\u{E000}",
    "\u{0}",
    "\t",
    "\n",
    "\u{2028}",
    "\u{2029}",
    "\u{FFFC}",
    "\u{FFFD}",
    "é",
    "e\u{301}",
    "ﬁ",
    "ß",
    "İ",
    "a-t-il",
    "1er",
];

/// Numbers that are the same everywhere (Knuth's MMIX constants).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn text(&mut self) -> String {
        (0..self.below(12)).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }

    fn piece(&mut self, group: u32) -> Piece {
        let mut piece = match self.below(6) {
            0 => bold(&self.text()),
            1 => code(&self.text(), group),
            _ => piece(&self.text()),
        };
        match self.below(12) {
            0 => piece.kind = PieceKind::NoteMark("12".to_owned(), NoteId(group)),
            1 => piece.kind = PieceKind::Break,
            2 => {
                let (width, ascent, descent) = (Length::from_pt(9.0), Length::from_pt(8.0), Length::ZERO);
                piece.kind = PieceKind::Object { width, ascent, descent, items: Vec::new() };
            }
            3 => piece.language = Some(language(["en", "fr", "es", "ar"][self.below(4)])),
            4 => piece.isolate = Some(Isolate { direction: Direction::Rtl, group, firm: true }),
            5 => piece.style.italic = true,
            6 => piece.style.size = Length::from_pt(7.5),
            7 => piece.style.decoration.underline = true,
            _ => {}
        }
        piece
    }

    fn paragraph(&mut self) -> Paragraph {
        let pieces = (0..self.below(7)).map(|group| self.piece(group as u32)).collect();
        let mut paragraph = paragraph(["en", "fr", "es", "ar", "ar-EG"][self.below(5)], pieces);
        paragraph.align = [Align::Justify, Align::Justify, Align::Start, Align::Center, Align::End][self.below(5)];
        paragraph.hyphenate = self.below(4) > 0;
        paragraph.hanging = [Hanging::Nowhere, Hanging::StartEdge, Hanging::BothEdges][self.below(3)];
        paragraph.kashida = [Kashida::Off, Kashida::Gentle, Kashida::Full][self.below(3)];
        if self.below(8) == 0 {
            paragraph.preformatted = true;
            paragraph.direction = Direction::Ltr;
            paragraph.align = Align::Start;
            paragraph.hanging = Hanging::Nowhere;
        }
        paragraph
    }
}

/// Letters that a paragraph must show.
fn wanted(paragraph: &Paragraph) -> String {
    let mut out = String::new();
    for piece in &paragraph.pieces {
        if let PieceKind::Text(text) | PieceKind::NoteMark(text, _) = &piece.kind {
            let controls = piece.verbatim || paragraph.preformatted;
            for c in text.chars() {
                match c {
                    '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' if controls => {
                        out.push_str(&format!("[U+{:04X}]", u32::from(c)));
                    }
                    '\u{FFFC}' => {}
                    '\u{AD}' if paragraph.preformatted => out.push(c),
                    _ if c.is_control() => {}
                    _ => out.push(c),
                }
            }
        }
    }
    letters(&out)
}

#[test]
fn nothing_is_lost_and_nothing_panics() {
    let mut chance = Chance(42);
    for round in 0..4000 {
        let paragraph = chance.paragraph();
        let width = [0.0, 1.0, 7.0, 25.0, 60.0, 110.0][chance.below(6)];
        let (lines, diagnostics) = set(&paragraph, width);
        assert_eq!(letters(&words(&lines)), wanted(&paragraph), "round {round} at {width} mm: {paragraph:?}");
        let reported = diagnostics.iter().any(|diagnostic| diagnostic.code == "overfull-line");
        for line in &lines {
            glyphs(line);
            assert!(line.overfull.mm() <= 0.5 || reported, "round {round}");
            // Of signs of 10 points no more hangs.
            let hangs = Length::from_pt(if paragraph.hanging == Hanging::Nowhere { 0.0 } else { 5.0 });
            let right = line.left + line.width;
            assert!(
                line.overfull > Length::ZERO || (line.left >= -hangs && right <= Length::from_mm(width) + hangs),
                "round {round}"
            );
        }
        let notes = paragraph.pieces.iter().filter(|piece| matches!(piece.kind, PieceKind::NoteMark(..))).count();
        assert_eq!(lines.iter().map(|line| line.notes.len()).sum::<usize>(), notes, "round {round}");
    }
}

#[test]
fn the_same_paragraph_is_always_set_alike() {
    let mut chance = Chance(7);
    for _ in 0..200 {
        let paragraph = chance.paragraph();
        let debug = || format!("{:?}", set(&paragraph, 40.0));
        assert_eq!(debug(), debug());
    }
}
