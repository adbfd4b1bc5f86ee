//! The administration of screening rules: conditions that editors define, and the actions on
//! comments that match them.
//!
//! Each function is a use case in the caller's transaction. After committing a change the caller
//! calls `follow` on [`live::LiveRules`](crate::screening::rules::live::LiveRules), so that the next comment
//! is screened by the changed rules.

pub mod backtest;
pub mod import;
pub mod policies;
mod store;
pub mod web;

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::{DAY, Time};
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, RuleId};
use crate::screening::rules::model::{Content, Rule};
use crate::screening::rules::reason_code;

pub use crate::rules::store::Version;

/// An enabled rule without a hit for this long is called dead.
const DEAD_AFTER: Duration = DAY.saturating_mul(90);
/// The longest condition in bytes of JSON that the audit log contains. Longer ones are in the
/// rule's versions.
const LOGGED: usize = 2_000;

/// A rule with its author and hits.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the names say all")]
pub struct RuleRecord {
    pub rule: Rule,
    /// The name of its author; `None` for an import, or for a removed account.
    pub author: Option<String>,
    /// The number of comments that any of its versions matched.
    pub hits: i64,
    /// When the last of them was posted.
    pub last_hit: Option<Time>,
    /// Whether it is enabled, but was neither changed nor matched for 90 days.
    pub dead: bool,
}

/// Rules with ids below `before`, newest first.
pub fn list(
    conn: &mut Connection,
    before: Option<RuleId>,
    limit: i64,
    now: Time,
) -> Result<Vec<RuleRecord>> {
    let found = store::list(conn, before.unwrap_or(RuleId(i64::MAX)), limit)?;
    found.into_iter().map(|rule| record(conn, rule, now)).collect()
}

/// One rule.
///
/// # Errors
/// `NotFound`, also for one that was removed.
pub fn find(conn: &mut Connection, id: RuleId, now: Time) -> Result<RuleRecord> {
    let rule = store::find(conn, id)?;
    record(conn, rule, now)
}

/// The versions of a rule, newest first.
///
/// # Errors
/// `NotFound`, also for one that was removed.
pub fn versions(
    conn: &mut Connection,
    id: RuleId,
    before: Option<i64>,
    limit: i64,
) -> Result<Vec<Version>> {
    store::find(conn, id)?;
    store::versions(conn, id, before.unwrap_or(i64::MAX), limit)
}

/// Creates a rule. `author` is `None` for the command line.
pub fn add(
    conn: &mut Connection,
    content: &Content,
    author: Option<AccountId>,
    now: Time,
) -> Result<Rule> {
    let id = store::insert(conn, content, author, now)?;
    store::add_version(conn, id, 1, content, author, now)?;
    log(conn, id, 1, "made", changed_fields(None, content)?, author, now)?;
    store::find(conn, id)
}

/// Replaces the version `from` of a rule. Unchanged content creates no new version.
///
/// # Errors
/// `NotFound`; `Conflict` `stale_version` if the rule has another version.
pub fn change(
    conn: &mut Connection,
    id: RuleId,
    from: i64,
    content: &Content,
    actor: AccountId,
    now: Time,
) -> Result<Rule> {
    let before = store::find(conn, id)?;
    if before.version != from {
        return Err(store::stale(conn, id));
    }
    if before.content == *content {
        return Ok(before);
    }
    if !store::replace(conn, id, from, content, now)? {
        return Err(store::stale(conn, id));
    }
    store::add_version(conn, id, from + 1, content, Some(actor), now)?;
    log(
        conn,
        id,
        from + 1,
        "changed",
        changed_fields(Some(&before.content), content)?,
        Some(actor),
        now,
    )?;
    store::find(conn, id)
}

/// Removes the version `from` of a rule. It is kept for the comments that it has matched.
///
/// # Errors
/// `NotFound`; `Conflict` `stale_version` if the rule has another version.
pub fn remove(
    conn: &mut Connection,
    id: RuleId,
    from: i64,
    actor: AccountId,
    now: Time,
) -> Result<()> {
    let before = store::find(conn, id)?;
    if !store::remove(conn, id, from, now)? {
        return Err(store::stale(conn, id));
    }
    log(conn, id, from + 1, "removed", json!({ "name": before.content.name }), Some(actor), now)
}

fn record(conn: &mut Connection, rule: Rule, now: Time) -> Result<RuleRecord> {
    let (hits, last_hit) = store::hits(conn, &reason_code(rule.id))?;
    let author = match rule.author {
        Some(id) => store::account_name(conn, id)?,
        None => None,
    };
    let quiet_since = last_hit.map_or(rule.updated_at, |last| last.max(rule.updated_at));
    let dead = rule.content.enabled && now.since(quiet_since) >= DEAD_AFTER;
    Ok(RuleRecord { rule, author, hits, last_hit, dead })
}

/// The changed fields with their old and new values, for the audit log.
fn changed_fields(before: Option<&Content>, after: &Content) -> Result<Json> {
    let mut changed = serde_json::Map::new();
    let mut compare = |name: &str, old: Option<Json>, new: Json| {
        if old.as_ref() != Some(&new) {
            changed.insert(name.to_owned(), json!([old, new]));
        }
    };
    compare("name", before.map(|old| json!(old.name)), json!(after.name));
    compare("action", before.map(|old| json!(old.action)), json!(after.action));
    compare("reason", before.map(|old| json!(old.reason)), json!(after.reason));
    compare("enabled", before.map(|old| json!(old.enabled)), json!(after.enabled));
    if before.is_none_or(|old| old.condition != after.condition) {
        let shown = |content: &Content| -> Result<Json> {
            let text = content.condition.to_json()?;
            if text.len() > LOGGED {
                return Ok(json!(content.condition.summary().in_english()));
            }
            serde_json::from_str(&text).map_err(Error::internal)
        };
        let old = before.map(shown).transpose()?;
        changed.insert("condition".to_owned(), json!([old, shown(after)?]));
    }
    Ok(Json::Object(changed))
}

fn log(
    conn: &mut Connection,
    id: RuleId,
    version: i64,
    what: &str,
    changed: Json,
    actor: Option<AccountId>,
    now: Time,
) -> Result<()> {
    let detail = json!({ "rule": id, "version": version, "what": what, "changed": changed });
    let entry = Entry { actor, detail: Some(detail), ..Entry::new(Act::Rule) };
    audit::append(conn, &entry, now)?;
    Ok(())
}
