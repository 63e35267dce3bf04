//! Whether there is a next page, and whether that can be true.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Paged;
use crate::classify::one_line;
use crate::error::{Error, ErrorKind};

/// How many pages in a row may be empty: a filter of the service may leave some so.
const EMPTY_LIMIT: u32 = 100;

/// Longest cursor in a message, in characters.
const CURSOR_LIMIT: usize = 80;

/// What a page says of the next one.
#[doc(hidden)]
#[derive(Debug)]
pub struct Turn {
    /// Where the next page begins.
    pub cursor: Option<String>,
    /// Whether there is one.
    pub more: Option<bool>,
    /// How many items this one has.
    pub items: usize,
}

/// What is known of the pages so far: a few bytes for each, however many items they had.
#[derive(Default)]
pub struct Turns {
    /// Hashes of the cursors that were used.
    seen: HashSet<u64>,
    pages: u64,
    /// How many of the last pages were empty.
    empty: u32,
}

impl Turns {
    /// Of a list that starts with these parameters.
    pub fn starting<P: Paged>(params: &P) -> Self {
        let mut turns = Self::default();
        turns.seen.extend(params.cursor().as_deref().map(hash));
        turns
    }

    /// Sets the parameters to the next page, if there is one.
    pub fn turn<P: Paged>(&mut self, params: &mut P, page: &P::Page) -> Result<bool, Error> {
        let Turn {
            cursor,
            more,
            items,
        } = P::turn(page);
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        self.pages += 1;
        self.empty = if items == 0 { self.empty + 1 } else { 0 };

        let tells = P::OPERATION.cursor.and_then(|cursor| cursor.more);
        let goes_on = match tells {
            // False flags are left out, so a missing one means no.
            Some(_) => more == Some(true),
            None => items > 0 && cursor.is_some(),
        };
        if !goes_on {
            return Ok(false);
        }
        let reason = match cursor {
            None => "names no cursor for it".to_owned(),
            Some(cursor) if !self.seen.insert(hash(&cursor)) => {
                format!("its cursor {} was used before", shown(&cursor))
            }
            Some(_) if self.empty >= EMPTY_LIMIT => {
                format!("the last {EMPTY_LIMIT} pages were empty")
            }
            Some(cursor) => match params.turn_to(page) {
                Some(()) => return Ok(true),
                None => format!("its cursor {} is not a number", shown(&cursor)),
            },
        };
        let said = match tells {
            Some(more) => format!("says `{more}`"),
            None => "is not the last".to_owned(),
        };
        let message = format!(
            "page {} {said}, but {reason}: the list is not complete",
            self.pages
        );
        Err(Error::of(ErrorKind::Unexpected, message).with_operation(P::OPERATION))
    }
}

fn hash(cursor: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    cursor.hash(&mut hasher);
    hasher.finish()
}

fn shown(cursor: &str) -> String {
    match cursor.char_indices().nth(CURSOR_LIMIT) {
        Some((end, _)) => format!("`{}…`", one_line(&cursor[..end])),
        None => format!("`{}`", one_line(cursor)),
    }
}
