//! The readers' part at the desk: flags, appeals and authors' edits in lists of their own, each answered by one of two
//! buttons, after which the next of its kind is there.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use serde::Deserialize;
use serde_json::Value;

use super::pane::{self, record};
use super::words::{age, colleague, named};
use super::{comment, parameter};
use crate::accounts::model::Staff;
use crate::accounts::web::{Moderator, head, see_other, show as page_of};
use crate::app::App;
use crate::articles::path;
use crate::audit::model::Act;
use crate::clock::Time;
use crate::comments::screening::Reason;
use crate::db::Connection;
use crate::error::{Error, FieldError, Result};
use crate::ids::{CommentId, ReviewId};
use crate::markup;
use crate::moderation::model::{Context, LogEntry};
use crate::moderation::reason::ReasonCode;
use crate::moderation::view::reviews::{
    Buttons, FlagLine, Piece, ReviewPage, ReviewRow, ReviewedComment, ReviewsPage, Ruling,
};
use crate::moderation::view::{Here, Notice, Tab, Undo};
use crate::moderation::{self, LEFT};
use crate::reviews::diff::{Change, Op};
use crate::reviews::model::{Filter, Flag, FlagReason, Kind, OpenCounts, Review, State};
use crate::reviews::web::api::{changes, parse};
use crate::reviews::web::finish;
use crate::reviews::{self as readers, Answer as Answered};
use crate::web::error::{Answer, Failure};
use crate::web::extract::Form;
use crate::web::idempotency::IdempotencyKey;
use crate::web::view::Problem;
use crate::web::{list as lists, page};

/// Reviews in one part of a list.
const PAGE: usize = 20;
/// Characters of a comment in a list.
const EXCERPT: usize = 180;

/// Where one review is.
pub fn href(id: ReviewId) -> String {
    format!("/desk/reviews/{id}")
}

fn list_href(kind: Kind) -> String {
    format!("/desk/reviews?kind={}", slug(kind))
}

/// The kind in an address.
fn slug(kind: Kind) -> &'static str {
    match kind {
        Kind::Flags => "flags",
        Kind::Appeal => "appeals",
        Kind::Revision => "edits",
    }
}

fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Flags => "Flags",
        Kind::Appeal => "Appeals",
        Kind::Revision => "Edits",
    }
}

/// The kind with this name in JSON.
pub fn kind(name: &str) -> Option<Kind> {
    serde_json::from_value(Value::from(name)).ok()
}

/// A weight as it is shown, with one decimal.
pub fn weighed(weight: f64) -> String {
    format!("{weight:.1}")
}

/// A tab for each kind with how many are open in all sections.
pub fn tabs(counts: &[OpenCounts], current: Option<Kind>) -> Vec<Tab> {
    let open = |kind| {
        let of = |counts: &OpenCounts| match kind {
            Kind::Flags => counts.flags,
            Kind::Appeal => counts.appeals,
            Kind::Revision => counts.revisions,
        };
        counts.iter().map(of).sum()
    };
    let tab = |kind| Tab {
        key: slug(kind),
        label: label(kind).to_owned(),
        count: open(kind),
        href: list_href(kind),
        current: current == Some(kind),
    };
    Kind::ALL.map(tab).to_vec()
}

fn open_of(kind: Kind) -> Filter {
    Filter { kind: Some(kind), state: State::Open, section: None }
}

