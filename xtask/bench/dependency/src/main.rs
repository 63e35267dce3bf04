//! Row 8: what it costs to depend on mureka-api, beside reqwest alone and async-openai with
//! what of it is comparable.
//!
//! Each is a program of a few lines with a lock file of its own. A build takes every processor
//! there is, so what is told is what all of them did together: seconds of CPU.

use measure::{Figure, skipped};

mod cargo;

use cargo::Program;

const ROW: &str = "dependency";

fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let programs = ["mureka-api", "reqwest", "async-openai"].map(Program::of);
    for program in &programs {
        if let Err(reason) = program.fetched() {
            skipped(ROW, program.name, &reason);
            continue;
        }
        let crates = program.crates() as f64;
        Figure::new(ROW, "the tree", program.name, "crates", "", crates)
            .exact()
            .print();
        if quick {
            // A build of the least of them takes longer than a look should.
            skipped(ROW, program.name, "builds: not in a quick run");
        } else {
            builds(program);
        }
    }
}

fn builds(program: &Program) {
    let told = |case: &str, seconds: Option<f64>| match seconds {
        Some(seconds) => {
            Figure::new(ROW, case, program.name, "CPU", "s", seconds).print();
        }
        None => skipped(ROW, program.name, "CPU: the system does not tell"),
    };
    program.wiped();
    eprintln!("{}: debug build", program.name);
    told("cold debug build", program.build(false, None));
    program.forget(program.name);
    told(
        "the crate alone, debug",
        program.build(false, Some(program.name)),
    );
    program.wiped();
    eprintln!("{}: release build", program.name);
    told("cold release build", program.build(true, None));
    let bytes = program.bytes() as f64;
    Figure::new(
        ROW,
        "the program",
        program.name,
        "size, stripped",
        "B",
        bytes,
    )
    .print();
    program.wiped();
}
