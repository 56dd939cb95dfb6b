//! The leaves around a text: half title, title, imprint, contents before it, colophon after it (docs/typography.md P12,
//! V2).

use super::{Input, library};
use crate::facts::{Facts, Volume};
use crate::language::fill;
use crate::layout::{Leaf, LeafLine, Part, Start};
use crate::manuscript::{Block, BlockKind, for_each_block};
use crate::project::{ContentsPlace, HouseStyle, PerLanguage, for_language};
use crate::text::Align;

/// Lines of the grid above the words of a half title and of a title page.
const SINK: u16 = 8;

/// A volume's parts, its texts among them; `volume` is `None` where the work is not split.
pub(super) fn around<'a>(
    input: &Input<'_>,
    house: &HouseStyle,
    texts: Vec<Part<'a>>,
    volume: Option<&Volume<'_>>,
) -> Vec<Part<'a>> {
    if input.publication.is_article() || input.edition.pieces.is_some() {
        return texts;
    }
    let mut parts = vec![
        Part::Leaf(half_title(input, volume)),
        Part::Leaf(title_page(input, volume)),
        Part::Leaf(imprint(input, house, volume)),
    ];
    let contents = |front| contents(input, house, volume, &texts, front);
    let [front, back] = [contents(true), contents(false)];
    parts.extend(front);
    parts.extend(texts);
    parts.extend(back);
    parts.push(Part::Leaf(colophon(input)));
    parts
}

/// The contents before the text or after it; of a volume also the chapters of the whole work, once. Contents that would
/// list nothing are left out.
fn contents(
    input: &Input<'_>,
    house: &HouseStyle,
    volume: Option<&Volume<'_>>,
    texts: &[Part<'_>],
    front: bool,
) -> Vec<Part<'static>> {
    let elsewhere = if front { ContentsPlace::Back } else { ContentsPlace::Front };
    if house.contents == elsewhere {
        return Vec::new();
    }
    let part = |title: &str, whole: bool, to_level: u8| {
        let own = texts.iter().filter_map(|part| if let Part::Text(blocks) = part { Some(*blocks) } else { None });
        let listed = if whole {
            has_heading(&input.manuscript.blocks, to_level)
        } else {
            own.into_iter().any(|blocks| has_heading(blocks, to_level))
        };
        listed.then(|| Part::Contents { title: title.to_owned(), whole, front, to_level })
    };
    let language = input.language;
    let is_short = front && house.contents == ContentsPlace::Both;
    let to_level = if is_short { house.contents_to_level.min(1) } else { house.contents_to_level };
    let title = match volume {
        Some(_) if front => language.contents_of_volume(),
        _ => language.term(if front { "contents" } else { "contents-at-back" }),
    };
    let mut parts: Vec<Part<'_>> = part(title, false, to_level).into_iter().collect();
    if volume.is_some() && (front || house.contents == ContentsPlace::Back) {
        parts.extend(part(language.term("contents-of-work"), true, house.contents_to_level.min(1)));
    }
    parts
}

/// Whether a heading down to this level stands in a text.
fn has_heading(blocks: &[Block], to_level: u8) -> bool {
    let mut found = false;
    for_each_block(blocks, &mut |block| {
        found |= matches!(&block.kind, BlockKind::Heading(heading) if heading.level <= to_level);
    });
    found
}

pub(super) fn line(text: &str, size: u16) -> LeafLine {
    LeafLine {
        text: text.to_owned(),
        foreign: None,
        size,
        bold: false,
        heading: false,
        align: Align::Start,
        before: 0,
        pages: false,
    }
}

fn half_title(input: &Input<'_>, volume: Option<&Volume<'_>>) -> Leaf {
    let mut lines = vec![LeafLine { heading: true, ..line(&input.facts.title, 1200) }];
    if let Some(volume) = volume {
        lines.push(LeafLine { before: 1, ..line(&volume.name(input.language), 1000) });
        lines.extend(volume.title().map(|title| LeafLine { before: 1, ..line(title, 1000) }));
    }
    Leaf { start: Start::Recto, front: true, sink: SINK, lines, foot: Vec::new() }
}

