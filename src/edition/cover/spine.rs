//! The lettering of a spine: authors and title along it, turned as the language does it, and the volume's figure
//! (docs/typography.md P23, P24, V8).
//!
//! All volumes of a work are lettered alike: the thinnest that has words decides how large, and the figure stands at one
//! height on all.

use super::super::spine as measures;
use super::lettering::{Block, Lettering};
use super::{Input, Sheet, VolumeBook, too_full};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::facts::Facts;
use crate::font::{FontRole, Script};
use crate::language::SpineTurn;
use crate::layout::Way;
use crate::project::{HouseStyle, SpineAuthors};
use crate::text::{Align, Item, Line};
use crate::units::{Color, Length, Point};

/// On a thicker spine than this words stand upright. In millimetres.
const UPRIGHT: f64 = 25.0;
/// Widths are sums of rounded lengths: so little, in millimetres, is no difference.
const ROUNDING: f64 = 0.005;
/// What stays free at each side of words that stand upright, in millimetres.
const FREE_UPRIGHT: f64 = 3.0;
/// Size of the words in thousandths of the room across; limits of it, in points.
const SIZE: i64 = 780;
const LARGEST: f64 = 22.0;
const SMALLEST: f64 = 6.0;
/// Size of the authors in thousandths of that of the title, and what of the spine they may take beside it.
const AUTHORS: i64 = 800;
const AUTHORS_ROOM: i64 = 400;
/// The least of that size in which all authors are named and not only the first.
const AUTHORS_LEAST: i64 = 800;
/// Baseline of the figure in thousandths of the height.
const FIGURE: i64 = 860;

/// The smallest words: those that the edition's shop prints well, or that can be read.
fn smallest(input: &Input<'_>) -> Length {
    let asked = input.edition.profile.as_deref().and_then(|profile| profile.least.type_size);
    asked.unwrap_or(Length::ZERO).max(Length::from_pt(SMALLEST))
}

/// The finding that a shop's rule leaves the spine without words.
pub(super) fn without_words(input: &Input<'_>, width: Length) -> Diagnostic {
    let message = format!("a spine of {:.1} mm has no room for words that can be read", width.mm());
    Diagnostic::note("spine-without-words", message)
        .in_file(super::super::publication_file(input))
        .help("more pages or thicker paper make it wider; the edition's profile says what stays free beside the words")
}

/// How the spines of a work are lettered.
pub(super) struct Lettered<'a> {
    input: &'a Input<'a>,
    sheet: &'a Sheet,
    /// Width of the thinnest spine that has words.
    thinnest: Length,
    /// Top and foot of the title.
    zone: (Length, Length),
    figure: Length,
    size: Length,
}

/// Sizes that words may have.
#[derive(Copy, Clone)]
struct Sizes {
    first: Length,
    least: Length,
    bold: bool,
}

/// What lies on a spine.
#[derive(Default)]
pub(super) struct Spine {
    /// Where turned items have their origin, and which way they are turned.
    pub(super) turn: Option<(Point, Way)>,
    pub(super) turned: Vec<Item>,
    pub(super) upright: Vec<Item>,
}

impl<'a> Lettered<'a> {
    /// `None` where the spine of this sheet is too thin for words that can be read.
    pub(super) fn of(
        input: &'a Input<'a>,
        house: &HouseStyle,
        (volumes, volume): (&[VolumeBook], &VolumeBook),
        sheet: &'a Sheet,
    ) -> Option<Self> {
        let page = &house.page;
        let across = |pages| measures::width(page, pages) - measures::clearance(page) * 2;
        let has_words =
            |pages: usize| measures::has_words(page, pages) && across(pages).scale(SIZE, 1000) >= smallest(input);
        if !has_words(volume.printed_pages()) {
            return None;
        }
        let pages = volumes.iter().map(VolumeBook::printed_pages).filter(|pages| has_words(*pages));
        let thinnest = pages.map(|pages| measures::width(page, pages)).min().unwrap_or(sheet.spine);
        let across = thinnest - measures::clearance(page) * 2;
        let (height, head) = (sheet.panel.size.height, sheet.spine_at().y);
        let (figure, top) = (head + height.scale(FIGURE, 1000), head + sheet.panel.margin());
        let size = across.scale(SIZE, 1000).min(Length::from_pt(LARGEST));
        let foot = if volumes.len() > 1 { figure - size * 3 } else { head * 2 + height - top };
        Some(Self { input, sheet, thinnest, zone: (top, foot), figure, size })
    }

    /// The words of one volume's spine.
    pub(super) fn draw(&self, volume: &VolumeBook, diagnostics: &mut Diagnostics) -> Spine {
        let mut spine = Spine::default();
        let title = &self.input.facts.title;
        let is_upright = self.thinnest >= Length::from_mm(UPRIGHT - ROUNDING);
        let names = match self.input.project.spine_authors {
            SpineAuthors::None => Vec::new(),
            SpineAuthors::Above | SpineAuthors::Below => self.names(),
        };
        let authors = self.authors(&names, is_upright);
        if authors.is_none() && !names.is_empty() {
            diagnostics.push(too_full(self.input, "the author's name is too long for the spine of the cover"));
        }
        let authors = authors.as_ref();
        let found =
            if is_upright { self.upright(title, authors, &mut spine) } else { self.turned(title, authors, &mut spine) };
        if found.is_none() {
            diagnostics.push(too_full(self.input, "the title is too long for the spine of the cover"));
        }
        if volume.volumes > 1 {
            let words = self.input.language.number(usize::from(volume.volume));
            let block = self.lettering(self.size).block(&words, self.sheet.spine, &mut Diagnostics::new());
            let at = Point::new(self.left(), self.figure - block.first);
            spine.upright.extend(block.items(at));
        }
        spine
    }

