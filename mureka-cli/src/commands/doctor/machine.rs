//! What can be looked at without a call: configuration, clock, version, Cloudsway.

use std::path::Path;
use std::time::SystemTime;

use mureka_api::HeaderMap;

use super::finding::Finding;
use crate::failure::Failure;
use crate::profile::{self, Profile};
use crate::session::Session;

/// So far off, in seconds, a clock may be.
const CLOCK: u64 = 60;

/// The version of this program.
pub fn version() -> Finding {
    Finding::ok("version", concat!("mureka ", env!("CARGO_PKG_VERSION")))
}

/// The file with the profiles: whether it can be read, and by whom.
pub fn configuration(session: &Session) -> Finding {
    const CHECK: &str = "config";
    if session.is_mock() {
        return Finding::ok(CHECK, "not used with --mock");
    }
    let path = match profile::path() {
        Ok(path) => path,
        Err(failure) => {
            return Finding::broken(CHECK, failure.to_string(), "set MUREKA_CONFIG_DIR");
        }
    };
    let name = session
        .shared
        .profile
        .as_deref()
        .filter(|name| !name.is_empty());
    match Profile::load(name) {
        Err(failure @ Failure::NoCredentials(_)) => {
            Finding::broken(CHECK, failure.to_string(), "name another profile")
        }
        Err(failure) => {
            let remedy = "mend the file, or remove it and run `mureka login`";
            Finding::broken(CHECK, failure.to_string(), remedy)
        }
        Ok(_) if !path.exists() => Finding::ok(CHECK, "no file; the environment is used"),
        Ok(_) => match others_read(&path) {
            Some(mode) => {
                let message = format!("{}: others can read it, mode {mode:03o}", path.display());
                let remedy = format!("`chmod 600 {}`", path.display());
                Finding::warning(CHECK, message, remedy)
            }
            None => Finding::ok(CHECK, path.display().to_string()),
        },
    }
}

/// The mode of the file, if it is open to others.
#[cfg(unix)]
fn others_read(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(not(unix))]
fn others_read(_: &Path) -> Option<u32> {
    None
}

/// Our clock against that of the service.
pub fn clock(headers: &HeaderMap, now: SystemTime) -> Option<Finding> {
    let date = headers.get("date")?.to_str().ok()?;
    let theirs = httpdate::parse_http_date(date).ok()?;
    let (off, side) = match now.duration_since(theirs) {
        Ok(ahead) => (ahead.as_secs(), "ahead of"),
        Err(behind) => (behind.duration().as_secs(), "behind"),
    };
    Some(if off > CLOCK {
        let message = format!("{off} s {side} that of the service");
        Finding::warning("clock", message, "set the clock of this machine")
    } else {
        Finding::ok("clock", "as that of the service")
    })
}

/// Whether Cloudsway can be called. Not whether the key is good: nothing says that a call to
/// find out is free.
pub fn cloudsway(session: &Session) -> Finding {
    const CHECK: &str = "cloudsway";
    match session.cloudsway() {
        Ok(_) => Finding::ok(CHECK, "key and endpoint are set; not tried"),
        Err(Failure::NoCredentials(_)) => {
            let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
            if is_set("CLOUDSWAY_API_KEY") || is_set("CLOUDSWAY_ENDPOINT") {
                let remedy = "set both CLOUDSWAY_API_KEY and CLOUDSWAY_ENDPOINT";
                Finding::warning(CHECK, "half set up", remedy)
            } else {
                Finding::ok(CHECK, "not set up")
            }
        }
        Err(Failure::File(_)) => {
            let message = "not known without the configuration";
            Finding::warning(CHECK, message, "mend the configuration first")
        }
        Err(failure) => {
            let remedy = "mend CLOUDSWAY_API_KEY, CLOUDSWAY_ENDPOINT or CLOUDSWAY_BASE_URL";
            Finding::broken(CHECK, failure.to_string(), remedy)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::finding::State;
    use super::*;

    #[test]
    fn a_clock_may_be_a_minute_off() {
        let theirs = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
        let mut headers = HeaderMap::new();
        assert_eq!(clock(&headers, theirs), None);
        headers.insert("date", httpdate::fmt_http_date(theirs).parse().unwrap());
        for (ours, state) in [
            (theirs, State::Ok),
            (theirs + Duration::from_secs(60), State::Ok),
            (theirs + Duration::from_secs(61), State::Warning),
            (theirs - Duration::from_secs(3600), State::Warning),
        ] {
            assert_eq!(clock(&headers, ours).unwrap().state, state, "{ours:?}");
        }
    }
}
