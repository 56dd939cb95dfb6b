//! A drawing written anew: what SVG knows and a book may hold, with its styles at its elements.

use super::super::Fault;
use super::ids::{Ids, Outside};
use super::styles::{Styles, Variables, resolve};
use super::{Made, SVG, XLINK, embedded, href, is_element, is_svg, labels};
use std::collections::BTreeMap;
use std::fmt::Write;
use usvg::roxmltree::{Attribute, Document, Node};

const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// How many things that were left out are named.
const MOST_NAMED: usize = 6;

/// What is drawn, and what it is drawn with.
const ELEMENTS: [&str; 64] = [
    "a",
    "animate",
    "animateMotion",
    "animateTransform",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "mpath",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "set",
    "stop",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
    "foreignObject",
    "script",
    "style",
    "metadata",
    "flowRoot",
];

/// Properties that are attributes, too; all others of CSS stay in `style`.
const PRESENTATION: [&str; 55] = [
    "alignment-baseline",
    "baseline-shift",
    "clip-path",
    "clip-rule",
    "color",
    "color-interpolation",
    "color-interpolation-filters",
    "direction",
    "display",
    "dominant-baseline",
    "fill",
    "fill-opacity",
    "fill-rule",
    "filter",
    "flood-color",
    "flood-opacity",
    "font-family",
    "font-size",
    "font-size-adjust",
    "font-stretch",
    "font-style",
    "font-variant",
    "font-weight",
    "image-rendering",
    "letter-spacing",
    "lighting-color",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "opacity",
    "overflow",
    "pointer-events",
    "shape-rendering",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
    "text-decoration",
    "text-rendering",
    "unicode-bidi",
    "vector-effect",
    "visibility",
    "word-spacing",
    "writing-mode",
    "cx",
    "cy",
    "r",
];

/// Properties that paper and readers have no use for.
const USELESS: [&str; 6] = ["animation", "cursor", "transition", "content", "src", "will-change"];

/// What holds words.
const WORDS: [&str; 7] = ["text", "tspan", "textPath", "title", "desc", "a", "style"];

/// Writes a drawing; `level` says how many others it lies in.
pub(super) fn write(document: &Document<'_>, styles: &Styles<'_>, level: usize) -> Result<Made, Fault> {
    let mut writer =
        Writer { styles, ids: Ids::read(document), level, out: String::new(), moves: false, left_out: Vec::new() };
    writer.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    writer.element(&document.root_element(), &Variables::new());
    writer.out.push('\n');
    let sheet = document.descendants().filter(|node| is_element(node, "style")).filter_map(|node| node.text());
    if sheet.into_iter().any(|text| text.contains("@import")) {
        writer.leave_out("a style sheet in another file".to_owned());
    }
    Ok(Made { text: writer.out, moves: writer.moves, left_out: writer.left_out })
}

pub(super) struct Writer<'w, 'a> {
    pub(super) styles: &'w Styles<'a>,
    pub(super) ids: Ids,
    pub(super) level: usize,
    pub(super) out: String,
    pub(super) moves: bool,
    left_out: Vec<String>,
}

/// What is written of an element: its attributes and the properties left for `style`.
#[derive(Default)]
pub(super) struct Look {
    pub(super) attributes: Vec<(String, String)>,
    style: Vec<String>,
}

impl Look {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Sets or replaces an attribute.
    pub(super) fn set(&mut self, name: &str, value: String) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// Takes an attribute away.
    pub(super) fn remove(&mut self, name: &str) {
        self.attributes.retain(|(key, _)| key != name);
    }
}

