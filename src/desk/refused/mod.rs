//! Whoever is signed in and is refused something under `/desk` stays at the desk: the answer has
//! its head and its ways on. Visitors and programs are told as everywhere else, at the edge.

pub mod view;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{HttpRequest, web};
use askama::Template;

use crate::accounts::web::present;
use crate::app::App;
use crate::desk::layout::{Here, head};
use crate::desk::refused::view::RefusedPage;
use crate::error::{Error, Result};
use crate::web::edge::has_own_body;
use crate::web::error::Failure;
use crate::web::problem::{self, Audience};
use crate::web::view::Site;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// The layer around the desk. It fills in the page and leaves the failure with the answer, for the
/// edge to log.
pub async fn in_layout(
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let answer = next.call(request).await?;
    let status = answer.status();
    if !is_shown_here(status) || has_own_body(answer.response()) {
        return Ok(answer);
    }
    let failure = answer.response().extensions().get::<Failure>().cloned();
    let request = answer.request().clone();
    match page_for(&request, failure.unwrap_or_else(|| Failure::bare(status))).await {
        Ok(Some(html)) => Ok(answer.map_body(|head, _| {
            head.headers_mut().insert(header::CONTENT_TYPE, HTML);
            BoxBody::new(html)
        })),
        Ok(None) => Ok(answer),
        Err(error) => {
            // The edge has a page that needs no database.
            tracing::warn!(%error, "the desk's page for a refusal could not be made");
            Ok(answer)
        }
    }
}

/// What is no fault of ours and needs no header of its own.
fn is_shown_here(status: StatusCode) -> bool {
    matches!(status.as_u16(), 400 | 403 | 404 | 405 | 409 | 413 | 422)
}

/// The page, if a page is wanted and somebody is signed in.
async fn page_for(request: &HttpRequest, failure: Failure) -> Result<Option<String>> {
    let Some(app) = request.app_data::<web::Data<App>>() else { return Ok(None) };
    if Audience::new(request.path(), request.headers()).wants_json() {
        return Ok(None);
    }
    let staff = match present(app, request).await {
        Ok(staff) => staff,
        Err(Error::Unauthenticated) => return Ok(None),
        Err(error) => return Err(error),
    };
    let view = RefusedPage {
        site: &Site::of(&app.config),
        staff: head(app, request, &staff, Here::Elsewhere).await?,
        status: failure.status.as_u16(),
        heading: problem::heading(failure.status),
        advice: match failure.status {
            StatusCode::NOT_FOUND => {
                "What was here may be gone, or the address is not quite right.".to_owned()
            }
            _ => problem::advice(&failure),
        },
    };
    Ok(Some(view.render().map_err(Error::internal)?))
}
