//! Words in HTML (`foreignObject`), as programs for diagrams write their labels: set as texts of SVG, in the middle of
//! their box, which pages and every reader can show.

use super::pixels;
use super::styles::{Variables, resolve};
use super::write::{Look, Writer};
use usvg::roxmltree::Node;

/// Size of words that name none, in pixels: that of browsers.
const USUAL_SIZE: f64 = 16.0;
/// Between baselines, relative to the size.
const LEADING: f64 = 1.2;
/// How far an estimate may pass the box before words are wrapped, and before they are made smaller.
const SLACK: f64 = 1.12;
/// Smallest part of its size to which a label shrinks.
const SMALLEST: f64 = 0.5;
/// The middle of lower-case letters above the baseline, relative to the size.
const MIDDLE: f64 = 0.35;
/// Longest label.
const MOST_LINES: usize = 200;

/// Elements that begin a line.
const BLOCKS: [&str; 14] = ["address", "br", "dd", "div", "dt", "h1", "h2", "h3", "h4", "hr", "li", "p", "pre", "tr"];

/// Writes the words in an element as texts.
pub(super) fn write<'a>(writer: &mut Writer<'_, 'a>, node: &Node<'a, '_>, look: &Look, variables: &Variables) {
    let lines = lines(node);
    if let Some(other) = node
        .descendants()
        .find(|node| matches!(node.tag_name().name(), "img" | "svg" | "canvas" | "iframe" | "math" | "table"))
    {
        writer.leave_out(format!("what stands in HTML (`{}`)", other.tag_name().name()));
    }
    if lines.is_empty() {
        return;
    }
    let canvas = canvas(node);
    let side = |name: &str, whole: f64| {
        let text = look.get(name)?;
        text.trim()
            .strip_suffix('%')
            .and_then(|part| part.trim().parse::<f64>().ok())
            .map(|part| part * whole / 100.0)
            .or_else(|| pixels(text))
    };
    let (x, y) = (side("x", canvas.0).unwrap_or(0.0), side("y", canvas.1).unwrap_or(0.0));
    let sides =
        side("width", canvas.0).zip(side("height", canvas.1)).filter(|(width, height)| *width > 0.0 && *height > 0.0);
    let Some((width, height)) = sides else {
        writer.leave_out("words in HTML without a box (`foreignObject`)".to_owned());
        return;
    };
    let style = Style::read(writer, node, variables);
    let (size, lines) = fitted(lines, style.size, style.wraps, (width, height));
    let mut group = Look::default();
    for name in ["id", "transform", "opacity", "display", "visibility"] {
        if let Some(value) = look.get(name) {
            group.set(name, value.to_owned());
        }
    }
    writer.open("g", &group);
    let top = y + height / 2.0 - (lines.len() as f64 - 1.0) * size * LEADING / 2.0 + size * MIDDLE;
    for (at, line) in lines.iter().enumerate() {
        let mut text = Look::default();
        let rtl = line.chars().find(|c| c.is_alphabetic()).is_some_and(|c| matches!(c, '\u{590}'..='\u{8FF}'));
        let (place, anchor) = match (style.centred, rtl) {
            (true, _) => (x + width / 2.0, "middle"),
            (false, false) => (x, "start"),
            (false, true) => (x + width, "end"),
        };
        text.set("x", number(place));
        text.set("y", number(top + at as f64 * size * LEADING));
        text.set("text-anchor", anchor.to_owned());
        text.set("font-size", number(size));
        text.set("fill", style.color.clone());
        text.set("stroke", "none".to_owned());
        if style.bold {
            text.set("font-weight", "bold".to_owned());
        }
        writer.open("text", &text);
        writer.words(line);
        writer.close("text");
    }
    writer.close("g");
}

/// Whether another alternative of a switch has the words of a label, or their beginning: then it has its place and its
/// letters, too.
pub(super) fn says_the_same(label: &Node<'_, '_>, other: &Node<'_, '_>) -> bool {
    let words = lines(label).join(" ");
    let said: Vec<&str> = other.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    let said = said.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    words.is_empty() || !said.is_empty() && words == said
}

/// How a label looks.
struct Style {
    size: f64,
    color: String,
    bold: bool,
    centred: bool,
    wraps: bool,
}

