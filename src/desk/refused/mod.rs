//! Failures under `/desk`. Staff who are signed in get a page with the desk's head and navigation. A
//! refused form is shown again with all its fields, also one that was sent after the session had ended.
//! Visitors and programs get the answers of [`crate::web::edge`].

pub mod view;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, HttpRequest, ResponseError, web};
use askama::Template;

use crate::accounts::web::{csrf, pages, session_owner};
use crate::app::App;
use crate::desk::layout::{NavEntry, head};
use crate::desk::refused::view::RefusedPage;
use crate::error::{Error, Result};
use crate::i18n::Words;
use crate::web::edge::has_own_body;
use crate::web::error::Failure;
use crate::web::extract::{has_content_type, refused_form};
use crate::web::headers::set_retry_after;
use crate::web::multipart::fields_of_refused;
use crate::web::problem::{self, ResponseFormat};
use crate::web::refused_form::RefusedForm;
use crate::web::view::{RefusedFormPage, Site};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// The middleware around the desk. It renders the page and leaves the failure in the answer, because
/// the edge logs it.
pub async fn in_layout(
    mut request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    keep_fields_beside_files(&mut request).await;
    let answer = next.call(request).await?;
    let request = answer.request().clone();
    let leads_to_sign_in = leads_to_sign_in(&answer);
    let is_failure = answer.status().as_u16() >= 400 && !has_own_body(answer.response());
    if !(leads_to_sign_in || is_failure)
        || ResponseFormat::new(request.path(), request.headers()).wants_json()
    {
        return Ok(answer);
    }
    let Some(app) = request.app_data::<web::Data<App>>() else { return Ok(answer) };
    let kept = written(app, &request).await;
    if leads_to_sign_in {
        let Some(kept) = kept.filter(|kept| !kept.is_press()) else { return Ok(answer) };
        let page = pages::sign_in_first(app, &request, kept)
            .unwrap_or_else(|failure| failure.error_response());
        return Ok(ServiceResponse::new(request, page));
    }
    let failure = answer.response().extensions().get::<Failure>().cloned();
    let failure = failure.unwrap_or_else(|| Failure::bare(answer.status()));
    let page = match page_for(app, &request, &failure, kept.clone()).await {
        // The session cannot be read, so the page has no head.
        Err(error) => {
            if !matches!(error, Error::Unauthenticated) {
                tracing::warn!(%error, "the desk's page for a failure could not be made");
            }
            kept.map(|kept| page_without_head(app, &request, &failure, kept)).transpose()
        }
        made => made,
    };
    match page {
        Ok(Some(html)) => Ok(answer.map_body(|head, _| {
            head.headers_mut().insert(header::CONTENT_TYPE, HTML);
            set_retry_after(head.headers_mut(), failure.retry_after);
            BoxBody::new(html)
        })),
        Ok(None) => Ok(answer),
        Err(error) => {
            tracing::warn!(%error, "the desk's page for a failure could not be made");
            Ok(answer)
        }
    }
}

/// Reads the fields of a form with files that is sent without a session: its handler refuses it unread.
async fn keep_fields_beside_files(request: &mut ServiceRequest) {
    if request.method() != Method::POST
        || !has_content_type(request.request(), "multipart/form-data")
        || request.headers().contains_key(header::AUTHORIZATION)
    {
        return;
    }
    let Some(app) = request.app_data::<web::Data<App>>().cloned() else { return };
    let is_ours = csrf::check_origin(request.request(), &app.config.server.base_url).is_ok();
    let owner = session_owner(&app, request.request()).await;
    if is_ours && matches!(owner, Err(Error::Unauthenticated)) {
        let payload = request.take_payload();
        if let Some(kept) = fields_of_refused(request.request(), payload).await {
            request.extensions_mut().insert(kept);
        }
    }
}

/// Whether the answer sends a form without a session to the sign-in page.
fn leads_to_sign_in(answer: &ServiceResponse<BoxBody>) -> bool {
    let to = answer.headers().get(header::LOCATION);
    answer.request().method() == Method::POST
        && answer.status() == StatusCode::SEE_OTHER
        && to.is_some_and(|to| to == "/desk/login")
        && answer.request().path() != "/desk/login"
}

/// The form that was sent, if a page of ours sent it: another site must not be able to show a form with
/// its own text to somebody who is signed in.
async fn written(app: &App, request: &HttpRequest) -> Option<RefusedForm> {
    csrf::check_origin(request, &app.config.server.base_url).ok()?;
    refused_form(request).await
}

/// Statuses with a page of the desk: no server errors, and none that needs a header of its own.
fn is_shown_here(status: StatusCode) -> bool {
    matches!(status.as_u16(), 400 | 403 | 404 | 405 | 409 | 413 | 422)
}

/// Whether the form may succeed if it is sent again unchanged.
fn may_pass_later(failure: &Failure) -> bool {
    failure.code == "csrf" || failure.retry_after.is_some() || failure.status.is_server_error()
}

/// The page; None for a visitor whose form had no text.
///
/// # Errors
/// `Unauthenticated` for a visitor whose form had text.
async fn page_for(
    app: &web::Data<App>,
    request: &HttpRequest,
    failure: &Failure,
    kept: Option<RefusedForm>,
) -> Result<Option<String>> {
    let kept = kept.filter(|kept| may_pass_later(failure) || !kept.is_press());
    if kept.is_none() && !is_shown_here(failure.status) {
        return Ok(None);
    }
    let staff = match session_owner(app, request).await {
        Ok(staff) => staff,
        Err(Error::Unauthenticated) if kept.is_none() => return Ok(None),
        Err(error) => return Err(error),
    };
    let site = Site::for_member(&app.settings(), staff.language);
    let view = RefusedPage {
        site: &site,
        staff: head(app, request, &staff, NavEntry::Elsewhere).await?,
        status: failure.status.as_u16(),
        heading: problem::heading(&site.words, failure.status).into_owned(),
        advice: advice(&site.words, failure, kept.as_ref()),
        kept,
    };
    Ok(Some(view.render().map_err(Error::internal)?))
}

fn page_without_head(
    app: &App,
    request: &HttpRequest,
    failure: &Failure,
    kept: RefusedForm,
) -> Result<String> {
    let site = Site::for_member(&app.settings(), None);
    let heading = problem::heading(&site.words, failure.status);
    let page = RefusedFormPage {
        site: &site,
        status: failure.status,
        heading: &heading,
        advice: &advice(&site.words, failure, Some(&kept)),
        csrf: csrf::of(app, request),
        kept,
    };
    page.render().map_err(Error::internal)
}

fn advice(words: &Words, failure: &Failure, kept: Option<&RefusedForm>) -> String {
    match failure.status {
        StatusCode::NOT_FOUND => words.desk_404_advice().into_owned(),
        _ => problem::advice(words, failure, kept),
    }
}
