//! Blocks to pages.
//!
//! In: the volumes of a publication, the house style, the fonts. Out: [`Pages`] of each volume. Steps: compose blocks
//! and leaves to rows, paginate rows and notes, number pages, again until contents and references agree; then furnish
//! pages with heads, folios, grounds and links.

mod compose;
mod compose_parts;
mod contents;
mod display;
mod enclose;
mod frame;
mod furnish;
mod leaf;
mod paginate;
mod references;
mod rows;
mod structure;
mod typeset;
mod work;

pub use frame::*;
pub use rows::*;
pub use typeset::typeset;
pub use work::{Leaf, LeafLine, Part, Start, Volume, Work};
