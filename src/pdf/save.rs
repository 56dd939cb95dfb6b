//! A document to the bytes of a file: the same for the same document, with an id made from all the rest.

use lopdf::{Document, Object, SaveOptions, StringFormat};
use sha2::{Digest, Sha256};
use std::io;

/// Stands in the file where its id comes, until the id can be made from all the rest.
const ID: [u8; 16] = *b"\0warraq file id\0";

/// The program that makes the files.
pub(crate) const PRODUCER: &str = concat!("warraq ", env!("CARGO_PKG_VERSION"));

/// Writes the file; its id is a digest of all the rest.
///
/// # Errors
/// lopdf cannot write an object.
pub(crate) fn save(mut document: Document) -> io::Result<Vec<u8>> {
    let id = Object::String(ID.to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![id.clone(), id]);
    // Versions before 1.5 know no streams of objects.
    let packs = document.version.as_str() >= "1.5";
    let options = SaveOptions::builder()
        .use_object_streams(packs)
        .use_xref_streams(packs)
        .max_objects_per_stream(200)
        .compression_level(6)
        .build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options)?;
    let digest = hexadecimal(&Sha256::digest(&bytes)[..ID.len()]);
    let placeholder = hexadecimal(&ID);
    // The trailer, last in the file, holds it twice.
    for _ in 0..2 {
        if let Some(at) = bytes.windows(placeholder.len()).rposition(|window| window == placeholder.as_bytes()) {
            bytes[at..at + placeholder.len()].copy_from_slice(digest.as_bytes());
        }
    }
    Ok(bytes)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
