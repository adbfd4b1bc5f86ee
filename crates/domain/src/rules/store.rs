//! The queries about rules.

use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{
    accounts, comment_reasons, comments, proven_comments, readers, rule_versions, rules, sections,
};
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId, CommentId, ReaderId, RuleId};
use crate::on;
use crate::screening::rules::condition::Condition;
use crate::screening::rules::model::{Action, Content, Rule};
use crate::screening::rules::store::RuleRow;
use crate::status::Status;

/// Rules that were not removed, newest first.
pub fn list(conn: &mut Connection, before: RuleId, limit: i64) -> Result<Vec<Rule>> {
    let rows: Vec<RuleRow> = on!(conn, |c| rules::table
        .filter(rules::removed_at.is_null().and(rules::id.lt(before)))
        .order(rules::id.desc())
        .limit(limit)
        .select(RuleRow::as_select())
        .load(c))?;
    rows.into_iter().map(RuleRow::rule).collect()
}

/// A rule that was not removed.
pub fn find(conn: &mut Connection, id: RuleId) -> Result<Rule> {
    let row: RuleRow = on!(conn, |c| rules::table
        .find(id)
        .filter(rules::removed_at.is_null())
        .select(RuleRow::as_select())
        .first(c))?;
    row.rule()
}

pub fn insert(
    conn: &mut Connection,
    content: &Content,
    author: Option<AccountId>,
    now: Time,
) -> Result<RuleId> {
    let condition = content.condition.to_json()?;
    Ok(on!(conn, |c| diesel::insert_into(rules::table)
        .values((
            rules::version.eq(1),
            rules::name.eq(&content.name),
            rules::condition.eq(&condition),
            rules::action.eq(content.action),
            rules::reason.eq(&content.reason),
            rules::enabled.eq(content.enabled),
            rules::author_id.eq(author),
            rules::created_at.eq(now),
            rules::updated_at.eq(now),
        ))
        .returning(rules::id)
        .get_result(c))?)
}

/// Replaces the version `from`; false if the rule has another version.
pub fn replace(
    conn: &mut Connection,
    id: RuleId,
    from: i64,
    content: &Content,
    now: Time,
) -> Result<bool> {
    let condition = content.condition.to_json()?;
    let same = rules::id.eq(id).and(rules::version.eq(from)).and(rules::removed_at.is_null());
    let changed = on!(conn, |c| diesel::update(rules::table.filter(same))
        .set((
            rules::version.eq(from + 1),
            rules::name.eq(&content.name),
            rules::condition.eq(&condition),
            rules::action.eq(content.action),
            rules::reason.eq(&content.reason),
            rules::enabled.eq(content.enabled),
            rules::updated_at.eq(now),
        ))
        .execute(c))?;
    Ok(changed == 1)
}

/// Removes the version `from`; false if the rule has another version.
pub fn remove(conn: &mut Connection, id: RuleId, from: i64, now: Time) -> Result<bool> {
    let same = rules::id.eq(id).and(rules::version.eq(from)).and(rules::removed_at.is_null());
    let changed = on!(conn, |c| diesel::update(rules::table.filter(same))
        .set((rules::version.eq(from + 1), rules::removed_at.eq(now), rules::updated_at.eq(now)))
        .execute(c))?;
    Ok(changed == 1)
}

