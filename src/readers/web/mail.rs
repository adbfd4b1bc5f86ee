//! The page behind a link in a mail to a reader. GET shows, and changes nothing: scanners and
//! previews follow links. POST acts, once.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use crate::accounts::web::csrf::came_from_us;
use crate::app::App;
use crate::articles;
use crate::comments::forms;
use crate::comments::proof::{Link, Purpose, browser_value};
use crate::comments::web::browser::keeping;
use crate::error::Error;
use crate::notify::readers as mails;
use crate::readers::confirming::{self, LinkState};
use crate::readers::view::MailPage;
use crate::readers::web::{notice, see_other};
use crate::web::error::Answer;
use crate::web::page;

/// `GET /mail/{token}`: what the link does, and the button for it.
pub async fn show(app: web::Data<App>, token: web::Path<String>) -> Answer {
    let link = Link::read(&app.vault, &token).ok_or(Error::NotFound)?;
    let (config, now) = (app.config.clone(), app.clock.now());
    let confirms = link.purpose == Purpose::Confirm;
    let (site, state) = app
        .db
        .read(move |conn| {
            let state = match confirms {
                true => confirming::link_state(conn, &link, now)?,
                false if now > link.expires => LinkState::Expired,
                false => LinkState::Good,
            };
            Ok((articles::site(conn, &config)?, state))
        })
        .await?;
    if state != LinkState::Good {
        return no_longer(&app, state).await;
    }
    let view = MailPage { site: &site, action: format!("/mail/{token}"), confirms };
    Ok(page::html(StatusCode::OK, view.render().map_err(Error::internal)?))
}

/// `POST /mail/{token}`: proves the address and lets this browser know it; or ends all mail, also
/// for mail programs that do it with one request of their own (RFC 8058).
pub async fn act(app: web::Data<App>, request: HttpRequest, token: web::Path<String>) -> Answer {
    let link = Link::read(&app.vault, &token).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    match link.purpose {
        Purpose::Stop if now > link.expires => no_longer(&app, LinkState::Expired).await,
        Purpose::Stop => {
            app.db.write(move |conn| mails::stop(conn, link.reader, now)).await?;
            let words = "No more mail goes to this address. The private pages of your comments are still there.";
            notice(&app, StatusCode::OK, "No more mail", words, None).await
        }
        Purpose::Confirm => {
            came_from_us(&request, &app.config.server.base_url)?;
            let email_index =
                match app.db.write(move |conn| confirming::confirm(conn, &link, now)).await {
                    Ok(email_index) => email_index,
                    Err(Error::Conflict { code: "link_expired", .. }) => {
                        return no_longer(&app, LinkState::Expired).await;
                    }
                    Err(Error::Conflict { .. }) => return no_longer(&app, LinkState::Used).await,
                    Err(error) => return Err(error.into()),
                };
            let value = browser_value(&app.vault, &email_index, now);
            let mut answer =
                see_other(&format!("/status/{}", forms::status_token(&app.vault, link.comment)));
            answer
                .add_cookie(&keeping(&value, &app.config.server.base_url))
                .map_err(Error::internal)?;
            Ok(answer)
        }
    }
}

async fn no_longer(app: &App, state: LinkState) -> Answer {
    let words = match state {
        LinkState::Expired => {
            "Its time is over. You can ask for a new one on the private page of your comment."
        }
        LinkState::Good | LinkState::Used => {
            "It works once, and it has been used. You can ask for a new one on the private page of your comment."
        }
    };
    notice(app, StatusCode::CONFLICT, "This link is no longer good", words, None).await
}
