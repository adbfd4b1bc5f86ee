//! Unsaved texts of members of the staff.

use diesel::prelude::*;

use crate::articles::working_copy::{ColleaguesCopy, WorkingCopy};
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{accounts, working_copies};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId};
use crate::on;

type Columns = (i64, String, Time);

fn copy((version, form, saved_at): Columns) -> WorkingCopy {
    WorkingCopy { version, form, saved_at }
}

/// The row of `account` for `article`; without one, that of a new article.
fn row(
    conn: &mut Connection,
    account: AccountId,
    article: Option<ArticleId>,
) -> Result<Option<(i64, Columns)>> {
    Ok(on!(conn, |c| {
        let mut query = working_copies::table
            .filter(working_copies::account_id.eq(account))
            .select((
                working_copies::id,
                (working_copies::version, working_copies::form, working_copies::saved_at),
            ))
            .into_boxed();
        query = match article {
            Some(article) => query.filter(working_copies::article_id.eq(article)),
            None => query.filter(working_copies::article_id.is_null()),
        };
        query.first(c).optional()
    })?)
}

/// Replaces the copy of `account`, or stores the first one.
pub(in crate::articles) fn set(
    conn: &mut Connection,
    account: AccountId,
    article: Option<ArticleId>,
    copy: &WorkingCopy,
) -> Result<()> {
    let columns = (
        working_copies::version.eq(copy.version),
        working_copies::form.eq(&copy.form),
        working_copies::saved_at.eq(copy.saved_at),
    );
    // The second attempt is for another request of the same member that has stored or deleted the
    // copy since.
    for _ in 0..2 {
        let written = match row(conn, account, article)? {
            Some((id, _)) => on!(&mut *conn, |c| diesel::update(working_copies::table.find(id))
                .set(columns)
                .execute(c))?,
            None => on!(&mut *conn, |c| diesel::insert_into(working_copies::table)
                .values((
                    working_copies::account_id.eq(account),
                    working_copies::article_id.eq(article),
                    columns,
                ))
                .on_conflict_do_nothing()
                .execute(c))?,
        };
        if written > 0 {
            return Ok(());
        }
    }
    Err(Error::internal("a working copy could neither be updated nor inserted"))
}

pub(in crate::articles) fn load(
    conn: &mut Connection,
    account: AccountId,
    article: Option<ArticleId>,
) -> Result<Option<WorkingCopy>> {
    Ok(row(conn, account, article)?.map(|(_, columns)| copy(columns)))
}

pub(in crate::articles) fn delete(
    conn: &mut Connection,
    account: AccountId,
    article: Option<ArticleId>,
) -> Result<()> {
    if let Some((id, _)) = row(conn, account, article)? {
        on!(conn, |c| diesel::delete(working_copies::table.find(id)).execute(c))?;
    }
    Ok(())
}

/// All copies of an article, the latest first.
pub(in crate::articles) fn of_article(
    conn: &mut Connection,
    article: ArticleId,
) -> Result<Vec<ColleaguesCopy>> {
    let rows: Vec<(AccountId, String, Columns)> = on!(conn, |c| working_copies::table
        .inner_join(accounts::table)
        .filter(working_copies::article_id.eq(article))
        .order(working_copies::saved_at.desc())
        .select((
            accounts::id,
            accounts::name,
            (working_copies::version, working_copies::form, working_copies::saved_at),
        ))
        .load(c))?;
    let of = |(account, name, columns)| ColleaguesCopy { account, name, copy: copy(columns) };
    Ok(rows.into_iter().map(of).collect())
}

pub(in crate::articles) fn delete_before(conn: &mut Connection, limit: Time) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(
        working_copies::table.filter(working_copies::saved_at.lt(limit))
    )
    .execute(c))?)
}
