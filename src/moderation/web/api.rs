//! Moderation in the JSON API: lists, one comment in its context, and the state of the queue.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::shapes::{CommentInContext, ModeratedComment, ModeratedList, QueueReport};
use crate::accounts::web::Moderator;
use crate::app::App;
use crate::clock::Time;
use crate::error::{Error, FieldError, Result};
use crate::ids::{ArticleId, CommentId};
use crate::moderation;
use crate::moderation::model::{Filter, Order};
use crate::moderation::reader_key;
use crate::openapi;
use crate::status::Status;
use crate::text;
use crate::vault::Vault;
use crate::web::error::Answer;
use crate::web::list::{self, Query};

/// Comments in one answer, if nobody says otherwise.
const DEFAULT_LIMIT: usize = 20;
/// Characters that can be searched for at most.
const MAX_WORDS: usize = 200;

/// Which comments. Each parameter narrows the list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CommentQuery {
    /// Only those that stand there.
    #[param(value_type = Option<Status>)]
    status: Option<String>,
    /// Only those under this article.
    article: Option<ArticleId>,
    /// Only those under articles of the section with this slug.
    section: Option<String>,
    /// Only those of one reader: the `author` of any comment of the reader.
    author: Option<String>,
    /// Only those with this in text or name, as it is written; ASCII letters match in either case. At most 200
    /// characters.
    #[param(max_length = 200)]
    q: Option<String>,
    /// Only those posted then or later: RFC 3339, or a date, which is its midnight in UTC.
    #[param(example = "2026-11-22T09:30:00Z")]
    since: Option<String>,
    /// Only those posted before: RFC 3339, or a date, which is its midnight in UTC.
    #[param(example = "2026-11-23")]
    until: Option<String>,
    /// From which end the list begins. Without it, `oldest` for `status=pending` and `newest` for all else.
    #[param(value_type = Option<Order>)]
    order: Option<String>,
    /// How many at most; 20 if not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
    /// `next` of the previous answer.
    after: Option<String>,
}

impl CommentQuery {
    fn filter(&self, vault: &Vault) -> Result<Filter> {
        let mut faults = Vec::new();
        let mut keep = |field, code, detail: &str| faults.push(FieldError::new(field, code, detail));
        let status = self.status.as_deref().and_then(|word| {
            let known = Status::ALL.into_iter().find(|status| status.name() == word);
            if known.is_none() {
                keep("status", "unknown", "Choose among pending, approved, rejected, spam and deleted");
            }
            known
        });
        let reader = self.author.as_deref().and_then(|key| {
            let known = reader_key::reader(vault, key);
            if known.is_none() {
                keep("author", "unknown", "Use the author of a comment as it is");
            }
            known
        });
        let mut instant = |field, given: Option<&str>| {
            let read = given.and_then(Time::parse);
            if given.is_some() && read.is_none() {
                keep(field, "time_format", "Give a time such as 2026-11-22T09:30:00Z, or a date");
            }
            read
        };
        let since = instant("since", self.since.as_deref());
        let until = instant("until", self.until.as_deref());
        let mut line = |field, given: Option<&str>| {
            let read = text::line(given.unwrap_or_default()).unwrap_or_else(|fault| {
                faults.push(fault.of(field));
                String::new()
            });
            if read.chars().count() > MAX_WORDS {
                faults.push(FieldError::new(field, "too_long", "Give at most 200 characters"));
            }
            (!read.is_empty()).then_some(read)
        };
        let section = line("section", self.section.as_deref());
        let words = line("q", self.q.as_deref());
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        Ok(Filter { status, article: self.article, section, reader, words, since, until })
    }

    fn order(&self, filter: &Filter) -> Result<Order> {
        match self.order.as_deref() {
            None => Ok(filter.usual_order()),
            Some("oldest") => Ok(Order::Oldest),
            Some("newest") => Ok(Order::Newest),
            Some(_) => Err(Error::invalid("order", "unknown", "Choose oldest or newest")),
        }
    }
}

