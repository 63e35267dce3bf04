//! The record of a run: where it was made, and every figure.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::figure::{Figure, Line, Skipped};
use super::machine::Machine;
use super::row::Row;

/// The record of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Where and of what it was made.
    pub machine: Machine,
    /// Few rounds and small sizes: it shows that all works, and nothing else.
    pub quick: bool,
    /// What the programs printed, in order.
    pub lines: Vec<Line>,
}

impl Results {
    /// Reads a record.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string());
        text.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()))
            .map_err(|error| format!("{}: {error}", path.display()))
    }

    /// The record as it is kept.
    pub fn json(&self) -> Result<String, String> {
        serde_json::to_string_pretty(self)
            .map(|text| text + "\n")
            .map_err(|error| format!("the record: {error}"))
    }

    /// The figures of a row.
    pub fn figures(&self, row: Row) -> impl Iterator<Item = &Figure> {
        self.lines.iter().filter_map(move |line| match line {
            Line::Figure(figure) if figure.row == row.name() => Some(figure),
            _ => None,
        })
    }

    /// What of a row was left out.
    pub fn skipped(&self, row: Row) -> impl Iterator<Item = &Skipped> {
        self.lines.iter().filter_map(move |line| match line {
            Line::Skipped(skipped) if skipped.row == row.name() => Some(skipped),
            _ => None,
        })
    }

    /// All figures that are not what they are meant to be.
    pub fn missed(&self) -> impl Iterator<Item = &Figure> {
        self.lines.iter().filter_map(|line| match line {
            Line::Figure(figure) if figure.met() == Some(false) => Some(figure),
            _ => None,
        })
    }

    /// How many figures have a goal.
    pub fn goals(&self) -> usize {
        let goals = self.lines.iter();
        goals
            .filter(|line| matches!(line, Line::Figure(figure) if figure.goal.is_some()))
            .count()
    }
}
