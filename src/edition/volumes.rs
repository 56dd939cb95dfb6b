//! Where a publication is split so that its volumes are as even as they can be (docs/typography.md V1).
//!
//! In: the headings of a work that is set in one, its rule, and what its limits leave a volume. Out: plans to try, best
//! first. Volumes begin with parts of the work where any plan within the limits does so, else with chapters, as few of
//! them inside parts as may be. What closes a work, from its back matter or index on, stays in the last one (V9).

use super::limits::Limit;
use crate::layout::Pages;
use crate::manuscript::{Block, BlockKind, Heading};
use crate::project::VolumeRule;
use std::ops::Range;

/// Pages that a volume's own leaves take beyond those of the work in one: about what the contents of the work do.
const MORE_LEAVES: usize = 2;
/// Level of chapters; where there is only one, volumes begin with what is a level below.
const CHAPTERS: u8 = 1;

/// A place where a volume may begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Start {
    /// Index of its heading among the blocks.
    pub(super) block: usize,
    /// The heading's id.
    pub(super) id: String,
    /// Index of its page when the whole is set in one.
    pub(super) page: u32,
    /// Inside a part of the work: not its beginning, nor outside of parts.
    pub(super) inside: bool,
    /// Belongs to what closes the work.
    pub(super) closes: bool,
}

/// The chapters of a work that is set in one.
#[derive(Debug, Default)]
pub(super) struct Chapters {
    /// Where volumes may begin, in order; the first chapter of a part goes with its opening.
    pub(super) starts: Vec<Start>,
    /// Parts of the work and chapters with the blocks where they begin; sections where there is only one chapter.
    pub(super) headings: Vec<(usize, Listed)>,
    /// Blocks of the text.
    pub(super) blocks: usize,
    /// Pages of the whole.
    pub(super) pages: usize,
}

/// A heading as plans list it, by its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// That of a part of the work.
    Part(String),
    /// That of a chapter.
    Chapter(String),
}

impl Listed {
    /// The id of a part of the work.
    pub(super) fn part(&self) -> Option<&String> {
        if let Self::Part(id) = self { Some(id) } else { None }
    }

    /// The id of a chapter.
    pub(super) fn chapter(&self) -> Option<&String> {
        if let Self::Chapter(id) = self { Some(id) } else { None }
    }
}

/// What becomes of a publication.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// It stays whole.
    Whole,
    /// Plans to try in order: ranges of blocks, one a volume.
    Split(Vec<Vec<Range<usize>>>),
}

/// What cuts must keep to.
#[derive(Copy, Clone, Debug, Default)]
pub(super) struct Within {
    /// Never inside a part of the work.
    pub(super) between_parts: bool,
    /// Inside a part of the work only where there are too few others.
    pub(super) sparing: bool,
    /// No volume with more pages of text.
    pub(super) room: Option<usize>,
}

/// Cuts inside parts that count, and the sum of squared lengths.
type Cost = (usize, usize);

/// The ids of the headings after which a volume may end.
pub(super) fn headings_of(blocks: &[Block]) -> Vec<&str> {
    let of = |level: u8| -> Vec<&str> {
        let is_one = |block: &&Block| matches!(&block.kind, BlockKind::Heading(heading) if heading.level == 0 || heading.level == level);
        blocks.iter().filter(is_one).filter_map(|block| block.id.as_deref()).collect()
    };
    Some(of(CHAPTERS)).filter(|ids| ids.len() > 1).unwrap_or_else(|| of(CHAPTERS + 1))
}

impl Chapters {
    /// Reads them from the blocks of a text and its pages when it is set in one.
    pub(super) fn of(blocks: &[Block], pages: &Pages) -> Self {
        let mut chapters =
            Self { starts: Vec::new(), headings: Vec::new(), blocks: blocks.len(), pages: pages.frames.len() };
        chapters.gather(blocks, pages, CHAPTERS);
        if chapters.headings.len() < 2 {
            chapters.gather(blocks, pages, CHAPTERS + 1);
        }
        chapters
    }

