//! Queries on the tables `invitations` and `password_resets`.

use diesel::prelude::*;

use crate::accounts::model::Role;
use crate::accounts::records::Invitation;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, invitations, password_resets};
use crate::error::Result;
use crate::ids::{AccountId, InvitationId, PasswordResetId};
use crate::on;

/// The row of a new invitation, with the sealed address.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = invitations)]
pub struct NewInvitation {
    pub email_index: Vec<u8>,
    pub email_sealed: Vec<u8>,
    pub name: String,
    pub role: Role,
    pub invited_by: Option<AccountId>,
    pub created_at: Time,
    pub sent_at: Time,
    pub expires_at: Time,
}

/// Adds an invitation; `None` if its address has one already.
pub fn insert(conn: &mut Connection, row: &NewInvitation) -> Result<Option<InvitationId>> {
    Ok(on!(conn, |c| diesel::insert_into(invitations::table)
        .values(row)
        .on_conflict_do_nothing()
        .returning(invitations::id)
        .get_result(c)
        .optional())?)
}

/// The invitation `id`.
pub fn find(conn: &mut Connection, id: InvitationId) -> Result<Option<Invitation>> {
    Ok(on!(conn, |c| invitations::table
        .find(id)
        .select(Invitation::as_select())
        .first(c)
        .optional())?)
}

/// Up to `limit` invitations with ids above `after`, oldest first, each with the name of the admin.
pub fn list(
    conn: &mut Connection,
    after: i64,
    limit: i64,
) -> Result<Vec<(Invitation, Option<String>)>> {
    Ok(on!(conn, |c| invitations::table
        .left_join(accounts::table)
        .filter(invitations::id.gt(InvitationId(after)))
        .order(invitations::id)
        .limit(limit)
        .select((Invitation::as_select(), accounts::name.nullable()))
        .load(c))?)
}

/// Stores that an admin sends a new link.
pub fn renew(
    conn: &mut Connection,
    id: InvitationId,
    by: AccountId,
    sent_at: Time,
    expires_at: Time,
) -> Result<()> {
    on!(conn, |c| diesel::update(invitations::table.find(id))
        .set((
            invitations::invited_by.eq(by),
            invitations::sent_at.eq(sent_at),
            invitations::expires_at.eq(expires_at),
        ))
        .execute(c))?;
    Ok(())
}

/// Deletes an invitation; false if there is none.
pub fn delete(conn: &mut Connection, id: InvitationId) -> Result<bool> {
    Ok(on!(conn, |c| diesel::delete(invitations::table.find(id)).execute(c))? > 0)
}

/// Deletes invitations that expired before `then`.
pub fn delete_expired(conn: &mut Connection, then: Time) -> Result<usize> {
    let old = invitations::table.filter(invitations::expires_at.lt(then));
    Ok(on!(conn, |c| diesel::delete(old).execute(c))?)
}

/// When a new password was last requested for this address.
pub fn reset_requested(conn: &mut Connection, email_index: &[u8]) -> Result<Option<Time>> {
    Ok(on!(conn, |c| password_resets::table
        .filter(password_resets::email_index.eq(email_index))
        .select(password_resets::requested_at)
        .first(c)
        .optional())?)
}

/// Stores a request for a new password, in the place of an earlier one.
pub fn request_reset(
    conn: &mut Connection,
    email_index: &[u8],
    now: Time,
) -> Result<PasswordResetId> {
    Ok(on!(conn, |c| diesel::insert_into(password_resets::table)
        .values((
            password_resets::email_index.eq(email_index),
            password_resets::requested_at.eq(now)
        ))
        .on_conflict(password_resets::email_index)
        .do_update()
        .set(password_resets::requested_at.eq(now))
        .returning(password_resets::id)
        .get_result(c))?)
}

/// The account of a request, unless it is disabled, and the time of the request.
pub fn account_of_reset(
    conn: &mut Connection,
    id: PasswordResetId,
) -> Result<Option<(AccountId, Time)>> {
    let asked = password_resets::table
        .inner_join(accounts::table.on(accounts::email_index.eq(password_resets::email_index)));
    Ok(on!(conn, |c| asked
        .filter(password_resets::id.eq(id))
        .filter(accounts::disabled_at.is_null())
        .select((accounts::id, password_resets::requested_at))
        .first(c)
        .optional())?)
}

/// Deletes the request for this address.
pub fn delete_reset(conn: &mut Connection, email_index: &[u8]) -> Result<()> {
    let one = password_resets::table.filter(password_resets::email_index.eq(email_index));
    on!(conn, |c| diesel::delete(one).execute(c))?;
    Ok(())
}

/// Deletes requests that were made before `then`.
pub fn delete_old_resets(conn: &mut Connection, then: Time) -> Result<usize> {
    let old = password_resets::table.filter(password_resets::requested_at.lt(then));
    Ok(on!(conn, |c| diesel::delete(old).execute(c))?)
}
