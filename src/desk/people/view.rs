//! `/desk/people`: the staff, their invitations, and one person.

use askama::Template;

use crate::desk::layout::Staff;
use crate::error::FieldError;
use crate::web::view::{Moment, Problem, Site};

/// The people and the invitations.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/people/people.html")]
pub struct PeoplePage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in admin.
    pub staff: Staff,
    /// This part of the list.
    pub people: Vec<PersonRow>,
    /// The address of the next part.
    pub next: Option<String>,
    /// Invitations that were not accepted; only on the first part.
    pub invitations: Vec<InvitationRow>,
    /// The form for an invitation.
    pub form: InvitationForm,
    /// Names and words of the roles.
    pub roles: Vec<(&'static str, String)>,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The fault of the whole form.
    pub problem: Option<Problem>,
}

/// A member of the staff in the list.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// The account.
    pub id: i64,
    /// The name that colleagues see.
    pub name: String,
    /// The role as a word.
    pub role: String,
    /// The sections that the person moderates, by name.
    pub sections: Vec<String>,
    /// When the person last signed in.
    pub signed_in: Option<Moment>,
    /// Browsers that are signed in.
    pub sessions: i64,
    /// The account is disabled.
    pub disabled: bool,
}

/// An invitation in the list.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct InvitationRow {
    pub id: i64,
    pub name: String,
    /// The address.
    pub email: String,
    /// The role as a word.
    pub role: String,
    /// The admin who has invited.
    pub by: Option<String>,
    /// When the link was last sent.
    pub sent: Moment,
    /// When the link ends.
    pub expires: Moment,
    /// The link has ended.
    pub expired: bool,
}

/// The refused form of an invitation.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the names say all")]
pub struct InvitationForm {
    /// The address.
    pub email: String,
    pub name: String,
    /// The name of the role.
    pub role: String,
}

/// `GET /desk/people/{id}`.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/people/person.html")]
pub struct PersonPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in admin.
    pub staff: Staff,
    /// The person as stored.
    pub person: PersonRow,
    /// The address.
    pub email: String,
    /// When the account was created.
    pub created: Moment,
    /// The name in the form.
    pub name: String,
    /// The name of the role in the form.
    pub role: String,
    /// Names and words of the roles.
    pub roles: Vec<(&'static str, String)>,
    /// All sections: slug, name, and whether the person moderates it; empty for authors.
    pub sections: Vec<(String, String, bool)>,
    /// The person is the signed-in admin.
    pub own: bool,
    /// The notice about the last action.
    pub done: Option<String>,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
    /// The fault of the whole form.
    pub problem: Option<Problem>,
}
