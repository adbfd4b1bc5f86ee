//! Saved versions of articles over the JSON API.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::accounts::web::Author;
use crate::app::App;
use crate::articles::content::Edit;
use crate::articles::model::{Fields, Revision, RevisionSummary, Status};
use crate::articles::revisions::{self, Differences};
use crate::articles::save::Editing;
use crate::articles::{self, web as pages};
use crate::clock::Time;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};
use crate::text::diff::Change;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::Json;
use crate::web::list::{self, Query};
use crate::web::responses;

use super::shapes::ArticleOut;

/// Revisions in one answer, if the request gives no limit.
const DEFAULT_LIMIT: usize = 20;

/// The account that saved a revision.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevisionAuthor {
    id: AccountId,
    /// The name that colleagues see.
    name: String,
}

/// A saved version of an article.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "version": 3, "at": "2026-11-22T09:30:00Z", "by": { "id": 4, "name": "Ines Almeida" },
    "status": "draft", "title": "What it costs to keep the harbour deep enough"
}))]
pub struct RevisionLine {
    /// The article's version that this save made.
    version: i64,
    /// When it was saved.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// The account that saved it; null for the command line, a scheduled publication, and an account that is gone.
    by: Option<RevisionAuthor>,
    /// The article's status after it.
    status: Status,
    title: String,
}

/// A part of the list of revisions.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevisionList {
    /// The latest first.
    items: Vec<RevisionLine>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The part of the list of revisions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RevisionQuery {
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

/// A saved version of an article with its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevisionOut {
    #[serde(flatten)]
    saved: RevisionLine,
    summary: String,
    /// The Markdown.
    body: String,
    /// Byline, section, tags, path, time of publication, and the editors' choices.
    #[serde(flatten)]
    fields: Fields,
}

/// The revision to compare with.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DiffQuery {
    /// The version of the other revision; by default the one saved before.
    with: Option<i64>,
}

/// The differences between two revisions, word by word.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevisionDiff {
    /// The version of the older text; null for the first revision, which is compared with nothing.
    from: Option<i64>,
    /// The version of the newer text.
    to: i64,
    title: Vec<Change>,
    summary: Vec<Change>,
    body: Vec<Change>,
}

/// A request to bring a revision back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "version": 1 }))]
pub struct Restoring {
    /// The article's version that was seen. If it has another one, the answer is 409.
    #[schema(required)]
    version: Option<i64>,
}

impl From<RevisionSummary> for RevisionLine {
    fn from(saved: RevisionSummary) -> RevisionLine {
        RevisionLine {
            version: saved.version,
            at: saved.at,
            by: saved.by.map(|(id, name)| RevisionAuthor { id, name }),
            status: saved.status,
            title: saved.title,
        }
    }
}

impl From<Revision> for RevisionOut {
    fn from(revision: Revision) -> RevisionOut {
        RevisionOut {
            saved: revision.saved.into(),
            summary: revision.summary,
            body: revision.body,
            fields: revision.fields,
        }
    }
}

