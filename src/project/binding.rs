//! How the leaves of a book are held together, and what that asks of its pages.

/// How a book is bound.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Binding {
    /// Single leaves, glued at the spine.
    #[default]
    Perfect,
    /// Folded sheets, sewn through their folds.
    Sewn,
    /// Sheets folded into each other, with staples through the fold.
    Stapled,
    /// Single leaves, punched and held by a wire or a comb.
    Spiral,
}

impl Binding {
    /// All, by the names that the files give them.
    pub const ALL: [(&'static str, Self); 4] =
        [("perfect", Self::Perfect), ("sewn", Self::Sewn), ("stapled", Self::Stapled), ("spiral", Self::Spiral)];

    /// The binding of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, binding)| binding)
    }

    /// The pages that come together, where nothing else is said: bindings that hold sheets by their fold need whole
    /// sheets, of four pages; the others take single leaves.
    #[must_use]
    pub const fn signature(self) -> u16 {
        match self {
            Self::Sewn | Self::Stapled => 4,
            Self::Perfect | Self::Spiral => 1,
        }
    }
}

/// The numbers of pages that a signature may have, and 1 for no signature at all.
const SIGNATURES: [u16; 6] = [1, 2, 4, 8, 16, 32];

/// Whether a signature can have so many pages.
pub(super) fn is_signature(pages: u16) -> bool {
    SIGNATURES.contains(&pages)
}
