//! Queries on the table `tokens`.

use diesel::prelude::*;

use crate::accounts::records::{Member, Token};
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, tokens};
use crate::error::Result;
use crate::ids::{AccountId, TokenId};
use crate::on;

/// A new token.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = tokens)]
pub struct NewRow {
    pub account_id: AccountId,
    pub token_hash: Vec<u8>,
    pub hint: String,
    pub label: String,
    pub scopes: String,
    pub created_at: Time,
    pub expires_at: Time,
}

/// Adds a token.
pub fn insert(conn: &mut Connection, row: &NewRow) -> Result<Token> {
    Ok(on!(conn, |c| diesel::insert_into(tokens::table)
        .values(row)
        .returning(Token::as_returning())
        .get_result(c))?)
}

/// The token and its owner, if the token is valid and the owner's account is enabled.
pub fn by_hash(
    conn: &mut Connection,
    token_hash: &[u8],
    now: Time,
) -> Result<Option<(Token, Member)>> {
    Ok(on!(conn, |c| tokens::table
        .inner_join(accounts::table)
        .filter(tokens::token_hash.eq(token_hash))
        .filter(tokens::expires_at.gt(now))
        .filter(tokens::revoked_at.is_null())
        .filter(accounts::disabled_at.is_null())
        .select((Token::as_select(), Member::as_select()))
        .first(c)
        .optional())?)
}

/// Stores that the token was used.
pub fn touch(conn: &mut Connection, id: TokenId, now: Time) -> Result<()> {
    on!(conn, |c| diesel::update(tokens::table.find(id))
        .set(tokens::last_used_at.eq(now))
        .execute(c))?;
    Ok(())
}

/// Up to `limit` tokens that were not revoked with ids below `before`, newest first: of one owner,
/// or of all. They include expired tokens, so that their owner sees why a script stopped working.
pub fn list(
    conn: &mut Connection,
    owner: Option<AccountId>,
    before: i64,
    limit: i64,
) -> Result<Vec<Token>> {
    Ok(on!(conn, |c| {
        let mut wanted = tokens::table
            .filter(tokens::revoked_at.is_null())
            .filter(tokens::id.lt(TokenId(before)))
            .order(tokens::id.desc())
            .limit(limit)
            .select(Token::as_select())
            .into_boxed();
        if let Some(owner) = owner {
            wanted = wanted.filter(tokens::account_id.eq(owner));
        }
        wanted.load(c)
    })?)
}

/// Revokes a token, of one owner or of any; false if there is no such token or it was revoked
/// already.
pub fn revoke(
    conn: &mut Connection,
    id: TokenId,
    owner: Option<AccountId>,
    now: Time,
) -> Result<bool> {
    let one = tokens::table.filter(tokens::id.eq(id)).filter(tokens::revoked_at.is_null());
    let changed = match owner {
        Some(owner) => on!(conn, |c| diesel::update(one.filter(tokens::account_id.eq(owner)))
            .set(tokens::revoked_at.eq(now))
            .execute(c))?,
        None => on!(conn, |c| diesel::update(one).set(tokens::revoked_at.eq(now)).execute(c))?,
    };
    Ok(changed > 0)
}

/// Ends all tokens of an account.
pub fn revoke_all(conn: &mut Connection, owner: AccountId, now: Time) -> Result<()> {
    let all =
        tokens::table.filter(tokens::account_id.eq(owner)).filter(tokens::revoked_at.is_null());
    on!(conn, |c| diesel::update(all).set(tokens::revoked_at.eq(now)).execute(c))?;
    Ok(())
}
