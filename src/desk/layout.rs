//! The parts that all pages of the desk share: the head with the navigation, tabs, and the notice about
//! the last action.

use actix_web::HttpRequest;

use crate::accounts::web::csrf;
use crate::accounts::{self, model};
use crate::app::App;
use crate::error::Result;
use crate::moderation;

/// The head of a page for `staff`: two short queries, for the count of comments that wait and the
/// addresses that the mail server refuses.
pub async fn head(
    app: &App,
    request: &HttpRequest,
    staff: &model::Staff,
    here: NavEntry,
) -> Result<Staff> {
    let (waiting, refused) = app
        .db
        .read_without_transaction(|conn| {
            Ok((moderation::waiting(conn)?, accounts::refused_mail(conn)?))
        })
        .await?;
    let refused = refused
        .into_iter()
        .filter(|(id, _)| *id == staff.id || staff.role == model::Role::Admin)
        .map(|(id, name)| RefusedMail { account: id.0, name: (id != staff.id).then_some(name) })
        .collect();
    let csrf = csrf::of(app, request);
    let (name, role) = (staff.name.clone(), staff.role.to_string());
    Ok(Staff { name, role, csrf, waiting, refused, here })
}

/// The signed-in member and the present page, for the head of every page.
#[derive(Clone, Debug)]
pub struct Staff {
    /// The name in the corner.
    pub name: String,
    /// The role as a word: "moderator".
    pub role: String,
    /// The session's CSRF token, hidden in every form.
    pub csrf: String,
    /// The number of pending comments, shown beside "Comments".
    pub waiting: i64,
    /// Refused addresses that concern them: their own, and for admins everybody's.
    pub refused: Vec<RefusedMail>,
    /// The entry of the navigation for the present page.
    pub here: NavEntry,
}

/// A member of the staff whose address the mail server refuses.
#[derive(Clone, Debug)]
pub struct RefusedMail {
    /// The account's number.
    pub account: i64,
    /// The name; none for oneself.
    pub name: Option<String>,
}

/// The entries of the desk's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavEntry {
    /// `/desk`
    Comments,
    /// `/desk/dashboard`
    Dashboard,
    /// `/desk/bans`
    Bans,
    /// `/desk/account`
    Account,
    /// `/desk/rules` and `/desk/policies`; for editors.
    Rules,
    /// None of them.
    Elsewhere,
}

/// A tab that leads to a list.
#[derive(Clone, Debug)]
pub struct Tab {
    /// The name by which the script updates the count: `pending`.
    pub key: &'static str,
    /// The label: "Pending".
    pub label: String,
    /// The number of its items.
    pub count: i64,
    /// Its address.
    pub href: String,
    /// The list on this page.
    pub current: bool,
}

/// The notice about the last action, with its undo.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The text.
    pub words: &'static str,
    /// What the button "Undo" reverses.
    pub undo: Option<Undo>,
}

/// A decision, or an answer to a review, that can be undone.
#[derive(Clone, Copy, Debug)]
pub struct Undo {
    /// The comment, or the review.
    pub id: i64,
    /// The version that it made.
    pub version: i64,
}
