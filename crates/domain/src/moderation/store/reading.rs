//! Comments as staff see them, with their context.

use std::collections::HashMap;

use diesel::prelude::*;
use serde::Deserialize;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, articles, audit_log, comment_revisions, comments, readers};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, AuditId, CommentId, ReaderId};
use crate::moderation::model::{
    Actor, ArticleName, Item, LogEntry, Parent, ReaderComment, Revision, SealedReader,
};
use crate::moderation::store::inbox::{self, only_of};
use crate::on;
use crate::status::Status;

#[derive(Queryable, Selectable)]
#[diesel(table_name = comments)]
struct CommentRow {
    id: CommentId,
    parent_id: Option<CommentId>,
    status: Status,
    first_status: Status,
    reasons: String,
    version: i64,
    name: String,
    website: Option<String>,
    text: String,
    html: String,
    created_at: Time,
    edited_at: Option<Time>,
    decided_at: Option<Time>,
    form_age: Option<i64>,
    network_prefix: Option<String>,
    score: Option<f64>,
    language: Option<String>,
    group_id: Option<CommentId>,
    pinned_at: Option<Time>,
    featured_at: Option<Time>,
    staff_id: Option<AccountId>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = articles)]
struct ArticleRow {
    id: ArticleId,
    title: String,
    path: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = readers)]
struct ReaderRow {
    id: ReaderId,
    email_index: Vec<u8>,
    email_sealed: Vec<u8>,
}

type ItemRow = (CommentRow, ArticleRow, Option<ReaderRow>);

fn item_of((row, article, reader): ItemRow) -> Result<Item> {
    Ok(Item {
        id: row.id,
        article: article.into(),
        parent_id: row.parent_id,
        reader: reader.map(|row| SealedReader {
            id: row.id,
            email_index: row.email_index,
            email_sealed: row.email_sealed,
        }),
        status: row.status,
        first_status: row.first_status,
        reasons: serde_json::from_str(&row.reasons).map_err(Error::internal)?,
        version: row.version,
        name: row.name,
        website: row.website,
        text: row.text,
        html: row.html,
        created_at: row.created_at,
        edited_at: row.edited_at,
        decided_at: row.decided_at,
        form_age: row.form_age,
        network_prefix: row.network_prefix,
        score: row.score,
        language: row.language,
        group_id: row.group_id,
        pinned_at: row.pinned_at,
        featured_at: row.featured_at,
        by_staff: row.staff_id.is_some(),
    })
}

impl From<ArticleRow> for ArticleName {
    fn from(row: ArticleRow) -> ArticleName {
        ArticleName { id: row.id, title: row.title, path: row.path }
    }
}

/// These comments, in this order; missing ones are left out.
pub fn items(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<Item>> {
    let rows: Vec<ItemRow> = on!(conn, |c| comments::table
        .inner_join(articles::table)
        .left_join(readers::table)
        .filter(comments::id.eq_any(ids))
        .select((
            CommentRow::as_select(),
            ArticleRow::as_select(),
            Option::<ReaderRow>::as_select()
        ))
        .load(c))?;
    let mut items: HashMap<CommentId, Item> =
        rows.into_iter().map(|row| Ok((row.0.id, item_of(row)?))).collect::<Result<_>>()?;
    Ok(ids.iter().filter_map(|id| items.remove(id)).collect())
}

/// Whether there is such a comment.
pub fn exists(conn: &mut Connection, id: CommentId) -> Result<bool> {
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(comments::table.find(id))).get_result(c))?)
}

/// One comment.
pub fn item(conn: &mut Connection, id: CommentId) -> Result<Option<Item>> {
    let row: Option<ItemRow> = on!(conn, |c| comments::table
        .inner_join(articles::table)
        .left_join(readers::table)
        .filter(comments::id.eq(id))
        .select((
            CommentRow::as_select(),
            ArticleRow::as_select(),
            Option::<ReaderRow>::as_select()
        ))
        .first(c)
        .optional())?;
    row.map(item_of).transpose()
}

/// An article's line under the headline, and its Markdown.
pub fn article_text(conn: &mut Connection, id: ArticleId) -> Result<(String, String)> {
    Ok(on!(conn, |c| articles::table
        .find(id)
        .select((articles::summary, articles::body))
        .first(c))?)
}

/// A comment as the parent of another one.
pub fn parent(conn: &mut Connection, id: CommentId) -> Result<Option<Parent>> {
    let row: Option<(CommentId, Status, String, String, Time)> = on!(conn, |c| comments::table
        .find(id)
        .select((
            comments::id,
            comments::status,
            comments::name,
            comments::html,
            comments::created_at
        ))
        .first(c)
        .optional())?;
    Ok(row.map(|(id, status, name, html, created_at)| Parent {
        id,
        status,
        name,
        html,
        created_at,
    }))
}

