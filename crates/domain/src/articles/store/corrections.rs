//! The corrections that readers see.

use diesel::prelude::*;

use crate::articles::model::Correction;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::article_corrections;
use crate::error::Result;
use crate::ids::ArticleId;
use crate::on;

/// The corrections of an article, the oldest first.
pub(in crate::articles) fn of(conn: &mut Connection, id: ArticleId) -> Result<Vec<Correction>> {
    let rows: Vec<(Time, String)> = on!(conn, |c| article_corrections::table
        .filter(article_corrections::article_id.eq(id))
        .order((article_corrections::corrected_at, article_corrections::id))
        .select((article_corrections::corrected_at, article_corrections::text))
        .load(c))?;
    Ok(rows.into_iter().map(|(at, text)| Correction { at, text }).collect())
}

/// Replaces all corrections of an article.
pub(in crate::articles) fn set(
    conn: &mut Connection,
    id: ArticleId,
    corrections: &[Correction],
) -> Result<()> {
    let present = article_corrections::table.filter(article_corrections::article_id.eq(id));
    on!(conn, |c| diesel::delete(present).execute(c))?;
    for correction in corrections {
        on!(conn, |c| diesel::insert_into(article_corrections::table)
            .values((
                article_corrections::article_id.eq(id),
                article_corrections::text.eq(&correction.text),
                article_corrections::corrected_at.eq(correction.at),
            ))
            .execute(c))?;
    }
    Ok(())
}
