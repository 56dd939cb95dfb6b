//! `[language.TAG]` of a house style: what the house does in its own way in a language.

use super::document::{Expected, Table, Value};
use super::texts::language_tag;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::language::{
    Customs, Dashes, Emphasis, HouseCustoms, MarkerStyle, NumeralSystem, SpineTurn, TitleCase, VolumeWord,
};
use std::collections::BTreeMap;

const DASHES: Expected = Expected { what: "closed, spaced or typed", example: "\"spaced\"" };
const VOLUME_WORD: Expected = Expected { what: "work or object", example: "\"object\"" };
const DIGITS: Expected = Expected { what: "arab, latn or auto", example: "\"arab\"" };
const EMPHASIS: Expected = Expected { what: "auto, color, bold, overline or guillemets", example: "\"overline\"" };
const TITLES: Expected = Expected { what: "free, sentence or headline", example: "\"sentence\"" };
const NUMBERS: Expected = Expected { what: "3.2.1 or 3-2-1", example: "\"3.2.1\"" };
const ABJAD: Expected = Expected { what: "eastern or maghrebi", example: "\"maghrebi\"" };
const ARROWS: Expected = Expected { what: "turned or typed", example: "\"turned\"" };
const SPINE: Expected = Expected { what: "clockwise or counter-clockwise", example: "\"clockwise\"" };
const NOTE_MARKS: Expected = Expected { what: "bare or parentheses", example: "\"bare\"" };

/// No quotation mark has more signs: a mark and a space.
const LONGEST_MARK: usize = 3;

/// Reads the customs of all languages; what is wrong is reported and left out.
pub(super) fn read(languages: &Table<'_>, diagnostics: &mut Diagnostics) -> HouseCustoms {
    let mut customs = BTreeMap::new();
    for (key, place, value) in languages.entries() {
        let tag = language_tag(key, place, diagnostics);
        if let (Some(tag), Some(table)) = (tag, value.table(diagnostics)) {
            customs.insert(tag, of_language(table, diagnostics));
        }
    }
    HouseCustoms::new(customs)
}

fn of_language(mut table: Table<'_>, diagnostics: &mut Diagnostics) -> Customs {
    let mut customs = Customs::default();
    if let Some(value) = table.value("quotes") {
        customs.quotes = quotes(&value, diagnostics);
    }
    if let Some(value) = table.value("dashes") {
        customs.dashes = value.parsed(&DASHES, Dashes::parse, diagnostics);
    }
    if let Some(value) = table.value("line-pitch") {
        customs.line_pitch = value.small_integer(1000..=2500, diagnostics);
    }
    if let Some(value) = table.value("titles") {
        customs.titles = value.parsed(&TITLES, TitleCase::parse, diagnostics);
    }
    if let Some(value) = table.value("emphasis") {
        customs.emphasis = value.parsed(&EMPHASIS, Emphasis::parse, diagnostics);
    }
    if let Some(value) = table.value("volume-word") {
        customs.volume_word = value.parsed(&VOLUME_WORD, volume_word, diagnostics);
    }
    if let Some(value) = table.value("spine") {
        customs.spine = value.parsed(&SPINE, SpineTurn::parse, diagnostics);
    }
    if let Some(value) = table.value("digits") {
        customs.digits = value.parsed(&DIGITS, digits, diagnostics);
    }
    if let Some(value) = table.value("heading-numbers") {
        let separator =
            |text: &str| Some(text).filter(|text| matches!(*text, "3.2.1" | "3-2-1")).map(|t| t[1..2].into());
        customs.number_separator = value.parsed(&NUMBERS, separator, diagnostics);
    }
    if let Some(value) = table.value("note-marks") {
        customs.note_mark = value.parsed(&NOTE_MARKS, note_mark, diagnostics);
    }
    if let Some(value) = table.value("abjad") {
        customs.abjad = value.parsed(&ABJAD, abjad, diagnostics);
    }
    if let Some(value) = table.value("group-digits-from") {
        customs.group_from = value.small_integer(0..=9, diagnostics);
    }
    if let Some(value) = table.value("kashida-letters") {
        customs.kashida_letters = value.small_integer(3..=20, diagnostics);
    }
    if let Some(value) = table.value("arrows") {
        customs.turn_arrows = value.parsed(&ARROWS, arrows, diagnostics);
    }
    if let Some(value) = table.value("hyphenate-capitalised") {
        customs.hyphenate_capitalised = value.boolean(diagnostics);
    }
    if let Some(value) = table.value("final-hyphens") {
        customs.final_hyphens = value.boolean(diagnostics);
    }
    if let Some(value) = table.value("unfortunate-halves") {
        customs.unfortunate_halves = Some(halves(&value, diagnostics));
    }
    table.finish(diagnostics);
    customs
}

fn volume_word(name: &str) -> Option<VolumeWord> {
    match name {
        "work" => Some(VolumeWord::Work),
        "object" => Some(VolumeWord::Object),
        _ => None,
    }
}

fn digits(name: &str) -> Option<Option<NumeralSystem>> {
    match name {
        "auto" => Some(None),
        "latn" => Some(Some(NumeralSystem::Latn)),
        "arab" => Some(Some(NumeralSystem::Arab)),
        _ => None,
    }
}

fn abjad(name: &str) -> Option<MarkerStyle> {
    match name {
        "eastern" => Some(MarkerStyle::Abjad),
        "maghrebi" => Some(MarkerStyle::AbjadMaghrebi),
        _ => None,
    }
}

fn arrows(name: &str) -> Option<bool> {
    match name {
        "turned" => Some(true),
        "typed" => Some(false),
        _ => None,
    }
}

fn note_mark(name: &str) -> Option<String> {
    match name {
        "bare" => Some("{number}".to_owned()),
        "parentheses" => Some("({number})".to_owned()),
        _ => None,
    }
}

/// Halves of words, each with the hyphen where its line would end or begin; what is none is reported and left out.
fn halves(value: &Value<'_>, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut halves = Vec::new();
    for (half, place) in value.strings(diagnostics) {
        let letters = half.chars().filter(|c| c.is_alphabetic()).count();
        if letters > 0 && letters + 1 == half.chars().count() && half.contains('-') {
            halves.push(half.to_lowercase());
        } else {
            diagnostics.push(
                Diagnostic::error("bad-value", format!("“{half}” is no half of a word"))
                    .at(place)
                    .help("write letters and one hyphen: \"-culo\", \"pene-\" or \"dis-putas\""),
            );
        }
    }
    halves
}

/// Four marks: the outer pair, then the inner.
fn quotes(value: &Value<'_>, diagnostics: &mut Diagnostics) -> Option<[String; 4]> {
    let marks: Vec<String> = value.strings(diagnostics).into_iter().map(|(mark, _)| mark.to_owned()).collect();
    let sound = |mark: &String| !mark.trim().is_empty() && mark.chars().count() <= LONGEST_MARK;
    let marks = <[String; 4]>::try_from(marks).ok().filter(|marks| marks.iter().all(sound));
    if marks.is_none() {
        diagnostics.push(
            Diagnostic::error("bad-value", format!("`{}` must be four quotation marks", value.name))
                .at(value.place())
                .help("give the outer pair, then the inner pair: quotes = [\"‘\", \"’\", \"“\", \"”\"]"),
        );
    }
    marks
}
