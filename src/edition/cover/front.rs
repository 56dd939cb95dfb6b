//! The front of a cover: label, title, subtitle, authors, volume, toolbox, publisher and language on the house's colour.
//!
//! Its proportions are those of the e-book's cover, 1600 × 2560 units; on another page a unit is as large as both sides
//! allow, and what stands at the foot keeps to the foot.

use super::lettering::{Block, Lettering};
use crate::diagnostics::Diagnostics;
use crate::facts::Facts;
use crate::font::{FontRole, FontSet};
use crate::language::Language;
use crate::text::{Align, Item};
use crate::units::{Color, Length, Point, Size};

/// Units of the page.
const WIDTH: i64 = 1600;
const HEIGHT: i64 = 2560;
/// Space to the edges.
const MARGIN: i64 = 140;
/// Width of the band at the spine's side.
const BAND: i64 = 56;
/// Where the coloured ground ends.
const GROUND_END: i64 = 1880;
/// Where the toolbox's title stands, and how large it is.
const SET_TOP: i64 = 200;
const SET_SIZE: i64 = 58;
/// Where titles begin, and their room: label, title, subtitle, authors and volume.
const TITLE_TOP: i64 = 520;
const TITLE_ROOM: i64 = 1300;
/// Sizes of a title, from the one wanted to the least.
const TITLE_SIZES: [i64; 7] = [210, 180, 156, 136, 118, 100, 84];
/// The largest size of a subtitle, and the size of a volume's name.
const SUBTITLE_SIZE: i64 = 84;
/// The largest size of the publication's kind and number, and of the authors' names; more authors are not all named.
const LABEL_SIZE: i64 = 84;
const AUTHORS_SIZE: i64 = 72;
const MOST_AUTHORS: usize = 4;
const VOLUME_SIZE: i64 = 72;
/// What stands on the paper at the foot: how far below the ground, its sizes, and the space between.
const FOOT_TOP: i64 = 170;
const PUBLISHER_SIZE: i64 = 56;
const LANGUAGE_SIZE: i64 = 48;
const FOOT_GAP: i64 = 30;

/// Colours of a cover.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct FrontColors {
    /// Of the ground, on which white can be read.
    pub ground: Color,
    /// Of the band at the spine.
    pub band: Color,
    /// Of words on paper.
    pub ink: Color,
}

impl FrontColors {
    /// Those that a house's accent and ink give.
    #[must_use]
    pub fn of(accent: Color, ink: Color) -> Self {
        let ground = accent.readable();
        let half = |channel: u8| channel / 2;
        Self { ground, band: Color::rgb(half(ground.r), half(ground.g), half(ground.b)), ink: ink.over(Color::WHITE) }
    }
}

/// The measures of the front of a cover, and of its back.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Its size.
    pub size: Size,
    /// The spine is at the right of the front.
    pub rtl: bool,
    /// From the top to the end of the coloured ground.
    pub ground_end: Length,
    /// Width of the band at the spine's side.
    pub band: Length,
    unit: Length,
    /// Least distance of words from the edges, and from the spine.
    safety: Length,
    hinge: Length,
}

impl Panel {
    /// Of a cover of this size in a language.
    #[must_use]
    pub fn new(size: Size, language: &Language) -> Self {
        let unit = size.width.scale(1, WIDTH).min(size.height.scale(1, HEIGHT));
        Self {
            size,
            rtl: language.direction().is_rtl(),
            ground_end: size.height.scale(GROUND_END, HEIGHT),
            band: unit * BAND,
            unit,
            safety: Length::ZERO,
            hinge: Length::ZERO,
        }
    }

    /// The same, where words keep so far from the edges and from the spine.
    pub(super) fn with_safety(self, safety: Length, hinge: Length) -> Self {
        Self { safety, hinge, ..self }
    }

    /// From an edge to words.
    pub(super) fn margin(&self) -> Length {
        (self.unit * MARGIN).max(self.safety)
    }

    /// Left end and width of the words, where the band is at the left or not.
    pub(super) fn column(&self, band_at_left: bool) -> (Length, Length) {
        let inner = (self.margin() + self.band).max(self.hinge + self.safety);
        let left = if band_at_left { inner } else { self.margin() };
        (left, self.size.width - inner - self.margin())
    }

    /// From the spine to where a case no longer folds.
    pub(super) fn hinge(&self) -> Length {
        self.hinge
    }

    /// Where the toolbox's title stands, and how large it is.
    pub(super) fn set_title(&self) -> (Length, Length) {
        ((self.unit * SET_TOP).max(self.safety), self.unit * SET_SIZE)
    }

