//! API tokens: `rjd_` followed by a secret, shown once. Only a hash is stored, and the last four
//! characters to recognise the token.

use serde_json::json;

use crate::accounts::log;
use crate::accounts::model::{Credential, NewToken, Scopes, Staff};
use crate::accounts::records::Token;
use crate::accounts::store::tokens::{self, NewRow};
use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, TokenId};
use crate::vault;

/// The prefix of every token, by which scanners for leaked secrets recognise it.
pub const PREFIX: &str = "rjd_";

/// A new random token.
pub fn secret() -> Result<String> {
    Ok(format!("{PREFIX}{}", vault::secret()?))
}

/// Stores the hash of `secret` as a token of `owner`, who creates it.
pub fn create(
    conn: &mut Connection,
    owner: AccountId,
    token: &NewToken,
    secret: &str,
    now: Time,
) -> Result<Token> {
    create_by(conn, owner, Some(owner), token, secret, now)
}

/// Stores the hash of `secret` as a token of `owner`, created by `by`; `None` means the operator at
/// the command line.
pub fn create_by(
    conn: &mut Connection,
    owner: AccountId,
    by: Option<AccountId>,
    token: &NewToken,
    secret: &str,
    now: Time,
) -> Result<Token> {
    let row = NewRow {
        account_id: owner,
        token_hash: vault::hash(secret),
        hint: secret.get(secret.len().saturating_sub(4)..).unwrap_or_default().to_owned(),
        label: token.name.clone(),
        scopes: token.scopes.to_string(),
        created_at: now,
        expires_at: token.expires_at,
    };
    let made = tokens::insert(conn, &row)?;
    let detail = json!({ "token": made.id, "account": owner, "scopes": made.scopes, "expires_at": made.expires_at });
    log(conn, Act::TokenMade, by, detail, now)?;
    Ok(made)
}

/// The owner of the token `secret`, with the scopes that the owner's role still covers, and the
/// token.
pub fn find(conn: &mut Connection, secret: &str, now: Time) -> Result<Option<(Staff, Token)>> {
    let found = tokens::by_hash(conn, &vault::hash(secret), now)?;
    Ok(found.map(|(token, owner)| {
        let scopes = Scopes::parse(&token.scopes).nested().intersection(owner.role.scopes());
        let credential = Credential::Token(token.id, scopes);
        let language = owner.language();
        (Staff { id: owner.id, name: owner.name, role: owner.role, language, credential }, token)
    }))
}

/// Stores that a token was used.
pub fn used(conn: &mut Connection, id: TokenId, now: Time) -> Result<()> {
    tokens::touch(conn, id, now)
}

/// A filter of tokens by owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say all")]
pub enum TokenOwner {
    Account(AccountId),
    /// Tokens of all accounts.
    Anyone,
}

impl TokenOwner {
    fn account(self) -> Option<AccountId> {
        match self {
            TokenOwner::Account(owner) => Some(owner),
            TokenOwner::Anyone => None,
        }
    }
}

/// Tokens that were not revoked with ids below `before`, newest first.
pub fn list(
    conn: &mut Connection,
    owner: TokenOwner,
    before: i64,
    limit: i64,
) -> Result<Vec<Token>> {
    tokens::list(conn, owner.account(), before, limit)
}

/// Revokes a token as `by`; `None` means the operator at the command line.
///
/// # Errors
/// [`Error::NotFound`] if there is no such token, or it was revoked already.
pub fn revoke(
    conn: &mut Connection,
    id: TokenId,
    owner: TokenOwner,
    by: Option<AccountId>,
    now: Time,
) -> Result<()> {
    if !tokens::revoke(conn, id, owner.account(), now)? {
        return Err(Error::NotFound);
    }
    log(conn, Act::TokenRevoked, by, json!({ "token": id }), now)
}
