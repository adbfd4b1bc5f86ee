//! A layer around readers' forms: a page that says why a form was not done shows what was written in it.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::accounts::web::csrf::check_origin;
use crate::app::App;
use crate::web::edge::has_own_body;
use crate::web::extract::kept_form;

/// Lays the form beside a failure that has no page of its own; the edge makes the page.
pub async fn keep_words(
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
        && let Some(form) = kept_form(&request).await
    {
        answer.response_mut().extensions_mut().insert(form);
    }
    Ok(answer)
}
