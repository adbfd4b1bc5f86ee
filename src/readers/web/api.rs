//! Flags in the JSON API.

use actix_web::web;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::flagger_key;
use crate::app::App;
use crate::comments::web::browser::ReaderBrowser;
use crate::error::Error;
use crate::ids::CommentId;
use crate::readers;
use crate::reviews::model::{FlagDraft, FlagReason};
use crate::web::error::Answer;
use crate::web::extract::Client;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::Json;
use crate::web::responses;

/// A reader's flag on a comment.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "spam", "words": "The same link stands under every article." }))]
pub struct NewFlag {
    #[serde(default)]
    #[schema(value_type = FlagReason, required = true)]
    reason: String,
    /// An explanation, for moderators only.
    #[schema(max_length = 500)]
    words: Option<String>,
}

/// The answer of `POST /api/v1/comments/{id}/flags`.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagReceipt {
    /// The comment that was flagged.
    comment_id: CommentId,
    /// `received`, also for a comment that the same reader has flagged before.
    status: String,
}

/// Flags a comment
///
/// No account is needed. A second flag by the same reader on the same comment changes nothing.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/flags", tag = "readers", request_body = NewFlag,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same flag: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 202, description = "Received; a moderator will review it", body = FlagReceipt),
        responses::BodyErrors, responses::NotFound, responses::TooFast, responses::Unavailable,
    )
)]
pub async fn flag(
    app: web::Data<App>,
    id: web::Path<CommentId>,
    client: Client,
    browser: ReaderBrowser,
    key: IdempotencyKey,
    new: Json<NewFlag>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let draft = new.check(|new| {
        FlagDraft::parse(&new.reason, new.words.as_deref().unwrap_or_default())
            .map_err(Error::Invalid)
    })?;
    let (flagger, settings) =
        (flagger_key(&app, browser, client, now), app.settings().comments.clone());
    let once = key.by(&app.vault, &flagger);
    let (outcome, changed) = app
        .db
        .write(move |conn| {
            let mut changed = None;
            let outcome = once.run(conn, now, |conn| {
                changed = readers::flag(conn, id, &draft, &flagger, &settings, now)?;
                Ok((202, json!({ "comment_id": id, "status": "received" })))
            })?;
            Ok((outcome, changed))
        })
        .await?;
    app.after_commit(changed);
    Ok(outcome.answer())
}
