//! Moderation in the JSON API: lists, one comment in its context, decisions, edits and the state of the queue.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::shapes::{CommentInContext, ModeratedComment, ModeratedList, QueueReport};
use super::{change, rewritten};
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::comments::draft::CommentText;
use crate::error::Error;
use crate::ids::CommentId;
use crate::moderation;
use crate::moderation::filter::RawFilter;
use crate::moderation::model::Place;
use crate::moderation::ruling::{RawRuling, Ruling, version_missing};
use crate::openapi;
use crate::status::Decision;
use crate::web::error::Answer;
use crate::web::extract::Json;
use crate::web::idempotency::IdempotencyKey;
use crate::web::list::{self, Query};

/// Comments in one answer, if nobody says otherwise.
const DEFAULT_LIMIT: usize = 20;

/// Which part of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Part {
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

/// Which comments, and which part of their list.
#[derive(Debug, Default)]
pub struct CommentQuery {
    filter: RawFilter,
    part: Part,
}

impl<'de> Deserialize<'de> for CommentQuery {
    /// Both are flat in the query; each still refuses what it does not know.
    fn deserialize<D: Deserializer<'de>>(query: D) -> std::result::Result<CommentQuery, D::Error> {
        let pairs: Vec<(String, String)> = Vec::deserialize(query)?;
        let (part, filter): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|(name, _)| matches!(name.as_str(), "limit" | "after"));
        Ok(CommentQuery { filter: typed(&filter)?, part: typed(&part)? })
    }
}

fn typed<T: DeserializeOwned, E: serde::de::Error>(pairs: &[(String, String)]) -> std::result::Result<T, E> {
    let text = serde_urlencoded::to_string(pairs).map_err(E::custom)?;
    serde_urlencoded::from_str(&text).map_err(E::custom)
}

/// Lists comments
///
/// The queue (`status=pending`, oldest first) and every other list (newest first), by the comments' numbers, which is
/// the order of their arrival; or by score, the highest first. Parameters together narrow the list. It stays stable
/// while comments arrive and are decided.
#[utoipa::path(
    get, path = "/api/v1/comments", tag = "moderation", params(RawFilter, Part),
    responses(
        (status = 200, description = "A part of the list", body = ModeratedList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        (status = 400, response = openapi::Malformed),
        (status = 401, response = openapi::Unauthenticated),
        (status = 403, response = openapi::Forbidden),
        (status = 422, response = openapi::Invalid),
        (status = 503, response = openapi::Unavailable),
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    Query(query): Query<CommentQuery>,
) -> Answer {
    let limit = list::limit(query.part.limit, DEFAULT_LIMIT)?;
    let (filter, order) = query.filter.read(&app.vault, staff.id, app.clock.now())?;
    let after = query.part.after.as_deref().map(list::key::<Place>).transpose()?;
    // One more than wanted tells whether more follow.
    let asked = i64::try_from(limit).map_err(Error::internal)? + 1;
    let mut found = app.db.read(move |conn| moderation::list(conn, &filter, order, after, asked)).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|last| list::cursor(Place::of(last, order)));
    let mut answer = HttpResponse::Ok();
    if let Some(next) = &next {
        let base = &app.config.server.base_url;
        answer.insert_header((header::LINK, list::next_link(base, request.path(), request.query_string(), next)));
    }
    let items = found.into_iter().map(|item| ModeratedComment::new(&app.vault, item)).collect();
    Ok(answer.insert_header((header::CACHE_CONTROL, "no-store")).json(ModeratedList { items, next }))
}

/// Shows a comment in its context
///
/// With the article, the comment it answers, the same reader's other comments, all decisions and former texts.
#[utoipa::path(
    get, path = "/api/v1/comments/{id}", tag = "moderation",
    params(("id" = CommentId, Path, description = "The comment's number")),
    responses(
        (status = 200, description = "The comment", body = CommentInContext),
        (status = 401, response = openapi::Unauthenticated),
        (status = 403, response = openapi::Forbidden),
        (status = 404, response = openapi::NotFound),
        (status = 503, response = openapi::Unavailable),
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Moderator, id: web::Path<CommentId>) -> Answer {
    let id = *id;
    let context = app.db.read(move |conn| moderation::context(conn, id)).await?;
    Ok(private(&CommentInContext::new(&app.vault, context)))
}

/// A decision about one version of a comment.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "approve", "version": 1, "reason": "on_topic", "note": "Adds a source." }))]
pub struct NewDecision {
    /// What is to become of it. `delete` destroys text and author and is final; every other decision can be changed
    /// by a later one.
    #[schema(value_type = Decision, required = true)]
    decision: Option<String>,
    /// The version that was looked at. If the comment has another one by now, the answer is 409 with the present
    /// state.
    #[schema(required = true)]
    version: Option<i64>,
    /// A word for statistics: small letters, digits, `_`, `-` and `.`.
    #[schema(max_length = 100)]
    reason: Option<String>,
    /// A sentence for colleagues; readers never see it.
    #[schema(max_length = 2000)]
    note: Option<String>,
}

