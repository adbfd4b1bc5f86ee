//! Posting by the form.

use std::time::Duration;

use actix_web::{HttpRequest, web};
use askama::Template;
use serde::Deserialize;

use crate::accounts::web::Caller;
use crate::app::App;
use crate::articles::protection::{self, Unlocked};
use crate::clock::Time;
use crate::comments::draft::{RawDraft, is_ticked};
use crate::comments::form_token::{self, FormAge};
use crate::comments::posting::{self, Incoming, Submitted};
use crate::comments::reading;
use crate::comments::submission::Signals;
use crate::comments::view::{CommentForm, FormPage, ReplyTarget};
use crate::comments::web::browser::ReaderBrowser;
use crate::comments::web::rendering::{form_action, render, with_ads};
use crate::comments::web::{article as article_page, protected, public_article, sender};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, CommentId};
use crate::screening::facts::{self, Honeypot, Verification};
use crate::subscriptions::model::Notify;
use crate::web::error::{Answer, Failure};
use crate::web::extract::{Client, Form};
use crate::web::form_errors::FormErrors;
use crate::web::headers::set_retry_after;
use crate::web::page::{self, see_other};
use crate::web::view::Site;
use crate::{articles, vault};

/// How long rendering the page around a form that is shown again may take. A reader who has waited
/// for an unavailable storage should not wait for it twice.
const RENDER_DEADLINE: Duration = Duration::from_secs(3);

/// The fields of the form. Missing ones are empty; a browser sends them all.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct FormFields {
    text: String,
    name: String,
    email: String,
    website: String,
    parent_id: String,
    notify: String,
    consent: String,
    form_id: String,
    stamp: String,
    /// The hidden field that only programs fill in.
    homepage2: String,
}

/// `POST /articles/{id}/comments`: stores the comment and redirects to it, or shows the page again
/// with all input.
pub async fn submit(
    app: web::Data<App>,
    request: HttpRequest,
    id: web::Path<ArticleId>,
    client: Client,
    staff: Caller,
    browser: ReaderBrowser,
    Form(posted): Form<FormFields>,
) -> Answer {
    let (article, now) = (id.into_inner(), app.clock.now());
    let unlocked = protected::unlocked(&app, &request, article);
    match post(&app, article, client, (staff, browser, unlocked), &posted, now).await {
        Ok(submitted) => {
            let settings = app.settings().comments.clone();
            let place = match submitted.status.is_public() {
                true => app
                    .db
                    .read(move |conn| reading::location(conn, submitted.id, &settings))
                    .await
                    .ok(),
                false => None,
            };
            // The comment is stored even if its place is not found, because it was decided
            // meanwhile or the storage became unavailable.
            let location = match place {
                Some(place) => article_page::sees_own(&app, place, submitted.id),
                None => format!("/status/{}", form_token::status_token(&app.vault, submitted.id)),
            };
            Ok(see_other(&location))
        }
        Err(Error::NotFound) => Err(Error::NotFound.into()),
        Err(error) => show_again(&app, article, unlocked, &posted, error, now).await,
    }
}

async fn post(
    app: &App,
    article: ArticleId,
    client: Client,
    (staff, browser, unlocked): (Caller, ReaderBrowser, Option<Unlocked>),
    posted: &FormFields,
    now: Time,
) -> Result<Submitted> {
    let raw = RawDraft {
        text: posted.text.clone(),
        name: posted.name.clone(),
        email: posted.email.clone(),
        website: posted.website.clone(),
        parent_id: Some(posted.parent_id.clone()),
        notify: Some(posted.notify.clone()),
        consent: Some(posted.consent.clone()),
    };
    let oldest = app.settings().comments.max_form_age;
    let form =
        match form_token::age(&app.vault, article, &posted.form_id, &posted.stamp, now, oldest) {
            FormAge::Known(age) => facts::Form::Aged(age),
            FormAge::Unsigned => facts::Form::Unsigned,
            FormAge::Stale => {
                // That the article is closed matters more to the reader than an old form.
                let parent = raw.parent_id.as_deref();
                posting::check_article_and_parent(app, article, parent, unlocked, now).await?;
                let detail = Message::fault_stale_form();
                return Err(Error::invalid("form", "stale_form", detail));
            }
        };
    let honeypot = if posted.homepage2.is_empty() { Honeypot::Empty } else { Honeypot::Filled };
    // A form without an id counts as a new form.
    let form_id = if posted.form_id.is_empty() { vault::secret()? } else { posted.form_id.clone() };
    let (sender, verification) = (sender(staff), Verification::Unverified);
    let signals = Signals { form, honeypot, sender, verification, unlocked };
    let draft = posting::check(app, article, &raw, unlocked, now).await?;
    let address = client.address;
    let incoming = Incoming { draft, address, form_id, signals, browser: browser.0, key: None };
    posting::post(app, article, incoming, now).await
}