impl Style {
    fn read<'a>(writer: &Writer<'_, 'a>, node: &Node<'a, '_>, variables: &Variables) -> Self {
        let has_words = |node: &Node<'_, '_>| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty());
        let inner = node.descendants().find(has_words).and_then(|text| text.parent_element()).unwrap_or(*node);
        let value = |name: &str| writer.styles.inherited(&inner, name).and_then(|value| resolve(value, variables));
        Self {
            size: value("font-size").and_then(|size| pixels(&size)).filter(|size| *size > 0.0).unwrap_or(USUAL_SIZE),
            color: value("color").filter(|color| !color.contains("url(")).unwrap_or_else(|| "#000".to_owned()),
            bold: value("font-weight").is_some_and(|weight| {
                weight.starts_with("bold") || weight.parse::<u16>().is_ok_and(|weight| weight >= 600)
            }),
            centred: !value("text-align")
                .is_some_and(|align| matches!(align.as_str(), "left" | "start" | "right" | "end")),
            wraps: !value("white-space").is_some_and(|space| matches!(space.as_str(), "nowrap" | "pre")),
        }
    }
}

/// The lines of words in HTML, as its blocks and breaks part them.
fn lines(node: &Node<'_, '_>) -> Vec<String> {
    fn walk(node: &Node<'_, '_>, lines: &mut Vec<String>) {
        for child in node.children() {
            if let Some(text) = child.text().filter(|_| child.is_text()) {
                lines.last_mut().into_iter().for_each(|line| line.push_str(text));
            } else if child.is_element() && !matches!(child.tag_name().name(), "script" | "style") {
                let is_block = BLOCKS.contains(&child.tag_name().name());
                if is_block {
                    lines.push(String::new());
                }
                walk(&child, lines);
                if is_block {
                    lines.push(String::new());
                }
            }
        }
    }
    let mut found = vec![String::new()];
    walk(node, &mut found);
    let whole = |line: String| line.split_whitespace().collect::<Vec<_>>().join(" ");
    found.into_iter().map(whole).filter(|line| !line.is_empty()).take(MOST_LINES).collect()
}

/// Width and height of the drawing, for sides in per cent.
fn canvas(node: &Node<'_, '_>) -> (f64, f64) {
    let root = node.document().root_element();
    let view: Vec<f64> = root.attribute("viewBox").unwrap_or_default().split([' ', ',']).filter_map(pixels).collect();
    let side = |name, at: usize| view.get(at).copied().or_else(|| root.attribute(name).and_then(pixels)).unwrap_or(0.0);
    (side("width", 2), side("height", 3))
}

/// The size at which lines fit, and those lines.
fn fitted(lines: Vec<String>, size: f64, wraps: bool, (width, height): (f64, f64)) -> (f64, Vec<String>) {
    let mut size = size;
    let smallest = size * SMALLEST;
    loop {
        let set: Vec<String> = lines.iter().flat_map(|line| wrapped(line, width / size, wraps)).collect();
        let widest = set.iter().map(|line| estimate(line)).fold(0.0, f64::max) * size;
        let fits =
            widest <= width * SLACK && set.len() as f64 * size * LEADING <= height * SLACK + size * (LEADING - 1.0);
        if fits || size * 0.95 < smallest {
            return (size, set);
        }
        size *= 0.95;
    }
}

/// A line as several that are about so many ems wide.
fn wrapped(line: &str, width: f64, wraps: bool) -> Vec<String> {
    if !wraps || estimate(line) <= width * SLACK {
        return vec![line.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    for word in line.split(' ') {
        match lines.last_mut().filter(|line| estimate(line) + estimate(" ") + estimate(word) <= width) {
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// About how wide words are in ems: which fonts a reader has is not known.
fn estimate(text: &str) -> f64 {
    let of = |c: char| match c {
        ' ' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '(' | ')' | '[' | ']' => {
            0.3
        }
        'm' | 'w' | 'M' | 'W' | '@' => 0.85,
        '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}' | '\u{200B}'..='\u{200F}' => 0.0,
        '\u{590}'..='\u{8FF}' => 0.48,
        '\u{2E80}'.. => 1.0,
        c if c.is_uppercase() => 0.66,
        _ => 0.52,
    };
    text.chars().map(of).sum()
}

fn number(value: f64) -> String {
    format!("{}", (value * 100.0).round() / 100.0)
}
