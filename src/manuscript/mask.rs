//! Stand-ins for what pulldown-cmark does not know.
//!
//! Directives, captions, attribute braces and the like are found in the source (`lines`, `inlines`) and replaced by
//! stand-ins which are Markdown that pulldown-cmark passes through: a processing instruction for a line, a rare sign of
//! punctuation around a number within a line. What comes back is mapped to the source by byte, so places stay exact.
//!
//! ```text
//!   source   :::exercise Who *acts* {#ex}        ![Flows](f.svg){#fig}      و**«نص»**
//!   masked   <?⸱0⸱?>                             ![Flows](f.svg)⸱3⸱         و⸰**«نص»**
//!            ⸱1⸱Who *acts*
//!            <?⸱2⸱?>
//! ```

use super::attributes::Attributes;
use super::read::{Foreign, Pair, WikiLink};
use crate::language::MarkerStyle;
use std::collections::BTreeSet;
use std::ops::Range;

/// Signs of punctuation of scripts long out of use: pulldown-cmark must take them for punctuation, and the source must
/// not hold the two that are taken.
const RARE: [char; 12] = [
    '\u{12470}',
    '\u{12471}',
    '\u{12472}',
    '\u{12473}',
    '\u{1091F}',
    '\u{10A50}',
    '\u{10A7F}',
    '\u{10857}',
    '\u{10B39}',
    '\u{16AF5}',
    '\u{1DA87}',
    '\u{1BC9F}',
];

/// Two signs that the source does not hold.
fn signs(source: &str) -> Option<(char, char)> {
    let mut rare = RARE.iter().copied().filter(|c| !source.contains(*c));
    Some((rare.next()?, rare.next()?))
}

/// Whether stand-ins can be put into the source: not where it holds the signs of a dozen dead scripts.
pub(super) fn is_possible(source: &str) -> bool {
    signs(source).is_some()
}

/// Something found in the source.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Construct {
    /// Attribute braces.
    Attributes(Attributes),
    /// Braces that were meant to be attributes but cannot be read.
    BadAttributes,
    /// `{{name}}`.
    Value(String),
    /// Markup of another program.
    Foreign(Foreign),
    /// A formula: how many bytes its marks have on either side, and whether it stands on its own.
    Formula { mark: usize, display: bool },
    /// A citation.
    Citation,
    /// A reference to a thing of this text, by its id.
    Reference(String),
    /// An address that is a link without any sign: where it leads.
    Address(String),
    /// `[[page|words]]`.
    Wiki(WikiLink),
    /// The sign that opens a pair.
    PairStart(Pair),
    /// The sign that closes one.
    PairEnd(Pair),
    /// A mark of a note, by its label in lower case. Markdown would take it for a link, which may not stand in the words of
    /// another link or of a picture.
    NoteMark(String),
    /// A mark of a note that has no text.
    UnknownNote(String),
    /// The line that opens a directive.
    Opener(Opener),
    /// Where the title of a directive begins.
    TitleStart,
    /// Where it ends.
    TitleEnd,
    /// The line that closes a directive.
    Closer,
    /// The colon before the caption of a table.
    Caption,
    /// A table of another form, written again.
    Table,
    /// A line of dashes in a table of a form that is not known.
    ForeignTable,
    /// Where a table gets columns for the cells that a row has too many; these.
    Surplus(Range<usize>),
    /// A list marker in another script than pulldown-cmark knows.
    ListMarker(MarkerStyle, u32),
    /// Blanks and signs at the edges of lines that say how another program nests them.
    Layout,
    /// A place where emphasis may open or close though the flanking rule of CommonMark forbids it.
    Boundary,
}

/// The line that opens a directive.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Opener {
    /// Name of the directive.
    pub(super) name: String,
    /// Where the name stands.
    pub(super) name_span: Range<usize>,
    /// Its attributes.
    pub(super) attributes: Attributes,
    /// A title follows on the line.
    pub(super) titled: bool,
    /// It makes a callout of the quotation it stands in, and nothing closes it.
    pub(super) alert: bool,
    /// The name is that of a class, as in pandoc's `::: {.name}`: an unknown one is none of ours.
    pub(super) by_class: bool,
    /// Braces that cannot be read.
    pub(super) fault: Option<Range<usize>>,
}

/// A replacement asked for by a scanner.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// Bytes of the source that are replaced.
    pub(super) source: Range<usize>,
    /// What they are.
    pub(super) construct: Construct,
    /// How they are replaced.
    pub(super) form: Form,
}

/// How something is replaced.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// `⸱n⸱` within a line.
    Inline,
    /// `<?⸱n⸱?>`, after and before these texts.
    Line(String, String),
    /// These letters, which begin an item.
    Literal(String),
    /// These letters; nothing stands for them.
    Plain(String),
    /// `⸰`.
    Boundary,
    /// Pieces of the source in another order, HTML between them, and what stands within the pieces.
    Rewritten(Vec<Piece>, Vec<Edit>),
}

