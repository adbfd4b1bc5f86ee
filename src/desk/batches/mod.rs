//! Batches: a decision about the ticked comments, or about all matches of a filter after their count was
//! shown; and the page with the progress of a batch, which can undo it.

pub mod view;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use crate::accounts::model::Staff;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::clock::TimeFormat;
use crate::config::reasons::ReasonCode;
use crate::desk::batches::view::{BatchPage, NewBatchPage};
use crate::desk::form::DeskForm;
use crate::desk::layout::{NavEntry, head};
use crate::desk::queue::query::ListQuery;
use crate::desk::request::parameter;
use crate::desk::words::{colleague, decision_word, reasons};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{BatchId, CommentId};
use crate::moderation::batches::{self, BatchDecision, Selection};
use crate::moderation::model::batch::{Batch, BatchState};
use crate::moderation::request;
use crate::status::Status;
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::page::{see_other, show};
use crate::web::view::{Problem, Site};

/// The most comments that can be ticked.
const MOST_IDS: usize = 1_000;

/// `GET /desk/batches/new?…`: the number of matches of a filter, and the form that decides about them.
pub async fn new(app: web::Data<App>, request: HttpRequest, Moderator(staff): Moderator) -> Answer {
    let list = ListQuery::read(request.query_string());
    show_new(&app, &request, &staff, &list, &[], FormErrors::default()).await
}

/// Renders the form with the values that were entered.
async fn show_new(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    list: &ListQuery,
    sent: &[(String, String)],
    errors: FormErrors,
) -> Answer {
    let FormErrors { status, errors, problem, .. } = errors;
    let written = |name| field(sent, name).to_owned();
    let meant = Selection::Filter(Box::new(
        list.filter()
            .read(
                TimeFormat::Local(&app.settings().site.timezone),
                &app.vault,
                staff.id,
                app.clock.now(),
            )?
            .0,
    ));
    let count = app.db.read(move |conn| batches::preview(conn, &meant)).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let staff = head(app, request, staff, NavEntry::Comments).await?;
    let view = NewBatchPage {
        site: &site,
        staff,
        count,
        query: list.text(),
        list_href: list.href(),
        status: list.status().map(Status::name),
        rejections: reasons(&app.settings(), &site.words),
        chosen: written("reason"),
        to_author: written("to_author"),
        note: written("note"),
        errors,
        problem,
    };
    show(status, &view)
}

/// `POST /desk/batches`: begins a batch and leads to its page. `ids` for each comment, or
/// `expected` for every match of the list in `back`.
pub async fn begin(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    form: DeskForm<Vec<(String, String)>>,
) -> Answer {
    let DeskForm(fields) = form;
    let list = ListQuery::read(field(&fields, "back"));
    let by_filter = !field(&fields, "expected").is_empty();
    let begun = match read(&app, &staff, &fields, &list) {
        Ok((meant, decision, expected)) => {
            let (actor, now) = (staff.id, app.clock.now());
            app.db
                .write(move |conn| batches::begin(conn, &meant, &decision, expected, actor, now))
                .await
        }
        Err(error) => Err(error),
    };
    match begun {
        Ok(batch) => {
            app.worker_wakeup.notify_one();
            let back: String =
                url::form_urlencoded::byte_serialize(list.text().as_bytes()).collect();
            Ok(see_other(&format!("/desk/batches/{}?back={back}", batch.id)))
        }
        Err(error) if by_filter => {
            show_new(&app, &request, &staff, &list, &fields, FormErrors::of(error)?).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The first field called `name`; empty if there is none.
fn field<'a>(fields: &'a [(String, String)], name: &str) -> &'a str {
    fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
}

fn read(
    app: &App,
    staff: &Staff,
    fields: &[(String, String)],
    list: &ListQuery,
) -> Result<(Selection, BatchDecision, Option<i64>)> {
    let field = |name| field(fields, name);
    let fault = |fault: FieldError| Error::Invalid(vec![fault]);
    let (decision, reason) =
        field("decision").split_once(':').unwrap_or((field("decision"), field("reason")));
    let decision = BatchDecision {
        decision: request::decision(decision).map_err(fault)?,
        reason: request::reason(reason).map_err(fault)?,
        to_author: request::to_author(field("to_author")).map_err(fault)?,
        note: request::note(field("note")).map_err(fault)?,
    };
    if !field("expected").is_empty() {
        let expected = field("expected")
            .parse()
            .map_err(|_| Error::invalid("expected", "required", Message::fault_count_again()))?;
        let (filter, _) = list.filter().read(
            TimeFormat::Local(&app.settings().site.timezone),
            &app.vault,
            staff.id,
            app.clock.now(),
        )?;
        return Ok((Selection::Filter(Box::new(filter)), decision, Some(expected)));
    }
    let ids: Vec<CommentId> = fields
        .iter()
        .filter(|(name, _)| name == "ids")
        .filter_map(|(_, value)| value.parse().ok())
        .collect();
    if ids.is_empty() || ids.len() > MOST_IDS {
        return Err(Error::invalid("ids", "required", Message::fault_tick_comments(MOST_IDS)));
    }
    Ok((Selection::Ids(ids), decision, None))
}

/// `GET /desk/batches/{id}`: the progress of a batch.
pub async fn batch(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<BatchId>,
) -> Answer {
    let id = *id;
    let batch = app.db.read(move |conn| batches::show(conn, id)).await?;
    show_batch(&app, &request, &staff, batch, StatusCode::OK, None).await
}

async fn show_batch(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    batch: Batch,
    status: StatusCode,
    problem: Option<Problem>,
) -> Answer {
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let staff = head(app, request, staff, NavEntry::Comments).await?;
    let back = ListQuery::read(&parameter(request, "back").unwrap_or_default());
    let view = BatchPage {
        site: &site,
        staff,
        id: batch.id.0,
        number: batch.id.to_string(),
        what: match batch.undoes {
            None => decision_word(words, batch.decision).into_owned(),
            Some(undone) => words.batch_undo_of(undone.to_string()).into_owned(),
        },
        reason: batch.reason.map(ReasonCode::label),
        who: colleague(words, batch.by.as_ref()),
        at: batch.created_at.into(),
        total: batch.total,
        done: batch.done,
        skipped: batch.skipped,
        running: matches!(batch.state, BatchState::Waiting | BatchState::Running),
        failed: batch.last_error.filter(|_| batch.state == BatchState::Failed),
        can_undo: batch.state == BatchState::Done
            && batch.undoes.is_none()
            && batch.undone_by.is_none()
            && batch.done > 0,
        undone_by: batch.undone_by.map(|by| by.0),
        back: back.text(),
        list_href: back.href(),
        errors: Vec::new(),
        problem,
    };
    show(status, &view)
}

/// `POST /desk/batches/{id}/undo`: begins a batch that undoes this one.
pub async fn undo(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<BatchId>,
) -> Answer {
    let (id, actor, now) = (*id, staff.id, app.clock.now());
    match app.db.write(move |conn| batches::undo(conn, id, actor, now)).await {
        Ok(batch) => {
            app.worker_wakeup.notify_one();
            Ok(see_other(&format!("/desk/batches/{}", batch.id)))
        }
        Err(error) => {
            let FormErrors { status, problem, .. } = FormErrors::of(error)?;
            let batch = app.db.read(move |conn| batches::show(conn, id)).await?;
            show_batch(&app, &request, &staff, batch, status, problem).await
        }
    }
}
