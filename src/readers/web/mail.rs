//! The pages of links in mails to readers. GET changes nothing, because scanners and previews open
//! links. POST acts.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::accounts::web::csrf::check_origin;
use crate::app::App;
use crate::articles;
use crate::comments::email_verification::{Link, Purpose, cookie_value};
use crate::comments::web::browser::{ReaderBrowser, proof_cookie};
use crate::comments::{self, form_token};
use crate::error::{Error, Result, optional};
use crate::i18n::Message;
use crate::ids::CommentId;
use crate::notify::readers as mails;
use crate::readers::confirming::{self, LinkState};
use crate::readers::view::MailPage;
use crate::readers::web::preferences::Sent;
use crate::readers::web::{notice, preferences};
use crate::web::error::Answer;
use crate::web::extract::bytes;
use crate::web::page::{self, see_other};

/// `GET /mail/{token}`: explains the link's effect, with a button for it.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    browser: ReaderBrowser,
) -> Answer {
    let link = Link::read(&app.vault, &token).ok_or(Error::NotFound)?;
    let (config, now) = (app.settings(), app.clock.now());
    if link.purpose == Purpose::Preferences && now <= link.expires {
        let path = format!("/mail/{token}");
        return preferences::show(&app, &path, link.reader, request.query_string()).await;
    }
    let confirms = link.purpose == Purpose::Confirm;
    let (site, state) = app
        .db
        .read(move |conn| {
            let state = match confirms {
                true => confirming::link_state(conn, &link, now)?,
                false if now > link.expires => LinkState::Expired,
                false => LinkState::Valid,
            };
            Ok((articles::site(conn, &config)?, state))
        })
        .await?;
    if confirms && state != LinkState::Valid && is_verified_here(&app, browser, &link).await? {
        return Ok(redirect_to_status(&app, &link));
    }
    if state != LinkState::Valid {
        return link_invalid(&app, state).await;
    }
    let view = MailPage {
        site: &site,
        action: format!("/mail/{token}"),
        confirms,
        preferences: preferences_path(&app, &link),
    };
    Ok(page::html(StatusCode::OK, view.render().map_err(Error::internal)?))
}

/// `POST /mail/{token}`: confirms the address and sets the browser's cookie; or ends all mail, also
/// for mail programs that send the one-click request of RFC 8058.
pub async fn act(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    browser: ReaderBrowser,
    body: web::Payload,
) -> Answer {
    let link = Link::read(&app.vault, &token).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    match link.purpose {
        Purpose::Preferences if now > link.expires => link_invalid(&app, LinkState::Expired).await,
        Purpose::Preferences => {
            let body = bytes(&request, &mut body.into_inner()).await?;
            let path = format!("/mail/{token}");
            preferences::act(&app, &path, link.reader, &Sent::parse(&body)).await
        }
        Purpose::Stop if now > link.expires => link_invalid(&app, LinkState::Expired).await,
        Purpose::Stop => {
            app.db.write(move |conn| mails::stop(conn, link.reader, now)).await?;
            preferences::stopped(&app, &preferences_path(&app, &link)).await
        }
        Purpose::Confirm => {
            check_origin(&request, &app.config.server.base_url)?;
            let proven = app.db.write(move |conn| {
                let email_index = confirming::confirm(conn, &link, now)?;
                mails::proven(conn, &email_index)?;
                Ok(email_index)
            });
            let proven = proven.await;
            if let Err(Error::Conflict { .. }) = &proven
                && is_verified_here(&app, browser, &link).await?
            {
                // The button was pressed twice, and the first request has done everything.
                return Ok(redirect_to_status(&app, &link));
            }
            let email_index = match proven {
                Ok(email_index) => email_index,
                Err(Error::Conflict { code: "link_expired", .. }) => {
                    return link_invalid(&app, LinkState::Expired).await;
                }
                Err(Error::Conflict { .. }) => return link_invalid(&app, LinkState::Used).await,
                Err(error) => return Err(error.into()),
            };
            let value = cookie_value(&app.vault, &email_index, now);
            let mut answer = redirect_to_status(&app, &link);
            answer
                .add_cookie(&proof_cookie(&value, &app.config.server.base_url))
                .map_err(Error::internal)?;
            Ok(answer)
        }
    }
}

/// The page on which the recipient of a link chooses mails. It is valid as long as the link.
fn preferences_path(app: &App, link: &Link) -> String {
    let purpose = Purpose::Preferences;
    let link = Link { purpose, comment: CommentId(0), proven_before: None, ..*link };
    format!("/mail/{}", link.token(&app.vault))
}

/// Redirects to the private page of the link's comment.
fn redirect_to_status(app: &App, link: &Link) -> HttpResponse {
    see_other(&format!("/status/{}", form_token::status_token(&app.vault, link.comment)))
}

/// Whether the address to which the link was sent is verified in this browser.
async fn is_verified_here(app: &App, browser: ReaderBrowser, link: &Link) -> Result<bool> {
    let comment = link.comment;
    let own = optional(app.db.read(move |conn| comments::own(conn, comment)).await)?;
    Ok(own.and_then(|own| own.reader).is_some_and(|reader| {
        reader.id == link.reader && browser.has_verified(&app.vault, &reader.email_index)
    }))
}

async fn link_invalid(app: &App, state: LinkState) -> Answer {
    let words = match state {
        LinkState::Expired => Message::link_expired_text(),
        LinkState::Valid | LinkState::Used => Message::link_used_text(),
    };
    notice(app, StatusCode::CONFLICT, Message::link_invalid_heading(), words, None).await
}
