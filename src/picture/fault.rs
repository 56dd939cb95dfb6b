//! Why a picture has no place in a book, and what is said of it.

use super::Image;
use crate::diagnostics::Diagnostic;

/// Why a picture has no place in a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not what it should be.
    Broken(String),
    /// It is of a kind that neither pages nor e-books can show.
    Format(&'static str),
    /// It would take too much time or memory.
    TooLarge(String),
}

impl Fault {
    /// What is said of it. A place is for the caller to add.
    #[must_use]
    pub fn finding(&self, image: &Image) -> Diagnostic {
        let name = image.name();
        match self {
            Self::Broken(why) => {
                // Libraries' reasons may be of several lines.
                let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
                Diagnostic::error("broken-picture", format!("the picture {name} cannot be read: {why}"))
                    .help("save it again as PNG, JPEG or SVG")
            }
            Self::Format(format) => Diagnostic::error(
                "unsupported-picture",
                format!("the picture {name} is a {format} file, which neither pages nor e-books can show"),
            )
            .help("save it as PNG, photographs as JPEG, drawings as SVG"),
            Self::TooLarge(why) => {
                Diagnostic::error("picture-too-large", format!("the picture {name} is too large: {why}"))
                    .help("save a smaller copy: 300 pixels per inch at print size are enough")
            }
        }
    }
}
