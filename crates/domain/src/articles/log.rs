//! The lines of the audit log about articles: each step from draft to publication, and each change of
//! what readers see.

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::AccountId;

use super::content::Edit;
use super::model::{Article, Status};

/// Records what `edit` has made of an article. `before` is its former state, `None` for a new
/// article; `by` is `None` for the command line and for a time that has come.
pub(super) fn record(
    conn: &mut Connection,
    before: Option<&Article>,
    after: &Article,
    edit: &Edit,
    by: Option<AccountId>,
    now: Time,
) -> Result<()> {
    let from = before.map_or(Status::Draft, |before| before.status);
    let is_rescheduled = before.is_some_and(|before| before.published_at != after.published_at);
    let act = match after.status {
        Status::Scheduled if from != Status::Scheduled || is_rescheduled => Act::ScheduleArticle,
        same if same == from && before.is_some_and(Article::is_public) => Act::ChangeArticle,
        same if same == from => return Ok(()),
        Status::Draft => Act::ReturnArticle,
        Status::Submitted => Act::SubmitArticle,
        Status::Scheduled => Act::ScheduleArticle,
        Status::Published => Act::PublishArticle,
        Status::Withdrawn => Act::WithdrawArticle,
    };
    let mut detail = json!({ "article": after.id, "version": after.version });
    if act == Act::ChangeArticle {
        detail["changed"] = json!(edit.changed_fields());
    }
    if act == Act::ScheduleArticle {
        detail["published_at"] = json!(after.published_at);
    }
    let note = edit.note.as_deref().filter(|note| !note.is_empty());
    let entry = Entry { actor: by, note, detail: Some(detail), ..Entry::new(act) };
    audit::append(conn, &entry, now)?;
    Ok(())
}

/// Records that an article which was never public was deleted.
pub(super) fn deleted(
    conn: &mut Connection,
    article: &Article,
    by: AccountId,
    now: Time,
) -> Result<()> {
    let detail = json!({ "article": article.id, "title": article.title });
    audit::append(conn, &Entry { detail: Some(detail), ..Entry::by(by, Act::DeleteArticle) }, now)?;
    Ok(())
}
