//! The secret in the receiver's URL.

use std::collections::HashSet;

use mureka_api::ErrorKind;
use mureka_api::webhooks::{Inbox, WebhookSecret};
use proptest::prelude::*;

use crate::{SECRET, body, inbox, secret};

#[test]
fn a_new_secret_is_long_plain_and_never_the_same() {
    let secrets: HashSet<String> = (0..100)
        .map(|_| WebhookSecret::generate().unwrap().expose().to_owned())
        .collect();
    assert_eq!(secrets.len(), 100);
    for secret in &secrets {
        assert_eq!(secret.len(), 64);
        assert!(secret.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    let digits: HashSet<char> = secrets.iter().flat_map(|secret| secret.chars()).collect();
    assert_eq!(digits.len(), 16, "every digit occurs");
}

#[test]
fn a_secret_of_ones_own_keeps_to_rules() {
    let long = "a".repeat(128);
    for good in [SECRET, "ABCxyz019-._~ABCxyz", &long] {
        assert_eq!(WebhookSecret::new(good).unwrap().expose(), good);
    }
    let characters = "secret: has other characters than `A-Z a-z 0-9 - . _ ~`";
    for (bad, message) in [
        ("", "secret: 0 characters, at least 16 are needed"),
        (
            "hunter2-hunter2",
            "secret: 15 characters, at least 16 are needed",
        ),
        (
            &"a".repeat(129),
            "secret: 129 characters, at most 128 are allowed",
        ),
        ("hunter2 hunter2 hunter2", characters),
        ("hunter2+hunter2/hunter2=", characters),
        ("hünter2-hünter2-hünter2", characters),
        ("hunter2&token=hunter2", characters),
    ] {
        let error = WebhookSecret::new(bad).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn the_url_keeps_what_it_has_and_ends_with_the_secret() {
    for (base, url) in [
        (
            "https://me.example/hook",
            "https://me.example/hook?token=0123456789abcdef",
        ),
        (
            "https://me.example",
            "https://me.example/?token=0123456789abcdef",
        ),
        (
            "https://me.example/h?",
            "https://me.example/h?token=0123456789abcdef",
        ),
        (
            "https://me.example:8443/h?a=%20b&c=&tokens=1",
            "https://me.example:8443/h?a=%20b&c=&tokens=1&token=0123456789abcdef",
        ),
        (
            "http://127.0.0.1:80/a%2Fb",
            "http://127.0.0.1/a%2Fb?token=0123456789abcdef",
        ),
    ] {
        let made = secret().url(base).unwrap();
        assert_eq!(made.expose(), url);
        assert!(secret().verify(made.expose()), "{base}");
    }
}

#[test]
fn a_url_that_cannot_take_the_secret_is_refused() {
    for (base, message) in [
        ("/hook", "reply_url: not a URL: relative URL without a base"),
        (
            "ftp://me.example/",
            "reply_url: scheme ftp, http or https is needed",
        ),
        (
            "https://me.example/#top",
            "reply_url: has a `#`; what follows it is never sent",
        ),
        (
            "https://me.example/?token=hunter2",
            "reply_url: has a parameter `token`; the secret needs that name",
        ),
        (
            "https://me.example/?a=1&%74oken=",
            "reply_url: has a parameter `token`; the secret needs that name",
        ),
    ] {
        let error = secret().url(base).unwrap_err();
        assert_eq!(error.to_string(), message, "{base}");
        assert!(error.never_sent());
    }
}

#[test]
fn the_secret_is_found_in_urls_queries_and_by_itself() {
    for (presented, good) in [
        ("0123456789abcdef", true),
        ("token=0123456789abcdef", true),
        ("a=1&token=0123456789abcdef&b=2", true),
        ("/hook?token=0123456789abcdef", true),
        ("https://me.example/hook?token=0123456789abcdef#top", true),
        ("token=0123456789abcde%66", true),
        ("token=%30123456789abcdef", true),
        ("", false),
        ("token=", false),
        ("token", false),
        ("?", false),
        ("/hook", false),
        ("/0123456789abcdef", false),
        ("/hook?0123456789abcdef", false),
        ("/hook?tokens=0123456789abcdef", false),
        ("/hook?xtoken=0123456789abcdef", false),
        ("token=guessed&xtoken=0123456789abcdef", false),
        ("/hook?TOKEN=0123456789abcdef", false),
        ("/hook#?token=0123456789abcde", false),
        ("/token=0123456789abcdef?a=1", false),
        ("token=0123456789ABCDEF", false),
        ("token=0123456789abcdef0", false),
        ("token=0123456789abcde", false),
        ("token=0123456789abcdef%00", false),
        ("token=0123456789abcdef%", false),
        ("token=0123456789abcdef+", false),
        ("token=guessed&token=0123456789abcdef", false),
        ("token=0123456789abcdef&token=0123456789abcdef", false),
    ] {
        assert_eq!(secret().verify(presented), good, "{presented}");
    }
}

#[test]
fn a_secret_of_before_is_taken_too() {
    let old = WebhookSecret::new("fedcba9876543210").unwrap();
    let inbox = Inbox::builder(secret()).previous(old).build();
    let body = body("j1", "created");
    for (query, good) in [
        ("token=0123456789abcdef", true),
        ("token=fedcba9876543210", true),
        ("token=0123456789abcde0", false),
    ] {
        let received = inbox.receive(query, body.as_bytes());
        assert_eq!(received.is_ok(), good, "{query}");
    }
}

#[test]
fn nothing_shows_the_secret() {
    let url = secret().url("https://me.example/hook").unwrap();
    let posted = format!(
        r#"{{"jobid": "j1", "status": "created", "request": {{"replyUrl": "{}"}}}}"#,
        url.expose()
    );
    let inbox = inbox();
    let received = inbox.receive(url.expose(), posted.as_bytes()).unwrap();
    let wrong = inbox.receive("token=0123456789abcdee", b"{}").unwrap_err();
    let broken = posted.replace(r#""created""#, "[7]");
    let broken = inbox.receive(SECRET, broken.as_bytes()).unwrap_err();
    for shown in [
        format!("{:?}", secret()),
        format!("{url:?}"),
        format!("{:?}", Inbox::builder(secret())),
        format!("{inbox:?}"),
        format!("{received:?}"),
        format!("{:?}", received.event()),
        format!("{:?}", inbox.subscribe("j1")),
        format!("{wrong:?} {wrong}"),
        format!("{broken:?} {broken}"),
    ] {
        assert!(!shown.contains("0123456789"), "{shown}");
    }
}

/// Texts of what secrets are made of, with lengths around the bounds.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-z0-9._~-]{16,40}", "[A-Za-z0-9._~-]{120,128}"]
}

proptest! {
    #[test]
    fn the_right_secret_passes_wherever_it_stands(
        text in texts(),
        path in "[a-z0-9/%=.]{0,12}",
        before in "([a-s]{1,4}=[a-z0-9%]{0,4}&){0,3}",
        behind in "(&[a-s]{1,4}=[a-z0-9%]{0,4}){0,3}",
    ) {
        let secret = WebhookSecret::new(text.as_str()).unwrap();
        let query = format!("{before}token={text}{behind}");
        let url = format!("/{path}?{query}");
        for presented in [&text, &query, &url] {
            prop_assert!(secret.verify(presented), "{presented}");
        }
    }

    #[test]
    fn another_secret_never_passes(text in texts(), other in texts()) {
        let secret = WebhookSecret::new(text.as_str()).unwrap();
        prop_assert_eq!(secret.verify(&other), text == other);
        prop_assert_eq!(secret.verify(&format!("/?token={other}")), text == other);
    }

    #[test]
    fn one_change_is_enough_to_fail(text in texts(), at in any::<prop::sample::Index>(), c: char) {
        let secret = WebhookSecret::new(text.as_str()).unwrap();
        let at = at.index(text.len());
        let (head, tail) = text.split_at(at);
        let replaced = format!("{head}{c}{}", &tail[1..]);
        let inserted = format!("{head}{c}{tail}");
        let removed = format!("{head}{}", &tail[1..]);
        for other in [replaced, inserted, removed] {
            // In a query, `&` and `#` end the token, and what is behind them does not count.
            let same = other == text;
            prop_assert_eq!(secret.verify(&other), same, "{}", other);
            let query = format!("token={other}");
            let cut = other.split(['&', '#']).next() == Some(&text);
            prop_assert_eq!(secret.verify(&query), same || cut, "{}", query);
        }
    }

    #[test]
    fn whatever_is_presented_nothing_panics(presented: String, odd in "[a-f0-9?&=#%/token]{0,40}") {
        prop_assert_eq!(secret().verify(&presented), presented == SECRET);
        secret().verify(&odd);
        let _ = secret().url(&presented);
        let _ = WebhookSecret::new(presented);
    }
}
