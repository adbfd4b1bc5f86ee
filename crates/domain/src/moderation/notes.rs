//! Notes about a comment, from colleagues to each other. Readers never see them.

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, CommentId, NoteId};
use crate::moderation::model::Note;
use crate::moderation::store::notes as store;
use crate::text::{self, FieldFault};

/// Longest note, in characters.
const MAX: usize = 2_000;

/// A note's text, 1 to 2,000 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteText(String);

impl NoteText {
    /// The text as it was written, without white space at its ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Checks a note. Codes: `required`, `too_long`, `forbidden_characters`.
    pub fn parse(raw: &str) -> Result<NoteText, FieldFault> {
        let text = text::lines_up_to(MAX, raw)?;
        if text.is_empty() {
            return Err(FieldFault::new("required", Message::fault_note_empty()));
        }
        Ok(NoteText(text))
    }
}

/// Adds a note to a comment of any status. The log records that a note was added, but not its text.
///
/// # Errors
/// [`Error::NotFound`].
pub fn add(
    conn: &mut Connection,
    comment: CommentId,
    text: &NoteText,
    actor: AccountId,
    now: Time,
) -> Result<NoteId> {
    if !store::comment_exists(conn, comment)? {
        return Err(Error::NotFound);
    }
    let id = store::insert(conn, comment, &text.0, actor, now)?;
    let line = Entry {
        comment: Some(comment),
        detail: Some(json!({ "note": id })),
        ..Entry::by(actor, Act::Note)
    };
    audit::append(conn, &line, now)?;
    Ok(id)
}

/// One note.
///
/// # Errors
/// [`Error::NotFound`].
pub fn show(conn: &mut Connection, comment: CommentId, id: NoteId) -> Result<Note> {
    store::list(conn, comment)?.into_iter().find(|note| note.id == id).ok_or(Error::NotFound)
}

/// All notes on a comment, oldest first.
pub fn list(conn: &mut Connection, comment: CommentId) -> Result<Vec<Note>> {
    store::list(conn, comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_1_to_2000_characters() {
        let code = |raw: &str| NoteText::parse(raw).map_err(|fault| fault.code);
        assert_eq!(code(" Third time.\r\n"), Ok(NoteText("Third time.".to_owned())));
        assert_eq!(code(" \n"), Err("required"));
        assert_eq!(code(&"n".repeat(2_001)), Err("too_long"));
        assert!(code(&"n".repeat(2_000)).is_ok());
        assert_eq!(code("a\0b"), Err("forbidden_characters"));
    }
}
