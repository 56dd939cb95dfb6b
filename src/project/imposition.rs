//! How an edition's pages lie on the sheets of a copier: `impose = { booklet = true, paper = "A4" }`.

use super::document::{Expected, Value};
use super::page_size;
use crate::diagnostics::{Diagnostic, Diagnostics, nearest};
use crate::units::Length;

/// What becomes of the pages.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Sheets folded in the middle.
    Booklet {
        /// Thickness of the paper: inner sheets, which stick out when folded, move by it toward the fold.
        thickness: Length,
        /// Sheets of a gathering; all are one where there is none.
        signature: Option<u16>,
    },
    /// So many pages a side, in rows.
    SideBySide(u8),
    /// The same page so many times a side.
    Repeated(u8),
    /// So many pages a side, on both sides, that lie in order when the stacks are cut and laid on each other.
    CutAndStack(u8),
    /// Sheets folded several times to signatures of 8, 16 or 32 pages.
    Folded {
        /// Thickness of the paper: inner leaves, which stick out when folded, move by it toward the spine.
        thickness: Length,
        /// Pages of a signature.
        pages: u8,
    },
}

/// How pages lie on sheets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imposition {
    /// What becomes of its pages.
    pub scheme: Scheme,
    /// Name of the paper.
    pub paper: &'static str,
    /// Marks to fold and cut at.
    pub marks: bool,
}

const IMPOSE: Expected = Expected { what: "a table", example: "{ booklet = true, paper = \"A4\" }" };
const LENGTH: Expected = Expected { what: "a length with its unit", example: "\"0.1mm\"" };
/// Numbers of pages that fill a side evenly.
const EVEN: [u32; 4] = [2, 4, 6, 9];

/// Reads it; what is wrong is reported, and there is none then.
pub(super) fn read(value: &Value<'_>, diagnostics: &mut Diagnostics) -> Option<Imposition> {
    if !value.is_table() {
        return value.wrong_type(&IMPOSE, diagnostics);
    }
    let mut table = value.table(diagnostics)?;
    let mut schemes = Vec::new();
    let thickness = table.value("paper-thickness").and_then(|value| {
        value.parsed(&LENGTH, |text| Length::parse(text).filter(|it| (0.0..=1.0).contains(&it.mm())), diagnostics)
    });
    let thickness = thickness.unwrap_or(Length::ZERO);
    let signature = table.value("signature").and_then(|value| value.small_integer(1..=100, diagnostics));
    if table.value("booklet").and_then(|value| value.boolean(diagnostics)) == Some(true) {
        schemes.push(Scheme::Booklet { thickness, signature });
    }
    type Make = fn(u8) -> Scheme;
    let numbers: [(&'static str, Make); 3] =
        [("n-up", Scheme::SideBySide), ("repeat", Scheme::Repeated), ("cut-and-stack", Scheme::CutAndStack)];
    for (key, make) in numbers {
        let Some(value) = table.value(key) else { continue };
        let Some(number) = value.integer(2..=9, diagnostics) else { continue };
        if EVEN.contains(&number) {
            schemes.extend(u8::try_from(number).map(make));
        } else {
            let message = format!("{number} pages do not fill a side evenly");
            diagnostics.push(Diagnostic::error("bad-value", message).at(value.place()).help("write 2, 4, 6 or 9"));
        }
    }
    if let Some(value) = table.value("fold") {
        match value.integer(8..=32, diagnostics).and_then(|pages| u8::try_from(pages).ok()) {
            Some(pages @ (8 | 16 | 32)) => schemes.push(Scheme::Folded { thickness, pages }),
            Some(pages) => {
                let message = format!("a folded sheet cannot have {pages} pages");
                diagnostics.push(Diagnostic::error("bad-value", message).at(value.place()).help("write 8, 16 or 32"));
            }
            None => {}
        }
    }
    let paper = match table.value("paper") {
        Some(value) => paper(&value, diagnostics),
        None => Some("A4"),
    };
    let marks = table.value("marks").and_then(|value| value.boolean(diagnostics)).unwrap_or(false);
    table.finish(diagnostics);
    let [scheme] = schemes[..] else {
        let message = format!("`{}` must say one way in which pages lie on sheets", value.name);
        let help = "write booklet = true, or one of n-up, repeat, cut-and-stack and fold";
        diagnostics.push(Diagnostic::error("bad-value", message).at(value.place()).help(help));
        return None;
    };
    Some(Imposition { scheme, paper: paper?, marks })
}

fn paper(value: &Value<'_>, diagnostics: &mut Diagnostics) -> Option<&'static str> {
    let name = value.string(diagnostics)?;
    let found = page_size::all_names().find(|known| known.eq_ignore_ascii_case(name));
    if found.is_none() {
        let near =
            nearest(name, page_size::all_names()).map_or(String::new(), |near| format!("did you mean `{near}`?"));
        let message = format!("“{name}” is not the name of a paper");
        diagnostics.push(Diagnostic::error("bad-value", message).at(value.place()).help(near));
    }
    found
}
