//! Blocks to pages.
//!
//! In: blocks of one volume, the house style, the fonts. Out: [`Pages`]. Steps: compose blocks to rows, paginate rows
//! and notes, furnish pages with heads and folios, until references agree.

mod frame;
mod rows;

pub use frame::*;
pub use rows::*;
