//! One measured figure, as a line of JSON.

use serde::Serialize;

use crate::Spread;

/// A measured figure.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    row: &'static str,
    case: String,
    subject: String,
    measure: &'static str,
    unit: &'static str,
    value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    versus: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    exact: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    goal: Option<Goal>,
}

/// What a figure is meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// This, or less.
    AtMost(f64),
    /// This, or more.
    AtLeast(f64),
    /// Less than this.
    Below(f64),
}

impl Figure {
    /// A figure of a row (`calls`), a case (`GET a job`), a subject (`mureka-api`): what was
    /// measured (`allocations`), its unit (empty for a count) and its value.
    pub fn new(
        row: &'static str,
        case: impl Into<String>,
        subject: impl Into<String>,
        measure: &'static str,
        unit: &'static str,
        value: f64,
    ) -> Self {
        Self {
            row,
            case: case.into(),
            subject: subject.into(),
            measure,
            unit,
            value,
            versus: None,
            at: None,
            low: None,
            high: None,
            exact: false,
            goal: None,
        }
    }

    /// The value is a ratio to this subject's.
    #[must_use]
    pub fn versus(mut self, subject: impl Into<String>) -> Self {
        self.versus = Some(subject.into());
        self
    }

    /// One of several along an axis: connections, operations, accounts.
    #[must_use]
    pub fn at(mut self, at: f64) -> Self {
        self.at = Some(at);
        self
    }

    /// The lowest and highest that was seen; the value is the median.
    #[must_use]
    pub fn spread(mut self, spread: Spread) -> Self {
        self.low = Some(spread.low);
        self.high = Some(spread.high);
        self
    }

    /// The same on every run and machine.
    #[must_use]
    pub fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    /// What it is meant to be.
    #[must_use]
    pub fn goal(mut self, goal: Goal) -> Self {
        self.goal = Some(goal);
        self
    }

    /// Prints it.
    pub fn print(&self) {
        let line = serde_json::to_string(self).expect("a figure is JSON");
        println!("{line}");
    }
}

/// Prints that a subject of a row was left out, and why.
pub fn skipped(row: &str, subject: &str, reason: &str) {
    let line = serde_json::json!({"row": row, "subject": subject, "skipped": reason});
    println!("{line}");
}
