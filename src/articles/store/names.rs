//! The rows of tags and authors, the slugs that they had, and the articles that have them.

use diesel::prelude::*;

use crate::articles::model::{Author, Counted, Label, Status, Tag};
use crate::articles::{path, slugs};
use crate::db::Connection;
use crate::db::schema::{
    article_bylines, article_tags, articles, author_slugs, authors, tag_slugs, tags,
};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId, AuthorId, TagId};
use crate::on;

/// A tag or an author: a row with a name, of which an article has several in an order.
pub(in crate::articles) trait Named: Sized {
    /// Its number.
    type Id: Copy + PartialEq;

    fn id(&self) -> Self::Id;
    fn slug(&self) -> &str;
    fn name(&self) -> &str;

    /// The one with this slug.
    fn of_slug(conn: &mut Connection, slug: &str) -> Result<Option<Self>>;

    /// The one with this number.
    fn by_id(conn: &mut Connection, id: Self::Id) -> Result<Self>;

    /// Number and name of those whose name or slug may be that of `label`, the oldest first.
    fn alike(conn: &mut Connection, label: &Label) -> Result<Vec<(Self::Id, String)>>;

    /// The one that had this slug.
    fn former(conn: &mut Connection, slug: &str) -> Result<Option<Self::Id>>;

    /// Inserts one; `None` if another one has the slug.
    fn insert(conn: &mut Connection, slug: &str, name: &str) -> Result<Option<Self::Id>>;

    /// Writes all fields.
    fn update(conn: &mut Connection, item: &Self) -> Result<()>;

    fn delete(conn: &mut Connection, id: Self::Id) -> Result<()>;

    /// Stores a slug that leads to it.
    fn remember(conn: &mut Connection, slug: &str, id: Self::Id) -> Result<()>;

    /// Ends a redirect, because one of them has that slug again.
    fn forget(conn: &mut Connection, slug: &str) -> Result<()>;

    /// Those after the slug `after`, in the order of the slugs, which sort as readers expect of the
    /// names, and the same on both engines, which differ for accents and capitals. Those of public
    /// articles, or `all`; with their numbers of public articles.
    fn list(
        conn: &mut Connection,
        all: bool,
        after: Option<&str>,
        limit: i64,
    ) -> Result<Vec<Counted<Self>>>;

    /// The number of articles that have it: the public ones, or all.
    fn count(conn: &mut Connection, id: Self::Id, only_public: bool) -> Result<i64>;

    /// Whether a public article has it. It checks only that one exists.
    fn has_public_articles(conn: &mut Connection, id: Self::Id) -> Result<bool>;

    /// Replaces those of an article, in this order.
    fn set_of_article(conn: &mut Connection, article: ArticleId, ids: &[Self::Id]) -> Result<()>;

    /// Gives the articles and former slugs of one to another. Returns how many articles had it.
    fn move_articles(conn: &mut Connection, from: Self::Id, to: Self::Id) -> Result<usize>;
}

