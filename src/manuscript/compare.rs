//! A text in one language against the same text in another: both must have the same things in the same order.
//!
//! In: two manuscripts. Out: what one lacks and what it has more. Steps: list the things of each (outline), find the
//! longest row that both have in common, report the rest; then count the paragraphs between two that both have.

use super::tree::*;
use super::walk::{for_each_block, for_each_inline, lines_of};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources, Span};
use crate::language::LangTag;
use similar::{Algorithm, DiffOp, capture_diff_slices_by_key};

/// What differs from the text of the first language.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Things of the first language that are missing here.
    pub missing: usize,
    /// Things that are here and not there.
    pub extra: usize,
    /// Places with more or fewer paragraphs, items, rows or blocks of code than there.
    pub uneven: usize,
    /// One finding for each, where it is missing or too many; things below a heading that is itself named are counted in
    /// its finding.
    pub found: Diagnostics,
}

/// Something that each language must have in the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Thing {
    /// What it is, as messages name it; equal in all languages.
    name: String,
    /// Level of a heading; others belong to the heading above.
    level: Option<u8>,
    span: Span,
    /// What follows up to the next block of the outline; `None` for what stands in a line.
    below: Option<Counts>,
}

impl Thing {
    fn in_line(name: String, span: Span) -> Self {
        Self { name, level: None, span, below: None }
    }
}

/// How many of each of [`COUNTED`].
type Counts = [usize; 3];

/// What is counted and not named: one and many.
const COUNTED: [[&str; 2]; 3] = [
    ["paragraph or item of a list", "paragraphs and items of lists"],
    ["block of code", "blocks of code"],
    ["row of a table", "rows of tables"],
];

/// Compares a text with that of the publication's first language: headings with their level, figures, tables, parts and
/// their answer lines, notes, terms of the glossary, and the ids that were given. Terms may change places within a
/// paragraph, as words do from language to language. Paragraphs, items, rows and blocks of code are counted between two
/// blocks that both have, for a translator may have reason to join two.
///
/// Errors: `translation-lacks`, `translation-adds`. Warning: `translation-paragraphs`.
#[must_use]
pub fn compare(first: &Manuscript, other: &Manuscript, sources: &Sources) -> Comparison {
    let (there, here) = (outline(first, sources), outline(other, sources));
    let mut comparison = Comparison::default();
    let mut pairs = Vec::new();
    for change in capture_diff_slices_by_key(Algorithm::Myers, &there, &here, |thing| thing.name.clone()) {
        let (old, new) = (change.old_range(), change.new_range());
        if matches!(change, DiffOp::Equal { .. }) {
            pairs.extend(old.zip(new));
            continue;
        }
        let (missing, extra) = (&there[old], &here[new.clone()]);
        comparison.missing += missing.len();
        comparison.extra += extra.len();
        let before = new.start.checked_sub(1).and_then(|at| here.get(at)).or(here.first());
        let place = before.map(|thing| thing.span).or(other.blocks.first().map(|block| block.span));
        for (thing, below) in grouped(missing) {
            let message = format!("{}{} is missing here", thing.name, with_more(below));
            let help = format!("translate what stands at {}", shown(thing.span, sources));
            let finding = Diagnostic::error("translation-lacks", message).help(help);
            comparison.found.push(match place {
                Some(place) => finding.at(place),
                None => finding,
            });
        }
        for (thing, below) in grouped(extra) {
            let message = format!("{}{} is not in the text in {}", thing.name, with_more(below), first.lang);
            let help = "take it out, put it where the other text has it, or add it there";
            comparison.found.push(Diagnostic::error("translation-adds", message).at(thing.span).help(help));
        }
    }
    let uneven = uneven(&there, &here, &pairs);
    comparison.uneven = uneven.len();
    for (old, new) in uneven {
        comparison.found.push(count_finding(old, new, &first.lang, sources).at(new.span));
    }
    comparison
}

/// Blocks that both texts have, and the next one too, with other counts between.
fn uneven<'t>(there: &'t [Thing], here: &'t [Thing], pairs: &[(usize, usize)]) -> Vec<(&'t Thing, &'t Thing)> {
    let next = |things: &[Thing], at: usize| (at + 1..things.len()).find(|at| things[*at].below.is_some());
    let both = pairs.iter().filter(|(old, new)| match (next(there, *old), next(here, *new)) {
        (Some(old), Some(new)) => pairs.binary_search(&(old, new)).is_ok(),
        (old, new) => old == new,
    });
    both.map(|(old, new)| (&there[*old], &here[*new])).filter(|(old, new)| old.below != new.below).collect()
}

fn count_finding(there: &Thing, here: &Thing, lang: &LangTag, sources: &Sources) -> Diagnostic {
    let (theirs, ours) = (there.below.unwrap_or_default(), here.below.unwrap_or_default());
    let at = (0..COUNTED.len()).find(|at| theirs[*at] != ours[*at]).unwrap_or(0);
    let [one, many] = COUNTED[at];
    let (what, verb) = if ours[at] == 1 { (one, "stands") } else { (many, "stand") };
    let message = format!("{} {what} {verb} after {}; the text in {lang} has {}", ours[at], here.name, theirs[at]);
    let help = format!("compare with what follows {}", shown(there.span, sources));
    Diagnostic::warning("translation-paragraphs", message).help(help)
}

