//! No text makes the reader stop, whatever stands in it.

use super::make;

/// Something of everything.
const TORTURE: &str = include_str!("torture.md");

/// A small generator of numbers, the same on every machine (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap_or(0)
    }
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What must hold of any text: nodes ascend, places lie in the text.
fn check(text: &str) {
    let made = make("ar", text);
    let length = made.text.len();
    let mut last = None;
    crate::manuscript::for_each_block(&made.manuscript.blocks, &mut |block| {
        assert!(last < Some(block.node), "nodes ascend: {text:?}");
        last = Some(block.node);
        let (start, end) = (block.span.start as usize, block.span.end as usize);
        assert!(start <= end && end <= length, "{start}..{end} in {length}: {text:?}");
        assert!(made.text.is_char_boundary(start) && made.text.is_char_boundary(end), "{text:?}");
    });
    for found in made.diagnostics.iter() {
        if let Some(span) = found.span {
            let range = span.start as usize..span.end as usize;
            assert!(made.text.get(range).is_some(), "{} at {span:?}: {text:?}", found.code);
        }
    }
}

#[test]
fn the_whole_is_understood() {
    let made = make("en", TORTURE);
    let codes: Vec<_> = made.said().into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["missing-picture", "surplus-cells"], "{:?}", made.said());
}

#[test]
fn no_truncation_stops_the_reader() {
    for at in (0..TORTURE.len()).step_by(13) {
        check(&TORTURE[..boundary(TORTURE, at)]);
        check(&TORTURE[boundary(TORTURE, at)..]);
    }
}

#[test]
fn no_mutation_stops_the_reader() {
    const PIECES: [&str; 40] = [
        ":::",
        ":::box",
        "{",
        "}",
        "{{",
        "}}",
        "[",
        "]",
        "](",
        ")",
        "*",
        "**",
        "_",
        "~",
        "~~",
        "^",
        "`",
        "```",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "١. ",
        "أ. ",
        "ب. ",
        "|",
        "|---|",
        ": ",
        "[^a]",
        "[^a]: ",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "\"",
        "'",
        "\u{12470}0\u{12470}",
    ];
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..600 {
        let mut text = TORTURE.to_owned();
        for _ in 0..1 + numbers.below(8) {
            let at = boundary(&text, numbers.below(text.len()));
            if numbers.below(3) == 0 {
                let end = boundary(&text, (at + numbers.below(40)).min(text.len()));
                text.replace_range(at..end.max(at), "");
            } else {
                text.insert_str(at, PIECES[numbers.below(PIECES.len())]);
            }
        }
        check(&text);
    }
}

#[test]
fn no_row_of_signs_stops_the_reader() {
    const SIGNS: [&str; 24] = [
        "*", "_", "~", "^", "`", "[", "]", "(", ")", "{", "}", "#", ":", ":::", "\n", " ", ">", "-", "|", "<", "\"",
        "'", "أ", "x",
    ];
    let mut numbers = Numbers(42);
    for _ in 0..2000 {
        let text: String = (0..numbers.below(60)).map(|_| SIGNS[numbers.below(SIGNS.len())]).collect();
        check(&text);
    }
}

#[test]
fn long_rows_take_no_longer_than_their_length() {
    let started = std::time::Instant::now();
    for piece in [
        "]{.a} ",
        "[",
        "[^a",
        "{{a",
        "{%",
        "[x]{.a}",
        "'a ",
        "<b>x",
        "</i><b>",
        "«\"",
        "{%",
        "{{pages}}<b>",
        "- ",
        "[x](#a) ",
        "\"",
        "<b>",
        ":::box\n",
        "أ. x\n",
        "و**«",
        "a | b\n",
        "# x\n",
    ] {
        let text = piece.repeat(20_000);
        let made = make("ar", &text);
        assert!(!made.manuscript.blocks.is_empty(), "{piece}");
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
