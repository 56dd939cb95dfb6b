//! The toolbox that the project ships, built by the real program and judged by the field's own tools.

#[path = "../validators/ebooks.rs"]
mod ebooks;
mod make;
mod tools;
#[path = "../validators/pdfs.rs"]
mod pdfs;
mod words;

mod files;
mod long;
mod pictures;
mod texts;
