//! The forms of the open comment that change it: a decision, its undo, and an edit.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;
use serde_json::json;

use crate::accounts::model::Staff;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::clock::Time;
use crate::db::Connection;
use crate::desk::form::{DeskForm, version};
use crate::desk::item::pane::Feedback;
use crate::desk::queue;
use crate::desk::queue::query::ListQuery;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId};
use crate::moderation;
use crate::moderation::batches::{self, BatchDecision, Selection};
use crate::moderation::model::Item;
use crate::moderation::model::list::Filter;
use crate::moderation::request::{DecisionRequest, RawDecision};
use crate::moderation::web::{change, read_decision, render_text};
use crate::status::Status;
use crate::web::error::{Answer, Failure};
use crate::web::extract::refused_form;
use crate::web::form_errors::FormErrors;
use crate::web::idempotency::{IdempotencyKey, Once};
use crate::web::page::see_other;

/// The form of `POST /desk/comments/{id}/decisions`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionForm {
    version: String,
    /// `approve`, or with its reason `reject:off_topic`.
    decision: String,
    reason: String,
    /// A message to the author.
    to_author: String,
    note: String,
    /// A reply that is published with the approval.
    reply: String,
    /// `on`: pending near-duplicates get the same decision.
    group: String,
    /// The list from which the comment was opened.
    back: String,
}

/// `POST /desk/comments/{id}/decisions`: decides, and redirects to the next comment of the list.
pub async fn decide(
    app: web::Data<App>,
    request: HttpRequest,
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    form: DeskForm<DecisionForm>,
) -> Answer {
    let (Moderator(staff), id, DeskForm(sent)) = (moderator, *id, form);
    let now = app.clock.now();
    let list = ListQuery::read(&sent.back);
    let (decision, reason) =
        sent.decision.split_once(':').unwrap_or((&sent.decision, &sent.reason));
    let raw = RawDecision {
        decision: decision.to_owned(),
        version: sent.version.trim().parse().ok(),
        reason: reason.to_owned(),
        to_author: sent.to_author.clone(),
        note: sent.note.clone(),
        reply: (!sent.reply.trim().is_empty()).then(|| sent.reply.clone()),
    };
    let decided = match read_decision(&app, raw).await {
        Ok(request) => {
            let (decision, actor) = (request.decision, staff.id);
            let group = sent.group == "on";
            let work = move |conn: &mut _| {
                let done = moderation::decide(conn, id, &request, actor, now)?;
                if group {
                    decide_near_duplicates(conn, id, &request, actor, now)?;
                }
                Ok(done)
            };
            change(&app, id, key.by_staff(&app.vault, staff.id), now, work)
                .await
                .map(|item| (decision, item))
        }
        Err(error) => Err(error),
    };
    match decided {
        Ok((decision, item)) => match for_script(&request, state_of(&item)) {
            Some(answer) => Ok(answer),
            None => redirect_to_next(&app, &staff, &list, id, decision.name()).await,
        },
        Err(error) => {
            let DecisionForm { note, to_author, reply, .. } = sent;
            let feedback = Feedback { note, to_author, reply, ..Feedback::default() };
            show_again(&app, &request, &staff, id, list, error, feedback).await
        }
    }
}

/// Begins a batch that makes the same decision about the pending near-duplicates of a comment.
fn decide_near_duplicates(
    conn: &mut Connection,
    id: CommentId,
    request: &DecisionRequest,
    actor: AccountId,
    now: Time,
) -> Result<()> {
    let Some(group) = moderation::item(conn, id)?.group_id else { return Ok(()) };
    let waiting = Filter { status: Some(Status::Pending), group: Some(group), ..Filter::default() };
    let decision = BatchDecision {
        decision: request.decision,
        reason: request.reason,
        to_author: request.to_author.clone(),
        note: request.note.clone(),
    };
    batches::begin(conn, &Selection::Filter(Box::new(waiting)), &decision, None, actor, now)
        .map(|_| ())
}

/// The state of a comment, for the script.
fn state_of(item: &Item) -> serde_json::Value {
    json!({ "id": item.id, "status": item.status, "version": item.version })
}

