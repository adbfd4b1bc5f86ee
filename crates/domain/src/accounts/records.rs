//! The rows of accounts, sessions and tokens.

use crate::accounts::model::{Contact, Role};
use crate::clock::Time;
use crate::db::schema::{accounts, invitations, sessions, tokens};
use crate::i18n::Language;
use crate::ids::{AccountId, InvitationId, SessionId, TokenId};

/// The account of a member of the staff.
#[derive(Clone, Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = accounts)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Member {
    pub id: AccountId,
    /// The blind index of the canonical address.
    pub email_index: Vec<u8>,
    /// The sealed address, for [`open_address`](crate::accounts::open_address).
    pub email_sealed: Vec<u8>,
    /// The name that colleagues see.
    pub name: String,
    pub role: Role,
    /// The hash in the PHC string format.
    pub password_hash: String,
    pub created_at: Time,
    pub disabled_at: Option<Time>,
    /// The name of the chosen language.
    pub language: Option<String>,
    /// When the member last signed in.
    pub signed_in_at: Option<Time>,
}

impl Member {
    /// The language in which the member reads mails and the desk; `None` for the site's, which a
    /// language that this version does not have is as well.
    pub fn language(&self) -> Option<Language> {
        self.language.as_deref().and_then(Language::parse)
    }

    /// The data for sending mail to the member.
    pub fn contact(&self) -> Contact {
        Contact {
            id: self.id,
            name: self.name.clone(),
            email_index: self.email_index.clone(),
            email_sealed: self.email_sealed.clone(),
        }
    }
}

/// An account that was offered and not yet accepted.
#[derive(Clone, Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = invitations)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Invitation {
    pub id: InvitationId,
    /// The blind index of the canonical address.
    pub email_index: Vec<u8>,
    /// The sealed address, for [`open_address`](crate::accounts::invitations::open_address).
    pub email_sealed: Vec<u8>,
    /// The name that the admin has given; the person may change it.
    pub name: String,
    /// The role that the account will have.
    pub role: Role,
    /// The admin.
    pub invited_by: Option<AccountId>,
    /// When the person was invited.
    pub created_at: Time,
    /// When the link was last sent.
    pub sent_at: Time,
    /// When the link ends.
    pub expires_at: Time,
}

/// A signed-in browser, without the hash of its cookie.
#[derive(Clone, Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = sessions)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Session {
    pub id: SessionId,
    pub account_id: AccountId,
    /// A short name of the browser.
    pub label: String,
    /// The truncated network address at sign-in.
    pub network_prefix: String,
    /// When it signed in.
    pub created_at: Time,
    /// When it was last seen, to the minute.
    pub last_seen_at: Time,
    /// When it expires unless it is used again.
    pub expires_at: Time,
}

/// An API token, without its hash.
#[derive(Clone, Debug, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = tokens)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Token {
    pub id: TokenId,
    /// The owner.
    pub account_id: AccountId,
    /// Its last four characters.
    pub hint: String,
    /// The name that the owner gave it.
    pub label: String,
    /// The names of its [`Scopes`](crate::accounts::model::Scopes).
    pub scopes: String,
    pub created_at: Time,
    pub expires_at: Time,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Time>,
}
