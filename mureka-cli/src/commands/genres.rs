//! `mureka genres`

use clap::Args;
use mureka_api::List;
use mureka_api::useapi::types::{ListMoodsAndGenres, Tag};

use crate::failure::Failure;
use crate::session::Session;
use crate::shown;

#[derive(Args)]
pub struct Genres {}

impl Genres {
    pub async fn run(self, session: &Session) -> Result<(), Failure> {
        let mut request = ListMoodsAndGenres::new();
        request.account = session.account();
        let tags = session.useapi()?.genres().list(request).await?;
        session.output.show(&tags, |output| {
            let rows = [
                ("genre", &tags.genres),
                ("mood", &tags.moods),
                ("vocal", &tags.vocals),
            ];
            let rows = rows
                .into_iter()
                .flat_map(|(kind, tags)| rows_of(kind, tags.as_ref()));
            output.table(&["kind", "name"], rows.collect(), "no genres")
        })
    }
}

fn rows_of(kind: &str, tags: Option<&List<Tag>>) -> Vec<Vec<String>> {
    let tags = tags.into_iter().flatten();
    let names = tags.filter_map(|tag| tag.tag.as_deref().filter(|name| !name.is_empty()));
    names
        .map(|name| vec![kind.to_owned(), shown::one_line(name).into_owned()])
        .collect()
}
