//! `/desk/imports`, for admins: files of another system are uploaded, the plan is shown, and then they are imported
//! by a job. Imports, also those of the command line, are listed and undone here.

pub mod view;

use std::collections::BTreeMap;

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpMessage as _, HttpRequest, web};
use serde::Deserialize;
use url::form_urlencoded;

use crate::accounts::model::Staff;
use crate::accounts::web::{Admin, Uploader};
use crate::app::App;
use crate::articles::model::Status as ArticleStatus;
use crate::desk::articles::status_name;
use crate::desk::form::Feedback;
use crate::desk::imports::view::{
    ImportDraft, ImportRow, ImportsPage, PagesView, ReasonView, RemarksView, ReportView,
    UploadPage, UploadRow,
};
use crate::desk::layout::{NavEntry, head};
use crate::desk::words::status_word;
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Message, Words};
use crate::ids::{ImportId, ImportUploadId};
use crate::imports::model::UploadState;
use crate::imports::report::{Found, Remark, Report, by_reason};
use crate::imports::uploaded::{self, Arriving, Choices, GIGABYTE, MOST_BYTES, StoredFile, Upload};
use crate::imports::{self, System};
use crate::mentions;
use crate::status::Status;
use crate::web::error::{Answer, Failure};
use crate::web::extract;
use crate::web::form_errors::FormErrors;
use crate::web::list::Query;
use crate::web::multipart::Parts;
use crate::web::page::{see_other, show};
use crate::web::refused_form::RefusedForm;
use crate::web::view::Site;

/// The longest field of the form that is no file.
const FIELD: usize = 256 * 1024;

/// Examples of each reason in a report.
const EXAMPLES: usize = 3;

/// Lines of the list of pages in a report.
const LINES: usize = 100;

/// The last action.
#[derive(Debug, Default, Deserialize)]
pub struct ImportsQuery {
    done: Option<String>,
}

/// `GET /desk/imports`.
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    Query(query): Query<ImportsQuery>,
) -> Answer {
    let done = match query.done.as_deref() {
        Some("undo") => Some(Message::import_notice_undo()),
        Some("discarded") => Some(Message::import_notice_discarded()),
        _ => None,
    };
    show_list(&app, &request, &staff, ImportDraft::default(), done, Feedback::default()).await
}

