//! What the routes of sections, tags and authors have in common: the part of a list, the target of
//! a merge, and changes that outdate every page.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use crate::accounts::model::Staff;
use crate::accounts::web::{Author, Refusal};
use crate::app::App;
use crate::articles::path;
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::web::error::Failure;
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
    if query.all == Some(true) {
        super::require_staff(staff)?;
    }
    let after = list::after::<String>(query.after.as_deref())?;
    if after.as_deref().is_some_and(|slug| !path::is_slug(slug)) {
        return Err(list::not_a_cursor().into());
    }
    Ok((list::Size::of(query.limit, DEFAULT_LIMIT)?, after))
}

/// Runs `work` once for each `Idempotency-Key`, and drops every cached page, because all of them show
/// sections.
pub(super) async fn once<T: Serialize>(
    app: &App,
    key: &IdempotencyKey,
    staff: &Staff,
    now: Time,
    mut work: impl FnMut(&mut Connection) -> Result<(u16, Option<T>)> + Send + 'static,
) -> Result<Outcome, Failure> {
    let once = key.by_staff(&app.vault, staff.id);
    let write = move |conn: &mut Connection| {
        once.run(conn, now, |conn| {
            let (status, body) = work(conn)?;
            let body = body.map(serde_json::to_value).transpose().map_err(Error::internal)?;
            Ok((status, body.unwrap_or(Value::Null)))
        })
    };
    let outcome = app.db.write(write).await?;
    app.cache.drop(Scope::Site);
    Ok(outcome)
}
