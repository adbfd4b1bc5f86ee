//! One review in its context, and the form that answers it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;

use super::{ReviewListQuery, label, notice, of_section, one, stands, undoable};
use crate::accounts::model::Staff;
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::articles::path;
use crate::audit::model::Act;
use crate::db::Connection;
use crate::desk::form::{DeskForm, version};
use crate::desk::item::pane::{self, record};
use crate::desk::layout::{NavEntry, Undo, head};
use crate::desk::request::{id_parameter, parameter};
use crate::desk::reviews::view::{
    Answers, Button, DecisionSummary, FlagLine, Piece, ReviewPage, ReviewedComment,
};
use crate::desk::words::{colleague, finding, history, named, reason_in_words, tenths};
use crate::error::{Error, FieldError, Result};
use crate::i18n::{Html, Message, Words};
use crate::ids::ReviewId;
use crate::moderation;
use crate::moderation::answering::{self, Answer as Answered};
use crate::moderation::model::{Context, LogEntry};
use crate::moderation::review_queue::{self, Neighbours};
use crate::moderation::web::change_once;
use crate::moderation::web::reviews::{change, changes, parse};
use crate::reviews as readers;
use crate::reviews::model::{Flag, Kind, OpenCounts, Review, State, Subject};
use crate::screening::reasons::Reason;
use crate::text::diff::{Change, Op};
use crate::web::error::Answer;
use crate::web::form_errors::FormErrors;
use crate::web::idempotency::IdempotencyKey;
use crate::web::page::{see_other, show as page_of};
use crate::web::view::{Problem, Site};

/// The input of a refused form.
#[derive(Default)]
struct Feedback {
    status: StatusCode,
    note: String,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
}

/// `GET /desk/reviews/{id}`: one review in its context.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<ReviewId>,
) -> Answer {
    let section = parameter(&request, "section");
    show_review(&app, &request, &staff, *id, section, Feedback::default()).await
}

/// What the page of a review reads from the database.
struct Loaded {
    review: Review,
    flags: Vec<Flag>,
    context: Context,
    counts: Vec<OpenCounts>,
    undo: Option<Undo>,
    beside: Neighbours,
    /// Nobody else can answer it.
    alone: bool,
}

fn load(
    conn: &mut Connection,
    id: ReviewId,
    section: Option<String>,
    asker: &Staff,
    was: Option<ReviewId>,
) -> Result<Loaded> {
    let review = readers::find(conn, id)?;
    let queue = ReviewListQuery { kind: review.kind, section }.queue(asker);
    Ok(Loaded {
        context: moderation::context(conn, review.comment.id)?,
        flags: readers::flags_of(conn, id)?,
        beside: review_queue::neighbours(conn, &queue, id)?,
        alone: answering::is_only_moderator(conn, asker.id)?,
        counts: readers::open_counts(conn)?,
        undo: undoable(conn, was)?,
        review,
    })
}

async fn show_review(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    id: ReviewId,
    section: Option<String>,
    feedback: Feedback,
) -> Answer {
    let was = id_parameter(request, "was")?;
    let (asker, within) = (staff.clone(), section.clone());
    let load = move |conn: &mut Connection| load(conn, id, within.clone(), &asker, was);
    let Loaded { review, flags, context, counts, undo, beside, alone } = app.db.read(load).await?;
    let open = review.state == State::Open;
    // Once it is answered, the comment may already have the new text.
    let changes = if open { changes(&review).await? } else { Vec::new() };
    let kind = review.kind;
    let list_query = ReviewListQuery { kind, section };
    let decided =
        (kind == Kind::Appeal).then(|| decision_before(&context, review.version)).flatten();
    let own_decision =
        open && decided.and_then(|line| line.by.as_ref()).is_some_and(|by| by.id == staff.id);
    let site = Site::for_member(&app.settings(), staff.language);
    let words = &site.words;
    let name = named(words, review.comment.name.clone());
    let view = ReviewPage {
        site: &site,
        staff: head(app, request, staff, NavEntry::of_reviews(kind)).await?,
        tabs: of_section(words, &counts, Some(kind), list_query.section.as_deref()),
        id: id.0,
        title: title(words, kind, &name),
        since: review.opened_at.into(),
        list_href: list_query.href(&[]),
        list: label(words, kind).into_owned(),
        list_all: list_all(words, kind),
        before: beside.before.map(|id| list_query.one(id, &[])),
        after: beside.after.map(|id| list_query.one(id, &[])),
        section: list_query.section.clone().unwrap_or_default(),
        weight: (kind == Kind::Flags).then(|| tenths(review.weight)),
        flags: flags.into_iter().map(flag).collect(),
        decision: decided.map(|line| decision_summary(words, line)),
        appeal: review.text.clone().filter(|_| kind == Kind::Appeal),
        new_html: review.html.clone().filter(|_| kind == Kind::Revision),
        changes: changes.into_iter().map(piece).collect(),
        found: findings(words, &review),
        answers: open.then(|| answers(kind)),
        own_decision: own_decision && !alone,
        own_and_alone: own_decision && alone,
        answered: answered(words, &review, &context.log),
        can_undo: stands(&review),
        comment: reviewed_comment(review.comment, name, record(context.record.as_ref(), &site)),
        note: feedback.note,
        notice: notice(request, &list_query, undo),
        errors: feedback.errors,
        problem: feedback.problem,
    };
    page_of(feedback.status, &view)
}

