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
use crate::moderation::store::desks as store;

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
        return Err(Error::invalid("accounts", "unknown", "Name accounts that may moderate and sign in"));
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

/// Who is told of each of these comments: the moderators of its section, or everybody who moderates if there are none.
pub fn told_of(conn: &mut Connection, comments: &[CommentId]) -> Result<HashMap<CommentId, Vec<AccountId>>> {
    let mut told: HashMap<Option<SectionId>, Vec<AccountId>> = HashMap::new();
    let mut by_comment = HashMap::new();
    for (comment, section) in store::sections_of(conn, comments)? {
        if !told.contains_key(&section) {
            told.insert(section, self::told(conn, section)?);
        }
        by_comment.insert(comment, told.get(&section).cloned().unwrap_or_default());
    }
    Ok(by_comment)
}

/// Who is told of a section's comments: its moderators, or everybody who moderates if it has none.
pub fn told(conn: &mut Connection, section: Option<SectionId>) -> Result<Vec<AccountId>> {
    let theirs: Vec<AccountId> = match section {
        Some(section) => store::moderators(conn, section)?.into_iter().map(|actor| actor.id).collect(),
        None => Vec::new(),
    };
    if theirs.is_empty() { store::everybody(conn) } else { Ok(theirs) }
}