fn title_page(input: &Input<'_>, volume: Option<&Volume<'_>>) -> Leaf {
    let Facts { title, subtitle, toolbox, label, view_statement, credits, publisher, month_year, .. } = input.facts;
    let mut lines = vec![LeafLine { heading: true, ..line(toolbox.as_deref().unwrap_or(title), 1000) }];
    lines.extend(label.iter().map(|label| LeafLine { before: 8, heading: true, ..line(label, 1200) }));
    let before = if label.is_some() { 1 } else { 8 };
    lines.push(LeafLine { before, bold: true, heading: true, ..line(title, 2400) });
    lines.extend(subtitle.iter().map(|subtitle| LeafLine { before: 2, ..line(subtitle, 1250) }));
    lines.extend(view_statement.iter().map(|text| LeafLine { before: 2, ..line(text, 1000) }));
    lines.extend(credits.first().map(|names| LeafLine { before: 4, ..line(names, 1250) }));
    if let Some(volume) = volume {
        lines.push(LeafLine { before: 4, bold: true, ..line(&volume.name(input.language), 1250) });
        lines.extend(volume.title().map(|title| LeafLine { before: 1, ..line(title, 1250) }));
    }
    let foot = [publisher, month_year].into_iter().flatten().map(|text| line(text, 1000)).collect();
    Leaf { start: Start::Recto, front: true, sink: 2, lines, foot }
}

fn imprint(input: &Input<'_>, house: &HouseStyle, volume: Option<&Volume<'_>>) -> Leaf {
    let (language, publication) = (input.language, input.publication);
    let own = &publication.imprint;
    let said = |texts: &PerLanguage<String>| for_language(texts, &language.tag).cloned();
    let mut texts = vec![input.facts.title.clone()];
    texts.extend(input.facts.view_statement.clone());
    texts.extend(volume.map(|volume| volume.whole_name(language)));
    texts.extend(said(&own.edition));
    texts.extend(own.copyright(language, publication.date));
    let publisher = input.facts.publisher.as_ref();
    texts.extend(publisher.map(|publisher| language.pattern("published-by", &[("publisher", publisher)])));
    texts.extend(input.facts.contributors.iter().map(|contributor| contributor.name.clone()));
    texts.extend(input.facts.month_year.clone());
    texts.extend(isbns(input, volume));
    texts.extend(said(&own.legal_deposit).map(|text| language.pattern("legal-deposit", &[("deposit", &text)])));
    texts.extend(said(&own.printer).map(|text| language.pattern("printed-by", &[("printer", &text)])));
    let small = |text: &str| LeafLine { before: 1, ..line(text, 850) };
    let mut foot: Vec<LeafLine> = texts.iter().map(|text| small(text)).collect();
    foot.extend(volume.into_iter().flat_map(|volume| library::lines(input, house, volume)));
    foot.extend(licence(input));
    foot.extend(said(&own.disclaimer).map(|text| LeafLine { before: 2, ..small(&text) }));
    Leaf { start: Start::Verso, front: true, sink: 0, lines: Vec::new(), foot }
}

/// The numbers of the book in its editions, and of the set that it belongs to.
fn isbns(input: &Input<'_>, volume: Option<&Volume<'_>>) -> Vec<String> {
    let (volume, volumes) = volume.map_or((0, 0), |volume| (volume.number as u16, volume.count as u16));
    let (language, all) = (input.language, &input.publication.isbn);
    let of = |isbn: &str, what: &str| format!("{} ({what})", language.pattern("isbn", &[("isbn", isbn)]));
    let mut lines = Vec::new();
    let mut sets: Vec<&str> = Vec::new();
    for edition in &*input.publication.editions {
        let what = edition.called(language);
        lines.extend(all.of(edition, &language.tag, volume, volumes).map(|isbn| of(isbn, &what)));
        sets.extend(all.of_set(edition, &language.tag).filter(|_| volumes > 1));
    }
    sets.dedup();
    lines.extend(sets.into_iter().map(|isbn| of(isbn, language.term("isbn-set"))));
    lines
}

/// The licence of the text; its name keeps its own order in a right-to-left line.
fn licence(input: &Input<'_>) -> Option<LeafLine> {
    let name = input.facts.licence.as_ref()?;
    let text = input.language.pattern("licence", &[("licence", name)]);
    Some(LeafLine { before: 1, foreign: Some(name.clone()), ..line(&text, 850) })
}

fn colophon(input: &Input<'_>) -> Leaf {
    let mut families: Vec<&str> = Vec::new();
    let wanted = input.house.fonts.get("text").and_then(|scripts| scripts.get(&input.language.data.script));
    for family in wanted.into_iter().flatten().take(1) {
        families.push(family);
    }
    let text = fill(input.language.term("colophon-text"), &[("fonts", &families.join(", "))]);
    let mut texts = vec![text];
    texts.extend(input.publication.imprint.printed_by(input.language, input.publication.date));
    let centred = |text: &String| LeafLine { align: Align::Center, before: 1, ..line(text, 850) };
    let foot = texts.iter().map(centred).collect();
    Leaf { start: Start::Verso, front: false, sink: 0, lines: Vec::new(), foot }
}