/// `GET /desk/reviews?kind=`: what readers ask for, oldest first.
pub async fn list(app: web::Data<App>, request: HttpRequest, Moderator(staff): Moderator) -> Answer {
    let kind = match parameter(&request, "kind") {
        None => Kind::Flags,
        Some(word) => Kind::ALL.into_iter().find(|kind| slug(*kind) == word).ok_or(Error::NotFound)?,
    };
    let after = parameter(&request, "after").map(|cursor| lists::key::<ReviewId>(&cursor)).transpose()?;
    let was = comment(&request, "was")?;
    let asked = i64::try_from(PAGE).map_err(Error::internal)? + 1;
    let (mut found, reasons, counts, undoable) = app
        .db
        .read(move |conn| {
            let found = readers::list(conn, &open_of(kind), after, asked)?;
            let ids: Vec<ReviewId> = found.iter().map(|review| review.id).collect();
            let reasons = readers::flag_reasons(conn, &ids)?;
            Ok((found, reasons, readers::open_counts(conn)?, undoable(conn, was)?))
        })
        .await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more).map(|last| lists::cursor(last.id));
    let now = app.clock.now();
    let view = ReviewsPage {
        site: &page::site(&app.config),
        staff: head(&app, &request, &staff, Here::Comments).await?,
        tabs: tabs(&counts, Some(kind)),
        title: label(kind),
        about: match kind {
            Kind::Flags => "Public comments that readers or rules find wrong.",
            Kind::Appeal => "Authors ask for another look at a refusal. Whoever refused does not answer.",
            Kind::Revision => "Authors want another text in the place of what is public. The old one stays until then.",
        },
        rows: found.into_iter().map(|review| row(review, &reasons, now)).collect(),
        more: last.map(|cursor| format!("{}&after={cursor}", list_href(kind))),
        notice: notice(&request, kind, undoable),
    };
    page_of(StatusCode::OK, &view)
}

fn row(review: Review, reasons: &[(ReviewId, FlagReason, i64)], now: Time) -> ReviewRow {
    let own = reasons.iter().filter(|(id, ..)| *id == review.id);
    let chip = |(_, reason, count): &(ReviewId, FlagReason, i64)| {
        let label = ReasonCode::of(reason.code()).map_or(reason.code(), ReasonCode::label);
        if *count == 1 { label.to_owned() } else { format!("{label} ×{count}") }
    };
    // A rule opens a review without any flag of a reader.
    let by_rule = review.kind == Kind::Flags && own.clone().next().is_none();
    ReviewRow {
        href: href(review.id),
        status: review.comment.status.name(),
        excerpt: markup::first_words(&review.comment.html, EXCERPT),
        article_title: review.comment.article_title,
        since: review.opened_at.into(),
        age: age(now.since(review.opened_at)),
        weight: (review.kind == Kind::Flags && !by_rule).then(|| weighed(review.weight)),
        reasons: if by_rule { vec!["By a rule".to_owned()] } else { own.map(chip).collect() },
        name: named(review.comment.name),
    }
}

/// The version of the comment that was last answered about.
fn undoable(conn: &mut Connection, was: Option<CommentId>) -> Result<Option<Undo>> {
    let Some(id) = was else { return Ok(None) };
    Ok(Some(Undo { id: id.0, version: moderation::present(conn, id)?.version }))
}

/// What the last answer did, in words of ours, and the way back where it has changed something.
fn notice(request: &HttpRequest, kind: Kind, undo: Option<Undo>) -> Option<Notice> {
    let done = parameter(request, "done")?;
    let upheld = done == "uphold";
    let words = match (kind, done.as_str()) {
        (Kind::Flags, "uphold") => "Removed. Readers do not see the comment any more.",
        (Kind::Flags, "dismiss") => "Kept. The flags are answered.",
        (Kind::Appeal, "uphold") => "Published after all.",
        (Kind::Appeal, "dismiss") => "The decision stands.",
        (Kind::Revision, "uphold") => "Taken. Readers see the new text.",
        (Kind::Revision, "dismiss") => "The old text stays.",
        _ => return None,
    };
    Some(Notice { words, undo: undo.filter(|_| upheld) })
}

/// What was sent and not done.
#[derive(Default)]
struct Saying {
    status: StatusCode,
    note: String,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
}

/// `GET /desk/reviews/{id}`: one review with all that helps to answer it.
pub async fn show(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<ReviewId>,
) -> Answer {
    show_review(&app, &request, &staff, *id, Saying::default()).await
}

