//! The tree of sections.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::articles::choices::Kind;
use crate::articles::model::Status;
use crate::articles::tree::{Node, Tree};
use crate::db::Connection;
use crate::db::schema::{articles, section_moderators, sections};
use crate::error::Result;
use crate::ids::{AccountId, SectionId};
use crate::on;

type NodeRow = (SectionId, String, String, Option<SectionId>, String, i64);

/// All sections.
pub(in crate::articles) fn tree(conn: &mut Connection) -> Result<Tree> {
    let rows: Vec<NodeRow> = on!(conn, |c| sections::table
        .select((
            sections::id,
            sections::slug,
            sections::name,
            sections::parent_id,
            sections::description,
            sections::position,
        ))
        .load(c))?;
    let node = |(id, slug, name, parent, description, position): NodeRow| Node {
        id,
        slug,
        name,
        parent,
        description,
        position,
    };
    Ok(Tree::new(rows.into_iter().map(node).collect()))
}

/// The sections with public articles. It checks only that one article exists, because counting
/// would read all of them.
pub(in crate::articles) fn with_public_articles(
    conn: &mut Connection,
) -> Result<HashSet<SectionId>> {
    let public = articles::table
        .filter(articles::section_id.eq(sections::id.nullable()))
        .filter(articles::status.eq(Status::Published).and(articles::kind.eq(Kind::Article)));
    let ids: Vec<SectionId> = on!(conn, |c| sections::table
        .filter(diesel::dsl::exists(public))
        .select(sections::id)
        .load(c))?;
    Ok(ids.into_iter().collect())
}

/// The number of articles by section and status.
pub(in crate::articles) fn counts(conn: &mut Connection) -> Result<Vec<(SectionId, Status, i64)>> {
    let rows: Vec<(Option<SectionId>, Status, i64)> = on!(conn, |c| articles::table
        .filter(articles::section_id.is_not_null())
        .group_by((articles::section_id, articles::status))
        .select((articles::section_id, articles::status, diesel::dsl::count_star()))
        .load(c))?;
    Ok(rows.into_iter().filter_map(|(id, status, n)| id.map(|id| (id, status, n))).collect())
}

pub(in crate::articles) fn insert(
    conn: &mut Connection,
    slug: &str,
    name: &str,
    parent: Option<SectionId>,
) -> Result<SectionId> {
    Ok(on!(conn, |c| diesel::insert_into(sections::table)
        .values((sections::slug.eq(slug), sections::name.eq(name), sections::parent_id.eq(parent),))
        .returning(sections::id)
        .get_result(c))?)
}

/// Writes all fields of a section.
pub(in crate::articles) fn update(conn: &mut Connection, node: &Node) -> Result<()> {
    on!(conn, |c| diesel::update(sections::table.find(node.id))
        .set((
            sections::slug.eq(&node.slug),
            sections::name.eq(&node.name),
            sections::parent_id.eq(node.parent),
            sections::description.eq(&node.description),
            sections::position.eq(node.position),
        ))
        .execute(c))?;
    Ok(())
}

pub(in crate::articles) fn delete(conn: &mut Connection, id: SectionId) -> Result<()> {
    on!(conn, |c| diesel::delete(sections::table.find(id)).execute(c))?;
    Ok(())
}

/// Moves all articles of a section. A trigger moves their comments. Returns how many.
pub(in crate::articles) fn move_articles(
    conn: &mut Connection,
    from: SectionId,
    to: SectionId,
) -> Result<usize> {
    let here = articles::table.filter(articles::section_id.eq(from));
    Ok(on!(conn, |c| diesel::update(here).set(articles::section_id.eq(to)).execute(c))?)
}

/// Moves the sections below one.
pub(in crate::articles) fn move_below(
    conn: &mut Connection,
    from: SectionId,
    to: SectionId,
) -> Result<()> {
    let below = sections::table.filter(sections::parent_id.eq(from));
    on!(conn, |c| diesel::update(below).set(sections::parent_id.eq(to)).execute(c))?;
    Ok(())
}

/// Makes the moderators of one section moderators of another one as well, if that one has any: a
/// section without moderators belongs to all.
pub(in crate::articles) fn join_moderators(
    conn: &mut Connection,
    from: SectionId,
    to: SectionId,
) -> Result<()> {
    let of = |conn: &mut Connection, section: SectionId| -> Result<HashSet<AccountId>> {
        let here = section_moderators::table.filter(section_moderators::section_id.eq(section));
        let accounts: Vec<AccountId> =
            on!(conn, |c| here.select(section_moderators::account_id).load(c))?;
        Ok(accounts.into_iter().collect())
    };
    let (joining, present) = (of(conn, from)?, of(conn, to)?);
    if present.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = joining
        .difference(&present)
        .map(|account| {
            (section_moderators::section_id.eq(to), section_moderators::account_id.eq(*account))
        })
        .collect();
    on!(conn, |c| diesel::insert_into(section_moderators::table).values(&rows).execute(c))?;
    Ok(())
}
