//! The rules for comments of sections.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::articles::commenting::CommentRules;
use crate::articles::model::Label;
use crate::articles::store::choices::{RulesRow, SectionRulesRow, comment_rules};
use crate::db::Connection;
use crate::db::schema::sections;
use crate::error::Result;
use crate::ids::SectionId;
use crate::on;

/// Name and rules of the section with this slug.
pub(in crate::articles) fn load(
    conn: &mut Connection,
    slug: &str,
) -> Result<Option<(Label, CommentRules)>> {
    let found: Option<(String, String, RulesRow)> = on!(conn, |c| sections::table
        .filter(sections::slug.eq(slug))
        .select((
            sections::slug,
            sections::name,
            (sections::comments_mode, sections::comments_days, sections::comments_message),
        ))
        .first(c)
        .optional())?;
    Ok(found.map(|(slug, name, rules)| (Label { slug, name }, comment_rules(rules))))
}

/// The rules of a section and of those above it, its own first.
pub(in crate::articles) fn with_above(
    conn: &mut Connection,
    section: SectionId,
) -> Result<Vec<CommentRules>> {
    type Row = (SectionId, Option<SectionId>, RulesRow);
    let rows: Vec<Row> = on!(conn, |c| sections::table
        .select((
            sections::id,
            sections::parent_id,
            (sections::comments_mode, sections::comments_days, sections::comments_message),
        ))
        .load(c))?;
    let mut rows: HashMap<SectionId, (Option<SectionId>, RulesRow)> =
        rows.into_iter().map(|(id, parent, rules)| (id, (parent, rules))).collect();
    let mut chain = Vec::new();
    let mut next = Some(section);
    // Each row is taken once, so that a circle in the table ends this, too.
    while let Some((parent, rules)) = next.and_then(|id| rows.remove(&id)) {
        chain.push(comment_rules(rules));
        next = parent;
    }
    Ok(chain)
}

/// Replaces the rules of the section with this slug.
pub(in crate::articles) fn set(
    conn: &mut Connection,
    slug: &str,
    rules: &CommentRules,
) -> Result<()> {
    let columns = SectionRulesRow::from(rules);
    on!(conn, |c| diesel::update(sections::table.filter(sections::slug.eq(slug)))
        .set(&columns)
        .execute(c))?;
    Ok(())
}
