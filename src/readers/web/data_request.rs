//! `/privacy/data`: the form by which a person asks for the link to what is stored about an address.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;

use crate::accounts::web::csrf::check_origin;
use crate::app::App;
use crate::articles;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::readers::data_requests;
use crate::readers::view::DataRequestPage;
use crate::readers::web::notice;
use crate::web::error::Answer;
use crate::web::extract::{Client, Form};
use crate::web::form_errors::FormErrors;
use crate::web::headers::set_retry_after;
use crate::web::list::Query;
use crate::web::page::{self, see_other};

/// The query of the page after the form was sent.
#[derive(Debug, Default, Deserialize)]
pub struct FormQuery {
    sent: Option<String>,
}

/// The field of the form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RequestFields {
    email: String,
}

/// `GET /privacy/data`: the form, or what happens next after sending it.
pub async fn form(app: web::Data<App>, Query(query): Query<FormQuery>) -> Answer {
    if query.sent.is_some() {
        let (heading, words) = (Message::data_asked_heading(), Message::data_asked_text());
        let onward = Some(("/privacy".to_owned(), Message::data_asked_back()));
        return notice(&app, StatusCode::OK, heading, words, onward).await;
    }
    show(&app, "", FormErrors::default()).await
}

/// `POST /privacy/data`: the same answer for every address.
pub async fn submit(
    app: web::Data<App>,
    request: HttpRequest,
    client: Client,
    Form(sent): Form<RequestFields>,
) -> Answer {
    match ask(&app, &request, client, &sent).await {
        Ok(()) => Ok(see_other("/privacy/data?sent")),
        Err(error) => {
            let errors = FormErrors::of(error)?.only_fields(&["email"]);
            show(&app, &sent.email, errors).await
        }
    }
}

async fn ask(app: &App, request: &HttpRequest, client: Client, sent: &RequestFields) -> Result<()> {
    check_origin(request, &app.config.server.base_url)?;
    data_requests::request(app, &sent.email, client.address, app.clock.now()).await
}

async fn show(app: &App, email: &str, errors: FormErrors) -> Answer {
    let FormErrors { status, errors, problem, retry_after } = errors;
    let config = app.settings();
    let site = app.db.read(move |conn| articles::site(conn, &config)).await?;
    let view = DataRequestPage { site: &site, email: email.to_owned(), errors, problem };
    let mut answer = page::html(status, view.render().map_err(Error::internal)?);
    set_retry_after(answer.headers_mut(), retry_after);
    Ok(answer)
}
