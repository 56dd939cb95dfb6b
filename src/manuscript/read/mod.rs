//! Dialects: what other programs add to Markdown, read as what it means here, or told.
//!
//! In: the source and a byte of it at which something may begin. Out: edits for `mask`. Each form has one reader; the two
//! tables here, of signs within lines and of whole lines, say which. Text in code is never touched.
//!
//! ```text
//!  formulas    $…$  $$…$$  \(…\)  \[…\]            citations   [@key, p. 3]  @key  @fig-x
//!  addresses   www.…  https://…  name@host         wiki        [[page|words]]  ![[picture.png]]
//!  paired      ==words==  ++words++  ^[a note]     foreign     {{< x >}}  {% x %}  :code:  <Tag x={y}>  {++x++}
//!  openers     :::name[Title]  ::: {.class}        admonitions !!! name "Title", with what is indented below
//!  alerts      > [!NAME]- Title                    lines       \newpage  | verse  import …  *[ABBR]: …
//!  include     {{#include file:2:10}}, before all else: it brings other files in
//!  code        where code lies                     labels      # Title [name]
//! ```

pub(super) mod admonitions;
pub(super) mod code;
pub(super) mod foreign;
pub(super) mod include;
pub(super) mod labels;
pub(super) mod leftover;
pub(super) mod line_blocks;
pub(super) mod listings;
pub(super) mod names;
pub(super) mod paired;

mod addresses;
pub(super) mod citations;
mod formulas;
mod wiki;

pub(super) use foreign::Foreign;
pub(super) use paired::Pair;
pub(super) use wiki::{WikiLink, split_size};

use super::markers::Examples;
use super::mask::{Construct, Edit, Form, Opener};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What readers know of the whole text.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Labels of link definitions, in lower case.
    pub(super) labels: BTreeSet<String>,
    /// Citations stand in brackets somewhere, so that a bare `@key` is one, too, and no name of a person.
    pub(super) cites: bool,
    /// Numbers of examples by their names.
    pub(super) examples: BTreeMap<String, u32>,
    /// Ids of things that are referred to by their kind, in all files.
    pub(super) ids: &'a BTreeSet<String>,
}

/// Looks at the sign at a byte. Gives the byte to go on from, or `None` where it is something else.
type Reader = fn(&Page<'_>, usize, &mut Vec<Edit>) -> Option<usize>;

/// Signs with which something begins within a line, and who reads it; the first that knows it.
const WITHIN_LINES: [(char, Reader); 17] = [
    ('$', formulas::dollars),
    ('\\', formulas::backslash),
    ('\\', foreign::command),
    ('@', addresses::mail),
    ('@', citations::bare),
    ('[', wiki::read),
    ('[', citations::bracketed),
    ('^', paired::note),
    ('=', paired::mark),
    ('+', paired::insertion),
    (':', addresses::scheme),
    (':', foreign::emoji),
    ('w', addresses::www),
    ('%', foreign::comment),
    ('{', foreign::shortcode),
    ('{', foreign::braces),
    ('<', foreign::tag),
];

/// The signs of [`WITHIN_LINES`].
pub(super) const SIGNS: [char; 12] = ['$', '\\', '@', '[', '^', '=', '+', ':', 'w', '%', '{', '<'];

/// How far back a line is looked at.
const LONGEST_LINE: usize = 2000;

impl<'a> Page<'a> {
    /// Looks the text over.
    pub(super) fn new(text: &'a str, ids: &'a BTreeSet<String>) -> Self {
        let label = |line: &str| {
            let (label, _) = line.trim_start_matches([' ', '>']).strip_prefix('[')?.split_once("]:")?;
            Some(label.to_lowercase())
        };
        let cites = text.contains("[@") || text.contains("; @");
        Self {
            text,
            labels: text.lines().filter_map(label).collect(),
            cites,
            examples: Examples::of(text).by_name,
            ids,
        }
    }

    /// Reads what a dialect has at a byte.
    pub(super) fn read(&self, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
        let sign = self.text[at..].chars().next()?;
        WITHIN_LINES.iter().filter(|(known, _)| *known == sign).find_map(|(_, reader)| reader(self, at, edits))
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The text from a byte to the end of its paragraph, and at most so many bytes of it.
    fn paragraph(&self, at: usize, longest: usize) -> &'a str {
        let rest = &self.text[at..];
        let mut end = (0..=longest.min(rest.len())).rev().find(|end| rest.is_char_boundary(*end)).unwrap_or(0);
        let mut from = 0;
        while let Some(line_end) = rest[from..end].find('\n') {
            from += line_end + 1;
            // Only what is empty is looked at to its end: a line may be a whole book.
            let words = rest[from..].trim_start_matches([' ', '\t', '>']);
            if words.is_empty() || words.starts_with('\n') {
                end = from;
                break;
            }
        }
        &rest[..end]
    }

    /// The line that holds a byte, up to it; of a very long one its end, so that many signs in it cost no more than few.
    fn line_before(&self, at: usize) -> &'a str {
        let from = (at.saturating_sub(LONGEST_LINE)..=at).find(|from| self.text.is_char_boundary(*from)).unwrap_or(at);
        let before = &self.text[from..at];
        &before[before.rfind('\n').map_or(0, |end| end + 1)..]
    }
}

/// Whether a line asks for a new page: TeX's commands, as pandoc passes them on, and Quarto's shortcode.
pub(super) fn is_page_break(content: &str) -> bool {
    const TEX: [&str; 4] = ["newpage", "pagebreak", "clearpage", "cleardoublepage"];
    let content = content.trim();
    let command = content.strip_prefix('\\').map(|rest| rest.strip_prefix('\\').unwrap_or(rest));
    let command = command.map(|name| name.trim_end_matches("{}"));
    command.is_some_and(|name| TEX.contains(&name))
        || content
            .strip_prefix("{{<")
            .and_then(|rest| rest.strip_suffix(">}}"))
            .is_some_and(|name| name.trim() == "pagebreak")
}

/// Makes a line from `start` to `end` the opening of a directive whose title are the words at `title`; `prefix` is what
/// containers put before a further line.
pub(super) fn open(
    start: usize,
    end: usize,
    prefix: &str,
    mut opener: Opener,
    title: Range<usize>,
    edits: &mut Vec<Edit>,
) {
    let titled = !title.is_empty();
    opener.titled = titled;
    let start_end = if titled { title.start } else { end };
    let after = if titled { format!("\n{prefix}") } else { String::new() };
    edits.push(Edit {
        source: start..start_end,
        construct: Construct::Opener(opener),
        form: Form::Line(String::new(), after),
    });
    if titled {
        edits.push(Edit { source: title.start..title.start, construct: Construct::TitleStart, form: Form::Inline });
        edits.push(Edit {
            source: title.end..end,
            construct: Construct::TitleEnd,
            form: Form::Line(format!("\n{prefix}"), String::new()),
        });
    }
}

/// A stand-in within a line for bytes of the source.
fn inline(start: usize, end: usize, construct: Construct) -> Edit {
    Edit { source: start..end, construct, form: Form::Inline }
}
