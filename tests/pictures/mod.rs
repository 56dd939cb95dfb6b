//! Pictures and drawings of every kind: as poppler paints them on pages, as they lie in e-books, and what is said of
//! those that have no place in a book. Each is made here, pixel by pixel, but for one photograph of 48 × 32 pixels with a
//! colour in each corner, `corners.jpg`.

mod desk;
mod drawings;
mod files;
mod photographs;
