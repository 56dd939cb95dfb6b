//! The ToUnicode map of a font: which text each character id stands for (ISO 32000-1 9.10.3).

use std::collections::BTreeMap;
use std::fmt::Write;

/// Entries in one `bfchar` section, at most (Adobe Technical Note 5014).
const SECTION: usize = 100;

const HEAD: &str = "\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
";

const FOOT: &str = "\
endcmap
CMapName currentdict /CMap defineresource pop
end
end
";

/// Writes the map.
pub(super) fn to_unicode(texts: &BTreeMap<u16, &str>) -> String {
    let lines: Vec<String> = texts.iter().map(|(cid, text)| line(*cid, text)).collect();
    let mut out = String::from(HEAD);
    for section in lines.chunks(SECTION) {
        let _ = writeln!(out, "{} beginbfchar", section.len());
        out.extend(section.iter().map(String::as_str));
        out.push_str("endbfchar\n");
    }
    out.push_str(FOOT);
    out
}

fn line(cid: u16, text: &str) -> String {
    let mut out = format!("<{cid:04X}> <");
    let mut units = [0; 2];
    for c in text.chars().map(allowed) {
        for unit in c.encode_utf16(&mut units) {
            let _ = write!(out, "{unit:04X}");
        }
    }
    out.push_str(">\n");
    out
}

/// A character that a map may hold (ISO 19005-2 6.2.11.7.2) in place of one that it may not.
fn allowed(c: char) -> char {
    match c {
        '\u{FEFF}' => '\u{2060}',
        '\0' | '\u{FFFE}' | '\u{FFFF}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_id_has_its_text() {
        let map = to_unicode(&(1..).zip(["a", "لا", "\u{1F600}", "\u{FEFF}", "\0b"]).collect());
        assert!(map.contains(
            "5 beginbfchar\n<0001> <0061>\n<0002> <06440627>\n<0003> <D83DDE00>\n<0004> <2060>\n<0005> <FFFD0062>\n"
        ));
    }

    #[test]
    fn sections_hold_a_hundred_entries() {
        let map = to_unicode(&(1..=201).map(|cid| (cid, "x")).collect());
        assert_eq!(map.matches("100 beginbfchar").count(), 2);
        assert_eq!(map.matches("1 beginbfchar\n<00C9>").count(), 1);
    }
}
