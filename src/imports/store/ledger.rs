//! What was imported from where.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use crate::articles::choices;
use crate::cache::Scope;
use crate::clock::Time;
use crate::db::schema::{articles, comments, import_items, import_sources, imports, mentions};
use crate::db::{Connection, Engine, dialect};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{ArticleId, CommentId, ImportId, ImportSourceId, ImportUploadId};
use crate::imports::items::Kind;
use crate::imports::store::staging::BY_CONTENT;
use crate::imports::store::uploaded;
use crate::{invalidation, on};

const LOCK: &[u8; 8] = b"imports ";

/// The state of an import that runs or was interrupted.
pub(in crate::imports) const RUNNING: i16 = 0;
/// The state of one that is complete.
pub(in crate::imports) const DONE: i16 = 1;
/// The state of one that was taken back.
pub(in crate::imports) const UNDONE: i16 = 2;

/// The row that an item has become.
pub(in crate::imports) struct Known {
    pub(in crate::imports) target: i64,
}

/// A comment here, with the one that begins its thread, and its article.
#[derive(Clone, Copy)]
pub(in crate::imports) struct InThread {
    pub(in crate::imports) id: CommentId,
    pub(in crate::imports) root: CommentId,
    pub(in crate::imports) article: ArticleId,
}

impl InThread {
    /// `root` is `None` for a comment that begins a thread.
    pub(in crate::imports) fn new(
        id: CommentId,
        root: Option<CommentId>,
        article: ArticleId,
    ) -> InThread {
        InThread { id, root: root.unwrap_or(id), article }
    }
}

/// A row of the list of imports.
pub(in crate::imports) type ImportRow = (ImportId, i16, String, Time, Option<Time>, String, String);

pub(in crate::imports) fn source(
    conn: &mut Connection,
    system: &str,
    site: &str,
) -> Result<Option<ImportSourceId>> {
    Ok(on!(conn, |c| import_sources::table
        .filter(import_sources::system.eq(system).and(import_sources::site.eq(site)))
        .select(import_sources::id)
        .first(c)
        .optional())?)
}

/// Begins an import, or goes on with one of the same site that was interrupted.
pub(in crate::imports) fn begin(
    conn: &mut Connection,
    system: &str,
    site: &str,
    now: Time,
) -> Result<(ImportSourceId, ImportId)> {
    dialect::serialize_on(conn, LOCK)?;
    let source = match source(conn, system, site)? {
        Some(id) => id,
        None => on!(conn, |c| diesel::insert_into(import_sources::table)
            .values((import_sources::system.eq(system), import_sources::site.eq(site)))
            .returning(import_sources::id)
            .get_result(c))?,
    };
    let interrupted: Option<ImportId> = on!(conn, |c| imports::table
        .filter(imports::source_id.eq(source).and(imports::state.eq(RUNNING)))
        .select(imports::id)
        .first(c)
        .optional())?;
    let id = match interrupted {
        Some(id) => id,
        None => on!(conn, |c| diesel::insert_into(imports::table)
            .values((
                imports::source_id.eq(source),
                imports::state.eq(RUNNING),
                imports::report.eq(""),
                imports::created_at.eq(now),
            ))
            .returning(imports::id)
            .get_result(c))?,
    };
    Ok((source, id))
}

/// As [`begin`], for an upload: one whose job runs again goes on with its own import.
///
/// # Errors
/// Those of [`go_on`].
pub(in crate::imports) fn begin_upload(
    conn: &mut Connection,
    upload: ImportUploadId,
    system: &str,
    site: &str,
    now: Time,
) -> Result<(ImportSourceId, ImportId)> {
    if let Some((source, id)) = uploaded::import_of(conn, upload)? {
        go_on(conn, id)?;
        return Ok((source, id));
    }
    let (source, id) = begin(conn, system, site, now)?;
    uploaded::set_import(conn, upload, id)?;
    Ok((source, id))
}

