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