fn title(words: &Words, kind: Kind, name: &str) -> String {
    match kind {
        Kind::Flags => words.review_of_flags(name).into_owned(),
        Kind::Appeal => words.review_of_appeal(name).into_owned(),
        Kind::Revision => words.review_of_edit(name).into_owned(),
    }
}

/// The label of the link to all open reviews of this kind.
fn list_all(words: &Words, kind: Kind) -> String {
    match kind {
        Kind::Flags => words.review_all_flags().into_owned(),
        Kind::Appeal => words.review_all_appeals().into_owned(),
        Kind::Revision => words.review_all_edits().into_owned(),
    }
}

/// What screening found in an edit or an appealed comment, and for flags, which rules the comment matches.
fn findings(words: &Words, review: &Review) -> Vec<String> {
    let found: Vec<Reason> = review
        .reasons
        .as_deref()
        .and_then(|reasons| serde_json::from_str(reasons).ok())
        .unwrap_or_default();
    found
        .iter()
        .filter(|reason| review.kind != Kind::Flags || matches!(reason, Reason::Rule { .. }))
        .map(|reason| finding(words, reason))
        .collect()
}

fn reviewed_comment(comment: Subject, name: String, record: String) -> ReviewedComment {
    ReviewedComment {
        href: pane::href(comment.id),
        version: comment.version,
        status: comment.status.name(),
        name,
        record,
        posted: comment.created_at.into(),
        html: pane::quoted(comment.status, comment.html),
        article_title: comment.article_title,
        article_href: path::href(&comment.article_path),
    }
}

/// The last line up to `version` that changed the comment's status and was not undone.
fn decision_before(context: &Context, version: i64) -> Option<&LogEntry> {
    let undone = |line: &LogEntry| context.log.iter().any(|other| other.undoes == Some(line.id));
    context.log.iter().rev().find(|line| {
        let counts =
            line.version.is_some_and(|made| made <= version) && line.from_status != line.to_status;
        counts && line.decision != Act::Undo && !undone(line)
    })
}

fn decision_summary(words: &Words, line: &LogEntry) -> DecisionSummary {
    let reason = line.reason.as_deref().map(|code| reason_in_words(words, code));
    let who = match &line.by {
        None => words.by_screening().into_owned(),
        by => colleague(words, by.as_ref()),
    };
    DecisionSummary {
        says: history(words, line.decision, &Html::element("b", &who)),
        at: line.at.into(),
        reason,
        note: line.note.clone(),
        to_author: line.to_author.clone(),
    }
}

fn flag(flag: Flag) -> FlagLine {
    FlagLine {
        reason: flag.reason.label(),
        words: flag.words,
        weight: tenths(flag.weight),
        late: flag.late,
        at: flag.created_at.into(),
    }
}

fn piece(change: Change) -> Piece {
    match change.op {
        Op::Equal => Piece::Same(change.text),
        Op::Delete => Piece::Removed(change.text),
        Op::Insert => Piece::Added(change.text),
    }
}

/// First the answer that publishes or keeps the text, then the one that refuses it, in the order of the
/// queue's buttons and keys.
fn answers(kind: Kind) -> Answers {
    let uphold = |label| Button { value: "uphold", label };
    let dismiss = |label| Button { value: "dismiss", label };
    match kind {
        Kind::Flags => Answers {
            publish: dismiss(Message::review_keep()),
            refuse: uphold(Message::review_remove()),
            grave: true,
        },
        Kind::Appeal => Answers {
            publish: uphold(Message::review_publish()),
            refuse: dismiss(Message::review_keep_decision()),
            grave: false,
        },
        Kind::Revision => Answers {
            publish: uphold(Message::review_accept_edit()),
            refuse: dismiss(Message::review_keep_old()),
            grave: false,
        },
    }
}

