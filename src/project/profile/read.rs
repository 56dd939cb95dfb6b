//! Reading profiles: those that are built in, and files of the project over them.

use super::{
    BarcodeRule, Colors, Condition, CoverKind, CoverRule, FOGRA39, PageCounts, Profile, ProfileValue, Profiles,
    RtlRule, Sides, Smallest, SpineRule, Standard, unknown_profile,
};
use crate::diagnostics::{Diagnostic, Diagnostics, Sources, Span, nearest};
use crate::project::document::{self, Expected, Table, Value};
use crate::project::files::{names_in, read_text};
use crate::project::layers::{Layer, Scope};
use crate::project::texts::given_texts;
use crate::units::{Length, Size};
use moxcms::{ColorProfile, DataColorSpace, ProfileClass};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const LENGTH: Expected = Expected { what: "a length with its unit", example: "\"3mm\"" };
const STANDARD: Expected = Expected { what: "pdf/x-4, pdf/x-1a, pdf/x-3 or pdf", example: "\"pdf/x-4\"" };
const COLORS: Expected = Expected { what: "cmyk, grey or rgb", example: "\"cmyk\"" };
const SIZE: Expected = Expected { what: "width and height", example: "[\"6in\", \"9in\"]" };
const KIND: Expected = Expected { what: "wrap or case", example: "\"case\"" };
const ORDER: Expected = Expected { what: "reading or reversed", example: "\"reversed\"" };
const FRONT: Expected = Expected { what: "mirrored or as-ltr", example: "\"mirrored\"" };
/// The longest ICC profile that is read.
const MOST_ICC_BYTES: u64 = 16 << 20;

/// A profile that says nothing yet.
fn blank(name: &str) -> Profile {
    Profile {
        name: name.to_owned(),
        names: BTreeMap::new(),
        from: None,
        standard: Standard::X4,
        colors: Colors::Cmyk,
        condition: Condition::built_in(),
        ink_limit: None,
        marks: None,
        megabytes: None,
        trims: Vec::new(),
        trim_range: None,
        bleed: None,
        pages: PageCounts::default(),
        gutters: Vec::new(),
        margins: Sides::default(),
        least: Smallest::default(),
        spine: None,
        cover: CoverRule::NOTHING,
        rtl: RtlRule::default(),
        values: Vec::new(),
    }
}

/// The profiles that are built in.
pub(super) fn built_in(files: &[(&str, &str)]) -> Profiles {
    let mut profiles = Profiles::new();
    for (name, text) in files {
        let mut found = Diagnostics::new();
        let file = Sources::new().add(Path::new(name), *text);
        let Some(root) = document::parse(file, text, &mut found) else { continue };
        let reader = Reader { table: Table::root(file, &root), folder: None, found: &mut found };
        let mut profile = blank(name);
        reader.change(&mut profile);
        profile.values = sourced(Layer::built_in(text, &[], "built in").values());
        profiles.insert((*name).to_owned(), Arc::new(profile));
    }
    profiles
}