/// Implements [`Named`] for a type with its table, the table of its former slugs and the table that
/// joins it to articles. The fields after the name are listed with type and column.
macro_rules! named {
    (
        $Item:ident { $($field:ident: $Type:ty = $column:ident),+ }, $Id:ty, $table:ident,
        $slugs:ident, $links:ident as $other:ident, $key:ident
    ) => {
        impl Named for $Item {
            type Id = $Id;

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

            fn former(conn: &mut Connection, slug: &str) -> Result<Option<$Id>> {
                let of_slug = $slugs::table.find(slug).select($slugs::$key);
                Ok(on!(conn, |c| of_slug.first(c).optional())?)
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

            fn remember(conn: &mut Connection, slug: &str, id: $Id) -> Result<()> {
                on!(conn, |c| diesel::insert_into($slugs::table)
                    .values(($slugs::slug.eq(slug), $slugs::$key.eq(id)))
                    .execute(c))?;
                Ok(())
            }

            fn forget(conn: &mut Connection, slug: &str) -> Result<()> {
                on!(conn, |c| diesel::delete($slugs::table.find(slug)).execute(c))?;
                Ok(())
            }

            fn list(
                conn: &mut Connection,
                all: bool,
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
                    if !all {
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
                let count = |id: $Id| counts.iter().find(|(of, _)| *of == id).map_or(0, |(_, n)| *n);
                let counted = |(id, slug, name, $($field),+)| Counted {
                    articles: count(id),
                    item: $Item { id, slug, name, $($field),+ },
                };
                Ok(rows.into_iter().map(counted).collect())
            }

            fn count(conn: &mut Connection, id: $Id, only_public: bool) -> Result<i64> {
                Ok(on!(conn, |c| {
                    let mut query = $links::table
                        .inner_join(articles::table)
                        .filter($links::$key.eq(id))
                        .select(diesel::dsl::count_star())
                        .into_boxed();
                    if only_public {
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
                let slugs = $slugs::table.filter($slugs::$key.eq(from));
                on!(conn, |c| diesel::update(slugs).set($slugs::$key.eq(to)).execute(c))?;
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

named!(
    Tag { description: String = description },
    TagId,
    tags,
    tag_slugs,
    article_tags as other_tags,
    tag_id
);

named!(
    Author { biography: String = biography, account: Option<AccountId> = account_id },
    AuthorId,
    authors,
    author_slugs,
    article_bylines as other_bylines,
    author_id
);

/// The one with this name. Different names may be written the same in slugs.
pub(in crate::articles) fn of_name<T: Named>(
    conn: &mut Connection,
    label: &Label,
) -> Result<Option<T::Id>> {
    let mut alike = T::alike(conn, label)?.into_iter();
    Ok(alike.find(|(_, name)| path::is_same_name(name, &label.name)).map(|(id, _)| id))
}

/// The one that has or had this slug.
pub(in crate::articles) fn owner<T: Named>(
    conn: &mut Connection,
    slug: &str,
) -> Result<Option<T::Id>> {
    match T::of_slug(conn, slug)? {
        Some(item) => Ok(Some(item.id())),
        None => T::former(conn, slug),
    }
}

/// A slug for a name that no other one has or had: of the name, or with a number.
pub(in crate::articles) fn free_slug<T: Named>(
    conn: &mut Connection,
    label: &Label,
    own: Option<T::Id>,
) -> Result<String> {
    slugs::first_free(label, None, |slug| {
        Ok(owner::<T>(conn, slug)?.is_none_or(|owner| Some(owner) == own))
    })
}

/// The one that an article names: by slug, by name, or by a slug that it had. A new one is inserted;
/// it keeps this spelling.
fn named<T: Named>(conn: &mut Connection, label: &Label) -> Result<T::Id> {
    for _ in 0..slugs::MOST {
        let by_slug = match path::is_slug(&label.name) {
            true => T::of_slug(conn, &label.name)?.map(|item| item.id()),
            false => None,
        };
        let found = match by_slug {
            Some(id) => Some(id),
            None => of_name::<T>(conn, label)?,
        };
        let found = match found {
            Some(id) => Some(id),
            None => T::former(conn, &label.slug)?,
        };
        if let Some(id) = found {
            return Ok(id);
        }
        let slug = free_slug::<T>(conn, label, None)?;
        // On PostgreSQL another transaction may have inserted one with this slug just now.
        if let Some(id) = T::insert(conn, &slug, &label.name)? {
            return Ok(id);
        }
    }
    Err(slugs::exhausted(label))
}

/// Replaces those of an article by what `labels` name, in this order; new ones are inserted.
pub(in crate::articles) fn set<T: Named>(
    conn: &mut Connection,
    article: ArticleId,
    labels: &[Label],
) -> Result<()> {
    let mut ids: Vec<T::Id> = Vec::with_capacity(labels.len());
    for label in labels {
        let id = named::<T>(conn, label)?;
        // Its name, its slug and a name that it had are the same one.
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    T::set_of_article(conn, article, &ids)
}
