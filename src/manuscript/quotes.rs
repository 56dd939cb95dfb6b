//! Typewriter quotes, apostrophes, dashes and dots to those of the language (docs/typography.md F5, S7, E1, AT11).
//!
//! Works on the words of one block at a time, so that quotes may open and close across emphasis and links. What is not
//! plain text – code, escaped signs, entities, web addresses – is left as it is and counts as a letter.

use super::Input;
use super::attributes::Attributes;
use super::build::DEEPEST;
use super::event::{Event, EventKind, Kind, Origin, Text};
use super::events::Stream;
use super::mask::Construct;
use crate::language::{Dashes, Direction, LangTag, Language};

/// Words that begin with an apostrophe where a quote might open (English).
const ELIDED: [&str; 11] = ["tis", "twas", "twere", "twill", "twould", "em", "til", "cause", "n", "round", "bout"];

/// Makes punctuation smart in all plain text.
pub(super) fn smarten(stream: &mut Stream, language: &Language) {
    let Stream { events, constructs } = stream;
    let mut languages = Languages { text: language, marks: vec![Marks::of(language)], open: Vec::new() };
    let mut block: Vec<Sign> = Vec::new();
    for at in 0..events.len() {
        let ends_block = match &events[at].kind {
            EventKind::Open(element) => !element.kind.is_inline(),
            EventKind::Close(kind, _) => !kind.is_inline(),
            EventKind::Rule | EventKind::PageBreak | EventKind::Apart => true,
            _ => false,
        };
        if ends_block {
            finish(events, &mut block, &languages.marks);
        }
        match &events[at].kind {
            EventKind::Open(element) => languages.open(element.kind, element.origin, &element.attributes),
            EventKind::Close(kind, origin) => languages.close(*kind, *origin),
            EventKind::Text(Text { text, plain, .. }) => {
                let language = languages.current();
                block.extend(text.char_indices().map(|(byte, c)| Sign { c, event: at, byte, language, plain: *plain }));
            }
            EventKind::SoftBreak | EventKind::HardBreak => block.push(Sign::solid(' ', at)),
            EventKind::Code(_) => block.push(Sign::solid('x', at)),
            EventKind::StandIn(number) => match constructs.get(*number) {
                Some((Construct::Opener(opener), _)) if opener.alert => {}
                Some((Construct::Opener(opener), _)) => {
                    languages.open(Kind::Part, Origin::Directive, &opener.attributes);
                }
                Some((Construct::Closer, _)) => languages.close(Kind::Part, Origin::Directive),
                _ => block.push(Sign::solid('x', at)),
            },
            EventKind::NoteMark(_) | EventKind::Task(_) | EventKind::Rule | EventKind::PageBreak | EventKind::Apart => {
            }
        }
    }
    finish(events, &mut block, &languages.marks);
}

/// Words of an attribute, made smart as those of the text.
pub(super) fn smart(text: &str, input: &Input<'_>) -> String {
    if !input.smart_punctuation {
        return text.to_owned();
    }
    let words = Text { text: text.to_owned(), plain: true, html: false };
    let events = vec![Event { kind: EventKind::Text(words), span: 0..text.len() }];
    let mut stream = Stream { events, constructs: Vec::new() };
    smarten(&mut stream, input.language);
    match stream.events.pop().map(|event| event.kind) {
        Some(EventKind::Text(words)) => words.text,
        _ => text.to_owned(),
    }
}

/// The language of each place, by what is open there.
struct Languages<'a> {
    text: &'a Language,
    /// Marks of the languages met; the first is the text's own.
    marks: Vec<Marks>,
    open: Vec<(Kind, Origin, usize)>,
}

impl Languages<'_> {
    fn current(&self) -> usize {
        self.open.last().map_or(0, |(_, _, language)| *language)
    }

    fn open(&mut self, kind: Kind, origin: Origin, attributes: &Attributes) {
        let language = match attributes.get("lang").and_then(LangTag::parse) {
            None => self.current(),
            Some(tag) => {
                self.marks.push(Marks::of(&self.text.foreign(&tag)));
                self.marks.len() - 1
            }
        };
        self.open.push((kind, origin, language));
    }

    /// As the tree will be built: Markdown ends what it began, HTML only what stands above that.
    fn close(&mut self, kind: Kind, origin: Origin) {
        let found = match origin {
            Origin::Html => {
                let html =
                    self.open.iter().rev().take(4 * DEEPEST).take_while(|(_, origin, _)| *origin == Origin::Html);
                html.enumerate().find(|(_, (open, _, _))| *open == kind).map(|(up, _)| self.open.len() - 1 - up)
            }
            _ => self.open.iter().rposition(|(_, open, _)| *open == origin),
        };
        self.open.truncate(found.unwrap_or(self.open.len()));
    }
}

