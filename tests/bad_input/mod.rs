//! What bad input gets, from the program itself: a finding with its place and what to do, the other books all the same,
//! and nothing half made.
//!
//! Faults of a project's own files are told apart in `project.rs`, wrong use and places that cannot be written to in
//! `tests/cli/failing.rs`.

mod chance;
mod fault;
mod output;
mod paper;
mod pictures;
mod project;
mod size;
mod sources;
