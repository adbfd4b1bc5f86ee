//! Tags, the slugs that they had, and the tags of articles.

use diesel::prelude::*;

use crate::articles::model::{CountedTag, Label, Status, Tag};
use crate::articles::{path, slugs};
use crate::db::Connection;
use crate::db::schema::{article_tags, articles, tag_slugs, tags};
use crate::error::Result;
use crate::ids::{ArticleId, TagId};
use crate::on;

type TagRow = (TagId, String, String, String);

fn tag((id, slug, name, description): TagRow) -> Tag {
    Tag { id, slug, name, description }
}

/// The tag with this slug.
pub(in crate::articles) fn of_slug(conn: &mut Connection, slug: &str) -> Result<Option<Tag>> {
    let found: Option<TagRow> = on!(conn, |c| tags::table
        .filter(tags::slug.eq(slug))
        .select((tags::id, tags::slug, tags::name, tags::description))
        .first(c)
        .optional())?;
    Ok(found.map(tag))
}

/// The tag with this number.
pub(in crate::articles) fn by_id(conn: &mut Connection, id: TagId) -> Result<Tag> {
    let found: TagRow = on!(conn, |c| tags::table
        .find(id)
        .select((tags::id, tags::slug, tags::name, tags::description))
        .first(c))?;
    Ok(tag(found))
}

/// The tag with this name. Different names may be written the same in slugs.
pub(in crate::articles) fn of_name(conn: &mut Connection, label: &Label) -> Result<Option<TagId>> {
    let numbered = format!("{}-%", label.slug);
    let alike: Vec<(TagId, String)> = on!(conn, |c| tags::table
        .filter(
            tags::slug
                .eq(&label.slug)
                .or(tags::slug.like(&numbered))
                .or(tags::name.eq(&label.name)),
        )
        .select((tags::id, tags::name))
        .order(tags::id)
        .load(c))?;
    let found = alike.into_iter().find(|(_, name)| path::is_same_name(name, &label.name));
    Ok(found.map(|(id, _)| id))
}

