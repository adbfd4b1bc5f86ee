//! Changes of a comment's text. The former text is kept as a revision, and the status stays.

use crate::audit;
use crate::audit::model::Act;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::model::{BY_AUTHOR, By, Changed, EditedAt, Former, Rendered, State};
use crate::comments::life::state::present;
use crate::comments::life::status::line;
use crate::comments::life::store;
use crate::comments::submission::Submission;
use crate::comments::{rescoring, rescreening, spam_check};
use crate::db::Connection;
use crate::error::Result;
use crate::i18n::Message;
use crate::ids::{AccountId, AuditId};
use crate::invalidation;
use crate::screening::reasons::Reason;
use crate::screening::verdict::Verdict;
use crate::status::{Status, Unchanged};

/// Replaces the text by one that staff have written.
pub(super) fn edit(
    conn: &mut Connection,
    seen: &State,
    text: Rendered<'_>,
    by: &By<'_>,
    now: Time,
) -> Result<Changed> {
    if seen.status == Status::Deleted {
        return Err(present(conn, seen.id)?.unchanged(Unchanged::Deleted));
    }
    let former = store::former(conn, seen.id)?;
    if former.text == text.text {
        return Err(present(conn, seen.id)?.refuse("already", Message::fault_text_same()));
    }
    replace(conn, seen, &former, text, EditedAt::Set(Some(now)), by.actor, now)?;
    rescoring::after_staff_edit(conn, seen.id, &former.html, text.html, now)?;
    finish(conn, seen, Act::Edit, None, by, now)
}

/// Replaces the text by the author's new one. The status stays: an edit neither publishes a pending
/// comment nor hides a public one.
pub(super) fn edit_by_author(
    conn: &mut Connection,
    seen: &State,
    submission: &Submission,
    verdict: &Verdict,
    now: Time,
) -> Result<Changed> {
    let (text, html) = submission.text();
    let former = store::former(conn, seen.id)?;
    let (act, edited_at) = match seen.status.is_public() {
        true => (Act::Revise, EditedAt::Set(Some(now))),
        // Readers have not seen the former text.
        false => (Act::Edit, EditedAt::Keep),
    };
    replace(conn, seen, &former, Rendered { text, html }, edited_at, None, now)?;
    rescoring::after_author_edit(conn, seen.id, &former.html, submission)?;
    spam_check::store_akismet_result(conn, seen.id, submission)?;
    if !seen.status.is_public() {
        let before: Vec<Reason> = serde_json::from_str(&former.reasons).unwrap_or_default();
        let reasons = rescreening::reasons_after_edit(&before, verdict);
        rescreening::replace_reasons(conn, seen.id, reasons)?;
    }
    let by = By { reason: Some(BY_AUTHOR), ..By::default() };
    finish(conn, seen, act, None, &by, now)
}

/// Replaces the text by the author's edit that a moderator has accepted.
pub(super) fn accept_edit(
    conn: &mut Connection,
    seen: &State,
    text: Rendered<'_>,
    by: &By<'_>,
    now: Time,
) -> Result<Changed> {
    let former = store::former(conn, seen.id)?;
    replace(conn, seen, &former, text, EditedAt::Set(Some(now)), None, now)?;
    rescoring::after_staff_edit(conn, seen.id, &former.html, text.html, now)?;
    let by = By { reason: Some(BY_AUTHOR), ..*by };
    finish(conn, seen, Act::Revise, None, &by, now)
}

/// Restores a former text, which the change in the log's line `undoes` had replaced.
pub(super) fn restore(
    conn: &mut Connection,
    seen: &State,
    text: Rendered<'_>,
    edited_at: Option<Time>,
    undoes: AuditId,
    by: &By<'_>,
    now: Time,
) -> Result<Changed> {
    let former = store::former(conn, seen.id)?;
    replace(conn, seen, &former, text, EditedAt::Set(edited_at), by.actor, now)?;
    rescoring::after_staff_edit(conn, seen.id, &former.html, text.html, now)?;
    finish(conn, seen, Act::Undo, Some(undoes), by, now)
}

/// Stores a text with the comment's next version, and the former text as a revision. Without an
/// editor, the author made the change.
fn replace(
    conn: &mut Connection,
    seen: &State,
    former: &Former,
    text: Rendered<'_>,
    edited_at: EditedAt,
    editor: Option<AccountId>,
    now: Time,
) -> Result<()> {
    if !store::set_text(conn, seen, text, edited_at)? {
        return Err(present(conn, seen.id)?.stale());
    }
    store::keep_revision(conn, seen, former, editor, now)
}

fn finish(
    conn: &mut Connection,
    seen: &State,
    act: Act,
    undoes: Option<AuditId>,
    by: &By<'_>,
    now: Time,
) -> Result<Changed> {
    let line = audit::model::Entry { undoes, ..line(seen, act, None, by) };
    audit::append(conn, &line, now)?;
    let changed = seen.status.is_public().then_some(Scope::Article(seen.article_id));
    if let Some(scope) = changed {
        invalidation::record(conn, scope, now)?;
    }
    Ok(Changed { status: seen.status, changed })
}
