//! The queries of the rules in force.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::rules;
use crate::error::Result;
use crate::ids::{AccountId, RuleId};
use crate::on;
use crate::screening::rules::condition::Condition;
use crate::screening::rules::matcher;
use crate::screening::rules::model::{Action, Content, Rule};

/// The edition of all rules, which differs after any change of a rule: the number of rows and the
/// sum of their versions. Rows are never deleted and versions only grow, so no edition repeats.
pub type Edition = (usize, i64);

/// Reads the edition. This runs every second; there are rarely more than some hundred rules.
pub fn edition(conn: &mut Connection) -> Result<Edition> {
    let versions: Vec<i64> = on!(conn, |c| rules::table.select(rules::version).load(c))?;
    Ok((versions.len(), versions.iter().sum()))
}

/// A rule as it is stored; its condition is JSON.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = rules)]
pub struct RuleRow {
    id: RuleId,
    version: i64,
    name: String,
    condition: String,
    action: Action,
    reason: String,
    enabled: bool,
    author_id: Option<AccountId>,
    created_at: Time,
    updated_at: Time,
}

impl RuleRow {
    /// The rule, its condition parsed. The error is internal: a stored condition was checked before it was stored.
    pub fn rule(self) -> Result<Rule> {
        let RuleRow {
            id,
            version,
            name,
            condition,
            action,
            reason,
            enabled,
            author_id,
            created_at,
            updated_at,
        } = self;
        let condition = Condition::stored(&condition)?;
        let content = Content { name, condition, action, reason, enabled };
        Ok(Rule { id, version, content, author: author_id, created_at, updated_at })
    }
}

/// All enabled rules. A rule that cannot be read, because a newer version of the program wrote it,
/// is skipped and logged, so that the others stay in force.
pub fn in_force(conn: &mut Connection) -> Result<Vec<Rule>> {
    let rows: Vec<RuleRow> = on!(conn, |c| rules::table
        .filter(rules::enabled.eq(true).and(rules::removed_at.is_null()))
        .order(rules::id)
        .select(RuleRow::as_select())
        .load(c))?;
    let read = |row: RuleRow| {
        let id = row.id;
        row.rule()
            .map_err(|error| tracing::error!(rule = %id, %error, "a rule cannot be read and is not in force"))
            .ok()
    };
    Ok(rows.into_iter().filter_map(read).collect())
}

/// The enabled rules that are not in force, because they cannot be read or do not compile: their names, with why.
pub fn broken(conn: &mut Connection) -> Result<Vec<(String, String)>> {
    let rows: Vec<RuleRow> = on!(conn, |c| rules::table
        .filter(rules::enabled.eq(true).and(rules::removed_at.is_null()))
        .order(rules::id)
        .select(RuleRow::as_select())
        .load(c))?;
    let fault = |row: RuleRow| {
        let name = row.name.clone();
        let why = match row.rule() {
            Ok(rule) => matcher::fault_of(&rule.content.condition)?.detail.in_english(),
            Err(error) => error.to_string(),
        };
        Some((name, why))
    };
    Ok(rows.into_iter().filter_map(fault).collect())
}
