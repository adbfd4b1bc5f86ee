//! The saved versions of articles.

use diesel::prelude::*;

use crate::articles::model::{Article, Fields, Revision, RevisionSummary, Status};
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, article_revisions};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};
use crate::on;

type SummaryRow = (i64, Time, Option<AccountId>, Option<String>, Status, String);

/// Stores the present version of an article, unless it is stored already.
pub(in crate::articles) fn keep(
    conn: &mut Connection,
    article: &Article,
    by: Option<AccountId>,
    at: Time,
) -> Result<()> {
    let fields = serde_json::to_string(&Fields::of(article)).map_err(Error::internal)?;
    on!(conn, |c| diesel::insert_into(article_revisions::table)
        .values((
            article_revisions::article_id.eq(article.id),
            article_revisions::version.eq(article.version),
            article_revisions::account_id.eq(by),
            article_revisions::status.eq(article.status),
            article_revisions::title.eq(&article.title),
            article_revisions::summary.eq(&article.summary),
            article_revisions::body.eq(&article.body),
            article_revisions::fields.eq(&fields),
            article_revisions::created_at.eq(at),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// Revisions of an article with versions below `before`, the latest first.
pub(in crate::articles) fn list(
    conn: &mut Connection,
    id: ArticleId,
    before: i64,
    limit: i64,
) -> Result<Vec<RevisionSummary>> {
    let rows: Vec<SummaryRow> = on!(conn, |c| article_revisions::table
        .left_join(accounts::table)
        .filter(article_revisions::article_id.eq(id).and(article_revisions::version.lt(before)))
        .order(article_revisions::version.desc())
        .limit(limit)
        .select((
            article_revisions::version,
            article_revisions::created_at,
            article_revisions::account_id,
            accounts::name.nullable(),
            article_revisions::status,
            article_revisions::title,
        ))
        .load(c))?;
    Ok(rows.into_iter().map(summary).collect())
}

fn summary((version, at, account, name, status, title): SummaryRow) -> RevisionSummary {
    RevisionSummary { version, at, by: account.zip(name), status, title }
}

/// A revision of an article.
pub(in crate::articles) fn load(
    conn: &mut Connection,
    id: ArticleId,
    version: i64,
) -> Result<Option<Revision>> {
    let row: Option<(SummaryRow, (String, String, String))> =
        on!(conn, |c| article_revisions::table
            .left_join(accounts::table)
            .filter(
                article_revisions::article_id.eq(id).and(article_revisions::version.eq(version))
            )
            .select((
                (
                    article_revisions::version,
                    article_revisions::created_at,
                    article_revisions::account_id,
                    accounts::name.nullable(),
                    article_revisions::status,
                    article_revisions::title,
                ),
                (article_revisions::summary, article_revisions::body, article_revisions::fields),
            ))
            .first(c)
            .optional())?;
    row.map(|(row, (lead, body, fields))| {
        let fields: Fields = serde_json::from_str(&fields).map_err(Error::internal)?;
        let fields = fields.with_mode();
        Ok(Revision { saved: summary(row), summary: lead, body, fields })
    })
    .transpose()
}

/// Article, version and time of the revisions from `since` to before `until` that were not public
/// when they were saved, in this order, beginning with the article and version `from`.
pub(in crate::articles) fn hidden(
    conn: &mut Connection,
    since: Time,
    until: Time,
    from: (ArticleId, i64),
    limit: i64,
) -> Result<Vec<(ArticleId, i64, Time)>> {
    let statuses = [Status::Draft, Status::Submitted, Status::Scheduled];
    Ok(on!(conn, |c| article_revisions::table
        .filter(
            article_revisions::created_at.ge(since).and(article_revisions::created_at.lt(until))
        )
        .filter(article_revisions::status.eq_any(statuses))
        .filter(article_revisions::article_id.gt(from.0).or(
            article_revisions::article_id.eq(from.0).and(article_revisions::version.ge(from.1))
        ),)
        .order((article_revisions::article_id, article_revisions::version))
        .limit(limit)
        .select((
            article_revisions::article_id,
            article_revisions::version,
            article_revisions::created_at,
        ))
        .load(c))?)
}

pub(in crate::articles) fn delete(
    conn: &mut Connection,
    id: ArticleId,
    version: i64,
) -> Result<()> {
    on!(conn, |c| diesel::delete(article_revisions::table.find((id, version))).execute(c))?;
    Ok(())
}
