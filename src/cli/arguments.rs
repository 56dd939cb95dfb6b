//! What can be typed.

use crate::impose::{PageRanges, Scale};
use crate::project::page_size;
use crate::units::Length;
use clap::builder::{PossibleValuesParser, TypedValueParser};
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
    /// Make the books of a project, or of a Markdown file or a folder of them
    Build(Build),
    /// Read the sources and report what is wrong; make nothing
    Check(Check),
    /// Compare the languages of each publication and count words
    Status(Status),
    /// Write what lies on each page and why, as JSON lines
    Dump(Dump),
    /// Make a booklet of a PDF, or put several of its pages on a sheet
    Impose(Impose),
    /// Begin a project
    Init(Init),
    /// List the languages that can be set
    Languages(Languages),
    /// List the editions that can be made
    Editions(Editions),
    /// Show what printers and shops take, with the source of each number
    Profiles(Profiles),
    /// Read finished files again, as a printer or a shop does: yes or no, with page and reason
    Preflight(Preflight),
    /// Show the house style of a publication, and where each value comes from
    House(House),
}

impl Command {
    /// How the command reports.
    pub(super) fn format(&self) -> Format {
        match self {
            Self::Build(options) => options.format,
            Self::Check(options) => options.format,
            Self::Status(options) if options.format == StatusFormat::Json => Format::Json,
            Self::Impose(options) => options.format,
            Self::Languages(options) => options.format,
            Self::Editions(options) => options.format,
            Self::Profiles(options) => options.format,
            Self::Preflight(options) => options.format,
            Self::House(options) => options.format,
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

/// Make the books of a project, or of a Markdown file or a folder of them.
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
    /// Publications to make (all, if none is named), or Markdown files and folders of them
    #[arg(value_name = "PUBLICATION|FILE.md|FOLDER")]
    pub(super) targets: Vec<String>,
    /// Languages to make
    #[arg(long, value_delimiter = ',', value_name = "TAG,…")]
    pub(super) lang: Vec<String>,
    /// Editions to make, as `warraq editions` lists them [default: those that toolbox.toml names]
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
    /// Make drafts, also of books whose sources have errors; their pages say so, and they go to `drafts` in the output folder
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
    /// Publications to check (all, if none is named), or Markdown files and folders of them
    #[arg(value_name = "PUBLICATION|FILE.md|FOLDER")]
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
    /// The publication, or a Markdown file or a folder of them
    #[arg(value_name = "PUBLICATION|FILE.md|FOLDER")]
    pub(super) target: String,
    /// The language [default: the first one]
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,
    /// The edition: one that has pages
    #[arg(long, default_value = "print", value_name = "EDITION")]
    pub(super) edition: String,
    /// One line for each glyph, not for each run of glyphs
    #[arg(long)]
    pub(super) glyphs: bool,
    /// The project's folder [default: the nearest one upwards with a toolbox.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
}

/// Make a booklet of a PDF, or put several of its pages on a sheet, for an office copier.
///
/// The PDF may be one of ours or anyone's. A booklet is printed on both sides, flipped on the short edge, and folded in
/// the middle; blank pages fill it up to a multiple of four.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq impose output/ar/module-1/module-1-ar-print.pdf --booklet
  warraq impose handout.pdf --booklet --paper A3 --paper-thickness 0.1mm --signature 8 --marks
  warraq impose slides.pdf --n-up 6 --direction rtl --output slides-6up.pdf")]
pub(super) struct Impose {
    /// The PDF
    #[arg(value_name = "FILE.pdf")]
    pub(super) file: PathBuf,
    /// Sheets to fold in the middle
    #[arg(long, required_unless_present_any = ["n_up", "cut_and_stack", "fold"], conflicts_with_all = ["n_up", "cut_and_stack", "fold"])]
    pub(super) booklet: bool,
    /// So many pages side by side
    #[arg(long, value_name = "N", value_parser = pages_a_side())]
    pub(super) n_up: Option<u8>,
    /// With `--n-up`: the same page on all places of a side
    #[arg(long, requires = "n_up")]
    pub(super) repeat: bool,
    /// So many pages a side, in order when the stacks are cut and laid on each other
    #[arg(long, value_name = "N", value_parser = pages_a_side(), conflicts_with = "n_up")]
    pub(super) cut_and_stack: Option<u8>,
    /// Sheets folded several times to signatures of so many pages: 8, 16 or 32
    #[arg(long, value_name = "PAGES", value_parser = pages_of_signature(), conflicts_with_all = ["n_up", "cut_and_stack", "signature"])]
    pub(super) fold: Option<u8>,
    /// Pages to take, such as `3-10,15`, `5-` or `-4`, from 1 [default: all]
    #[arg(long, value_name = "RANGES", allow_hyphen_values = true)]
    pub(super) pages: Option<PageRanges>,
    /// The paper
    #[arg(long, value_name = "NAME", default_value = "A4", value_parser = papers(), ignore_case = true)]
    pub(super) paper: String,
    /// Direction of reading [default: that of the file or of its language, else ltr]
    #[arg(long, value_enum, value_name = "DIRECTION")]
    pub(super) direction: Option<ReadingDirection>,
    /// How large pages become: `shrink` (as large as they fit, at most 100 %), `fit` (as large as they fit), or a percentage
    #[arg(long, value_name = "SCALE", default_value = "shrink", value_parser = scale)]
    pub(super) scale: Scale,
    /// Thickness of the paper: inner sheets of a booklet move by it toward the fold
    #[arg(long, value_name = "LENGTH", value_parser = thickness, conflicts_with_all = ["n_up", "cut_and_stack"])]
    pub(super) paper_thickness: Option<Length>,
    /// Sheets of a gathering of a booklet [default: all in one]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100), conflicts_with_all = ["n_up", "cut_and_stack"])]
    pub(super) signature: Option<u16>,
    /// Print marks to fold and cut at
    #[arg(long)]
    pub(super) marks: bool,
    /// The file to write [default: beside the PDF, with `-booklet`, `-4up` or `-4stacks` after its name]
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// How findings are shown, and what was made
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}

/// A direction of reading.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReadingDirection {
    /// Left to right
    Ltr,
    /// Right to left
    Rtl,
}

fn pages_a_side() -> impl TypedValueParser<Value = u8> {
    // Numbers that fill a sheet evenly; each is one that a byte holds.
    PossibleValuesParser::new(["2", "4", "6", "9"]).map(|number| number.parse().unwrap_or(2))
}

fn pages_of_signature() -> impl TypedValueParser<Value = u8> {
    PossibleValuesParser::new(["8", "16", "32"]).map(|number| number.parse().unwrap_or(8))
}

fn papers() -> impl TypedValueParser<Value = String> {
    let as_listed = |name: String| page_size::names().find(|known| known.eq_ignore_ascii_case(&name)).unwrap_or("A4");
    PossibleValuesParser::new(page_size::names()).map(move |name| as_listed(name).to_owned())
}

fn thickness(text: &str) -> Result<Length, String> {
    let in_bounds = |length: &Length| (0.0..=1.0).contains(&length.mm());
    Length::parse(text).filter(in_bounds).ok_or_else(|| "a length up to 1mm is needed, such as `0.1mm`".to_owned())
}

fn scale(text: &str) -> Result<Scale, String> {
    match text {
        "shrink" => return Ok(Scale::Shrink),
        "fit" => return Ok(Scale::Fit),
        _ => {}
    }
    let percent = text.trim_end_matches('%').trim_end().parse::<f64>().ok();
    let percent = percent.filter(|percent| (10.0..=400.0).contains(percent));
    percent
        .map(|percent| Scale::By(percent / 100.0))
        .ok_or_else(|| "`shrink`, `fit` or a percentage from 10 to 400 is needed, such as `120%`".to_owned())
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

/// List the editions that can be made: those that are built in, and the project's own.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq editions
  warraq build module-1 --edition participant,facilitator")]
pub(super) struct Editions {
    /// List those of this publication, which may have some of its own [default: those of the toolbox]
    #[arg(value_name = "PUBLICATION")]
    pub(super) publication: Option<String>,
    /// The project's folder [default: the nearest one upwards with a toolbox.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
    /// How the list is shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}

/// List the profiles of printers and shops, or show what one of them takes, each number with its source.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq profiles
  warraq profiles kdp-paperback")]
pub(super) struct Profiles {
    /// The profile to show
    #[arg(value_name = "NAME")]
    pub(super) name: Option<String>,
    /// The project's folder [default: the nearest one upwards with a toolbox.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
    /// How the list is shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}

/// Read finished files again, ours or anyone's, against what a printer or a shop takes.
///
/// Findings have page, place, measure and limit. The last line of each file says yes or no; with a fault the exit code is 1.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq preflight book.pdf --profile kdp-paperback
  warraq preflight cover.pdf --profile kdp-paperback --cover-of book.pdf
  warraq preflight book.epub")]
pub(super) struct Preflight {
    /// PDF or EPUB files
    #[arg(value_name = "FILE", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// What the printer or shop takes, as `warraq profiles` lists it
    #[arg(long, default_value = "offset-coated", value_name = "PROFILE")]
    pub(super) profile: String,
    /// The files are covers
    #[arg(long)]
    pub(super) cover: bool,
    /// The files are covers of this book, whose pages tell how wide the spine is
    #[arg(long, value_name = "BOOK.pdf")]
    pub(super) cover_of: Option<PathBuf>,
    /// The project's folder, for its own profiles [default: the nearest one upwards with a toolbox.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
    /// How findings are shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}

/// Show the house style of a publication in a language and an edition, each value with the file that it comes from.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  warraq house module-1
  warraq house module-1 --lang ar --edition large-print")]
pub(super) struct House {
    /// The publication
    #[arg(value_name = "PUBLICATION")]
    pub(super) publication: String,
    /// The language [default: the first one]
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,
    /// The edition
    #[arg(long, default_value = "print", value_name = "EDITION")]
    pub(super) edition: String,
    /// The project's folder [default: the nearest one upwards with a toolbox.toml]
    #[arg(long, value_name = "DIR")]
    pub(super) project: Option<PathBuf>,
    /// How the values are shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}
