//! Writes a document for other tools and languages.
