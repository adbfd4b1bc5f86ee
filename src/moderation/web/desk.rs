//! The desk: what waits, one comment in its context, and the plain forms that decide about it and edit it.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::{change, rewritten, ruled};
use crate::accounts::model::Staff;
use crate::accounts::web::{Moderator, head, see_other, show};
use crate::app::App;
use crate::articles::{self, path};
use crate::comments::draft::CommentText;
use crate::error::{Error, FieldError, Result};
use crate::ids::CommentId;
use crate::markup;
use crate::moderation::model::{Actor, Context, Filter, Item, LogEntry as Line, Place};
use crate::moderation::ruling::{RawRuling, version_missing};
use crate::moderation::view::{
    DeskComment, DeskPage, Here, ItemPage, LogEntry, OtherComment, ParentComment, Revision, StatusTab,
};
use crate::moderation::{self, LEFT, masked_address};
use crate::status::{Decision, Status};
use crate::web::error::{Answer, Failure};
use crate::web::extract::Form;
use crate::web::idempotency::{IdempotencyKey, Once};
use crate::web::list::{self, Query};
use crate::web::page;
use crate::web::view::Problem;

/// Comments on one page of the list.
const PAGE: usize = 20;
/// Characters of a comment in a list.
const EXCERPT: usize = 280;

/// Which list.
#[derive(Debug, Default, Deserialize)]
pub struct DeskQuery {
    status: Option<String>,
    after: Option<String>,
}

/// `GET /desk`: the comments of one status; those that wait, unless another is chosen.
pub async fn desk(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    Query(query): Query<DeskQuery>,
) -> Answer {
    let now = app.clock.now();
    let status = match query.status.as_deref() {
        None => Status::Pending,
        Some(word) => Status::ALL.into_iter().find(|status| status.name() == word).ok_or(Error::NotFound)?,
    };
    let after = query.after.as_deref().map(list::key::<Place>).transpose()?;
    let (overview, mut items, names) = app
        .db
        .read(move |conn| {
            let filter = Filter { status: Some(status), ..Filter::default() };
            let asked = i64::try_from(PAGE).map_err(Error::internal)? + 1;
            let items = moderation::list(conn, &filter, filter.usual_order(), after, asked)?;
            let names = moderation::parent_names(conn, &items)?;
            Ok((moderation::overview(conn)?, items, names))
        })
        .await?;
    let more = items.len() > PAGE;
    items.truncate(PAGE);
    let next = items.last().filter(|_| more).map(|last| list::cursor(Place::At(last.id)));
    let comments = items.into_iter().map(|item| DeskComment {
        href: href(item.id),
        status: item.status.name().to_owned(),
        masked_email: item.reader.as_ref().and_then(|reader| masked_address(&app.vault, reader)),
        article_href: path::href(&item.article.path),
        reply_to: item.parent_id.map(|id| named(names.get(&id).cloned().unwrap_or_default())),
        posted: item.created_at.into(),
        reasons: item.reasons.iter().map(|reason| reason.detail()).collect(),
        excerpt: markup::first_words(&item.html, EXCERPT),
        name: named(item.name),
        article_title: item.article.title,
    });
    let tabs = Status::ALL.into_iter().map(|each| StatusTab {
        label: capital(each.name()),
        count: overview.count(each),
        href: format!("/desk?status={}", each.name()),
        current: each == status,
    });
    let staff = head(&app, &request, &staff, Here::Comments).await?;
    let site = page::site(&app.config);
    let view = DeskPage {
        site: &site,
        staff,
        statuses: tabs.collect(),
        oldest: overview.oldest_pending.map(|posted| age(now.since(posted))),
        comments: comments.collect(),
        next: next.map(|next| format!("/desk?status={}&after={next}", status.name())),
        done: None,
    };
    show(StatusCode::OK, &view)
}

/// What the last action did. A word of ours and nothing else ever reaches the page.
#[derive(Debug, Default, Deserialize)]
pub struct DoneQuery {
    done: Option<String>,
}

/// `GET /desk/comments/{id}`: one comment in its context.
pub async fn item(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
    Query(query): Query<DoneQuery>,
) -> Answer {
    let done = query.done.as_deref().and_then(told).map(str::to_owned);
    show_item(&app, &request, &staff, *id, Saying { done, ..Saying::default() }).await
}

