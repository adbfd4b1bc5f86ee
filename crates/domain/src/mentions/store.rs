//! The queries of mentions.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, mentions as table, sent_mentions};
use crate::error::Result;
use crate::ids::{ArticleId, ImportId, MentionId};
use crate::mentions::model::{Kind, Mention, Outcome, Sent, State};
use crate::{for_update, on};

#[derive(Insertable)]
#[diesel(table_name = table)]
pub(super) struct NewRow<'a> {
    pub(super) article_id: ArticleId,
    pub(super) kind: Kind,
    pub(super) source: &'a str,
    pub(super) title: &'a str,
    pub(super) state: State,
    pub(super) import_id: i64,
    pub(super) created_at: Time,
    pub(super) noticed_at: Time,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    id: MentionId,
    article_id: ArticleId,
    kind: Kind,
    source: String,
    title: String,
    state: State,
    created_at: Time,
}

impl From<Row> for Mention {
    fn from(row: Row) -> Mention {
        let Row { id, article_id, kind, source, title, state, created_at } = row;
        Mention { id, article_id, kind, source, title, state, created_at }
    }
}

/// None if the article has a mention by this page already.
pub(super) fn insert(conn: &mut Connection, row: &NewRow<'_>) -> Result<Option<MentionId>> {
    Ok(on!(conn, |c| diesel::insert_into(table::table)
        .values(row)
        .on_conflict_do_nothing()
        .returning(table::id)
        .get_result(c)
        .optional())?)
}

pub(super) fn find(
    conn: &mut Connection,
    article: ArticleId,
    source: &str,
) -> Result<Option<Mention>> {
    let row: Option<Row> = on!(conn, |c| table::table
        .filter(table::article_id.eq(article).and(table::source.eq(source)))
        .select(Row::as_select())
        .first(c)
        .optional())?;
    Ok(row.map(Mention::from))
}

/// Notes that a notice about a known mention was taken, unless the last one was taken after `since`. Returns the mention if
/// it was.
pub(super) fn notice(
    conn: &mut Connection,
    (article, source): (ArticleId, &str),
    since: Time,
    now: Time,
) -> Result<Option<MentionId>> {
    let known = table::table
        .filter(table::article_id.eq(article).and(table::source.eq(source)))
        .filter(table::noticed_at.le(since));
    Ok(on!(conn, |c| diesel::update(known)
        .set(table::noticed_at.eq(now))
        .returning(table::id)
        .get_result(c)
        .optional())?)
}

pub(super) fn by_id(conn: &mut Connection, id: MentionId) -> Result<Option<Mention>> {
    let row: Option<Row> =
        on!(conn, |c| table::table.find(id).select(Row::as_select()).first(c).optional())?;
    Ok(row.map(Mention::from))
}

/// As [`by_id`]; nobody else changes it until the end of the transaction.
pub(super) fn locked(conn: &mut Connection, id: MentionId) -> Result<Option<Mention>> {
    let rows: Vec<Row> = for_update!(conn, |c| table::table.find(id).select(Row::as_select()))?;
    Ok(rows.into_iter().next().map(Mention::from))
}

pub(super) fn of_article(
    conn: &mut Connection,
    article: ArticleId,
    state: State,
) -> Result<Vec<Mention>> {
    let rows: Vec<Row> = on!(conn, |c| table::table
        .filter(table::article_id.eq(article).and(table::state.eq(state)))
        .order((table::created_at, table::id))
        .limit(100)
        .select(Row::as_select())
        .load(c))?;
    Ok(rows.into_iter().map(Mention::from).collect())
}

pub(super) fn list(
    conn: &mut Connection,
    state: State,
    before: Option<MentionId>,
    limit: i64,
) -> Result<Vec<(Mention, String)>> {
    let before = before.unwrap_or(MentionId(i64::MAX));
    let rows: Vec<(Row, String)> = on!(conn, |c| table::table
        .inner_join(articles::table)
        .filter(table::state.eq(state).and(table::id.lt(before)))
        .order(table::id.desc())
        .limit(limit)
        .select((Row::as_select(), articles::title))
        .load(c))?;
    Ok(rows.into_iter().map(|(row, title)| (row.into(), title)).collect())
}

pub(super) fn count(conn: &mut Connection, state: State) -> Result<i64> {
    Ok(on!(conn, |c| table::table.filter(table::state.eq(state)).count().get_result(c))?)
}

pub(super) fn set_state(conn: &mut Connection, id: MentionId, state: State) -> Result<()> {
    on!(conn, |c| diesel::update(table::table.find(id)).set(table::state.eq(state)).execute(c))?;
    Ok(())
}

pub(super) fn set_found(
    conn: &mut Connection,
    id: MentionId,
    title: &str,
    state: State,
) -> Result<()> {
    on!(conn, |c| diesel::update(table::table.find(id))
        .set((table::title.eq(title), table::state.eq(state)))
        .execute(c))?;
    Ok(())
}

pub(super) fn remove(conn: &mut Connection, id: MentionId) -> Result<()> {
    on!(conn, |c| diesel::delete(table::table.find(id)).execute(c))?;
    Ok(())
}

pub(super) fn remove_of_import(conn: &mut Connection, import: ImportId) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(table::table.filter(table::import_id.eq(import.0)))
        .execute(c))?)
}

/// What is known of the pages that an article links to, or did: the page, the outcome, and the version of the article.
pub(super) fn sent(
    conn: &mut Connection,
    article: ArticleId,
) -> Result<Vec<(String, Outcome, i64)>> {
    Ok(on!(conn, |c| sent_mentions::table
        .filter(sent_mentions::article_id.eq(article))
        .order(sent_mentions::target)
        .select((sent_mentions::target, sent_mentions::outcome, sent_mentions::version))
        .load(c))?)
}

pub(super) fn set_sent(
    conn: &mut Connection,
    (article, target): (ArticleId, &str),
    outcome: Outcome,
    version: i64,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(sent_mentions::table)
        .values((
            sent_mentions::article_id.eq(article),
            sent_mentions::target.eq(target),
            sent_mentions::outcome.eq(outcome),
            sent_mentions::version.eq(version),
            sent_mentions::at.eq(now),
        ))
        .on_conflict((sent_mentions::article_id, sent_mentions::target))
        .do_update()
        .set((
            sent_mentions::outcome.eq(outcome),
            sent_mentions::version.eq(version),
            sent_mentions::at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// The notifications of other sites, the latest first.
pub(super) fn list_sent(conn: &mut Connection, limit: i64) -> Result<Vec<Sent>> {
    let rows: Vec<(String, Outcome, Time, String)> = on!(conn, |c| sent_mentions::table
        .inner_join(articles::table)
        .order((sent_mentions::at.desc(), sent_mentions::target))
        .limit(limit)
        .select(
            (sent_mentions::target, sent_mentions::outcome, sent_mentions::at, articles::title,)
        )
        .load(c))?;
    let sent = |(target, outcome, at, title)| Sent { target, outcome, at, title };
    Ok(rows.into_iter().map(sent).collect())
}