/// A character of a block.
#[derive(Copy, Clone)]
struct Sign {
    c: char,
    event: usize,
    byte: usize,
    language: usize,
    plain: bool,
}

impl Sign {
    fn solid(c: char, event: usize) -> Self {
        Self { c, event, byte: 0, language: 0, plain: false }
    }
}

/// The quotation marks of a language.
struct Marks {
    outer: [String; 2],
    inner: [String; 2],
    single: [&'static str; 2],
    /// Single marks stand outside and double ones inside, as in British books.
    single_outside: bool,
    apostrophe: String,
    dashes: Dashes,
    english: bool,
}

impl Marks {
    fn of(language: &Language) -> Self {
        let quotes = &language.data.quotes;
        // The third pair is the same everywhere but for its direction (CLDR).
        let single = if language.direction() == Direction::Rtl { ["’", "‘"] } else { ["‘", "’"] };
        Self {
            outer: quotes.outer.clone(),
            inner: quotes.inner.clone(),
            single_outside: quotes.outer == single,
            single,
            dashes: language.data.dashes,
            apostrophe: quotes.apostrophe.clone(),
            english: language.tag.primary() == "en",
        }
    }
}

/// A quotation that is open.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Open {
    /// `"`, set with the outer marks or not.
    Double { outer: bool, language: usize },
    /// `'`, set with the inner marks or with single ones.
    Single { inner: bool, language: usize },
    /// Marks that were typed.
    Typed(char),
}

fn finish(events: &mut [Event], block: &mut Vec<Sign>, languages: &[Marks]) {
    if block.iter().any(|sign| sign.plain && matches!(sign.c, '"' | '\'' | '-' | '.')) {
        protect_addresses(block);
        let changes = Smarter { signs: block, languages, open: Vec::new() }.changes();
        apply(events, block, changes);
    }
    block.clear();
}

/// Writes the changes into the texts, each text once.
fn apply(events: &mut [Event], block: &[Sign], changes: Vec<(usize, usize, String)>) {
    let mut changes = changes.into_iter().peekable();
    while let Some((at, _, _)) = changes.peek() {
        let number = block[*at].event;
        let Some(EventKind::Text(text)) = events.get_mut(number).map(|event| &mut event.kind) else { break };
        let mut out = String::with_capacity(text.text.len() + 16);
        let mut from = 0;
        while let Some((at, len, with)) = changes.next_if(|(at, _, _)| block[*at].event == number) {
            let byte = block[at].byte;
            out.push_str(&text.text[from..byte]);
            out.push_str(&with);
            from = byte + len;
        }
        out.push_str(&text.text[from..]);
        text.text = out;
    }
}

/// Web and mail addresses in running text keep their signs.
fn protect_addresses(signs: &mut [Sign]) {
    let mut from = 0;
    while from < signs.len() {
        let len = signs[from..].iter().take_while(|sign| !sign.c.is_whitespace()).count();
        let word = &mut signs[from..from + len];
        let found = word.windows(3).position(|three| three.iter().map(|sign| sign.c).eq("://".chars()));
        if let Some(found) = found {
            let stop = |sign: &Sign| matches!(sign.c, '"' | '\'' | '»' | '>' | ')');
            let end = word[found..].iter().position(stop).map_or(len, |end| found + end);
            word[..end].iter_mut().filter(|sign| !matches!(sign.c, '"' | '\'')).for_each(|sign| sign.plain = false);
        }
        from += len.max(1);
    }
}

struct Smarter<'a> {
    signs: &'a [Sign],
    languages: &'a [Marks],
    open: Vec<Open>,
}

