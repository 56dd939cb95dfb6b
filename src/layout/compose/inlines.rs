//! Inlines to pieces: the tree of emphasis, links and spans becomes a flat sequence in which each piece knows its look,
//! its owner, its language and the bidi isolate it stands in.

use super::super::rows::{Mark, Row};
use super::Composer;
use super::context::Context;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::language::{Direction, Emphasis, Language};
use crate::manuscript::{Inline, LinkTarget, NodeId, NoteId, Picture, at_the_start, plain_text};
use crate::text::{
    Decoration, FontRole, Isolate, Item, ItemKind, Owner, Piece, PieceKind, TextStyle, is_address, of_link,
    one_direction,
};
use crate::units::{Length, Rect};

/// Size and rise of raised and lowered text, in thousandths of the size around it.
const SCRIPT_SIZE: i64 = 680;
const SUPERSCRIPT_RISE: i64 = 330;
const SUBSCRIPT_DROP: i64 = 140;

/// Inlines nested deeper than this keep their words but take no further look.
const DEEPEST: u16 = 64;

/// A paragraph's pieces and the ids inside it.
pub(super) struct Flat {
    pub(super) pieces: Vec<Piece>,
    pub(super) anchors: Anchors,
}

/// Ids of spans within a paragraph, each with the owner of the first piece that stands there.
#[derive(Default)]
pub(super) struct Anchors(Vec<(Owner, String)>);

impl Anchors {
    /// The ids, for a row that holds all their words.
    pub(super) fn into_marks(self) -> impl Iterator<Item = Mark> {
        self.0.into_iter().map(|(_, id)| Mark::Id(id))
    }

    /// Puts each id on the row where its words begin; on the first row where it has none.
    pub(super) fn mark(self, rows: &mut [Row]) {
        for (owner, id) in self.0 {
            let at = rows.iter().position(|row| row.items.iter().any(|item| item.owner == owner)).unwrap_or(0);
            if let Some(row) = rows.get_mut(at) {
                row.marks.push(Mark::Id(id));
            }
        }
    }
}

/// How what follows is set.
#[derive(Clone)]
struct Look {
    style: TextStyle,
    owner: Owner,
    language: Option<Language>,
    isolate: Option<Isolate>,
    verbatim: bool,
}

struct Flattener<'c> {
    composer: &'c Composer<'c>,
    context: &'c Context,
    pieces: Vec<Piece>,
    anchors: Vec<(usize, String)>,
    groups: u32,
    depth: u16,
    diagnostics: &'c mut Diagnostics,
}

impl Composer<'_> {
    /// The pieces of inlines that belong to `owner`, in the type of the context.
    pub(super) fn flatten(
        &self,
        context: &Context,
        inlines: &[Inline],
        owner: NodeId,
        diagnostics: &mut Diagnostics,
    ) -> Flat {
        let mut look = Look {
            style: context.text.clone(),
            owner: Owner::Node(owner),
            language: None,
            isolate: None,
            verbatim: false,
        };
        let mut flattener = Flattener {
            composer: self,
            context,
            pieces: Vec::new(),
            anchors: Vec::new(),
            groups: 0,
            depth: 0,
            diagnostics,
        };
        if context.follows_words {
            look.isolate = one_direction(&plain_text(inlines))
                .filter(|direction| *direction != context.direction())
                .map(|direction| flattener.new_isolate(direction));
        }
        flattener.all(inlines, &look);
        let Flattener { pieces, anchors, .. } = flattener;
        let owner_at = |at: usize| pieces.get(at).map_or(Owner::Node(owner), |piece| piece.owner);
        let anchors = Anchors(anchors.into_iter().map(|(at, id)| (owner_at(at), id)).collect());
        Flat { pieces, anchors }
    }
}

