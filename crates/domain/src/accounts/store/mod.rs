//! The queries of this slice: accounts here, the other tables in a file each.

pub mod attempts;
pub mod invitations;
pub mod sessions;
pub mod tokens;

use diesel::prelude::*;

use super::model::{Contact, Role};
use super::records::Member;
use crate::clock::Time;
use crate::db::schema::accounts;
use crate::db::{Connection, dialect};
use crate::error::Result;
use crate::ids::AccountId;
use crate::on;

/// A new account.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = accounts)]
pub struct NewRow {
    pub email_index: Vec<u8>,
    pub email_sealed: Vec<u8>,
    pub name: String,
    pub role: Role,
    pub password_hash: String,
    pub created_at: Time,
}

/// Adds an account; `None` if its address has one already.
pub fn insert(conn: &mut Connection, row: &NewRow) -> Result<Option<AccountId>> {
    Ok(on!(conn, |c| diesel::insert_into(accounts::table)
        .values(row)
        .on_conflict_do_nothing()
        .returning(accounts::id)
        .get_result(c)
        .optional())?)
}

/// The account `id`.
pub fn find(conn: &mut Connection, id: AccountId) -> Result<Option<Member>> {
    Ok(on!(conn, |c| accounts::table.find(id).select(Member::as_select()).first(c).optional())?)
}

/// Locks the account until the end of the transaction and returns it. Without the lock, a
/// concurrent sign-in could add a session just after the sessions of a disabled account or of an
/// old password were ended.
pub fn find_locked(conn: &mut Connection, id: AccountId) -> Result<Option<Member>> {
    let Some(account) = find(conn, id)? else { return Ok(None) };
    dialect::serialize_on(conn, &account.email_index)?;
    find(conn, id)
}

/// The account of an address.
pub fn by_index(conn: &mut Connection, email_index: &[u8]) -> Result<Option<Member>> {
    Ok(on!(conn, |c| accounts::table
        .filter(accounts::email_index.eq(email_index))
        .select(Member::as_select())
        .first(c)
        .optional())?)
}

/// The account of an address, or another one if the address has none, always the same one.
pub fn nearest(conn: &mut Connection, email_index: &[u8]) -> Result<Option<Member>> {
    let next: Option<Member> = on!(conn, |c| accounts::table
        .filter(accounts::email_index.ge(email_index))
        .order(accounts::email_index)
        .select(Member::as_select())
        .first(c)
        .optional())?;
    if next.is_some() {
        return Ok(next);
    }
    Ok(on!(conn, |c| accounts::table
        .order(accounts::email_index)
        .select(Member::as_select())
        .first(c)
        .optional())?)
}

/// Up to `limit` accounts with ids above `after`, oldest first.
pub fn list(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<Member>> {
    Ok(on!(conn, |c| accounts::table
        .filter(accounts::id.gt(AccountId(after)))
        .order(accounts::id)
        .limit(limit)
        .select(Member::as_select())
        .load(c))?)
}

/// Stores name, role and whether the account is disabled.
pub fn update(conn: &mut Connection, account: &Member) -> Result<()> {
    on!(conn, |c| diesel::update(accounts::table.find(account.id))
        .set((
            accounts::name.eq(&account.name),
            accounts::role.eq(account.role),
            accounts::disabled_at.eq(account.disabled_at),
        ))
        .execute(c))?;
    Ok(())
}

/// Stores the chosen language. False if there is no such account.
pub fn set_language(conn: &mut Connection, id: AccountId, language: Option<&str>) -> Result<bool> {
    Ok(on!(conn, |c| diesel::update(accounts::table.find(id))
        .set(accounts::language.eq(language))
        .execute(c))?
        == 1)
}

/// Stores that the account has signed in.
pub fn signed_in(conn: &mut Connection, id: AccountId, now: Time) -> Result<()> {
    on!(conn, |c| diesel::update(accounts::table.find(id))
        .set(accounts::signed_in_at.eq(now))
        .execute(c))?;
    Ok(())
}

/// Replaces the password's hash if it is still `old`.
pub fn replace_password(
    conn: &mut Connection,
    id: AccountId,
    old: &str,
    new: &str,
) -> Result<bool> {
    let same = accounts::table.filter(accounts::id.eq(id)).filter(accounts::password_hash.eq(old));
    Ok(on!(conn, |c| diesel::update(same).set(accounts::password_hash.eq(new)).execute(c))? == 1)
}

/// Replaces the password's hash.
pub fn set_password(conn: &mut Connection, id: AccountId, new: &str) -> Result<()> {
    on!(conn, |c| diesel::update(accounts::table.find(id))
        .set(accounts::password_hash.eq(new))
        .execute(c))?;
    Ok(())
}

/// Whether there is an admin. The last one cannot be disabled, so once true this stays true.
pub fn has_admin(conn: &mut Connection) -> Result<bool> {
    let admins = accounts::table.filter(accounts::role.eq(Role::Admin)).count();
    Ok(on!(conn, |c| admins.get_result::<i64>(c))? > 0)
}

/// How many admins other than `id` are enabled.
pub fn other_admins(conn: &mut Connection, id: AccountId) -> Result<i64> {
    Ok(on!(conn, |c| accounts::table
        .filter(accounts::role.eq(Role::Admin))
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::id.ne(id))
        .count()
        .get_result(c))?)
}

/// Enabled accounts with the role `least` or a higher one.
pub fn contacts(conn: &mut Connection, least: Role) -> Result<Vec<Contact>> {
    let roles: Vec<Role> = Role::ALL.into_iter().filter(|role| *role >= least).collect();
    let rows: Vec<Member> = on!(conn, |c| accounts::table
        .filter(accounts::disabled_at.is_null())
        .filter(accounts::role.eq_any(&roles))
        .order(accounts::id)
        .select(Member::as_select())
        .load(c))?;
    Ok(rows.iter().map(Member::contact).collect())
}

/// Ids and names of enabled accounts whose address is suppressed.
pub fn refused_mail(conn: &mut Connection) -> Result<Vec<(AccountId, String)>> {
    use crate::db::schema::suppressions;
    let refused = accounts::table
        .inner_join(suppressions::table.on(suppressions::email_index.eq(accounts::email_index)))
        .filter(accounts::disabled_at.is_null())
        .order(accounts::id)
        .select((accounts::id, accounts::name));
    Ok(on!(conn, |c| refused.load(c))?)
}
