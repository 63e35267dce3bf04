//! What a caller sees of the files.

#![allow(clippy::unwrap_used, reason = "all of it is test code")]

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use hyper::body::Body as _;
use hyper::header::{HeaderName, IF_MATCH, IF_NONE_MATCH, IF_RANGE};
use proptest::prelude::*;

use super::content::FRAME;
use super::*;

/// A body is ready at once: it waits for nothing.
fn next(body: &mut Body) -> Option<Bytes> {
    let mut context = Context::from_waker(Waker::noop());
    match Pin::new(body).poll_frame(&mut context) {
        Poll::Ready(frame) => Some(frame?.unwrap().into_data().unwrap()),
        Poll::Pending => panic!("a body that waits"),
    }
}

fn read(response: Response<Body>) -> Vec<u8> {
    let mut body = response.into_body();
    let mut bytes = Vec::new();
    while let Some(frame) = next(&mut body) {
        bytes.extend_from_slice(&frame);
    }
    bytes
}

fn request(method: &Method, target: &str, headers: &[(HeaderName, &str)]) -> Response<Body> {
    let headers = headers
        .iter()
        .map(|(name, value)| (name.clone(), value.parse().unwrap()))
        .collect();
    serve(method, &format!("/_mock/media/{target}"), &headers).unwrap()
}

fn get(target: &str, headers: &[(HeaderName, &str)]) -> Response<Body> {
    request(&Method::GET, target, headers)
}

fn header(response: &Response<Body>, name: HeaderName) -> &str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

fn etag(target: &str) -> String {
    header(&get(target, &[]), ETAG).to_owned()
}

#[test]
fn a_documented_link_has_the_kind_of_its_ending() {
    for (documented, kind) in [
        ("https://.mp3", Some(Kind::Mp3)),
        ("https://...mp3", Some(Kind::Mp3)),
        ("https://<download link>.mp3", Some(Kind::Mp3)),
        (
            "http://cdn.example/a/b.MP3?sign=x.png#.zip",
            Some(Kind::Mp3),
        ),
        ("https://cdn.example/a.wav", Some(Kind::Wav)),
        ("https://cdn.example/a.flac", Some(Kind::Flac)),
        ("https://cdn.example/a@4x.png", Some(Kind::Png)),
        ("https://...jpg", Some(Kind::Png)),
        ("https://...jpeg", Some(Kind::Png)),
        ("https://cdn.example/a.mp4", Some(Kind::Mp4)),
        ("https://cdn.example/a.zip", Some(Kind::Zip)),
        ("https://cdn.example/…zip", Some(Kind::Zip)),
        ("https://cdn.example/a….mp3", Some(Kind::Mp3)),
        ("https://...", None),
        ("https://cdn.example/…", None),
        ("https://www.mureka.ai/song-detail/x?is_from_share=1", None),
        ("https://cdn.example/mp3", None),
        ("https://cdn.example/a.mp3/b", None),
        ("https://cdn.example/?file=a.mp3", None),
        ("https://cdn.example/a.ogg", None),
        ("cos-prod/res/image/Pop@4x.png", None),
        ("113366463152129-RcQK1q.mp3", None),
        ("file:///a.mp3", None),
        (".mp3", None),
        ("", None),
    ] {
        assert_eq!(Kind::of_url(documented), kind, "{documented}");
    }
}

#[test]
fn a_link_leads_to_a_file_of_its_kind_whatever_the_name() {
    for kind in Kind::ALL {
        for name in ["1", "a b/ü?bytes=1#x", "..", "%2e%00"] {
            let link = link("http://127.0.0.1:1", kind, name);
            let url: hyper::Uri = link.parse().unwrap();
            let target = url.path_and_query().unwrap().as_str();
            let response = serve(&Method::GET, target, &HeaderMap::new()).unwrap();
            assert_eq!(header(&response, CONTENT_TYPE), kind.content_type());
            assert!(read(response) == kind.file(), "{link}");
        }
    }
    let link = link("http://127.0.0.1:1", Kind::Mp4, "123-4");
    assert_eq!(link, "http://127.0.0.1:1/_mock/media/123-4.mp4");
}

#[test]
fn the_files_are_what_they_are_said_to_be() {
    for (kind, offset, magic, most) in [
        (Kind::Mp3, 0, &b"ID3"[..], 20_000),
        (Kind::Wav, 8, b"WAVEfmt ", 40_000),
        (Kind::Flac, 0, b"fLaC", 40_000),
        (Kind::Png, 0, b"\x89PNG\r\n\x1a\n", 5_000),
        // The index right at the start: players can begin before the end has come.
        (Kind::Mp4, 36, b"moov", 30_000),
        (Kind::Zip, 0, b"PK\x03\x04", 40_000),
    ] {
        assert!(kind.file()[offset..].starts_with(magic), "{kind:?}");
        assert!(kind.file().len() <= most, "{kind:?}");
    }
}

