//! Content streams to operators and their operands (ISO 32000-1 7.2, 7.8.2, 8.9.7). What is no such thing is skipped.

/// An operand.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    List(Vec<Operand>),
    /// A dictionary, a truth value, nothing.
    Other,
}

/// The most operands of one operator, and levels of lists within lists.
const MOST_OPERANDS: usize = 512;
const MOST_LEVELS: usize = 16;

/// A content stream as it is read.
pub(super) struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// What stands next.
enum Token {
    Operand(Operand),
    Word(Vec<u8>),
    EndOfList,
    EndOfDictionary,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Lexer<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next operator with its operands. Of an image within the content, `BI`, the operands are its keys and values.
    pub(super) fn next(&mut self, operands: &mut Vec<Operand>) -> Option<Vec<u8>> {
        operands.clear();
        loop {
            match self.token(0)? {
                Token::Operand(operand) if operands.len() < MOST_OPERANDS => operands.push(operand),
                Token::Word(word) if word == b"BI" => {
                    self.image(operands);
                    return Some(word);
                }
                Token::Word(word) => return Some(word),
                _ => {}
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self.peek(0).is_some_and(|byte| !matches!(byte, 10 | 13)) {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn token(&mut self, level: usize) -> Option<Token> {
        self.skip_space();
        let first = self.peek(0)?;
        let operand = match first {
            b'(' => Operand::Text(self.literal()),
            b'<' if self.peek(1) == Some(b'<') => {
                self.at += 2;
                self.collect(level, true);
                Operand::Other
            }
            b'<' => Operand::Text(self.hexadecimal()),
            b'>' => {
                self.at += if self.peek(1) == Some(b'>') { 2 } else { 1 };
                return Some(Token::EndOfDictionary);
            }
            b'[' => {
                self.at += 1;
                Operand::List(self.collect(level, false))
            }
            b']' => {
                self.at += 1;
                return Some(Token::EndOfList);
            }
            b'/' => {
                self.at += 1;
                Operand::Name(self.name())
            }
            byte if is_regular(byte) => {
                let word = self.regular();
                match number(&word) {
                    Some(number) => Operand::Number(number),
                    None if matches!(word.as_slice(), b"true" | b"false" | b"null") => Operand::Other,
                    None => return Some(Token::Word(word)),
                }
            }
            _ => {
                self.at += 1;
                Operand::Other
            }
        };
        Some(Token::Operand(operand))
    }

    /// Operands up to the end of a list or a dictionary.
    fn collect(&mut self, level: usize, is_dictionary: bool) -> Vec<Operand> {
        let mut items = Vec::new();
        if level >= MOST_LEVELS {
            return items;
        }
        while let Some(token) = self.token(level + 1) {
            match token {
                Token::EndOfList if !is_dictionary => break,
                Token::EndOfDictionary if is_dictionary => break,
                Token::Operand(operand) => items.push(operand),
                _ => {}
            }
        }
        items
    }

    fn regular(&mut self) -> Vec<u8> {
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|byte| !is_regular(*byte)).unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_vec()
    }

    fn name(&mut self) -> Vec<u8> {
        let word = self.regular();
        let mut name = Vec::with_capacity(word.len());
        let mut rest = word.as_slice();
        while let Some((byte, tail)) = rest.split_first() {
            let code = tail.get(..2).filter(|_| *byte == b'#').and_then(|code| std::str::from_utf8(code).ok());
            match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
                Some(code) => {
                    name.push(code);
                    rest = &tail[2..];
                }
                None => {
                    name.push(*byte);
                    rest = tail;
                }
            }
        }
        name
    }

    fn literal(&mut self) -> Vec<u8> {
        let (mut text, mut depth) = (Vec::new(), 0usize);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    if depth > 1 {
                        text.push(byte);
                    }
                }
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                    text.push(byte);
                }
                b'\\' => self.escaped(&mut text),
                _ => text.push(byte),
            }
        }
        text
    }

    fn escaped(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(10),
            b'r' => text.push(13),
            b't' => text.push(9),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek(0) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push((code & 0xFF) as u8);
            }
            13 if self.peek(0) == Some(10) => self.at += 1,
            10 | 13 => {}
            other => text.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend(char::from(byte).to_digit(16).map(|digit| digit as u8));
        }
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }

    /// The keys and values of an image within the content; its data are skipped.
    fn image(&mut self, operands: &mut Vec<Operand>) {
        operands.clear();
        while let Some(token) = self.token(0) {
            match token {
                Token::Word(word) if word == b"ID" => break,
                Token::Operand(operand) if operands.len() < MOST_OPERANDS => operands.push(operand),
                _ => {}
            }
        }
        let ends = |at: usize| {
            let around = [at.checked_sub(1), at.checked_add(2)];
            self.bytes.get(at..at + 2) == Some(b"EI")
                && around.into_iter().flatten().all(|at| self.bytes.get(at).is_none_or(|byte| is_space(*byte)))
        };
        self.at = (self.at..self.bytes.len()).find(|at| ends(*at)).map_or(self.bytes.len(), |at| at + 2);
    }
}

/// A number; `-.5`, `4.` and `+3` are some.
fn number(word: &[u8]) -> Option<f64> {
    let first = *word.first()?;
    if !first.is_ascii_digit() && !matches!(first, b'+' | b'-' | b'.') {
        return None;
    }
    std::str::from_utf8(word).ok()?.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> Vec<(String, Vec<Operand>)> {
        let (mut lexer, mut operands) = (Lexer::new(content.as_bytes()), Vec::new());
        let mut found = Vec::new();
        while let Some(word) = lexer.next(&mut operands) {
            found.push((String::from_utf8_lossy(&word).into_owned(), operands.clone()));
        }
        found
    }

    #[test]
    fn operators_have_their_operands() {
        use Operand::{List, Name, Number, Text};
        let found = read("1 -.5 m% c\n/A#42 gs[(a\\)(b)\\101)-3<4142>]TJ << /X [1 2] >> BDC EMC true w");
        let expected = vec![
            ("m".to_owned(), vec![Number(1.0), Number(-0.5)]),
            ("gs".to_owned(), vec![Name(b"AB".to_vec())]),
            ("TJ".to_owned(), vec![List(vec![Text(b"a)(b)A".to_vec()), Number(-3.0), Text(b"AB".to_vec())])]),
            ("BDC".to_owned(), vec![Operand::Other]),
            ("EMC".to_owned(), vec![]),
            ("w".to_owned(), vec![Operand::Other]),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn images_within_the_content_are_passed_over() {
        let found = read("BI /W 2 /H 1 /BPC 8 ID \u{1}EIx EI\nQ");
        assert_eq!(found.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>(), ["BI", "Q"]);
        assert_eq!(found[0].1.len(), 6);
    }

    #[test]
    fn nothing_makes_it_run_without_end() {
        for content in ["(((", "<<<<", "[[[[", "BI /W", "]]>>", "<41", "\\", "((\\", "{ } /#", "1 2 3"] {
            read(content);
        }
        read(&"[".repeat(100_000));
    }
}