/// The buttons under a comment.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionForm {
    /// Checked before the form is read.
    #[allow(dead_code, reason = "the extractor looks for it in the body itself")]
    csrf: String,
    version: String,
    decision: String,
    reason: String,
    note: String,
}

/// `POST /desk/comments/{id}/decisions`: decides, and goes back to the comment.
pub async fn decide(
    app: web::Data<App>,
    request: HttpRequest,
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    form: Form<DecisionForm>,
) -> Answer {
    let (Moderator(staff), id, Form(sent)) = (moderator, *id, form);
    let now = app.clock.now();
    let note = sent.note.clone();
    let raw = RawRuling {
        decision: sent.decision,
        version: sent.version.trim().parse().ok(),
        reason: sent.reason,
        note: sent.note,
        ..RawRuling::default()
    };
    let decided = match ruled(&app, raw).await {
        Ok(ruling) => {
            let (decision, actor) = (ruling.decision, staff.id);
            let work = move |conn: &mut _| moderation::decide(conn, id, &ruling, actor, now);
            change(&app, id, key.by_staff(&app.vault, staff.id), now, work).await.map(|_| decision)
        }
        Err(error) => Err(error),
    };
    match decided {
        Ok(decision) => Ok(back(id, decision.name())),
        Err(error) => show_again(&app, &request, &staff, id, error, Saying { note, ..Saying::default() }).await,
    }
}

/// The form for another text.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EditForm {
    /// Checked before the form is read.
    #[allow(dead_code, reason = "the extractor looks for it in the body itself")]
    csrf: String,
    version: String,
    text: String,
}

/// `POST /desk/comments/{id}/edit`: puts another text in the place of the comment's, and goes back to it.
pub async fn edit(
    app: web::Data<App>,
    request: HttpRequest,
    moderator: Moderator,
    id: web::Path<CommentId>,
    key: IdempotencyKey,
    form: Form<EditForm>,
) -> Answer {
    let (Moderator(staff), id, Form(sent)) = (moderator, *id, form);
    match save(&app, &staff, id, key.by_staff(&app.vault, staff.id), &sent).await {
        Ok(_) => Ok(back(id, "edit")),
        Err(error) => {
            let saying = Saying { text: Some(sent.text), ..Saying::default() };
            show_again(&app, &request, &staff, id, error, saying).await
        }
    }
}

async fn save(app: &App, staff: &Staff, id: CommentId, once: Once, sent: &EditForm) -> Result<Item> {
    let (now, actor) = (app.clock.now(), staff.id);
    let text = CommentText::parse(&sent.text).map_err(|fault| Error::Invalid(vec![fault.of("text")]))?;
    let version = sent.version.trim().parse().map_err(|_| Error::Invalid(vec![version_missing()]))?;
    let rewrite = rewritten(text, version).await?;
    let work = move |conn: &mut _| moderation::edit(conn, id, &rewrite, actor, now);
    change(app, id, once, now, work).await
}

/// What the page says besides what is always there.
#[derive(Default)]
struct Saying {
    status: StatusCode,
    done: Option<String>,
    errors: Vec<FieldError>,
    problem: Option<Problem>,
    /// What was written, where it was not saved.
    text: Option<String>,
    note: String,
}

/// The comment as it is now, with what was written and why it was not done.
async fn show_again(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    id: CommentId,
    error: Error,
    saying: Saying,
) -> Answer {
    let failure = Failure::from(error);
    let (errors, problem) = match failure.status {
        StatusCode::UNPROCESSABLE_ENTITY => (failure.errors, None),
        StatusCode::CONFLICT => (Vec::new(), Some(Problem::new(failure.code, failure.detail))),
        _ => return Err(failure),
    };
    show_item(app, request, staff, id, Saying { status: failure.status, errors, problem, ..saying }).await
}

