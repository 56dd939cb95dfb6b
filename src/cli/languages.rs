//! `warraq languages`.

use super::Outcome;
use super::arguments::Format;
use super::console::Console;
use crate::language::{self, LangTag, Language, NumeralSystem};
use serde_json::json;

/// Lists them.
pub(super) fn languages(console: &Console) -> Outcome {
    for language in language::known().filter_map(LangTag::parse).filter_map(|tag| Language::of(&tag)) {
        let direction = if language.direction().is_rtl() { "right to left" } else { "left to right" };
        let digits = |wanted: NumeralSystem| -> Vec<&str> {
            language::regions(language.tag.primary())
                .filter(|(_, data)| data.digits == wanted)
                .map(|(of, _)| of)
                .collect()
        };
        let eastern = digits(NumeralSystem::Arab);
        let (tag, name) = (language.tag.as_str(), &language.data.name);
        match console.format {
            Format::Json => {
                let record = json!({
                    "tag": tag, "name": name, "direction": if language.direction().is_rtl() { "rtl" } else { "ltr" },
                    "script": language.data.script, "arabicIndicDigits": eastern,
                });
                console.line(&record.to_string());
            }
            Format::Text if eastern.is_empty() => console.line(&format!("{tag}  {direction}  {name}")),
            Format::Text => {
                // The name comes last: letters from right to left would take what follows along.
                console.line(&format!("{tag}  {direction}  {name}"));
                console.line(&format!("    Arabic-Indic digits in {tag}-{}", eastern.join(&format!(", {tag}-"))));
            }
        }
    }
    Outcome::Done
}
