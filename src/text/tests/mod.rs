//! Paragraphs from words to lines.

mod support;

mod arabic;
mod french;
mod laws;
mod spanish;