/// The code of the conflict of an import that is undone while it runs.
pub(in crate::imports) const TAKEN_BACK: &str = "import_undone";

/// Begins a transaction of an import that runs. Until its end nobody undoes the import and no other import stores anything.
///
/// # Errors
/// [`Error::Conflict`] [`TAKEN_BACK`] if it was undone meanwhile.
pub(in crate::imports) fn go_on(conn: &mut Connection, id: ImportId) -> Result<()> {
    dialect::serialize_on(conn, LOCK)?;
    match on!(conn, |c| imports::table.find(id).select(imports::state).first::<i16>(c))? {
        UNDONE => Err(Error::conflict(TAKEN_BACK, Message::import_taken_back())),
        // It is done already if another process imports the same site.
        _ => Ok(()),
    }
}

/// Marks an import as undone, before anything of it is removed, so that it stores nothing more if it runs.
pub(in crate::imports) fn take_back(conn: &mut Connection, id: ImportId) -> Result<()> {
    dialect::serialize_on(conn, LOCK)?;
    on!(conn, |c| diesel::update(imports::table.find(id))
        .set(imports::state.eq(UNDONE))
        .execute(c))?;
    Ok(())
}

/// Whether anything is left that an import made.
pub(in crate::imports) fn has_made(conn: &mut Connection, id: ImportId) -> Result<bool> {
    let made = import_items::import_id.eq(id).and(import_items::version.gt(0));
    let any = diesel::dsl::exists(import_items::table.filter(made));
    Ok(on!(conn, |c| diesel::select(any).get_result(c))?)
}

/// Stores the state and the report of an import that has ended. Other processes drop their pages: what it has changed is told
/// to them as it happens, except for labels, pictures and mentions.
pub(in crate::imports) fn finish(
    conn: &mut Connection,
    id: ImportId,
    state: i16,
    report: &str,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::update(imports::table.find(id))
        .set((
            imports::state.eq(state),
            imports::report.eq(report),
            imports::finished_at.eq(Some(now)),
        ))
        .execute(c))?;
    invalidation::record(conn, Scope::Site, now)
}

pub(in crate::imports) fn list(conn: &mut Connection) -> Result<Vec<ImportRow>> {
    Ok(on!(conn, |c| imports::table
        .inner_join(import_sources::table)
        .order(imports::id)
        .select((
            imports::id,
            imports::state,
            imports::report,
            imports::created_at,
            imports::finished_at,
            import_sources::system,
            import_sources::site,
        ))
        .load(c))?)
}

pub(in crate::imports) fn find(
    conn: &mut Connection,
    source: ImportSourceId,
    kind: Kind,
    key: &str,
) -> Result<Option<Known>> {
    let target: Option<i64> = on!(conn, |c| import_items::table
        .find((source, kind, key))
        .select(import_items::target_id)
        .first(c)
        .optional())?;
    Ok(target.map(|target| Known { target }))
}

/// Whether comments of a site were imported before.
pub(in crate::imports) fn has_comments(
    conn: &mut Connection,
    source: ImportSourceId,
) -> Result<bool> {
    let of_source = import_items::source_id.eq(source).and(import_items::kind.eq(Kind::Comment));
    let any = diesel::dsl::exists(import_items::table.filter(of_source));
    Ok(on!(conn, |c| diesel::select(any).get_result(c))?)
}

