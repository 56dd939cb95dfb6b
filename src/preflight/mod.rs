//! Files read again, ours or anyone's, against what a printer or a shop takes.
//!
//! In: the bytes of a PDF or an EPUB, and a profile. Out: findings, each with page, place, measure and limit, and whether it
//! passes. Steps: read the file; look at it as a whole (`document`), at the boxes of its pages (`boxes`), and at what they
//! paint (`paint`); or at the parts of an e-book (`epub`). What a shop would send back is an error, what it prints badly
//! a warning.

mod boxes;
mod document;
mod epub;
mod paint;

pub use epub::epub;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::pdf_file::{Input, read};
use crate::project::Profile;
use crate::units::Length;

/// What a file is looked at for.
#[derive(Copy, Clone, Debug)]
pub struct Asked<'a> {
    /// What its printer or shop takes.
    pub profile: &'a Profile,
    /// It is a cover; of a book of so many pages, where that is known.
    pub cover: Option<Option<usize>>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Findings.
    pub found: Diagnostics,
    /// Pages of the file; 0 for an e-book.
    pub pages: usize,
}

impl Verdict {
    /// Whether its printer or shop takes it.
    #[must_use]
    pub fn passes(&self) -> bool {
        !self.found.has_errors()
    }

    /// Faults for which it is sent back, and what is only printed badly.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        use crate::diagnostics::Severity::{Error, Warning};
        (self.found.count(Error), self.found.count(Warning))
    }
}

/// Looks at a PDF. `name` is what findings call it.
#[must_use]
pub fn pdf(bytes: &[u8], name: &str, asked: &Asked<'_>) -> Verdict {
    let input = match read::read(bytes, name) {
        Ok(input) => input,
        Err(fault) => return Verdict { found: [*fault].into_iter().collect(), pages: 0 },
    };
    let mut log = Log { name, found: Diagnostics::new() };
    document::look(bytes, &input, asked, &mut log);
    boxes::look(&input, asked, &mut log);
    paint::look(&input, asked, &mut log);
    Verdict { found: log.found, pages: input.pages.len() }
}

/// How many pages a PDF has.
///
/// # Errors
/// The finding why it cannot be read.
pub fn pages(bytes: &[u8], name: &str) -> Result<usize, Box<Diagnostic>> {
    read::read(bytes, name).map(|input| input.pages.len())
}

/// Findings of a file as they come.
struct Log<'a> {
    name: &'a str,
    found: Diagnostics,
}

impl Log<'_> {
    fn error(&mut self, code: &'static str, message: impl Into<String>, help: &str) {
        self.found.push(Diagnostic::error(code, message).in_file(self.name).help(help));
    }

    fn warning(&mut self, code: &'static str, message: impl Into<String>, help: &str) {
        self.found.push(Diagnostic::warning(code, message).in_file(self.name).help(help));
    }
}

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// `3.2 mm`.
fn mm(points: f64) -> String {
    format!("{:.1} mm", points / MM)
}

fn points(length: Length) -> f64 {
    length.pt()
}

/// The sides of a page, left, bottom, right and top, of what is given by the sides of the book. The page at 0 is a recto.
fn by_hand(sides: crate::project::Sides, input: &Input, at: usize) -> [f64; 4] {
    let is_rtl = input.direction.is_some_and(crate::language::Direction::is_rtl);
    let is_right = at.is_multiple_of(2) != is_rtl;
    let (left, right) = if is_right { (sides.bind, sides.outer) } else { (sides.outer, sides.bind) };
    [left, sides.foot, right, sides.head].map(points)
}