/// The sentence about the closed review.
fn answered(words: &Words, review: &Review, log: &[LogEntry]) -> Option<String> {
    let is_own = review.kind == Kind::Appeal
        && log
            .iter()
            .filter(|line| matches!(line.decision, Act::UpholdAppeal | Act::DismissAppeal))
            .any(|line| {
                Some(line.at) == review.closed_at
                    && line.reason.as_deref() == Some(answering::SAME_MODERATOR)
            });
    let said = closed(words, review)?;
    Some(match is_own {
        true => format!("{said} {}", words.review_was_own()),
        false => said,
    })
}

fn closed(words: &Words, review: &Review) -> Option<String> {
    let who = match &review.closed_by {
        Some((_, Some(name))) => name.as_str().into(),
        Some((_, None)) => words.colleague_former(),
        None => words.log_site(),
    };
    review.outcome(&who).map(|outcome| words.say(&outcome).into_owned())
}

/// The two buttons under a review.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResolutionForm {
    resolution: String,
    version: String,
    note: String,
    /// The section of the list to go on with.
    section: String,
}

/// `POST /desk/reviews/{id}/resolution`: answers, and redirects to the next open review of the kind, or
/// to the list.
pub async fn resolve(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<ReviewId>,
    key: IdempotencyKey,
    form: DeskForm<ResolutionForm>,
) -> Answer {
    let (id, DeskForm(sent)) = (*id, form);
    let version = sent.version.trim().parse().ok();
    let section = Some(sent.section).filter(|section| !section.is_empty());
    let answer =
        parse(Some(&sent.resolution), version, &sent.note, app.settings().moderation.undo_window);
    let answered = match answer.map_err(Error::Invalid) {
        Ok(answer) => answer_review(&app, &staff, id, section.clone(), key, answer).await,
        Err(error) => Err(error),
    };
    match answered {
        Ok((list_query, next)) => {
            let was = id.to_string();
            let more = [("done", sent.resolution.as_str()), ("was", was.as_str())];
            Ok(see_other(&match next {
                Some(next) => list_query.one(next, &more),
                None => list_query.href(&more),
            }))
        }
        Err(error) => show_again(&app, &request, &staff, id, section, error, sent.note).await,
    }
}

/// Shows the review again after a refused answer, with the note and the errors.
async fn show_again(
    app: &App,
    request: &HttpRequest,
    staff: &Staff,
    id: ReviewId,
    section: Option<String>,
    error: Error,
    note: String,
) -> Answer {
    let FormErrors { status, errors, problem, .. } = FormErrors::of(error)?;
    let feedback = Feedback { status, note, errors, problem };
    show_review(app, request, staff, id, section, feedback).await
}

/// Answers the review; returns its list and the next open review in it.
async fn answer_review(
    app: &App,
    staff: &Staff,
    id: ReviewId,
    section: Option<String>,
    key: IdempotencyKey,
    answer: Answered,
) -> Result<(ReviewListQuery, Option<ReviewId>)> {
    let (now, asker, once) = (app.clock.now(), staff.clone(), key.by_staff(&app.vault, staff.id));
    let actor = staff.id;
    let work = move |conn: &mut Connection| answering::resolve(conn, id, &answer, actor, now);
    let next = move |conn: &mut Connection| {
        let kind = readers::find(conn, id)?.kind;
        let list_query = ReviewListQuery { kind, section: section.clone() };
        let next = review_queue::neighbours(conn, &list_query.queue(&asker), id)?.after;
        Ok((list_query, next))
    };
    change_once(app, once, now, work, next).await
}

/// The form that undoes an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UndoForm {
    version: String,
    section: String,
}

/// `POST /desk/reviews/{id}/undo`: undoes the answer and shows the reopened review.
pub async fn undo(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<ReviewId>,
    key: IdempotencyKey,
    form: DeskForm<UndoForm>,
) -> Answer {
    let (id, DeskForm(sent)) = (*id, form);
    let (now, actor) = (app.clock.now(), staff.id);
    let section = Some(sent.section).filter(|section| !section.is_empty());
    let undone = match version(&sent.version) {
        Ok(version) => {
            let (once, hide_weight) =
                (key.by_staff(&app.vault, actor), app.settings().comments.flag_hide_weight);
            change(&app, once, now, move |conn| {
                answering::undo(conn, id, version, actor, hide_weight, now)
            })
            .await
        }
        Err(error) => Err(error),
    };
    match undone {
        Ok(()) => Ok(see_other(&one(id, section.as_deref(), &[("done", "undo")]))),
        Err(error) => show_again(&app, &request, &staff, id, section, error, String::new()).await,
    }
}
