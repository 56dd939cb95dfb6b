//! Addresses of the web, made safe for a book.

/// The address as a book may hold it: a scheme that leads somewhere and does nothing, forbidden characters encoded
/// (RFC 3986). `None` for what a book must not hold: scripts, files of this machine, addresses without a host.
pub(super) fn safe_address(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let valid = match scheme.as_str() {
        "http" | "https" | "ftp" => has_host(rest),
        "mailto" => rest.contains('@') && !rest.contains(char::is_whitespace),
        "tel" | "sms" | "geo" | "doi" | "urn" => !rest.is_empty(),
        _ => false,
    };
    valid.then(|| format!("{scheme}:{}", encoded(rest)))
}

fn has_host(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    name.trim_end_matches('.').split('.').all(label) && port.parse::<u16>().is_ok()
}

/// Percent-encodes what may not stand in an address, leaving what is encoded already.
fn encoded(rest: &str) -> String {
    let mut out = String::with_capacity(rest.len());
    for (at, byte) in rest.bytes().enumerate() {
        let hex = |offset: usize| rest.as_bytes().get(at + offset).is_some_and(u8::is_ascii_hexdigit);
        let keep = match byte {
            b'%' => hex(1) && hex(2),
            b' ' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'[' | b']' => false,
            byte => (0x21..0x7F).contains(&byte),
        };
        if keep {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded_and_dangerous_ones_refused() {
        assert_eq!(
            safe_address("HTTPS://example.org/a b?x=[1]").as_deref(),
            Some("https://example.org/a%20b?x=%5B1%5D")
        );
        assert_eq!(safe_address("https://example.org/%D8%A3/é").as_deref(), Some("https://example.org/%D8%A3/%C3%A9"));
        assert_eq!(safe_address("mailto:info@example.org").as_deref(), Some("mailto:info@example.org"));
        for refused in ["javascript:alert(1)", "file:///etc/passwd", "https://", "http://a..b/", "notes.md", "data:x"] {
            assert_eq!(safe_address(refused), None, "{refused}");
        }
    }
}