impl Smarter<'_> {
    /// What is replaced: place of the sign, bytes, by what; ascending.
    fn changes(mut self) -> Vec<(usize, usize, String)> {
        let mut changes = Vec::new();
        let mut at = 0;
        while at < self.signs.len() {
            let sign = self.signs[at];
            let run = if matches!(sign.c, '-' | '.') { self.run(at) } else { 1 };
            let change = match sign.c {
                '"' if sign.plain => self.double(at).map(|with| (1, with)),
                '\'' if sign.plain => self.single(at).map(|with| (1, with)),
                '-' if sign.plain && run == 2 => Some((2, "–".to_owned())),
                '-' if sign.plain && run == 3 => {
                    self.dash(at, &mut changes);
                    None
                }
                '.' if sign.plain && run >= 3 => Some((3, "…".to_owned())),
                c => {
                    self.typed(c);
                    None
                }
            };
            if let Some((len, with)) = change {
                changes.push((at, len, with));
            }
            at += run;
        }
        changes
    }

    fn push(&mut self, open: Open) {
        if self.open.len() < DEEPEST {
            self.open.push(open);
        }
    }

    /// How many of the same plain sign follow each other in one text.
    fn run(&self, at: usize) -> usize {
        let first = self.signs[at];
        let same = |sign: &&Sign| sign.c == first.c && sign.plain == first.plain && sign.event == first.event;
        self.signs[at..].iter().take_while(same).count()
    }

    fn before(&self, at: usize) -> char {
        at.checked_sub(1).and_then(|at| self.signs.get(at)).map_or(' ', |sign| sign.c)
    }

    fn after(&self, at: usize) -> char {
        self.signs.get(at + 1).map_or(' ', |sign| sign.c)
    }

    /// Typed marks count as a level, so that quotes within them are inner ones.
    fn typed(&mut self, c: char) {
        match c {
            '«' | '‹' | '“' | '„' => self.push(Open::Typed(c)),
            '»' | '›' | '”' => {
                let opener = match c {
                    '»' => ['«', '«'],
                    '›' => ['‹', '‹'],
                    _ => ['“', '„'],
                };
                let typed = |open: &Open| matches!(open, Open::Typed(typed) if opener.contains(typed));
                if let Some(level) = self.open.iter().rposition(typed) {
                    self.open.truncate(level);
                }
            }
            _ => {}
        }
    }

    /// `---` and the spaces around it, as the language sets them (docs/typography.md E2). At an edge of its block and
    /// beside what is no plain text it only becomes a dash.
    fn dash(&self, at: usize, changes: &mut Vec<(usize, usize, String)>) {
        let dashes = self.languages.get(self.signs[at].language).map_or(Dashes::Typed, |marks| marks.dashes);
        let is_free = |at: &usize| changes.last().is_none_or(|(last, _, _)| last < at);
        let spaces = [at.checked_sub(1).filter(is_free), Some(at + 3)].map(|at| at.filter(|at| self.is_space(*at)));
        let before = at.checked_sub(1 + usize::from(spaces[0].is_some()));
        let after = Some(at + 3 + usize::from(spaces[1].is_some()));
        let is_word = |at: usize| self.signs.get(at).is_some_and(|sign| !sign.c.is_whitespace());
        if dashes == Dashes::Typed || ![before, after].iter().all(|at| at.is_some_and(is_word)) {
            changes.push((at, 3, "—".to_owned()));
            return;
        }
        // The space before never ends a line, so that the dash does not begin one.
        let (before, dash, after) = if dashes == Dashes::Closed { ("", "—", "") } else { ("\u{A0}", "–", " ") };
        let beside = |space: Option<usize>, with: &str| if space.is_none() { with.to_owned() } else { String::new() };
        changes.extend(spaces[0].map(|at| (at, 1, before.to_owned())));
        changes.push((at, 3, format!("{}{dash}{}", beside(spaces[0], before), beside(spaces[1], after))));
        changes.extend(spaces[1].map(|at| (at, 1, after.to_owned())));
    }

    /// Whether a space was typed here among plain words.
    fn is_space(&self, at: usize) -> bool {
        self.signs.get(at).is_some_and(|sign| sign.c == ' ' && sign.plain)
    }

    fn double(&mut self, at: usize) -> Option<String> {
        let (before, after) = (self.before(at), self.after(at));
        let is_double = |open: &Open| matches!(open, Open::Double { .. });
        let last = self.open.iter().rposition(is_double);
        if let Some(level) = last.filter(|_| self.closes(at)) {
            let Some(Open::Double { outer, language }) = self.open.get(level).copied() else { return None };
            self.open.truncate(level);
            let marks = self.languages.get(language)?;
            return Some(if outer { marks.outer[1].clone() } else { marks.inner[1].clone() });
        }
        if after.is_whitespace() {
            // Inches, or a mark that closes nothing.
            return None;
        }
        if before.is_numeric() && !after.is_alphanumeric() {
            return None;
        }
        let language = self.signs[at].language;
        let marks = self.languages.get(language)?;
        let counts = |open: &&Open| marks.single_outside || !matches!(open, Open::Single { .. });
        let outer = self.open.iter().filter(counts).count() % 2 == 0;
        self.push(Open::Double { outer, language });
        Some(if outer { marks.outer[0].clone() } else { marks.inner[0].clone() })
    }

    fn single(&mut self, at: usize) -> Option<String> {
        let (before, after) = (self.before(at), self.after(at));
        let language = self.signs[at].language;
        let marks = self.languages.get(language)?;
        if before.is_alphanumeric() && after.is_alphanumeric() {
            return Some(marks.apostrophe.clone());
        }
        let last = self.open.iter().rposition(|open| matches!(open, Open::Single { .. }));
        if let Some(level) = last.filter(|_| self.closes(at)) {
            let Some(Open::Single { inner, language }) = self.open.get(level).copied() else { return None };
            self.open.truncate(level);
            let marks = self.languages.get(language)?;
            return Some(if inner { marks.inner[1].clone() } else { marks.single[1].to_owned() });
        }
        let opens = !after.is_whitespace() && !before.is_alphanumeric();
        if opens && !self.is_elision(at) && self.closes_later(at) {
            let inner = marks.single_outside && self.open.len() % 2 == 1;
            self.push(Open::Single { inner, language });
            return Some(if inner { marks.inner[0].clone() } else { marks.single[0].to_owned() });
        }
        if before.is_numeric() && !after.is_alphanumeric() {
            // Feet or minutes.
            return None;
        }
        Some(marks.apostrophe.clone())
    }

    /// Whether a mark may close a quotation that is open.
    fn closes(&self, at: usize) -> bool {
        let (before, after) = (self.before(at), self.after(at));
        if matches!(before, '"' | '\'') {
            return !after.is_alphanumeric();
        }
        if after.is_whitespace() || (!before.is_whitespace() && !opens_before(before)) {
            return true;
        }
        // «("-").», «(wait—").»: a sign stands before it that others open after, but what follows begins nothing.
        let quoted_alone = at >= 2 && self.signs.get(at - 2).is_some_and(|sign| sign.c == self.signs[at].c);
        let joins = matches!(before, '—' | '–' | '-' | '/' | '=' | '<');
        (quoted_alone || joins) && !before.is_whitespace() && !after.is_alphanumeric() && !opens_before(after)
    }

    /// ’90s and ’tis.
    fn is_elision(&self, at: usize) -> bool {
        let word: String =
            self.signs[at + 1..].iter().map(|sign| sign.c).take_while(|c| c.is_alphanumeric()).take(12).collect();
        let digits = word.chars().take_while(char::is_ascii_digit).count();
        let english = self.languages.get(self.signs[at].language).is_some_and(|marks| marks.english);
        (digits == 2 && matches!(&word[2..], "" | "s")) || (english && ELIDED.contains(&word.to_lowercase().as_str()))
    }

    /// Whether a mark that can close comes later in the block; looks no farther than a long sentence.
    fn closes_later(&self, at: usize) -> bool {
        let end = (at + 1000).min(self.signs.len());
        (at + 2..end).any(|later| {
            let sign = self.signs[later];
            sign.c == '\'' && sign.plain && !self.before(later).is_whitespace() && !self.after(later).is_alphanumeric()
        })
    }
}

/// Signs after which a quotation opens.
fn opens_before(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '<' | '¿' | '¡' | '—' | '–' | '-' | '/' | '«' | '‹' | '“' | '„' | '‘' | '=')
}
