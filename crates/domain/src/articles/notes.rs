//! Notes about an article, from colleagues to each other. Readers never see them. A colleague who is
//! mentioned as `@name` gets a mail.

use crate::accounts::model::{Role, Staff};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, ArticleNoteId};
use crate::queue::{self, Job};
use crate::text::{self, FieldFault};

use super::mentions::mentioned;
use super::model::ArticleNote;
use super::store;

/// Longest note, in characters.
const MAX: usize = 2_000;

/// The text of a note, 1 to 2,000 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleNoteText(String);

impl ArticleNoteText {
    /// Checks a note. Codes: `required`, `too_long`, `forbidden_characters`.
    pub fn parse(raw: &str) -> Result<ArticleNoteText, FieldFault> {
        let text = text::lines_up_to(MAX, raw)?;
        if text.is_empty() {
            return Err(FieldFault::new("required", Message::fault_note_required()));
        }
        Ok(ArticleNoteText(text))
    }
}

/// Notes about an article, the oldest first, after the note `after`.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`] for an article that `staff` may not edit.
pub fn list(
    conn: &mut Connection,
    article: ArticleId,
    staff: &Staff,
    after: ArticleNoteId,
    limit: i64,
) -> Result<Vec<ArticleNote>> {
    store::load(conn, article)?.check_editor(staff)?;
    store::notes::list(conn, article, after, limit)
}

/// Adds a note, and the mail to the members it mentions but its writer.
///
/// # Errors
/// As [`list`].
pub fn add(
    conn: &mut Connection,
    article: ArticleId,
    text: &ArticleNoteText,
    staff: &Staff,
    now: Time,
) -> Result<ArticleNote> {
    store::load(conn, article)?.check_editor(staff)?;
    let id = store::notes::insert(conn, article, &text.0, staff.id, now)?;
    if text.0.contains('@') {
        let mut accounts = mentioned(&text.0, &store::notes::names(conn)?);
        accounts.remove(&staff.id);
        if !accounts.is_empty() {
            store::notes::mention(conn, id, &accounts)?;
            queue::enqueue(conn, Job::ArticleNote { note: id }, now)?;
        }
    }
    let note = store::notes::list(conn, article, ArticleNoteId(id.0 - 1), 1)?.pop();
    note.filter(|note| note.id == id).ok_or_else(|| Error::internal("a note was not stored"))
}

/// Deletes a note: one's own, or any as an editor. A mail about it that was not sent yet is cancelled.
///
/// # Errors
/// As [`list`]; [`Error::Forbidden`] `role` for a note of somebody else.
pub fn remove(
    conn: &mut Connection,
    article: ArticleId,
    id: ArticleNoteId,
    staff: &Staff,
) -> Result<()> {
    store::load(conn, article)?.check_editor(staff)?;
    let note = store::notes::list(conn, article, ArticleNoteId(id.0.saturating_sub(1)), 1)?.pop();
    let note = note.filter(|note| note.id == id).ok_or(Error::NotFound)?;
    let is_own = note.by.is_some_and(|(account, _)| account == staff.id);
    if !is_own {
        staff.require_role(Role::Editor)?;
    }
    store::notes::delete(conn, id)
}