    /// Where titles begin.
    pub(super) fn title_top(&self) -> Length {
        let (set_top, set_size) = self.set_title();
        self.size.height.scale(TITLE_TOP, HEIGHT).max(set_top + set_size * 2)
    }
}

/// What the front of a cover says.
#[derive(Debug)]
pub struct Front<'a> {
    /// What the publication says of itself; the toolbox's title is left out where it is also that of the publication.
    pub facts: &'a Facts,
    /// Name of the volume.
    pub volume_name: Option<&'a str>,
    /// Names of all volumes whose titles are to have the same size (docs/typography.md V8).
    pub volume_names: &'a [String],
    /// Language.
    pub language: &'a Language,
    /// Fonts.
    pub fonts: &'a FontSet,
    /// Colours.
    pub colors: FrontColors,
}

impl Front<'_> {
    /// The words, placed from the top left corner of the front. Characters that no font has are reported.
    #[must_use]
    pub fn words(&self, panel: &Panel, diagnostics: &mut Diagnostics) -> Vec<Item> {
        let (left, width) = panel.column(!panel.rtl);
        let mut items = Vec::new();
        if let Some(set) = self.facts.set_title() {
            let (top, size) = panel.set_title();
            let block = self.lettering(size, false, Color::WHITE).block(set, width, diagnostics);
            items.extend(block.items(Point::new(left, top)));
        }
        let mut top = panel.title_top();
        for (block, gap) in self.titles(panel, width, diagnostics) {
            items.extend(block.items(Point::new(left, top)));
            top += block.height() + gap;
        }
        let ink = self.colors.ink;
        let mut top = panel.ground_end + panel.unit * FOOT_TOP;
        if let Some(publisher) = &self.facts.publisher {
            let size = panel.unit * PUBLISHER_SIZE;
            let block = self.lettering(size, true, ink).block(publisher, width, diagnostics);
            items.extend(block.items(Point::new(left, top)));
            top += block.height() + panel.unit * FOOT_GAP;
        }
        let size = panel.unit * LANGUAGE_SIZE;
        let block = self.lettering(size, false, ink).block(&self.language.data.name, width, diagnostics);
        items.extend(block.items(Point::new(left, top)));
        items
    }

    fn lettering(&self, size: Length, bold: bool, color: Color) -> Lettering<'_> {
        let Self { language, fonts, .. } = self;
        Lettering { language, fonts, role: FontRole::Heading, size, bold, color, align: Align::Start }
    }

    /// Who has written it: all, where they are few.
    fn authors(&self) -> Option<&str> {
        let authors = self.facts.contributors.iter().filter(|one| one.role == "aut").count();
        let Facts { credits, .. } = self.facts;
        if authors > MOST_AUTHORS { credits.last() } else { credits.first() }.map(String::as_str)
    }

    /// Label, title, subtitle, authors and volume with the space below each, the title as large as its words allow.
    fn titles(&self, panel: &Panel, width: Length, diagnostics: &mut Diagnostics) -> Vec<(Block, Length)> {
        let room = panel.size.height.scale(TITLE_ROOM, HEIGHT);
        let mut size = TITLE_SIZES[0];
        for wanted in TITLE_SIZES {
            size = wanted;
            let mut names: Vec<Option<&str>> = self.volume_names.iter().map(|name| Some(name.as_str())).collect();
            names.push(self.volume_name);
            let fits = names.into_iter().all(|name| {
                let blocks = self.titles_at(panel, (size, width), name, &mut Diagnostics::new());
                let height: Length = blocks.iter().map(|(block, gap)| block.height() + *gap).sum();
                height <= room && !blocks.iter().any(|(block, _)| block.is_too_wide)
            });
            if fits {
                break;
            }
        }
        self.titles_at(panel, (size, width), self.volume_name, diagnostics)
    }

    fn titles_at(
        &self,
        panel: &Panel,
        (size, width): (i64, Length),
        volume: Option<&str>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<(Block, Length)> {
        let Facts { title, subtitle, label, .. } = self.facts;
        let parts = [
            (label.as_deref(), size.min(LABEL_SIZE), false),
            (Some(title.as_str()), size, true),
            (subtitle.as_deref(), size.min(SUBTITLE_SIZE), false),
            (self.authors(), size.min(AUTHORS_SIZE), false),
            (volume, VOLUME_SIZE, true),
        ];
        let set = |(words, size, bold): (Option<&str>, i64, bool)| {
            let size = panel.unit * size;
            let block = self.lettering(size, bold, Color::WHITE).block(words?, width, diagnostics);
            Some((block, size / 2))
        };
        parts.into_iter().filter_map(set).collect()
    }
}
