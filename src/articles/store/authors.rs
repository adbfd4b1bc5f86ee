//! Authors, the slugs that they had, and the bylines of articles.

use diesel::prelude::*;

use crate::articles::model::{Author, CountedAuthor, Label, Status};
use crate::articles::{path, slugs};
use crate::db::Connection;
use crate::db::schema::{accounts, article_bylines, articles, author_slugs, authors};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId, AuthorId};
use crate::on;

type AuthorRow = (AuthorId, String, String, String, Option<AccountId>);

fn author((id, slug, name, biography, account): AuthorRow) -> Author {
    Author { id, slug, name, biography, account }
}

/// The author with this slug.
pub(in crate::articles) fn of_slug(conn: &mut Connection, slug: &str) -> Result<Option<Author>> {
    let found: Option<AuthorRow> = on!(conn, |c| authors::table
        .filter(authors::slug.eq(slug))
        .select((
            authors::id,
            authors::slug,
            authors::name,
            authors::biography,
            authors::account_id
        ))
        .first(c)
        .optional())?;
    Ok(found.map(author))
}

/// The author with this number.
pub(in crate::articles) fn by_id(conn: &mut Connection, id: AuthorId) -> Result<Author> {
    let found: AuthorRow = on!(conn, |c| authors::table
        .find(id)
        .select((
            authors::id,
            authors::slug,
            authors::name,
            authors::biography,
            authors::account_id
        ))
        .first(c))?;
    Ok(author(found))
}

/// The author with this name. Different names may be written the same in slugs.
pub(in crate::articles) fn of_name(
    conn: &mut Connection,
    label: &Label,
) -> Result<Option<AuthorId>> {
    let numbered = format!("{}-%", label.slug);
    let alike: Vec<(AuthorId, String)> = on!(conn, |c| authors::table
        .filter(
            authors::slug
                .eq(&label.slug)
                .or(authors::slug.like(&numbered))
                .or(authors::name.eq(&label.name)),
        )
        .select((authors::id, authors::name))
        .order(authors::id)
        .load(c))?;
    let found = alike.into_iter().find(|(_, name)| path::is_same_name(name, &label.name));
    Ok(found.map(|(id, _)| id))
}

/// The author that an article names: by slug, by name, or by a slug that an author had. A new one is
/// inserted; it keeps this spelling.
fn named(conn: &mut Connection, label: &Label) -> Result<AuthorId> {
    for _ in 0..slugs::MOST {
        let by_slug = if path::is_slug(&label.name) { of_slug(conn, &label.name)? } else { None };
        let found = match by_slug {
            Some(author) => Some(author.id),
            None => of_name(conn, label)?,
        };
        let found = match found {
            Some(id) => Some(id),
            None => former(conn, &label.slug)?,
        };
        if let Some(id) = found {
            return Ok(id);
        }
        let slug = free_slug(conn, label, None)?;
        let added: Option<AuthorId> = on!(conn, |c| diesel::insert_into(authors::table)
            .values((authors::slug.eq(&slug), authors::name.eq(&label.name)))
            .on_conflict_do_nothing()
            .returning(authors::id)
            .get_result(c)
            .optional())?;
        // PostgreSQL only: another transaction may have made an author with this slug just now.
        if let Some(id) = added {
            return Ok(id);
        }
    }
    Err(slugs::exhausted(label))
}

/// A slug for a name that no other author has or had: of the name, or with a number.
pub(in crate::articles) fn free_slug(
    conn: &mut Connection,
    label: &Label,
    own: Option<AuthorId>,
) -> Result<String> {
    slugs::first_free(label, None, |slug| {
        Ok(owner(conn, slug)?.is_none_or(|owner| Some(owner) == own))
    })
}

/// Replaces the bylines of an article, in this order; new authors are inserted.
pub(in crate::articles) fn set(
    conn: &mut Connection,
    id: ArticleId,
    labels: &[Label],
) -> Result<()> {
    on!(conn, |c| diesel::delete(
        article_bylines::table.filter(article_bylines::article_id.eq(id))
    )
    .execute(c))?;
    let mut set: Vec<AuthorId> = Vec::with_capacity(labels.len());
    for (position, label) in (0_i16..).zip(labels) {
        let author = named(conn, label)?;
        // An author's name, its slug and a name that it had are the same author.
        if set.contains(&author) {
            continue;
        }
        set.push(author);
        on!(conn, |c| diesel::insert_into(article_bylines::table)
            .values((
                article_bylines::article_id.eq(id),
                article_bylines::author_id.eq(author),
                article_bylines::position.eq(position),
            ))
            .execute(c))?;
    }
    write_text(conn, id)
}

