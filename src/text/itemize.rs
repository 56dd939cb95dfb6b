//! The text in runs that the shaper can take: one bidi level, one script, one language, one font.

use super::bidi::{self, LevelRun};
use super::collect::{Collected, NEW_LINE, OBJECT};
use super::fallback;
use super::missing::Missing;
use super::prepared::Face;
use crate::diagnostics::Diagnostics;
use crate::font::{Font, FontId, FontSet, Script};
use icu_properties::props::Script as UnicodeScript;
use icu_properties::{CodePointMapData, PropertyNamesShort};
use std::ops::Range;

/// Characters that are shaped together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// Their bytes in the paragraph's text.
    pub(super) range: Range<usize>,
    /// Resolved bidi level.
    pub(super) level: u8,
    /// Their script; signs and digits have that of the words around them.
    pub(super) script: Script,
    /// The font that has them.
    pub(super) font: FontId,
    /// Index of the first piece in it: language and features are those of this piece.
    pub(super) piece: usize,
    /// No font has it: it is one character, which [`REPLACEMENT`] stands for.
    pub(super) missing: bool,
}

/// What is seen in place of a character that no font has.
pub(super) const REPLACEMENT: char = '\u{FFFD}';

/// Splits the text into runs, in logical order and without gaps but for objects and forced line ends.
pub(super) fn itemize(
    collected: &Collected,
    levels: &[LevelRun],
    faces: &[Face],
    fonts: &FontSet,
    diagnostics: &mut Diagnostics,
) -> Vec<Run> {
    let mut itemizer = Itemizer { text: &collected.text, levels, fonts, runs: Vec::new(), missing: Missing::default() };
    let mut stretches = collected.stretches.iter().copied().peekable();
    let mut scripts = Scripts::new(&collected.text, levels);
    while let Some((range, level, script)) = scripts.next(|at| {
        let stretch = &collected.stretches[collected.stretch_at(at).min(collected.stretches.len() - 1)];
        faces[stretch.piece].main
    }) {
        let mut start = range.start;
        while start < range.end {
            while stretches.next_if(|stretch| stretch.end <= start).is_some() {}
            let Some(stretch) = stretches.peek() else { break };
            let end = range.end.min(stretch.end);
            itemizer.style_run(start..end, level, script, stretch.piece, faces);
            start = end;
        }
    }
    itemizer.missing.report(collected, faces, diagnostics);
    itemizer.runs
}

struct Itemizer<'a> {
    text: &'a str,
    levels: &'a [LevelRun],
    fonts: &'a FontSet,
    runs: Vec<Run>,
    missing: Missing,
}

impl Itemizer<'_> {
    /// One level, script and piece: finds the fonts.
    fn style_run(&mut self, range: Range<usize>, level: u8, script: Script, piece: usize, faces: &[Face]) {
        let text = &self.text[range.clone()];
        if text.starts_with([OBJECT, NEW_LINE]) || text == "\n" {
            return;
        }
        let face = &faces[piece];
        let chain = self.fonts.chain(face.role, script, face.bold, face.italic);
        let Some(first) = chain.first() else { return };
        let font = |id: &FontId| -> &Font { self.fonts.font(*id) };
        if font(first).covers(text) {
            self.push(range, level, script, *first, piece, faces);
            return;
        }
        for (part, id) in fallback::parts(text, chain, self.fonts) {
            let part = range.start + part.start..range.start + part.end;
            match id {
                Some(id) => self.push(part, level, script, id, piece, faces),
                None => self.miss(part, level, script, *first, piece),
            }
        }
    }

    fn push(&mut self, range: Range<usize>, level: u8, script: Script, font: FontId, piece: usize, faces: &[Face]) {
        if let Some(last) = self.runs.last_mut()
            && last.range.end == range.start
            && (last.level, last.script, last.font, last.missing) == (level, script, font, false)
            && faces[last.piece].shapes_like(&faces[piece])
            && bidi::barrier(self.levels, range.start).is_none()
        {
            last.range.end = range.end;
            return;
        }
        self.runs.push(Run { range, level, script, font, piece, missing: false });
    }

    /// What no font has is set as the sign that stands for it, and reported.
    fn miss(&mut self, range: Range<usize>, level: u8, script: Script, first: FontId, piece: usize) {
        for (at, character) in self.text[range.clone()].char_indices() {
            self.missing.add(character, range.start + at, &self.fonts.font(first).family);
        }
        let font = self.fonts.replacement().unwrap_or(first);
        self.runs.push(Run { range, level, script, font, piece, missing: true });
    }
}

/// Runs of one level and script. Signs and digits take the script of the letters before them on the same level, else of
/// those after them, else the main script of their language.
struct Scripts<'a> {
    text: &'a str,
    levels: &'a [LevelRun],
    at: usize,
    level: usize,
    /// Script of the last letter on this level run.
    last: Option<Script>,
}

impl<'a> Scripts<'a> {
    fn new(text: &'a str, levels: &'a [LevelRun]) -> Self {
        Self { text, levels, at: 0, level: 0, last: None }
    }

    fn next(&mut self, main: impl Fn(usize) -> Script) -> Option<(Range<usize>, u8, Script)> {
        while self.levels.get(self.level).is_some_and(|run| run.end <= self.at) {
            self.level += 1;
            self.last = None;
        }
        let run = self.levels.get(self.level)?;
        let start = self.at;
        let mut script = None;
        let mut end = run.end;
        for (offset, character) in self.text[start..run.end].char_indices() {
            let alone = matches!(character, OBJECT | NEW_LINE | '\n');
            if alone && offset == 0 {
                end = start + character.len_utf8();
                break;
            }
            let own = script_of(character);
            if alone || (own.is_some() && script.is_some() && own != script) {
                end = start + offset;
                break;
            }
            // Signs before the first letter keep the script that the level run had before them.
            if own.is_some() && script.is_none() && self.last.is_some() && own != self.last && offset > 0 {
                end = start + offset;
                break;
            }
            script = script.or(own);
        }
        let resolved = script.or(self.last).unwrap_or_else(|| main(start));
        self.last = script.or(self.last);
        self.at = end;
        Some((start..end, run.level, resolved))
    }
}

/// The script of a letter; `None` for what all scripts share.
fn script_of(character: char) -> Option<Script> {
    if character.is_ascii() {
        return character.is_ascii_alphabetic().then_some(Script::LATIN);
    }
    match CodePointMapData::<UnicodeScript>::new().get(character) {
        UnicodeScript::Common | UnicodeScript::Inherited | UnicodeScript::Unknown => None,
        UnicodeScript::Latin => Some(Script::LATIN),
        UnicodeScript::Arabic => Some(Script::ARABIC),
        other => PropertyNamesShort::<UnicodeScript>::new().get(other).map(Script::of),
    }
}