    fn gather(&mut self, blocks: &[Block], pages: &Pages, level: u8) {
        (self.starts, self.headings) = (Vec::new(), Vec::new());
        let (mut in_part, mut opened, mut closes) = (false, false, false);
        for (at, block) in blocks.iter().enumerate() {
            let heading = match &block.kind {
                // An index is at the end of what it lists, if it is not a chapter of its own.
                BlockKind::Index(_) => {
                    self.starts.last_mut().into_iter().for_each(|start| start.closes = true);
                    closes = true;
                    continue;
                }
                BlockKind::Heading(heading) if heading.level == 0 || heading.level == level => heading,
                _ => continue,
            };
            let Some((id, page)) = block.id.as_ref().and_then(|id| Some((id, pages.places.get(id)?.page))) else {
                continue;
            };
            let Heading { level, back, .. } = heading;
            let is_part = *level == 0;
            self.headings.push((at, if is_part { Listed::Part(id.clone()) } else { Listed::Chapter(id.clone()) }));
            closes |= back;
            in_part = is_part || in_part && !back;
            if is_part || !std::mem::take(&mut opened) {
                self.starts.push(Start { block: at, id: id.clone(), page, inside: in_part && !is_part, closes });
            }
            opened = is_part;
        }
    }

    /// What the rule means for the text; `limit` is what its limits leave.
    pub(super) fn decide(&self, rule: &VolumeRule, limit: Option<Limit>) -> Decision {
        match rule {
            VolumeRule::Whole => Decision::Whole,
            VolumeRule::Limits(limits) => {
                let least = limit.map_or(1, |limit| self.pages.div_ceil(limit.pages.max(1)));
                let wanted = limits.target.map_or(1, |target| nearest(self.pages, target as usize));
                match least.max(wanted) {
                    0 | 1 => Decision::Whole,
                    least => self.plans(least, limit),
                }
            }
            VolumeRule::Count(count) => {
                let between = Within { between_parts: true, ..Within::default() };
                let sparing = Within { sparing: true, ..Within::default() };
                let count = (*count as usize).min(self.most());
                let plan = self.even(count, between).or_else(|| self.even(count, sparing));
                split(plan.into_iter().map(|cuts| self.ranges(&cuts)).collect())
            }
            VolumeRule::After(ids) => self.after(ids),
        }
    }

    /// Plans of so many volumes and more: all that cut between parts, then those that cut inside, few or even.
    fn plans(&self, least: usize, limit: Option<Limit>) -> Decision {
        let counts = || least..=self.most();
        let room = limit.map(|limit| limit.pages);
        let front = self.starts.first().map_or(0, |start| start.page as usize) + MORE_LEAVES;
        let tight = room.map(|room| room.saturating_sub(front));
        let mut plans: Vec<Vec<usize>> = counts()
            .filter_map(|count| self.even(count, Within { between_parts: true, room, ..Within::default() }))
            .collect();
        for count in counts() {
            plans.extend(self.even(count, Within { sparing: true, room: tight, ..Within::default() }));
            plans.extend(self.even(count, Within { room, ..Within::default() }));
        }
        // Where a chapter alone is too long, that is said of the plan with the shortest volumes.
        plans.extend(self.even(self.most(), Within::default()));
        let mut seen = Vec::new();
        plans.retain(|plan| {
            !seen.contains(plan) && {
                seen.push(plan.clone());
                true
            }
        });
        split(plans.iter().map(|cuts| self.ranges(cuts)).collect())
    }

    fn after(&self, ids: &[String]) -> Decision {
        let mut cuts = Vec::new();
        for id in ids {
            let found = self.headings.iter().find(|(_, listed)| listed.part().or(listed.chapter()) == Some(id));
            // An id that no heading has was reported.
            let Some((block, listed)) = found else { continue };
            let is_part = matches!(listed, Listed::Part(_));
            cuts.extend(self.starts.iter().position(|start| start.block > *block && !(is_part && start.inside)));
        }
        cuts.sort_unstable();
        cuts.dedup();
        split(vec![self.ranges(&cuts)])
    }

