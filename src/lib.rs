//! warraq makes print-ready PDFs, accessible screen PDFs and EPUBs from one set of Markdown sources per language.
//!
//! ```text
//!  sources/            project        manuscript          text + layout           pdf
//!  *.toml, *.md  ──▶  what is to  ──▶ one typed tree ──▶  lines, pages    ──▶  print · screen
//!  figures/           be made         per language       (frames)
//!                                         │                  │
//!                                         │                  └── page map (which id is on which folio)
//!                                         │                         │
//!                                         └──▶ xhtml ──▶ epub ◀─────┤    any PDF ──▶ pdf_file ──▶ impose · preflight
//!                                                    catalogue ◀────┴── facts of the files made
//! ```
//!
//! Data flows one way, in the order of the modules below; a test reads the `crate::` paths and fails on an arrow that
//! runs backwards.

pub mod units;
pub mod diagnostics;
pub mod directives;
pub mod language;
pub mod project;
pub mod picture;
pub mod manuscript;
pub mod facts;
pub mod font;
pub mod text;
pub mod layout;
pub mod edition;
pub mod pdf;
pub mod pdf_file;
pub mod impose;
pub mod preflight;
pub mod xhtml;
pub mod epub;
pub mod catalogue;
pub mod press;
pub mod cli;
