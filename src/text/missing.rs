//! Characters of a paragraph that no font has: one finding for each script, at the first of them, and one for each sign
//! that is of no script.

use super::collect::Collected;
use super::prepared::Face;
use crate::diagnostics::{Diagnostic, Diagnostics};
use icu_properties::props::Script;
use icu_properties::{CodePointMapData, PropertyNamesLong};
use std::collections::BTreeSet;
use std::ops::Range;

/// So many characters are named in a message.
const NAMED: usize = 6;

/// What no font has, as it is found.
#[derive(Debug, Default)]
pub(super) struct Missing {
    characters: BTreeSet<char>,
    scripts: Vec<OfScript>,
}

#[derive(Debug)]
struct OfScript {
    script: Script,
    characters: Vec<char>,
    /// Bytes of the first one.
    first: Range<usize>,
    /// Family of the font after which one that has them is to be named.
    after: String,
}

impl Missing {
    /// Takes in the character at this place of the text.
    pub(super) fn add(&mut self, character: char, at: usize, after: &str) {
        if !self.characters.insert(character) {
            return;
        }
        let script = CodePointMapData::<Script>::new().get(character);
        match self.scripts.iter_mut().find(|of| of.script == script && !is_shared(script)) {
            Some(of) => of.characters.push(character),
            None => {
                let first = at..at + character.len_utf8();
                self.scripts.push(OfScript { script, characters: vec![character], first, after: after.to_owned() });
            }
        }
    }

    pub(super) fn report(self, collected: &Collected, faces: &[Face], diagnostics: &mut Diagnostics) {
        for of in self.scripts {
            let help = format!(
                "write it in another way, or put a font that has it into the project's folder `fonts` and name it in the \
                 house style after {}",
                of.after
            );
            let kind = if is_shared(of.script) { of.characters.iter().collect() } else { name_of(of.script) };
            let mut diagnostic = Diagnostic::error("missing-glyph", of.message()).of_kind(kind).help(help).seen();
            diagnostic.span = collected.source(faces, of.first);
            diagnostics.push(diagnostic);
        }
    }
}

impl OfScript {
    fn message(&self) -> String {
        let name = name_of(self.script);
        let named = self.characters.iter().take(NAMED);
        let named: Vec<String> =
            named.map(|character| format!("{character} (U+{:04X})", u32::from(*character))).collect();
        match named.as_slice() {
            [one] => format!("no font has the {name}character {one}"),
            some => {
                let rest = self.characters.len() - some.len();
                let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
                format!("no font has these {name}characters: {}{more}", some.join(", "))
            }
        }
    }
}

/// Whether a script is none: signs of all scripts.
fn is_shared(script: Script) -> bool {
    matches!(script, Script::Common | Script::Inherited | Script::Unknown)
}

/// The name of a script with a space, where it says more than the code point.
fn name_of(script: Script) -> String {
    if is_shared(script) {
        return String::new();
    }
    PropertyNamesLong::<Script>::new()
        .get(script)
        .map(|name| format!("{} ", name.replace('_', " ")))
        .unwrap_or_default()
}
