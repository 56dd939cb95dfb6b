//! `data:` addresses: a picture written out in the text itself, in base64 or with per cent signs.

use super::{Fault, MOST_BYTES};
use data_url::DataUrl;

/// The bytes that an address holds. What it says they are is not believed.
pub(super) fn decode(address: &str) -> Result<Vec<u8>, Fault> {
    let broken = |why: String| Fault::Broken(why);
    if address.len() as u64 > 2 * MOST_BYTES {
        return Err(Fault::TooLarge(format!("its address has more than {} MB", (2 * MOST_BYTES) >> 20)));
    }
    let url = DataUrl::process(address).map_err(|error| broken(error.to_string()))?;
    let (bytes, fragment) = url.decode_to_vec().map_err(|error| broken(format!("its address is damaged: {error}")))?;
    // Drawings are often pasted without writing `#` as `%23`; what follows it is part of them.
    match fragment.filter(|_| bytes.starts_with(b"<")) {
        Some(_) => decode(&address.replace('#', "%23")),
        None => Ok(bytes),
    }
}