async fn show_item(
    app: &web::Data<App>,
    request: &HttpRequest,
    staff: &Staff,
    id: CommentId,
    saying: Saying,
) -> Answer {
    let (context, next) =
        app.db.read(move |conn| Ok((moderation::context(conn, id)?, moderation::next_pending(conn, id)?))).await?;
    let Context { item, article_text: (summary, body), parent, others, log, revisions, .. } = context;
    let reasons: Vec<String> = item.reasons.iter().map(|reason| reason.detail()).collect();
    let parent = parent.map(|parent| ParentComment {
        href: href(parent.id),
        status: parent.status.name().to_owned(),
        name: named(parent.name),
        posted: parent.created_at.into(),
        html: parent.html,
    });
    let others = others.into_iter().map(|other| OtherComment {
        href: href(other.id),
        status: other.status.name().to_owned(),
        article_title: other.article.title,
        posted: other.created_at.into(),
        excerpt: markup::first_words(&other.html, EXCERPT),
    });
    let revisions = revisions.into_iter().filter(|former| !former.text.is_empty()).map(|former| Revision {
        at: former.replaced_at.into(),
        who: colleague(former.replaced_by.as_ref()),
        text: former.text,
    });
    let staff = head(app, request, staff, Here::Comments).await?;
    let site = page::site(&app.config);
    let view = ItemPage {
        site: &site,
        staff,
        id: id.0,
        version: item.version,
        status: item.status.name().to_owned(),
        masked_email: item.reader.as_ref().and_then(|reader| masked_address(&app.vault, reader)),
        name: named(item.name),
        website: item.website,
        posted: item.created_at.into(),
        html: item.html,
        text: saying.text.unwrap_or(item.text),
        article_title: item.article.title,
        article_href: path::href(&item.article.path),
        article_excerpt: articles::excerpt(&summary, &body),
        parent,
        others: others.collect(),
        log: log.into_iter().map(|line| logged(line, &reasons)).collect(),
        reasons,
        revisions: revisions.collect(),
        note: saying.note,
        next: next.map(href),
        done: saying.done,
        errors: saying.errors,
        problem: saying.problem,
    };
    show(saying.status, &view)
}

fn logged(line: Line, screening: &[String]) -> LogEntry {
    let said = [line.reason, line.note].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let (who, note) = match &line.by {
        // In words, where the log has codes.
        None => ("Screening".to_owned(), screening.join("; ")),
        by @ Some(_) => (colleague(by.as_ref()), said),
    };
    LogEntry {
        at: line.at.into(),
        who,
        what: line.decision.past().to_owned(),
        note: (!note.is_empty()).then_some(note),
    }
}

fn colleague(actor: Option<&Actor>) -> String {
    actor.and_then(|actor| actor.name.clone()).unwrap_or_else(|| LEFT.to_owned())
}

/// A deleted comment has lost its name, and a link must have words.
fn named(name: String) -> String {
    if name.is_empty() { "Name deleted".to_owned() } else { name }
}

fn href(id: CommentId) -> String {
    format!("/desk/comments/{id}")
}

fn back(id: CommentId, done: &str) -> HttpResponse {
    see_other(&format!("{}?done={done}", href(id)))
}

fn told(done: &str) -> Option<&'static str> {
    if done == "edit" {
        return Some("The text is saved.");
    }
    let decision = Decision::ALL.into_iter().find(|decision| decision.name() == done)?;
    Some(match decision {
        Decision::Approve => "Approved. Readers see the comment.",
        Decision::Reject => "Rejected. Readers do not see the comment.",
        Decision::Spam => "Marked as spam. Readers do not see the comment.",
        Decision::Delete => "Deleted. Text and author are gone.",
        Decision::Hold => "Held. The comment waits again.",
    })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How long ago, in the largest unit that says something: `3 hours`.
fn age(age: Duration) -> String {
    let minutes = age.as_secs() / 60;
    let (count, unit) = match minutes {
        0 => return "less than a minute".to_owned(),
        1..60 => (minutes, "minute"),
        60..1_440 => (minutes / 60, "hour"),
        _ => (minutes / 1_440, "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_said_in_its_largest_unit() {
        let said = |seconds| age(Duration::from_secs(seconds));
        assert_eq!(
            [59, 60, 3_599, 3_600, 7_200, 86_400, 200_000].map(said),
            ["less than a minute", "1 minute", "59 minutes", "1 hour", "2 hours", "1 day", "2 days"]
        );
    }

    #[test]
    fn only_words_of_ours_are_told() {
        assert!(Decision::ALL.into_iter().all(|decision| told(decision.name()).is_some()));
        assert_eq!(told("<script>"), None);
    }
}
