//! The form for reporting a comment, without an account, and the way to the private page of one's
//! own comment.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;

use crate::accounts::web::csrf::check_origin;
use crate::app::App;
use crate::articles;
use crate::articles::protection;
use crate::comments;
use crate::comments::form_token::{self, FormAge};
use crate::comments::web::browser::ReaderBrowser;
use crate::comments::web::protected;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, CommentId};
use crate::readers;
use crate::readers::view::FlagPage;
use crate::readers::web::{flagger_key, mail_link, notice};
use crate::reviews::model::FlagDraft;
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::extract::{Client, Form};
use crate::web::form_errors::FormErrors;
use crate::web::headers::set_retry_after;
use crate::web::list::Query;
use crate::web::page::{self, see_other};

/// The query of the page after a flag was sent.
#[derive(Debug, Default, Deserialize)]
pub struct FormQuery {
    sent: Option<String>,
}

/// The fields of the form. Missing ones are empty.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FlagFields {
    reason: String,
    words: String,
    form_id: String,
    stamp: String,
    /// The hidden field that only programs fill in.
    homepage2: String,
}

/// `GET /comments/{id}/flag`: the form, or the confirmation after sending it.
pub async fn form(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<CommentId>,
    Query(query): Query<FormQuery>,
) -> Answer {
    let id = id.into_inner();
    if query.sent.is_some() {
        let (heading, words) = (Message::flagged_heading(), Message::flagged_text());
        return notice(&app, StatusCode::OK, heading, words, Some(to_comment(id))).await;
    }
    show(&app, &request, id, &FlagFields::default(), FormErrors::default()).await
}

/// `POST /comments/{id}/flag`: stores the flag, or shows the form again with its faults.
pub async fn submit(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<CommentId>,
    client: Client,
    browser: ReaderBrowser,
    Form(sent): Form<FlagFields>,
) -> Answer {
    let id = id.into_inner();
    match store_flag(&app, &request, id, client, browser, &sent).await {
        Ok(()) => Ok(see_other(&format!("/comments/{id}/flag?sent"))),
        Err(error) => {
            let errors = FormErrors::of(error)?.only_fields(&["reason", "words"]);
            show(&app, &request, id, &sent, errors).await
        }
    }
}

async fn store_flag(
    app: &App,
    request: &HttpRequest,
    id: CommentId,
    client: Client,
    browser: ReaderBrowser,
    sent: &FlagFields,
) -> Result<()> {
    check_origin(request, &app.config.server.base_url)?;
    let now = app.clock.now();
    let subject = app.db.read(move |conn| load_public(conn, id)).await?;
    let oldest = app.settings().comments.max_form_age;
    // A flag is quickly sent again, so unlike a comment, one with suspicious form signals is
    // refused.
    match form_token::age(&app.vault, subject.article, &sent.form_id, &sent.stamp, now, oldest) {
        FormAge::Known(_) if sent.homepage2.is_empty() => {}
        FormAge::Known(_) => {
            let detail =
                "A hidden field was filled in, perhaps by your browser. Send the form again.";
            return Err(Error::invalid("form", "honeypot", detail));
        }
        FormAge::Stale | FormAge::Unsigned => {
            let detail = Message::fault_stale_form();
            return Err(Error::invalid("form", "stale_form", detail));
        }
    }
    let draft = FlagDraft::parse(&sent.reason, &sent.words).map_err(Error::Invalid)?;
    let (flagger, settings) =
        (flagger_key(app, browser, client, now), app.settings().comments.clone());
    let changed =
        app.db.write(move |conn| readers::flag(conn, id, &draft, &flagger, &settings, now)).await?;
    app.after_commit(changed);
    Ok(())
}

/// A comment as the form shows it.
struct ReportedComment {
    article: ArticleId,
    name: String,
    html: String,
    /// The hash of the password that readers need for the article.
    password_hash: Option<String>,
}

/// Loads a public comment.
fn load_public(conn: &mut Connection, id: CommentId) -> Result<ReportedComment> {
    if !readers::can_be_flagged(conn, id)? {
        return Err(Error::NotFound);
    }
    let own = comments::own(conn, id)?;
    let password_hash = articles::password_hash(conn, own.article_id)?;
    Ok(ReportedComment { article: own.article_id, name: own.name, html: own.html, password_hash })
}

async fn show(
    app: &App,
    request: &HttpRequest,
    id: CommentId,
    sent: &FlagFields,
    errors: FormErrors,
) -> Answer {
    let FormErrors { status, errors, problem, retry_after } = errors;
    let config = app.settings();
    let (site, subject) = app
        .db
        .read(move |conn| Ok((articles::site(conn, &config)?, load_public(conn, id)?)))
        .await?;
    // Nobody reads a comment without the password that its article needs.
    let unlocked = protected::unlocked(app, request, subject.article);
    if !protection::may_read(subject.article, subject.password_hash.as_deref(), unlocked) {
        return Err(Error::NotFound.into());
    }
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
    let mut answer = page::html(status, view.render().map_err(Error::internal)?);
    set_retry_after(answer.headers_mut(), retry_after);
    Ok(answer)
}

/// The way back to the comment.
fn to_comment(id: CommentId) -> (String, Message) {
    (format!("/comments/{id}"), Message::back_to_comment())
}

/// `POST /comments/{id}/own`: redirects to the private page if this browser is verified as the
/// author's; otherwise mails the link to the author. The sender of the request learns nothing about
/// the author.
pub async fn own(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<CommentId>,
    browser: ReaderBrowser,
) -> Answer {
    check_origin(&request, &app.config.server.base_url)?;
    let (id, now) = (id.into_inner(), app.clock.now());
    let (comment, onward) =
        (app.db.read(move |conn| comments::own(conn, id)).await?, Some(to_comment(id)));
    if comment.status != Status::Approved {
        return Err(Error::NotFound.into());
    }
    let reader = comment.reader.ok_or(Error::NotFound)?;
    if browser.has_verified(&app.vault, &reader.email_index) {
        return Ok(see_other(&format!("/status/{}", form_token::status_token(&app.vault, id))));
    }
    match mail_link(&app, id, reader.id, now).await {
        // Only the author may know that a mail was sent just now, or that the address gets none.
        Ok(()) | Err(Error::TooFast { .. } | Error::Conflict { .. }) => {
            let (heading, words) = (Message::check_mail_heading(), Message::check_mail_text());
            notice(&app, StatusCode::OK, heading, words, onward).await
        }
        Err(error) => Err(error.into()),
    }
}