    /// How many volumes there can be.
    pub(super) fn most(&self) -> usize {
        self.starts.iter().skip(1).filter(|start| !start.closes).count() + 1
    }

    /// Pages of each stretch from one start to the next.
    pub(super) fn lengths(&self) -> Vec<usize> {
        let ends = self.starts.iter().skip(1).map(|start| start.page as usize).chain([self.pages]);
        self.starts.iter().zip(ends).map(|(start, end)| end.saturating_sub(start.page as usize)).collect()
    }

    /// Indices of the starts of all volumes but the first, for `count` volumes with the least sum of squared lengths,
    /// which is the most even; `None` where there are no such cuts.
    pub(super) fn even(&self, count: usize, within: Within) -> Option<Vec<usize>> {
        let lengths = self.lengths();
        let may_begin = |at: usize| {
            let start = &self.starts[at];
            at == 0 || !(start.closes || within.between_parts && start.inside)
        };
        let cost = |range: Range<usize>| {
            let inside = usize::from(within.sparing && range.start > 0 && self.starts[range.start].inside);
            let pages = lengths[range].iter().sum::<usize>();
            within.room.is_none_or(|room| pages <= room).then(|| (inside, pages * pages))
        };
        // best[k][i]: least cost of the first i stretches in k volumes, and where the last one begins.
        let mut best: Vec<Vec<Option<(Cost, usize)>>> = vec![vec![None; lengths.len() + 1]; count + 1];
        best[0][0] = Some(((0, 0), 0));
        for volume in 1..=count {
            for end in volume..=lengths.len() {
                let options = (volume - 1..end).filter(|start| may_begin(*start)).filter_map(|start| {
                    let ((inside, squares), _) = best[volume - 1][start]?;
                    let own = cost(start..end)?;
                    Some(((inside + own.0, squares + own.1), start))
                });
                best[volume][end] = options.min();
            }
        }
        let mut cuts = Vec::new();
        let mut end = lengths.len();
        for volume in (1..=count).rev() {
            end = best[volume][end]?.1;
            cuts.push(end);
        }
        cuts.pop();
        cuts.reverse();
        Some(cuts)
    }

    /// Ranges of blocks between cuts; what stands before the first chapter goes with it.
    fn ranges(&self, cuts: &[usize]) -> Vec<Range<usize>> {
        let blocks: Vec<usize> = cuts.iter().filter_map(|cut| Some(self.starts.get(*cut)?.block)).collect();
        let starts = std::iter::once(0).chain(blocks.iter().copied());
        let ends = blocks.iter().copied().chain([self.blocks]);
        starts.zip(ends).map(|(start, end)| start..end).collect()
    }
}

/// The number of volumes whose mean length comes nearest to a target; of two, the smaller.
fn nearest(pages: usize, target: usize) -> usize {
    let fewer = (pages / target.max(1)).max(1);
    let off = |count: usize| (pages / count).abs_diff(target);
    if off(fewer + 1) < off(fewer) { fewer + 1 } else { fewer }
}

