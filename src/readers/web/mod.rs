//! Readers' pages over HTTP: reporting a comment ([`flag`], and [`api`] in JSON), the private page
//! of a comment ([`status`]), and the links in mails to readers ([`mail`]).

pub mod api;
pub mod flag;
pub mod kept;
pub mod mail;
pub mod status;

use actix_web::HttpResponse;
use actix_web::http::{StatusCode, header};
use askama::Template;

use crate::app::App;
use crate::articles;
use crate::clock::Time;
use crate::comments::web::browser::ReaderBrowser;
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{CommentId, ReaderId};
use crate::notify::readers;
use crate::readers::view::NoticePage;
use crate::web::error::{Answer, Failure};
use crate::web::extract::Client;
use crate::web::page;
use crate::web::view::Problem;

/// The key of a flagger, which reveals no identity: a hash of the verified browser, or else of the
/// network, which changes every day.
fn flagger_key(
    app: &App,
    ReaderBrowser(browser): ReaderBrowser,
    client: Client,
    now: Time,
) -> Vec<u8> {
    let key = match browser {
        Some(browser) => app.vault.sign("flagger", &[b"browser", browser.key()]),
        None => {
            app.vault.sign("flagger", &[b"network", &app.vault.network_hash(client.address, now)])
        }
    };
    key.to_vec()
}

fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, location)).finish()
}

/// Mails the author of a comment the link to its private page.
async fn mail_link(app: &App, comment: CommentId, reader: ReaderId, now: Time) -> Result<()> {
    readers::request_link(app, comment, reader, now).await
}

/// A page that reports what was done, or why it was not.
async fn notice(
    app: &App,
    status: StatusCode,
    heading: Message,
    words: Message,
    onward: Option<(String, Message)>,
) -> Answer {
    let config = app.config.clone();
    let site = app.db.read(move |conn| articles::site(conn, &config)).await?;
    let page = NoticePage { site: &site, heading, words, onward };
    Ok(page::html(status, page.render().map_err(Error::internal)?))
}

/// The messages of a failure: faults, which are shown beside the fields, or one problem, which is
/// shown above them.
fn fault_messages(failure: &Failure) -> (Vec<FieldError>, Option<Problem>) {
    if failure.status == StatusCode::UNPROCESSABLE_ENTITY {
        return (failure.errors.clone(), None);
    }
    let detail = match failure.retry_after {
        Some(wait) if failure.status == StatusCode::TOO_MANY_REQUESTS => {
            Message::fault_too_many(Message::duration(wait))
        }
        _ => failure.detail.clone(),
    };
    (Vec::new(), Some(Problem::new(failure.code, detail)))
}

/// Adds `Retry-After` if the failure has a waiting time.
fn with_retry_after(mut answer: HttpResponse, failure: &Failure) -> HttpResponse {
    if let Some(wait) = failure.retry_after {
        answer
            .headers_mut()
            .insert(header::RETRY_AFTER, header::HeaderValue::from(wait.as_secs().max(1)));
    }
    answer
}
