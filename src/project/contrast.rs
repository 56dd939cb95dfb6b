//! Whether the colours of a house style can be told apart: text from its ground, rules from the paper (WCAG 2.2, 1.4.3
//! and 1.4.11).
//!
//! Covers, e-books and download pages take their colours from the same keys, and darken or lighten them where their own
//! grounds ask for it.

use super::HouseStyle;
use crate::diagnostics::{Diagnostic, Diagnostics, Span};
use crate::units::Color;
use std::collections::BTreeMap;

/// Where a file gives colours, by the dotted path of the key.
pub(super) type Places = BTreeMap<String, Span>;

/// A colour and the key that gives it; the paper has none.
#[derive(Clone, Debug)]
struct Tint {
    key: Option<String>,
    color: Color,
}

/// A colour that is seen on another.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    front: Tint,
    back: Tint,
    least: f64,
}

impl Pair {
    /// From 1 to 21, of the colours as they are seen: the ground on paper, what lies on it on the ground.
    fn contrast(&self) -> f64 {
        let back = self.back.color.over(Color::WHITE);
        self.front.color.over(back).contrast(back)
    }

    pub(super) fn is_low(&self) -> bool {
        self.contrast() < self.least
    }
}

impl Tint {
    fn new(key: impl Into<String>, color: Color) -> Self {
        Self { key: Some(key.into()), color }
    }

    fn paper() -> Self {
        Self { key: None, color: Color::WHITE }
    }

    fn named(&self) -> String {
        let key = self.key.as_ref().map_or("paper".to_owned(), |key| format!("`{key}`"));
        format!("{key} {}", self.color)
    }
}

/// Every two colours of a house style that are seen one on the other, those on paper first.
pub(super) fn pairs(house: &HouseStyle) -> Vec<Pair> {
    let text = [("ink", house.ink), ("accent", house.accent), ("link", house.link)];
    let mut text = text.map(|(name, color)| Tint::new(format!("colors.{name}"), color)).to_vec();
    let mut grounds = vec![Tint::new("colors.ground", house.ground), Tint::new("colors.mark", house.mark)];
    let mut pairs = Vec::new();
    let mut add = |front: &Tint, back: &Tint, least| {
        pairs.push(Pair { front: front.clone(), back: back.clone(), least });
    };
    text.iter().for_each(|front| add(front, &Tint::paper(), Color::TEXT_CONTRAST));
    for (name, part) in &house.parts {
        let tint = |key: &str, color| Tint::new(format!("parts.{name}.{key}"), color);
        let ground = part.ground.map(|color| tint("ground", color));
        let label = tint("label", part.label);
        add(&label, ground.as_ref().unwrap_or(&Tint::paper()), Color::TEXT_CONTRAST);
        if ground.is_none() {
            // It may stand in a box that has one.
            text.push(label);
        }
        for (key, edge) in [("rule", part.rule), ("outline", part.outline)] {
            edge.iter().for_each(|color| add(&tint(key, *color), &Tint::paper(), Color::SHAPE_CONTRAST));
        }
        grounds.extend(ground);
    }
    for ground in &grounds {
        text.iter().for_each(|front| add(front, ground, Color::TEXT_CONTRAST));
    }
    pairs
}

/// Reports the pairs that are too much alike, once for each colour that a file gives: on paper, else the worst.
pub(super) fn report(house: &HouseStyle, places: &Places, diagnostics: &mut Diagnostics) {
    let mut low: BTreeMap<&String, Vec<Pair>> = BTreeMap::new();
    for pair in pairs(house).into_iter().filter(Pair::is_low) {
        let given = |tint: &Tint| tint.key.as_ref().and_then(|key| places.get_key_value(key));
        if let Some((key, _)) = given(&pair.front).or(given(&pair.back)) {
            low.entry(key).or_default().push(pair);
        }
    }
    for (key, mut pairs) in low {
        pairs.sort_by(|a, b| {
            let on_paper = a.back.key.is_some().cmp(&b.back.key.is_some());
            on_paper.then(a.contrast().total_cmp(&b.contrast()))
        });
        let Some((pair, place)) = pairs.first().zip(places.get(key)) else { continue };
        let more = match pairs.len() {
            1 => String::new(),
            count => format!(", and {} more pairs of it are as low", count - 1),
        };
        let (front, back, contrast) = (pair.front.named(), pair.back.named(), pair.contrast());
        let message = format!("{front} on {back} has a contrast of only {contrast:.2} : 1{more}");
        let (what, rule) = if pair.least < Color::TEXT_CONTRAST { ("rules", "1.4.11") } else { ("text", "1.4.3") };
        let least = pair.least;
        let help =
            format!("many readers need {least} : 1 for {what} (WCAG 2.2, {rule}): darken the one or lighten the other");
        diagnostics.push(Diagnostic::warning("low-contrast", message).at(*place).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Sources;
    use std::path::Path;

    #[test]
    fn everything_built_in_can_be_told_apart() {
        let pairs = pairs(&HouseStyle::built_in());
        assert!(pairs.len() > 60, "{}", pairs.len());
        for pair in pairs {
            assert!(!pair.is_low(), "{} on {}: {:.2}", pair.front.named(), pair.back.named(), pair.contrast());
            let is_text_on_paper = pair.back.key.is_none() && pair.least >= Color::TEXT_CONTRAST;
            assert!(!is_text_on_paper || pair.contrast() >= 7.0, "{}", pair.front.named());
        }
    }

    #[test]
    fn a_finding_names_both_keys_and_the_ratio() {
        let sources = Sources::new();
        let place = Span::new(sources.add(Path::new("house-style.toml"), "link"), 0..4);
        let mut house = HouseStyle::built_in();
        house.link = Color::rgb(0x70, 0x70, 0x70);
        let mut found = Diagnostics::new();
        report(&house, &Places::from([("colors.link".to_owned(), place)]), &mut found);
        let said: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("`colors.link` #707070 on `"), "{}", said[0]);
        assert!(said[0].contains("has a contrast of only 4."), "{}", said[0]);
        // What the file does not give is not its fault.
        let mut found = Diagnostics::new();
        report(&house, &Places::new(), &mut found);
        assert!(found.is_empty());
    }
}
