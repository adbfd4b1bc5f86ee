//! A middleware around readers' forms: the page for a failure shows the texts of the refused form.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::accounts::web::csrf::check_origin;
use crate::app::App;
use crate::web::edge::has_own_body;
use crate::web::extract::refused_form;

/// Attaches the form to a failure without a page; the edge renders the page.
pub async fn attach_refused_form(
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let mut answer = next.call(request).await?;
    if answer.status().as_u16() < 400 || has_own_body(answer.response()) {
        return Ok(answer);
    }
    let request = answer.request().clone();
    let Some(app) = request.app_data::<web::Data<App>>() else { return Ok(answer) };
    // Another site must not put its words on a page of this one.
    if check_origin(&request, &app.config.server.base_url).is_ok()
        && let Some(form) = refused_form(&request).await
    {
        answer.response_mut().extensions_mut().insert(form);
    }
    Ok(answer)
}