async fn show_review(app: &App, request: &HttpRequest, staff: &Staff, id: ReviewId, saying: Saying) -> Answer {
    let was = comment(request, "was")?;
    let (review, flags, context, counts, undoable) = app
        .db
        .read(move |conn| {
            let review = readers::find(conn, id)?;
            let context = moderation::context(conn, review.comment.id)?;
            let flags = readers::flags_of(conn, id)?;
            Ok((review, flags, context, readers::open_counts(conn)?, undoable(conn, was)?))
        })
        .await?;
    let open = review.state == State::Open;
    // Once it is answered, the comment's text may be the new one already.
    let changes = if open { changes(&review).await? } else { Vec::new() };
    let kind = review.kind;
    let decided = (kind == Kind::Appeal).then(|| ruling_before(&context, review.version)).flatten();
    let own_decision = open && decided.and_then(|line| line.by.as_ref()).is_some_and(|by| by.id == staff.id);
    let found: Vec<Reason> =
        review.reasons.as_deref().and_then(|reasons| serde_json::from_str(reasons).ok()).unwrap_or_default();
    let name = named(review.comment.name.clone());
    let view = ReviewPage {
        site: &page::site(&app.config),
        staff: head(app, request, staff, Here::Comments).await?,
        tabs: tabs(&counts, Some(kind)),
        id: id.0,
        title: match kind {
            Kind::Flags => format!("Flags on a comment of {name}"),
            Kind::Appeal => format!("Appeal of {name}"),
            Kind::Revision => format!("Edit of {name}"),
        },
        since: review.opened_at.into(),
        list_href: list_href(kind),
        weight: (kind == Kind::Flags).then(|| weighed(review.weight)),
        flags: flags.into_iter().map(flag).collect(),
        ruling: decided.map(ruling),
        appeal: review.text.clone().filter(|_| kind == Kind::Appeal),
        new_html: review.html.clone().filter(|_| kind == Kind::Revision),
        changes: changes.into_iter().map(piece).collect(),
        found: found
            .iter()
            .filter(|reason| kind != Kind::Flags || matches!(reason, Reason::Rule { .. }))
            .map(|reason| reason.detail())
            .collect(),
        buttons: open.then(|| buttons(kind)),
        own_decision,
        answered: answered(&review),
        comment: ReviewedComment {
            href: pane::href(review.comment.id),
            version: review.comment.version,
            status: review.comment.status.name(),
            name,
            record: record(context.record.as_ref()),
            posted: review.comment.created_at.into(),
            html: review.comment.html,
            article_title: review.comment.article_title,
            article_href: path::href(&review.comment.article_path),
        },
        note: saying.note,
        notice: notice(request, kind, undoable),
        errors: saying.errors,
        problem: saying.problem,
    };
    page_of(saying.status, &view)
}

/// The last line that had changed the comment's status by `version` and was not taken back.
fn ruling_before(context: &Context, version: i64) -> Option<&LogEntry> {
    let undone = |line: &LogEntry| context.log.iter().any(|other| other.undoes == Some(line.id));
    context.log.iter().rev().find(|line| {
        let counts = line.version.is_some_and(|made| made <= version) && line.from_status != line.to_status;
        counts && line.decision != Act::Undo && !undone(line)
    })
}

fn ruling(line: &LogEntry) -> Ruling {
    let reason = line.reason.as_deref().map(|code| match ReasonCode::of(code) {
        Some(reason) => reason.label().to_owned(),
        None => code.replace(['_', ':'], " "),
    });
    Ruling {
        who: if line.by.is_none() { "Screening".to_owned() } else { colleague(line.by.as_ref()) },
        what: line.decision.past(),
        at: line.at.into(),
        reason,
        note: line.note.clone(),
        to_author: line.to_author.clone(),
    }
}