/// Writes the names of an article's authors as one text.
fn write_text(conn: &mut Connection, id: ArticleId) -> Result<()> {
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

/// Authors in the order of their slugs, which sort as readers expect of the names, and the same on
/// both engines, which differ for accents and capitals.
pub(in crate::articles) fn list(
    conn: &mut Connection,
    all: bool,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<CountedAuthor>> {
    let public = article_bylines::table
        .inner_join(articles::table)
        .filter(article_bylines::author_id.eq(authors::id))
        .filter(articles::status.eq(Status::Published));
    let rows: Vec<AuthorRow> = on!(conn, |c| {
        let mut query = authors::table
            .select((
                authors::id,
                authors::slug,
                authors::name,
                authors::biography,
                authors::account_id,
            ))
            .order(authors::slug)
            .limit(limit)
            .into_boxed();
        if !all {
            query = query.filter(diesel::dsl::exists(public));
        }
        if let Some(after) = after {
            query = query.filter(authors::slug.gt(after));
        }
        query.load(c)
    })?;
    let ids: Vec<AuthorId> = rows.iter().map(|(id, ..)| *id).collect();
    let counts: Vec<(AuthorId, i64)> = on!(conn, |c| article_bylines::table
        .inner_join(articles::table)
        .filter(article_bylines::author_id.eq_any(&ids).and(articles::status.eq(Status::Published)))
        .group_by(article_bylines::author_id)
        .select((article_bylines::author_id, diesel::dsl::count_star()))
        .load(c))?;
    let count =
        |id: AuthorId| counts.iter().find(|(author, _)| *author == id).map_or(0, |(_, n)| *n);
    Ok(rows
        .into_iter()
        .map(author)
        .map(|author| CountedAuthor { articles: count(author.id), author })
        .collect())
}

/// The number of articles that have the author: the public ones, or all.
pub(in crate::articles) fn count(
    conn: &mut Connection,
    id: AuthorId,
    only_public: bool,
) -> Result<i64> {
    Ok(on!(conn, |c| {
        let mut query = article_bylines::table
            .inner_join(articles::table)
            .filter(article_bylines::author_id.eq(id))
            .select(diesel::dsl::count_star())
            .into_boxed();
        if only_public {
            query = query.filter(articles::status.eq(Status::Published));
        }
        query.first(c)
    })?)
}

pub(in crate::articles) fn has_public_articles(
    conn: &mut Connection,
    id: AuthorId,
) -> Result<bool> {
    let public = article_bylines::table
        .inner_join(articles::table)
        .filter(article_bylines::author_id.eq(id).and(articles::status.eq(Status::Published)));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(public)).get_result(c))?)
}

/// The author that had this slug.
pub(in crate::articles) fn former(conn: &mut Connection, slug: &str) -> Result<Option<AuthorId>> {
    let of_slug = author_slugs::table.find(slug).select(author_slugs::author_id);
    Ok(on!(conn, |c| of_slug.first(c).optional())?)
}

/// The author that has or had this slug.
pub(in crate::articles) fn owner(conn: &mut Connection, slug: &str) -> Result<Option<AuthorId>> {
    match of_slug(conn, slug)? {
        Some(author) => Ok(Some(author.id)),
        None => former(conn, slug),
    }
}

pub(in crate::articles) fn insert(
    conn: &mut Connection,
    slug: &str,
    name: &str,
) -> Result<AuthorId> {
    Ok(on!(conn, |c| diesel::insert_into(authors::table)
        .values((authors::slug.eq(slug), authors::name.eq(name)))
        .returning(authors::id)
        .get_result(c))?)
}

/// Writes all fields of an author.
pub(in crate::articles) fn update(conn: &mut Connection, author: &Author) -> Result<()> {
    on!(conn, |c| diesel::update(authors::table.find(author.id))
        .set((
            authors::slug.eq(&author.slug),
            authors::name.eq(&author.name),
            authors::biography.eq(&author.biography),
            authors::account_id.eq(author.account),
        ))
        .execute(c))?;
    Ok(())
}

pub(in crate::articles) fn delete(conn: &mut Connection, id: AuthorId) -> Result<()> {
    on!(conn, |c| diesel::delete(authors::table.find(id)).execute(c))?;
    Ok(())
}

/// Gives the articles and former slugs of one author to another. Returns how many articles had it.
pub(in crate::articles) fn move_articles(
    conn: &mut Connection,
    from: AuthorId,
    to: AuthorId,
) -> Result<usize> {
    let slugs = author_slugs::table.filter(author_slugs::author_id.eq(from));
    on!(conn, |c| diesel::update(slugs).set(author_slugs::author_id.eq(to)).execute(c))?;
    // An article that has both keeps the other one.
    let both: Vec<ArticleId> = on!(conn, |c| {
        let with_other = diesel::alias!(article_bylines as other_bylines);
        let other_ids = with_other
            .filter(with_other.field(article_bylines::author_id).eq(to))
            .select(with_other.field(article_bylines::article_id));
        article_bylines::table
            .filter(
                article_bylines::author_id
                    .eq(from)
                    .and(article_bylines::article_id.eq_any(other_ids)),
            )
            .select(article_bylines::article_id)
            .load(c)
    })?;
    for article in &both {
        on!(conn, |c| diesel::delete(article_bylines::table.find((*article, from))).execute(c))?;
    }
    let here = article_bylines::table.filter(article_bylines::author_id.eq(from));
    let moved =
        on!(conn, |c| diesel::update(here).set(article_bylines::author_id.eq(to)).execute(c))?;
    Ok(moved + both.len())
}

/// Stores a slug that leads to the author.
pub(in crate::articles) fn remember(conn: &mut Connection, slug: &str, id: AuthorId) -> Result<()> {
    on!(conn, |c| diesel::insert_into(author_slugs::table)
        .values((author_slugs::slug.eq(slug), author_slugs::author_id.eq(id)))
        .execute(c))?;
    Ok(())
}

/// Ends a redirect, because an author has that slug again.
pub(in crate::articles) fn forget(conn: &mut Connection, slug: &str) -> Result<()> {
    on!(conn, |c| diesel::delete(author_slugs::table.find(slug)).execute(c))?;
    Ok(())
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

/// Gives an author to all articles whose byline is only this text.
pub(in crate::articles) fn adopt(conn: &mut Connection, byline: &str, label: &Label) -> Result<()> {
    let named = article_bylines::table.filter(article_bylines::article_id.eq(articles::id));
    let ids: Vec<ArticleId> = on!(conn, |c| articles::table
        .filter(articles::byline.eq(byline).and(diesel::dsl::not(diesel::dsl::exists(named))))
        .select(articles::id)
        .load(c))?;
    ids.into_iter().try_for_each(|id| set(conn, id, std::slice::from_ref(label)))
}