/// What comments have become, in the order of `keys`. Their threads are those of today, not of the file.
pub(in crate::imports) fn comments(
    conn: &mut Connection,
    source: ImportSourceId,
    keys: &[String],
) -> Result<Vec<Option<InThread>>> {
    let of_source = import_items::source_id.eq(source).and(import_items::kind.eq(Kind::Comment));
    let found: Vec<(String, i64)> = on!(conn, |c| import_items::table
        .filter(of_source.and(import_items::source.eq_any(keys)))
        .select((import_items::source, import_items::target_id))
        .load(c))?;
    if found.is_empty() {
        return Ok(vec![None; keys.len()]);
    }
    let ids: Vec<i64> = found.iter().map(|(_, id)| *id).collect();
    let rows: Vec<(CommentId, Option<CommentId>, ArticleId)> = on!(conn, |c| comments::table
        .filter(comments::id.eq_any(ids))
        .select((comments::id, comments::root_id, comments::article_id))
        .load(c))?;
    let rows: HashMap<i64, InThread> = rows
        .into_iter()
        .map(|(id, root, article)| (id.0, InThread::new(id, root, article)))
        .collect();
    let found: HashMap<String, InThread> = found
        .into_iter()
        .map(|(key, id)| {
            // One that is gone is on no article, so that nothing replies to it.
            let gone = || InThread::new(CommentId(id), None, ArticleId(0));
            (key, rows.get(&id).copied().unwrap_or_else(gone))
        })
        .collect();
    Ok(keys.iter().map(|key| found.get(key).copied()).collect())
}

/// Whether comments of a site are in the ledger under the keys of their files. Earlier versions of the program knew those of our
/// own format so.
pub(in crate::imports) fn has_comments_by_key(
    conn: &mut Connection,
    source: ImportSourceId,
) -> Result<bool> {
    let of_source = import_items::source_id.eq(source).and(import_items::kind.eq(Kind::Comment));
    let first: Option<i64> = on!(conn, |c| import_items::table
        .filter(of_source.and(import_items::source.not_like(format!("{BY_CONTENT}%"))))
        .select(import_items::target_id)
        .first(c)
        .optional())?;
    Ok(first.is_some())
}

/// Those of an article that were posted at these times, with their times, the oldest row first.
pub(in crate::imports) fn comments_by_key(
    conn: &mut Connection,
    source: ImportSourceId,
    article: ArticleId,
    times: &[Time],
) -> Result<Vec<(Time, InThread)>> {
    let found: Vec<(Time, CommentId, Option<CommentId>)> = on!(conn, |c| comments::table
        .filter(comments::article_id.eq(article.0).and(comments::created_at.eq_any(times)))
        .order(comments::id)
        .select((comments::created_at, comments::id, comments::root_id))
        .load(c))?;
    let ids: Vec<i64> = found.iter().map(|(_, id, _)| id.0).collect();
    let of_source = import_items::source_id.eq(source).and(import_items::kind.eq(Kind::Comment));
    let known: Vec<i64> = on!(conn, |c| import_items::table
        .filter(of_source.and(import_items::source.not_like(format!("{BY_CONTENT}%"))))
        .filter(import_items::target_id.eq_any(&ids))
        .select(import_items::target_id)
        .load(c))?;
    let known = found.into_iter().filter(|(_, id, _)| known.contains(&id.0));
    Ok(known.map(|(at, id, root)| (at, InThread::new(id, root, article))).collect())
}

