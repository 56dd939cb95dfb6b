//! Which font sets which script in which role.

use super::{Families, Font, FontId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which of the house style's fonts.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FontRole {
    /// Running text.
    #[default]
    Text,
    /// Headings, labels, tables' heads.
    Heading,
    /// Code.
    Code,
}

impl FontRole {
    pub(super) const ALL: [Self; 3] = [Self::Text, Self::Heading, Self::Code];

    /// Its name in the house style.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Heading => "heading",
            Self::Code => "code",
        }
    }
}

/// An ISO 15924 code such as `Arab`.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Script(pub [u8; 4]);

impl Script {
    /// Latin.
    pub const LATIN: Self = Self(*b"Latn");
    /// Arabic.
    pub const ARABIC: Self = Self(*b"Arab");

    /// The script of a code; unknown ones are taken as they are.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self(code.as_bytes().try_into().unwrap_or(*b"Zzzz"))
    }

    /// Whether its letters join: such a script is never tracked, slanted, emboldened or hyphenated
    /// (docs/typography.md A13, A25).
    #[must_use]
    pub fn is_joining(self) -> bool {
        matches!(&self.0, b"Arab" | b"Syrc" | b"Nkoo" | b"Mong" | b"Adlm" | b"Mand" | b"Rohg")
    }
}

/// What one chain is for: role, script, bold, italic.
type Key = (FontRole, Option<Script>, bool, bool);

/// For each role, script and style the fonts in the order in which they are tried.
#[derive(Debug, Default)]
pub(super) struct Chains {
    chains: BTreeMap<Key, Vec<FontId>>,
}

impl Chains {
    pub(super) fn new(families: &Families, fonts: &[Arc<Font>]) -> Self {
        let mut scripts: Vec<Option<Script>> =
            families.values().flat_map(BTreeMap::keys).map(|code| Some(Script::of(code))).collect();
        scripts.push(None);
        scripts.sort_unstable();
        scripts.dedup();
        let mut chains = BTreeMap::new();
        for role in FontRole::ALL {
            for script in &scripts {
                let order = family_order(families, fonts, role, *script);
                for (bold, italic) in [(false, false), (false, true), (true, false), (true, true)] {
                    let chain = order.iter().filter_map(|family| nearest_face(fonts, family, bold, italic)).collect();
                    chains.insert((role, *script, bold, italic), chain);
                }
            }
        }
        Self { chains }
    }

    pub(super) fn get(&self, role: FontRole, script: Script, bold: bool, italic: bool) -> &[FontId] {
        self.chains
            .get(&(role, Some(script), bold, italic))
            .or_else(|| self.chains.get(&(role, None, bold, italic)))
            .map_or(&[], Vec::as_slice)
    }
}

/// Families of the role and script, then those of running text in the script, then those of the role and of running text
/// in other scripts, then all there are.
fn family_order(families: &Families, fonts: &[Arc<Font>], role: FontRole, script: Option<Script>) -> Vec<String> {
    let of_script = |role: FontRole, wanted: bool| {
        families.get(role.name()).into_iter().flatten().filter_map(move |(code, list)| {
            let same = script.is_some_and(|script| Script::of(code) == script);
            (same == wanted).then_some(list)
        })
    };
    let named = of_script(role, true)
        .chain(of_script(FontRole::Text, true))
        .chain(of_script(role, false))
        .chain(of_script(FontRole::Text, false))
        .flatten()
        .cloned();
    let mut order: Vec<String> = Vec::new();
    for family in named.chain(fonts.iter().map(|font| font.family.clone())) {
        if !order.iter().any(|known| known.eq_ignore_ascii_case(&family)) {
            order.push(family);
        }
    }
    order
}

/// The face of a family nearest to a style; the first of equals.
pub(super) fn nearest_face(fonts: &[Arc<Font>], family: &str, bold: bool, italic: bool) -> Option<FontId> {
    let wanted = if bold { 700 } else { 400 };
    fonts
        .iter()
        .enumerate()
        .filter(|(_, font)| font.is_called(family))
        .min_by_key(|(_, font)| (font.italic != italic, font.weight.abs_diff(wanted)))
        .map(|(at, _)| FontId(at as u16))
}
