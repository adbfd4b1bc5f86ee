//! Writing the status of comments. Every change of a status goes through [`set_status`].

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::model::{By, State, Step};
use crate::comments::life::state::present;
use crate::comments::life::store;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{ArticleId, CommentId};
use crate::invalidation;

/// Stores the next status and version of comments, appends the lines of the log, and records and
/// returns the articles with outdated pages. `reply` is the reply that was published with the
/// change.
pub(super) fn set_status(
    conn: &mut Connection,
    steps: &[Step<'_>],
    act: Act,
    reply: Option<CommentId>,
    by: &By<'_>,
    now: Time,
) -> Result<BTreeSet<ArticleId>> {
    if !store::set_status(conn, steps)? {
        let first = steps.first().ok_or_else(|| Error::internal("nothing to change"))?;
        return Err(present(conn, first.seen.id)?.stale());
    }
    let lines: Vec<Entry<'_>> = steps
        .iter()
        .map(|step| Entry {
            status: (Some(step.seen.status), Some(step.next)),
            undoes: step.undoes,
            ..line(step.seen, act, reply, by)
        })
        .collect();
    match lines.as_slice() {
        [line] => audit::append(conn, line, now).map(drop)?,
        lines => audit::append_all(conn, lines, now)?,
    }
    let changed = steps
        .iter()
        .filter(|step| step.seen.status.is_public() != step.next.is_public())
        .map(|step| step.seen.article_id)
        .collect();
    invalidation::record_all(conn, &changed, now)?;
    Ok(changed)
}

/// A line of the log about a change that keeps the status.
pub(super) fn line<'a>(seen: &State, act: Act, reply: Option<CommentId>, by: &By<'a>) -> Entry<'a> {
    let mut detail = Map::new();
    if let Some(words) = by.to_author {
        detail.insert("to_author".to_owned(), json!(words));
    }
    if let Some(reply) = reply {
        detail.insert("reply".to_owned(), json!(reply));
    }
    if let Some(review) = by.review {
        detail.insert("review".to_owned(), json!(review));
    }
    Entry {
        actor: by.actor,
        comment: Some(seen.id),
        status: (Some(seen.status), Some(seen.status)),
        version: Some(seen.version + 1),
        reason: by.reason,
        note: by.note,
        detail: (!detail.is_empty()).then_some(Value::Object(detail)),
        batch: by.batch,
        ..Entry::new(act)
    }
}

/// The outdated pages of a change of one comment, which has one article.
pub(super) fn single_scope(articles: &BTreeSet<ArticleId>) -> Option<Scope> {
    articles.first().copied().map(Scope::Article)
}
