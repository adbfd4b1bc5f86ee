//! Batches in the JSON API: previewing, beginning, listing, following and undoing one.

use actix_web::{HttpRequest, web};
use serde::{Deserialize, Serialize};
use serde_json::to_value;
use utoipa::ToSchema;

use crate::accounts::model::Staff;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::clock::{Time, TimeFormat};
use crate::config::reasons::ReasonCode;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::ids::{BatchId, CommentId};
use crate::moderation::batches::{self, BatchDecision, Selection};
use crate::moderation::filter::RawFilter;
use crate::moderation::model::batch::Batch;
use crate::moderation::request;
use crate::status::Decision;
use crate::vault::Vault;
use crate::web::error::Answer;
use crate::web::idempotency::{IdempotencyKey, Once};
use crate::web::json::{Json, private};
use crate::web::list::{self, PageQuery, Query};
use crate::web::responses;

/// The most comments that can be named by their numbers.
const MOST_IDS: usize = 1_000;
/// One decision about many comments. Give either `ids` or `filter`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "decision": "spam", "ids": [109, 110, 114], "reason": "spam", "note": "One campaign." }))]
pub struct NewBatch {
    /// The decision about each comment.
    #[schema(value_type = Decision, required = true)]
    decision: Option<String>,
    #[schema(value_type = Option<ReasonCode>)]
    reason: Option<String>,
    /// A message to each comment's author.
    #[schema(max_length = 500)]
    to_author: Option<String>,
    /// A sentence for colleagues.
    #[schema(max_length = 2000)]
    note: Option<String>,
    /// The comments by their numbers, at most 1,000. Those that are decided or edited before the
    /// batch reaches them are skipped.
    #[schema(max_items = 1000)]
    ids: Option<Vec<CommentId>>,
    /// Every comment that matches, up to the newest that exists now.
    filter: Option<RawFilter>,
    /// The number of selected comments; required with `filter`. If the number has changed, nothing
    /// happens, and the answer is 409 with the present number.
    expected: Option<i64>,
}

/// A selection of comments. Give either `ids` or `filter`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "filter": { "status": "pending" } }))]
pub struct BatchPreview {
    /// The comments by their numbers, at most 1,000.
    #[schema(max_items = 1000)]
    ids: Option<Vec<CommentId>>,
    /// Every comment that matches.
    filter: Option<RawFilter>,
}

/// The size of a selection.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "count": 412 }))]
pub struct BatchCount {
    /// What to send as `expected`.
    count: i64,
}

/// A part of the list of batches.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchList {
    /// The latest first.
    items: Vec<Batch>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Decides about many comments
///
/// The answer is a batch, which a job applies: 100,000 comments take some seconds, during which
/// readers can post. Each comment gets its own line in the log. Comments that are posted later are
/// not part of it, and comments that somebody decides meanwhile keep that decision. Readers and
/// authors of articles get no mail about decisions of a batch, because it would be thousands at
/// once. 409 `count_changed` carries the present number in `present.count`.
#[utoipa::path(
    post, path = "/api/v1/decisions", tag = "moderation", request_body = NewBatch,
    params(
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same batch: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 202, description = "The batch, which has begun", body = Batch,
            headers(("Location" = String, description = "Where its progress is shown"))),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn begin(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    key: IdempotencyKey,
    sent: Json<NewBatch>,
) -> Answer {
    let now = app.clock.now();
    let (selection, request, expected) = sent.check(|sent| parse(&app.vault, &staff, sent, now))?;
    let work =
        move |conn: &mut _| batches::begin(conn, &selection, &request, expected, staff.id, now);
    answer(&app, key.by_staff(&app.vault, staff.id), now, work).await
}

/// Checks all fields and reports every fault at once.
fn parse(
    vault: &Vault,
    staff: &Staff,
    sent: NewBatch,
    now: Time,
) -> Result<(Selection, BatchDecision, Option<i64>)> {
    let mut faults = Vec::new();
    let decision = request::decision(sent.decision.as_deref().unwrap_or_default())
        .map_err(|fault| faults.push(fault));
    let reason = request::reason(sent.reason.as_deref().unwrap_or_default())
        .map_err(|fault| faults.push(fault));
    let to_author = request::to_author(sent.to_author.as_deref().unwrap_or_default())
        .map_err(|fault| faults.push(fault));
    let note =
        request::note(sent.note.as_deref().unwrap_or_default()).map_err(|fault| faults.push(fault));
    if sent.filter.is_some() && sent.expected.is_none() {
        faults.push(FieldError::new(
            "expected",
            "required",
            "Give the number of comments that the preview counted",
        ));
    }
    let selection = parse_selection(vault, staff, sent.ids, sent.filter, now);
    match (decision, reason, to_author, note, selection) {
        (Ok(decision), Ok(reason), Ok(to_author), Ok(note), Ok(selection)) if faults.is_empty() => {
            Ok((selection, BatchDecision { decision, reason, to_author, note }, sent.expected))
        }
        (.., Err(Error::Invalid(others))) => {
            Err(Error::Invalid(faults.into_iter().chain(others).collect()))
        }
        (.., Err(other)) => Err(other),
        _ => Err(Error::Invalid(faults)),
    }
}

