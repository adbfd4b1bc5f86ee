//! The rows of tags and authors, and the articles that have them.

use diesel::prelude::*;

use crate::articles::model::{ArticleScope, Author, Counted, Label, Status, Tag};
use crate::articles::store::slugs::HasSlugs;
use crate::db::Connection;
use crate::db::schema::{article_bylines, article_tags, articles, authors, tags};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId, AuthorId, TagId};
use crate::on;

/// A tag or an author: a row with a name, of which an article has several in an order.
pub trait Named: HasSlugs + Sized {
    /// Its number.
    fn id(&self) -> Self::Id;

    /// The last part of its address.
    fn slug(&self) -> &str;

    fn name(&self) -> &str;

    /// The one with this slug.
    fn of_slug(conn: &mut Connection, slug: &str) -> Result<Option<Self>>;

    /// The one with this number.
    fn by_id(conn: &mut Connection, id: Self::Id) -> Result<Self>;

    /// Number and name of those whose name or slug may be that of `label`, the oldest first.
    fn alike(conn: &mut Connection, label: &Label) -> Result<Vec<(Self::Id, String)>>;

    /// Inserts one; `None` if another one has the slug.
    fn insert(conn: &mut Connection, slug: &str, name: &str) -> Result<Option<Self::Id>>;

    /// Writes all fields.
    fn update(conn: &mut Connection, item: &Self) -> Result<()>;

    /// Deletes the one with this number.
    fn delete(conn: &mut Connection, id: Self::Id) -> Result<()>;

    /// Those after the slug `after`, in the order of the slugs, which sort as readers expect of the
    /// names, and the same on both engines, which differ for accents and capitals. With
    /// [`ArticleScope::Public`] only those of public articles; each with its number of public articles.
    fn list(
        conn: &mut Connection,
        of: ArticleScope,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Vec<Counted<Self>>>;

    /// The number of articles that have it.
    fn count(conn: &mut Connection, id: Self::Id, of: ArticleScope) -> Result<i64>;

    /// Whether a public article has it. It checks only that one exists.
    fn has_public_articles(conn: &mut Connection, id: Self::Id) -> Result<bool>;

    /// Replaces those of an article, in this order.
    fn set_of_article(conn: &mut Connection, article: ArticleId, ids: &[Self::Id]) -> Result<()>;

    /// Gives the articles of one to another. Returns how many had it.
    fn move_articles(conn: &mut Connection, from: Self::Id, to: Self::Id) -> Result<usize>;
}

/// Implements [`Named`] for a type with its table and the table that joins it to articles. The fields after the name are
/// listed with type and column.
macro_rules! named {
    (
        $Item:ident { $($field:ident: $Type:ty = $column:ident),+ }, $Id:ty, $table:ident,
        $links:ident as $other:ident, $key:ident
    ) => {
        impl Named for $Item {
            fn id(&self) -> $Id {
                self.id
            }

            fn slug(&self) -> &str {
                &self.slug
            }

            fn name(&self) -> &str {
                &self.name
            }

            fn of_slug(conn: &mut Connection, slug: &str) -> Result<Option<$Item>> {
                let found: Option<($Id, String, String, $($Type),+)> = on!(conn, |c| $table::table
                    .filter($table::slug.eq(slug))
                    .select(($table::id, $table::slug, $table::name, $($table::$column),+))
                    .first(c)
                    .optional())?;
                Ok(found.map(|(id, slug, name, $($field),+)| $Item { id, slug, name, $($field),+ }))
            }

            fn by_id(conn: &mut Connection, id: $Id) -> Result<$Item> {
                let found: ($Id, String, String, $($Type),+) = on!(conn, |c| $table::table
                    .find(id)
                    .select(($table::id, $table::slug, $table::name, $($table::$column),+))
                    .first(c))?;
                let (id, slug, name, $($field),+) = found;
                Ok($Item { id, slug, name, $($field),+ })
            }

            fn alike(conn: &mut Connection, label: &Label) -> Result<Vec<($Id, String)>> {
                let numbered = format!("{}-%", label.slug);
                Ok(on!(conn, |c| $table::table
                    .filter(
                        $table::slug
                            .eq(&label.slug)
                            .or($table::slug.like(&numbered))
                            .or($table::name.eq(&label.name)),
                    )
                    .select(($table::id, $table::name))
                    .order($table::id)
                    .load(c))?)
            }

            fn insert(conn: &mut Connection, slug: &str, name: &str) -> Result<Option<$Id>> {
                Ok(on!(conn, |c| diesel::insert_into($table::table)
                    .values(($table::slug.eq(slug), $table::name.eq(name)))
                    .on_conflict_do_nothing()
                    .returning($table::id)
                    .get_result(c)
                    .optional())?)
            }

            fn update(conn: &mut Connection, item: &$Item) -> Result<()> {
                on!(conn, |c| diesel::update($table::table.find(item.id))
                    .set((
                        $table::slug.eq(&item.slug),
                        $table::name.eq(&item.name),
                        $($table::$column.eq(item.$field.clone())),+
                    ))
                    .execute(c))?;
                Ok(())
            }

            fn delete(conn: &mut Connection, id: $Id) -> Result<()> {
                on!(conn, |c| diesel::delete($table::table.find(id)).execute(c))?;
                Ok(())
            }

            fn list(
                conn: &mut Connection,
                of: ArticleScope,
                after: Option<&str>,
                limit: i64,
            ) -> Result<Vec<Counted<$Item>>> {
                let public = $links::table
                    .inner_join(articles::table)
                    .filter($links::$key.eq($table::id))
                    .filter(articles::status.eq(Status::Published));
                let rows: Vec<($Id, String, String, $($Type),+)> = on!(conn, |c| {
                    let mut query = $table::table
                        .select(($table::id, $table::slug, $table::name, $($table::$column),+))
                        .order($table::slug)
                        .limit(limit)
                        .into_boxed();
                    if of == ArticleScope::Public {
                        query = query.filter(diesel::dsl::exists(public));
                    }
                    if let Some(after) = after {
                        query = query.filter($table::slug.gt(after));
                    }
                    query.load(c)
                })?;
                let ids: Vec<$Id> = rows.iter().map(|(id, ..)| *id).collect();
                let counts: Vec<($Id, i64)> = on!(conn, |c| $links::table
                    .inner_join(articles::table)
                    .filter($links::$key.eq_any(&ids).and(articles::status.eq(Status::Published)))
                    .group_by($links::$key)
                    .select(($links::$key, diesel::dsl::count_star()))
                    .load(c))?;
                let count = |id: $Id| counts.iter().find(|(counted, _)| *counted == id).map_or(0, |(_, n)| *n);
                let counted = |(id, slug, name, $($field),+)| Counted {
                    articles: count(id),
                    item: $Item { id, slug, name, $($field),+ },
                };
                Ok(rows.into_iter().map(counted).collect())
            }

            fn count(conn: &mut Connection, id: $Id, of: ArticleScope) -> Result<i64> {
                Ok(on!(conn, |c| {
                    let mut query = $links::table
                        .inner_join(articles::table)
                        .filter($links::$key.eq(id))
                        .select(diesel::dsl::count_star())
                        .into_boxed();
                    if of == ArticleScope::Public {
                        query = query.filter(articles::status.eq(Status::Published));
                    }
                    query.first(c)
                })?)
            }

            fn has_public_articles(conn: &mut Connection, id: $Id) -> Result<bool> {
                let public = $links::table
                    .inner_join(articles::table)
                    .filter($links::$key.eq(id).and(articles::status.eq(Status::Published)));
                Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(public)).get_result(c))?)
            }