/// Lists comments
///
/// The queue (`status=pending`, oldest first) and every other list (newest first), by the comments' numbers, which is
/// the order of their arrival. A list stays stable while comments arrive and are decided.
#[utoipa::path(
    get, path = "/api/v1/comments", tag = "moderation", params(CommentQuery),
    responses(
        (status = 200, description = "A part of the list", body = ModeratedList,
            headers(("Link" = Option<String>, description = "The next part, rel=next"))),
        (status = 400, response = openapi::Malformed),
        (status = 401, response = openapi::Unauthenticated),
        (status = 403, response = openapi::Forbidden),
        (status = 422, response = openapi::Invalid),
        (status = 503, response = openapi::Unavailable),
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn list(
    app: web::Data<App>,
    request: HttpRequest,
    _: Moderator,
    Query(query): Query<CommentQuery>,
) -> Answer {
    let limit = list::limit(query.limit, DEFAULT_LIMIT)?;
    let filter = query.filter(&app.vault)?;
    let order = query.order(&filter)?;
    let after = query.after.as_deref().map(list::key::<CommentId>).transpose()?;
    // One more than wanted tells whether more follow.
    let asked = i64::try_from(limit).map_err(Error::internal)? + 1;
    let mut found = app.db.read(move |conn| moderation::list(conn, &filter, order, after, asked)).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|last| list::cursor(last.id));
    let mut answer = HttpResponse::Ok();
    if let Some(next) = &next {
        let base = &app.config.server.base_url;
        answer.insert_header((header::LINK, list::next_link(base, request.path(), request.query_string(), next)));
    }
    let items = found.into_iter().map(|item| ModeratedComment::new(&app.vault, item)).collect();
    Ok(answer.insert_header((header::CACHE_CONTROL, "no-store")).json(ModeratedList { items, next }))
}

/// Shows a comment in its context
///
/// With the article, the comment it answers, the same reader's other comments, all decisions and former texts.
#[utoipa::path(
    get, path = "/api/v1/comments/{id}", tag = "moderation",
    params(("id" = CommentId, Path, description = "The comment's number")),
    responses(
        (status = 200, description = "The comment", body = CommentInContext),
        (status = 401, response = openapi::Unauthenticated),
        (status = 403, response = openapi::Forbidden),
        (status = 404, response = openapi::NotFound),
        (status = 503, response = openapi::Unavailable),
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn show(app: web::Data<App>, _: Moderator, id: web::Path<CommentId>) -> Answer {
    let id = *id;
    let context = app.db.read(move |conn| moderation::context(conn, id)).await?;
    Ok(private(&CommentInContext::new(&app.vault, context)))
}

/// Shows how much waits
///
/// Counts by status, the oldest comment that waits, and how long the median comment waited for its first decision
/// by staff: for all, and by section.
#[utoipa::path(
    get, path = "/api/v1/queue", tag = "moderation",
    responses(
        (status = 200, description = "The state of the queue", body = QueueReport),
        (status = 401, response = openapi::Unauthenticated),
        (status = 403, response = openapi::Forbidden),
        (status = 503, response = openapi::Unavailable),
    ),
    security(("token" = []), ("session" = []))
)]
pub async fn queue(app: web::Data<App>, _: Moderator) -> Answer {
    let now = app.clock.now();
    let queue = app.db.read(move |conn| moderation::queue(conn, now)).await?;
    Ok(private(&QueueReport::new(queue, now)))
}

pub(super) fn private(body: &impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")).json(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(query: &str) -> Result<Filter> {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = Vault::open_or_create(&folder.path().join("keys")).expect("a vault");
        let query: CommentQuery = serde_urlencoded::from_str(query).expect("known parameters");
        let filter = query.filter(&vault)?;
        query.order(&filter)?;
        Ok(filter)
    }

    #[test]
    fn a_query_is_read_as_it_is_meant() {
        let read = filter("status=spam&article=3&section=harbour&q=%20Mud%20&since=2026-11-22").expect("a good query");
        assert_eq!((read.status, read.article), (Some(Status::Spam), Some(ArticleId(3))));
        assert_eq!((read.section.as_deref(), read.words.as_deref()), (Some("harbour"), Some("Mud")));
        assert_eq!((read.since, read.until), (Time::parse("2026-11-22T00:00:00Z"), None));
        assert_eq!(filter("q=").expect("nothing to look for"), Filter::default());
    }

    #[test]
    fn all_that_is_wrong_with_a_query_is_told_at_once() {
        let query = format!("status=open&author=ann&since=yesterday&until=&section=a%00&q={}", "x".repeat(201));
        let Err(Error::Invalid(faults)) = filter(&query) else { panic!("the query was taken") };
        let told: Vec<(&str, &str)> = faults.iter().map(|fault| (fault.field, fault.code)).collect();
        assert_eq!(
            told,
            [
                ("status", "unknown"),
                ("author", "unknown"),
                ("since", "time_format"),
                ("until", "time_format"),
                ("section", "forbidden_characters"),
                ("q", "too_long"),
            ]
        );
        assert!(matches!(filter("order=random"), Err(Error::Invalid(_))));
        assert!(serde_urlencoded::from_str::<CommentQuery>("rule=3").is_err());
    }

    #[test]
    fn what_waits_comes_in_the_order_of_its_arrival() {
        assert_eq!(Filter { status: Some(Status::Pending), ..Filter::default() }.usual_order(), Order::Oldest);
        assert_eq!(Filter::default().usual_order(), Order::Newest);
    }
}
