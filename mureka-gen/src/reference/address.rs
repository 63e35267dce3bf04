//! Method, path and name of an endpoint.

use super::source::{entities, prefix};

/// Where the calls of useapi.net go.
const SERVER: &str = "https://api.useapi.net";

/// Longest name of a host.
const LONGEST_HOST: usize = 253;

/// Server and path of the first call that a text names: `https://api.useapi.net` and
/// `/v1/mureka/music/{song_id}`. An address of another host is that of a call if its path
/// starts with a version.
pub(super) fn call(text: &str) -> Option<(String, String)> {
    let host = "api.useapi.net/";
    let usual = text.find(host);
    let other = text.match_indices("://").find_map(|(at, sign)| {
        let rest = text.get(at + sign.len()..)?;
        let length = prefix(rest, LONGEST_HOST + 1).find(|c: char| !is_of_host(c))?;
        let version = rest.get(length..)?.strip_prefix("/v")?.split('/').next()?;
        let counts =
            (1..=3).contains(&version.len()) && version.bytes().all(|b| b.is_ascii_digit());
        (counts && usual.is_none_or(|usual| at < usual)).then_some((at, at + sign.len() + length))
    });
    let Some((at, end)) = other else {
        let path = text.get(usual? + host.len() - 1..)?;
        return Some((SERVER.to_owned(), path_at(path)?));
    };
    let before = text.get(..at)?;
    let scheme = if before.ends_with("http") {
        "http"
    } else {
        "https"
    };
    let server = format!("{scheme}{}", text.get(at..end)?);
    Some((server, path_at(text.get(end..)?)?))
}

fn is_of_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':')
}

/// The path that a text starts with.
pub(super) fn path_at(text: &str) -> Option<String> {
    let text = prefix(text, 500);
    let text = entities(text);
    let end = text
        .find(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    '?' | '*' | '"' | '\'' | '|' | ',' | '#' | '(' | ')' | '\\' | '…'
                )
        })
        .unwrap_or(text.len());
    let path = text.get(..end)?.trim_end_matches(['.', ':', '\\', ';']);
    // A tag that closes markup around the address: `…/jobs</code>`.
    let path = path.split("</").next().unwrap_or(path);
    let path = balanced(path);
    let segments: Vec<String> = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(segment)
        .collect();
    (!segments.is_empty()).then(|| format!("/{}", segments.join("/")))
}

/// A path without the backtick that closes code around all of it.
fn balanced(path: &str) -> &str {
    if path.matches('`').count() % 2 == 1 {
        path.trim_end_matches('`')
    } else {
        path
    }
}

/// A segment, in braces where it stands for a value.
fn segment(segment: &str) -> String {
    let marked = segment.starts_with(['`', ':', '{', '<', '$', '[']);
    let name: String = segment
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        .collect();
    if marked && !name.is_empty() {
        format!("{{{name}}}")
    } else {
        name
    }
}

/// Names in the braces of a path.
pub(super) fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
}

/// Puts the names into braces that stand in a path as they are, where marks are lost:
/// those of the list of path parameters, and ids.
pub(super) fn mark_names(path: &str, listed: &[String]) -> String {
    let mut marked = Vec::new();
    let mut before = "";
    for segment in path.split('/') {
        let id = segment.ends_with("_id") || matches!(segment, "jobid" | "taskid");
        let one_of = before.len() == segment.len() + 1 && before.strip_suffix('s') == Some(segment);
        if !segment.is_empty() && (id || one_of || listed.iter().any(|name| name == segment)) {
            marked.push(format!("{{{segment}}}"));
        } else {
            marked.push(segment.to_owned());
        }
        before = segment;
    }
    marked.join("/")
}

/// Method by the start of a page's name: `post-mureka-files`.
pub(super) fn method_of_name(name: &str) -> Option<&'static str> {
    let (verb, _) = name.split_once('-')?;
    Some(match verb.to_ascii_lowercase().as_str() {
        "get" => "GET",
        "post" => "POST",
        "del" | "delete" => "DELETE",
        "put" => "PUT",
        "patch" => "PATCH",
        _ => return None,
    })
}

/// Method by program code that makes the call.
pub(super) fn method_of_code(code: &str) -> Option<&'static str> {
    for method in ["POST", "DELETE", "PUT", "PATCH", "GET"] {
        let lower = method.to_ascii_lowercase();
        let said = [
            format!("-X {method}"),
            format!("-X{method}"),
            format!("--request {method}"),
            format!("method: '{method}'"),
            format!("method: \"{method}\""),
            format!("method:'{method}'"),
            format!("method:\"{method}\""),
            format!("\"method\": \"{method}\""),
            format!("requests.{lower}("),
            format!("axios.{lower}("),
            format!("httpx.{lower}("),
        ];
        if said.iter().any(|said| code.contains(said.as_str())) {
            return Some(method);
        }
    }
    let sends = [
        " -d ",
        " -d'",
        " --data",
        " -F ",
        " --form",
        "--upload-file",
    ];
    if sends.iter().any(|flag| code.contains(flag)) {
        return Some("POST");
    }
    (code.contains("curl ") || code.contains("fetch(")).then_some("GET")
}

/// Name of a page by its call: `post-mureka-music-create`.
pub(super) fn name(method: &str, path: &str) -> String {
    let verb = match method {
        "DELETE" => "del".to_owned(),
        other => other.to_ascii_lowercase(),
    };
    let mut name = verb;
    for segment in path
        .split('/')
        .filter(|segment| !segment.is_empty() && *segment != "v1")
    {
        name.push('-');
        name.push_str(segment.trim_matches(['{', '}']));
    }
    name
}
