//! `/desk/mail`: the life of each mail, retrying and cancelling, and the addresses that get none; for
//! admins.

pub mod samples;
pub mod view;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::accounts::model::Staff;
use crate::accounts::web::Admin;
use crate::app::App;
use crate::config::{self, Transport};
use crate::desk::form::DeskForm;
use crate::desk::layout::{NavEntry, head};
use crate::desk::mails::view::{AddressRow, CauseRow, MailRow, MailsPage};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::DeliveryId;
use crate::mail::causes::Cause;
use crate::notify;
use crate::notify::model::{Delivery, Event, SameCause, State, Suppression};
use crate::notify::outbox;
use crate::web::error::Answer;
use crate::web::list::{self, Query};
use crate::web::page::{see_other, show};
use crate::web::view::{Problem, Site};

/// Mails on one page of the list.
const PAGE: list::Size = list::Size::fixed(50);

/// Suppressed addresses that are listed at most; the API has the rest.
const ADDRESSES: i64 = 100;

/// The list, its part, and the last action.
#[derive(Debug, Default, Deserialize)]
pub struct MailsQuery {
    state: Option<String>,
    after: Option<String>,
    done: Option<String>,
}

/// `GET /desk/mail`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    Query(query): Query<MailsQuery>,
) -> Answer {
    show_list(&app, &request, &staff, query, None).await
}

async fn show_list(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    query: MailsQuery,
    problem: Option<Problem>,
) -> Answer {
    let state = match query.state.as_deref() {
        None | Some("") => None,
        Some(name) => Some(State::parse(name).ok_or(Error::NotFound)?),
    };
    let before = list::after::<DeliveryId>(query.after.as_deref())?;
    let loaded = app.db.read(move |conn| {
        let mails = notify::list(conn, state, before, PAGE.query_limit())?;
        let addresses = notify::suppressions(conn, None, ADDRESSES)?;
        Ok((mails, addresses, outbox::causes(conn)?, outbox::summary(conn)?))
    });
    let (mails, addresses, causes, summary) = loaded.await?;
    let (mails, next) = PAGE.take_page(mails, |last| last.id);
    let config = app.settings();
    let site = Site::for_member(&config, staff.language);
    let tab = |of: Option<State>| {
        let href = match of {
            Some(state) => format!("/desk/mail?state={}", state.name()),
            None => "/desk/mail".to_owned(),
        };
        (of.map_or_else(Message::mails_all, label), href, of == state)
    };
    let next = next.map(|next| match state {
        Some(state) => format!("/desk/mail?state={}&after={next}", state.name()),
        None => format!("/desk/mail?after={next}"),
    });
    let done = match query.done.as_deref() {
        Some("retry") => Some(Message::mails_done_retry()),
        Some("cancel") => Some(Message::mails_done_cancel()),
        Some("lift") => Some(Message::mails_done_lift()),
        _ => None,
    };
    let fault = summary.fault.map(|fault| {
        let reason = site.words.say(&fault.cause().message()).into_owned();
        (site.words.minute(fault.since(), &config.site.timezone), reason)
    });
    let page = MailsPage {
        site: &site,
        staff: head(app, request, staff, NavEntry::Mails).await?,
        fault,
        unsent: unsent(&config.mail),
        causes: causes.into_iter().map(cause_row).collect(),
        tabs: std::iter::once(None).chain(State::ALL.map(Some)).map(tab).collect(),
        mails: mails.into_iter().map(mail_row).collect(),
        next,
        addresses: addresses.into_iter().map(address_row).collect(),
        done,
        errors: Vec::new(),
        problem,
    };
    let status = if page.problem.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    show(status, &page)
}

/// What becomes of mails where no mail server is set.
fn unsent(mail: &config::Mail) -> Option<Message> {
    match mail.transport {
        Transport::Smtp => None,
        Transport::File => Some(Message::mails_to_files(mail.folder.display().to_string())),
        Transport::Memory => Some(Message::mails_to_memory()),
    }
}

