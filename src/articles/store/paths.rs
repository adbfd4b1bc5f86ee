//! The present and former paths of articles.

use diesel::prelude::*;

use crate::articles::model::Status;
use crate::db::Connection;
use crate::db::schema::{article_paths, articles};
use crate::error::Result;
use crate::ids::ArticleId;
use crate::on;

/// Status and path of the article that had `path` formerly.
pub(in crate::articles) fn moved(conn: &mut Connection, path: &str) -> Result<Option<(Status, String)>> {
    Ok(on!(conn, |c| article_paths::table
        .inner_join(articles::table)
        .filter(article_paths::path.eq(path))
        .select((articles::status, articles::path))
        .first(c)
        .optional())?)
}

/// The article that has or had `path`.
pub(in crate::articles) fn path_owner(conn: &mut Connection, path: &str) -> Result<Option<ArticleId>> {
    let now: Option<ArticleId> = on!(conn, |c| articles::table
        .filter(articles::path.eq(path))
        .select(articles::id)
        .first(c)
        .optional())?;
    if now.is_some() {
        return Ok(now);
    }
    let before =
        article_paths::table.filter(article_paths::path.eq(path)).select(article_paths::article_id);
    Ok(on!(conn, |c| before.first(c).optional())?)
}

/// Stores a former path, so that links to it are redirected.
pub(in crate::articles) fn remember_path(conn: &mut Connection, path: &str, id: ArticleId) -> Result<()> {
    on!(conn, |c| diesel::insert_into(article_paths::table)
        .values((article_paths::path.eq(path), article_paths::article_id.eq(id)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

pub(in crate::articles) fn forget_path(conn: &mut Connection, path: &str) -> Result<()> {
    on!(conn, |c| diesel::delete(article_paths::table.filter(article_paths::path.eq(path)))
        .execute(c))?;
    Ok(())
}
