//! A manuscript with every construct, in four languages.

use std::collections::BTreeMap;
use std::path::PathBuf;
use warraq::diagnostics::{FileId, Span};
use warraq::language::{LangTag, MarkerStyle};
use warraq::manuscript::*;

/// Words of a language: chapter titles, sentences.
pub(crate) struct Words {
    pub(crate) chapters: [&'static str; 3],
    pub(crate) sections: [&'static str; 2],
    pub(crate) sentences: &'static [&'static str],
    pub(crate) foreign: (&'static str, &'static str),
}

pub(crate) fn words(lang: &str) -> Words {
    match lang {
        "fr" => Words {
            chapters: ["Avant de commencer", "À l’échelle de l’État : œuvre commune", "Pour finir"],
            sections: ["Qui part ?", "Et l’argent ?"],
            sentences: &[
                "Migrer\u{202F}? Oui, mais pour qui\u{A0}: «\u{A0}la commune\u{A0}»\u{202F}; demain\u{202F}!",
                "«\u{A0}L’accueil, dit la maire, c’est “notre” affaire.\u{A0}»",
                "Le 1er juin, 15\u{202F}000\u{202F}000 d’euros (12,5\u{A0}%) en 2024.",
            ],
            foreign: ("ar", "التنمية المحلية"),
        },
        "es" => Words {
            chapters: ["Antes de empezar", "El vínculo: migración y desarrollo", "Para terminar"],
            sections: ["¿Quién se va?", "¿Y el dinero?"],
            sentences: &[
                "¿Migrar? ¡Sí, y volver! —¿Cuándo?",
                "La 1.ª edición, n.º 5, reunió a 10\u{202F}000 personas (12\u{A0}%).",
                "«La llamada “fuga de cerebros” no es ‘fatal’», explicó.",
            ],
            foreign: ("en", "brain drain"),
        },
        "ar" => Words {
            chapters: ["قبل أن تبدؤوا", "GIZ شريكٌ في برنامج التشغيل المحلي", "في الختام"],
            sections: ["من يرحل؟", "والمال؟"],
            sentences: &[
                "الهجرةُ لا تُفرِغُ القرى؛ بل تُعيدُ توزيعَ المواردِ.",
                "استفاد برنامج MIEUX (2024) من خبرة MC2CM.",
                "للتسجيل زوروا https://example.org/ar/ أو راسلوا info@example.org.",
                "نمت التحويلات بين 2015–2020 بنسبة 12.5%، والهاتف +216 71 000 000.",
                "قال المدرب: «اقرأوا فصل ”الاندماج“ أولًا»؛ ثم سأل: أين «نقطة الصفر»؟",
            ],
            foreign: ("en", "local development"),
        },
        _ => Words {
            chapters: ["Before you begin", "Managing the link & its <limits>", "To finish"],
            sections: ["Who leaves?", "And the money?"],
            sentences: &[
                "Migration does not empty villages; it spreads what they have.",
                "“It’s our business,” said the mayor — and it was (1914–18).",
                "The word ورّاق names a craftsman, and <b>this</b> & that stay as typed.",
            ],
            foreign: ("ar", "التنمية المحلية"),
        },
    }
}

pub(crate) fn span() -> Span {
    Span::new(FileId(0), 0..0)
}

pub(crate) fn text(words: &str) -> Inline {
    Inline::Text { text: words.into(), span: span() }
}

/// Builds a tree whose elements are numbered in document order.
pub(crate) struct Builder {
    next: u32,
    pub(crate) notes: Vec<Note>,
    pub(crate) targets: BTreeMap<String, Target>,
    sentence: usize,
    words: Words,
}

impl Builder {
    pub(crate) fn new(lang: &str) -> Self {
        let next = NodeId::FIRST_OF_TEXT.0;
        Self { next, notes: Vec::new(), targets: BTreeMap::new(), sentence: 0, words: words(lang) }
    }

    pub(crate) fn node(&mut self) -> NodeId {
        self.next += 1;
        NodeId(self.next)
    }

    pub(crate) fn block(&mut self, id: &str, kind: impl FnOnce(&mut Self) -> BlockKind) -> Block {
        let node = self.node();
        let id = (!id.is_empty()).then(|| id.to_owned());
        Block { node, span: span(), id, classes: Vec::new(), lang: None, kind: kind(self) }
    }

    fn target(&mut self, id: &str, kind: TargetKind, number: &[u16], title: &str) {
        let node = NodeId(self.next);
        let title = title.to_owned();
        self.targets
            .insert(id.into(), Target { kind, number: number.to_vec(), title, given: true, chapter: None, node });
    }

    /// The next sentence of the language.
    pub(crate) fn say(&mut self) -> String {
        self.sentence += 1;
        self.words.sentences[self.sentence % self.words.sentences.len()].to_owned()
    }

