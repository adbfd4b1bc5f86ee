//! Showing a reader's address to an editor, who must give a reason. The log records it.

use zeroize::Zeroizing;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, CommentId};
use crate::moderation;
use crate::moderation::model::SealedReader;
use crate::text;
use crate::vault::Vault;

/// Longest reason, in characters.
const MAX_REASON: usize = 500;

/// The reason for showing an address: one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealReason(String);

impl RevealReason {
    /// Reads a reason.
    pub fn parse(given: &str) -> Result<RevealReason, FieldError> {
        let line = text::line_up_to(MAX_REASON, given).map_err(|fault| fault.of("reason"))?;
        if line.is_empty() {
            return Err(FieldError::new("reason", "required", Message::fault_address_reason()));
        }
        Ok(RevealReason(line))
    }
}

/// Records in the log that `actor` sees the address of a comment's reader, and returns the sealed
/// address.
///
/// # Errors
/// [`Error::NotFound`] if there is no such comment, or it has no reader any more.
pub fn reveal(
    conn: &mut Connection,
    id: CommentId,
    reason: &RevealReason,
    actor: AccountId,
    now: Time,
) -> Result<SealedReader> {
    let reader = moderation::item(conn, id)?.reader.ok_or(Error::NotFound)?;
    let line =
        Entry { comment: Some(id), note: Some(&reason.0), ..Entry::by(actor, Act::RevealAddress) };
    audit::append(conn, &line, now)?;
    Ok(reader)
}

/// Opens an address that [`reveal`] has returned.
pub fn open(vault: &Vault, reader: &SealedReader) -> Result<Zeroizing<String>> {
    vault.open_reader(&reader.email_index, &reader.email_sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_one_line_of_1_to_500_characters() {
        assert_eq!(
            RevealReason::parse("  A court order "),
            Ok(RevealReason("A court order".to_owned()))
        );
        assert_eq!(RevealReason::parse(" ").expect_err("nothing").code, "required");
        assert_eq!(RevealReason::parse(&"x".repeat(501)).expect_err("too much").code, "too_long");
    }
}
