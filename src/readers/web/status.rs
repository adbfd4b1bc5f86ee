//! The private page of a comment, for its author: its status, editing, appeal, and confirming the
//! address. The holder of the secret link is treated as the author.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::accounts::web::csrf::check_origin;
use crate::app::App;
use crate::articles;
use crate::clock::Time;
use crate::comments::draft::CommentText;
use crate::comments::web::browser::{ReaderBrowser, removal_cookie};
use crate::comments::web::reference;
use crate::comments::{self, OwnComment, form_token};
use crate::config::Config;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Message, Words};
use crate::ids::CommentId;
use crate::notify::readers as mails;
use crate::readers;
use crate::readers::editing::{self, Editing, editing};
use crate::readers::private::{Private, RejectionReason, private};
use crate::readers::view::{AddressBox, AppealBox, EditBox, Outcome, StatusPage};
use crate::readers::web::mail_link;
use crate::reviews::model::{AppealText, State};
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::extract::{Form, refused_form};
use crate::web::form_errors::FormErrors;
use crate::web::headers::set_retry_after;
use crate::web::page::{self, see_other};
use crate::web::refused_form::RefusedForm;
use crate::web::view::{Problem, Site};

/// How long the page shows that a mail is on its way.
const JUST_SENT: std::time::Duration = std::time::Duration::from_secs(600);

/// `GET /status/{token}`: a comment and its status, for the reader who wrote it.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    browser: ReaderBrowser,
) -> Answer {
    let own = TokenComment::of(&app, &token)?;
    let done = Done::ALL.into_iter().find(|done| request.query_string() == done.query());
    let shown = Refused { done, ..Refused::default() };
    page(&app, &own, browser, StatusCode::OK, shown).await
}

/// What a form has done, where the page itself does not show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    Saved,
    Forgotten,
}

impl Done {
    const ALL: [Done; 2] = [Done::Saved, Done::Forgotten];

    fn query(self) -> &'static str {
        match self {
            Done::Saved => "done=saved",
            Done::Forgotten => "done=forgotten",
        }
    }

    /// The page after the form.
    fn page(self, own: &TokenComment) -> HttpResponse {
        see_other(&format!("{}?{}", own.path, self.query()))
    }

    fn message(self) -> Message {
        match self {
            Done::Saved => Message::change_saved(),
            Done::Forgotten => Message::browser_forgotten(),
        }
    }
}

/// The comment of a private page's token.
struct TokenComment {
    id: CommentId,
    path: String,
}

impl TokenComment {
    fn of(app: &App, token: &str) -> Result<TokenComment> {
        let id = form_token::status_comment(&app.vault, token).ok_or(Error::NotFound)?;
        Ok(TokenComment {
            id,
            path: format!("/status/{}", form_token::status_token(&app.vault, id)),
        })
    }
}

/// The input and the faults of a refused form, to show it again, or what the last form has done.
#[derive(Default)]
struct Refused {
    done: Option<Done>,
    text: Option<String>,
    appeal: String,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
    /// The form as it was sent.
    kept: Option<RefusedForm>,
}

/// The edit form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct EditSent {
    text: String,
    version: String,
}

/// `POST /status/{token}/edit`: changes the text, or holds the edit for review.
pub async fn edit(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    browser: ReaderBrowser,
    Form(sent): Form<EditSent>,
) -> Answer {
    let own = TokenComment::of(&app, &token)?;
    match apply_edit(&app, &request, &own, browser, &sent).await {
        Ok(()) => Ok(Done::Saved.page(&own)),
        Err(error) => {
            show_again(
                &app,
                &request,
                &own,
                browser,
                error,
                Refused { text: Some(sent.text), ..Refused::default() },
            )
            .await
        }
    }
}

async fn apply_edit(
    app: &App,
    request: &HttpRequest,
    own: &TokenComment,
    browser: ReaderBrowser,
    sent: &EditSent,
) -> Result<()> {
    check_origin(request, &app.config.server.base_url)?;
    let text = sent.text.clone();
    let text = web::block(move || CommentText::parse(&text)).await.map_err(Error::internal)?;
    let text = text.map_err(|fault| Error::Invalid(vec![fault.of("text")]))?;
    let version = sent.version.parse().unwrap_or_default();
    let changed = editing::submit(app, own.id, version, text, browser.0, app.clock.now()).await?;
    app.after_commit(changed);
    Ok(())
}

/// The form of the appeal.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct AppealSent {
    appeal: String,
}

