//! What the front page shows of comments.

use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};

use crate::articles::choices::Kind;
use crate::articles::model::Status as ArticleStatus;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{articles, comments};
use crate::error::Result;
use crate::ids::{ArticleId, CommentId};
use crate::on;
use crate::status::Status;

use super::model::Picked;

/// The articles with most approved comments since `since`, and how many those are.
pub(super) fn most_discussed(
    conn: &mut Connection,
    since: Time,
    limit: i64,
) -> Result<Vec<(ArticleId, i64)>> {
    Ok(on!(conn, |c| comments::table
        // As the index has it: a value that is bound would keep SQLite from using it.
        .filter(sql::<Bool>("comments.status = 1"))
        .filter(comments::created_at.ge(since))
        .group_by(comments::article_id)
        .order((sql::<BigInt>("COUNT(*)").desc(), comments::article_id.desc()))
        .limit(limit)
        .select((comments::article_id, count_star()))
        .load(c))?)
}

/// The comments with these numbers that readers can see, under articles that everybody may read.
pub fn chosen_picks(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<Picked>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(CommentId, String, String, String, String)> = on!(conn, |c| comments::table
        .inner_join(articles::table)
        .filter(comments::id.eq_any(ids))
        .filter(comments::status.eq(Status::Approved))
        .filter(articles::status.eq(ArticleStatus::Published))
        .filter(articles::kind.eq(Kind::Article).and(articles::password_hash.is_null()))
        .select((comments::id, comments::html, comments::name, articles::title, articles::language))
        .load(c))?;
    let picked = |(id, html, name, title, language)| Picked { id, html, name, title, language };
    Ok(rows.into_iter().map(picked).collect())
}

/// The newest comments that editors have picked, under articles that everybody may read.
pub fn picks(conn: &mut Connection, limit: i64) -> Result<Vec<Picked>> {
    let rows: Vec<(CommentId, String, String, String, String)> = on!(conn, |c| comments::table
        .inner_join(articles::table)
        .filter(comments::featured_at.is_not_null().and(comments::status.eq(Status::Approved)))
        .filter(articles::status.eq(ArticleStatus::Published))
        .filter(articles::kind.eq(Kind::Article).and(articles::password_hash.is_null()))
        .order(comments::id.desc())
        .limit(limit)
        .select((comments::id, comments::html, comments::name, articles::title, articles::language))
        .load(c))?;
    let picked = |(id, html, name, title, language)| Picked { id, html, name, title, language };
    Ok(rows.into_iter().map(picked).collect())
}