    pub(crate) fn heading(&mut self, id: &str, level: u8, number: &[u16], title: &str) -> Block {
        let block = self.block(id, |_| {
            BlockKind::Heading(Heading {
                level,
                back: false,
                part: None,
                number: number.to_vec(),
                short: None,
                content: vec![text(title)],
            })
        });
        self.target(id, TargetKind::Heading(level), number, title);
        block
    }

    pub(crate) fn paragraph(&mut self) -> Block {
        self.block("", |b| BlockKind::Paragraph(vec![text(&b.say())]))
    }

    pub(crate) fn note(&mut self) -> Inline {
        let node = self.node();
        let number = u32::try_from(self.notes.len()).expect("few notes") + 1;
        let note = NoteId(number - 1);
        let blocks = vec![self.paragraph()];
        let own = self.node();
        let label = self.node();
        self.notes.push(Note { node: own, label, span: span(), number, blocks });
        Inline::NoteMark { node, note, span: span() }
    }

    /// A paragraph with every inline.
    fn rich(&mut self) -> Block {
        self.block("", |b| {
            let (lang, words) = b.words.foreign;
            let mut content = vec![
                text(&b.say()),
                Inline::SoftBreak,
                Inline::Emphasis(vec![text(&b.say())]),
                text(" "),
                Inline::Strong(vec![text(&b.say())]),
                text(" "),
                Inline::Strike(vec![text("1 2")]),
                text(" x"),
                Inline::Superscript(vec![text("2")]),
                text(" H"),
                Inline::Subscript(vec![text("2")]),
                Inline::HardBreak,
                Inline::Code { node: b.node(), text: "git push --force <x> & y".into(), span: span() },
                text(" "),
            ];
            content.push(Inline::Span {
                node: b.node(),
                id: Some("span-with-id".into()),
                lang: LangTag::parse(lang),
                classes: vec!["odd".into(), "no\"good".into()],
                content: vec![text(words)],
            });
            content.push(text(" "));
            content.push(b.link(LinkTarget::External("https://example.org/a b?x=1&y=2".into())));
            content.push(b.link(LinkTarget::Internal("chapter-two".into())));
            content.push(b.link(LinkTarget::Publication { publication: "core-module".into(), id: None }));
            content.push(b.reference("fig-flows"));
            content.push(b.reference("section-two"));
            content.push(b.note());
            content.push(text("."));
            BlockKind::Paragraph(content)
        })
    }

    fn link(&mut self, target: LinkTarget) -> Inline {
        Inline::Link { node: self.node(), target, span: span(), content: vec![text(&self.say())] }
    }

    fn reference(&mut self, id: &str) -> Inline {
        Inline::Reference { node: self.node(), target: LinkTarget::Internal(id.into()), span: span() }
    }

    fn list(&mut self, marker: ListMarker, tasks: bool, depth: u8) -> Block {
        self.block("", |b| {
            let items = (0..3).map(|at| b.item(marker, (tasks && at < 2).then_some(at == 0), depth)).collect();
            BlockKind::List(List { marker, tight: depth.is_multiple_of(2), items })
        })
    }

    fn item(&mut self, marker: ListMarker, task: Option<bool>, depth: u8) -> ListItem {
        let (node, label, body) = (self.node(), self.node(), self.node());
        let mut blocks = vec![self.paragraph()];
        if depth > 0 {
            blocks.push(self.list(marker, false, depth - 1));
        }
        ListItem { node, label, body, span: span(), task, blocks }
    }

    fn caption(&mut self, number: Option<u16>) -> Option<Caption> {
        Some(Caption { node: self.node(), number, content: vec![text(&self.say())] })
    }

    fn table(&mut self) -> Block {
        let block = self.block("tab-words", |b| {
            let caption = b.caption(Some(1));
            let head = vec![b.row(&[1, 1, 1])];
            let body = vec![b.row(&[1, 1, 1]), b.row(&[2, 1]), b.row(&[1, 1, 1])];
            let columns = vec![ColumnAlign::Start, ColumnAlign::Center, ColumnAlign::End];
            BlockKind::Table(Table { caption, columns, head, body })
        });
        self.target("tab-words", TargetKind::Table, &[1], "");
        block
    }

    fn row(&mut self, spans: &[u16]) -> TableRow {
        let node = self.node();
        let mut column = 0;
        let mut cell = |b: &mut Self, columns: u16| {
            column += columns;
            TableCell {
                node: b.node(),
                span: span(),
                column: column - columns,
                columns,
                rows: 1,
                head: false,
                content: vec![text(&b.say())],
                blocks: Vec::new(),
            }
        };
        TableRow { node, cells: spans.iter().map(|columns| cell(self, *columns)).collect() }
    }

