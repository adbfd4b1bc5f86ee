//! The present and former paths of articles.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{article_paths, articles};
use crate::error::Result;
use crate::ids::ArticleId;
use crate::on;

/// The article that a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::articles) enum Owner {
    /// It has this path.
    Present(ArticleId),
    /// It had this path, which redirects.
    Former(ArticleId),
}

/// The article that has or had `path`.
pub(in crate::articles) fn owner(conn: &mut Connection, path: &str) -> Result<Option<Owner>> {
    let now: Option<ArticleId> = on!(conn, |c| articles::table
        .filter(articles::path.eq(path))
        .select(articles::id)
        .first(c)
        .optional())?;
    Ok(match now {
        Some(id) => Some(Owner::Present(id)),
        None => former_owner(conn, path)?.map(Owner::Former),
    })
}

/// The article that had `path`.
pub(in crate::articles) fn former_owner(
    conn: &mut Connection,
    path: &str,
) -> Result<Option<ArticleId>> {
    let before =
        article_paths::table.filter(article_paths::path.eq(path)).select(article_paths::article_id);
    Ok(on!(conn, |c| before.first(c).optional())?)
}

/// The paths that articles have, and those that they had.
pub(in crate::articles) fn all(conn: &mut Connection) -> Result<[Vec<(String, ArticleId)>; 2]> {
    let present = on!(conn, |c| articles::table.select((articles::path, articles::id)).load(c))?;
    let former = on!(conn, |c| article_paths::table
        .select((article_paths::path, article_paths::article_id))
        .load(c))?;
    Ok([present, former])
}

/// Stores a former path, so that links to it are redirected.
pub(in crate::articles) fn remember(
    conn: &mut Connection,
    path: &str,
    id: ArticleId,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(article_paths::table)
        .values((article_paths::path.eq(path), article_paths::article_id.eq(id)))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Ends a redirect.
pub(in crate::articles) fn forget(conn: &mut Connection, path: &str) -> Result<()> {
    on!(conn, |c| diesel::delete(article_paths::table.filter(article_paths::path.eq(path)))
        .execute(c))?;
    Ok(())
}
