//! Tags and instructions of other programs that mean nothing here: each kind is told, and what is around it stays.

use super::{Page, inline};
use crate::manuscript::mask::{Construct, Edit};

/// What another program's markup is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::manuscript) enum Foreign {
    MdBook,
    Liquid,
    Kramdown,
    Shortcode,
    Jsx,
    Module,
    Comment,
    Emoji,
    Tex,
    Abbreviation,
    Embedded,
    /// A name in braces before code.
    Role,
    /// Marks of an editor.
    Critic,
    /// A line that brings in code.
    Snippet,
    /// `name::target[…]`
    Macro,
    /// `.. name::`
    Directive,
    /// A sign before a paragraph.
    Marker,
}

impl Foreign {
    /// Its name for the message, and what to do.
    pub(in crate::manuscript) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::MdBook => ("an instruction of mdBook", "write what it stands for; the text around it is kept"),
            Self::Liquid => ("a Liquid tag of Jekyll", "write what the tag stands for; the text around it is kept"),
            Self::Kramdown => {
                ("an attribute list of kramdown", "write `{#id .class}` behind a heading, link or picture")
            }
            Self::Shortcode => ("a shortcode of Hugo or Quarto", "write what the shortcode stands for"),
            Self::Jsx => ("a tag of JSX", "write it in Markdown; what stands between its tags is kept"),
            Self::Module => ("an instruction of JavaScript", "take it out: a book runs nothing"),
            Self::Comment => ("a comment of Obsidian", "write `<!-- … -->`, or take it out"),
            Self::Emoji => ("an emoji by its name", "write the sign itself"),
            Self::Tex => ("a command of TeX", "write it in Markdown; `\\newpage` alone on a line is understood"),
            Self::Embedded => ("a page embedded by a wiki", "copy its text here, or write `{{#include page.md}}`"),
            Self::Role => ("a role of MyST", "write a link, `[words](#id)`, or the words; the code behind it is kept"),
            Self::Critic => ("a mark of CriticMarkup", "accept or reject the change"),
            Self::Snippet => ("an instruction of VitePress", "write `{{#include file}}` between fences"),
            Self::Macro => {
                ("a macro of AsciiDoc", "write it in Markdown: `![words](picture.png)`, `{{#include file}}`")
            }
            Self::Directive => ("a directive of reStructuredText", "write it in Markdown, as `:::note` … `:::`"),
            Self::Marker => ("a sign of Docsify", "write `:::note` … `:::` around the paragraph"),
            Self::Abbreviation => ("a definition of an abbreviation", "write the words out where they are first used"),
        }
    }

    /// Whether it is words to readers, too, and stays.
    pub(in crate::manuscript) fn is_kept(self) -> bool {
        matches!(self, Self::Emoji | Self::Tex | Self::Embedded | Self::Critic | Self::Macro | Self::Directive)
    }
}

/// Longest tag that is looked for.
const LONGEST: usize = 600;

/// `{{< name … >}}` and `{{% name … %}}` of Hugo and Quarto; what is `{{name}}` or `{% … %}` is read elsewhere.
pub(super) fn shortcode(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let rest = page.paragraph(at, LONGEST);
    let close = if rest.starts_with("{{<") {
        ">}}"
    } else if rest.starts_with("{{%") {
        "%}}"
    } else {
        return None;
    };
    let end = at + rest.find(close)? + close.len();
    edits.push(inline(at, end, Construct::Foreign(Foreign::Shortcode)));
    Some(end)
}

/// `%%…%%`, a comment of Obsidian.
pub(super) fn comment(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let inside = page.paragraph(at, LONGEST).strip_prefix("%%")?;
    let len = inside.find("%%").filter(|len| *len > 0 && inside[..*len].contains(|c: char| c.is_alphanumeric()))?;
    let end = at + 2 + len + 2;
    edits.push(inline(at, end, Construct::Foreign(Foreign::Comment)));
    Some(end)
}

/// `:smile:`.
pub(super) fn emoji(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let rest = &page.text[at + 1..];
    let len = rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '+' | '-')))?;
    let is_name =
        len > 1 && rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '+') && rest[len..].starts_with(':');
    let end = at + 1 + len + 1;
    let apart =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '(' | ')' | '.' | ',' | '!' | '|'));
    // Another emoji may stand before it, and no name such as `std::vec`.
    let is_path = page.before(at) == Some(':') && edits.last().is_none_or(|last| last.source.end != at);
    if !is_name || is_path || !apart(page.before(at)) || !apart(page.after(end)) || page.text[end..].starts_with("//") {
        return None;
    }
    edits.push(inline(at, end, Construct::Foreign(Foreign::Emoji)));
    Some(end)
}