/// Redirects to the comment after `id` in its list, with the notice `done`.
async fn redirect_to_next(
    app: &App,
    staff: &Staff,
    list: &ListQuery,
    id: CommentId,
    done: &str,
) -> Answer {
    let listing = list
        .listing(&app.vault, &app.settings().site.timezone, staff.id, app.clock.now())
        .map_err(Error::Invalid)?;
    let next =
        app.db.read(move |conn| moderation::next(conn, &listing.filter, listing.order, id)).await?;
    let (id, next) = (id.to_string(), next.map(|next| next.to_string()));
    let mut more = vec![("done", done), ("was", id.as_str())];
    if let Some(next) = &next {
        more.push(("open", next));
    }
    Ok(see_other(&list.with(&more)))
}

/// The form of `POST /desk/comments/{id}/undo`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UndoForm {
    version: String,
    back: String,
}

/// `POST /desk/comments/{id}/undo`: undoes the last decision and shows the comment.
pub async fn undo(
    app: web::Data<App>,
    request: HttpRequest,
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    form: DeskForm<UndoForm>,
) -> Answer {
    let (Moderator(staff), id, DeskForm(sent)) = (moderator, *id, form);
    let (now, actor) = (app.clock.now(), staff.id);
    let list = ListQuery::read(&sent.back);
    let undone = match version(&sent.version) {
        Ok(version) => {
            let work = move |conn: &mut _| moderation::undo(conn, id, version, actor, now);
            change(&app, id, key.by_staff(&app.vault, actor), now, work).await
        }
        Err(error) => Err(error),
    };
    match undone {
        Ok(item) => {
            Ok(for_script(&request, state_of(&item)).unwrap_or_else(|| back_to(&list, id, "undo")))
        }
        Err(error) => {
            show_again(&app, &request, &staff, id, list, error, Feedback::default()).await
        }
    }
}

/// The form for a new text.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EditForm {
    version: String,
    text: String,
    back: String,
}

/// `POST /desk/comments/{id}/edit`: replaces the comment's text and shows the comment.
pub async fn edit(
    app: web::Data<App>,
    request: HttpRequest,
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    form: DeskForm<EditForm>,
) -> Answer {
    let (Moderator(staff), id, DeskForm(sent)) = (moderator, *id, form);
    let list = ListQuery::read(&sent.back);
    match save(&app, &staff, id, key.by_staff(&app.vault, staff.id), &sent).await {
        Ok(_) => Ok(back_to(&list, id, "edit")),
        Err(error) => {
            let feedback = Feedback { text: Some(sent.text), ..Feedback::default() };
            show_again(&app, &request, &staff, id, list, error, feedback).await
        }
    }
}

async fn save(
    app: &App,
    staff: &Staff,
    id: CommentId,
    once: Once,
    sent: &EditForm,
) -> Result<Item> {
    let (now, actor) = (app.clock.now(), staff.id);
    let rewrite = render_text(sent.text.clone(), Some(version(&sent.version)?)).await?;
    let work = move |conn: &mut _| moderation::edit(conn, id, &rewrite, actor, now);
    change(app, id, once, now, work).await
}

/// Redirects to the comment, which stays open, with the notice `done`.
pub fn back_to(list: &ListQuery, id: CommentId, done: &str) -> HttpResponse {
    see_other(&list.with(&[("done", done), ("open", &id.to_string())]))
}

/// Shows the comment again after a refused form, with the input and the errors. The script gets the
/// problem as JSON.
pub async fn show_again(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    id: CommentId,
    list: ListQuery,
    error: Error,
    feedback: Feedback,
) -> Answer {
    let failure = Failure::from(error);
    if for_script(request, json!({})).is_some() {
        return Err(failure);
    }
    let FormErrors { status, errors, problem, .. } = FormErrors::of(failure)?;
    let kept = refused_form(request).await;
    let feedback = Feedback { status, errors, problem, kept, ..feedback };
    queue::show_open(app, request, staff, list, id, feedback).await
}

/// JSON instead of a page if the request accepts JSON: the desk's script sends such requests.
fn for_script(request: &HttpRequest, body: serde_json::Value) -> Option<HttpResponse> {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept
        .is_some_and(|accept| accept.starts_with("application/json"))
        .then(|| HttpResponse::Ok().json(body))
}