/// Decides about a comment
///
/// Readers' pages have changed when the answer arrives. 409 carries the present state in `present`: `stale_version`
/// if somebody was faster, `already` if the comment stands there, `deleted` if nothing is left to decide about.
#[utoipa::path(
    post, path = "/api/v1/comments/{id}/decisions", tag = "moderation", request_body = NewDecision,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same decision: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = ModeratedComment),
        (status = 400, response = openapi::Malformed),
        (status = 401, response = openapi::Unauthenticated),
        (status = 403, response = openapi::Forbidden),
        (status = 404, response = openapi::NotFound),
        (status = 408, response = openapi::Timeout),
        (status = 409, response = openapi::Conflict),
        (status = 413, response = openapi::TooLarge),
        (status = 415, response = openapi::MediaType),
        (status = 422, response = openapi::Invalid),
        (status = 503, response = openapi::Unavailable),
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
    let (Moderator(staff), id, Json(sent)) = (moderator, *id, decision);
    let now = app.clock.now();
    let ruling = Ruling::parse(&RawRuling {
        decision: sent.decision.unwrap_or_default(),
        version: sent.version,
        reason: sent.reason.unwrap_or_default(),
        note: sent.note.unwrap_or_default(),
    })
    .map_err(Error::Invalid)?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut _| moderation::decide(conn, id, &ruling, staff.id, now);
    let item = change(&app, id, once, now, work).await?;
    Ok(private(&ModeratedComment::new(&app.vault, item)))
}

/// Another text for a comment.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "text": "We were **not** asked.", "version": 1 }))]
pub struct CommentChange {
    /// Markdown, 1 to 20,000 characters.
    #[schema(value_type = String, required = true, min_length = 1, max_length = 20_000)]
    text: Option<String>,
    /// The version that was looked at. If the comment has another one by now, the answer is 409 with the present
    /// state.
    #[schema(required = true)]
    version: Option<i64>,
}

/// Edits a comment's text
///
/// The former text is kept as a revision, the status stays. 409 carries the present state in `present`:
/// `stale_version` if somebody was faster, `already` if the text is the same, `deleted` if there is none any more.
#[utoipa::path(
    patch, path = "/api/v1/comments/{id}", tag = "moderation", request_body = CommentChange,
    params(
        ("id" = CommentId, Path, description = "The comment's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same edit: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The comment as it is now", body = ModeratedComment),
        (status = 400, response = openapi::Malformed),
        (status = 401, response = openapi::Unauthenticated),
        (status = 403, response = openapi::Forbidden),
        (status = 404, response = openapi::NotFound),
        (status = 408, response = openapi::Timeout),
        (status = 409, response = openapi::Conflict),
        (status = 413, response = openapi::TooLarge),
        (status = 415, response = openapi::MediaType),
        (status = 422, response = openapi::Invalid),
        (status = 503, response = openapi::Unavailable),
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
    let (Moderator(staff), id, Json(sent)) = (moderator, *id, edit);
    let now = app.clock.now();
    let text = CommentText::parse(sent.text.as_deref().unwrap_or_default()).map_err(|fault| fault.of("text"));
    let (text, version) = match (text, sent.version) {
        (Ok(text), Some(version)) => (text, version),
        (text, version) => {
            let missing = version.is_none().then(version_missing);
            return Err(Error::Invalid(text.err().into_iter().chain(missing).collect()).into());
        }
    };
    let rewrite = rewritten(text, version).await?;
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut _| moderation::edit(conn, id, &rewrite, staff.id, now);
    let item = change(&app, id, once, now, work).await?;
    Ok(private(&ModeratedComment::new(&app.vault, item)))
}

/// Shows how much waits
///
/// Counts by status, the oldest comment that waits, and how long the median comment waited for its first decision
/// by staff: for all, and by section.
#[utoipa::path(
    get, path = "/api/v1/queue", tag = "moderation",
    responses(
        (status = 200, description = "The state of the queue", body = QueueReport),
        (status = 401, response = openapi::Unauthenticated),
        (status = 403, response = openapi::Forbidden),
        (status = 503, response = openapi::Unavailable),
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn queue(app: web::Data<App>, _: Moderator) -> Answer {
    let now = app.clock.now();
    let queue = app.db.read(move |conn| moderation::queue(conn, now)).await?;
    Ok(private(&QueueReport::new(queue, now)))
}

fn private(body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(body)
}
