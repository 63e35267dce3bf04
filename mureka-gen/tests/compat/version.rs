//! Which version may follow which.

use mureka_gen::compat::Class::{self, Additive, Breaking, Cosmetic};
use mureka_gen::compat::Verdict;
use mureka_gen::compat::version::Version;

#[test]
fn the_least_version_that_may_follow() {
    for (before, class, needed) in [
        ("0.1.0", Breaking, "0.2.0"),
        ("0.1.0", Additive, "0.1.1"),
        ("0.1.0", Cosmetic, "0.1.0"),
        ("0.1.7", Breaking, "0.2.0"),
        ("0.0.3", Breaking, "0.0.4"),
        ("0.0.3", Additive, "0.0.4"),
        ("1.2.3", Breaking, "2.0.0"),
        ("1.2.3", Additive, "1.3.0"),
        ("1.2.3", Cosmetic, "1.2.3"),
        ("0.2.0-rc.1", Breaking, "0.2.0"),
    ] {
        let verdict = judged(before, before, class);
        assert_eq!(verdict.needed, needed, "{before} {class}");
    }
}

#[test]
fn whether_a_version_may_follow() {
    for (before, now, class, enough) in [
        ("0.1.0", "0.1.0", Cosmetic, true),
        ("0.1.0", "0.1.1", Cosmetic, true),
        ("0.1.0", "0.1.0", Additive, false),
        ("0.1.0", "0.1.1", Additive, true),
        ("0.1.0", "0.2.0", Additive, true),
        ("0.1.0", "0.1.9", Breaking, false),
        ("0.1.0", "0.2.0", Breaking, true),
        ("0.1.0", "1.0.0", Breaking, true),
        ("0.9.0", "0.10.0", Breaking, true),
        ("1.2.3", "1.3.0", Breaking, false),
        ("1.2.3", "2.0.0", Breaking, true),
        ("1.2.3", "1.2.4", Additive, false),
        // Never back, not even for words.
        ("0.2.0", "0.1.9", Cosmetic, false),
        // On the way to a release.
        ("0.1.0", "0.2.0-rc.1", Breaking, true),
        ("0.2.0-rc.1", "0.2.0-rc.2", Breaking, true),
        ("0.2.0-rc.1", "0.2.0", Breaking, true),
        ("0.2.0-rc.1", "0.2.0-rc.1", Additive, false),
    ] {
        let verdict = judged(before, now, class);
        assert_eq!(verdict.enough, enough, "{before} → {now} {class}");
    }
}

fn judged(before: &str, now: &str, class: Class) -> Verdict {
    let parsed =
        |text: &str| Version::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let [before, now] = [before, now].map(parsed);
    Verdict::of(&before, &now, class)
}
