//! What is kept of accounts, sessions and tokens, as it comes from the database.

use crate::accounts::model::{Contact, Role};
use crate::clock::Time;
use crate::db::schema::{accounts, sessions, tokens};
use crate::ids::{AccountId, SessionId, TokenId};

/// A member of the staff: one account.
#[derive(Clone, Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = accounts)]
pub struct Member {
    /// Its number.
    pub id: AccountId,
    /// Keyed hash of the canonical address.
    pub email_index: Vec<u8>,
    /// The address; [`open_address`](crate::accounts::open_address) opens it.
    pub email_sealed: Vec<u8>,
    /// The name that colleagues see.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// In the PHC string format.
    pub password_hash: String,
    /// When it was made.
    pub created_at: Time,
    /// Since when it may not sign in.
    pub disabled_at: Option<Time>,
}

impl Member {
    /// What is needed to write to them.
    pub fn contact(&self) -> Contact {
        Contact {
            id: self.id,
            name: self.name.clone(),
            email_index: self.email_index.clone(),
            email_sealed: self.email_sealed.clone(),
        }
    }
}

/// A signed-in browser, without the hash of its cookie.
#[derive(Clone, Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = sessions)]
pub struct Session {
    /// Its number.
    pub id: SessionId,
    /// Whose it is.
    pub account_id: AccountId,
    /// What the browser calls itself, in short.
    pub label: String,
    /// Where it signed in, truncated.
    pub network_prefix: String,
    /// When it signed in.
    pub created_at: Time,
    /// When it was last seen, to the minute.
    pub last_seen_at: Time,
    /// When it ends if it is not seen again.
    pub expires_at: Time,
}

/// An API token, without its hash.
#[derive(Clone, Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = tokens)]
pub struct Token {
    /// Its number.
    pub id: TokenId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Its last four characters.
    pub hint: String,
    /// What its owner calls it.
    pub label: String,
    /// The words of [`Scopes`](crate::accounts::model::Scopes).
    pub scopes: String,
    /// When it was made.
    pub created_at: Time,
    /// When it ends.
    pub expires_at: Time,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Time>,
}