/// Lists the saved versions of an article
///
/// For those who may edit it. Each save makes one. What readers could see is kept for good; drafts
/// are kept for 30 days, after that the last one of each day.
#[utoipa::path(
    get, path = "/api/v1/articles/{id}/revisions", tag = "articles",
    params(("id" = ArticleId, Path, description = "The article's number"), RevisionQuery),
    responses(
        (status = 200, description = "A part of the list", body = RevisionList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Author(staff): Author,
    id: web::Path<ArticleId>,
    Query(query): Query<RevisionQuery>,
) -> Answer {
    let (id, size) = (*id, list::Size::of(query.limit, DEFAULT_LIMIT)?);
    let before = list::after::<i64>(query.after.as_deref())?.unwrap_or(i64::MAX);
    let found = app
        .db
        .read(move |conn| revisions::list(conn, id, &staff, before, size.query_limit()))
        .await?;
    let (found, next) = size.take_page(found, |last| last.version);
    let items = found.into_iter().map(RevisionLine::from).collect();
    Ok(list::private(&app, &request, next, |next| RevisionList { items, next }))
}

/// Shows a saved version of an article
#[utoipa::path(
    get, path = "/api/v1/articles/{id}/revisions/{revision}", tag = "articles",
    params(
        ("id" = ArticleId, Path, description = "The article's number"),
        ("revision" = i64, Path, description = "The version that the save made"),
    ),
    responses(
        (status = 200, description = "The revision", body = RevisionOut),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(
    app: web::Data<App>,
    Author(staff): Author,
    place: web::Path<(ArticleId, i64)>,
) -> Answer {
    let (id, version) = *place;
    let found = app.db.read(move |conn| revisions::show(conn, id, version, &staff)).await?;
    Ok(HttpResponse::Ok().json(RevisionOut::from(found)))
}

/// Compares two saved versions of an article
///
/// Word by word: the pieces that are not inserted form the older text, those that are not deleted
/// the newer one.
#[utoipa::path(
    get, path = "/api/v1/articles/{id}/revisions/{revision}/diff", tag = "articles",
    params(
        ("id" = ArticleId, Path, description = "The article's number"),
        ("revision" = i64, Path, description = "The version of the newer text"), DiffQuery,
    ),
    responses(
        (status = 200, description = "The differences", body = RevisionDiff),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn diff(
    app: web::Data<App>,
    Author(staff): Author,
    place: web::Path<(ArticleId, i64)>,
    Query(query): Query<DiffQuery>,
) -> Answer {
    let (id, version) = *place;
    let (old, new) =
        app.db.read(move |conn| revisions::pair(conn, id, version, query.with, &staff)).await?;
    let (from, to) = (old.as_ref().map(|old| old.saved.version), new.saved.version);
    let compared =
        pages::on_blocking_pool(move || Ok(Differences::between(old.as_ref(), &new))).await?;
    let Differences { title, summary, body } = compared;
    Ok(HttpResponse::Ok().json(RevisionDiff { from, to, title, summary, body }))
}

/// Brings a saved version of an article back
///
/// Headline, summary, text, byline, section, tags, language and what was chosen for comments become what
/// they were, as a new version; by an editor also the kind and the place on the front page and in menus.
/// Path, status, times and corrections stay. Readers are not told; send a `correction` where they should
/// be.
#[utoipa::path(
    post, path = "/api/v1/articles/{id}/revisions/{revision}/restore", tag = "articles",
    params(
        ("id" = ArticleId, Path, description = "The article's number"),
        ("revision" = i64, Path, description = "The version that comes back"),
    ),
    request_body = Restoring,
    responses(
        (status = 200, description = "The article as it is now", body = ArticleOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn restore(
    app: web::Data<App>,
    Author(staff): Author,
    key: IdempotencyKey,
    place: web::Path<(ArticleId, i64)>,
    request: Json<Restoring>,
) -> Answer {
    let ((id, revision), now) = (*place, app.clock.now());
    let seen = request.check(|request| {
        request.version.ok_or_else(|| {
            let detail = "Give the version of the article that you have seen";
            Error::invalid("version", "required", detail)
        })
    })?;
    let by = staff.clone();
    let restorer = staff.clone();
    let found = app.db.read(move |conn| revisions::show(conn, id, revision, &by)).await?;
    // It is rendered again, because the rules of rendering may have changed.
    let edit: Result<Edit> =
        pages::on_blocking_pool(move || Edit::parse(revisions::restoring(found, &restorer), now))
            .await;
    let edit = edit?;
    let (by, permalink) = (staff.clone(), app.settings().articles.permalink.clone());
    let done = pages::once(&app, &key, &staff, now, move |conn| {
        let editing = Editing { by: Some(&by), permalink: &permalink, now };
        let saved = articles::edit(conn, id, seen, &edit, editing)?;
        let comments = articles::comment_count(conn, id)?;
        Ok((StatusCode::OK, Some((saved.article, comments)), saved.changed))
    });
    Ok(done.await?.answer())
}
