//! What members of the staff write in the editor and have not saved. It is stored while they type, one
//! copy for each member and article, and deleted when they save or discard it.

use std::time::Duration;

use crate::accounts::model::Staff;
use crate::clock::{DAY, Time};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId};

use super::model::Article;
use super::store;
use super::working_copy::{ColleaguesCopy, WorkingCopy};

/// How long a copy is kept after it was last stored.
const KEPT: Duration = DAY.saturating_mul(90);
/// Most bytes of a copy: a text of the greatest length that is all quotation marks, as JSON, and the
/// other fields.
const LONGEST: usize = 500_000;

/// Stores what `staff` has written of `article`, or of a new one. Returns the article as it is saved
/// at present.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] for an article that they may not edit;
/// [`Error::Invalid`] `too_long` in `body`.
pub fn keep(
    conn: &mut Connection,
    staff: &Staff,
    article: Option<ArticleId>,
    copy: &WorkingCopy,
) -> Result<Option<Article>> {
    if copy.form.len() > LONGEST {
        let detail = Message::fault_draft_long();
        return Err(Error::invalid("body", "too_long", detail));
    }
    let present = article.map(|id| store::load(conn, id)).transpose()?;
    if let Some(article) = &present {
        article.check_editor(staff)?;
    }
    store::working_copies::set(conn, staff.id, article, copy)?;
    Ok(present)
}

/// The text that `account` has written of `article`, or of a new one, and has not saved.
pub fn load(
    conn: &mut Connection,
    account: AccountId,
    article: Option<ArticleId>,
) -> Result<Option<WorkingCopy>> {
    store::working_copies::load(conn, account, article)
}

/// Deletes it.
pub fn discard(
    conn: &mut Connection,
    account: AccountId,
    article: Option<ArticleId>,
) -> Result<()> {
    store::working_copies::delete(conn, account, article)
}

/// The texts that members have written of an article and have not saved, the latest first.
pub fn of_article(conn: &mut Connection, article: ArticleId) -> Result<Vec<ColleaguesCopy>> {
    store::working_copies::of_article(conn, article)
}

/// Deletes those that were forgotten. Returns how many.
pub fn delete_old(conn: &mut Connection, now: Time) -> Result<usize> {
    store::working_copies::delete_before(conn, now.minus(KEPT))
}
