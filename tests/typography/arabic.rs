//! Arabic.
