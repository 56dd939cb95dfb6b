//! Reads the values of a block: those of pandoc, Quarto, R Markdown, Jekyll, Hugo, Zola and MultiMarkdown.

use super::head::{Block, Form, key};
use super::{Fault, FrontMatter};
use crate::project::Contributor;
use pulldown_cmark::{Event, Parser};
use serde_norway::{Mapping, Value};
use std::ops::Range;

/// Keys under which people are named, and what they did (MARC relator codes).
const PEOPLE: [(&str, &str); 8] = [
    ("author", "aut"),
    ("authors", "aut"),
    ("creator", "aut"),
    ("by", "aut"),
    ("editor", "edt"),
    ("translator", "trl"),
    ("illustrator", "ill"),
    ("contributor", "ctb"),
];

/// Reads a block.
pub(super) fn read(text: &str, block: &Block) -> FrontMatter {
    let body = &text[block.body.clone()];
    let mut faults = Vec::new();
    let map = match block.form {
        Form::Yaml => yaml(body, block, &mut faults),
        Form::Toml => toml(body, block, &mut faults),
        Form::Percent => percent(body),
        Form::Lines => by_lines(body),
    };
    let Some(map) = map else { return FrontMatter::default() };
    of_map(text, block, map, faults)
}

/// Reads values that stand in no block: their faults have no places, and are not kept.
pub(super) fn of_values(values: Mapping) -> FrontMatter {
    let block = Block { form: Form::Yaml, span: 0..0, body: 0..0 };
    FrontMatter { faults: Vec::new(), ..of_map("", &block, values, Vec::new()) }
}

/// The same of TOML.
pub(super) fn of_toml(values: &::toml::Table) -> FrontMatter {
    match from_toml(::toml::Value::Table(values.clone())) {
        Value::Mapping(map) => of_values(map),
        _ => FrontMatter::default(),
    }
}

fn of_map(text: &str, block: &Block, map: Mapping, faults: Vec<Fault>) -> FrontMatter {
    let lower =
        |(key, value): (Value, Value)| (key.as_str().map_or(key.clone(), |key| key.to_lowercase().into()), value);
    let map: Mapping = map.into_iter().map(lower).collect();
    let mut reader = Reader { text, block, map: &map, faults };
    let (title, main_subtitle) = reader.titles();
    let mut subtitle = reader.words("subtitle").or(main_subtitle);
    subtitle = subtitle.filter(|subtitle| !subtitle.is_empty());
    FrontMatter {
        title,
        subtitle,
        short: reader.words("short").or_else(|| reader.words("shorttitle")),
        lang: reader.words("lang").or_else(|| reader.words("language")).or_else(|| reader.words("locale")),
        date: reader.date(),
        contributors: reader.contributors(),
        span: block.span.clone(),
        faults: reader.faults,
    }
}

/// The mapping of a YAML block. One that cannot be read whole is read line by line, and its fault is told.
fn yaml(body: &str, block: &Block, faults: &mut Vec<Fault>) -> Option<Mapping> {
    match serde_norway::from_str::<Value>(body) {
        Ok(Value::Mapping(map)) => Some(map),
        Ok(Value::Null) => Some(Mapping::new()),
        Ok(_) => None,
        Err(error) => {
            let place = error.location().map_or(0, |location| location.index().min(body.len()));
            let place = (0..=place).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or_default();
            faults.push(Fault {
                message: format!("the front matter cannot be read: {said}"),
                at: line_at(body, place, block.body.start),
                help: "write `key: value` lines of YAML, and values with `:` or other signs in quotes",
            });
            by_lines(body)
        }
    }
}

fn toml(body: &str, block: &Block, faults: &mut Vec<Fault>) -> Option<Mapping> {
    match ::toml::from_str::<::toml::Table>(body) {
        Ok(table) => match from_toml(::toml::Value::Table(table)) {
            Value::Mapping(map) => Some(map),
            _ => None,
        },
        Err(error) => {
            let place = error.span().map_or(0, |span| span.start);
            faults.push(Fault {
                message: format!("the front matter cannot be read: {}", error.message()),
                at: line_at(body, place, block.body.start),
                help: "write `key = \"value\"` lines of TOML between the two lines `+++`",
            });
            Some(Mapping::new())
        }
    }
}

