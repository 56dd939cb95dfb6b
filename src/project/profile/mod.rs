//! What a printer or a shop takes, as data: profiles that are built in, and the project's own `profiles/NAME.toml`.
//!
//! In: TOML files, in which each number has its source. Out: a [`Profile`] by its name. A profile of the project is a new
//! one, or changes one that it names with `from`.

mod read;

pub(super) use read::{read, value_of};

use super::texts::PerLanguage;
use crate::diagnostics::{Diagnostic, nearest};
use crate::units::{Length, Size};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The standard that a file for a printer keeps to.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Standard {
    /// ISO 15930-7.
    X4,
    /// ISO 15930-4: nothing is transparent, all is in inks.
    X1a,
    /// ISO 15930-6: nothing is transparent, colours may have profiles.
    X3,
    /// No standard but PDF's own.
    Plain,
}

impl Standard {
    const ALL: [(&'static str, Self); 4] =
        [("pdf/x-4", Self::X4), ("pdf/x-1a", Self::X1a), ("pdf/x-3", Self::X3), ("pdf", Self::Plain)];

    /// Its name, as people write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::X4 => "PDF/X-4",
            Self::X1a => "PDF/X-1a:2003",
            Self::X3 => "PDF/X-3:2003",
            Self::Plain => "PDF 1.7",
        }
    }

    /// Whether what lies over something may let it shine through.
    #[must_use]
    pub const fn takes_transparency(self) -> bool {
        matches!(self, Self::X4 | Self::Plain)
    }
}

/// What colours of a file are made of.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Colors {
    /// Cyan, magenta, yellow and black, in the inks of the printing condition.
    Cmyk,
    /// Black and its tints.
    Grey,
    /// Red, green and blue, as screens have them.
    Rgb,
}

impl Colors {
    const ALL: [(&'static str, Self); 3] = [("cmyk", Self::Cmyk), ("grey", Self::Grey), ("rgb", Self::Rgb)];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, colors)| *colors == self).map_or("", |(name, _)| name)
    }
}

/// The printing condition: how inks look on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Its name in the registry of characterization data, or that of the profile's file.
    pub name: String,
    /// Its ICC profile; `None` for the one that is built in.
    pub icc: Option<Arc<[u8]>>,
}

impl Condition {
    /// The one that is built in.
    #[must_use]
    pub fn built_in() -> Self {
        Self { name: FOGRA39.to_owned(), icc: None }
    }
}

/// The name of the printing condition that is built in.
const FOGRA39: &str = "FOGRA39";

/// Lengths at the four sides of a page of a book.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// At the fore edge.
    pub outer: Length,
    /// Above.
    pub head: Length,
    /// Below.
    pub foot: Length,
    /// At the spine.
    pub bind: Length,
}

impl Sides {
    /// The same at each.
    #[must_use]
    pub const fn all(length: Length) -> Self {
        Self { outer: length, head: length, foot: length, bind: length }
    }
}

/// How many pages a book may have.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct PageCounts {
    /// At least.
    pub least: Option<u32>,
    /// At most.
    pub most: Option<u32>,
    /// A multiple of so many.
    pub multiple: Option<u16>,
}

/// The smallest that is printed well.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Smallest {
    /// Size of type.
    pub type_size: Option<Length>,
    /// Thickness of a rule.
    pub rule: Option<Length>,
    /// Pixels per inch of a picture with tones.
    pub resolution: Option<u16>,
    /// Pixels per inch of a picture of black and white alone.
    pub line_art: Option<u16>,
    /// Lightest grey, in percent of ink.
    pub grey: Option<u16>,
}

/// How thick a book becomes, and when words go on its spine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpineRule {
    /// Thickness of a page, half a leaf, by the name of the paper.
    pub papers: BTreeMap<String, Length>,
    /// The paper that counts where nothing else is said.
    pub paper: Option<String>,
    /// What cover and glue add.
    pub extra: Length,
    /// Widths that a table gives instead: up to so many pages, so wide.
    pub table: Vec<(u32, Length)>,
    /// Words from this number of pages on.
    pub text_from_pages: Option<u32>,
    /// Words from this width on.
    pub text_from: Option<Length>,
    /// Free at both sides of the words.
    pub clearance: Option<Length>,
}

impl SpineRule {
    /// Its width for so many pages; `None` where the rule does not say.
    #[must_use]
    pub fn width(&self, pages: usize) -> Option<Length> {
        let by_paper = || {
            let paper = self.paper.as_ref().and_then(|paper| self.papers.get(paper));
            paper.or_else(|| self.papers.values().next()).map(|page| *page * pages as i64 + self.extra)
        };
        step(&self.table, pages).or_else(by_paper)
    }
}

/// What a cover is made of.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum CoverKind {
    /// One sheet around the leaves.
    #[default]
    Wrap,
    /// Boards, over which the printed sheet is turned in.
    Case,
}

impl CoverKind {
    const ALL: [(&'static str, Self); 2] = [("wrap", Self::Wrap), ("case", Self::Case)];
}

/// Room for a barcode.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct BarcodeRule {
    /// Width of its white ground.
    pub width: Length,
    /// Height of its white ground.
    pub height: Length,
    /// From the trimmed edges and the spine.
    pub from_edge: Length,
    /// The shop prints it: the place stays free.
    pub by_shop: bool,
}

/// What is asked of a cover.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct CoverRule {
    /// What it is made of.
    pub kind: CoverKind,
    /// Bleed at all sides; the house style's where there is none.
    pub bleed: Option<Length>,
    /// How far inside the trimmed edge words stay.
    pub safety: Option<Length>,
    /// Beside the spine of a case, where it folds.
    pub hinge: Length,
    /// Turned in around the boards of a case.
    pub turn_in: Length,
    /// By how much a board is larger than the leaves at head and foot.
    pub board: Length,
    /// By how much half a case, board and joint, is wider than the leaves.
    pub joint: Length,
    /// Flaps are taken.
    pub flaps: bool,
    /// Room for a barcode, where the shop says so.
    pub barcode: Option<BarcodeRule>,
}

