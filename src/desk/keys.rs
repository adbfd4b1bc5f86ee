//! The page on which the keys of the desk are switched off or changed.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use crate::accounts::web::{Moderator, head, show};
use crate::app::App;
use crate::desk::view::{Here, KeysPage};
use crate::web::error::Answer;
use crate::web::view::Site;

/// `GET /desk/keys`. What is chosen stays in the browser.
pub async fn keys(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
) -> Answer {
    let staff = head(&app, &request, &staff, Here::Comments).await?;
    show(StatusCode::OK, &KeysPage { site: &Site::of(&app.config), staff })
}
