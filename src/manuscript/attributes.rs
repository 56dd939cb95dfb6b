//! Attribute braces: `{#id .class key=value key="several words"}`.

use std::ops::Range;

/// The longest braces that are looked at, so that a lone `{` costs no more than this.
const LONGEST: usize = 4096;

/// What attribute braces or an HTML tag say about a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    /// Name of the thing.
    pub(super) id: Option<String>,
    /// Classes in source order.
    pub(super) classes: Vec<String>,
    /// Keys and values in source order.
    pub(super) pairs: Vec<(String, String)>,
    /// Bytes of the source from brace to brace; empty where there are no braces.
    pub(super) span: Range<usize>,
}

impl Attributes {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Adds what other braces say; what is there already stays.
    pub(super) fn merge(&mut self, other: Self) {
        self.id = self.id.take().or(other.id);
        self.classes.extend(other.classes);
        self.pairs.extend(other.pairs);
        if self.span.is_empty() {
            self.span = other.span;
        }
    }
}

/// Reads the braces that `text` has at byte `at`. `None` where what stands there is not a whole list of attributes.
pub(super) fn parse(text: &str, at: usize) -> Option<Attributes> {
    let rest = text.get(at..)?.strip_prefix('{')?;
    let mut reader = Reader { text: rest, at: 0 };
    let mut attributes = Attributes::default();
    loop {
        let spaced = reader.skip_space()?;
        if reader.take('}') {
            break;
        }
        let first = attributes == Attributes::default();
        if !spaced && !first {
            return None;
        }
        reader.item(&mut attributes)?;
        if reader.at > LONGEST {
            return None;
        }
    }
    if attributes == Attributes::default() {
        return None;
    }
    attributes.span = at..at + 1 + reader.at;
    Some(attributes)
}

/// What is left of the braces.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    /// Skips blanks and at most one line end; `None` at an empty line or at the end of the text.
    fn skip_space(&mut self) -> Option<bool> {
        let start = self.at;
        let mut lines = 0;
        while let Some(c) = self.peek().filter(|c| c.is_whitespace()) {
            lines += usize::from(c == '\n');
            self.at += c.len_utf8();
        }
        (lines < 2 && self.peek().is_some()).then_some(self.at > start)
    }

    fn word(&mut self, accept: impl Fn(char) -> bool) -> Option<String> {
        let start = self.at;
        while let Some(c) = self.peek().filter(|c| accept(*c)) {
            self.at += c.len_utf8();
        }
        (self.at > start).then(|| self.text[start..self.at].to_owned())
    }

    /// One `#id`, `.class`, `-` or `key=value`.
    fn item(&mut self, attributes: &mut Attributes) -> Option<()> {
        let bare = |c: char| !c.is_whitespace() && !matches!(c, '{' | '}' | '"' | '\'' | '=' | '#');
        if self.take('#') {
            attributes.id = Some(self.word(bare)?);
        } else if self.take('.') {
            attributes.classes.push(self.word(|c| bare(c) && c != '.')?);
        } else if self.peek() == Some('-') {
            self.at += 1;
            attributes.classes.push("unnumbered".to_owned());
        } else {
            let key = self.word(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':'))?;
            if !self.take('=') {
                return None;
            }
            let value = match self.peek()? {
                quote @ ('"' | '\'') => self.quoted(quote)?,
                _ => self.word(|c| !c.is_whitespace() && !matches!(c, '{' | '}' | '"' | '\'' | '='))?,
            };
            if key == "id" {
                attributes.id = Some(value);
            } else if key == "class" {
                attributes.classes.extend(value.split_whitespace().map(str::to_owned));
            } else {
                attributes.pairs.push((key, value));
            }
        }
        Some(())
    }

    fn quoted(&mut self, quote: char) -> Option<String> {
        self.at += 1;
        let mut value = String::new();
        loop {
            let c = self.peek()?;
            self.at += c.len_utf8();
            match c {
                _ if c == quote => return Some(value),
                '\\' => {
                    let next = self.peek()?;
                    if next != quote && next != '\\' {
                        value.push('\\');
                    }
                    self.at += next.len_utf8();
                    value.push(next);
                }
                '\n' if self.text.get(self.at..)?.starts_with('\n') => return None,
                '\n' => value.push(' '),
                _ => value.push(c),
            }
            if self.at > LONGEST {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_hold_an_id_classes_and_values() {
        let found = parse(r#"x{#fig-x .wide width=80% alt="Roads \"and\" rails"} y"#, 1).expect("attributes");
        assert_eq!(found.id.as_deref(), Some("fig-x"));
        assert_eq!(found.classes, ["wide"]);
        assert_eq!(found.get("width"), Some("80%"));
        assert_eq!(found.get("alt"), Some("Roads \"and\" rails"));
        assert_eq!(found.span, 1..51);
    }

    #[test]
    fn an_empty_value_and_the_dash_are_attributes() {
        assert_eq!(parse(r#"{alt=""}"#, 0).expect("attributes").get("alt"), Some(""));
        assert_eq!(parse("{-}", 0).expect("attributes").classes, ["unnumbered"]);
        assert_eq!(parse("{#مقدمة}", 0).expect("attributes").id.as_deref(), Some("مقدمة"));
    }

    #[test]
    fn what_is_no_list_of_attributes_is_left_alone() {
        for text in
            ["{}", "{ }", "{x}", "{a b}", "{#}", "{key=}", "{#a.b", "{key=\"open}", "{a=1\n\nb=2}", "{{page}}", "{"]
        {
            assert_eq!(parse(text, 0), None, "{text}");
        }
    }
}
