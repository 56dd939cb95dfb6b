//! XML as it is written: escaped, every attribute once, and every element closed.

/// The attributes of an element, in order.
#[derive(Clone, Debug, Default)]
pub struct Attributes(Vec<(&'static str, String)>);

impl Attributes {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// One more; it takes the place of one of this name.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    /// One more, where there is a value.
    #[must_use]
    pub fn with_some(self, key: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    fn pairs(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(key, value)| (*key, value.as_str())).collect()
    }
}

/// XML under construction. Elements are closed in the order in which they were opened, so the result is well-formed.
#[derive(Debug, Default)]
pub struct Markup {
    out: String,
    open: Vec<&'static str>,
}

impl Markup {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens an element.
    pub fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> &mut Self {
        self.tag(name, attributes, ">");
        self.open.push(name);
        self
    }

    /// Opens an element with attributes that were put together.
    pub fn open_with(&mut self, name: &'static str, attributes: &Attributes) -> &mut Self {
        self.open(name, &attributes.pairs())
    }

    /// An element without content, with attributes that were put together.
    pub fn empty_with(&mut self, name: &str, attributes: &Attributes) -> &mut Self {
        self.empty(name, &attributes.pairs())
    }

    /// Closes the element opened last.
    pub fn close(&mut self) -> &mut Self {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        self
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Self {
        self.tag(name, attributes, "/>");
        self
    }

    /// An element that holds words only.
    pub fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)], words: &str) -> &mut Self {
        self.open(name, attributes).text(words).close()
    }

    /// Words.
    pub fn text(&mut self, words: &str) -> &mut Self {
        escape(words, false, &mut self.out);
        self
    }

    /// XML that is well-formed already.
    pub fn raw(&mut self, xml: &str) -> &mut Self {
        self.out.push_str(xml);
        self
    }

    /// A line end, where spaces mean nothing.
    pub fn line(&mut self) -> &mut Self {
        self.out.push('\n');
        self
    }

    /// Closes what is still open and hands the XML over.
    #[must_use]
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (at, (key, value)) in attributes.iter().enumerate() {
            // XML allows a name once: what is said last of an element counts.
            if attributes[at + 1..].iter().any(|(other, _)| other == key) {
                continue;
            }
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            escape(value, true, &mut self.out);
            self.out.push('"');
        }
        self.out.push_str(end);
    }
}

/// Whether XML 1.0 allows the character (section 2.2).
fn allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
        && !('\u{7F}'..='\u{9F}').contains(&c)
}

fn escape(words: &str, attribute: bool, out: &mut String) {
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\t' | '\n' | '\r' if attribute => out.push(' '),
            c if allowed(c) => out.push(c),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_escaped_and_elements_closed() {
        let mut markup = Markup::new();
        markup.open("p", &[("title", "a \"b\" & <c>")]).text("x < y & z\u{0}\u{1B}").empty("br", &[]);
        assert_eq!(markup.finish(), "<p title=\"a &quot;b&quot; &amp; &lt;c&gt;\">x &lt; y &amp; z<br/></p>");
    }

    #[test]
    fn an_attribute_is_written_once() {
        let mut markup = Markup::new();
        markup.open_with("pre", &Attributes::new().with("dir", "rtl").with("lang", "ar").with("dir", "ltr"));
        assert_eq!(markup.finish(), "<pre lang=\"ar\" dir=\"ltr\"></pre>");
    }
}
