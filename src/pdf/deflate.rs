//! Streams in their compressed form.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Stream};
use std::io::Write;

/// Level 9 takes three times as long and saves one byte in a hundred.
const LEVEL: u32 = 6;

/// A deflated stream with the entries of `dictionary`.
pub(crate) fn stream(mut dictionary: Dictionary, data: &[u8]) -> Stream {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(data.len() / 3 + 64), Compression::new(LEVEL));
    let packed = encoder.write_all(data).and_then(|()| encoder.finish());
    let Ok(mut packed) = packed else {
        // Writing to memory does not fail; if it ever did, the plain data is as good.
        return Stream::new(dictionary, data.to_vec());
    };
    // A whole book's pages wait for the file to be written: room that was not needed would stay with them.
    packed.shrink_to_fit();
    dictionary.set("Filter", "FlateDecode");
    Stream::new(dictionary, packed)
}
