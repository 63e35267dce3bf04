//! Which lines are sent in this run.

use super::drive::Item;
use super::price::Prices;
use super::reading::Line;
use super::stage::Stage;
use super::state::Record;
use crate::failure::Failure;

/// What the user allows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allowed {
    /// Lines that were refused, or whose job failed, once more.
    pub failed: bool,
    /// Lines that may have been accepted, once more.
    pub unsure: bool,
    /// So many lines in this run.
    pub lines: Option<usize>,
    /// So many credits for the whole batch, earlier runs included.
    pub credits: Option<i64>,
}

impl Allowed {
    fn takes(self, stage: Stage) -> bool {
        match stage {
            Stage::Waiting => true,
            Stage::Failed => self.failed,
            Stage::Unsure => self.unsure,
            Stage::Sending | Stage::Running | Stage::Made => false,
        }
    }
}

/// What is sent, and how much is left for another run.
#[derive(Default)]
pub struct Choice {
    pub items: Vec<Item>,
    pub held_back: usize,
}

/// Chooses in the order of the file. `records` are those of the lines, in the same order;
/// `None` is a line that was never seen.
pub fn choose(
    lines: &[(&Line, Option<&Record>)],
    all: &[Record],
    prices: &Prices,
    allowed: Allowed,
) -> Result<Choice, Failure> {
    let mut choice = Choice::default();
    let mut spent: i64 = all.iter().filter_map(spent).sum();
    for (line, record) in lines {
        if !allowed.takes(record.map_or(Stage::Waiting, |record| record.stage)) {
            continue;
        }
        let credits = prices.of_request(&line.request);
        let too_many = allowed.lines.is_some_and(|most| choice.items.len() >= most);
        let too_dear = match (allowed.credits, credits) {
            (None, _) => false,
            (Some(most), Some(credits)) => spent + credits > most,
            (Some(_), None) => return Err(no_price(line)),
        };
        // What comes after it would come before it.
        if too_many || too_dear || choice.held_back > 0 {
            choice.held_back += 1;
            continue;
        }
        spent += credits.unwrap_or_default();
        choice.items.push(Item {
            number: record.map_or(0, |record| record.number),
            reference: String::new(),
            credits,
            request: line.request.clone(),
        });
    }
    Ok(choice)
}

/// What a line may have cost until now.
pub fn spent(record: &Record) -> Option<i64> {
    let was_refused = || {
        let trouble = record.trouble.as_ref();
        trouble.is_some_and(|trouble| trouble.charged == "no")
    };
    match record.stage {
        Stage::Waiting => None,
        Stage::Failed if was_refused() => None,
        _ => record.credits,
    }
}

fn no_price(line: &Line) -> Failure {
    let what = match line.request.model() {
        Some(model) => format!("model {}", model.as_str()),
        None => format!("kind {}", line.request.kind().name()),
    };
    Failure::Usage(format!(
        "line {}: no price is known of {what}, so --limit-credits cannot be kept; use --max",
        line.at
    ))
}
