//! What can be typed.

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Makes print-ready PDFs, accessible screen PDFs and EPUBs from Markdown in several languages and scripts.
#[derive(Debug, Parser)]
#[command(
    name = "warraq",
    version,
    max_term_width = 100,
    after_help = "\
Exit codes: 0 done; 1 the sources have errors; 2 wrong use; 3 the machine failed (disk, permission)."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Say nothing but what is wrong
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Say more
    #[arg(short, long, global = true, action = ArgAction::SetTrue, conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the books of a project, or of one Markdown file
    Build(Build),
    /// Read the sources and report what is wrong; make nothing
    Check(Check),
    /// Compare the languages of each publication and count words
    Status(Status),
    /// Write what lies on each page and why, as JSON lines
    Dump(Dump),
    /// Begin a project
    Init(Init),
    /// List the languages that can be set
    Languages(Languages),
}

impl Command {
    /// How the command reports.
    pub(super) fn format(&self) -> Format {
        match self {
            Self::Build(options) => options.format,
            Self::Check(options) => options.format,
            Self::Status(options) if options.format == StatusFormat::Json => Format::Json,
            Self::Languages(options) => options.format,
            Self::Dump(_) | Self::Init(_) | Self::Status(_) => Format::Text,
        }
    }
}

/// How findings are shown.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object a line, on the standard output
    Json,
}

/// Make the books of a project, or of one Markdown file.
///
/// A publication whose sources have errors is not made, and its last good files stay; the others are made all the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq build                                 every book in every language and edition
  warraq build core-module --lang ar,fr        one publication in two languages
  warraq build --edition print --output proofs
  warraq build notes.md --lang ar              notes-ar-screen.pdf and notes-ar.epub beside notes.md")]
pub(super) struct Build {
    /// Publications to make (all, if none is named), or one or more Markdown files
    #[arg(value_name = "PUBLICATION|FILE.md")]
    pub(super) targets: Vec<String>,
    /// Languages to make
    #[arg(long, value_delimiter = ',', value_name = "TAG,…")]
    pub(super) lang: Vec<String>,
    /// Editions to make: print, screen, ebook
    #[arg(long, value_delimiter = ',', value_name = "EDITION,…")]
    pub(super) edition: Vec<String>,
    /// The project's folder [default: the nearest one upwards with a toolbox.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
    /// Where the files go [default: the project's folder `output`, or beside the Markdown file]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// How many jobs run at once [default: as many as the machine has cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub(super) jobs: Option<u16>,
    /// Make books whose sources have errors, too; they go to `drafts` in the output folder
    #[arg(long)]
    pub(super) draft: bool,
    /// How findings are shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}

/// Read the sources and report what is wrong; make nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq check
  warraq check core-module --lang ar
  warraq check --format json | jq 'select(.severity == \"error\")'")]
pub(super) struct Check {
    /// Publications to check (all, if none is named), or one or more Markdown files
    #[arg(value_name = "PUBLICATION|FILE.md")]
    pub(super) targets: Vec<String>,
    /// Languages to check
    #[arg(long, value_delimiter = ',', value_name = "TAG,…")]
    pub(super) lang: Vec<String>,
    /// The project's folder [default: the nearest one upwards with a toolbox.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
    /// How findings are shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}

/// How the state of the texts is shown.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum StatusFormat {
    /// For people
    #[default]
    Text,
    /// One JSON object a line
    Json,
    /// The words alone, as a table in Markdown
    Markdown,
}

/// Compare the languages of each publication and count words.
///
/// Each text is compared with that of its publication's first language: headings, figures, tables, notes, exercises and
/// other parts, terms of the glossary, in their order. What is missing or too many is an error.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq status
  warraq status module-1 --lang fr,ar
  warraq status --format markdown              words of each publication and language, as a table")]
pub(super) struct Status {
    /// Publications to look at (all, if none is named)
    #[arg(value_name = "PUBLICATION")]
    pub(super) publications: Vec<String>,
    /// Languages to look at
    #[arg(long, value_delimiter = ',', value_name = "TAG,…")]
    pub(super) lang: Vec<String>,
    /// The project's folder [default: the nearest one upwards with a toolbox.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
    /// How the state is shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: StatusFormat,
}

/// Write what lies on each page and why, as JSON lines on the standard output.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq dump core-module --lang ar | jq 'select(.page == 7 and .kind == \"text\") | .text'
  warraq dump notes.md --lang ar --edition screen")]
pub(super) struct Dump {
    /// The publication, or a Markdown file
    #[arg(value_name = "PUBLICATION|FILE.md")]
    pub(super) target: String,
    /// The language [default: the first one]
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,
    /// The edition: print or screen, which have the same pages
    #[arg(long, default_value = "print", value_name = "EDITION")]
    pub(super) edition: String,
    /// The project's folder [default: the nearest one upwards with a toolbox.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
}

/// Begin a project: a toolbox of one publication in English and Arabic that can be built at once.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  warraq init handbook && cd handbook && warraq build")]
pub(super) struct Init {
    /// Where
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) folder: PathBuf,
}

/// List the languages that can be set, with the digits of their regions.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq languages
  warraq languages --format json")]
pub(super) struct Languages {
    /// How the list is shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}
