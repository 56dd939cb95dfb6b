//! One TOML file, read key by key, with an exact place for every complaint.
//!
//! A reader asks a [`Table`] for the keys it understands; what nobody asked for is reported by [`Table::finish`] as an
//! unknown key, with the nearest of those that were asked for.

use super::legible;
use crate::diagnostics::{Diagnostic, Diagnostics, FileId, Span, nearest};
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A kind of value, as messages name it, and how it is written.
pub(super) struct Expected {
    /// With its article.
    pub(super) what: &'static str,
    /// One of it, as TOML.
    pub(super) example: &'static str,
}

const STRING: Expected = Expected { what: "text in quotes", example: "\"…\"" };
const BOOLEAN: Expected = Expected { what: "true or false", example: "true" };
const INTEGER: Expected = Expected { what: "a whole number", example: "2" };
const DATE: Expected = Expected { what: "a date", example: "2026-11-01" };
const LIST: Expected = Expected { what: "a list", example: "[…]" };
const TABLE: Expected = Expected { what: "a table", example: "{ … = … }" };

/// Parses a file's text; a fault of syntax is reported.
pub(super) fn parse<'t>(file: FileId, text: &'t str, diagnostics: &mut Diagnostics) -> Option<Spanned<DeTable<'t>>> {
    match DeTable::parse(text) {
        Ok(mut table) => {
            table.get_mut().iter_mut().for_each(|(_, value)| make_legible(value, file, diagnostics));
            Some(table)
        }
        Err(error) => {
            let span = Span::new(file, error.span().unwrap_or(0..0));
            diagnostics.push(
                Diagnostic::error("bad-toml", format!("this is not TOML: {}", error.message()))
                    .at(span)
                    .help("see https://toml.io for how keys, texts, lists and tables are written"),
            );
            None
        }
    }
}

/// Reads control characters that texts have by their numbers, as `\u0092`, as those that stand in the file themselves.
fn make_legible(value: &mut Spanned<DeValue<'_>>, file: FileId, diagnostics: &mut Diagnostics) {
    let place = value.span();
    match value.get_mut() {
        DeValue::String(text) => {
            let (read, controls) = legible::read(&text.replace('\0', "\u{FFFD}"));
            if read != *text {
                controls.report_at(Span::new(file, place), diagnostics);
                *text = read.into();
            }
        }
        DeValue::Array(items) => items.iter_mut().for_each(|item| make_legible(item, file, diagnostics)),
        DeValue::Table(entries) => {
            entries.iter_mut().for_each(|(_, value)| make_legible(value, file, diagnostics));
        }
        _ => {}
    }
}

/// A table of the file and which of its keys are understood.
pub(super) struct Table<'t> {
    file: FileId,
    name: String,
    span: Range<usize>,
    entries: &'t DeTable<'t>,
    known: Vec<&'static str>,
}

/// A value and where it stands.
#[derive(Clone)]
pub(super) struct Value<'t> {
    file: FileId,
    /// Dotted path of its key.
    pub(super) name: String,
    span: Range<usize>,
    value: &'t DeValue<'t>,
}

impl<'t> Table<'t> {
    /// The whole file.
    pub(super) fn root(file: FileId, table: &'t Spanned<DeTable<'t>>) -> Self {
        Self { file, name: String::new(), span: table.span(), entries: table.get_ref(), known: Vec::new() }
    }

    /// Where it stands.
    pub(super) fn place(&self) -> Span {
        Span::new(self.file, self.span.clone())
    }

    /// A table in it, by the keys that lead down, read as a file of its own; `None` where there is none.
    pub(super) fn within(self, keys: &[String]) -> Option<Self> {
        keys.iter().try_fold(self, |table, key| {
            let value = table.entries.get(key.as_str())?;
            let DeValue::Table(entries) = value.get_ref() else { return None };
            Some(Self { file: table.file, name: String::new(), span: value.span(), entries, known: Vec::new() })
        })
    }

    /// The value of a key that is understood, if it is there.
    pub(super) fn value(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.known.push(key);
        let (key, value) = self.entries.get_key_value(key)?;
        Some(self.wrap(key.get_ref(), value))
    }

    /// A key that is understood and must be there.
    pub(super) fn required(
        &mut self,
        key: &'static str,
        example: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Value<'t>> {
        let value = self.value(key);
        if value.is_none() {
            let name = self.path(key);
            diagnostics.push(
                Diagnostic::error("missing-key", format!("`{name}` is missing"))
                    .at(self.place())
                    .help(format!("add {key} = {example}")),
            );
        }
        value
    }

    /// A table under a key.
    pub(super) fn table(&mut self, key: &'static str, diagnostics: &mut Diagnostics) -> Option<Table<'t>> {
        self.value(key)?.table(diagnostics)
    }

    /// All keys with their places, and their values: for tables whose keys are names.
    pub(super) fn entries(&self) -> Vec<(&'t str, Span, Value<'t>)> {
        self.entries
            .iter()
            .map(|(key, value)| {
                (key.get_ref().as_ref(), Span::new(self.file, key.span()), self.wrap(key.get_ref(), value))
            })
            .collect()
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self, diagnostics: &mut Diagnostics) {
        for (key, place, _) in self.entries() {
            if !self.known.contains(&key) {
                diagnostics.push(unknown_key(&self.path(key), key, place, &self.known));
            }
        }
    }

    fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    fn wrap(&self, key: &str, value: &'t Spanned<DeValue<'t>>) -> Value<'t> {
        Value { file: self.file, name: self.path(key), span: value.span(), value: value.get_ref() }
    }
}

