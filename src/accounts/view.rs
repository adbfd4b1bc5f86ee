//! Set-up, sign-in and sign-out.

use askama::Template;

use crate::error::FieldError;
use crate::web::kept::KeptForm;
use crate::web::view::{Problem, Site};

/// The page behind the one-time link of the first start: makes the first admin.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/setup.html")]
pub struct SetupPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Where it is sent; holds the one-time token.
    pub action: String,
    /// Hidden in the form.
    pub csrf: String,
    /// What was written as name.
    pub name: String,
    /// What was written as e-mail address.
    pub email: String,
    /// Faults in `name`, `email` or `password`.
    pub errors: Vec<FieldError>,
    /// Why it was not done.
    pub problem: Option<Problem>,
}

/// `GET` and `POST /desk/login`.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/login.html")]
pub struct LoginPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Hidden in the form.
    pub csrf: String,
    /// The path to go on to; empty is the desk.
    pub next: String,
    /// What was written as e-mail address.
    pub email: String,
    /// A form that was sent without a session, to be sent again after signing in.
    pub kept: Option<KeptForm>,
    /// Faults in `email` or `password` that do not depend on who exists.
    pub errors: Vec<FieldError>,
    /// The one answer to a wrong pair, or how long to wait.
    pub problem: Option<Problem>,
}

/// After signing out.
#[derive(Clone, Debug, Template)]
#[template(path = "accounts/signed_out.html")]
pub struct SignedOutPage<'a> {
    /// The publication.
    pub site: &'a Site,
}