/// `<Tag attribute={…}>` of MDX, which is no HTML.
pub(super) fn tag(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let rest = page.paragraph(at, LONGEST);
    let name = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (mut depth, mut quote, mut braces) = (0usize, None, false);
    for (len, c) in rest.char_indices().skip(1) {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(c),
            ('{', None) => {
                depth += 1;
                braces = true;
            }
            ('}', None) => depth = depth.saturating_sub(1),
            ('<', None) if depth == 0 => return None,
            ('>', None) if depth == 0 && !rest[..len].ends_with('=') => {
                if !braces {
                    return None;
                }
                edits.push(inline(at, at + len + 1, Construct::Foreign(Foreign::Jsx)));
                return Some(at + len + 1);
            }
            _ => {}
        }
    }
    None
}

/// `\name{…}`, a command of TeX: letters after a backslash, and braces.
pub(super) fn command(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let rest = &page.text[at + 1..];
    let len = rest.find(|c: char| !c.is_ascii_alphabetic())?;
    if len < 2 || !rest[len..].starts_with('{') {
        return None;
    }
    let inside = page.paragraph(at + 1 + len, LONGEST);
    let close = inside.find(['}', '\n']).filter(|close| inside[*close..].starts_with('}'))?;
    let end = at + 1 + len + close + 1;
    edits.push(inline(at, end, Construct::Foreign(Foreign::Tex)));
    Some(end)
}

/// `{name}` before a backtick, a role of MyST, and `{++words++}`, `{--words--}`, `{~~old~>new~~}`, `{>>words<<}` of
/// CriticMarkup.
pub(super) fn braces(page: &Page<'_>, at: usize, edits: &mut Vec<Edit>) -> Option<usize> {
    let rest = &page.text[at + 1..];
    for (open, close) in [("++", "++}"), ("--", "--}"), ("~~", "~~}"), (">>", "<<}"), ("==", "==}")] {
        let inside = page.paragraph(at + 1, LONGEST);
        if let Some(len) = inside.strip_prefix(open).and_then(|inside| inside.find(close)) {
            let end = at + 1 + open.len() + len + close.len();
            edits.push(inline(at, end, Construct::Foreign(Foreign::Critic)));
            return Some(end);
        }
    }
    let len =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))).filter(|len| *len > 0)?;
    let is_role = rest[len..].starts_with("}`") && !matches!(page.before(at), Some(']' | ')' | '`' | '}'));
    is_role.then(|| {
        let end = at + 1 + len + 1;
        edits.push(inline(at, end, Construct::Foreign(Foreign::Role)));
        end
    })
}

/// How long a sign before a paragraph is, `!> ` and `?> ` of Docsify.
pub(in crate::manuscript) fn marker(content: &str) -> Option<usize> {
    (content.starts_with("!> ") || content.starts_with("?> ")).then_some(3)
}

/// What takes a line of its own: `*[ABBR]: words`, and the instructions of JavaScript in MDX.
pub(in crate::manuscript) fn line(content: &str) -> Option<Foreign> {
    let content = content.trim_end();
    if content.strip_prefix("*[").and_then(|rest| rest.split_once("]:")).is_some_and(|(name, _)| !name.is_empty()) {
        return Some(Foreign::Abbreviation);
    }
    let word = |text: &str| !text.is_empty() && !text.contains(char::is_whitespace);
    if content.strip_prefix("<<< ").is_some_and(|target| word(target.trim())) {
        return Some(Foreign::Snippet);
    }
    let name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    if let Some((before, rest)) = content.split_once("::") {
        if before.strip_prefix(".. ").is_some_and(name) {
            return Some(Foreign::Directive);
        }
        let target = rest.split_once('[').filter(|_| rest.ends_with(']')).map(|(target, _)| target);
        if name(before) && target.is_some_and(|target| target.is_empty() || word(target)) {
            return Some(Foreign::Macro);
        }
    }
    let quoted = content.trim_end_matches(';').ends_with(['\'', '"']);
    let imports =
        content.starts_with("import ") && quoted && (content.contains(" from ") || !content[7..].contains(' '));
    let exports = ["export const ", "export default ", "export function "].iter().any(|word| content.starts_with(word));
    (imports || exports).then_some(Foreign::Module)
}
