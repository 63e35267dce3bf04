//! Row 6: how time and memory of the generator grow with the document, beside progenitor alone
//! and openapi-generator.
//!
//! Every measurement is a process of its own, so that its memory is its own, too.

use std::fs;
use std::path::{Path, PathBuf};

use measure::{Figure, Goal, Spread, skipped};
use mureka_gen::{Document, check, codegen, export};

mod subject;
mod synthetic;

use subject::{Cost, Subject};

const ROW: &str = "generator";
const FOLDER: &str = "target/bench/generator";
const SYNTHETIC: &str = "synthetic";
const SEED: u64 = 20_260_520;
/// A document of four times the operations may take that many times as long, and as much.
const LINEAR: f64 = 4.6;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if subject::as_child(&arguments) {
        return;
    }
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let said = |name: &str| arguments.iter().skip_while(|one| *one != name).nth(1);
    let mut subjects = vec![Subject::Ours, Subject::Progenitor];
    let generator = match (said("--generator-jar"), said("--without-generator")) {
        (Some(jar), _) => subject::java(Path::new(jar)),
        (None, Some(reason)) => Err(reason.clone()),
        (None, None) => Err("--generator-jar names no archive of it".to_owned()),
    };
    match generator {
        Ok(generator) => subjects.push(generator),
        Err(reason) => skipped(ROW, "openapi-generator", &reason),
    }
    let (sizes, rounds) = if quick {
        (vec![25, 100], 1)
    } else {
        (vec![100, 400, 1600], 5)
    };

    fs::create_dir_all(FOLDER).expect("a folder for documents");
    for name in ["useapi", "cloudsway"] {
        let text = fs::read_to_string(format!("spec/{name}.yaml")).expect("a document");
        let input = Input::new(name, &text);
        report(&input, &subjects, &input.measured(&subjects, rounds));
    }
    let mut measured = Vec::new();
    for operations in sizes {
        let text = synthetic::document(operations, SEED);
        let input = Input::new(&format!("{SYNTHETIC}{operations}"), &text);
        assert_eq!(input.operations, operations);
        let costs = input.measured(&subjects, rounds);
        report(&input, &subjects, &costs);
        measured.push((operations, costs));
    }
    if let [.., (fewer, before), (more, after)] = measured.as_slice() {
        let case = format!("{fewer} to {more} operations");
        for (at, subject) in subjects.iter().enumerate() {
            growth(&case, subject, &before[at], &after[at]);
        }
    }
}

/// A document in the forms that the subjects take.
struct Input {
    case: String,
    operations: usize,
    document: PathBuf,
    lowered: PathBuf,
    plain: PathBuf,
}

impl Input {
    fn new(name: &str, text: &str) -> Self {
        let file = |end: &str| Path::new(FOLDER).join(format!("{name}.{end}"));
        let document = Document::parse(name, text).expect("a document");
        let api = match check(&document) {
            Ok(api) => api,
            Err(diagnostics) => panic!("{}", diagnostics.render(false)),
        };
        let input = Self {
            case: if name.starts_with(SYNTHETIC) {
                SYNTHETIC.into()
            } else {
                format!("{name}.yaml, {} operations", api.operations.len())
            },
            operations: api.operations.len(),
            document: file("yaml"),
            lowered: file("lowered.json"),
            plain: file("plain.json"),
        };
        let profile = export::Profile::StrictTools;
        let plain =
            export::export(name, &document, &api, profile, &[]).expect("an export of the document");
        // Not YAML: of that, what reads it for openapi-generator takes 3 MiB at most.
        let plain = plain
            .iter()
            .find(|file| Path::new(&file.name).extension() == Some("json".as_ref()))
            .expect("a file in JSON");
        let lowered = codegen::lowered(&api).to_string();
        for (path, text) in [
            (&input.document, text),
            (&input.lowered, lowered.as_str()),
            (&input.plain, plain.text.as_str()),
        ] {
            fs::write(path, text).expect("a file is written");
        }
        input
    }

    fn file(&self, subject: &Subject) -> &Path {
        match subject {
            Subject::Ours => &self.document,
            Subject::Progenitor => &self.lowered,
            Subject::OpenapiGenerator { .. } => &self.plain,
        }
    }

    /// By subject, then by round; the subjects take turns.
    fn measured(&self, subjects: &[Subject], rounds: usize) -> Vec<Vec<Cost>> {
        let mut costs = vec![Vec::new(); subjects.len()];
        for round in 0..rounds {
            eprintln!(
                "{}, {} operations, round {}",
                self.case,
                self.operations,
                round + 1
            );
            let mut order: Vec<usize> = (0..subjects.len()).collect();
            if round % 2 == 1 {
                order.reverse();
            }
            for at in order {
                let subject = &subjects[at];
                // It takes seconds each time, whatever the document.
                if round >= 2 && matches!(subject, Subject::OpenapiGenerator { .. }) {
                    continue;
                }
                costs[at].push(subject.cost(self.file(subject)));
            }
        }
        costs
    }
}

fn report(input: &Input, subjects: &[Subject], costs: &[Vec<Cost>]) {
    let figure = |subject: &Subject, measure, unit, spread: Spread| {
        let (case, value) = (&input.case, spread.median);
        let figure = Figure::new(ROW, case, subject.name(), measure, unit, value).spread(spread);
        if input.case == SYNTHETIC {
            figure.at(input.operations as f64)
        } else {
            figure
        }
    };
    for (subject, costs) in subjects.iter().zip(costs) {
        let cpu = spread(costs, |cost| cost.cpu_seconds);
        let memory = spread(costs, |cost| cost.mebibytes);
        let all = [
            ("time", "s", spread(costs, |cost| cost.seconds)),
            ("CPU", "s", cpu),
            ("peak memory", "MiB", memory),
        ];
        for (measure, unit, spread) in all {
            if spread.median.is_finite() {
                figure(subject, measure, unit, spread).print();
            }
        }
    }
    let Some((ours, others)) = costs.split_first() else {
        return;
    };
    for (subject, theirs) in subjects.iter().skip(1).zip(others) {
        let ratios = ours.iter().zip(theirs);
        let ratios = Spread::of(
            ratios
                .map(|(ours, theirs)| ours.seconds / theirs.seconds)
                .collect(),
        );
        figure(&Subject::Ours, "time", "ratio", ratios)
            .versus(subject.name())
            .print();
    }
}

fn growth(case: &str, subject: &Subject, before: &[Cost], after: &[Cost]) {
    let growth = |of: fn(&Cost) -> f64| {
        let rounds = before.iter().zip(after);
        Spread::of(
            rounds
                .map(|(before, after)| of(after) / of(before))
                .collect(),
        )
    };
    for (measure, spread) in [
        ("time growth", growth(|cost| cost.seconds)),
        // The same where nothing else runs, and calmer where something does.
        ("CPU growth", growth(|cost| cost.cpu_seconds)),
        ("memory growth", growth(|cost| cost.mebibytes)),
    ] {
        if !spread.median.is_finite() {
            continue;
        }
        let mut figure =
            Figure::new(ROW, case, subject.name(), measure, "ratio", spread.median).spread(spread);
        if matches!(subject, Subject::Ours) && measure != "CPU growth" {
            figure = figure.goal(Goal::AtMost(LINEAR));
        }
        figure.print();
    }
}

fn spread(costs: &[Cost], of: fn(&Cost) -> f64) -> Spread {
    Spread::of(costs.iter().map(of).collect())
}
