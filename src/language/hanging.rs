//! What hangs in the margins, by script: the file `hanging.toml`.

use super::files::broken;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The file: by script, then by the characters that hang alike, what hangs at the start and at the end of lines.
type File = BTreeMap<String, BTreeMap<String, [u16; 2]>>;

static SCRIPTS: LazyLock<BTreeMap<String, HangingSigns>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("hanging.toml")).unwrap_or_else(|error| broken("hanging", &error));
    file.into_iter().map(|(script, rows)| (script, HangingSigns::of(&rows))).collect()
});

/// How far signs and letters of a script hang in the margins (docs/typography.md P20, P32, A55).
#[derive(Debug, Default)]
pub struct HangingSigns(BTreeMap<char, [u16; 2]>);

impl HangingSigns {
    /// Those of the script with an ISO 15924 code; `None` where nothing of it hangs.
    #[must_use]
    pub fn of_script(code: &str) -> Option<&'static Self> {
        SCRIPTS.get(code)
    }

    fn of(rows: &BTreeMap<String, [u16; 2]>) -> Self {
        Self(rows.iter().flat_map(|(signs, amounts)| signs.chars().map(|sign| (sign, *amounts))).collect())
    }

    /// What of a sign hangs where a line starts, thousandths of its advance.
    #[must_use]
    pub fn at_start(&self, sign: char) -> u16 {
        self.0.get(&sign).map_or(0, |amounts| amounts[0])
    }

    /// What of a sign hangs where a line ends, thousandths of its advance.
    #[must_use]
    pub fn at_end(&self, sign: char) -> u16 {
        self.0.get(&sign).map_or(0, |amounts| amounts[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{LangTag, Language, known};

    #[test]
    fn the_file_is_read_and_names_each_sign_once() {
        let file: File = toml::from_str(include_str!("hanging.toml")).expect("the file is sound");
        for (script, rows) in &file {
            let written: usize = rows.keys().map(|signs| signs.chars().count()).sum();
            assert_eq!(HangingSigns::of_script(script).map(|signs| signs.0.len()), Some(written), "{script}");
            assert!(rows.values().flatten().all(|amount| *amount <= 700), "no sign hangs as a whole: {script}");
        }
    }

    #[test]
    fn every_language_has_the_signs_of_its_script() {
        for tag in known() {
            let language = Language::or_english(&LangTag::parse(tag).expect("a tag"));
            let signs = HangingSigns::of_script(&language.data.script).expect("the script is in the file");
            assert!((300..=700).contains(&signs.at_end('.')), "{tag}");
            assert!(signs.at_start('«') > 0 && signs.at_end('م') == 0, "{tag}");
        }
    }
}