/// A piece of what is written again.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Html(String),
    Source(Range<usize>),
}

/// A stretch of the masked text that is not the source's.
#[derive(Clone, Debug)]
struct Patch {
    masked: Range<usize>,
    source: Range<usize>,
}

/// A source text with stand-ins.
#[derive(Debug)]
pub(super) struct Masked {
    /// What pulldown-cmark reads.
    pub(super) text: String,
    /// What the stand-ins stand for, by their number, and where that is in the source.
    pub(super) constructs: Vec<(Construct, Range<usize>)>,
    /// Masked places of list markers and tables with the numbers of their constructs, ascending: they must be met there.
    pub(super) markers: Vec<(usize, usize)>,
    token: char,
    boundary: char,
    patches: Vec<Patch>,
}

impl Masked {
    /// Replaces what the edits name. `edits` ascend and do not overlap; those whose number is in `without` are left.
    pub(super) fn new(source: &str, edits: &[Edit], without: &BTreeSet<usize>) -> Self {
        // No text holds NUL: it was replaced when the file was read.
        let (token, boundary) = signs(source).unwrap_or(('\0', '\0'));
        let edits = if token == boundary { &[] } else { edits };
        let mut masked = Self {
            text: String::with_capacity(source.len() + edits.len() * 8),
            constructs: Vec::with_capacity(edits.len()),
            markers: Vec::new(),
            token,
            boundary,
            patches: Vec::with_capacity(edits.len()),
        };
        masked.rewrite(source, 0..source.len(), edits, without);
        masked
    }

    /// Adds a stretch of the source with the edits in it.
    fn rewrite(&mut self, source: &str, range: Range<usize>, edits: &[Edit], without: &BTreeSet<usize>) {
        let mut at = range.start;
        for edit in edits {
            let number = self.constructs.len();
            self.constructs.push((edit.construct.clone(), edit.source.clone()));
            let left_out = without.contains(&number) || edit.source.start < at;
            if !left_out {
                self.text.push_str(&source[at..edit.source.start]);
                at = edit.source.end;
            }
            match &edit.form {
                Form::Rewritten(pieces, within) if !left_out => {
                    self.markers.push((self.text.len(), number));
                    self.write_again(source, &edit.source, pieces, within, without);
                }
                // What stands within keeps its number.
                Form::Rewritten(_, within) => {
                    self.constructs.extend(within.iter().map(|edit| (edit.construct.clone(), edit.source.clone())));
                }
                _ if left_out => {}
                _ => self.apply(number, edit),
            }
        }
        self.text.push_str(&source[at..range.end]);
    }

    fn write_again(
        &mut self,
        source: &str,
        whole: &Range<usize>,
        pieces: &[Piece],
        within: &[Edit],
        without: &BTreeSet<usize>,
    ) {
        for piece in pieces {
            let start = self.text.len();
            match piece {
                Piece::Html(text) => {
                    self.text.push_str(text);
                    self.patches.push(Patch { masked: start..self.text.len(), source: whole.clone() });
                }
                Piece::Source(range) => {
                    self.patches.push(Patch { masked: start..start, source: range.start..range.start });
                    let from = within.partition_point(|edit| edit.source.start < range.start);
                    let to = within.partition_point(|edit| edit.source.start < range.end);
                    self.rewrite(source, range.clone(), within.get(from..to).unwrap_or_default(), without);
                }
            }
        }
        let end = self.text.len();
        self.patches.push(Patch { masked: end..end, source: whole.end..whole.end });
    }

    fn apply(&mut self, number: usize, edit: &Edit) {
        let start = self.text.len();
        let token = self.token;
        match &edit.form {
            Form::Inline => self.text.push_str(&format!("{token}{number}{token}")),
            Form::Line(before, after) => self.text.push_str(&format!("{before}<?{token}{number}{token}?>{after}")),
            Form::Literal(letters) => {
                self.markers.push((start, number));
                self.text.push_str(letters);
            }
            Form::Plain(letters) => self.text.push_str(letters),
            Form::Boundary => self.text.push(self.boundary),
            Form::Rewritten(..) => return,
        }
        self.patches.push(Patch { masked: start..self.text.len(), source: edit.source.clone() });
    }

    /// Bytes of the source for bytes of the masked text.
    pub(super) fn source_range(&self, masked: Range<usize>) -> Range<usize> {
        let start = self.source_at(masked.start, false);
        start..self.source_at(masked.end, true).max(start)
    }

    fn source_at(&self, at: usize, is_end: bool) -> usize {
        let next =
            self.patches.partition_point(|patch| patch.masked.start < at || (!is_end && patch.masked.start == at));
        let Some(patch) = next.checked_sub(1).and_then(|last| self.patches.get(last)) else { return at };
        if at < patch.masked.end {
            if is_end { patch.source.end } else { patch.source.start }
        } else {
            patch.source.end + (at - patch.masked.end)
        }
    }