/// What an import has made in all, also if it was interrupted and finished later, as its report counts it.
pub(in crate::imports) fn made_in_all(
    conn: &mut Connection,
    import: ImportId,
) -> Result<BTreeMap<String, u64>> {
    // Every comment of an import is one that it made. A million are counted in the index alone, without a look at each.
    let comments: i64 = on!(conn, |c| import_items::table
        .filter(import_items::import_id.eq(import).and(import_items::kind.eq(Kind::Comment)))
        .count()
        .get_result(c))?;
    let others = [Kind::Author, Kind::Section, Kind::Tag, Kind::Article, Kind::Attachment];
    let of_import = import_items::import_id.eq(import).and(import_items::version.gt(0));
    let mut kinds: Vec<(Kind, i64)> = on!(conn, |c| import_items::table
        .filter(of_import.and(import_items::kind.eq_any(others)))
        .group_by(import_items::kind)
        .select((import_items::kind, diesel::dsl::count_star()))
        .load(c))?;
    kinds.push((Kind::Comment, comments));
    let mut made: BTreeMap<String, u64> =
        kinds.iter().map(|(kind, count)| (kind.name().to_owned(), count.unsigned_abs())).collect();
    let ids = import_items::table
        .filter(of_import.and(import_items::kind.eq(Kind::Article)))
        .select(import_items::target_id);
    let pages: i64 = on!(conn, |c| articles::table
        .filter(articles::id.eq_any(ids).and(articles::kind.eq(choices::Kind::Page)))
        .count()
        .get_result(c))?;
    let mentions: i64 = on!(conn, |c| mentions::table
        .filter(mentions::import_id.eq(import.0))
        .count()
        .get_result(c))?;
    if let Some(articles) = made.get_mut(Kind::Article.name()) {
        *articles = articles.saturating_sub(pages.unsigned_abs());
    }
    made.insert("pages".to_owned(), pages.unsigned_abs());
    made.insert("mentions".to_owned(), mentions.unsigned_abs());
    made.retain(|_, count| *count > 0);
    Ok(made)
}

/// The articles made of WordPress posts with this number, of all sites.
pub(in crate::imports) fn wordpress_posts(conn: &mut Connection, number: &str) -> Result<Vec<i64>> {
    Ok(on!(conn, |c| import_items::table
        .inner_join(import_sources::table.on(import_items::source_id.eq(import_sources::id)))
        .filter(import_sources::system.eq("wordpress"))
        .filter(import_items::kind.eq(Kind::Article).and(import_items::source.eq(number)))
        .select(import_items::target_id)
        .distinct()
        .load(c))?)
}

#[derive(Clone, Insertable)]
#[diesel(table_name = import_items)]
pub(in crate::imports) struct Entry {
    pub(in crate::imports) source_id: ImportSourceId,
    pub(in crate::imports) kind: Kind,
    pub(in crate::imports) source: String,
    pub(in crate::imports) import_id: ImportId,
    pub(in crate::imports) target_id: i64,
    pub(in crate::imports) version: i64,
    pub(in crate::imports) hash: Vec<u8>,
}

/// Adds lines.
pub(in crate::imports) fn add_all(conn: &mut Connection, entries: &[Entry]) -> Result<()> {
    match &mut conn.engine {
        // Diesel has no statement of several rows for SQLite that stays prepared.
        Engine::Sqlite(c) => {
            for entry in entries {
                diesel::insert_into(import_items::table).values(entry).execute(c)?;
            }
        }
        Engine::Postgres(c) => {
            diesel::insert_into(import_items::table).values(entries).execute(c)?;
        }
    }
    Ok(())
}

pub(in crate::imports) fn add(conn: &mut Connection, entry: &Entry) -> Result<()> {
    on!(conn, |c| diesel::insert_into(import_items::table).values(entry).execute(c))?;
    Ok(())
}

/// Up to `limit` items that an import made, the last first.
pub(in crate::imports) fn made(
    conn: &mut Connection,
    import: ImportId,
    kind: Kind,
    before: i64,
    limit: i64,
) -> Result<Vec<(i64, i64, String)>> {
    Ok(on!(conn, |c| import_items::table
        .filter(import_items::import_id.eq(import).and(import_items::kind.eq(kind)))
        .filter(import_items::target_id.lt(before))
        .order(import_items::target_id.desc())
        .limit(limit)
        .select((import_items::target_id, import_items::version, import_items::source))
        .load(c))?)
}

pub(in crate::imports) fn forget(
    conn: &mut Connection,
    import: ImportId,
    kind: Kind,
    target: i64,
) -> Result<()> {
    let item = import_items::table
        .filter(import_items::import_id.eq(import).and(import_items::kind.eq(kind)))
        .filter(import_items::target_id.eq(target));
    on!(conn, |c| diesel::delete(item).execute(c))?;
    Ok(())
}
