//! The clock: tokio's and the system's, or the browser's.

use std::time::SystemTime;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};
#[cfg(target_arch = "wasm32")]
pub(crate) use wasmtimer::{
    std::Instant,
    tokio::{sleep, sleep_until, timeout, timeout_at},
};

/// The time of day.
pub(crate) fn now() -> SystemTime {
    #[cfg(not(target_arch = "wasm32"))]
    return SystemTime::now();
    // The standard library has no clock there: asking it panics.
    #[cfg(target_arch = "wasm32")]
    {
        use wasmtimer::std as browser;
        let since = browser::SystemTime::now().duration_since(browser::UNIX_EPOCH);
        SystemTime::UNIX_EPOCH + since.unwrap_or_default()
    }
}