fn flag(flag: Flag) -> FlagLine {
    FlagLine {
        reason: flag.reason.words(),
        words: flag.words,
        weight: weighed(flag.weight),
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

fn buttons(kind: Kind) -> Buttons {
    match kind {
        Kind::Flags => Buttons { uphold: "Remove the comment", dismiss: "Keep it", grave: true },
        Kind::Appeal => Buttons { uphold: "Publish after all", dismiss: "Stay with the decision", grave: false },
        Kind::Revision => Buttons { uphold: "Take the edit", dismiss: "Keep the old text", grave: false },
    }
}

/// Who has closed it, and how.
fn answered(review: &Review) -> Option<String> {
    let who = match &review.closed_by {
        Some((_, name)) => name.as_deref().unwrap_or(LEFT),
        None => "The site",
    };
    match (review.state, review.kind) {
        (State::Open, _) => None,
        (State::Withdrawn, _) => Some("There is nothing left to decide about.".to_owned()),
        (State::Upheld, Kind::Flags) => Some(format!("{who} has removed the comment for these flags.")),
        (State::Upheld, Kind::Appeal) => Some(format!("{who} has published the comment after all.")),
        (State::Upheld, Kind::Revision) => Some(format!("{who} has taken the edit.")),
        (State::Dismissed, Kind::Flags) => Some(format!("{who} has kept the comment.")),
        (State::Dismissed, Kind::Appeal) => Some(format!("{who} has stayed with the decision.")),
        (State::Dismissed, Kind::Revision) => Some(format!("{who} has kept the old text.")),
    }
}

/// The two buttons under a review.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResolutionForm {
    /// Checked before the form is read.
    #[allow(dead_code, reason = "the extractor looks for it in the body itself")]
    csrf: String,
    resolution: String,
    version: String,
    note: String,
}

/// `POST /desk/reviews/{id}/resolution`: answers, and goes on to the next open review of the kind, or to their list.
pub async fn resolve(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<ReviewId>,
    key: IdempotencyKey,
    form: Form<ResolutionForm>,
) -> Answer {
    let (id, Form(sent)) = (*id, form);
    let version = sent.version.trim().parse().ok();
    let answer = parse(Some(&sent.resolution), version, &sent.note, app.config.moderation.undo_window);
    let answered = match answer.map_err(Error::Invalid) {
        Ok(answer) => answer_review(&app, &staff, id, key, answer).await,
        Err(error) => Err(error),
    };
    match answered {
        Ok((kind, comment, next)) => {
            let more = format!("done={}&was={comment}", sent.resolution);
            Ok(see_other(&match next {
                Some(next) => format!("{}?{more}", href(next)),
                None => format!("{}&{more}", list_href(kind)),
            }))
        }
        Err(error) => {
            let failure = Failure::from(error);
            let (errors, problem) = match failure.status {
                StatusCode::UNPROCESSABLE_ENTITY => (failure.errors, None),
                StatusCode::CONFLICT | StatusCode::FORBIDDEN => {
                    (Vec::new(), Some(Problem::new(failure.code, failure.detail)))
                }
                _ => return Err(failure),
            };
            let saying = Saying { status: failure.status, note: sent.note, errors, problem };
            show_review(&app, &request, &staff, id, saying).await
        }
    }
}

/// What was answered: its kind, its comment, and the next open one of the kind.
async fn answer_review(
    app: &App,
    staff: &Staff,
    id: ReviewId,
    key: IdempotencyKey,
    answer: Answered,
) -> Result<(Kind, CommentId, Option<ReviewId>)> {
    let (now, actor, once) = (app.clock.now(), staff.id, key.by_staff(&app.vault, staff.id));
    let (changed, answered) = app
        .db
        .write(move |conn| {
            let mut changed = None;
            once.run(conn, now, |conn| {
                changed = readers::resolve(conn, id, &answer, actor, now)?;
                Ok((200, Value::Null))
            })?;
            let review = readers::find(conn, id)?;
            let next = readers::list(conn, &open_of(review.kind), Some(id), 1)?.first().map(|next| next.id);
            Ok((changed, (review.kind, review.comment.id, next)))
        })
        .await?;
    finish(app, changed);
    Ok(answered)
}
