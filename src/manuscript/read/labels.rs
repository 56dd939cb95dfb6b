//! Names of headings as MultiMarkdown has them: `# Title [name]`, to which `[words][name]` leads.
//!
//! Words in brackets at the end of a heading are a name only where something leads to them: they are words otherwise.

use crate::manuscript::attributes::{self, Attributes};
use crate::manuscript::mask::{Construct, Edit, Form};
use std::collections::BTreeSet;

/// Longest name.
const LONGEST: usize = 100;

/// Names of headings of a text.
pub(in crate::manuscript) struct Labels<'a> {
    source: &'a str,
    /// What links lead to, and no definition says where it is; looked for when it is first asked for.
    wanted: Option<BTreeSet<&'a str>>,
    /// Names that headings have.
    found: BTreeSet<String>,
}

impl<'a> Labels<'a> {
    pub(in crate::manuscript) fn new(source: &'a str) -> Self {
        Self { source, wanted: None, found: BTreeSet::new() }
    }

    /// Reads the line of a heading whose content begins at a byte.
    pub(in crate::manuscript) fn heading(&mut self, content: &str, at: usize, edits: &mut Vec<Edit>) {
        let words = content.trim_end().trim_end_matches('#').trim_end();
        if !content.starts_with('#') || !words.ends_with(']') {
            return;
        }
        let Some(open) = words.rfind('[').filter(|open| words[..*open].ends_with(' ')) else { return };
        let label = &words[open + 1..words.len() - 1];
        let source = self.source;
        if !self.wanted.get_or_insert_with(|| wanted(source)).contains(label) || !self.found.insert(label.to_owned()) {
            return;
        }
        if let Some(found) = attributes::parse(&format!("{{#{label}}}"), 0) {
            let span = at + open..at + words.len();
            let construct = Construct::Attributes(Attributes { span: span.clone(), ..found });
            edits.push(Edit { source: span, construct, form: Form::Inline });
        }
    }

    /// Says where the names are, behind the text.
    pub(in crate::manuscript) fn finish(self, edits: &mut Vec<Edit>) {
        let end = self.source.len();
        let definitions: String = self.found.iter().map(|label| format!("\n[{label}]: #{label}")).collect();
        if !definitions.is_empty() {
            let form = Form::Plain(format!("\n{definitions}\n"));
            edits.push(Edit { source: end..end, construct: Construct::Layout, form });
        }
    }
}

/// Names that links lead to.
fn wanted(source: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for (sign, close) in [("][", ']'), ("](#", ')')] {
        for (at, _) in source.match_indices(sign) {
            let rest = &source[at + sign.len()..];
            let end = rest.char_indices().take(LONGEST).find(|(_, c)| *c == close || c.is_whitespace());
            let label = end.filter(|(_, c)| *c == close).map(|(end, _)| &rest[..end]);
            found.extend(label.filter(|label| !label.is_empty()));
        }
    }
    let definition = |line: &'_ str| -> Option<String> {
        let (label, _) = line.trim_start_matches([' ', '>']).strip_prefix('[')?.split_once("]:")?;
        Some(label.to_lowercase())
    };
    let defined: BTreeSet<String> = source.lines().filter_map(definition).collect();
    found.retain(|label| !defined.contains(&label.to_lowercase()));
    found
}