/// Adds a version to the history of a rule.
pub fn add_version(
    conn: &mut Connection,
    id: RuleId,
    version: i64,
    content: &Content,
    by: Option<AccountId>,
    now: Time,
) -> Result<()> {
    let condition = content.condition.to_json()?;
    on!(conn, |c| diesel::insert_into(rule_versions::table)
        .values((
            rule_versions::rule_id.eq(id),
            rule_versions::version.eq(version),
            rule_versions::name.eq(&content.name),
            rule_versions::condition.eq(&condition),
            rule_versions::action.eq(content.action),
            rule_versions::reason.eq(&content.reason),
            rule_versions::enabled.eq(content.enabled),
            rule_versions::changed_by.eq(by),
            rule_versions::created_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// A version of a rule and its author.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The version number.
    pub version: i64,
    /// The content of the rule.
    pub content: Content,
    /// The name of the author; `None` for an import, or for a removed account.
    pub by: Option<String>,
    /// When it was created.
    pub at: Time,
}

type VersionRow = (i64, String, String, Action, String, bool, Time, Option<String>);

/// Versions of a rule below `before`, newest first.
pub fn versions(
    conn: &mut Connection,
    id: RuleId,
    before: i64,
    limit: i64,
) -> Result<Vec<Version>> {
    let rows: Vec<VersionRow> = on!(conn, |c| rule_versions::table
        .left_join(accounts::table.on(accounts::id.nullable().eq(rule_versions::changed_by)))
        .filter(rule_versions::rule_id.eq(id).and(rule_versions::version.lt(before)))
        .order(rule_versions::version.desc())
        .limit(limit)
        .select((
            rule_versions::version,
            rule_versions::name,
            rule_versions::condition,
            rule_versions::action,
            rule_versions::reason,
            rule_versions::enabled,
            rule_versions::created_at,
            accounts::name.nullable(),
        ))
        .load(c))?;
    rows.into_iter()
        .map(|(version, name, condition, action, reason, enabled, at, by)| {
            let content = Content {
                name,
                condition: Condition::stored(&condition)?,
                action,
                reason,
                enabled,
            };
            Ok(Version { version, content, by, at })
        })
        .collect()
}

/// The number of comments that a rule matched, and when the last of them was posted.
pub fn hits(conn: &mut Connection, code: &str) -> Result<(i64, Option<Time>)> {
    let (count, last): (i64, Option<CommentId>) = on!(conn, |c| comment_reasons::table
        .filter(comment_reasons::code.eq(code))
        .select((count_star(), max(comment_reasons::comment_id)))
        .first(c))?;
    let at = match last {
        None => None,
        Some(id) => on!(conn, |c| comments::table
            .find(id)
            .select(comments::created_at)
            .first(c)
            .optional())?,
    };
    Ok((count, at))
}

/// The name of an account; `None` if it was removed.
pub fn account_name(conn: &mut Connection, id: AccountId) -> Result<Option<String>> {
    Ok(on!(conn, |c| accounts::table.find(id).select(accounts::name).first(c).optional())?)
}

/// A conflict with the present version.
pub fn stale(conn: &mut Connection, id: RuleId) -> Error {
    match find(conn, id) {
        Ok(rule) => Error::Conflict {
            code: "stale_version",
            detail: Message::fault_rule_meanwhile(),
            present: Some(Box::new(
                serde_json::json!({ "version": rule.version, "enabled": rule.content.enabled }),
            )),
        },
        Err(error) => error,
    }
}

/// A decided comment, with the fields that rules can test.
#[derive(Clone, Queryable)]
pub struct DecidedComment {
    pub id: CommentId,
    pub status: Status,
    pub html: String,
    pub name: String,
    pub website: Option<String>,
    pub network_prefix: Option<String>,
    pub language: Option<String>,
    pub form_age: Option<i64>,
    pub article_id: ArticleId,
    pub section: Option<String>,
    pub reader_id: Option<ReaderId>,
    pub email_index: Option<Vec<u8>>,
    pub email_sealed: Option<Vec<u8>>,
}

/// Approved, rejected and spam comments with ids below `before`, newest first.
pub fn decided(
    conn: &mut Connection,
    before: CommentId,
    limit: i64,
) -> Result<Vec<DecidedComment>> {
    // A negated condition instead of a list of statuses makes the database read by id and stop at
    // the limit.
    let undecided = comments::status.eq(Status::Pending).or(comments::status.eq(Status::Deleted));
    Ok(on!(conn, |c| comments::table
        .left_join(readers::table)
        .left_join(sections::table)
        .filter(comments::id.lt(before).and(diesel::dsl::not(undecided)))
        .order(comments::id.desc())
        .limit(limit)
        .select((
            comments::id,
            comments::status,
            comments::html,
            comments::name,
            comments::website,
            comments::network_prefix,
            comments::language,
            comments::form_age,
            comments::article_id,
            sections::slug.nullable(),
            comments::reader_id,
            readers::email_index.nullable(),
            readers::email_sealed.nullable(),
        ))
        .load(c))?)
}

/// A comment in the record of its reader.
#[derive(Clone, Debug, Queryable)]
pub struct RecordedComment {
    pub reader_id: ReaderId,
    pub id: CommentId,
    pub status: Status,
    pub network_prefix: Option<String>,
    pub verified: Option<CommentId>,
}

/// All comments of these readers, oldest first.
pub fn comments_of_readers(
    conn: &mut Connection,
    readers: &[ReaderId],
) -> Result<Vec<RecordedComment>> {
    Ok(on!(conn, |c| comments::table
        .left_join(proven_comments::table.on(proven_comments::comment_id.eq(comments::id)))
        .filter(comments::reader_id.eq_any(readers))
        .order(comments::id)
        .select((
            comments::reader_id.assume_not_null(),
            comments::id,
            comments::status,
            comments::network_prefix,
            proven_comments::comment_id.nullable(),
        ))
        .load(c))?)
}
