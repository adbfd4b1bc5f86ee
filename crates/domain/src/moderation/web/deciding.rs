//! Decisions, edits and their undoing in the JSON API.

use actix_web::web;
use serde::Deserialize;
use utoipa::ToSchema;

use super::shapes::ModeratedComment;
use super::{change, read_decision, render_text};
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::config::reasons::ReasonCode;
use crate::error::{self, Error};
use crate::ids::CommentId;
use crate::moderation;
use crate::moderation::request::{RawDecision, version_missing};
use crate::status::Decision;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::{Json, private};
use crate::web::responses;

/// A decision about one version of a comment.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "decision": "reject", "version": 1, "reason": "off_topic",
    "to_author": "Please write about the harbour here.", "note": "The third time today."
}))]
pub struct NewDecision {
    /// The decision. `delete` destroys text and author when the undo window is over; every other
    /// decision can be changed by a later one.
    #[schema(value_type = Decision, required = true)]
    decision: Option<String>,
    /// The version that was seen. If the comment has another one, the answer is 409 with the
    /// present state.
    #[schema(required = true)]
    version: Option<i64>,
    /// The reason. It is counted, and its sentence is shown to the comment's author.
    #[schema(value_type = Option<ReasonCode>)]
    reason: Option<String>,
    /// A message to the author, shown on the comment's private page.
    #[schema(max_length = 500)]
    to_author: Option<String>,
    /// A sentence for colleagues; readers never see it.
    #[schema(max_length = 2000)]
    note: Option<String>,
    /// Your reply in Markdown, published under the comment with its approval. Only with `approve`.
    #[schema(max_length = 20_000)]
    reply: Option<String>,
}

/// Decides about a comment
///
/// Readers' pages have changed when the answer arrives. Mails about the decision leave after the
/// undo window (`moderation.undo_window`, half a minute if not set), unless it is undone by then.
/// 409 carries the present state in `present`: `stale_version` if a colleague was faster, `already`
/// if the comment has that status, `deleted` if its text is gone.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/decisions", tag = "moderation", request_body = NewDecision,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same decision: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = ModeratedComment),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn decide(
    app: web::Data<App>,
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    decision: Json<NewDecision>,
) -> Answer {
    let (Moderator(staff), id) = (moderator, *id);
    let now = app.clock.now();
    let check = async |sent: NewDecision| {
        let raw = RawDecision {
            decision: sent.decision.unwrap_or_default(),
            version: sent.version,
            reason: sent.reason.unwrap_or_default(),
            to_author: sent.to_author.unwrap_or_default(),
            note: sent.note.unwrap_or_default(),
            reply: sent.reply,
        };
        read_decision(&app, raw).await
    };
    let request = decision.check_async(check).await?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut _| moderation::decide(conn, id, &request, staff.id, now);
    let item = change(&app, id, once, now, work).await?;
    Ok(private(&ModeratedComment::new(&app.vault, item)))
}

/// A new text for a comment.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "text": "We were **not** asked.", "version": 1 }))]
pub struct CommentChange {
    /// Markdown, 1 to 20,000 characters.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 20_000)]
    text: Option<String>,
    /// The version that was seen. If the comment has another one, the answer is 409 with the
    /// present state.
    #[schema(required = true)]
    version: Option<i64>,
}

/// Edits a comment's text
///
/// The former text is kept as a revision, and the status stays. 409 carries the present state in
/// `present`: `stale_version` if a colleague was faster, `already` if the text is the same,
/// `deleted` if the text is gone.
#[utoipa::path(
    patch, path = "/api/v1/comments/{id}", tag = "moderation", request_body = CommentChange,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same edit: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = ModeratedComment),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn edit(
    app: web::Data<App>,
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    edit: Json<CommentChange>,
) -> Answer {
    let (Moderator(staff), id) = (moderator, *id);
    let now = app.clock.now();
    let check =
        async |sent: CommentChange| render_text(sent.text.unwrap_or_default(), sent.version).await;
    let rewrite = edit.check_async(check).await?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut _| moderation::edit(conn, id, &rewrite, staff.id, now);
    let item = change(&app, id, once, now, work).await?;
    Ok(private(&ModeratedComment::new(&app.vault, item)))
}

/// The version whose last change is undone.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "version": 2 }))]
pub struct NewUndo {
    /// The version that was seen. If the comment has another one, the answer is 409 with the
    /// present state.
    #[schema(required = true)]
    version: Option<i64>,
}

impl NewUndo {
    /// Returns the version.
    ///
    /// # Errors
    /// `Invalid` (`required`) without one.
    pub fn version(&self) -> error::Result<i64> {
        self.version.ok_or_else(|| Error::Invalid(vec![version_missing()]))
    }
}

/// Undoes the last decision or edit
///
/// Status and text are again as they were before it, the log gets a new line that names the undone
/// one, and mails that still wait are not sent. Another undo undoes the decision before. 409
/// carries the present state in `present`: `stale_version` if a colleague was faster,
/// `nothing_to_undo` if no act of staff is left to undo, `deleted` if the text was destroyed, which
/// happens `moderation.undo_window` after a deletion.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/undo", tag = "moderation", request_body = NewUndo,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same undoing: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = ModeratedComment),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn undo(
    app: web::Data<App>,
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    undo: Json<NewUndo>,
) -> Answer {
    let (Moderator(staff), id) = (moderator, *id);
    let now = app.clock.now();
    let version = undo.check(|sent| sent.version())?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut _| moderation::undo(conn, id, version, staff.id, now);
    let item = change(&app, id, once, now, work).await?;
    Ok(private(&ModeratedComment::new(&app.vault, item)))
}
