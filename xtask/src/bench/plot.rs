//! A row's figures drawn: bars for those who took part, lines along an axis.
//!
//! By hand, as a page on the web is read by day and by night: what draws plots for Rust fixes
//! its colours.
// Pixels and counts of panels.
#![allow(clippy::cast_precision_loss)]

use std::fmt::Write as _;

use super::figure::{Figure, shown};
use super::row::Row;

/// Panels beside each other.
const COLUMNS: usize = 3;
const WIDTH: f64 = 270.0;
const HEIGHT: f64 = 184.0;
/// Room for the two lines above what is drawn.
const HEAD: f64 = 28.0;
const GAP: f64 = 20.0;
/// Room for the names of those who took part.
const LEGEND: f64 = 28.0;
/// Told apart by those who see colours differently, on white and on black.
const COLOURS: [&str; 6] = [
    "#2f6fde", "#e07a1f", "#1f9e89", "#b0489c", "#8a8f98", "#c9a227",
];
/// Where the greatest is more than so many times the least, the axis is logarithmic.
const WIDE: f64 = 50.0;

/// What follows the system's theme.
const STYLE: &str = "\
text{font:11px system-ui,sans-serif;fill:#24292f}.title{font-weight:600}.end{text-anchor:end}.middle{text-anchor:middle}.faint{fill:#59636e}\
.rule{stroke:#d1d9e0;stroke-width:1}.ground{fill:#ffffff}\
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.faint{fill:#9198a1}\
.rule{stroke:#3d444d}.ground{fill:#0d1117}}";

/// What is drawn in one panel.
struct Panel<'a> {
    case: &'a str,
    measure: &'a str,
    unit: &'a str,
    figures: Vec<&'a Figure>,
}

/// Draws the figures of a row; nothing where there is nothing to compare.
pub fn svg<'a>(row: Row, figures: impl Iterator<Item = &'a Figure>) -> Option<String> {
    let panels = panels(figures);
    if panels.is_empty() {
        return None;
    }
    let mut subjects: Vec<&str> = Vec::new();
    for figure in panels.iter().flat_map(|panel| &panel.figures) {
        if !subjects.contains(&figure.subject.as_str()) {
            subjects.push(&figure.subject);
        }
    }
    let columns = panels.len().min(COLUMNS);
    let lines = panels.len().div_ceil(COLUMNS);
    let width = columns as f64 * (WIDTH + GAP) + GAP;
    let height = lines as f64 * (HEIGHT + GAP) + GAP + LEGEND;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n",
        escaped(row.heading())
    );
    legend(&mut out, &subjects);
    for (number, panel) in panels.iter().enumerate() {
        let x = GAP + (number % COLUMNS) as f64 * (WIDTH + GAP);
        let y = LEGEND + GAP + (number / COLUMNS) as f64 * (HEIGHT + GAP);
        let _ = writeln!(out, "<g transform=\"translate({x} {y})\">");
        text(&mut out, 0.0, 0.0, "title", panel.case);
        text(&mut out, 0.0, 14.0, "faint", panel.measure);
        if panel.figures.iter().any(|figure| figure.at.is_some()) {
            curves(&mut out, row, panel, &subjects);
        } else {
            bars(&mut out, panel, &subjects);
        }
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    Some(out)
}

/// What is worth a panel: more than one subject, or more than one place along the axis.
fn panels<'a>(figures: impl Iterator<Item = &'a Figure>) -> Vec<Panel<'a>> {
    let mut panels: Vec<Panel<'a>> = Vec::new();
    // Ratios and differences say again what the figures they are made of say.
    for figure in figures.filter(|figure| figure.versus.is_none() && figure.value.is_finite()) {
        let known = panels.iter_mut().find(|panel| {
            panel.case == figure.case
                && panel.measure == figure.measure
                && panel.unit == figure.unit
                && panel
                    .figures
                    .iter()
                    .all(|one| one.at.is_some() == figure.at.is_some())
        });
        match known {
            Some(panel) => panel.figures.push(figure),
            None => panels.push(Panel {
                case: &figure.case,
                measure: &figure.measure,
                unit: &figure.unit,
                figures: vec![figure],
            }),
        }
    }
    panels.retain(|panel| panel.figures.len() > 1);
    panels
}

fn legend(out: &mut String, subjects: &[&str]) {
    let mut x = GAP;
    for subject in subjects {
        let colour = colour(subjects, subject);
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"14\" width=\"10\" height=\"10\" rx=\"2\" fill=\"{colour}\"/>"
        );
        text(out, x + 15.0, 23.0, "", subject);
        x += 35.0 + 6.2 * subject.chars().count() as f64;
    }
}

fn bars(out: &mut String, panel: &Panel, subjects: &[&str]) {
    let greatest = panel
        .figures
        .iter()
        .map(|figure| figure.value)
        .fold(0.0, f64::max);
    let step = ((HEIGHT - HEAD - 6.0) / panel.figures.len() as f64).min(34.0);
    for (number, figure) in panel.figures.iter().enumerate() {
        let y = HEAD + number as f64 * step;
        // Room for the value behind it.
        let length = if greatest > 0.0 {
            (figure.value.max(0.0) / greatest * (WIDTH - 90.0)).max(1.0)
        } else {
            1.0
        };
        let height = (step - 8.0).min(20.0);
        let colour = colour(subjects, &figure.subject);
        let _ = writeln!(
            out,
            "<rect y=\"{y:.1}\" width=\"{length:.1}\" height=\"{height:.1}\" rx=\"2\" fill=\"{colour}\"/>"
        );
        let middle = y + height / 2.0 + 4.0;
        text(
            out,
            length + 6.0,
            middle,
            "",
            &shown(figure.value, &figure.unit),
        );
    }
}

