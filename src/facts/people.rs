//! Who a book says has written it.

use crate::language::Language;
use crate::project::Contributor;

/// Authors, else editors, from the longest way to name them to the shortest.
pub(super) fn credits(contributors: &[Contributor], language: &Language) -> Vec<String> {
    let of = |role: &str| -> Vec<&str> {
        contributors.iter().filter(|one| one.role == role).map(|one| one.name.as_str()).collect()
    };
    let people = ["aut", "edt"].into_iter().map(of).find(|names| !names.is_empty()).unwrap_or_default();
    let all = people.join(language.term("list-separator"));
    match people.as_slice() {
        [] => Vec::new(),
        [_] => vec![all],
        [first, ..] => vec![all, language.pattern("and-others", &[("name", first)])],
    }
}
