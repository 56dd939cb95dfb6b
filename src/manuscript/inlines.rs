//! Finds what stands within a line: attribute braces, values, tags of other programs, marks of notes, and
//! places where emphasis next to Arabic letters must open or close.

use super::attributes;
use super::mask::{Construct, Edit, Form, Piece};
use super::read::{Foreign, Page, SIGNS, code};
use std::collections::BTreeSet;

/// Longest `{{…}}`, note label and tag of another program that are looked for.
const LONGEST_VALUE: usize = 200;
const LONGEST_TAG: usize = 400;

/// Finds the constructs within lines, but for the stretches that `claimed` (ascending) names; ascending.
pub(super) fn scan(source: &str, claimed: &[Edit], ids: &BTreeSet<String>) -> Vec<Edit> {
    let scanner = Scanner { source, notes: defined_notes(source), page: Page::new(source, ids) };
    let blocks = code::blocks(source);
    let mut blocks = blocks.iter().peekable();
    let mut edits: Vec<Edit> = Vec::new();
    let whole = claimed.iter().filter(|edit| !matches!(edit.form, Form::Rewritten(..)));
    let mut claims = whole.map(|edit| edit.source.clone()).peekable();
    let mut at = 0;
    while let Some(found) = source[at..].find(is_sign) {
        at += found;
        while blocks.next_if(|block| block.end <= at).is_some() {}
        if let Some(block) = blocks.peek().filter(|block| block.start <= at) {
            at = block.end;
            continue;
        }
        while claims.next_if(|claim| claim.end <= at).is_some() {}
        if let Some(claim) = claims.peek().filter(|claim| claim.start <= at) {
            at = claim.end;
            continue;
        }
        at = scanner.at(at, &mut edits);
    }
    edits
}

/// Signs with which something may begin.
fn is_sign(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`') || SIGNS.contains(&c)
}

/// Labels of the notes that have a text, in lower case.
fn defined_notes(source: &str) -> BTreeSet<String> {
    source
        .lines()
        .filter_map(|line| {
            let content = line.trim_start_matches([' ', '\t', '>', '-', '+', '*']);
            let (label, _) = content.strip_prefix("[^")?.split_once("]:")?;
            Some(label.to_lowercase())
        })
        .collect()
}

struct Scanner<'a> {
    source: &'a str,
    notes: BTreeSet<String>,
    page: Page<'a>,
}

impl Scanner<'_> {
    /// Looks at the sign at this byte; gives the byte to go on from.
    fn at(&self, at: usize, edits: &mut Vec<Edit>) -> usize {
        let rest = &self.source[at..];
        if let Some(next) = self.page.read(at, edits) {
            return next.max(at + 1);
        }
        match rest.as_bytes().first() {
            Some(b'`') => at + code::span(rest),
            Some(b'\\') => at + 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            Some(b'{') => self.brace(at, edits),
            Some(b'[') => self.note(at, edits),
            Some(b'~') if !rest.starts_with("~~") => self.script(at, '~', edits),
            Some(b'^') => self.script(at, '^', edits),
            Some(b'*' | b'_' | b'~') => self.emphasis(at, edits),
            _ => at + 1,
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.source[..at].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.source[at..].chars().next()
    }

    fn brace(&self, at: usize, edits: &mut Vec<Edit>) -> usize {
        let rest = &self.source[at..];
        let mut push = |len: usize, construct: Construct| {
            edits.push(Edit { source: at..at + len, construct, form: Form::Inline });
            at + len
        };
        if rest.starts_with("{{") {
            if let Some(len) = closed_by(rest, "}}", LONGEST_VALUE).filter(|len| !rest[2..*len].contains('\n')) {
                let name = rest[2..len - 2].trim();
                if name.starts_with('#') {
                    return push(len, Construct::Foreign(Foreign::MdBook));
                } else if !name.is_empty() && !name.contains(['{', '}']) {
                    return push(len, Construct::Value(name.to_owned()));
                }
            }
            return at + 2;
        }
        if rest.starts_with("{%") {
            return match closed_by(rest, "%}", LONGEST_TAG) {
                Some(len) => push(len, Construct::Foreign(Foreign::Liquid)),
                None => at + 2,
            };
        }
        let follows = matches!(self.before(at), Some(']' | ')'));
        if rest.starts_with("{:")
            && rest[2..].starts_with([' ', '.', '#', ':', 't'])
            && let Some(len) = closed_by(rest, "}", LONGEST_VALUE).filter(|len| !rest[..*len].contains('\n'))
        {
            let inner = format!("{{{}", rest[2..len].trim_start());
            let found = attributes::parse(&inner, 0).filter(|_| follows || self.in_heading(at));
            return push(
                len,
                found.map_or(Construct::Foreign(Foreign::Kramdown), |found| {
                    Construct::Attributes(attributes::Attributes { span: at..at + len, ..found })
                }),
            );
        }
        match attributes::parse(self.source, at) {
            Some(found) if follows || self.ends_line(found.span.end) => {
                push(found.span.len(), Construct::Attributes(found))
            }
            None if follows => match bad_attributes(rest) {
                Some(len) => push(len, Construct::BadAttributes),
                None => at + 1,
            },
            _ => at + 1,
        }
    }

    /// Whether the line up to here is that of a heading.
    fn in_heading(&self, at: usize) -> bool {
        let start = self.source[..at].rfind('\n').map_or(0, |end| end + 1);
        self.source[start..at].trim_start_matches([' ', '>']).starts_with('#')
    }

    /// Whether nothing but the closing signs of a heading comes on the line.
    fn ends_line(&self, at: usize) -> bool {
        let line = self.source[at..].split('\n').next().unwrap_or_default();
        line.trim_matches([' ', '\t', '#']).is_empty()
    }

    /// Whether nothing but the signs of lists and quotations stands before this on its line.
    fn begins_line(&self, at: usize) -> bool {
        let line = self.source[..at].rsplit('\n').next().unwrap_or_default();
        line.trim_matches([' ', '\t', '>', '-', '+', '*']).is_empty()
    }

    fn note(&self, at: usize, edits: &mut Vec<Edit>) -> usize {
        let rest = &self.source[at..];
        let Some(len) = rest.strip_prefix("[^").and_then(|_| closed_by(rest, "]", LONGEST_VALUE)) else {
            return at + 1;
        };
        let label = &rest[2..len - 1];
        if label.is_empty() || label.contains(|c: char| c.is_whitespace() || matches!(c, '[' | '^' | '\\')) {
            return at + 1;
        }
        let (after, known) = (&rest[len..], label.to_lowercase());
        if after.starts_with(['(', '[']) || (after.starts_with(':') && self.begins_line(at)) {
            return at + len;
        }
        let construct = match self.notes.contains(&known) {
            true => Construct::NoteMark(known),
            false if after.starts_with(':') => return at + len,
            false => Construct::UnknownNote(label.to_owned()),
        };
        edits.push(Edit { source: at..at + len, construct, form: Form::Inline });
        at + len
    }

    /// `H~2~O`, `x^2^`: a subscript or superscript may stand inside a word.
    fn script(&self, at: usize, sign: char, edits: &mut Vec<Edit>) -> usize {
        let inner = &self.source[at + 1..];
        let stop = inner.char_indices().take(40).find(|(_, c)| *c == sign || *c == '[' || c.is_whitespace());
        let Some((len, _)) = stop.filter(|(len, c)| *len > 0 && *c == sign) else { return at + 1 };
        let end = at + len + 2;
        if self.source[end..].starts_with(sign) {
            return at + 1;
        }
        if self.before(at).is_some_and(char::is_alphanumeric) {
            edits.push(boundary(at));
        }
        if self.after(end).is_some_and(char::is_alphanumeric) {
            edits.push(boundary(end));
        }
        end
    }

    /// A run of emphasis signs between an Arabic letter and punctuation counts as standing at the edge of a word, so
    /// that it opens after a proclitic and closes before a word (docs/typography.md A23).
    fn emphasis(&self, at: usize, edits: &mut Vec<Edit>) -> usize {
        let rest = &self.source[at..];
        let end = at + rest.len() - rest.trim_start_matches(['*', '_', '~']).len();
        let (before, after) = (self.before(at), self.after(end));
        if before.is_some_and(is_arabic) && after.is_some_and(is_punctuation) {
            edits.push(boundary(at));
        } else if before.is_some_and(is_punctuation) && after.is_some_and(is_arabic) {
            edits.push(boundary(end));
        }
        end
    }
}

