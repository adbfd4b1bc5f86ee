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
pub(super) fn limited_line(raw: &str, most: usize) -> Result<String, FieldFault> {
    limited(text::line(raw)?, most)
}

/// Lines of at most `most` characters together.
pub(super) fn limited_lines(raw: &str, most: usize) -> Result<String, FieldFault> {
    limited(text::lines(raw)?, most)
}

fn limited(text: String, most: usize) -> Result<String, FieldFault> {
    match text.chars().count() {
        length if length > most => Err(FieldFault::too_long(most, length)),
        _ => Ok(text),
    }
}
