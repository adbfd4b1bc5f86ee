//! The queries of the checks that count, and of their repairs.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::db::{Connection, Engine};
use crate::error::Result;
use crate::on;

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// The number that `sql` selects as `n`.
pub(super) fn count(conn: &mut Connection, sql: &str) -> Result<i64> {
    Ok(on!(conn, |c| diesel::sql_query(sql).get_result::<Counted>(c))?.n)
}

/// Recounts while the table is locked against posts.
pub(super) fn recount(conn: &mut Connection) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        conn.batch_execute("LOCK TABLE comments IN SHARE ROW EXCLUSIVE MODE")?;
    }
    on!(conn, |c| {
        c.batch_execute(
        "DELETE FROM comment_counts; \
         INSERT INTO comment_counts (section_id, status, slot, n) \
         SELECT COALESCE(section_id, 0), status, 0, COUNT(*) FROM comments GROUP BY COALESCE(section_id, 0), status"
    )
    })?;
    Ok(())
}

/// The same for public threads. Notes of what has changed since the last count stay: they cost one
/// count more.
pub(super) fn recount_threads(conn: &mut Connection) -> Result<()> {
    if let Engine::Postgres(conn) = &mut conn.engine {
        conn.batch_execute(
            "LOCK TABLE comments IN SHARE ROW EXCLUSIVE MODE; LOCK TABLE thread_counts",
        )?;
    }
    on!(conn, |c| {
        c.batch_execute(
            "DELETE FROM thread_counts; \
             INSERT INTO thread_counts (article_id, height, block, threads, comments) \
             SELECT article_id, 0, thread_id / 128, COUNT(DISTINCT thread_id), COUNT(*) \
             FROM public_comments GROUP BY article_id, thread_id / 128; \
             INSERT INTO thread_counts (article_id, height, block, threads, comments) \
             SELECT article_id, 1, block / 128, SUM(threads), SUM(comments) \
             FROM thread_counts WHERE height = 0 GROUP BY article_id, block / 128",
        )
    })?;
    Ok(())
}

/// Gives each comment the section of its article.
pub(super) fn correct_sections(conn: &mut Connection) -> Result<()> {
    on!(conn, |c| {
        c.batch_execute(
        "UPDATE comments SET section_id = (SELECT section_id FROM articles WHERE articles.id = comments.article_id) \
         WHERE COALESCE(section_id, 0) <> \
             COALESCE((SELECT section_id FROM articles WHERE articles.id = comments.article_id), 0)"
    )
    })?;
    Ok(())
}
