//! Markdown to one typed tree per language.
//!
//! In: the `.md` files of a publication in one language. Out: a [`Manuscript`]: blocks and inlines with their places in
//! the sources, ids resolved, things numbered.

mod tree;
mod words;

pub use tree::*;
