//! All that is particular to a language, as data: one TOML file each. A new language is a new file, not new code.
//!
//! In: a BCP 47 tag such as `ar-MA`, and what the house style changes. Out: the [`Language`] with its direction, digits,
//! words and rules. Steps: the language's file, what its region does differently, the customs of the house.

mod customs;
mod data;
mod files;
mod hanging;
mod numerals;
mod raised;
mod syllables;
mod tag;

pub use customs::{Customs, HouseCustoms};
pub use data::*;
pub use files::{known, regions};
pub use hanging::HangingSigns;
pub use numerals::{MarkerStyle, NumeralSystem};
pub use tag::{Direction, LangTag};

use std::sync::Arc;

/// A language as a publication uses it: its data and its tag.
#[derive(Clone, Debug)]
pub struct Language {
    /// The tag as asked for, such as `ar-MA`.
    pub tag: LangTag,
    /// What the file of its primary language says, for its region and house.
    pub data: Arc<LanguageData>,
    /// What the house does in its own way, for words of other languages inside the text.
    house: HouseCustoms,
}

impl Language {
    /// The language of a tag, if there is a file for its primary language.
    #[must_use]
    pub fn of(tag: &LangTag) -> Option<Self> {
        let data = files::data_of(tag.primary(), tag.region())?;
        Some(Self { tag: tag.clone(), data, house: HouseCustoms::default() })
    }

    /// The language of a tag, or English words under that tag where there is no file for it.
    #[must_use]
    pub fn or_english(tag: &LangTag) -> Self {
        Self::of(tag).unwrap_or_else(|| Self { tag: tag.clone(), data: english(), house: HouseCustoms::default() })
    }

    /// The same as a house writes it, also where words of other languages stand inside.
    #[must_use]
    pub fn with_customs(self, house: &HouseCustoms) -> Self {
        Self { data: house.applied(&self.tag, self.data), house: house.clone(), tag: self.tag }
    }

    /// The language of words inside a text of this language. Where there is no file for it, only its direction is known:
    /// its words are not divided by the rules of English.
    #[must_use]
    pub fn foreign(&self, tag: &LangTag) -> Self {
        let known = Self::of(tag).map(|language| language.with_customs(&self.house));
        known.unwrap_or_else(|| {
            let direction = tag.direction();
            let script = if direction.is_rtl() { "Arab" } else { "Latn" }.to_owned();
            let data = LanguageData { hyphenation: None, direction, script, ..(*english()).clone() };
            Self { tag: tag.clone(), data: Arc::new(data), house: self.house.clone() }
        })
    }

    /// The mark of a note in the text: its number in the language's digits, in parentheses where that is the custom
    /// (docs/typography.md A49).
    #[must_use]
    pub fn note_mark(&self, number: u32) -> String {
        fill(&self.data.note_mark, &[("number", &self.number(number as usize))])
    }

