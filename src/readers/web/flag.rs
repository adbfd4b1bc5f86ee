//! Reporting a comment by a plain form, without an account; and the way back to one's own comment.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;

use crate::accounts::web::csrf::check_origin;
use crate::app::App;
use crate::articles;
use crate::comments;
use crate::comments::form_token::{self, FormAge};
use crate::comments::web::browser::Known;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::ids::{ArticleId, CommentId};
use crate::moderation::web::finish;
use crate::readers;
use crate::readers::view::FlagPage;
use crate::readers::web::{flagger, mail_link, notice, report, see_other, with_wait};
use crate::reviews::model::FlagDraft;
use crate::screening::facts::Proof;
use crate::status::Status;
use crate::web::error::{Answer, Failure};
use crate::web::extract::{Client, Form};
use crate::web::list::Query;
use crate::web::page;
use crate::web::view::Problem;

/// The query of the address after a flag was taken.
#[derive(Debug, Default, Deserialize)]
pub struct Taken {
    sent: Option<String>,
}

/// The form as it comes back. Fields that are missing are empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    reason: String,
    words: String,
    form_id: String,
    stamp: String,
    /// People do not see this field.
    homepage2: String,
}

/// `GET /comments/{id}/flag`: the form, or a word of thanks.
pub async fn form(
    app: web::Data<App>,
    id: web::Path<CommentId>,
    Query(taken): Query<Taken>,
) -> Answer {
    let id = id.into_inner();
    if taken.sent.is_some() {
        let words =
            "Thank you. A moderator will look at the comment. Nobody learns who reported it.";
        let back = (format!("/comments/{id}"), "Back to the comment".to_owned());
        return notice(&app, StatusCode::OK, "Reported", words, Some(back)).await;
    }
    show(&app, id, StatusCode::OK, &Sent::default(), Vec::new(), None).await
}

/// `POST /comments/{id}/flag`: takes the flag, or shows the form again with what to do about it.
pub async fn submit(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<CommentId>,
    client: Client,
    browser: Known,
    Form(sent): Form<Sent>,
) -> Answer {
    let id = id.into_inner();
    match take(&app, &request, id, client, browser, &sent).await {
        Ok(()) => Ok(see_other(&format!("/comments/{id}/flag?sent"))),
        Err(Error::NotFound) => Err(Error::NotFound.into()),
        Err(error) => {
            let failure = Failure::from(error);
            if failure.status.is_server_error() {
                return Err(failure);
            }
            let (errors, mut problem) = report(&failure);
            let of_a_field = |fault: &FieldError| matches!(fault.field, "reason" | "words");
            if let Some(fault) = errors.iter().find(|fault| !of_a_field(fault)) {
                problem = Some(Problem::new(fault.code, fault.detail.clone()));
            }
            let errors = errors.into_iter().filter(of_a_field).collect();
            let answer = show(&app, id, failure.status, &sent, errors, problem).await?;
            Ok(with_wait(answer, &failure))
        }
    }
}

async fn take(
    app: &App,
    request: &HttpRequest,
    id: CommentId,
    client: Client,
    browser: Known,
    sent: &Sent,
) -> Result<()> {
    check_origin(request, &app.config.server.base_url)?;
    let now = app.clock.now();
    let subject = app.db.read(move |conn| public(conn, id)).await?;
    let oldest = app.config.comments.max_form_age;
    // Unlike a comment, a flag is quickly sent again, so that a form which looks wrong is not taken
    // at all.
    match form_token::age(&app.vault, subject.article, &sent.form_id, &sent.stamp, now, oldest) {
        FormAge::Known(_) if sent.homepage2.is_empty() => {}
        FormAge::Known(_) => {
            let detail = "A field was filled in that people do not see. Send the form once more.";
            return Err(Error::invalid("form", "honeypot", detail));
        }
        FormAge::Stale | FormAge::Unsigned => {
            let detail = "This form was too old. Your words are still here: send it once more.";
            return Err(Error::invalid("form", "stale_form", detail));
        }
    }
    let draft = FlagDraft::parse(&sent.reason, &sent.words).map_err(Error::Invalid)?;
    let (who, settings) = (flagger(app, browser, client, now), app.config.comments.clone());
    let changed =
        app.db.write(move |conn| readers::flag(conn, id, &draft, &who, &settings, now)).await?;
    finish(app, changed);
    Ok(())
}

/// A comment that can be reported, as the form shows it.
struct Subject {
    article: ArticleId,
    name: String,
    html: String,
}

fn public(conn: &mut Connection, id: CommentId) -> Result<Subject> {
    if !readers::can_be_flagged(conn, id)? {
        return Err(Error::NotFound);
    }
    let own = comments::own(conn, id)?;
    Ok(Subject { article: own.article_id, name: own.name, html: own.html })
}

async fn show(
    app: &App,
    id: CommentId,
    status: StatusCode,
    sent: &Sent,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
) -> Answer {
    let config = app.config.clone();
    let (site, subject) =
        app.db.read(move |conn| Ok((articles::site(conn, &config)?, public(conn, id)?))).await?;
    let view = FlagPage {
        site: &site,
        id: id.0,
        name: subject.name,
        html: subject.html,
        hidden: form_token::fresh_fields(&app.vault, subject.article, app.clock.now())?,
        reason: sent.reason.clone(),
        words: sent.words.clone(),
        errors,
        problem,
    };
    Ok(page::html(status, view.render().map_err(Error::internal)?))
}

/// `POST /comments/{id}/own`: to the private page where this browser is known as the author's; else
/// the link to it is mailed to the author. Whoever asks learns nothing about the author.
pub async fn own(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<CommentId>,
    Known(browser): Known,
) -> Answer {
    check_origin(&request, &app.config.server.base_url)?;
    let (id, now) = (id.into_inner(), app.clock.now());
    let (comment, onward) = (
        app.db.read(move |conn| comments::own(conn, id)).await?,
        Some((format!("/comments/{id}"), "Back to the comment".to_owned())),
    );
    if comment.status != Status::Approved {
        return Err(Error::NotFound.into());
    }
    let reader = comment.reader.ok_or(Error::NotFound)?;
    let is_own = browser
        .is_some_and(|browser| browser.proves(&app.vault, &reader.email_index) == Proof::Proven);
    if is_own {
        return Ok(see_other(&format!("/status/{}", form_token::status_token(&app.vault, id))));
    }
    match mail_link(&app, id, reader.id, now).await {
        // That a mail was sent just now, or that the address takes none, is for the author alone to
        // know.
        Ok(()) | Err(Error::TooFast { .. } | Error::Conflict { .. }) => {
            let words = "If you wrote this comment, look into your mailbox: a link to its private page is on its way, \
                         or was sent a moment ago.";
            notice(&app, StatusCode::OK, "Look into your mailbox", words, onward).await
        }
        Err(error) => Err(error.into()),
    }
}
