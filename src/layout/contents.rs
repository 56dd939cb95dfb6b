//! The table of contents: titles at the start, folios at the end, leaders between.

use super::display::{self, Display};
use super::frame::{Place, Role};
use super::references::HeadingPlace;
use super::rows::{Break, Grid, Row};
use super::structure::Builder;
use super::work::Work;
use crate::diagnostics::Diagnostics;
use crate::manuscript::{LinkTarget, NodeId};
use crate::text::{Align, Artifact, Item, ItemKind, Line, Measure, Owner, TextStyle, prepare};
use crate::units::{Length, Point};

/// From dot to dot of a leader, in thousandths of the text size.
const DOT_STEP: i64 = 500;
/// Diameter of a dot, in thousandths of the text size.
const DOT: i64 = 80;
/// Room of the folios, in thousandths of the text size.
const FOLIO_ROOM: i64 = 2600;
/// Room of the number of a volume before them, in thousandths of the text size.
const VOLUME_ROOM: i64 = 1200;
/// Size of the title of a part of the work, in thousandths of the text size: it stands above its chapters, without leader.
const PART: i64 = 1200;
/// Indent a level, in thousandths of the text size.
const INDENT: i64 = 1500;

/// Sets contents.
pub(super) struct Setter<'a> {
    pub(super) work: &'a Work<'a>,
    pub(super) width: Length,
    pub(super) size: Length,
    pub(super) grid: Grid,
    /// Folios say their volume: those of all volumes stand together, and each volume begins anew.
    pub(super) names_volumes: bool,
}

impl Setter<'_> {
    /// One entry and the one before it, its elements added under `list`. `node` and the two after it are its own.
    pub(super) fn entry(
        &self,
        (heading, before): (&HeadingPlace, Option<&HeadingPlace>),
        (list, node): (NodeId, NodeId),
        builder: &mut Builder,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Row> {
        let link = NodeId(node.0 + 1);
        builder.add(node, Some(list), Role::ContentsItem);
        builder.add(link, Some(node), Role::Link);
        if let Some(id) = &heading.id {
            builder.links.insert(link, LinkTarget::Internal(id.clone()));
        }
        let style = self.style(heading.level);
        let indent = self.size.scale(INDENT * i64::from(heading.level.saturating_sub(1)), 1000);
        let folio_room = self.folio_room();
        let text = match heading.number.as_str() {
            "" => heading.title.clone(),
            number => format!("{number}\u{2003}{}", heading.title),
        };
        let owner = Owner::Node(link);
        let title = Display {
            text: &text,
            foreign: None,
            style: style.clone(),
            align: Align::Start,
            owner,
            pitch: self.grid.pitch,
        };
        let paragraph = display::paragraph(&title, self.work.language);
        let measure = Measure { width: self.width - indent - folio_room, first_indent: Length::ZERO };
        let lines = prepare(&paragraph, self.work.fonts, diagnostics).lines(measure, diagnostics);
        let is_leaderless = heading.level == 0;
        let folio = self.folio(&heading.place, is_leaderless);
        let folio = Display { text: &folio, foreign: None, style, align: Align::End, owner, pitch: self.grid.pitch };
        let folio = display::lines(&folio, self.work.language, self.work.fonts, folio_room, diagnostics);
        let mut rows = self.rows(lines, folio, indent, is_leaderless);
        // Back matter stands apart from the part that it follows.
        let is_apart = heading.depth == 0 && before.is_none_or(|before| is_leaderless || before.depth > 0);
        if let Some(first) = rows.first_mut() {
            first.space_before = match heading.level {
                _ if is_apart => self.grid.pitch,
                0 | 1 => self.grid.pitch / 2,
                _ => Length::ZERO,
            };
        }
        rows
    }

    fn style(&self, level: u8) -> TextStyle {
        match level {
            0 => display::heading_style(self.work, self.size.scale(PART, 1000), true),
            1 => display::heading_style(self.work, self.size, true),
            _ => TextStyle {
                size: self.size,
                color: self.work.house.ink,
                features: vec!["tnum", "lnum"],
                ..TextStyle::default()
            },
        }
    }

    /// The folio of a place, with its volume where that is named.
    fn folio(&self, place: &Place, is_leaderless: bool) -> String {
        let volume = match self.names_volumes {
            true => format!("{}:\u{2009}", self.work.language.number(usize::from(place.volume))),
            false => String::new(),
        };
        // Who hears the line hears where the title ends.
        let end = if is_leaderless { "\u{2003}" } else { "" };
        format!("{end}{volume}{}", place.folio)
    }

    fn folio_room(&self) -> Length {
        let volume = if self.names_volumes { VOLUME_ROOM } else { 0 };
        self.size.scale(FOLIO_ROOM + volume, 1000)
    }

    fn rows(&self, lines: Vec<Line>, folio: Vec<Line>, indent: Length, is_leaderless: bool) -> Vec<Row> {
        let rtl = self.work.language.direction().is_rtl();
        let folio_room = self.folio_room();
        let last = lines.len().saturating_sub(1);
        let mut rows = Vec::new();
        for (at, line) in lines.into_iter().enumerate() {
            let baseline = display::baseline(&line, self.grid.pitch);
            let left = if rtl { folio_room } else { indent };
            let (ink_left, ink_right) = (left + line.left, left + line.left + line.width);
            let mut items: Vec<Item> =
                line.items.into_iter().map(|item| display::moved(item, Point::new(left, baseline))).collect();
            if at == last {
                let folio_line = folio.first();
                let folio_width = folio_line.map_or(Length::ZERO, |line| line.width);
                let leader = (!is_leaderless).then(|| self.leader((ink_left, ink_right), folio_width, baseline));
                items.extend(leader.flatten());
                let folio_left = if rtl { Length::ZERO } else { self.width - folio_room };
                let folio_items = folio_line.into_iter().flat_map(|line| line.items.iter().cloned());
                items.extend(folio_items.map(|item| display::moved(item, Point::new(folio_left, baseline))));
            }
            let break_before = if at > 0 { Break::Forbidden } else { Break::Allowed };
            rows.push(Row { height: self.grid.pitch, items, break_before, ..Row::default() });
        }
        rows
    }

    /// Dots on whole steps from the end edge, so that those of all lines stand in columns.
    fn leader(&self, (ink_left, ink_right): (Length, Length), folio_width: Length, baseline: Length) -> Option<Item> {
        let step = self.size.scale(DOT_STEP, 1000);
        let rtl = self.work.language.direction().is_rtl();
        // Both ends as distances from the end edge.
        let near = (folio_width + step).ceil_to(step);
        let ink = if rtl { ink_left } else { self.width - ink_right };
        let far = -(step - ink).ceil_to(step);
        if far <= near {
            return None;
        }
        let x = |distance: Length| if rtl { distance } else { self.width - distance };
        let kind = ItemKind::Line {
            from: Point::new(x(near), baseline),
            to: Point::new(x(far), baseline),
            width: self.size.scale(DOT, 1000),
            color: self.work.house.ink,
            dash: Some((Length::ZERO, step)),
        };
        Some(Item { owner: Owner::Artifact(Artifact::Layout), kind })
    }
}
