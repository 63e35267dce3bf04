//! The page for people at `/`: both documents as a reference to try things in, beside
//! a live view of jobs and ledger.
//!
//! The reference is Swagger UI. It needs nothing from elsewhere and is a third of
//! Scalar's size, which comes with a chat, telemetry and fonts to be switched off;
//! Redoc cannot make calls. The rest of the page is written by hand, in `page/`.

mod swagger_ui;

use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::Bytes;

/// What the page may do, as the value of `Content-Security-Policy`: nothing from or to
/// another host. Swagger UI's pictures are `data:`; sound and pictures in answers are
/// shown from memory, as `blob:`.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
    script-src 'self'; \
    style-src 'self'; \
    img-src 'self' data: blob:; \
    media-src 'self' blob:; \
    connect-src 'self'; \
    base-uri 'none'; \
    form-action 'none'; \
    frame-ancestors 'none'";

/// A file of the page, to be answered with 200.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Page {
    /// Value of `Content-Type`.
    pub(crate) content_type: &'static str,
    /// Value of `Content-Encoding`.
    pub(crate) content_encoding: Option<&'static str>,
    /// Value of `ETag`, quotes included. It is another one when the body is.
    pub(crate) etag: Option<String>,
    /// The bytes to be sent.
    pub(crate) body: Bytes,
}

/// The page's file at a path: `/` or something below `/_mock/page/`. `base_url` is
/// where clients reach the mock, without a slash at its end; the page shows it.
pub(crate) fn serve(path: &str, base_url: &str) -> Option<Page> {
    if path == "/" {
        let html = include_str!("page/index.html").replace("{base_url}", &escaped(base_url));
        return Some(Page::of("text/html; charset=utf-8", html));
    }
    let name = path.strip_prefix("/_mock/page/")?;
    OWN.iter()
        .find(|(own, ..)| *own == name)
        .map(|(_, content_type, text)| Page::of(content_type, *text))
        .or_else(|| swagger_ui::file(name))
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// Files that are written here: name, type, text.
const OWN: [(&str, &str, &str); 4] = [
    ("reference.js", SCRIPT, include_str!("page/reference.js")),
    ("live.js", SCRIPT, include_str!("page/live.js")),
    ("page.css", STYLE, include_str!("page/page.css")),
    ("icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
];

impl Page {
    fn of(content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        // Only ever compared with one of the same build.
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        Self {
            content_type,
            content_encoding: None,
            etag: Some(format!("\"{:016x}\"", hasher.finish())),
            body,
        }
    }
}

/// Text as it may stand in HTML, in an attribute, too.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut html, c| {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
        html
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const BASE: &str = "http://127.0.0.1:4000";

    fn text(path: &str) -> String {
        let page = serve(path, BASE).unwrap();
        assert_eq!(page.content_encoding, None, "{path}");
        String::from_utf8(page.body.to_vec()).unwrap()
    }

    /// The values of an attribute in the page.
    fn attributes(name: &str) -> Vec<String> {
        let html = text("/");
        let before = format!(" {name}=\"");
        html.split(&before)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
            .collect()
    }

    #[test]
    fn every_file_that_the_page_names_is_served() {
        let mut files = attributes("src");
        files.extend(attributes("href"));
        files.retain(|file| !file.starts_with('#'));
        assert!(files.len() >= 6, "{files:?}");
        for file in files {
            assert!(serve(&file, BASE).is_some(), "{file}");
        }
    }

    #[test]
    fn files_have_their_type() {
        for (path, content_type, encoding) in [
            ("/", "text/html; charset=utf-8", None),
            ("/_mock/page/reference.js", SCRIPT, None),
            ("/_mock/page/live.js", SCRIPT, None),
            ("/_mock/page/page.css", STYLE, None),
            ("/_mock/page/icon.svg", "image/svg+xml", None),
            ("/_mock/page/swagger-ui-bundle.js", SCRIPT, Some("gzip")),
            ("/_mock/page/swagger-ui.css", STYLE, Some("gzip")),
            (
                "/_mock/page/swagger-ui-license.txt",
                "text/plain; charset=utf-8",
                Some("gzip"),
            ),
        ] {
            let page = serve(path, BASE).unwrap();
            assert_eq!(page.content_type, content_type, "{path}");
            assert_eq!(page.content_encoding, encoding, "{path}");
        }
    }

    #[test]
    fn other_paths_are_not_the_pages() {
        for path in [
            "",
            "/index.html",
            "//",
            "/_mock",
            "/_mock/page",
            "/_mock/page/",
            "/_mock/page/index.html",
            "/_mock/page/../page.rs",
            "/_mock/page/package.json",
            "/_mock/jobs",
        ] {
            assert_eq!(serve(path, BASE), None, "{path}");
        }
    }

    #[test]
    fn the_page_shows_where_the_mock_is() {
        assert!(text("/").contains(BASE));
    }

    #[test]
    fn an_address_is_shown_as_text_whatever_is_in_it() {
        let page = serve("/", "http://a\"'<script>&").unwrap();
        let html = String::from_utf8(page.body.to_vec()).unwrap();
        assert!(html.contains("http://a&quot;&#39;&lt;script&gt;&amp;"));
        assert!(!html.contains("a\"'<script>"));
    }

    #[test]
    fn an_etag_stays_while_the_body_does_and_changes_with_it() {
        let etag = |path: &str, base| serve(path, base).unwrap().etag.unwrap();
        assert_eq!(etag("/", BASE), etag("/", BASE));
        assert_ne!(etag("/", BASE), etag("/", "http://127.0.0.1:4001"));
        let paths = OWN
            .iter()
            .map(|(name, ..)| *name)
            .chain(["swagger-ui.css", "swagger-ui-bundle.js"])
            .map(|name| format!("/_mock/page/{name}"));
        let mut etags: Vec<String> = paths.map(|path| etag(&path, BASE)).collect();
        assert!(etags.iter().all(|etag| {
            let inner = etag
                .strip_prefix('"')
                .and_then(|rest| rest.strip_suffix('"'));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('"'))
        }));
        let all = etags.len();
        etags.sort();
        etags.dedup();
        assert_eq!(etags.len(), all);
    }

    /// Nobody has to look for a name in vain on a machine without network.
    #[test]
    fn nothing_written_here_names_another_host() {
        for path in [
            "/",
            "/_mock/page/reference.js",
            "/_mock/page/live.js",
            "/_mock/page/page.css",
            "/_mock/page/icon.svg",
        ] {
            let text = text(path)
                .replace(BASE, "")
                // The name of a language, not an address.
                .replace("http://www.w3.org/2000/svg", "");
            assert!(!text.contains("://"), "{path}");
        }
        assert!(!CONTENT_SECURITY_POLICY.contains("://"));
        assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
        assert!(!CONTENT_SECURITY_POLICY.contains('*'));
    }
}
