//! Reading single fields of an article, so that all faults are reported at once.

use crate::error::FieldError;
use crate::text::{self, FieldFault};

/// Parses a field that was sent; a fault is added to `faults`.
pub(super) fn read<R, T>(
    faults: &mut Vec<FieldError>,
    field: &'static str,
    raw: Option<R>,
    parse: impl FnOnce(R) -> Result<T, FieldFault>,
) -> Option<T> {
    match parse(raw?) {
        Ok(value) => Some(value),
        Err(fault) => {
            faults.push(fault.of(field));
            None
        }
    }
}

/// One line of at most `most` characters.
pub(super) fn limited_line(raw: &str, most: usize, too_long: &str) -> Result<String, FieldFault> {
    limited(text::line(raw)?, most, too_long)
}

/// Lines of at most `most` characters together.
pub(super) fn limited_lines(raw: &str, most: usize, too_long: &str) -> Result<String, FieldFault> {
    limited(text::lines(raw)?, most, too_long)
}

fn limited(text: String, most: usize, too_long: &str) -> Result<String, FieldFault> {
    if text.chars().count() > most {
        return Err(FieldFault::new(
            "too_long",
            format!("{too_long} to at most {most} characters"),
        ));
    }
    Ok(text)
}