    /// Which way lines run.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.data.direction
    }

    /// A word of generated text; its key where the file lacks it, so that a gap is seen.
    #[must_use]
    pub fn term<'a>(&'a self, key: &'a str) -> &'a str {
        self.data.terms.get(key).map_or(key, String::as_str)
    }

    /// A pattern of generated text with `{name}` replaced by the values.
    #[must_use]
    pub fn pattern(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.term(key), values)
    }

    /// Digits of generated numbers.
    #[must_use]
    pub fn digits(&self) -> NumeralSystem {
        self.data.digits
    }

    /// A whole number in the language's digits.
    #[must_use]
    pub fn number(&self, value: usize) -> String {
        self.digits().format(value)
    }

    /// A number from 1 in a style of markers.
    #[must_use]
    pub fn counted(&self, style: MarkerStyle, value: usize) -> String {
        let style = if style == MarkerStyle::Abjad { self.data.abjad } else { style };
        style.format(value, self.digits())
    }

    /// The marker of a list's item: its number and a full stop, or an ordinal in words (docs/typography.md A36).
    #[must_use]
    pub fn item_marker(&self, style: MarkerStyle, value: usize) -> String {
        let ordinal = value.checked_sub(1).and_then(|at| self.data.item_ordinals.get(at));
        match ordinal.filter(|_| style == MarkerStyle::Ordinal) {
            Some(ordinal) => self.pattern("item-ordinal", &[("ordinal", ordinal)]),
            None => self.pattern("item-number", &[("number", &self.counted(style, value))]),
        }
    }

    /// A heading number such as 3.2.1 in the language's order and digits.
    #[must_use]
    pub fn multi_number(&self, parts: &[u16]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.number(usize::from(*part))).collect();
        parts.join(&self.data.number_separator)
    }

    /// The parts of a heading number that lines from right to left set apart, and what stands between them: each number,
    /// so that the chapter's stands at the right, or 3.2.1 as one (docs/typography.md A37).
    #[must_use]
    pub fn number_units(&self, parts: &[u16]) -> (Vec<String>, &str) {
        let separator = self.data.number_separator.as_str();
        if self.direction().is_rtl() && separator != "." {
            (parts.iter().map(|part| self.number(usize::from(*part))).collect(), separator)
        } else {
            (vec![self.multi_number(parts)], separator)
        }
    }

    /// A title between the outer quotation marks; marks inside it are those of the next level.
    #[must_use]
    pub fn quoted(&self, title: &str) -> String {
        let Quotes { outer: [open, close], inner: [inner_open, inner_close], .. } = &self.data.quotes;
        let mut out = open.clone();
        let (mut rest, mut before) = (title, ' ');
        // What closes the quotations that are open in the title: as it stands there, and as it is set.
        let mut closing: Vec<(&str, &str)> = Vec::new();
        let bare = |mark: &str| mark.trim().len();
        while let Some(first) = rest.chars().next() {
            let may_close = !rest[first.len_utf8()..].starts_with(char::is_alphanumeric);
            let opens = !before.is_alphanumeric();
            let (len, set) = match closing.last().copied() {
                Some((typed, set)) if may_close && rest.starts_with(typed.trim()) => {
                    closing.pop();
                    (bare(typed), set)
                }
                _ if opens && rest.starts_with(open.trim()) => {
                    closing.push((close, inner_close));
                    (bare(open), inner_open.as_str())
                }
                _ if opens && rest.starts_with(inner_open.trim()) => {
                    closing.push((inner_close, close));
                    (bare(inner_open), open.as_str())
                }
                _ => (first.len_utf8(), &rest[..first.len_utf8()]),
            };
            // Spaces inside the marks belong to them.
            let is_mark = set.len() != len || !rest.starts_with(set);
            rest = &rest[len..];
            if is_mark {
                rest = rest.trim_start_matches(['\u{A0}', '\u{202F}']);
                out.truncate(out.trim_end_matches(['\u{A0}', '\u{202F}']).len());
            }
            out.push_str(set);
            before = first;
        }
        out + close
    }

    /// A title as libraries sort it: the article that it begins with stands at the end.
    #[must_use]
    pub fn sorted(&self, title: &str) -> String {
        let without = |article: &String| {
            let rest = title.strip_prefix(article.as_str())?;
            let rest = if article.ends_with('’') { Some(rest) } else { rest.strip_prefix(' ') };
            rest.map(|rest| format!("{rest}, {article}"))
        };
        self.data.articles.iter().find_map(without).unwrap_or_else(|| title.to_owned())
    }

    /// The name of a month from 1; nothing for a month that does not exist.
    #[must_use]
    pub fn month(&self, month: usize) -> &str {
        month.checked_sub(1).and_then(|at| self.data.months.get(at)).map_or("", String::as_str)
    }

    /// «November 2026».
    #[must_use]
    pub fn month_year(&self, date: jiff::civil::Date) -> Option<String> {
        let month = self.month(usize::from(date.month().unsigned_abs()));
        if month.is_empty() {
            return None;
        }
        let year = self.number(usize::from(date.year().unsigned_abs()));
        Some(self.pattern("month-year", &[("month", month), ("year", &year)]))
    }

    /// What volumes are called.
    fn volume_names(&self) -> &VolumeNames {
        self.data.volumes.after(self.data.volume_word)
    }

    /// «1 November 2026», as the language and region write it in words (docs/typography.md A50).
    #[must_use]
    pub fn date(&self, date: jiff::civil::Date) -> Option<String> {
        let month = self.month(usize::from(date.month().unsigned_abs()));
        if month.is_empty() {
            return None;
        }
        let day = match &self.data.first_day {
            Some(first) if date.day() == 1 => first.clone(),
            _ => self.number(usize::from(date.day().unsigned_abs())),
        };
        let year = self.number(usize::from(date.year().unsigned_abs()));
        Some(self.pattern("date", &[("day", &day), ("month", month), ("year", &year)]))
    }

    /// «Volume one of three», as a title page names it.
    #[must_use]
    pub fn volume_of(&self, volume: usize, volumes: usize) -> String {
        let names = self.volume_names();
        let count = self.number(volumes);
        let total = volumes.checked_sub(1).and_then(|at| names.totals.get(at)).unwrap_or(&count);
        let (ordinal, number) = (self.ordinal(volume), self.number(volume));
        fill(&names.of, &[("ordinal", &ordinal), ("number", &number), ("total", total)])
    }

    /// «Volume one», without the total.
    #[must_use]
    pub fn volume(&self, volume: usize) -> String {
        let (ordinal, number) = (self.ordinal(volume), self.number(volume));
        fill(&self.volume_names().name, &[("ordinal", &ordinal), ("number", &number)])
    }

    /// «vol. 1, p. 45»: a page of another volume.
    #[must_use]
    pub fn page_in_volume(&self, volume: usize, folio: &str) -> String {
        let (number, name) = (self.number(volume), self.volume(volume));
        fill(&self.volume_names().page, &[("page", folio), ("volume", &number), ("volume-name", &name)])
    }

    /// «v. 1», as libraries write it.
    #[must_use]
    pub fn short_volume(&self, volume: usize) -> String {
        fill(&self.volume_names().short, &[("number", &self.number(volume))])
    }

    /// «3 volumes», as libraries count them.
    #[must_use]
    pub fn volumes(&self, count: usize) -> String {
        fill(&self.volume_names().count, &[("count", &self.number(count))])
    }

    /// «Part I»: a part above chapters.
    #[must_use]
    pub fn part(&self, part: usize) -> String {
        let names = &self.data.parts;
        let ordinals = if names.ordinals.is_empty() { &self.data.ordinals } else { &names.ordinals };
        let ordinal = part.checked_sub(1).and_then(|at| ordinals.get(at)).map_or("", String::as_str);
        let pattern = names.otherwise.as_ref().filter(|_| ordinal.is_empty()).unwrap_or(&names.name);
        fill(pattern, &[("ordinal", ordinal), ("number", &self.counted(names.numbers, part))])
    }

    /// «Part I: Foundations», or the title alone where the part has no number.
    #[must_use]
    pub fn part_title(&self, number: &[u16], title: &str) -> String {
        match number.first() {
            Some(part) => {
                let name = self.part(usize::from(*part));
                self.pattern("title-with-number", &[("number", &name), ("title", title)])
            }
            None => title.to_owned(),
        }
    }

    /// Heading of the contents of one volume.
    #[must_use]
    pub fn contents_of_volume(&self) -> &str {
        &self.volume_names().contents
    }

    /// The ordinal of a number from 1, or the number where the file's list ends.
    #[must_use]
    pub fn ordinal(&self, value: usize) -> String {
        value.checked_sub(1).and_then(|at| self.data.ordinals.get(at)).cloned().unwrap_or_else(|| self.number(value))
    }
}