    /// Cuts a text that came out of the masked one at its stand-ins; boundaries are gone.
    pub(super) fn split<'t>(&self, text: &'t str) -> Vec<Stretch<'t>> {
        let mut out = Vec::new();
        let mut rest = text;
        let mut at = 0;
        while let Some(found) = rest.find([self.token, self.boundary]) {
            if found > 0 {
                out.push(Stretch { at, masked_len: found, kind: StretchKind::Text(&rest[..found]) });
            }
            let sign = rest[found..].chars().next().map_or(0, char::len_utf8);
            let (len, kind) = match self.token_at(&rest[found..]) {
                Some((number, len)) => (len, Some(StretchKind::StandIn(number))),
                None if rest[found..].starts_with(self.boundary) => (sign, None),
                None => (sign, Some(StretchKind::Text(&rest[found..found + sign]))),
            };
            out.extend(kind.map(|kind| Stretch { at: at + found, masked_len: len, kind }));
            at += found + len;
            rest = &rest[found + len..];
        }
        if !rest.is_empty() {
            out.push(Stretch { at, masked_len: rest.len(), kind: StretchKind::Text(rest) });
        }
        out
    }

    /// The number of the stand-in that the text begins with, and its length.
    fn token_at(&self, text: &str) -> Option<(usize, usize)> {
        let inner = text.strip_prefix(self.token)?;
        let end = inner.find(self.token)?;
        let number: usize = inner[..end].parse().ok()?;
        (number < self.constructs.len()).then_some((number, 2 * self.token.len_utf8() + end))
    }

    /// The number of the stand-in that is the whole of a block of HTML.
    pub(super) fn line_stand_in(&self, html: &str) -> Option<usize> {
        let inner = html.trim().strip_prefix("<?")?.strip_suffix("?>")?;
        let (number, len) = self.token_at(inner)?;
        (len == inner.len()).then_some(number)
    }

    /// A text as the source has it. Also gives the stand-ins of whole lines in it, which should not be there.
    pub(super) fn restore(&self, text: &str, source: &str) -> (String, Vec<usize>) {
        let mut out = String::with_capacity(text.len());
        let mut astray = Vec::new();
        for stretch in self.split(text) {
            match stretch.kind {
                StretchKind::Text(text) => out.push_str(text),
                StretchKind::StandIn(number) => {
                    if let Some((construct, range)) = self.constructs.get(number) {
                        out.push_str(source.get(range.clone()).unwrap_or_default());
                        if construct.is_line() {
                            astray.push(number);
                        }
                    }
                }
            }
        }
        (out, astray)
    }
}

impl Construct {
    /// Whether it takes its line for itself, so that a stand-in in the wrong place changes what stands around it.
    pub(super) fn is_line(&self) -> bool {
        matches!(
            self,
            Self::Opener(_) | Self::Closer | Self::TitleStart | Self::TitleEnd | Self::Caption | Self::ForeignTable
        )
    }
}

/// A piece of a text that came out of the masked one.
#[derive(Debug)]
pub(super) struct Stretch<'t> {
    /// Where it begins in that text.
    pub(super) at: usize,
    /// Its length there.
    pub(super) masked_len: usize,
    /// What it is.
    pub(super) kind: StretchKind<'t>,
}

/// What a piece is.
#[derive(Debug)]
pub(super) enum StretchKind<'t> {
    /// Text of the source.
    Text(&'t str),
    /// The stand-in of a construct.
    StandIn(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(source: Range<usize>, construct: Construct, form: Form) -> Edit {
        Edit { source, construct, form }
    }

    #[test]
    fn places_map_back_to_the_source() {
        let source = "ab{{x}}cd";
        let edits = [edit(2..7, Construct::Value("x".to_owned()), Form::Inline)];
        let masked = Masked::new(source, &edits, &BTreeSet::new());
        let end = masked.text.len();
        assert_eq!(masked.source_range(0..end), 0..9);
        assert_eq!(masked.source_range(end - 2..end), 7..9);
        assert_eq!(masked.source_range(2..end - 2), 2..7);
        assert_eq!(masked.source_range(0..2), 0..2);
        assert_eq!(masked.restore(&masked.text, source).0, source);
    }

    #[test]
    fn boundaries_vanish_and_signs_of_the_source_are_not_taken() {
        let source = "a\u{12470}b";
        let edits = [edit(1..1, Construct::Boundary, Form::Boundary)];
        let masked = Masked::new(source, &edits, &BTreeSet::new());
        assert_eq!(masked.restore(&masked.text, source).0, source);
        assert_eq!(masked.text, "a\u{12472}\u{12470}b");
    }
}
