//! Lists that come to an end, and such that cannot.

use futures_util::StreamExt;
use mureka_api::useapi::types::{ListSongs, ListTracks};
use mureka_api::{Error, ErrorKind};

use crate::server::Pages;
use crate::support::json;

type Table = &'static [(&'static str, &'static str)];

/// The ids of the items, and the error behind them.
async fn read(server: &Pages, params: ListTracks) -> (Vec<i64>, Option<Error>) {
    let mut tracks = server.client.tracks().list(params).items();
    let mut ids = Vec::new();
    let mut error = None;
    while let Some(track) = tracks.next().await {
        assert!(error.is_none(), "nothing comes after an error");
        match track {
            Ok(track) => ids.push(track.id.unwrap().as_i64().unwrap()),
            Err(failed) => error = Some(failed),
        }
    }
    assert!(tracks.next().await.is_none(), "the end stays the end");
    (ids, error)
}

#[tokio::test]
async fn a_list_ends_where_its_pages_say_so() {
    let cases: [(&str, Table, &[i64]); 12] = [
        (
            "no more",
            &[("", r#"{"list": [{"id": 1}], "more": false}"#)],
            &[1],
        ),
        (
            "no more, and yet a cursor",
            &[("", r#"{"list": [{"id": 1}], "last_id": 5, "more": false}"#)],
            &[1],
        ),
        (
            "more is missing, as documented for no",
            &[("", r#"{"list": [{"id": 1}], "last_id": 5}"#)],
            &[1],
        ),
        (
            "more is null",
            &[("", r#"{"list": [{"id": 1}], "last_id": 5, "more": null}"#)],
            &[1],
        ),
        ("nothing at all", &[("", "{}")], &[]),
        ("no list", &[("", r#"{"list": null, "more": false}"#)], &[]),
        (
            "an empty list",
            &[("", r#"{"list": [], "last_id": null, "more": false}"#)],
            &[],
        ),
        (
            "only nulls",
            &[("", r#"{"list": [null, null], "more": false}"#)],
            &[],
        ),
        (
            "nulls among the items lose none of them",
            &[
                (
                    "",
                    r#"{"list": [null, {"id": 1}, null, {"id": 2}], "last_id": 2, "more": true}"#,
                ),
                (
                    "2",
                    r#"{"list": [{"id": 3}, null], "last_id": 3, "more": false}"#,
                ),
            ],
            &[1, 2, 3],
        ),
        (
            "an empty page in the middle",
            &[
                ("", r#"{"list": [{"id": 1}], "last_id": "a", "more": true}"#),
                ("a", r#"{"list": [], "last_id": "b", "more": true}"#),
                ("b", r#"{"last_id": "c", "more": true}"#),
                ("c", r#"{"list": [{"id": 2}]}"#),
            ],
            &[1, 2],
        ),
        (
            "cursors of any form",
            &[
                (
                    "",
                    r#"{"list": [{"id": 1}], "last_id": 9007199254740993, "more": true}"#,
                ),
                (
                    "9007199254740993",
                    r#"{"list": [{"id": 2}], "last_id": "a:b", "more": true}"#,
                ),
                (
                    "a%3Ab",
                    r#"{"list": [{"id": 3}], "last_id": -7, "more": true}"#,
                ),
                ("-7", r#"{"list": [{"id": 4}], "more": false}"#),
            ],
            &[1, 2, 3, 4],
        ),
        (
            "the same item on two pages comes twice",
            &[
                (
                    "",
                    r#"{"list": [{"id": 1}, {"id": 2}], "last_id": 2, "more": true}"#,
                ),
                (
                    "2",
                    r#"{"list": [{"id": 2}, {"id": 3}], "last_id": 3, "more": false}"#,
                ),
            ],
            &[1, 2, 2, 3],
        ),
    ];
    for (case, table, expected) in cases {
        let server = Pages::table(table).await;
        let (ids, error) = read(&server, ListTracks::new()).await;
        assert_eq!(ids, expected, "{case}");
        assert!(error.is_none(), "{case}: {error:?}");
        assert_eq!(server.asked().len(), table.len(), "{case}");
    }
}

#[tokio::test]
async fn a_list_that_cannot_go_on_gives_what_it_has_and_then_an_error() {
    let cases: [(&str, Table, &[i64], &str); 8] = [
        (
            "no cursor",
            &[("", r#"{"list": [{"id": 1}], "more": true}"#)],
            &[1],
            "page 1 says `more`, but names no cursor for it",
        ),
        (
            "a null for a cursor",
            &[
                ("", r#"{"list": [{"id": 1}], "last_id": 5, "more": true}"#),
                (
                    "5",
                    r#"{"list": [{"id": 2}], "last_id": null, "more": true}"#,
                ),
            ],
            &[1, 2],
            "page 2 says `more`, but names no cursor for it",
        ),
        (
            "an empty cursor",
            &[("", r#"{"list": [{"id": 1}], "last_id": "", "more": true}"#)],
            &[1],
            "page 1 says `more`, but names no cursor for it",
        ),
        (
            "the same cursor again",
            &[
                ("", r#"{"list": [{"id": 1}], "last_id": 5, "more": true}"#),
                ("5", r#"{"list": [{"id": 2}], "last_id": 5, "more": true}"#),
            ],
            &[1, 2],
            "page 2 says `more`, but its cursor `5` was used before",
        ),
        (
            "the same cursor as text",
            &[
                ("", r#"{"list": [{"id": 1}], "last_id": 5, "more": true}"#),
                (
                    "5",
                    r#"{"list": [{"id": 2}], "last_id": "5", "more": true}"#,
                ),
            ],
            &[1, 2],
            "page 2 says `more`, but its cursor `5` was used before",
        ),
        (
            "a circle of two",
            &[
                ("", r#"{"list": [{"id": 1}], "last_id": "a", "more": true}"#),
                (
                    "a",
                    r#"{"list": [{"id": 2}], "last_id": "b", "more": true}"#,
                ),
                (
                    "b",
                    r#"{"list": [{"id": 3}], "last_id": "a", "more": true}"#,
                ),
            ],
            &[1, 2, 3],
            "page 3 says `more`, but its cursor `a` was used before",
        ),
        (
            "a circle of three through a page without items",
            &[
                ("", r#"{"last_id": "a", "more": true}"#),
                ("a", r#"{"last_id": "b", "more": true}"#),
                (
                    "b",
                    r#"{"list": [{"id": 3}], "last_id": "c", "more": true}"#,
                ),
                ("c", r#"{"list": [], "last_id": "a", "more": true}"#),
            ],
            &[3],
            "page 4 says `more`, but its cursor `a` was used before",
        ),
        (
            "a cursor of two lines",
            &[
                ("", r#"{"last_id": "a\nb", "more": true}"#),
                ("a%0Ab", r#"{"last_id": "a\nb", "more": true}"#),
            ],
            &[],
            "page 2 says `more`, but its cursor `a b` was used before",
        ),
    ];
    for (case, table, expected, message) in cases {
        let server = Pages::table(table).await;
        let (ids, error) = read(&server, ListTracks::new()).await;
        assert_eq!(ids, expected, "{case}");
        let error = error.expect(case);
        assert_eq!(error.kind(), ErrorKind::Unexpected, "{case}");
        assert_eq!(error.operation().unwrap().id, "list_tracks");
        let expected = format!("list_tracks: {message}: the list is not complete");
        assert_eq!(error.to_string(), expected, "{case}");
        assert_eq!(server.asked().len(), table.len(), "{case}");
    }
}

#[tokio::test]
async fn a_page_that_leads_to_where_the_list_was_started_is_a_circle() {
    let server =
        Pages::table(&[("5", r#"{"list": [{"id": 1}], "last_id": 5, "more": true}"#)]).await;
    let (ids, error) = read(&server, ListTracks::new().last_id("5")).await;
    assert_eq!(ids, [1]);
    let message = error.unwrap().to_string();
    assert!(
        message.contains("its cursor `5` was used before"),
        "{message}"
    );
}

#[tokio::test]
async fn pages_come_before_the_error_about_them_and_there_is_no_way_on() {
    let server = Pages::table(&[("", r#"{"list": [], "last_id": null, "more": true}"#)]).await;
    let mut pages = server.client.songs().list(ListSongs::new()).pages();
    assert_eq!(pages.try_next().await.unwrap().unwrap().more, Some(true));
    assert!(pages.next_page().is_none(), "nothing is left to ask for");
    assert_eq!(
        pages.try_next().await.unwrap_err().kind(),
        ErrorKind::Unexpected
    );
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn empty_pages_without_end_are_given_up() {
    let server = Pages::serve(|cursor| {
        let next = cursor.len() + 1;
        let cursor = "x".repeat(next);
        json(
            200,
            &format!(r#"{{"list": [null], "last_id": "{cursor}", "more": true}}"#),
        )
    })
    .await;
    let (ids, error) = read(&server, ListTracks::new()).await;
    assert_eq!((ids.len(), server.asked().len()), (0, 100));
    let message = error.unwrap().to_string();
    assert!(
        message.contains("page 100 says `more`, but the last 100 pages were empty"),
        "{message}"
    );
}

#[tokio::test]
async fn a_long_cursor_is_shown_in_part() {
    let server = Pages::serve(|_| {
        let cursor = "ü".repeat(1000);
        json(
            200,
            &format!(r#"{{"list": [], "last_id": "{cursor}", "more": true}}"#),
        )
    })
    .await;
    let (_, error) = read(&server, ListTracks::new()).await;
    let message = error.unwrap().to_string();
    assert!(
        message.contains(&format!("`{}…`", "ü".repeat(80))),
        "{message}"
    );
}

/// Seven items, cut into pages in every way there is.
#[tokio::test]
async fn however_a_list_is_cut_each_item_comes_once_and_in_order() {
    for cuts in 0..64_u32 {
        let server = Pages::serve(move |cursor| {
            let start: u32 = cursor.parse().unwrap_or(0);
            let end = (start + 1..7)
                .find(|at| cuts >> (at - 1) & 1 == 1)
                .unwrap_or(7);
            let items: Vec<String> = (start..end)
                .map(|id| format!(r#"{{"id": {id}}}"#))
                .collect();
            let (items, more) = (items.join(","), end < 7);
            json(
                200,
                &format!(r#"{{"list": [{items}], "last_id": {end}, "more": {more}}}"#),
            )
        })
        .await;
        let (ids, error) = read(&server, ListTracks::new()).await;
        assert_eq!(ids, [0, 1, 2, 3, 4, 5, 6], "{cuts:b}: {error:?}");
        assert_eq!(server.asked().len(), 1 + cuts.count_ones() as usize);
    }
}
