//! The page for a failed request under `/desk`.

use askama::Template;

use crate::desk::layout::Staff;
use crate::web::kept::KeptForm;
use crate::web::view::Site;

/// What was not done, for staff who are signed in.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/refused/refused.html")]
pub struct RefusedPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// Who is signed in.
    pub staff: Staff,
    /// The HTTP status, shown small: 404.
    pub status: u16,
    /// What happened, in a few words: "This page does not exist".
    pub heading: String,
    /// What can be done about it.
    pub advice: String,
    /// The form that was not done.
    pub kept: Option<KeptForm>,
}
