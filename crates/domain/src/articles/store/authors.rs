//! Queries about authors alone: the accounts of some, and the bylines of articles as texts.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{accounts, article_bylines, articles, authors};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId, AuthorId};
use crate::on;

/// Writes the names of an article's authors as one text.
pub(in crate::articles) fn write_text(conn: &mut Connection, id: ArticleId) -> Result<()> {
    let names: Vec<String> = on!(conn, |c| article_bylines::table
        .inner_join(authors::table)
        .filter(article_bylines::article_id.eq(id))
        .order(article_bylines::position)
        .select(authors::name)
        .load(c))?;
    on!(conn, |c| diesel::update(articles::table.find(id))
        .set(articles::byline.eq(names.join(", ")))
        .execute(c))?;
    Ok(())
}

/// Writes the text of all articles of an author, who has another name.
pub(in crate::articles) fn rewrite_texts(conn: &mut Connection, id: AuthorId) -> Result<()> {
    let theirs = article_bylines::table.filter(article_bylines::author_id.eq(id));
    let ids: Vec<ArticleId> = on!(conn, |c| theirs.select(article_bylines::article_id).load(c))?;
    ids.into_iter().try_for_each(|article| write_text(conn, article))
}

pub(in crate::articles) fn is_account(conn: &mut Connection, id: AccountId) -> Result<bool> {
    let found = diesel::dsl::exists(accounts::table.find(id));
    Ok(on!(conn, |c| diesel::select(found).get_result(c))?)
}

/// The author with this account.
pub(in crate::articles) fn of_account(
    conn: &mut Connection,
    id: AccountId,
) -> Result<Option<AuthorId>> {
    let of_account = authors::table.filter(authors::account_id.eq(id)).select(authors::id);
    Ok(on!(conn, |c| of_account.first(c).optional())?)
}

/// Different bylines that are only texts.
pub(in crate::articles) fn unadopted(conn: &mut Connection, most: i64) -> Result<Vec<String>> {
    let named = article_bylines::table.filter(article_bylines::article_id.eq(articles::id));
    Ok(on!(conn, |c| articles::table
        .filter(articles::byline.ne("").and(diesel::dsl::not(diesel::dsl::exists(named))))
        .select(articles::byline)
        .distinct()
        .limit(most)
        .load(c))?)
}

/// The articles whose byline is only this text.
pub(in crate::articles) fn with_byline(
    conn: &mut Connection,
    byline: &str,
) -> Result<Vec<ArticleId>> {
    let named = article_bylines::table.filter(article_bylines::article_id.eq(articles::id));
    Ok(on!(conn, |c| articles::table
        .filter(articles::byline.eq(byline).and(diesel::dsl::not(diesel::dsl::exists(named))))
        .select(articles::id)
        .load(c))?)
}
