//! Reviews in the JSON API: moderators list, read and answer them.

use std::time::Duration;

use actix_web::{HttpRequest, web};
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::change_once;
use super::deciding::NewUndo;
use super::review_shapes::{ReviewInFull, ReviewList, ReviewShape};
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::ids::ReviewId;
use crate::moderation::answering::{self, Answer as Answered};
use crate::moderation::request::{note, version_missing};
use crate::moderation::review_queue::{self, ReviewFilter};
use crate::reviews;
use crate::reviews::model::{Kind, Resolution, Review, State};
use crate::text;
use crate::text::diff;
use crate::web::error::Answer;
use crate::web::idempotency::{IdempotencyKey, Once};
use crate::web::json::{Json, private};
use crate::web::list::{self, Query};
use crate::web::responses;

/// Reviews in one answer, if the request gives no limit.
const DEFAULT_LIMIT: usize = 20;

/// The conditions of the list of reviews.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReviewQuery {
    /// Only those of this kind.
    #[param(value_type = Option<Kind>)]
    kind: Option<String>,
    /// Only those in this state; `open` if not given.
    #[param(value_type = Option<State>)]
    state: Option<String>,
    /// Only those under articles of this section, by its slug, and of those below it; `-`: of no section.
    section: Option<String>,
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

impl ReviewQuery {
    fn filter(&self) -> Result<ReviewFilter> {
        let mut faults = Vec::new();
        let kind = self.kind.as_deref().and_then(|word| {
            let known = serde_json::from_value::<Kind>(Value::from(word)).ok();
            if known.is_none() {
                faults.push(FieldError::new(
                    "kind",
                    "unknown",
                    "Choose one of flags, appeal and revision",
                ));
            }
            known
        });
        let state = match self.state.as_deref() {
            None => State::Open,
            Some(word) => {
                State::ALL.into_iter().find(|state| state.name() == word).unwrap_or_else(|| {
                    let detail = "Choose one of open, upheld, dismissed and withdrawn";
                    faults.push(FieldError::new("state", "unknown", detail));
                    State::Open
                })
            }
        };
        let section =
            text::line(self.section.as_deref().unwrap_or_default()).unwrap_or_else(|fault| {
                faults.push(fault.of("section"));
                String::new()
            });
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        Ok(ReviewFilter {
            kind,
            state,
            section: Some(section).filter(|section| !section.is_empty()),
        })
    }
}

