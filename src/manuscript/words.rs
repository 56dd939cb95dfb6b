//! The words that stand for things by their kind and number: labels, and references such as «Figure 3».

use super::tree::{LinkTarget, Part, PartKind, Target, TargetKind};
use super::walk::plain_text;
use crate::language::Language;

impl PartKind {
    /// Key of its label among the terms of a language; `None` where only the author's title is shown.
    #[must_use]
    pub const fn term(self) -> Option<&'static str> {
        let directive = self.directive();
        if directive.is_labelled { Some(directive.name) } else { None }
    }

    /// Its label, such as «Exercise 2» or, unnumbered, «Exercise»; `None` where only the author's title is shown.
    #[must_use]
    pub fn label(self, number: Option<u16>, language: &Language) -> Option<String> {
        let number = number.map(|number| language.number(usize::from(number))).unwrap_or_default();
        let label = language.pattern(self.term()?, &[("number", &number)]);
        Some(label.trim().to_owned())
    }
}

impl Part {
    /// Its label and its title, such as “Exercise 3 — Mapping flows”, without markup; empty where it has neither.
    #[must_use]
    pub fn name(&self, language: &Language) -> String {
        let title = Some(plain_text(&self.title)).filter(|title| !title.is_empty());
        let parts: Vec<String> = self.kind.label(self.number, language).into_iter().chain(title).collect();
        parts.join(" — ")
    }
}

impl Target {
    /// What a reference without words of its own says: kind and number, else the title in quotation marks.
    #[must_use]
    pub fn words(&self, language: &Language) -> String {
        let number = language.multi_number(&self.number);
        let pattern = |key: &str| language.pattern(key, &[("number", &number)]);
        let quoted = || language.quoted(&self.title);
        let words = match self.kind {
            TargetKind::Part(part) if !self.number.is_empty() || self.title.is_empty() => {
                part.label(self.number.first().copied(), language).unwrap_or_else(quoted)
            }
            _ if self.number.is_empty() => return quoted(),
            TargetKind::Heading(0) => language.part(self.number.first().map_or(0, |part| usize::from(*part))),
            TargetKind::Heading(1) => pattern("chapter"),
            TargetKind::Heading(_) => pattern("section"),
            TargetKind::Figure => pattern("figure"),
            TargetKind::Table => pattern("table"),
            TargetKind::Part(_) | TargetKind::Other => return quoted(),
        };
        within_sentence(&words, language)
    }
}

/// A label as it stands in running text: no line ends before its number (docs/typography.md E4), and where the language
/// writes common nouns small, it begins small.
fn within_sentence(label: &str, language: &Language) -> String {
    let mut words = match label.rsplit_once(' ') {
        Some((noun, number)) => format!("{noun}\u{a0}{number}"),
        None => label.to_owned(),
    };
    if language.data.small_references
        && let Some(first) = words.chars().next()
    {
        words.replace_range(..first.len_utf8(), &first.to_lowercase().to_string());
    }
    words
}

/// What a reference says where it begins a paragraph; addresses stay as they are.
#[must_use]
pub fn at_the_start(words: String, target: &LinkTarget) -> String {
    let mut letters = words.chars();
    match (letters.next(), target) {
        (Some(first), LinkTarget::Internal(_)) => first.to_uppercase().to_string() + letters.as_str(),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::NodeId;
    use super::*;
    use crate::language::LangTag;

    fn language(tag: &str) -> Language {
        Language::of(&LangTag::parse(tag).expect("a tag")).expect("a language")
    }

    fn target(kind: TargetKind, number: &[u16]) -> Target {
        Target { kind, number: number.to_vec(), title: "Flows".into(), given: true, chapter: None, node: NodeId(1) }
    }

    #[test]
    fn references_name_kind_and_number_or_else_the_title() {
        assert_eq!(target(TargetKind::Figure, &[3]).words(&language("en")), "Figure\u{a0}3");
        assert_eq!(target(TargetKind::Heading(2), &[2, 1]).words(&language("ar")), "القسم\u{a0}2-1");
        assert_eq!(target(TargetKind::Heading(1), &[]).words(&language("en")), "“Flows”");
        assert_eq!(target(TargetKind::Heading(0), &[2]).words(&language("fr")), "deuxième\u{a0}partie");
        assert_eq!(target(TargetKind::Heading(0), &[2]).words(&language("en")), "Part\u{a0}II");
        assert_eq!(target(TargetKind::Part(PartKind::Exercise), &[4]).words(&language("fr")), "exercice\u{a0}4");
        assert_eq!(target(TargetKind::Part(PartKind::Exercise), &[]).words(&language("en")), "“Flows”");
    }

    #[test]
    fn every_language_has_a_label_for_every_directive_that_has_one() {
        for tag in crate::language::known() {
            let language = language(tag);
            for directive in &crate::directives::DIRECTIVES {
                let label = directive.kind.label(Some(2), &language);
                assert_eq!(label.is_some(), directive.is_labelled, "{tag}: {}", directive.name);
                let two = language.number(2);
                let says_number = label.is_some_and(|label| label.contains(&two));
                assert_eq!(says_number, directive.is_numbered, "{tag}: {}", directive.name);
                for fact in directive.facts.iter().filter(|_| directive.role.is_some()) {
                    assert!(language.data.terms.contains_key(*fact), "{tag}: {fact}");
                }
            }
        }
    }

    #[test]
    fn labels_do_without_a_number() {
        assert_eq!(PartKind::Exercise.label(None, &language("en")).as_deref(), Some("Exercise"));
        assert_eq!(PartKind::Box.label(Some(1), &language("en")), None);
    }
}
