//! The toolbox that the project ships, built by the real program and judged by the field's own tools.

mod make;
mod tools;
mod words;

mod files;
mod long;
mod pictures;
mod sources;
mod texts;