fn split(mut plans: Vec<Vec<Range<usize>>>) -> Decision {
    plans.retain(|plan| plan.len() > 1);
    if plans.is_empty() { Decision::Whole } else { Decision::Split(plans) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Limits;

    /// Chapters on these pages, ten blocks each; a part begins with those in `parts`, the last `closing` close the work.
    fn work(starts: &[u32], pages: usize, parts: &[usize], closing: usize) -> Chapters {
        let first_part = parts.first().copied().unwrap_or(usize::MAX);
        let start = |(at, page): (usize, &u32)| {
            let closes = at + closing >= starts.len();
            let inside = at > first_part && !parts.contains(&at) && !closes;
            Start { block: at * 10, id: format!("c{at}"), page: *page, inside, closes }
        };
        let listed = |at: usize| {
            let id = format!("c{at}");
            (at * 10, if parts.contains(&at) { Listed::Part(id) } else { Listed::Chapter(id) })
        };
        Chapters {
            starts: starts.iter().enumerate().map(start).collect(),
            headings: (0..starts.len()).map(listed).collect(),
            blocks: starts.len() * 10,
            pages,
        }
    }

    fn chapters(starts: &[u32], pages: usize) -> Chapters {
        work(starts, pages, &[], 0)
    }

    fn limited(pages: usize) -> (VolumeRule, Option<Limit>) {
        (VolumeRule::Limits(Limits::default()), Some(Limit { pages, key: "max-pages" }))
    }

    fn first_plan(chapters: &Chapters, limit: usize) -> Vec<Range<usize>> {
        let (rule, limit) = limited(limit);
        match chapters.decide(&rule, limit) {
            Decision::Split(plans) => plans[0].clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn volumes_are_as_even_as_chapters_allow() {
        let work = chapters(&[0, 10, 20, 30, 60], 70);
        assert_eq!(work.even(2, Within::default()), Some(vec![3]));
        assert_eq!(work.even(3, Within::default()), Some(vec![3, 4]));
        assert_eq!(work.even(6, Within::default()), None);
    }

    #[test]
    fn a_short_text_stays_whole() {
        let work = chapters(&[0, 10], 40);
        let (rule, limit) = limited(64);
        assert_eq!(work.decide(&rule, limit), Decision::Whole);
        assert_eq!(work.decide(&VolumeRule::Count(1), None), Decision::Whole);
    }

    #[test]
    fn a_target_is_met_as_nearly_as_may_be() {
        let counts = [60, 99, 130, 160, 240, 260].map(|pages| nearest(pages, 100));
        assert_eq!(counts, [1, 1, 1, 2, 2, 3]);
        let rule = VolumeRule::Limits(Limits { target: Some(100), ..Limits::default() });
        let Decision::Split(plans) = chapters(&[0, 50, 100, 150], 200).decide(&rule, None) else { panic!("split") };
        assert_eq!(plans[0], [0..20, 20..40]);
    }

    #[test]
    fn a_cut_after_a_chapter_begins_with_the_next() {
        let work = chapters(&[0, 10, 20], 40);
        assert_eq!(
            work.decide(&VolumeRule::After(vec!["c0".into()]), None),
            Decision::Split(vec![vec![0..10, 10..30]])
        );
        assert_eq!(work.decide(&VolumeRule::After(vec!["x".into()]), None), Decision::Whole);
    }

    #[test]
    fn volumes_begin_with_parts_where_the_limits_let_them() {
        // Two parts of 60 and 90 pages in chapters of 30.
        let work = self::work(&[0, 30, 60, 90, 120], 150, &[0, 2], 0);
        assert_eq!(first_plan(&work, 100), [0..20, 20..50], "though 75 and 75 would be as even as can be");
        // One cut inside a part is needed, and no more are made.
        assert_eq!(first_plan(&work, 80), [0..20, 20..30, 30..50]);
        let Decision::Split(plans) = work.decide(&VolumeRule::After(vec!["c0".into()]), None) else { panic!("split") };
        assert_eq!(plans, [vec![0..20, 20..50]], "after a part comes what is outside of it");
        let Decision::Split(plans) = work.decide(&VolumeRule::Count(3), None) else { panic!("split") };
        assert_eq!(plans, [vec![0..20, 20..30, 30..50]]);
    }

    #[test]
    fn what_closes_a_work_stays_in_the_last_volume() {
        // Chapters of 20 pages, then a bibliography of 30 and an index of 30.
        let work = self::work(&[0, 20, 40, 70], 100, &[], 2);
        assert_eq!(work.most(), 2);
        assert_eq!(work.even(2, Within::default()), Some(vec![1]));
        assert_eq!(work.decide(&VolumeRule::Count(4), None), Decision::Split(vec![vec![0..10, 10..40]]));
        // Who asks for it gets it.
        assert_eq!(
            work.decide(&VolumeRule::After(vec!["c2".into()]), None),
            Decision::Split(vec![vec![0..30, 30..40]])
        );
    }
}
