//! The page for a failed request under `/desk`.

use askama::Template;

use crate::desk::layout::Staff;
use crate::web::refused_form::RefusedForm;
use crate::web::view::Site;

/// The page of a failure for staff who are signed in.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/refused/refused.html")]
#[allow(missing_docs, reason = "the names say all")]
pub struct RefusedPage<'a> {
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
    /// The HTTP status, shown small: 404.
    pub status: u16,
    /// The heading: "This page does not exist".
    pub heading: String,
    pub advice: String,
    /// The refused form.
    pub kept: Option<RefusedForm>,
}
