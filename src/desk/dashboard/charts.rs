//! Small charts as SVG, drawn on the server: values in, text out. No I/O.
//!
//! Colours are classes of the stylesheet, so that dark mode and the content security policy apply to
//! charts. Every chart has a description for screen readers; the page has a table of the numbers.

use std::fmt::Write as _;

use askama::filters::{Html, escape};

use crate::desk::words::tenths;
use crate::i18n::Words;

/// Width and height of the drawing in its own units; it scales to the width of its container.
const SIZE: (f64, f64) = (720.0, 160.0);
/// Room for the numbers at the left, and for the names at the bottom.
const MARGIN: (f64, f64) = (36.0, 18.0);
/// The most names under the bars before every second, third … one is left out.
const NAMES: usize = 12;

/// A bar of stacked parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its name: `Mon 09:00`.
    pub name: String,
    /// Class and value of each part, from the bottom up: `("approved", 12.0)`.
    pub parts: Vec<(&'static str, f64)>,
}

/// Bars that stand beside each other, each of several parts.
pub fn bars(words: &Words, says: &str, bars: &[Bar]) -> String {
    let sum = |bar: &Bar| bar.parts.iter().map(|(_, part)| part).sum::<f64>();
    let most = ceiling(bars.iter().map(sum).fold(0.0, f64::max));
    let mut svg = begun(words, says, most, "");
    let step = (SIZE.0 - MARGIN.0) / bars.len().max(1) as f64;
    let width = (step * 0.78).max(0.5);
    for (at, bar) in bars.iter().enumerate() {
        let left = MARGIN.0 + step * at as f64 + (step - width) / 2.0;
        let mut foot = 0.0;
        for (class, part) in &bar.parts {
            let (top, tall) =
                (height(foot + part, most), height(foot, most) - height(foot + part, most));
            foot += part;
            if tall > 0.0 {
                put(
                    &mut svg,
                    format_args!(
                        "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{tall:.1}\"/>"
                    ),
                );
            }
        }
    }
    names(&mut svg, bars.iter().map(|bar| bar.name.as_str()), step);
    svg.push_str("</svg>");
    svg
}

/// A line through values, with gaps where there are none. `unit` stands behind the numbers at the
/// side.
pub fn line(words: &Words, says: &str, unit: &str, values: &[(String, Option<f64>)]) -> String {
    let most = ceiling(values.iter().filter_map(|(_, value)| *value).fold(0.0, f64::max));
    let mut svg = begun(words, says, most, unit);
    let step = (SIZE.0 - MARGIN.0) / values.len().max(1) as f64;
    let point = |at: usize, value: f64| (MARGIN.0 + step * (at as f64 + 0.5), height(value, most));
    let mut path = String::new();
    let mut pen_is_down = false;
    for (at, (_, value)) in values.iter().enumerate() {
        let Some(value) = value else {
            pen_is_down = false;
            continue;
        };
        let (x, y) = point(at, *value);
        put(&mut path, format_args!("{}{x:.1} {y:.1} ", if pen_is_down { 'L' } else { 'M' }));
        pen_is_down = true;
    }
    put(&mut svg, format_args!("<path class=\"line\" d=\"{}\"/>", path.trim_end()));
    for (at, (_, value)) in values.iter().enumerate() {
        if let Some(value) = value {
            let (x, y) = point(at, *value);
            put(
                &mut svg,
                format_args!("<circle class=\"dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.5\"/>"),
            );
        }
    }
    names(&mut svg, values.iter().map(|(name, _)| name.as_str()), step);
    svg.push_str("</svg>");
    svg
}

/// A bar in a row of a table, as long as `value` is of `most`; the row has the number.
pub fn share(value: f64, most: f64) -> String {
    let width = if most > 0.0 { value / most * 100.0 } else { 0.0 };
    format!(
        "<svg class=\"share\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <rect class=\"part\" width=\"{width:.1}\" height=\"8\"/></svg>"
    )
}

/// The drawing with what it says, and three lines to read values by.
fn begun(words: &Words, says: &str, most: f64, unit: &str) -> String {
    let says = escape(says, Html).map_or_else(|_| String::new(), |safe| safe.to_string());
    let space = if unit.is_empty() { "" } else { " " };
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{says}\">",
        SIZE.0, SIZE.1
    );
    for value in [0.0, most / 2.0, most] {
        let y = height(value, most);
        put(
            &mut svg,
            format_args!(
                "<path class=\"grid\" d=\"M{} {y:.1}H{}\"/><text class=\"number\" x=\"{}\" y=\"{:.1}\">{}{space}{unit}</text>",
                MARGIN.0,
                SIZE.0,
                MARGIN.0 - 5.0,
                y + 3.5,
                words.tenths(tenths(value))
            ),
        );
    }
    svg
}

fn names<'a>(svg: &mut String, names: impl ExactSizeIterator<Item = &'a str>, step: f64) {
    let every = names.len().div_ceil(NAMES).max(1);
    for (at, name) in names.enumerate().step_by(every) {
        let x = MARGIN.0 + step * (at as f64 + 0.5);
        let name = escape(name, Html).map_or_else(|_| String::new(), |safe| safe.to_string());
        put(
            svg,
            format_args!(
                "<text class=\"name\" x=\"{x:.1}\" y=\"{:.1}\">{name}</text>",
                SIZE.1 - 4.0
            ),
        );
    }
}

/// Where a value is, from the top.
fn height(value: f64, most: f64) -> f64 {
    let room = SIZE.1 - MARGIN.1 - 10.0;
    10.0 + room * (1.0 - value / most)
}

/// The next number above `most` that reads well: 1, 2 or 5 with noughts, and even where it can be.
fn ceiling(most: f64) -> f64 {
    let mut unit = 1.0;
    loop {
        for step in [2.0, 4.0, 10.0] {
            if most <= step * unit {
                return step * unit;
            }
        }
        unit *= 10.0;
    }
}

/// Writing to a string cannot fail.
fn put(text: &mut String, part: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_each_other_and_fill_the_height() {
        let bar = |name: &str, parts: &[(&'static str, f64)]| Bar {
            name: name.to_owned(),
            parts: parts.to_vec(),
        };
        let svg = bars(
            &Words::default(),
            "Two & two",
            &[bar("a", &[("approved", 2.0), ("spam", 2.0)]), bar("b", &[("approved", 0.0)])],
        );
        assert!(
            svg.contains("aria-label=\"Two &#38; two\"")
                || svg.contains("aria-label=\"Two &amp; two\""),
            "{svg}"
        );
        assert_eq!(svg.matches("<rect").count(), 2, "nothing is drawn for nothing");
        let half = (SIZE.1 - MARGIN.1 - 10.0) / 2.0;
        assert_eq!(svg.matches(&format!("height=\"{half:.1}\"")).count(), 2, "{svg}");
        assert!(bars(&Words::default(), "Nothing", &[]).ends_with("</svg>"));
    }

    #[test]
    fn a_line_has_a_gap_where_nothing_is_known() {
        let values = [Some(1.0), Some(2.0), None, Some(0.0)].map(|value| (String::new(), value));
        let svg = line(&Words::default(), "A line", "min", &values);
        assert_eq!((svg.matches('M').count(), svg.matches("<circle").count()), (5, 3), "{svg}");
    }

    #[test]
    fn the_top_of_a_chart_is_a_round_number() {
        assert_eq!(
            [0.0, 1.0, 3.0, 5.0, 11.0, 99.0, 401.0].map(ceiling),
            [2.0, 2.0, 4.0, 10.0, 20.0, 100.0, 1000.0]
        );
    }
}
