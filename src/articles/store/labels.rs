//! Sections and tags.

use diesel::prelude::*;

use crate::articles::model::{Label, Status};
use crate::articles::path;
use crate::db::Connection;
use crate::db::schema::{article_tags, articles, sections, tags};
use crate::error::{Error, Result};
use crate::ids::{ArticleId, SectionId};
use crate::on;

/// Numbers that are tried after a slug for different names.
const SLUGS: u32 = 100;

/// Finds the row of a name or slug in a table of names, or inserts it. Different names have
/// different rows, even if they have the same slug: the later one gets a number after its slug. A
/// row keeps its first name.
macro_rules! named_row {
    ($conn:expr, $table:ident, $label:expr) => {{
        let (conn, label): (&mut Connection, &Label) = ($conn, $label);
        let numbered = format!("{}-%", label.slug);
        let alike: Vec<(_, String, String)> = on!(&mut *conn, |c| $table::table
            .filter(
                $table::slug
                    .eq(&label.slug)
                    .or($table::slug.like(&numbered))
                    .or($table::name.eq(&label.name)),
            )
            .select(($table::id, $table::slug, $table::name))
            .order($table::id)
            .load(c))?;
        let by_slug = alike.iter().find(|(_, slug, _)| *slug == label.name);
        let by_name = || alike.iter().find(|(_, _, name)| path::is_same_name(name, &label.name));
        let mut found = by_slug.or_else(by_name).map(|(id, _, _)| *id);
        for number in 1..=SLUGS {
            if found.is_some() {
                break;
            }
            let slug = match number {
                1 => label.slug.clone(),
                number => format!("{}-{number}", label.slug),
            };
            if alike.iter().any(|(_, taken, _)| *taken == slug) {
                continue;
            }
            found = on!(&mut *conn, |c| diesel::insert_into($table::table)
                .values(($table::slug.eq(&slug), $table::name.eq(&label.name)))
                .on_conflict_do_nothing()
                .returning($table::id)
                .get_result(c)
                .optional())?;
            if found.is_none() {
                // PostgreSQL only: another transaction has made a row with this slug just now.
                let (id, name): (_, String) = on!(&mut *conn, |c| $table::table
                    .filter($table::slug.eq(&slug))
                    .select(($table::id, $table::name))
                    .first(c))?;
                found = path::is_same_name(&name, &label.name).then_some(id);
            }
        }
        found.ok_or_else(|| {
            Error::conflict(
                "slug_taken",
                format!("Too many names are written {} in paths; choose another", label.slug),
            )
        })
    }};
}

/// The section of `label`, inserted if there is none.
pub(in crate::articles) fn section(conn: &mut Connection, label: &Label) -> Result<SectionId> {
    named_row!(conn, sections, label)
}

/// Replaces the tags of an article, in this order; new tags are inserted.
pub(in crate::articles) fn set_tags(
    conn: &mut Connection,
    id: ArticleId,
    labels: &[Label],
) -> Result<()> {
    on!(conn, |c| diesel::delete(article_tags::table.filter(article_tags::article_id.eq(id)))
        .execute(c))?;
    let mut set: Vec<i64> = Vec::with_capacity(labels.len());
    for (position, label) in (0_i16..).zip(labels) {
        let tag: i64 = named_row!(&mut *conn, tags, label)?;
        // A tag's name and its slug are the same tag.
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

pub(in crate::articles) fn section_named(
    conn: &mut Connection,
    slug: &str,
) -> Result<Option<String>> {
    Ok(on!(conn, |c| sections::table
        .filter(sections::slug.eq(slug))
        .select(sections::name)
        .first(c)
        .optional())?)
}

pub(in crate::articles) fn tag_named(conn: &mut Connection, slug: &str) -> Result<Option<String>> {
    Ok(on!(conn, |c| tags::table
        .filter(tags::slug.eq(slug))
        .select(tags::name)
        .first(c)
        .optional())?)
}

/// Sections with public articles, in the order of their slugs. Slugs sort as readers expect of the
/// names, and the same on both engines, which differ for accents and capitals.
pub(in crate::articles) fn sections(
    conn: &mut Connection,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<(Label, i64)>> {
    let rows: Vec<(String, String, i64)> = on!(conn, |c| {
        let mut query = sections::table
            .inner_join(articles::table)
            .filter(articles::status.eq(Status::Published))
            .group_by((sections::slug, sections::name))
            .select((sections::slug, sections::name, diesel::dsl::count_star()))
            .order(sections::slug)
            .limit(limit)
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(sections::slug.gt(after));
        }
        query.load(c)
    })?;
    Ok(rows.into_iter().map(|(slug, name, count)| (Label { slug, name }, count)).collect())
}

/// The first sections with public articles, in the same order, for every page. It checks only that
/// one article exists, because counting would read all of them.
pub(in crate::articles) fn navigation(conn: &mut Connection, limit: i64) -> Result<Vec<Label>> {
    let public = articles::table
        .filter(articles::section_id.eq(sections::id.nullable()))
        .filter(articles::status.eq(Status::Published));
    let rows: Vec<(String, String)> = on!(conn, |c| sections::table
        .filter(diesel::dsl::exists(public))
        .order(sections::slug)
        .limit(limit)
        .select((sections::slug, sections::name))
        .load(c))?;
    Ok(rows.into_iter().map(|(slug, name)| Label { slug, name }).collect())
}

/// Tags of public articles, in the order of their slugs.
pub(in crate::articles) fn tags(
    conn: &mut Connection,
    after: Option<&str>,
    limit: i64,
) -> Result<Vec<(Label, i64)>> {
    let rows: Vec<(String, String, i64)> = on!(conn, |c| {
        let mut query = tags::table
            .inner_join(article_tags::table.inner_join(articles::table))
            .filter(articles::status.eq(Status::Published))
            .group_by((tags::slug, tags::name))
            .select((tags::slug, tags::name, diesel::dsl::count_star()))
            .order(tags::slug)
            .limit(limit)
            .into_boxed();
        if let Some(after) = after {
            query = query.filter(tags::slug.gt(after));
        }
        query.load(c)
    })?;
    Ok(rows.into_iter().map(|(slug, name, count)| (Label { slug, name }, count)).collect())
}
