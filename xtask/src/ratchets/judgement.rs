//! Whether a figure keeps its limit.

use super::limits::Kind;

/// How much larger a program may be with the same rustc, in thousandths: parts of it are
/// compiled by the system's C compiler, and paths of the machine are in it.
const SAME_RUSTC: u64 = 5;
/// And with another rustc.
const OTHER_RUSTC: u64 = 30;

/// What is said of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// Within its limit.
    Kept,
    /// So far below that the limit could be lowered.
    Lower,
    /// More than is allowed.
    Above,
}

/// Holds a value against its limit.
pub fn judge(kind: Kind, limit: u64, value: u64, same_rustc: bool) -> Judgement {
    let slack = match kind {
        Kind::Exact | Kind::Bound => 0,
        Kind::Program if same_rustc => limit * SAME_RUSTC / 1000,
        Kind::Program => limit * OTHER_RUSTC / 1000,
    };
    if value > limit + slack {
        return Judgement::Above;
    }
    // A bound is what was promised, and what is measured is less every time.
    if kind != Kind::Bound && value < limit - slack {
        Judgement::Lower
    } else {
        Judgement::Kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Judgement::{Above, Kept, Lower};
    use Kind::{Bound, Exact, Program};

    #[test]
    fn figures_are_held_against_their_limits() {
        for (kind, value, same_rustc, expected) in [
            (Exact, 1000, true, Kept),
            (Exact, 1001, true, Above),
            (Exact, 1001, false, Above),
            (Exact, 999, false, Lower),
            (Bound, 1000, true, Kept),
            (Bound, 10, true, Kept),
            (Bound, 1001, false, Above),
            (Program, 1005, true, Kept),
            (Program, 1006, true, Above),
            (Program, 995, true, Kept),
            (Program, 994, true, Lower),
            (Program, 1030, false, Kept),
            (Program, 1031, false, Above),
            (Program, 970, false, Kept),
            (Program, 969, false, Lower),
        ] {
            let judged = judge(kind, 1000, value, same_rustc);
            assert_eq!(judged, expected, "{kind:?} {value} {same_rustc}");
        }
    }
}
