//! Flags in the JSON API.

use actix_web::web;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::flagger;
use crate::app::App;
use crate::comments::web::browser::Known;
use crate::error::Error;
use crate::ids::CommentId;
use crate::moderation::web::finish;
use crate::readers;
use crate::reviews::model::{FlagDraft, FlagReason};
use crate::web::error::Answer;
use crate::web::extract::{Client, Json};
use crate::web::idempotency::IdempotencyKey;
use crate::web::responses;

/// What a reader finds wrong with a comment.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "spam", "words": "The same link stands under every article." }))]
pub struct NewFlag {
    /// What is wrong.
    #[serde(default)]
    #[schema(value_type = FlagReason, required = true)]
    reason: String,
    /// In the reader's own words, for moderators only.
    #[schema(max_length = 500)]
    words: Option<String>,
}

/// That a flag was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenFlag {
    /// The comment that was flagged.
    comment_id: CommentId,
    /// `received`, also for a comment that the same reader has flagged before.
    status: String,
}

/// Flags a comment
///
/// Anyone may, without an account; the second flag of one reader about one comment changes nothing.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/flags", tag = "readers", request_body = NewFlag,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same flag: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 202, description = "Taken; a moderator will look at it", body = TakenFlag),
        responses::BodyErrors, responses::NotFound, responses::TooFast, responses::Unavailable,
    )
)]
pub async fn flag(
    app: web::Data<App>,
    id: web::Path<CommentId>,
    client: Client,
    browser: Known,
    key: IdempotencyKey,
    Json(new): Json<NewFlag>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let draft = FlagDraft::parse(&new.reason, new.words.as_deref().unwrap_or_default())
        .map_err(Error::Invalid)?;
    let (who, settings) = (flagger(&app, browser, client, now), app.config.comments.clone());
    let once = key.by(&app.vault, &who);
    let (outcome, changed) = app
        .db
        .write(move |conn| {
            let mut changed = None;
            let outcome = once.run(conn, now, |conn| {
                changed = readers::flag(conn, id, &draft, &who, &settings, now)?;
                Ok((202, json!({ "comment_id": id, "status": "received" })))
            })?;
            Ok((outcome, changed))
        })
        .await?;
    finish(&app, changed);
    Ok(outcome.answer())
}
