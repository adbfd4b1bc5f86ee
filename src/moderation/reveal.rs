//! Showing a reader's address: an editor's act, with a reason, and always a line in the log.

use zeroize::Zeroizing;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::ids::{AccountId, CommentId};
use crate::moderation;
use crate::moderation::model::SealedReader;
use crate::text;
use crate::vault::Vault;

/// Characters of a reason at most.
const MAX_REASON: usize = 500;

/// Why somebody wants to see an address: one line of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why(String);

impl Why {
    /// Reads a reason.
    pub fn parse(given: &str) -> Result<Why, FieldError> {
        let line = text::line(given).map_err(|fault| fault.of("reason"))?;
        match line.chars().count() {
            0 => Err(FieldError::new("reason", "required", "Say why you need the address")),
            count if count > MAX_REASON => {
                let detail = format!("Use at most {MAX_REASON} characters; these are {count}");
                Err(FieldError::new("reason", "too_long", detail))
            }
            _ => Ok(Why(line)),
        }
    }
}

/// Notes that `actor` sees the address of a comment's reader, and returns it, sealed.
///
/// # Errors
/// [`Error::NotFound`] if there is no such comment, or it has lost its reader.
pub fn reveal(
    conn: &mut Connection,
    id: CommentId,
    why: &Why,
    actor: AccountId,
    now: Time,
) -> Result<SealedReader> {
    let reader = moderation::item(conn, id)?.reader.ok_or(Error::NotFound)?;
    let line =
        Entry { comment: Some(id), note: Some(&why.0), ..Entry::by(actor, Act::RevealAddress) };
    audit::append(conn, &line, now)?;
    Ok(reader)
}

/// The address, for the member of the staff of whom the log has just recorded that they see it.
pub fn open(vault: &Vault, reader: &SealedReader) -> Result<Zeroizing<String>> {
    vault.open_reader(&reader.email_index, &reader.email_sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_line_of_words() {
        assert_eq!(Why::parse("  A court order "), Ok(Why("A court order".to_owned())));
        assert_eq!(Why::parse(" ").expect_err("nothing").code, "required");
        assert_eq!(Why::parse(&"x".repeat(501)).expect_err("too much").code, "too_long");
    }
}
