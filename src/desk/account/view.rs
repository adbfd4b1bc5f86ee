//! One's own account: password, sessions and tokens.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Moment, Problem, Site};

/// `GET /desk/account`: sessions, password and tokens of the signed-in member.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/account/account.html")]
pub struct AccountPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// One's own address, in clear.
    pub email: String,
    /// Where one is signed in, the present one first.
    pub sessions: Vec<SessionRow>,
    /// The API tokens that are still good.
    pub tokens: Vec<TokenRow>,
    /// The scopes that one's role may give to a token.
    pub scopes: Vec<ScopeChoice>,
    /// What was written as the new token's name.
    pub token_name: String,
    /// A token that was just made. Shown this once.
    pub new_token: Option<String>,
    /// What the last action did.
    pub done: Option<String>,
    /// Faults in `current_password`, `new_password`, `token_name`, `scope` or `days`.
    pub errors: Vec<FieldError>,
    /// Why the action was not done.
    pub problem: Option<Problem>,
}

/// One browser that is signed in.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its number, in the path of its "Sign out" button.
    pub id: i64,
    /// What is known of the browser: "Firefox on Linux".
    pub device: String,
    /// When it signed in.
    pub created: Moment,
    /// When it was last seen.
    pub seen: Moment,
    /// It is the session of this request.
    pub current: bool,
}

/// One API token.
#[derive(Clone, Debug)]
pub struct TokenRow {
    /// Its number, in the path of its "Revoke" button.
    pub id: i64,
    /// What its owner calls it.
    pub name: String,
    /// What it may do: `comments:moderate`.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created: Moment,
    /// When it ends.
    pub expires: Option<Moment>,
    /// When it was last used.
    pub used: Option<Moment>,
}

/// A scope that can be given to a new token.
#[derive(Clone, Debug)]
pub struct ScopeChoice {
    /// Its value in the form and in the API.
    pub value: String,
    /// What it allows, in words.
    pub label: String,
    /// Ticked.
    pub checked: bool,
}
