//! SVG: as vectors, its words as text that can be searched.
//!
//! In: a file. Out: a form. Steps: usvg resolves styles, shapes the words in our fonts and nothing but them (`read`);
//! the tree becomes a content stream (`draw`), its words in reading order (`words`), with colours, gradients and
//! transparency as resources (`paint`).

mod draw;
mod paint;
mod path;
mod read;
mod words;

pub(super) use read::{Drawing, Reader};
