//! Marked content (ISO 32000-1 14.6).

use super::{Content, Open, number};

/// What a sequence of marked content says of itself.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Properties<'a> {
    /// Its number on the page.
    Id(u32),
    /// Names by their keys.
    Names(&'a [(&'a str, &'a str)]),
}

impl Content {
    /// `BDC`: begins a sequence. One that begins within text ends within it.
    pub(crate) fn begin_mark(&mut self, tag: &str, properties: Properties<'_>) {
        self.end_show();
        self.name(tag);
        match properties {
            Properties::Id(id) => {
                self.out.extend_from_slice(b" <</MCID ");
                number::whole(&mut self.out, id);
            }
            Properties::Names(names) => {
                self.out.extend_from_slice(b" <<");
                for (key, name) in names {
                    self.name(key);
                    self.name(name);
                }
            }
        }
        self.operator(">> BDC");
        self.begin(Open::Mark);
    }

    /// `EMC`
    pub(crate) fn end_mark(&mut self) {
        self.end(Open::Mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_say_what_they_are() {
        let mut content = Content::new();
        content.begin_mark("Artifact", Properties::Names(&[("Type", "Pagination"), ("Subtype", "Watermark")]));
        content.end_mark();
        let expected = "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC\nEMC\n";
        assert_eq!(content.finish(), expected.as_bytes());
    }
}
