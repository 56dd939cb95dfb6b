//! xhtml
