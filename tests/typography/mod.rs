//! One test for each requirement of `docs/typography.md`, on what the program itself writes: the dump of its pages, the
//! PDF as poppler and qpdf see it, the files of the e-book.

mod arabic;
mod arabic_strings;
mod covers;
mod english;
mod findings;
mod floats;
mod font_files;
mod fonts;
mod french;
mod gaps;
mod hanging;
mod index;
mod latin;
mod long;
mod oracles;
mod pages;
mod paragraphs;
mod parallel;
mod parts;
mod print;
mod signs;
mod spanish;
mod spreads;
mod table;
mod tables;
mod training;
mod turned;
mod verse;
mod volumes;