/// `POST /status/{token}/appeal`: opens an appeal.
pub async fn appeal(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    browser: ReaderBrowser,
    Form(sent): Form<AppealSent>,
) -> Answer {
    let own = TokenComment::of(&app, &token)?;
    match open_appeal(&app, &request, &own, &sent).await {
        Ok(()) => Ok(see_other(&own.path)),
        Err(error) => {
            show_again(
                &app,
                &request,
                &own,
                browser,
                error,
                Refused { appeal: sent.appeal, ..Refused::default() },
            )
            .await
        }
    }
}

async fn open_appeal(
    app: &App,
    request: &HttpRequest,
    own: &TokenComment,
    sent: &AppealSent,
) -> Result<()> {
    check_origin(request, &app.config.server.base_url)?;
    let (id, now) = (own.id, app.clock.now());
    let text = AppealText::parse(&sent.appeal).map_err(|fault| Error::Invalid(vec![fault]))?;
    app.db.write(move |conn| readers::appeal(conn, id, &text, now)).await
}

/// The form that deletes the comment.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DeleteSent {
    sure: Option<String>,
}

/// `POST /status/{token}/delete`: deletes the comment on behalf of its author.
pub async fn delete(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    browser: ReaderBrowser,
    Form(sent): Form<DeleteSent>,
) -> Answer {
    let own = TokenComment::of(&app, &token)?;
    match delete_own(&app, &request, &own, &sent).await {
        Ok(()) => Ok(see_other(&own.path)),
        Err(error) => show_again(&app, &request, &own, browser, error, Refused::default()).await,
    }
}

async fn delete_own(
    app: &App,
    request: &HttpRequest,
    own: &TokenComment,
    sent: &DeleteSent,
) -> Result<()> {
    check_origin(request, &app.config.server.base_url)?;
    if sent.sure.is_none() {
        return Err(Error::invalid("sure", "required", Message::fault_erase_sure()));
    }
    let (id, now, window) = (own.id, app.clock.now(), app.settings().moderation.undo_window);
    let deleting = app.db.write(move |conn| readers::delete_own(conn, id, window, now));
    app.after_commit(deleting.await?);
    Ok(())
}

/// `POST /status/{token}/confirm`: mails a link to the comment's address.
pub async fn confirm(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    browser: ReaderBrowser,
) -> Answer {
    let own = TokenComment::of(&app, &token)?;
    match send_confirmation(&app, &request, &own).await {
        Ok(()) => Ok(see_other(&own.path)),
        Err(error) => show_again(&app, &request, &own, browser, error, Refused::default()).await,
    }
}

async fn send_confirmation(app: &App, request: &HttpRequest, own: &TokenComment) -> Result<()> {
    check_origin(request, &app.config.server.base_url)?;
    let id = own.id;
    let comment = app.db.read(move |conn| comments::own(conn, id)).await?;
    let reader = comment.reader.ok_or(Error::NotFound)?;
    mail_link(app, id, reader.id, app.clock.now()).await
}

/// `POST /status/{token}/forget`: removes the browser's cookie.
pub async fn forget(app: web::Data<App>, request: HttpRequest, token: web::Path<String>) -> Answer {
    let own = TokenComment::of(&app, &token)?;
    check_origin(&request, &app.config.server.base_url)?;
    let mut answer = Done::Forgotten.page(&own);
    answer.add_cookie(&removal_cookie(&app.config.server.base_url)).map_err(Error::internal)?;
    Ok(answer)
}

/// Shows the page again with the input and the faults.
async fn show_again(
    app: &App,
    request: &HttpRequest,
    own: &TokenComment,
    browser: ReaderBrowser,
    error: Error,
    input: Refused,
) -> Answer {
    let FormErrors { status, errors, problem, retry_after } = FormErrors::of(error)?;
    let kept = match check_origin(request, &app.config.server.base_url) {
        Ok(()) => refused_form(request).await,
        Err(_) => None,
    };
    let input = Refused { errors, problem, kept, ..input };
    let mut answer = page(app, own, browser, status, input).await?;
    set_retry_after(answer.headers_mut(), retry_after);
    Ok(answer)
}

fn outcome(status: Status) -> Outcome {
    match status {
        Status::Pending => Outcome::Held,
        Status::Approved => Outcome::Approved,
        // Spam is shown as rejected, so that spammers do not learn what to change.
        Status::Rejected | Status::Spam => Outcome::Rejected,
        Status::Deleted => Outcome::Deleted,
    }
}

fn appeal_box(outcome: Outcome, appeal: Option<State>) -> AppealBox {
    match (outcome, appeal) {
        (Outcome::Rejected, None) => AppealBox::Offered,
        (Outcome::Rejected, Some(State::Open)) => AppealBox::Open,
        (Outcome::Rejected, Some(_)) => AppealBox::Dismissed,
        _ => AppealBox::No,
    }
}

