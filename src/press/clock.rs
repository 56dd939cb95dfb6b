//! The only time that reaches a file: `SOURCE_DATE_EPOCH`, or the date of the sources.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::project::{Project, Publication};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// What time it is for the files of this build.
#[derive(Copy, Clone, Debug, Default)]
pub struct Clock(Option<DateTime>);

impl Clock {
    /// From the text of `SOURCE_DATE_EPOCH` (<https://reproducible-builds.org/specs/source-date-epoch/>), if it is set.
    pub fn new(source_date_epoch: Option<&str>, diagnostics: &mut Diagnostics) -> Self {
        let Some(text) = source_date_epoch else { return Self(None) };
        let time = text.trim().parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        let time = time.map(|time| time.to_zoned_datetime(TimeZone::UTC).datetime());
        if time.is_none() {
            diagnostics.push(
                Diagnostic::warning("bad-source-date-epoch", format!("SOURCE_DATE_EPOCH is “{text}”, no time"))
                    .help("set it to seconds since 1970, such as 1793491200, or unset it"),
            );
        }
        Self(time)
    }

    /// The time of a publication's files, UTC: the epoch, else the publication's date; `None` where there is neither.
    #[must_use]
    pub fn of(&self, publication: &Publication) -> Option<DateTime> {
        self.0.or_else(|| publication.date.map(midnight))
    }

    /// The time of the catalogue: the epoch, else the latest date of a publication.
    #[must_use]
    pub fn of_catalogue(&self, project: &Project) -> Option<DateTime> {
        let latest = project.publications.iter().filter_map(|publication| publication.date).max();
        self.0.or_else(|| latest.map(midnight))
    }
}

fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}
