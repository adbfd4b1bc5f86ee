//! Policies of the site, of sections and of articles. The most specific one applies; without any,
//! the configured one.

mod store;

use std::fmt;
use std::str::FromStr;

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::config::Policy;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::stored_enum;

stored_enum! {
    /// The scope of a policy; a higher number is more specific. A SMALLINT in the database.
    #[schema(as = PolicyScope)]
    #[allow(missing_docs, reason = "the names say all")]
    pub enum Scope {
        /// The whole site.
        Site = 0 => "site",
        /// The articles of one section.
        Section = 1 => "section",
        Article = 2 => "article",
    }
}

/// The target of a policy: its scope, and the id of the section or article (0 for the site).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct PolicyTarget {
    pub scope: Scope,
    /// The id of the section or article; 0 for the site.
    pub id: i64,
}

impl fmt::Display for PolicyTarget {
    /// The form in a cursor.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.scope as i16, self.id)
    }
}

impl FromStr for PolicyTarget {
    type Err = ();

    fn from_str(text: &str) -> Result<PolicyTarget, ()> {
        let (scope, id) = text.split_once(' ').ok_or(())?;
        let scope =
            Scope::ALL.into_iter().find(|known| (*known as i16).to_string() == scope).ok_or(())?;
        Ok(PolicyTarget { scope, id: id.parse().map_err(|_| ())? })
    }
}

/// A policy, and where it applies: to the site, a section or an article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct PolicySetting {
    /// The target.
    pub place: PolicyTarget,
    /// The section's name, or the article's headline; `None` for the site.
    pub name: Option<String>,
    /// The section's slug.
    pub slug: Option<String>,
    pub policy: Policy,
}

/// All policies: the site's first, then the sections', then the articles'.
pub fn list(
    conn: &mut Connection,
    after: Option<PolicyTarget>,
    limit: i64,
) -> Result<Vec<PolicySetting>> {
    let behind = after.map_or((Scope::Site, -1), |place| (place.scope, place.id));
    let rows = store::list(conn, behind, limit)?;
    rows.into_iter()
        .map(|(scope, id, policy)| {
            let place = PolicyTarget { scope, id };
            let policy = Policy::parse(&policy).unwrap_or_default();
            describe(conn, place, policy)
        })
        .collect()
}

/// The policy of one target.
///
/// # Errors
/// `NotFound` if none is set.
pub fn find(conn: &mut Connection, place: PolicyTarget) -> Result<PolicySetting> {
    let policy = stored(conn, place)?.ok_or(Error::NotFound)?;
    describe(conn, place, policy)
}

/// Parses a target: `site`, `section:harbour` or `article:12`.
///
/// # Errors
/// `NotFound` for any other text, and for an unknown section.
pub fn place(conn: &mut Connection, name: &str) -> Result<PolicyTarget> {
    match name.split_once(':') {
        None if name == Scope::Site.name() => Ok(PolicyTarget { scope: Scope::Site, id: 0 }),
        Some(("article", number)) => {
            let id = number.parse().map_err(|_| Error::NotFound)?;
            Ok(PolicyTarget { scope: Scope::Article, id })
        }
        Some(("section", slug)) => {
            Ok(PolicyTarget { scope: Scope::Section, id: store::section(conn, slug)? })
        }
        _ => Err(Error::NotFound),
    }
}

/// Sets the policy of a target for new comments.
///
/// # Errors
/// `NotFound` if the section or article does not exist.
pub fn set(
    conn: &mut Connection,
    place: PolicyTarget,
    policy: Policy,
    actor: AccountId,
    now: Time,
) -> Result<PolicySetting> {
    let after = describe(conn, place, policy)?;
    let before = stored(conn, place)?;
    store::set(conn, place, policy.name())?;
    if before != Some(policy) {
        log(conn, place, before, Some(policy), actor, now)?;
    }
    Ok(after)
}

/// Removes the policy of a target, so that the next less specific one applies.
///
/// # Errors
/// `NotFound` if none is set.
pub fn clear(
    conn: &mut Connection,
    place: PolicyTarget,
    actor: AccountId,
    now: Time,
) -> Result<()> {
    let before = stored(conn, place)?.ok_or(Error::NotFound)?;
    store::remove(conn, place)?;
    log(conn, place, Some(before), None, actor, now)
}

fn stored(conn: &mut Connection, place: PolicyTarget) -> Result<Option<Policy>> {
    Ok(store::find(conn, place)?.map(|name| Policy::parse(&name).unwrap_or_default()))
}

fn describe(conn: &mut Connection, place: PolicyTarget, policy: Policy) -> Result<PolicySetting> {
    let (name, slug) = match place.scope {
        Scope::Site => (None, None),
        Scope::Section => {
            let (name, slug) = store::section_names(conn, place.id)?;
            (Some(name), Some(slug))
        }
        Scope::Article => (Some(store::article_title(conn, place.id)?), None),
    };
    Ok(PolicySetting { place, name, slug, policy })
}

fn log(
    conn: &mut Connection,
    place: PolicyTarget,
    before: Option<Policy>,
    after: Option<Policy>,
    actor: AccountId,
    now: Time,
) -> Result<()> {
    let detail = json!({
        "scope": place.scope.name(), "id": place.id,
        "before": before.map(Policy::name), "after": after.map(Policy::name),
    });
    audit::append(conn, &Entry { detail: Some(detail), ..Entry::by(actor, Act::Policy) }, now)?;
    Ok(())
}
