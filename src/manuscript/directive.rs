//! Directives: `:::name Title {#id key="value"}` … `:::`.

use super::attributes::Attributes;
use super::build::{Builder, Frame, NO_NODE};
use super::event::{Detail, Element, Kind, Origin};
use super::mask::Opener;
use super::quotes;
use super::read::names::callout;
use super::tree::*;
use crate::diagnostics::{Diagnostic, nearest};
use crate::project::View;
use std::ops::Range;

/// The part that a name stands for, ours or that of another program.
fn named(name: &str) -> Option<PartKind> {
    let find = |name: &str| PartKind::all().find(|kind| kind.name() == name);
    find(name).or_else(|| find(callout(name)?))
}

/// Attributes of Quarto's callouts that say how they look in a browser.
const QUARTO: [&str; 4] = ["collapse", "icon", "appearance", "width"];

/// Attributes that any directive may have.
const COMMON: [&str; 3] = ["title", "lines", "lang"];

/// The attribute of a pulled quotation or a poem that says whose words they are, and the class of what it prints.
const BY: &str = "by";

impl Builder<'_> {
    pub(super) fn open_directive(&mut self, opener: &Opener, source: Range<usize>) {
        if opener.alert {
            self.make_callout(opener);
            return;
        }
        if let Some(fault) = opener.fault.clone() {
            let place = self.place(fault);
            self.report(
                Diagnostic::error("bad-attributes", "these braces are no list of attributes")
                    .at(place)
                    .help("write `{#id .class key=value key=\"several words\"}`"),
            );
        }
        let found = named(&opener.name);
        let mut attributes = opener.attributes.clone();
        if found.is_none() && opener.by_class {
            self.report_columns(opener);
        } else if found.is_none() {
            self.report_unknown(opener);
        }
        if opener.by_class {
            // What Quarto says of a callout's looks.
            attributes.pairs.retain(|(key, _)| !QUARTO.contains(&key.as_str()));
        }
        let (kind, detail) = match found {
            Some(part) => (Kind::Part, Detail::Part(part)),
            None => (Kind::Division, Detail::None),
        };
        let element = Element { kind, origin: Origin::Directive, attributes, detail };
        self.open(element, source);
        if let Some(frame) = self.frames.last_mut().filter(|_| opener.by_class) {
            frame.titled_by_heading = true;
        }
    }

    /// The quotation that is open becomes a callout.
    fn make_callout(&mut self, opener: &Opener) {
        let Some(part) = named(&opener.name) else { return };
        if let Some(frame) = self.frames.last_mut().filter(|frame| frame.kind == Kind::Quote && frame.blocks.is_empty())
        {
            frame.kind = Kind::Part;
            frame.element.detail = Detail::Part(part);
        }
    }

    /// Columns of pandoc stand one below the other.
    fn report_columns(&mut self, opener: &Opener) {
        if opener.attributes.classes.iter().any(|class| class == "columns") {
            let place = self.place(opener.attributes.span.clone());
            let message = "columns of pandoc are set one below the other";
            let help = "write `:::columns` around a list, or `:::parallel` for two languages side by side";
            self.report(Diagnostic::warning("foreign-markup", message).at(place).help(help));
        }
    }

    fn report_unknown(&mut self, opener: &Opener) {
        let place = self.place(opener.name_span.clone());
        let names = || PartKind::all().map(PartKind::name);
        let message = if opener.name.is_empty() {
            "a directive needs a name".to_owned()
        } else {
            format!("there is no directive `{}`", opener.name)
        };
        let help = match nearest(&opener.name, names()).filter(|_| !opener.name.is_empty()) {
            Some(near) => format!("did you mean `:::{near}`?"),
            None => format!("known are {}", names().collect::<Vec<_>>().join(", ")),
        };
        self.report(Diagnostic::error("unknown-directive", message).at(place).help(help));
    }

    pub(super) fn close_directive(&mut self, span: &Range<usize>) {
        if self.ends_skipped_directive() {
            return;
        }
        let inner =
            self.frames.iter().rev().take_while(|frame| frame.element.origin == Origin::Html || frame.kind.is_inline());
        let at = self.frames.len() - 1 - inner.count().min(self.frames.len() - 1);
        if self.frames.get(at).is_none_or(|frame| frame.element.origin != Origin::Directive) {
            let place = self.place(span.clone());
            self.report(
                Diagnostic::error("unopened-directive", "this ends a directive, but none is open here")
                    .at(place)
                    .help("take the line out, or indent it as the line that opens the directive"),
            );
            return;
        }
        while self.frames.len() > at + 1 {
            self.end_frame(span.start, true);
        }
        self.end_frame(span.end, false);
    }

    pub(super) fn report_unclosed_directive(&mut self, frame: &Frame) {
        let line_end = self.source[frame.span.start..].find('\n').map_or(self.source.len(), |at| frame.span.start + at);
        let place = self.place(frame.span.start..line_end);
        self.report(
            Diagnostic::error("unclosed-directive", "this directive is never closed")
                .at(place)
                .help("end it with a line `:::`, indented as this one"),
        );
    }

    /// The part that an element which has ended stands for.
    pub(super) fn part(&mut self, frame: &mut Frame, attributes: &Attributes) -> Part {
        let Detail::Part(kind) = frame.element.detail else {
            return empty(PartKind::Box);
        };
        let names = kind.directive().facts;
        let place = self.place(attributes.span.clone());
        let mut part = empty(kind);
        part.blocks = std::mem::take(&mut frame.blocks);
        if kind == PartKind::Verse {
            part.blocks = self.verses(std::mem::take(&mut part.blocks));
        }
        if kind == PartKind::Parallel {
            part.blocks = self.pairs(std::mem::take(&mut part.blocks), frame.span.clone());
        }
        if kind == PartKind::Column {
            self.check_column(frame.span.clone());
        }
        part.title = std::mem::take(&mut frame.title);
        if frame.titled_by_heading && part.title.is_empty() && !attributes.pairs.iter().any(|(key, _)| key == "title") {
            part.title = title_of(&mut part.blocks);
        }
        if frame.element.origin != Origin::Directive {
            return part;
        }
        let by = matches!(kind, PartKind::PullQuote | PartKind::Verse).then_some(BY);
        let known: Vec<&str> = names.iter().copied().chain(COMMON).chain(by).collect();
        self.check_known(attributes, &known);
        if let (Some(title), true) = (attributes.get("title"), part.title.is_empty()) {
            part.title = vec![Inline::Text { text: quotes::smart(title, self.input), span: place }];
        }
        let is_fact = |(key, _): &&(String, String)| names.contains(&key.as_str());
        let smart = |(key, value): &(String, String)| (key.clone(), quotes::smart(value, self.input));
        part.facts = attributes.pairs.iter().filter(is_fact).map(smart).collect();
        if let Some(by) = by.and_then(|by| attributes.get(by)) {
            let name = Inline::Text { text: format!("— {}", quotes::smart(by, self.input)), span: place };
            let end = frame.span.end;
            let classes = if kind == PartKind::Verse { vec![BY.to_owned()] } else { Vec::new() };
            let classed = Attributes { classes, ..Attributes::default() };
            let block = self.block(BlockKind::Paragraph(vec![name]), &classed, end..end);
            part.blocks.push(block);
        }
        if let Some(lines) = attributes.get("lines") {
            let key = self.key_span(attributes.span.clone(), "lines");
            let key = self.place(key);
            let lines = self.lines(lines, key);
            let end = frame.span.end;
            let block = self.block(BlockKind::AnswerLines(lines), &Attributes::default(), end..end);
            part.blocks.push(block);
        }
        if kind == PartKind::Only {
            self.check_only(frame, attributes);
        }
        part
    }

    /// Whether the names after `only` are those of editions and views.
    fn check_only(&mut self, frame: &Frame, attributes: &Attributes) {
        let (editions, views) = (attributes.get("editions"), attributes.get("view"));
        if editions.is_none() && views.is_none() {
            let place = self.place(frame.span.start..frame.span.start + 3);
            self.report(
                Diagnostic::error("bad-attribute", "this directive does not say for which editions or views it is")
                    .at(place)
                    .help("write `:::only {editions=\"print\"}` or `:::only {view=\"condensed\"}`"),
            );
        }
        let known = self.input.editions;
        for name in names_in(editions.unwrap_or_default()).filter(|name| !known.contains(name)) {
            let place = self.key_span(attributes.span.clone(), "editions");
            let place = self.place(place);
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", known.join(", ")),
            };
            let message = format!("there is no edition `{name}`");
            self.report(Diagnostic::warning("unknown-edition", message).at(place).help(help));
        }
        for fault in names_in(views.unwrap_or_default()).filter_map(|name| View::parse(name).err()) {
            let place = self.key_span(attributes.span.clone(), "view");
            let place = self.place(place);
            self.report(fault.at(place));
        }
    }
}

/// The words of a heading that begins a callout of Quarto: its title.
fn title_of(blocks: &mut Vec<Block>) -> Vec<Inline> {
    match blocks.first_mut() {
        Some(Block { kind: BlockKind::Heading(heading), id: None, .. }) => {
            let title = std::mem::take(&mut heading.content);
            blocks.remove(0);
            title
        }
        _ => Vec::new(),
    }
}

fn empty(kind: PartKind) -> Part {
    Part { kind, number: None, title: Vec::new(), title_node: NO_NODE, facts: Vec::new(), blocks: Vec::new() }
}

/// The names in `editions="print, ebook"`.
pub fn names_in(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', ' ']).filter(|name| !name.is_empty())
}
