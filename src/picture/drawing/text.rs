//! The text of a drawing: unpacked, decoded, and with the names that HTML gives to signs.

use super::super::{Fault, MOST_BYTES};
use html5gum::{Token, Tokenizer};
use std::collections::BTreeSet;
use std::io::Read;

/// What XML itself knows.
const OF_XML: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];
/// Longest name of a sign.
const LONGEST_NAME: usize = 32;

/// The text of a file.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Fault> {
    let unpacked;
    let bytes = if bytes.starts_with(&[0x1F, 0x8B]) {
        unpacked = unpack(bytes)?;
        &unpacked
    } else {
        bytes
    };
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => Some(text.trim_start_matches('\u{FEFF}').to_owned()),
            Err(_) => latin(bytes),
        },
    };
    let text = text.ok_or_else(|| Fault::Broken("it is not UTF-8".into()))?;
    Ok(with_signs(text.trim_start()))
}

/// An svgz file; one that holds more than a file may is refused before it is unpacked.
fn unpack(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(bytes).take(MOST_BYTES + 1);
    reader.read_to_end(&mut out).map_err(|error| Fault::Broken(error.to_string()))?;
    if out.len() as u64 > MOST_BYTES {
        return Err(Fault::TooLarge(format!("it unpacks to more than {} MB", MOST_BYTES >> 20)));
    }
    Ok(out)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
    char::decode_utf16(units).collect::<Result<String, _>>().ok()
}

/// A text that says it is in the encoding of western Europe.
fn latin(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200))?).to_ascii_lowercase();
    let says = |name: &str| head.split("?>").next().is_some_and(|declaration| declaration.contains(name));
    (says("iso-8859-1") || says("windows-1252") || says("latin1"))
        .then(|| bytes.iter().map(|byte| char::from(*byte)).collect())
}

/// `&eacute;` and its like, which browsers know from HTML and programs write into drawings; what the file declares
/// itself stays.
fn with_signs(text: &str) -> String {
    let declared = text.split("<!ENTITY").skip(1).filter_map(|rest| rest.split_whitespace().next());
    let declared: BTreeSet<&str> = declared.collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let name: &str =
            from.get(1..).and_then(|name| name.split(|c: char| !c.is_ascii_alphanumeric()).next()).unwrap_or("");
        let end = 1 + name.len();
        let whole = from.get(end..).is_some_and(|next| next.starts_with(';'));
        let sign = (whole && !OF_XML.contains(&name) && name.len() <= LONGEST_NAME && !declared.contains(name))
            .then(|| sign(name))
            .flatten();
        match sign {
            Some(sign) => {
                out.push_str(&sign);
                rest = from.get(end + 1..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

/// What HTML means by a name.
fn sign(name: &str) -> Option<String> {
    let source = format!("&{name};");
    let mut found = String::new();
    for token in Tokenizer::new(&source) {
        if let Ok(Token::String(text)) = token {
            found.push_str(&String::from_utf8_lossy(&text));
        }
    }
    (found != source && !found.contains(['<', '&'])).then_some(found)
}
