//! The styles of a drawing, worked out: which rule of its sheets wins for each element, and what its variables stand for.
//!
//! Readers and usvg know less of CSS than browsers do; so the winners are written at their elements, and no sheet stays.

use simplecss::{AttributeOperator, Element, PseudoClass, Selector};
use std::collections::BTreeMap;
use usvg::roxmltree::{Document, Node};

/// Variables may stand for variables so deep.
const DEEPEST: usize = 8;
/// Longest value that variables grow to.
const LONGEST: usize = 10_000;

/// The custom properties that hold for an element, by name.
pub(super) type Variables = BTreeMap<String, String>;

/// The rules of all sheets, the strongest last.
pub(super) struct Styles<'a> {
    rules: Vec<Rule<'a>>,
}

struct Rule<'a> {
    selector: Selector<'a>,
    declarations: Vec<Declaration<'a>>,
}

/// `name: value`.
#[derive(Copy, Clone)]
struct Declaration<'a> {
    name: &'a str,
    value: &'a str,
    important: bool,
}

/// The text of all style sheets, without comments.
pub(super) fn sheets(document: &Document<'_>) -> String {
    let is_sheet = |node: &Node<'_, '_>| node.is_element() && node.tag_name().name() == "style";
    let mut text = String::new();
    for sheet in document.descendants().filter(is_sheet) {
        for part in sheet.children().filter_map(|child| child.text()) {
            text.push_str(part);
        }
        text.push('\n');
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    // simplecss does not know the root by this name.
    out.replace("<!--", "").replace("-->", "").replace(":root", "svg")
}

impl<'a> Styles<'a> {
    /// Reads sheets; what cannot be understood is passed over, as browsers do.
    pub(super) fn read(sheets: &'a str) -> Self {
        let mut rules = Vec::new();
        let mut rest = sheets;
        while let Some((head, body, after)) = block(rest) {
            rest = after;
            // Statements without a block stand before the selectors of the next rule.
            let selectors = head.rsplit(';').next().unwrap_or_default().trim();
            if selectors.starts_with('@') {
                continue;
            }
            let declarations = declarations(body);
            for selector in selectors.split(',').filter_map(|selector| Selector::parse(selector.trim())) {
                rules.push(Rule { selector, declarations: declarations.clone() });
            }
        }
        rules.sort_by_key(|rule| rule.selector.specificity());
        Self { rules }
    }

    /// How many rules there are.
    pub(super) fn len(&self) -> usize {
        self.rules.len()
    }

    /// The declarations that win for an element, its own style among them, with variables as they are written.
    pub(super) fn of(&self, node: &Node<'a, '_>) -> BTreeMap<&'a str, &'a str> {
        let subject = Subject(*node);
        let of_rules = self.rules.iter().filter(|rule| rule.selector.matches(&subject));
        let of_rules: Vec<Declaration<'a>> = of_rules.flat_map(|rule| rule.declarations.iter().copied()).collect();
        let own = node.attribute("style").map(declarations).unwrap_or_default();
        let mut found = BTreeMap::new();
        for important in [false, true] {
            for declaration in of_rules.iter().chain(&own).filter(|declaration| declaration.important == important) {
                found.insert(declaration.name, declaration.value);
            }
        }
        found
    }

    /// The value that an element has of a property that is handed down.
    pub(super) fn inherited(&self, node: &Node<'a, '_>, name: &str) -> Option<&'a str> {
        let own = |node: Node<'a, '_>| self.of(&node).get(name).copied().or_else(|| node.attribute(name));
        node.ancestors().filter(Node::is_element).find_map(own)
    }
}

/// The next block: what stands before it, what is in it, what follows.
fn block(text: &str) -> Option<(&str, &str, &str)> {
    let (head, rest) = text.split_once('{')?;
    let mut depth = 1usize;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((head, rest.get(..at)?, rest.get(at + 1..)?));
        }
    }
    Some((head, rest, ""))
}

