//! Screening rules: what editors look for in comments, and what becomes of those in which it is
//! found.
//!
//! Each function is a use case in the caller's transaction. After the commit of a
//! change its caller calls `follow` on [`live::Live`](crate::screening::rules::live::Live), so that
//! the next comment is read by the rules as they are then.

pub mod backtest;
pub mod import;
pub mod policies;
pub(crate) mod store;
pub mod web;

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, RuleId};
use crate::screening::rules::model::{Content, Rule};
use crate::screening::rules::reason_code;

pub use crate::rules::store::Version;

/// A rule that is switched on and has hit nothing for so long is called dead.
const DEAD_AFTER: Duration = Duration::from_secs(90 * 86_400);
/// The longest condition, as JSON, that the log repeats. Longer ones are in the rule's versions.
const LOGGED: usize = 2_000;

/// A rule with what it has done so far.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleRecord {
    /// The rule.
    pub rule: Rule,
    /// Who made it; None for an import, or for an account that is gone.
    pub author: Option<String>,
    /// Comments that it has hit, in all of its versions.
    pub hits: i64,
    /// When the last of them was posted.
    pub last_hit: Option<Time>,
    /// It is switched on, has not been changed for 90 days, and has hit nothing in them.
    pub dead: bool,
}

/// Rules before the rule `before`, the newest first.
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

/// What a rule said before, the newest version first.
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

/// Makes a rule. Without an `author`, the command line did.
pub fn add(
    conn: &mut Connection,
    content: &Content,
    author: Option<AccountId>,
    now: Time,
) -> Result<Rule> {
    let id = store::insert(conn, content, author, now)?;
    store::keep(conn, id, 1, content, author, now)?;
    note(conn, id, 1, "made", changes(None, content)?, author, now)?;
    store::find(conn, id)
}

/// Puts `content` in the place of the version `from`. What stays the same is no new version.
///
/// # Errors
/// `NotFound`; `Conflict` `stale_version` if there is another version by now.
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
    store::keep(conn, id, from + 1, content, Some(actor), now)?;
    note(
        conn,
        id,
        from + 1,
        "changed",
        changes(Some(&before.content), content)?,
        Some(actor),
        now,
    )?;
    store::find(conn, id)
}

/// Takes the version `from` of a rule out of force for good. It stays for the comments that it has
/// hit.
///
/// # Errors
/// `NotFound`; `Conflict` `stale_version` if there is another version by now.
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
    note(conn, id, from + 1, "removed", json!({ "name": before.content.name }), Some(actor), now)
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

/// What changed, for the log: each field with what it was and what it is.
fn changes(before: Option<&Content>, after: &Content) -> Result<Json> {
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
                return Ok(json!(content.condition.summary()));
            }
            serde_json::from_str(&text).map_err(Error::internal)
        };
        let old = before.map(shown).transpose()?;
        changed.insert("condition".to_owned(), json!([old, shown(after)?]));
    }
    Ok(Json::Object(changed))
}

fn note(
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
