//! HTML among the events of Markdown, and stand-ins of lines, which look like it.

use super::Reader;
use crate::manuscript::event::{Event, EventKind, Kind, Text};
use crate::manuscript::html;
use crate::manuscript::mask::{Construct, StretchKind};
use std::ops::Range;

impl Reader<'_> {
    /// Reads a piece of HTML, or the stand-in of a line.
    pub(super) fn html(&mut self, chunk: &html::Chunk, inline: bool) {
        if let Some(number) = self.masked.line_stand_in(chunk.text()) {
            let blank = |event: &&Event| match &event.kind {
                EventKind::Text(text) => text.html && text.text.trim().is_empty(),
                kind => matches!(kind, EventKind::Apart),
            };
            let before = self.events.iter().rev().find(|event| !blank(event));
            let after_table = matches!(before, Some(Event { kind: EventKind::Close(Kind::Table, _), .. }));
            let is_caption = self.masked.constructs.get(number).is_some_and(|(found, _)| *found == Construct::Caption);
            if inline || (is_caption && !after_table) {
                self.astray.insert(number);
            } else {
                let at = chunk.place(0);
                self.push(EventKind::StandIn(number), &(at..at + chunk.text().len()));
            }
            return;
        }
        let masked = self.masked;
        let place = |range: Range<usize>| masked.source_range(chunk.place(range.start)..chunk.place(range.end));
        let restore = |text: &str| masked.restore(text, self.source).0;
        let stand_in = |comment: &str| masked.line_stand_in(&format!("<{comment}>"));
        let context = html::Context { file: self.file, inline, place: &place, restore: &restore, stand_in: &stand_in };
        for event in html::read(chunk.text(), &context, &mut self.html, self.diagnostics) {
            self.html_event(event, chunk);
        }
    }

    fn html_event(&mut self, event: Event, chunk: &html::Chunk) {
        let range = chunk.place(event.span.start)..chunk.place(event.span.end);
        let masked = self.masked;
        match event.kind {
            EventKind::Text(Text { text, plain, html }) => {
                for stretch in masked.split(&text) {
                    let start = range.start + stretch.at;
                    let place = if plain { start..start + stretch.masked_len } else { range.clone() };
                    match stretch.kind {
                        StretchKind::StandIn(number) => self.stand_in(number, &place),
                        StretchKind::Text(text) => {
                            self.push(EventKind::Text(Text { text: text.to_owned(), plain, html }), &place);
                        }
                    }
                }
            }
            EventKind::Open(mut element) => {
                self.links += usize::from(element.kind == Kind::Link);
                element.attributes.span = masked.source_range(range.clone());
                self.push(EventKind::Open(element), &range);
            }
            kind => {
                if matches!(kind, EventKind::Close(Kind::Link, _)) {
                    self.links = self.links.saturating_sub(1);
                }
                self.push(kind, &range);
            }
        }
    }
}
