//! The version that a change asks for, as Cargo understands versions.

pub use semver::Version;

use super::finding::Class;

/// The least version that may follow `before` after changes of this class.
///
/// Before 1.0.0 the first number that is not zero is the one that promises: a breaking
/// change raises it, an addition the next one.
pub fn needed(before: &Version, class: Class) -> Version {
    if class == Class::Cosmetic {
        return before.clone();
    }
    // A version before a release promises nothing: any later one will do.
    if !before.pre.is_empty() {
        return Version::new(before.major, before.minor, before.patch);
    }
    let Version {
        major,
        minor,
        patch,
        ..
    } = *before;
    let breaking = class == Class::Breaking;
    match (major, minor) {
        (0, 0) => Version::new(0, 0, patch.saturating_add(1)),
        (0, _) if breaking => Version::new(0, minor.saturating_add(1), 0),
        (0, _) => Version::new(0, minor, patch.saturating_add(1)),
        _ if breaking => Version::new(major.saturating_add(1), 0, 0),
        _ => Version::new(major, minor.saturating_add(1), 0),
    }
}

/// Whether `now` may follow `before` after changes of this class.
pub fn is_enough(before: &Version, now: &Version, class: Class) -> bool {
    if now < before {
        return false;
    }
    if class == Class::Cosmetic {
        return true;
    }
    let needed = needed(before, class);
    let release = Version::new(now.major, now.minor, now.patch);
    // 0.2.0-rc.1 is on the way to the 0.2.0 that is needed.
    now > before && release >= needed
}
