//! Who a spine says has written the book (TYPOGRAPHY.md V8).

use super::{Input, own};

/// The authors from the longest way to name them to the shortest; nothing where nobody is known.
///
/// Authors; else who edited; else who publishes, as the corporate author that a manual without names has.
pub(super) fn names(input: &Input<'_>) -> Vec<String> {
    let of = |role: &str| -> Vec<&str> {
        let contributors = input.publication.contributors.iter();
        contributors.filter(|one| one.role == role).map(|one| one.name.as_str()).collect()
    };
    let people = ["aut", "edt"].into_iter().map(of).find(|names| !names.is_empty());
    let Some(people) = people else {
        return own(input, &input.project.publisher).map(str::to_owned).into_iter().collect();
    };
    let all = people.join(input.language.term("list-separator"));
    match people.as_slice() {
        [_] => vec![all],
        [first, ..] => vec![all, input.language.pattern("and-others", &[("name", first)])],
        [] => Vec::new(),
    }
}
