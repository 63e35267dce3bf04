//! Lists that come page by page, as a table or as JSON.

use mureka_api::{Paged, Pages};
use serde::Serialize;

use super::Range;
use crate::failure::Failure;
use crate::output::Listed;
use crate::session::Session;

/// How a list looks to people.
pub struct Columns<T> {
    /// Names of the columns.
    pub header: &'static [&'static str],
    /// What stands in them.
    pub row: fn(&T) -> Vec<String>,
    /// What to say where there is nothing.
    pub none: &'static str,
}

impl<T: Serialize> Columns<T> {
    /// Shows as much of a list as is asked for.
    pub async fn show<P: Paged<Item = T>>(
        &self,
        pages: Pages<P>,
        range: Range,
        session: &Session,
    ) -> Result<(), Failure> {
        let output = &session.output;
        let (mut listed, mut rows, mut count) = (Listed::new(output), Vec::new(), 0);
        let mut items = pages.items();
        // Behind the last one that is wanted, no page is asked for.
        while count < range.most() {
            let Some(item) = items.try_next().await? else {
                break;
            };
            count += 1;
            listed.add(&item)?;
            if output.for_people() {
                rows.push((self.row)(&item));
            }
        }
        listed.end()?;
        if output.for_people() {
            output.table(self.header, rows, self.none)?;
            range.hint(count, output);
        }
        Ok(())
    }
}