fn boundary(at: usize) -> Edit {
    Edit { source: at..at, construct: Construct::Boundary, form: Form::Boundary }
}

/// Length up to and with `close`, if it comes within `longest` bytes.
fn closed_by(text: &str, close: &str, longest: usize) -> Option<usize> {
    let found = text.as_bytes().iter().take(longest).enumerate().skip(2);
    let close_bytes = close.as_bytes();
    found.map(|(at, _)| at).find(|at| text.as_bytes()[*at..].starts_with(close_bytes)).map(|at| at + close.len())
}

/// Length of braces after a picture or link that look like attributes but are not.
fn bad_attributes(text: &str) -> Option<usize> {
    let len = closed_by(text, "}", LONGEST_VALUE)?;
    let inner = &text[1..len - 1];
    (!inner.contains('\n') && (inner.contains('=') || inner.trim_start().starts_with(['#', '.']))).then_some(len)
}

/// Letters and vowel marks of the Arabic script, its punctuation and digits left out.
fn is_arabic(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61A}' | '\u{620}'..='\u{65F}' | '\u{66E}'..='\u{6D3}' | '\u{6D5}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E8}' | '\u{6EA}'..='\u{6EF}' | '\u{6FA}'..='\u{6FF}' | '\u{750}'..='\u{77F}'
        | '\u{870}'..='\u{8FF}')
}

/// Punctuation that stands beside emphasis.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(
            c,
            '«' | '»'
                | '‹'
                | '›'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '‚'
                | '„'
                | '…'
                | '–'
                | '—'
                | '،'
                | '؛'
                | '؟'
                | '﴾'
                | '﴿'
                | '٪'
        )
}

/// Bytes that both scanners found, put in one order. Edits that overlap an earlier one are left out.
pub(super) fn join(mut lines: Vec<Edit>, inlines: Vec<Edit>) -> Vec<Edit> {
    lines.extend(inlines);
    lines.sort_by_key(|edit| (edit.source.start, edit.source.end));
    let mut out: Vec<Edit> = Vec::with_capacity(lines.len());
    for edit in lines {
        match out.last_mut() {
            Some(last) if edit.source.start < last.source.end => {
                // The inside of a table that is written again may hold anything.
                if let Form::Rewritten(pieces, within) = &mut last.form
                    && is_inside(&edit, pieces)
                    && within.last().is_none_or(|before| before.source.end <= edit.source.start)
                {
                    within.push(edit);
                }
            }
            _ => out.push(edit),
        }
    }
    out
}

/// Whether an edit within a line lies in one of the pieces of the source.
fn is_inside(edit: &Edit, pieces: &[Piece]) -> bool {
    let holds = |piece: &Piece| match piece {
        Piece::Source(range) => range.start <= edit.source.start && edit.source.end <= range.end,
        Piece::Html(_) => false,
    };
    matches!(edit.form, Form::Inline | Form::Boundary) && pieces.iter().any(holds)
}
