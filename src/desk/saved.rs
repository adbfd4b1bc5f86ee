//! Saved views at the desk: a list is kept under a name, and forgotten.

use actix_web::web;
use serde::Deserialize;

use super::query::ListQuery;
use crate::accounts::web::{Moderator, see_other};
use crate::app::App;
use crate::error::Error;
use crate::ids::ViewId;
use crate::moderation::views::{self, Audience};
use crate::web::error::Answer;
use crate::web::extract::Form;

/// The form that keeps the present list.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ViewForm {
    /// Checked before the form is read.
    #[allow(dead_code, reason = "the extractor looks for it in the body itself")]
    csrf: String,
    name: String,
    back: String,
}

/// `POST /desk/views`: keeps the list under a name, for oneself.
pub async fn keep(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    Form(sent): Form<ViewForm>,
) -> Answer {
    let now = app.clock.now();
    let list = ListQuery::read(&sent.back);
    let name = views::name(&sent.name).map_err(|fault| Error::Invalid(vec![fault]))?;
    let filter = list.filter();
    filter.read(&app.vault, staff.id, now)?;
    app.db
        .write(move |conn| views::add(conn, &staff, &name, &filter, Audience::Oneself, now))
        .await?;
    Ok(see_other(&ListQuery::of_view(&list.filter()).href()))
}

/// The button that removes a view.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RemovalForm {
    /// Checked before the form is read.
    #[allow(dead_code, reason = "the extractor looks for it in the body itself")]
    csrf: String,
}

/// `POST /desk/views/{id}/remove`: forgets a view of one's own, or for an editor one that is
/// shared. One that is gone is gone.
pub async fn remove(
    app: web::Data<App>,
    Moderator(staff): Moderator,
    id: web::Path<ViewId>,
    _: Form<RemovalForm>,
) -> Answer {
    let id = *id;
    match app.db.write(move |conn| views::remove(conn, &staff, id)).await {
        Ok(()) | Err(Error::NotFound) => Ok(see_other("/desk?done=view")),
        Err(error) => Err(error.into()),
    }
}
