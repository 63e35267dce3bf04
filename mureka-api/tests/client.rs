//! Setting up clients.

use std::error::Error as _;
use std::process::Command;
use std::time::Duration;

use mureka_api::{ErrorKind, cloudsway, reqwest, useapi};

#[test]
fn a_client_takes_all_its_settings() {
    let client = useapi::Client::builder()
        .token("user:1-a")
        .base_url("http://localhost:8080/")
        .http(reqwest::Client::new())
        .timeout(Duration::from_secs(1))
        .connect_timeout(Duration::from_secs(1))
        .build()
        .unwrap();
    assert_eq!(client.clone().base_url(), "http://localhost:8080");
}

#[test]
fn nothing_of_a_client_shows_its_token() {
    let builder = useapi::Client::builder().token("hunter2");
    let other = cloudsway::Client::builder()
        .api_key("hunter2")
        .endpoint("e");
    let shown = format!(
        "{builder:?} {other:?} {:?} {:?}",
        builder.clone().build(),
        other.clone().build()
    );
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn a_missing_setting_is_named() {
    let error = useapi::Client::builder().build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(error.field(), Some("token"));
    assert!(error.source().is_none());
    let error = cloudsway::Client::builder()
        .api_key("a")
        .build()
        .unwrap_err();
    assert_eq!(error.to_string(), "endpoint: not set");
}

#[test]
fn base_urls_of_all_kinds_are_used_as_they_are_meant_or_refused() {
    let base = |url: &str| {
        let client = useapi::Client::builder().token("t").base_url(url).build();
        client.map(|client| client.base_url().to_owned())
    };
    for (url, expected) in [
        ("HTTPS://API.useapi.net", "https://api.useapi.net"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        ("http://müreka.example/", "http://xn--mreka-kva.example"),
        ("https://proxy.example/a/b///", "https://proxy.example/a/b"),
        ("https://proxy.example/a/../b", "https://proxy.example/b"),
        ("https://proxy.example:443", "https://proxy.example"),
        (" https://proxy.example\n", "https://proxy.example"),
    ] {
        assert_eq!(base(url).unwrap(), expected);
    }
    for url in [
        "",
        " ",
        "api.useapi.net",
        "localhost:8080",
        "//api.useapi.net",
        "ftp://api.useapi.net",
        "file:///etc/passwd",
        "data:text/plain,x",
        "https://",
        "https://a@example.org",
        "https://:b@example.org",
        "https://example.org?",
        "https://example.org/#",
        "https://example.org:99999",
        "http://[::1",
        "https://a b",
    ] {
        let error = base(url).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{url}");
        assert_eq!(error.field(), Some("base_url"));
        assert!(error.never_sent());
    }
}

#[test]
fn a_token_of_any_length_is_taken_and_one_of_odd_characters_is_not() {
    let token = |token: &str| useapi::Client::new(token);
    assert!(token("a").is_ok());
    assert!(token(&"a".repeat(1_000_000)).is_ok());
    for odd in [
        "",
        " ",
        " a",
        "a ",
        "a\n",
        "a\r\nx-injected: 1",
        "Bearer a",
        "a\u{a0}",
        "tökén",
        "a\0",
        "\u{feff}a",
    ] {
        let error = token(odd).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert_eq!(error.field(), Some("token"));
    }
}

#[tokio::test]
async fn absurd_timeouts_do_no_harm() {
    for timeout in [Duration::ZERO, Duration::MAX] {
        let client = useapi::Client::builder()
            .token("t")
            .base_url("http://127.0.0.1:9")
            .timeout(timeout)
            .connect_timeout(timeout)
            .build()
            .unwrap();
        let error = client.jobs().get("j").await.unwrap_err();
        let motifs = client.motifs();
        let upload = motifs.upload(
            useapi::types::UploadMotif::default(),
            mureka_api::Upload::bytes("ID3"),
        );
        for error in [error, upload.await.unwrap_err()] {
            let kind = error.kind();
            assert!(matches!(kind, ErrorKind::Timeout | ErrorKind::Connection));
        }
    }
}

/// Run with `--no-default-features`.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[tokio::test]
async fn https_without_a_tls_library_says_which_feature_is_missing() {
    let client = useapi::Client::new("t").unwrap();
    let error = client.jobs().get("j").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "get_job: https needs the feature `rustls` or `native-tls` of mureka-api"
    );
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.never_sent());
}

/// Variables are the whole process's: the test runs itself again with its own.
#[test]
fn from_env_reads_the_environment() {
    const CHILD: &str = "MUREKA_TEST_CHILD";
    if std::env::var_os(CHILD).is_some() {
        let client = useapi::Client::from_env().unwrap();
        assert_eq!(client.base_url(), "http://localhost:7");
        let client = cloudsway::Client::from_env().unwrap();
        assert_eq!(
            client.base_url(),
            "https://genaiapi.cloudsway.net/v1/ai/e/mureka"
        );
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["from_env_reads_the_environment", "--exact"])
        .env(CHILD, "1")
        .env("USEAPI_TOKEN", "user:1-a")
        .env("USEAPI_BASE_URL", "http://localhost:7")
        .env("CLOUDSWAY_API_KEY", "a")
        .env("CLOUDSWAY_ENDPOINT", "e")
        .env("CLOUDSWAY_BASE_URL", "")
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{out}");
    assert!(out.contains("1 passed"), "{out}");
}

#[cfg(unix)]
#[test]
fn a_variable_that_is_empty_is_not_set_and_one_of_odd_bytes_is_named() {
    use std::os::unix::ffi::OsStrExt;

    const CHILD: &str = "MUREKA_TEST_ODD_CHILD";
    const NAME: &str = "a_variable_that_is_empty_is_not_set_and_one_of_odd_bytes_is_named";
    if std::env::var_os(CHILD).is_some() {
        let error = useapi::Client::from_env().unwrap_err();
        assert_eq!(error.to_string(), "USEAPI_TOKEN: not valid UTF-8");
        assert_eq!(error.kind(), ErrorKind::Config);
        let error = cloudsway::Client::from_env().unwrap_err();
        assert_eq!(error.to_string(), "CLOUDSWAY_ENDPOINT: not set");
        return;
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args([NAME, "--exact"])
        .env(CHILD, "1")
        .env("USEAPI_TOKEN", std::ffi::OsStr::from_bytes(b"hunter2\xff"))
        .env("CLOUDSWAY_API_KEY", "a")
        .env("CLOUDSWAY_ENDPOINT", "")
        .output()
        .unwrap();
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{out}");
    assert!(!out.contains("hunter2"), "{out}");
}