impl<'a> Writer<'_, 'a> {
    /// Says once what is left out.
    pub(super) fn leave_out(&mut self, what: String) {
        if self.left_out.len() < MOST_NAMED && !self.left_out.contains(&what) {
            self.left_out.push(what);
        }
    }

    pub(super) fn element(&mut self, node: &Node<'a, '_>, around: &Variables) {
        let name = node.tag_name().name();
        if !is_svg(node) {
            return;
        }
        match name {
            "script" => return self.leave_out("a script".to_owned()),
            "flowRoot" => return self.leave_out("a text that flows in a shape (`flowRoot`)".to_owned()),
            "style" | "metadata" => return,
            _ if !ELEMENTS.contains(&name) => return,
            _ => {}
        }
        let (mut look, variables) = self.look(node, around);
        match name {
            "foreignObject" => labels::write(self, node, &look, &variables),
            "switch" => self.switch(node, &look, &variables),
            "image" => embedded::write(self, node, look),
            "use" if href(node).is_none_or(|target| self.ids.local(target).is_none()) => {
                if let Some(target) = href(node).filter(|target| !target.starts_with('#')) {
                    self.leave_out(format!("a part of another file (`{}`)", short(target)));
                }
            }
            _ => {
                if name.starts_with("animate") || name == "set" {
                    if node
                        .attribute("attributeName")
                        .is_some_and(|name| name.ends_with("href") || name.starts_with("on"))
                    {
                        return self.leave_out("a script".to_owned());
                    }
                    self.moves = true;
                }
                if node.parent_element().is_none() {
                    root(node, &mut look);
                }
                self.open(name, &look);
                self.children(node, &variables);
                self.close(name);
            }
        }
    }

    pub(super) fn children(&mut self, node: &Node<'a, '_>, variables: &Variables) {
        let words = WORDS.contains(&node.tag_name().name());
        for child in node.children() {
            if child.is_element() {
                self.element(&child, variables);
            } else if let Some(text) = child.text().filter(|_| words && child.is_text()) {
                escape(text, &mut self.out);
            }
        }
    }

    pub(super) fn open(&mut self, name: &str, look: &Look) {
        let _ = write!(self.out, "<{name}");
        for (key, value) in &look.attributes {
            let _ = write!(self.out, " {key}=\"");
            escape(value, &mut self.out);
            self.out.push('"');
        }
        if !look.style.is_empty() {
            self.out.push_str(" style=\"");
            escape(&look.style.join(";"), &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    pub(super) fn close(&mut self, name: &str) {
        let _ = write!(self.out, "</{name}>");
    }

    pub(super) fn words(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    /// The attributes and styles of an element, and the variables that hold in it.
    pub(super) fn look(&mut self, node: &Node<'a, '_>, around: &Variables) -> (Look, Variables) {
        let won = self.styles.of(node);
        let mut variables = around.clone();
        variables.extend(
            won.iter()
                .filter(|(name, _)| name.starts_with("--"))
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        let mut look = Look::default();
        for attribute in node.attributes() {
            self.attribute(node, &attribute, &variables, &mut look);
        }
        if let Some(id) = self.ids.of(node) {
            look.set("id", id.to_owned());
        }
        self.properties(&won, &variables, &mut look);
        (look, variables)
    }

    fn attribute(
        &mut self,
        node: &Node<'a, '_>,
        attribute: &Attribute<'a, '_>,
        variables: &Variables,
        look: &mut Look,
    ) {
        let (name, value) = (attribute.name(), attribute.value());
        match attribute.namespace() {
            Some(XLINK) if name == "href" && has_plain_href(node) => {}
            Some(XLINK) if name == "href" => self.target(node, value, look),
            Some(XML) if name == "lang" || name == "space" => look.set(&format!("xml:{name}"), value.to_owned()),
            Some(_) => {}
            None if name == "href" => self.target(node, value, look),
            None if name.len() > 2 && name.to_ascii_lowercase().starts_with("on") => {
                self.leave_out("a script".to_owned());
            }
            None if matches!(
                name,
                "style" | "class" | "id" | "version" | "baseProfile" | "target" | "unicode" | "lang"
            ) || name.starts_with("data-") => {}
            // What a switch asks for was answered.
            None if matches!(name, "requiredFeatures" | "requiredExtensions" | "systemLanguage") => {}
            None if name.starts_with("aria-") => {
                let refers = matches!(name, "aria-labelledby" | "aria-describedby" | "aria-details" | "aria-owns");
                let value = if refers { self.ids.list(value) } else { value.to_owned() };
                look.set(name, value);
            }
            None => {
                let Some(value) = resolve(value, variables) else { return };
                match self.ids.value(&value) {
                    Ok(value) => look.set(name, value),
                    Err(Outside(target)) => self.leave_out(format!("what lies in another file (`{}`)", short(&target))),
                }
            }
        }
    }

    /// What an element refers to. Pictures are opened elsewhere.
    fn target(&mut self, node: &Node<'a, '_>, value: &str, look: &mut Look) {
        let value = value.trim();
        let name = node.tag_name().name();
        if let Some(local) = self.ids.local(value) {
            look.set("xlink:href", local);
        } else if name == "a" && (value.starts_with("https://") || value.starts_with("http://")) {
            look.set("xlink:href", value.to_owned());
        } else if name == "a" && value.starts_with("javascript:") {
            self.leave_out("a script".to_owned());
        } else if !matches!(name, "image" | "use") && !value.starts_with('#') && !value.is_empty() {
            self.leave_out(format!("a reference to `{}`", short(value)));
        }
    }

    fn properties(&mut self, won: &BTreeMap<&'a str, &'a str>, variables: &Variables, look: &mut Look) {
        // The shorthand would hide what is written as attributes.
        let shorthand = won.contains_key("font");
        for (name, value) in won {
            if name.starts_with('-') || USELESS.iter().any(|useless| name.starts_with(useless)) {
                continue;
            }
            let Some(value) = resolve(value, variables) else { continue };
            let value = match self.ids.value(&value) {
                Ok(value) => value,
                Err(Outside(target)) => {
                    self.leave_out(format!("what lies in another file (`{}`)", short(&target)));
                    continue;
                }
            };
            if PRESENTATION.contains(name) && !(shorthand && name.starts_with("font-")) {
                look.set(name, value);
            } else {
                look.style.push(format!("{name}:{value}"));
            }
        }
    }

    /// The first alternative that can be shown (SVG 1.1, 5.8): words in HTML, unless another one says the same.
    fn switch(&mut self, node: &Node<'a, '_>, look: &Look, variables: &Variables) {
        let fits =
            |child: &Node<'_, '_>| is_svg(child) && child.attribute("requiredExtensions").is_none_or(str::is_empty);
        let mut children: Vec<_> = node.children().filter(fits).collect();
        // Those for one language stand before the one for all others.
        if children.iter().any(|child| child.attribute("systemLanguage").is_none()) {
            children.retain(|child| child.attribute("systemLanguage").is_none());
        }
        let Some(first) = children.first() else { return };
        let chosen = match children.get(1) {
            Some(other) if is_element(first, "foreignObject") && labels::says_the_same(first, other) => other,
            _ => first,
        };
        self.open("g", look);
        self.element(chosen, variables);
        self.close("g");
    }
}

/// The root says what it is, and from where to where it is drawn, so that it can be scaled.
fn root(node: &Node<'_, '_>, look: &mut Look) {
    let namespaces = [("xmlns", SVG), ("xmlns:xlink", XLINK), ("version", "1.1")];
    for (at, (name, value)) in namespaces.into_iter().enumerate() {
        look.attributes.insert(at, (name.to_owned(), value.to_owned()));
    }
    let side = |name| node.attribute(name).and_then(super::pixels);
    if let (None, Some(width), Some(height)) = (node.attribute("viewBox"), side("width"), side("height")) {
        look.set("viewBox", format!("0 0 {width} {height}"));
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
}

/// A name as messages give it.
fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Whether an element refers to something as SVG 2 does, which then counts alone.
fn has_plain_href(node: &Node<'_, '_>) -> bool {
    node.attributes().any(|attribute| attribute.name() == "href" && attribute.namespace().is_none())
}