/// The profiles of a project: those that are built in, and the files in its folder `profiles`.
pub(in crate::project) fn read(
    folder: &Path,
    root: &Path,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Profiles {
    let mut profiles = super::built_in_profiles().clone();
    let own = folder.join("profiles");
    let files: Vec<String> = names_in(&own).into_iter().filter(|name| name.ends_with(".toml")).collect();
    let mut left: Vec<String> = files.iter().map(|name| name.trim_end_matches(".toml").to_owned()).collect();
    // One may be made from another that comes later by its name: those that wait for it come again.
    while !left.is_empty() {
        let before = left.len();
        let waiting = left.clone();
        left.retain(|name| {
            let path = own.join(format!("{name}.toml"));
            let Some((file, text)) = read_text(root, &path, sources, diagnostics) else { return false };
            let Some(parsed) = document::parse(file, &text, diagnostics) else { return false };
            let mut table = Table::root(file, &parsed);
            let from = table.value("from").and_then(|value| Some((value.string(diagnostics)?, value.place())));
            let start = match from {
                Some((base, _)) if base != name && waiting.iter().any(|one| one == base) => return true,
                Some((base, place)) => match profiles.get(base) {
                    Some(base) => Profile { from: Some(base.name.clone()), ..(**base).clone() },
                    None => {
                        diagnostics.push(unknown_profile(base, &profiles).at(place));
                        return false;
                    }
                },
                None => profiles.get(name).map_or_else(|| blank(name), |known| (**known).clone()),
            };
            let mut profile = Profile { name: name.clone(), ..start };
            Reader { table, folder: Some((folder, root)), found: diagnostics }.change(&mut profile);
            for value in sourced(Layer::file(Scope::Toolbox, file, text.clone(), sources).values()) {
                profile.values.retain(|known| known.key != value.key);
                profile.values.push(value);
            }
            profiles.insert(name.clone(), Arc::new(profile));
            false
        });
        if left.len() == before {
            for name in left.drain(..) {
                let shown = crate::project::shown(root, &own.join(format!("{name}.toml"))).display().to_string();
                let message = format!("the profile `{name}` is made from itself");
                let finding = Diagnostic::error("circular-profile", message).in_file(shown);
                diagnostics.push(finding.help("change `from`, so that the chain ends at one that is built in"));
            }
        }
    }
    profiles
}

/// The profile that a value names.
pub(in crate::project) fn value_of(
    value: &Value<'_>,
    profiles: &Profiles,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Profile>> {
    let name = value.string(diagnostics)?;
    let found = profiles.get(name).cloned();
    if found.is_none() {
        diagnostics.push(unknown_profile(name, profiles).at(value.place()));
    }
    found
}

/// Values with their sources: that of the key itself, else of the nearest table above it.
fn sourced(values: Vec<(crate::project::HouseValue, Span)>) -> Vec<ProfileValue> {
    let is_source = |key: &str| key.starts_with("sources.");
    let sources: BTreeMap<String, String> = values
        .iter()
        .filter(|(value, _)| is_source(&value.key))
        .map(|(value, _)| {
            let key = value.key.trim_start_matches("sources.").replace(['"', '\''], "");
            (key, value.value.trim_matches('"').to_owned())
        })
        .collect();
    let source = |key: &str| {
        let ends = key.match_indices('.').map(|(at, _)| at).chain([key.len()]);
        let prefixes: Vec<&str> = ends.filter_map(|end| key.get(..end)).collect();
        prefixes.iter().rev().find_map(|prefix| sources.get(*prefix)).cloned()
    };
    let is_own = |key: &str| !is_source(key) && !key.starts_with("name") && key != "from";
    values
        .into_iter()
        .filter(|(value, _)| is_own(&value.key))
        .map(|(value, _)| {
            let written = value.value.split_whitespace().collect::<Vec<_>>().join(" ");
            ProfileValue { source: source(&value.key), key: value.key, value: written }
        })
        .collect()
}

/// A table of a profile's file, and where its findings go.
struct Reader<'t, 'd> {
    table: Table<'t>,
    /// The project's folder, and the one that paths are shown relative to; `None` for what is built in.
    folder: Option<(&'d Path, &'d Path)>,
    found: &'d mut Diagnostics,
}

impl Reader<'_, '_> {
    /// Changes what the file names.
    fn change(mut self, profile: &mut Profile) {
        self.table.value("from");
        self.table.value("sources");
        if let Some(value) = self.table.value("name") {
            profile.names = given_texts(&value, self.found);
        }
        let chosen = self
            .table
            .value("standard")
            .and_then(|value| value.parsed(&STANDARD, |name| named(name, &Standard::ALL), self.found));
        profile.standard = chosen.unwrap_or(profile.standard);
        let chosen = self
            .table
            .value("colors")
            .and_then(|value| value.parsed(&COLORS, |name| named(name, &Colors::ALL), self.found));
        profile.colors = chosen.unwrap_or(profile.colors);
        if let Some(value) = self.table.value("condition") {
            profile.condition = self.condition(&value, profile.colors).unwrap_or_else(|| profile.condition.clone());
        }
        self.number("ink-limit", 100, 400, &mut profile.ink_limit);
        if let Some(value) = self.table.value("marks") {
            profile.marks = value.boolean(self.found).or(profile.marks);
        }
        if let Some(value) = self.table.value("megabytes") {
            profile.megabytes = value.integer(1..=100_000, self.found).or(profile.megabytes);
        }
        self.trims(profile);
        if let Some(table) = self.table.table("bleed", self.found) {
            let mut sides = profile.bleed.unwrap_or_default();
            self.within(table).sides(&mut sides);
            profile.bleed = Some(sides);
        }
        if let Some(table) = self.table.table("pages", self.found) {
            self.within(table).pages(&mut profile.pages);
        }
        if let Some(table) = self.table.table("gutter", self.found) {
            profile.gutters = steps(&table, self.found);
        }
        if let Some(table) = self.table.table("margins", self.found) {
            self.within(table).sides(&mut profile.margins);
        }
        if let Some(table) = self.table.table("least", self.found) {
            self.within(table).smallest(&mut profile.least);
        }
        if let Some(table) = self.table.table("spine", self.found) {
            let mut rule = profile.spine.take().unwrap_or_default();
            self.within(table).spine(&mut rule);
            profile.spine = Some(rule);
        }
        if let Some(table) = self.table.table("cover", self.found) {
            self.within(table).cover(&mut profile.cover);
        }
        if let Some(table) = self.table.table("rtl", self.found) {
            self.within(table).rtl(&mut profile.rtl);
        }
        let place = ["condition", "colors", "standard"].into_iter().find_map(|key| self.table.value(key));
        if let (Some(place), Some((message, help))) = (place, unfit(profile)) {
            self.found.push(Diagnostic::error("bad-icc-profile", message).at(place.place()).help(help));
        }
        self.table.finish(self.found);
    }

    fn within<'t>(&mut self, table: Table<'t>) -> Reader<'t, '_> {
        Reader { table, folder: self.folder, found: self.found }
    }

    fn length(&mut self, key: &'static str, length: &mut Length) {
        let value = self.table.value(key);
        let given = value.and_then(|value| length_of(&value, self.found));
        *length = given.unwrap_or(*length);
    }

    fn some_length(&mut self, key: &'static str, length: &mut Option<Length>) {
        let value = self.table.value(key);
        *length = value.and_then(|value| length_of(&value, self.found)).or(*length);
    }

    fn number(&mut self, key: &'static str, least: u16, most: u16, number: &mut Option<u16>) {
        let value = self.table.value(key);
        *number = value.and_then(|value| value.small_integer(least..=most, self.found)).or(*number);
    }

    fn sides(mut self, sides: &mut Sides) {
        self.length("outer", &mut sides.outer);
        self.length("head", &mut sides.head);
        self.length("foot", &mut sides.foot);
        self.length("bind", &mut sides.bind);
        self.table.finish(self.found);
    }

    fn pages(mut self, pages: &mut PageCounts) {
        for (key, number) in [("least", &mut pages.least), ("most", &mut pages.most)] {
            let value = self.table.value(key);
            *number = value.and_then(|value| value.integer(1..=10_000, self.found)).or(*number);
        }
        self.number("multiple", 1, 64, &mut pages.multiple);
        self.table.finish(self.found);
    }

    fn smallest(mut self, least: &mut Smallest) {
        self.some_length("type", &mut least.type_size);
        self.some_length("rule", &mut least.rule);
        self.number("resolution", 36, 4800, &mut least.resolution);
        self.number("line-art", 36, 4800, &mut least.line_art);
        self.number("grey", 1, 100, &mut least.grey);
        self.table.finish(self.found);
    }

    fn spine(mut self, rule: &mut SpineRule) {
        let paper = self.table.value("paper").and_then(|value| Some((value.string(self.found)?, value.place())));
        rule.paper = paper.as_ref().map(|(name, _)| (*name).to_owned()).or(rule.paper.take());
        if let Some(table) = self.table.table("papers", self.found) {
            for (name, _, value) in table.entries() {
                rule.papers.extend(length_of(&value, self.found).map(|length| (name.to_owned(), length)));
            }
        }
        if let Some((name, place)) = paper.filter(|(name, _)| !rule.papers.contains_key(*name)) {
            let known: Vec<&str> = rule.papers.keys().map(String::as_str).collect();
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("`papers` has {}", known.join(", ")),
            };
            let message = format!("there is no paper `{name}`");
            self.found.push(Diagnostic::error("bad-value", message).at(place).help(help));
        }
        self.length("extra", &mut rule.extra);
        if let Some(table) = self.table.table("table", self.found) {
            rule.table = steps(&table, self.found);
        }
        if let Some(value) = self.table.value("text-from-pages") {
            rule.text_from_pages = value.integer(1..=10_000, self.found).or(rule.text_from_pages);
        }
        self.some_length("text-from", &mut rule.text_from);
        self.some_length("clearance", &mut rule.clearance);
        self.table.finish(self.found);
    }

    fn cover(mut self, rule: &mut CoverRule) {
        if let Some(value) = self.table.value("kind") {
            rule.kind = value.parsed(&KIND, |name| named(name, &CoverKind::ALL), self.found).unwrap_or(rule.kind);
        }
        self.some_length("bleed", &mut rule.bleed);
        self.some_length("safety", &mut rule.safety);
        self.length("hinge", &mut rule.hinge);
        self.length("turn-in", &mut rule.turn_in);
        self.length("board", &mut rule.board);
        self.length("joint", &mut rule.joint);
        if let Some(value) = self.table.value("flaps") {
            rule.flaps = value.boolean(self.found).unwrap_or(rule.flaps);
        }
        if let Some(table) = self.table.table("barcode", self.found) {
            let zero = Length::ZERO;
            let mut room =
                rule.barcode.unwrap_or(BarcodeRule { width: zero, height: zero, from_edge: zero, by_shop: false });
            let mut inner = self.within(table);
            inner.length("width", &mut room.width);
            inner.length("height", &mut room.height);
            inner.length("from-edge", &mut room.from_edge);
            if let Some(value) = inner.table.value("by-shop") {
                room.by_shop = value.boolean(inner.found).unwrap_or(room.by_shop);
            }
            inner.table.finish(inner.found);
            rule.barcode = Some(room);
        }
        self.table.finish(self.found);
    }

    fn rtl(mut self, rule: &mut RtlRule) {
        if let Some(value) = self.table.value("order") {
            let all = [("reading", false), ("reversed", true)];
            rule.is_reversed = value.parsed(&ORDER, |name| named(name, &all), self.found).unwrap_or(rule.is_reversed);
        }
        if let Some(value) = self.table.value("cover") {
            let all = [("mirrored", false), ("as-ltr", true)];
            rule.front_right = value.parsed(&FRONT, |name| named(name, &all), self.found).unwrap_or(rule.front_right);
        }
        self.table.finish(self.found);
    }

    fn trims(&mut self, profile: &mut Profile) {
        if let Some(value) = self.table.value("trims") {
            let given = value.list(self.found).unwrap_or_default();
            profile.trims = given.iter().filter_map(|value| size_of(value, self.found)).collect();
        }
        let Some(mut table) = self.table.table("trim-range", self.found) else { return };
        let pair = |table: &mut Table<'_>, key, found: &mut Diagnostics| {
            let value = table.required(key, "[\"4in\", \"8.5in\"]", found)?;
            size_of(&value, found)
        };
        let (width, height) = (pair(&mut table, "width", self.found), pair(&mut table, "height", self.found));
        if let (Some(width), Some(height)) = (width, height) {
            let size = |width, height| Size { width, height };
            profile.trim_range = Some([size(width.width, height.width), size(width.height, height.height)]);
        }
        table.finish(self.found);
    }

    /// The condition that a value names: the one that is built in, or an ICC profile of the project.
    fn condition(&mut self, value: &Value<'_>, colors: Colors) -> Option<Condition> {
        let name = value.string(self.found)?;
        if name.eq_ignore_ascii_case(FOGRA39) {
            return Some(Condition::built_in());
        }
        let fault = |message: String| {
            let help = "name FOGRA39, or a file with an ICC profile of the press, relative to toolbox.toml";
            Diagnostic::error("bad-icc-profile", message).at(value.place()).help(help)
        };
        let path = self.folder.map(|(folder, root)| (folder.join(name), root));
        let Some((path, root)) = path.filter(|(path, _)| path.is_file()) else {
            self.found.push(fault(format!("there is no printing condition and no file `{name}`")));
            return None;
        };
        let inside = path.canonicalize().is_ok_and(|path| root.canonicalize().is_ok_and(|root| path.starts_with(root)));
        let short = fs::metadata(&path).is_ok_and(|facts| facts.len() <= MOST_ICC_BYTES);
        let bytes = if inside && short { fs::read(&path).ok() } else { None };
        let read = bytes.as_ref().and_then(|bytes| ColorProfile::new_from_slice(bytes).ok());
        let (Some(bytes), Some(read)) = (bytes, read) else {
            self.found.push(fault(format!("`{name}` cannot be read as an ICC profile")));
            return None;
        };
        let wanted = space_of(colors);
        if read.color_space != wanted.0 {
            self.found.push(fault(format!("`{name}` is a profile of {:?}, not of {}", read.color_space, wanted.1)));
            return None;
        }
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Some(Condition { name: stem, icc: Some(bytes.into()) })
    }
}