fn label(state: State) -> Message {
    match state {
        State::Waiting => Message::mails_waiting(),
        State::Sent => Message::mails_sent(),
        State::Cancelled => Message::mails_cancelled(),
        State::Suppressed => Message::mails_suppressed(),
        State::Dead => Message::mails_dead(),
    }
}

fn ended(state: State) -> bool {
    matches!(state, State::Dead | State::Suppressed)
}

fn cause_row(row: SameCause) -> CauseRow {
    CauseRow {
        state: row.state.name(),
        label: label(row.state),
        said: row.cause.as_ref().map(Cause::message),
        cause: row.cause.map(|cause| cause.to_string()),
        count: row.count,
        may_retry: ended(row.state),
    }
}

fn mail_row(row: Delivery) -> MailRow {
    MailRow {
        id: row.id.0,
        kind: match Event::parse(&row.event) {
            Some(event) => event.label(),
            None => Message::mail_kind_unknown(),
        },
        comment: row.comment_id.map(|id| id.0),
        recipient: row.account_name,
        state: label(row.state),
        attempts: row.attempts,
        cause: row.cause.as_ref().map(Cause::message),
        created: row.created_at.into(),
        // Most mails leave within the minute, which is then one time.
        finished: row
            .finished_at
            .filter(|at| at.seconds() / 60 != row.created_at.seconds() / 60)
            .map(Into::into),
        may_retry: ended(row.state),
        may_cancel: row.state == State::Waiting,
    }
}

fn address_row(row: Suppression) -> AddressRow {
    AddressRow {
        id: URL_SAFE_NO_PAD.encode(row.email_index),
        name: row.account_name,
        reason: row.cause.message(),
        since: row.created_at.into(),
    }
}

/// The form that sends all mails with one cause again.
#[derive(Debug, Deserialize)]
pub struct RetryForm {
    state: String,
    cause: Option<String>,
}

/// `POST /desk/mail/retry`: sends mails of one state and cause again, a thousand at once.
pub async fn retry_all(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    DeskForm(sent): DeskForm<RetryForm>,
) -> Answer {
    let state = State::parse(&sent.state).ok_or(Error::NotFound)?;
    let now = app.clock.now();
    let done =
        app.db.write(move |conn| outbox::retry_all(conn, state, sent.cause.as_deref(), now)).await;
    app.worker_wakeup.notify_one();
    after(&app, &request, &staff, done.map(drop), "retry").await
}

/// `POST /desk/mail/{id}/retry`.
pub async fn retry(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<DeliveryId>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let done = app.db.write(move |conn| notify::retry(conn, id, now)).await;
    app.worker_wakeup.notify_one();
    after(&app, &request, &staff, done.map(drop), "retry").await
}

/// `POST /desk/mail/{id}/cancel`.
pub async fn cancel(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<DeliveryId>,
) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let done = app.db.write(move |conn| outbox::cancel(conn, id, now)).await;
    after(&app, &request, &staff, done, "cancel").await
}

/// `POST /desk/mail/addresses/{id}/lift`.
pub async fn lift(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<String>,
) -> Answer {
    let index = URL_SAFE_NO_PAD.decode(id.as_bytes()).map_err(|_| Error::NotFound)?;
    let done = app.db.write(move |conn| notify::lift(conn, &index)).await;
    after(&app, &request, &staff, done, "lift").await
}

/// Back to the list, or the list with the reason why not.
async fn after(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    done: Result<()>,
    what: &str,
) -> Answer {
    match done {
        Ok(()) => {
            tracing::info!(by = %staff.id, what, "an admin changed the outbox");
            Ok::<HttpResponse, _>(see_other(&format!("/desk/mail?done={what}")))
        }
        Err(Error::Conflict { code, .. }) => {
            let problem = Problem::new(code, Message::mails_not_now());
            show_list(app, request, staff, MailsQuery::default(), Some(problem)).await
        }
        Err(error) => Err(error.into()),
    }
}
