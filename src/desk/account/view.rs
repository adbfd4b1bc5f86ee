//! One's own account: password, sessions and tokens.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::i18n::Message;
use crate::web::view::{Moment, Problem, Site};

/// `GET /desk/account`: sessions, password and tokens of the signed-in member.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/account/account.html")]
pub struct AccountPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// The member's own address, in clear.
    pub email: String,
    /// The member's sessions, the present one first.
    pub sessions: Vec<SessionRow>,
    /// The valid API tokens.
    pub tokens: Vec<TokenRow>,
    /// The languages that the member can choose.
    pub languages: Vec<LanguageChoice>,
    /// The site's language, in its own words.
    pub site_language: &'static str,
    /// The settings of the member's mail.
    pub mail: MailForm,
    /// The scopes that the member may grant to a token.
    pub scopes: Vec<ScopeChoice>,
    /// The name as it was entered for a new token.
    pub token_name: String,
    /// A new token, shown only once.
    pub new_token: Option<String>,
    /// The notice about the last action.
    pub done: Option<Message>,
    /// Faults in `language`, `current_password`, `new_password`, `token_name`, `scope` or `days`.
    pub errors: Vec<FieldError>,
    /// The problem of the whole form.
    pub problem: Option<Problem>,
}

/// The form for what mail the member gets.
#[derive(Clone, Debug)]
pub struct MailForm {
    /// The topics: value, label, ticked.
    pub topics: Vec<(&'static str, Message, bool)>,
    /// How often: value, label, chosen.
    pub frequencies: Vec<(&'static str, Message, bool)>,
    /// The sections: number, name, ticked.
    pub sections: Vec<(i64, String, bool)>,
    /// The beginning of the quiet hours, as it was entered.
    pub quiet_from: String,
    /// Their end.
    pub quiet_until: String,
    /// The zones that can be chosen.
    pub zones: Vec<String>,
    /// The chosen zone; empty for the site's.
    pub timezone: String,
    /// The site's zone.
    pub site_zone: String,
}

/// A language that can be chosen.
#[derive(Clone, Debug)]
pub struct LanguageChoice {
    /// Its value in the form: `de`.
    pub name: &'static str,
    /// Its own name: `Deutsch`.
    pub own_name: &'static str,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// It is the present one.
    pub chosen: bool,
}

/// One browser that is signed in.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// Its number, in the path of its "Sign out" button.
    pub id: i64,
    /// The name of the browser: "Firefox on Linux".
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
#[allow(missing_docs, reason = "the names say all")]
pub struct TokenRow {
    /// Its number, in the path of its "Revoke" button.
    pub id: i64,
    /// The name that its owner gave it.
    pub name: String,
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
#[allow(missing_docs, reason = "the names say all")]
pub struct ScopeChoice {
    /// Its value in the form and in the API.
    pub value: String,
    pub label: String,
    /// Ticked.
    pub checked: bool,
}