/// The finding that `key`, in full `path`, is none of the known ones.
pub(super) fn unknown_key(path: &str, key: &str, place: Span, known: &[&str]) -> Diagnostic {
    let help = match nearest(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", known.join(", ")),
    };
    Diagnostic::error("unknown-key", format!("`{path}` is not known")).at(place).help(help)
}

impl<'t> Value<'t> {
    /// Where it stands.
    pub(super) fn place(&self) -> Span {
        Span::new(self.file, self.span.clone())
    }

    /// Whether it is text in quotes.
    pub(super) fn is_string(&self) -> bool {
        matches!(self.value, DeValue::String(_))
    }

    /// Whether it is a list.
    pub(super) fn is_list(&self) -> bool {
        matches!(self.value, DeValue::Array(_))
    }

    /// Whether it is a table.
    pub(super) fn is_table(&self) -> bool {
        matches!(self.value, DeValue::Table(_))
    }

    /// Text in quotes.
    pub(super) fn string(&self, diagnostics: &mut Diagnostics) -> Option<&'t str> {
        match self.value {
            DeValue::String(text) => Some(text.as_ref()),
            _ => self.wrong_type(&STRING, diagnostics),
        }
    }

    /// `true` or `false`.
    pub(super) fn boolean(&self, diagnostics: &mut Diagnostics) -> Option<bool> {
        match self.value {
            DeValue::Boolean(value) => Some(*value),
            _ => self.wrong_type(&BOOLEAN, diagnostics),
        }
    }

    /// A whole number of the range.
    pub(super) fn integer(&self, range: RangeInclusive<u32>, diagnostics: &mut Diagnostics) -> Option<u32> {
        let DeValue::Integer(number) = self.value else {
            return self.wrong_type(&INTEGER, diagnostics);
        };
        let value = i64::from_str_radix(number.as_str(), number.radix()).ok();
        let value = value.and_then(|value| u32::try_from(value).ok()).filter(|value| range.contains(value));
        if value.is_none() {
            diagnostics.push(
                Diagnostic::error("out-of-range", format!("`{}` cannot be {number}", self.name))
                    .at(self.place())
                    .help(format!("give a number from {} to {}", range.start(), range.end())),
            );
        }
        value
    }

    /// A whole number of the range that also fits 16 bits.
    pub(super) fn small_integer(&self, range: RangeInclusive<u16>, diagnostics: &mut Diagnostics) -> Option<u16> {
        let wide = u32::from(*range.start())..=u32::from(*range.end());
        self.integer(wide, diagnostics).and_then(|value| u16::try_from(value).ok())
    }

    /// A local date, without a time.
    pub(super) fn date(&self, diagnostics: &mut Diagnostics) -> Option<jiff::civil::Date> {
        let DeValue::Datetime(toml::value::Datetime { date: Some(date), time: None, offset: None }) = self.value else {
            return self.wrong_type(&DATE, diagnostics);
        };
        let [year, month, day] = [i16::try_from(date.year).ok()?, i16::from(date.month), i16::from(date.day)];
        jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }

    /// A list.
    pub(super) fn list(&self, diagnostics: &mut Diagnostics) -> Option<Vec<Value<'t>>> {
        let DeValue::Array(items) = self.value else {
            return self.wrong_type(&LIST, diagnostics);
        };
        let wrap = |item: &'t Spanned<DeValue<'t>>| Value {
            file: self.file,
            name: self.name.clone(),
            span: item.span(),
            value: item.get_ref(),
        };
        Some(items.iter().map(wrap).collect())
    }

    /// A list of texts; items of another kind are reported and left out.
    pub(super) fn strings(&self, diagnostics: &mut Diagnostics) -> Vec<(&'t str, Span)> {
        let items = self.list(diagnostics).unwrap_or_default();
        items.iter().filter_map(|item| item.string(diagnostics).map(|text| (text, item.place()))).collect()
    }

    /// A table.
    pub(super) fn table(&self, diagnostics: &mut Diagnostics) -> Option<Table<'t>> {
        match self.value {
            DeValue::Table(entries) => Some(Table {
                file: self.file,
                name: self.name.clone(),
                span: self.span.clone(),
                entries,
                known: Vec::new(),
            }),
            _ => self.wrong_type(&TABLE, diagnostics),
        }
    }

    /// Reports that the value is of another kind.
    pub(super) fn wrong_type<T>(&self, expected: &Expected, diagnostics: &mut Diagnostics) -> Option<T> {
        let found = match self.value {
            DeValue::String(_) => "text in quotes",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let key = self.name.rsplit('.').next().unwrap_or(&self.name);
        diagnostics.push(
            Diagnostic::error("wrong-type", format!("`{}` must be {}, not {found}", self.name, expected.what))
                .at(self.place())
                .help(format!("write it like this: {key} = {}", expected.example)),
        );
        None
    }

    /// Text in quotes that `read` understands; what it does not is reported as a wrong value.
    pub(super) fn parsed<T>(
        &self,
        expected: &Expected,
        read: impl FnOnce(&str) -> Option<T>,
        diagnostics: &mut Diagnostics,
    ) -> Option<T> {
        if !self.is_string() {
            return self.wrong_type(expected, diagnostics);
        }
        let text = self.string(diagnostics)?;
        let value = read(text);
        if value.is_none() {
            let key = self.name.rsplit('.').next().unwrap_or(&self.name);
            diagnostics.push(
                Diagnostic::error("bad-value", format!("`{}` must be {}, not “{text}”", self.name, expected.what))
                    .at(self.place())
                    .help(format!("write it like this: {key} = {}", expected.example)),
            );
        }
        value
    }
}
