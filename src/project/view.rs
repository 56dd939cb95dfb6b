//! What of a text a publication has.

use crate::diagnostics::{Diagnostic, nearest};

/// What of a text a publication has; the texts of all views stand in the same files.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// The text at its full length.
    Full,
    /// The text without the sections that only the full one has.
    Condensed,
}

impl View {
    /// All, the full one first.
    pub const ALL: [Self; 2] = [Self::Full, Self::Condensed];

    /// Its name in directives and in the names of publications.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Condensed => "condensed",
        }
    }

    /// The view of a name.
    ///
    /// # Errors
    /// The finding that there is no such view.
    pub fn parse(name: &str) -> Result<Self, Box<Diagnostic>> {
        Self::ALL.into_iter().find(|view| view.name() == name).ok_or_else(|| {
            let known = Self::ALL.map(Self::name);
            let help = match nearest(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", known.join(", ")),
            };
            Box::new(Diagnostic::error("unknown-view", format!("there is no view `{name}`")).help(help))
        })
    }

    /// Whether sections whose heading has one of these classes are left out.
    #[must_use]
    pub fn leaves_out(self, classes: &[String]) -> bool {
        self != Self::Full && classes.iter().any(|class| class == Self::Full.name())
    }
}
