//! Authors over the JSON API.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::{Author, Editor, Refusal};
use crate::app::App;
use crate::articles::labels::{AuthorEdit, SubmittedAuthor};
use crate::articles::model::{self, Counted, SlugLookup};
use crate::articles::{author_href, names};
use crate::db::Connection;
use crate::error::Error;
use crate::ids::AccountId;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::Json;
use crate::web::list::{self, Query};
use crate::web::responses;

use super::labels::{
    LabelQuery, MergeTarget, answer_changed, answer_created, answer_removed, range,
};

/// An author.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ArticleAuthor, example = json!({
    "slug": "ines-almeida", "name": "Ines Almeida", "biography": "Writes about the harbour.",
    "url": "https://news.example/authors/ines-almeida", "articles": 31
}))]
pub struct AuthorOut {
    slug: String,
    name: String,
    /// A biography, as plain text.
    biography: String,
    /// The account of the member of the staff; only in answers to staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<AccountId>,
    /// The author's page.
    #[schema(format = "uri")]
    url: String,
    /// The number of their public articles.
    articles: i64,
}

/// A part of the list of authors.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthorList {
    /// In the order of their slugs.
    items: Vec<AuthorOut>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The fields of an author; those that are missing stay as they are.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Ines Almeida-Ruiz", "biography": "Writes about the harbour." }))]
pub struct AuthorFields {
    /// The name, at most 200 characters. Required for a new author.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// The last part of the address. Empty: made from the name. If it is missing, it follows a new
    /// name. The former address answers 301 for ever.
    #[schema(max_length = 100, pattern = "^[a-z0-9-]*$")]
    slug: Option<String>,
    /// A biography: a few sentences of plain text.
    #[schema(max_length = 1000)]
    biography: Option<String>,
    /// The account of the member of the staff; 0 for none.
    #[schema(value_type = Option<i64>)]
    account: Option<AccountId>,
}

impl From<AuthorFields> for SubmittedAuthor {
    fn from(fields: AuthorFields) -> SubmittedAuthor {
        SubmittedAuthor {
            name: fields.name,
            slug: fields.slug,
            biography: fields.biography,
            account: fields.account,
        }
    }
}

/// Lists authors
///
/// Those of public articles; with `all`, for staff, the others as well.
#[utoipa::path(
    get, path = "/api/v1/authors", tag = "articles", params(LabelQuery),
    responses(
        (status = 200, description = "A part of the list", body = AuthorList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        responses::StaffErrors, responses::ParameterErrors, responses::Unavailable,
    ),
    security((), ("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Query(query): Query<LabelQuery>,
    staff: Result<Author, Refusal>,
) -> Answer {
    let (of, viewer) = (query.scope(), Viewer::of(&staff));
    let (size, after) = range(&query, staff)?;
    let found = app
        .db
        .read(move |conn| {
            names::list::<model::Author>(conn, of, after.as_deref(), size.query_limit())
        })
        .await?;
    let (found, next) = size.take_page(found, |last| last.item.slug.clone());
    let base = &app.config.server.base_url;
    let items = found.into_iter().map(|author| out(author, base, viewer)).collect();
    Ok(list::answer(&app, &request, next, |next| AuthorList { items, next }))
}

/// Shows an author
///
/// One that only hidden articles have is shown to staff alone.
#[utoipa::path(
    get, path = "/api/v1/authors/{slug}", tag = "articles",
    params(("slug" = String, Path, description = "The author's slug")),
    responses(
        (status = 200, description = "The author", body = AuthorOut),
        responses::NotFound, responses::Unavailable,
    ),
    security((), ("token" = []), ("session" = []))
)]
pub async fn show(
    app: web::Data<App>,
    slug: web::Path<String>,
    staff: Result<Author, Refusal>,
) -> Answer {
    let viewer = Viewer::of(&staff);
    let find = move |conn: &mut Connection| match names::page::<model::Author>(conn, &slug)? {
        SlugLookup::NotFound | SlugLookup::Moved(_) if viewer == Viewer::Public => {
            Err(Error::NotFound)
        }
        _ => names::by_slug(conn, &slug),
    };
    let author = app.db.read(find).await?;
    Ok(HttpResponse::Ok().json(out(author, &app.config.server.base_url, viewer)))
}

