//! Sections over the JSON API.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::web::{Author, Editor, Refusal};
use crate::app::App;
use crate::articles::labels::{LabelEdit, SubmittedLabel};
use crate::articles::model::{ArticleScope, Label};
use crate::articles::section_comments::{self, SectionCommentsEdit};
use crate::articles::section_href;
use crate::articles::sections::{self, Section};
use crate::config::comment_mode::CommentMode;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::web::error::Answer;
use crate::web::idempotency::IdempotencyKey;
use crate::web::json::Json;
use crate::web::list::{self, Query};
use crate::web::responses;

use super::labels::{
    LabelQuery, MergeTarget, answer_changed, answer_created, answer_removed, range,
};

/// A section.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "slug": "asia", "name": "Asia", "path": "World/Asia", "parent": { "slug": "world", "name": "World" },
    "description": "From Ankara to Tokyo.", "position": 2,
    "url": "https://news.example/sections/asia", "articles": 31
}))]
pub struct SectionOut {
    slug: String,
    name: String,
    /// The names from the top of the tree.
    path: String,
    /// The section that it belongs to; null at the top.
    parent: Option<Label>,
    /// The text under its name on its page.
    description: String,
    /// Its place among the sections of the same parent; equal ones are in the order of their slugs.
    position: i64,
    /// Its page.
    #[schema(format = "uri")]
    url: String,
    /// The number of public articles in it and in the sections below it.
    articles: i64,
    /// Its rules for comments, the fields of `SectionRules`; not in lists.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    rules: Option<SectionRules>,
}

/// The rules for comments of all articles of a section that are not stricter themselves.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionRules {
    comments: CommentMode,
    /// Days after publication; null for no limit.
    comments_days: Option<u32>,
    /// The message in place of the form where these rules close comments.
    comments_message: String,
}