async fn show_list(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    form: ImportDraft,
    done: Option<Message>,
    feedback: Feedback,
) -> Answer {
    let uploads = app.db.read(uploaded::newest).await?;
    let mut all = imports::list(app).await?;
    all.reverse();
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let view = ImportsPage {
        staff: head(app, request, staff, NavEntry::Imports).await?,
        uploads: uploads
            .into_iter()
            .map(|upload| UploadRow {
                id: upload.id.0,
                system: name_of(&upload.system),
                files: names(&upload.files),
                state: state_of(upload.state),
                at: upload.created_at.into(),
            })
            .collect(),
        imports: all
            .into_iter()
            .map(|import| ImportRow {
                number: import.id.to_string(),
                system: name_of(&import.system),
                site: import.site,
                state: match import.state {
                    "done" => Message::import_state_done(),
                    "undone" if import.is_left => Message::import_state_left(),
                    "undone" => Message::import_state_undone(),
                    _ => Message::import_state_running(),
                },
                at: import.created_at.into(),
                made: counts(&import.made, words),
                can_undo: import.state != "undone" || import.is_left,
            })
            .collect(),
        systems: System::ALL.map(|system| (system.name(), system.title())).to_vec(),
        gigabytes: MOST_BYTES / GIGABYTE,
        form,
        done,
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(feedback.status, &view)
}

fn name_of(system: &str) -> String {
    System::parse(system).map_or_else(|| system.to_owned(), |system| system.title().to_owned())
}

fn names(files: &[StoredFile]) -> String {
    files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn state_of(state: UploadState) -> Message {
    match state {
        UploadState::Waiting => Message::import_state_waiting(),
        UploadState::Planned => Message::import_state_planned(),
        UploadState::Applying => Message::import_state_applying(),
        UploadState::Done => Message::import_state_done(),
        UploadState::Failed => Message::import_state_failed(),
    }
}

/// A kind of items that a report counts.
fn kind_of(name: &str) -> Message {
    match name {
        "articles" => Message::import_kind_articles(),
        "pages" => Message::import_kind_pages(),
        "comments" => Message::import_kind_comments(),
        "mentions" => Message::import_kind_mentions(),
        "authors" => Message::import_kind_authors(),
        "sections" => Message::import_kind_sections(),
        "tags" => Message::import_kind_tags(),
        "attachments" => Message::import_kind_attachments(),
        other => Message::from(other.to_owned()),
    }
}

/// A state there, with what has it; the state is the system's own word.
fn source_of(source: &str) -> Message {
    match source.split_once(' ') {
        Some(("comment", state)) => {
            Message::import_state_of(Message::import_kind_comments(), state)
        }
        Some(("post", state)) => Message::import_state_of(Message::import_kind_articles(), state),
        _ => Message::from(source.to_owned()),
    }
}

/// The state here of an article, a comment or a mention.
fn ours_of(name: &str, words: &Words) -> String {
    if let Some(status) = ArticleStatus::parse(name) {
        return status_name(status, words);
    }
    // A mention that waits is called "held".
    let is_held = name == mentions::model::State::Held.name();
    status_word(words, if is_held { Status::Pending.name() } else { name }).into_owned()
}

/// How the article of a page was found.
fn found_of(how: Found) -> Message {
    match how {
        Found::Map => Message::import_found_map(),
        Found::Earlier => Message::import_found_earlier(),
        Found::Identifier => Message::import_found_identifier(),
        Found::Exact => Message::import_found_exact(),
        Found::Normalised => Message::import_found_normalised(),
        Found::Slug => Message::import_found_slug(),
        Found::Made => Message::import_found_made(),
        Found::Held => Message::import_found_held(),
        Found::Unmatched => Message::import_found_unmatched(),
    }
}

/// "articles: 12, comments: 40".
fn counts(counts: &BTreeMap<String, u64>, words: &Words) -> String {
    let each = counts.iter().filter(|(_, count)| **count > 0);
    each.map(|(kind, count)| words.import_count_of(kind_of(kind), *count))
        .collect::<Vec<_>>()
        .join(", ")
}

/// `POST /desk/imports`: stores the files and has them planned.
pub async fn upload(
    app: web::Data<App>,
    uploader: Uploader,
    request: HttpRequest,
    payload: web::Payload,
) -> Answer {
    uploader.require_admin()?;
    let (mut form, mut arrived) = (ImportDraft::default(), Vec::new());
    if extract::is_form(&request) {
        // Sent again from the page of a failure, which has no files.
        form = receive_again(&app, &uploader, &request, payload).await?;
    } else {
        let received = receive(&app, &uploader, &request, payload, (&mut form, &mut arrived)).await;
        if let Some(kept) = RefusedForm::of_fields(request.path(), form.fields()) {
            request.extensions_mut().insert(kept);
        }
        received?;
    }
    match keep(&app, &uploader.staff, &form, arrived).await {
        Ok(id) => Ok(see_other(&format!("/desk/imports/{id}"))),
        Err(error) => {
            let feedback = FormErrors::of(error)?.into();
            show_list(&app, &request, &uploader.staff, form, None, feedback).await
        }
    }
}

/// Reads a form with files.
async fn receive(
    app: &App,
    uploader: &Uploader,
    request: &HttpRequest,
    payload: web::Payload,
    (form, arrived): (&mut ImportDraft, &mut Vec<Arriving>),
) -> Result<(), Failure> {
    let too_large = Message::import_too_large(MOST_BYTES / GIGABYTE);
    let limit = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
    let parts = Multipart::new(request.headers(), payload);
    let (mut parts, mut csrf) = (Parts::of(request, parts, limit, &too_large)?, None);
    while let Some(part) = parts.next().await? {
        match (part.field.as_str(), part.file.clone()) {
            ("files", Some(name)) => {
                // The token stands before the files, so nothing is stored for a page of another site.
                uploader.check_form(app, csrf.as_deref())?;
                let mut arriving = Arriving::begin(app, &name)?;
                let length = parts.pass_on(part, &mut |piece| arriving.add(piece)).await?;
                // A field in which no file was chosen is sent, too.
                if length > 0 {
                    arrived.push(arriving);
                }
            }
            ("csrf", None) => csrf = Some(parts.text(part, FIELD).await?),
            (_, None) => {
                let field = part.field.clone();
                form.set(&field, parts.text(part, FIELD).await?);
            }
            _ => {
                parts.content(part, 0).await?;
            }
        }
    }
    Ok(uploader.check_form(app, csrf.as_deref())?)
}

/// Reads a form without files.
async fn receive_again(
    app: &App,
    uploader: &Uploader,
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<ImportDraft, Failure> {
    let body = extract::form_body(request, &mut payload.into_inner()).await?;
    let (mut form, mut csrf) = (ImportDraft::default(), None);
    for (field, text) in form_urlencoded::parse(&body).into_owned() {
        match field.as_str() {
            "csrf" => csrf = Some(text),
            _ => form.set(&field, text),
        }
    }
    uploader.check_form(app, csrf.as_deref())?;
    Ok(form)
}

async fn keep(
    app: &App,
    staff: &Staff,
    form: &ImportDraft,
    arrived: Vec<Arriving>,
) -> Result<ImportUploadId> {
    let choices = Choices::parse(&form.system, &form.unmatched, &form.map, form.teach);
    match choices {
        Ok(choices) => uploaded::add(app, staff.id, choices, arrived).await,
        Err(Error::Invalid(mut faults)) if arrived.is_empty() => {
            faults.push(FieldError::new("files", "required", Message::import_choose()));
            Err(Error::Invalid(faults))
        }
        Err(error) => Err(error),
    }
}

/// `GET /desk/imports/{id}`: the progress, the plan or the result of an upload.
pub async fn one(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<ImportUploadId>,
) -> Answer {
    show_one(&app, &request, &staff, *id, Feedback::default()).await
}

async fn show_one(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    id: ImportUploadId,
    feedback: Feedback,
) -> Answer {
    let upload: Upload = app.db.read(move |conn| uploaded::find(conn, id)).await?;
    let site = Site::for_member(&app.settings(), staff.language);
    let (done, total) = upload.progress;
    let is_running = matches!(upload.state, UploadState::Waiting | UploadState::Applying);
    let view = UploadPage {
        staff: head(app, request, staff, NavEntry::Imports).await?,
        id: id.0,
        system: name_of(&upload.system),
        files: names(&upload.files),
        state: state_of(upload.state),
        is_running,
        progress: (total > 0).then_some((done, total)),
        read: done,
        faults: upload.faults,
        is_plan: upload.state != UploadState::Done,
        report: upload.report.map(|report| report_view(report, &site.words)),
        can_apply: upload.state == UploadState::Planned,
        can_discard: !is_running,
        errors: feedback.errors,
        problem: feedback.problem,
        site: &site,
    };
    show(feedback.status, &view)
}

fn report_view(report: Report, words: &Words) -> ReportView {
    let pages = report.threads.iter().map(|thread| {
        let article = thread.article.clone();
        let article = article.unwrap_or_else(|| words.import_no_article().into_owned());
        let comments = words.comment_count(thread.comments);
        let how = found_of(thread.how);
        (thread.thread.clone(), format!("→ {article} ({}, {comments})", words.say(&how)))
    });
    ReportView {
        made: counts(&report.made, words),
        matched: counts(&report.matched, words),
        states: report
            .states
            .iter()
            .map(|state| {
                let source = words.say(&source_of(&state.source)).into_owned();
                (source, ours_of(&state.ours, words), words.number(state.count))
            })
            .collect(),
        pages: PagesView {
            count: report.threads.len(),
            total: words.number(report.threads.len()),
            lines: pages.take(LINES).collect(),
        },
        remarks: [
            remarks_view(Message::import_repaired(), &report.repaired, words),
            remarks_view(Message::import_skipped(), &report.skipped, words),
        ]
        .into_iter()
        .flatten()
        .collect(),
    }
}

/// A list of remarks by reason; `None` if there is none.
fn remarks_view(heading: Message, remarks: &[Remark], words: &Words) -> Option<RemarksView> {
    let total: u64 = remarks.iter().map(|remark| remark.count).sum();
    let reasons = by_reason(remarks, EXAMPLES).into_iter().map(|reason| {
        let why = match reason.varies {
            true => Message::import_for_instance(&reason.why),
            false => reason.why,
        };
        let more = reason.count.saturating_sub(reason.examples.len() as u64);
        ReasonView {
            count: words.number(reason.count),
            why,
            examples: reason
                .examples
                .into_iter()
                .map(|remark| example_view(remark, reason.varies, words))
                .collect(),
            more: (more > 0).then(|| Message::import_what_more(more)),
        }
    });
    let reasons = reasons.collect();
    (total > 0).then(|| RemarksView { heading, total: words.number(total), reasons })
}

/// What it is, and its place; with the reason, if that differs from the others'.
fn example_view(remark: &Remark, with_reason: bool, words: &Words) -> (String, String) {
    let text = |text: &String| Message::from(text.clone());
    // An earlier version of the program has stored the English words alone.
    let (what, place) = match remark.said.as_deref() {
        Some(said) => (said.what.clone(), said.place.clone()),
        None => (text(&remark.what), text(&remark.place)),
    };
    let place = match with_reason {
        true => Message::import_remark(place, remark.why_in_words()),
        false => place,
    };
    (words.say(&what).into_owned(), words.say(&place).into_owned())
}

/// `POST /desk/imports/{id}/apply`: imports what was planned.
pub async fn apply(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<ImportUploadId>,
) -> Answer {
    let (id, now) = (*id, app.clock.now());
    match app.db.write(move |conn| uploaded::apply(conn, id, now)).await {
        Ok(()) => {
            app.worker_wakeup.notify_one();
            Ok(see_other(&format!("/desk/imports/{id}")))
        }
        Err(error) => show_refused(&app, &request, &staff, id, error).await,
    }
}

/// `POST /desk/imports/{id}/discard`: removes an upload and its files.
pub async fn discard(
    app: web::Data<App>,
    request: HttpRequest,
    Admin(staff): Admin,
    id: web::Path<ImportUploadId>,
) -> Answer {
    match uploaded::discard(&app, *id).await {
        Ok(()) => Ok(see_other("/desk/imports?done=discarded")),
        Err(error) => show_refused(&app, &request, &staff, *id, error).await,
    }
}

async fn show_refused(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    id: ImportUploadId,
    error: Error,
) -> Answer {
    let feedback: Feedback = FormErrors::of(error)?.into();
    let status = match feedback.status {
        StatusCode::OK => StatusCode::CONFLICT,
        status => status,
    };
    show_one(app, request, staff, id, Feedback { status, ..feedback }).await
}

/// `POST /desk/imports/made/{id}/undo`: has an import undone, also one of the command line.
pub async fn undo(app: web::Data<App>, _: Admin, id: web::Path<ImportId>) -> Answer {
    uploaded::begin_undo(&app, *id).await?;
    Ok(see_other("/desk/imports?done=undo"))
}