/// The latest comments of a reader, under every spelling of the address, without the comment `but`.
pub fn others(
    conn: &mut Connection,
    reader: ReaderId,
    but: CommentId,
    limit: i64,
) -> Result<Vec<ReaderComment>> {
    type Row = (CommentId, Status, String, Time, ArticleRow);
    let inbox = inbox::of(conn, reader)?;
    let rows: Vec<Row> = on!(conn, |c| {
        let latest = comments::table
            .inner_join(articles::table)
            .filter(comments::id.ne(but))
            .order((comments::created_at.desc(), comments::id.desc()))
            .limit(limit)
            .select((
                comments::id,
                comments::status,
                comments::html,
                comments::created_at,
                ArticleRow::as_select(),
            ))
            .into_boxed();
        only_of!(latest, reader, inbox.as_deref()).load(c)
    })?;
    let other = |(id, status, html, created_at, article): Row| ReaderComment {
        id,
        article: article.into(),
        status,
        html,
        created_at,
    };
    Ok(rows.into_iter().map(other).collect())
}

/// The authors' names of these comments.
pub fn names(conn: &mut Connection, ids: &[CommentId]) -> Result<HashMap<CommentId, String>> {
    let rows: Vec<(CommentId, String)> = on!(conn, |c| comments::table
        .filter(comments::id.eq_any(ids))
        .select((comments::id, comments::name))
        .load(c))?;
    Ok(rows.into_iter().collect())
}

/// A comment's log, oldest line first.
pub fn log(conn: &mut Connection, id: CommentId) -> Result<Vec<LogEntry>> {
    type Row = (
        (AuditId, Act, Option<Status>, Option<Status>, Option<i64>, Option<String>, Option<String>),
        (Option<String>, Option<AuditId>, Time),
        Option<AccountId>,
        Option<String>,
    );
    let rows: Vec<Row> = on!(conn, |c| audit_log::table
        .left_join(accounts::table.on(audit_log::actor_id.eq(accounts::id.nullable())))
        .filter(audit_log::comment_id.eq(id))
        .order(audit_log::id)
        .select((
            (
                audit_log::id,
                audit_log::act,
                audit_log::from_status,
                audit_log::to_status,
                audit_log::version,
                audit_log::reason,
                audit_log::note,
            ),
            (audit_log::detail, audit_log::undoes_id, audit_log::created_at),
            audit_log::actor_id,
            accounts::name.nullable(),
        ))
        .load(c))?;
    let entry = |(
        (id, decision, from_status, to_status, version, reason, note),
        (detail, undoes, at),
        actor,
        name,
    ): Row| {
        LogEntry {
            id,
            decision,
            by: actor.map(|id| Actor { id, name }),
            from_status,
            to_status,
            version,
            reason,
            note,
            to_author: detail.as_deref().and_then(to_author),
            undoes,
            at,
        }
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// The message to the author in a line's detail, which is JSON.
fn to_author(detail: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Detail {
        to_author: Option<String>,
    }
    serde_json::from_str::<Detail>(detail).ok()?.to_author
}

/// The former texts of a comment, oldest first.
pub fn revisions(conn: &mut Connection, id: CommentId) -> Result<Vec<Revision>> {
    type Row = (i64, String, Option<AccountId>, Option<String>, Time);
    let rows: Vec<Row> = on!(conn, |c| comment_revisions::table
        .left_join(accounts::table)
        .filter(comment_revisions::comment_id.eq(id))
        .order((comment_revisions::version, comment_revisions::id))
        .select((
            comment_revisions::version,
            comment_revisions::text,
            comment_revisions::editor_id,
            accounts::name.nullable(),
            comment_revisions::created_at,
        ))
        .load(c))?;
    let revision = |(version, text, editor, name, replaced_at): Row| Revision {
        version,
        text,
        replaced_by: editor.map(|id| Actor { id, name }),
        replaced_at,
    };
    Ok(rows.into_iter().map(revision).collect())
}

/// The first pending comment after `id`, or else the first pending one; never `id` itself.
pub fn next_pending(conn: &mut Connection, id: CommentId) -> Result<Option<CommentId>> {
    let later: Option<CommentId> = on!(conn, |c| comments::table
        .filter(comments::status.eq(Status::Pending).and(comments::id.gt(id)))
        .order(comments::id)
        .select(comments::id)
        .first(c)
        .optional())?;
    if later.is_some() {
        return Ok(later);
    }
    Ok(on!(conn, |c| comments::table
        .filter(comments::status.eq(Status::Pending).and(comments::id.lt(id)))
        .order(comments::id)
        .select(comments::id)
        .first(c)
        .optional())?)
}