/// Lists reviews
///
/// Flagged comments, appeals against rejections, and authors' edits of public comments. Open
/// reviews are listed oldest first, all others newest first.
#[utoipa::path(
    get, path = "/api/v1/reviews", tag = "moderation", params(ReviewQuery),
    responses(
        (status = 200, description = "A part of the list", body = ReviewList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Moderator,
    Query(query): Query<ReviewQuery>,
) -> Answer {
    let size = list::Size::of(query.limit, DEFAULT_LIMIT)?;
    let filter = query.filter()?;
    let after = list::after::<ReviewId>(query.after.as_deref())?;
    let found = app
        .db
        .read(move |conn| review_queue::list(conn, &filter, after, size.query_limit()))
        .await?;
    let (found, next) = size.take_page(found, |last| last.id);
    let items = found.into_iter().map(ReviewShape::new).collect();
    Ok(list::private(&app, &request, next, |next| ReviewList { items, next }))
}

/// Shows a review
///
/// With its flags, or with the new text beside the old one and what it changes in whole words.
#[utoipa::path(
    get, path = "/api/v1/reviews/{id}", tag = "moderation",
    params(("id" = ReviewId, Path, description = "The review's number")),
    responses(
        (status = 200, description = "The review", body = ReviewInFull),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Moderator, id: web::Path<ReviewId>) -> Answer {
    show_in_full(&app, id.into_inner()).await
}

async fn show_in_full(app: &App, id: ReviewId) -> Answer {
    let (review, flags) = app
        .db
        .read(move |conn| Ok((reviews::find(conn, id)?, reviews::flags_of(conn, id)?)))
        .await?;
    let changes = changes(&review).await?;
    let body = ReviewInFull::new(review, flags, changes);
    Ok(private(&body))
}

/// The differences that a revision makes; none for other reviews. Comparing two long texts takes a
/// while, so it runs on the blocking pool.
pub async fn changes(review: &Review) -> Result<Vec<diff::Change>> {
    let Some(new) = review.text.clone().filter(|_| review.kind == Kind::Revision) else {
        return Ok(Vec::new());
    };
    let old = review.comment.text.clone();
    web::block(move || diff::words(&old, &new)).await.map_err(Error::internal)
}

/// Changes a review once for each key.
pub async fn change(
    app: &App,
    once: Once,
    now: Time,
    work: impl Fn(&mut Connection) -> Result<Option<Scope>> + Send + 'static,
) -> Result<()> {
    change_once(app, once, now, work, |_| Ok(())).await
}

/// A moderator's answer to a review.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "resolution": "dismiss", "version": 2, "note": "Sharp, but to the point." }))]
pub struct NewResolution {
    /// `uphold` rejects a flagged comment for the strongest reason among its flags, approves the
    /// comment of an appeal, or accepts the author's edit. `dismiss` leaves the comment as it is.
    #[schema(value_type = Resolution, required = true)]
    resolution: Option<String>,
    /// The version of the comment that was seen. If it has another one, the answer is 409 with the
    /// present state.
    #[schema(required = true)]
    version: Option<i64>,
    /// A sentence for colleagues; readers never see it.
    #[schema(max_length = 2000)]
    note: Option<String>,
}

/// Answers a review
///
/// 409 carries the present state in `present`: `closed` if a colleague was faster, `stale_version`
/// if the comment was changed. 403 `same_moderator`: an appeal is not answered by the
/// moderator who decided about the comment.
#[utoipa::path(
    post, path = "/api/v1/reviews/{id}/resolution", tag = "moderation", request_body = NewResolution,
    params(
        ("id" = ReviewId, Path, description = "The review's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same answer: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The review as it is now", body = ReviewInFull),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn resolve(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<ReviewId>,
    key: IdempotencyKey,
    sent: Json<NewResolution>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let answer = sent.check(|sent| {
        let note = sent.note.as_deref().unwrap_or_default();
        let undo_window = app.settings().moderation.undo_window;
        parse(sent.resolution.as_deref(), sent.version, note, undo_window).map_err(Error::Invalid)
    })?;
    let once = key.by_staff(&app.vault, staff.id);
    change(&app, once, now, move |conn| answering::resolve(conn, id, &answer, staff.id, now))
        .await?;
    show_in_full(&app, id).await
}

/// Undoes the answer to a review
///
/// The review is open again, and the answer's change of the comment is undone. This is possible
/// until something newer happens to the comment. 409 carries the present state in `present`:
/// `stale_version` if a colleague was faster, `nothing_to_undo` if the review is not answered, the
/// comment was decided about since, or readers have opened a new review of the same kind. 403
/// `same_moderator`: only others undo the answer to an appeal against your own decision.
#[utoipa::path(
    post, path = "/api/v1/reviews/{id}/undo", tag = "moderation", request_body = NewUndo,
    params(
        ("id" = ReviewId, Path, description = "The review's number"),
        ("Idempotency-Key" = Option<String>, Header,
            description = "Makes a retry the same undoing: 1 to 255 visible ASCII characters"),
    ),
    responses(
        (status = 200, description = "The review as it is now", body = ReviewInFull),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn undo(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<ReviewId>,
    key: IdempotencyKey,
    sent: Json<NewUndo>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let version = sent.check(|sent| sent.version())?;
    let once = key.by_staff(&app.vault, staff.id);
    let hide_weight = app.settings().comments.flag_hide_weight;
    change(&app, once, now, move |conn| {
        answering::undo(conn, id, version, staff.id, hide_weight, now)
    })
    .await?;
    show_in_full(&app, id).await
}

/// Checks an answer and reports every fault at once.
pub fn parse(
    resolution: Option<&str>,
    version: Option<i64>,
    note_text: &str,
    undo_window: Duration,
) -> Result<Answered, Vec<FieldError>> {
    let mut faults = Vec::new();
    let resolution = match resolution {
        Some("uphold") => Some(Resolution::Uphold),
        Some("dismiss") => Some(Resolution::Dismiss),
        given => {
            let code = if given.is_none_or(str::is_empty) { "required" } else { "unknown" };
            faults.push(FieldError::new("resolution", code, "Choose uphold or dismiss"));
            None
        }
    };
    if version.is_none() {
        faults.push(version_missing());
    }
    let note = note(note_text).map_err(|fault| faults.push(fault)).ok();
    match (resolution, version, note) {
        (Some(resolution), Some(version), Some(note)) => {
            Ok(Answered { resolution, version, note, undo_window })
        }
        _ => Err(faults),
    }
}
