//! The fonts are the ones their list names, each with its licence.

use sha2::{Digest, Sha256};
use std::path::Path;

#[test]
fn fonts_are_unchanged_and_licensed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let list = std::fs::read_to_string(folder.join("SHA256SUMS")).expect("a list of checksums");
    let mut listed = Vec::new();
    for line in list.lines() {
        let (sum, name) = line.split_once("  ").expect("a checksum and a name");
        let bytes = std::fs::read(folder.join(name)).expect(name);
        let actual: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(sum, actual, "{name}");
        let licence = folder.join(name).with_file_name("OFL.txt");
        let licence =
            std::fs::read_to_string(&licence).unwrap_or_else(|error| panic!("{}: {error}", licence.display()));
        assert!(licence.contains("SIL OPEN FONT LICENSE Version 1.1"), "the licence of {name}");
        listed.push(name.to_owned());
    }
    let families = std::fs::read_dir(&folder).expect("fonts").flatten().filter(|entry| entry.path().is_dir());
    let fonts = families.flat_map(|family| std::fs::read_dir(family.path()).expect("a family").flatten());
    let mut found: Vec<String> = fonts
        .map(|font| font.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ttf"))
        .map(|path| path.strip_prefix(&folder).expect("below").to_string_lossy().into_owned())
        .collect();
    found.sort();
    listed.sort();
    assert_eq!(found, listed);
}
