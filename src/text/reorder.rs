//! From reading order to the order on the line (UAX#9 L2).

/// Indices of the fragments from left to right.
pub(super) fn visual(levels: impl ExactSizeIterator<Item = u8> + Clone) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let levels: Vec<u8> = levels.collect();
    let Some(highest) = levels.iter().copied().max() else { return order };
    let lowest_odd = levels.iter().copied().filter(|level| level % 2 == 1).min().unwrap_or(highest + 1);
    for level in (lowest_odd..=highest).rev() {
        let mut from = 0;
        while from < order.len() {
            if levels[order[from]] < level {
                from += 1;
                continue;
            }
            let length = order[from..].iter().take_while(|index| levels[**index] >= level).count();
            order[from..from + length].reverse();
            from += length;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_turned_from_the_highest_level_down() {
        let order = |levels: &[u8]| visual(levels.iter().copied());
        assert_eq!(order(&[0, 0]), [0, 1]);
        assert_eq!(order(&[1, 1, 1]), [2, 1, 0]);
        assert_eq!(order(&[1, 2, 2, 1]), [3, 1, 2, 0]);
        assert_eq!(order(&[0, 1, 2, 3, 1, 0]), [0, 4, 2, 3, 1, 5]);
        assert!(order(&[]).is_empty());
    }
}
