//! Why a work is split as it is: where the cuts lie, how thick the volumes are, and what else could have been done
//! (docs/typography.md V1).

use super::volumes::{Chapters, Listed, Start, Within};
use super::{VolumeBook, limits, spine};
use crate::project::PageStyle;
use serde::Serialize;
use std::ops::Range;

/// Volumes whose spines differ by more of the thickest, in percent, are reported.
pub(super) const MOST_DIFFERENCE: u64 = 15;
/// Differences of fewer micrometres are not seen on a shelf.
const LEAST_SEEN: u64 = 1000;

/// The plan of a work in volumes, as it is written beside them.
#[derive(Clone, Debug, Serialize)]
pub struct SplitPlan {
    /// The volumes that were made.
    pub volumes: Vec<PlannedVolume>,
    /// The cuts that were made, measured like the others.
    pub chosen: Cuts,
    /// Other ways to split it: by one volume fewer or more, and with one cut moved by a chapter.
    pub alternatives: Vec<Cuts>,
}

/// A volume that was made.
#[derive(Clone, Debug, Serialize)]
pub struct PlannedVolume {
    /// From 1.
    pub volume: u16,
    /// Ids of the parts of the work that begin in it.
    pub parts: Vec<String>,
    /// Ids of the chapters in it.
    pub chapters: Vec<String>,
    /// Pages of the print edition.
    pub pages: usize,
    /// Blank ones among them, at the end.
    pub blanks: usize,
    /// Width of the spine in millimetres.
    pub spine: f64,
    /// Weight in grams.
    pub weight: u64,
}

/// A way to split a work.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cuts {
    /// Ids of the parts or chapters with which the second and later volumes begin.
    pub cuts: Vec<String>,
    /// Those of them that lie inside a part of the work.
    pub inside_parts: Vec<String>,
    /// Pages of the text of each volume, as they are when the work is set in one.
    pub pages: Vec<usize>,
    /// Sum of the squares of what these differ from their mean: what the cuts keep small.
    pub cost: usize,
    /// Difference of the thickest and the thinnest volume, in percent of the thickest.
    pub difference: usize,
}

impl Chapters {
    /// Indices of the chapters with which the volumes after the first begin.
    fn cuts_of(&self, ranges: &[Range<usize>]) -> Vec<usize> {
        let place = |range: &Range<usize>| self.starts.iter().position(|start| start.block == range.start);
        ranges.iter().skip(1).filter_map(place).collect()
    }

    fn measure(&self, cuts: &[usize]) -> Cuts {
        let lengths = self.lengths();
        let firsts = std::iter::once(0).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain([lengths.len()]);
        let pages: Vec<usize> =
            firsts.zip(ends).map(|(first, end)| lengths.get(first..end).unwrap_or_default().iter().sum()).collect();
        let (most, least) = (pages.iter().max().copied().unwrap_or(0), pages.iter().min().copied().unwrap_or(0));
        let (sum, squares) = pages.iter().fold((0, 0), |(sum, squares), pages| (sum + pages, squares + pages * pages));
        let starts: Vec<&Start> = cuts.iter().filter_map(|cut| self.starts.get(*cut)).collect();
        Cuts {
            cuts: starts.iter().map(|start| start.id.clone()).collect(),
            inside_parts: starts.iter().filter(|start| start.inside).map(|start| start.id.clone()).collect(),
            cost: squares - sum * sum / pages.len().max(1),
            difference: (most - least) * 100 / most.max(1),
            pages,
        }
    }

    /// The first start after those with which volumes may begin.
    fn most_start(&self) -> usize {
        self.starts.iter().position(|start| start.closes).unwrap_or(self.starts.len())
    }

