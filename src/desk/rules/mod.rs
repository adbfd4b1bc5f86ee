//! The desk's pages about rules: plain forms, for editors. `list` has the rules and the import of a
//! list of words, `rule` is one rule with its versions, `draft` is its form as it is sent, `rows` as it is
//! shown, `backtest` shows what it would have caught, and `words` says it in a language.

mod backtest;
mod draft;
pub mod list;
mod rows;
pub mod rule;
pub mod view;
mod words;

use actix_web::http::StatusCode;
use actix_web::web;
use serde::Serialize;
use serde_json::Value;

use crate::accounts::model::Staff;
use crate::app::App;
use crate::db::Connection;
use crate::desk::rules::view::RuleRow;
use crate::error::{Error, Result};
use crate::i18n::Words;
use crate::rules::web::reload_rules;
use crate::rules::{self, RuleRecord};
use crate::screening::rules::model::Content;
use crate::web::idempotency::IdempotencyKey;

async fn add(
    app: &web::Data<App>,
    staff: &Staff,
    key: &IdempotencyKey,
    content: Content,
) -> Result<i64> {
    let (now, actor) = (app.clock.now(), staff.id);
    let work = move |conn: &mut Connection| Ok(rules::add(conn, &content, Some(actor), now)?.id);
    let id = write_once(app, staff, key, work).await?;
    id.as_i64().ok_or_else(|| Error::internal("a rule has no number"))
}

/// Runs `work` once for each key. The change is in force before this returns.
async fn write_once<T: Serialize>(
    app: &web::Data<App>,
    staff: &Staff,
    key: &IdempotencyKey,
    mut work: impl FnMut(&mut Connection) -> Result<T> + Send + 'static,
) -> Result<Value> {
    let (now, once) = (app.clock.now(), key.by_staff(&app.vault, staff.id));
    let work = move |conn: &mut Connection| once.write(conn, now, StatusCode::OK, &mut work);
    let outcome = app.db.write(work).await?;
    reload_rules(app).await;
    Ok(outcome.body)
}

fn done_in_words(done: Option<&str>, words: &Words) -> Option<String> {
    let said = match done? {
        "made" => words.rule_done_made(),
        "imported" => words.rule_done_imported(),
        "changed" => words.rule_done_changed(),
        "on" => words.rule_done_on(),
        "off" => words.rule_done_off(),
        "removed" => words.rule_done_removed(),
        _ => return None,
    };
    Some(said.into_owned())
}

fn row(record: &RuleRecord) -> RuleRow {
    let content = &record.rule.content;
    RuleRow {
        id: record.rule.id.0,
        version: record.rule.version,
        name: content.name.clone(),
        summary: content.condition.summary(),
        action: words::action(content.action),
        enabled: content.enabled,
        dead: record.dead,
        hits: record.hits,
        last_hit: record.last_hit.map(Into::into),
    }
}
