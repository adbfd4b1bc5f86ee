//! Which articles can be found, and which of them are to be read again.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{articles, searchable_articles};
use crate::error::Result;
use crate::ids::ArticleId;
use crate::{on, skip_locked};

/// Articles whose words are outdated.
pub(in crate::articles) fn stale(conn: &mut Connection, limit: i64) -> Result<Vec<ArticleId>> {
    Ok(on!(conn, |c| searchable_articles::table
        .filter(searchable_articles::stale.eq(true))
        .order(searchable_articles::article_id)
        .limit(limit)
        .select(searchable_articles::article_id)
        .load(c))?)
}

/// The same, locked until the end of the transaction, without those that another transaction has locked.
pub(in crate::articles) fn lock_stale(conn: &mut Connection, limit: i64) -> Result<Vec<ArticleId>> {
    Ok(skip_locked!(conn, |c| searchable_articles::table
        .filter(searchable_articles::stale.eq(true))
        .order(searchable_articles::article_id)
        .limit(limit)
        .select(searchable_articles::article_id))?)
}

/// Their words are those of the articles again.
pub(in crate::articles) fn set_fresh(conn: &mut Connection, ids: &[ArticleId]) -> Result<()> {
    let these = searchable_articles::table.filter(searchable_articles::article_id.eq_any(ids));
    on!(conn, |c| diesel::update(these).set(searchable_articles::stale.eq(false)).execute(c))?;
    Ok(())
}

/// The texts of articles as HTML.
pub(in crate::articles) fn bodies(
    conn: &mut Connection,
    ids: &[ArticleId],
) -> Result<HashMap<ArticleId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(ArticleId, String)> = on!(conn, |c| articles::table
        .filter(articles::id.eq_any(ids))
        .select((articles::id, articles::body_html))
        .load(c))?;
    Ok(rows.into_iter().collect())
}