impl CoverRule {
    /// Nothing is asked.
    pub const NOTHING: Self = Self {
        kind: CoverKind::Wrap,
        bleed: None,
        safety: None,
        hinge: Length::ZERO,
        turn_in: Length::ZERO,
        board: Length::ZERO,
        joint: Length::ZERO,
        flaps: false,
        barcode: None,
    };
}

/// What is asked of books that are read from right to left.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct RtlRule {
    /// The last page is the first of the file.
    pub is_reversed: bool,
    /// The front of the cover lies right of the spine, as in books from left to right.
    pub front_right: bool,
}

/// What a printer or a shop takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name in files and on the command line.
    pub name: String,
    /// What people call it.
    pub names: PerLanguage<String>,
    /// The profile that it changes.
    pub from: Option<String>,
    /// The standard that files keep to.
    pub standard: Standard,
    /// What colours are made of.
    pub colors: Colors,
    /// The printing condition of inks.
    pub condition: Condition,
    /// Most ink at one place, in percent of all inks together.
    pub ink_limit: Option<u16>,
    /// Whether crop marks may stand around the page; the house style says whether they do.
    pub marks: Option<bool>,
    /// The largest file, in megabytes.
    pub megabytes: Option<u32>,
    /// Trimmed sizes that are taken; any where there are none.
    pub trims: Vec<Size>,
    /// Sizes within these bounds are taken, too.
    pub trim_range: Option<[Size; 2]>,
    /// Bleed of the pages; the house style's where there is none.
    pub bleed: Option<Sides>,
    /// How many pages.
    pub pages: PageCounts,
    /// Least inner margin: up to so many pages, so wide.
    pub gutters: Vec<(u32, Length)>,
    /// Least distance of what is printed from the trimmed edge, where it does not bleed.
    pub margins: Sides,
    /// The smallest that is printed well.
    pub least: Smallest,
    /// How thick a book becomes; by the house style's paper where there is none.
    pub spine: Option<SpineRule>,
    /// What is asked of a cover.
    pub cover: CoverRule,
    /// What is asked of books from right to left.
    pub rtl: RtlRule,
    /// Every value of it with its source, for those who ask.
    pub values: Vec<ProfileValue>,
}

/// A value of a profile, as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileValue {
    /// Dotted path of its key.
    pub key: String,
    /// As it is written there.
    pub value: String,
    /// What says so, with its date; `None` where the file names nothing.
    pub source: Option<String>,
}

impl Profile {
    /// Whether a trimmed size is taken; sizes in points are rounded ones.
    #[must_use]
    pub fn takes(&self, size: Size) -> bool {
        let close = |one: Length, other: Length| (one - other).abs() <= Length::from_mm(0.5);
        let listed = self.trims.iter().any(|trim| close(trim.width, size.width) && close(trim.height, size.height));
        let within = self.trim_range.is_some_and(|[least, most]| {
            (least.width..=most.width).contains(&size.width) && (least.height..=most.height).contains(&size.height)
        });
        listed || within || (self.trims.is_empty() && self.trim_range.is_none())
    }

    /// The least inner margin of a book of so many pages; none where the profile does not say.
    #[must_use]
    pub fn gutter(&self, pages: usize) -> Option<Length> {
        least_gutter(&self.gutters, pages)
    }
}

/// The inner margin that such steps ask for; thicker books than the last step have its margin at least.
#[must_use]
pub fn least_gutter(steps: &[(u32, Length)], pages: usize) -> Option<Length> {
    step(steps, pages).or(steps.last().map(|(_, margin)| *margin))
}

/// What holds up to so many pages.
fn step(steps: &[(u32, Length)], pages: usize) -> Option<Length> {
    steps.iter().find(|(most, _)| pages <= *most as usize).map(|(_, length)| *length)
}

/// Profiles by name.
pub type Profiles = BTreeMap<String, Arc<Profile>>;

/// The files of the profiles that are built in.
const BUILT_IN: [(&str, &str); 8] = [
    ("offset-coated", include_str!("../profiles/offset-coated.toml")),
    ("offset-uncoated", include_str!("../profiles/offset-uncoated.toml")),
    ("ingram", include_str!("../profiles/ingram.toml")),
    ("kdp-paperback", include_str!("../profiles/kdp-paperback.toml")),
    ("kdp-hardcover", include_str!("../profiles/kdp-hardcover.toml")),
    ("lulu", include_str!("../profiles/lulu.toml")),
    ("bod", include_str!("../profiles/bod.toml")),
    ("office", include_str!("../profiles/office.toml")),
];

/// The profiles that are built in.
#[must_use]
pub fn built_in_profiles() -> &'static Profiles {
    static PROFILES: LazyLock<Profiles> = LazyLock::new(|| read::built_in(&BUILT_IN));
    &PROFILES
}

/// The finding that there is no profile of a name.
#[must_use]
pub fn unknown_profile(name: &str, profiles: &Profiles) -> Diagnostic {
    let names = profiles.keys().map(String::as_str);
    let help = match nearest(name, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}; another is a file profiles/NAME.toml", names.collect::<Vec<_>>().join(", ")),
    };
    Diagnostic::error("unknown-profile", format!("there is no profile `{name}`")).help(help)
}
