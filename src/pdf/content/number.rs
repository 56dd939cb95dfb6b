//! Numbers: fixed decimals, no exponent, no minus before zero, and nothing that a reader need not hold.
//!
//! Readers hold reals as far as ±32 767 and whole numbers of 32 bits (PDF Reference 1.7, annex C; ISO 32000-1 lets readers go further
//! but asks nothing of them). What is larger cannot be on a page: it is as good at the limit.

/// The largest real.
pub(super) const LARGEST: f64 = 32_767.0;

/// Decimals of places and lengths: finer than a thousandth of a point.
const PLACE: usize = 4;
/// Decimals of the factors of a matrix, which stand before whole pages.
const FACTOR: usize = 6;
/// Decimals of corrections in thousandths of the em.
const CORRECTION: usize = 2;

/// A place, length or part of a colour.
pub(super) fn place(out: &mut Vec<u8>, value: f64) {
    real(out, value, PLACE);
}

/// A factor of a matrix.
pub(super) fn factor(out: &mut Vec<u8>, value: f64) {
    real(out, value, FACTOR);
}

/// A number between glyphs.
pub(super) fn correction(out: &mut Vec<u8>, value: f64) {
    real(out, value, CORRECTION);
}

/// Whether a number between glyphs is none.
pub(super) fn is_no_correction(value: f64) -> bool {
    rounded(value, CORRECTION) == 0
}

/// A whole number that is not below zero.
pub(super) fn whole(out: &mut Vec<u8>, value: u32) {
    digits(out, u64::from(value.min(i32::MAX as u32)), 0);
}

/// Two digits.
pub(super) fn hexadecimal(out: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
}

const POWERS: [f64; FACTOR + 1] = [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6];

/// The number in units of its last decimal; what is no number is zero.
fn rounded(value: f64, decimals: usize) -> i64 {
    let scaled = value.clamp(-LARGEST, LARGEST) * POWERS[decimals];
    (scaled + 0.5_f64.copysign(scaled)) as i64
}

fn real(out: &mut Vec<u8>, value: f64, decimals: usize) {
    let rounded = rounded(value, decimals);
    if rounded < 0 {
        out.push(b'-');
    }
    digits(out, rounded.unsigned_abs(), decimals);
}

/// `value` over ten to the `decimals`, without zeros at its end.
fn digits(out: &mut Vec<u8>, mut value: u64, mut decimals: usize) {
    while decimals > 0 && value.is_multiple_of(10) {
        value /= 10;
        decimals -= 1;
    }
    // From the last digit to the first: twenty are all that 64 bits can have, and there is the point.
    let mut digits = [0; 21];
    let mut at = digits.len();
    let mut push = |byte| {
        at -= 1;
        digits[at] = byte;
    };
    let mut left = decimals;
    loop {
        push(b'0' + (value % 10) as u8);
        value /= 10;
        match left {
            0 if value == 0 => break,
            1 => push(b'.'),
            _ => {}
        }
        left = left.saturating_sub(1);
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: fn(&mut Vec<u8>, f64), value: f64) -> String {
        let mut out = Vec::new();
        write(&mut out, value);
        String::from_utf8(out).expect("digits")
    }

    #[test]
    fn numbers_are_short_and_never_more_than_readers_hold() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-0.000_04, "0"),
            (0.05, "0.05"),
            (-0.5, "-0.5"),
            (10.0, "10"),
            (100.25, "100.25"),
            (0.333_333, "0.3333"),
            (0.999_99, "1"),
            (12.000_1, "12.0001"),
            (f64::NAN, "0"),
            (f64::INFINITY, "32767"),
            (-1e300, "-32767"),
            (1e-300, "0"),
        ] {
            assert_eq!(written(place, value), expected, "{value}");
        }
        assert_eq!(written(factor, 0.000_001), "0.000001");
        assert_eq!(written(correction, -12.345), "-12.35");
        assert!(is_no_correction(0.004) && !is_no_correction(-0.01));
    }

    #[test]
    fn numbers_agree_with_those_of_the_standard_library() {
        for step in -69_000..69_000_i32 {
            let value = f64::from(step) * 0.471_3;
            let expected = format!("{value:.4}");
            let expected = expected.trim_end_matches('0').trim_end_matches('.');
            assert_eq!(written(place, value), if expected == "-0" { "0" } else { expected });
        }
    }

    #[test]
    fn whole_numbers_have_32_bits() {
        let mut out = Vec::new();
        [0, 907, u32::MAX].into_iter().for_each(|value| whole(&mut out, value));
        assert_eq!(out, b"09072147483647");
    }
}
