//! The rules for comments of sections.

use diesel::prelude::*;

use crate::articles::commenting::CommentRules;
use crate::articles::model::Label;
use crate::articles::store::choices::{RulesRow, SectionRulesRow, comment_rules};
use crate::db::Connection;
use crate::db::schema::sections;
use crate::error::Result;
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
