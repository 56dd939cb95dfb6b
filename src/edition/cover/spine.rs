//! The lettering of a spine: the title along it, turned as the language does it, and the volume's figure (TYPOGRAPHY.md
//! P23, P24, V8).
//!
//! All volumes of a work are lettered alike: the thinnest that has words decides how large, and the figure stands at one
//! height on all.

use super::lettering::{Block, Lettering};
use super::{Input, Sheet, VolumeBook, own, too_full};
use crate::diagnostics::Diagnostics;
use crate::font::{FontRole, Script};
use crate::language::SpineTurn;
use crate::layout::Way;
use crate::project::HouseStyle;
use crate::text::{Align, Item};
use crate::units::{Color, Length, Point};

/// A thinner spine has no words; on a thicker one than this they stand upright. In millimetres.
const LEAST: f64 = 5.0;
const UPRIGHT: f64 = 25.0;
/// Widths are sums of rounded lengths: so little, in millimetres, is no difference.
const ROUNDING: f64 = 0.005;
/// What stays free at each side of the words, in millimetres: covers are never folded to the hair.
const FREE: f64 = 0.8;
const FREE_UPRIGHT: f64 = 3.0;
/// Size of the words in thousandths of the room across; limits of it, in points.
const SIZE: i64 = 780;
const LARGEST: f64 = 22.0;
const SMALLEST: f64 = 6.0;
/// Baseline of the figure in thousandths of the height.
const FIGURE: i64 = 860;

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

/// What lies on a spine.
#[derive(Default)]
pub(super) struct Spine {
    /// Where turned items have their origin, and which way they are turned.
    pub(super) turn: Option<(Point, Way)>,
    pub(super) turned: Vec<Item>,
    pub(super) upright: Vec<Item>,
}

impl<'a> Lettered<'a> {
    /// `None` where the spine of this sheet is too thin for words.
    pub(super) fn of(
        input: &'a Input<'a>,
        house: &HouseStyle,
        volumes: &[VolumeBook],
        sheet: &'a Sheet,
    ) -> Option<Self> {
        let least = Length::from_mm(LEAST - ROUNDING);
        if sheet.spine < least {
            return None;
        }
        let widths = volumes.iter().map(|volume| super::super::spine::width(&house.page, volume.printed_pages()));
        let thinnest = widths.filter(|width| *width >= least).min().unwrap_or(sheet.spine);
        let across = thinnest - Length::from_mm(FREE) * 2;
        let height = sheet.panel.size.height;
        let (figure, top) = (height.scale(FIGURE, 1000), sheet.panel.margin());
        let size = across.scale(SIZE, 1000).min(Length::from_pt(LARGEST));
        let foot = if volumes.len() > 1 { figure - size * 2 } else { height - top };
        Some(Self { input, sheet, thinnest, zone: (top, foot), figure, size })
    }

    /// The words of one volume's spine.
    pub(super) fn draw(&self, volume: &VolumeBook, diagnostics: &mut Diagnostics) -> Spine {
        let mut spine = Spine::default();
        let title = own(self.input, &self.input.publication.title).unwrap_or(&self.input.publication.name);
        let is_upright = self.thinnest >= Length::from_mm(UPRIGHT - ROUNDING);
        let found = if is_upright { self.upright(title, &mut spine) } else { self.turned(title, &mut spine) };
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

    /// Left edge of the spine.
    fn left(&self) -> Length {
        self.sheet.panel.size.width
    }

    fn lettering(&self, size: Length) -> Lettering<'_> {
        let Input { language, fonts, .. } = *self.input;
        let size = fonts.display_size(size, Script::of(&language.data.script));
        let align = Align::Center;
        Lettering { language, fonts, role: FontRole::Heading, size, bold: true, color: Color::WHITE, align }
    }

    /// The title in the first size, from the largest on, in which `fits` is true.
    fn fitted(&self, title: &str, width: Length, fits: impl Fn(&Block) -> bool) -> Option<Block> {
        let mut size = self.size;
        // A title page has the same words, and has reported what no font has.
        let mut block = self.lettering(size).block(title, width, &mut Diagnostics::new());
        while block.is_overfull() || !fits(&block) {
            size = size.scale(9, 10);
            if size < Length::from_pt(SMALLEST) {
                return None;
            }
            block = self.lettering(size).block(title, width, &mut Diagnostics::new());
        }
        Some(block)
    }

    /// In one line along the spine.
    fn turned(&self, title: &str, spine: &mut Spine) -> Option<()> {
        let (top, foot) = self.zone;
        let block = self.fitted(title, foot - top, |block| block.lines.len() < 2)?;
        let line = block.lines.first()?;
        let baseline = (self.sheet.spine - line.ascent - line.descent) / 2 + line.ascent;
        spine.turned = line.items.iter().map(|item| item.moved(Point::new(Length::ZERO, baseline))).collect();
        spine.turn = Some(match self.input.language.data.spine {
            SpineTurn::Clockwise => (Point::new(self.left() + self.sheet.spine, top), Way::Right),
            SpineTurn::CounterClockwise => (Point::new(self.left(), foot), Way::Left),
        });
        Some(())
    }

    /// In lines across the spine, as wide as the thinnest one allows.
    fn upright(&self, title: &str, spine: &mut Spine) -> Option<()> {
        let (top, foot) = self.zone;
        let width = self.thinnest - Length::from_mm(FREE_UPRIGHT) * 2;
        let block = self.fitted(title, width, |block| block.height() <= foot - top)?;
        spine.upright = block.items(Point::new(self.left() + (self.sheet.spine - width) / 2, top));
        Some(())
    }
}
