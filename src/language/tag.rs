//! Language tags and the direction of lines.

use serde::Deserialize;
use std::fmt;
use std::sync::Arc;

/// Which way lines run.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Whether lines run from right to left.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::Rtl
    }
}

/// A BCP 47 language tag as written in the sources, checked for form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LangTag(Arc<str>);

impl LangTag {
    /// Reads a tag; canonical case (`ar-MA`, `zh-Hant`) comes out.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let locale: icu_locale_core::LanguageIdentifier = tag.parse().ok()?;
        (!locale.language.is_unknown()).then(|| Self(locale.to_string().into()))
    }

    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `ar` of `ar-MA`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Which way its lines run: what its file says or, for languages that have none, what its usual script does.
    #[must_use]
    pub fn direction(&self) -> Direction {
        const RIGHT_TO_LEFT: [&str; 12] = ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];
        const RIGHT_TO_LEFT_SCRIPTS: [&str; 8] = ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr"];
        let script = self.0.split('-').skip(1).find(|part| part.len() == 4);
        let rtl = script
            .map_or_else(|| RIGHT_TO_LEFT.contains(&self.primary()), |script| RIGHT_TO_LEFT_SCRIPTS.contains(&script));
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }

    /// `MA` of `ar-MA`.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| {
            part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase())
                || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
        })
    }
}

impl fmt::Display for LangTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for LangTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