    /// Who has written the book; else who publishes it, as the corporate author that a manual without names has.
    fn names(&self) -> Vec<String> {
        let Facts { credits, publisher, .. } = self.input.facts;
        if credits.is_empty() { publisher.iter().cloned().collect() } else { credits.clone() }
    }

    /// Left edge of the spine.
    fn left(&self) -> Length {
        self.sheet.spine_at().x
    }

    fn lettering(&self, size: Length) -> Lettering<'_> {
        let Input { language, fonts, .. } = *self.input;
        let size = fonts.display_size(size, Script::of(&language.data.script));
        let align = Align::Center;
        Lettering { language, fonts, role: FontRole::Heading, size, bold: true, color: Color::WHITE, align }
    }

    fn of_title(&self) -> Sizes {
        Sizes { first: self.size, least: smallest(self.input), bold: true }
    }

    /// How long the spine is for words.
    fn along(&self) -> Length {
        self.zone.1 - self.zone.0
    }

    /// The authors in one line along the spine, or in lines across it: all of them where they need no small letters for
    /// that, else the first.
    fn authors(&self, names: &[String], is_upright: bool) -> Option<Block> {
        let room = self.along().scale(AUTHORS_ROOM, 1000);
        let size = self.size.scale(AUTHORS, 1000);
        let width = if is_upright { self.across() } else { room };
        let fits = |block: &Block| if is_upright { block.height() <= room } else { block.lines.len() < 2 };
        let smallest = smallest(self.input);
        names.iter().enumerate().find_map(|(at, words)| {
            let least = if at + 1 < names.len() { size.scale(AUTHORS_LEAST, 1000).max(smallest) } else { smallest };
            self.fitted(words, Sizes { first: size, least, bold: false }, width, fits)
        })
    }

    /// Words in the largest of the sizes in which `fits` is true.
    fn fitted(&self, words: &str, sizes: Sizes, width: Length, fits: impl Fn(&Block) -> bool) -> Option<Block> {
        let mut size = sizes.first;
        let set =
            |size| Lettering { bold: sizes.bold, ..self.lettering(size) }.block(words, width, &mut Diagnostics::new());
        // A title page has the same words, and has reported what no font has.
        let mut block = set(size);
        while block.is_too_wide || !fits(&block) {
            size = size.scale(9, 10);
            if size < sizes.least {
                return None;
            }
            block = set(size);
        }
        Some(block)
    }

    /// Whether the authors come first as the spine is read.
    fn authors_first(&self) -> bool {
        self.input.project.spine_authors == SpineAuthors::Above
    }

    /// In one line along the spine: the authors at one end, the title in the middle of what is left.
    fn turned(&self, title: &str, authors: Option<&Block>, spine: &mut Spine) -> Option<()> {
        let (top, foot) = self.zone;
        let along = self.along();
        let authors = authors.and_then(|block| block.lines.first());
        let taken = authors.map_or(Length::ZERO, |line| line.width + self.size);
        let block = self.fitted(title, self.of_title(), along - taken, |block| block.lines.len() < 2)?;
        let line = block.lines.first()?;
        let baseline = (self.sheet.spine - line.ascent - line.descent) / 2 + line.ascent;
        let at_left = self.authors_first() != self.input.language.direction().is_rtl();
        let title_at = if at_left { taken } else { Length::ZERO };
        let mut put = |line: &Line, left: Length| {
            spine.turned.extend(line.items.iter().map(|item| item.moved(Point::new(left, baseline))));
        };
        put(line, title_at);
        if let Some(authors) = authors {
            put(authors, if at_left { -authors.left } else { along - authors.width - authors.left });
        }
        spine.turn = Some(match self.input.language.data.spine {
            SpineTurn::Clockwise => (Point::new(self.left() + self.sheet.spine, top), Way::Right),
            SpineTurn::CounterClockwise => (Point::new(self.left(), foot), Way::Left),
        });
        Some(())
    }

    /// The measure of lines across the spine, as wide as the thinnest one allows.
    fn across(&self) -> Length {
        self.thinnest - Length::from_mm(FREE_UPRIGHT) * 2
    }

    /// In lines across the spine, authors and title one above the other.
    fn upright(&self, title: &str, authors: Option<&Block>, spine: &mut Spine) -> Option<()> {
        let width = self.across();
        let taken = authors.map_or(Length::ZERO, |block| block.height() + self.size);
        let block = self.fitted(title, self.of_title(), width, |block| block.height() <= self.along() - taken)?;
        let left = self.left() + (self.sheet.spine - width) / 2;
        let first = self.authors_first();
        let title_at = if first { taken } else { Length::ZERO };
        spine.upright = block.items(Point::new(left, self.zone.0 + title_at));
        if let Some(authors) = authors {
            let below = if first { Length::ZERO } else { block.height() + self.size };
            spine.upright.extend(authors.items(Point::new(left, self.zone.0 + below)));
        }
        Some(())
    }
}
