//! The moderators of sections. Those of a section moderate the sections below it, too. A section
//! without any belongs to all moderators.

use std::collections::{BTreeSet, HashMap};

use serde_json::json;

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, CommentId, SectionId};
use crate::moderation::model::Actor;
use crate::moderation::store::section_moderators as store;

/// A section with its moderators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionDesk {
    /// In paths and in `section=`.
    pub slug: String,
    /// The name that readers see.
    pub name: String,
    /// Its moderators; if empty, all moderate it.
    pub moderators: BTreeSet<AccountId>,
}

/// Up to `limit` sections after the slug `after`, in the order of their slugs.
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

/// Every account that can moderate a section, by name.
pub fn candidates(conn: &mut Connection) -> Result<Vec<Actor>> {
    store::names(conn)
}

/// The moderators of the section with this slug, by name.
///
/// # Errors
/// [`Error::NotFound`].
pub fn moderators(conn: &mut Connection, slug: &str) -> Result<Vec<Actor>> {
    let section = store::section(conn, slug)?.ok_or(Error::NotFound)?;
    store::moderators(conn, section)
}

/// Makes these accounts the only moderators of the section. If empty, all moderate it.
///
/// # Errors
/// [`Error::NotFound`], or `Invalid` if one of them cannot moderate or sign in.
pub fn assign(
    conn: &mut Connection,
    slug: &str,
    accounts: &BTreeSet<AccountId>,
    actor: AccountId,
    now: Time,
) -> Result<Vec<Actor>> {
    let section = store::section(conn, slug)?.ok_or(Error::NotFound)?;
    if store::count_able(conn, accounts)? != accounts.len() {
        return Err(Error::invalid("accounts", "unknown", Message::fault_section_moderators()));
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

/// The names of the sections that each of these accounts moderates, in the order of their slugs.
pub fn of_accounts(
    conn: &mut Connection,
    accounts: &[AccountId],
) -> Result<HashMap<AccountId, Vec<String>>> {
    let mut named: HashMap<AccountId, Vec<String>> = HashMap::new();
    for (account, section) in store::of_accounts(conn, accounts)? {
        named.entry(account).or_default().push(section);
    }
    Ok(named)
}

/// Makes an account a moderator of the sections with these slugs, and of no other.
///
/// # Errors
/// [`Error::NotFound`] for an unknown section, or `Invalid` if the account cannot moderate or sign in.
pub fn assign_to(
    conn: &mut Connection,
    account: AccountId,
    slugs: &BTreeSet<String>,
    actor: AccountId,
    now: Time,
) -> Result<()> {
    if store::count_able(conn, &BTreeSet::from([account]))? != 1 {
        return Err(Error::invalid("section", "unknown", Message::fault_sections_for_moderators()));
    }
    let mut sections = Vec::new();
    for slug in slugs {
        sections.push(store::section(conn, slug)?.ok_or(Error::NotFound)?);
    }
    store::assign_to(conn, account, &sections)?;
    let line = Entry {
        reason: Some("section_moderators"),
        detail: Some(json!({ "account": account, "sections": slugs })),
        ..Entry::by(actor, Act::Setting)
    };
    audit::append(conn, &line, now)?;
    Ok(())
}

/// The accounts to notify of each of these comments: the moderators of its section and of those
/// above it, or all moderators if there are none.
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

/// The accounts to notify of a section's comments: its moderators and those of the sections above
/// it, or all moderators if there are none.
pub fn recipients(conn: &mut Connection, section: Option<SectionId>) -> Result<Vec<AccountId>> {
    let theirs: Vec<AccountId> = match section {
        Some(section) => store::able_with_above(conn, section)?,
        None => Vec::new(),
    };
    if theirs.is_empty() { store::all_moderators(conn) } else { Ok(theirs) }
}
