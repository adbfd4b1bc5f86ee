//! Articles, sections, tags and authors over the JSON API.

pub mod authors;
pub mod labels;
pub mod locks;
pub mod missing;
pub mod notes;
pub mod preview;
pub mod revisions;
pub mod search;
pub mod sections;
pub mod shapes;
pub mod tags;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::accounts::model::Staff;
use crate::accounts::web::{Author, Refusal};
use crate::app::App;
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::ArticleId;
use crate::web::error::{Answer, Failure};
use crate::web::idempotency::{IdempotencyKey, Outcome};
use crate::web::json::Json;
use crate::web::list::{self, Query};
use crate::web::responses;

use super::Removed;
use super::choices::Kind;
use super::content::{Edit, NewArticle, Submitted};
use super::listing::{Filter, Start};
use super::model::{Article, Saved, Status};
use super::save::Editing;
use shapes::{ArticleChange, ArticleFields, ArticleList, ArticleOut, ArticleQuery, full, listed};

/// Entries in one answer, if the request gives no limit.
const DEFAULT_LIMIT: usize = 20;

/// Lists articles
///
/// Public ones newest first; those with another status, for staff, the latest first.
#[utoipa::path(
    get, path = "/api/v1/articles", tag = "articles", params(ArticleQuery),
    responses(
        (status = 200, description = "A part of the list", body = ArticleList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors,
    ),
    security((), ("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Query(query): Query<ArticleQuery>,
    staff: Result<Author, Refusal>,
) -> Answer {
    let size = list::Size::of(query.limit, DEFAULT_LIMIT)?;
    let status = match &query.status {
        None => Status::Published,
        Some(name) => Status::parse(name).ok_or_else(|| {
            Error::invalid(
                "status",
                "unknown",
                "Choose one of draft, submitted, scheduled, published and withdrawn",
            )
        })?,
    };
    let is_staff = staff.is_ok();
    let filter = match status {
        Status::Published => Filter::public(),
        hidden => Filter::for_staff(Some(hidden), &require_staff(staff)?),
    };
    let kind = match query.kind.as_deref() {
        None => Kind::Article,
        Some(name) => Kind::parse(name)
            .ok_or_else(|| Error::invalid("kind", "unknown", "Choose article or page"))?,
    };
    let filter = Filter {
        kind: Some(kind),
        section: query.section,
        tag: query.tag,
        byline: query.author,
        ..filter
    };
    let start = match list::after::<Start>(query.after.as_deref())? {
        None => Start::Beginning,
        Some(start) if filter.accepts(start) => start,
        Some(_) => {
            return Err(Error::invalid(
                "after",
                "cursor",
                "Use the cursor with the list it came from",
            )
            .into());
        }
    };
    let by = filter.clone();
    let read = move |conn: &mut Connection| super::list(conn, &by, start, size.query_limit());
    let found = match is_staff {
        true => app.db.read(read).await?,
        false => app.read_public(Scope::Site, read).await?,
    };
    let (found, next) = size.take_page(found, |last| last.position(&filter));
    let config = app.settings();
    let items = found.into_iter().map(|article| listed(article, &config)).collect();
    Ok(list::answer(&app, &request, next, |next| ArticleList { items, next }))
}

/// Shows an article
///
/// Public articles are shown to everybody. Staff also see the articles that they may edit, with the
/// Markdown.
#[utoipa::path(
    get, path = "/api/v1/articles/{id}", tag = "articles",
    params(("id" = ArticleId, Path, description = "The article's number")),
    responses(
        (status = 200, description = "The article", body = ArticleOut),
        responses::Forbidden, responses::NotFound, responses::Unavailable,
    ),
    security((), ("token" = []), ("session" = []))
)]
pub async fn show(
    app: web::Data<App>,
    id: web::Path<ArticleId>,
    staff: Result<Author, Refusal>,
) -> Answer {
    let id = *id;
    let (article, comments) = app
        .db
        .read(move |conn| Ok((super::by_id(conn, id)?, super::comment_count(conn, id)?)))
        .await?;
    let public = article.is_public();
    let may_edit = match require_staff(staff) {
        Ok(staff) => article.may_edit(&staff),
        // Without a valid sign-in, public articles can still be read.
        Err(failure) if public || failure.status == StatusCode::UNAUTHORIZED => false,
        Err(failure) => return Err(failure),
    };
    if !public && !may_edit {
        return Err(Error::NotFound.into());
    }
    let mut out = full(article, comments, &app.settings(), app.clock.now());
    if !may_edit {
        out.body = None;
        out.review_note = None;
        if out.protected {
            out = out.locked();
        }
    }
    Ok(HttpResponse::Ok().json(out))
}

