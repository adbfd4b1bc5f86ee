//! The tables of sections and their moderators. An account that is disabled, or no longer has the
//! role, counts as not assigned.

use std::collections::{BTreeSet, HashMap};

use diesel::dsl::count_star;
use diesel::prelude::*;

use crate::accounts::model::Role;
use crate::db::Connection;
use crate::db::schema::{accounts, comments, section_moderators, sections};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, SectionId};
use crate::moderation::model::Actor;
use crate::on;

/// The section with this slug.
pub fn section(conn: &mut Connection, slug: &str) -> Result<Option<SectionId>> {
    Ok(on!(conn, |c| sections::table
        .filter(sections::slug.eq(slug))
        .select(sections::id)
        .first(c)
        .optional())?)
}

/// Up to `limit` sections after the slug `after`, with slug and name, in the order of their slugs.
pub fn sections(
    conn: &mut Connection,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<(SectionId, String, String)>> {
    Ok(on!(conn, |c| {
        let mut query = sections::table
            .order(sections::slug)
            .limit(limit)
            .select((sections::id, sections::slug, sections::name))
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(sections::slug.gt(after));
        }
        query.load(c)
    })?)
}

/// The sections of these comments; None for articles without one.
pub fn sections_of(
    conn: &mut Connection,
    ids: &[CommentId],
) -> Result<HashMap<CommentId, Option<SectionId>>> {
    let rows: Vec<(CommentId, Option<SectionId>)> = on!(conn, |c| comments::table
        .filter(comments::id.eq_any(ids))
        .select((comments::id, comments::section_id))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// The moderators that are assigned to each section itself.
pub fn assigned(conn: &mut Connection) -> Result<Vec<(SectionId, AccountId)>> {
    let able = accounts::role.ge(Role::Moderator).and(accounts::disabled_at.is_null());
    Ok(on!(conn, |c| section_moderators::table
        .inner_join(accounts::table)
        .filter(able)
        .select((section_moderators::section_id, section_moderators::account_id))
        .load(c))?)
}

/// The moderators of every section and of the sections above it, who moderate it too.
pub fn assigned_with_above(conn: &mut Connection) -> Result<Vec<(SectionId, AccountId)>> {
    let assigned = assigned(conn)?;
    if assigned.is_empty() {
        return Ok(assigned);
    }
    let parents: HashMap<SectionId, Option<SectionId>> = parents(conn)?;
    let mut all: BTreeSet<(SectionId, AccountId)> = BTreeSet::new();
    for section in parents.keys() {
        for place in with_above(*section, &parents) {
            let here = assigned.iter().filter(|(id, _)| *id == place);
            all.extend(here.map(|(_, account)| (*section, *account)));
        }
    }
    Ok(all.into_iter().collect())
}

/// The accounts that moderate a section, by its own assignment or by one above it.
pub fn able_with_above(conn: &mut Connection, section: SectionId) -> Result<Vec<AccountId>> {
    let all = assigned_with_above(conn)?;
    Ok(all.into_iter().filter(|(id, _)| *id == section).map(|(_, account)| account).collect())
}

fn parents(conn: &mut Connection) -> Result<HashMap<SectionId, Option<SectionId>>> {
    let rows: Vec<(SectionId, Option<SectionId>)> =
        on!(conn, |c| sections::table.select((sections::id, sections::parent_id)).load(c))?;
    Ok(rows.into_iter().collect())
}

/// The section and those above it.
fn with_above(
    section: SectionId,
    parents: &HashMap<SectionId, Option<SectionId>>,
) -> Vec<SectionId> {
    let mut places = Vec::new();
    let mut next = Some(section);
    while let Some(place) = next.filter(|place| !places.contains(place)) {
        places.push(place);
        next = parents.get(&place).copied().flatten();
    }
    places
}

/// The moderators that are assigned to a section itself, by name.
pub fn moderators(conn: &mut Connection, section: SectionId) -> Result<Vec<Actor>> {
    let able = accounts::role.ge(Role::Moderator).and(accounts::disabled_at.is_null());
    let rows: Vec<(AccountId, String)> = on!(conn, |c| section_moderators::table
        .inner_join(accounts::table)
        .filter(section_moderators::section_id.eq(section).and(able))
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name))
        .load(c))?;
    Ok(rows.into_iter().map(|(id, name)| Actor { id, name: Some(name) }).collect())
}

/// Counts those of these accounts that can moderate.
pub fn count_able(conn: &mut Connection, ids: &BTreeSet<AccountId>) -> Result<usize> {
    let able = accounts::role.ge(Role::Moderator).and(accounts::disabled_at.is_null());
    let count: i64 = on!(conn, |c| accounts::table
        .filter(accounts::id.eq_any(ids).and(able))
        .select(count_star())
        .first(c))?;
    usize::try_from(count).map_err(Error::internal)
}

/// All accounts that can moderate.
pub fn all_moderators(conn: &mut Connection) -> Result<Vec<AccountId>> {
    Ok(on!(conn, |c| accounts::table
        .filter(accounts::role.ge(Role::Moderator).and(accounts::disabled_at.is_null()))
        .order(accounts::id)
        .select(accounts::id)
        .load(c))?)
}

/// All accounts that can moderate, by name.
pub fn names(conn: &mut Connection) -> Result<Vec<Actor>> {
    let rows: Vec<(AccountId, String)> = on!(conn, |c| accounts::table
        .filter(accounts::role.ge(Role::Moderator).and(accounts::disabled_at.is_null()))
        .order((accounts::name, accounts::id))
        .select((accounts::id, accounts::name))
        .load(c))?;
    Ok(rows.into_iter().map(|(id, name)| Actor { id, name: Some(name) }).collect())
}

/// Replaces the moderators of a section by these accounts.
pub fn assign(conn: &mut Connection, section: SectionId, ids: &BTreeSet<AccountId>) -> Result<()> {
    let here = section_moderators::table.filter(section_moderators::section_id.eq(section));
    on!(conn, |c| diesel::delete(here).execute(c))?;
    let rows: Vec<_> = ids
        .iter()
        .map(|id| {
            (section_moderators::section_id.eq(section), section_moderators::account_id.eq(*id))
        })
        .collect();
    on!(conn, |c| diesel::insert_into(section_moderators::table).values(&rows).execute(c))?;
    Ok(())
}

/// The sections of these accounts by name, in the order of their slugs.
pub fn of_accounts(
    conn: &mut Connection,
    accounts: &[AccountId],
) -> Result<Vec<(AccountId, String)>> {
    Ok(on!(conn, |c| section_moderators::table
        .inner_join(sections::table.on(sections::id.eq(section_moderators::section_id)))
        .filter(section_moderators::account_id.eq_any(accounts))
        .order(sections::slug)
        .select((section_moderators::account_id, sections::name))
        .load(c))?)
}

/// Replaces the sections of an account by these.
pub fn assign_to(conn: &mut Connection, account: AccountId, sections: &[SectionId]) -> Result<()> {
    let theirs = section_moderators::table.filter(section_moderators::account_id.eq(account));
    on!(conn, |c| diesel::delete(theirs).execute(c))?;
    let rows: Vec<_> = sections
        .iter()
        .map(|id| {
            (section_moderators::section_id.eq(*id), section_moderators::account_id.eq(account))
        })
        .collect();
    on!(conn, |c| diesel::insert_into(section_moderators::table).values(&rows).execute(c))?;
    Ok(())
}
