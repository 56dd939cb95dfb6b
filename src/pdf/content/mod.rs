//! Page contents: the one writer of operators, for pages, drawings, marks and imposed sheets (ISO 32000-1 annex A).
//!
//! In: calls, each of which is an operator, with plain numbers, names and character ids. Out: the bytes of a content
//! stream, as they stand in the file before they are deflated. They are put down once, in the order of the calls: numbers
//! (`number`), graphics state and colours (`state`), paths (`path`), text (`text`), marked content (`mark`).
//!
//! Whatever is asked, the stream is sound: no number is beyond what a reader must hold, names are escaped, strings are
//! hexadecimal, and what was opened is closed, in the right order.

mod mark;
mod number;
mod path;
mod state;
mod text;

pub(crate) use mark::Properties;
pub(crate) use path::Rule;
pub(crate) use state::{IDENTITY, Ink};

/// A content stream that is being written.
#[derive(Debug, Default)]
pub(crate) struct Content {
    out: Vec<u8>,
    /// What is open, the outermost first.
    open: Vec<Open>,
    /// What of a `TJ` is open.
    show: text::Show,
}

/// What has an end of its own.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Open {
    /// A saved graphics state.
    State,
    /// A text object.
    Text,
    /// A sequence of marked content.
    Mark,
}

impl Open {
    /// The operator that ends it.
    fn end(self) -> &'static str {
        match self {
            Self::State => "Q",
            Self::Text => "ET",
            Self::Mark => "EMC",
        }
    }
}

impl Content {
    /// An empty stream.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The bytes, after what is still open is closed.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.end_show();
        while let Some(open) = self.open.pop() {
            self.operator(open.end());
        }
        self.out
    }

    /// An operator with numbers before it.
    fn write(&mut self, operands: &[f64], operator: &str) {
        self.end_show();
        for operand in operands {
            number::place(&mut self.out, *operand);
            self.out.push(b' ');
        }
        self.operator(operator);
    }

    /// An operator with a name before it.
    fn write_name(&mut self, name: &str, operator: &str) {
        self.end_show();
        self.name(name);
        self.out.push(b' ');
        self.operator(operator);
    }

    fn operator(&mut self, operator: &str) {
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }

    /// A name, with what is no plain sign of a name as its number (ISO 32000-1 7.3.5).
    fn name(&mut self, name: &str) {
        self.out.push(b'/');
        for byte in name.bytes() {
            if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
                self.out.push(byte);
            } else {
                self.out.push(b'#');
                number::hexadecimal(&mut self.out, byte);
            }
        }
    }

    fn begin(&mut self, what: Open) {
        debug_assert!(what != Open::Text || !self.open.contains(&what), "text within text");
        debug_assert!(what != Open::State || !self.open.contains(&Open::Text), "a state is saved within text");
        self.open.push(what);
    }

    /// Ends the innermost of its kind, and what was begun in it.
    fn end(&mut self, what: Open) {
        debug_assert_eq!(self.open.last(), Some(&what), "what was begun last ends first");
        if !self.open.contains(&what) {
            return;
        }
        self.end_show();
        while let Some(open) = self.open.pop() {
            self.operator(open.end());
            if open == what {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Content)) -> String {
        let mut content = Content::new();
        write(&mut content);
        String::from_utf8(content.finish()).expect("plain text")
    }

    #[test]
    fn what_is_open_is_closed_in_order() {
        let content = written(|content| {
            content.save();
            content.begin_mark("P", Properties::Id(3));
            content.begin_text();
            content.set_font("F1", 10.0);
            content.show(1);
        });
        assert_eq!(content, "q\n/P <</MCID 3>> BDC\nBT\n/F1 10 Tf\n[<0001>]TJ\nET\nEMC\nQ\n");
    }

    #[test]
    fn names_hold_any_character() {
        assert_eq!(written(|content| content.draw("a b/(é")), "/a#20b#2F#28#C3#A9 Do\n");
    }

    #[test]
    fn operators_have_their_operands() {
        let content = written(|content| {
            content.set_fill(Ink::Cmyk([0.0, 0.25, 1.0, 0.1]));
            content.set_stroke(Ink::Gray(0.5));
            content.set_fill(Ink::Rgb([1.0, 0.333, 0.0]));
            content.set_line_width(0.25);
            content.set_dash(&[2.0, 1.5], 0.0);
            content.set_dash(&[], 0.0);
            content.transform([0.000_5, 0.0, 0.0, -1.0, 1e-9, 7.125]);
            content.rect(1.0, 2.0, 3.5, -4.0);
            content.clip(Rule::EvenOdd);
            content.move_to(0.0, 0.0);
            content.curve_to([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
            content.fill(Rule::NonZero);
        });
        let expected = "0 0.25 1 0.1 k\n0.5 G\n1 0.333 0 rg\n0.25 w\n[2 1.5] 0 d\n[] 0 d\n0.0005 0 0 -1 0 7.125 cm\n\
                        1 2 3.5 -4 re\nW*\nn\n0 0 m\n1 2 3 4 5 6 c\nf\n";
        assert_eq!(content, expected);
    }
}
