//! View structs of the pages for set-up, sign-in and sign-out.

use askama::Template;

use crate::error::FieldError;
use crate::web::refused_form::RefusedForm;
use crate::web::view::{Problem, Site};

/// The page behind the one-time link of the first start, which creates the first admin.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/setup.html")]
pub struct SetupPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The path that the form is sent to; contains the one-time token.
    pub action: String,
    /// The CSRF token.
    pub csrf: String,
    /// The submitted name.
    pub name: String,
    /// The submitted e-mail address.
    pub email: String,
    /// Faults in `name`, `email` or `password`.
    pub errors: Vec<FieldError>,
    /// Why the account was not created.
    pub problem: Option<Problem>,
}

/// `GET` and `POST /desk/login`.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/login.html")]
pub struct LoginPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The CSRF token.
    pub csrf: String,
    /// The path to redirect to; empty means the desk.
    pub next: String,
    /// The submitted e-mail address.
    pub email: String,
    /// A form that was submitted without a session, to be submitted again after signing in.
    pub kept: Option<RefusedForm>,
    /// Faults in `email` or `password` that do not depend on which accounts exist.
    pub errors: Vec<FieldError>,
    /// The message about wrong credentials, or how long to wait.
    pub problem: Option<Problem>,
}

/// The page after signing out.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/signed_out.html")]
pub struct SignedOutPage<'a> {
    /// The publication.
    pub site: &'a Site,
}

/// `GET` and `POST /desk/password`: the request for a link, and the answer, which is the same for every
/// address.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/forgotten.html")]
pub struct ForgottenPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The CSRF token.
    pub csrf: String,
    /// The submitted e-mail address.
    pub email: String,
    /// The request was accepted.
    pub sent: bool,
    /// Faults in `email` that do not depend on which accounts exist.
    pub errors: Vec<FieldError>,
    /// Why the request was refused.
    pub problem: Option<Problem>,
}

/// `GET` and `POST /desk/password/{token}`: the form for the new password.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/new_password.html")]
pub struct NewPasswordPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The path that the form is sent to; contains the token.
    pub action: String,
    /// The CSRF token.
    pub csrf: String,
    /// The address of the account, for password managers.
    pub email: String,
    /// Faults in `password`.
    pub errors: Vec<FieldError>,
    /// Why the password was not set.
    pub problem: Option<Problem>,
}

/// `GET` and `POST /desk/invitation/{token}`: the form for name and password.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/invited.html")]
pub struct InvitedPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The path that the form is sent to; contains the token.
    pub action: String,
    /// The CSRF token.
    pub csrf: String,
    /// The role as a word: "Editor".
    pub role: String,
    /// The address of the account.
    pub email: String,
    /// The name, which can be changed.
    pub name: String,
    /// Faults in `name` or `password`.
    pub errors: Vec<FieldError>,
    /// Why the account was not created.
    pub problem: Option<Problem>,
}

/// The page of a link that was used, replaced or has expired.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/link_ended.html")]
pub struct LinkEndedPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// What it was for.
    pub link: EndedLink,
}

/// A link that works once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedLink {
    /// To create the first admin.
    SetUp,
    /// To accept an invitation.
    Invitation,
    /// To set a new password.
    Password,
}
