//! Values: `{{title}}`, `{{date:2026-06-01}}`, terms of the glossary, and those that make blocks, such as answer lines.

use super::build::{Builder, NO_NODE};
use super::event::Kind;
use super::tree::*;
use crate::diagnostics::{Diagnostic, nearest};
use crate::language::LangTag;
use std::ops::Range;

/// Values that a later stage puts in.
pub(super) const VALUES: [&str; 10] =
    ["title", "subtitle", "toolbox", "publisher", "licence", "date", "language", "volume", "volumes", "pages"];
/// Values that make a block where they are a paragraph of their own.
pub(super) const LINES: &str = "lines:";
pub(super) const PAGE_BREAK: &str = "pagebreak";
pub(super) const INDEX: &str = "index";
/// Most answer lines at one place: two pages of them.
const MOST_LINES: u16 = 100;

impl Builder<'_> {
    /// `{{name}}`.
    pub(super) fn value(&mut self, name: &str, source: Range<usize>) {
        if self.verbatim() {
            self.literal(source);
            return;
        }
        if let Some(term) = name.strip_prefix("term:") {
            self.term(term.trim(), source);
            return;
        }
        if let Some(date) = name.strip_prefix("date:") {
            self.date(date.trim(), source);
            return;
        }
        let is_block = makes_block(name);
        let may_be_block = self.top() == Kind::Paragraph || self.top().is_flow();
        if VALUES.contains(&name) || (is_block && may_be_block) {
            let span = self.place(source);
            self.push_inline(Inline::Value { name: name.to_owned(), span });
            return;
        }
        let place = self.place(source.clone());
        let found = if is_block {
            Diagnostic::warning("unknown-value", format!("`{{{{{name}}}}}` must be a paragraph of its own"))
                .help("put empty lines before and after it")
        } else {
            let known = VALUES.iter().copied().chain(["lines:4", PAGE_BREAK, INDEX, "term:…", "date:2026-06-01"]);
            let help = nearest(name, VALUES).map_or_else(
                || format!("known are {}", known.collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{{{{{near}}}}}`?"),
            );
            Diagnostic::warning(
                "unknown-value",
                format!("`{{{{{name}}}}}` is no known value and is printed as it stands"),
            )
            .help(help)
        };
        self.report(found.at(place));
        self.literal(source);
    }

    /// A date in words, in the language of the place: a day, or a month alone.
    fn date(&mut self, date: &str, source: Range<usize>) {
        let place = self.place(source.clone());
        let lang = self.frames.last().map_or_else(|| self.input.lang.clone(), |frame| frame.lang.clone());
        let language = self.input.language.foreign(&lang);
        let of_day = || language.date(date.parse().ok()?);
        let of_month = || language.month_year(format!("{date}-01").parse().ok()?);
        let words = if date.len() == "2026-06".len() { of_month() } else { of_day() };
        match words {
            Some(text) => self.push_inline(Inline::Text { text, span: place }),
            None => {
                let message = format!("`{date}` is no day of the calendar");
                let help = "write year, month and day, `{{date:2026-06-01}}`, or year and month, `{{date:2026-06}}`";
                self.report(Diagnostic::warning("unknown-value", message).at(place).help(help));
                self.literal(source);
            }
        }
    }

    /// A term of the glossary in the language of the place.
    fn term(&mut self, term: &str, source: Range<usize>) {
        let place = self.place(source.clone());
        let lang = self.frames.last().map_or_else(|| self.input.lang.clone(), |frame| frame.lang.clone());
        let glossary = self.input.glossary;
        let Some(words) = glossary.get(term) else {
            let help = nearest(term, glossary.keys().map(String::as_str)).map_or_else(
                || "add it to glossary.toml".to_owned(),
                |near| format!("did you mean `{{{{term:{near}}}}}`?"),
            );
            self.report(
                Diagnostic::error("unknown-term", format!("the glossary has no term `{term}`")).at(place).help(help),
            );
            self.literal(source);
            return;
        };
        let primary = LangTag::parse(lang.primary());
        let found = words.get(&lang).or_else(|| words.get(&primary?)).cloned();
        match found {
            Some(text) if self.indexed => {
                let id = self.mark_for_index(text.clone(), None, place);
                let content = vec![Inline::Text { text, span: place }];
                self.push_inline(Inline::Span {
                    node: NO_NODE,
                    id: Some(id),
                    lang: None,
                    classes: Vec::new(),
                    content,
                });
            }
            Some(text) => self.push_inline(Inline::Text { text, span: place }),
            None => {
                let message = format!("the glossary has no word in `{lang}` for `{term}`");
                self.report(Diagnostic::error("untranslated-term", message).at(place).help("add it to glossary.toml"));
                self.literal(source);
            }
        }
    }

    /// A number of answer lines.
    pub(super) fn lines(&mut self, text: &str, place: crate::diagnostics::Span) -> u16 {
        match text.trim().parse::<u16>() {
            Ok(lines) if (1..=MOST_LINES).contains(&lines) => lines,
            found => {
                let message = format!("`{}` is no number of lines from 1 to {MOST_LINES}", text.trim());
                let help = "write the number of lines, such as `{{lines:4}}` or `lines=4`";
                self.report(Diagnostic::error("bad-attribute", message).at(place).help(help));
                if found.is_ok_and(|lines| lines > 0) { MOST_LINES } else { 1 }
            }
        }
    }

    /// Values that make blocks but stand among words are words.
    pub(super) fn settle_values(&mut self, inlines: &mut [Inline]) {
        for inline in inlines {
            let Inline::Value { name, span } = inline else { continue };
            if makes_block(name) {
                let (text, span) = (format!("{{{{{name}}}}}"), *span);
                self.report(
                    Diagnostic::warning("unknown-value", format!("`{text}` must be a paragraph of its own"))
                        .at(span)
                        .help("put empty lines before and after it"),
                );
                *inline = Inline::Text { text, span };
            }
        }
    }
}

/// Whether a value makes a block.
fn makes_block(name: &str) -> bool {
    name.starts_with(LINES) || name == PAGE_BREAK || name == INDEX
}

/// Whether a text asks for an index somewhere.
pub(super) fn has_index(source: &str) -> bool {
    source.lines().any(|line| {
        line.trim().strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).is_some_and(|name| name.trim() == INDEX)
    })
}