/// Shows the page again, with the status and the message of `error` and all input.
async fn show_again(
    app: &App,
    id: ArticleId,
    unlocked: Option<Unlocked>,
    posted: &FormFields,
    error: Error,
    now: Time,
) -> Answer {
    let stale = matches!(&error, Error::Invalid(faults) if faults.iter().any(|fault| fault.code == "stale_form"));
    let hidden = if stale {
        form_token::fresh_fields(&app.vault, id, now)?
    } else {
        form_token::fields(&posted.form_id, &posted.stamp)
    };
    let failure = Failure::from(error);
    if let Some(cause) = &failure.cause {
        tracing::error!(cause, "a comment could not be stored");
    }
    let FormErrors { status, errors, problem, retry_after } = FormErrors::of_any(&failure)
        .only_fields(&["text", "name", "email", "website", "notify", "consent"])
        .with_wait(|wait| Message::fault_wait(Message::duration(wait)));
    let form = CommentForm {
        hidden,
        text: posted.text.clone(),
        name: posted.name.clone(),
        email: posted.email.clone(),
        website: posted.website.clone(),
        notify: Notify::of_field(Some(&posted.notify)).ok().and_then(Notify::scope),
        consent: app.settings().comments.consent.clone(),
        consents: is_ticked(Some(&posted.consent)),
        errors,
        problem,
        ..CommentForm::default()
    };
    let html = match tokio::time::timeout(
        RENDER_DEADLINE,
        render_page_with_form(app, id, unlocked, posted, form.clone()),
    )
    .await
    {
        Ok(Ok(html)) => html,
        Ok(Err(Error::NotFound)) => return Err(Error::NotFound.into()),
        // The storage is unavailable, or the article is protected. The form alone needs no storage,
        // so the reader's text is not lost.
        Ok(Err(_)) | Err(_) => render_form_only(app, id, form)?,
    };
    let mut answer = with_ads(app, page::html(status, html));
    set_retry_after(answer.headers_mut(), retry_after);
    Ok(answer)
}

async fn render_page_with_form(
    app: &App,
    id: ArticleId,
    unlocked: Option<Unlocked>,
    posted: &FormFields,
    form: CommentForm,
) -> Result<String> {
    let config = app.settings();
    let parent = posted.parent_id.trim().parse::<CommentId>().ok();
    let (site, article, stories, thread, target) = app
        .db
        .read(move |conn| {
            let article = public_article(conn, id)?;
            if !protection::may_read(id, article.password_hash.as_deref(), unlocked) {
                return Err(Error::forbidden("protected", Message::fault_protected()));
            }
            let thread = reading::thread_page(conn, id, 1, &config.comments)?;
            let target = match parent {
                Some(parent) => reading::reply_target(conn, id, parent)?
                    .map(|name| ReplyTarget { id: parent.0, name }),
                None => None,
            };
            let stories = articles::related::read(conn, &article)?;
            Ok((articles::site(conn, &config)?, article, stories, thread, target))
        })
        .await?;
    render(app, &site, &article, stories, thread, CommentForm { reply_to: target, ..form })
}

fn render_form_only(app: &App, id: ArticleId, form: CommentForm) -> Result<String> {
    let site = Site::of(&app.settings());
    let form = CommentForm { action: form_action(id), path: "/".to_owned(), open: true, ..form };
    FormPage { site: &site, form }.render().map_err(Error::internal)
}
