//! Which articles have to do with another one.

use diesel::alias;
use diesel::dsl::{count_star, max, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use crate::articles::choices::Kind;
use crate::articles::model::Status;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{article_tags, articles};
use crate::error::Result;
use crate::ids::{ArticleId, SectionId};
use crate::on;

/// A public article that shares tags with another one: its number, its time, and how many tags.
pub(in crate::articles) type Sharing = (ArticleId, Option<Time>, i64);

/// The public articles that share most tags with the article `id`; of equals, the newest.
pub(in crate::articles) fn sharing_tags(
    conn: &mut Connection,
    id: ArticleId,
    limit: i64,
) -> Result<Vec<Sharing>> {
    Ok(on!(conn, |c| {
        let own = alias!(article_tags as own);
        let own = own
            .filter(own.field(article_tags::article_id).eq(id))
            .select(own.field(article_tags::tag_id));
        article_tags::table
            .inner_join(articles::table)
            .filter(article_tags::tag_id.eq_any(own))
            .filter(article_tags::article_id.ne(id))
            .filter(articles::status.eq(Status::Published).and(articles::kind.eq(Kind::Article)))
            .group_by(article_tags::article_id)
            .order((sql::<BigInt>("COUNT(*)").desc(), max(articles::published_at).desc()))
            .limit(limit)
            .select((article_tags::article_id, max(articles::published_at), count_star()))
            .load(c)
    })?)
}

/// The newest public articles of a section but the article `id`.
pub(in crate::articles) fn in_section(
    conn: &mut Connection,
    section: SectionId,
    id: ArticleId,
    limit: i64,
) -> Result<Vec<(ArticleId, Option<Time>)>> {
    Ok(on!(conn, |c| articles::table
        .filter(articles::section_id.eq(section).and(articles::id.ne(id)))
        .filter(articles::status.eq(Status::Published).and(articles::kind.eq(Kind::Article)))
        .order((articles::published_at.desc(), articles::id.desc()))
        .limit(limit)
        .select((articles::id, articles::published_at))
        .load(c))?)
}

/// Path and headline of the public articles of a section right before and right after one that was published
/// at `time`.
pub(in crate::articles) fn neighbours(
    conn: &mut Connection,
    section: SectionId,
    (time, id): (Time, ArticleId),
) -> Result<[Option<(String, String)>; 2]> {
    let before = on!(conn, |c| articles::table
        .filter(articles::section_id.eq(section).and(articles::kind.eq(Kind::Article)))
        .filter(articles::status.eq(Status::Published))
        .filter(
            articles::published_at
                .lt(time)
                .or(articles::published_at.eq(time).and(articles::id.lt(id))),
        )
        .order((articles::published_at.desc(), articles::id.desc()))
        .select((articles::path, articles::title))
        .first(c)
        .optional())?;
    let after = on!(conn, |c| articles::table
        .filter(articles::section_id.eq(section).and(articles::kind.eq(Kind::Article)))
        .filter(articles::status.eq(Status::Published))
        .filter(
            articles::published_at
                .gt(time)
                .or(articles::published_at.eq(time).and(articles::id.gt(id))),
        )
        .order((articles::published_at.asc(), articles::id.asc()))
        .select((articles::path, articles::title))
        .first(c)
        .optional())?;
    Ok([before, after])
}

/// The present path and the headline of the public article that has or had `path`.
pub(in crate::articles) fn public_at(
    conn: &mut Connection,
    path: &str,
) -> Result<Option<(String, String)>> {
    let Some(owner) = super::paths::owner(conn, path)? else { return Ok(None) };
    let (super::paths::Owner::Present(id) | super::paths::Owner::Former(id)) = owner;
    Ok(on!(conn, |c| articles::table
        .filter(articles::id.eq(id).and(articles::status.eq(Status::Published)))
        .select((articles::path, articles::title))
        .first(c)
        .optional())?)
}
