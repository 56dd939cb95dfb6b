//! A book that uses every construct, in every language, built by the real program: what validators, readers and
//! screen readers find in it, and that they find what is broken on purpose.

mod book;

mod faults;
mod heard;
mod pages;
mod reader;
mod readers;
mod tables;
mod traced;
mod validity;
mod words;
