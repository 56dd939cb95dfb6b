//! Where the authors stand on a spine: `[print] spine-authors`.

/// Where the authors stand on a spine (docs/typography.md V8).
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum SpineAuthors {
    /// Before the title as the spine is read: above it where words stand upright.
    #[default]
    Above,
    /// After it.
    Below,
    /// Nowhere.
    None,
}

impl SpineAuthors {
    /// Reads the name that the file gives it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "above" => Some(Self::Above),
            "below" => Some(Self::Below),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}