/// TOML as the same values as YAML; days as words.
fn from_toml(value: ::toml::Value) -> Value {
    match value {
        ::toml::Value::Table(table) => {
            Value::Mapping(table.into_iter().map(|(key, value)| (Value::String(key), from_toml(value))).collect())
        }
        ::toml::Value::Array(values) => Value::Sequence(values.into_iter().map(from_toml).collect()),
        ::toml::Value::String(text) => Value::String(text),
        ::toml::Value::Boolean(value) => Value::Bool(value),
        other => Value::String(other.to_string()),
    }
}

/// The three fields of a title block: title, authors parted by `;` or lines, date.
fn percent(body: &str) -> Option<Mapping> {
    let mut fields: Vec<String> = Vec::new();
    for line in body.lines() {
        match (line.strip_prefix('%'), fields.last_mut()) {
            (Some(field), _) => fields.push(field.trim().to_owned()),
            (None, Some(last)) => last.push_str(&format!("\n{}", line.trim())),
            (None, None) => {}
        }
    }
    let mut fields = fields.into_iter();
    let mut map = Mapping::new();
    let mut put = |key: &str, value: Value| map.insert(Value::String(key.to_owned()), value);
    put("title", Value::String(fields.next().unwrap_or_default()));
    let names = fields.next().unwrap_or_default();
    let names = names.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
    put("author", Value::Sequence(names.map(|name| Value::String(name.to_owned())).collect()));
    if let Some(date) = fields.next() {
        put("date", Value::String(date));
    }
    Some(map)
}

/// `key: value` lines, each for itself; lines below that are indented belong to the one before.
fn by_lines(body: &str) -> Option<Mapping> {
    let mut map = Mapping::new();
    let mut last: Option<(String, String)> = None;
    let mut keep = |last: Option<(String, String)>| {
        if let Some((key, value)) = last {
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            map.insert(Value::String(key), Value::String(value));
        }
    };
    for line in body.lines() {
        match (key(line), &mut last) {
            (Some(key), _) => {
                let value = line.split_once(':').map_or("", |(_, value)| value);
                keep(last.replace((key.to_lowercase(), value.to_owned())));
            }
            (None, Some((_, value))) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            _ => {}
        }
    }
    keep(last);
    Some(map)
}

/// Bytes of the file of the line that byte `at` of the body is in, from that byte on.
fn line_at(body: &str, at: usize, offset: usize) -> Range<usize> {
    let at = at.min(body.trim_end().len());
    let start = body[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = body[start..].find('\n').map_or(body.len(), |len| start + len);
    offset + start..offset + end.max(start)
}

struct Reader<'a> {
    text: &'a str,
    block: &'a Block,
    map: &'a Mapping,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    /// The words of a key: on one line, without marks of Markdown.
    fn words(&self, key: &str) -> Option<String> {
        self.map.get(key).and_then(words)
    }

    /// Title and, where the title is a list as in metadata of e-books, the subtitle in it.
    fn titles(&mut self) -> (Option<String>, Option<String>) {
        let Some(value) = self.map.get("title") else { return (None, None) };
        let list: &[Value] = match value {
            Value::Sequence(list) => list,
            one => std::slice::from_ref(one),
        };
        let of_kind = |kind: &str| {
            let has = |one: &&Value| one.get("type").and_then(Value::as_str).unwrap_or("main") == kind;
            list.iter().find(has).and_then(words)
        };
        let found = (of_kind("main"), of_kind("subtitle"));
        if found.0.is_none() && list.iter().any(|one| one.is_mapping() || one.is_sequence()) {
            self.fault("title", "the title is no text", "write `title: \"…\"`");
        }
        found
    }

    fn date(&mut self) -> Option<jiff::civil::Date> {
        let written = self.words("date")?;
        let digits = written.get(..10).unwrap_or(&written).replace(['/', '.'], "-");
        // A year alone, or a year and a month, are the first day of it.
        let found = [digits.clone(), format!("{digits}-01"), format!("{digits}-01-01")];
        let found = found.iter().find_map(|digits| digits.parse().ok());
        if found.is_none() && !written.is_empty() {
            let message = format!("`{written}` is no date that can be read, and is left out");
            self.fault("date", &message, "write `2026-11-01`, or the year alone");
        }
        found
    }

    fn contributors(&mut self) -> Vec<Contributor> {
        let mut people = Vec::new();
        for (key, role) in PEOPLE {
            let Some(value) = self.map.get(key) else { continue };
            let mut unread = false;
            let list: &[Value] = match value {
                Value::Sequence(list) => list,
                one => std::slice::from_ref(one),
            };
            for one in list {
                match person(one, role) {
                    Some(person) if !people.contains(&person) => people.push(person),
                    Some(_) => {}
                    None => unread |= !matches!(one, Value::Null) && one.as_str() != Some(""),
                }
            }
            if unread {
                let message = format!("a name under `{key}` cannot be read, and is left out");
                self.fault(key, &message, "write `author: [\"Jane Roe\", \"John Doe\"]`, or tables with `name`");
            }
        }
        people
    }

    /// A fault at the line of a key.
    fn fault(&mut self, key: &str, message: &str, help: &'static str) {
        let body = &self.text[self.block.body.clone()];
        let mut at = 0;
        for line in body.split_inclusive('\n') {
            if line.trim_start_matches(['"', '\'']).to_lowercase().starts_with(key) {
                break;
            }
            at += line.len();
        }
        let place = if at < body.len() { at } else { 0 };
        self.faults.push(Fault { message: message.to_owned(), at: line_at(body, place, self.block.body.start), help });
    }
}

