//! An index: terms with their pages, in two columns (docs/typography.md P34, V9).

use super::super::rows::{IndexPage, Row};
use super::Composer;
use super::context::{Context, keep_with_row_before};
use super::setting::ParagraphStyle;
use crate::diagnostics::Diagnostics;
use crate::language::Direction;
use crate::manuscript::{IndexEntry, NodeId};
use crate::text::{Isolate, Owner, Piece, TextStyle};
use crate::units::Length;

/// Indent of turned lines, and of a subterm, in thousandths of an em.
const TURN: i64 = 1200;
/// So many pages in a row are given as the first and the last.
const RANGE: usize = 3;
/// How high the first columns are, which stand below a heading, in thousandths of a page.
const FIRST: i64 = 680;
/// Lines that a term keeps to itself at the foot of a column.
const KEPT: usize = 2;

/// Pages in a row on which a term stands, each with the link to it.
type Run = Vec<(IndexPage, NodeId)>;

/// A page that is printed, and what it comes after.
struct Step {
    after: After,
    page: IndexPage,
    node: NodeId,
    /// Its volume is named: the page before lies in another one, or there is none.
    names_volume: bool,
}

#[derive(Copy, Clone)]
enum After {
    Term,
    /// A page that has nothing to do with this one.
    Page,
    /// A page of another volume.
    Volume,
    /// The first page of a row of which this is the last.
    First,
}

impl Composer<'_> {
    /// The whole index: blocks of two balanced columns, the first at the start side, each as high as a page lets it.
    pub(super) fn index(&self, context: &Context, entries: &[IndexEntry], diagnostics: &mut Diagnostics) -> Vec<Row> {
        let mut small = context.clone();
        small.text.size = self.small(context.text.size, "caption");
        let column = self.first_column(&small);
        let mut rows = Vec::new();
        let mut waiting: Vec<Vec<Row>> = Vec::new();
        let mut room = self.column_height().scale(FIRST, 1000);
        for entry in entries {
            let lines = self.entry(&column, entry, diagnostics);
            let height: Length = waiting.iter().flatten().chain(&lines).map(|row| row.height).sum();
            if height > room * 2 && !waiting.is_empty() {
                rows.extend(self.entry_columns(&small, std::mem::take(&mut waiting)));
                room = self.column_height();
            }
            waiting.push(lines);
        }
        rows.extend(self.entry_columns(&small, waiting));
        rows
    }

    fn entry_columns(&self, context: &Context, entries: Vec<Vec<Row>>) -> Vec<Row> {
        let mut starts = Vec::new();
        let mut rows = Vec::new();
        for entry in entries {
            starts.push(rows.len());
            rows.extend(entry);
        }
        match self.balanced(context, rows.clone(), &starts) {
            Some(row) => vec![row],
            None => rows,
        }
    }

    /// «remittances 4, 7–9»: the term and its pages, each a link.
    fn entry(&self, column: &Context, entry: &IndexEntry, diagnostics: &mut Diagnostics) -> Vec<Row> {
        let turn = column.text.size.scale(TURN, 1000);
        let inner = column.inside(turn * i64::from(entry.level), Length::ZERO);
        let text = &inner.text;
        let owner = Owner::Node(entry.node);
        let mut pieces = vec![Piece::words(entry.words.clone(), text.clone(), owner)];
        let [comma, semicolon] = ["index-comma", "index-semicolon"].map(|key| format!("{} ", self.language.term(key)));
        for (at, step) in (0_u32..).step_by(2).zip(shown(self.runs(entry))) {
            let before = match step.after {
                After::Term => "\u{2002}",
                After::Page => comma.as_str(),
                After::Volume => semicolon.as_str(),
                After::First => "–",
            };
            pieces.push(Piece::words(before, text.clone(), owner));
            pieces.extend(self.folio(&step, text, at));
        }
        let style = ParagraphStyle { first_indent: -turn, ..ParagraphStyle::display(text.clone(), inner.grid) };
        let mut rows = self.set(&inner, pieces, &style, diagnostics);
        rows.iter_mut().skip(1).take(KEPT - 1).for_each(keep_with_row_before);
        rows
    }

    /// A folio, after its volume where that is to be named: in bold, the first of both in the direction of the text.
    /// `at` and the number after it are for what stands apart.
    fn folio(&self, step: &Step, text: &TextStyle, at: u32) -> Vec<Piece> {
        let (page, owner) = (&step.page, Owner::Node(step.node));
        let style = TextStyle { color: self.house.link, ..text.clone() };
        let apart = |words: String, style: TextStyle, group: u32| {
            let isolate = Some(Isolate::firm(Direction::Ltr, group));
            Piece { isolate, ..Piece::words(words, style, owner) }
        };
        let mut pieces = Vec::new();
        if step.names_volume {
            let volume = self.language.number(usize::from(page.volume));
            pieces.push(apart(volume, TextStyle { bold: true, ..style.clone() }, at + 1));
            // The colon belongs to the numbers, whatever the language does with one between words.
            let colon = Piece::words(":\u{2060}\u{2009}\u{2060}", style.clone(), owner);
            pieces.push(Piece { verbatim: true, ..colon });
        }
        pieces.push(apart(page.folio.clone(), style, at + 2));
        pieces
    }

    /// The pages of an entry, those that follow each other together; a page that has the term twice once.
    fn runs(&self, entry: &IndexEntry) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for place in &entry.places {
            let Some(page) = self.lookup.page(&place.id) else { continue };
            let last = runs.last().and_then(|run| run.last()).map(|(page, _)| page);
            match last {
                Some(last) if *last == page => {}
                Some(last) if last.volume == page.volume && last.page + 1 == page.page => {
                    runs.last_mut().into_iter().for_each(|run| run.push((page.clone(), place.node)));
                }
                _ => runs.push(vec![(page, place.node)]),
            }
        }
        runs
    }
}

/// Long runs by their first and last page, short ones page by page.
fn shown(runs: Vec<Run>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for run in runs {
        let last = run.len().saturating_sub(1);
        let range = run.len() >= RANGE;
        for (at, (page, node)) in run.into_iter().enumerate() {
            if range && at > 0 && at < last {
                continue;
            }
            let volume = steps.last().map_or(0, |step| step.page.volume);
            let names_volume = page.volume != volume;
            let after = match at {
                _ if steps.is_empty() => After::Term,
                _ if names_volume => After::Volume,
                0 => After::Page,
                _ if range => After::First,
                _ => After::Page,
            };
            steps.push(Step { after, page, node, names_volume });
        }
    }
    steps
}
