//! How pixels lie in a file, and how they are turned upright.

/// How the pixels of a file lie: turned clockwise by so many quarters after they were mirrored left to right, they stand
/// upright.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct Orientation {
    mirrored: bool,
    quarters: u8,
}

impl Orientation {
    /// By the number of EXIF: 1 is upright.
    #[must_use]
    pub const fn of_exif(number: u16) -> Self {
        let (mirrored, quarters) = match number {
            2 => (true, 0),
            3 => (false, 2),
            4 => (true, 2),
            5 => (true, 3),
            6 => (false, 1),
            7 => (true, 1),
            8 => (false, 3),
            _ => (false, 0),
        };
        Self { mirrored, quarters }
    }

    /// Nothing need be done.
    #[must_use]
    pub const fn is_upright(self) -> bool {
        !self.mirrored && self.quarters == 0
    }

    /// Width and height change places.
    #[must_use]
    pub const fn swaps(self) -> bool {
        self.quarters % 2 == 1
    }

    /// Width and height of the upright picture.
    #[must_use]
    pub const fn upright<T: Copy>(self, (width, height): (T, T)) -> (T, T) {
        if self.swaps() { (height, width) } else { (width, height) }
    }

    /// What takes the unit square of the picture as it lies to that of the upright one; y grows downwards in both:
    /// `[a b c d e f]`, with x′ = ax + cy + e and y′ = bx + dy + f.
    #[must_use]
    pub const fn matrix(self) -> [i8; 6] {
        let [a, b, c, d, e, f] = match self.quarters {
            0 => [1, 0, 0, 1, 0, 0],
            1 => [0, 1, -1, 0, 1, 0],
            2 => [-1, 0, 0, -1, 1, 1],
            _ => [0, -1, 1, 0, 0, 1],
        };
        // Mirrored first: x becomes 1 − x.
        if self.mirrored { [-a, -b, c, d, e + a, f + b] } else { [a, b, c, d, e, f] }
    }

    /// Pixels of so many bytes each, rows from the top, turned upright.
    #[must_use]
    pub fn turn(self, data: &[u8], (width, height): (u32, u32), bytes: usize) -> Vec<u8> {
        let (width, height) = (width as usize, height as usize);
        let (wide, high) = self.upright((width, height));
        let mut out = Vec::with_capacity(data.len());
        for y in 0..high {
            for x in 0..wide {
                // Back through the turns, then through the mirror.
                let (u, v) = match self.quarters {
                    0 => (x, y),
                    1 => (y, height - 1 - x),
                    2 => (width - 1 - x, height - 1 - y),
                    _ => (width - 1 - y, x),
                };
                let u = if self.mirrored { width - 1 - u } else { u };
                let at = (v * width + u) * bytes;
                out.extend_from_slice(data.get(at..at + bytes).unwrap_or_default());
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where EXIF says that row 0 and column 0 of the file are seen (CIPA DC-008, 4.6.5.1.6), for a picture whose pixels
    /// are numbered 1 2 / 3 4 / 5 6 in the file.
    const SEEN: [(u16, [u8; 6]); 8] = [
        (1, [1, 2, 3, 4, 5, 6]),
        (2, [2, 1, 4, 3, 6, 5]),
        (3, [6, 5, 4, 3, 2, 1]),
        (4, [5, 6, 3, 4, 1, 2]),
        (5, [1, 3, 5, 2, 4, 6]),
        (6, [5, 3, 1, 6, 4, 2]),
        (7, [6, 4, 2, 5, 3, 1]),
        (8, [2, 4, 6, 1, 3, 5]),
    ];

    #[test]
    fn every_orientation_of_exif_is_turned_upright() {
        for (number, seen) in SEEN {
            let orientation = Orientation::of_exif(number);
            assert_eq!(orientation.turn(&[1, 2, 3, 4, 5, 6], (2, 3), 1), seen, "{number}");
            assert_eq!(orientation.swaps(), number > 4, "{number}");
        }
    }

    #[test]
    fn the_matrix_says_the_same_as_the_turned_pixels() {
        for (number, seen) in SEEN {
            let orientation = Orientation::of_exif(number);
            let (wide, high) = orientation.upright((2u8, 3u8));
            let [a, b, c, d, e, f] = orientation.matrix().map(f64::from);
            for (at, pixel) in [1, 2, 3, 4, 5, 6].into_iter().enumerate() {
                let (x, y) = ((at % 2) as f64 / 2.0 + 0.25, (at / 2) as f64 / 3.0 + 1.0 / 6.0);
                let column = ((a * x + c * y + e) * f64::from(wide)).floor() as usize;
                let row = ((b * x + d * y + f) * f64::from(high)).floor() as usize;
                assert_eq!(seen[row * usize::from(wide) + column], pixel, "{number}");
            }
        }
    }
}
