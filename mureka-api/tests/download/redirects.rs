//! Where links lead, and what hosts get to see.

use futures_util::TryStreamExt;
use mureka_api::{ErrorKind, reqwest, useapi};

use crate::host::{Host, Reply, TOKEN, client, client_of_a_careless_user, folder, names, song};

/// Nothing of the token, in whatever form, in what hosts got to see.
fn assert_clean(heads: &[String]) {
    assert!(!heads.is_empty());
    for head in heads {
        let head = head.to_ascii_lowercase();
        for word in ["hunter2", "authorization", "cookie", "x-api-key", "referer"] {
            assert!(!head.contains(word), "{word} in\n{head}");
        }
    }
}

#[tokio::test]
async fn the_token_reaches_no_host_of_media_redirects_included() {
    let second = Host::of(song(1000)).await;
    let location = format!("{}/song.mp3", second.url);
    let first = Host::start(move |number, _| match number % 2 {
        // First to another place of its own, then to another host.
        0 => Reply::redirect("/elsewhere?x=1"),
        _ => Reply::redirect(&location),
    })
    .await;
    for client in [client(), client_of_a_careless_user()] {
        let download = client.download(format!("{}/x.mp3", first.url));
        assert_eq!(download.bytes(1000).await.unwrap(), song(1000));
    }
    assert_eq!((first.heads().len(), second.heads().len()), (4, 2));
    assert_clean(&first.heads());
    assert_clean(&second.heads());
}

/// Proxies and certificates for downloads, apart from those for the API.
#[tokio::test]
async fn downloads_go_through_a_client_of_their_own_if_one_is_given() {
    let host = Host::of(song(10)).await;
    let http = reqwest::Client::builder().user_agent("media");
    let client = useapi::Client::builder()
        .token(TOKEN)
        .base_url("http://127.0.0.1:9")
        .download_http(http.build().unwrap())
        .build()
        .unwrap();
    let download = client.download(format!("{}/x.mp3", host.url));
    download.bytes(10).await.unwrap();
    assert!(host.heads()[0].contains("user-agent: media"));
    assert_clean(&host.heads());
}

/// The API itself may serve media, and then gets no token for them either.
#[tokio::test]
async fn the_token_is_not_sent_to_the_api_s_own_media() {
    let host = Host::of(song(10)).await;
    let client = useapi::Client::builder()
        .token(TOKEN)
        .base_url(&host.url)
        .build()
        .unwrap();
    let download = client.download(format!("{}/x.mp3", host.url));
    download.bytes(10).await.unwrap();
    assert_clean(&host.heads());
}

#[tokio::test]
async fn a_redirect_with_a_password_does_not_send_it() {
    let second = Host::of(song(10)).await;
    let location = second.url.replace("http://", "http://user:hunter2@");
    let first = Host::start(move |_, _| Reply::redirect(&location)).await;
    first.download().bytes(10).await.unwrap();
    assert_clean(&second.heads());
}

#[tokio::test]
async fn only_some_redirects_are_followed_and_only_to_the_web() {
    for (location, reason) in [
        ("/again", "more than 10 of them"),
        (
            "file:///etc/passwd",
            "to something else than http and https",
        ),
        ("ftp://a.example/", "to something else than http and https"),
        ("http://[", "to no URL"),
    ] {
        let host = Host::start(move |_, _| Reply::redirect(location)).await;
        let error = host.download().bytes(10).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unexpected);
        let expected = format!("a redirect that is not followed: {reason}");
        assert!(error.message().ends_with(&expected), "{error}");
        let requests = if location == "/again" { 11 } else { 1 };
        assert_eq!(host.heads().len(), requests);
    }
    let host = Host::start(|_, _| Reply::whole(304, "", "")).await;
    let error = host.download().bytes(10).await.unwrap_err();
    assert!(error.message().ends_with("without a `Location`"), "{error}");
}

#[tokio::test]
async fn ten_redirects_are_followed() {
    let host = Host::start(|number, request| match number {
        0..10 => Reply::redirect("/again"),
        _ => Reply::file(request, &song(10), "\"v1\""),
    })
    .await;
    assert_eq!(host.download().bytes(10).await.unwrap(), song(10));
}

#[tokio::test]
async fn the_long_body_of_a_redirect_is_not_read() {
    let target = Host::of(song(10)).await;
    let location = format!(
        "location: {}/x.mp3\r\ncontent-length: 1073741824\r\n",
        target.url
    );
    let host = Host::start(move |_, _| Reply::new(302, &location, vec![0; 1 << 20]).stall(1 << 20));
    let host = host.await;
    assert_eq!(host.download().bytes(10).await.unwrap(), song(10));
}

#[tokio::test]
async fn links_that_cannot_be_followed_are_refused_before_anything_is_sent() {
    for (link, message) in [
        ("", "url: not a URL: relative URL without a base"),
        ("song.mp3", "url: not a URL: relative URL without a base"),
        (
            "ftp://a.example/x.mp3",
            "url: `ftp`, but only http and https are possible",
        ),
        (
            "https://user:hunter2@a.example/x.mp3",
            "url: user and password cannot stand in it",
        ),
    ] {
        let folder = folder("no-link");
        let save = client().download(link).save_in(&folder);
        let stream = client().download(link).into_stream();
        for error in [
            save.await.unwrap_err(),
            client().download(link).bytes(1).await.unwrap_err(),
            stream.try_collect::<Vec<_>>().await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::InvalidRequest);
            assert_eq!(error.to_string(), message);
        }
        assert_eq!(names(&folder), [""; 0]);
    }
}

#[tokio::test]
async fn a_link_that_has_run_out_says_how_to_get_a_fresh_one() {
    for status in [401, 403, 404, 410] {
        let folder = folder("expired");
        let host =
            Host::start(move |_, _| Reply::whole(status, "", "<Error>AccessDenied</Error>")).await;
        let error = host.download().save_in(&folder).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Expired);
        assert_eq!(error.status().unwrap(), status);
        let place = host.url.trim_start_matches("http://");
        assert_eq!(
            error.to_string(),
            format!(
                "{status} {place}/song.mp3: the link is not valid any more; read the song or \
                 job again for a fresh one"
            )
        );
        assert_eq!(names(&folder), [""; 0]);
        assert_eq!(host.heads().len(), 1);
    }
}
