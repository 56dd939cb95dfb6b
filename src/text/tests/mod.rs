//! Paragraphs from words to lines.

mod support;

mod arabic;
mod chance;
mod french;
mod laws;
mod spanish;