/// The tag that an article names: by slug, by name, or by a slug that a tag had. A new one is
/// inserted; it keeps this spelling.
fn named(conn: &mut Connection, label: &Label) -> Result<TagId> {
    for _ in 0..slugs::MOST {
        let by_slug = if path::is_slug(&label.name) { of_slug(conn, &label.name)? } else { None };
        let found = match by_slug {
            Some(tag) => Some(tag.id),
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
        let added: Option<TagId> = on!(conn, |c| diesel::insert_into(tags::table)
            .values((tags::slug.eq(&slug), tags::name.eq(&label.name)))
            .on_conflict_do_nothing()
            .returning(tags::id)
            .get_result(c)
            .optional())?;
        // PostgreSQL only: another transaction may have made a tag with this slug just now.
        if let Some(id) = added {
            return Ok(id);
        }
    }
    Err(slugs::exhausted(label))
}

/// A slug for a name that no other tag has or had: of the name, or with a number.
pub(in crate::articles) fn free_slug(
    conn: &mut Connection,
    label: &Label,
    own: Option<TagId>,
) -> Result<String> {
    slugs::first_free(label, None, |slug| {
        Ok(owner(conn, slug)?.is_none_or(|owner| Some(owner) == own))
    })
}

/// Replaces the tags of an article, in this order; new tags are inserted.
pub(in crate::articles) fn set(
    conn: &mut Connection,
    id: ArticleId,
    labels: &[Label],
) -> Result<()> {
    on!(conn, |c| diesel::delete(article_tags::table.filter(article_tags::article_id.eq(id)))
        .execute(c))?;
    let mut set: Vec<TagId> = Vec::with_capacity(labels.len());
    for (position, label) in (0_i16..).zip(labels) {
        let tag = named(conn, label)?;
        // A tag's name, its slug and a name that it had are the same tag.
        if set.contains(&tag) {
            continue;
        }
        set.push(tag);
        on!(conn, |c| diesel::insert_into(article_tags::table)
            .values((
                article_tags::article_id.eq(id),
                article_tags::tag_id.eq(tag),
                article_tags::position.eq(position),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Tags in the order of their slugs, which sort as readers expect of the names, and the same on
/// both engines, which differ for accents and capitals.
pub(in crate::articles) fn list(
    conn: &mut Connection,
    all: bool,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<CountedTag>> {
    let public = article_tags::table
        .inner_join(articles::table)
        .filter(article_tags::tag_id.eq(tags::id))
        .filter(articles::status.eq(Status::Published));
    let rows: Vec<TagRow> = on!(conn, |c| {
        let mut query = tags::table
            .select((tags::id, tags::slug, tags::name, tags::description))
            .order(tags::slug)
            .limit(limit)
            .into_boxed();
        if !all {
            query = query.filter(diesel::dsl::exists(public));
        }
        if let Some(after) = after {
            query = query.filter(tags::slug.gt(after));
        }
        query.load(c)
    })?;
    let ids: Vec<TagId> = rows.iter().map(|(id, ..)| *id).collect();
    let counts: Vec<(TagId, i64)> = on!(conn, |c| article_tags::table
        .inner_join(articles::table)
        .filter(article_tags::tag_id.eq_any(&ids).and(articles::status.eq(Status::Published)))
        .group_by(article_tags::tag_id)
        .select((article_tags::tag_id, diesel::dsl::count_star()))
        .load(c))?;
    let count = |id: TagId| counts.iter().find(|(tag, _)| *tag == id).map_or(0, |(_, n)| *n);
    Ok(rows.into_iter().map(tag).map(|tag| CountedTag { articles: count(tag.id), tag }).collect())
}

/// The number of articles that have the tag: the public ones, or all.
pub(in crate::articles) fn count(
    conn: &mut Connection,
    id: TagId,
    only_public: bool,
) -> Result<i64> {
    Ok(on!(conn, |c| {
        let mut query = article_tags::table
            .inner_join(articles::table)
            .filter(article_tags::tag_id.eq(id))
            .select(diesel::dsl::count_star())
            .into_boxed();
        if only_public {
            query = query.filter(articles::status.eq(Status::Published));
        }
        query.first(c)
    })?)
}

pub(in crate::articles) fn has_public_articles(conn: &mut Connection, id: TagId) -> Result<bool> {
    let public = article_tags::table
        .inner_join(articles::table)
        .filter(article_tags::tag_id.eq(id).and(articles::status.eq(Status::Published)));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(public)).get_result(c))?)
}

/// The tag that had this slug.
pub(in crate::articles) fn former(conn: &mut Connection, slug: &str) -> Result<Option<TagId>> {
    let of_slug = tag_slugs::table.find(slug).select(tag_slugs::tag_id);
    Ok(on!(conn, |c| of_slug.first(c).optional())?)
}

/// The tag that has or had this slug.
pub(in crate::articles) fn owner(conn: &mut Connection, slug: &str) -> Result<Option<TagId>> {
    match of_slug(conn, slug)? {
        Some(tag) => Ok(Some(tag.id)),
        None => former(conn, slug),
    }
}

pub(in crate::articles) fn insert(conn: &mut Connection, slug: &str, name: &str) -> Result<TagId> {
    Ok(on!(conn, |c| diesel::insert_into(tags::table)
        .values((tags::slug.eq(slug), tags::name.eq(name)))
        .returning(tags::id)
        .get_result(c))?)
}

/// Writes all fields of a tag.
pub(in crate::articles) fn update(conn: &mut Connection, tag: &Tag) -> Result<()> {
    on!(conn, |c| diesel::update(tags::table.find(tag.id))
        .set((
            tags::slug.eq(&tag.slug),
            tags::name.eq(&tag.name),
            tags::description.eq(&tag.description),
        ))
        .execute(c))?;
    Ok(())
}

pub(in crate::articles) fn delete(conn: &mut Connection, id: TagId) -> Result<()> {
    on!(conn, |c| diesel::delete(tags::table.find(id)).execute(c))?;
    Ok(())
}

/// Gives the articles and former slugs of one tag to another. Returns how many articles had it.
pub(in crate::articles) fn move_articles(
    conn: &mut Connection,
    from: TagId,
    to: TagId,
) -> Result<usize> {
    let slugs = tag_slugs::table.filter(tag_slugs::tag_id.eq(from));
    on!(conn, |c| diesel::update(slugs).set(tag_slugs::tag_id.eq(to)).execute(c))?;
    // An article that has both keeps the other one.
    let both: Vec<ArticleId> = on!(conn, |c| {
        let with_other = diesel::alias!(article_tags as other_tags);
        let other_ids = with_other
            .filter(with_other.field(article_tags::tag_id).eq(to))
            .select(with_other.field(article_tags::article_id));
        article_tags::table
            .filter(article_tags::tag_id.eq(from).and(article_tags::article_id.eq_any(other_ids)))
            .select(article_tags::article_id)
            .load(c)
    })?;
    for article in &both {
        on!(conn, |c| diesel::delete(article_tags::table.find((*article, from))).execute(c))?;
    }
    let here = article_tags::table.filter(article_tags::tag_id.eq(from));
    let moved = on!(conn, |c| diesel::update(here).set(article_tags::tag_id.eq(to)).execute(c))?;
    Ok(moved + both.len())
}

/// Stores a slug that leads to the tag.
pub(in crate::articles) fn remember(conn: &mut Connection, slug: &str, id: TagId) -> Result<()> {
    on!(conn, |c| diesel::insert_into(tag_slugs::table)
        .values((tag_slugs::slug.eq(slug), tag_slugs::tag_id.eq(id)))
        .execute(c))?;
    Ok(())
}

/// Ends a redirect, because a tag has that slug again.
pub(in crate::articles) fn forget(conn: &mut Connection, slug: &str) -> Result<()> {
    on!(conn, |c| diesel::delete(tag_slugs::table.find(slug)).execute(c))?;
    Ok(())
}
