//! Notes about an article over the JSON API.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use crate::accounts::web::Author;
use crate::app::App;
use crate::articles::model::ArticleNote;
use crate::articles::notes::{self, ArticleNoteText};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Error;
use crate::ids::{AccountId, ArticleId, ArticleNoteId};
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::Json;
use crate::web::list::{self, Query};
use crate::web::responses;

/// Notes in one answer, if the request gives no limit.
const DEFAULT_LIMIT: usize = 50;

/// The body of `POST /api/v1/articles/{id}/notes`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "text": "@Ines, who says that the city pays?" }))]
pub struct NewArticleNote {
    /// 1 to 2,000 characters. Members of the staff who are mentioned (`@` and the name) get a mail.
    #[schema(required, min_length = 1, max_length = 2000)]
    text: Option<String>,
}

/// A member of the staff.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoteColleague {
    id: AccountId,
    /// The name that colleagues see.
    name: String,
}

/// A note about an article.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArticleNoteOut {
    id: ArticleNoteId,
    /// The writer; null if the account is gone.
    by: Option<NoteColleague>,
    text: String,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
    /// The accounts that get a mail about it.
    mentions: Vec<NoteColleague>,
}

/// A part of the list of notes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArticleNoteList {
    /// The oldest first.
    items: Vec<ArticleNoteOut>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The part of the list of notes.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NoteQuery {
    /// How many at most; 50 if not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

impl From<ArticleNote> for ArticleNoteOut {
    fn from(note: ArticleNote) -> ArticleNoteOut {
        let colleague = |(id, name)| NoteColleague { id, name };
        ArticleNoteOut {
            id: note.id,
            by: note.by.map(colleague),
            text: note.text,
            at: note.at,
            mentions: note.mentions.into_iter().map(colleague).collect(),
        }
    }
}

/// Lists the notes about an article
///
/// For those who may edit it. Readers never see them.
#[utoipa::path(
    get, path = "/api/v1/articles/{id}/notes", tag = "articles",
    params(("id" = ArticleId, Path, description = "The article's number"), NoteQuery),
    responses(
        (status = 200, description = "A part of the list", body = ArticleNoteList,
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
    Query(query): Query<NoteQuery>,
) -> Answer {
    let (id, size) = (*id, list::Size::of(query.limit, DEFAULT_LIMIT)?);
    let after = ArticleNoteId(list::after::<i64>(query.after.as_deref())?.unwrap_or(0));
    let read =
        move |conn: &mut Connection| notes::list(conn, id, &staff, after, size.query_limit());
    let (found, next) = size.take_page(app.db.read(read).await?, |last| last.id.0);
    let items = found.into_iter().map(ArticleNoteOut::from).collect();
    Ok(list::private(&app, &request, next, |next| ArticleNoteList { items, next }))
}

/// Adds a note about an article
///
/// For those who may edit it. A colleague who is mentioned by `@name` gets a mail with the note.
#[utoipa::path(
    post, path = "/api/v1/articles/{id}/notes", tag = "articles", request_body = NewArticleNote,
    params(("id" = ArticleId, Path, description = "The article's number")),
    responses(
        (status = 201, description = "The note", body = ArticleNoteOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn add(
    app: web::Data<App>,
    Author(staff): Author,
    key: IdempotencyKey,
    id: web::Path<ArticleId>,
    note: Json<NewArticleNote>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    let text = note.check(|note| {
        ArticleNoteText::parse(&note.text.unwrap_or_default())
            .map_err(|fault| Error::Invalid(vec![fault.of("text")]))
    })?;
    let once = key.by_staff(&app.vault, staff.id);
    let write = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            let note = notes::add(conn, id, &text, &staff, now)?;
            Ok((StatusCode::CREATED.as_u16(), json!(ArticleNoteOut::from(note))))
        })
    };
    let outcome = app.db.write(write).await?;
    app.worker_wakeup.notify_one();
    Ok(outcome.answer())
}

/// Deletes a note about an article
///
/// One's own; editors delete any.
#[utoipa::path(
    delete, path = "/api/v1/articles/{id}/notes/{note}", tag = "articles",
    params(
        ("id" = ArticleId, Path, description = "The article's number"),
        ("note" = ArticleNoteId, Path, description = "The note's number"),
    ),
    responses(
        (status = 204, description = "It is deleted"),
        responses::StaffErrors, responses::NotFound,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn remove(
    app: web::Data<App>,
    Author(staff): Author,
    place: web::Path<(ArticleId, ArticleNoteId)>,
) -> Answer {
    let (article, note) = *place;
    app.db.write(move |conn| notes::remove(conn, article, note, &staff)).await?;
    Ok(HttpResponse::NoContent().finish())
}