/// The space of the profile of a condition, and its colours in words.
const fn space_of(colors: Colors) -> (DataColorSpace, &'static str) {
    match colors {
        Colors::Cmyk => (DataColorSpace::Cmyk, "cyan, magenta, yellow and black"),
        Colors::Grey => (DataColorSpace::Gray, "grey"),
        Colors::Rgb => (DataColorSpace::Rgb, "red, green and blue"),
    }
}

/// Why standard, colours and printing condition do not go together, and what helps; `None` where they do.
fn unfit(profile: &Profile) -> Option<(String, &'static str)> {
    let Profile { standard, colors, condition, .. } = profile;
    let name = standard.name();
    let is_exchange = *standard != Standard::Plain;
    if is_exchange && *colors == Colors::Rgb && (*standard == Standard::X1a || condition.icc.is_none()) {
        let message = format!("{name} in red, green and blue needs a press that takes them, and its profile");
        let own =
            "set `colors = \"cmyk\"` or `standard = \"pdf\"`, or name the ICC profile of such a press with pdf/x-4";
        return Some((message, own));
    }
    let icc = condition.icc.as_ref()?;
    let read = ColorProfile::new_from_slice(icc).ok()?;
    if read.color_space != space_of(*colors).0 {
        let message =
            format!("`{}` is a profile of {:?}, not of {}", condition.name, read.color_space, space_of(*colors).1);
        return Some((message, "name the condition of these colours"));
    }
    // ISO 15930-4, -6 and -7, 6.2: the profile of an output intent is one of output.
    if is_exchange && read.profile_class != ProfileClass::OutputDevice {
        let message = format!("`{}` is not the profile of a press, as {name} wants", condition.name);
        return Some((message, "name the ICC profile of a press or a printer, of class prtr"));
    }
    if matches!(standard, Standard::X1a | Standard::X3) && icc.get(8).is_some_and(|version| *version > 2) {
        let message = format!("`{}` is a profile of ICC version 4, and {name} knows version 2", condition.name);
        return Some((message, "name one of version 2, or use pdf/x-4"));
    }
    None
}

