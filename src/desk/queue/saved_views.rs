//! Saving a list as a view at the desk, and removing views.

use actix_web::web;
use serde::Deserialize;

use crate::accounts::web::Moderator;
use crate::app::App;
use crate::clock::TimeFormat;
use crate::desk::form::DeskForm;
use crate::desk::queue::query::ListQuery;
use crate::error::Error;
use crate::ids::ViewId;
use crate::moderation::views::{self, Audience};
use crate::web::error::Answer;
use crate::web::page::see_other;

/// The form that saves the present list.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ViewForm {
    name: String,
    back: String,
}

/// `POST /desk/views`: saves the list under a name, as a view of one's own.
pub async fn keep(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    DeskForm(sent): DeskForm<ViewForm>,
) -> Answer {
    let now = app.clock.now();
    let list = ListQuery::read(&sent.back);
    let name = views::name(&sent.name).map_err(|fault| Error::Invalid(vec![fault]))?;
    let filter = list.filter();
    filter.read(TimeFormat::Local(&app.settings().site.timezone), &app.vault, staff.id, now)?;
    app.db
        .write(move |conn| views::add(conn, &staff, &name, &filter, Audience::Owner, now))
        .await?;
    Ok(see_other(&ListQuery::of_view(&list.filter()).href()))
}

/// `POST /desk/views/{id}/remove`: removes an own view, or for an editor a shared one. It is no error if
/// it was removed already.
pub async fn remove(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<ViewId>,
) -> Answer {
    let id = *id;
    match app.db.write(move |conn| views::remove(conn, &staff, id)).await {
        Ok(()) | Err(Error::NotFound) => Ok(see_other("/desk?done=view")),
        Err(error) => Err(error.into()),
    }
}
