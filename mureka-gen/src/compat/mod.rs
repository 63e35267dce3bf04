//! Compares two editions of a document, and of the surface made from it.
