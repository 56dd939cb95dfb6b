//! Paragraphs from words to lines.

mod support;
mod unicode;

mod arabic;
mod chance;
mod french;
mod laws;
mod spanish;
mod uax14;
mod uax9;