impl Flattener<'_> {
    fn all(&mut self, inlines: &[Inline], look: &Look) {
        self.depth += 1;
        for inline in inlines {
            self.one(inline, look);
        }
        self.depth -= 1;
    }

    /// The content of an inline in a changed look.
    fn changed(&mut self, content: &[Inline], look: &Look, change: impl FnOnce(&mut Look)) {
        if self.depth > DEEPEST {
            self.text(&plain_text(content), None, look);
            return;
        }
        let mut look = look.clone();
        change(&mut look);
        self.all(content, &look);
    }

    fn one(&mut self, inline: &Inline, look: &Look) {
        match inline {
            Inline::Text { text, span } => self.text(text, Some(*span), look),
            Inline::Code { node, text, span } => self.code(*node, text, *span, look),
            Inline::Emphasis(content) => self.emphasis(content, look),
            Inline::Strong(content) => self.changed(content, look, |look| look.style.bold = true),
            Inline::Strike(content) => self.changed(content, look, |look| look.style.decoration.strike = true),
            Inline::Superscript(content) => {
                self.changed(content, look, |look| raise(&mut look.style, SUPERSCRIPT_RISE))
            }
            Inline::Subscript(content) => self.changed(content, look, |look| raise(&mut look.style, -SUBSCRIPT_DROP)),
            Inline::Link { node, content, .. } => self.link(*node, content, look),
            Inline::Reference { node, target, span } => self.reference(*node, target, *span, look),
            Inline::Span { node, id, lang, content, classes } => {
                if let Some(id) = id {
                    self.anchors.push((self.pieces.len(), id.clone()));
                }
                let language = lang.as_ref().map(|lang| self.composer.language.foreign(lang));
                let isolate = self.isolate_for(language.as_ref(), look);
                self.changed(content, look, |look| {
                    look.owner = Owner::Node(*node);
                    look.language = language.or(look.language.take());
                    look.isolate = isolate;
                    for class in classes {
                        match class.as_str() {
                            "underline" => look.style.decoration.underline = true,
                            "mark" => look.style.decoration.ground = Some(self.composer.house.mark),
                            "small" => self.composer.make_small(&mut look.style),
                            _ => {}
                        }
                    }
                });
            }
            Inline::Image { node, picture, span } => self.image(*node, picture, *span, look),
            Inline::NoteMark { node, note, span } => self.note_mark(*node, *note, *span, look),
            Inline::Value { name, span } => self.value(name, *span, look),
            Inline::SoftBreak => self.text(" ", None, look),
            Inline::HardBreak => self.piece(PieceKind::Break, None, look),
        }
    }

    /// `*…*` as the language has it (docs/typography.md A44).
    fn emphasis(&mut self, content: &[Inline], look: &Look) {
        let language = look.language.as_ref().unwrap_or(&self.context.language).clone();
        match language.data.emphasis {
            Emphasis::Auto => self.changed(content, look, |look| look.style.italic = !look.style.italic),
            Emphasis::Color => {
                let accent = self.composer.house.accent;
                self.changed(content, look, |look| look.style.color = accent);
            }
            Emphasis::Bold => self.changed(content, look, |look| look.style.bold = true),
            Emphasis::Overline => self.changed(content, look, |look| look.style.decoration.overline = true),
            Emphasis::Guillemets => {
                let [open, close] = &language.data.quotes.outer;
                self.words(open, None, look);
                self.changed(content, look, |_| {});
                self.words(close, None, look);
            }
        }
    }

    fn piece(&mut self, kind: PieceKind, source: Option<Span>, look: &Look) {
        self.pieces.push(Piece {
            kind,
            style: look.style.clone(),
            owner: look.owner,
            language: look.language.clone(),
            isolate: look.isolate,
            verbatim: look.verbatim,
            source,
        });
    }

    /// Words; a line end of the source joins the words before it.
    fn text(&mut self, text: &str, span: Option<Span>, look: &Look) {
        if span.is_none()
            && let Some(last) = self.pieces.last_mut()
            && last.owner == look.owner
            && last.isolate == look.isolate
            && last.style == look.style
            && let PieceKind::Text(before) = &mut last.kind
        {
            before.push_str(text);
            return;
        }
        if look.verbatim || look.style.rise != Length::ZERO {
            return self.words(text, span, look);
        }
        let language = look.language.as_ref().unwrap_or(&self.context.language);
        let endings = language.data.raised.endings(text);
        let capitals = self.context.capitals && !language.direction().is_rtl();
        let cased = |words: &str| if capitals { words.to_uppercase() } else { words.to_owned() };
        let mut from = 0;
        for ending in endings {
            self.words(&cased(&text[from..ending.start]), part_of(span, text, from..ending.start), look);
            let mut raised = look.clone();
            raised.style.superior = true;
            self.words(&text[ending.clone()], part_of(span, text, ending.clone()), &raised);
            from = ending.end;
        }
        self.words(&cased(&text[from..]), part_of(span, text, from..text.len()), look);
    }

    fn words(&mut self, text: &str, span: Option<Span>, look: &Look) {
        if !text.is_empty() {
            self.piece(PieceKind::Text(text.to_owned()), span, look);
        }
    }

    /// Code is left-to-right whatever is around it (docs/typography.md A16).
    fn code(&mut self, node: NodeId, text: &str, span: Span, look: &Look) {
        let mut look = look.clone();
        look.style.role = FontRole::Code;
        look.style.italic = false;
        look.style.size =
            look.style.size.scale(i64::from(self.composer.house.small.get("code").copied().unwrap_or(880)), 1000);
        look.owner = Owner::Node(node);
        look.verbatim = true;
        look.isolate = self.direction_isolate(Direction::Ltr, &look);
        self.piece(PieceKind::Text(text.to_owned()), Some(span), &look);
    }

    /// A link in its colour. An address is set as it is; Latin words in right-to-left text stay in one piece; words that
    /// touch letters of their own script are never isolated, which would cut the joining (docs/typography.md A16, E5).
    fn link(&mut self, node: NodeId, content: &[Inline], look: &Look) {
        let words = plain_text(content);
        let address = is_address(&words);
        self.groups += 1;
        let isolate = of_link(&words, self.direction_around(look), self.groups).or(look.isolate);
        let color = self.composer.house.link;
        self.changed(content, look, |look| {
            look.owner = Owner::Node(node);
            look.style.color = color;
            look.isolate = isolate;
            look.verbatim |= address;
        });
    }

    fn reference(&mut self, node: NodeId, target: &LinkTarget, span: Span, look: &Look) {
        let words = self.composer.lookup.reference(target).unwrap_or_else(|| {
            self.diagnostics.push(
                Diagnostic::warning("unresolved-reference", format!("nothing here is called {}", name_of(target)))
                    .at(span)
                    .help("give the thing meant this id in braces, such as {#fig-flows}, or correct the reference"),
            );
            "??".to_owned()
        });
        let words = if self.pieces.is_empty() { at_the_start(words, target) } else { words };
        let mut look = look.clone();
        look.owner = Owner::Node(node);
        look.style.color = self.composer.house.link;
        self.piece(PieceKind::Text(words), Some(span), &look);
    }

    fn value(&mut self, name: &str, span: Span, look: &Look) {
        let words = self.composer.lookup.value(name).unwrap_or_else(|| {
            self.diagnostics.push(
                Diagnostic::warning("unknown-value", format!("there is no value called {name}"))
                    .at(span)
                    .help("values are page, pages, title, volume; write \\{{ for braces that are meant as such"),
            );
            format!("{{{{{name}}}}}")
        });
        self.piece(PieceKind::Text(words), Some(span), look);
    }

    /// A raised number, after its word in the order of reading even where that word runs the other way
    /// (docs/typography.md A5, A49).
    fn note_mark(&mut self, node: NodeId, note: NoteId, span: Span, look: &Look) {
        let language = &self.context.language;
        let number = self.composer.manuscript.notes.get(note.0 as usize).map_or(note.0 + 1, |note| note.number);
        let mut look = look.clone();
        look.style.italic = false;
        look.style.bold = false;
        look.style.decoration = Decoration::default();
        look.owner = Owner::Node(node);
        look.language = None;
        look.isolate = Some(self.new_isolate(language.direction()));
        self.piece(PieceKind::NoteMark(language.note_mark(number), note), Some(span), &look);
    }

    /// A picture on the baseline, at its natural size as far as the measure lets it; its alternative text where the
    /// file cannot be read.
    fn image(&mut self, node: NodeId, picture: &Picture, span: Span, look: &Look) {
        let room = self.context.width();
        let mut look = look.clone();
        look.owner = Owner::Node(node);
        let Some(size) = self.composer.picture_size(picture, room, span, self.diagnostics) else {
            self.text(picture.alt.as_deref().unwrap_or_default(), Some(span), &look);
            return;
        };
        let rect = Rect::new(Length::ZERO, -size.height, size.width, size.height);
        let owner = self.composer.owner_of_picture(node, picture);
        let items = vec![Item { owner, kind: ItemKind::Picture { file: picture.file.clone(), rect } }];
        let kind = PieceKind::Object { width: size.width, ascent: size.height, descent: Length::ZERO, items };
        self.piece(kind, Some(span), &look);
    }

    fn new_isolate(&mut self, direction: Direction) -> Isolate {
        self.groups += 1;
        Isolate::firm(direction, self.groups)
    }

    fn direction_around(&self, look: &Look) -> Direction {
        let firm = look.isolate.filter(|isolate| isolate.firm);
        firm.map_or(self.context.direction(), |isolate| isolate.direction)
    }

    /// A new isolate of this direction; the one around it serves where it already has it.
    fn direction_isolate(&mut self, direction: Direction, look: &Look) -> Option<Isolate> {
        match look.isolate {
            Some(around) if around.direction == direction && around.firm => Some(around),
            _ => Some(self.new_isolate(direction)),
        }
    }

    /// The isolate of words in another language: only where that language runs the other way.
    fn isolate_for(&mut self, language: Option<&Language>, look: &Look) -> Option<Isolate> {
        match language {
            Some(language) if language.direction() != self.direction_around(look) => {
                self.direction_isolate(language.direction(), look)
            }
            _ => look.isolate,
        }
    }
}

impl Composer<'_> {
    /// Sets what follows as small as captions.
    pub(super) fn make_small(&self, style: &mut TextStyle) {
        style.size = style.size.scale(i64::from(self.house.small.get("caption").copied().unwrap_or(880)), 1000);
    }
}

fn raise(style: &mut TextStyle, thousandths: i64) {
    style.rise += style.size.scale(thousandths, 1000);
    style.size = style.size.scale(SCRIPT_SIZE, 1000);
}

/// What a target is called in the sources.
fn name_of(target: &LinkTarget) -> String {
    match target {
        LinkTarget::External(address) => address.clone(),
        LinkTarget::Internal(id) => format!("#{id}"),
        LinkTarget::Publication { publication, id: Some(id) } => format!("{publication}#{id}"),
        LinkTarget::Publication { publication, id: None } => publication.clone(),
    }
}

/// The place of a part of a text, where the source is the text letter by letter; else that of the whole.
fn part_of(span: Option<Span>, text: &str, part: std::ops::Range<usize>) -> Option<Span> {
    let span = span?;
    if (span.end - span.start) as usize != text.len() {
        return Some(span);
    }
    let start = span.start as usize;
    Some(Span::new(span.file, start + part.start..start + part.end))
}