fn named<T: Copy>(name: &str, all: &[(&str, T)]) -> Option<T> {
    all.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
}

fn length_of(value: &Value<'_>, found: &mut Diagnostics) -> Option<Length> {
    value.parsed(&LENGTH, |text| Length::parse(text).filter(|length| *length >= Length::ZERO), found)
}

fn size_of(value: &Value<'_>, found: &mut Diagnostics) -> Option<Size> {
    let sides: Vec<Length> = value.list(found)?.iter().filter_map(|value| length_of(value, found)).collect();
    match sides[..] {
        [width, height] => Some(Size { width, height }),
        _ => value.wrong_type(&SIZE, found),
    }
}

/// A table whose keys are numbers of pages: up to so many, so long; the fewest first.
fn steps(table: &Table<'_>, found: &mut Diagnostics) -> Vec<(u32, Length)> {
    let mut steps = Vec::new();
    for (key, place, value) in table.entries() {
        match key.parse::<u32>() {
            Ok(pages) => steps.extend(length_of(&value, found).map(|length| (pages, length))),
            Err(_) => {
                let message = format!("`{key}` is no number of pages");
                found
                    .push(Diagnostic::error("bad-value", message).at(place).help("write it like this: 150 = \"10mm\""));
            }
        }
    }
    steps.sort_unstable_by_key(|(pages, _)| *pages);
    steps
}