/// A part of the list of sections.
#[derive(Debug, Serialize, ToSchema)]
pub struct SectionList {
    /// In the order of their slugs.
    items: Vec<SectionOut>,
    /// The value of `after` for the next part; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// The fields of a section; those that are missing or null stay as they are.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Ports", "description": "Ships, docks and mud." }))]
pub struct SectionFields {
    /// The name, at most 60 characters, without a slash. Required for a new section.
    #[schema(min_length = 1, max_length = 60)]
    name: Option<String>,
    /// The last part of its address. Empty: made from the name. If it is missing, it follows a new
    /// name. The former address answers 301 for ever.
    #[schema(max_length = 100, pattern = "^[a-z0-9-]*$")]
    slug: Option<String>,
    /// The section that it belongs to: slug, name or path. Empty: at the top. Everything below it
    /// goes along.
    #[schema(max_length = 400)]
    parent: Option<String>,
    /// The text under its name on its page, as plain text.
    #[schema(max_length = 1000)]
    description: Option<String>,
    /// Its place among the sections of the same parent, from 0.
    #[schema(minimum = 0, maximum = 1000000)]
    position: Option<i64>,
    /// `open`, `hold_all` (each comment is held) or `closed`, for all its articles that are not stricter
    /// themselves.
    #[schema(value_type = Option<CommentMode>)]
    comments: Option<String>,
    /// For how many days after publication its articles accept comments; 0 for no limit.
    #[schema(minimum = 0, maximum = 36500)]
    comments_days: Option<i64>,
    /// The message in place of the form where these rules close comments.
    #[schema(max_length = 300)]
    comments_message: Option<String>,
}

impl SectionFields {
    /// The change of the section and that of its rules for comments, with the faults of both.
    fn checked(
        mut self,
        parse: impl FnOnce(SubmittedLabel) -> Result<LabelEdit>,
    ) -> Result<(LabelEdit, SectionCommentsEdit)> {
        let (days, message) = (self.comments_days, self.comments_message.take());
        let rules = SectionCommentsEdit::parse(self.comments.take(), days, message);
        match (parse(self.into()), rules) {
            (Ok(edit), Ok(rules)) => Ok((edit, rules)),
            (Err(Error::Invalid(mut faults)), Err(Error::Invalid(others))) => {
                faults.extend(others);
                Err(Error::Invalid(faults))
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        }
    }
}

impl From<SectionFields> for SubmittedLabel {
    fn from(fields: SectionFields) -> SubmittedLabel {
        SubmittedLabel {
            name: fields.name,
            slug: fields.slug,
            description: fields.description,
            parent: fields.parent,
            position: fields.position,
        }
    }
}

/// Lists sections
///
/// Those that have public articles in or below them; with `all`, for staff, the others as well.
#[utoipa::path(
    get, path = "/api/v1/sections", tag = "articles", params(LabelQuery),
    responses(
        (status = 200, description = "A part of the list", body = SectionList,
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
    let mut found = app.db.read(sections::all).await?;
    found.retain(|section| {
        (of == ArticleScope::All || section.articles > 0)
            && after.as_deref().is_none_or(|after| section.node.slug.as_str() > after)
    });
    found.sort_by(|a, b| a.node.slug.cmp(&b.node.slug));
    let (found, next) = size.take_page(found, |last| last.node.slug.clone());
    let base = &app.config.server.base_url;
    let items = found.into_iter().map(|section| out(section, base)).collect();
    Ok(list::answer(&app, &request, next, |next| SectionList { items, next }))
}

/// Shows a section
#[utoipa::path(
    get, path = "/api/v1/sections/{slug}", tag = "articles",
    params(("slug" = String, Path, description = "The section's slug")),
    responses(
        (status = 200, description = "The section", body = SectionOut),
        responses::NotFound, responses::Unavailable,
    )
)]
pub async fn show(app: web::Data<App>, slug: web::Path<String>) -> Answer {
    let base = app.config.server.base_url.clone();
    let section = app
        .db
        .read(move |conn| {
            let section = sections::by_slug(conn, &slug)?;
            with_rules(conn, section, &base)
        })
        .await?;
    Ok(HttpResponse::Ok().json(section))
}

/// Adds a section
///
/// For editors. 409 is `name_taken` if the parent has a section of this name, and `slug_taken` if
/// a section has or had the slug.
#[utoipa::path(
    post, path = "/api/v1/sections", tag = "articles", request_body = SectionFields,
    responses(
        (status = 201, description = "The new section", body = SectionOut,
            headers(("Location" = String, description = "Where the API shows it"))),
        responses::StaffErrors, responses::BodyErrors, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn create(
    app: web::Data<App>,
    Editor(staff): Editor,
    key: IdempotencyKey,
    fields: Json<SectionFields>,
) -> Answer {
    let (new, rules) = fields.check(|fields| fields.checked(LabelEdit::parse_new))?;
    let editor = staff.clone();
    answer_created(&app, &key, &staff, "sections", move |conn, by| {
        let section = sections::create(conn, &new, by.account, by.now)?;
        section_comments::change(conn, &section.node.slug, &rules, &editor, by.now)?;
        with_rules(conn, section, &by.base)
    })
    .await
}

/// Changes a section
///
/// For editors. Of the rules for comments of an article, its section and the site, the strictest apply.
/// Without `slug` the address follows a new name; the former one answers 301 for ever,
/// and files that name the section as before still mean it. With another `parent` the sections below
/// it go along. 409 as for a new one.
#[utoipa::path(
    patch, path = "/api/v1/sections/{slug}", tag = "articles", request_body = SectionFields,
    params(("slug" = String, Path, description = "The section's slug")),
    responses(
        (status = 200, description = "The section as it is now", body = SectionOut),
        responses::StaffErrors, responses::BodyErrors, responses::NotFound, responses::Conflict,
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn change(
    app: web::Data<App>,
    Editor(staff): Editor,
    key: IdempotencyKey,
    slug: web::Path<String>,
    fields: Json<SectionFields>,
) -> Answer {
    let (edit, rules) = fields.check(|fields| fields.checked(LabelEdit::parse))?;
    let editor = staff.clone();
    answer_changed(&app, &key, &staff, move |conn, by| {
        let section = sections::change(conn, &slug, &edit, by.account, by.now)?;
        section_comments::change(conn, &section.node.slug, &rules, &editor, by.now)?;
        with_rules(conn, section, &by.base)
    })
    .await
}

/// Merges a section into another one
///
/// For editors. The other one gets its articles, the sections below it, and its addresses, which
/// answer 301 for ever. If both have moderators,
/// those of the section that ends join the others; its policy and its rules for comments end. 409 `name_taken`
/// if both have a section of the same name below them; merge these first.
#[utoipa::path(
    post, path = "/api/v1/sections/{slug}/merge", tag = "articles", request_body = MergeTarget,
    params(("slug" = String, Path, description = "The slug of the section that ends")),
    responses(
        (status = 200, description = "The other section as it is now", body = SectionOut),
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
        Ok(out(sections::merge(conn, &slug, &into, by.account, by.now)?, &by.base))
    })
    .await
}

/// Deletes a section
///
/// For editors. A section with articles of any status, or with sections below it, is refused with
/// 409 `in_use` and both numbers in `present`.
#[utoipa::path(
    delete, path = "/api/v1/sections/{slug}", tag = "articles",
    params(("slug" = String, Path, description = "The section's slug")),
    responses(
        (status = 204, description = "The section is deleted"),
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
        sections::remove(conn, &slug, by.account, by.now)
    })
    .await
}

/// The section with its rules for comments.
fn with_rules(conn: &mut Connection, section: Section, base: &str) -> Result<SectionOut> {
    let (_, rules) = section_comments::show(conn, &section.node.slug)?;
    let rules = SectionRules {
        comments: rules.mode,
        comments_days: rules.days,
        comments_message: rules.message,
    };
    Ok(SectionOut { rules: Some(rules), ..out(section, base) })
}

fn out(section: Section, base: &str) -> SectionOut {
    SectionOut {
        url: format!("{base}{}", section_href(&section.node.slug)),
        slug: section.node.slug,
        name: section.node.name,
        path: section.path,
        parent: section.parent,
        description: section.node.description,
        position: section.node.position,
        articles: section.articles,
        rules: None,
    }
}
