//! The common parts of the routes of sections, tags and authors: the part of a list, the target of
//! a merge, and changes that outdate every page.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::accounts::model::Staff;
use crate::accounts::web::{Author, Refusal};
use crate::app::App;
use crate::articles::model::ArticleScope;
use crate::articles::path;
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::web::error::{Answer, Failure};
use crate::web::idempotency::{IdempotencyKey, Outcome};
use crate::web::list;

/// Entries in one answer, if the request gives no limit.
pub(super) const DEFAULT_LIMIT: usize = 20;

/// The part of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LabelQuery {
    /// True for those without public articles as well; for staff.
    pub(super) all: Option<bool>,
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    pub(super) limit: Option<usize>,
    /// `next` of the previous answer.
    pub(super) after: Option<String>,
}

impl LabelQuery {
    /// The articles whose labels are listed.
    pub(super) fn scope(&self) -> ArticleScope {
        if self.all == Some(true) { ArticleScope::All } else { ArticleScope::Public }
    }
}

/// Where to merge it into.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "into": "harbour" }))]
pub struct MergeTarget {
    /// The slug of the one that stays.
    #[schema(required = true)]
    into: Option<String>,
}

impl MergeTarget {
    /// The slug.
    ///
    /// # Errors
    /// `required`.
    pub(super) fn slug(self) -> Result<String> {
        self.into.filter(|slug| !slug.is_empty()).ok_or_else(|| {
            Error::invalid("into", "required", "Give the slug of the one that stays")
        })
    }
}

/// The size of the list, and the slug after which it begins.
///
/// # Errors
/// [`Error::Invalid`] in `limit` and `after`; 401 and 403 if the caller may not see all.
pub(super) fn range(
    query: &LabelQuery,
    staff: Result<Author, Refusal>,
) -> Result<(list::Size, Option<String>), Failure> {
    if query.scope() == ArticleScope::All {
        super::require_staff(staff)?;
    }
    let after = list::after::<String>(query.after.as_deref())?;
    if after.as_deref().is_some_and(|slug| !path::is_slug(slug)) {
        return Err(list::not_a_cursor().into());
    }
    Ok((list::Size::of(query.limit, DEFAULT_LIMIT)?, after))
}

/// The account that changes one of them, and the time.
pub(super) struct By {
    /// For the log.
    pub(super) account: Option<AccountId>,
    pub(super) now: Time,
    /// The site's own address, to which the paths of pages are added.
    pub(super) base: String,
}

/// Adds one: 201, with the address under `/api/v1/{collection}/`. `add` returns the body, whose `slug` ends the
/// address.
pub(super) async fn answer_created<T: Serialize>(
    app: &App,
    key: &IdempotencyKey,
    staff: &Staff,
    collection: &str,
    mut add: impl FnMut(&mut Connection, &By) -> Result<T> + Send + 'static,
) -> Answer {
    let done = once(app, key, staff, move |conn, by| Ok((201, Some(add(conn, by)?)))).await?;
    let slug = done.body["slug"].as_str().unwrap_or_default();
    Ok(done.answer_at(&format!("/api/v1/{collection}/{slug}"))?)
}

/// Changes one: 200. `change` returns the body.
pub(super) async fn answer_changed<T: Serialize>(
    app: &App,
    key: &IdempotencyKey,
    staff: &Staff,
    mut change: impl FnMut(&mut Connection, &By) -> Result<T> + Send + 'static,
) -> Answer {
    let done = once(app, key, staff, move |conn, by| Ok((200, Some(change(conn, by)?)))).await?;
    Ok(done.answer())
}

/// Deletes one: 204.
pub(super) async fn answer_removed(
    app: &App,
    key: &IdempotencyKey,
    staff: &Staff,
    mut remove: impl FnMut(&mut Connection, &By) -> Result<()> + Send + 'static,
) -> Answer {
    let work = move |conn: &mut Connection, by: &By| {
        remove(conn, by)?;
        Ok((204, None::<Value>))
    };
    Ok(once(app, key, staff, work).await?.answer())
}

/// Runs `work` once for each `Idempotency-Key`, and drops every cached page, because all of them show
/// sections.
async fn once<T: Serialize>(
    app: &App,
    key: &IdempotencyKey,
    staff: &Staff,
    mut work: impl FnMut(&mut Connection, &By) -> Result<(u16, Option<T>)> + Send + 'static,
) -> Result<Outcome, Failure> {
    let once = key.by_staff(&app.vault, staff.id);
    let by = By {
        account: Some(staff.id),
        now: app.clock.now(),
        base: app.config.server.base_url.clone(),
    };
    let write = move |conn: &mut Connection| {
        once.run(conn, by.now, |conn| {
            let (status, body) = work(conn, &by)?;
            let body = body.map(serde_json::to_value).transpose().map_err(Error::internal)?;
            Ok((status, body.unwrap_or(Value::Null)))
        })
    };
    let outcome = app.db.write(write).await?;
    app.cache.drop(Scope::Site);
    Ok(outcome)
}
