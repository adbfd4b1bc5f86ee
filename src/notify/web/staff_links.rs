//! The pages of links in mails to staff. GET and HEAD change nothing, because scanners and previews
//! open links; POST acts, once.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::accounts;
use crate::accounts::web::csrf::check_origin;
use crate::app::App;
use crate::config::Config;
use crate::config::reasons::ReasonCode;
use crate::error::{Error, FieldError, Result, optional};
use crate::i18n::{self, Message, Words};
use crate::moderation::model::LogEntry;
use crate::moderation::request::{DecisionRequest, RawDecision};
use crate::notify::acting::{self, Dead, Seen};
use crate::notify::preferences;
use crate::notify::staff_links::{Act, Purpose, StaffLink};
use crate::notify::topics::Topic;
use crate::notify::view::{ActPage, CommentShown, DeadLinkPage, StopPage};
use crate::web::error::{Answer, Failure};
use crate::web::extract::Form;
use crate::web::page::{self, see_other};
use crate::web::view::Site;

/// The form of a link. Mail programs send a field of their own.
#[derive(Debug, Default, Deserialize)]
pub struct LinkForm {
    /// Why a comment is rejected.
    #[serde(default)]
    reason: String,
}

/// `GET /mail/s.…`: what the link does, with a button for it.
pub async fn show(app: web::Data<App>, token: web::Path<String>) -> Answer {
    let link = StaffLink::read(&app.vault, &token).ok_or(Error::NotFound)?;
    match link.purpose {
        Purpose::Stop(_) if link.has_expired(app.clock.now()) => {
            dead(&app, Message::link_expired_text())
        }
        Purpose::Stop(topic) => stop_page(&app, &link, topic, &token, Stop::Offered).await,
        Purpose::Act { .. } => {
            let now = app.clock.now();
            let seen = app.db.read(move |conn| acting::find(conn, &link, now)).await?;
            act_page(&app, &token, seen, Vec::new())
        }
    }
}

/// `POST /mail/s.…`: acts. Mail programs send the one-click request of RFC 8058 for links that end a
/// topic, so these need neither a login nor this site's own form.
pub async fn act(
    app: web::Data<App>,
    request: HttpRequest,
    token: web::Path<String>,
    form: Result<Form<LinkForm>, Failure>,
) -> Answer {
    let link = StaffLink::read(&app.vault, &token).ok_or(Error::NotFound)?;
    match link.purpose {
        Purpose::Stop(_) if link.has_expired(app.clock.now()) => {
            dead(&app, Message::link_expired_text())
        }
        Purpose::Stop(topic) => {
            let account = link.account;
            app.db.write(move |conn| preferences::stop(conn, account, topic)).await?;
            tracing::info!(%account, topic = topic.name(), "mails about a topic were switched off");
            stop_page(&app, &link, topic, &token, Stop::Done).await
        }
        Purpose::Act { act, comment, version } => {
            check_origin(&request, &app.config.server.base_url)?;
            let (now, Form(sent)) = (app.clock.now(), form?);
            let raw = RawDecision {
                // The act decides; this only has to be a decision with a reason.
                decision: "reject".to_owned(),
                version: Some(version),
                reason: sent.reason,
                ..RawDecision::default()
            };
            let request = match DecisionRequest::parse(&raw) {
                Ok(request) => request.within(app.settings().moderation.undo_window),
                Err(Error::Invalid(faults)) => {
                    let seen = app.db.read(move |conn| acting::find(conn, &link, now)).await?;
                    return act_page(&app, &token, seen, faults);
                }
                Err(error) => return Err(error.into()),
            };
            let parts = app.clone();
            let done = app
                .db
                .write(move |conn| acting::act(conn, &parts.vault, &link, &request, now))
                .await;
            match done {
                Ok((changed, undo)) => {
                    app.after_commit(changed.changed);
                    tracing::info!(%comment, by = %link.account, act = act.name(), "a link in a mail acted");
                    match act {
                        Act::Undo => {
                            let seen =
                                app.db.read(move |conn| acting::find(conn, &undo, now)).await?;
                            undone_page(&app, seen)
                        }
                        _ => Ok(see_other(&format!("/mail/{}", undo.token(&app.vault)))),
                    }
                }
                Err(Error::Conflict { .. } | Error::Forbidden { .. }) => {
                    let seen = app.db.read(move |conn| acting::find(conn, &link, now)).await?;
                    let dead = seen.dead.or(Some(Dead::Decided));
                    act_page(&app, &token, Seen { dead, ..seen }, Vec::new())
                }
                Err(error) => Err(error.into()),
            }
        }
    }
}