fn edit_box(editing: Editing) -> EditBox {
    match editing {
        Editing::UntilDecided => EditBox::UntilDecided,
        Editing::Until(until) => EditBox::Until(until.into()),
        Editing::TooLate => EditBox::TooLate,
        Editing::Rejected | Editing::Deleted => EditBox::No,
    }
}

/// How far the author's address is confirmed, to a browser that asked for the last link at `sent`.
fn address_box(
    app: &App,
    comment: &OwnComment,
    browser: ReaderBrowser,
    sent: Option<Time>,
) -> AddressBox {
    match &comment.reader {
        None => AddressBox::Gone,
        Some(reader) if browser.has_verified(&app.vault, &reader.email_index) => {
            AddressBox::Confirmed
        }
        Some(_) if sent.is_some_and(|sent| app.clock.now().since(sent) < JUST_SENT) => {
            AddressBox::Sent
        }
        Some(_) => AddressBox::NotConfirmed,
    }
}

/// Why the comment was rejected, in the words of the page. A ban is not explained.
fn rejection(app: &App, words: &Words, reason: Option<RejectionReason>) -> Option<String> {
    match reason? {
        RejectionReason::Rule(words) => Some(words),
        RejectionReason::Ban => None,
        RejectionReason::Staff(reason) => {
            let sentence = app.settings().reasons.sentence(reason);
            Some(words.say(&sentence).into_owned())
        }
    }
}

/// The data of the page.
struct Loaded {
    site: Site,
    private: Private,
    /// When the last mail with a link was requested for this comment.
    link_requested_at: Option<Time>,
    /// Whether the reader gets a mail about the comment.
    mail_follows: bool,
}

fn load(conn: &mut Connection, config: &Config, id: CommentId) -> Result<Loaded> {
    let private = private(conn, id)?;
    let (link_requested_at, mail_follows) = match &private.comment.reader {
        Some(reader) => {
            (mails::last_link_request(conn, id)?, mails::gets_mail(conn, reader.id, id)?)
        }
        None => (None, false),
    };
    Ok(Loaded { site: articles::site(conn, config)?, private, link_requested_at, mail_follows })
}

/// Renders the page.
async fn page(
    app: &App,
    own: &TokenComment,
    browser: ReaderBrowser,
    status: StatusCode,
    refused: Refused,
) -> Answer {
    let (id, config, now) = (own.id, app.settings(), app.clock.now());
    let loaded = app.db.read(move |conn| load(conn, &config, id)).await?;
    let Loaded { site, private, link_requested_at, mail_follows } = loaded;
    let Private {
        comment,
        reason,
        refused_by_staff,
        to_author,
        revision,
        revision_refused,
        appeal,
    } = private;
    let outcome = outcome(comment.status);
    let window = app.settings().comments.edit_window;
    let editing = edit_box(editing(comment.status, comment.created_at, window, now));
    let address = address_box(app, &comment, browser, link_requested_at);
    let (waiting_text, waiting) = revision.unzip();
    let appealing = appeal_box(outcome, appeal);
    // Where the form is still offered, the words are in it.
    let is_offered = match refused.text {
        Some(_) => matches!(editing, EditBox::UntilDecided | EditBox::Until(_)),
        None => appealing == AppealBox::Offered,
    };
    let banned = matches!(reason, Some(RejectionReason::Ban));
    let view = StatusPage {
        site: &site,
        path: own.path.clone(),
        outcome,
        reference: reference(id),
        posted: comment.created_at.into(),
        html: comment.html,
        article_title: comment.article_title,
        article_href: articles::path::href(&comment.article_path),
        comment_href: (outcome == Outcome::Approved).then(|| format!("/comments/{id}")),
        mail_follows,
        reason: rejection(app, &site.words, reason),
        banned,
        refused_by_staff,
        // A change that waits for a moderator has its own words on the page.
        done: refused
            .done
            .filter(|done| *done != Done::Saved || waiting.is_none())
            .map(Done::message),
        to_author,
        waiting,
        change_refused: revision_refused && outcome == Outcome::Approved,
        editing,
        window: (!window.is_zero()).then(|| Message::duration(window)),
        version: comment.version,
        text: refused.text.or(waiting_text).unwrap_or(comment.text),
        may_delete: outcome != Outcome::Deleted,
        appealing,
        appeal: refused.appeal,
        address,
        errors: refused.errors,
        problem: refused.problem,
        kept: refused.kept.filter(|_| !is_offered),
    };
    Ok(page::html(status, view.render().map_err(Error::internal)?))
}