    /// The even plans of one volume fewer and more, and the chosen one with each cut a chapter earlier and later.
    fn alternatives(&self, chosen: &[usize]) -> Vec<Cuts> {
        let count = chosen.len() + 1;
        let counts = [count - 1, count, count + 1].into_iter().filter(|count| (2..=self.most()).contains(count));
        let sparing = Within { sparing: true, ..Within::default() };
        let mut plans: Vec<Vec<usize>> = counts
            .flat_map(|count| [self.even(count, sparing), self.even(count, Within::default())])
            .flatten()
            .collect();
        for (at, cut) in chosen.iter().enumerate() {
            let least = at.checked_sub(1).and_then(|before| chosen.get(before)).map_or(1, |before| before + 1);
            let most = chosen.get(at + 1).copied().unwrap_or(self.most_start());
            for moved in [cut.wrapping_sub(1), cut + 1].into_iter().filter(|moved| (least..most).contains(moved)) {
                let mut plan = chosen.to_vec();
                plan[at] = moved;
                plans.push(plan);
            }
        }
        plans.retain(|plan| plan != chosen);
        plans.sort();
        plans.dedup();
        let mut measured: Vec<Cuts> = plans.iter().map(|plan| self.measure(plan)).collect();
        measured.sort_by_key(|cuts| (cuts.pages.len(), cuts.cost));
        measured
    }

    /// The plan of volumes that were made.
    pub(super) fn plan(&self, books: &[VolumeBook], page: &PageStyle) -> SplitPlan {
        let ranges: Vec<Range<usize>> = books.iter().map(|book| book.blocks.clone()).collect();
        let chosen = self.cuts_of(&ranges);
        let listed = |book: &VolumeBook, id: fn(&Listed) -> Option<&String>| -> Vec<String> {
            let headings = self.headings.iter().filter(|(block, _)| book.blocks.contains(block));
            headings.filter_map(|(_, listed)| id(listed).cloned()).collect()
        };
        let volume = |book: &VolumeBook| PlannedVolume {
            volume: book.volume,
            parts: listed(book, Listed::part),
            chapters: listed(book, Listed::chapter),
            pages: book.printed_pages(),
            blanks: book.blanks,
            spine: (spine::width(page, book.printed_pages()).mm() * 100.0).round() / 100.0,
            weight: limits::weight(page, book.printed_pages()).round() as u64,
        };
        SplitPlan {
            volumes: books.iter().map(volume).collect(),
            chosen: self.measure(&chosen),
            alternatives: self.alternatives(&chosen),
        }
    }
}

impl SplitPlan {
    /// By how many percent of the thickest the spines differ, where that is too much.
    pub(super) fn unevenness(&self) -> Option<u64> {
        let micrometres = |volume: &PlannedVolume| (volume.spine * 1000.0).round() as u64;
        let most = self.volumes.iter().map(micrometres).max()?;
        let difference = most - self.volumes.iter().map(micrometres).min()?;
        let percent = difference * 100 / most.max(1);
        (percent > MOST_DIFFERENCE && difference >= LEAST_SEEN).then_some(percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_measured_like_the_chosen_plan() {
        let starts = [0, 10, 20, 30, 60].iter().enumerate();
        let start = |(at, page): (usize, &u32)| Start {
            block: at * 10,
            id: format!("c{at}"),
            page: *page,
            inside: false,
            closes: false,
        };
        let chapters = Chapters { starts: starts.map(start).collect(), headings: Vec::new(), blocks: 50, pages: 70 };
        let chosen = chapters.measure(&[3]);
        assert_eq!((chosen.pages.as_slice(), chosen.cost, chosen.difference), ([30, 40].as_slice(), 50, 25));
        let others = chapters.alternatives(&[3]);
        let cuts: Vec<Vec<&str>> = others.iter().map(|other| other.cuts.iter().map(String::as_str).collect()).collect();
        assert_eq!(cuts, [vec!["c2"], vec!["c4"], vec!["c3", "c4"]]);
        assert!(others.iter().filter(|other| other.cuts.len() == 1).all(|other| other.cost > chosen.cost));
    }
}
