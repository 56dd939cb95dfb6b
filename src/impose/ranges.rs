//! The pages that are taken of a file: `3-10,15`, `5-`, `-4`.

use crate::diagnostics::Diagnostic;
use std::str::FromStr;

/// Ranges of pages, from 1; what they name is taken once, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRanges(Vec<(usize, Option<usize>)>);

impl FromStr for PageRanges {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.split(',').map(|part| range(part.trim())).collect::<Result<_, _>>().map(Self)
    }
}

/// The first page of a range, and its last one where there is one.
fn range(part: &str) -> Result<(usize, Option<usize>), String> {
    let help = "pages and ranges from 1 are needed, such as `3-10,15`, `5-` or `-4`";
    let number = |text: &str| text.trim().parse().ok().filter(|number| *number > 0);
    let found = match part.split_once('-') {
        None => number(part).map(|page| (page, Some(page))),
        Some(("", last)) => number(last).map(|last| (1, Some(last))),
        Some((first, "")) => number(first).map(|first| (first, None)),
        Some((first, last)) => number(first).zip(number(last)).map(|(first, last)| (first, Some(last))),
    };
    let (first, last) = found.ok_or_else(|| format!("“{part}” is no range: {help}"))?;
    if last.is_some_and(|last| last < first) {
        return Err(format!("“{part}” ends before it begins: {help}"));
    }
    Ok((first, last))
}

impl PageRanges {
    /// Whether a page is taken, by its number from 1.
    pub(super) fn has(&self, number: usize) -> bool {
        self.0.iter().any(|(first, last)| (*first..=last.unwrap_or(usize::MAX)).contains(&number))
    }

    /// Finds fault with ranges that name a page beyond the last one.
    pub(super) fn check(&self, pages: usize, name: &str) -> Result<(), Box<Diagnostic>> {
        let beyond = self.0.iter().map(|(first, last)| last.unwrap_or(*first)).find(|number| *number > pages);
        beyond.map_or(Ok(()), |number| {
            let message = format!("page {number} is asked for, but the last page is {pages}");
            let help = "count pages as a viewer does, from 1 at the first one, whatever is printed on them";
            Err(Box::new(Diagnostic::error("no-such-page", message).in_file(name).help(help)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> Vec<usize> {
        let ranges: PageRanges = text.parse().expect("ranges");
        (1..=9).filter(|number| ranges.has(*number)).collect()
    }

    #[test]
    fn ranges_name_pages_once_and_in_order() {
        assert_eq!(taken("3-5,8"), [3, 4, 5, 8]);
        assert_eq!(taken("8-, -2, 1"), [1, 2, 8, 9]);
    }

    #[test]
    fn what_is_no_range_is_said() {
        for text in ["", "0", "-", "a", "5-3", "1,,2", "1-2-3", "-0", "99999999999999999999999"] {
            assert!(text.parse::<PageRanges>().expect_err(text).contains("3-10,15"), "{text}");
        }
    }
}
