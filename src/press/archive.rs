//! Archives of the pieces of a publication, for those who want all of them at once.

use super::jobs::File;
use super::names::{self, Portion};
use super::selection::Job;
use super::stages;
use crate::epub::archive_time;
use jiff::civil::DateTime;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// One for each edition whose pieces are files of their own, where all of them were made.
pub(super) fn of_pieces<'p>(
    job: &Job<'_>,
    files: &[File<'p>],
    time: Option<DateTime>,
    is_whole: impl Fn(&File<'p>) -> bool,
) -> Vec<File<'p>> {
    let is_piece = |file: &&File<'p>| matches!(file.portion, Portion::Piece(..)) && is_whole(file);
    let pieces: Vec<&File<'p>> = files.iter().filter(is_piece).collect();
    let of_editions = pieces.chunk_by(|one, next| one.product.edition.name == next.product.edition.name);
    of_editions.filter_map(|pieces| archive(job, pieces, time)).collect()
}

fn archive<'p>(job: &Job<'_>, pieces: &[&File<'p>], time: Option<DateTime>) -> Option<File<'p>> {
    let product = pieces.first()?.product;
    // What is printed is small already.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let options = options.last_modified_time(archive_time(time.map_or(0, stages::seconds)));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for piece in pieces {
        let path = names::path(job.publication, &job.language.tag, product, piece.portion);
        let name = path.rsplit('/').next().unwrap_or(&path);
        // Writing to memory cannot fail.
        writer.start_file(name, options).ok()?;
        writer.write_all(&piece.bytes).ok()?;
    }
    let bytes = writer.finish().ok()?.into_inner();
    let pages = pieces.iter().map(|piece| piece.pages).sum();
    Some(File { product, portion: Portion::Pieces, piece: None, pages, blanks: 0, bytes })
}