/// English, which serves where there is no file.
fn english() -> Arc<LanguageData> {
    files::data_of("en", None).expect("the language file en.toml is built in")
}

/// Replaces `{name}` by its value.
#[must_use]
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = pattern.to_owned();
    for (name, value) in values {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_is_known_for_languages_without_a_file() {
        let direction = |tag: &str| LangTag::parse(tag).expect("a tag").direction();
        assert_eq!(direction("ar-MA"), Direction::Rtl);
        assert_eq!(direction("he"), Direction::Rtl);
        assert_eq!(direction("pa-Arab"), Direction::Rtl);
        assert_eq!(direction("ku-Latn"), Direction::Ltr);
        assert_eq!(direction("sw"), Direction::Ltr);
    }

    #[test]
    fn digits_follow_the_region() {
        let number = |tag: &str| Language::of(&LangTag::parse(tag).expect("a tag")).expect("a language").number(2016);
        assert_eq!(number("ar-EG"), "٢٠١٦");
        assert_eq!(number("ar-MA"), "2016");
        assert_eq!(number("ar"), "2016");
        assert_eq!(number("en-GB"), "2016");
    }

    #[test]
    fn quotations_in_titles_take_the_marks_of_the_next_level() {
        let quoted = |tag: &str, title: &str| Language::or_english(&LangTag::parse(tag).expect("a tag")).quoted(title);
        assert_eq!(quoted("en", "The “right” to stay"), "“The ‘right’ to stay”");
        assert_eq!(quoted("en", "Migrants’ “rights”"), "“Migrants’ ‘rights’”");
        assert_eq!(quoted("en-GB", "The ‘right’ to stay"), "‘The “right” to stay’");
        assert_eq!(quoted("fr", "Le «\u{A0}droit\u{A0}» de rester"), "«\u{A0}Le “droit” de rester\u{A0}»");
        assert_eq!(quoted("es", "La “fuga” de «cerebros»"), "«La «fuga» de “cerebros”»");
        assert_eq!(quoted("ar", "فصل «الحق»"), "«فصل ”الحق“»");
    }

    #[test]
    fn titles_are_sorted_without_their_articles() {
        let sorted = |tag: &str, title: &str| Language::or_english(&LangTag::parse(tag).expect("a tag")).sorted(title);
        assert_eq!(sorted("en-GB", "The Road"), "Road, The");
        assert_eq!(sorted("en", "Theory"), "Theory");
        assert_eq!(sorted("fr", "L’eau"), "eau, L’");
        assert_eq!(sorted("es", "Las rutas"), "rutas, Las");
        assert_eq!(sorted("ar", "الطريق"), "الطريق");
    }

    #[test]
    fn words_of_a_language_without_a_file_keep_its_direction_and_are_not_divided() {
        let tag = |tag: &str| LangTag::parse(tag).expect("a tag");
        let foreign = |name: &str| Language::or_english(&tag("es")).foreign(&tag(name));
        assert_eq!(foreign("he").direction(), Direction::Rtl);
        assert_eq!(foreign("de").direction(), Direction::Ltr);
        assert!(foreign("de").data.hyphenation.is_none());
        assert!(foreign("fr").data.hyphenation.is_some());
        assert_eq!(foreign("ar-EG").note_mark(12), "(١٢)");
        assert_eq!(foreign("fr").note_mark(12), "12");
    }

    #[test]
    fn parts_are_counted_as_the_language_does() {
        let language = |tag: &str| Language::of(&LangTag::parse(tag).expect("a tag")).expect("a language");
        let names = |tag: &str| [1, 4, 12, 13].map(|part| language(tag).part(part));
        assert_eq!(names("en"), ["Part I", "Part IV", "Part XII", "Part XIII"]);
        assert_eq!(names("fr"), ["Première partie", "Quatrième partie", "Douzième partie", "Partie XIII"]);
        assert_eq!(names("es"), ["Primera parte", "Cuarta parte", "Duodécima parte", "Parte XIII"]);
        assert_eq!(names("ar"), ["الباب الأول", "الباب الرابع", "الباب الثاني عشر", "الباب 13"]);
        assert_eq!(language("ar-EG").part(13), "الباب ١٣");
        assert_eq!(language("fr").part_title(&[2], "Agir"), "Deuxième partie\u{a0}: Agir");
        assert_eq!(language("en").part_title(&[], "Acting"), "Acting");
    }

    #[test]
    fn volumes_are_named_as_a_title_page_would() {
        let name =
            |tag: &str, k, n| Language::of(&LangTag::parse(tag).expect("a tag")).expect("a language").volume_of(k, n);
        assert_eq!(name("ar", 1, 2), "الجزء الأول من جزأين");
        assert_eq!(name("ar", 3, 3), "الجزء الثالث من ثلاثة أجزاء");
        assert_eq!(name("fr", 1, 2), "Volume 1 sur 2");
    }
}
