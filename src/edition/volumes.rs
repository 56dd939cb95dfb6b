//! Where a publication is split so that its volumes are as even as they can be (TYPOGRAPHY.md V1).

use super::limits::Limit;
use crate::layout::Pages;
use crate::manuscript::{Block, BlockKind};
use crate::project::VolumeRule;
use std::ops::Range;

/// A place where a volume may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// Index of its heading among the blocks.
    pub(super) block: usize,
    /// The heading's id.
    pub(super) id: String,
    /// Index of its page when the whole is set in one.
    pub(super) page: u32,
}

/// What becomes of a publication.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// It stays whole.
    Whole,
    /// Plans to try in order: ranges of blocks, one a volume.
    Split(Vec<Vec<Range<usize>>>),
    /// No heading has this id.
    Unknown(String),
}

/// Chapters, or top sections where there is only one chapter.
pub(super) fn starts(blocks: &[Block], pages: &Pages) -> Vec<Start> {
    let at_level = |wanted: u8| -> Vec<Start> {
        let headings = blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
            BlockKind::Heading(heading) if heading.level == wanted => Some((at, block.id.clone()?)),
            _ => None,
        });
        headings
            .filter_map(|(block, id)| {
                let page = pages.places.get(&id)?.page;
                Some(Start { block, id, page })
            })
            .collect()
    };
    let chapters = at_level(1);
    if chapters.len() > 1 { chapters } else { at_level(2) }
}

/// What the rule means for a text of `blocks` blocks that is `pages` pages long in one; `limit` is what its limits leave.
pub(super) fn decide(
    rule: &VolumeRule,
    limit: Option<Limit>,
    starts: &[Start],
    blocks: usize,
    pages: usize,
) -> Decision {
    match rule {
        VolumeRule::Whole => Decision::Whole,
        VolumeRule::Limits(limits) => {
            let least = limit.map_or(1, |limit| pages.div_ceil(limit.pages.max(1)));
            let wanted = limits.target.map_or(1, |target| nearest(pages, target as usize));
            match least.max(wanted) {
                0 | 1 => Decision::Whole,
                least => plans((least..=starts.len()).map(|count| even(starts, blocks, pages, count))),
            }
        }
        VolumeRule::Count(count) => {
            plans([even(starts, blocks, pages, (*count as usize).min(starts.len()))].into_iter())
        }
        VolumeRule::After(ids) => after(ids, starts, blocks),
    }
}

/// The number of volumes whose mean length comes nearest to a target; of two, the smaller.
fn nearest(pages: usize, target: usize) -> usize {
    let fewer = (pages / target.max(1)).max(1);
    let off = |count: usize| (pages / count).abs_diff(target);
    if off(fewer + 1) < off(fewer) { fewer + 1 } else { fewer }
}

fn plans(plans: impl Iterator<Item = Vec<Range<usize>>>) -> Decision {
    let plans: Vec<_> = plans.filter(|plan| plan.len() > 1).collect();
    if plans.is_empty() { Decision::Whole } else { Decision::Split(plans) }
}

fn after(ids: &[String], starts: &[Start], blocks: usize) -> Decision {
    let mut cuts = Vec::new();
    for id in ids {
        let Some(at) = starts.iter().position(|start| start.id == *id) else {
            return Decision::Unknown(id.clone());
        };
        cuts.extend(starts.get(at + 1).map(|next| next.block));
    }
    cuts.sort_unstable();
    cuts.dedup();
    plans([ranges(&cuts, blocks)].into_iter())
}

/// Cuts into `count` runs of chapters with the least sum of squared lengths, which is the most even.
pub(super) fn even(starts: &[Start], blocks: usize, pages: usize, count: usize) -> Vec<Range<usize>> {
    let count = count.clamp(1, starts.len().max(1));
    if count < 2 {
        return std::iter::once(0..blocks).collect();
    }
    let ends = starts.iter().skip(1).map(|start| start.page as usize).chain([pages]);
    let lengths: Vec<usize> =
        starts.iter().zip(ends).map(|(start, end)| end.saturating_sub(start.page as usize)).collect();
    let sum = |range: Range<usize>| lengths[range].iter().sum::<usize>().pow(2);
    // best[k][i]: least cost of the first i chapters in k volumes, and where the last one begins.
    let mut best = vec![vec![(usize::MAX, 0); lengths.len() + 1]; count + 1];
    best[0][0] = (0, 0);
    for volume in 1..=count {
        for end in volume..=lengths.len() {
            let options = (volume - 1..end).filter(|start| best[volume - 1][*start].0 < usize::MAX);
            let least = options.map(|start| (best[volume - 1][start].0 + sum(start..end), start)).min();
            best[volume][end] = least.unwrap_or((usize::MAX, 0));
        }
    }
    let mut cuts = Vec::new();
    let mut end = lengths.len();
    for volume in (2..=count).rev() {
        end = best[volume][end].1;
        cuts.push(starts[end].block);
    }
    cuts.reverse();
    ranges(&cuts, blocks)
}

/// Ranges between cuts; what stands before the first chapter goes with it.
fn ranges(cuts: &[usize], blocks: usize) -> Vec<Range<usize>> {
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([blocks]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Limits;

    fn chapters(pages: &[u32]) -> Vec<Start> {
        pages.iter().enumerate().map(|(at, page)| Start { block: at * 10, id: format!("c{at}"), page: *page }).collect()
    }

    #[test]
    fn volumes_are_as_even_as_chapters_allow() {
        let starts = chapters(&[0, 10, 20, 30, 60]);
        assert_eq!(even(&starts, 50, 70, 2), [0..30, 30..50]);
        assert_eq!(even(&starts, 50, 70, 3), [0..30, 30..40, 40..50]);
    }

    #[test]
    fn a_short_text_stays_whole() {
        let starts = chapters(&[0, 10]);
        let limit = Limit { pages: 64, key: "max-pages" };
        let rule = VolumeRule::Limits(Limits::default());
        assert_eq!(decide(&rule, Some(limit), &starts, 20, 40), Decision::Whole);
        assert_eq!(decide(&VolumeRule::Count(1), None, &starts, 20, 40), Decision::Whole);
    }

    #[test]
    fn a_target_is_met_as_nearly_as_may_be() {
        let counts = [60, 99, 130, 160, 240, 260].map(|pages| nearest(pages, 100));
        assert_eq!(counts, [1, 1, 1, 2, 2, 3]);
        let starts = chapters(&[0, 50, 100, 150]);
        let rule = VolumeRule::Limits(Limits { target: Some(100), ..Limits::default() });
        let Decision::Split(plans) = decide(&rule, None, &starts, 40, 200) else { panic!("it is split") };
        assert_eq!(plans[0], [0..20, 20..40]);
    }

    #[test]
    fn a_cut_after_a_chapter_begins_with_the_next() {
        let starts = chapters(&[0, 10, 20]);
        assert_eq!(
            decide(&VolumeRule::After(vec!["c0".into()]), None, &starts, 30, 40),
            Decision::Split(vec![vec![0..10, 10..30]])
        );
        let unknown = VolumeRule::After(vec!["x".into()]);
        assert_eq!(decide(&unknown, None, &starts, 30, 40), Decision::Unknown("x".into()));
    }
}
