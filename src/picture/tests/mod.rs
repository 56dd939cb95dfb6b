//! Pictures of every kind that a book meets.
