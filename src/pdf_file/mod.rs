//! A PDF file that is there, ours or anyone's: read within bounds, its pages, and what they paint.
//!
//! In: the bytes of a file. Out: its objects and pages (`read`, `page`), and each thing that a page paints, in the order in
//! which it does, with colour, size and place (`lexer`, `walk`, `fonts`). Nothing in a file makes this run without end.

mod fonts;
mod lexer;
pub(crate) mod page;
pub(crate) mod read;
mod walk;

pub(crate) use fonts::FontFacts;
pub(crate) use page::Page;
pub(crate) use read::Input;
pub(crate) use walk::{Paint, Painted, Space, budget, walk};
