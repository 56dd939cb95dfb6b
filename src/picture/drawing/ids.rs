//! Ids that every reader takes: names of XML, each once (XML 1.0, 3.3.1; EPUB 3.3, 3.4), and all that refers to them.

use std::collections::{BTreeMap, BTreeSet};
use usvg::roxmltree::{Document, Node};

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The ids of a drawing and what they are now.
#[derive(Default)]
pub(super) struct Ids {
    /// By what references say: the first element of a name.
    names: BTreeMap<String, String>,
    /// By element.
    of_node: BTreeMap<u32, String>,
}

/// Something that a value refers to and that is not in the drawing.
pub(super) struct Outside(pub(super) String);

impl Ids {
    pub(super) fn read(document: &Document<'_>) -> Self {
        let mut ids = Self::default();
        let mut used = BTreeSet::new();
        let id = |node: &Node<'_, '_>| node.attribute("id").or_else(|| node.attribute((XML, "id"))).map(str::to_owned);
        for (node, id) in document.descendants().filter_map(|node| id(&node).map(|id| (node, id))) {
            let plain = plain(&id);
            let mut name = plain.clone();
            let mut count = 1;
            while !used.insert(name.clone()) {
                count += 1;
                name = format!("{plain}-{count}");
            }
            ids.names.entry(id).or_insert_with(|| name.clone());
            ids.of_node.insert(node.id().get(), name);
        }
        ids
    }

    /// The id of an element.
    pub(super) fn of(&self, node: &Node<'_, '_>) -> Option<&str> {
        self.of_node.get(&node.id().get()).map(String::as_str)
    }

    /// `#name` as it is now; `None` where there is no such element.
    pub(super) fn local(&self, reference: &str) -> Option<String> {
        let name = reference.strip_prefix('#')?;
        self.names.get(name).map(|name| format!("#{name}"))
    }

    /// A list of ids.
    pub(super) fn list(&self, value: &str) -> String {
        let names = value.split_whitespace().filter_map(|name| self.names.get(name));
        names.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// A value with every `url(#name)` as it is now.
    pub(super) fn value(&self, value: &str) -> Result<String, Outside> {
        let mut parts = value.split("url(");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (target, after) = part.split_once(')').unwrap_or((part, ""));
            let target = target.trim().trim_matches(['"', '\'']);
            if !target.starts_with('#') {
                return Err(Outside(target.to_owned()));
            }
            let now = self.local(target).unwrap_or_else(|| format!("#{}", plain(target)));
            out.push_str(&format!("url({now}){after}"));
        }
        Ok(out)
    }
}

/// An id that is a name of XML.
fn plain(id: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let name: String = id.trim().trim_start_matches('#').chars().map(kept).collect();
    if name.starts_with(|c: char| c.is_alphabetic() || c == '_') { name } else { format!("i{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_names_and_references_follow() {
        let source = "<svg><a id='a:b'/><a id='1st'/><a id='my shape'/><a id='a-b'/><a id='1st'/></svg>";
        let document = Document::parse(source).expect("a document");
        let ids = Ids::read(&document);
        let now: Vec<_> = document.descendants().filter_map(|node| ids.of(&node)).collect();
        assert_eq!(now, ["a-b", "i1st", "my-shape", "a-b-2", "i1st-2"]);
        assert_eq!(ids.local("#a:b").as_deref(), Some("#a-b"));
        assert_eq!(ids.local("#a-b").as_deref(), Some("#a-b-2"));
        assert_eq!(ids.list("1st none a:b"), "i1st a-b");
        assert_eq!(ids.value("url('#my shape') red").ok().as_deref(), Some("url(#my-shape) red"));
        assert!(ids.value("url(other.svg#a)").is_err());
    }
}
