//! What stands between two signs and may hold anything: `==marked==`, `++inserted++`, `^[a note]`.
//!
//! Both signs become stand-ins (`mark`, `insertion`, `note`); once the text is read, `join` makes elements of pairs that
//! nothing parts, and words of the rest. A note's words go to the end of the text, as those of any note.

use super::{Page, code, inline};
use crate::manuscript::event::{Detail, Element, Event, EventKind, Kind, Origin, Text};
use crate::manuscript::events::Stream;
use crate::manuscript::mask::{Construct, Edit};

/// What stands between two signs.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::manuscript) enum Pair {
    /// `==words==`
    Mark,
    /// `++words++`
    Insertion,
    /// `^[a note]`
    Note,
}

/// Longest stretch between two signs, in bytes.
const LONGEST: usize = 1200;

/// `==words==`.
pub(super) fn mark(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    doubled(page, at, '=', Pair::Mark, 1, edits)
}

/// `++words++`; not `++i` and `i++`.
pub(super) fn insertion(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    doubled(page, at, '+', Pair::Insertion, 2, edits)
}

/// Two signs, words whose first and last `edge` characters are letters or the like, two signs.
fn doubled(page: &Page<'_>, at: usize, sign: char, pair: Pair, edge: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let rest = &page.text[at..];
    let run = rest.len() - rest.trim_start_matches(sign).len();
    let next = Some(at + run);
    let inner = page.paragraph(at + run, LONGEST);
    let is_word = |c: char| !c.is_whitespace() && (edge == 1 || c.is_alphanumeric());
    let opens = run == 2
        && !page.before(at).is_some_and(|c| c.is_ascii_alphanumeric())
        && inner.chars().take(edge).filter(|c| is_word(*c)).count() == edge;
    if !opens {
        return next;
    }
    let mut from = 0;
    while let Some(found) = inner[from..].find([sign, '`']) {
        from += found;
        if inner[from..].starts_with('`') {
            from += code::span(&inner[from..]);
            continue;
        }
        let run = inner[from..].len() - inner[from..].trim_start_matches(sign).len();
        let (inside, outside) = (&inner[..from], inner[from + run..].chars().next());
        let closes = run == 2
            && inside.chars().rev().take(edge).filter(|c| is_word(*c)).count() == edge
            && !outside.is_some_and(|c| c.is_ascii_alphanumeric());
        if closes {
            let end = at + 2 + from;
            edits.push(inline(at, at + 2, Construct::PairStart(pair)));
            edits.push(inline(end, end + 2, Construct::PairEnd(pair)));
            return next;
        }
        from += run;
    }
    next
}

/// `^[words of a note]`.
pub(super) fn note(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    if !page.text[at..].starts_with("^[") {
        return None;
    }
    let inner = page.paragraph(at + 2, LONGEST);
    let (mut depth, mut from) = (0usize, 0);
    while let Some(found) = inner[from..].find(['[', ']', '`', '\\']) {
        from += found;
        match inner.as_bytes()[from] {
            b'`' => from += code::span(&inner[from..]),
            b'\\' => from += 1 + inner[from + 1..].chars().next().map_or(0, char::len_utf8),
            b'[' => {
                depth += 1;
                from += 1;
            }
            _ if depth > 0 => {
                depth -= 1;
                from += 1;
            }
            _ => {
                let end = at + 2 + from;
                if inner[..from].trim().is_empty() {
                    return None;
                }
                edits.push(inline(at, at + 2, Construct::PairStart(Pair::Note)));
                edits.push(inline(end, end + 1, Construct::PairEnd(Pair::Note)));
                return Some(at + 2);
            }
        }
    }
    None
}

/// A sign that opened something.
struct Opened {
    pair: Pair,
    number: usize,
    /// Place in the events so far.
    at: usize,
    /// Elements of Markdown around it, by the place of their opening.
    depth: usize,
}

/// Makes elements of pairs.
pub(in crate::manuscript) fn join(source: &str, stream: Stream) -> Stream {
    let Stream { events, constructs } = stream;
    if !constructs.iter().any(|(construct, _)| matches!(construct, Construct::PairStart(_))) {
        return Stream { events, constructs };
    }
    let literal = |number: usize| {
        let span = constructs.get(number).map(|(_, span)| span.clone()).unwrap_or_default();
        let text = source.get(span.clone()).unwrap_or_default().to_owned();
        Event { kind: EventKind::Text(Text { text, plain: false, html: false }), span }
    };
    let (mut out, mut notes): (Vec<Event>, Vec<Event>) = (Vec::new(), Vec::new());
    let mut open: Vec<Opened> = Vec::new();
    let (mut depth, mut verbatim) = (0usize, 0usize);
    for event in events {
        match &event.kind {
            EventKind::Open(element) => {
                depth += usize::from(element.origin == Origin::Markdown);
                verbatim += usize::from(matches!(element.kind, Kind::Preformatted | Kind::CodeSpan));
            }
            EventKind::Close(kind, origin) => {
                depth = depth.saturating_sub(usize::from(*origin == Origin::Markdown));
                if matches!(kind, Kind::Preformatted | Kind::CodeSpan) {
                    verbatim = verbatim.saturating_sub(1);
                }
                open.retain(|opened| opened.depth <= depth);
            }
            EventKind::StandIn(number) => match constructs.get(*number).map(|(construct, _)| construct) {
                Some(Construct::PairStart(pair)) => {
                    if verbatim == 0 {
                        open.push(Opened { pair: *pair, number: *number, at: out.len(), depth });
                    }
                    out.push(literal(*number));
                    continue;
                }
                Some(Construct::PairEnd(pair)) => {
                    let found = open.iter().rposition(|opened| opened.pair == *pair && opened.depth == depth);
                    match found {
                        Some(found) => {
                            let opened = open.swap_remove(found);
                            open.truncate(found);
                            close(&opened, &event, &mut out, &mut notes, &constructs);
                        }
                        None => out.push(literal(*number)),
                    }
                    continue;
                }
                _ => {}
            },
            _ => {}
        }
        out.push(event);
    }
    out.append(&mut notes);
    Stream { events: out, constructs }
}

/// Makes an element of what stands since a sign.
fn close(
    opened: &Opened,
    end: &Event,
    out: &mut Vec<Event>,
    notes: &mut Vec<Event>,
    constructs: &[(Construct, std::ops::Range<usize>)],
) {
    let class = match opened.pair {
        Pair::Mark => "mark",
        Pair::Insertion => "underline",
        Pair::Note => {
            let start = constructs.get(opened.number).map_or(0, |(_, span)| span.start);
            let label = format!("[{start}]");
            let words = out.split_off(opened.at + 1);
            let span = start..end.span.end;
            out[opened.at] = Event { kind: EventKind::NoteMark(label.clone()), span: span.clone() };
            let open =
                |kind, detail| Event { kind: EventKind::Open(Element::markdown(kind, detail)), span: span.clone() };
            let shut = |kind| Event { kind: EventKind::Close(kind, Origin::Markdown), span: span.end..span.end };
            notes.push(open(Kind::Note, Detail::Word(label)));
            notes.push(open(Kind::Paragraph, Detail::None));
            notes.extend(words);
            notes.push(shut(Kind::Paragraph));
            notes.push(shut(Kind::Note));
            return;
        }
    };
    let mut element = Element::markdown(Kind::Span, Detail::None);
    element.attributes.classes.push(class.to_owned());
    out[opened.at].kind = EventKind::Open(element);
    out.push(Event { kind: EventKind::Close(Kind::Span, Origin::Markdown), span: end.span.clone() });
}
