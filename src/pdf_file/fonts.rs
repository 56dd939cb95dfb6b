//! What a font of a file is: its name, whether it is embedded, and how wide its letters are (ISO 32000-1 9.6, 9.7).

use super::lexer::{Lexer, Operand};
use super::page::{entry, number};
use lopdf::{Dictionary, Document, Object};
use std::collections::{BTreeMap, BTreeSet};

/// The most widths that are read of a font.
const MOST_WIDTHS: usize = 70_000;
/// The longest table of texts that is read.
const MOST_TABLE_BYTES: usize = 8 << 20;

/// A font.
#[derive(Clone, Debug)]
pub(crate) struct FontFacts {
    /// Its PostScript name, without the letters of a subset.
    pub(crate) name: String,
    /// Its letters are in the file.
    pub(crate) is_embedded: bool,
    /// Its letters are drawings (Type 3).
    pub(crate) is_drawn: bool,
    /// Codes of two bytes.
    pub(super) is_wide: bool,
    widths: BTreeMap<u32, f64>,
    usual_width: f64,
    /// Codes of blanks: nothing is seen of them.
    blanks: BTreeSet<u32>,
    /// Of a unit of its widths.
    unit: f64,
}

impl FontFacts {
    /// A font that is named and not there.
    pub(super) fn missing() -> Self {
        Self {
            name: "that is named".to_owned(),
            is_embedded: false,
            is_drawn: false,
            is_wide: false,
            widths: BTreeMap::new(),
            usual_width: 500.0,
            blanks: BTreeSet::from([32]),
            unit: 0.001,
        }
    }

    /// Reads a font's dictionary.
    pub(super) fn of(document: &Document, font: &Dictionary) -> Self {
        let name_of = |dictionary: &Dictionary, key: &[u8]| {
            let name = entry(document, dictionary, key).and_then(|name| name.as_name().ok());
            name.map(|name| String::from_utf8_lossy(name).into_owned())
        };
        let subtype = name_of(font, b"Subtype").unwrap_or_default();
        let (is_drawn, is_wide) = (subtype == "Type3", subtype == "Type0");
        let descendant = entry(document, font, b"DescendantFonts")
            .and_then(|fonts| fonts.as_array().ok()?.first())
            .and_then(|font| document.dereference(font).ok()?.1.as_dict().ok());
        let inner = descendant.unwrap_or(font);
        let descriptor = entry(document, inner, b"FontDescriptor").and_then(|one| one.as_dict().ok());
        let files: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
        let is_embedded =
            is_drawn || descriptor.is_some_and(|one| files.iter().any(|key| entry(document, one, key).is_some()));
        let name = name_of(font, b"BaseFont").unwrap_or_else(|| subtype.clone());
        let name = match name.split_once('+') {
            Some((subset, rest)) if subset.len() == 6 => rest.to_owned(),
            _ => name,
        };
        let widths = if is_wide { wide_widths(document, inner) } else { simple_widths(document, font) };
        let unit = entry(document, font, b"FontMatrix")
            .and_then(|matrix| number(matrix.as_array().ok()?.first()?))
            .filter(|_| is_drawn)
            .unwrap_or(0.001);
        let usual = if is_wide { entry(document, inner, b"DW").and_then(number).unwrap_or(1000.0) } else { 500.0 };
        let blanks = blanks(document, font, is_wide);
        Self { name, is_embedded, is_drawn, is_wide, widths, usual_width: usual, blanks, unit }
    }

    /// Whether nothing is seen of a code.
    pub(super) fn is_blank(&self, code: u32) -> bool {
        self.blanks.contains(&code)
    }

    /// Codes of a text, and how wide each is in parts of the size.
    pub(super) fn advances<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (u32, f64)> + 'a {
        text.chunks(if self.is_wide { 2 } else { 1 }).map(|code| {
            let code = code.iter().fold(0u32, |code, byte| code << 8 | u32::from(*byte));
            (code, self.widths.get(&code).copied().unwrap_or(self.usual_width) * self.unit)
        })
    }
}

/// Codes that stand for blanks: by the font's table of texts (ISO 32000-1 9.10.3), else the code of a space.
fn blanks(document: &Document, font: &Dictionary, is_wide: bool) -> BTreeSet<u32> {
    let table = entry(document, font, b"ToUnicode").and_then(|table| table.as_stream().ok());
    let Some(table) = table.and_then(|table| table.decompressed_content_with_limit(MOST_TABLE_BYTES).ok()) else {
        return if is_wide { BTreeSet::new() } else { BTreeSet::from([32]) };
    };
    let code = |bytes: &[u8]| bytes.iter().fold(0u32, |code, byte| code << 8 | u32::from(*byte));
    let is_blank = |text: &[u8]| {
        let units: Vec<u16> = text.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
        let text = String::from_utf16_lossy(&units);
        !text.is_empty() && text.chars().all(char::is_whitespace)
    };
    let (mut lexer, mut operands, mut blanks) = (Lexer::new(&table), Vec::new(), BTreeSet::new());
    while let Some(operator) = lexer.next(&mut operands) {
        match operator.as_slice() {
            b"endbfchar" => blanks.extend(operands.chunks_exact(2).filter_map(|pair| match pair {
                [Operand::Text(from), Operand::Text(to)] if is_blank(to) => Some(code(from)),
                _ => None,
            })),
            b"endbfrange" => blanks.extend(operands.chunks_exact(3).filter_map(|three| match three {
                [Operand::Text(from), Operand::Text(_), Operand::Text(to)] if is_blank(to) => Some(code(from)),
                _ => None,
            })),
            _ => {}
        }
    }
    blanks
}

fn simple_widths(document: &Document, font: &Dictionary) -> BTreeMap<u32, f64> {
    let first = entry(document, font, b"FirstChar").and_then(|first| first.as_i64().ok()).unwrap_or(0);
    let widths = entry(document, font, b"Widths").and_then(|widths| widths.as_array().ok());
    let codes = (u32::try_from(first).unwrap_or(0)..).zip(widths.into_iter().flatten().take(MOST_WIDTHS));
    codes.filter_map(|(code, width)| Some((code, number(document.dereference(width).ok()?.1)?))).collect()
}

/// `c [w1 w2 …]` and `c_first c_last w` (ISO 32000-1 9.7.4.3).
fn wide_widths(document: &Document, font: &Dictionary) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let Some(list) = entry(document, font, b"W").and_then(|list| list.as_array().ok()) else { return widths };
    let value = |object: &Object| number(document.dereference(object).ok()?.1);
    let mut rest = list.as_slice();
    while let [first, second, tail @ ..] = rest {
        let Some(start) = value(first).map(|code| code.max(0.0) as u32) else { break };
        let own = document.dereference(second).ok().and_then(|(_, object)| object.as_array().ok());
        if let Some(own) = own {
            widths.extend((start..).zip(own).filter_map(|(code, width)| Some((code, value(width)?))));
            rest = tail;
        } else {
            let (Some(end), Some(width)) = (value(second), tail.first().and_then(value)) else { break };
            let end = (end.max(0.0) as u32).min(start.saturating_add(MOST_WIDTHS as u32));
            widths.extend((start..=end).map(|code| (code, width)));
            rest = &tail[1..];
        }
        if widths.len() > MOST_WIDTHS {
            break;
        }
    }
    widths
}
