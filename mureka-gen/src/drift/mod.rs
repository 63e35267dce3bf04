//! Compares what the vendors' documentation says with a document.