/// Splits where a sign stands outside brackets and quotes.
fn split(text: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0usize, None);
    for (at, c) in text.char_indices() {
        match c {
            _ if quote.is_some() => quote = quote.filter(|open| *open != c),
            _ if c == sign && depth == 0 => {
                parts.extend(text.get(start..at));
                start = at + c.len_utf8();
            }
            '"' | '\'' => quote = Some(c),
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

fn declarations(text: &str) -> Vec<Declaration<'_>> {
    let read = |part: &'_ str| -> Option<(usize, usize)> { part.find(':').map(|at| (at, at + 1)) };
    let mut found = Vec::new();
    for part in split(text, ';') {
        let Some((end, start)) = read(part) else { continue };
        let (name, value) = (part[..end].trim(), part[start..].trim());
        let important = value.ends_with("important") && value.contains('!');
        let value = if important { value.split('!').next().unwrap_or_default().trim() } else { value };
        if !name.is_empty() && !value.is_empty() {
            found.push(Declaration { name, value, important });
        }
    }
    found
}

/// A value in which variables have become what they stand for; `None` where one stands for nothing, and the declaration
/// for nothing, too. Of colours for light and dark grounds, paper takes the light one.
pub(super) fn resolve(value: &str, variables: &Variables) -> Option<String> {
    resolve_at(value, variables, 0)
}

fn resolve_at(value: &str, variables: &Variables, depth: usize) -> Option<String> {
    if depth > DEEPEST || value.len() > LONGEST {
        return None;
    }
    let next = ["var(", "light-dark("].into_iter().filter_map(|name| value.find(name).map(|at| (at, name))).min();
    let Some((at, name)) = next else { return Some(value.to_owned()) };
    let inside = value.get(at + name.len()..)?;
    let end = split(inside, ')').first().map_or(inside.len(), |part| part.len());
    let (arguments, after) = (inside.get(..end)?, inside.get(end + 1..).unwrap_or_default());
    let parts = split(arguments, ',');
    let found = if name == "var(" {
        let known = variables.get(parts.first()?.trim()).and_then(|known| resolve_at(known, variables, depth + 1));
        let fallback =
            || arguments.split_once(',').and_then(|(_, other)| resolve_at(other.trim(), variables, depth + 1));
        known.or_else(fallback)?
    } else {
        resolve_at(parts.first()?.trim(), variables, depth + 1)?
    };
    Some(format!("{}{found}{}", value.get(..at)?, resolve_at(after, variables, depth + 1)?))
}

/// An element, as selectors ask about it.
struct Subject<'a, 'input>(Node<'a, 'input>);

impl Element for Subject<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Subject)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Subject)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.0.prev_sibling_element().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_stand_for_others_and_fall_back() {
        let variables: Variables =
            [("--a", "var(--b)"), ("--b", "#0a0"), ("--loop", "var(--loop)")].map(|(n, v)| (n.into(), v.into())).into();
        let cases = [
            ("var(--a)", Some("#0a0")),
            ("var(--none, rgb(1, 2, 3))", Some("rgb(1, 2, 3)")),
            ("1px solid var( --b ) x", Some("1px solid #0a0 x")),
            ("light-dark(rgb(0, 0, 0), var(--none, #fff))", Some("rgb(0, 0, 0)")),
            ("var(--none)", None),
            ("var(--loop)", None),
            ("var(--loop, red)", Some("red")),
            ("var(--a", Some("#0a0")),
            ("blue", Some("blue")),
        ];
        for (value, wanted) in cases {
            assert_eq!(resolve(value, &variables).as_deref(), wanted, "{value}");
        }
    }

    #[test]
    fn the_strongest_rule_wins() {
        let source = "<svg><style>@import url(x.css); /* { */ .a { fill : red } #b{fill:blue;} rect{fill:green!important}\
                      @media print { .a { fill: white } } :root{--c:#0a0;}.a::before{fill:x}</style>\
                      <rect id='b' class='a' style='stroke:url(a;b)'/><path class='a'/></svg>";
        let document = Document::parse(source).expect("a document");
        let text = sheets(&document);
        let styles = Styles::read(&text);
        let of = |name: &str| {
            let node = document.descendants().find(|node| node.has_tag_name(name)).expect("an element");
            styles.of(&node).into_iter().map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>()
        };
        assert_eq!(of("rect"), ["fill:green", "stroke:url(a;b)"]);
        assert_eq!(of("path"), ["fill:red"]);
        assert_eq!(of("svg"), ["--c:#0a0"]);
    }
}
