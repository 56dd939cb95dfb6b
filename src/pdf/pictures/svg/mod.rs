//! SVG: as vectors, its words as text that can be searched.
//!
//! In: a file. Out: a form. Steps: usvg resolves styles (`read`); the words are set by our own text stage, so that
//! Arabic joins and runs as it should (`words`, `direction`); the tree becomes a content stream (`draw`) with colours,
//! gradients and transparency as resources (`paint`).

mod direction;
mod draw;
mod paint;
mod path;
mod read;
mod words;

pub(super) use read::{Drawing, Reader};
