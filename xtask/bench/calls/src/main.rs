//! Row `calls` without what openapi-generator makes, which needs tools that may be missing.
//!
//! `--without-openapi-generator REASON` tells so in the figures.

fn main() {
    let mut arguments = std::env::args().skip_while(|one| one != "--without-openapi-generator");
    if let Some(reason) = arguments.nth(1) {
        measure::skipped("calls", "openapi-generator", &reason);
    }
    calls::run(&calls::SUBJECTS);
}
