//! The page on which the keyboard shortcuts of the desk are disabled or changed.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use crate::accounts::web::Moderator;
use crate::app::App;
use crate::desk::layout::{NavEntry, Staff, head};
use crate::i18n::Words;
use crate::web::error::Answer;
use crate::web::page::show;
use crate::web::view::Site;

/// `GET /desk/keys`. The choices are stored in the browser.
pub async fn keys(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
) -> Answer {
    let site = Site::for_member(&app.settings(), staff.language);
    let staff = head(&app, &request, &staff, NavEntry::Comments).await?;
    show(StatusCode::OK, &KeysPage { site: &site, staff })
}

/// A default keyboard shortcut.
#[allow(missing_docs, reason = "the names say all")]
pub struct Key {
    /// Stable, for the script: `approve`.
    pub does: &'static str,
    pub key: &'static str,
}

impl Key {
    /// What the key does, as the help says it.
    pub fn label<'a>(&self, words: &'a Words) -> Cow<'a, str> {
        match self.does {
            "next" => words.key_next(),
            "previous" => words.key_previous(),
            "approve" => words.decide_approve(),
            "reject" => words.key_reject(),
            "spam" => words.decide_spam(),
            "delete" => words.key_delete(),
            "undo" => words.key_undo(),
            "edit" => words.item_edit(),
            "reader" => words.key_reader(),
            "select" => words.key_select(),
            "search" => words.key_search(),
            _ => words.key_help(),
        }
    }
}

/// Every key of the screen.
pub const KEYS: [Key; 12] = [
    Key { does: "next", key: "j" },
    Key { does: "previous", key: "k" },
    Key { does: "approve", key: "a" },
    Key { does: "reject", key: "r" },
    Key { does: "spam", key: "s" },
    Key { does: "delete", key: "d" },
    Key { does: "undo", key: "u" },
    Key { does: "edit", key: "e" },
    Key { does: "reader", key: "b" },
    Key { does: "select", key: "x" },
    Key { does: "search", key: "/" },
    Key { does: "help", key: "?" },
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