    fn figure(&mut self, id: &str, file: PathBuf, alt: Option<&str>) -> Block {
        let alt = alt.map(str::to_owned);
        let block = self.block(id, |b| {
            let picture = Picture { file: file.into(), alt, width: Some(Extent::Share(805)), height: None };
            let caption = if id.is_empty() { None } else { b.caption(Some(1)) };
            BlockKind::Figure(Figure { picture, caption })
        });
        if !id.is_empty() {
            self.target(id, TargetKind::Figure, &[1], "");
        }
        block
    }

    fn part(&mut self, kind: PartKind, number: Option<u16>) -> Block {
        self.block(&number.map(|n| format!("part-{kind:?}-{n}").to_lowercase()).unwrap_or_default(), |b| {
            let title = if number.is_some() { vec![text(&b.say())] } else { Vec::new() };
            let title_node = b.node();
            let facts = if number.is_some() { vec![("time".into(), "45 min".into())] } else { Vec::new() };
            let heading = b.heading("", 4, &[], "x");
            let blocks = vec![b.paragraph(), heading, b.block("", |_| BlockKind::AnswerLines(3))];
            BlockKind::Part(Part { kind, number, title, title_node, facts, blocks })
        })
    }

    fn definitions(&mut self) -> Block {
        self.block("", |b| {
            let (node, label, body) = (b.node(), b.node(), b.node());
            let term = vec![text(&b.say())];
            let details = vec![vec![b.paragraph()], vec![b.paragraph()]];
            BlockKind::Definitions(vec![Definition { node, label, body, term, details }])
        })
    }

    fn code(&mut self) -> Block {
        let text = "fn main() {\n    // تعليق & <x>\n\tprintln!(\"\u{202E}abc\");\n}".to_owned();
        self.block("", |_| BlockKind::Code(Code { language: Some("rust".into()), text }))
    }
}

const PARTS: [PartKind; 19] = [
    PartKind::Objectives,
    PartKind::KeyPoints,
    PartKind::Case,
    PartKind::Exercise,
    PartKind::Worksheet,
    PartKind::Checklist,
    PartKind::Facilitator,
    PartKind::Answer,
    PartKind::Example,
    PartKind::PullQuote,
    PartKind::Box,
    PartKind::Columns,
    PartKind::Only,
    PartKind::Details,
    PartKind::Note,
    PartKind::Tip,
    PartKind::Important,
    PartKind::Warning,
    PartKind::Caution,
];

/// The whole manuscript: three chapters, the second with everything.
pub(crate) fn manuscript(lang: &str, pictures: &[PathBuf; 3]) -> Manuscript {
    let mut b = Builder::new(lang);
    let Words { chapters, sections, .. } = words(lang);
    let mut blocks = vec![b.paragraph()];
    blocks.push(b.heading("chapter-one", 1, &[1], chapters[0]));
    blocks.push(b.rich());
    blocks.push(b.block("", |b| BlockKind::Quote(vec![b.paragraph(), b.paragraph()])));
    blocks.push(b.heading("chapter-two", 1, &[2], chapters[1]));
    blocks.push(b.heading("قسم", 2, &[2, 1], sections[0]));
    blocks.push(b.rich());
    blocks.push(b.list(ListMarker::Bullet, false, 2));
    blocks.push(b.list(ListMarker::Ordered { start: 4, style: MarkerStyle::Decimal }, false, 1));
    blocks.push(b.list(ListMarker::Ordered { start: 5, style: MarkerStyle::Abjad }, false, 0));
    blocks.push(b.list(ListMarker::Bullet, true, 0));
    blocks.push(b.definitions());
    blocks.push(b.code());
    blocks.push(b.heading("section-two", 4, &[2, 1, 1], sections[1]));
    blocks.push(b.table());
    blocks.push(b.figure("fig-flows", pictures[0].clone(), Some("A drawing of flows")));
    blocks.push(b.figure("", pictures[1].clone(), Some("")));
    blocks.push(b.block("", |b| {
        let picture =
            Picture { file: pictures[2].clone().into(), alt: Some("A photograph".into()), width: None, height: None };
        BlockKind::Paragraph(vec![text(&b.say()), Inline::Image { node: b.node(), picture, span: span() }])
    }));
    for (at, kind) in PARTS.into_iter().enumerate() {
        blocks.push(b.part(kind, (at % 2 == 0).then_some(1)));
    }
    blocks.push(b.block("", |_| BlockKind::Rule));
    blocks.push(b.block("", |_| BlockKind::PageBreak));
    blocks.push(b.heading("chapter-three", 1, &[3], chapters[2]));
    blocks.push(b.rich());
    Manuscript {
        lang: LangTag::parse(lang).expect("a tag"),
        blocks,
        notes: b.notes,
        targets: b.targets,
        next_node: b.next + 1,
    }
}
