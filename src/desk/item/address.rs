//! `/desk/comments/{id}/address`: a reader's address, for an editor who gives a reason.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;

use crate::accounts::web::Editor;
use crate::app::App;
use crate::desk::form::DeskForm;
use crate::desk::layout::{NavEntry, Staff, head};
use crate::error::{Error, FieldError, Result};
use crate::ids::CommentId;
use crate::moderation;
use crate::moderation::reveal::{self, RevealReason};
use crate::web::error::Answer;
use crate::web::page::show;
use crate::web::view::{Problem, Site};

/// The fields of the form.
#[derive(Deserialize)]
pub struct AddressForm {
    /// Absent where the comment's page only requests the form.
    reason: Option<String>,
}

/// The page that shows an address, or the form for the reason.
#[derive(Template)]
#[template(path = "desk/item/address.html")]
struct AddressPage<'a> {
    site: &'a Site,
    staff: Staff,
    comment: CommentId,
    address: Option<&'a str>,
    reason: String,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
}

/// `POST /desk/comments/{id}/address`: a page that shows the address once, or the form for the reason.
pub async fn show_address(
    app: web::Data<App>,
    request: HttpRequest,
    Editor(staff): Editor,
    id: web::Path<CommentId>,
    DeskForm(sent): DeskForm<AddressForm>,
) -> Answer {
    let (id, now, by) = (*id, app.clock.now(), staff.id);
    let site = Site::for_member(&app.settings(), staff.language);
    let head = head(&app, &request, &staff, NavEntry::Comments).await?;
    let reason = sent.reason.clone().unwrap_or_default();
    let (status, address, errors) = match RevealReason::parse(&reason) {
        Err(fault) => {
            // Only for a comment that still has its reader.
            let there: Result<_> = app.db.read(move |conn| moderation::item(conn, id)).await;
            there?.reader.ok_or(Error::NotFound)?;
            match sent.reason {
                None => (StatusCode::OK, None, Vec::new()),
                Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, None, vec![fault]),
            }
        }
        Ok(why) => {
            let reader = app.db.write(move |conn| reveal::reveal(conn, id, &why, by, now)).await?;
            tracing::info!(comment = %id, %by, "a reader's address was shown");
            (StatusCode::OK, Some(reveal::open(&app.vault, &reader)?), Vec::new())
        }
    };
    let address = address.as_ref().map(|address| address.as_str());
    show(
        status,
        &AddressPage {
            site: &site,
            staff: head,
            comment: id,
            address,
            reason,
            errors,
            problem: None,
        },
    )
}