/// Each thing that is to be named, and how many below it are not.
fn grouped(things: &[Thing]) -> Vec<(&Thing, usize)> {
    let mut groups: Vec<(&Thing, usize)> = Vec::new();
    for thing in things {
        match groups.last_mut() {
            Some((Thing { level: Some(level), .. }, below)) if thing.level.is_none_or(|own| own > *level) => {
                *below += 1
            }
            _ => groups.push((thing, 0)),
        }
    }
    groups
}

fn with_more(below: usize) -> String {
    match below {
        0 => String::new(),
        1 => " with one thing below it".to_owned(),
        below => format!(" with {below} things below it"),
    }
}

/// `file:line`.
fn shown(span: Span, sources: &Sources) -> String {
    let path = sources.get(span.file).map(|source| source.path.display().to_string()).unwrap_or_default();
    let (line, _) = sources.line_column(span).unwrap_or((1, 1));
    format!("{path}:{line}")
}

/// The things of a text in order, after its beginning. What stands in notes follows the text.
fn outline(manuscript: &Manuscript, sources: &Sources) -> Vec<Thing> {
    let Some(first) = manuscript.blocks.first() else { return Vec::new() };
    let beginning = "the beginning of the text".to_owned();
    let mut things = vec![Thing { name: beginning, level: None, span: first.span, below: Some([0; 3]) }];
    let mut list = |block| list(block, manuscript, sources, &mut things);
    for_each_block(&manuscript.blocks, &mut list);
    manuscript.notes.iter().for_each(|note| for_each_block(&note.blocks, &mut list));
    things
}

/// The things that a block is and that its own words hold.
fn list(block: &Block, manuscript: &Manuscript, sources: &Sources, things: &mut Vec<Thing>) {
    let is_given = |id: &String| manuscript.targets.get(id).is_some_and(|target| target.given);
    let given = block.id.as_ref().filter(|id| is_given(id));
    let (what, level) = match &block.kind {
        BlockKind::Heading(Heading { level: 0, .. }) => (Some("heading of a part".to_owned()), Some(0)),
        BlockKind::Heading(heading) => (Some(format!("heading of level {}", heading.level)), Some(heading.depth())),
        BlockKind::Figure(_) => (Some("figure".to_owned()), None),
        BlockKind::Table(_) => (Some("table".to_owned()), None),
        BlockKind::Part(part) => (Some(part.kind.name().to_owned()), None),
        BlockKind::AnswerLines(lines) => (Some(format!("block of {lines} lines to write on")), None),
        _ => (given.map(|_| "place".to_owned()), None),
    };
    let id = given.map(|id| format!(" `#{id}`")).unwrap_or_default();
    let below = Some([0; 3]);
    things.extend(what.map(|what| Thing { name: format!("the {what}{id}"), level, span: block.span, below }));
    if let Some(counts) = things.iter_mut().rev().find_map(|thing| thing.below.as_mut()) {
        count(block, counts);
    }
    let mut terms = Vec::new();
    let mut look = |inline: &Inline| match inline {
        Inline::NoteMark { span, .. } => things.push(Thing::in_line("the note".to_owned(), *span)),
        Inline::Span { id: Some(id), .. } if is_given(id) => {
            things.push(Thing::in_line(format!("the place `#{id}`"), block.span));
        }
        Inline::Text { span, .. } => terms.extend(terms_in(*span, sources)),
        _ => {}
    };
    lines_of(block).into_iter().for_each(|line| for_each_inline(line, &mut look));
    terms.sort_by(|a, b| a.name.cmp(&b.name));
    things.extend(terms);
}

/// Adds what a block is to the counts.
fn count(block: &Block, counts: &mut Counts) {
    match &block.kind {
        BlockKind::Paragraph(_) => counts[0] += 1,
        BlockKind::Definitions(definitions) => counts[0] += definitions.len(),
        BlockKind::Code(_) => counts[1] += 1,
        BlockKind::Table(table) => counts[2] += table.head.len() + table.body.len(),
        _ => {}
    }
}

/// The glossary's terms in words that were typed at a place: the tree has their words only.
fn terms_in(span: Span, sources: &Sources) -> Vec<Thing> {
    const OPEN: &str = "{{term:";
    let Some(source) = sources.get(span.file) else { return Vec::new() };
    let Some(typed) = source.text.get(span.start as usize..span.end as usize) else { return Vec::new() };
    let thing = |(at, _)| {
        let name = typed[at + OPEN.len()..].split_once("}}")?.0.trim();
        let start = span.start as usize + at;
        let span = Span::new(span.file, start..start + OPEN.len() + name.len() + 2);
        Some(Thing::in_line(format!("the term `{name}`"), span))
    };
    typed.match_indices(OPEN).filter_map(thing).collect()
}
