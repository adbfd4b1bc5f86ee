//! Tags over the JSON API.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::{Author, Editor, Refusal};
use crate::app::App;
use crate::articles::labels::{LabelEdit, SubmittedLabel};
use crate::articles::model::{Counted, SlugLookup, Tag};
use crate::articles::{names, tag_href};
use crate::db::Connection;
use crate::error::Error;
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::Json;
use crate::web::list::{self, Query};
use crate::web::responses;

use super::labels::{
    LabelQuery, MergeTarget, answer_changed, answer_created, answer_removed, range,
};

/// A tag.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "slug": "dredging", "name": "dredging", "description": "Mud and money.",
    "url": "https://news.example/tags/dredging", "articles": 31
}))]
pub struct TagOut {
    slug: String,
    name: String,
    /// The text under its name on its page.
    description: String,
    /// Its page.
    #[schema(format = "uri")]
    url: String,
    /// The number of its public articles.
    articles: i64,
}

/// A part of the list of tags.
#[derive(Debug, Serialize, ToSchema)]
pub struct TagList {
    /// In the order of their slugs.
    items: Vec<TagOut>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The fields of a tag; those that are missing or null stay as they are.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Ports", "description": "Ships, docks and mud." }))]
pub struct TagFields {
    /// The name, at most 60 characters, without a slash. Required for a new tag.
    #[schema(min_length = 1, max_length = 60)]
    name: Option<String>,
    /// The last part of its address. Empty: made from the name. If it is missing, it follows a new
    /// name. The former address answers 301 for ever.
    #[schema(max_length = 100, pattern = "^[a-z0-9-]*$")]
    slug: Option<String>,
    /// The text under its name on its page, as plain text.
    #[schema(max_length = 1000)]
    description: Option<String>,
}

impl From<TagFields> for SubmittedLabel {
    fn from(fields: TagFields) -> SubmittedLabel {
        SubmittedLabel {
            name: fields.name,
            slug: fields.slug,
            description: fields.description,
            ..SubmittedLabel::default()
        }
    }
}

/// Lists tags
///
/// Those of public articles; with `all`, for staff, the others as well.
#[utoipa::path(
    get, path = "/api/v1/tags", tag = "articles", params(LabelQuery),
    responses(
        (status = 200, description = "A part of the list", body = TagList,
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
    let of = query.scope();
    let (size, after) = range(&query, staff)?;
    let found = app
        .db
        .read(move |conn| names::list::<Tag>(conn, of, after.as_deref(), size.query_limit()))
        .await?;
    let (found, next) = size.take_page(found, |last| last.item.slug.clone());
    let base = &app.config.server.base_url;
    let items = found.into_iter().map(|tag| out(tag, base)).collect();
    Ok(list::answer(&app, &request, next, |next| TagList { items, next }))
}

/// Shows a tag
///
/// One that only hidden articles have is shown to staff alone.
#[utoipa::path(
    get, path = "/api/v1/tags/{slug}", tag = "articles",
    params(("slug" = String, Path, description = "The tag's slug")),
    responses(
        (status = 200, description = "The tag", body = TagOut),
        responses::NotFound, responses::Unavailable,
    ),
    security((), ("token" = []), ("session" = []))
)]
pub async fn show(
    app: web::Data<App>,
    slug: web::Path<String>,
    staff: Result<Author, Refusal>,
) -> Answer {
    let is_staff = staff.is_ok();
    let find = move |conn: &mut Connection| match names::page::<Tag>(conn, &slug)? {
        SlugLookup::NotFound | SlugLookup::Moved(_) if !is_staff => Err(Error::NotFound),
        _ => names::by_slug(conn, &slug),
    };
    let tag = app.db.read(find).await?;
    Ok(HttpResponse::Ok().json(out(tag, &app.config.server.base_url)))
}

/// Adds a tag
///
/// For editors. 409 is `name_taken` or `slug_taken` if another tag has the name, or has or had the
/// slug.
#[utoipa::path(
    post, path = "/api/v1/tags", tag = "articles", request_body = TagFields,
    responses(
        (status = 201, description = "The new tag", body = TagOut,
            headers(("Location" = String, description = "Where the API shows it"))),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn create(
    app: web::Data<App>,
    Editor(staff): Editor,
    key: IdempotencyKey,
    fields: Json<TagFields>,
) -> Answer {
    let new = fields.check(|fields| LabelEdit::parse_new(fields.into()))?;
    answer_created(&app, &key, &staff, "tags", move |conn, by| {
        Ok(out(names::create(conn, &new, by.account, by.now)?, &by.base))
    })
    .await
}

/// Changes a tag
///
/// For editors. Without `slug` the address follows a new name; the former one answers 301 for ever,
/// and articles that name the tag as before still get it. 409 as for a new one.
#[utoipa::path(
    patch, path = "/api/v1/tags/{slug}", tag = "articles", request_body = TagFields,
    params(("slug" = String, Path, description = "The tag's slug")),
    responses(
        (status = 200, description = "The tag as it is now", body = TagOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    Editor(staff): Editor,
    key: IdempotencyKey,
    slug: web::Path<String>,
    fields: Json<TagFields>,
) -> Answer {
    let edit = fields.check(|fields| LabelEdit::parse(fields.into()))?;
    answer_changed(&app, &key, &staff, move |conn, by| {
        Ok(out(names::change(conn, &slug, &edit, by.account, by.now)?, &by.base))
    })
    .await
}

/// Merges a tag into another one
///
/// For editors. The other one gets its articles and its addresses, which answer 301 for ever.
#[utoipa::path(
    post, path = "/api/v1/tags/{slug}/merge", tag = "articles", request_body = MergeTarget,
    params(("slug" = String, Path, description = "The slug of the tag that ends")),
    responses(
        (status = 200, description = "The other tag as it is now", body = TagOut),
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
        Ok(out(names::merge(conn, &slug, &into, by.account, by.now)?, &by.base))
    })
    .await
}

/// Deletes a tag
///
/// For editors. A tag that articles of any status have is refused with 409 `in_use` and their number
/// in `present`.
#[utoipa::path(
    delete, path = "/api/v1/tags/{slug}", tag = "articles",
    params(("slug" = String, Path, description = "The tag's slug")),
    responses(
        (status = 204, description = "The tag is deleted"),
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
        names::remove::<Tag>(conn, &slug, by.account, by.now)
    })
    .await
}

fn out(counted: Counted<Tag>, base: &str) -> TagOut {
    let Counted { item: tag, articles } = counted;
    TagOut {
        url: format!("{base}{}", tag_href(&tag.slug)),
        slug: tag.slug,
        name: tag.name,
        description: tag.description,
        articles,
    }
}
