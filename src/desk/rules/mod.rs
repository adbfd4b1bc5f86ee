//! The desk's pages about rules: plain forms, for editors. `list` has the rules and the import of a
//! list of words, `rule` is one rule with its versions, `draft` is its form, and `backtest` shows
//! what it would have caught.

mod backtest;
mod draft;
pub mod list;
pub mod rule;
pub mod view;

use actix_web::http::StatusCode;
use actix_web::web;

use crate::accounts::model::Staff;
use crate::app::App;
use crate::db::Connection;
use crate::desk::form::Feedback;
use crate::desk::rules::view::RuleRow;
use crate::error::{Error, Result};
use crate::rules::web::reload_rules;
use crate::rules::{self, RuleRecord};
use crate::screening::rules::model::Content;
use crate::web::error::Failure;
use crate::web::form_errors::FormErrors;
use crate::web::idempotency::IdempotencyKey;

async fn add(
    app: &web::Data<App>,
    staff: &Staff,
    key: &IdempotencyKey,
    content: Content,
) -> Result<i64> {
    let (now, actor) = (app.clock.now(), staff.id);
    let once = key.by_staff(&app.vault, staff.id);
    let work = move |conn: &mut Connection| {
        once.write(conn, now, StatusCode::CREATED, |conn| {
            Ok(rules::add(conn, &content, Some(actor), now)?.id)
        })
    };
    let outcome = app.db.write(work).await?;
    reload_rules(app).await;
    outcome.body.as_i64().ok_or_else(|| Error::internal("a rule has no number"))
}

/// The errors of a form, under the names of its fields.
fn feedback_of(error: Error) -> Result<Feedback, Failure> {
    Ok(FormErrors::of(error)?.with_names(field_of).into())
}

/// The field of the form for a part of the condition.
fn field_of(pointer: &'static str) -> &'static str {
    match pointer {
        "condition/field" => "field",
        "condition/operator" => "operator",
        "condition/value" => "value",
        other => other,
    }
}

fn done_in_words(done: &str) -> Option<&'static str> {
    Some(match done {
        "made" => "The rule is saved. It applies to new comments.",
        "imported" => "The list is imported. It applies to new comments.",
        "changed" => "The rule is changed.",
        "on" => "The rule is in force.",
        "off" => "The rule is no longer in force.",
        "removed" => "The rule is removed.",
        _ => return None,
    })
}

fn row(record: &RuleRecord) -> RuleRow {
    let content = &record.rule.content;
    RuleRow {
        id: record.rule.id.0,
        version: record.rule.version,
        name: content.name.clone(),
        summary: content.condition.summary(),
        action: content.action.name().to_owned(),
        enabled: content.enabled,
        dead: record.dead,
        hits: record.hits,
        last_hit: record.last_hit.map(Into::into),
    }
}