/// Adds an author
///
/// For editors. 409 is `name_taken` or `slug_taken` if another author has the name, or has or had the
/// slug.
#[utoipa::path(
    post, path = "/api/v1/authors", tag = "articles", request_body = AuthorFields,
    responses(
        (status = 201, description = "The new author", body = AuthorOut,
            headers(("Location" = String, description = "Where the API shows it"))),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn create(
    app: web::Data<App>,
    Editor(staff): Editor,
    key: IdempotencyKey,
    fields: Json<AuthorFields>,
) -> Answer {
    let new = fields.check(|fields| AuthorEdit::parse_new(fields.into()))?;
    answer_created(&app, &key, &staff, "authors", move |conn, by| {
        Ok(out(names::create(conn, &new, by.account, by.now)?, &by.base, Viewer::Staff))
    })
    .await
}

/// Changes an author
///
/// For editors. Without `slug` the address follows a new name; the former one answers 301 for ever,
/// and articles that name the author as before still get it. 409 as for a new one.
#[utoipa::path(
    patch, path = "/api/v1/authors/{slug}", tag = "articles", request_body = AuthorFields,
    params(("slug" = String, Path, description = "The author's slug")),
    responses(
        (status = 200, description = "The author as it is now", body = AuthorOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    Editor(staff): Editor,
    key: IdempotencyKey,
    slug: web::Path<String>,
    fields: Json<AuthorFields>,
) -> Answer {
    let edit = fields.check(|fields| AuthorEdit::parse(fields.into()))?;
    answer_changed(&app, &key, &staff, move |conn, by| {
        Ok(out(names::change(conn, &slug, &edit, by.account, by.now)?, &by.base, Viewer::Staff))
    })
    .await
}

/// Merges an author into another one
///
/// For editors. The other one gets its articles and its addresses, which answer 301 for ever.
#[utoipa::path(
    post, path = "/api/v1/authors/{slug}/merge", tag = "articles", request_body = MergeTarget,
    params(("slug" = String, Path, description = "The slug of the author that ends")),
    responses(
        (status = 200, description = "The other author as it is now", body = AuthorOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn merge(
    app: web::Data<App>,
    Editor(staff): Editor,
    key: IdempotencyKey,
    slug: web::Path<String>,
    target: Json<MergeTarget>,
) -> Answer {
    let into = target.check(MergeTarget::slug)?;
    answer_changed(&app, &key, &staff, move |conn, by| {
        Ok(out(names::merge(conn, &slug, &into, by.account, by.now)?, &by.base, Viewer::Staff))
    })
    .await
}

/// Deletes an author
///
/// For editors. An author that articles of any status have is refused with 409 `in_use` and their number
/// in `present`.
#[utoipa::path(
    delete, path = "/api/v1/authors/{slug}", tag = "articles",
    params(("slug" = String, Path, description = "The author's slug")),
    responses(
        (status = 204, description = "The author is deleted"),
        responses::StaffErrors, responses::ParameterErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn remove(
    app: web::Data<App>,
    Editor(staff): Editor,
    key: IdempotencyKey,
    slug: web::Path<String>,
) -> Answer {
    answer_removed(&app, &key, &staff, move |conn, by| {
        names::remove::<model::Author>(conn, &slug, by.account, by.now)
    })
    .await
}

/// The receiver of an answer about an author.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Viewer {
    Public,
    Staff,
}

impl Viewer {
    fn of<T, E>(staff: &Result<T, E>) -> Viewer {
        if staff.is_ok() { Viewer::Staff } else { Viewer::Public }
    }
}

fn out(counted: Counted<model::Author>, base: &str, viewer: Viewer) -> AuthorOut {
    let Counted { item: author, articles } = counted;
    AuthorOut {
        url: format!("{base}{}", author_href(&author.slug)),
        slug: author.slug,
        name: author.name,
        biography: author.biography,
        account: author.account.filter(|_| viewer == Viewer::Staff),
        articles,
    }
}