#[test]
fn other_paths_are_none_of_files() {
    for path in [
        "/",
        "/_mock",
        "/_mock/media",
        "/_mock/medias/a.mp3",
        "/v1/a.mp3",
    ] {
        assert!(
            serve(&Method::GET, path, &HeaderMap::new()).is_none(),
            "{path}"
        );
    }
}

#[test]
fn a_name_without_a_known_ending_is_not_found() {
    for name in [
        "", "mp3", ".mp3", "a/.mp3", "a.ogg", "a.mp3/", "a?b.mp3", "a%2Fmp3",
    ] {
        let response = get(name, &[]);
        assert_eq!(response.status(), 404, "{name}");
        assert_eq!(header(&response, CONTENT_TYPE), "text/plain; charset=utf-8");
    }
    let text = String::from_utf8(read(get("a.ogg", &[]))).unwrap();
    assert_eq!(
        text,
        "\"a.ogg\": no file, a name with one of the endings .mp3, .wav, .flac, .png, .mp4, .zip is needed"
    );
}

#[test]
fn only_get_and_head_are_answered() {
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let response = request(&method, "a.mp3", &[]);
        assert_eq!(response.status(), 405);
        assert_eq!(header(&response, ALLOW), "GET, HEAD");
    }
}

#[test]
fn head_has_the_headers_of_get_and_no_body() {
    for target in ["a.mp3", "a.mp3?bytes=1000000000000", "a.ogg"] {
        let (get, head) = (get(target, &[]), request(&Method::HEAD, target, &[]));
        assert_eq!(get.status(), head.status());
        assert_eq!(get.headers(), head.headers());
        assert!(head.body().is_end_stream());
    }
    let ranged = request(&Method::HEAD, "a.mp3", &[(RANGE, "bytes=0-1")]);
    assert_eq!(ranged.status(), 200, "ranges are for GET");
}

#[test]
fn a_range_is_answered_as_one() {
    let whole = read(get("a.mp3?bytes=100000", &[]));
    for (range, content_range, slice) in [
        ("bytes=0-0", "bytes 0-0/100000", 0..1),
        (
            "bytes=16000-17000",
            "bytes 16000-17000/100000",
            16000..17001,
        ),
        ("bytes=99999-", "bytes 99999-99999/100000", 99999..100_000),
        ("bytes=-3", "bytes 99997-99999/100000", 99997..100_000),
        ("bytes=7-999999", "bytes 7-99999/100000", 7..100_000),
    ] {
        let response = get("a.mp3?bytes=100000", &[(RANGE, range)]);
        assert_eq!(response.status(), 206, "{range}");
        assert_eq!(header(&response, CONTENT_RANGE), content_range);
        assert_eq!(header(&response, CONTENT_LENGTH), slice.len().to_string());
        assert_eq!(header(&response, CONTENT_TYPE), "audio/mpeg");
        assert_eq!(header(&response, ETAG), etag("a.mp3?bytes=100000"));
        assert!(read(response) == whole[slice], "{range}");
    }
}

#[test]
fn a_range_beyond_the_end_is_416_with_the_length() {
    let response = get("a.mp3?bytes=10", &[(RANGE, "bytes=10-")]);
    assert_eq!(response.status(), 416);
    assert_eq!(header(&response, CONTENT_RANGE), "bytes */10");
}

#[test]
fn a_range_under_a_condition_that_does_not_hold_is_the_whole_file() {
    let current = etag("a.mp3");
    for (tag, status) in [(current.as_str(), 206), ("\"old\"", 200)] {
        let response = get("a.mp3", &[(RANGE, "bytes=1-"), (IF_RANGE, tag)]);
        assert_eq!(response.status(), status, "{tag}");
    }
}

#[test]
fn several_range_headers_are_ignored() {
    let response = get("a.mp3", &[(RANGE, "bytes=0-1"), (RANGE, "bytes=4-5")]);
    assert_eq!(response.status(), 200);
}

#[test]
fn a_file_the_caller_has_is_304_without_a_body() {
    let current = etag("a.png");
    let response = get("a.png", &[(IF_NONE_MATCH, &current), (RANGE, "bytes=0-1")]);
    assert_eq!(response.status(), 304);
    assert_eq!(header(&response, ETAG), current);
    assert!(!response.headers().contains_key(CONTENT_LENGTH));
    assert!(response.body().is_end_stream());
}

#[test]
fn a_file_that_is_not_the_named_one_is_412() {
    let response = get("a.png?version=2", &[(IF_MATCH, &etag("a.png"))]);
    assert_eq!(response.status(), 412);
    assert_eq!(header(&response, ETAG), etag("a.png?version=2"));
}