            fn set_of_article(
                conn: &mut Connection,
                article: ArticleId,
                ids: &[$Id],
            ) -> Result<()> {
                let present = $links::table.filter($links::article_id.eq(article));
                on!(conn, |c| diesel::delete(present).execute(c))?;
                for (position, id) in (0_i16..).zip(ids) {
                    on!(conn, |c| diesel::insert_into($links::table)
                        .values((
                            $links::article_id.eq(article),
                            $links::$key.eq(id),
                            $links::position.eq(position),
                        ))
                        .execute(c))?;
                }
                Ok(())
            }

            fn move_articles(conn: &mut Connection, from: $Id, to: $Id) -> Result<usize> {
                // An article that has both keeps the other one.
                let both: Vec<ArticleId> = on!(conn, |c| {
                    let with_other = diesel::alias!($links as $other);
                    let other_ids = with_other
                        .filter(with_other.field($links::$key).eq(to))
                        .select(with_other.field($links::article_id));
                    $links::table
                        .filter($links::$key.eq(from).and($links::article_id.eq_any(other_ids)))
                        .select($links::article_id)
                        .load(c)
                })?;
                for article in &both {
                    let link = $links::table.find((*article, from));
                    on!(conn, |c| diesel::delete(link).execute(c))?;
                }
                let here = $links::table.filter($links::$key.eq(from));
                let moved =
                    on!(conn, |c| diesel::update(here).set($links::$key.eq(to)).execute(c))?;
                Ok(moved + both.len())
            }
        }
    };
}

named!(Tag { description: String = description }, TagId, tags, article_tags as other_tags, tag_id);

named!(
    Author { biography: String = biography, account: Option<AccountId> = account_id },
    AuthorId,
    authors,
    article_bylines as other_bylines,
    author_id
);