/// The comment, its state, and the button, or why there is none.
fn act_page(app: &App, token: &str, seen: Seen, errors: Vec<FieldError>) -> Answer {
    let button = match seen.act {
        Act::Approve => Message::decide_approve(),
        Act::Reject => Message::decide_reject(),
        Act::Spam => Message::decide_spam(),
        Act::Delete => Message::decide_delete(),
        Act::Ban => Message::act_ban(),
        Act::Undo => Message::undo(),
    };
    let (status, heading, button) = match seen.dead {
        Some(Dead::Expired) => return dead(app, Message::link_expired_text()),
        // The person who opens it may not be a member any more.
        Some(Dead::NotEntitled) => return dead(app, Message::act_not_entitled()),
        Some(Dead::Decided) => (StatusCode::CONFLICT, Message::act_dead_heading(), None),
        None => {
            let heading = match seen.act {
                Act::Approve => Message::act_approve_heading(),
                Act::Reject => Message::act_reject_heading(),
                Act::Spam => Message::act_spam_heading(),
                Act::Delete => Message::act_delete_heading(),
                Act::Ban => Message::act_ban_heading(),
                Act::Undo => Message::act_undo_heading(),
            };
            let status = match errors.is_empty() {
                true => StatusCode::OK,
                false => StatusCode::UNPROCESSABLE_ENTITY,
            };
            (status, heading, Some((format!("/mail/{token}"), button)))
        }
    };
    page_of(app, status, heading, seen, button, errors)
}

/// The page after an act was taken back.
fn undone_page(app: &App, seen: Seen) -> Answer {
    page_of(app, StatusCode::OK, Message::act_undone_heading(), seen, None, Vec::new())
}

fn page_of(
    app: &App,
    status: StatusCode,
    heading: Message,
    seen: Seen,
    button: Option<(String, Message)>,
    errors: Vec<FieldError>,
) -> Answer {
    let config = app.settings();
    let site = Site::for_member(&config, seen.staff.language);
    let Seen { staff, act, context, .. } = seen;
    let item = context.item;
    let last = context.log.iter().rfind(|line| line.version.is_some());
    let asks_reason = button.is_some() && matches!(act, Act::Reject | Act::Ban);
    let view = ActPage {
        site: &site,
        heading,
        member: staff.name,
        comment: CommentShown {
            id: item.id.0,
            name: item.name,
            html: item.html,
            article: item.article.title,
            path: item.article.path,
            posted: item.created_at.into(),
            reasons: item
                .reasons
                .iter()
                .map(|reason| site.words.say(&reason.sentence()).into_owned())
                .collect(),
            status: item.status.word(),
        },
        parent: context.parent.map(|parent| (parent.name, parent.html)),
        last: last.map(|line| {
            (who(&site.words, line), site.words.minute(line.at, &config.site.timezone))
        }),
        button,
        reasons: if asks_reason { reasons(&config) } else { Vec::new() },
        ban_stays: act == Act::Ban,
        errors,
        problem: None,
    };
    Ok(html(status, &view)?)
}

/// The name of the writer of a line of the log.
fn who(words: &Words, line: &LogEntry) -> String {
    match &line.by {
        None => words.act_by_screening().into_owned(),
        Some(actor) => match &actor.name {
            Some(name) => name.clone(),
            None => words.colleague_former().into_owned(),
        },
    }
}

/// The reasons with the sentences that authors read, in the site's language.
fn reasons(config: &Config) -> Vec<(&'static str, String)> {
    let words = Words::of(i18n::translated(&config.site.language));
    let choice = |reason: ReasonCode| {
        (reason.name(), words.say(&config.reasons.sentence(reason)).into_owned())
    };
    ReasonCode::ALL.into_iter().map(choice).collect()
}

/// How far ending the mails about a topic is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Offered,
    Done,
}

async fn stop_page(app: &App, link: &StaffLink, topic: Topic, token: &str, stop: Stop) -> Answer {
    let account = link.account;
    let member = optional(app.db.read(move |conn| accounts::find(conn, account)).await)?;
    let member = member.ok_or(Error::NotFound)?;
    let site = Site::for_member(&app.settings(), member.language());
    let page = StopPage {
        site: &site,
        topic: topic.label(),
        name: member.name,
        action: format!("/mail/{token}"),
        done: stop == Stop::Done,
    };
    Ok(html(StatusCode::OK, &page)?)
}

/// The page that says why a link cannot be used.
fn dead(app: &App, words: Message) -> Answer {
    let site = Site::of(&app.settings());
    Ok(html(StatusCode::CONFLICT, &DeadLinkPage { site: &site, words })?)
}

fn html(status: StatusCode, page: &impl Template) -> Result<HttpResponse> {
    Ok(page::html(status, page.render().map_err(Error::internal)?))
}
