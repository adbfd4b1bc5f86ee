//! `GET /desk/comments/{id}/thread`: the conversation around a comment, as a page of its own, or with
//! `fragment=1` as the part that the script opens beside the comment.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};
use askama::Template;

use crate::accounts::web::Moderator;
use crate::app::App;
use crate::desk::item::pane::{href, quoted};
use crate::desk::layout::{NavEntry, Staff, head};
use crate::desk::queue::query::ListQuery;
use crate::desk::request::parameter;
use crate::desk::words::named;
use crate::error::Error;
use crate::i18n::Words;
use crate::ids::CommentId;
use crate::moderation::{self, THREAD, model::ThreadComment};
use crate::web::error::Answer;
use crate::web::page::{self, show};
use crate::web::view::{Moment, Site};

/// The greatest indentation of replies.
const DEEPEST: usize = 6;

/// A comment in the conversation.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct ThreadRow {
    pub id: i64,
    /// Its page at the desk, beside the same list.
    pub href: String,
    /// Whether the conversation was opened from it.
    pub current: bool,
    /// Its depth, 0 to 6.
    pub depth: usize,
    /// The status as a word.
    pub status: &'static str,
    pub name: String,
    pub posted: Moment,
    /// Its text as sanitized HTML.
    pub html: String,
}

/// The conversation alone.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/item/thread.html")]
pub struct ThreadPart {
    /// The language and the zone of its times.
    pub site: Site,
    /// The comments in the order of the conversation.
    pub rows: Vec<ThreadRow>,
    /// Whether there are more replies than are shown.
    pub is_cut: bool,
}

#[derive(Template)]
#[template(path = "desk/item/thread_page.html")]
struct ThreadPage<'a> {
    site: &'a Site,
    staff: Staff,
    back: String,
    article_title: String,
    part: String,
}

/// `GET /desk/comments/{id}/thread`.
pub async fn thread(
    app: web::Data<App>,
    request: HttpRequest,
    Moderator(staff): Moderator,
    id: web::Path<CommentId>,
) -> Answer {
    let id = *id;
    let list = ListQuery::read(request.query_string());
    let (item, comments) = app
        .db
        .read(move |conn| Ok((moderation::item(conn, id)?, moderation::thread(conn, id)?)))
        .await?;
    let replies = i64::try_from(comments.len()).unwrap_or(i64::MAX) - 1;
    let site = Site::for_member(&app.settings(), staff.language);
    let part = ThreadPart {
        site: site.clone(),
        rows: in_order(comments)
            .into_iter()
            .map(|(depth, comment)| row(&site.words, comment, depth, id, &list))
            .collect(),
        is_cut: replies >= THREAD,
    };
    let part = part.render().map_err(Error::internal)?;
    if parameter(&request, "fragment").is_some() {
        return Ok(page::html(StatusCode::OK, part));
    }
    let view = ThreadPage {
        site: &site,
        staff: head(&app, &request, &staff, NavEntry::Comments).await?,
        back: list.open(id),
        article_title: item.article.title,
        part,
    };
    show(StatusCode::OK, &view)
}

fn row(
    words: &Words,
    comment: ThreadComment,
    depth: usize,
    open: CommentId,
    list: &ListQuery,
) -> ThreadRow {
    let comment = comment.comment;
    let query = list.text();
    ThreadRow {
        id: comment.id.0,
        href: if query.is_empty() {
            href(comment.id)
        } else {
            format!("{}?{query}", href(comment.id))
        },
        current: comment.id == open,
        depth: depth.min(DEEPEST),
        status: comment.status.name(),
        name: named(words, comment.name),
        posted: comment.created_at.into(),
        html: quoted(comment.status, comment.html),
    }
}

/// Orders the comments so that each follows its parent, and computes their depths. Replies to a parent
/// that was not read come last.
fn in_order(comments: Vec<ThreadComment>) -> Vec<(usize, ThreadComment)> {
    let mut waiting: BTreeMap<Option<CommentId>, Vec<ThreadComment>> = BTreeMap::new();
    let ids: Vec<CommentId> = comments.iter().map(|each| each.comment.id).collect();
    for each in comments.into_iter().rev() {
        let parent = each.parent_id.filter(|parent| ids.contains(parent));
        waiting.entry(parent).or_default().push(each);
    }
    let mut stack: Vec<(usize, ThreadComment)> =
        waiting.remove(&None).unwrap_or_default().into_iter().map(|each| (0, each)).collect();
    let mut ordered = Vec::new();
    while let Some((depth, each)) = stack.pop() {
        let replies = waiting.remove(&Some(each.comment.id)).unwrap_or_default();
        ordered.push((depth, each));
        stack.extend(replies.into_iter().map(|reply| (depth + 1, reply)));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Time;
    use crate::moderation::model::Parent;
    use crate::status::Status;

    #[test]
    fn replies_stand_under_what_they_answer() {
        let comment = |id: i64, parent: Option<i64>| ThreadComment {
            parent_id: parent.map(CommentId),
            comment: Parent {
                id: CommentId(id),
                status: Status::Approved,
                name: String::new(),
                html: String::new(),
                created_at: Time::from_micros(0),
            },
        };
        let thread = vec![
            comment(1, None),
            comment(2, Some(1)),
            comment(3, Some(1)),
            comment(4, Some(2)),
            comment(6, Some(5)),
        ];
        let ordered: Vec<(usize, i64)> =
            in_order(thread).into_iter().map(|(depth, each)| (depth, each.comment.id.0)).collect();
        assert_eq!(ordered, [(0, 1), (1, 2), (2, 4), (1, 3), (0, 6)]);
    }
}