/// A name, or a table with one, as pandoc, Quarto (`name: {given, family}`), R Markdown and Hugo write it.
fn person(value: &Value, role: &str) -> Option<Contributor> {
    let text = |value: &Value, key: &str| value.get(key).and_then(words);
    let whole = |value: &Value| {
        let given = text(value, "given").or_else(|| text(value, "first")).or_else(|| text(value, "firstname"));
        let family = text(value, "family").or_else(|| text(value, "last")).or_else(|| text(value, "lastname"));
        let joined = match (&given, &family) {
            (Some(given), Some(family)) => Some(format!("{given} {family}")),
            (given, family) => given.clone().or_else(|| family.clone()),
        };
        let sorted = given.zip(family).map(|(given, family)| format!("{family}, {given}"));
        (text(value, "literal").or(joined), sorted)
    };
    let (name, sorted) = match value {
        Value::Mapping(_) => match value.get("name") {
            Some(inner @ Value::Mapping(_)) => whole(inner),
            Some(inner) => (words(inner), None),
            None => match text(value, "text") {
                Some(name) => (Some(name), None),
                None => whole(value),
            },
        },
        other => (words(other), None),
    };
    let named = value.get("role").or_else(|| value.get("roles")).and_then(Value::as_str);
    let role = match named.map(str::to_ascii_lowercase).as_deref() {
        Some("editor") => "edt".to_owned(),
        Some("translator") => "trl".to_owned(),
        Some("illustrator") => "ill".to_owned(),
        Some(code) if code.len() == 3 && code.bytes().all(|b| b.is_ascii_lowercase()) => code.to_owned(),
        _ => role.to_owned(),
    };
    let file_as = text(value, "file-as").or(sorted);
    Some(Contributor { name: name.filter(|name| !name.is_empty())?, file_as, role })
}

/// A value as words on one line, without marks of Markdown; of a table those of its `text`.
fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Mapping(_) => return value.get("text").and_then(words),
        _ => return None,
    };
    Some(plain(&text)).filter(|text| !text.is_empty())
}

/// Titles and names may hold Markdown: emphasis, code, a note at a name.
fn plain(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(note) = line.find("^[").filter(|_| line.ends_with(']')) {
        line.truncate(note);
    }
    if !line.contains(['*', '_', '`', '[', '\\', '<']) {
        return line;
    }
    // The words of a heading are never the beginning of a list or a table.
    let heading = format!("# {line} #");
    let words = Parser::new(&heading).filter_map(|event| match event {
        Event::Text(text) | Event::Code(text) => Some(text.into_string()),
        Event::InlineHtml(html) if !html.starts_with("</") => {
            html.strip_prefix("<http").map(|rest| format!("http{}", rest.trim_end_matches('>')))
        }
        _ => None,
    });
    words.collect::<String>().trim().to_owned()
}
