//! The page on which the keyboard shortcuts of the desk are disabled or changed.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use crate::accounts::web::Moderator;
use crate::app::App;
use crate::desk::layout::{NavEntry, Staff, head};
use crate::web::error::Answer;
use crate::web::page::show;
use crate::web::view::Site;

/// `GET /desk/keys`. The choices are stored in the browser.
pub async fn keys(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
) -> Answer {
    let staff = head(&app, &request, &staff, NavEntry::Comments).await?;
    show(StatusCode::OK, &KeysPage { site: &Site::for_staff(&app.settings()), staff })
}

/// A default keyboard shortcut.
pub struct Key {
    /// Stable, for the script: `approve`.
    pub does: &'static str,
    /// The key.
    pub key: &'static str,
    /// The label.
    pub words: &'static str,
}

/// Every key of the screen.
pub const KEYS: [Key; 12] = [
    Key { does: "next", key: "j", words: "Next comment" },
    Key { does: "previous", key: "k", words: "Previous comment" },
    Key { does: "approve", key: "a", words: "Approve" },
    Key {
        does: "reject",
        key: "r",
        words: "Reject: once more or Enter for the last reason, a digit for another",
    },
    Key { does: "spam", key: "s", words: "Spam" },
    Key { does: "delete", key: "d", words: "Delete: once more or Enter to confirm" },
    Key { does: "undo", key: "u", words: "Undo the last decision" },
    Key { does: "edit", key: "e", words: "Edit the text" },
    Key { does: "reader", key: "b", words: "The reader: their comments, a note, ban or trust" },
    Key {
        does: "select",
        key: "x",
        words: "Select; the keys then decide about all selected comments, and Escape clears the selection",
    },
    Key { does: "search", key: "/", words: "Search" },
    Key { does: "help", key: "?", words: "These keys" },
];

/// `GET /desk/keys`: disables or changes the shortcuts in this browser.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/keys/keys_page.html")]
pub struct KeysPage<'a> {
    /// The publication.
    pub site: &'a Site,
    /// The signed-in member of the staff.
    pub staff: Staff,
}
