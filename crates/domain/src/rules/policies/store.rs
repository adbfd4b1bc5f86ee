//! Queries on the table `policies`.

use diesel::prelude::*;

use crate::db::Connection;
use crate::db::schema::{articles, policies, sections};
use crate::error::Result;
use crate::on;
use crate::rules::policies::{PolicyTarget, Scope};

/// Policies after the given target, as scope, id of the section or article, and name of the policy.
pub(super) fn list(
    conn: &mut Connection,
    after: (Scope, i64),
    limit: i64,
) -> Result<Vec<(Scope, i64, String)>> {
    Ok(on!(conn, |c| policies::table
        .filter(
            policies::scope
                .gt(after.0)
                .or(policies::scope.eq(after.0).and(policies::scope_id.gt(after.1)))
        )
        .order((policies::scope, policies::scope_id))
        .limit(limit)
        .select((policies::scope, policies::scope_id, policies::policy))
        .load(c))?)
}

pub(super) fn find(conn: &mut Connection, place: PolicyTarget) -> Result<Option<String>> {
    Ok(on!(conn, |c| policies::table
        .find((place.scope, place.id))
        .select(policies::policy)
        .first(c)
        .optional())?)
}

pub(super) fn set(conn: &mut Connection, place: PolicyTarget, policy: &str) -> Result<()> {
    let value = policies::policy.eq(policy);
    on!(conn, |c| diesel::insert_into(policies::table)
        .values((policies::scope.eq(place.scope), policies::scope_id.eq(place.id), value))
        .on_conflict((policies::scope, policies::scope_id))
        .do_update()
        .set(value)
        .execute(c))?;
    Ok(())
}

pub(super) fn remove(conn: &mut Connection, place: PolicyTarget) -> Result<()> {
    on!(conn, |c| diesel::delete(policies::table.find((place.scope, place.id))).execute(c))?;
    Ok(())
}

/// The id of the section with this slug.
pub(super) fn section(conn: &mut Connection, slug: &str) -> Result<i64> {
    let of_slug = sections::table.filter(sections::slug.eq(slug));
    Ok(on!(conn, |c| of_slug.select(sections::id).first(c))?)
}

/// The name and the slug of a section.
pub(super) fn section_names(conn: &mut Connection, id: i64) -> Result<(String, String)> {
    let columns = (sections::name, sections::slug);
    Ok(on!(conn, |c| sections::table.find(id).select(columns).first(c))?)
}

pub(super) fn article_title(conn: &mut Connection, id: i64) -> Result<String> {
    Ok(on!(conn, |c| articles::table.find(id).select(articles::title).first(c))?)
}
