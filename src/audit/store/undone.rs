//! Which lines of the log no longer hold. Every figure that counts what staff did leaves them out.

use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::sql_types::Bool;

/// The condition that a line was not undone. `line` is the name of the table `audit_log` in the
/// query, or of its alias. A comment has few lines, and the index of lines by comment finds them.
pub fn not_undone(line: &'static str) -> SqlLiteral<Bool> {
    sql(&format!(
        "NOT EXISTS (SELECT 1 FROM audit_log AS undoing WHERE undoing.comment_id = {line}.comment_id \
         AND undoing.undoes_id = {line}.id)"
    ))
}
