//! Readers' pages over HTTP: reporting a comment ([`flag`], and [`api`] in JSON), the private page
//! of a comment ([`status`]), and the links in mails to readers ([`mail`]).

pub mod api;
pub mod data_request;
pub mod flag;
pub mod mail;
pub mod preferences;
pub mod privacy;
pub mod refused_form;
pub mod status;

use actix_web::http::StatusCode;
use askama::Template;

use crate::app::App;
use crate::articles;
use crate::clock::Time;
use crate::comments::web::browser::ReaderBrowser;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{CommentId, ReaderId};
use crate::notify::readers;
use crate::readers::view::NoticePage;
use crate::web::error::Answer;
use crate::web::extract::Client;
use crate::web::page;

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
    let config = app.settings();
    let site = app.db.read(move |conn| articles::site(conn, &config)).await?;
    let page = NoticePage { site: &site, heading, words, onward };
    Ok(page::html(status, page.render().map_err(Error::internal)?))
}
