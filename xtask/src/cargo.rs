//! cargo, as if it were called by hand.

use std::ffi::{OsStr, OsString};
use std::process::Command;

/// The cargo that runs this program, or the one that is found.
pub fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// A call of it, without what the cargo that runs this program says of this program's package:
/// some build scripts run anew when it changes, and half of the tree is compiled after them.
pub fn command() -> Command {
    let mut command = Command::new(program());
    for name in of_this_package() {
        command.env_remove(name);
    }
    command
}

/// The variables of the environment that only hold for this program.
pub fn of_this_package() -> impl Iterator<Item = OsString> {
    std::env::vars_os()
        .map(|(name, _)| name)
        .filter(|name| is_of_a_package(name))
}

fn is_of_a_package(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name == "OUT_DIR" || name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_PKG_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_users_set_is_handed_on() {
        for (name, expected) in [
            ("CARGO_MANIFEST_DIR", true),
            ("CARGO_MANIFEST_PATH", true),
            ("CARGO_PKG_NAME", true),
            ("OUT_DIR", true),
            ("CARGO_HOME", false),
            ("CARGO_INCREMENTAL", false),
            ("CARGO_TARGET_DIR", false),
            ("PATH", false),
            ("RUSTFLAGS", false),
        ] {
            assert_eq!(is_of_a_package(OsStr::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn a_call_is_told_nothing_of_this_package() {
        // Run by cargo, as tests are.
        let dropped: Vec<OsString> = of_this_package().collect();
        assert!(dropped.iter().any(|name| name == "CARGO_MANIFEST_DIR"));
        let command = command();
        for name in dropped {
            assert!(command.get_envs().any(|it| it == (&name, None)), "{name:?}");
        }
    }
}
