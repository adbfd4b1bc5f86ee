//! Regular expressions that are written in the sources of this room.

use regex::Regex;

/// Compiles the expression of a `static`; the tests of its file use it.
///
/// # Panics
/// If it is not valid, which is a fault of the file.
pub(in crate::imports) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this room is valid")
}