fn parse_selection(
    vault: &Vault,
    staff: &Staff,
    ids: Option<Vec<CommentId>>,
    filter: Option<RawFilter>,
    now: Time,
) -> Result<Selection> {
    match (ids, filter) {
        (Some(ids), None) if ids.is_empty() => {
            Err(Error::invalid("ids", "required", "Name the comments, or give a filter"))
        }
        (Some(ids), None) if ids.len() > MOST_IDS => {
            Err(Error::invalid("ids", "too_many", "Name at most 1,000 comments, or use a filter"))
        }
        (Some(ids), None) => Ok(Selection::Ids(ids)),
        (None, Some(filter)) => Ok(Selection::Filter(Box::new(
            filter.read(TimeFormat::Rfc3339, vault, staff.id, now)?.0,
        ))),
        (None, None) => {
            Err(Error::invalid("ids", "required", "Name the comments, or give a filter"))
        }
        (Some(_), Some(_)) => {
            Err(Error::invalid("ids", "ambiguous", "Give either ids or a filter"))
        }
    }
}

/// Counts the comments of a selection
#[utoipa::path(
    post, path = "/api/v1/decisions/preview", tag = "moderation", request_body = BatchPreview,
    responses(
        (status = 200, description = "The number of comments", body = BatchCount),
        responses::StaffErrors, responses::BodyErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn preview(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    sent: Json<BatchPreview>,
) -> Answer {
    let now = app.clock.now();
    let selection =
        sent.check(|sent| parse_selection(&app.vault, &staff, sent.ids, sent.filter, now))?;
    let count = app.db.read(move |conn| batches::preview(conn, &selection)).await?;
    Ok(private(&BatchCount { count }))
}

/// Lists batches
///
/// The latest first.
#[utoipa::path(
    get, path = "/api/v1/batches", tag = "moderation", params(PageQuery),
    responses(
        (status = 200, description = "A part of the list", body = BatchList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Moderator,
    Query(query): Query<PageQuery>,
) -> Answer {
    let size = query.size()?;
    let before = query.after::<BatchId>()?;
    let found = app.db.read(move |conn| batches::list(conn, before, size.query_limit())).await?;
    let (items, next) = size.take_page(found, |last| last.id);
    Ok(list::private(&app, &request, next, |next| BatchList { items, next }))
}

/// Shows a batch and its progress
#[utoipa::path(
    get, path = "/api/v1/batches/{id}", tag = "moderation",
    params(("id" = BatchId, Path, description = "The batch's number")),
    responses(
        (status = 200, description = "The batch", body = Batch),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Moderator, id: web::Path<BatchId>) -> Answer {
    let id = *id;
    let batch = app.db.read(move |conn| batches::show(conn, id)).await?;
    Ok(private(&batch))
}

/// Undoes a batch
///
/// The answer is another batch, which undoes it. Comments that were changed since stay as they are,
/// and so do deleted ones whose text is destroyed. 409: `running` until the batch has ended,
/// `already` if it is undone, `nothing_to_undo` for a batch that undoes another one.
#[utoipa::path(
    post, path = "/api/v1/batches/{id}/undo", tag = "moderation",
    params(
        ("id" = BatchId, Path, description = "The batch's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same batch: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 202, description = "The batch that undoes it", body = Batch,
            headers(("Location" = String, description = "Where its progress is shown"))),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn undo(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<BatchId>,
    key: IdempotencyKey,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let work = move |conn: &mut _| batches::undo(conn, id, staff.id, now);
    answer(&app, key.by_staff(&app.vault, staff.id), now, work).await
}

/// Begins a batch once for each key; `Location` shows its progress.
async fn answer(
    app: &App,
    once: Once,
    now: Time,
    mut work: impl FnMut(&mut Connection) -> Result<Batch> + Send + 'static,
) -> Answer {
    let write = move |conn: &mut Connection| {
        once.run(conn, now, |conn| Ok((202, to_value(work(conn)?).map_err(Error::internal)?)))
    };
    let begun = app.db.write(write).await?;
    app.worker_wakeup.notify_one();
    let location = format!("{}/api/v1/batches/{}", app.config.server.base_url, begun.body["id"]);
    Ok(begun.answer_at(&location)?)
}