fn curves(out: &mut String, row: Row, panel: &Panel, subjects: &[&str]) {
    const LEFT: f64 = 80.0;
    const TOP: f64 = HEAD;
    const BOTTOM: f64 = HEIGHT - 34.0;
    let mut places: Vec<f64> = panel
        .figures
        .iter()
        .filter_map(|figure| figure.at)
        .collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    let values = || panel.figures.iter().map(|figure| figure.value);
    let greatest = values().fold(f64::MIN_POSITIVE, f64::max);
    let least = values().fold(f64::INFINITY, f64::min);
    let logarithmic = least > 0.0 && greatest / least > WIDE;
    let floor = if logarithmic { least / 1.5 } else { 0.0 };
    let down = |value: f64| {
        let part = if logarithmic {
            (value / floor).ln() / (greatest / floor).ln()
        } else {
            value / greatest
        };
        BOTTOM - part * (BOTTOM - TOP)
    };
    // Places as far apart as they are in powers.
    let along = |at: f64| {
        let (first, last) = (places.first().copied(), places.last().copied());
        let (Some(first), Some(last)) = (first, last) else {
            return LEFT;
        };
        if last <= first || first <= 0.0 {
            return LEFT;
        }
        LEFT + (at / first).ln() / (last / first).ln() * (WIDTH - LEFT - 12.0)
    };
    let middle = if logarithmic {
        (floor * greatest).sqrt()
    } else {
        greatest / 2.0
    };
    for value in [if logarithmic { least } else { 0.0 }, middle, greatest] {
        let y = down(value);
        let _ = writeln!(
            out,
            "<line class=\"rule\" x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"
        );
        text(
            out,
            LEFT - 6.0,
            y + 4.0,
            "faint end",
            &shown(value, panel.unit),
        );
    }
    for &at in &places {
        let label = super::figure::digits(at);
        text(out, along(at), BOTTOM + 16.0, "faint middle", &label);
    }
    text(
        out,
        f64::midpoint(LEFT, WIDTH),
        BOTTOM + 30.0,
        "faint middle",
        row.axis(),
    );
    for subject in subjects {
        let mut points: Vec<(f64, f64)> = panel
            .figures
            .iter()
            .filter(|figure| figure.subject == *subject)
            .filter_map(|figure| Some((along(figure.at?), down(figure.value))))
            .collect();
        points.sort_by(|one, other| one.0.total_cmp(&other.0));
        let line: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let colour = colour(subjects, subject);
        let _ = writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            line.join(" ")
        );
        for (x, y) in points {
            let _ = writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>"
            );
        }
    }
}

fn text(out: &mut String, x: f64, y: f64, class: &str, words: &str) {
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">{}</text>",
        escaped(words)
    );
}

fn colour(subjects: &[&str], subject: &str) -> &'static str {
    let place = subjects.iter().position(|one| *one == subject).unwrap_or(0);
    COLOURS[place % COLOURS.len()]
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(subject: &str, at: Option<f64>, value: f64) -> Figure {
        Figure {
            row: "mock".into(),
            case: "GET <a> \"job\"".into(),
            subject: subject.into(),
            measure: "requests".into(),
            unit: "/s".into(),
            value,
            versus: None,
            at,
            low: None,
            high: None,
            exact: false,
            goal: None,
        }
    }

    fn count(text: &str, what: &str) -> usize {
        text.matches(what).count()
    }

    #[test]
    fn who_took_part_stands_side_by_side_as_bars() {
        let figures = [figure("mock", None, 80.0), figure("Prism", None, 4.0)];
        let drawn = svg(Row::Mock, figures.iter()).unwrap();
        assert_eq!(
            count(&drawn, "width=\"180.0\""),
            1,
            "the greatest is the longest: {drawn}"
        );
        assert_eq!(count(&drawn, "width=\"9.0\""), 1, "{drawn}");
        assert!(drawn.contains("80 /s") && drawn.contains("4 /s"));
        assert!(drawn.contains("GET &lt;a&gt; &quot;job&quot;"), "{drawn}");
    }

    #[test]
    fn places_along_an_axis_are_a_line_for_each() {
        let figures = [
            figure("mock", Some(1.0), 10.0),
            figure("mock", Some(16.0), 80.0),
            figure("mock", Some(64.0), 90.0),
            figure("Prism", Some(1.0), 2.0),
            figure("Prism", Some(64.0), 3.0),
        ];
        let drawn = svg(Row::Mock, figures.iter()).unwrap();
        assert_eq!(count(&drawn, "<polyline"), 2);
        assert_eq!(count(&drawn, "<circle"), 5);
        assert!(drawn.contains("connections"), "{drawn}");
    }

    #[test]
    fn what_cannot_be_compared_is_not_drawn() {
        let alone = figure("mock", None, 80.0);
        let ratio = Figure {
            versus: Some("Prism".into()),
            ..figure("mock", None, 20.0)
        };
        let none = figure("Prism", None, f64::NAN);
        assert_eq!(svg(Row::Mock, [alone, ratio, none].iter()), None);
        let zeros = [figure("mock", None, 0.0), figure("Prism", None, 0.0)];
        let drawn = svg(Row::Mock, zeros.iter()).unwrap();
        assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
    }
}
