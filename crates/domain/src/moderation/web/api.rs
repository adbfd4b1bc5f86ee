//! Moderation in the JSON API: lists, one comment in its context, and the state of the queue.

use std::sync::Arc;

use actix_web::{HttpRequest, web};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::shapes::{CommentInContext, ListedComment, ModeratedList, QueueReport};
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::clock::TimeFormat;
use crate::ids::CommentId;
use crate::moderation::filter::RawFilter;
use crate::moderation::model::Item;
use crate::moderation::model::list::Cursor;
use crate::moderation::stats::{self, RecentStats};
use crate::moderation::{self, list_context};
use crate::web::error::Answer;
use crate::web::json::private;
use crate::web::list::{self, PageQuery, Query};
use crate::web::responses;

/// The query of the list of comments.
#[derive(Debug, Default)]
pub struct CommentQuery {
    filter: RawFilter,
    part: PageQuery,
}

impl<'de> Deserialize<'de> for CommentQuery {
    /// Filter and part share one flat query; each refuses unknown parameters.
    fn deserialize<D: Deserializer<'de>>(query: D) -> std::result::Result<CommentQuery, D::Error> {
        let pairs: Vec<(String, String)> = Vec::deserialize(query)?;
        let (part, filter): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|(name, _)| matches!(name.as_str(), "limit" | "after"));
        Ok(CommentQuery { filter: from_pairs(&filter)?, part: from_pairs(&part)? })
    }
}

fn from_pairs<T: DeserializeOwned, E: serde::de::Error>(
    pairs: &[(String, String)],
) -> std::result::Result<T, E> {
    let text = serde_urlencoded::to_string(pairs).map_err(E::custom)?;
    serde_urlencoded::from_str(&text).map_err(E::custom)
}

/// Lists comments
///
/// The queue (`status=pending`, oldest first) and every other list (newest first), by the comments'
/// numbers, which is the order of their arrival; or by score, the highest first. Parameters
/// together narrow the list. It stays stable while comments arrive and are decided.
#[utoipa::path(
    get, path = "/api/v1/comments", tag = "moderation", params(RawFilter, PageQuery),
    responses(
        (status = 200, description = "A part of the list", body = ModeratedList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    Query(query): Query<CommentQuery>,
) -> Answer {
    let size = query.part.size()?;
    let (filter, order) =
        query.filter.read(TimeFormat::Rfc3339, &app.vault, staff.id, app.clock.now())?;
    let after = query.part.after::<Cursor>()?;
    let now = app.clock.now();
    let (found, next, mut contexts) = app
        .db
        .read(move |conn| {
            let found = moderation::list(conn, &filter, order, after, size.query_limit())?;
            let (found, next) = size.take_page(found, |last| Cursor::of(last, order));
            let contexts = list_context::of(conn, &found, now)?;
            Ok((found, next, contexts))
        })
        .await?;
    let listed = |item: Item| {
        let context = contexts.remove(&item.id).unwrap_or_default();
        ListedComment::new(&app.vault, item, context)
    };
    let items = found.into_iter().map(listed).collect();
    Ok(list::private(&app, &request, next, |next| ModeratedList { items, next }))
}

/// Shows a comment in its context
///
/// With the article, the comment it answers, the same reader's other comments, all decisions and
/// former texts.
#[utoipa::path(
    get, path = "/api/v1/comments/{id}", tag = "moderation",
    params(("id" = CommentId, Path, description = "The comment's number")),
    responses(
        (status = 200, description = "The comment", body = CommentInContext),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Moderator, id: web::Path<CommentId>) -> Answer {
    let id = *id;
    let context = app.db.read(move |conn| moderation::context(conn, id)).await?;
    Ok(private(&CommentInContext::new(&app.vault, context, app.clock.now())))
}

/// Shows the state of the queue
///
/// Counts by status, the oldest pending comment, and the median time that comments waited for their
/// first decision by staff: in total, by section, and by hour of the day. Also each moderator's
/// decisions and claims.
#[utoipa::path(
    get, path = "/api/v1/queue", tag = "moderation",
    responses(
        (status = 200, description = "The state of the queue", body = QueueReport),
        responses::StaffErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn queue(app: web::Data<App>, recent: web::Data<RecentStats>, _: Moderator) -> Answer {
    let now = app.clock.now();
    let cached = recent.at(now);
    let is_new = cached.is_none();
    let (queue, stats) = app
        .db
        .read(move |conn| {
            let stats = match &cached {
                Some(stats) => Arc::clone(stats),
                None => Arc::new(stats::read(conn, now)?),
            };
            Ok((moderation::queue_from(conn, &stats, now)?, stats))
        })
        .await?;
    if is_new {
        recent.store(stats, now);
    }
    Ok(private(&QueueReport::new(queue, now)))
}