/// Adds an article
///
/// It is a draft unless `status` says otherwise, and belongs to the account that adds it. Authors
/// add drafts and submit them (`submitted`); to publish and to schedule needs the role editor, and is
/// 403 `role` otherwise. A path that another article has or had is refused with 409 `path_taken`.
#[utoipa::path(
    post, path = "/api/v1/articles", tag = "articles", request_body = ArticleFields,
    responses(
        (status = 201, description = "The new article", body = ArticleOut,
            headers(("Location" = String, description = "Where the API shows it"))),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn create(
    app: web::Data<App>,
    author: Author,
    key: IdempotencyKey,
    fields: Json<ArticleFields>,
) -> Answer {
    let Author(staff) = author;
    let now = app.clock.now();
    let check = async |fields: ArticleFields| {
        let submitted = Submitted::from(fields).with_own_paths(&app.config.server.base_url);
        let new = on_blocking_pool(move || NewArticle::parse(submitted, now)).await?;
        new.hashed(&app.passwords).await
    };
    let new = fields.check_async(check).await?;
    let (by, permalink) = (staff.clone(), app.settings().articles.permalink.clone());
    let done = once(&app, &key, &staff, now, move |conn| {
        let editing = Editing { by: Some(&by), permalink: &permalink, now };
        let saved = super::create(conn, &new, Some(by.id), editing)?;
        Ok((StatusCode::CREATED, Some((saved.article, 0)), saved.changed))
    })
    .await?;
    Ok(done.answer_at(&format!("/api/v1/articles/{}", done.body["id"]))?)
}

/// Changes an article
///
/// Its text, its path, its `status`, and what is chosen for it: language, comments, place. Authors and
/// moderators edit the text of their own articles and submit them (`submitted`); editors edit all,
/// and only they publish, schedule, move, feature and withdraw (403 `role` otherwise). `published` with
/// a `published_at` in the future is `scheduled`: the article is public within a second of that
/// time. A `note` goes with a step, for example why a submitted article is a `draft` again.
///
/// Readers are told of a change only by `correction` or `updated`. 409 is `stale_version` with the
/// present state, `locked` with the lock of a colleague who is writing in it, `path_taken`, or
/// `status_change`: an article that was public never becomes a draft
/// again, and one that was not cannot be withdrawn.
#[utoipa::path(
    patch, path = "/api/v1/articles/{id}", tag = "articles", request_body = ArticleChange,
    params(("id" = ArticleId, Path, description = "The article's number")),
    responses(
        (status = 200, description = "The article as it is now", body = ArticleOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    author: Author,
    key: IdempotencyKey,
    id: web::Path<ArticleId>,
    change: Json<ArticleChange>,
) -> Answer {
    let (Author(staff), id) = (author, *id);
    let now = app.clock.now();
    let check = async |change: ArticleChange| {
        let version = change.version;
        let submitted = Submitted::from(change).with_own_paths(&app.config.server.base_url);
        let edit = on_blocking_pool(move || Edit::parse(submitted, now)).await;
        match version {
            Some(version) => Ok((version, edit?.hashed(&app.passwords).await?)),
            None => Err(with_missing_version(edit.err())),
        }
    };
    let (version, edit) = change.check_async(check).await?;
    let (by, permalink) = (staff.clone(), app.settings().articles.permalink.clone());
    let done = once(&app, &key, &staff, now, move |conn| {
        let editing = Editing { by: Some(&by), permalink: &permalink, now };
        let saved = super::edit(conn, id, version, &edit, editing)?;
        Ok((StatusCode::OK, Some((saved.article, super::comment_count(conn, id)?)), saved.changed))
    });
    Ok(done.await?.answer())
}

/// Deletes a draft, or withdraws an article
///
/// An article that was never public and has no comments is deleted (204). Another one is withdrawn
/// and returned (200): nothing of it is deleted, and its address answers 410. Authors delete their
/// own drafts; all else needs the role editor.
#[utoipa::path(
    delete, path = "/api/v1/articles/{id}", tag = "articles",
    params(("id" = ArticleId, Path, description = "The article's number")),
    responses(
        (status = 200, description = "It is withdrawn", body = ArticleOut),
        (status = 204, description = "The draft is deleted"),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn remove(
    app: web::Data<App>,
    author: Author,
    key: IdempotencyKey,
    id: web::Path<ArticleId>,
) -> Answer {
    let (Author(staff), id) = (author, *id);
    let now = app.clock.now();
    let (by, permalink) = (staff.clone(), app.settings().articles.permalink.clone());
    let done = once(&app, &key, &staff, now, move |conn| {
        match super::remove(conn, id, &by, &permalink, now)? {
            Removed::Deleted => Ok((StatusCode::NO_CONTENT, None, None)),
            Removed::Withdrawn(saved) => {
                let Saved { article, changed } = *saved;
                Ok((StatusCode::OK, Some((article, super::comment_count(conn, id)?)), changed))
            }
        }
    });
    Ok(done.await?.answer())
}

/// The result of a change: the status of the answer, the article with its number of comments, and
/// the outdated pages.
pub(super) type Changed = (StatusCode, Option<(Article, i64)>, Option<Scope>);

/// Runs `work` once for each `Idempotency-Key`, and drops the outdated pages from the cache before
/// the answer is sent.
pub(super) async fn once(
    app: &App,
    key: &IdempotencyKey,
    staff: &Staff,
    now: Time,
    mut work: impl FnMut(&mut Connection) -> Result<Changed> + Send + 'static,
) -> Result<Outcome, Failure> {
    let once = key.by_staff(&app.vault, staff.id);
    let config = app.settings();
    let write = move |conn: &mut Connection| {
        let mut changed = None;
        let outcome = once.run(conn, now, |conn| {
            let (status, article, scope) = work(conn)?;
            changed = scope;
            let body = article.map(|(article, comments)| {
                serde_json::to_value(full(article, comments, &config, now))
            });
            Ok((status.as_u16(), body.transpose().map_err(Error::internal)?.unwrap_or_default()))
        })?;
        Ok((outcome, changed))
    };
    let (outcome, changed) = app.db.write(write).await?;
    if let Some(scope) = changed {
        app.cache.drop(scope);
    }
    Ok(outcome)
}

/// The member of the staff who sends the request. The API has no sign-in page to redirect to.
fn require_staff(staff: Result<Author, Refusal>) -> Result<Staff, Failure> {
    match staff {
        Ok(Author(staff)) => Ok(staff),
        Err(Refusal::Failure(failure)) => Err(failure),
        Err(Refusal::SignIn(_)) => Err(Error::Unauthenticated.into()),
    }
}

/// Runs `parse` on the blocking pool, because it renders up to 200 kB of Markdown.
pub(super) async fn on_blocking_pool<T: Send + 'static>(
    parse: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    web::block(parse).await.map_err(Error::internal)?
}

pub(super) fn with_missing_version(other: Option<Error>) -> Error {
    let missing =
        Error::invalid("version", "required", "Give the version of the article that you have seen");
    match (missing, other) {
        (Error::Invalid(mut faults), Some(Error::Invalid(others))) => {
            faults.extend(others);
            Error::Invalid(faults)
        }
        (missing, _) => missing,
    }
}
