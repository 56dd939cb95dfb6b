//! What a library wants to know of a work in volumes, on the imprint page of each (docs/typography.md V7).
//!
//! In: a work in volumes. Out: one line, «2 volumes: v. 1, pp. 1–214; v. 2, pp. 215–398», or the draft of a catalogue
//! record in the order and with the signs of ISBD: heading, title and who is responsible, edition, place, publisher and
//! year, volumes and height, then each volume with its pages and ISBN. Folios are put in when pages are known.

use super::Input;
use super::leaves::line;
use crate::facts::Volume;
use crate::language::Language;
use crate::layout::LeafLine;
use crate::project::{HouseStyle, Library, for_language};

/// Size of the lines in thousandths of body text.
const SIZE: u16 = 850;
/// Between the areas of a record (ISBD).
const AREA: &str = ". – ";

/// The lines for one of the volumes.
pub(super) fn lines(input: &Input<'_>, house: &HouseStyle, volume: &Volume<'_>) -> Vec<LeafLine> {
    let with_pages = |text: &str, before| LeafLine { before, pages: true, ..line(text, SIZE) };
    match input.publication.imprint.library.unwrap_or_default() {
        Library::None => Vec::new(),
        Library::Line => vec![with_pages(&statement(input.language, volume), 1)],
        Library::Record => {
            let heading = LeafLine { before: 2, bold: true, ..line(input.language.term("cip-heading"), SIZE) };
            let mut lines = vec![heading];
            lines.extend(heading_of(input).map(|text| LeafLine { before: 1, ..line(&text, SIZE) }));
            lines.push(LeafLine { before: 1, ..line(&description(input), SIZE) });
            lines.push(line(&extent(input.language, house, volume), SIZE));
            lines.extend((1..=volume.count).map(|number| with_pages(&of_volume(input, volume, number), 0)));
            let sets = input
                .publication
                .editions
                .iter()
                .find_map(|edition| input.publication.isbn.of_set(edition, &input.language.tag));
            lines.extend(sets.map(|isbn| {
                let isbn = input.language.pattern("isbn", &[("isbn", isbn)]);
                line(&format!("{isbn} ({})", input.language.term("isbn-set")), SIZE)
            }));
            lines
        }
    }
}

/// «v. 1: Foundations, pp. 1–214», the folios still to be put in.
fn run(language: &Language, number: usize, title: Option<&String>) -> String {
    let (first, last) = (format!("{{first-{number}}}"), format!("{{last-{number}}}"));
    let volume = language.short_volume(number);
    let volume = match title {
        Some(title) => language.pattern("title-with-number", &[("number", &volume), ("title", title)]),
        None => volume,
    };
    language.pattern("volume-run", &[("volume", &volume), ("first", &first), ("last", &last)])
}

/// How many volumes there are, and the pages of each.
fn statement(language: &Language, volume: &Volume<'_>) -> String {
    let runs: Vec<String> = (1..=volume.count).map(|number| run(language, number, None)).collect();
    let runs = runs.join(&format!("{} ", language.term("index-semicolon")));
    language.pattern("library-statement", &[("volumes", &language.volumes(volume.count)), ("runs", &runs)])
}

/// Under whose name the work stands in a catalogue: the first author's, as sorted.
fn heading_of(input: &Input<'_>) -> Option<String> {
    let author = input.facts.contributors.iter().find(|one| one.role == "aut")?;
    Some(author.file_as.as_ref().unwrap_or(&author.name).clone())
}

/// «Title : subtitle / authors. – Edition. – Place : Publisher, year».
fn description(input: &Input<'_>) -> String {
    let (publication, language) = (input.publication, input.language);
    let own = &publication.imprint;
    let facts = input.facts;
    let mut title = facts.title.clone();
    if let Some(subtitle) = &facts.subtitle {
        title = format!("{title} : {subtitle}");
    }
    let people: Vec<&str> = facts.contributors.iter().map(|one| one.name.as_str()).collect();
    if !people.is_empty() {
        title = format!("{title} / {}", people.join(language.term("list-separator")));
    }
    let mut areas = vec![title];
    areas.extend(for_language(&own.edition, &language.tag).cloned());
    let place = for_language(&own.place, &language.tag).map_or("", String::as_str);
    let publisher = facts.publisher.as_deref().unwrap_or_default();
    let published = [place, publisher].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" : ");
    let year = facts.year.clone();
    let comma = format!("{} ", language.term("index-comma"));
    areas.extend(match year {
        Some(year) if !published.is_empty() => Some(format!("{published}{comma}{year}")),
        year => year.or_else(|| (!published.is_empty()).then(|| published.clone())),
    });
    areas.join(AREA)
}

/// «3 volumes ; 24 cm»: the height is rounded up to whole centimetres.
fn extent(language: &Language, house: &HouseStyle, volume: &Volume<'_>) -> String {
    // A hundredth of a millimetre is what sizes in points and inches are off.
    let centimetres = ((house.page.height.mm() - 0.01) / 10.0).ceil() as usize;
    let height = language.pattern("height-cm", &[("height", &language.number(centimetres))]);
    let semicolon = if language.direction().is_rtl() { "؛" } else { ";" };
    format!("{}\u{A0}{semicolon} {height}", language.volumes(volume.count))
}

/// «v. 1: Foundations, pp. 1–214. – ISBN …».
fn of_volume(input: &Input<'_>, volume: &Volume<'_>, number: usize) -> String {
    let language = input.language;
    let title = number.checked_sub(1).and_then(|at| volume.titles.get(at));
    let mut areas = vec![run(language, number, title)];
    let (number, count) = (number as u16, volume.count as u16);
    for edition in &*input.publication.editions {
        let isbn = input.publication.isbn.of(edition, &language.tag, number, count);
        areas.extend(
            isbn.map(|isbn| format!("{} ({})", language.pattern("isbn", &[("isbn", isbn)]), edition.called(language))),
        );
    }
    areas.join(AREA)
}
