//! What all tests share: a project or a text to make, the program to run, and what came out to be read.

mod book;
pub(crate) mod container;
pub(crate) mod dump;
mod ebooks;
mod pdfs;
mod place;

pub(crate) use book::{Book, Dump, column, column_lines, hb_shape, hb_shape_between, struct_text, tool};
pub(crate) use ebooks::{ace, epubcheck};
pub(crate) use pdfs::verapdf;
pub(crate) use place::{ONE, Place, Run, TOOLBOX, TWO};
