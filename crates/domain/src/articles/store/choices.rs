//! The columns of an article's choices.

use diesel::prelude::*;

use crate::articles::choices::{Choices, Kind, Menu};
use crate::articles::commenting::CommentRules;
use crate::config::comment_mode::CommentMode;
use crate::db::schema::{articles, sections};

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = articles, treat_none_as_null = true)]
pub(in crate::articles) struct ChoicesRow {
    kind: Kind,
    language: String,
    featured: bool,
    sticky: bool,
    menu: Menu,
    menu_order: i64,
    comments_mode: CommentMode,
    comments_days: Option<i64>,
    comments_message: String,
    guidelines: String,
}

impl From<ChoicesRow> for Choices {
    fn from(row: ChoicesRow) -> Choices {
        Choices {
            kind: row.kind,
            language: row.language,
            featured: row.featured,
            sticky: row.sticky,
            menu: row.menu,
            menu_order: row.menu_order,
            comments: row.comments_mode,
            comments_days: days(row.comments_days),
            comments_message: row.comments_message,
            guidelines: row.guidelines,
        }
    }
}

impl From<&Choices> for ChoicesRow {
    fn from(choices: &Choices) -> ChoicesRow {
        let choices = choices.clone();
        ChoicesRow {
            kind: choices.kind,
            language: choices.language,
            featured: choices.featured,
            sticky: choices.sticky,
            menu: choices.menu,
            menu_order: choices.menu_order,
            comments_mode: choices.comments,
            comments_days: choices.comments_days.map(i64::from),
            comments_message: choices.comments_message,
            guidelines: choices.guidelines,
        }
    }
}

/// The columns of a section's rules for comments: mode, days, message.
pub(in crate::articles) type RulesRow = (CommentMode, Option<i64>, String);

/// The rules for comments of a section.
pub(in crate::articles) fn comment_rules((mode, days, message): RulesRow) -> CommentRules {
    CommentRules { mode, days: self::days(days), message }
}

/// The same, to write.
#[derive(AsChangeset)]
#[diesel(table_name = sections, treat_none_as_null = true)]
pub(in crate::articles) struct SectionRulesRow {
    comments_mode: CommentMode,
    comments_days: Option<i64>,
    comments_message: String,
}

impl From<&CommentRules> for SectionRulesRow {
    fn from(rules: &CommentRules) -> SectionRulesRow {
        SectionRulesRow {
            comments_mode: rules.mode,
            comments_days: rules.days.map(i64::from),
            comments_message: rules.message.clone(),
        }
    }
}

/// A number that nobody can set here, because checks refuse it, counts as no limit.
fn days(stored: Option<i64>) -> Option<u32> {
    stored.and_then(|days| u32::try_from(days).ok())
}