#[test]
fn the_tag_depends_on_kind_length_and_version_and_not_on_the_name() {
    let targets = [
        "a.mp3",
        "a.wav",
        "a.mp3?bytes=0",
        "a.mp3?bytes=50000",
        "a.mp3?bytes=50001",
        "a.mp3?version=2",
        "a.mp3?version=3",
        "a.mp3?bytes=50000&version=2",
    ];
    let mut tags = targets.map(etag).to_vec();
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), targets.len());
    assert_eq!(etag("a.mp3"), etag("b/c%2Emp3?version=&other=1"));
    let strong = etag("a.mp3");
    assert!(strong.starts_with('"') && strong.ends_with('"') && strong.len() == 18);
}

#[test]
fn a_wanted_length_is_kept_to_the_byte() {
    for length in [0_usize, 1, 16_527, 16_528, 16_529, 65_536, 200_003] {
        let response = get(&format!("a.mp3?bytes={length}"), &[]);
        assert_eq!(header(&response, CONTENT_LENGTH), length.to_string());
        let bytes = read(response);
        assert_eq!(bytes.len(), length);
        let same = length.min(Kind::Mp3.file().len());
        assert!(bytes[..same] == Kind::Mp3.file()[..same], "{length}");
    }
}

#[test]
fn padding_is_the_same_each_time_and_another_for_another_version() {
    let padding = |target| read(get(target, &[])).split_off(Kind::Mp3.file().len());
    let one = padding("a.mp3?bytes=100000");
    assert!(one == padding("a.mp3?bytes=100000"));
    assert!(one == padding("a.mp3?bytes=100001")[..one.len()]);
    assert!(one != padding("a.mp3?bytes=100000&version=2"));
}

#[test]
fn a_wanted_length_that_is_none_or_too_large_is_refused() {
    for value in [
        "",
        "-1",
        "+1",
        "1.5",
        "1e3",
        "ten",
        "1099511627777",
        "99999999999999999999",
    ] {
        let response = get(&format!("a.mp3?bytes={value}"), &[]);
        assert_eq!(response.status(), 400, "{value}");
        assert_eq!(
            String::from_utf8(read(response)).unwrap(),
            format!("bytes: {value:?}, a whole number up to 1099511627776 is allowed")
        );
    }
    let longest = request(&Method::HEAD, "a.mp3?bytes=1099511627776", &[]);
    assert_eq!(longest.status(), 200);
}

#[test]
fn a_long_file_comes_in_pieces_that_are_made_as_they_are_read() {
    const LENGTH: u64 = 200 * 1024 * 1024;
    let mut body = get(&format!("a.mp4?bytes={LENGTH}"), &[]).into_body();
    let (mut frames, mut sum) = (0, 0);
    while let Some(frame) = next(&mut body) {
        assert!(frame.len() as u64 <= FRAME);
        frames += 1;
        sum += frame.len() as u64;
        assert_eq!(body.size_hint().exact(), Some(LENGTH - sum));
    }
    assert_eq!(sum, LENGTH);
    // One more for the file itself, which the padding does not share a piece with.
    assert_eq!(frames, LENGTH / FRAME + 1);
}

#[test]
fn the_end_of_the_longest_file_is_at_hand_at_once() {
    let response = get("a.mp3?bytes=1099511627776", &[(RANGE, "bytes=-5")]);
    assert_eq!(
        header(&response, CONTENT_RANGE),
        "bytes 1099511627771-1099511627775/1099511627776"
    );
    assert_eq!(read(response).len(), 5);
}

proptest! {
    #[test]
    fn a_range_of_a_file_is_the_slice_of_the_whole(
        kind in prop::sample::select(&Kind::ALL[..]),
        length in 1_usize..200_000,
        version in "[a-z]{0,3}",
        start in any::<prop::sample::Index>(),
        end in any::<prop::sample::Index>(),
    ) {
        let target = format!("a.{}?bytes={length}&version={version}", kind.ending());
        let (start, end) = (start.index(length), end.index(length));
        let (start, end) = (start.min(end), start.max(end));
        let range = format!("bytes={start}-{end}");
        let whole = read(get(&target, &[]));
        prop_assert!(read(get(&target, &[(RANGE, &range)])) == whole[start..=end]);
    }

    #[test]
    fn whatever_is_asked_for_the_headers_fit_the_body(
        target in "[a-z/.%?]{0,8}\\.(mp3|png|zip)(\\?bytes=[0-9]{0,5})?",
        range in "(bytes|items)?=?[0-9]{0,21}-?[0-9]{0,21}",
    ) {
        let response = get(&target, &[(RANGE, &range)]);
        let length: usize = header(&response, CONTENT_LENGTH).parse().unwrap();
        prop_assert_eq!(read(response).len(), length);
    }
}
