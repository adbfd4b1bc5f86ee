//! Over HTTP: the article's page with its thread ([`article`]), the form ([`form`]) and the
//! readers' JSON ([`api`]), and what a browser keeps that has proven an address ([`browser`]). Here
//! is what both ways of posting share.

pub mod api;
pub mod article;
pub mod browser;
pub mod form;

use std::net::IpAddr;

use crate::accounts::web::Accompanied;
use crate::app::App;
use crate::articles;
use crate::articles::model::Article;
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::draft::{Draft, RawDraft};
use crate::comments::web::browser::Known;
use crate::comments::{self, Sender, Signals, Submission, Submitted, asking};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId};
use crate::screening::Proof;
use crate::screening::akismet::model::Opinion;
use crate::web::extract::Client;
use crate::web::idempotency::IdempotencyKey;

fn sender(Accompanied(by_staff): Accompanied) -> Sender {
    if by_staff { Sender::Staff } else { Sender::Reader }
}

/// How a comment came.
struct Came {
    client: Client,
    form_id: String,
    signals: Signals,
    browser: Known,
    key: Option<IdempotencyKey>,
}

/// What both ways of posting share: check, prepare, one transaction, drop what shows the thread.
async fn store(
    app: &App,
    article: ArticleId,
    raw: &RawDraft,
    came: &Came,
    now: Time,
) -> Result<Submitted> {
    let draft = match Draft::parse(raw) {
        Ok(draft) => draft,
        Err(faults) => {
            admit(app, article, raw.parent_id.as_deref(), now).await?;
            return Err(Error::Invalid(faults));
        }
    };
    let (form_id, address) = (&came.form_id, came.client.address);
    let proof = match came.browser {
        Known(Some(browser)) => {
            browser.proves(&app.vault, &app.vault.index(&draft.email.canonical()))
        }
        Known(None) => Proof::None,
    };
    let signals = Signals { proof, ..came.signals };
    let submission = Submission::new(&app.vault, article, draft, form_id, address, signals, now)?;
    let submission = submission.under(app.rules.current());
    let submission =
        if app.config.screening.filter { submission.scored(&app.filter) } else { submission };
    let rules = comments::Rules {
        comments: app.config.comments.clone(),
        open_days: app.config.articles.open_days,
    };
    let submission = match came.signals.sender {
        // What staff write need not be told to anyone.
        Sender::Staff => submission,
        Sender::Reader => {
            let rules = rules.clone();
            let is_worth = move |conn: &mut Connection, copy: &Submission, worst| {
                asking::is_worth_asking(conn, copy, &rules, worst, now)
            };
            ask(app, submission, Some(address), now, is_worth).await?
        }
    };
    let submitted = match &came.key {
        None => app.db.write(move |conn| comments::submit(conn, &submission, &rules, now)).await?,
        Some(key) => {
            let once = key.by(&app.vault, submission.sender());
            let work = move |conn: &mut Connection| {
                let submitted = comments::submit(conn, &submission, &rules, now)?;
                Ok((200, serde_json::to_value(submitted).map_err(Error::internal)?))
            };
            let outcome = app.db.write(move |conn| once.run(conn, now, &work)).await?;
            serde_json::from_value(outcome.body).map_err(Error::internal)?
        }
    };
    if submitted.status.is_public() {
        app.cache.drop(Scope::Article(article));
    }
    app.nudge.notify_one();
    Ok(submitted)
}

/// The comment with what Akismet makes of it, if it is switched on. `is_worth` finds out in a
/// transaction that only reads whether the worst that it could say would matter. This may take as
/// long as `akismet.deadline_ms`; no transaction waits meanwhile.
pub(crate) async fn ask(
    app: &App,
    submission: Submission,
    ip: Option<IpAddr>,
    now: Time,
    mut is_worth: impl FnMut(&mut Connection, &Submission, Opinion) -> Result<bool> + Send + 'static,
) -> Result<Submission> {
    let Some(akismet) = &app.akismet else { return Ok(submission) };
    let (copy, worst) = (submission.clone(), akismet.worst());
    if !app.db.read(move |conn| is_worth(conn, &copy, worst)).await? {
        return Ok(submission.not_asked(worst));
    }
    let opinion = akismet.ask(&submission.told(ip, now)).await;
    Ok(submission.thought_of(opinion))
}

/// Article open and parent approved, in this order before all else.
async fn admit(app: &App, article: ArticleId, parent: Option<&str>, now: Time) -> Result<()> {
    let parent = parent.and_then(|id| id.trim().parse().ok());
    let open_days = app.config.articles.open_days;
    app.db.read(move |conn| comments::admits(conn, article, parent, open_days, now)).await
}

fn public_article(conn: &mut Connection, id: ArticleId) -> Result<Article> {
    Some(articles::by_id(conn, id)?).filter(Article::is_public).ok_or(Error::NotFound)
}

/// What a reader can quote when asking about a comment.
pub(crate) fn reference(id: CommentId) -> String {
    format!("C-{id}")
}
