//! Whose desk a section's comments go to. A section that nobody moderates is everybody's.

use std::collections::{BTreeSet, HashMap};

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, SectionId};
use crate::moderation::model::Actor;
use crate::moderation::store::section_moderators as store;

/// A section and whose desk it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionDesk {
    /// In paths and in `section=`.
    pub slug: String,
    /// For readers.
    pub name: String,
    /// Who moderates it; without any it is everybody's.
    pub moderators: BTreeSet<AccountId>,
}

/// Up to `limit` sections after the slug `after`, in the order of their slugs, each with whose desk
/// it is.
pub fn list(conn: &mut Connection, after: Option<&str>, limit: i64) -> Result<Vec<SectionDesk>> {
    let mut moderators: HashMap<SectionId, BTreeSet<AccountId>> = HashMap::new();
    for (section, account) in store::assigned(conn)? {
        moderators.entry(section).or_default().insert(account);
    }
    let desk = |(id, slug, name)| SectionDesk {
        slug,
        name,
        moderators: moderators.remove(&id).unwrap_or_default(),
    };
    Ok(store::sections(conn, after, limit)?.into_iter().map(desk).collect())
}

/// Everybody whose desk a section can be, by name.
pub fn able(conn: &mut Connection) -> Result<Vec<Actor>> {
    store::names(conn)
}

/// Whoever moderates the section with this slug, by name.
///
/// # Errors
/// [`Error::NotFound`].
pub fn moderators(conn: &mut Connection, slug: &str) -> Result<Vec<Actor>> {
    let section = store::section(conn, slug)?.ok_or(Error::NotFound)?;
    store::moderators(conn, section)
}

/// Gives the section to these accounts and to nobody else; to none: it is everybody's.
///
/// # Errors
/// [`Error::NotFound`], or `Invalid` if one of them is no moderator who may sign in.
pub fn assign(
    conn: &mut Connection,
    slug: &str,
    accounts: &BTreeSet<AccountId>,
    actor: AccountId,
    now: Time,
) -> Result<Vec<Actor>> {
    let section = store::section(conn, slug)?.ok_or(Error::NotFound)?;
    if store::able(conn, accounts)? != accounts.len() {
        return Err(Error::invalid(
            "accounts",
            "unknown",
            "Name accounts that may moderate and sign in",
        ));
    }
    store::assign(conn, section, accounts)?;
    let line = Entry {
        reason: Some("section_moderators"),
        detail: Some(json!({ "section": slug, "accounts": accounts })),
        ..Entry::by(actor, Act::Setting)
    };
    audit::append(conn, &line, now)?;
    store::moderators(conn, section)
}

/// Who is notified of each of these comments: the moderators of its section, or everybody who moderates
/// if there are none.
pub fn recipients_of(
    conn: &mut Connection,
    comments: &[CommentId],
) -> Result<HashMap<CommentId, Vec<AccountId>>> {
    let mut notified: HashMap<Option<SectionId>, Vec<AccountId>> = HashMap::new();
    let mut by_comment = HashMap::new();
    for (comment, section) in store::sections_of(conn, comments)? {
        let accounts = match notified.get(&section) {
            Some(accounts) => accounts.clone(),
            None => recipients(conn, section)?,
        };
        notified.insert(section, accounts.clone());
        by_comment.insert(comment, accounts);
    }
    Ok(by_comment)
}

/// Who is notified of a section's comments: its moderators, or everybody who moderates if it has none.
pub fn recipients(conn: &mut Connection, section: Option<SectionId>) -> Result<Vec<AccountId>> {
    let theirs: Vec<AccountId> = match section {
        Some(section) => {
            store::moderators(conn, section)?.into_iter().map(|actor| actor.id).collect()
        }
        None => Vec::new(),
    };
    if theirs.is_empty() { store::everybody(conn) } else { Ok(theirs) }
}
