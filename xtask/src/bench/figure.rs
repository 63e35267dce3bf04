//! A measured figure as the programs print it, and whether it is what it is meant to be.

use serde::{Deserialize, Serialize};

/// A line that a measuring program prints.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Line {
    /// Something was measured.
    Figure(Figure),
    /// Something was left out.
    Skipped(Skipped),
}

/// A measured figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Which part of the table it belongs to.
    pub row: String,
    /// What was done.
    pub case: String,
    /// Who did it.
    pub subject: String,
    /// What was measured of it.
    pub measure: String,
    /// In what; empty for a count.
    pub unit: String,
    /// The value, or the median of several.
    pub value: f64,
    /// Whose value it is compared with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub versus: Option<String>,
    /// Its place along an axis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    /// The lowest of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The highest of several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// The same on every run and machine.
    #[serde(default)]
    pub exact: bool,
    /// What it is meant to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
}

/// What a figure is meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// This, or less.
    AtMost(f64),
    /// This, or more.
    AtLeast(f64),
    /// Less than this.
    Below(f64),
}

/// Something that was left out, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Skipped {
    /// Which part of the table it belongs to.
    pub row: String,
    /// Who would have taken part.
    pub subject: String,
    /// Why it did not.
    #[serde(rename = "skipped")]
    pub reason: String,
}

impl Figure {
    /// Whether it is what it is meant to be; nothing where nobody said.
    pub fn met(&self) -> Option<bool> {
        Some(match self.goal? {
            Goal::AtMost(limit) => self.value <= limit,
            Goal::AtLeast(limit) => self.value >= limit,
            Goal::Below(limit) => self.value < limit,
        })
    }

    /// Its goal in words, if it has one.
    pub fn goal_shown(&self) -> Option<String> {
        Some(match self.goal? {
            Goal::AtMost(limit) => format!("at most {}", shown(limit, &self.unit)),
            Goal::AtLeast(limit) => format!("at least {}", shown(limit, &self.unit)),
            Goal::Below(limit) => format!("below {}", shown(limit, &self.unit)),
        })
    }

    /// Its value in words, with the spread.
    pub fn value_shown(&self) -> String {
        let value = shown(self.value, &self.unit);
        match (self.low, self.high) {
            (Some(low), Some(high)) => {
                format!("{value} ({} to {})", digits(low), digits(high))
            }
            _ => value,
        }
    }
}

/// A value with its unit.
pub fn shown(value: f64, unit: &str) -> String {
    match unit {
        "" => digits(value),
        "ratio" => format!("{} ×", digits(value)),
        _ => format!("{} {unit}", digits(value)),
    }
}

/// Three digits that mean something, and whole numbers as they are, in groups of three.
pub fn digits(value: f64) -> String {
    let size = value.abs();
    if size >= 1000.0 || value.fract() == 0.0 {
        return grouped(&format!("{value:.0}"));
    }
    match size {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        0.1.. => format!("{value:.2}"),
        0.01.. => format!("{value:.3}"),
        _ => format!("{value:.1e}"),
    }
}

/// A whole number in groups of three digits.
fn grouped(number: &str) -> String {
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", number),
    };
    let mut out = String::from(sign);
    for (at, digit) in number.chars().enumerate() {
        if at > 0 && (number.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_are_printed() {
        for line in [
            r#"{"row":"calls","case":"GET a job","subject":"mureka-api","measure":"allocations","unit":"","value":4.0,"versus":"by hand","exact":true,"goal":{"at_most":5.0}}"#,
            r#"{"row":"mock","subject":"Prism","skipped":"npm: not found"}"#,
        ] {
            let read: Line = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(serde_json::to_string(&read).ok().as_deref(), Some(line));
        }
    }

    #[test]
    fn a_goal_is_met_up_to_its_limit() {
        for (goal, value, met) in [
            (Goal::AtMost(5.0), 5.0, true),
            (Goal::AtMost(5.0), 5.1, false),
            (Goal::AtLeast(0.95), 0.95, true),
            (Goal::AtLeast(0.95), 0.94, false),
            (Goal::Below(1.0), 1.0, false),
            (Goal::Below(1.0), 0.99, true),
        ] {
            let figure = Figure {
                goal: Some(goal),
                value,
                ..figure()
            };
            assert_eq!(figure.met(), Some(met), "{goal:?} {value}");
        }
        assert_eq!(figure().met(), None);
        // What could not be measured meets nothing.
        let none = Figure {
            goal: Some(Goal::AtMost(5.0)),
            value: f64::NAN,
            ..figure()
        };
        assert_eq!(none.met(), Some(false));
    }

    #[test]
    fn values_have_three_digits_that_mean_something() {
        for (value, unit, text) in [
            (84.0, "", "84"),
            (12_345_678.0, "B", "12,345,678 B"),
            (1234.5, "calls/s", "1,234 calls/s"),
            (1.023_4, "ratio", "1.02 ×"),
            (123.4, "ms", "123 ms"),
            (12.34, "MiB", "12.3 MiB"),
            (0.0123, "s", "0.012 s"),
            (0.001_23, "s", "1.2e-3 s"),
            (0.0, "", "0"),
            (-4.0, "", "-4"),
            (-1234.0, "", "-1,234"),
        ] {
            assert_eq!(shown(value, unit), text);
        }
    }

    fn figure() -> Figure {
        Figure {
            row: "calls".into(),
            case: "GET a job".into(),
            subject: "mureka-api".into(),
            measure: "allocations".into(),
            unit: String::new(),
            value: 4.0,
            versus: None,
            at: None,
            low: None,
            high: None,
            exact: false,
            goal: None,
        }
    }
}
