//! Files that have no place in a book: `check` finds what `build` refuses, and nothing stands in the book by halves.

use super::desk::{Desk, PHOTOGRAPH, damaged, gif, png, webp};

#[test]
fn damaged_files_are_found_before_anything_is_made() {
    let cut = |bytes: Vec<u8>, by: usize| bytes[..bytes.len() - by].to_vec();
    let cases: [(&str, Vec<u8>, &str); 12] = [
        ("damaged.jpg", damaged(), "broken-picture"),
        ("cut.jpg", cut(PHOTOGRAPH.to_vec(), 100), "broken-picture"),
        ("closed.jpg", [cut(PHOTOGRAPH.to_vec(), 100), vec![0xFF, 0xD9]].concat(), "broken-picture"),
        ("cut.gif", cut(gif(), 60), "broken-picture"),
        ("cut.webp", cut(webp(None), 40), "broken-picture"),
        ("cut.png", cut(png(&[], None), 20), "broken-picture"),
        ("open.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='9'".to_vec(), "broken-picture"),
        ("html.svg", b"<html><svg/></html>".to_vec(), "broken-picture"),
        ("a.tif", b"II*\0........".to_vec(), "unsupported-picture"),
        ("a.avif", b"\0\0\0\x1cftypavif....".to_vec(), "unsupported-picture"),
        ("a.heic", b"\0\0\0\x1cftypheic....".to_vec(), "unsupported-picture"),
        ("packed.svgz", b"\x1f\x8b\x08\0broken".to_vec(), "broken-picture"),
    ];
    for (name, bytes, code) in cases {
        let desk = Desk::new(&format!("# A\n\n![A field]({name})\n"), &[(name, &bytes)]);
        for command in ["check", "build"] {
            let found = desk.findings(command, &[]);
            let codes: Vec<(&str, &str)> = found.iter().map(|(code, how, _)| (code.as_str(), how.as_str())).collect();
            assert_eq!(codes, [(code, "error")], "{command} {name}: {found:?}");
            assert!(found[0].2.contains(name), "{found:?}");
        }
    }
    let desk = Desk::new("# A\n\n![A](data:image/png;base64,iVBORw0KGgoAAA)\n\n![B](data:image/png)\n", &[]);
    let codes: Vec<String> = desk.findings("check", &[]).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, ["broken-picture"; 2]);
}
